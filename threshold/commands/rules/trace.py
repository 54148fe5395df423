"""The rulebook's quotes against the text of the document, both ways.

DOCUMENT is plain text, Markdown or PDF. Quotes that it does not have are shown with the nearest passage that it has,
and what differs; passages that no rule quotes, with their lines. trace.yaml, beside the rules, says where the text is
damaged and what is no rule, each with the reason. Exit code 1 if a difference is not accounted for, or a declaration
accounts for nothing.
"""

from __future__ import annotations

import argparse
import difflib
import io
import json
import logging
import shutil
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

from threshold.authoring.trace.declared import NOTHING, TRACE, Declared, declared
from threshold.authoring.trace.passages import Document, document
from threshold.authoring.trace.quotes import main_source, quotes
from threshold.authoring.trace.telling import as_data, sections, summary
from threshold.authoring.trace.tracing import trace
from threshold.commands import DONE, PROBLEMS, complain
from threshold.errors import ThresholdError
from threshold.reporting import text
from threshold.rulebook.loading import read_rulebook, rule_files, sound
from threshold.rulebook.location import shipped_rules
from threshold.rulebook.models import Rulebook

LARGEST = 50_000_000  # bytes
EXTRA = 'pip install "threshold[pdf]"'
_PICTURES = "it may be a scan: have its words recognised (OCR) first"


class DocumentError(ThresholdError):
    """The document cannot be read."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold rules trace`."""
    parser.add_argument("document", metavar="DOCUMENT", help="the document: plain text, Markdown or PDF")
    parser.add_argument("--rules", metavar="PATH", help="the folder of another rulebook; without it, the shipped one")
    parser.add_argument(
        "--source", metavar="ID", help="the source that DOCUMENT is, if not the rulebook's own document"
    )
    parser.add_argument("--json", action="store_true", help="the result as data")


def run(given: argparse.Namespace) -> int:
    """Trace, and print what was found."""
    reading = read_rulebook(*rule_files(given.rules))
    rulebook = sound(reading)
    assert reading.sheets
    own = main_source(reading.sheets)
    source = _source(given.source, rulebook) if given.source else own
    every = list(quotes(reading.sheets))
    wanted = [quote for quote in every if quote.source == source]
    if not wanted:
        raise DocumentError(f"no rule quotes `{source}`\n  = there is nothing to trace in it")
    text_of_it = _document(Path(given.document))
    both_ways = source == own
    found = trace(wanted, text_of_it, _declared(given.rules) if both_ways else NOTHING, both_ways=both_ways)
    skipped = len(every) - len(wanted)
    if given.json:
        data = {"rulebook": rulebook.id, "version": rulebook.version, "digest": rulebook.digest, "source": source}
        sys.stdout.write(json.dumps(data | as_data(found, skipped), indent=2, ensure_ascii=False) + "\n")
    else:
        width = max(text.NARROWEST, min(shutil.get_terminal_size().columns, text.WIDEST))
        lines = text.section_lines(sections(found, both_ways=both_ways), width)
        sys.stdout.write("".join(f"{line.text}\n" for line in lines) + "\n")
        counted = summary(found, skipped, both_ways=both_ways)
        sys.stdout.write(textwrap.fill(counted, width, break_on_hyphens=False) + "\n")
    return DONE if found.sound else PROBLEMS


def _source(given: str, rulebook: Rulebook) -> str:
    if given in rulebook.sources:
        return given
    near = difflib.get_close_matches(given, rulebook.sources, 1, 0.5)
    hint = f"did you mean `{near[0]}`?" if near else f"the sources are: {', '.join(rulebook.sources)}"
    raise DocumentError(f"the rulebook has no source `{given[:80]}`\n  = {hint}")


def _declared(rules: str | None) -> Declared:
    file = (Path(rules) if rules else shipped_rules()) / TRACE
    try:
        return declared(file.read_bytes())
    except FileNotFoundError:
        return NOTHING
    except OSError as error:
        raise DocumentError(f"{file} cannot be read: {error.strerror}\n  = see who may read it") from None


def _document(file: Path) -> Document:
    """The text of the document. Raises DocumentError."""
    try:
        if file.stat().st_size > LARGEST:
            raise DocumentError(f"{file} has more than {LARGEST:,} bytes\n  = give the text of the document alone")
        raw = file.read_bytes()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "that is no name of a file"
        raise DocumentError(f"{file} cannot be read: {why}\n  = give the document's text, or its PDF") from None
    paged = b"%PDF-" in raw[:1024]
    pages = _pages(raw, file) if paged else [_decoded(raw, file)]
    if not any(any(letter.isalpha() for letter in page) for page in pages):
        raise DocumentError(f"{file} holds no words\n  = {_PICTURES if paged else 'is it the right file?'}")
    bare = [str(number) for number, page in enumerate(pages, 1) if not page.strip()]
    if bare:
        complain(f"{file} has no words on page {', '.join(bare)} of the file\n  = {_PICTURES}")
    return document(pages, paged=paged)


def _decoded(raw: bytes, file: Path) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or b"\x00" in raw:
        raise DocumentError(f"{file} is no text\n  = save the document as plain text (UTF-8) or as PDF, and give that")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")  # as older Windows programs save a text


def _pages(raw: bytes, file: Path) -> Sequence[str]:
    """The text of each page of a PDF."""
    try:
        import pypdf
        from pypdf.errors import DependencyError
    except ImportError:
        raise DocumentError(f"to read a PDF, threshold needs pypdf\n  = {EXTRA}") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it says much of what it can put right itself
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if not reader.is_encrypted or reader.decrypt(""):
            return [page.extract_text() for page in reader.pages]
    except DependencyError:
        pass  # locked, in a way that takes another library to open
    except Exception as error:  # whatever a broken file leads to
        raise DocumentError(
            f"{file} is a broken PDF ({type(error).__name__})\n  = open it and save it anew, or give its text"
        ) from None
    raise DocumentError(f"{file} is locked with a password\n  = save a copy of it without one, and give that")
