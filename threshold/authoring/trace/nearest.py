"""What a document has in place of a quote that does not stand in it, and how the two differ, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from threshold.authoring.trace.matching import fits
from threshold.authoring.trace.passages import CELL, ROW, Document, Passage, plain_words

ALIKE = 0.5  # of a quote's words; with fewer, no passage is worth showing
GAP = "[...]"

_DOCUMENT_WORD = re.compile(r"(?:[^\s]|(?<=-)\n)+")
_QUOTE_WORD = re.compile(r"(?:\[[^\[\]]*\]|\S)+")
_SPLIT_GAP = re.compile(r"\s*\[\.\.\.\]\s*")


class Difference(NamedTuple):
    """Words of the rulebook's quote, and what the document has instead; either may be nothing. *behind* is the word of
    both before them, *kind* what differs: capitals, punctuation, spaces, or words."""

    rulebook: str
    document: str
    behind: str
    kind: str

    def __str__(self) -> str:
        after = f" after “{self.behind}”" if self.behind else " at the beginning"
        if not self.document:
            return f"the rulebook has “{self.rulebook}”{after}; the document has not"
        if not self.rulebook:
            return f"the document has “{self.document}”{after}; the rulebook has not"
        return f"the rulebook has “{self.rulebook}”, the document “{self.document}”"


class Nearest(NamedTuple):
    """The nearest passage, and how it differs from the quote."""

    passage: Passage
    differences: tuple[Difference, ...]

    @property
    def only(self) -> str:
        """What alone differs, if it is no word: "capitals and punctuation"; else nothing."""
        kinds = {kind for difference in self.differences for kind in difference.kind.split(" and ")}
        return "" if "words" in kinds else " and ".join(sorted(kinds))


class Words:
    """A document's words, in which the nearest passage is looked for."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in _DOCUMENT_WORD.finditer(self._document.text)]

    @cached_property
    def _bare(self) -> list[str]:
        return [_bare(self._document.text[start:end]) for start, end in self._spans]

    def nearest(self, quote: str) -> Nearest | None:
        """The passage that has most of the quote's words, if it has half of them."""
        written = _QUOTE_WORD.findall(_SPLIT_GAP.sub(f" {GAP} ", plain_words(quote)))
        bare = [_bare(word) for word in written]
        wanted = Counter(word for word in bare if word)
        size = wanted.total()
        first, shared = self._best(wanted, size)
        if not size or shared < ALIKE * size:
            return None
        first, last = max(0, first - 2), min(len(self._bare), first + size + 2)
        blocks = SequenceMatcher(None, bare, self._bare[first:last], autojunk=False).get_matching_blocks()[:-1]
        if not blocks:
            return None
        start, end = first + blocks[0].b, first + blocks[-1].b + blocks[-1].size
        start = self._back(start, blocks[0].a)
        end = self._on(end, len(bare) - blocks[-1].a - blocks[-1].size)
        passage = Passage(self._spans[start][0], self._spans[end - 1][1])
        return Nearest(passage, tuple(self._differences(written, start, end)))

    def _back(self, start: int, most: int) -> int:
        """*start*, or as far before it as the sentence goes, by *most* words."""
        while most and start and self._go_together(start - 1):
            start, most = start - 1, most - 1
        return start

    def _on(self, end: int, most: int) -> int:
        """*end*, or as far behind it as the sentence goes, by *most* words."""
        while most and end < len(self._spans) and self._go_together(end - 1):
            end, most = end + 1, most - 1
        return end

    def _go_together(self, place: int) -> bool:
        """Whether a word and the next one stand in the same sentence of the same cell."""
        text, end = self._document.text, self._spans[place][1]
        between = text[end : self._spans[place + 1][0]]
        return text[end - 1] not in ".?!;" and CELL not in between and ROW not in between

    def _best(self, wanted: Counter[str], size: int) -> tuple[int, int]:
        """Where the *size* words begin that have most of those *wanted*, and how many they have."""
        missing = wanted.copy()
        best = (0, 0)
        shared = 0
        for place, word in enumerate(self._bare):
            if word in wanted:
                shared += missing[word] > 0
                missing[word] -= 1
            if place >= size and (gone := self._bare[place - size]) in wanted:
                missing[gone] += 1
                shared -= missing[gone] > 0
            if shared > best[1]:
                best = (max(0, place - size + 1), shared)
        return best

    def _differences(self, written: list[str], first: int, last: int) -> Iterator[Difference]:
        there = [self._document.text[start:end].replace("-\n", "") for start, end in self._spans[first:last]]
        codes = SequenceMatcher(None, [_bare(w) for w in written], self._bare[first:last], autojunk=False).get_opcodes()
        for tag, a, b, c, d in codes:
            pairs = zip(range(a, b), range(c, d), strict=True) if tag == "equal" else ()
            spans = [((i, i + 1), (j, j + 1)) for i, j in pairs] if tag == "equal" else [((a, b), (c, d))]
            for (i, k), (j, m) in spans:
                ours, theirs = " ".join(written[i:k]), " ".join(there[j:m])
                if k == len(written) and ours and re.fullmatch(re.escape(ours) + r"\W+", theirs):
                    continue  # the quote ends before the sentence does
                if not fits(ours, theirs) and ours != GAP:
                    yield Difference(ours, theirs, written[i - 1] if i else "", _kind(ours, theirs))


def _kind(ours: str, theirs: str) -> str:
    if ours and theirs and re.sub(r"\s", "", ours) == re.sub(r"\s", "", theirs):
        return "spaces"
    if _bare(ours) != _bare(theirs):
        return "words"
    kinds = []
    if re.sub(r"\W", "", ours) != re.sub(r"\W", "", theirs):
        kinds.append("capitals")
    if re.sub(r"[\w\s]", "", ours) != re.sub(r"[\w\s]", "", theirs):
        kinds.append("punctuation")
    return " and ".join(kinds) or "spaces"


def _bare(word: str) -> str:
    """A word without capitals, marks and brackets; nothing, if it has no letter."""
    return re.sub(r"[\W_]", "", word).casefold()
