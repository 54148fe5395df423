"""Every problem in a rulebook at once, with its file, line and column, and what to do.

Errors keep a rulebook from being used rightly; warnings and notes are for a person to judge, and are silenced in
rulebook.yaml, with a reason. Exit code 1 if there is an error.
"""

from __future__ import annotations

import argparse
import json
import sys

from threshold.authoring.check import check
from threshold.commands import DONE, PROBLEMS
from threshold.errors import Problem
from threshold.rulebook.loading import read_rulebook, rule_files


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold rules check`."""
    parser.add_argument("rules", nargs="?", metavar="FOLDER", help="the rulebook's folder; without it, the shipped one")
    parser.add_argument("--json", action="store_true", help="the problems as data")


def run(given: argparse.Namespace) -> int:
    """Print the problems."""
    problems = check(read_rulebook(*rule_files(given.rules)))
    if given.json:
        sys.stdout.write(json.dumps([vars(problem) for problem in problems], indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _told(problems)))
    return PROBLEMS if any(problem.weight == "error" for problem in problems) else DONE


def _told(problems: tuple[Problem, ...]) -> list[str]:
    return [*(f"{problem}\n" for problem in problems), f"{len(problems)} problems."]
