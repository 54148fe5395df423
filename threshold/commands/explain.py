"""Why a statement counts in a case, or does not, and why not the next level.

threshold explain CASE.json health.self_harm

ID is that of any statement or combination; `threshold search WORDS` finds it.
CASE.json is what `threshold assess` reads.
"""

from __future__ import annotations

import argparse

from threshold.assessing.explaining import explanation
from threshold.commands import DONE, case
from threshold.commands.case import arrange
from threshold.reporting import text
from threshold.reporting.explanation import in_words

__all__ = ["arguments", "arrange", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold explain`."""
    case.arguments(parser)
    parser.add_argument("id", metavar="ID", help="the id of a statement or a combination")


def run(given: argparse.Namespace) -> int:
    """Explain one statement of one case."""
    checklist, rulebook, answer = case.answered(given)
    told = explanation(answer, checklist, rulebook, given.id)
    if given.json:
        text.write(told.model_dump_json(indent=2))
        return DONE
    case.show(in_words(told, rulebook), rulebook, given.plain)
    return DONE
