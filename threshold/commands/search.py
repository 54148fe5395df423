"""Find statements by their words: `threshold search bruise`, `threshold search county lines`."""

from __future__ import annotations

import argparse
import sys

from threshold.commands import DONE, PROBLEMS
from threshold.reporting import text
from threshold.reporting.phrases import kind
from threshold.rulebook.loading import load_rulebook
from threshold.searching import nothing_found, perhaps, search


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold search`."""
    parser.add_argument(
        "words", nargs="+", metavar="WORDS", help="what has most of them comes first; everyday words will do"
    )
    parser.add_argument("--json", action="store_true", help="the statements as JSON, one on each line")
    parser.add_argument("--rules", metavar="PATH", help="the folder of another rulebook")


def run(given: argparse.Namespace) -> int:
    """Print the statements found; exit 1 if there is none."""
    rulebook = load_rulebook(given.rules)
    words = " ".join(given.words)
    found = search(rulebook, words)
    if found.perhaps:
        sys.stderr.write(f"threshold: {perhaps(rulebook, found)}\n")
    for indicator in found.indicators:
        if given.json:
            text.write(indicator.model_dump_json(by_alias=True))
            continue
        citation = indicator.citations[0]
        what = kind(indicator).lower() or f"Level {indicator.level}"
        text.write(f"{indicator.id}  ({what}, page {citation.page})\n    {indicator.text}\n    “{citation.quote}”")
    if not found.indicators:
        sys.stderr.write(f"threshold: {nothing_found(rulebook, found)}\n")
        return PROBLEMS
    return DONE
