"""Which cases two rulebooks may answer differently; of all others nothing needs to be worked out."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from threshold.assessing.findings import rests_on
from threshold.authoring.diff.fields import FIELDS
from threshold.checklist import Checklist
from threshold.engine.clauses import some_of_groups
from threshold.rulebook.models import Indicator, Rulebook, Strand


class Reach:
    """Where two rulebooks differ, as seen from a case.

    An answer rests on the statements that a case names, their rows, the combinations they are part of, with the rows
    of these, and on what holds for every case; of a strength, also on the statements of its row, that are asked for.
    Where all that bears on an answer is equal, so are the answers. A test holds it against whole assessments.
    """

    def __init__(self, old: Rulebook, new: Rulebook) -> None:
        before, after = _surroundings(old), _surroundings(new)
        self._ids = frozenset(id for id in {*before, *after} if before.get(id) != after.get(id))
        self._everyone = _for_everyone(old) != _for_everyone(new)
        self._of_fact = _of_fact(old) != _of_fact(new)

    def touches(self, checklist: Checklist) -> bool:
        """Whether the case may be answered differently."""
        child = checklist.child
        return (
            self._everyone
            or not self._ids.isdisjoint(checklist.present)
            or not self._ids.isdisjoint(checklist.absent)
            or not self._ids.isdisjoint(checklist.not_known)
            or bool(self._of_fact and (child.unborn or child.disabled))
        )


def _surroundings(book: Rulebook) -> dict[str, object]:
    """For each statement that can be ticked: all that its answer can rest on."""
    strands = {(s.domain, s.slug): s for d in book.domains for s in d.strands}
    parts: dict[str, list[object]] = {}
    for id, combination in _combinations(book):
        for part in set(rests_on(book.combinations[id].when, book)):
            parts.setdefault(part, []).append(combination)
    found: dict[str, object] = {}
    for id, indicator in book.indicators.items():
        strand = strands[indicator.domain, indicator.strand]
        asked = _printed(strand, book) if indicator.strength else []
        found[id] = _bearing(indicator), _row(strand), asked, parts.get(id)
    return found


def _bearing(part: BaseModel) -> object:
    """What of a part of a rulebook bears on answers."""
    return [type(part), *(getattr(part, name) for name, field in FIELDS[type(part)].items() if field.bears)]


def _row(strand: Strand) -> object:
    return strand.domain, strand.slug, strand.pathway, strand.lost, strand.unsettled


def _printed(strand: Strand, book: Rulebook) -> list[object]:
    ids = dict.fromkeys(id for ids in strand.cells.values() for id in ids)
    return [(id, _bearing(book.indicators[id])) for id in ids if id in book.indicators]


def _combinations(book: Rulebook) -> Iterator[tuple[str, object]]:
    """Each combination with its row, with what its counts count, and with the children its parts are asked of."""
    for id, combination in book.combinations.items():
        counts = [leaf.some_of for leaf in combination.when.leaves() if not isinstance(leaf, str) and leaf.some_of]
        groups = [some_of_groups(some, book.indicators) for some in counts]
        row = _row(book.strand(combination.domain, combination.strand))
        parts = sorted({part for part in rests_on(combination.when, book) if part in book.indicators})
        yield id, (id, _bearing(combination), row, groups, [_of_whom(book.indicators[part]) for part in parts])


def _of_whom(indicator: Indicator) -> object:
    return indicator.asked_from, indicator.asked_until, indicator.of_disabled_child, indicator.when


def _for_everyone(book: Rulebook) -> object:
    routes = [*book.levels, *book.pathways.values()]
    return [(route.pathway, _bearing(route)) for route in routes], book.standing, book.consult


def opened_by_fact(book: Rulebook) -> set[str]:
    """The combinations of which a child who is disabled, or not yet born, is told with nothing ticked."""
    return {
        id
        for id, combination in book.combinations.items()
        if any(not isinstance(leaf, str) and (leaf.unborn or leaf.disabled) for leaf in combination.when.leaves())
    }


def _of_fact(book: Rulebook) -> object:
    facts = opened_by_fact(book)
    return [combination for id, combination in _combinations(book) if id in facts]
