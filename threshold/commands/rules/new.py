"""A rulebook to begin with, for another partnership: it loads, its examples pass,
and it can be asked at once.

threshold rules new ../our_rules --title "Our threshold document" --levels 3

Every statement in it is a placeholder. It invents no law, no service and no
number: your own document fills it.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from threshold.authoring.new import FEWEST, MOST, skeleton
from threshold.commands import DONE
from threshold.commands.rules.folder import NotWrittenError, write

TITLE = "New threshold document (placeholder)"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold rules new`."""
    parser.add_argument("folder", metavar="FOLDER", help="where to make it: a folder that is empty, or not there yet")
    parser.add_argument("--title", default=TITLE, help="the title of your threshold document, in quotation marks")
    parser.add_argument(
        "--levels",
        type=int,
        default=4,
        choices=range(FEWEST, MOST + 1),
        metavar="N",
        help=f"how many levels of need it has, {FEWEST} to {MOST}; 4, unless you say so",
    )


def run(given: argparse.Namespace) -> int:
    """Make the folder, and say what to do next."""
    folder = Path(given.folder)
    _must_be_empty(folder)
    made = skeleton(_templates(files("threshold.authoring") / "skeleton"), given.title, given.levels)
    write(folder, made)
    sys.stdout.write(_NEXT.format(folder=folder, quoted=shlex.quote(str(folder)), levels=given.levels))
    return DONE


def _must_be_empty(folder: Path) -> None:
    try:
        if folder.is_dir() and not any(folder.iterdir()):
            return
        if not folder.exists() and not folder.is_symlink():
            return
        what = "there is something in this folder already" if folder.is_dir() else "this is not a folder"
    except (OSError, ValueError) as error:
        what = str(error.strerror) if isinstance(error, OSError) else "that is no name of a folder"
    raise NotWrittenError(f"{folder}: {what}\n  = give the name of a new folder: nothing is written over")


def _templates(folder: Traversable, within: str = "") -> dict[str, str]:
    """The text of each file of a folder, by its name within it."""
    found: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        name = f"{within}{file.name}"
        found |= _templates(file, f"{name}/") if file.is_dir() else {name: file.read_text(encoding="utf-8")}
    return found


_NEXT = """\
A new rulebook of {levels} levels is in {folder}. Every statement in it is a
placeholder: it says nothing about any child until you have written it.

  README.md                   how to write a rulebook: read it first
  rulebook.yaml               the title page: begin here
  levels/general.yaml         the levels themselves
  levels/example_table.yaml   each kind of entry once: copy it for each table
  uncrc_articles.yaml         the rights of the child that your document names
  CHANGELOG.md                what you change, and for which children
  schema/                     for your editor; nothing to do there

Next:
  threshold rules check --rules {quoted}
  threshold ask --rules {quoted}
"""
