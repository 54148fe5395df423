"""Of which child a statement is asked. No finding and no level depends on it: whatever is ticked counts.

A statement that cannot be meant of this child is not asked, raises no question, and is no reason why not higher.
"""

from __future__ import annotations

from threshold.checklist import Child
from threshold.rulebook.condition import Condition
from threshold.rulebook.models import Indicator, Rulebook


def worth_asking(indicator: Indicator, child: Child) -> bool:
    """Whether a statement is put to whoever tells of this *child*: not where the rulebook keeps it for other
    children. What is not known of the child leaves nothing out."""
    if indicator.of_disabled_child and child.disabled is False:
        return False
    years = _years(child)
    if years is not None:
        early = indicator.asked_from is not None and years < indicator.asked_from
        late = indicator.asked_until is not None and years > indicator.asked_until
        if early or late:
            return False
    return can_be_so(indicator.when, child)


def fact_holds(fact: Condition, child: Child) -> bool | None:
    """Whether a fact about the child holds; None if it is not known."""
    if fact.unborn:
        return child.unborn
    if fact.disabled:
        return child.disabled
    if child.unborn or fact.age is None:
        return False
    return None if child.age is None else fact.age.from_ <= child.age < fact.age.under


def can_be_so(when: Condition | None, child: Child) -> bool:
    """Whether a condition can hold of this *child*, now or in the past: "16 or 17" cannot be of a child of 9; "under
    13" can still tell of the past of a child of 14."""

    def possible(leaf: str | Condition) -> bool:
        if isinstance(leaf, str) or leaf.some_of:
            return True
        once = leaf.age is not None and child.age is not None and child.age >= leaf.age.from_
        return once or fact_holds(leaf, child) is not False

    return when is None or when.possible(possible)


def _can_hold_now(when: Condition, child: Child) -> bool:
    """The same without the past: of a child of 14, "under 13" cannot."""
    return when.possible(
        lambda leaf: isinstance(leaf, str) or bool(leaf.some_of) or fact_holds(leaf, child) is not False
    )


def out_of_place(rulebook: Rulebook, child: Child) -> frozenset[str]:
    """The ids of everything that is not asked of this *child*, combinations that do not hold of it now included."""
    known = rulebook.prepared("of whom", _none_yet)
    key = child.age, child.unborn, child.disabled
    if key not in known:
        known[key] = frozenset(
            [
                *(i.id for i in rulebook.indicators.values() if not worth_asking(i, child)),
                *(c.id for c in rulebook.combinations.values() if not _can_hold_now(c.when, child)),
            ]
        )
    return known[key]


def _none_yet(_: Rulebook) -> dict[tuple[int | None, bool, bool | None], frozenset[str]]:
    return {}


def _years(child: Child) -> int | None:
    """Completed years; -1 of an unborn child; None if not known."""
    return -1 if child.unborn else child.age
