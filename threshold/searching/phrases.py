"""What is looked for: the rulebook's everyday phrases, and every other word that says something."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from threshold.rulebook.models import Rulebook
from threshold.searching.words import PARENT, PEOPLE, Word, words_of

_WHO = {"parent", "sister", "brother", "sibling"}  # stems of those who may do something, or have it done to them
LONG = 5  # letters of a word with which other words may begin


class Wanted(NamedTuple):
    """What is looked for: as it was *said*; the *beginnings* of words of which any one will do; the *ids* it names,
    nearest first; *words*, without their endings, that all together will do too; *a_parent*: it is a word for one."""

    said: str
    beginnings: frozenset[str]
    ids: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    a_parent: bool = False


def wanted_by(rulebook: Rulebook, words: str) -> tuple[list[Wanted], bool]:
    """What is looked for: each everyday phrase with all that it may mean, then every word left that says something. And
    whether something of it is denied, by a word that is in none of the phrases: "not clean"."""
    rest = _Said(words_of(words))
    denied = rest.denies
    wanted: list[Wanted] = []
    for alike in everyday(rulebook):
        for find, phrase in itertools.product((_together, _apart), alike):  # as it is written goes first
            place = None if denied and phrase.says_nothing_denied else find(phrase, rest)
            if place is not None:
                wanted.append(phrase.wanted)
                rest = _Said([word for at, word in enumerate(rest.words) if at not in place])
    alone = [word for word in rest.words if not word.aside]
    wanted += (_one_word(word) for word in (alone if alone or wanted else rest.words))
    return wanted, rest.denies


def _one_word(word: Word) -> Wanted:
    """Any statement that has the word, one that begins with a long one, or, of a mother, one that has parents."""
    long = {word.stem} if len(word.stem) >= LONG else set()
    beginnings = frozenset({*long, *PEOPLE.get(word.commonly, ())})
    return Wanted(word.typed, beginnings, words=frozenset({word.stem}), a_parent=word.commonly == PARENT)


class _Said:
    """Words that were typed, taken apart once for all phrases: their *stems*, and those that are not small with their
    *places*."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.stems = [word.stem for word in words]
        self.places = [place for place, word in enumerate(words) if not word.small]
        self.telling = [self.stems[place] for place in self.places]
        self.denies = any(word.denies for word in words)


class Phrase(NamedTuple):
    """An everyday phrase: the *stems* of its words, those that are not small (*telling*), those that find something
    *alone*, and what it means."""

    stems: list[str]
    telling: list[str]
    alone: frozenset[str]
    wanted: Wanted
    denies: bool

    @property
    def silent(self) -> bool:
        """Whether no statement says it."""
        return not (self.wanted.ids or self.wanted.beginnings)

    def in_order_of(self, telling: list[str]) -> bool:
        """Whether its words stand in the same order among others, where it says who does something: "mum hits" is not
        "hits mum"."""
        if not _WHO.intersection(self.telling):
            return True
        rest = iter(telling)
        return all(stem in rest for stem in self.telling)

    @property
    def says_nothing_denied(self) -> bool:
        """Whether it tells nothing of its contrary: no statement says "school work", and one says "not in school"."""
        return self.silent and not self.denies


def _together(phrase: Phrase, said: _Said) -> set[int] | None:
    """Where the words of a phrase stand one behind the other."""
    length = len(phrase.stems)
    for start in range(len(said.stems) - length + 1):
        if said.stems[start : start + length] == phrase.stems:
            return set(range(start, start + length))
    return None


def _apart(phrase: Phrase, said: _Said) -> set[int] | None:
    """Where those that say something stand, two at least, in any order, and something is denied if the phrase denies;
    of a phrase that means nothing, with none but small words between, and in its order if it has small words of its
    own, so that no statement is missed for its sake."""
    length = len(phrase.telling)
    if (
        length < 2
        or (phrase.denies and not said.denies)
        or any(said.telling.count(stem) < phrase.telling.count(stem) for stem in phrase.telling)
    ):
        return None
    if phrase.silent:
        if len(phrase.stems) > length:
            return _with_small_words_between(phrase, said)
        wanted = sorted(phrase.telling)
        starts = range(len(said.telling))
        there = (start for start in starts if sorted(said.telling[start : start + length]) == wanted)
        return next((set(said.places[start : start + length]) for start in there), None)
    if not phrase.in_order_of(said.telling):
        return None
    places: dict[str, list[int]] = {}
    for place, stem in zip(said.places, said.telling, strict=True):
        places.setdefault(stem, []).append(place)
    return {places[stem].pop(0) for stem in phrase.telling}


def _with_small_words_between(phrase: Phrase, said: _Said) -> set[int] | None:
    """Where all words of a phrase stand in its order, with none but small words between."""
    for start in range(len(said.stems)):
        place: set[int] = set()
        for at in range(start, len(said.stems)):
            if said.stems[at] == phrase.stems[len(place)]:
                place.add(at)
            elif not place or not said.words[at].small:
                break
            if len(place) == len(phrase.stems):
                return place
    return None


def everyday(rulebook: Rulebook) -> list[list[Phrase]]:
    """The rulebook's everyday phrases, those together that say as many words; the longest first."""
    return rulebook.prepared("everyday", _phrases)


def _phrases(rulebook: Rulebook) -> list[list[Phrase]]:
    phrases = [_phrase(phrase, means) for phrase, means in rulebook.everyday_words.items()]
    phrases.sort(key=lambda phrase: (-len(phrase.telling), -len(phrase.stems), -len(phrase.wanted.said)))
    return [list(alike) for _, alike in itertools.groupby(phrases, key=lambda phrase: len(phrase.telling))]


def _phrase(phrase: str, means: tuple[str, ...]) -> Phrase:
    """What an everyday phrase means. A statement that has its very words is found too, unless none is said to, or
    the phrase denies them."""
    words = words_of(phrase)
    stems = [word.stem for word in words]
    telling = [word.stem for word in words if not word.small]
    ids = tuple(part for part in means if "." in part)
    beginnings = frozenset(part for part in means if "." not in part)
    denies = any(word.denies for word in words)
    own = frozenset(telling or stems) if means and not denies else frozenset()
    alone = frozenset(word.stem for word in words if not word.aside)
    return Phrase(stems, telling, alone, Wanted(phrase, beginnings, ids, own), denies)
