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


class _Phrase(NamedTuple):
    """An everyday phrase: its words without their endings, how many it has (*size*: with those that find nothing
    alone), and the statements it names."""

    said: str
    stems: frozenset[str]
    size: int
    ids: tuple[str, ...]


class _Phrases(NamedTuple):
    """The phrases that have each word; *leading*: the words that lead to what is near, and neither to very many
    statements nor to a phrase of their own, which says all that they mean."""

    having: dict[str, list[_Phrase]]
    leading: frozenset[str]


def nearby(rulebook: Rulebook, stems: Set[str]) -> Sequence[Indicator]:
    """The statements that phrases with these words lead to; of several words, phrases that have hardly any others.
    Those that the most of the words lead to come first, then those that the most phrases do."""
    known = rulebook.prepared("nearby", _phrases)
    found = {phrase for stem in stems & known.leading for phrase in known.having[stem]}
    if len(stems) > 1:
        found = {phrase for phrase in found if 2 * len(phrase.stems & stems) > phrase.size}
    phrases = Counter(id for phrase in found for id in phrase.ids)
    words = {id: max(len(phrase.stems & stems) for phrase in found if id in phrase.ids) for id in phrases}
    in_order = [indicator for indicator in rulebook.indicators.values() if indicator.id in phrases]
    return sorted(in_order, key=lambda indicator: (-words[indicator.id], -phrases[indicator.id]))


def fuller(rulebook: Rulebook, stems: Set[str]) -> list[str]:
    """Some phrases with all of these words that no statement says, and that are known by their name."""
    having = rulebook.prepared("nearby", _phrases).having
    found = having.get(next(iter(sorted(stems)), ""), [])
    return [phrase.said for phrase in found if stems <= phrase.stems and rulebook.says_nothing_of(phrase.said)][
        :MOST_PHRASES
    ]


def _phrases(rulebook: Rulebook) -> _Phrases:
    having: dict[str, list[_Phrase]] = {}
    alone: set[str] = set()
    for said, means in rulebook.everyday_words.items():
        words = words_of(said)
        stems = frozenset(word.stem for word in words if not word.aside)
        size = sum(not word.small for word in words)
        for stem in stems:
            having.setdefault(stem, []).append(_Phrase(said, stems, size, tuple(id for id in means if "." in id)))
        alone |= stems if len(words) == 1 else set()
    led_to = {stem: len({id for phrase in phrases for id in phrase.ids}) for stem, phrases in having.items()}
    return _Phrases(having, frozenset(stem for stem, count in led_to.items() if count <= MOST_LED_TO) - alone)
