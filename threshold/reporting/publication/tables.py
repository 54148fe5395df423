"""The tables as the document prints them: rows, levels, and what stands in each cell, or why nothing does."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.reporting.publication.shape import Link, Note, Part, Row, Said, Table, note
from threshold.reporting.publication.statements import Statements
from threshold.reporting.publication.wording import Wording, row_anchor
from threshold.rulebook import form
from threshold.rulebook.models import Rulebook, Strand
from threshold.rulebook.sheets import Sheets

LOST = "This cell cannot be read in our copy of the document."
UNSETTLED = "The document has not decided what belongs here."
EMPTY = "Nothing is printed here."


def tables(rulebook: Rulebook, sheets: Sheets, wording: Wording, statements: Statements) -> Iterator[Part]:
    """Each table under its own heading, in the order of the document."""
    columns = tuple(Link(f"Level {route.level}", f"level-{route.level}") for route in rulebook.levels)
    for domain, sheet in zip(rulebook.domains, sheets.domains, strict=True):
        strands = zip(domain.strands, sheet.written.strands, strict=True)
        rows = tuple(_row(rulebook, strand, written, wording, statements) for strand, written in strands)
        said = [Said(domain.part_of, "Part of")] if domain.part_of else []
        said += [Said(domain.caution, "Caution")] if domain.caution else []
        title = f"{domain.title}: the signs" if domain.general else domain.title
        caption = f"{domain.title}, page {domain.page}: each row from Level 1 to Level {len(columns)}"
        yield Part(f"table-{domain.slug}", title, tuple(said), Table(caption, columns, rows))


def _row(rulebook: Rulebook, strand: Strand, written: form.Strand, wording: Wording, statements: Statements) -> Row:
    cells = []
    for route in rulebook.levels:
        level = route.level
        said = [*statements.cell(strand.domain, strand.slug, level, written.column(level))]
        said += [Said(LOST, "Lost")] if level in strand.lost else []
        said += [Said(UNSETTLED, "Not settled")] if level in strand.unsettled else []
        cells.append(tuple(said or [Said(EMPTY)]))
    return Row(row_anchor(strand), strand.title, tuple(_notes(rulebook, strand, wording)), tuple(cells))


def _notes(rulebook: Rulebook, strand: Strand, wording: Wording) -> Iterator[Note]:
    yield note("Page", str(strand.page))
    if strand.articles:
        yield wording.rights(strand.articles)
    if strand.pathway:
        yield note("Its own route", rulebook.pathways[strand.pathway].title, f"pathway-{strand.pathway}")
    if strand.caution:
        yield note("Caution", strand.caution)
