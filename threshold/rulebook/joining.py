"""Joins the sheets of a rulebook: every reference looked up, everything cross-checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from threshold.errors import Problem
from threshold.rulebook import form
from threshold.rulebook.building import full
from threshold.rulebook.condition import Condition, SomeOf
from threshold.rulebook.contents import check_contents
from threshold.rulebook.page import Path
from threshold.rulebook.sheets import Entry, Sheet, Sheets, entries_of

LEVEL_KEYS = {"level", "at_least", "printed", "lost", "unsettled"}  # after which the number of a level stands
MOST_WAYS = 200  # conjunctions one condition may stand for; the whole shipped rulebook has far fewer


def join(work: Sheets) -> list[Problem]:
    """What is wrong where the files of a rulebook speak of each other."""
    check_contents(work)
    _gather(work)
    _check_title_page(work)
    _check_articles_file(work)
    if not work.unread:
        _check_levels(work)
    _check_level_numbers(work)
    for sheet in work.domains:
        _check_domain(work, sheet)
        _check_routes(work, sheet)
    for entry in work.entries.values():
        _check_entry(work, entry)
    if not work.unread:
        _check_circumstances(work)
    return [replace(problem, check="names") for sheet in work for problem in sheet.page.problems]


def _gather(work: Sheets) -> None:
    for sheet in work.domains:
        for path, _, _, entry in entries_of(sheet):
            if isinstance(entry, form.See):
                continue
            slug, key = (entry.id, "id") if isinstance(entry, form.Indicator) else (entry.combination, "combination")
            first = work.entries.setdefault(full(sheet.written.domain, slug), Entry(sheet, path, entry))
            if first.written is not entry:
                where = f"on line {first.sheet.page.place(first.path).line}"
                sheet.report(
                    (*path, key),
                    f"the id `{slug}` is used twice; the first is {where}"
                    + ("" if first.sheet is sheet else f" of {first.sheet.page.file}"),
                    "an id stands once: use `see` for a second place, or give this one another id",
                )


def _check_title_page(work: Sheets) -> None:
    title, sheet = work.title.written, work.title
    for index, standing in enumerate(title.standing):
        work.theme(sheet, ("standing", index, "theme"), standing.theme)
    for name in ("consult", "cumulative", "consent"):
        advice: form.Advice = getattr(title, name)
        if advice.source:
            work.source(sheet, (name, "source"), advice.source)
        elif advice.page or advice.place or advice.quote:
            sheet.report(
                (name,), f"`{name}` has a place and no source", "name the source, or take the place out", key=True
            )
    for index, term in enumerate(title.glossary):
        if term.source:
            work.source(sheet, ("glossary", index, "source"), term.source)
    if title.agreeing_reason:
        work.reason(sheet, ("agreeing_reason",), title.agreeing_reason)


def _check_articles_file(work: Sheets) -> None:
    sheet = work.articles
    work.source(sheet, ("source",), sheet.written.source)
    numbers = [article.article for article in sheet.written.articles]
    for index, number in enumerate(numbers):
        if number in numbers[:index]:
            sheet.report(("articles", index, "article"), f"article {number} is given twice", "keep one of them")


def _check_levels(work: Sheets) -> None:
    holders = [sheet for sheet in work.domains if sheet.written.levels]
    if not holders:
        work.title.report(
            ("contents",), "no file has `levels`", "put the levels of need in the file of the general page"
        )
    for sheet in holders[1:]:
        sheet.report(
            ("levels",),
            f"`levels` stands in {holders[0].page.file} too; the levels of need stand in one file",
            "keep them in the file of the general page",
            key=True,
        )
    for sheet in holders[:1]:
        levels = [level.level for level in sheet.written.levels]
        if levels != list(range(1, len(levels) + 1)):
            sheet.report(
                ("levels",), f"the levels are numbered {_listed(levels)}", "number them 1, 2, 3 and so on", key=True
            )


def _check_level_numbers(work: Sheets) -> None:
    levels = sorted({level.level for sheet in work.domains for level in sheet.written.levels})
    for sheet in work if levels else ():
        for path in sheet.page.values:
            if LEVEL_KEYS.isdisjoint(path[-2:]):  # neither such a number nor one of a list of them
                continue
            value = sheet.page.at(path)
            if isinstance(value, int) and value not in levels:
                sheet.report(path, f"there is no level {value}", f"the levels are {_listed(levels)}")


def _check_domain(work: Sheets, sheet: Sheet[form.DomainFile]) -> None:
    file = sheet.written
    levels = sorted({level.level for other in work.domains for level in other.written.levels})
    the_levels = f"the levels are {_listed(levels)}"
    work.source(sheet, ("source",), file.source)
    work.right(sheet, ("articles",), file.articles)
    slugs: set[str] = set()
    for s, strand in enumerate(file.strands):
        path: Path = ("strands", s)
        if strand.strand in slugs:
            sheet.report(
                (*path, "strand"),
                f"the strand `{strand.strand}` stands here twice",
                "give one of them another name; if it is a copy, take it out",
            )
        slugs.add(strand.strand)
        work.right(sheet, (*path, "articles"), strand.articles or ())
        if strand.pathway and not work.unread:
            work.pathway(sheet, (*path, "pathway"), strand.pathway)
        for level, _ in strand.columns():
            if levels and level not in levels:
                sheet.report((*path, f"level_{level}"), f"there is no level {level}", the_levels, key=True)
        for e, example in enumerate(strand.examples):
            for group in ("present", "absent", "not_known"):
                for i, reference in enumerate(getattr(example, group)):
                    work.ticked(sheet, (*path, "examples", e, group, i), reference)
    for path, strand, level, entry in entries_of(sheet):
        if isinstance(entry, form.See):
            _check_see(work, sheet, (*path, "see"), entry, strand, level)


def _check_routes(work: Sheets, sheet: Sheet[form.DomainFile]) -> None:
    for key, routes in (("levels", sheet.written.levels), ("pathways", sheet.written.pathways)):
        for r, route in enumerate(routes):
            for d, do in enumerate(route.do):
                _check_themes(work, sheet, (key, r, "do", d, "for"), do.for_)
            for n, step in enumerate(route.next_steps):
                work.source(sheet, (key, r, "next_steps", n, "source"), step.source)
                _check_themes(work, sheet, (key, r, "next_steps", n, "for"), step.for_)


def _check_themes(work: Sheets, sheet: Sheet[form.DomainFile], path: Path, themes: Iterable[str]) -> None:
    for index, theme in enumerate(themes):
        work.theme(sheet, (*path, index), theme)


def _check_see(
    work: Sheets, sheet: Sheet[form.DomainFile], path: Path, entry: form.See, strand: form.Strand, level: int
) -> None:
    home = work.statement(sheet, path, entry.see)
    page = entry.page or strand.page or sheet.written.page
    if home and (level, page) not in {(also.level, also.page) for also in home.written.also}:
        sheet.report(
            path,
            f"`{entry.see}` has no `also` for Level {level}, page {page}",
            "add {level, page, quote} to its `also`, so that this place is cited",
        )


def _check_included(work: Sheets, entry: Entry, here: Path, other: str) -> None:
    included = work.ticked(entry.sheet, here, other)
    if included is entry.written:
        entry.sheet.report(
            here, f"`{other}` is this statement itself", "name the lesser sign that is so wherever this is"
        )
    elif included and (included.strength or included.circumstance):
        entry.sheet.report(here, f"`{other}` is no sign", "name a sign that is so wherever this is")


def _check_when_asked(work: Sheets, entry: Entry, written: form.Indicator) -> None:
    sheet, path = entry.sheet, entry.path
    for index, other in enumerate(written.opposite_of):
        here = (*path, "opposite_of", index)
        opposite = work.ticked(sheet, here, other)
        if opposite and opposite.strength:
            sheet.report(here, f"`{other}` is a strength too", "name the sign that says the contrary")
    for index, area in enumerate(written.asked_in):
        here = (*path, "asked_in", index)
        work.area(sheet, here, area)
        if area == sheet.written.domain:
            sheet.report(here, f"`{area}` is the area that it stands in", "name other areas, or take it out")
    for index, other in enumerate(written.includes):
        _check_included(work, entry, (*path, "includes", index), other)


def _check_entry(work: Sheets, entry: Entry) -> None:
    sheet, written, path = entry.sheet, entry.written, entry.path
    _check_themes(work, sheet, (*path, "themes"), written.themes)
    work.right(sheet, (*path, "articles"), written.articles or ())
    if isinstance(written, form.Indicator):
        _check_when_asked(work, entry, written)
    if not written.when:
        return
    ways = written.when.ways()
    if ways > MOST_WAYS:
        sheet.report(
            (*path, "when"),
            f"this condition can be met in {ways} ways; {MOST_WAYS} are the most",
            "use some_of, or make several combinations of it",
            key=True,
        )
    for where, part in _parts(written.when, (*path, "when")):
        if isinstance(part, SomeOf):
            if part.theme:
                work.theme(sheet, (*where, "theme"), part.theme)
            continue
        statement = work.ticked(sheet, where, part)
        if statement and statement.strength:
            sheet.report(
                where, f"`{part}` is a strength, and a strength raises no level", "name a sign or a circumstance"
            )


def _check_circumstances(work: Sheets) -> None:
    used: set[str] = set()  # a name among them that is nowhere may be meant for any circumstance
    counted: set[str] = set()
    for entry in work.entries.values():
        if isinstance(entry.written, form.Combination):
            used.update(full(entry.sheet.written.domain, id) for id in entry.written.when.named())
            counted.update(entry.written.when.themes())
    for id, entry in work.entries.items() if used <= work.entries.keys() else ():
        written = entry.written
        if (
            isinstance(written, form.Indicator)
            and written.circumstance
            and id not in used
            and not counted.intersection(written.themes)
        ):
            entry.sheet.report(
                entry.path,
                f"the circumstance `{written.id}` is in no combination, so a tick on it would say nothing",
                "name it in the `when` of a combination, or make it an indicator",
            )


def _parts(condition: Condition, path: Path) -> Iterator[tuple[Path, str | SomeOf]]:
    for key, parts in (("all", condition.all or ()), ("any", condition.any or ())):
        for index, part in enumerate(parts):
            here = (*path, key, index)
            if isinstance(part, str):
                yield here, part
            else:
                yield from _parts(part, here)
    if condition.some_of:
        yield (*path, "some_of"), condition.some_of
        for index, id in enumerate(condition.some_of.of or ()):
            yield (*path, "some_of", "of", index), id


def _listed(numbers: list[int]) -> str:
    return " and ".join([", ".join(map(str, numbers[:-1])), str(numbers[-1])]) if len(numbers) > 1 else str(*numbers)
