"""What a search says where it finds nothing. What it finds is in tests/questionnaire."""

from __future__ import annotations

import pytest

import threshold
from tests.strategies import BOOK
from threshold.searching import nothing_found, perhaps, search
from threshold.searching.words import words_of


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("hungrey", "hungry"),
        ("brusie", "bruis"),
        ("negelct", "neglect"),
        ("preganant", "pregnant"),
        ("truent", "truant"),
    ],
)
def test_a_misspelt_word_leads_to_the_one_that_was_meant(misspelt: str, meant: str) -> None:
    """A word with a letter wrong finds nothing, and the word that is perhaps meant is named, and finds something."""
    said = nothing_found(BOOK, search(BOOK, misspelt))
    named = said.split("did you mean ")[1].rstrip("?").split(" or ")

    assert not search(BOOK, misspelt).indicators
    assert named[0].startswith(meant)
    assert all(search(BOOK, word).indicators for word in named)


def test_a_word_like_no_other_leads_nowhere() -> None:
    """Nothing is guessed for a word that is like none of the rulebook's."""
    assert nothing_found(BOOK, search(BOOK, "zebra")).endswith("try another word for it.")


@pytest.mark.parametrize(
    ("doubted", "said"),
    [("gang not known", "gang"), ("whether bullied is unknown", "bullied"), ("not sure about drugs", "drugs")],
)
def test_what_is_not_known_is_found_by_its_own_name(doubted: str, said: str) -> None:
    """Whoever types that something is not known finds that thing, and not what others know or do not."""
    assert search(BOOK, doubted).indicators == search(BOOK, said).indicators


INITIALS = sorted({phrase[0] for phrase in BOOK.everyday_words})


@pytest.mark.parametrize("initial", INITIALS)
def test_an_everyday_word_finds_what_the_rulebook_names(initial: str) -> None:
    """What the rulebook names for an everyday word is found by it, in that order, before all else; where it names
    nothing, the search says that no statement says this."""
    wrong = []
    for phrase, means in BOOK.everyday_words.items():
        if phrase.startswith(initial):
            found = search(BOOK, phrase)
            named = [part for part in means if "." in part]
            first = [indicator.id for indicator in found.indicators][: len(named)]
            silent = not found.indicators and nothing_found(BOOK, found) == f"no statement says this: {phrase}."
            wrong += [phrase] if first != named or silent is bool(means) else []

    assert not wrong


@pytest.mark.parametrize(("one", "other"), [("house is filthy", "filthy house"), ("mother drinks", "mum drinks")])
def test_small_words_and_the_order_of_words_do_not_matter(one: str, other: str) -> None:
    """What is meant the same finds the same."""
    assert search(BOOK, one).indicators == search(BOOK, other).indicators != []


def test_words_of_which_only_a_part_is_said_are_told_apart() -> None:
    """A statement that says a word of five is no answer, and that can be known."""
    assert search(BOOK, "flat warm and clean with carpets").in_part
    assert not search(BOOK, "misses a lot of school").in_part


def test_the_words_of_a_statement_are_said_by_one() -> None:
    """No words that a statement has are taken for something that no statement says."""
    assert not [i.id for i in BOOK.indicators.values() if search(BOOK, i.text).unsaid]


@pytest.mark.parametrize("id", BOOK.indicators)
def test_a_statement_is_found_by_its_own_words(id: str) -> None:
    """Whoever types a whole statement finds it, near the top."""
    assert id in [indicator.id for indicator in search(BOOK, BOOK.indicators[id].text).indicators[:5]]


def test_what_no_statement_says_is_named_for_whoever_it_is_of() -> None:
    """The name under which a report tells of it holds for mother and father alike, since both find it."""
    silent = [phrase for phrase, means in BOOK.everyday_words.items() if not means]

    assert silent
    for phrase in silent:
        assert not [word.typed for word in words_of(phrase) if word.typed not in (word.commonly, f"{word.commonly}s")]


@pytest.mark.parametrize(
    ("denied", "good"), [("not clean", "hygiene_good"), ("home is not safe", "needs_met_and_protected")]
)
def test_what_is_denied_finds_no_good_thing(denied: str, good: str) -> None:
    """A good thing denied is not offered as a good thing."""
    assert good not in {indicator.id.split(".")[1] for indicator in search(BOOK, denied).indicators[:1]}
    assert not [i for i in search(BOOK, denied).indicators if i.strength]


def test_a_concern_beside_what_no_statement_says_is_found() -> None:
    """What the other words find is shown, though the first of them are of what no statement says."""
    silent = next(phrase for phrase, means in BOOK.everyday_words.items() if not means)
    found = search(BOOK, f"{silent} eviction")

    assert found.unsaid == [silent]
    assert found.indicators == search(BOOK, "eviction").indicators


def test_words_that_statements_say_are_not_taken_as_unsaid() -> None:
    """A case that gives, as said by no statement, words that statements say is refused, and told where they are."""
    words = next(words for words, means in BOOK.everyday_words.items() if means)
    with pytest.raises(threshold.ChecklistError, match=f"statements say `{words}`"):
        threshold.assess({"unsaid": [words]}, BOOK)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("rules", "few_or_no_boundaries"), ("tablets", "self_harm"), ("older", "at_risk_of_sexual_exploitation")],
)
def test_a_word_alone_finds_what_everyday_phrases_with_it_mean(word: str, meant: str) -> None:
    """Who types "rules" is shown what "no rules" finds."""
    assert word not in BOOK.everyday_words
    assert meant in [indicator.id.split(".")[1] for indicator in search(BOOK, word).indicators]


def test_what_only_phrases_lead_to_is_shown_as_a_guess() -> None:
    """Where no statement has a word, what its phrases lead to is not given as what was looked for."""
    found = search(BOOK, "older")

    assert found.perhaps
    assert found.in_part
    assert perhaps(BOOK, found).startswith("No statement has “older”. One of these may say what you mean")


def test_a_word_of_phrases_that_no_statement_says_leads_to_them() -> None:
    """Who types "english" is told of "no english", which the rulebook knows by name, and that no statement says it."""
    said = nothing_found(BOOK, search(BOOK, "english"))

    assert "if it is “no english”" in said
    assert "no statement says it, and the report names it" in said


def test_a_named_word_is_found_beside_others() -> None:
    """What an everyday word names is found though the rest of what was typed is nowhere, or in no statement."""
    for words in ("drugs on table", "getting drunk at weekends", "baby in bed after drinking"):
        found = {indicator.id.split(".")[1] for indicator in search(BOOK, words).indicators[:4]}
        assert found & {"adult_substance_misuse", "child_substance_misuse"}, words
        assert not search(BOOK, words).perhaps


@pytest.mark.parametrize(
    ("typed", "not_meant"),
    [("taken to doctor", "medical_help_delayed"), ("allowed to go to school", "learning_prevented")],
)
def test_a_phrase_that_denies_is_not_found_where_nothing_is_denied(typed: str, not_meant: str) -> None:
    """ "Not taken to the doctor" does not answer for "taken to doctor"."""
    assert not_meant not in [indicator.id.split(".")[1] for indicator in search(BOOK, typed).indicators[:1]]


def test_a_guess_is_the_same_each_time() -> None:
    """The order of words makes no difference to what is guessed for them."""
    assert search(BOOK, "tablets boat").indicators == search(BOOK, "boat tablets").indicators


def test_who_does_something_makes_a_difference() -> None:
    """The words of a phrase that says who does what are found in their order only."""
    found = search(BOOK, "mum frightened of son").indicators[:1]
    other = search(BOOK, "scared dad finds out").indicators[:1]

    assert [one.id.split(".")[1] for one in found] == ["child_to_parent_abuse"]
    assert [one.id.split(".")[1] for one in other] != ["child_to_parent_abuse"]


def test_a_phrase_that_no_statement_says_hides_no_other_with_its_words() -> None:
    """ "Keeps in touch" is in no statement, and does not answer for "keeps touching her in the shower"."""
    assert search(BOOK, "keeps in touch").unsaid == ["keeps in touch"]
    assert search(BOOK, "plays on his own").unsaid
    assert search(BOOK, "keeps touching her in the bath").indicators


def test_of_whom_it_is_told_does_not_hide_what_is_told() -> None:
    """A relative alone finds the good thing that they may be; what everyday words tell of them comes before it."""
    good = "family_and_social_relationships.close_to_another_relative"
    assert [one.id for one in search(BOOK, "grandad").indicators] == [good]
    for told, first in (
        ("grandad abused her", "abuse_or_neglect_suspected"),
        ("uncle drinks", "adult_substance_misuse"),
    ):
        found = [one.id for one in search(BOOK, told).indicators]

        assert found[0].split(".")[1] == first
        assert len(found) > 1
