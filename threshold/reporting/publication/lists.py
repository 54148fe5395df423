"""What stands behind the tables, and leads back into them: rights, words, themes, and all that is left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from threshold.reporting.phrases import kind
from threshold.reporting.publication.shape import Part, Said, note
from threshold.reporting.publication.statements import PATTERNS, Statements
from threshold.reporting.publication.wording import Wording, leading_to, row_anchor, statements
from threshold.rulebook.form import Article
from threshold.rulebook.models import Citation, Combination, Indicator, Rulebook, Strand
from threshold.rulebook.sheets import Sheets


def rights(rulebook: Rulebook, sheets: Sheets, wording: Wording) -> Part:
    """Each article, with the rows and statements that engage it."""
    written = sheets.articles.written
    said = (_article(article, written.source, rulebook, wording) for article in rulebook.articles.values())
    lead = Said(f"The articles are those of the {written.convention}, in the words of the document.")
    return Part("rights", "The rights of the child", (lead, *said))


def _article(article: Article, source: str, rulebook: Rulebook, wording: Wording) -> Said:
    """Rows that engage it as a whole are named once; of other rows, their statements."""
    engaged: list[Said] = []
    for strand in _strands(rulebook):
        of_row = [s for s in statements(rulebook) if (s.domain, s.strand) == (strand.domain, strand.slug)]
        having = [s for s in of_row if article.article in s.articles]
        if len(having) == len(of_row) and article.article in strand.articles:
            label = "Every statement of the row" if of_row else "The row, which has no statements"
            engaged.append(Said(wording.area(strand), label, to=row_anchor(strand)))
        else:
            engaged += map(leading_to, having)
    return Said(
        article.right,
        f"Article {article.article}, {article.title}",
        anchor=f"article-{article.article}",
        printed=wording.printed(Citation(source=source, page=article.page, quote=article.quote)),
        notes=() if engaged else (note("Engaged by", "no statement"),),
        points=tuple(engaged),
    )


def glossary(rulebook: Rulebook, wording: Wording) -> Part:
    """The words that need explaining, each with whose explanation it is."""
    said = (
        Said(
            term.means,
            term.term,
            printed=wording.printed(Citation(source=term.source, place=term.place) if term.source else None),
        )
        for term in rulebook.glossary
    )
    return Part("glossary", "What words mean", tuple(said))


def themes(rulebook: Rulebook) -> Part:
    """An index: the statements of each theme, and of each pattern."""
    every = list(statements(rulebook))
    said = [
        _index(title, [s for s in every if theme in s.themes])._replace(anchor=f"theme-{theme}")
        for theme, title in rulebook.themes.items()
    ]
    said += (_index(words, [s for s in every if pattern in s.pattern]) for pattern, words in PATTERNS.items())
    return Part("themes", "Statements by theme", tuple(said))


def _index(title: str, found: list[Indicator | Combination]) -> Said:
    count = "1 statement" if len(found) == 1 else f"{len(found) or 'no'} statements"
    return Said(count, title, points=tuple(map(leading_to, found)))


def left_open(rulebook: Rulebook, wording: Wording, known: Statements) -> Part:
    """Everything that is not settled, cannot be read, or is not said: in one list."""
    rows = list(_strands(rulebook))
    every = list(statements(rulebook))
    counted = [s for s in every if isinstance(s, Combination) or s.counts]
    signs = list(rulebook.indicators.values())
    groups = {
        "The document itself asks": [
            *(s for statement in every for s in _doubtful(statement, known)),
            *_cells(rows, wording, "unsettled", "the document has not decided what belongs here"),
        ],
        "Printed at several levels, or doubtful": [leading_to(s) for s in counted if s.at_least != s.level],
        "Cannot be read in our copy": list(_cells(rows, wording, "lost", "lost")),
        "The document is silent above this level": [leading_to(s) for s in signs if s.open_above == "silent"],
        "Help decides how high it goes": [leading_to(s) for s in signs if s.open_above == "help"],
        "Rows without any statement": [
            Said(wording.area(row), to=row_anchor(row)) for row in rows if not any(row.cells.values())
        ],
        "Nobody to reach": [Said(c.who, "Not given", to="who-to-contact") for c in rulebook.contacts if not c.how],
    }
    parts = (Part(f"open-{n}", title, tuple(said)) for n, (title, said) in enumerate(groups.items(), 1) if said)
    return Part("left-open", "What the document leaves open", parts=tuple(parts))


def _doubtful(statement: Indicator | Combination, known: Statements) -> Iterator[Said]:
    doubts = [note("Not settled", doubt) for doubt in known.doubts(statement.id)]
    if doubts:
        yield Said(statement.text, kind(statement), to=statement.id, notes=tuple(doubts))


def _cells(rows: Iterable[Strand], wording: Wording, which: str, words: str) -> Iterator[Said]:
    for row in rows:
        for level in getattr(row, which):
            yield Said(f"{wording.area(row)}, Level {level}: {words}", to=row_anchor(row))


def retired(rulebook: Rulebook) -> Part:
    """Statements that are no more, so that a link to one still leads somewhere."""
    said = (Said(why, id, anchor=id) for id, why in rulebook.retired.items())
    return Part("retired-statements", "Statements that are no more", tuple(said))


def _strands(rulebook: Rulebook) -> Iterator[Strand]:
    return (strand for domain in rulebook.domains for strand in domain.strands)
