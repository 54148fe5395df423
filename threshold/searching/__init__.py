"""Statements found by words: in our text, the document's words and the names of areas; everyday words lead to
the rulebook's."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from threshold.rulebook.models import Indicator, Rulebook
from threshold.searching.nearby import fuller, nearby
from threshold.searching.phrases import Wanted, wanted_by
from threshold.searching.words import OTHERS, RELATIVES, SMALL, stem, without_doubt, words_of

COMMON = 0.25, 15  # a word that more than so much, and so many, of the statements have only ranks what others find
ENOUGH = 0.55  # of what the best statement scores, to be shown beside it
NAMED, TEXT, QUOTE, AREA = 1.3, 0.8, 0.5, 0.25  # how much it says where a word stands; NAMED: an everyday word names it
OF_WHOM = 0.3  # of what a word says that only tells of whom
NEARLY = 0.78  # of 1: how like a word of the rulebook a misspelt one is
FEW = 3  # statements: a word that finds fewer may be looked for in everyday phrases too
MANY = 7  # statements that are too many for words of which they say less than half
SHORTEST_MISSPELT = 4  # letters: shorter words are all like others
MOST_SPELT = 5  # words for which others are looked for that are spelt nearly so
_GOOD = {"good", "good things", "something good", "goes well", "going well", "positive", "positives", "strengths"}
_Hits = Mapping[int, float]  # places of the statements that have what is looked for, and how near


class Found(NamedTuple):
    """What a search for *words* comes to: the *indicators* that say the most of it, the best first; *unsaid*, the
    everyday words in it of which the rulebook says that no statement says them; *passed_over*, words that no statement
    has; *in_part*: even the best says less than half of it; *perhaps*: no statement has the words, and these may be
    what is meant, because everyday phrases with the same words are; *good_things*: every strength was asked for."""

    words: str
    indicators: Sequence[Indicator]
    unsaid: Sequence[str] = ()
    passed_over: Sequence[str] = ()
    in_part: bool = False
    perhaps: bool = False
    good_things: bool = False

    @property
    def too_common(self) -> bool:
        """Whether nothing is found because very many statements have the words."""
        return not (self.indicators or self.unsaid or self.passed_over)


def search(rulebook: Rulebook, words: str) -> Found:
    """Look for what people say. A word that few statements have says more than one that many have, and it says more in
    our text than in the document's or in the name of an area. What the rulebook names for an everyday word
    (`everyday_words`) comes before all. Words that no statement has are passed over; those that very many have find
    nothing alone, and put first, among what the others find, the statements that have them too. Where less than half
    of what was said is found, and that in many places, nothing is. Where something is denied, no strength is: "not
    clean" is no good thing. A word alone that finds little, and words that find nothing, find what the everyday phrases
    do that have them. "Good things" are the strengths."""
    if " ".join(word.typed for word in words_of(words)) in _GOOD:
        return Found(words, [i for i in rulebook.indicators.values() if i.strength], good_things=True)
    found, said = _search(rulebook, words), stems(without_doubt(words))
    little = found.passed_over if not found.indicators else len(said) == 1 and len(found.indicators) < FEW
    if not little or found.unsaid:
        return found
    denied = any(word.denies for word in words_of(words))
    more = [near for near in nearby(rulebook, said) if near not in found.indicators and not (denied and near.strength)]
    widened = found._replace(indicators=[*found.indicators, *more][:MANY])
    return widened if found.indicators or not more else widened._replace(in_part=True, perhaps=True)


def _search(rulebook: Rulebook, words: str) -> Found:
    known = _known(rulebook)
    wanted, denied = wanted_by(rulebook, without_doubt(words))
    hits_of = {
        want: {place: near for place, one in enumerate(known) if (near := one.nearness(want))} for want in wanted
    }
    unsaid = [want.said for want in hits_of if rulebook.says_nothing_of(want.said)]
    passed_over = [want.said for want, hits in hits_of.items() if not hits]
    every = [hits for want, hits in _less_of_whom(hits_of).items() if want.said not in unsaid]
    denials = {word.commonly for word in words_of(words) if word.denies} if denied else set[str]()
    best = [place for place in _best(every, known) if not known[place].is_good_but_for(denials)]
    named = any(want.ids for want in hits_of)
    if unsaid and len(best) > MANY and not named:
        return Found(words, (), unsaid, passed_over)  # what is left are words beside what no statement says
    if denied and not best:
        return Found(words, (), unsaid, passed_over or [words])
    found = [known[place].indicator for place in best]
    of_the_child = bool(best) and not any(known[place].of_others for place in best)
    told_of_a_parent = any(want.a_parent for want in hits_of)
    in_part = _in_part(every, known) or (told_of_a_parent and of_the_child)
    if in_part and set(passed_over) > set(unsaid) and len(found) > MANY and not named:
        return Found(words, (), unsaid, passed_over)
    return Found(words, found, unsaid, passed_over, in_part)


def _less_of_whom(hits_of: Mapping[Wanted, _Hits]) -> Mapping[Wanted, _Hits]:
    """The same, what a word for a relative finds less near, so that what everyday words tell of them comes first:
    "grandad abused her" tells of abuse."""
    of_whom = {want for want in hits_of if want.words and want.words <= RELATIVES}
    if not any(want.ids for want in hits_of if want not in of_whom):
        return hits_of
    less = {want: {place: near * OF_WHOM for place, near in hits_of[want].items()} for want in of_whom}
    return {**hits_of, **less}


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


def has_words(indicator: Indicator, words: str) -> bool:
    """Whether the text of a statement has these words, and not only means them."""
    return stems(words) <= _Ring(indicator.text).stems


def stems(words: str) -> frozenset[str]:
    """What is looked for by *words*: "bruise" and "the bruises" are one."""
    said = words_of(words)
    return frozenset(word.stem for word in said if not word.aside) or frozenset(word.stem for word in said)


def said_alike(words: str, others: Iterable[str]) -> bool:
    """Whether *words* are those of *others* together, and say no more: "father" and "mother" are two, though each is
    found as a parent."""
    said = sorted(word.stem for word in words_of(words) if not word.aside)
    return said == sorted(word.stem for other in others for word in words_of(other) if not word.aside)


def in_doubt(words: str) -> bool:
    """Whether the words say that something is not known: "father unknown"."""
    return without_doubt(words) != words.lower().replace("’", "'")


def nothing_found(rulebook: Rulebook, found: Found) -> str:
    """What to say where nothing is found: that no statement says it, where the rulebook knows that; or words spelt
    nearly so, if there are any."""
    if found.unsaid:
        return f"no statement says this: {', '.join(found.unsaid)}."
    if in_doubt(found.words) and not found.passed_over:
        return f"no statement says “{found.words[:60]}”."
    if not found.passed_over:
        telling = " ".join(word.typed for word in words_of(found.words) if not word.aside) or found.words
        return f"very many statements have “{telling[:60]}”: add what you have seen, or “not known”."
    lost = f"no statement has “{found.words[:60]}”"
    spelt = {word for one in _known(rulebook) for word in one.words} - SMALL
    spelt |= {phrase for phrase, means in rulebook.everyday_words.items() if means}
    by_stem = {stem(word): word for word in sorted(spelt, key=lambda word: (-len(word), word))}  # the shortest stays
    near = [
        by_stem[like]
        for said in found.passed_over[:MOST_SPELT]
        if len(said) >= SHORTEST_MISSPELT
        for like in difflib.get_close_matches(stem(said), _alike(stem(said), by_stem), 2, NEARLY)
    ]
    if near:
        return f"{lost}; did you mean {' or '.join(dict.fromkeys(near))}?"
    return f"{lost}; {_named(rulebook, found) or 'try another word for it.'}"


def perhaps(rulebook: Rulebook, found: Found) -> str:
    """What to say where no statement has the words, and these may be what is meant."""
    named = _named(rulebook, found)
    return (
        f"No statement has “{found.words[:60]}”. One of these may say what you mean{f'; or {named}' if named else '.'}"
    )


def _named(rulebook: Rulebook, found: Found) -> str:
    """What to type of that which no statement says, where the rulebook has a name for it that has these words."""
    more = " or ".join(f"“{phrase}”" for phrase in fuller(rulebook, stems(found.words)))
    return f"if it is {more}, type that: no statement says it, and the report names it." if more else ""


def _alike(word: str, known: Iterable[str]) -> list[str]:
    """Those that begin alike and are about as long."""
    return [other for other in known if other[:1] == word[:1] and abs(len(other) - len(word)) <= 1]


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
        words = words_of(text)
        self.words = {word.commonly for word in words}
        self.stems = {word.stem for word in words}


class _Known:
    """An indicator as the words that it is found by; *of_others*: it tells of others than the child."""

    def __init__(self, indicator: Indicator, area: str) -> None:
        self.indicator = indicator
        self._denials = {word.commonly for word in words_of(indicator.text) if word.denies}
        quotes = " ".join(citation.quote or "" for citation in indicator.citations)
        self.of_others = not OTHERS.isdisjoint(word.stem for word in words_of(indicator.text))
        self._rings = [_Ring(indicator.text), _Ring(quotes), _Ring(f"{indicator.id} {area}")]

    def is_good_but_for(self, denials: Set[str]) -> bool:
        """Whether it is a good thing, and *denials* are none of its own: "without delay" is no denial of it."""
        return self.indicator.strength and bool(denials) and not denials & self._denials

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
