"""What an officer has said of a document's text, in trace.yaml beside the rules: which passages are no rule, where the
text is damaged, and why.

It is about one text of the document, and no part of the rulebook: no answer depends on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from threshold.errors import ThresholdError
from threshold.rulebook import faults
from threshold.rulebook.condition import UnfitError
from threshold.rulebook.form import Line, Written
from threshold.rulebook.page import Page
from threshold.rulebook.reading import decode

TRACE = "trace.yaml"


class NoRule(Written):
    """Passages of the document that are no rule: *passages* word for word, or all that stands *before* or *after* some
    words."""

    why: Line
    before: Line | None = None
    after: Line | None = None
    passages: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if not (self.before or self.after or self.passages):
            raise UnfitError("it is not said which passages are no rule", "add `passages`, `before` or `after`")
        return self


class Damage(Written):
    """A place where the text that we have is damaged: the *passages* as they stand there, and the *quotes* of the
    rulebook that a careful reader has made of them, or that are lost."""

    where: Line
    why: Line
    passages: Annotated[tuple[Line, ...], Field(min_length=1)]
    quotes: tuple[Line, ...] = ()


class DeclaredFile(Written):
    """trace.yaml."""

    no_rule: tuple[NoRule, ...] = ()
    damage: tuple[Damage, ...] = ()


class DeclaredError(ThresholdError):
    """trace.yaml cannot be used."""


@dataclass(frozen=True)
class Declared:
    """What is declared, and the page it is written on."""

    page: Page
    written: DeclaredFile


NOTHING = Declared(Page(TRACE, []), DeclaredFile())


def declared(raw: bytes) -> Declared:
    """Read trace.yaml. Raises DeclaredError with every problem of it."""
    page = decode(raw, TRACE)
    written = DeclaredFile()
    if page.data is not None and not page.problems:
        try:
            written = DeclaredFile.model_validate(page.data)
        except ValidationError as error:
            faults.report(page, error, DeclaredFile)
        for path, span in page.values.items():
            is_words = len(path) == 4 or path[-1:] in (("before",), ("after",))
            if is_words and path not in page.double_quoted:
                page.report(span, "the document's own words stand in double quotes, always", 'write "..."')
    if page.problems:
        raise DeclaredError("\n\n".join(map(str, page.problems)))
    return Declared(page, written)
