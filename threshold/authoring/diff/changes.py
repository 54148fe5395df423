"""What changed between two rulebooks, in the order of the document. An id is the identity of a statement."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.authoring.diff.altered import Altered
from threshold.authoring.diff.comparing import Comparer
from threshold.authoring.diff.pages import PageChanges
from threshold.authoring.diff.speaking import Speaker
from threshold.authoring.diff.statements import StatementChanges
from threshold.rulebook.models import Domain, Rulebook, Strand


def changes(old: Rulebook, new: Rulebook) -> tuple[Altered, ...]:
    """Everything that changed: the title page and the levels, then table by table and row by row, then the articles
    and the everyday words.

    Empty where the two say the same: then every answer is the same, but for the digest.
    """
    comparer = Comparer(Speaker(old), Speaker(new))
    pages, statements = PageChanges(comparer), StatementChanges(comparer)
    found = [*pages.title_page(), *pages.routes()]
    seen: set[str] = set()
    for before, after in _domains(old, new):
        found += pages.domain(before, after)
        for row_before, row_after in _strands(before, after):
            found += pages.strand(row_before, row_after)
            ids = _home_ids(row_after, new) + [id for id in _home_ids(row_before, old) if not _has(new, id)]
            found += (made for made in map(statements.of, ids) if made)
            seen.update(ids)
    assert seen.issuperset([*new.indicators, *new.combinations]), "every statement has its home in a row"
    found += [*pages.articles(), *pages.everyday_words()]
    return tuple(found) or tuple(pages.order_of_statements())


def _domains(old: Rulebook, new: Rulebook) -> Iterator[tuple[Domain | None, Domain | None]]:
    before, after = ({domain.slug: domain for domain in book.domains} for book in (old, new))
    yield from ((before.get(slug), after.get(slug)) for slug in dict.fromkeys([*after, *before]))


def _strands(old: Domain | None, new: Domain | None) -> Iterator[tuple[Strand | None, Strand | None]]:
    before, after = ({strand.slug: strand for strand in (domain.strands if domain else ())} for domain in (old, new))
    yield from ((before.get(slug), after.get(slug)) for slug in dict.fromkeys([*after, *before]))


def _home_ids(strand: Strand | None, book: Rulebook) -> list[str]:
    """The statements that have their home in a row, in the order of the page."""
    if strand is None:
        return []
    statements = ((id, book.statement(id)) for ids in strand.cells.values() for id in ids)
    return list(dict.fromkeys(id for id, s in statements if (s.domain, s.strand) == (strand.domain, strand.slug)))


def _has(book: Rulebook, id: str) -> bool:
    return id in book.indicators or id in book.combinations
