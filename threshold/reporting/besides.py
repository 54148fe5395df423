"""What a person told beside the answer: what no statement says, and their own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from threshold.assessment import Assessment
from threshold.reporting.shape import ROOM, Item

GOOD, NOT_KNOWN = " (good)", " (not known)"  # after a person's own words: it is no worry; it may be so


class Besides(NamedTuple):
    """What a person told beside the answer, to be written in: *danger*, whether anyone is in immediate danger; *apart*,
    what was seen and no statement says, some of it with GOOD behind it; *unknown*, what is not known, and no statement
    says; *ticked*, words that were looked for, each with the statements that were ticked for them. An answer as data
    never holds it."""

    danger: bool | None = None
    apart: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    ticked: tuple[tuple[str, str], ...] = ()

    @property
    def worries(self) -> list[str]:
        """What was seen and no statement says, and is not good."""
        return [words for words in self.apart if not words.endswith(GOOD)]

    def names_of(self, answer: Assessment) -> list[str]:
        """The everyday names of what was seen, but for those that a person's own words, written in, say."""
        return [name for name in answer.unsaid if not any(name in words for words in self.worries)]


NOTHING_BESIDES = Besides()


def to_tell_too(answer: Assessment, besides: Besides) -> Iterator[Item]:
    """What was seen, and no statement says."""
    told = [*besides.names_of(answer), *besides.worries]
    if told or (answer.something_else and not besides.unknown):
        said = "; ".join(told) or "what you have in your own words"
        yield Item(f"{said}. This answer does not hold it.", label="Tell this too")


def also_seen(answer: Assessment, besides: Besides) -> Iterator[Item]:
    """What was seen and no statement says: by its everyday name, in a person's own words, and with room for more."""
    for words in besides.names_of(answer):
        yield Item(
            f"{words} (no statement of the document says it, and this answer does not hold it)", label="Also told"
        )
    yield from (Item(words, label="Told by the writer, not in this answer") for words in besides.apart)
    yield from (Item(words, label="Told by the writer to be not known") for words in besides.unknown)
    if answer.unsaid or answer.something_else:
        yield Item("", "More of this, and of what else was seen (what, of whom, by whom, when)", blank=ROOM)


def unknown_beside(besides: Besides) -> Iterator[Item]:
    """What is not known, and no statement says."""
    if besides.unknown:
        yield Item(f"{'; '.join(besides.unknown)}.", label="Not known, and in no statement")


def in_own_words(besides: Besides) -> Iterator[Item]:
    """What was looked for, and the statements that were ticked for it."""
    return (Item(f"counted as: {texts}", label=f"“{words}”") for words, texts in besides.ticked)
