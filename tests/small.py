"""A made-up rulebook of three files, copies of it with a mistake in them, and what every message must be like."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from threshold.errors import Problem

SMALL = Path(__file__).parent / "data" / "small_rulebook"
MARK = "‸"  # in a text: here a problem is expected

_QUOTED = re.compile(r'`[^`]*`|"[^"]*"')
_JARGON = re.compile(
    r"\b(mapping|sequence|scalar|token|node|alias|anchor|stream|NoneType|None|True|False|dict|tuple|str|bool|int|float"
    r"|object at|Input should|Value error|ValidationError|pydantic|PyYAML|Traceback|codec|sys)\b"
)


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """*text* without its marks, and the line and column of each of them."""
    places: list[tuple[int, int]] = []
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        while MARK in line:
            places.append((number, line.index(MARK) + 1))
            line = line.replace(MARK, "", 1)  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines), places


def small_copy(tmp_path: Path) -> Path:
    """A copy of the small rulebook, to be spoiled."""
    folder = tmp_path / "rules"
    shutil.copytree(SMALL, folder)
    return folder


def edit(folder: Path, file: str, old: str, new: str) -> list[tuple[int, int]]:
    """Write *new*, which may have marks, where *old* stands once in *file*; the places of the marks."""
    path = folder / file
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    text, places = marked(text.replace(old, new))
    path.write_bytes(text.encode("utf-8"))
    return places


def places(problems: Iterable[Problem]) -> list[tuple[int, int]]:
    """Where the problems are."""
    return [(problem.line, problem.column) for problem in problems]


def jargon(words: str) -> list[str]:
    """The words in *words* that only a programmer understands; what is quoted there does not count."""
    return _JARGON.findall(_QUOTED.sub("", words))


def is_helpful(problem: Problem) -> bool:
    """Whether the problem says what is wrong and what to do, without jargon, and shows its line with a caret below."""
    shown = str(problem).split("\n")
    caret = not problem.excerpt or (
        shown[1].startswith(f"{problem.line} | ")
        and shown[2].lstrip(" |\t").startswith("^")
        and shown[2].index("^") - shown[1].index("|") - 2 == problem.column - 1 - problem.skipped
    )
    return bool(problem.message and problem.help and caret and not jargon(f"{problem.message} {problem.help}"))
