"""A rulebook on the officer's desk: as it is understood, and as it is written, with the place of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from threshold.errors import Problem, Weight
from threshold.rulebook import form
from threshold.rulebook.building import full
from threshold.rulebook.models import Rulebook
from threshold.rulebook.page import WHOLE_FILE, Path
from threshold.rulebook.sheets import Sheet, Sheets, columns


@dataclass(frozen=True)
class Desk:
    """A rulebook that loads. *before* are the ids of the version before this one, where there is one."""

    rulebook: Rulebook
    sheets: Sheets
    before: frozenset[str] = frozenset()

    def statements(self) -> Iterator[tuple[str, Sheet[form.DomainFile], Path, form.Indicator | form.Combination]]:
        """Every indicator and combination: its full id, its file, where it stands there, and what is written."""
        for sheet in self.sheets.domains:
            for path, _, _, entry in columns(sheet):
                if isinstance(entry, form.Indicator):
                    yield full(sheet.written.domain, entry.id), sheet, path, entry
                elif isinstance(entry, form.Combination):
                    yield full(sheet.written.domain, entry.combination), sheet, path, entry

    def strands(self) -> Iterator[tuple[str, Sheet[form.DomainFile], Path, form.Strand]]:
        """Every strand: `domain.strand`, its file, where it stands there, and what is written."""
        for sheet in self.sheets.domains:
            for index, strand in enumerate(sheet.written.strands):
                yield f"{sheet.written.domain}.{strand.strand}", sheet, ("strands", index), strand


def problem(
    sheet: Sheet[form.Written], path: Path, message: str, help: str, about: str = "", *, key: bool = False
) -> Problem:
    """A problem at *path* of a file; at its key, if *key*. The empty path is the whole file."""
    span = sheet.page.keys.get(path) if key else None
    place = span or (sheet.page.place(path) if path else WHOLE_FILE)
    return replace(sheet.page.problem(place, message, help), about=about)


@dataclass(frozen=True)
class Check:
    """One check: its *name*, how much what it *finds* weighs, and how it looks. Where the weight depends, a problem
    that is found as a warning or a note keeps that weight."""

    name: str
    weight: Weight
    finds: str
    look: Callable[[Desk], Iterator[Problem]]
