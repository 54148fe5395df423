"""What the threshold document says of a case.

CASE.json holds what is reported, by indicator id:
  {"present": ["health.self_harm"], "absent": [], "not_known": [],
   "child": {"age": 14, "unborn": false, "disabled": null},
   "judgement": {"level": 3, "reason": "pattern_over_time"},
   "unsaid": ["goes missing"], "something_else": false}
Every key may be left out. What was seen and no statement says: "unsaid", by
those of the rulebook's everyday words that name no statement; and
"something_else", whether there is more. No names: a child has an age, and no
name.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from threshold.commands import DONE
from threshold.commands.case import answered
from threshold.commands.printing import show
from threshold.reporting import faces, text
from threshold.reporting.outline import outline
from threshold.reporting.shape import printable
from threshold.saving import SavingError, is_one_file, save


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold assess`."""
    parser.add_argument("case", metavar="CASE.json", help="the file, or - for standard input")
    face = parser.add_mutually_exclusive_group()
    face.add_argument(
        "--format",
        choices=list(faces.FACES),
        default="text",
        help="the report as text (the default), markdown, html or json; or referral: a sheet for a referral form, "
        "with blanks for all that is personal",
    )
    face.add_argument("--json", action="store_const", const="json", dest="format", help="the whole assessment as JSON")
    parser.add_argument("--output", metavar="FILE", help="write to a file that only you can read, and print nothing")
    parser.add_argument("--plain", action="store_true", help="no colour")
    parser.add_argument("--rules", metavar="PATH", help="the folder of another rulebook")
    parser.add_argument("--engine", choices=("durable-rules", "table"), help="which engine matches; they answer alike")


def run(given: argparse.Namespace) -> int:
    """Answer one case."""
    checklist, _, answer = answered(given)
    if given.output is not None:
        _save(given, faces.render(given.format, answer, checklist))
    elif given.format == "text":
        show(lambda width: text.lines(outline(answer), width), plain=given.plain)
    else:
        text.write(faces.render(given.format, answer, checklist))
    return DONE


def _save(given: argparse.Namespace, report: str) -> None:
    """Write the report, but never over the case that it answers."""
    path = Path(given.output)
    if is_one_file(path, given.case):
        raise SavingError(f"{path} is the case itself\n  = give another file")
    save(path, report)
    sys.stderr.write(printable(f"threshold: wrote {path}\n"))
