"""A second opinion: which statements hold, read straight off the conditions. It knows nothing of clauses or engines.

Three-valued logic: met (True), not met (False), not known (None). Age and disability can be not known; a statement that
is not ticked is not met, whatever else was said of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from threshold.checklist import Checklist, Child
from threshold.rulebook.condition import Age, Condition, SomeOf
from threshold.rulebook.models import Rulebook

Truth = bool | None


def holding(rulebook: Rulebook, checklist: Checklist) -> set[tuple[str, bool]]:
    """Every statement that holds, and whether it is firm: met, and not only possible."""
    ticked = frozenset(checklist.present)
    truths: dict[str, Truth] = {}
    for id, indicator in rulebook.indicators.items():
        if id in ticked:
            truths[id] = _truth(indicator.when, ticked, checklist.child, rulebook) if indicator.when else True
    for id, combination in rulebook.combinations.items():
        truths[id] = _truth(combination.when, ticked, checklist.child, rulebook)
    return {(id, truth is True) for id, truth in truths.items() if truth is not False}


def strongest(fired: Iterable[tuple[str, bool]]) -> set[tuple[str, bool]]:
    """What an engine fired, each statement once: one that is firm in one way need not be certain in another."""
    best: dict[str, bool] = {}
    for id, firm in fired:
        best[id] = best.get(id, False) or firm
    return set(best.items())


def _truth(when: str | Condition, ticked: frozenset[str], child: Child, rulebook: Rulebook) -> Truth:
    if isinstance(when, str):
        return when in ticked
    if when.all:
        return _all([_truth(part, ticked, child, rulebook) for part in when.all])
    if when.any:
        return _any([_truth(part, ticked, child, rulebook) for part in when.any])
    if when.some_of:
        return _counted(when.some_of, ticked, rulebook) >= when.some_of.count
    if when.age:
        return _of_age(when.age, child)
    return child.disabled if when.disabled else child.unborn


def _all(truths: list[Truth]) -> Truth:
    if False in truths:
        return False
    return None if None in truths else True


def _any(truths: list[Truth]) -> Truth:
    if True in truths:
        return True
    return None if None in truths else False


def _of_age(age: Age, child: Child) -> Truth:
    if child.unborn:
        return False
    return None if child.age is None else age.from_ <= child.age < age.under


def _counted(some: SomeOf, ticked: frozenset[str], rulebook: Rulebook) -> int:
    """How many of the statements named are ticked; of a theme, in how many strands one is that is no strength."""
    if some.of:
        return len(ticked.intersection(some.of))
    said = [rulebook.indicators[id] for id in ticked]
    return len({(i.domain, i.strand) for i in said if some.theme in i.themes and not i.strength})
