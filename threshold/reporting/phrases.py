"""The words and places that explanations and comparisons share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from threshold.assessment import MOST_SHOWN, Action, Question, Wording
from threshold.reporting.shape import Item, place
from threshold.rulebook.models import Citation, Combination, Indicator, Rulebook

SAID = {
    "present": "so",
    "absent": "not so",
    "not_known": "not known",
    "not_asked": "not asked",
}


def kind(statement: Indicator | Combination) -> str:
    """What a statement is, where it is not simply a sign."""
    if isinstance(statement, Combination):
        return "Combination"
    return "Strength" if statement.strength else "Circumstance" if statement.circumstance else ""


class Phrases:
    """Statements, citations and questions of one rulebook in words."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook
        self._sources = {id: source.title for id, source in rulebook.sources.items()}
        self._own = rulebook.levels[0].citation.source

    def where(self, citation: Citation | None) -> str:
        """Where something is said: "page 52, Level 2"."""
        return place(citation, self._sources, self._own)

    def text(self, id: str) -> str:
        """A statement in our words."""
        return self._book.statement(id).text

    def theme(self, theme: str) -> str:
        """A theme in words."""
        return self._book.themes[theme]

    def item(
        self,
        text: str,
        citation: Citation | None,
        label: str = "",
        notes: Iterable[str] = (),
        points: Iterable[str] = (),
    ) -> Item:
        """Something said, with its source's words and place."""
        quote = (citation.quote or "") if citation else ""
        return Item(text, label, quote, self.where(citation), tuple(notes), tuple(points))

    def action(self, action: Action, label: str, points: Iterable[str] = ()) -> Item:
        """Something to do, with its source and its link."""
        notes = [f"The link as printed, which may no longer work: {action.link}"] if action.link else []
        notes += [f"How we read it: {action.reading}"] if action.reading else []
        return self.item(action.text, action.citation, label, notes, points)

    def wordings(self, wordings: Sequence[Wording], lead: str = "", most: int = MOST_SHOWN) -> Iterator[str]:
        """Statements, each with the document's words; those beyond *most* are counted."""
        for wording in wordings[:most]:
            yield f"{lead}{wording.text} (“{wording.citation.quote}”, {self.where(wording.citation)})"
        if len(wordings) > most:
            yield f"{lead}{len(wordings) - most} more"

    def question(self, question: Question, label: str = "") -> Item:
        """A question, with the statements it asks about."""
        return Item(
            question.text,
            label or f"Could make Level {question.would_make}",
            points=tuple(self.wordings(question.statements)),
        )


def why_to_do(action: Action) -> str:
    """Why an action stands in the answer, as its label."""
    labels = {
        "standing": "Always",
        "in_cell": "First",
        "consult": "Not settled",
        "level": f"Level {action.level}",
        "pathway": f"Level {action.level}, a route of its own",
        "meanwhile": f"Meanwhile, Level {action.level}",
        "judgement": f"Your judgement, Level {action.level}",
    }
    return labels[action.kind]
