"""A complaint of the YAML parser: what it said, where it lost the thread, and the words it had read before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from threshold.rulebook.page import Span

QUOTED_WORDS = 'put the whole text in double quotes: "..."'


@dataclass(frozen=True)
class Reason:
    """Where a mistake was made, what it is, and what to do."""

    span: Span
    message: str
    help: str


@dataclass(frozen=True)
class Word:
    """A word that was read, from where it *began* to just behind where it *ended*: a text with no quotation marks, a
    text in quotation marks (those of *style*), a closing bracket, or anything else."""

    kind: Literal["plain", "quoted", "bracket", "other"]
    began: Span
    ended: Span
    style: str = ""


@dataclass(frozen=True)
class Complaint:
    """The parser gave up *here*, on *line*, and what it was reading *began* there: that is its *problem* and *context*.

    *before* is the last word before, and *open* are the brackets that were open, each with its place.
    """

    lines: list[str]
    here: Span
    began: Span
    problem: str
    context: str
    before: Word | None
    open: list[tuple[str, Span]]

    @property
    def line(self) -> str:
        return self.lines[self.here.line - 1]

    def above(self, number: int) -> int:
        """The number of the last line above *number* that has something in it; 1, if none has."""
        return next((n for n in range(number - 1, 0, -1) if self.lines[n - 1].strip()), 1)
