"""Statements found by words: in our text, the document's words and the names of areas; everyday words lead to
the rulebook's."""

from __future__ import annotations

import difflib
import math
import re
from typing import NamedTuple

from threshold.rulebook.models import Indicator, Rulebook

ENOUGH = 0.55  # of what the best statement scores, to be shown beside it
NAMED, TEXT, QUOTE, AREA = 1.0, 0.8, 0.5, 0.25  # how much it says where a word stands; NAMED: an everyday word names it
NEARLY = 0.78  # of 1: how like a word of the rulebook a misspelt one is
SHORTEST = 3  # letters of a word that is looked for
_WORD = re.compile(r"[a-z0-9']+")
_ENDINGS = ("ing", "ies", "ed", "es", "s", "e", "y")
_SMALL = frozenset(  # words that say nothing of a child
    """a about again all also am an and any are as at be been but by can do does for from gets goes got had has have he
    her hers him his how i in into is isn't it its just me my no not of often on or our she so some sometimes than that
    the their them then they think this to too up very was we well were what when who with you your""".split()  # noqa: SIM905
)


class Wanted(NamedTuple):
    """What is looked for: as it was *said*; the *ids* it names, nearest first; the *beginnings* of words of which any
    one will do."""

    said: str
    ids: tuple[str, ...]
    beginnings: frozenset[str]


def search(rulebook: Rulebook, words: str) -> list[Indicator]:
    """The indicators that say the most of *words*, the best first: a word that few statements have says more than one
    that many have, and it says more in our text than in the document's or in the name of an area. What the rulebook
    names for an everyday word (`everyday_words`) comes before all. Words that no statement has are passed over."""
    known = _known(rulebook)
    scores: dict[int, float] = {}
    for want in _wanted(rulebook, words):
        hits = {place: near for place, one in enumerate(known) if (near := one.nearness(want))}
        for place, near in hits.items():
            scores[place] = scores.get(place, 0) + near * math.log(1 + len(known) / len(hits))
    best = max(scores.values(), default=0)
    found = [place for place, score in scores.items() if score >= ENOUGH * best]
    found.sort(key=lambda place: (-round(scores[place], 6), not known[place].indicator.counts, place))
    return [known[place].indicator for place in found]


def says_a_part(rulebook: Rulebook, words: str) -> bool:
    """Whether even the best statement says less than half of what is looked for."""
    known, wanted = _known(rulebook), _wanted(rulebook, words)
    weights = [math.log(1 + len(known) / max(1, sum(bool(one.nearness(w)) for one in known))) for w in wanted]
    best = max(sum(x * bool(one.nearness(w)) for x, w in zip(weights, wanted, strict=True)) for one in known)
    return best < sum(weights) / 2


def without_match(rulebook: Rulebook, words: str) -> list[str]:
    """Those of *words* that no statement has: a search passes them over."""
    known = _known(rulebook)
    return [want.said for want in _wanted(rulebook, words) if not any(one.nearness(want) for one in known)]


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

    def nearness(self, want: Wanted) -> float:
        """How near the statement is to what is wanted, from 0 to 1."""
        if self.indicator.id in want.ids:
            return NAMED - want.ids.index(self.indicator.id) / 100
        for near, ring in zip((TEXT, QUOTE, AREA), self._rings, strict=True):
            if any(word.startswith(part) for part in want.beginnings for word in ring):
                return near
        return 0


def _area(rulebook: Rulebook, indicator: Indicator) -> str:
    domain = next(d for d in rulebook.domains if d.slug == indicator.domain)
    strand = next(s for s in domain.strands if s.slug == indicator.strand)
    return f"{domain.title} {strand.title}"


def _wanted(rulebook: Rulebook, words: str) -> list[Wanted]:
    """What is looked for: each everyday phrase with all that it may mean, then every word left that says something."""
    said = _said(words)
    wanted: list[Wanted] = []
    for phrase in sorted(rulebook.everyday_words, key=len, reverse=True):
        parts = [_stem(word) for word in _said(phrase)]
        for start in range(len(said) - len(parts) + 1):
            if [_stem(word) for word in said[start : start + len(parts)]] == parts:
                means = rulebook.everyday_words[phrase]
                own = parts if len(parts) == 1 else []  # a statement that has the very word is found too
                beginnings = frozenset([*(part for part in means if "." not in part), *own])
                wanted.append(Wanted(phrase, tuple(part for part in means if "." in part), beginnings))
                said[start : start + len(parts)] = [""]
                break
    rest = [word for word in said if len(word) >= SHORTEST]
    telling = [word for word in rest if word not in _SMALL] or ([] if wanted else rest)
    return wanted + [Wanted(word, (), frozenset({_stem(word)})) for word in telling]


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
