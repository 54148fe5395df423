"""`rules test --coverage`: what the examples of a rulebook exercise, and what none of them does.

Every statement is a point, and so is every side of every `when`. What a case exercises is asked of the engine; so is
what the same case would come to with another child, where the point is an age that decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from threshold.assessing.findings import rests_on
from threshold.assessing.of_whom import fact_holds
from threshold.checklist import Checklist, Child
from threshold.engine import ClauseTable, make_engine
from threshold.engine.clauses import some_of_groups
from threshold.rulebook.condition import Condition, SomeOf
from threshold.rulebook.models import Rulebook

Kind = Literal["present", "fired", "met", "not_met", "one_short", "inside", "outside", "not_known"]
Fact = Literal["age", "disabled"]
GROUPS: Mapping[Kind, str] = {"present": "indicators", "fired": "combinations"}  # all others are sides of a when
ALWAYS: frozenset[Kind] = frozenset({"present", "fired", "met", "not_met"})  # the others, only where a case can do it


class Edge(NamedTuple):
    """Two ages, a year apart, between which an `age` begins or ends to hold."""

    inside: int
    outside: int


class Point(NamedTuple):
    """What an example should exercise, of the statement *about*.

    *present*: an indicator is present; *fired*: a combination is found. Of a `when`: it is *met* for certain;
    *not_met*, though something of it is named; *one_short* of the count of *at*, and nothing else is missing; it holds
    *inside* the edge *at*, or fails *outside* it, and the year decides; or it may be met, and the fact *at* is
    *not_known*.
    """

    kind: Kind
    about: str
    at: SomeOf | Edge | Fact | None = None


class Exercises:
    """Says what a case exercises."""

    def __init__(self, rulebook: Rulebook, engine: str | None = None) -> None:
        self._rulebook = rulebook
        self._whens = whens(rulebook)
        self._rests_on = {id: frozenset(rests_on(when, rulebook)) for id, when in self._whens.items()}
        self._groups = {
            some: some_of_groups(some, rulebook.indicators) for w in self._whens.values() for some in somes(w)
        }
        self._table = ClauseTable(rulebook)
        self._engine = make_engine(self._table.clauses, engine)
        self.points = tuple(_points(rulebook, self._whens))

    def by(self, case: Checklist, about: Collection[str] | None = None) -> set[Point]:
        """The points that *case* exercises; only of the statements *about*, if they are given."""
        firm, fired = self._fired(case)
        done = {Point("present", id) for id in case.present}
        done |= {Point("fired", id) for id in fired if id in self._rulebook.combinations}

        @cache
        def firm_with(child: Child) -> set[str]:
            return self._fired(case.model_copy(update={"child": child}))[0]

        named = {*case.present, *case.absent, *case.not_known}
        for id, when in self._whens.items():
            if (about is not None and id not in about) or (id in self._rulebook.indicators and id not in case.present):
                continue
            child = case.child
            if id in firm:
                done.add(Point("met", id))
            elif id not in fired:
                done |= {Point("not_met", id)} if id in case.present or named & self._rests_on[id] else set()
                done |= {Point("one_short", id, some) for some in somes(when) if self._one_short(when, some, case)}
            else:
                unknown = child.age is None and not child.unborn
                if unknown and any(id in firm_with(_aged(child, age)) for age in telling_ages(when)):
                    done.add(Point("not_known", id, "age"))
                if child.disabled is None and id in firm_with(child.model_copy(update={"disabled": True})):
                    done.add(Point("not_known", id, "disabled"))
            for edge in edges(when) if child.age is not None else ():
                if child.age == edge.inside and id in firm and id not in firm_with(_aged(child, edge.outside)):
                    done.add(Point("inside", id, edge))
                if child.age == edge.outside and id not in fired and id in firm_with(_aged(child, edge.inside)):
                    done.add(Point("outside", id, edge))
        return done

    def _fired(self, case: Checklist) -> tuple[set[str], set[str]]:
        """What is met for certain, and what is met or may be."""
        fired = self._engine.fired(self._table.facts(case))
        return {met.id for met in fired if met.firm}, {met.id for met in fired}

    def _one_short(self, when: Condition, some: SomeOf, case: Checklist) -> bool:
        return self._count(some, case) == some.count - 1 and self._holds(when, case, some)

    def _count(self, some: SomeOf, case: Checklist) -> int:
        groups = self._groups[some]
        return len({groups[id] for id in case.present if id in groups})

    def _holds(self, part: str | Condition, case: Checklist, assumed: SomeOf) -> bool:
        """Whether a condition would hold, if *assumed* did."""
        if isinstance(part, str):
            return part in case.present
        if part.some_of:
            return part.some_of == assumed or self._count(part.some_of, case) >= part.some_of.count
        if part.all or part.any:
            each = (self._holds(one, case, assumed) for one in part.all or part.any or ())
            return all(each) if part.all else any(each)
        return fact_holds(part, case.child) is True


def whens(rulebook: Rulebook) -> dict[str, Condition]:
    """Every `when`, by the id of its statement."""
    own = {id: indicator.when for id, indicator in rulebook.indicators.items() if indicator.when}
    return own | {id: combination.when for id, combination in rulebook.combinations.items()}


def somes(when: Condition) -> list[SomeOf]:
    """Every `some_of` of a condition, each once."""
    found = (leaf.some_of for leaf in when.leaves() if not isinstance(leaf, str))
    return list(dict.fromkeys(some for some in found if some))


def edges(when: Condition) -> list[Edge]:
    """Every year at which an `age` of a condition begins or ends to hold."""
    ages = when.ages()
    found = [Edge(age.from_, age.from_ - 1) for age in ages if age.from_ > 0]
    found += [Edge(age.under - 1, age.under) for age in ages if age.under < 18]
    return list(dict.fromkeys(found))


def telling_ages(when: Condition) -> list[int]:
    """The last and the first age of each `age` of a condition."""
    return list(dict.fromkeys(year for age in when.ages() for year in (age.under - 1, age.from_)))


def _points(rulebook: Rulebook, all_whens: Mapping[str, Condition]) -> Iterator[Point]:
    yield from (Point("present", id) for id in rulebook.indicators)
    yield from (Point("fired", id) for id in rulebook.combinations)
    for id, when in all_whens.items():
        yield from (Point("met", id), Point("not_met", id))
        yield from (Point("one_short", id, some) for some in somes(when))
        for edge in edges(when):
            yield from (Point("inside", id, edge), Point("outside", id, edge))
        if when.ages():
            yield Point("not_known", id, "age")
        if any(not isinstance(leaf, str) and leaf.disabled for leaf in when.leaves()):
            yield Point("not_known", id, "disabled")


def _aged(child: Child, age: int) -> Child:
    return child.model_copy(update={"age": age, "unborn": False})
