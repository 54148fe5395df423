"""Which changes of a rulebook made an answer another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from threshold.assessing.findings import rests_on
from threshold.assessment import Finding
from threshold.authoring.diff.altered import Altered, Bearing, Key
from threshold.authoring.diff.answering import Answer
from threshold.authoring.diff.reach import opened_by_fact
from threshold.checklist import Checklist
from threshold.rulebook.models import Rulebook

_OF_ROUTE = {"level", "meanwhile", "judgement"}
_OF_TITLE_PAGE = {"standing", "consult"}


class Causes:
    """Finds them among the things that *altered* between two rulebooks."""

    def __init__(self, old: Rulebook, new: Rulebook, altered: Iterable[Altered]) -> None:
        self._altered = {one.key: one for one in altered if one.practice}
        self._order = {key: place for place, key in enumerate(self._altered)}
        self._rows: dict[str, set[str]] = {}
        self._part_of: dict[str, set[str]] = {}
        self._beside: dict[str, set[str]] = {}  # of a strength: the statements of its row, that are asked for
        self._of_fact: set[str] = set()  # combinations that a fact about the child opens, with nothing ticked
        for book in (old, new):
            for strand in (strand for domain in book.domains for strand in domain.strands):
                printed = {id for ids in strand.cells.values() for id in ids}
                for id in printed:
                    self._rows.setdefault(id, set()).add(f"{strand.domain}.{strand.slug}")
                    if id in book.indicators and book.indicators[id].strength:
                        self._beside.setdefault(id, set()).update(printed)
            self._of_fact |= opened_by_fact(book)
            for id, combination in book.combinations.items():
                for part in rests_on(combination.when, book):
                    self._part_of.setdefault(part, set()).add(id)

    def of_level(self, deciding: Iterable[Finding], other: Answer) -> tuple[Key, ...]:
        """Of another level: *deciding* are the findings that only one of the answers has so high."""
        there = {finding.id: finding.because for finding in other.findings}
        ids = [(finding.id, *finding.because, *there.get(finding.id, ())) for finding in deciding]
        return self._known(self._statements((id for some in ids for id in some), "level"))

    def of_settled(self, checklist: Checklist, before: Answer, after: Answer) -> tuple[Key, ...]:
        """Of an answer that was settled, or was not any more: what the case names, or is part of, or stands beside."""
        named = {*checklist.present, *checklist.absent, *checklist.not_known, *_ids(before), *_ids(after)}
        parts = {id for name in named for known in (self._part_of, self._beside) for id in known.get(name, ())}
        if checklist.child.unborn or checklist.child.disabled:
            parts |= self._of_fact
        found = [*self._statements({*named, *parts}, "settled"), *self._strands({*named, *parts}, "settled")]
        return self._known(found)

    def of_rest(self, checklist: Checklist, before: Answer, after: Answer) -> tuple[Key, ...]:
        """Of other things to do, or other rights, where the level stays as it is."""
        found = self._of_actions(checklist, before, after) if before.actions != after.actions else []
        if before.rights != after.rights:
            ids = {*_ids(before), *_ids(after)}
            found += [*self._statements(ids, "rights"), *self._strands(ids, "rights")]
        return self._known(found)

    def _of_actions(self, checklist: Checklist, before: Answer, after: Answer) -> list[Key]:
        kinds = {kind for kind, _, _ in before.actions ^ after.actions}
        ids = {*_ids(before), *_ids(after)}
        found = [*self._statements(ids, "actions"), *self._strands(ids, "actions")]
        if kinds & _OF_TITLE_PAGE:
            found += (key for key in self._altered if key[0] == "title_page" and self._bears(key, "actions"))
        if kinds & _OF_ROUTE:
            judged = {checklist.judgement.level} if checklist.judgement else set()
            reached = {before.level, after.level, *judged}
            levels = {f.level for f in (*before.findings, *after.findings)} | reached
            found += (("level", str(level)) for level in levels)
        if "pathway" in kinds:
            found += (("pathway", f.pathway) for f in (*before.findings, *after.findings) if f.pathway)
        return [key for key in found if self._bears(key, "actions")]

    def _statements(self, ids: Iterable[str], on: Bearing) -> list[Key]:
        keys: Iterator[Key] = (("statement", id) for id in ids)
        return [key for key in keys if self._bears(key, on)]

    def _strands(self, ids: Iterable[str], on: Bearing) -> list[Key]:
        keys: Iterator[Key] = (("strand", row) for id in ids for row in self._rows.get(id, ()))
        return [key for key in keys if self._bears(key, on)]

    def _bears(self, key: Key, on: Bearing) -> bool:
        return key in self._altered and self._altered[key].bears(on)

    def _known(self, keys: Iterable[Key]) -> tuple[Key, ...]:
        """Each once, in the order of the document."""
        return tuple(sorted({key for key in keys if key in self._altered}, key=self._order.__getitem__))


def _ids(answer: Answer) -> Iterator[str]:
    return (finding.id for finding in answer.findings)
