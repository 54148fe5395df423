"""What the rulebook's everyday phrases lead to that have a word which was typed alone: whoever types "older" may mean
an older boyfriend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from threshold.rulebook.models import Indicator, Rulebook
from threshold.searching.words import words_of

MOST_LED_TO = 14  # statements: a word whose phrases lead to more says nothing
MOST_PHRASES = 3


class _Led(NamedTuple):
    """Where the phrases that have a word lead: to statements, or *nowhere*; those that are the word *alone* say all
    that it means."""

    ids: Counter[str]
    nowhere: list[str]
    alone: list[str]


def nearby(rulebook: Rulebook, stems: Set[str]) -> Sequence[Indicator]:
    """The statements that phrases with these words lead to: first those that most of the words, and then most of the
    phrases, lead to."""
    words, phrases = Counter[str](), Counter[str]()
    for stem in stems:
        led = _by_stem(rulebook).get(stem)
        if led and not led.alone and len(led.ids) <= MOST_LED_TO:
            words.update(led.ids.keys())
            phrases.update(led.ids)
    return [rulebook.indicators[id] for id in sorted(words, key=lambda one: (-words[one], -phrases[one]))]


def fuller(rulebook: Rulebook, stems: Set[str]) -> list[str]:
    """Some phrases with all of these words that no statement says, and that are known by their name."""
    led = [_by_stem(rulebook).get(stem) for stem in stems]
    nowhere = [set(one.nowhere) if one else set[str]() for one in led]
    return [phrase for phrase in rulebook.everyday_words if all(phrase in some for some in nowhere)][:MOST_PHRASES]


def _by_stem(rulebook: Rulebook) -> dict[str, _Led]:
    return rulebook.prepared("nearby", _made)


def _made(rulebook: Rulebook) -> dict[str, _Led]:
    made: dict[str, _Led] = {}
    for phrase, means in rulebook.everyday_words.items():
        words = words_of(phrase)
        for stem in {word.stem for word in words if not word.aside}:
            led = made.setdefault(stem, _Led(Counter(), [], []))
            led.ids.update(id for id in means if "." in id)
            if not means:
                led.nowhere.append(phrase)
            if len(words) == 1:
                led.alone.append(phrase)
    return made
