"""The order in which things are written, and what is written for nothing. Neither changes an answer."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.authoring.desk import Check, Desk, Part, field_order, problem
from threshold.errors import Problem
from threshold.rulebook import form
from threshold.rulebook.sheets import level_of


def _key_order(desk: Desk) -> Iterator[Problem]:
    for part in desk.parts:
        places = {key: place for place, key in enumerate(field_order(type(part.written)))}
        last = ""
        for key in part.raw:
            if last and places[key] < places[last]:
                after = next(other for other in part.raw if places[other] > places[key])
                yield problem(
                    part.sheet,
                    (*part.path, key),
                    f"`{key}` stands too late",
                    f"put it before `{after}`: the same order everywhere helps the eye",
                    desk.about(part.sheet, part.path),
                    key=True,
                )
                break
            last = key


def _needless(desk: Desk) -> Iterator[Problem]:
    for part in desk.parts:
        for key, message in _said_anyway(part):
            about = desk.about(part.sheet, part.path)
            yield problem(part.sheet, (*part.path, key), message, "take the line out", about, key=True)


def _said_anyway(part: Part) -> Iterator[tuple[str, str]]:
    file = part.sheet.written
    if not isinstance(file, form.DomainFile) or part.path[:1] != ("strands",):
        return
    strand = file.strands[int(part.path[1])]
    written = part.written
    page = strand.page or file.page
    if isinstance(written, form.Strand) and written.page == file.page:
        yield "page", f"page {file.page} is the page of the whole table"
    if isinstance(written, form.Indicator | form.Combination | form.See) and written.page == page:
        yield "page", f"page {page} is the page of the row"
    if isinstance(written, form.Indicator | form.Combination):
        level = level_of(part.path)
        if written.printed == level:
            yield "printed", f"the statement stands at Level {level}, so its words are taken to be printed there"


def _twice(desk: Desk) -> Iterator[Problem]:
    """The same thing twice in one list."""
    for part in desk.parts:
        for key, items in part.raw.items():
            for index, item in enumerate(items if isinstance(items, tuple) else ()):
                if item in items[:index]:
                    what = "this" if isinstance(item, dict) else f"`{item}`"
                    about = desk.about(part.sheet, part.path)
                    message = f"{what} stands twice in `{key}`"
                    yield problem(part.sheet, (*part.path, key, index), message, "keep one of the two", about)


CHECKS = (
    Check("key_order", "note", "keys that do not stand in the order of all other entries", _key_order),
    Check("needless", "note", "something written that holds without it", _needless),
    Check("said_twice", "warning", "the same thing twice in a list", _twice),
)
