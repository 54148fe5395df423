"""Statements found by words: in our text, the document's words and the names of areas; everyday words lead to
the rulebook's."""

from __future__ import annotations

import re

from threshold.rulebook.models import Indicator, Rulebook

ENOUGH = 7  # with fewer, statements that have not quite so many of the words are shown too
_WORD = re.compile(r"[a-z0-9']+")
Wanted = frozenset[str]  # words of which any one will do


def search(rulebook: Rulebook, words: str) -> list[Indicator]:
    """The indicators that have the most of *words*, or of what the rulebook says they mean (`everyday_words`); first
    those whose own text has them. Words that no statement has are passed over."""
    known = [_Known(indicator, _area(rulebook, indicator)) for indicator in rulebook.indicators.values()]
    wanted = [want for want in _wanted(rulebook, words) if any(statement.rank(want) is not None for statement in known)]
    scored = []
    for statement in known:
        ranks = [rank for want in wanted if (rank := statement.rank(want)) is not None]
        if ranks:
            scored.append((-len(ranks), max(ranks), statement.indicator))
    scored.sort(key=lambda found: found[:2])
    last = scored[min(ENOUGH, len(scored)) - 1][0] if scored else 0
    return [indicator for score, _, indicator in scored if score <= last]


class _Known:
    """An indicator as the words that it is found by."""

    def __init__(self, indicator: Indicator, area: str) -> None:
        self.indicator = indicator
        quotes = " ".join(citation.quote or "" for citation in indicator.citations)
        self._rings = [_words(indicator.text), _words(quotes), _words(f"{indicator.id} {area}".replace("_", " "))]

    def rank(self, want: Wanted) -> int | None:
        """How near to the statement's own text one of these words stands; None if it has none."""
        for rank, ring in enumerate(self._rings):
            if any(_begins(word, part) for part in want for word in ring):
                return rank
        return None


def _area(rulebook: Rulebook, indicator: Indicator) -> str:
    domain = next(d for d in rulebook.domains if d.slug == indicator.domain)
    strand = next(s for s in domain.strands if s.slug == indicator.strand)
    return f"{domain.title} {strand.title}"


def _wanted(rulebook: Rulebook, words: str) -> list[Wanted]:
    """What is looked for: each everyday phrase with all that it may mean, then each word that is left."""
    said = " ".join(_WORD.findall(words.lower().replace("’", "'")))
    wanted: list[Wanted] = []
    for phrase in sorted(rulebook.everyday_words, key=len, reverse=True):
        if re.search(rf"\b{re.escape(phrase)}\b", said):
            wanted.append(frozenset(rulebook.everyday_words[phrase]))
            said = re.sub(rf"\b{re.escape(phrase)}\b", " ", said)
    return wanted + [frozenset({word}) for word in said.split() if len(word) > 2]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower().replace("’", "'").replace(".", " ")))


def _begins(word: str, part: str) -> bool:
    """Whether a word begins so, or differs only in its last letter: bruise and bruising."""
    return word.startswith(part) or (len(part) > 4 and word.startswith(part[:-1]))
