"""JSON Schema of the rule files: an editor that knows it explains each key,
offers what can stand there and names mistakes.

threshold rules schema table                   prints that of the files in levels/
threshold rules schema --write rules/schema    all of them, each in its file

It offers the themes, sources and articles of the rulebook: write it again after
a new one. The first line of each rule file says where its schema is; in VS Code,
the extension “YAML” reads it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from threshold.authoring.schema import FILES, as_files
from threshold.commands import DONE
from threshold.commands.rules.folder import write
from threshold.errors import ThresholdError
from threshold.rulebook.loading import read_rulebook, rule_files, sound


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold rules schema`."""
    parser.add_argument(
        "kind",
        nargs="?",
        choices=list(FILES),
        help="table: the files in levels/; rulebook: rulebook.yaml; articles: uncrc_articles.yaml; "
        "words: everyday_words.yaml",
    )
    parser.add_argument("--write", metavar="FOLDER", help="write the schema there, and print nothing")
    parser.add_argument("--rules", metavar="PATH", help="the folder of another rulebook")


def run(given: argparse.Namespace) -> int:
    """Print or write the schemas."""
    if not (given.kind or given.write):
        raise ThresholdError(f"which schema? Say {', '.join(FILES)}\n  = or --write FOLDER, which writes them all")
    reading = read_rulebook(*rule_files(given.rules))
    sound(reading)
    wanted = [given.kind] if given.kind else list(FILES)
    made = as_files(reading.sheets)
    if not given.write:
        sys.stdout.write(made[FILES[given.kind]])
        return DONE
    folder = Path(given.write)
    write(folder, {FILES[kind]: made[FILES[kind]] for kind in wanted})
    sys.stderr.write("".join(f"threshold: wrote {folder / FILES[kind]}\n" for kind in wanted))
    return DONE
