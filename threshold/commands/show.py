"""What the document says, with its words and pages.

threshold show                     what there is
threshold show personal_hygiene    a strand, from its first level to its last
threshold show health.self_harm    a statement
threshold show level 3             a level: need, agencies, what to do, every statement
threshold show article 34          all that engages a right, by level
"""

from __future__ import annotations

import argparse

from threshold.commands import DONE
from threshold.commands.printing import show_sections
from threshold.reporting.ladder import Leaf
from threshold.rulebook.loading import load_rulebook


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold show`."""
    parser.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help="a strand, a statement, `level 2`, `article 34`; nothing for the contents",
    )
    parser.add_argument("--plain", action="store_true", help="no colour")
    parser.add_argument("--rules", metavar="PATH", help="the folder of another rulebook")


def run(given: argparse.Namespace) -> int:
    """Print the page."""
    leaf = Leaf(load_rulebook(given.rules))
    sections = leaf.about(given.what) if given.what else leaf.contents()
    show_sections(sections, plain=given.plain)
    return DONE
