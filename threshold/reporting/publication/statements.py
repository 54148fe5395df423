"""Statements as the tables print them: at home, and at every other place where the document has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from threshold.assessing.findings import describe
from threshold.reporting.phrases import kind
from threshold.reporting.publication.shape import Link, Note, Printed, Said, note
from threshold.reporting.publication.wording import Wording
from threshold.reporting.shape import span
from threshold.rulebook import form
from threshold.rulebook.building import full
from threshold.rulebook.condition import Condition
from threshold.rulebook.models import Citation, Combination, Indicator, Rulebook
from threshold.rulebook.sheets import Sheets, entries_of

OPEN_ABOVE = {
    "help": "whether help is accepted, and works, decides how high this goes",
    "silent": "the document is silent above Level {level}. Its silence does not mean that nothing more is needed",
}
PATTERNS = {
    "persistent": "Pattern: it goes on over time",
    "help_refused": "Pattern: help is refused, or has not worked",
    "help_accepted": "Pattern: help is accepted",
    "help_working": "Pattern: help is accepted, or works",
}


class Spot(NamedTuple):
    """A place where a statement is printed beside its home: its cell, and what is printed there. *label* says how it
    comes to stand there."""

    id: str
    anchor: str
    domain: str
    strand: str
    level: int
    label: str
    citations: tuple[Citation, ...]


class Statements:
    """The statements of one rulebook. A spot is made for each `see`; for each other level of its own row at which a
    statement is printed; and for words that are printed at another level than they are read at."""

    def __init__(self, rulebook: Rulebook, sheets: Sheets, wording: Wording) -> None:
        self._book = rulebook
        self._wording = wording
        self._homes: dict[str, tuple[int, form.Indicator | form.Combination]] = {}
        self._spots: dict[str, list[Spot]] = {id: [] for id in (*rulebook.indicators, *rulebook.combinations)}
        self._find_places(sheets)
        self._rows = {(s.domain, s.slug): s for d in rulebook.domains for s in d.strands}

    def cell(self, domain: str, strand: str, level: int, column: tuple[form.Written, ...]) -> Iterator[Said]:
        """What is printed in a cell whose file has *column* there."""
        here = [
            spot
            for spots in self._spots.values()
            for spot in spots
            if (spot.domain, spot.strand, spot.level) == (domain, strand, level)
        ]
        for entry in column:
            if isinstance(entry, form.See):
                spot = next(spot for spot in here if spot.id == full(domain, entry.see))
                here.remove(spot)
                yield self._elsewhere(spot)
            elif isinstance(entry, form.Indicator | form.Combination):
                yield self._at_home(_id(domain, entry), level)
        yield from map(self._elsewhere, here)

    def doubts(self, id: str) -> Iterator[str]:
        """All that the draft itself asks of a statement."""
        _, written = self._homes[id]
        yield from dict.fromkeys(filter(None, (written.unsettled, *(also.unsettled for also in written.also))))

    def _find_places(self, sheets: Sheets) -> None:
        for sheet in sheets.domains:
            domain = sheet.written.domain
            for _, strand, level, entry in entries_of(sheet):
                if isinstance(entry, form.See):
                    id, page = full(domain, entry.see), entry.page or strand.page or sheet.written.page
                    at = [c for c in self._book.statement(id).citations[1:] if (c.level, c.page) == (level, page)]
                    self._add(id, domain, strand.strand, level, "Printed here too", at)
                else:
                    self._homes[_id(domain, entry)] = level, entry
        for id, (level, written) in self._homes.items():
            self._find_in_own_row(id, level, written)

    def _find_in_own_row(self, id: str, level: int, written: form.Indicator | form.Combination) -> None:
        """The other columns of its row that have the statement, and no `see`."""
        statement = self._book.statement(id)
        first, *others = statement.citations
        if written.printed and written.printed != level:
            self._add(
                id, statement.domain, statement.strand, written.printed, f"Printed here, read at Level {level}", [first]
            )
        placed = {(c.level, c.page) for spot in self._spots[id] for c in spot.citations}
        for citation in others:
            at = citation.level or level
            if at != level and citation.page == first.page and (at, citation.page) not in placed:
                self._add(id, statement.domain, statement.strand, at, "Printed here too", [citation])

    def _add(self, id: str, domain: str, strand: str, level: int, label: str, citations: list[Citation]) -> None:
        spots = self._spots[id]
        spots.append(Spot(id, f"{id}-{len(spots) + 2}", domain, strand, level, label, tuple(citations)))

    def _at_home(self, id: str, level: int) -> Said:
        statement = self._book.statement(id)
        return Said(
            statement.text,
            kind(statement),
            anchor=id,
            permanent=True,
            printed=tuple(self._printed(statement, level)),
            notes=tuple(self._notes(statement, level)),
            points=(
                *([self._joined(statement.when)._replace(label="Needs")] if isinstance(statement, Combination) else ()),
                *(self._wording.instruction(do, "Do") for do in statement.do),
            ),
        )

    def _elsewhere(self, spot: Spot) -> Said:
        statement = self._book.statement(spot.id)
        home, written = self._homes[spot.id]
        row = self._wording.area(self._rows[statement.domain, statement.strand])
        doubts = {(also.level, also.page): also.unsettled for also in written.also if also.unsettled}
        notes = [note("Stands in", f"{row}, Level {home}", spot.id)]
        notes += [
            note("Not settled", doubts[c.level, c.page] or "")
            for c in spot.citations
            if c.level and c.page and (c.level, c.page) in doubts
        ]
        return Said(
            statement.text,
            ", ".join(filter(None, (kind(statement), spot.label))),
            to=spot.id,
            anchor=spot.anchor,
            printed=tuple(p for c in spot.citations for p in self._wording.printed(c, spot.level)),
            notes=tuple(notes),
        )

    def _printed(self, statement: Indicator | Combination, level: int) -> Iterator[Printed]:
        """Every place where the document prints it, each leading there."""
        for index, citation in enumerate(statement.citations):
            to = next((spot.anchor for spot in self._spots[statement.id] if citation in spot.citations), "")
            where = self._wording.where(citation, level if index == 0 else None)
            yield Printed(citation.quote or "", Link(f"also {where}" if index else where, to))

    def _notes(self, statement: Indicator | Combination, level: int) -> Iterator[Note]:
        counts = isinstance(statement, Combination) or statement.counts
        if counts and {statement.level, statement.at_least} != {level}:
            yield note("Counts as", span(statement.at_least, statement.level))
        if isinstance(statement, Indicator):
            if statement.urgent:
                yield note("Urgent", "asked about every child, first")
            if statement.asked_in:
                titles = "; ".join(domain.title for domain in self._book.domains if domain.slug in statement.asked_in)
                yield note("Asked", f"of these areas too: {titles}")
            if statement.asked_from is not None:
                yield note("Asked", _asked(statement.asked_from))
            if statement.asked_until is not None:
                yield note("Asked", f"of children up to the age of {statement.asked_until}, and of the unborn")
            if statement.of_disabled_child:
                yield note("Asked", "unless the child is said not to be disabled")
            if statement.opposite_of:
                signs = " ".join(self._book.indicators[id].text for id in statement.opposite_of)
                yield note("Asked", f"unless this is so: {signs}")
            if statement.includes:
                signs = " ".join(self._book.indicators[id].text for id in statement.includes)
                yield note("Includes", signs)
            if statement.when:
                yield note("Of a child", describe(statement.when))
        yield from (note("Not settled", doubt) for doubt in self.doubts(statement.id))
        if isinstance(statement, Indicator) and statement.open_above:
            yield note("Open above", OPEN_ABOVE[statement.open_above].format(level=statement.level) + ".")
        yield from (note("Caution", caution) for caution in statement.cautions)
        if statement.reading:
            yield note("How we read it", statement.reading)
        if statement.articles != self._rows[statement.domain, statement.strand].articles:
            yield self._wording.rights(statement.articles)

    def _joined(self, when: Condition) -> Said:
        """What a combination asks for, part by part."""
        if when.some_of and when.some_of.theme:
            theme = when.some_of.theme
            rows = "one row" if when.some_of.count == 1 else f"{when.some_of.count} different rows"
            return Said(f"signs of {self._book.themes[theme]}, in at least {rows}", to=f"theme-{theme}")
        if when.some_of:
            of = tuple(self._part(part) for part in when.some_of.of or ())
            return Said(f"At least {when.some_of.count} of these:", points=of)
        if when.all:
            return Said("All of these:", points=tuple(self._part(part) for part in when.all))
        if when.any:
            return Said("Any of these:", points=tuple(self._part(part) for part in when.any))
        return Said(f"a child {describe(when)}")

    def _part(self, part: str | Condition) -> Said:
        if isinstance(part, Condition):
            return self._joined(part)
        return Said(self._book.statement(part).text, kind(self._book.statement(part)), to=part)


def _id(domain: str, entry: form.Indicator | form.Combination) -> str:
    return full(domain, entry.id if isinstance(entry, form.Indicator) else entry.combination)


def _asked(years: int) -> str:
    """Of whom the questionnaire asks it."""
    return f"of children aged {years} or over" if years else "of children who are born"
