"""What changed between two versions of a rulebook, in words, and whose answers change.

OLD and NEW are folders, or revisions that git knows (HEAD, main, a tag). Without NEW: the rulebook as it stands now.
The cases are those of --cases, one on each line, as JSON (`threshold assess --help` says what a case looks like);
without it, the examples beside the rules. Of a case nothing is printed but its line.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from threshold.authoring.diff.changes import changes
from threshold.authoring.diff.impact import Comparison
from threshold.authoring.diff.trying import examples
from threshold.authoring.diff.versions import Diff, Version
from threshold.commands import DONE, PROBLEMS
from threshold.commands.printing import show_sections
from threshold.commands.rules.versions import version_files
from threshold.errors import RulebookError, ThresholdError
from threshold.reporting import text
from threshold.reporting.shape import printable
from threshold.rulebook.loading import read_rulebook, rule_files, sound
from threshold.rulebook.models import Rulebook
from threshold.saving import SavingError, is_one_file, save

NOW = "as it stands now"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold rules diff`."""
    parser.add_argument("old", metavar="OLD", help="the version before: a folder, or a revision")
    parser.add_argument(
        "new", metavar="NEW", nargs="?", help="the version after; without it, the rulebook as it is now"
    )
    parser.add_argument("--cases", metavar="FILE.jsonl", help="cases to try on both versions, one on each line")
    face = parser.add_mutually_exclusive_group()
    face.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        help="as text (the default), as data, or as a paper for the board (the default where FILE ends in .md)",
    )
    face.add_argument("--changelog", action="store_true", help="a draft of the entry in CHANGELOG.md")
    parser.add_argument("--output", metavar="FILE", help="write to a file that only you can read, and print nothing")
    parser.add_argument("--plain", action="store_true", help="no colour")
    parser.add_argument("--rules", metavar="PATH", help="the folder of another rulebook; revisions are looked up there")


def run(given: argparse.Namespace) -> int:
    """Compare two versions. Exit code 1 if a line of the cases is no case."""
    given.format = given.format or {".md": "markdown", ".json": "json"}.get(Path(given.output or "").suffix, "text")
    diff = _diff(given)
    if given.output is None and given.format == "text" and not given.changelog:
        from threshold.authoring.diff.words import sections

        show_sections(sections(diff), plain=given.plain)
    elif given.output is None:
        text.write(_rendered(diff, given))
    else:
        _save(given, _rendered(diff, given))
    return PROBLEMS if diff.impact.unread else DONE


def _save(given: argparse.Namespace, words: str) -> None:
    """Write to the file that was asked for, but never over the cases."""
    path = Path(given.output)
    if given.cases is not None and is_one_file(path, given.cases):
        raise SavingError(f"{path} holds the cases themselves\n  = give another file")
    save(path, words)
    sys.stderr.write(printable(f"threshold: wrote {path}\n"))


def _diff(given: argparse.Namespace) -> Diff:
    old = _version(given.old, given.rules, "old")
    new = _version(given.new, given.rules, "new")
    found = changes(old, new)
    if given.cases is None:
        tally = Comparison(old, new, found).tally(examples(old, new))
    else:
        from threshold.commands.rules.many import tally_of_file

        tally = tally_of_file(given.cases, old, new, found)
    return Diff(
        old=Version.of(old, given.old),
        new=Version.of(new, given.new or given.rules or NOW),
        changes=found,
        impact=tally.impact(examples=given.cases is None),
    )


def _version(name: str | None, rules: str | None, which: str) -> Rulebook:
    """The version that was asked for. Raises ThresholdError, which says which of the two is broken, and why."""
    try:
        return sound(read_rulebook(*(rule_files(rules) if name is None else version_files(name, rules))))
    except RulebookError as error:
        called = f" ({name or rules})" if name or rules else ""
        raise ThresholdError(
            f"the {which} version{called} is broken:\n\n{error}\n  = mend it, or give another version"
        ) from None


def _rendered(diff: Diff, given: argparse.Namespace) -> str:
    if given.changelog:
        from threshold.authoring.diff.paper import changelog

        return changelog(diff)
    if given.format == "markdown":
        from threshold.authoring.diff.paper import paper

        return paper(diff)
    if given.format == "json":
        return f"{diff.model_dump_json(indent=2)}\n"
    from threshold.authoring.diff.words import sections

    return "".join(f"{printable(line.text)}\n" for line in text.section_lines(sections(diff), text.USUAL))
