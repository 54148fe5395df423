"""Cases that would exercise what no example does: found by trying, the plainest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product

from threshold.authoring.coverage import ALWAYS, GROUPS, Edge, Exercises, Point, edges, telling_ages, whens
from threshold.authoring.examples import checklist_of
from threshold.checklist import Checklist, Child
from threshold.engine.clauses import some_of_groups
from threshold.errors import ChecklistError
from threshold.rulebook.condition import Age, Condition, SomeOf, Way
from threshold.rulebook.models import Rulebook

MOST_PICKED = 20  # ways to fill the counts of one conjunction that are tried


@dataclass(frozen=True)
class Proposal:
    """A case that no example has: made for one *point*, with every open point that it exercises."""

    case: Checklist
    point: Point
    exercises: tuple[Point, ...]


@dataclass(frozen=True)
class Coverage:
    """What the examples exercise (*done*), what none does (*open*), and cases that would. A point that is open and in
    no proposal is one that no case was found for: its `when` can never be met, or never fail."""

    done: tuple[Point, ...]
    open: tuple[Point, ...]
    proposals: tuple[Proposal, ...]

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many are exercised, and of how many: indicators, combinations, sides of a `when`."""
        groups = ("indicators", "combinations", "sides")
        done = [GROUPS.get(point.kind, "sides") for point in self.done]
        still = [GROUPS.get(point.kind, "sides") for point in self.open]
        return {group: (done.count(group), done.count(group) + still.count(group)) for group in groups}

    @property
    def percent(self) -> int:
        """In full percent, rounded down: 100 only if nothing is open."""
        return 100 * len(self.done) // ((len(self.done) + len(self.open)) or 1) if self.open else 100


def coverage(rulebook: Rulebook, engine: str | None = None) -> Coverage:
    """What the examples of *rulebook* exercise, and proposals for the rest."""
    exercises = Exercises(rulebook, engine)
    reached: set[Point] = set()
    for domain in rulebook.domains:
        for strand in domain.strands:
            for example in strand.examples:
                try:
                    reached |= exercises.by(checklist_of(example))
                except ChecklistError:
                    continue  # it fails, and is told of there
    rest = [point for point in exercises.points if point not in reached]
    proposals: list[Proposal] = []
    proposed: set[Point] = set()
    cases = _Cases(rulebook)
    for point in rest:
        if point in proposed:
            continue
        found = next((case for case in cases.of(point) if point in exercises.by(case, {point.about})), None)
        if found:
            by_it = exercises.by(found)
            proposals.append(Proposal(found, point, tuple(other for other in rest if other in by_it)))
            proposed.update(by_it)
    return Coverage(
        tuple(point for point in exercises.points if point in reached),
        tuple(point for point in rest if point in proposed or point.kind in ALWAYS),
        tuple(proposals),
    )


class _Cases:
    """Makes cases that may exercise a point. Whether they do is asked of the engine."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._whens = whens(rulebook)

    def of(self, point: Point) -> Iterator[Checklist]:
        """The plainest first."""
        when = self._whens.get(point.about)
        if when is None:
            yield Checklist(present=(point.about,))
            return
        ways = when.conjunctions()
        if point.kind == "not_met":
            yield from self._not_met(point.about, when, ways)
            return
        short = point.at if isinstance(point.at, SomeOf) else None
        for way in ways:
            if short is None or any(not isinstance(leaf, str) and leaf.some_of == short for leaf in way):
                for child in _children(point, when, way):
                    for present in self._present(point.about, way, short):
                        yield Checklist(present=present, child=child)
        if point.kind == "present":
            yield Checklist(present=(point.about,))

    def _not_met(self, id: str, when: Condition, ways: Iterable[Way]) -> Iterator[Checklist]:
        """The statement itself, of a child whom it does not fit; or a combination with one of its parts left out."""
        if id in self._rulebook.indicators:
            ages = sorted({edge.outside for edge in edges(when)}) or telling_ages(when)
            for child in [*(Child(age=age) for age in ages), *_others(ages)]:
                yield Checklist(present=(id,), child=child)
            return
        for way in ways:
            for present in self._present(id, way, None):
                for left_out in reversed(present):
                    rest = tuple(other for other in present if other != left_out)
                    if rest:
                        yield from (Checklist(present=rest, child=child) for child in _fitting(way))
                yield Checklist(absent=present[:1])

    def _present(self, id: str, way: Way, short: SomeOf | None) -> Iterator[tuple[str, ...]]:
        """What to tick, for a way to be met; the count of *short* one short. Signs below the statement's own level
        come first, so that it decides the answer, and before them those that no other part of the condition names."""
        indicators = self._rulebook.indicators
        named = {leaf for leaf in way if isinstance(leaf, str)} | ({id} & indicators.keys())
        wanted: list[tuple[int, dict[str, str]]] = []
        own = self._rulebook.statement(id)
        elsewhere = set(self._whens[id].named())

        def plainness(other: str) -> tuple[bool, bool, bool]:
            sign = indicators[other]
            return other in elsewhere, sign.level >= own.level, sign.domain != own.domain

        for some in (leaf.some_of for leaf in way if not isinstance(leaf, str) and leaf.some_of):
            groups = some_of_groups(some, indicators)
            plainest = sorted(groups, key=plainness)
            wanted.append((some.count - (some == short), {one: groups[one] for one in plainest}))
        wanted.sort(key=lambda one: len(one[1]))
        for picked in islice(_picked(frozenset(named), wanted), MOST_PICKED):
            yield tuple(one for one in indicators if one in picked)


def _picked(present: frozenset[str], wanted: list[tuple[int, dict[str, str]]]) -> Iterator[frozenset[str]]:
    """*present*, and as many more as are wanted, no two of one group."""
    if not wanted:
        yield present
        return
    (count, groups), *rest = wanted
    have = {groups[id] for id in present if id in groups}
    by_group: dict[str, list[str]] = {}
    for id, group in groups.items():
        if group not in have:
            by_group.setdefault(group, []).append(id)
    for chosen in combinations(by_group, max(0, count - len(have))):
        for more in product(*(by_group[group] for group in chosen)):
            yield from _picked(present | {*more}, rest)


def _children(point: Point, when: Condition, way: Way) -> Iterator[Child]:
    """The children of whom a way may exercise a point; where the point is that something fails, it may be needed to
    say of the child that other ways are closed."""
    for child in _fitting(way):
        closed = child.disabled or False
        free = [] if child.unborn or child.age is not None else [*(edge.outside for edge in edges(when)), 0, 17]
        if isinstance(point.at, Edge):
            age = point.at.inside if point.kind == "inside" else point.at.outside
            yield from (Child(age=age, disabled=disabled) for disabled in (child.disabled, closed))
        elif point.at == "age":
            yield from (Child(disabled=disabled) for disabled in (child.disabled, closed))
        elif point.at == "disabled":
            yield from (Child(age=age, unborn=child.unborn) for age in (*free, child.age))
        else:
            yield child
            if point.kind == "one_short":
                yield from (Child(age=age, disabled=closed, unborn=child.unborn) for age in (child.age, *free))
    if point.kind == "fired":
        yield Child()


def _fitting(way: Way) -> Iterator[Child]:
    """The children of whom a way asks, at the first and last age, no more said than it asks for: none, if there is no
    such child."""
    leaves = [leaf for leaf in way if not isinstance(leaf, str)]
    unborn, disabled = any(leaf.unborn for leaf in leaves), any(leaf.disabled for leaf in leaves) or None
    ages: list[Age] = [leaf.age for leaf in leaves if leaf.age]
    if not ages:
        yield Child(unborn=unborn, disabled=disabled)
        return
    first, last = max(age.from_ for age in ages), min(age.under for age in ages) - 1
    if first <= last and not unborn:
        for age in (last, first) if last < 17 else (first, last):
            yield Child(age=age, disabled=disabled)


def _others(ages: Iterable[int]) -> Iterator[Child]:
    yield from (Child(age=age, disabled=False) for age in ages)
    yield from (Child(unborn=True), Child(unborn=True, disabled=False), Child(disabled=False))
