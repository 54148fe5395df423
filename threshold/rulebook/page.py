"""A rule file as it was read: the data, where each part of it stands, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from threshold.errors import Problem
from threshold.rulebook.letters import shown

Path = tuple[str | int, ...]
LINE_BREAK = re.compile("\r\n|[\n\r]")
WIDEST = 160  # characters of a line that a problem shows


class Span(NamedTuple):
    """A place in a file; *line* and *column* count from 1, and 0 means the whole file."""

    line: int
    column: int
    width: int = 1


WHOLE_FILE = Span(0, 0)


def span(event: Any) -> Span:
    """Where something stands that a YAML parser gave."""
    start, end = event.start_mark, event.end_mark
    width = max(1, end.column - start.column) if start.line == end.line else 1
    return Span(start.line + 1, start.column + 1, width)


@dataclass
class Page:
    """What was read: the *data*, where each key and value stands, which values are texts in double quotes and which
    are nothing, and every problem met on the way."""

    file: str
    lines: list[str]
    data: Any = None
    keys: dict[Path, Span] = field(default_factory=dict)
    values: dict[Path, Span] = field(default_factory=dict)
    double_quoted: set[Path] = field(default_factory=set)
    empty: set[Path] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def report(self, span: Span, message: str, help: str = "") -> None:
        """Add a problem at *span*."""
        self.problems.append(self.problem(span, message, help))

    def problem(self, span: Span, message: str, help: str = "") -> Problem:
        """A problem at *span*, with its line."""
        excerpt = self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""
        start = 0
        if len(excerpt) > WIDEST:
            start = max(0, min(span.column - 41, len(excerpt) - WIDEST))
            excerpt = excerpt[start : start + WIDEST]
        width = max(1, min(span.width, len(excerpt) - (span.column - start) + 1))
        return Problem(
            shown(self.file), span.line, span.column, shown(message), shown(help), shown(excerpt), width, start
        )

    def at(self, path: Path) -> Any:
        """What was read at *path*. Raises KeyError or IndexError, if nothing stands there."""
        value = self.data
        for step in path:
            value = value[step]
        return value

    def place(self, path: Path) -> Span:
        """Where the value at *path* stands, or the nearest thing around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Span(1, 1))
