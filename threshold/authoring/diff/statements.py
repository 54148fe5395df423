"""What changed in the statements: new, gone, moved, settled, and every other field."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.authoring.diff.altered import ADDED, GONE, LEVEL, Altered, Change
from threshold.authoring.diff.comparing import Comparer
from threshold.authoring.diff.fields import FIELDS, Field
from threshold.authoring.diff.speaking import Speaker, stands
from threshold.rulebook.models import Combination, Indicator, Rulebook, Statement, Strand

Changed = Iterator[Change]


class StatementChanges:
    """Finds what changed in the statements of two rulebooks."""

    def __init__(self, comparer: Comparer) -> None:
        self._compare = comparer
        self._old, self._new = comparer.old, comparer.new
        gone = [s for s in _all(self._old.book) if not self._new.statement(s.id)]
        self._gone_words = {words: s.id for s in gone for words in (s.text, s.citations[0].quote)}

    def of(self, id: str) -> Altered | None:
        """What changed in the statement of that full id; None if nothing did."""
        old, new = self._old.statement(id), self._new.statement(id)
        if old and new:
            changes = tuple(self._changed(old, new))
        elif new:
            changes = tuple(self._added(new))
        else:
            changes = tuple(self._gone(old)) if old else ()
        here, speaker = (new, self._new) if new else (old, self._old)
        if not changes or here is None:
            return None
        return Altered(
            kind="statement",
            about=id,
            domain=here.domain,
            strand=here.strand,
            place=speaker.place(here.domain, here.strand),
            text=here.text,
            citation=here.citations[0],
            where=speaker.where(here.citations[0]),
            changes=changes,
        )

    def _added(self, new: Statement) -> Changed:
        yield Change(field=ADDED, said=f"New, {_kind(new)}", bears=LEVEL)
        for name, field in FIELDS[type(new)].items():
            words = self._new.said(getattr(new, name), name)
            if words and not field.own and name != "text":
                yield Change(field=name, said=field.label, after=words, bears=field.bears)
        was = self._gone_words.get(new.text) or self._gone_words.get(new.citations[0].quote)
        if was:
            said = f"It has the words of `{was}`, which is gone: whoever still reports that id is refused"
            yield Change(field="id", said=said, bears=LEVEL)
        if new.id in self._old.book.retired:
            yield Change(field="retired", said="This id was retired, and is used again", bears=LEVEL)

    def _gone(self, old: Statement) -> Changed:
        why = self._new.book.retired.get(old.id)
        said = f"Retired, {_kind(old)} before" if why else f"Removed without being retired, {_kind(old)} before"
        yield Change(field=GONE, said=said, bears=LEVEL)
        if why:
            yield Change(field="retired", said="Why", after=why)
        if not why:
            said = "It has no entry under `retired` in rulebook.yaml: who reports it is not told why it is gone"
            yield Change(field="retired", said=said, bears=LEVEL)

    def _changed(self, old: Statement, new: Statement) -> Changed:
        if type(old) is not type(new) or _tick(old) != _tick(new):
            said = f"Another kind of statement, {_tick(new)}"
            yield Change(field="kind", said=said, before=_tick(old), after=_tick(new), bears=LEVEL)
        yield from levels(old, new)
        yield from self._home(old, new)
        yield from self._citations(old, new)
        explained = frozenset({"articles"}) if self._by_strand(old, new) else frozenset[str]()
        for name, field in _fields(old, new):
            if not field.own and name not in explained:
                yield from self._compare.values(name, field, getattr(old, name, None), getattr(new, name, None))

    def _home(self, old: Statement, new: Statement) -> Changed:
        if (old.domain, old.strand) != (new.domain, new.strand):
            before, after = self._old.place(old.domain, old.strand), self._new.place(new.domain, new.strand)
            yield Change(field="strand", said="Moved to another row", before=before, after=after, bears=LEVEL)

    def _citations(self, old: Statement, new: Statement) -> Changed:
        yield from self._compare.fields(old.citations[0], new.citations[0])
        field = FIELDS[Indicator]["citations"]
        yield from self._compare.values("citations", field, old.citations[1:], new.citations[1:])

    def _by_strand(self, old: Statement, new: Statement) -> bool:
        """Whether its articles are those of its row, then and now: a change of them is said of the row."""
        before, after = _strand(self._old, old), _strand(self._new, new)
        same_row = (old.domain, old.strand) == (new.domain, new.strand)
        return same_row and (old.articles, new.articles) == (before.articles, after.articles)


def levels(old: Statement, new: Statement) -> Changed:
    """A level that is another, or more or less sure; and the question of the document, opened or settled."""
    before, after = stands(old), stands(new)
    if old.unsettled and not new.unsettled and new.level == new.at_least:
        said = f"The document's question is settled at Level {new.level}"
    elif new.unsettled and not old.unsettled:
        said = "Not settled any more"
    elif before != after:
        said = f"Moved from {before} to {after}"
    elif old.unsettled != new.unsettled:
        said = "Why it is not settled"
    else:
        return
    if old.unsettled != new.unsettled:
        before, after = (f"{s}: {why}" if why else s for s, why in ((before, old.unsettled), (after, new.unsettled)))
    yield Change(field="level", said=said, before=before, after=after, bears=LEVEL)


def _fields(old: Statement, new: Statement) -> Iterator[tuple[str, Field]]:
    yield from FIELDS[type(new)].items()
    if type(old) is not type(new):
        yield from ((name, field) for name, field in FIELDS[type(old)].items() if name not in FIELDS[type(new)])


def _tick(statement: Statement) -> str:
    return "which cannot be ticked" if isinstance(statement, Combination) else "which can be ticked"


def _kind(statement: Statement) -> str:
    if isinstance(statement, Indicator) and not statement.counts:
        return "a strength" if statement.strength else "a circumstance"
    return stands(statement)


def _all(book: Rulebook) -> list[Statement]:
    return [*book.indicators.values(), *book.combinations.values()]


def _strand(speaker: Speaker, statement: Statement) -> Strand:
    return speaker.book.strand(statement.domain, statement.strand)
