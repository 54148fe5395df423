"""Statements of help that stand on the wrong side: a good sign that makes a level, or a bad one that makes none."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.authoring.desk import Check, Desk, problem
from threshold.errors import Problem


def _on_the_wrong_side(desk: Desk) -> Iterator[Problem]:
    for id, sheet, path, written in desk.statements():
        indicator = desk.rulebook.indicators.get(id)
        if indicator is None:
            continue
        good = {"help_accepted", "help_working"}.intersection(written.pattern)
        if good and indicator.counts:
            message = f"`{min(good)}` is good news, and here it makes Level {indicator.level}"
            help = "write `strength: true` here; or another `pattern`, if it is a worry"
        elif "help_refused" in written.pattern and indicator.strength:
            message = "`help_refused` is a worry, and a strength makes no level"
            help = "take out `strength`; or write another `pattern`, if it is good news"
        else:
            continue
        yield problem(sheet, (*path, "pattern"), message, help, id)


CHECKS = (
    Check(
        "help_on_the_wrong_side",
        "warning",
        "help that is accepted or works and makes a level, or help refused that makes none",
        _on_the_wrong_side,
    ),
)
