"""Rulebooks to publish: the shipped one, the small made-up one, and one whose every word is hard to print."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.reporting.cases import NASTY
from tests.small import SMALL
from threshold.reporting.publication import publication
from threshold.reporting.publication.shape import Publication
from threshold.rulebook.building import build
from threshold.rulebook.form import ArticlesFile, DomainFile, TitlePage, Written
from threshold.rulebook.loading import read_rulebook, rule_files
from threshold.rulebook.models import Rulebook
from threshold.rulebook.sheets import Sheet, Sheets

PROSE = {
    "text", "quote", "reading", "caution", "title", "unsettled", "term", "means", "right", "who", "how", "note", "link",
    "do", "publisher", "published", "pages", "place", "caveat", "version", "part_of", "convention", "why",
}  # fmt: skip
ALL_PROSE = {"themes", "judgement_reasons"}  # of the title page: every value is prose
NOT_PUBLISHED = {"examples", "words", "silenced"}  # they prove, find and silence; they are not the document
NAMES = ("shipped", "small", "nasty words")


@cache
def book(name: str) -> tuple[Rulebook, Sheets]:
    """One of NAMES, with its files as written."""
    if name == "nasty words":
        return _spoilt(*book("small"))
    return read(SMALL if name == "small" else None)


def read(folder: Path | None) -> tuple[Rulebook, Sheets]:
    """The rulebook in a folder, with its files as written."""
    reading = read_rulebook(*rule_files(folder))
    assert reading.rulebook
    assert reading.sheets
    return reading.rulebook, reading.sheets


@cache
def made(name: str) -> Publication:
    """What is published of one of NAMES, with a list of changes."""
    return publication(*book(name), CHANGES)


def prose(sheets: Sheets) -> Iterator[str]:
    """Every word that an officer wrote for people to read."""
    for sheet in sheets:
        yield from _prose(sheet.written.model_dump(by_alias=True))


def _prose(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ALL_PROSE and isinstance(inner, dict):
                yield from inner.values()
            elif name not in NOT_PUBLISHED:
                yield from _prose(inner, name)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _prose(inner, key)
    elif isinstance(value, str) and key in PROSE:
        yield value


def _spoilt(rulebook: Rulebook, sheets: Sheets) -> tuple[Rulebook, Sheets]:
    words = itertools.cycle(NASTY)

    def spoil(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {
                name: dict.fromkeys(inner, next(words)) if name in ALL_PROSE and isinstance(inner, dict)
                else inner if name in NOT_PUBLISHED else spoil(inner, name)
                for name, inner in value.items()
            }  # fmt: skip
        if isinstance(value, tuple | list):
            return tuple(spoil(inner, key) for inner in value)
        return next(words) if key in PROSE and isinstance(value, str) else value

    def again(sheet: Sheet[Any], form: type[Written]) -> Sheet[Any]:
        return Sheet(sheet.page, form.model_validate(spoil(sheet.written.model_dump(by_alias=True))))

    title, articles = again(sheets.title, TitlePage), again(sheets.articles, ArticlesFile)
    domains = [again(sheet, DomainFile) for sheet in sheets.domains]
    made = build(title.written, articles.written, None, [sheet.written for sheet in domains], rulebook.digest)
    return made, Sheets(title, articles, None, domains)


CHANGES = """# Changes of the island

What changed, and for whom.

## 1.0

- Everything is new,
  this line too.
    - Below it: **bold**, `code`, <b>no HTML</b>.
- Another.

## 0.9 [first]
1. One
2. Two
"""
