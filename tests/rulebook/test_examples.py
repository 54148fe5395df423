"""The examples that stand beside the rules."""

from __future__ import annotations

import pytest

import threshold
from tests.strategies import BOOK
from threshold.rulebook.condition import Condition
from threshold.rulebook.models import Example

EXAMPLES = [example for domain in BOOK.domains for strand in domain.strands for example in strand.examples]


def answered(example: Example, engine: str | None = None) -> threshold.Assessment:
    case = {
        "present": example.present,
        "absent": example.absent,
        "not_known": example.not_known,
        "child": dict(example.child),
    }
    return threshold.assess(case, BOOK, engine=engine)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.case for example in EXAMPLES])
def test_every_example_has_its_answer(example: Example, engine: str) -> None:
    """Each case beside the rules gets the level, the at_least and, where it says so, the settledness that stand
    there."""
    answer = answered(example, engine)

    assert (answer.level, answer.at_least) == (example.level, example.at_least)
    if example.settled is not None:
        assert answer.settled == example.settled, answer.unsettled_because


def test_every_statement_is_in_an_example() -> None:
    """Each indicator is present in an example, and each combination is found in one."""
    present = {id for example in EXAMPLES for id in example.present}
    found = {f.id for example in EXAMPLES for f in answered(example).findings}

    assert sorted(set(BOOK.indicators) - present) == []
    assert sorted(set(BOOK.combinations) - found) == []


def conditions() -> dict[str, Condition]:
    own = {id: i.when for id, i in BOOK.indicators.items() if i.when}
    return own | {id: c.when for id, c in BOOK.combinations.items()}


@pytest.mark.parametrize("id", conditions())
def test_every_condition_has_an_example_on_each_side(id: str) -> None:
    """Each `when` has an example that meets it firmly, and one that speaks of the same and does not."""
    condition = conditions()[id]
    counted = {i.id for i in BOOK.indicators.values() if set(i.themes) & set(condition.themes())}
    named = set(condition.named()) | counted | {id}
    met, unmet = 0, 0
    for example in EXAMPLES:
        finding = next((f for f in answered(example).findings if f.id == id), None)
        firm = finding is not None and finding.doubt not in ("child_not_known", "child_other")
        met += firm
        unmet += not firm and bool(named & {*example.present, *example.absent, *example.not_known})

    assert met
    assert unmet
