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
from threshold.rulebook.joining import join
from threshold.rulebook.location import shipped_rules
from threshold.rulebook.models import Rulebook
from threshold.rulebook.reading import LARGEST, decode
from threshold.rulebook.sheets import Sheet

Form = TypeVar("Form", bound=Written)
MAY_BE_EMPTY = {"how"}  # of a contact: what the partnership has still to fill in
TITLE_PAGE, ARTICLES, LEVELS = "rulebook.yaml", "uncrc_articles.yaml", "levels"


def load_rulebook(path: str | os.PathLike[str] | None = None) -> Rulebook:
    """Load the rulebook in the folder *path*; without it, the one that ships with this package.

    The folder holds `rulebook.yaml`, `uncrc_articles.yaml` and `levels/*.yaml`. Raises RulebookError with every
    problem found, each with its file, line and column.
    """
    folder = Path(path) if path is not None else shipped_rules()
    raw, problems = _files(folder)
    title = _sheet(TITLE_PAGE, raw, TitlePage, problems)
    articles = _sheet(ARTICLES, raw, ArticlesFile, problems)
    domains = [_sheet(name, raw, DomainFile, problems) for name in raw if name.startswith(LEVELS)]
    read = [sheet for sheet in domains if sheet is not None]
    if problems or title is None or articles is None:
        raise RulebookError(problems)
    rulebook = join(title, articles, read, _digest(raw), problems)
    if problems or rulebook is None:
        raise RulebookError(sorted(problems))
    return rulebook


def _files(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """The rule files of *folder* by name, and those that cannot be had."""
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        raise RulebookError(
            [_of(str(folder), f"{what}: a rulebook is a folder", f"give a folder that holds {TITLE_PAGE}")]
        )
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in [TITLE_PAGE, ARTICLES, *sorted(f"{LEVELS}/{p.name}" for p in (folder / LEVELS).glob("*.yaml"))]:
        file = folder / name
        try:
            size = file.stat().st_size
            if not file.is_file():
                problems.append(_of(name, "this is not a file", "put the rule file in its place"))
            elif size > LARGEST * 4:
                words = f"the file has {size:,} bytes; a rule file has at most {LARGEST:,} characters"
                problems.append(_of(name, words, "take it out of the folder if it is not a rule file"))
            else:
                found[name] = file.read_bytes()
        except FileNotFoundError:
            problems.append(_of(name, f"missing from {folder}", "put it back: a rulebook needs this file"))
        except OSError as error:
            problems.append(_of(name, f"the file cannot be read: {error.strerror}", "see who may read it"))
    if not any(name.startswith(LEVELS) for name in found):
        words = "put back at least one table of statements: a rulebook needs it"
        problems.append(_of(f"{LEVELS}/*.yaml", f"no such file in {folder}", words))
    return found, problems


def _of(file: str, message: str, help: str) -> Problem:
    return Problem(file, 0, 0, message, help)


def _sheet(name: str, raw: dict[str, bytes], form: type[Form], problems: list[Problem]) -> Sheet[Form] | None:
    if name not in raw:
        return None
    page = decode(raw[name], name)
    written: Form | None = None
    if page.data is not None:
        try:
            written = form.model_validate(page.data)
        except ValidationError as error:
            faults.report(page, error, form)
        said = {(problem.line, problem.column) for problem in page.problems}
        for path, span in page.values.items():
            if not path or span[:2] in said or page.keys.get(path, span)[:2] in said:
                continue
            if path in page.empty and path[-1] not in MAY_BE_EMPTY:
                page.report(
                    span, f"`{path[-1]}` has nothing after it", "write it after the colon, or take the line out"
                )
            elif path[-1] == "quote" and path not in page.double_quoted:
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
