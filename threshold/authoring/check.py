"""`rules check`: everything that is wrong with a rulebook, or may be, in one go.

What keeps a rulebook from loading comes from reading it, under the checks of READING; the checks of `checks` look at
one that loads. A warning or note is silenced in rulebook.yaml, with a reason; an error never.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from threshold.authoring.before import Before
from threshold.authoring.checks import SENSE
from threshold.authoring.desk import Check, Desk, problem
from threshold.errors import Problem
from threshold.rulebook.form import Silenced
from threshold.rulebook.loading import Reading

READING = {
    "file": "a file that is missing, or cannot be had",
    "yaml": "a file that cannot be read, or would be read as something else than was meant",
    "form": "a key that is unknown or missing, or a value that cannot stand there",
    "names": "a name of something that is not there, or stands twice",
}
SILENCES = "idle_silence"  # the check that looks at the silences


@dataclass(frozen=True)
class Checked:
    """What was found, in the order of the files: the *problems*, and those *silenced*, each with its reason."""

    problems: tuple[Problem, ...]
    silenced: tuple[tuple[Problem, str], ...] = ()

    def count(self, weight: str) -> int:
        """How many problems are of that weight."""
        return sum(problem.weight == weight for problem in self.problems)


def check(reading: Reading, before: Before | None = None) -> Checked:
    """Every problem of what was read. *before* is the version before it, where there is one."""
    if reading.rulebook is None or reading.sheets is None:
        return Checked(reading.problems)
    desk = Desk(reading.rulebook, reading.sheets, before)
    found = [_named(one, check) for check in SENSE for one in check.look(desk)]
    silences = desk.sheets.title.written.silenced
    by: dict[Problem, Silenced | None] = {one: _silence(one, silences) for one in found}
    loud = [one for one, silence in by.items() if not silence]
    loud += _idle(desk, found)
    order = {sheet.page.file: place for place, sheet in enumerate(desk.sheets)}
    return Checked(
        tuple(sorted(loud, key=lambda one: (order[one.file], one))),
        tuple(
            (one, silence.reason)
            for one, silence in sorted(by.items(), key=lambda x: (order[x[0].file], x[0]))
            if silence
        ),
    )


def _named(found: Problem, check: Check) -> Problem:
    return replace(found, check=check.name, weight=check.weight if found.weight == "error" else found.weight)


def _silence(found: Problem, silences: Sequence[Silenced]) -> Silenced | None:
    return next((silence for silence in silences if _fits(silence, found)), None)


def _fits(silence: Silenced, found: Problem) -> bool:
    return found.weight != "error" and silence.check == found.check and silence.of in (None, found.about)


def _idle(desk: Desk, found: Sequence[Problem]) -> Iterator[Problem]:
    """Each silence that takes nothing out."""
    title = desk.sheets.title
    names = [check.name for check in SENSE]
    for index, silence in enumerate(title.written.silenced):
        if any(_fits(silence, one) for one in found):
            continue
        of = f" of `{silence.of}`" if silence.of else ""
        if silence.check in READING or silence.check == SILENCES:
            message, help = f"`{silence.check}` cannot be silenced", "mend what it finds, and take this silence out"
        elif silence.check not in names:
            near = difflib.get_close_matches(silence.check, names, 1, 0.6)
            message = f"there is no check `{silence.check}`, so this silences nothing"
            help = f"did you mean `{near[0]}`?" if near else "the name of a check stands below what it finds"
        elif any(one.check == silence.check and one.weight == "error" for one in found):
            message, help = f"`{silence.check}`{of} is an error, and cannot be silenced", "mend it, and take this out"
        else:
            message, help = f"`{silence.check}` finds nothing{of}, so this silences nothing", "take it out"
        idle = problem(title, ("silenced", index, "check"), message, help, silence.of or silence.check)
        yield replace(idle, check=SILENCES, weight="warning")
