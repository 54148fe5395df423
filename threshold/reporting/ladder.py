"""Parts of a rulebook to read: a strand from its first level to its last, a statement, a level, a right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from threshold.errors import ThresholdError
from threshold.reporting.outline import Item, Section
from threshold.reporting.phrases import Phrases, kind
from threshold.rulebook.models import Combination, Domain, Indicator, Instruction, Route, Rulebook, Strand


class NothingToShowError(ThresholdError):
    """What was asked for is not in the rulebook."""


class Leaf:
    """Makes the pages of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook
        self._where = Phrases(rulebook).where

    def about(self, words: list[str]) -> list[Section]:
        """The page that *words* ask for: `article 34`, `level 2`, or the name of a table, a strand or a statement.
        Raises NothingToShowError, with what was perhaps meant."""
        if len(words) == 2 and words[0].lower() in ("article", "level") and words[1].isdigit():
            number = int(words[1])
            return self._article(number) if words[0].lower() == "article" else self._level(number)
        wanted = "_".join(words).lower().replace("-", "_").replace(" ", "_")
        statements: dict[str, Indicator | Combination] = {**self._book.indicators, **self._book.combinations}
        matches = [s for id, s in statements.items() if wanted in (id, id.split(".", 1)[1])]
        if matches:
            return [self._statement(statement) for statement in matches]
        strands = [(d, s) for d in self._book.domains for s in d.strands if wanted in (s.slug, f"{d.slug}.{s.slug}")]
        if strands:
            return [section for domain, strand in strands for section in self._strand(domain, strand)]
        domains = [d for d in self._book.domains if d.slug == wanted]
        if domains:
            return [section for strand in domains[0].strands for section in self._strand(domains[0], strand)]
        raise NothingToShowError(self._perhaps(wanted, " ".join(words)))

    def contents(self) -> list[Section]:
        """The tables, each with its strands: what can be shown."""
        return [
            Section(
                f"{domain.title} (page {domain.page})",
                tuple(Item(strand.title, label=f"{domain.slug}.{strand.slug}") for strand in domain.strands),
            )
            for domain in self._book.domains
        ]

    def _perhaps(self, wanted: str, said: str) -> str:
        names = [
            *self._book.indicators,
            *self._book.combinations,
            *(f"{d.slug}.{s.slug}" for d in self._book.domains for s in d.strands),
            *(d.slug for d in self._book.domains),
        ]
        bare = {name.rsplit(".", 1)[-1]: name for name in names}
        near = difflib.get_close_matches(wanted, names, 1, 0.6) or [
            bare[name] for name in difflib.get_close_matches(wanted, bare, 1, 0.6)
        ]
        help = (
            f"did you mean `{near[0]}`?"
            if near
            else "`threshold show` lists what there is; `threshold search WORDS` finds statements"
        )
        return f"there is no strand, statement, level or article “{said[:80]}”\n  = {help}"

    def _strand(self, domain: Domain, strand: Strand) -> Iterator[Section]:
        """The ladder: each level of the strand, as printed."""
        rights = ", ".join(f"{n} ({self._book.articles[n].title})" for n in strand.articles)
        notes = [f"Articles {rights}"] if rights else []
        notes += [strand.caution] if strand.caution else []
        yield Section(f"{domain.title}: {strand.title}", (Item(f"Page {strand.page}", notes=tuple(notes)),))
        for route in self._book.levels:
            items = [self._line(id, route.level) for id in strand.cell(route.level)]
            if route.level in strand.lost:
                items.append(Item("This cell cannot be read in our copy of the document.", label="Lost"))
            if route.level in strand.unsettled:
                items.append(Item("The draft has not decided what belongs here.", label="Not decided"))
            yield Section(f"Level {route.level}", tuple(items or [Item("Nothing is printed here.")]))

    def _line(self, id: str, level: int) -> Item:
        statement = self._book.statement(id)
        citation = next((c for c in statement.citations if c.level == level), statement.citations[0])
        return Item(
            statement.text,
            label=kind(statement),
            quote=citation.quote or "",
            source=f"{self._where(citation)}, {id}",
            notes=tuple(self._notes(statement)),
        )

    def _notes(self, statement: Indicator | Combination) -> Iterator[str]:
        if statement.unsettled:
            yield f"The draft has not decided this: {statement.unsettled}"
        if isinstance(statement, Indicator) and statement.open_above:
            why = {
                "help": "whether help is accepted and works decides how high it goes",
                "silent": "the document is silent above this level",
            }
            yield f"Open above: {why[statement.open_above]}."
        yield from statement.cautions
        if statement.reading:
            yield f"How we read it: {statement.reading}"
        yield from (f"Do: {do.text}" for do in statement.do)

    def _statement(self, statement: Indicator | Combination) -> Section:
        titles = {(d.slug, s.slug): f"{d.title}: {s.title}" for d in self._book.domains for s in d.strands}
        points = [f"also {self._where(c)}: “{c.quote}”" for c in statement.citations[1:]]
        points += (f"article {n}, {self._book.articles[n].title}" for n in statement.articles)
        points += (f"theme: {self._book.themes[theme]}" for theme in statement.themes)
        if isinstance(statement, Combination):
            points += (
                f"joins: {self._book.indicators[id].text} ({id})" for id in dict.fromkeys(statement.when.named())
            )
            points += (
                f"joins: any other sign of: {self._book.themes[t]}" for t in dict.fromkeys(statement.when.themes())
            )
        span = (
            f"Level {statement.level}"
            if statement.level == statement.at_least
            else f"Level {statement.at_least} to {statement.level}"
        )
        first = statement.citations[0]
        item = Item(
            statement.text,
            label=f"{span}, {kind(statement)}" if kind(statement) else span,
            quote=first.quote or "",
            source=self._where(first),
            notes=tuple(self._notes(statement)),
            points=tuple(points),
        )
        return Section(f"{statement.id} ({titles[statement.domain, statement.strand]})", (item,))

    def _level(self, number: int) -> list[Section]:
        routes = [r for r in (*self._book.levels, *self._book.pathways.values()) if r.level == number]
        if not routes:
            known = ", ".join(str(route.level) for route in self._book.levels)
            raise NothingToShowError(f"there is no Level {number}\n  = the levels are {known}")
        sections = [self._route(route) for route in routes]
        for domain in self._book.domains:
            items = tuple(self._line(id, number) for strand in domain.strands for id in strand.cell(number))
            if items:
                sections.append(Section(f"{domain.title}, Level {number}", items))
        return sections

    def _route(self, route: Route) -> Section:
        items = []
        if route.need and route.need_citation:
            items.append(Item(route.need, "Need", route.need_citation.quote or "", self._where(route.need_citation)))
        items.append(
            Item(route.agencies, "Agencies", route.agencies_citation.quote or "", self._where(route.agencies_citation))
        )
        items += (self._instruction(do) for do in route.do)
        items += (
            Item(
                step.text, f"Next (reported by {step.authority})", step.citation.quote or "", self._where(step.citation)
            )
            for step in route.next_steps
        )
        return Section(
            f"Level {route.level}: {route.title} (“{route.citation.quote}”, page {route.citation.page})", tuple(items)
        )

    def _instruction(self, do: Instruction) -> Item:
        notes = [f"Only with: {', '.join(self._book.themes[t] for t in do.themes)}"] if do.themes else []
        notes += [f"The link as printed in the document; it may no longer work: {do.link}"] if do.link else []
        notes += [f"How we read it: {do.reading}"] if do.reading else []
        return Item(do.text, "Do", do.citation.quote or "", self._where(do.citation), tuple(notes))

    def _article(self, number: int) -> list[Section]:
        article = self._book.articles.get(number)
        if not article:
            known = ", ".join(map(str, sorted(self._book.articles)))
            raise NothingToShowError(f"the document does not name article {number}\n  = it names {known}")
        sections = [
            Section(
                f"Article {number}: {article.title}",
                (Item(article.right, quote=article.quote, source=f"page {article.page}"),),
            )
        ]
        statements: Iterable[Indicator | Combination] = [
            *self._book.indicators.values(),
            *self._book.combinations.values(),
        ]
        engaged = [s for s in statements if number in s.articles]
        for route in self._book.levels:
            items = tuple(self._line(s.id, s.level) for s in engaged if s.level == route.level)
            if items:
                sections.append(Section(f"Level {route.level}", items))
        if not engaged:
            sections.append(
                Section("Statements", (Item("The document states this right and gives it no statements."),))
            )
        return sections
