"""What changed in all that is no statement: the title page, the articles, the levels and routes, the rows."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.authoring.diff.altered import ADDED, GONE, LEVEL, Altered, Change, Kind
from threshold.authoring.diff.comparing import ORDER, Comparer, reordered
from threshold.authoring.diff.fields import FIELDS
from threshold.authoring.diff.speaking import listed
from threshold.rulebook.form import Article
from threshold.rulebook.models import Domain, Route, Rulebook, Statement, Strand

TITLE_PAGE = "The title page"


class PageChanges:
    """Finds them."""

    def __init__(self, comparer: Comparer) -> None:
        self._compare = comparer
        self._old, self._new = comparer.old, comparer.new

    def title_page(self) -> Iterator[Altered]:
        """The rulebook's own fields, but for what is retired now, which is said of the statement, and what stands in
        a file of its own."""
        old, new = self._old.book, self._new.book
        own = self._compare.fields(old, new, but=frozenset({"retired", "everyday_words"}))
        changes = [*own, *self._retired(old, new)]
        if reordered([d.slug for d in old.domains], [d.slug for d in new.domains]):
            changes.append(Change(field="domains", said=f"Tables, {ORDER}"))
        yield from _altered("title_page", new.id, TITLE_PAGE, new.title, changes)

    def _retired(self, old: Rulebook, new: Rulebook) -> Iterator[Change]:
        gone = {id for id in new.retired if self._old.statement(id) and not self._new.statement(id)}
        back = {id for id in old.retired if self._new.statement(id) and not self._old.statement(id)}
        before = {id: why for id, why in old.retired.items() if id not in back}
        after = {id: why for id, why in new.retired.items() if id not in gone}
        yield from self._compare.values("retired", FIELDS[Rulebook]["retired"], before, after)

    def order_of_statements(self) -> Iterator[Altered]:
        """Statements that stand in another order: to be told of two rulebooks that differ in nothing else."""
        old, new = self._old.book, self._new.book
        if reordered(old.indicators, new.indicators) or reordered(old.combinations, new.combinations):
            change = Change(field="indicators", said=f"Statements, {ORDER}")
            yield from _altered("title_page", new.id, TITLE_PAGE, new.title, [change])

    def articles(self) -> Iterator[Altered]:
        """The articles of the convention, by number."""
        old, new = self._old.book.articles, self._new.book.articles
        for number in sorted({*old, *new}):
            before, after = old.get(number), new.get(number)
            changes = self._of(before, after)
            said = after or before
            assert isinstance(said, Article)
            yield from _altered(
                "articles", str(number), "The child's rights", f"Article {number}, {said.title}", changes
            )
        if reordered(old, new):
            change = Change(field="articles", said=f"Articles, {ORDER}")
            yield from _altered("articles", "order", "The child's rights", "The articles", [change])

    def everyday_words(self) -> Iterator[Altered]:
        """What people type, and the statements that say it."""
        old, new = self._old.book.everyday_words, self._new.book.everyday_words
        changes = [*self._compare.values("everyday_words", FIELDS[Rulebook]["everyday_words"], old, new)]
        yield from _altered("everyday_words", self._new.book.id, "Everyday words", "What people type", changes)

    def routes(self) -> Iterator[Altered]:
        """The levels of need and the pathways."""
        old, new = self._old.book, self._new.book
        levels = [{route.level: route for route in book.levels} for book in (old, new)]
        for level in sorted({*levels[0], *levels[1]}):
            yield from self._route("level", str(level), levels[0].get(level), levels[1].get(level))
        for slug in dict.fromkeys([*new.pathways, *old.pathways]):
            yield from self._route("pathway", slug, old.pathways.get(slug), new.pathways.get(slug))
        if reordered([r.level for r in old.levels], [r.level for r in new.levels]) or reordered(
            old.pathways, new.pathways
        ):
            change = Change(field="levels", said=f"Levels or routes, {ORDER}")
            yield from _altered("level", "order", "The levels", "The levels and routes", [change])

    def _route(self, kind: Kind, about: str, old: Route | None, new: Route | None) -> Iterator[Altered]:
        route = new or old
        assert route
        name = f"Level {route.level}, {route.title}" if kind == "level" else route.title
        yield from _altered(kind, about, name, name, self._of(old, new))

    def domain(self, old: Domain | None, new: Domain | None) -> Iterator[Altered]:
        """A table: its own fields, and the order of its rows."""
        domain = new or old
        assert domain
        changes = self._of(old, new)
        if old and new and reordered([s.slug for s in old.strands], [s.slug for s in new.strands]):
            changes.append(Change(field="strands", said=f"Rows, {ORDER}"))
        place = (self._new if new else self._old).place(domain.slug)
        yield from _altered("domain", domain.slug, place, f"The table “{domain.title}”", changes, domain.slug)

    def strand(self, old: Strand | None, new: Strand | None) -> Iterator[Altered]:
        """A row: its own fields, its examples, and what is printed in it."""
        strand = new or old
        assert strand
        changes = self._of(old, new)
        if old and new:
            changes += self._cells(old, new)
        place = (self._new if new else self._old).place(strand.domain, strand.slug)
        about, text = f"{strand.domain}.{strand.slug}", f"The row “{strand.title}”"
        yield from _altered("strand", about, place, text, changes, strand.domain, strand.slug)

    def _cells(self, old: Strand, new: Strand) -> Iterator[Change]:
        """What is printed in a row at other levels than before, and in another order; but not what is said of the
        statement itself: that it is new, gone, or has moved."""
        field = FIELDS[Strand]["cells"]
        before, after = _levels_in(old), _levels_in(new)
        for id in dict.fromkeys([*before, *after]):
            was, now = before.get(id, ()), after.get(id, ())
            if was != now and not self._moved(id, was, now, old):
                said = f"{field.label} in this row, {self._new.text(id) if now else self._old.text(id)}"
                yield Change(field="cells", said=said, before=_at(was), after=_at(now), bears=field.bears)
        if reordered(old.cells, new.cells):
            yield Change(field="cells", said=f"Levels of this row, {ORDER}", bears=field.bears)
        for level in sorted({*old.cells, *new.cells}):
            if reordered(old.cell(level), new.cell(level)):
                yield Change(field="cells", said=f"{field.label} at Level {level}, {ORDER}", bears=field.bears)

    def _moved(self, id: str, was: tuple[int, ...], now: tuple[int, ...], row: Strand) -> bool:
        old, new = self._old.statement(id), self._new.statement(id)
        here = row.domain, row.slug
        if not (old and new):
            return True
        if (old.domain, old.strand) != (new.domain, new.strand):
            return here in ((old.domain, old.strand), (new.domain, new.strand))
        told = (old.level, old.at_least, old.citations) != (new.level, new.at_least, new.citations)
        return told and here == (new.domain, new.strand) and _says(old, was) and _says(new, now)

    def _of(
        self, old: Article | Route | Domain | Strand | None, new: Article | Route | Domain | Strand | None
    ) -> list[Change]:
        """Every field of two; or that there is only one."""
        if old and new:
            return list(self._compare.fields(old, new))
        if new:
            return [Change(field=ADDED, said="New", after=self._new.said(new), bears=LEVEL)]
        return [Change(field=GONE, said="Taken out", before=self._old.said(old), bears=LEVEL)] if old else []


def _altered(
    kind: Kind, about: str, place: str, text: str, changes: list[Change], domain: str = "", strand: str = ""
) -> Iterator[Altered]:
    if changes:
        yield Altered(
            kind=kind,
            about=about,
            domain=domain,
            strand=strand,
            place=place,
            text=text,
            citation=None,
            where="",
            changes=tuple(changes),
        )


def _levels_in(strand: Strand) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for level, ids in strand.cells.items():
        for id in ids:
            found[id] = (*found.get(id, ()), level)
    return found


def _says(statement: Statement, levels: tuple[int, ...]) -> bool:
    """Whether it is plain from a statement alone that it is printed at these levels."""
    return levels == (statement.level,) or set(levels) == {citation.level for citation in statement.citations}


def _at(levels: tuple[int, ...]) -> str:
    return f"Level{'s' if len(levels) > 1 else ''} {listed(levels)}" if levels else "not here"
