"""What can go wrong, as data: every message says what, where, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["error", "warning", "note"]

MOST_SHOWN = 50  # problems that a RulebookError prints; it holds them all


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with a rule file.

    *line* and *column* count from 1; 0 means the whole file. *excerpt* is the line itself, *width* the number of
    characters the caret underlines, *help* what to do next. Of a very long line *excerpt* is a part, without the first
    *skipped* characters. *check* is the name of the check that found it, *about* the id of what it is about, where it
    has one.
    """

    file: str
    line: int
    column: int
    message: str
    help: str = ""
    excerpt: str = ""
    width: int = 1
    skipped: int = 0
    check: str = ""
    weight: Weight = "error"
    about: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        weight = "" if self.weight == "error" else f"{self.weight}: "
        lines = [f"{place}: {weight}{self.message}"]
        if self.excerpt:
            margin = " " * len(str(self.line))
            caret = "".join("\t" if c == "\t" else " " for c in self.excerpt[: self.column - 1 - self.skipped])
            lines += [f"{self.line} | {self.excerpt}", f"{margin} | {caret}{'^' * self.width}"]
        if self.help:
            lines.append(f"  = {self.help}")
        return "\n".join(lines)


class ThresholdError(Exception):
    """The root of every error that this package raises on purpose."""


class RulebookError(ThresholdError):
    """A rulebook cannot be used. *problems* lists everything that was found, in file order."""

    def __init__(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        found = "1 problem" if count == 1 else f"{count:,} problems"
        if count > MOST_SHOWN:
            found += f", of which the first {MOST_SHOWN} are shown"
        return "\n\n".join([*map(str, self.problems[:MOST_SHOWN]), f"{found}: the rulebook was not loaded."])


class ChecklistError(ThresholdError, ValueError):
    """A checklist cannot be understood. *faults* are sentences, each naming the place and what to do."""

    def __init__(self, faults: list[str] | tuple[str, ...]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(self.faults)
