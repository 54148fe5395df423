"""Why a rule file is not YAML, in an officer's words, at the place where the mistake was made.

The parser says where it lost the thread, which is often lines below the mistake. What is said here comes from its
complaint, the words it had read before, and the line itself. It knows the complaints of PyYAML's own parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from threshold.rulebook.page import Span

_KEY = re.compile(r" *(?:- +)*([A-Za-z_][\w-]*):(?= |$)")
_KEY_GLUED = re.compile(r" *(?:- +)*[a-z_0-9]+:(?=[^ ])")
_DASH_GLUED = re.compile(r" *-(?=[^- ])")
_FIRST_KEY = re.compile(r" *(id|combination|see|strand|case|article|theme|term|who):(?= )")  # of an item of a list
_CLOSE = "close it at the end of its text, with the same straight mark"
_QUOTED_WORDS = 'put the whole text in double quotes: "..."'


@dataclass(frozen=True)
class Reason:
    """Where the mistake was made, what it is, and what to do."""

    span: Span
    message: str
    help: str


def reason(text: str, lines: list[str], error: yaml.MarkedYAMLError) -> Reason:
    """Why *text*, of which *lines* are the lines, cannot be read; *error* is the complaint of `yaml.SafeLoader`."""
    return _Case(text, lines, error).reason()


class _Case:
    def __init__(self, text: str, lines: list[str], error: yaml.MarkedYAMLError) -> None:
        self.lines = lines
        mark = error.problem_mark or error.context_mark
        self.at = mark.index if mark else 0
        self.here = self._span(mark)
        self.began = self._span(error.context_mark or mark)
        self.line = lines[self.here.line - 1]
        self.problem, self.context = error.problem or "", error.context or ""
        self.before, self.open = _read_until(text, self.at)

    def _span(self, mark: yaml.Mark | None) -> Span:
        if mark is None:
            return Span(1, 1)
        if mark.line >= len(self.lines):
            return Span(len(self.lines), len(self.lines[-1]) + 1)
        return Span(mark.line + 1, mark.column + 1)

    def reason(self) -> Reason:
        for rule in (self._quotes, self._marks, self._brackets, self._comment, self._colon, self._dash):
            found = rule()
            if found:
                return found
        if "document start" in self.problem:
            return self._second_document()
        if "block" in self.context:
            return Reason(
                self.here,
                "this line does not line up with the lines above it",
                "begin it in the same column as its neighbours",
            )
        return Reason(self.here, "this cannot be read", f"compare it with the lines above, and {_QUOTED_WORDS}")

    def _second_document(self) -> Reason:
        for number in range(1, self.here.line):
            if self.lines[number - 1].split(" ")[0] == "...":
                return Reason(Span(number, 1, 3), "`...` ends the file for YAML", "take the line out")
        return Reason(
            self.here,
            "this line does not line up with the first lines of the file",
            "begin all of them in the first column",
        )

    def _quotes(self) -> Reason | None:
        """A quotation mark that is never closed, closed too late, or stands inside a text."""
        if "quoted scalar" in self.context and (
            "end of stream" in self.problem or "document separator" in self.problem
        ):
            return Reason(self.began, "a quotation mark is opened here and never closed", _CLOSE)
        if "double-quoted" in self.context:
            column = self.line.rfind("\\", 0, self.here.column) + 1
            return Reason(
                Span(self.here.line, column or self.here.column),
                "a \\ inside double quotes has a special meaning",
                "write \\\\ for the letter itself",
            )
        last = self.before[-1] if self.before else None
        if not isinstance(last, yaml.ScalarToken) or last.style not in ("'", '"'):
            return None
        ends = last.end_mark.line + 1
        if ends != self.here.line or "cannot start any token" in self.problem:
            return None
        if last.start_mark.line + 1 < ends:
            return Reason(
                self._span(last.start_mark),
                f"the quotation mark that is opened here is closed only on line {ends}",
                _CLOSE,
            )
        if last.style == "'":
            return Reason(
                self.here, "the text in quotation marks ends before this: an apostrophe closes it", _QUOTED_WORDS
            )
        return Reason(
            self.here,
            "the text in quotation marks ends before this",
            'put a \\ before each quotation mark that belongs to the text: \\"',
        )

    def _marks(self) -> Reason | None:
        """A letter at the start of a text that YAML keeps for itself."""
        if "tag" in self.context or "tag" in self.problem:
            return Reason(self.began, "`!` begins a YAML tag, and rule files have none", _QUOTED_WORDS)
        for kind, letter in (("anchor", "&"), ("alias", "*")):
            if kind in self.context:
                return Reason(self.began, f"no text can begin with {letter}", _QUOTED_WORDS)
        if "block scalar" in self.context:
            letter = self.lines[self.began.line - 1][self.began.column - 1 : self.began.column]
            return Reason(self.began, f"no text can begin with {letter}", _QUOTED_WORDS)
        if "cannot start any token" in self.problem:
            letter = self.line[self.here.column - 1 : self.here.column]
            return Reason(self.here, f"no text can begin with {letter}", _QUOTED_WORDS)
        return None

    def _brackets(self) -> Reason | None:
        """A bracket that is not closed, or begins a text."""
        last = self.before[-1] if self.before else None
        if not self.open:
            ends = isinstance(last, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and last.end_mark.line + 1
            if ends == self.here.line and "<block end>" in self.problem:
                return Reason(
                    self.here,
                    "there is more after the closing bracket",
                    f"if the bracket belongs to a text, {_QUOTED_WORDS}",
                )
            return None
        if "'?'" in self.problem:
            return Reason(self.here, "a question mark stands inside brackets", _QUOTED_WORDS)
        if "node content" in self.problem and "','" in self.problem:
            return Reason(self.here, "there is a comma too many", "take it out")
        opener = self._span(self.open[-1].start_mark)
        bracket = "[" if isinstance(self.open[-1], yaml.FlowSequenceStartToken) else "{"
        closer = "]" if bracket == "[" else "}"
        return Reason(
            opener,
            f"the bracket {bracket} is opened here and not closed as it should be",
            f"close it with {closer} after the last item; if it belongs to a text, {_QUOTED_WORDS}",
        )

    def _comment(self) -> Reason | None:
        """A text that a comment cut in two."""
        if not self.before or not isinstance(self.before[-1], yaml.ScalarToken) or self.before[-1].style:
            return None
        end = self.before[-1].end_mark
        for number in range(end.line + 1, self.here.line + 1):
            rest = self.lines[number - 1][end.column if number == end.line + 1 else 0 :]
            if rest.lstrip().startswith("#") and not _KEY.match(self.line):
                column = len(self.lines[number - 1]) - len(rest.lstrip()) + 1
                return Reason(
                    Span(number, column, len(rest.lstrip())),
                    "a comment stands in the middle of a text, and ends it",
                    f"move it above the text; if the # belongs to the text, {_QUOTED_WORDS}",
                )
        return None

    def _colon(self) -> Reason | None:
        """A colon that is missing, glued to its text, or inside a sentence."""
        key = _KEY.match(self.line)
        if "mapping values" in self.problem:
            if key and key.end() == self.here.column and "-" not in self.line[: key.start(1)]:
                return self._first_key_above(key.start(1)) or Reason(
                    Span(self.here.line, key.start(1) + 1, len(key[1])),
                    "this line does not line up with the keys above it",
                    f"begin it in the same column as they do; if it belongs to the text above, {_QUOTED_WORDS}",
                )
            if self.line.lstrip(" ").startswith("- "):
                return Reason(
                    Span(self.here.line, self.line.index("-") + 1),
                    "a list begins here, and the text above it is not finished",
                    f"take out the text after the key above the list; if the dash belongs to it, {_QUOTED_WORDS}",
                )
            return Reason(self.here, "a colon with a space after it stands inside a text", _QUOTED_WORDS)
        if "block" in self.context and self.line[self.here.column - 1 :].startswith(":"):
            return Reason(self.here, "a word is missing before the colon", "write the key, or take the line out")
        if "could not find expected ':'" not in self.problem:
            return None
        line = self.lines[self.began.line - 1]
        glued = _glued(line, self.began.line)
        if glued:
            return glued
        if self._line_above(self.began.line)[1].startswith(" " * (self.began.column - 1) + "- "):
            return Reason(self.began, "a dash is missing at the start of this line", "write `- ` before it")
        return Reason(
            self.began,
            "a colon is missing after the word at the start of this line",
            "write `key: text`; if the line goes on from the one above, indent it further than the key of that text",
        )

    def _first_key_above(self, indent: int) -> Reason | None:
        """What is wrong with the line above, if it begins an item and this line stands below its first key."""
        above, line = self._line_above(self.here.line)
        glued = _glued(line, above)
        if glued:
            return glued
        first = _FIRST_KEY.match(line)
        if first and first.start(1) == indent - 2:
            return Reason(
                Span(above, first.start(1) + 1, len(first[1])),
                "a dash is missing here, or the next line does not line up with this one",
                "begin each item of a list with `- `, and put the other keys of an item below its first key",
            )
        return None

    def _line_above(self, number: int) -> tuple[int, str]:
        above = next((n for n in range(number - 1, 0, -1) if self.lines[n - 1].strip()), 1)
        return above, self.lines[above - 1]

    def _dash(self) -> Reason | None:
        """A dash that is missing, or stands where none can."""
        if "sequence entries are not allowed" in self.problem:
            return Reason(
                self.here,
                "a dash begins a list here, where a text is expected",
                f"begin the list on the next line, or {_QUOTED_WORDS}",
            )
        if "mapping keys are not allowed" in self.problem:
            return Reason(self.here, "no text can begin with ?", _QUOTED_WORDS)
        if "block" in self.context and self.line[self.here.column - 1 :].startswith("- "):
            return Reason(
                self.here,
                "this dash does not line up with the other items of its list",
                "begin it in the same column as theirs",
            )
        if "block collection" in self.context:
            return Reason(
                self.here,
                "a dash is missing here, or the line does not line up with its neighbours",
                "begin each item of a list with `- `, and put the other keys of an item below its first key",
            )
        return None


def _glued(line: str, number: int) -> Reason | None:
    for pattern, what in ((_KEY_GLUED, "colon"), (_DASH_GLUED, "dash")):
        found = pattern.match(line)
        if found:
            return Reason(Span(number, found.end()), f"a space is missing after the {what}", "put a space there")
    return None


def _read_until(text: str, end: int) -> tuple[list[yaml.Token], list[yaml.Token]]:
    """The last words and brackets before *end*; and the brackets that are open there."""
    before: list[yaml.Token] = []
    open: list[yaml.Token] = []
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if token.start_mark.index >= end:
                break
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                open.append(token)
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and open:
                open.pop()
            if token.start_mark.index < token.end_mark.index:
                before = [token]
    except yaml.YAMLError:
        pass
    return before, open
