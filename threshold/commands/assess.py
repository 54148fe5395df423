"""What the threshold document says of a case.

CASE.json holds what is reported, by indicator id:
  {"present": ["health.self_harm"], "absent": [], "not_known": [],
   "child": {"age": 14, "unborn": false, "disabled": null},
   "judgement": {"level": 3, "reason": "pattern_over_time"}}
Every key may be left out. No names: a child has an age, and no name.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from threshold.assessing import assess
from threshold.checklist import LARGEST, Checklist
from threshold.commands import DONE
from threshold.errors import ChecklistError
from threshold.reporting import text
from threshold.reporting.outline import outline
from threshold.rulebook.loading import load_rulebook


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold assess`."""
    parser.add_argument("case", metavar="CASE.json", help="the file, or - for standard input")
    parser.add_argument("--json", action="store_true", help="the whole assessment as JSON")
    parser.add_argument("--plain", action="store_true", help="no colour")
    parser.add_argument("--rules", metavar="PATH", help="the folder of another rulebook")
    parser.add_argument("--engine", choices=("durable-rules", "table"), help="which engine matches; they answer alike")


def run(given: argparse.Namespace) -> int:
    """Answer one case."""
    try:
        checklist = Checklist.from_json(_read(given.case))
        answer = assess(checklist, load_rulebook(given.rules), given.engine)
    except ChecklistError as error:
        where = "standard input" if given.case == "-" else given.case
        raise ChecklistError([f"{where}: {fault}" for fault in error.faults]) from None
    if given.json:
        text.write(answer.model_dump_json(indent=2))
        return DONE
    colour = text.wants_colour(sys.stdout, dict(os.environ), given.plain)
    text.show(text.lines(outline(answer), shutil.get_terminal_size().columns), sys.stdout, colour)
    return DONE


def _read(case: str) -> bytes:
    """The case, never more than could be one."""
    try:
        if case == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        with Path(case).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise ChecklistError([f"{error.strerror}: give a JSON file, or - for standard input"]) from None
