"""The same case with other answers: what would change.

threshold what-if CASE.json +health.self_harm          it is so
threshold what-if CASE.json -health.self_harm          it is not so
threshold what-if CASE.json '?health.self_harm'        it is not known
threshold what-if CASE.json age=12 disabled=yes        about the child; also
                                                       age=unknown, unborn,
                                                       unborn=no, disabled=no
                                                       or disabled=unknown

Several together are tried as one. Put words with a ? in quotes.
CASE.json is what `threshold assess` reads. It is not changed.
"""

from __future__ import annotations

import argparse

from threshold.assessing.supposing import what_if
from threshold.commands import DONE, case
from threshold.commands.case import arrange
from threshold.reporting import text
from threshold.reporting.supposition import what_if_sections

__all__ = ["arguments", "arrange", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold what-if`."""
    case.arguments(parser)
    parser.add_argument("words", nargs="+", metavar="WHAT", help="+id, -id, ?id, age=12, unborn, disabled=yes")


def run(given: argparse.Namespace) -> int:
    """Compare the case with what it would be."""
    checklist, rulebook, _ = case.answered(given)
    tried = what_if(checklist, given.words, rulebook, given.engine)
    if given.json:
        text.write(tried.model_dump_json(indent=2))
        return DONE
    case.show(what_if_sections(tried, rulebook), rulebook, given.plain)
    return DONE
