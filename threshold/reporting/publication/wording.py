"""What the parts of a publication say alike: places, sources, rights, instructions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from threshold.reporting.phrases import kind
from threshold.reporting.publication.shape import Link, Note, Printed, Said, note
from threshold.reporting.shape import place, span
from threshold.rulebook.models import Advice, Citation, Combination, Indicator, Instruction, Rulebook, Strand


class Wording:
    """The words of one rulebook. *own* is the source that the rulebook is made from."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook
        self._titles = {id: source.title for id, source in rulebook.sources.items()}
        self.own = rulebook.levels[0].citation.source
        self.authority = rulebook.sources[self.own].authority

    def where(self, citation: Citation | None, level: int | None = None) -> str:
        """Where something is said: "page 52, Level 2"; without the level, where it is *level*. Another authority's
        report says that it is one."""
        if citation and citation.level == level:
            citation = citation.model_copy(update={"level": None})
        said = place(citation, self._titles, self.own)
        authority = self._book.sources[citation.source].authority if citation else self.authority
        return said if authority == self.authority else f"{said}, from another authority, {authority}"

    def printed(self, citation: Citation | None, level: int | None = None) -> tuple[Printed, ...]:
        """A source's words with their place."""
        return (Printed((citation.quote or "") if citation else "", Link(self.where(citation, level))),)

    def advice(self, label: str, advice: Advice) -> Said:
        """Advice that holds whatever the level."""
        return Said(advice.text, label, printed=self.printed(advice.citation))

    def instruction(self, do: Instruction, label: str) -> Said:
        """Something to do, with its source, its link as printed and how it is read."""
        notes = [note("Only with signs of", self.themes(do.themes, do.at_any_level))] if do.themes else []
        notes += [note("The link as printed, which may no longer work", do.link)] if do.link else []
        notes += [note("How we read it", do.reading)] if do.reading else []
        return Said(do.text, label, printed=self.printed(do.citation), notes=tuple(notes))

    def themes(self, themes: Iterable[str], at_any_level: bool) -> str:
        """Themes in words; *at_any_level* or at the level of what they stand with."""
        named = ", ".join(self._book.themes[theme] for theme in themes)
        return f"{named} (at any level)" if at_any_level else named

    def rights(self, articles: Iterable[int]) -> Note:
        """The articles that are engaged, each with its title."""
        links = tuple(Link(f"Article {n} ({self._book.articles[n].title})", f"article-{n}") for n in articles)
        return Note("Rights", links or (Link("no article is named"),))

    def area(self, strand: Strand) -> str:
        """A row with its table: "Health: Growth"."""
        title = next(domain.title for domain in self._book.domains if domain.slug == strand.domain)
        return f"{title}: {strand.title}"


def statements(rulebook: Rulebook) -> Iterator[Indicator | Combination]:
    """Every statement of a rulebook, in the order of the document."""
    known: dict[str, Indicator | Combination] = {**rulebook.indicators, **rulebook.combinations}
    for domain in rulebook.domains:
        for strand in domain.strands:
            for id in dict.fromkeys(id for ids in strand.cells.values() for id in ids):
                if (known[id].domain, known[id].strand) == (domain.slug, strand.slug):
                    yield known[id]


def row_anchor(strand: Strand) -> str:
    """The anchor of a row."""
    return f"row-{strand.domain}.{strand.slug}"


def leading_to(statement: Indicator | Combination) -> Said:
    """A line that leads to the statement, with its level, if it sets one."""
    sets_level = isinstance(statement, Combination) or statement.counts
    levels = span(statement.at_least, statement.level) if sets_level else ""
    return Said(
        statement.text, ", ".join(filter(None, (levels, kind(statement).lower()))).capitalize(), to=statement.id
    )
