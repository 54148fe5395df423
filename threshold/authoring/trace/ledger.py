"""What is declared of a document's text, held against it: what each entry accounts for, and which are needless."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from threshold.authoring.trace.declared import Declared
from threshold.authoring.trace.matching import Standing, occurrences
from threshold.authoring.trace.passages import Document, Passage, rest
from threshold.authoring.trace.quotes import Quote
from threshold.errors import Problem
from threshold.rulebook.page import Path


@dataclass(frozen=True)
class Accounted:
    """What one declaration accounts for: *damage* of the text, or passages that are no rule. *line* is its own, in
    trace.yaml."""

    line: int
    damage: bool
    where: str
    why: str
    passages: tuple[Passage, ...]
    quotes: tuple[Quote, ...] = ()


@dataclass
class Ledger:
    """The letters of the document that are *taken*: by quotes at first, then by declarations too. *needless* are the
    declarations that take nothing."""

    document: Document
    declared: Declared
    taken: bytearray
    needless: list[Problem] = field(default_factory=list)
    _starts: set[int] = field(init=False)
    _ends: set[int] = field(init=False)

    def __post_init__(self) -> None:
        unquoted = [self._core(passage) for passage in rest(self.document, self.taken)]
        self._starts, self._ends = {start for start, _ in unquoted}, {end for _, end in unquoted}

    def account(self, lost: Sequence[Quote], standing: Mapping[Quote, Standing]) -> list[Accounted]:
        """What each declaration accounts for; *lost* are the quotes that do not stand in the document."""
        written = self.declared.written
        out = []
        for index, no_rule in enumerate(written.no_rule):
            path: Path = ("no_rule", index)
            passages = (
                *self._region(path, before=no_rule.before),
                *self._region(path, after=no_rule.after),
                *self._passages(path, no_rule.passages, once=False),
            )
            out.append(Accounted(self._line(path), False, "", no_rule.why, passages))
        for index, damage in enumerate(written.damage):
            path = ("damage", index)
            passages = tuple(self._passages(path, damage.passages, once=True))
            read = tuple(self._quotes(path, damage.quotes, lost, standing)) if passages else ()
            out.append(Accounted(self._line(path), True, damage.where, damage.why, passages, read))
        return [entry for entry in out if entry.passages or entry.quotes]

    def _region(self, path: Path, before: str | None = None, after: str | None = None) -> Iterator[Passage]:
        """All that stands before the first, or after the last, of some words."""
        words = before or after
        if not words:
            return
        places = occurrences(words, self.document)
        if not places:
            self._report((*path, "before" if before else "after"), "these words do not stand in the document")
            return
        region = Passage(0, places[0].start) if before else Passage(places[-1].end, len(self.document.text))
        self._take(region)
        yield region

    def _passages(self, path: Path, passages: Sequence[str], *, once: bool) -> Iterator[Passage]:
        """Where these passages stand; with *once*, each in one place, so that it hides no other."""
        for index, words in enumerate(passages):
            places = occurrences(words, self.document)
            free = [place for place in places if self._is_free(place)]
            whole = [place for place in free if self._is_whole(place)]
            at: Path = (*path, "passages", index)
            if not places:
                self._report(at, "this passage does not stand in the document")
            elif not free:
                self._report(at, "this passage is quoted by a rule, or declared before")
            elif not whole:
                help = "give the whole of it, as it is listed when this line is taken out"
                self._report(at, "this is a part of a passage that no rule quotes", help)
            elif once and len(whole) > 1:
                help = "damage stands in one place: quote the other, or give more of its words"
                self._report(at, f"this passage stands in {len(whole)} places that no rule quotes", help)
            else:
                for place in whole:
                    for part in place.parts:
                        self._take(part)
                    yield Passage(place.start, place.end)

    def _quotes(
        self, path: Path, quotes: Sequence[str], lost: Sequence[Quote], standing: Iterable[Quote]
    ) -> Iterator[Quote]:
        for index, words in enumerate(quotes):
            excused = [quote for quote in lost if quote.words == words]
            yield from excused
            if excused:
                continue
            if any(quote.words == words for quote in standing):
                self._report((*path, "quotes", index), "this quote stands in the document as it is")
            else:
                near = difflib.get_close_matches(words, [quote.words for quote in lost], 1)
                help = f"did you mean “{near[0]}”?" if near else ""
                self._report((*path, "quotes", index), "no rule has this quote", help)

    def _is_free(self, place: Standing) -> bool:
        """Whether nothing has any of its letters yet; what it leaves out (`[...]`), something must have."""
        given = {at for start, end in place.parts for at in range(start, end)}
        letters = (at for at in range(place.start, place.end) if self.document.text[at].isalnum())
        return all(self.taken[at] != (at in given) for at in letters)

    def _is_whole(self, place: Standing) -> bool:
        """Whether it begins where a passage that no rule quotes does, and ends where one ends."""
        start, end = self._core(Passage(place.start, place.end))
        return start in self._starts and end in self._ends

    def _core(self, passage: Passage) -> Passage:
        """A passage without the marks around it."""
        words = self.document.text[passage.start : passage.end]
        first, last = (re.search(r"\w", way) for way in (words, words[::-1]))
        if not first or not last:
            return passage
        return Passage(passage.start + first.start(), passage.end - last.start())

    def _take(self, part: Passage) -> None:
        self.taken[part.start : part.end] = b"\x01" * (part.end - part.start)

    def _line(self, path: Path) -> int:
        return self.declared.page.place(path).line

    def _report(self, path: Path, message: str, help: str = "") -> None:
        page = self.declared.page
        self.needless.append(page.problem(page.place(path), message, help or "take it out, or mend its words"))
