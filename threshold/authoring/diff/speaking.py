"""Anything that a rulebook holds, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from threshold.assessing.findings import describe
from threshold.authoring.diff.fields import FIELDS
from threshold.reporting.phrases import Phrases
from threshold.reporting.shape import span
from threshold.rulebook.condition import Condition
from threshold.rulebook.models import Citation, Example, Rulebook, Statement


class Speaker:
    """Says what stands in one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.book = rulebook
        self._phrases = Phrases(rulebook)
        self._titles = {domain.slug: domain.title for domain in rulebook.domains}
        self._strands = {(s.domain, s.slug): s.title for domain in rulebook.domains for s in domain.strands}

    def place(self, domain: str, strand: str = "") -> str:
        """A domain, or a row of it, by their titles."""
        title = self._titles.get(domain, domain)
        return f"{title}: {self._strands.get((domain, strand), strand)}" if strand else title

    def where(self, citation: Citation | None) -> str:
        """Where something is said: "page 52, Level 2"."""
        return self._phrases.where(citation)

    def said(self, value: Any, field: str = "") -> str:
        """A value of the field *field*, in words; empty for nothing."""
        if value is None or value is False or value == ():
            return ""
        if value is True:
            return "yes"
        if isinstance(value, Condition):
            return self.condition(value)
        if isinstance(value, Citation):
            return f"“{value.quote}” ({self.where(value)})" if value.quote else self.where(value)
        if isinstance(value, Example):
            return f"{value.case} {span(value.at_least, value.level)}."
        if isinstance(value, BaseModel):
            return self._model(value)
        if isinstance(value, Mapping):
            return "; ".join(f"{key}: {self.said(part)}" for key, part in value.items())
        if isinstance(value, tuple):
            return ", ".join(self.said(part, field) for part in value)
        if field == "themes":
            return self.book.themes.get(value, str(value))
        if field in ("present", "absent", "not_known", "cells"):
            return self.text(value)
        return str(value)

    def text(self, id: str) -> str:
        """A statement's words; of one that this rulebook does not have, its id."""
        statement = self.statement(id)
        return f"“{statement.text}”" if statement else f"`{id}`"

    def statement(self, id: str) -> Statement | None:
        """The statement of that id, if there is one."""
        return self.book.indicators.get(id) or self.book.combinations.get(id)

    def condition(self, when: Condition, *, inner: bool = False) -> str:
        """What must hold, in words."""
        if when.some_of:
            count, of, theme = when.some_of.count, when.some_of.of, when.some_of.theme
            if theme is not None:
                return f"signs of “{self.said(theme, 'themes')}” in at least {count} row{'s' if count > 1 else ''}"
            return f"at least {count} of: {', '.join(self.text(id) for id in of or ())}"
        if not (when.all or when.any):
            return f"a child {describe(when)}"
        parts = [
            self.text(p) if isinstance(p, str) else self.condition(p, inner=True) for p in when.all or when.any or ()
        ]
        joined = (" and " if when.all else " or ").join(parts)
        return f"({joined})" if inner and len(parts) > 1 else joined

    def _model(self, value: BaseModel) -> str:
        """The parts of something, each with its label; what stands first needs none."""
        said: list[str] = []
        for name, field in FIELDS[type(value)].items():
            words = self.said(getattr(value, name), name)
            if words:
                said.append(f"{field.label.lower()}: {words}" if said else words)
        return f"{said[0]} ({'; '.join(said[1:])})" if len(said) > 1 else "".join(said)


def stands(statement: Statement) -> str:
    """The level a statement stands at: "Level 4 (at the least 2)"."""
    return level_said(statement.level, statement.at_least)


def level_said(level: int, at_least: int) -> str:
    """A level, and the lowest that it may mean."""
    return f"Level {level}" if level == at_least else f"Level {level} (at the least {at_least})"


def listed(words: Iterable[object]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    said = [str(word) for word in words]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
