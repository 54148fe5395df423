"""`rules check`: everything that is wrong with a rulebook, or may be, in one go.

What keeps a rulebook from loading comes from reading it, under the checks of READING; the checks of `checks` look at
one that loads. A warning or note is silenced in rulebook.yaml, with a reason; an error never.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from threshold.authoring.checks import SENSE
from threshold.authoring.desk import Check, Desk, problem
from threshold.errors import Problem
from threshold.rulebook.loading import Reading

READING = {
    "file": "a file that is missing, or cannot be had",
    "yaml": "a file that cannot be read, or would be read as something else than was meant",
    "form": "a key that is unknown or missing, or a value that cannot stand there",
    "names": "a name of something that is not there, or stands twice",
}
SILENCES = "silenced"  # the check that looks at the silences


def check(reading: Reading, before: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """Every problem of what was read, in the order of the files; those silenced with a reason left out.

    *before*: the ids of the version before, to see which have vanished.
    """
    if reading.rulebook is None or reading.sheets is None:
        return reading.problems
    desk = Desk(reading.rulebook, reading.sheets, before)
    found = [_named(one, check) for check in SENSE for one in check.look(desk)]
    order = {sheet.page.file: place for place, sheet in enumerate(desk.sheets)}
    return tuple(sorted(_not_silenced(desk, found), key=lambda one: (order.get(one.file, -1), one)))


def _named(found: Problem, check: Check) -> Problem:
    return replace(found, check=check.name, weight=check.weight if found.weight == "error" else found.weight)


def _not_silenced(desk: Desk, found: Iterable[Problem]) -> Iterator[Problem]:
    """What no silence takes out; and each silence that takes nothing out."""
    title = desk.sheets.title
    idle = dict(enumerate(title.written.silenced))
    for one in found:
        fitting = [
            index
            for index, silence in enumerate(title.written.silenced)
            if silence.check == one.check and silence.of in (None, one.about) and one.weight != "error"
        ]
        if not fitting:
            yield one
        for index in fitting:
            idle.pop(index, None)
    for index, silence in idle.items():
        of = f" of `{silence.of}`" if silence.of else ""
        found_none = problem(
            title,
            ("silenced", index),
            f"nothing is found by `{silence.check}`{of}, so this silences nothing",
            "take it out; an error cannot be silenced",
            silence.of or silence.check,
        )
        yield replace(found_none, check=SILENCES, weight="warning")
