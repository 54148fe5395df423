"""Which tables a rulebook has: the list in `contents` of its title page, and the files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from threshold.rulebook import form
from threshold.rulebook.sheets import Sheet, Sheets


def in_order(
    title: Sheet[form.TitlePage],
    articles: Sheet[form.ArticlesFile],
    words: Sheet[form.WordsFile] | None,
    tables: Mapping[str, Sheet[form.DomainFile] | None],
) -> Sheets:
    """The sheets, the tables in the order of `contents`. *tables* are by their files, None where one is not sound."""
    contents = title.written.contents
    place = {slug: index for index, slug in reversed(list(enumerate(contents)))}
    read = [sheet for sheet in tables.values() if sheet]
    unread = {name: PurePosixPath(name).name.partition(".")[0] for name, sheet in tables.items() if not sheet}
    return Sheets(
        title,
        articles,
        words,
        sorted(read, key=lambda sheet: (place.get(sheet.written.domain, len(contents)), not _is_well_named(sheet))),
        frozenset(slug for name, slug in unread.items() if slug in contents or name.endswith(".yaml")),
    )


def check_contents(work: Sheets) -> None:
    """A table that is missing, or not listed, is a problem, not a silence."""
    title, contents = work.title, work.title.written.contents
    files = {sheet.page.file for sheet in work.domains} | {f"levels/{slug}.yaml" for slug in work.unread}
    for index, slug in enumerate(contents):
        if slug in contents[:index]:
            title.report(("contents", index), f"`{slug}` stands here twice", "keep one of them")
        elif f"levels/{slug}.yaml" not in files:
            title.report(
                ("contents", index),
                f"there is no file levels/{slug}.yaml",
                "put the file back, or take its name out here",
            )
    for sheet in work.domains:
        slug = sheet.written.domain
        if not _is_well_named(sheet):
            sheet.report(
                ("domain",), f"the file of domain `{slug}` must be called levels/{slug}.yaml", _right_name(work, sheet)
            )
        elif slug not in contents:
            sheet.report(
                ("domain",),
                f"`{slug}` is not in `contents` of rulebook.yaml",
                "add it there, in the place where the document prints it",
            )


def _is_well_named(sheet: Sheet[form.DomainFile]) -> bool:
    return sheet.page.file == f"levels/{sheet.written.domain}.yaml"


def _right_name(work: Sheets, sheet: Sheet[form.DomainFile]) -> str:
    right = f"levels/{sheet.written.domain}.yaml"
    if any(other.page.file == right for other in work.domains):
        return (
            f"{right} is there too: if this is a copy of it, move it to another folder; if not, give it its own domain"
        )
    return f"rename the file to {right}"
