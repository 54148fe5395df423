"""What a report is made of before it has a face: sections of items, in words of ours and of the rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from threshold.assessment import MOST_SHOWN, Assessment, Wording
from threshold.rulebook.models import Citation

NOT_FROM_THE_DOCUMENT = "not from the document"
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


ROOM = 3  # lines to be filled in by hand, where a sentence will not do


class Item(NamedTuple):
    """One thing said. *label* stands before the text; *quote* is a source's own words; *source* says where they are;
    *notes* are what the reader must know with it; *points* are shorter things below it; *blank*: so many lines to be
    filled in by hand."""

    text: str
    label: str = ""
    quote: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    blank: int = 0


class Bar(NamedTuple):
    """A row of the picture of the profile: *least* to *most* of *top* levels."""

    title: str
    least: int
    most: int
    top: int

    @property
    def said(self) -> str:
        """The levels in words, which stand beside the picture."""
        return span(self.least, self.most)


class Section(NamedTuple):
    """A part of the report under its own heading. *bars* come before *items*."""

    title: str
    items: tuple[Item, ...]
    bars: tuple[Bar, ...] = ()


class Outline(NamedTuple):
    """A whole report: what is said before everything else, the *headline*, what *opening* says below it, then the
    sections."""

    emergency: str
    caveat: str
    headline: str
    sections: tuple[Section, ...]
    opening: tuple[str, ...] = ()


def printable(text: str) -> str:
    """*text* as it is, but for what a terminal obeys and a page cannot show: a question mark stands for each such
    letter."""
    return _UNSAFE.sub("?", text)


def span(least: int, most: int) -> str:
    """One level, or the range of an answer that is not settled."""
    return f"Level {most}" if least == most else f"Level {least} to {most}"


def age_in_words(age: int | None) -> str:
    """Completed years."""
    if age is None:
        return "age not known"
    return "under 1 year" if age == 0 else "1 year" if age == 1 else f"{age} years"


def place(citation: Citation | None, sources: Mapping[str, str], own: str) -> str:
    """Where a citation is, in words: "page 52, Level 2"; another source than the rulebook's *own* is named."""
    if citation is None:
        return NOT_FROM_THE_DOCUMENT
    parts = [f"page {citation.page}"] if citation.page else []
    if citation.place:
        parts.append(citation.place)
    if citation.level:
        parts.append(f"Level {citation.level}")
    if citation.source != own:
        parts.append(sources.get(citation.source, citation.source))
    return ", ".join(parts)


class Places:
    """The places of one assessment's citations, and items made with them."""

    def __init__(self, answer: Assessment) -> None:
        self._sources = answer.provenance.sources
        self._own = answer.agencies[0].citation.source if answer.agencies else next(iter(self._sources), "")

    @property
    def document(self) -> str:
        """The rulebook's own source: its title, publisher and date."""
        return self._sources.get(self._own, self._own)

    def of(self, citation: Citation | None) -> str:
        """Where that is, in words."""
        return place(citation, self._sources, self._own)

    def quoted(self, citation: Citation) -> str:
        """The source's words and where they are; without words, where it is."""
        return f"“{citation.quote}”, {self.of(citation)}" if citation.quote else self.of(citation)

    def item(
        self,
        text: str,
        citation: Citation | None,
        label: str = "",
        notes: tuple[str, ...] = (),
        points: tuple[str, ...] = (),
        area: str = "",
    ) -> Item:
        """An item with its warrant; *area* says in which table of the document it stands."""
        source = f"{self.of(citation)}, {area}" if area else self.of(citation)
        return Item(text, label, (citation.quote or "") if citation else "", source, notes, points)

    def wordings(self, wordings: Iterable[Wording], most: int = MOST_SHOWN, quoted: bool = True) -> Iterator[str]:
        """Statements in our words, and the document's, or else where they stand; of very many, the first."""
        wordings = list(wordings)
        for wording in wordings[:most]:
            source = self.quoted(wording.citation) if quoted else f"page {wording.citation.page}"
            yield f"{wording.text} ({source})"
        if len(wordings) > most:
            yield f"and {len(wordings) - most} more"


def text_of(id: str, answer: Assessment) -> str:
    """The statement of that id, as far as the assessment carries it: else the words of its id."""
    for finding in answer.findings:
        if finding.id == id:
            return finding.text
        for part in finding.parts:
            if part.id == id:
                return part.text
    for strength in answer.strengths:
        if strength.id == id:
            return strength.text
    for question in answer.questions:
        for wording in question.statements:
            if wording.id == id:
                return wording.text
    return id.rsplit(".", maxsplit=1)[-1].replace("_", " ")
