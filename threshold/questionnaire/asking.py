"""Of which child a statement is asked. Nothing here touches an answer: what is not asked can still be searched for."""

from __future__ import annotations

from threshold.questionnaire.questions import UNBORN
from threshold.rulebook.condition import Condition
from threshold.rulebook.models import Indicator

NOT_BORN = -1


def worth_asking(indicator: Indicator, age: int | str | None, disabled: bool | None = None) -> bool:
    """Whether a statement is put to whoever tells of a child of that *age* (completed years, "unborn", or None: not
    known), *disabled* or not (None: not known): not where the rulebook keeps it for other children."""
    if indicator.asked_if_disabled and disabled is False:
        return False
    if age is None:
        return True
    years = NOT_BORN if age == UNBORN else int(age)
    return can_be_so(indicator, age) and (indicator.asked_from is None or years >= indicator.asked_from)


def can_be_so(indicator: Indicator, age: int | str | None) -> bool:
    """Whether a statement can be true of a child of that *age*, now or in the past: "16 or 17" cannot be of a child of
    9; "under 13" can still tell of the past of a child of 14."""
    if age is None or indicator.when is None:
        return True
    return (NOT_BORN if age == UNBORN else int(age)) >= _earliest(indicator.when)


def _earliest(when: Condition) -> int:
    """The age from which a condition can hold."""
    if when.age:
        return when.age.from_
    parts = [_earliest(part) for part in when.all or when.any or () if isinstance(part, Condition)]
    return (max if when.all else min)(parts, default=NOT_BORN)
