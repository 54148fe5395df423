"""Conditions as conjunctions: a rulebook compiled to clauses that any engine can decide.

A clause is one way for a statement to be met: a list of tests on whole numbers, all of which must hold of one set of
facts. There is no negation and no text. Field names are index-coded (`f0`, `f1`, ...), because durable-rules compares
names by a 32-bit hash in which real words have been seen to collide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal, NamedTuple

from threshold.checklist import Checklist
from threshold.rulebook.condition import Age, Condition, SomeOf
from threshold.rulebook.models import Indicator, Rulebook

Op = Literal["eq", "lt", "gte"]
Facts = dict[str, int]


class Test(NamedTuple):
    """*field* *op* *value*; a field that is missing meets no test."""

    field: str
    op: Op
    value: int


class Met(NamedTuple):
    """A statement was met: *firm*, or only as far as facts that are not known do not forbid it."""

    id: str
    firm: bool


class Clause(NamedTuple):
    """*outcome* follows when every test holds."""

    outcome: Met
    tests: tuple[Test, ...]


AGE, AGE_UNKNOWN, DISABLED, DISABLED_UNKNOWN, UNBORN = (f"f{i}" for i in range(5))
FIRST_FREE_FIELD = 5
Conjunction = frozenset[Test]


@dataclass(frozen=True)
class _Counted:
    """A `some_of` as a field that holds a number: how many of its groups have something reported."""

    field: str
    group_of: dict[str, str]  # statement -> group; the statements of a strand are one group of a theme


class ClauseTable:
    """Every statement of a rulebook as clauses, and a checklist as the facts they speak of."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._indicators = dict(rulebook.indicators)
        self._fields = {id: f"f{i}" for i, id in enumerate(self._indicators, FIRST_FREE_FIELD)}
        self._counted: dict[SomeOf, _Counted] = {}
        clauses: list[Clause] = []
        for id, indicator in self._indicators.items():
            clauses += self._clauses(id, id, indicator.when)
        for id, combination in rulebook.combinations.items():
            clauses += self._clauses(id, None, combination.when)
        self.clauses = tuple(clauses)
        self._counts_of: dict[str, list[tuple[str, str]]] = {}
        for counted in self._counted.values():
            for statement, group in counted.group_of.items():
                self._counts_of.setdefault(statement, []).append((counted.field, group))

    def facts(self, checklist: Checklist) -> Facts:
        """What is reported, as fields; what is not reported is not there."""
        facts: Facts = {}
        groups: set[tuple[str, str]] = set()
        for id in checklist.present:
            facts[self._fields[id]] = 1
            groups.update(self._counts_of.get(id, ()))
        for field, _ in groups:
            facts[field] = facts.get(field, 0) + 1
        child = checklist.child
        if child.unborn:
            facts[UNBORN] = 1
        elif child.age is None:
            facts[AGE_UNKNOWN] = 1
        else:
            facts[AGE] = child.age
        if child.disabled is None:
            facts[DISABLED_UNKNOWN] = 1
        elif child.disabled:
            facts[DISABLED] = 1
        return facts

    def _clauses(self, id: str, tick: str | None, when: Condition | None) -> Iterable[Clause]:
        own = frozenset({Test(self._fields[tick], "eq", 1)}) if tick else frozenset()
        firm = {own | way for way in self._ways(when, doubt=False)}
        possible = {own | way for way in self._ways(when, doubt=True)} - firm
        for outcomes, is_firm in ((firm, True), (possible, False)):
            for conjunction in sorted(_smallest(outcomes), key=sorted):
                yield Clause(Met(id, is_firm), tuple(sorted(conjunction)))

    def _ways(self, when: Condition | None, doubt: bool) -> Iterator[Conjunction]:
        """The conjunctions of tests a condition stands for; with *doubt*, a fact not known may stand for a fact met."""
        for way in when.conjunctions() if when else [frozenset[str | Condition]()]:
            for choice in product(*(self._tests(leaf, doubt) for leaf in way)):
                yield frozenset().union(*choice)

    def _tests(self, leaf: str | Condition, doubt: bool) -> list[Conjunction]:
        if isinstance(leaf, str):
            return [frozenset({Test(self._fields[leaf], "eq", 1)})]
        if leaf.some_of:
            return [frozenset({Test(self._count(leaf.some_of).field, "gte", leaf.some_of.count)})]
        met, unknown = _about_child(leaf)
        return [met, unknown] if doubt and unknown else [met]

    def _count(self, some: SomeOf) -> _Counted:
        if some not in self._counted:
            field = f"f{FIRST_FREE_FIELD + len(self._fields) + len(self._counted)}"
            self._counted[some] = _Counted(field, some_of_groups(some, self._indicators))
        return self._counted[some]


def _about_child(when: Condition) -> tuple[Conjunction, Conjunction | None]:
    """A fact about the child when it is met, and when it is not known."""
    if when.age:
        return _age(when.age), frozenset({Test(AGE_UNKNOWN, "eq", 1)})
    if when.disabled:
        return frozenset({Test(DISABLED, "eq", 1)}), frozenset({Test(DISABLED_UNKNOWN, "eq", 1)})
    return frozenset({Test(UNBORN, "eq", 1)}), None


def _age(age: Age) -> Conjunction:
    return frozenset({Test(AGE, "gte", age.from_), Test(AGE, "lt", age.under)})


def _smallest(ways: set[Conjunction]) -> list[Conjunction]:
    """Only those that contain no other: a larger one can never fire alone."""
    return [way for way in ways if not any(other < way for other in ways)]


def some_of_groups(some: SomeOf, indicators: Mapping[str, Indicator]) -> dict[str, str]:
    """The statements a `some_of` counts, each with its group. Named statements are groups of their own; of a theme, the
    statements of one strand are one group: two ticks in a strand are one sign, not two. Strengths count for no
    theme."""
    if some.of:
        return {id: id for id in some.of}
    return {
        id: f"{indicator.domain}.{indicator.strand}"
        for id, indicator in indicators.items()
        if some.theme in indicator.themes and not indicator.strength
    }
