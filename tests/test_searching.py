"""What a search says where it finds nothing. What it finds is in tests/questionnaire."""

from __future__ import annotations

import pytest

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
    said = nothing_found(BOOK, misspelt)
    named = said.split("did you mean ")[1].rstrip("?").split(" or ")

    assert search(BOOK, misspelt) == []
    assert named[0].startswith(meant)
    assert all(search(BOOK, word) for word in named)


def test_a_word_like_no_other_leads_nowhere() -> None:
    """Nothing is guessed for a word that is like none of the rulebook's."""
    assert nothing_found(BOOK, "zebra").endswith("try another word for it.")
