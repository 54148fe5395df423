"""Conditions that no case can meet."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.authoring.desk import Check, Desk, problem
from threshold.engine.clauses import some_of_groups
from threshold.errors import Problem
from threshold.rulebook.condition import Condition, SomeOf, Way
from threshold.rulebook.page import Path


def _never_met(desk: Desk) -> Iterator[Problem]:
    for part in desk.parts:
        if not isinstance(part.written, SomeOf) or not part.written.theme:
            continue
        some, theme = part.written, part.written.theme
        rows = len(set(some_of_groups(some, desk.rulebook.indicators).values()))
        if rows < some.count:
            yield problem(
                part.sheet,
                (*part.path, "count"),
                f"{some.count} signs of `{theme}` are asked for, and only {_strands(rows)} it",
                "two ticks in one strand are one sign: lower the count, or give more statements the theme",
                desk.about(part.sheet, part.path),
            )
    for _, sheet, path, written in desk.statements():
        if not written.when:
            continue
        clash = next((clash for way in written.when.conjunctions() if (clash := _clash(way))), None)
        if not clash:
            continue
        where, every = _innermost(written.when, (*path, "when"))
        yield problem(
            sheet,
            where,
            f"{'this' if every else 'one of the ways to meet this'} can never be met: no child is {clash}",
            "look at the ages again" if every else "take that way out, or look at the ages again",
            desk.about(sheet, path),
            key=True,
        )


def _strands(count: int) -> str:
    return "no strand has" if not count else "1 strand has" if count == 1 else f"{count} strands have"


def _clash(way: Way) -> str | None:
    """What is said of the child in a way to meet a condition, where no child is like that."""
    ages = [leaf.age for leaf in way if not isinstance(leaf, str) and leaf.age]
    unborn = any(not isinstance(leaf, str) and leaf.unborn for leaf in way)
    said = sorted(map(str, ages))
    if unborn and ages:
        return f"unborn and {said[0]}"
    if ages and max(age.from_ for age in ages) >= min(age.under for age in ages):
        return " and ".join(said)
    return None


def _innermost(when: Condition, path: Path) -> tuple[Path, bool]:
    """The smallest part of a condition that can never be met, and True; without one, the whole, and False."""
    every = all(_clash(way) for way in when.conjunctions())
    for key, parts in (("all", when.all or ()), ("any", when.any or ())):
        for index, part in enumerate(parts):
            if not isinstance(part, str):
                inner, found = _innermost(part, (*path, key, index))
                if found:
                    return inner, True
    return path, every


CHECKS = (Check("never_met", "error", "a condition that no case can meet", _never_met),)
