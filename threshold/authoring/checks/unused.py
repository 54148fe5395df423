"""What is written down and used by nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from threshold.assessing.naming import perhaps
from threshold.authoring.desk import Check, Desk, problem
from threshold.errors import Problem
from threshold.rulebook import form
from threshold.rulebook.page import Path
from threshold.rulebook.sheets import Sheet

_WORD = re.compile(r"[a-z0-9']+")
NOT_TOLD = ("glossary", "silenced")  # parts of the title page that speak of words, and use none


def _unused(desk: Desk) -> Iterator[Problem]:
    title = desk.sheets.title
    used = _Used(desk)
    for theme in title.written.themes:
        if theme not in used.themes:
            yield _of(title, ("themes", theme), f"the theme `{theme}`", theme)
    for source in title.written.sources:
        if source not in used.sources:
            yield _of(title, ("sources", source), f"the source `{source}`", source)
    for index, article in enumerate(desk.sheets.articles.written.articles):
        if article.article not in used.articles:
            name = f"article {article.article}"
            yield _of(desk.sheets.articles, ("articles", index, "article"), name, name)
    for sheet in desk.sheets.domains:
        for index, pathway in enumerate(sheet.written.pathways):
            if pathway.pathway not in used.pathways:
                path = ("pathways", index, "pathway")
                yield _of(sheet, path, f"the pathway `{pathway.pathway}`", pathway.pathway)


def _unused_term(desk: Desk) -> Iterator[Problem]:
    title, told = desk.sheets.title, _told(desk)
    for index, term in enumerate(title.written.glossary):
        if not _begins_a_word(_plain(term.term), told):
            yield _of(title, ("glossary", index, "term"), f"the word “{term.term}”", term.term)


def _of(sheet: Sheet[form.Written], path: Path, what: str, about: str) -> Problem:
    return problem(sheet, path, f"nothing uses {what}", "take it out, or use it", about, key=True)


class _Used:
    """What the parts of a rulebook use of each other."""

    def __init__(self, desk: Desk) -> None:
        self.themes: set[str] = set()
        self.sources: set[str] = set()
        self.articles: set[int] = set()
        self.pathways: set[str] = set()
        for part in desk.parts:
            raw, written = part.raw, part.written
            self.themes.update(raw.get("for", ()))
            if isinstance(raw.get("theme"), str):
                self.themes.add(raw["theme"])
            if "source" in raw:
                self.sources.add(raw["source"])
            if isinstance(written, form.Indicator | form.Combination):
                self.themes.update(written.themes)
            if isinstance(written, form.Indicator | form.Combination | form.Strand | form.DomainFile):
                self.articles.update(written.articles or ())
            if isinstance(written, form.Strand) and written.pathway:
                self.pathways.add(written.pathway)


def _told(desk: Desk) -> str:
    """Every word of the rulebook but those of the glossary's own terms."""
    title = {key: said for key, said in desk.sheets.title.page.data.items() if key not in NOT_TOLD}
    meanings = [term.means for term in desk.rulebook.glossary]
    pages = [sheet.page.data for sheet in (desk.sheets.articles, *desk.sheets.domains)]
    return _plain(" ".join(_words((title, tuple(meanings), *pages))))


def _plain(text: str) -> str:
    return text.lower().replace("-", " ").replace("’", "'")


def _begins_a_word(sought: str, told: str) -> bool:
    place = told.find(sought)
    while place > 0 and told[place - 1].isalnum():
        place = told.find(sought, place + 1)
    return place >= 0


def _words(said: Any) -> Iterator[str]:
    """Every text in what was read."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        for value in said.values():
            yield from _words(value)
    elif isinstance(said, tuple):
        for value in said:
            yield from _words(value)


def _finds_nothing(desk: Desk) -> Iterator[Problem]:
    """Every statement that an everyday word names is there, and every beginning begins a word of some statement."""
    sheet = desk.sheets.words
    if not sheet:
        return
    areas = " ".join(f"{d.title} {s.title}" for d in desk.rulebook.domains for s in d.strands)
    texts = [
        f"{i.id} {i.text} {' '.join(c.quote or '' for c in i.citations)}" for i in desk.rulebook.indicators.values()
    ]
    known = set(_WORD.findall(f"{areas} {' '.join(texts)}".lower().replace("_", " ").replace("’", "'")))
    beginnings = {word[:length] for word in known for length in range(1, len(word) + 1)}
    for phrase, parts in sheet.written.words.items():
        for index, part in enumerate(parts):
            if "." in part and part not in desk.rulebook.indicators:
                yield problem(
                    sheet,
                    ("words", phrase, index),
                    f"there is no statement `{part}`, so this finds nothing",
                    perhaps(part, desk.rulebook.indicators),
                    phrase,
                )
            elif "." not in part and part not in beginnings:
                yield problem(
                    sheet,
                    ("words", phrase, index),
                    f"no word of a statement begins with `{part}`, so this finds nothing",
                    "write one word"
                    if re.search(r"\W", part.replace("'", ""))
                    else "write a word of a statement, or its beginning; or take it out",
                    phrase,
                )


CHECKS = (
    Check("unused", "note", "a theme, article, source or pathway that nothing uses", _unused),
    Check("unused_term", "note", "a word in the glossary that stands nowhere else", _unused_term),
    Check("finds_nothing", "note", "an everyday word that leads to no statement", _finds_nothing),
)
