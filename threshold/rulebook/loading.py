"""From a folder of rule files to a Rulebook, or to every problem that is in the way."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from threshold.errors import Problem, RulebookError
from threshold.rulebook import faults
from threshold.rulebook.building import build
from threshold.rulebook.contents import in_order
from threshold.rulebook.form import ArticlesFile, DomainFile, TitlePage, WordsFile, Written
from threshold.rulebook.joining import join
from threshold.rulebook.letters import shown
from threshold.rulebook.location import shipped_rules
from threshold.rulebook.models import Rulebook
from threshold.rulebook.reading import LARGEST, decode
from threshold.rulebook.sheets import Sheet, Sheets

Form = TypeVar("Form", bound=Written)
MAY_BE_EMPTY = {"how"}  # of a contact: what the partnership has still to fill in
TITLE_PAGE, ARTICLES, WORDS, LEVELS = "rulebook.yaml", "uncrc_articles.yaml", "everyday_words.yaml", "levels"
NAMED = (TITLE_PAGE, ARTICLES, WORDS)  # files with a name of their own, in this order; the tables come after them
ENDING = ".yaml"  # of the name of every rule file
NEARLY = (".yml", ".yaml", ".txt")  # how a rule file's name may end by mistake
NO_ONES = {"Thumbs.db", "desktop.ini"}  # Windows puts them anywhere


@dataclass(frozen=True)
class Reading:
    """What was made of the files of a rulebook: the *rulebook*, and its *sheets*, with the place of everything, if it
    has no problem; and the *problems*, in the order of the files."""

    sheets: Sheets | None
    rulebook: Rulebook | None
    problems: tuple[Problem, ...]


def load_rulebook(path: str | os.PathLike[str] | None = None) -> Rulebook:
    """Load the rulebook in the folder *path*; without it, the one that ships with this package.

    The folder holds `rulebook.yaml`, `uncrc_articles.yaml`, `levels/*.yaml` and, if it has any, `everyday_words.yaml`.
    Raises RulebookError with every problem found, each with its file, line and column.
    """
    return sound(read_rulebook(*rule_files(path)))


def sound(reading: Reading) -> Rulebook:
    """The rulebook that was read. Raises RulebookError if there is none."""
    if reading.rulebook is None:
        raise RulebookError(reading.problems)
    return reading.rulebook


def read_rulebook(files: Mapping[str, bytes], problems: Iterable[Problem] = ()) -> Reading:
    """Make a rulebook of *files*, their contents by their names; *problems* are those met in fetching them."""
    found = list(problems)
    title = _sheet(TITLE_PAGE, files, TitlePage, found)
    articles = _sheet(ARTICLES, files, ArticlesFile, found)
    words = _sheet(WORDS, files, WordsFile, found)
    named = dict.fromkeys([*files, *(problem.file for problem in found)])
    tables = {name: _sheet(name, files, DomainFile, found) for name in named if name.startswith(LEVELS)}
    sheets, rulebook = None, None
    if title and articles:
        sheets = in_order(title, articles, words, tables)
        found += join(sheets)
        if not found:
            own = words.written if words else None
            domains = [sheet.written for sheet in sheets.domains]
            rulebook = build(title.written, articles.written, own, domains, _digest(files))
    found.sort(key=lambda problem: (*(problem.file != name for name in NAMED), problem))
    return Reading(sheets if rulebook else None, rulebook, tuple(found))


def rule_files(path: str | os.PathLike[str] | None = None) -> tuple[dict[str, bytes], list[Problem]]:
    """The files of the rulebook in the folder *path* (or of the shipped one), by name; and a problem for each that
    cannot be had."""
    folder = Path(path) if path is not None else shipped_rules()
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        raise RulebookError(
            [_of(str(folder), f"{what}: a rulebook is a folder", f"give a folder that holds {TITLE_PAGE}")]
        )
    found: dict[str, bytes] = {}
    problems = list(_not_read(folder))
    tables = [f"{LEVELS}/{name}" for name in _names(folder / LEVELS) if name.endswith(ENDING)]
    for name in [*NAMED, *tables]:
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
            if name == WORDS:
                continue  # a rulebook is sound without everyday words
            above = folder.absolute().parent
            here = (above / TITLE_PAGE).is_file() and not (folder / TITLE_PAGE).is_file()
            help = (
                f"give the folder {above}: the rulebook is there" if here else "put it back: a rulebook needs this file"
            )
            problems.append(_of(name, f"missing from {folder}", help))
        except OSError as error:
            problems.append(_of(name, f"the file cannot be read: {error.strerror}", "see who may read it"))
    if not any(name.startswith(LEVELS) for name in found):
        words = "put back at least one table of statements: a rulebook needs it"
        problems.append(_of(f"{LEVELS}/*.yaml", f"no such file in {folder}", words))
    return found, problems


def _names(folder: Path) -> list[str]:
    """The names of what stands in *folder*; what begins with a dot is a machine's own."""
    try:
        return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _not_read(folder: Path) -> Iterator[Problem]:
    """What looks like a part of the rulebook and is not read: nobody would miss what it says."""
    for name in _names(folder):
        right = re.sub("[ -]", "_", name.partition(".")[0].lower()) + ENDING  # a file one can do without is not missed
        if not name.lower().endswith(NEARLY) or name in NAMED or (folder / name).is_dir():
            continue
        if right in NAMED:
            yield _of(name, f"this file is not read: its name must be {right}", _rename(right, folder))
        elif (folder / TITLE_PAGE).is_file() and _is_table(folder / name):
            words = f"this file is not read: a table of statements stands in {LEVELS}/"
            yield _of(name, words, f"move it to {LEVELS}/, or to another folder")
    for name in _names(folder / LEVELS):
        if (folder / LEVELS / name).is_dir() and not name.endswith(ENDING):
            words = f"this folder is not read: each rule file stands in {LEVELS}/ itself"
            yield _of(f"{LEVELS}/{name}", words, f"move its rule files there, and the folder out of {LEVELS}/")
        elif not name.endswith(ENDING) and name not in NO_ONES:
            words = f"this file is not read: the name of a rule file ends in {ENDING}"
            help = f"move it out of {LEVELS}/: only rule files stand there"
            if ENDING in name.lower() or name.lower().endswith(NEARLY):
                help = _rename(name.partition(".")[0] + ENDING, folder / LEVELS)
            yield _of(f"{LEVELS}/{name}", words, help)


def _rename(right: str, folder: Path) -> str:
    """What to do with a file in *folder* that should be called *right*."""
    if right in _names(folder):
        return f"{right} is there too: keep one of the two, and move the other out of this folder"
    return f"rename it to {right}"


def _is_table(file: Path) -> bool:
    try:
        return file.stat().st_size <= LARGEST * 4 and b"strands:" in file.read_bytes()
    except OSError:
        return False


def _of(file: str, message: str, help: str) -> Problem:
    return Problem(shown(file), 0, 0, shown(message), shown(help), check="file")


def _sheet(name: str, files: Mapping[str, bytes], form: type[Form], problems: list[Problem]) -> Sheet[Form] | None:
    if name not in files:
        return None
    page = decode(files[name], name)
    unread = len(page.problems)
    written: Form | None = None
    if page.data is not None:
        try:
            written = form.model_validate(page.data)
        except ValidationError as error:
            faults.report(page, error, form)
        said = {(problem.line, problem.column) for problem in page.problems}
        for path, span in page.values.items():
            if not path or (said and (span[:2] in said or page.keys.get(path, span)[:2] in said)):
                continue
            if path in page.empty and path[-1] not in MAY_BE_EMPTY:
                page.report(
                    span, f"`{path[-1]}` has nothing after it", "write it after the colon, or take the line out"
                )
            elif path[-1] == "quote" and path not in page.double_quoted:
                page.report(span, "a quote stands in double quotes, always", 'write quote: "..."')
    problems += (
        replace(problem, check="yaml" if index < unread else "form") for index, problem in enumerate(page.problems)
    )
    return Sheet(page, written) if written is not None and not page.problems else None


def _digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents; the same on a machine whose files end lines with CR LF."""
    total = hashlib.sha256()
    for name in sorted(files):
        content = files[name].replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
