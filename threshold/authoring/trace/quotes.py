"""Every quote of a rulebook, with its place in the rule files and the place in the document that it claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from threshold.rulebook import form
from threshold.rulebook.page import Path
from threshold.rulebook.sheets import Sheet, Sheets

QUOTES = ("quote", "link")  # a link is the document's own words too
NAMES = ("id", "combination", "article", "pathway", "level", "theme", "strand")  # what something quoted is called by
LISTS = {"quote", "strands", "levels", "pathways", "articles", "standing"}  # keys that say no more than the name does
Key = tuple[object, ...]


@dataclass(frozen=True)
class Quote:
    """Words of a source. *about* names what quotes them. *near* are the groups that stand together in the document, the
    closest first: the cell, the column of the page, the row, the page; None where it is not known."""

    words: str
    source: str
    file: str
    line: int
    column: int
    about: str
    page: int | None
    near: tuple[Key | None, ...]


def quotes(sheets: Sheets) -> Iterator[Quote]:
    """Every quote, in the order of the files and of their lines."""
    own = main_source(sheets)
    for sheet in sheets:
        for path in sheet.page.values:
            if path and path[-1] in QUOTES and isinstance(words := sheet.page.at(path), str):
                yield _quote(sheet, path, words, own)


def main_source(sheets: Sheets) -> str:
    """The source that the rulebook itself is: that of its general page."""
    tables = [sheet.written for sheet in sheets.domains]
    return next((table.source for table in tables if table.levels), tables[0].source)


def _quote(sheet: Sheet[form.Written], path: Path, words: str, own: str) -> Quote:
    holders = [held for held in (sheet.page.at(path[:n]) for n in range(len(path))) if isinstance(held, Mapping)]
    page = _nearest(holders, "page")
    level = _nearest(holders, "level") or _nearest(holders, "printed") or _column(path)
    row = None if "also" in path else (sheet.page.file, *path[:2])
    place = sheet.page.values[path]
    return Quote(
        words=words,
        source=_nearest(holders, "source") or own,
        file=sheet.page.file,
        line=place.line,
        column=place.column,
        about=_about(holders, path),
        page=page,
        near=(row and (*row, level), (page, level), row, (page,)),
    )


def _about(holders: list[Mapping[str, Any]], path: Path) -> str:
    """The full id of a statement; of anything else, what it is: "level 2, do", "article 34"."""
    domain = holders[0].get("domain")
    inner = holders[1:-1] if "also" in path else holders[1:]  # the level of another place is no name
    named = next((f"{key} {held[key]}" for held in reversed(inner) for key in NAMES if key in held), "")
    kind, _, name = named.partition(" ")
    if kind in ("id", "combination"):
        named = f"{domain}.{name}"
    steps = [step for step in path if isinstance(step, str) and step not in LISTS and not step.startswith("level_")]
    return ", ".join(filter(None, [named, *steps]))


def _nearest(holders: list[Mapping[str, Any]], key: str) -> Any:
    return next((held[key] for held in reversed(holders) if held.get(key) is not None), None)


def _column(path: Path) -> int | None:
    return next((int(step[6:]) for step in path if isinstance(step, str) and step.startswith("level_")), None)
