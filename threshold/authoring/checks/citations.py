"""Whether what is cited can be found: a page that the document does not have, a source without a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threshold.authoring.desk import Check, Desk, Part, problem
from threshold.errors import Problem
from threshold.rulebook import form

_RANGES = re.compile(r"\d+(-\d+)?(, ?\d+(-\d+)?)*")  # "41-56", "1-4, 7"
_IN_PLACE = re.compile(r"\bpages? (\d+(?:(?:-|, | and )\d+)*)")  # "pages 47 and 55"


def _no_such_page(desk: Desk) -> Iterator[Problem]:
    for part in desk.parts:
        for key, page in _pages(part):
            source = _source(desk, part)
            pages = source and desk.rulebook.sources[source].pages
            if pages and _RANGES.fullmatch(pages) and not _has(pages, page):
                yield problem(
                    part.sheet,
                    (*part.path, key),
                    f"page {page} is not in `{source}`, which has pages {pages}",
                    "give the page that is printed on the document, where the words stand",
                    desk.about(part.sheet, part.path),
                )


def _source(desk: Desk, part: Part) -> str | None:
    """The source that a group's page or place is in."""
    if isinstance(part.written, form.Advice | form.Term | form.NextStep):
        return part.written.source
    if isinstance(part.sheet.written, form.DomainFile | form.ArticlesFile):
        return part.sheet.written.source
    return next(sheet.written.source for sheet in desk.sheets.domains if sheet.written.levels)


def _pages(part: Part) -> Iterator[tuple[str, int]]:
    if "page" in part.raw:
        yield "page", part.raw["page"]
    for numbers in _IN_PLACE.findall(part.raw.get("place", "")):
        yield from (("place", int(number)) for number in re.findall(r"\d+", numbers))


def _has(pages: str, page: int) -> bool:
    bounds = [[int(number) for number in piece.split("-")] for piece in pages.split(",")]
    return any(bound[0] <= page <= bound[-1] for bound in bounds)


def _half_cited(desk: Desk) -> Iterator[Problem]:
    for part in desk.parts:
        written = part.written
        if not isinstance(written, form.Advice | form.Term) or not written.source:
            continue
        about = written.term if isinstance(written, form.Term) else str(part.path[0])
        if isinstance(written, form.Advice) and written.page and not written.quote:
            message, help = "a page is named here, and no words of it are quoted", 'add quote: "..."'
        elif not {"place", "page"}.intersection(part.raw):
            message, help = (
                f"this is said to come from `{written.source}`, and not where it stands there",
                ("add `place`, such as: paragraph 5.1"),
            )
        else:
            continue
        yield problem(part.sheet, (*part.path, "source"), message, help, about)


CHECKS = (
    Check("no_such_page", "error", "a page that the source does not have", _no_such_page),
    Check(
        "half_cited", "warning", "a source that is named without a place in it, or a page without words", _half_cited
    ),
)
