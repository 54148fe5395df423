"""A level that was settled against some of the places where the document prints it."""

from __future__ import annotations

from pathlib import Path

import pytest

import threshold
from tests.small import edit, is_helpful, small_copy
from threshold.errors import RulebookError

HOME = "levels/home.yaml"
ALSO = '          - {level: 2, page: 2, quote: "Nothing to eat"}\n        themes: [hunger]\n'
READING = "        reading: The board has settled it at Level 2.\n"


def printed_higher(rules: Path, more: str, reading: str = "") -> None:
    """Let the document print `no_food` at Level 3 too, with *more* in that place."""
    place = f'          - {{level: 3, page: 2, quote: "Nothing at all"{more}}}\n'
    edit(rules, HOME, ALSO, ALSO.replace("        themes", f"{place}        themes") + reading)


def test_a_decided_place_is_cited_and_sets_no_level(tmp_path: Path) -> None:
    """Printed at Levels 2 and 3 it is Level 2 to 3; decided, it is Level 2, cites all three places, and says so."""
    rules = small_copy(tmp_path)
    printed_higher(rules, ", decided: true", READING)
    open_rules = small_copy(tmp_path / "open")
    printed_higher(open_rules, "")

    (found,) = threshold.assess(["home.no_food"], threshold.load_rulebook(rules)).findings
    (undecided,) = threshold.assess(["home.no_food"], threshold.load_rulebook(open_rules)).findings

    assert (undecided.level, undecided.at_least, undecided.doubt) == (3, 2, "levels")
    assert (found.level, found.at_least, found.doubt) == (2, 2, None)
    assert [citation.level for citation in found.citations] == [2, 2, 3]
    assert any("It is decided: Level 2." in caution for caution in found.cautions)


def test_no_boundary_offers_it_above_its_level(tmp_path: Path) -> None:
    """Where it is printed too high, it is not among what would be higher, and its own area shows the level it has."""
    rules = small_copy(tmp_path)
    printed_higher(rules, ", decided: true", READING)
    edit(rules, HOME, "    level_3:\n", "    level_3:\n      - see: no_food\n        page: 2\n\n")
    book = threshold.load_rulebook(rules)

    answer = threshold.assess(["home.hungry"], book)
    offered = {wording.id for one in answer.boundaries if one.level == 3 for wording in one.not_asked}

    assert "home.hunger_everywhere" in offered
    assert "home.no_food" not in offered
    assert {area.level for area in threshold.assess(["home.no_food"], book).profile} == {2}


@pytest.mark.parametrize(
    ("more", "reading", "wanted"),
    [
        (", decided: true", "", "nothing says by whom"),
        (", unsettled: It asks., decided: true", READING, "not unsettled any more"),
    ],
)
def test_who_decided_is_said(more: str, reading: str, wanted: str, tmp_path: Path) -> None:
    """A decision without a reading, and one that is called open in the same place, are refused with what to do."""
    rules = small_copy(tmp_path)
    printed_higher(rules, more, reading)

    with pytest.raises(RulebookError) as caught:
        threshold.load_rulebook(rules)
    (problem,) = caught.value.problems
    assert wanted in problem.message
    assert is_helpful(problem)


def test_a_decided_combination_is_firm(tmp_path: Path) -> None:
    """The reading that says who decided is no doubt: a combination that is decided means its level."""
    rules = small_copy(tmp_path)
    old = '        quote: "hunger on all sides"\n'
    also = '        also:\n          - {level: 2, page: 2, quote: "hunger"}\n'
    edit(rules, HOME, old, old + also.replace("}", ", decided: true}"))
    edit(
        rules,
        HOME,
        "          some_of: {count: 2, theme: hunger}\n",
        f"          some_of: {{count: 2, theme: hunger}}\n{READING}",
    )

    answer = threshold.assess(["home.no_food", "wellbeing.not_growing"], threshold.load_rulebook(rules))
    found = next(finding for finding in answer.findings if finding.id == "home.hunger_everywhere")

    assert (found.level, found.at_least, found.doubt) == (3, 3, None)
