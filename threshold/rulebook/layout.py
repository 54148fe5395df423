"""Lines of a rule file that are not laid out as YAML wants them: colons, dashes, and what does not line up."""

from __future__ import annotations

import re

from threshold.rulebook.complaint import QUOTED_WORDS, Complaint, Reason
from threshold.rulebook.page import Span
from threshold.rulebook.plain import DASHES

_KEY = re.compile(r" *(?:- +)*([A-Za-z_][\w-]*):(?= |$)")
_KEY_GLUED = re.compile(r" *(?:- +)*[a-z_0-9]+:(?=[^ ])")
_DASH_GLUED = re.compile(r" *-(?=[^- ])")
_DASH_OF_WORD = re.compile(rf" *(?=[{DASHES}] ?\w)")
_FIRST_KEY = re.compile(r" *(id|combination|see|strand|case|article|theme|term|who):(?= )")  # of an item of a list
_TWO_KEYS = re.compile(r" *(?:- +)*[a-z_0-9]+: +([a-z_0-9]+)$")  # up to the second colon of a line
_LINE_UP = "begin each item of a list with `- `, and put the other keys of an item below its first key"
_SAME_COLUMN = "begin it in the same column as they do"


def is_key(line: str) -> bool:
    """Whether a line begins with a key."""
    return bool(_KEY.match(line))


def word_dash(case: Complaint) -> Reason | None:
    """A dash of a word processor where an ordinary one begins an item."""
    if case.open:
        return None
    for number in (case.here.line, case.began.line, case.above(case.here.line)):
        line = case.lines[number - 1]
        found = _DASH_OF_WORD.match(line)
        if found:
            return Reason(
                Span(number, found.end() + 1),
                f"`{line[found.end()]}` is a word processor's dash, which YAML takes for a letter",
                "type an ordinary dash and a space: `- `; if it belongs to a text, " + QUOTED_WORDS,
            )
    return None


def colon(case: Complaint) -> Reason | None:
    """A colon that is missing, glued to its text, or inside a sentence."""
    if "mapping values" in case.problem:
        return _colon_too_many(case)
    if "block" in case.context and case.line[case.here.column - 1 :].startswith(":"):
        return Reason(case.here, "a word is missing before the colon", "write the key, or take the line out")
    if "could not find expected ':'" not in case.problem:
        return None
    line = case.lines[case.began.line - 1]
    glued = _glued(line, case.began.line)
    if glued:
        return glued
    if case.lines[case.above(case.began.line) - 1].startswith(" " * (case.began.column - 1) + "- "):
        return Reason(case.began, "a dash is missing at the start of this line", "write `- ` before it")
    return Reason(
        case.began,
        "a colon is missing after the word at the start of this line",
        "write `key: text`; if the line goes on from the one above, indent it further than the key of that text; "
        "if it is a note of yours, begin it with `# `",
    )


def _colon_too_many(case: Complaint) -> Reason:
    key = _KEY.match(case.line)
    if key and key.end() == case.here.column and "-" not in case.line[: key.start(1)]:
        return (
            _words_alone_above(case)
            or _first_key_above(case, key.start(1))
            or _odd_line_above(case)
            or Reason(
                Span(case.here.line, key.start(1) + 1, len(key[1])),
                "this line does not line up with the keys above it",
                f"{_SAME_COLUMN}; if it belongs to the text above, {QUOTED_WORDS}",
            )
        )
    own = _KEY.match(case.line)
    if case.line.lstrip(" ").startswith("- ") and not (own and own.end() < case.here.column):
        return Reason(
            Span(case.here.line, case.line.index("-") + 1),
            "a list begins here, and the text above it is not finished",
            f"take out the text after the key above the list; if the dash belongs to it, {QUOTED_WORDS}",
        )
    two = _TWO_KEYS.match(case.line[: case.here.column - 1])
    if two:
        return Reason(
            Span(case.here.line, two.start(1) + 1, len(two[1])),
            f"a second key, `{two[1]}`, stands on the line of the first",
            f"put it on the next line, indented by two more spaces; if both are one text, {QUOTED_WORDS}",
        )
    return Reason(case.here, "a colon with a space after it stands inside a text", QUOTED_WORDS)


def _words_alone_above(case: Complaint) -> Reason | None:
    """A line of words alone, with no key and no dash, where keys are expected."""
    last = case.before
    if not last or last.kind != "plain" or last.began.line >= case.here.line:
        return None
    indent = last.began.column - 1
    if case.lines[last.began.line - 1][:indent].strip() or case.line[:indent].strip():
        return None
    return Reason(
        last.began,
        "this line has words, and no key before them",
        "if it is a note of yours, begin it with `# `; if not, write `key: text`",
    )


def _first_key_above(case: Complaint, indent: int) -> Reason | None:
    """What is wrong with the line above, if it begins an item and this line stands below its first key."""
    above = case.above(case.here.line)
    line = case.lines[above - 1]
    glued = _glued(line, above)
    if glued:
        return glued
    first = _FIRST_KEY.match(line)
    if first and first.start(1) == indent - 2:
        return Reason(
            Span(above, first.start(1) + 1, len(first[1])),
            "a dash is missing here, or the next line does not line up with this one",
            _LINE_UP,
        )
    return None


def _odd_line_above(case: Complaint) -> Reason | None:
    """The line above, if this one lines up with the one before that."""
    above = case.above(case.here.line)
    before = case.above(above)
    key = _KEY.match(case.lines[above - 1])
    if not key or "-" in case.lines[above - 1][: key.start(1)] or before == above:
        return None
    column, first = _indent(case.line), _KEY.match(case.lines[before - 1])
    if key.start(1) < column and first and first.start(1) == column:
        return Reason(
            Span(above, key.start(1) + 1, len(key[1])),
            "this line does not line up with the lines above and below it",
            _SAME_COLUMN,
        )
    return None


def dash(case: Complaint) -> Reason | None:
    """A dash that is missing, or stands where none can."""
    if "sequence entries are not allowed" in case.problem:
        return Reason(
            case.here,
            "a dash begins a list here, where a text is expected",
            f"begin the list on the next line, or {QUOTED_WORDS}",
        )
    if "mapping keys are not allowed" in case.problem:
        return Reason(case.here, "no text can begin with ?", QUOTED_WORDS)
    if "block" in case.context and case.line[case.here.column - 1 :].startswith("- "):
        return Reason(
            case.here,
            "this dash does not line up with the other items of its list",
            "begin it in the same column as theirs",
        )
    if "block collection" in case.context:
        return _glued(case.line, case.here.line) or Reason(
            case.here, "a dash is missing here, or the line does not line up with its neighbours", _LINE_UP
        )
    return None


def lined_up(case: Complaint) -> Reason | None:
    """A line that begins in a column of its own."""
    if "document start" in case.problem:
        for number in range(1, case.here.line):
            if case.lines[number - 1].split(" ")[0] == "...":
                return Reason(Span(number, 1, 3), "`...` ends the file for YAML", "take the line out")
        return Reason(
            case.here,
            "this line does not line up with the first lines of the file",
            "begin all of them in the first column",
        )
    if "block" in case.context:
        return _odd_line_above(case) or Reason(
            case.here,
            "this line does not line up with the lines above it",
            "begin it in the same column as its neighbours",
        )
    return None


def _glued(line: str, number: int) -> Reason | None:
    for pattern, what in ((_KEY_GLUED, "colon"), (_DASH_GLUED, "dash")):
        found = pattern.match(line)
        if found:
            return Reason(Span(number, found.end()), f"a space is missing after the {what}", "put a space there")
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
