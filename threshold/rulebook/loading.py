"""From a folder of rule files to a Rulebook, or to every problem that is in the way."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from threshold.errors import Problem, RulebookError
from threshold.rulebook import faults
from threshold.rulebook.form import ArticlesFile, DomainFile, TitlePage, Written
from threshold.rulebook.joining import Sheet, join
from threshold.rulebook.location import shipped_rules
from threshold.rulebook.models import Rulebook
from threshold.rulebook.reading import LARGEST, decode

Form = TypeVar("Form", bound=Written)
TITLE_PAGE, ARTICLES, LEVELS = "rulebook.yaml", "uncrc_articles.yaml", "levels"


def load_rulebook(path: str | os.PathLike[str] | None = None) -> Rulebook:
    """Load the rulebook in the folder *path*; without it, the one that ships with this package.

    The folder holds `rulebook.yaml`, `uncrc_articles.yaml` and `levels/*.yaml`. Raises RulebookError with every
    problem found, each with its file, line and column.
    """
    folder = Path(path) if path is not None else shipped_rules()
    raw = _files(folder)
    problems: list[Problem] = []
    title = _sheet(TITLE_PAGE, raw[TITLE_PAGE], TitlePage, problems)
    articles = _sheet(ARTICLES, raw[ARTICLES], ArticlesFile, problems)
    domains = [_sheet(name, raw[name], DomainFile, problems) for name in raw if name.startswith(LEVELS)]
    read = [sheet for sheet in domains if sheet is not None]
    if problems or title is None or articles is None:
        raise RulebookError(problems)
    rulebook = join(title, articles, read, _digest(raw), problems)
    if problems or rulebook is None:
        raise RulebookError(sorted(problems))
    return rulebook


def _files(folder: Path) -> dict[str, bytes]:
    """The rule files of *folder* by name, the levels file first where the title page names no other order."""
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        raise _missing(str(folder), f"{what}: a rulebook is a folder", f"give a folder that holds {TITLE_PAGE}")
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    names = [TITLE_PAGE, ARTICLES, *sorted(f"{LEVELS}/{p.name}" for p in (folder / LEVELS).glob("*.yaml"))]
    for name in names:
        file = folder / name
        try:
            if file.stat().st_size > LARGEST * 4:
                raise _missing(
                    name, f"the file is larger than {LARGEST * 4:,} bytes", "a rule file is a few pages long"
                )
            found[name] = file.read_bytes()
        except FileNotFoundError:
            problems += _missing(name, f"missing from {folder}", "a rulebook needs this file").problems
        except OSError as error:
            problems += _missing(name, f"cannot be read: {error.strerror}", "see who may read the file").problems
    if not any(name.startswith(LEVELS) for name in found):
        problems += _missing(
            f"{LEVELS}/*.yaml", f"no such file in {folder}", "a rulebook needs at least one table of statements"
        ).problems
    if problems:
        raise RulebookError(problems)
    return found


def _missing(file: str, message: str, help: str) -> RulebookError:
    return RulebookError([Problem(file, 0, 0, message, help)])


def _sheet(name: str, raw: bytes, form: type[Form], problems: list[Problem]) -> Sheet[Form] | None:
    page = decode(raw, name)
    written: Form | None = None
    if page.data is not None:
        try:
            written = form.model_validate(page.data)
        except ValidationError as error:
            faults.report(page, error, form)
        for path, span in page.values.items():
            if path and path[-1] == "quote" and path not in page.double_quoted:
                page.report(span, "a quote stands in double quotes, always", 'write quote: "..."')
    problems += sorted(page.problems)
    return Sheet(page, written) if written is not None and not page.problems else None


def _digest(raw: dict[str, bytes]) -> str:
    """SHA-256 over names and contents; the same on a machine whose files end lines with CR LF."""
    total = hashlib.sha256()
    for name in sorted(raw):
        content = raw[name].replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
