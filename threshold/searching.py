"""Statements found by words: in our text, the document's words and the names of areas; everyday words lead to
the rulebook's."""

from __future__ import annotations

import difflib
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from threshold.rulebook.models import Indicator, Rulebook

COMMON = 0.25, 15  # a word that more than so much, and so many, of the statements have only ranks what others find
ENOUGH = 0.55  # of what the best statement scores, to be shown beside it
NAMED, TEXT, QUOTE, AREA = 1.0, 0.8, 0.5, 0.25  # how much it says where a word stands; NAMED: an everyday word names it
NEARLY = 0.78  # of 1: how like a word of the rulebook a misspelt one is
SHORTEST, LONG = 3, 5  # letters of a word that is looked for; of one with which other words may begin
MANY = 7  # statements that are too many for words of which they say less than half
MOST_SPELT = 5  # words for which others are looked for that are spelt nearly so
_WORD = re.compile(r"[a-z0-9']+")
_ENDINGS = ("ing", "ies", "ed", "es", "s", "e", "y")
_DOUBLED = frozenset({"bb", "dd", "gg", "mm", "nn", "pp", "tt"})  # before an ending: hit, hitting
_SMALL = frozenset(  # words that say nothing of a child
    """a about again all almost also am an and any are as at be been but by can do does for from gets goes got had has
    have he her hers herself him himself his how i in into is isnt it its just me my no not of often on one or other
    others our she so some seem seems sometimes than that the their them themselves then there they think this to too
    up very was we were what when who with you your""".split()  # noqa: SIM905
)
_GOOD = {"good", "good things", "something good", "goes well", "going well", "positive", "positives", "strengths"}
_MOTHER = ("mum", "mums", "mother", "mothers", "mam", "mom", "mummy", "stepmum", "stepmother")
_FATHER = ("dad", "dads", "father", "fathers", "daddy", "stepdad", "stepfather")
_GRAN = ("nan", "nana", "granny", "grandma", "grandmother", "grandad", "grandfather", "grandparent", "grandparents")
_BABY = ("baby", "babies", "toddler", "boy", "girl", "son", "daughter", "kid", "kids", "newborn")
_SAME = dict.fromkeys((*_MOTHER, *_FATHER), "parent")  # what is said of one parent is found as said of a parent
_SAME |= dict.fromkeys(_GRAN, "gran")
_PEOPLE = {"parent": ("parent", "carer"), **dict.fromkeys(_BABY, ("child", "baby"))}  # how statements call them
_Hits = Mapping[int, float]  # places of the statements that have what is looked for, and how near


class Wanted(NamedTuple):
    """What is looked for: as it was *said*; the *beginnings* of words of which any one will do; the *ids* it names,
    nearest first; *words*, without their endings, that all together will do too."""

    said: str
    beginnings: frozenset[str]
    ids: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()


class Found(NamedTuple):
    """What a search for *words* comes to: the *indicators* that say the most of it, the best first; *unsaid*, the
    everyday words in it of which the rulebook says that no statement says them; *passed_over*, words that no statement
    has; *in_part*: even the best says less than half of it; *good_things*: every strength was asked for."""

    words: str
    indicators: Sequence[Indicator]
    unsaid: Sequence[str] = ()
    passed_over: Sequence[str] = ()
    in_part: bool = False
    good_things: bool = False


def search(rulebook: Rulebook, words: str) -> Found:
    """Look for what people say. A word that few statements have says more than one that many have, and it says more in
    our text than in the document's or in the name of an area. What the rulebook names for an everyday word
    (`everyday_words`) comes before all. Words that no statement has are passed over; those that very many have find
    nothing alone, and put first, among what the others find, the statements that have them too. Where less than half
    of what was said is found, and that in many places, nothing is. "Good things" are the strengths."""
    if _plain(words) in _GOOD:
        return Found(words, [i for i in rulebook.indicators.values() if i.strength], good_things=True)
    known = _known(rulebook)
    hits_of = {
        want: {place: near for place, one in enumerate(known) if (near := one.nearness(want))}
        for want in _wanted(rulebook, words)
    }
    unsaid = [want.said for want in hits_of if rulebook.says_nothing_of(want.said)]
    passed_over = [want.said for want, hits in hits_of.items() if not hits]
    every = list(hits_of.values())
    best = _best(every, known)
    if unsaid and len(best) > MANY and not any(want.ids for want in hits_of):
        return Found(words, (), unsaid, passed_over)  # what is left are words beside what no statement says
    found = [known[place].indicator for place in best]
    in_part = _in_part(every, known)
    if in_part and passed_over and len(found) > MANY:
        return Found(words, (), unsaid, passed_over)
    return Found(words, found, unsaid, passed_over, in_part)


def _best(every: Sequence[_Hits], known: Sequence[_Known]) -> list[int]:
    """The places of the statements that say nearly as much as the one that says most."""
    share, few = COMMON
    telling = {place for hits in every if len(hits) <= max(share * len(known), few) for place in hits}
    scores = dict.fromkeys(telling, 0.0)
    for hits in every:
        for place in telling & hits.keys():
            scores[place] += hits[place] * _weight(hits, known)
    best = max(scores.values(), default=0)
    found = [place for place, score in scores.items() if score >= ENOUGH * best]
    return sorted(found, key=lambda place: (-round(scores[place], 6), not known[place].indicator.counts, place))


def _in_part(every: Sequence[_Hits], known: Sequence[_Known]) -> bool:
    """Whether even the best statement says less than half of what is looked for."""
    weights = [_weight(hits, known) for hits in every]
    said = [sum(w for w, hits in zip(weights, every, strict=True) if place in hits) for place in range(len(known))]
    return max(said, default=0) < sum(weights) / 2


def nothing_found(rulebook: Rulebook, found: Found) -> str:
    """What to say where nothing is found: that no statement says it, where the rulebook knows that; or words spelt
    nearly so, if there are any."""
    if found.unsaid:
        return f"no statement says this: {', '.join(found.unsaid)}."
    if not found.passed_over:
        return f"very many statements have “{found.words[:60]}”: add what you have seen."
    lost = f"no statement has “{found.words[:60]}”"
    spelt = {word for one in _known(rulebook) for word in one.words} - _SMALL
    spelt |= {phrase for phrase, means in rulebook.everyday_words.items() if means}
    by_stem = {_stem(word): word for word in sorted(spelt, key=lambda word: (-len(word), word))}  # the shortest stays
    near = [
        by_stem[stem]
        for said in found.passed_over[:MOST_SPELT]
        for stem in difflib.get_close_matches(_stem(said), _alike(_stem(said), by_stem), 2, NEARLY)
    ]
    return f"{lost}; did you mean {' or '.join(dict.fromkeys(near))}?" if near else f"{lost}; try another word for it."


def _alike(stem: str, known: Iterable[str]) -> list[str]:
    """Those that begin alike and are about as long."""
    return [other for other in known if other[:1] == stem[:1] and abs(len(other) - len(stem)) <= 1]


def _weight(hits: _Hits, known: Sequence[_Known]) -> float:
    """How much it says to have a word: the more, the fewer have it."""
    return math.log(1 + len(known) / max(1, len(hits)))


def _known(rulebook: Rulebook) -> list[_Known]:
    """Taken apart once: a questionnaire searches often."""
    return rulebook.prepared(
        "searching", lambda book: [_Known(indicator, _area(book, indicator)) for indicator in book.indicators.values()]
    )


class _Ring:
    """The words of one text, and the same without their endings."""

    def __init__(self, text: str) -> None:
        words = [_Word(word) for word in _typed(text)]
        self.words = {word.own for word in words}
        self.stems = {word.stem for word in words}


class _Known:
    """An indicator as the words that it is found by."""

    def __init__(self, indicator: Indicator, area: str) -> None:
        self.indicator = indicator
        quotes = " ".join(citation.quote or "" for citation in indicator.citations)
        self._rings = [_Ring(indicator.text), _Ring(quotes), _Ring(f"{indicator.id} {area}")]

    @property
    def words(self) -> set[str]:
        """The words of the statement and of the document."""
        return self._rings[0].words | self._rings[1].words

    def nearness(self, want: Wanted) -> float:
        """How near the statement is to what is wanted, from 0 to 1."""
        if self.indicator.id in want.ids:
            return NAMED - want.ids.index(self.indicator.id) / 100
        for near, ring in zip((TEXT, QUOTE, AREA), self._rings, strict=True):
            if want.words and want.words <= ring.stems:
                return near
            if any(word.startswith(part) for part in want.beginnings for word in ring.words):
                return near
        return 0


def _area(rulebook: Rulebook, indicator: Indicator) -> str:
    domain = next(d for d in rulebook.domains if d.slug == indicator.domain)
    return f"{domain.title} {rulebook.strand(indicator.domain, indicator.strand).title}"


def _wanted(rulebook: Rulebook, words: str) -> list[Wanted]:
    """What is looked for: each everyday phrase with all that it may mean, then every word left that says something."""
    rest = [_Word(word) for word in _typed(words)]
    wanted: list[Wanted] = []
    for alike in rulebook.prepared("everyday", _phrases):
        for find, phrase in itertools.product((_together, _apart), alike):  # as it is written goes first
            place = find(phrase, rest)
            if place is not None:
                wanted.append(phrase.wanted)
                rest = [word for at, word in enumerate(rest) if at not in place]
    alone = [word for word in rest if word.own not in _SMALL and len(word.own) >= SHORTEST]
    return wanted + [_one_word(word) for word in (alone if alone or wanted else rest)]


def _one_word(word: _Word) -> Wanted:
    """Any statement that has the word, one that begins with a long one, or, of a mother, one that has parents."""
    long = {word.stem} if len(word.stem) >= LONG else set()
    return Wanted(word.typed, frozenset({*long, *_PEOPLE.get(word.own, ())}), words=frozenset({word.stem}))


class _Phrase(NamedTuple):
    """An everyday phrase: the stems of its words, those that are not small, and what it means."""

    stems: list[str]
    telling: list[str]
    wanted: Wanted

    @property
    def silent(self) -> bool:
        """Whether no statement says it."""
        return not (self.wanted.ids or self.wanted.beginnings)


def _together(phrase: _Phrase, said: list[_Word]) -> set[int] | None:
    """Where the words of a phrase stand one behind the other."""
    length = len(phrase.stems)
    for start in range(len(said) - length + 1):
        if [word.stem for word in said[start : start + length]] == phrase.stems:
            return set(range(start, start + length))
    return None


def _apart(phrase: _Phrase, said: list[_Word]) -> set[int] | None:
    """Where those that say something stand, two at least, in any order; of a phrase that means nothing, with none but
    small words between, so that no statement is missed for its sake."""
    telling = [(place, word.stem) for place, word in enumerate(said) if word.own not in _SMALL]
    length, stems = len(phrase.telling), [stem for _, stem in telling]
    if length < 2:
        return None
    if phrase.silent:
        starts = (start for start in range(len(stems)) if stems[start : start + length] == phrase.telling)
        return next(({place for place, _ in telling[start : start + length]} for start in starts), None)
    if Counter(phrase.telling) - Counter(stems):
        return None
    places = {stem: [place for place, other in telling if other == stem] for stem in stems}
    return {places[stem].pop(0) for stem in phrase.telling}


def _phrases(rulebook: Rulebook) -> list[list[_Phrase]]:
    """The rulebook's everyday phrases, those together that say as many words; the longest first."""
    phrases = [_phrase(phrase, means) for phrase, means in rulebook.everyday_words.items()]
    phrases.sort(key=lambda phrase: (-len(phrase.telling), -len(phrase.stems), -len(phrase.wanted.said)))
    return [list(alike) for _, alike in itertools.groupby(phrases, key=lambda phrase: len(phrase.telling))]


def _phrase(phrase: str, means: tuple[str, ...]) -> _Phrase:
    """What an everyday phrase means. A statement that has its very words is found too, unless none is said to."""
    words = [_Word(word) for word in _typed(phrase)]
    stems = [word.stem for word in words]
    telling = [word.stem for word in words if word.own not in _SMALL]
    ids = tuple(part for part in means if "." in part)
    beginnings = frozenset(part for part in means if "." not in part)
    own = frozenset(telling or stems) if means else frozenset()
    return _Phrase(stems, telling, Wanted(phrase, beginnings, ids, own))


class _Word:
    """A word as it was *typed*, as it is commonly said, and without its ending."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.own = _SAME.get(typed, typed)
        self.stem = _stem(self.own)


def _typed(text: str) -> list[str]:
    words = _WORD.findall(text.lower().replace("’", "'"))
    return [word.removesuffix("'s").replace("'", "") for word in words]


def _plain(text: str) -> str:
    return " ".join(_typed(text))


def _stem(word: str) -> str:
    """A word without its ending: bruise, bruises and bruising are one, and so are hit, hits and hitting. What is left
    has four letters at least, without an s three."""
    for ending in _ENDINGS:
        left = word.removesuffix(ending)
        if left != word and len(left) > (SHORTEST - 1 if ending == "s" else SHORTEST):
            return left[:-1] if ending in ("ing", "ed") and left[-2:] in _DOUBLED else left
    return word
