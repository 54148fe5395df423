"""Ages that leave a gap between statements of one strand, or overlap; and ages that are told and not asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from threshold.authoring.desk import Check, Desk, problem
from threshold.errors import Problem
from threshold.rulebook import form
from threshold.rulebook.condition import Age, Condition, Way
from threshold.rulebook.page import Path
from threshold.rulebook.sheets import Sheet, level_of

_TOLD = re.compile(r"\b(?:under|over|below|aged?|age of)\s+(?:the age of\s+)?(\d{1,2})\b", re.IGNORECASE)
GROWN_UP = 18  # every child is under it, so no `when` need say so


class _Aged(NamedTuple):
    """A statement about children of some ages."""

    age: Age
    id: str
    level: int
    sheet: Sheet[form.DomainFile]
    path: Path


def _do_not_meet(desk: Desk) -> Iterator[Problem]:
    """Statements of one strand that differ in their ages, and ask for the same besides: one for each age is meant."""
    groups: dict[tuple[str, Way], list[_Aged]] = {}
    for id, sheet, path, written in desk.statements():
        ways = written.when.conjunctions() if written.when else []
        ages = [leaf.age for way in ways for leaf in way if not isinstance(leaf, str) and leaf.age]
        if len(ways) == len(ages) == 1:
            rest = frozenset(leaf for leaf in ways[0] if isinstance(leaf, str) or not leaf.age)
            strand = desk.about(sheet, path[:2])
            groups.setdefault((strand, rest), []).append(_Aged(ages[0], id, level_of(path), sheet, path))
    for group in groups.values():
        group.sort(key=lambda one: (one.age.from_, one.age.under))
        for one, other in pairwise(group):
            said = _between(one, other)
            if said:
                yield problem(other.sheet, (*other.path, "when"), *said, other.id, key=True)


def _between(one: _Aged, other: _Aged) -> tuple[str, str] | None:
    """What is wrong between two ranges of ages, the first of which begins no later. One inside the other is meant."""
    if one.age.under < other.age.from_:
        ages = _ages(one.age.under, other.age.from_)
        return (
            f"neither this nor `{one.id}` speaks of a child of {ages}",
            "let the second begin where the first ends: `under: 8` goes with `from: 8`",
        )
    if one.age.from_ < other.age.from_ < one.age.under < other.age.under and one.level != other.level:
        ages = _ages(other.age.from_, one.age.under)
        return f"this and `{one.id}` both speak of a child of {ages}", "the higher level counts there: is it meant?"
    return None


def _ages(first: int, under: int) -> str:
    return str(first) if under - first == 1 else f"{first} to {under - 1}"


def _only_told(desk: Desk) -> Iterator[Problem]:
    for id, sheet, path, written in desk.statements():
        asked = _bounds(written.when) if written.when else set()
        for key in ("text", "quote"):
            told = [int(age) for age in _TOLD.findall(getattr(written, key))]
            lost = [age for age in told if age not in {*asked, GROWN_UP}]
            if lost:
                yield problem(
                    sheet,
                    (*path, key),
                    f"the age {lost[0]} is told here, and `when` does not ask for it",
                    f"add it to `when`, such as `age: {{under: {lost[0]}}}`, or the statement holds at any age",
                    id,
                )
                break


def _bounds(when: Condition) -> set[int]:
    return {bound for age in when.ages() for bound in (age.from_, age.under, age.under - 1)}


CHECKS = (
    Check("ages_do_not_meet", "note", "ages of one strand that leave a gap, or overlap at two levels", _do_not_meet),
    Check("age_only_told", "warning", "an age in the words of a statement that its `when` does not have", _only_told),
)
