"""What a search says where it finds nothing. What it finds is in tests/questionnaire."""

from __future__ import annotations

import pytest

import threshold
from tests.strategies import BOOK
from threshold.searching import nothing_found, search


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


@pytest.mark.parametrize("phrase", sorted(BOOK.everyday_words))
def test_an_everyday_word_finds_what_the_rulebook_names(phrase: str) -> None:
    """What the rulebook names for an everyday word is found by it, in that order, before all else; where it names
    nothing, the search says that no statement says this."""
    named = [part for part in BOOK.everyday_words[phrase] if "." in part]
    found = [indicator.id for indicator in search(BOOK, phrase).indicators]

    if named:
        assert found[: len(named)] == named
    if not BOOK.everyday_words[phrase]:
        assert not found
        assert nothing_found(BOOK, search(BOOK, phrase)) == f"no statement says this: {phrase}."


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


def test_words_that_statements_say_are_not_taken_as_unsaid() -> None:
    """A case that gives, as said by no statement, words that statements say is refused, and told where they are."""
    words = next(words for words, means in BOOK.everyday_words.items() if means)
    with pytest.raises(threshold.ChecklistError, match=f"statements say `{words}`"):
        threshold.assess({"unsaid": [words]}, BOOK)
