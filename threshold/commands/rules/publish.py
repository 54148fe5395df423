"""The threshold document itself, made from the rulebook: one page for a browser or
a printer, or Markdown.

threshold rules publish --output threshold.html    contents, levels, tables,
                                                   rights, glossary, changes
threshold rules publish --output threshold.md      the same as Markdown

The file is for everyone to read, with the permissions of any new file. The list
of changes is CHANGELOG.md beside the rules, if there, or the file of --changes.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from threshold.authoring.check import check
from threshold.commands import DONE
from threshold.errors import ThresholdError
from threshold.reporting import text
from threshold.reporting.publication import FACES, publication, render
from threshold.reporting.shape import printable
from threshold.rulebook.loading import Reading, read_rulebook, rule_files, sound
from threshold.rulebook.location import shipped_rules
from threshold.rulebook.models import Rulebook
from threshold.saving import SavingError, is_one_file, save

CHANGES = "CHANGELOG.md"


class ChangesError(ThresholdError):
    """The list of changes cannot be read."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold rules publish`."""
    parser.add_argument(
        "--format", choices=FACES, help="html (the default), or markdown (the default where FILE ends in .md)"
    )
    parser.add_argument("--output", metavar="FILE", help="write to a file that everyone may read, and print nothing")
    parser.add_argument("--rules", metavar="PATH", help="the rulebook's folder; without it, the shipped one")
    parser.add_argument(
        "--changes", metavar="FILE.md", help=f"the list of changes; without it, {CHANGES} of the folder"
    )


def run(given: argparse.Namespace) -> int:
    """Print the document, or write it."""
    folder = Path(given.rules) if given.rules is not None else shipped_rules()
    files, problems = rule_files(given.rules)
    reading = read_rulebook(files, problems)
    rulebook = sound(reading)
    assert reading.sheets  # a rulebook that is sound has them
    beside = folder / CHANGES
    changes = Path(given.changes) if given.changes is not None else beside if beside.exists() else None
    said = _read(changes) if changes else ""
    made = publication(rulebook, reading.sheets, said)
    face = given.format or ("markdown" if str(given.output).lower().endswith(".md") else "html")
    if given.output is None:
        text.write(render(face, made).removesuffix("\n"))
        return DONE
    path = Path(given.output)
    _refuse_what_it_is_made_from(path, [folder / name for name in files] + ([changes] if changes else []))
    save(path, render(face, made))
    path.chmod(_ordinary())
    told = [*_told(path, rulebook, changes), *_not_ready(reading, rulebook, said)]
    sys.stderr.write(printable("".join(f"{line}\n" for line in told)))
    return DONE


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ChangesError(f"{path} is not written in UTF-8\n  = save it as UTF-8, or give another file") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no file can have that name"
        raise ChangesError(f"the list of changes {path} cannot be read: {why}\n  = give another file") from None


def _refuse_what_it_is_made_from(path: Path, sources: list[Path]) -> None:
    if any(is_one_file(path, source) for source in sources):
        raise SavingError(f"{path} is a file that the document is made from\n  = give another file")


def _ordinary() -> int:
    """The permissions that a new file has here: it is published, and no secret."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def _not_ready(reading: Reading, rulebook: Rulebook, changes: str) -> Iterator[str]:
    """What should not go out like this."""
    found = check(reading)
    counts = [(found.count(weight), weight) for weight in ("error", "warning")]
    said = " and ".join(f"{count} {weight}{'s' if count > 1 else ''}" for count, weight in counts if count)
    if said:
        yield f"  NOT READY: the rules have {said}\n  = see `threshold rules check`, and mend them before it goes out"
    if changes and rulebook.version not in changes:
        yield (
            f"  NOT READY: the list of changes says nothing of version {rulebook.version}\n"
            "  = `threshold rules diff OLD --changelog` drafts the entry"
        )


def _told(path: Path, rulebook: Rulebook, changes: Path | None) -> Iterator[str]:
    """What was written, and what it still lacks."""
    rows = sum(len(domain.strands) for domain in rulebook.domains)
    yield f"threshold: wrote {path}, for everyone to read"
    yield (
        f"  {len(rulebook.domains)} tables, {rows} rows, {len(rulebook.indicators)} statements, "
        f"{len(rulebook.combinations)} combinations, {len(rulebook.articles)} articles"
    )
    yield f"  changes: {changes or 'none: there is no ' + CHANGES + ' beside the rules'}"
    missing = [contact.who for contact in rulebook.contacts if not contact.how]
    if missing or not rulebook.contacts:
        who = ", ".join(missing) or "nobody is named"
        yield f"  shown as missing: who to contact ({who})\n  = fill in `contacts` in rulebook.yaml"
