"""What the rulebook's everyday phrases lead to that have a word which was typed alone: whoever types "older" may mean
an older boyfriend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from threshold.rulebook.models import Indicator, Rulebook
from threshold.searching.phrases import Phrase, everyday

MOST_LED_TO = 14  # statements: a word whose phrases lead to more says nothing
MOST_PHRASES = 3


class _Words(NamedTuple):
    """The phrases *having* each word, in the rulebook's order; *leading*: the words that lead to what is near, and
    neither to very many statements nor to a phrase of their own, which says all that they mean."""

    having: dict[str, list[Phrase]]
    leading: frozenset[str]


def nearby(rulebook: Rulebook, stems: Set[str]) -> Sequence[Indicator]:
    """The statements that phrases with these words lead to; of several words, phrases that have hardly any others.
    Those that the most of the words lead to come first, then those that the most phrases do."""
    known = rulebook.prepared("nearby", _words)
    led = {phrase.wanted: phrase for stem in stems & known.leading for phrase in known.having[stem]}
    shared = {wanted: len(phrase.alone & stems) for wanted, phrase in led.items()}
    found = [want for want in led if len(stems) == 1 or 2 * shared[want] > len(led[want].telling)]
    phrases = Counter(id for want in found for id in want.ids)
    words = {id: max(shared[want] for want in found if id in want.ids) for id in phrases}
    in_order = [indicator for indicator in rulebook.indicators.values() if indicator.id in phrases]
    return sorted(in_order, key=lambda indicator: (-words[indicator.id], -phrases[indicator.id]))


def fuller(rulebook: Rulebook, stems: Set[str]) -> list[str]:
    """Some phrases with all of these words that no statement says, and that are known by their name."""
    having = rulebook.prepared("nearby", _words).having
    found = (phrase for stem in sorted(stems)[:1] for phrase in having.get(stem, ()) if stems <= phrase.alone)
    return [phrase.wanted.said for phrase in found if phrase.silent][:MOST_PHRASES]


def _words(rulebook: Rulebook) -> _Words:
    phrases = {phrase.wanted.said: phrase for alike in everyday(rulebook) for phrase in alike}
    having: dict[str, list[Phrase]] = {}
    alone: set[str] = set()
    for said in rulebook.everyday_words:
        phrase = phrases[said]
        for stem in phrase.alone:
            having.setdefault(stem, []).append(phrase)
        alone |= phrase.alone if len(phrase.stems) == 1 else set()
    led_to = {stem: len({id for phrase in some for id in phrase.wanted.ids}) for stem, some in having.items()}
    return _Words(having, frozenset(stem for stem, count in led_to.items() if count <= MOST_LED_TO) - alone)
