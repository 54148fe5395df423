"""What a person told in words of their own: what of it no statement says, and what was ticked for it."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.questionnaire.answers import Answers, marked_for, told_besides
from threshold.questionnaire.questions import ELSE
from threshold.reporting.besides import GOOD, NOT_KNOWN, Besides
from threshold.reporting.phrases import SAID
from threshold.rulebook.models import Rulebook
from threshold.searching import in_doubt, search

FIRST = 3  # statements that a search finds and that may well be meant


def besides(rulebook: Rulebook, answers: Answers, own_words: bool) -> Besides:
    """What was told beside the answer; *own_words*: with what only the person who typed it may let out."""
    named, own = told_apart(rulebook, answers)
    danger = answers.given.get("danger")
    told = [*named, *own] if own_words else named
    unknown = [words.removesuffix(NOT_KNOWN) for words in told if words.endswith(NOT_KNOWN)]
    apart = [words for words in told if not words.endswith(NOT_KNOWN)]
    ticked = tuple(_ticked_for(rulebook, answers)) if own_words else ()
    return Besides(danger, tuple(apart), tuple(unknown), ticked)


def told_apart(rulebook: Rulebook, answers: Answers) -> tuple[list[str], list[str]]:
    """What was told and no answer holds: what the rulebook has a name for, good or not known; and words of one's
    own."""
    apart = [
        words for words in told_besides(rulebook, answers) if words != ELSE and not rulebook.says_nothing_of(words)
    ]
    bare = {words: words.removesuffix(GOOD).removesuffix(NOT_KNOWN) for words in apart}
    named = [words for words in apart if bare[words] == ELSE or rulebook.says_nothing_of(bare[words])]
    return named, [words for words in apart if words not in named]


def once(words: str) -> str:
    """One's own words, without saying a second time that it is not known."""
    bare = words.removesuffix(NOT_KNOWN)
    return bare if in_doubt(bare) else words


def perhaps_said(rulebook: Rulebook, answers: Answers, words: str) -> str:
    """The statement that was marked in the list of *words*, or else one of the first that have them all, and how it was
    answered, rather so or not known than not so; empty if none was."""
    found, marked = search(rulebook, words), [id for id, _ in marked_for(words, answers)]
    first = [] if found.in_part or found.passed_over else [one.id for one in found.indicators[:FIRST]]
    told = [one for one in (marked or first) if one in answers.said]
    told.sort(key=lambda one: answers.said[one] == "absent")
    return "".join(f"{rulebook.indicators[one].text} ({SAID[answers.said[one]]})" for one in told[:1])


def _ticked_for(rulebook: Rulebook, answers: Answers) -> Iterator[tuple[str, str]]:
    """The words of searches, each with what was ticked for them and is so still."""
    for done in answers.searches:
        so = [rulebook.indicators[id].text for id in done.answer if answers.said.get(id) == "present"]
        if so and not search(rulebook, done.key).good_things:
            yield done.key, " ".join(so)
