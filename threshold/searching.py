"""Statements found by words: in our text, the document's words and the names of areas; everyday words lead to
the rulebook's."""

from __future__ import annotations

import difflib
import re

from threshold.rulebook.models import Indicator, Rulebook

ENOUGH = 7  # with fewer, statements that have not quite so many of the words are shown too
COMMON = 0.25  # a word that more of the statements have than this says little beside another
NEARLY = 0.78  # of 1: how like a word of the rulebook a misspelt one is
SHORTEST = 3  # letters of a word that is looked for
_WORD = re.compile(r"[a-z0-9']+")
_ENDINGS = ("ing", "ed", "es", "s", "e")
Wanted = frozenset[str]  # the beginnings of words of which any one will do


def search(rulebook: Rulebook, words: str) -> list[Indicator]:
    """The indicators that have the most of *words*, or of what the rulebook says they mean (`everyday_words`); first
    those whose own text has them, and signs before strengths. Words that no statement has are passed over, and so are
    those that very many have, beside another."""
    known = _known(rulebook)
    ranked = []
    for _, want in _wanted(rulebook, words):
        ranks = {place: rank for place, one in enumerate(known) if (rank := one.rank(want)) is not None}
        ranked += [ranks] if ranks else []
    telling = [ranks for ranks in ranked if len(ranks) <= COMMON * len(known)] or ranked
    scored = []
    for place, one in enumerate(known):
        own = [ranks[place] for ranks in telling if place in ranks]
        if own:
            scored.append((-len(own), max(own), one.indicator))
    scored.sort(key=lambda found: (*found[:2], not found[2].counts))
    last = scored[min(ENOUGH, len(scored)) - 1][0] if scored else 0
    return [indicator for score, _, indicator in scored if score <= last]


def without_match(rulebook: Rulebook, words: str) -> list[str]:
    """Those of *words* that no statement has: a search passes them over."""
    known = _known(rulebook)
    return [said for said, want in _wanted(rulebook, words) if all(one.rank(want) is None for one in known)]


def nothing_found(rulebook: Rulebook, words: str) -> str:
    """What to say of *words* that find nothing: words spelt nearly so, if there are any."""
    lost = f"no statement has “{words[:60]}”"
    spelt = {word for one in _known(rulebook) for word in one.words} | set(rulebook.everyday_words)
    by_stem = {_stem(word): word for word in sorted(spelt, key=lambda word: (-len(word), word))}  # the shortest stays
    near = [
        by_stem[stem]
        for said in without_match(rulebook, words[:60])
        for stem in difflib.get_close_matches(_stem(said), by_stem, 2, NEARLY)
    ]
    return f"{lost}; did you mean {' or '.join(dict.fromkeys(near))}?" if near else f"{lost}; try another word for it."


def _known(rulebook: Rulebook) -> list[_Known]:
    """Taken apart once: a questionnaire searches often."""
    return rulebook.prepared(
        "searching", lambda book: [_Known(indicator, _area(book, indicator)) for indicator in book.indicators.values()]
    )


class _Known:
    """An indicator as the words that it is found by."""

    def __init__(self, indicator: Indicator, area: str) -> None:
        self.indicator = indicator
        quotes = " ".join(citation.quote or "" for citation in indicator.citations)
        self._rings = [_words(indicator.text), _words(quotes), _words(f"{indicator.id} {area}".replace("_", " "))]

    @property
    def words(self) -> set[str]:
        """The words of the statement and of the document."""
        return self._rings[0] | self._rings[1]

    def rank(self, want: Wanted) -> int | None:
        """How near to the statement's own text one of these words stands; None if it has none."""
        for rank, ring in enumerate(self._rings):
            if any(word.startswith(part) for part in want for word in ring):
                return rank
        return None


def _area(rulebook: Rulebook, indicator: Indicator) -> str:
    domain = next(d for d in rulebook.domains if d.slug == indicator.domain)
    strand = next(s for s in domain.strands if s.slug == indicator.strand)
    return f"{domain.title} {strand.title}"


def _wanted(rulebook: Rulebook, words: str) -> list[tuple[str, Wanted]]:
    """What is looked for, as it was said: each everyday phrase with all that it may mean, then every word left."""
    said = _said(words)
    wanted: list[tuple[str, Wanted]] = []
    for phrase in sorted(rulebook.everyday_words, key=len, reverse=True):
        parts = [_stem(word) for word in _said(phrase)]
        for start in range(len(said) - len(parts) + 1):
            if [_stem(word) for word in said[start : start + len(parts)]] == parts:
                wanted.append((phrase, frozenset(rulebook.everyday_words[phrase])))
                said[start : start + len(parts)] = []
                break
    return wanted + [(word, frozenset({_stem(word)})) for word in said if len(word) >= SHORTEST]


def _said(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def _words(text: str) -> set[str]:
    return set(_said(text.replace(".", " ")))


def _stem(word: str) -> str:
    """A word without its ending: bruise, bruises and bruising are one. What is left has four letters at least."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > SHORTEST:
            return word.removesuffix(ending)
    return word
