"""Why a rule file is not YAML, in an officer's words, at the place where the mistake was made.

The parser says where it lost the thread, which is often lines below the mistake. What is said here comes from its
complaint, the words it had read before, and the line itself. It knows the complaints of PyYAML's own parser.
"""

from __future__ import annotations

import yaml

from threshold.rulebook import layout
from threshold.rulebook.complaint import QUOTED_WORDS, Complaint, Reason, Word
from threshold.rulebook.page import Span

_CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
_CLOSE = "close it at the end of its text, with the same straight mark"


def reason(text: str, lines: list[str], error: yaml.MarkedYAMLError) -> Reason:
    """Why *text*, of which *lines* are the lines, cannot be read; *error* is the complaint of `yaml.SafeLoader`."""
    case = _complaint(text, lines, error)
    for rule in (_quotes, _marks, _brackets, layout.word_dash, _comment, layout.colon, layout.dash, layout.lined_up):
        found = rule(case)
        if found:
            return found
    return Reason(case.here, "this cannot be read", f"compare it with the lines above, and {QUOTED_WORDS}")


def _complaint(text: str, lines: list[str], error: yaml.MarkedYAMLError) -> Complaint:
    mark = error.problem_mark or error.context_mark
    return Complaint(
        lines,
        _place(mark, lines),
        _place(error.context_mark or mark, lines),
        error.problem or "",
        error.context or "",
        *_read_until(text, mark.index if mark else 0, lines),
    )


def _place(mark: yaml.Mark | None, lines: list[str]) -> Span:
    if mark is None:
        return Span(1, 1)
    if mark.line >= len(lines):
        return Span(len(lines), len(lines[-1]) + 1)
    return Span(mark.line + 1, mark.column + 1)


def _read_until(text: str, end: int, lines: list[str]) -> tuple[Word | None, list[tuple[str, Span]]]:
    """The last word before *end*; and the brackets that are open there."""
    before: yaml.Token | None = None
    open: list[tuple[str, Span]] = []
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if token.start_mark.index >= end:
                break
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                bracket = "[" if isinstance(token, yaml.FlowSequenceStartToken) else "{"
                open.append((bracket, _place(token.start_mark, lines)))
            elif isinstance(token, _CLOSING) and open:
                open.pop()
            if token.start_mark.index < token.end_mark.index:
                before = token
    except yaml.YAMLError:
        pass
    return _word(before, lines) if before else None, open


def _word(token: yaml.Token, lines: list[str]) -> Word:
    began, ended = _place(token.start_mark, lines), _place(token.end_mark, lines)
    if isinstance(token, yaml.ScalarToken):
        style = token.style or ""
        return Word("quoted" if style in ("'", '"') else "other" if style else "plain", began, ended, style)
    return Word("bracket" if isinstance(token, _CLOSING) else "other", began, ended)


def _quotes(case: Complaint) -> Reason | None:
    """A quotation mark that is never closed, closed too late, or stands inside a text."""
    if "quoted scalar" in case.context and ("end of stream" in case.problem or "document separator" in case.problem):
        return Reason(case.began, "a quotation mark is opened here and never closed", _CLOSE)
    if "double-quoted" in case.context:
        column = case.line.rfind("\\", 0, case.here.column) + 1
        return Reason(
            Span(case.here.line, column or case.here.column),
            "a \\ inside double quotes has a special meaning",
            "write \\\\ for the letter itself",
        )
    last = case.before
    if not last or last.kind != "quoted":
        return None
    ends = last.ended.line
    if ends != case.here.line or "cannot start any token" in case.problem:
        return None
    if last.began.line < ends:
        return Reason(last.began, f"the quotation mark that is opened here is closed only on line {ends}", _CLOSE)
    if last.style == "'":
        return Reason(case.here, "the text in quotation marks ends before this: an apostrophe closes it", QUOTED_WORDS)
    return Reason(
        case.here,
        "the text in quotation marks ends before this",
        "put a \\ before each quotation mark that belongs to the text, and the whole text in double quotes: "
        '"he said \\"no\\" to me"',
    )


def _marks(case: Complaint) -> Reason | None:
    """A letter at the start of a text that YAML keeps for itself."""
    if "tag" in case.context or "tag" in case.problem:
        return Reason(case.began, "`!` begins a YAML tag, and rule files have none", QUOTED_WORDS)
    for kind, letter in (("anchor", "&"), ("alias", "*")):
        if kind in case.context:
            return Reason(case.began, f"no text can begin with {letter}", QUOTED_WORDS)
    if "block scalar" in case.context:
        letter = case.lines[case.began.line - 1][case.began.column - 1 : case.began.column]
        return Reason(case.began, f"no text can begin with {letter}", QUOTED_WORDS)
    if "cannot start any token" in case.problem:
        letter = case.line[case.here.column - 1 : case.here.column]
        return Reason(case.here, f"no text can begin with {letter}", QUOTED_WORDS)
    return None


def _brackets(case: Complaint) -> Reason | None:
    """A bracket that is not closed, or begins a text."""
    last = case.before
    if not case.open:
        after = last and last.kind == "bracket" and last.ended.line == case.here.line
        if after and "<block end>" in case.problem:
            return Reason(
                case.here,
                "there is more after the closing bracket",
                f"if the bracket belongs to a text, {QUOTED_WORDS}",
            )
        return None
    if "'?'" in case.problem:
        return Reason(case.here, "a question mark stands inside brackets", QUOTED_WORDS)
    if "node content" in case.problem and "','" in case.problem:
        return Reason(case.here, "there is a comma too many", "take it out")
    bracket, opener = case.open[-1]
    closer = "]" if bracket == "[" else "}"
    return Reason(
        opener,
        f"the bracket {bracket} is opened here and not closed as it should be",
        f"close it with {closer} after the last item; if it belongs to a text, {QUOTED_WORDS}",
    )


def _comment(case: Complaint) -> Reason | None:
    """A text that a comment cut in two."""
    last = case.before
    if not last or last.kind != "plain":
        return None
    for number in range(last.ended.line, case.here.line + 1):
        rest = case.lines[number - 1][last.ended.column - 1 if number == last.ended.line else 0 :]
        if rest.lstrip().startswith("#") and not layout.is_key(case.line):
            column = len(case.lines[number - 1]) - len(rest.lstrip()) + 1
            return Reason(
                Span(number, column, len(rest.lstrip())),
                "a comment stands in the middle of a text, and ends it",
                f"move it above the text; if the # belongs to the text, {QUOTED_WORDS}",
            )
    return None
