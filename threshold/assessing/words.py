"""Statements as a reader sees them: our words, and the document's from where they stand."""

from __future__ import annotations

from threshold.assessment import Wording
from threshold.rulebook.models import Rulebook


class Words:
    """The statements of a rulebook, each made once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._statements = {**rulebook.indicators, **rulebook.combinations}
        self._made: dict[tuple[str, int], Wording] = {}

    def at(self, id: str, level: int | None = None) -> Wording:
        """The statement, quoted from where it stands at *level*, or from its home."""
        statement = self._statements[id]
        level = level or statement.citations[0].level or statement.level
        if (id, level) not in self._made:
            citation = next((c for c in statement.citations if c.level == level), statement.citations[0])
            self._made[id, level] = Wording(id=id, text=statement.text, level=level, citation=citation)
        return self._made[id, level]
