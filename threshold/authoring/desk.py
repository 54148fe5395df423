"""A rulebook on the officer's desk: as it is understood, and as it is written, with the place of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, NamedTuple, cast

from pydantic import BaseModel

from threshold.authoring.before import Before
from threshold.errors import Problem, Weight
from threshold.rulebook import form
from threshold.rulebook.models import Combination, Indicator, Rulebook
from threshold.rulebook.page import WHOLE_FILE, Path
from threshold.rulebook.sheets import Sheet, Sheets


class Part(NamedTuple):
    """A group of keys somewhere in a file: what it is, and what is written there, in that order."""

    sheet: Sheet[form.Written]
    path: Path
    written: BaseModel
    raw: Mapping[str, Any]


NAMES = ("term", "who", "theme", "article", "id")  # what a part of the title page is known by


@dataclass(frozen=True)
class Desk:
    """A rulebook that loads. *before* is the version before this one, where there is one."""

    rulebook: Rulebook
    sheets: Sheets
    before: Before | None = None

    def statements(self) -> Iterator[tuple[str, Sheet[form.DomainFile], Path, form.Indicator | form.Combination]]:
        """Every indicator and combination: its full id, its file, where it stands there, and what is written."""
        for id, entry in self.sheets.entries.items():
            yield id, entry.sheet, entry.path, entry.written

    def where(self, id: str) -> str:
        """The file and line of a statement: "levels/health.yaml:12"."""
        entry = self.sheets.entries[id]
        return f"{entry.sheet.page.file}:{entry.sheet.page.place(entry.path).line}"

    def strands(self) -> Iterator[tuple[str, Sheet[form.DomainFile], Path, form.Strand]]:
        """Every strand: `domain.strand`, its file, where it stands there, and what is written."""
        for sheet in self.sheets.domains:
            for index, strand in enumerate(sheet.written.strands):
                yield f"{sheet.written.domain}.{strand.strand}", sheet, ("strands", index), strand

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every group of keys of every file, a whole file first, in the order of the files."""
        return tuple(part for sheet in self.sheets for part in _parts(sheet, (), sheet.written, sheet.page.data))

    @cached_property
    def findings(self) -> tuple[Indicator | Combination, ...]:
        """Every statement that sets a level by itself, and every combination."""
        counting = (indicator for indicator in self.rulebook.indicators.values() if indicator.counts)
        return (*counting, *self.rulebook.combinations.values())

    def pathway(self, statement: Indicator | Combination) -> str | None:
        """The pathway whose actions a statement brings, if it is not those of its level."""
        return self._pathways[statement.domain, statement.strand]

    @cached_property
    def _pathways(self) -> dict[tuple[str, str], str | None]:
        return {(s.domain, s.slug): s.pathway for d in self.rulebook.domains for s in d.strands}

    @cached_property
    def _ids(self) -> dict[tuple[str, Path], str]:
        return {(entry.sheet.page.file, entry.path): id for id, entry in self.sheets.entries.items()}

    def about(self, sheet: Sheet[form.Written], path: Path) -> str:
        """What a place in a file belongs to, by its name: a statement, a strand, a level, or the file."""
        if not isinstance(sheet.written, form.DomainFile):
            said = sheet.page.at(path[:2])
            named = said if isinstance(said, dict) else {}
            return next((str(named[key]) for key in NAMES if key in named), str(path[0]) if path else sheet.page.file)
        if path[:1] == ("strands",) and len(path) > 1:
            strand = f"{sheet.written.domain}.{sheet.written.strands[cast(int, path[1])].strand}"
            return self._ids.get((sheet.page.file, path[:4]), strand)
        if path[:1] in (("levels",), ("pathways",)) and len(path) > 1:
            number = cast(int, path[1])
            return f"level_{number + 1}" if path[0] == "levels" else sheet.written.pathways[number].pathway
        return sheet.written.domain


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


def _parts(sheet: Sheet[form.Written], path: Path, written: BaseModel, raw: Mapping[str, Any]) -> Iterator[Part]:
    yield Part(sheet, path, written, raw)
    names = field_order(type(written))
    for key, said in raw.items():
        value = getattr(written, names[key])
        if isinstance(value, BaseModel):
            yield from _parts(sheet, (*path, key), value, said)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _parts(sheet, (*path, key, index), item, said[index])
        elif isinstance(value, Mapping):
            for name, item in value.items():
                if isinstance(item, BaseModel):
                    yield from _parts(sheet, (*path, key, name), item, said[name])


@cache
def field_order(model: type[BaseModel]) -> dict[str, str]:
    """The keys of a group, in the order in which they stand, and the names of their fields."""
    return {field.alias or name: name for name, field in model.model_fields.items()}
