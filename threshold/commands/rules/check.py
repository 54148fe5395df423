"""Every problem in a rulebook at once, with its file, line and column, and what
to do. Exit code 1 if there is an error.

Errors keep a rulebook from being used rightly. Warnings and notes are for a
person to judge. One that is meant is silenced in rulebook.yaml, by the two names
that stand below it, and with a reason:

  silenced:
    - check: hard_to_read
      of: health.self_harm
      reason: Apart, the two halves would not mean Level 4.

Where two engines run on this machine, they are seen to agree on the rules.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from threshold.authoring.before import Before, before
from threshold.authoring.check import READING, Checked, check
from threshold.commands import DONE, PROBLEMS, complain
from threshold.commands.rules.versions import LAST, NoSuchVersionError, is_changed, version_files
from threshold.engine import engine_names
from threshold.errors import Problem
from threshold.rulebook.loading import TITLE_PAGE, Reading, read_rulebook, rule_files


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold rules check`."""
    parser.add_argument("--rules", metavar="PATH", help="the folder of another rulebook; without it, the shipped one")
    parser.add_argument(
        "--since",
        metavar="OLD",
        help="the version before: a folder, or a revision of git; without it, the last one committed",
    )
    parser.add_argument("--json", action="store_true", help="the problems as data")
    parser.add_argument("--strict", action="store_true", help="exit with 1 for a warning too")


def run(given: argparse.Namespace) -> int:
    """Print the problems."""
    files, problems = rule_files(given.rules)
    reading = read_rulebook(files, problems)
    found = check(reading, _before(given.since, given.rules, files) if reading.rulebook else None)
    sys.stdout.write(_as_data(found, reading) if given.json else _told(found, reading))
    return PROBLEMS if found.count("error") or (given.strict and found.count("warning")) else DONE


def _before(since: str | None, rules: str | None, files: Mapping[str, bytes]) -> Before | None:
    """The version before; None if there is none, or nothing has changed since. Raises NoSuchVersionError."""
    if since is None and not is_changed(rules):
        return None
    try:
        old, _ = version_files(since or LAST, rules)
    except NoSuchVersionError:
        if since:
            raise
        return None
    if TITLE_PAGE not in old:
        if since:
            raise NoSuchVersionError(
                f"there is no rulebook in `{since[:80]}`\n  = give a folder that holds {TITLE_PAGE}"
            )
        return None
    earlier = before(since or "the last committed version", old, files)
    for file in earlier.unread:
        complain(f"{file} of {earlier.name} cannot be read\n  = see for yourself which ids stood there")
    return earlier


def _told(found: Checked, reading: Reading) -> str:
    problems = "".join(f"{_shown(problem)}\n\n" for problem in found.problems)
    it = "it is" if len(found.problems) == 1 else "they are"
    rest = "" if reading.rulebook else f" Once {it} mended, the rest is checked."
    return f"{problems}{_summary(found)}{rest}\n"


def _shown(problem: Problem) -> str:
    """A problem, and what to write in `silenced` for it."""
    if problem.check in READING:
        return str(problem)
    of = f", of: {problem.about}" if problem.about else ""
    return f"{problem}\n  (check: {problem.check}{of})"


def _summary(found: Checked) -> str:
    """How many problems of each weight: "1 error, 2 notes; 4 silenced with a reason."."""
    counts = ((found.count(weight), weight) for weight in ("error", "warning", "note"))
    said = ", ".join(f"{count:,} {weight}{'s' if count > 1 else ''}" for count, weight in counts if count)
    silenced = f"; {len(found.silenced):,} silenced with a reason" if found.silenced else ""
    return f"{said or 'No problems'}{silenced}."


def _as_data(found: Checked, reading: Reading) -> str:
    book = reading.rulebook
    data: dict[str, Any] = {
        "rulebook": book and {"id": book.id, "version": book.version, "status": book.status, "digest": book.digest},
        "engines": engine_names(),  # those that were seen to agree
        "counts": {weight: found.count(weight) for weight in ("error", "warning", "note")}
        | {"silenced": len(found.silenced)},
        "problems": [vars(problem) for problem in found.problems],
        "silenced": [{**vars(problem), "reason": reason} for problem, reason in found.silenced],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
