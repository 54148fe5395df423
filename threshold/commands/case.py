"""What the commands on one case share: reading it, asking for its answer, showing sections."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from threshold.assessing import assess
from threshold.assessment import Assessment
from threshold.checklist import LARGEST, Checklist
from threshold.commands.printing import show_sections
from threshold.engine import engine_names
from threshold.errors import ChecklistError, ThresholdError
from threshold.reporting.shape import Item, Section
from threshold.rulebook.loading import load_rulebook
from threshold.rulebook.models import Rulebook

_FLAGS, _WITH_VALUE = ("--help", "--json", "--plain", "--rules", "--engine"), ("--rules", "--engine")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The case, and the options of every command on a case."""
    parser.add_argument("case", metavar="CASE.json", help="the file, or - for standard input")
    parser.add_argument("--json", action="store_true", help="the result as data")
    parser.add_argument("--plain", action="store_true", help="no colour")
    parser.add_argument("--rules", metavar="PATH", help="the folder of another rulebook")
    parser.add_argument("--engine", choices=("durable-rules", "table"), help="which engine matches; they answer alike")


def arrange(words: Sequence[str]) -> list[str]:
    """The options first, and everything else behind `--`: so that `-id` is never taken for an option."""
    options: list[str] = []
    rest: list[str] = []
    pending = iter(words)
    for word in pending:
        name, equals, _ = word.partition("=")
        if word == "--":
            rest += pending
        elif word == "-h" or (name.startswith("--") and any(flag.startswith(name) for flag in _FLAGS)):
            options.append(word)
            if not equals and any(option.startswith(name) for option in _WITH_VALUE):
                options += [value for value in [next(pending, None)] if value is not None]
        else:
            rest.append(word)
    return [*options, "--", *rest]


def answered(given: argparse.Namespace) -> tuple[Checklist, Rulebook, Assessment]:
    """The case that was given, the rulebook, and its answer. Raises ChecklistError, naming the file."""
    try:
        checklist = Checklist.from_json(_read(given.case))
        rulebook = load_rulebook(given.rules)
        return checklist, rulebook, assess(checklist, rulebook, known_engine(given.engine))
    except ChecklistError as error:
        where = "standard input" if given.case == "-" else given.case
        raise ChecklistError([f"{where}: {fault}" for fault in error.faults]) from None


def _read(case: str) -> bytes:
    """The case, never more than could be one."""
    try:
        if case == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        with Path(case).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        why = error.strerror
    except ValueError:
        why = "that is no name of a file"
    raise ChecklistError([f"{why}: give a JSON file, or - for standard input"])


def known_engine(name: str | None) -> str | None:
    """The engine that was asked for. Raises ThresholdError, if this machine does not have it."""
    if name and name not in engine_names():
        known = ", ".join(engine_names())
        raise ThresholdError(f"there is no engine `{name}` on this machine\n  = what there is: {known}")
    return name


def show(sections: Iterable[Section], rulebook: Rulebook, plain: bool) -> None:
    """Print sections, below what is said before everything else."""
    first = Section(rulebook.emergency.text, (Item(rulebook.caveat),))
    show_sections([first, *sections], plain=plain)
