"""The examples that stand beside the shipped rules. What is found here, `threshold rules test` shows with its place."""

from __future__ import annotations

import pytest

from threshold.authoring.desk import Desk
from threshold.authoring.examples import failure, try_examples
from threshold.authoring.pasting import in_words
from threshold.authoring.proposing import coverage
from threshold.rulebook.loading import read_rulebook, rule_files


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The rulebook that ships, with the place of everything."""
    reading = read_rulebook(*rule_files())
    assert reading.rulebook
    assert reading.sheets
    return Desk(reading.rulebook, reading.sheets)


def test_every_example_has_its_answer(desk: Desk, engine: str) -> None:
    """Each case beside the rules gets the level, the at_least and, where it says so, the settledness that stand
    there."""
    failures = [failure(desk, tried) for tried in try_examples(desk, engine) if tried.fails]

    assert not failures, "\n\n".join(f"{told.problem}\n{told.case}" for told in failures)


def test_everything_is_exercised(desk: Desk, engine: str) -> None:
    """Each indicator is present in an example, each combination is found in one, and each side of every `when` has
    one."""
    covered = coverage(desk.rulebook, engine)

    assert covered.done
    assert not covered.open, "\n".join(in_words(point, desk.rulebook) for point in covered.open)
