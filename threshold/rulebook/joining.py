"""Joins the sheets of a rulebook: every reference looked up, everything cross-checked, then built."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from threshold.errors import Problem
from threshold.rulebook import form
from threshold.rulebook.building import build, full
from threshold.rulebook.condition import Condition, SomeOf
from threshold.rulebook.models import Rulebook
from threshold.rulebook.page import Page, Path

Form = TypeVar("Form", bound=form.Written, covariant=True)
MOST_WAYS = 200  # conjunctions one condition may stand for; the whole shipped rulebook has far fewer


@dataclass(frozen=True)
class Sheet(Generic[Form]):
    """A file as read and as understood."""

    page: Page
    written: Form

    def report(self, path: Path, message: str, help: str = "", *, key: bool = False) -> None:
        """Add a problem at *path* of this file."""
        span = self.page.keys.get(path) if key else None
        self.page.report(span or self.page.place(path), message, help)


@dataclass
class _Entry:
    """An indicator or combination with its address."""

    sheet: Sheet[form.DomainFile]
    path: Path
    strand: form.Strand
    level: int
    written: form.Indicator | form.Combination


@dataclass
class _Join:
    title: Sheet[form.TitlePage]
    articles: Sheet[form.ArticlesFile]
    domains: list[Sheet[form.DomainFile]]
    entries: dict[str, _Entry] = field(default_factory=dict)

    @property
    def sheets(self) -> list[Sheet[form.Written]]:
        return [self.title, self.articles, *self.domains]


def join(
    title: Sheet[form.TitlePage],
    articles: Sheet[form.ArticlesFile],
    domains: list[Sheet[form.DomainFile]],
    digest: str,
    problems: list[Problem],
) -> Rulebook | None:
    """The Rulebook; or None, and what is wrong added to *problems*."""
    work = _Join(title, articles, _in_order(title, domains))
    _gather(work)
    _check_title_page(work)
    for sheet in work.domains:
        _check_domain(work, sheet)
    for entry in work.entries.values():
        _check_entry(work, entry)
    _check_circumstances(work)
    found = [problem for sheet in work.sheets for problem in sheet.page.problems]
    if found:
        problems += found
        return None
    return build(title.written, articles.written, [sheet.written for sheet in work.domains], digest)


def _in_order(title: Sheet[form.TitlePage], domains: list[Sheet[form.DomainFile]]) -> list[Sheet[form.DomainFile]]:
    """The tables in the order of `contents`; a table that is missing, or not listed, is a problem, not a silence."""
    contents = title.written.contents
    here = {sheet.written.domain: sheet for sheet in domains}
    for index, slug in enumerate(contents):
        if slug not in here:
            title.report(
                ("contents", index),
                f"there is no file levels/{slug}.yaml",
                "put the file back, or take its name out here",
            )
    for sheet in domains:
        slug = sheet.written.domain
        if sheet.page.file != f"levels/{slug}.yaml":
            sheet.report(
                ("domain",), f"the file of domain `{slug}` must be called levels/{slug}.yaml", "rename one of the two"
            )
        elif slug not in contents:
            sheet.report(
                ("domain",),
                f"`{slug}` is not in `contents` of rulebook.yaml",
                "add it there, in the place where the document prints it",
            )
    return sorted(
        domains,
        key=lambda sheet: contents.index(sheet.written.domain) if sheet.written.domain in contents else len(contents),
    )


def _columns(
    sheet: Sheet[form.DomainFile],
) -> Iterator[tuple[Path, form.Strand, int, form.Indicator | form.Combination | form.See]]:
    for s, strand in enumerate(sheet.written.strands):
        for level in range(1, 7):
            for e, entry in enumerate(strand.column(level)):
                yield ("strands", s, f"level_{level}", e), strand, level, entry


def _gather(work: _Join) -> None:
    for sheet in work.domains:
        for path, strand, level, entry in _columns(sheet):
            if isinstance(entry, form.See):
                continue
            slug, key = (entry.id, "id") if isinstance(entry, form.Indicator) else (entry.combination, "combination")
            id = full(sheet.written.domain, slug)
            first = work.entries.get(id)
            if first:
                line = first.sheet.page.place(first.path).line
                sheet.report(
                    (*path, key),
                    f"the id `{slug}` is used twice; the first is on line {line}",
                    "an id stands once: use `see` for a second place, or give this one another id",
                )
            else:
                work.entries[id] = _Entry(sheet, path, strand, level, entry)


def _check_known(
    sheet: Sheet[form.Written], path: Path, what: str, name: object, known: Iterable[object], where: str
) -> None:
    options = [str(option) for option in known]
    if str(name) not in options:
        near = difflib.get_close_matches(str(name), options, 1, 0.6)
        sheet.report(
            path, f"there is no {what} `{name}`", f"did you mean `{near[0]}`?" if near else f"{where} has them all"
        )


def _check_title_page(work: _Join) -> None:
    title, page = work.title.written, work.title
    for index, standing in enumerate(title.standing):
        _check_known(page, ("standing", index, "theme"), "theme", standing.theme, title.themes, "`themes` in this file")
    for name in ("consult", "cumulative", "consent"):
        advice: form.Advice = getattr(title, name)
        if advice.source:
            _check_known(page, (name, "source"), "source", advice.source, title.sources, "`sources` in this file")
        elif advice.page or advice.place or advice.quote:
            page.report((name,), f"`{name}` has a place and no source", "name the source, or take the place out")
    for index, term in enumerate(title.glossary):
        if term.source:
            _check_known(
                page, ("glossary", index, "source"), "source", term.source, title.sources, "`sources` in this file"
            )
    numbers = [article.article for article in work.articles.written.articles]
    for index, number in enumerate(numbers):
        if number in numbers[:index]:
            work.articles.report(("articles", index, "article"), f"article {number} is given twice", "keep one of them")
    _check_known(
        work.articles, ("source",), "source", work.articles.written.source, title.sources, "`sources` in rulebook.yaml"
    )
    holders = [sheet for sheet in work.domains if sheet.written.levels]
    if len(holders) != 1:
        (holders[-1] if holders else page).report(
            ("levels",),
            f"{len(holders)} files have `levels`; the levels of need stand in one",
            "keep them in the file of the general page",
        )
        return
    levels = [level.level for level in holders[0].written.levels]
    if levels != list(range(1, len(levels) + 1)):
        holders[0].report(("levels",), f"the levels are {levels}", "number them 1, 2, 3 and so on, in order")


def _check_domain(work: _Join, sheet: Sheet[form.DomainFile]) -> None:
    title, file = work.title.written, sheet.written
    levels = {level.level for other in work.domains for level in other.written.levels}
    pathways = {pathway.pathway for other in work.domains for pathway in other.written.pathways}
    _check_known(sheet, ("source",), "source", file.source, title.sources, "`sources` in rulebook.yaml")
    _check_articles(work, sheet, ("articles",), file.articles)
    for key, routes in (("levels", file.levels), ("pathways", file.pathways)):
        for r, route in enumerate(routes):
            for d, do in enumerate(route.do):
                for t, theme in enumerate(do.for_):
                    _check_known(
                        sheet, (key, r, "do", d, "for", t), "theme", theme, title.themes, "`themes` in rulebook.yaml"
                    )
            for n, step in enumerate(route.next_steps):
                _check_known(
                    sheet,
                    (key, r, "next_steps", n, "source"),
                    "source",
                    step.source,
                    title.sources,
                    "`sources` in rulebook.yaml",
                )
                for t, theme in enumerate(step.for_):
                    _check_known(
                        sheet,
                        (key, r, "next_steps", n, "for", t),
                        "theme",
                        theme,
                        title.themes,
                        "`themes` in rulebook.yaml",
                    )
    slugs: set[str] = set()
    for s, strand in enumerate(file.strands):
        path: Path = ("strands", s)
        if strand.strand in slugs:
            sheet.report(
                (*path, "strand"), f"the strand `{strand.strand}` stands here twice", "give one of them another name"
            )
        slugs.add(strand.strand)
        _check_articles(work, sheet, (*path, "articles"), strand.articles or ())
        if strand.pathway:
            _check_known(
                sheet, (*path, "pathway"), "pathway", strand.pathway, pathways, "`pathways` in the file of the levels"
            )
        for key in ("lost", "unsettled"):
            for i, level in enumerate(getattr(strand, key)):
                if level not in levels:
                    sheet.report((*path, key, i), f"there is no level {level}", f"the levels are {sorted(levels)}")
        for level in range(1, 7):
            if strand.column(level) and level not in levels:
                sheet.report(
                    (*path, f"level_{level}"),
                    f"there is no level {level}",
                    f"the levels are {sorted(levels)}",
                    key=True,
                )
        for e, example in enumerate(strand.examples):
            for group in ("present", "absent", "not_known"):
                for i, reference in enumerate(getattr(example, group)):
                    _check_ticked(work, sheet, (*path, "examples", e, group, i), reference)
    for column_path, column_strand, level, entry in _columns(sheet):
        if isinstance(entry, form.See):
            _check_see(work, sheet, (*column_path, "see"), entry, column_strand, level)


def _check_articles(work: _Join, sheet: Sheet[form.DomainFile], path: Path, articles: tuple[int, ...]) -> None:
    known = [article.article for article in work.articles.written.articles]
    for index, number in enumerate(articles):
        _check_known(sheet, (*path, index), "article", number, known, "uncrc_articles.yaml")


def _check_reference(work: _Join, sheet: Sheet[form.DomainFile], path: Path, reference: str) -> _Entry | None:
    id = full(sheet.written.domain, reference)
    if id in work.entries:
        return work.entries[id]
    own = [known.split(".", 1)[1] for known in work.entries if known.startswith(sheet.written.domain + ".")]
    options = own + list(work.entries) if "." not in reference else list(work.entries)
    near = difflib.get_close_matches(reference, options, 1, 0.6)
    elsewhere = next((known for known in work.entries if known.endswith("." + reference)), None)
    hint = elsewhere or (near[0] if near else None)
    sheet.report(
        path,
        f"there is no statement `{reference}`",
        f"did you mean `{hint}`?" if hint else "see the ids in rules/levels",
    )
    return None


def _check_ticked(work: _Join, sheet: Sheet[form.DomainFile], path: Path, reference: str) -> None:
    entry = _check_reference(work, sheet, path, reference)
    if entry and isinstance(entry.written, form.Combination):
        sheet.report(path, f"`{reference}` is a combination, and has no tick", "name the statements that it joins")


def _check_see(
    work: _Join, sheet: Sheet[form.DomainFile], path: Path, entry: form.See, strand: form.Strand, level: int
) -> None:
    home = _check_reference(work, sheet, path, entry.see)
    page = entry.page or strand.page or sheet.written.page
    if home and (level, page) not in {(also.level, also.page) for also in home.written.also}:
        sheet.report(
            path,
            f"`{entry.see}` has no `also` for Level {level}, page {page}",
            "add {level, page, quote} to its `also`, so that this place is cited",
        )


def _check_entry(work: _Join, entry: _Entry) -> None:
    sheet, written, path = entry.sheet, entry.written, entry.path
    for t, theme in enumerate(written.themes):
        _check_known(
            sheet, (*path, "themes", t), "theme", theme, work.title.written.themes, "`themes` in rulebook.yaml"
        )
    _check_articles(work, sheet, (*path, "articles"), written.articles or ())
    if not written.when:
        return
    ways = written.when.ways()
    if ways > MOST_WAYS:
        sheet.report(
            (*path, "when"),
            f"this condition can be met in {ways} ways; {MOST_WAYS} are the most",
            "use some_of, or make several combinations of it",
        )
    for where, part in _parts(written.when, (*path, "when")):
        if isinstance(part, str):
            _check_ticked(work, sheet, where, part)
            target = work.entries.get(full(sheet.written.domain, part))
            if target and isinstance(target.written, form.Indicator) and target.written.strength:
                sheet.report(
                    where, f"`{part}` is a strength, and a strength raises no level", "name a sign or a circumstance"
                )
        elif part.theme:
            _check_known(
                sheet, (*where, "theme"), "theme", part.theme, work.title.written.themes, "`themes` in rulebook.yaml"
            )


def _check_circumstances(work: _Join) -> None:
    used: set[str] = set()
    counted: set[str] = set()
    for entry in work.entries.values():
        if isinstance(entry.written, form.Combination):
            used.update(full(entry.sheet.written.domain, id) for id in entry.written.when.named())
            counted.update(entry.written.when.themes())
    for id, entry in work.entries.items():
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
