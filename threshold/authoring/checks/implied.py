"""Combinations, and parts of conditions, that change no level: something else holds wherever they hold."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.authoring.desk import Check, Desk, problem
from threshold.engine.clauses import some_of_groups
from threshold.errors import Problem
from threshold.rulebook.condition import Condition, SomeOf, Way
from threshold.rulebook.models import Combination, Indicator, Rulebook
from threshold.rulebook.page import Path


def _adds_nothing(desk: Desk) -> Iterator[Problem]:
    seen = _Holding(desk)
    for id, sheet, path, written in desk.statements():
        if not written.when:
            continue
        combination = desk.rulebook.combinations.get(id)
        others = seen.at_least_as_grave(combination) if combination else []
        if others:
            yield problem(
                sheet,
                path,
                f"wherever this holds, so does {' or '.join(f'`{other}`' for other in others)}, and says as much",
                "raise its level, change its `when`, or take it out: it changes no level and no action",
                id,
            )
            continue
        when = combination.when if combination else written.when
        for where, part in _conditions(when, (*path, "when")):
            for index in _idle(part, desk.rulebook):
                key, other = ("all", "asks for as much") if part.all else ("any", "asks for less")
                yield problem(
                    sheet,
                    (*where, key, index),
                    f"this changes nothing: another part of `{key}` {other}",
                    "take it out, or change it",
                    id,
                )


class _Holding:
    """What else holds wherever a statement holds."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ways = {id: combination.when.conjunctions() for id, combination in desk.rulebook.combinations.items()}

    def at_least_as_grave(self, statement: Combination) -> list[str]:
        """For each way to meet *statement*, one other that holds then, and says as much; empty if one way has none."""
        if statement.do:
            return []
        found = [next(self._beside(way, statement), None) for way in self._ways[statement.id]]
        return list(dict.fromkeys(id for id in found if id)) if None not in found else []

    def _beside(self, way: Way, statement: Combination) -> Iterator[str]:
        book = self._desk.rulebook
        ticked = [book.indicators[leaf] for leaf in way if isinstance(leaf, str)]
        for one in ticked:
            met = not one.when or any(_within(way, own, book) for own in one.when.conjunctions())
            if one.counts and met and self._says_as_much(one, statement):
                yield one.id
        for id, other in book.combinations.items():
            if id == statement.id or (other.reading and not statement.reading):
                continue  # a reading lowers the level that is sure
            if self._says_as_much(other, statement) and any(_within(way, own, book) for own in self._ways[id]):
                yield id

    def _says_as_much(self, other: Indicator | Combination, statement: Combination) -> bool:
        return (
            other.level >= statement.level
            and other.at_least >= statement.at_least
            and self._desk.pathway(statement) in (None, self._desk.pathway(other))
            and set(statement.themes) <= set(other.themes)
            and set(statement.pattern) <= set(other.pattern)
        )


def _within(way: Way, wanted: Way, book: Rulebook) -> bool:
    """Whether all that is *wanted* holds wherever *way* holds."""
    rest = [leaf for leaf in wanted if leaf not in way]
    facts = [leaf for leaf in rest if not isinstance(leaf, str)]
    return len(facts) == len(rest) and all(_holds(leaf, way, book) for leaf in facts)


def _holds(leaf: Condition, way: Way, book: Rulebook) -> bool:
    others = [other for other in way if not isinstance(other, str)]
    if leaf.age:
        return any(o.age and leaf.age.from_ <= o.age.from_ and o.age.under <= leaf.age.under for o in others)
    if leaf.some_of:
        groups = some_of_groups(leaf.some_of, book.indicators)
        ticked = len({groups[id] for id in way if isinstance(id, str) and id in groups})
        same = (o.some_of for o in others if o.some_of and _counts_the_same(o.some_of, leaf.some_of))
        return max([ticked, *(some.count for some in same)]) >= leaf.some_of.count
    return False


def _counts_the_same(one: SomeOf, other: SomeOf) -> bool:
    return (one.of, one.theme) == (other.of, other.theme)


def _conditions(when: Condition, path: Path) -> Iterator[tuple[Path, Condition]]:
    """A condition and every condition inside it that joins others, with its place."""
    yield path, when
    for key, parts in (("all", when.all or ()), ("any", when.any or ())):
        for index, part in enumerate(parts):
            if not isinstance(part, str):
                yield from _conditions(part, (*path, key, index))


def _idle(condition: Condition, book: Rulebook) -> Iterator[int]:
    """The parts that could be left out: of an `all`, what another part asks for anyway; of an `any`, what asks for more
    than another part. Of two that ask for the same, the later one."""
    parts = condition.all or condition.any or ()
    ways: list[list[Way]] = [[frozenset({p})] if isinstance(p, str) else p.conjunctions() for p in parts]
    for index, own in enumerate(ways):
        for place, other in enumerate(ways):
            if parts[place] == parts[index]:
                continue  # itself, or its double
            narrow, wide = (other, own) if condition.all else (own, other)
            if _implies(narrow, wide, book) and (place < index or not _implies(wide, narrow, book)):
                yield index
                break


def _implies(narrow: list[Way], wide: list[Way], book: Rulebook) -> bool:
    return all(any(_within(way, wanted, book) for wanted in wide) for way in narrow)


CHECKS = (
    Check("adds_nothing", "warning", "a combination, or a part of a condition, that changes no level", _adds_nothing),
)
