"""Letters that nobody sees, and that change what a rule file says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_INVISIBLE = re.compile(
    "[\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TAB = re.compile("\t")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")


class Stray(NamedTuple):
    """A letter that does not belong in a rule file; *line* and *column* count from 1."""

    line: int
    column: int
    width: int
    message: str
    help: str


def shown(text: str) -> str:
    """*text* as it can be shown: a question mark stands for each letter that a terminal would hide or obey."""
    return text if _is_clear(text) else _CONTROL.sub("?", _INVISIBLE.sub("?", text))


def hides_something(text: str) -> bool:
    """Whether *text* has a letter that nobody sees."""
    return not _is_clear(text) and bool(_INVISIBLE.search(text) or _CONTROL.search(text) or _TAB.search(text))


def strays(lines: list[str]) -> Iterator[Stray]:
    """What does not belong: the first of its kind in each line, with the number of others like it."""
    for number, line in enumerate(lines, 1):
        if "\\" in line:
            for match in _ESCAPE.finditer(line):
                if _is_no_letter(int(match[1] or match[2], 16)):
                    yield Stray(
                        number, match.start() + 1, len(match[0]), f"{match[0]} stands for no letter", "delete it"
                    )
        if _is_clear(line):
            continue
        for pattern, message, help in (
            (
                _INVISIBLE,
                "an invisible letter (U+{:04X}), often left by pasting from a word processor",
                "delete it and type an ordinary space",
            ),
            (_CONTROL, "a control character (U+{:04X})", "delete it"),
            (_TAB, "a tab stands where spaces belong", "use spaces: two for each step to the right"),
        ):
            found = list(pattern.finditer(line))
            if found:
                more = f" (and {len(found) - 1} more in this line)" if len(found) > 1 else ""
                letter = found[0][0]
                what = help
                if pattern is _INVISIBLE and not letter.isspace():
                    what = "delete it"
                elif pattern is _TAB and line[: found[0].start()].strip():
                    what = "use spaces: one is enough here"
                yield Stray(number, found[0].start() + 1, 1, message.format(ord(letter)) + more, what)


def _is_clear(text: str) -> bool:
    """Whether *text* needs no closer look, as most do not."""
    return text.isascii() and text.isprintable()


def _is_no_letter(code: int) -> bool:
    return 0xD800 <= code <= 0xDFFF or code > 0x10FFFF
