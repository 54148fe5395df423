"""Whose answers change: exactly as whole assessments by both versions say, and by which changes."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import pytest

import threshold
from tests.authoring.rulebook_edits import edited, with_fields, with_indicator, without
from tests.random_rulebooks import ChecklistMaker, random_rulebook
from tests.small import SMALL
from threshold.authoring.diff.answering import Answerer
from threshold.authoring.diff.changes import changes
from threshold.authoring.diff.impact import Comparison
from threshold.authoring.diff.reach import Reach
from threshold.authoring.diff.tally import Counts, Impact, Tally
from threshold.authoring.diff.trying import Case, examples, of_lines
from threshold.authoring.diff.words import lines
from threshold.checklist import Checklist
from threshold.rulebook.condition import Condition
from threshold.rulebook.models import Rulebook

BOOK = threshold.load_rulebook(SMALL)
TIRED, HUNGRY, STORMS = "wellbeing.tired", "home.hungry", "wellbeing.afraid_of_storms"


def compared(old: Rulebook, new: Rulebook, cases: Iterable[Any]) -> Impact:
    """What comes of cases, numbered from 1."""
    numbered = [Case(number, Checklist.of(case)) for number, case in enumerate(cases, 1)]
    return Comparison(old, new, changes(old, new)).tally(numbered).impact(examples=False)


def in_full(checklist: Checklist, book: Rulebook) -> tuple[Any, ...]:
    """What a whole assessment says, as far as versions are compared by it."""
    answer = threshold.assess(checklist, book, engine="table")
    return (
        answer.level,
        answer.at_least,
        answer.settled,
        {(action.kind, action.text, action.link) for action in answer.actions},
        {right.article for right in answer.rights},
    )


def counted(before: tuple[Any, ...], after: tuple[Any, ...]) -> dict[str, int]:
    """How one case is to be counted."""
    return {
        "level_falls": after[0] < before[0],
        "level_rises": after[0] > before[0],
        "at_least_falls": after[1] < before[1],
        "at_least_rises": after[1] > before[1],
        "settled_no_more": before[2] > after[2],
        "settled_now": before[2] < after[2],
        "actions_lost": bool(before[3] - after[3]),
        "actions_gained": bool(after[3] - before[3]),
        "rights_lost": bool(before[4] - after[4]),
        "rights_gained": bool(after[4] - before[4]),
    }


@pytest.mark.parametrize("seed", range(60))
def test_the_short_way_says_what_whole_assessments_say(seed: int) -> None:
    """For random rulebooks, random edits and random cases: each case is counted exactly where two whole assessments
    put it; and one that whole assessments answer differently is never passed over."""
    rng = random.Random(seed)
    old = random_rulebook(rng, BOOK) if seed % 4 else BOOK
    new = edited(old, rng)
    comparison = Comparison(old, new, changes(old, new))
    maker = ChecklistMaker(old)
    for checklist in (maker.checklist(rng) for _ in range(60)):
        found = comparison.tally([Case(1, checklist)]).impact(examples=False)
        named = {*checklist.present, *checklist.absent, *checklist.not_known}
        if not named <= set(new.indicators):
            assert [one.id for one in found.lacking] == sorted(named - set(new.indicators))
            assert (found.compared, found.groups) == (0, ())
            continue
        before, after = (in_full(checklist, book) for book in (old, new))
        assert found.counts == Counts(**{name: int(so) for name, so in counted(before, after).items()})
        assert found.same == (before == after)
        assert len(found.groups) == (before != after)


def plain(rng: random.Random, book: Rulebook) -> Checklist:
    """A case of one or two answers, where a single change can make the difference."""
    ids = rng.sample(sorted(book.indicators), rng.choice((1, 1, 2, 3)))
    cut = rng.choice((0, 1, len(ids)))
    strengths = [id for id, indicator in book.indicators.items() if indicator.strength and id not in ids]
    if strengths and rng.random() < 0.4:  # denied: it asks for the statements of its row
        ids, cut = [ids[0], rng.choice(strengths)], 1
    child = {"unborn": True} if rng.random() < 0.2 else {"age": rng.choice((1, 4, 9))}
    said = {"present": ids[:cut], rng.choice(("absent", "not_known")): ids[cut:]}
    return Checklist.of({**said, "child": {**child, "disabled": rng.random() < 0.3}})


def telling(book: Rulebook) -> Rulebook:
    """The small rulebook with no doubts of its own, and with a combination that a fact about the child opens."""
    unborn = Condition(all=(HUNGRY, Condition(unborn=True)))
    pair = book.combinations["home.two_of_three"].model_copy(update={"when": unborn, "reading": None})
    indicators = {
        id: i.model_copy(update={"open_above": None, "unsettled": None, "at_least": i.level})
        for id, i in book.indicators.items()
    }
    domains = tuple(
        d.model_copy(update={"strands": tuple(s.model_copy(update={"lost": ()}) for s in d.strands)})
        for d in book.domains
    )
    combinations = {**book.combinations, pair.id: pair}
    return with_fields(book, indicators=indicators, combinations=combinations, domains=domains)


@pytest.mark.parametrize("part", range(4))
def test_no_case_is_passed_over(part: int) -> None:
    """The same of short cases, where each edit shows: what does not touch a case does not change its answer."""
    rng = random.Random(part)
    old = telling(BOOK)
    changed = 0
    for _ in range(200):
        new = edited(old, rng)
        reach = Reach(old, new)
        for checklist in (plain(rng, old) for _ in range(25)):
            if {*checklist.present, *checklist.absent, *checklist.not_known} <= set(new.indicators):
                differ = in_full(checklist, old) != in_full(checklist, new)
                changed += differ
                assert reach.touches(checklist) or not differ

    assert changed > 50


@pytest.mark.parametrize("seed", range(10))
def test_an_answerer_answers_like_an_assessment(seed: int) -> None:
    """The shipped rulebook: level, at_least, settled, what to do and the rights are those of the whole assessment."""
    rng = random.Random(seed)
    book = threshold.load_rulebook()
    answerer, maker = Answerer(book), ChecklistMaker(book)
    for checklist in (maker.checklist(rng) for _ in range(50)):
        assert answerer.answer(checklist)[:5] == in_full(checklist, book)


def test_a_level_that_rises_and_its_cause() -> None:
    """Cases that rise are put together, with the statement that moved; those that it does not touch are not there."""
    new = with_indicator(BOOK, TIRED, level=3, at_least=3)
    child = {"age": 9, "disabled": False}
    ticked = [[TIRED], [HUNGRY], [TIRED, "wellbeing.sleeps_well"], ["needs.in_danger_now", TIRED]]
    found = compared(BOOK, new, [{"present": present, "child": child} for present in ticked])
    (group,) = (group for group in found.groups if group.matter == "rises")

    assert (group.level, group.cases) == ((2, 3), (1, 3))
    assert [(because.kind, because.about, because.cases) for because in group.because] == [("statement", TIRED, 2)]
    assert (found.compared, found.counts.level_falls, found.counts.level_rises) == (4, 0, 2)


def test_falls_come_first() -> None:
    """A level that falls stands before everything else, whatever else changes."""
    fell = with_indicator(BOOK, "needs.in_danger_now", level=2, at_least=2)
    new = with_indicator(fell, TIRED, level=3, at_least=3)
    child = {"age": 9, "disabled": False}
    found = compared(BOOK, new, [*([{"present": [TIRED], "child": child}] * 5), ["needs.in_danger_now"]])

    assert [(group.matter, group.level) for group in found.groups] == [("falls", (3, 2)), ("rises", (2, 3))]


def test_a_part_that_changes_a_combination_is_named() -> None:
    """Where a combination comes about by another theme of its parts, the part is the cause, and not the combination."""
    new = with_indicator(BOOK, TIRED, themes=("hunger",))
    found = compared(BOOK, new, [{"present": [TIRED, "home.no_food"], "child": {"age": 9, "disabled": False}}])
    causes = {(because.kind, because.about) for group in found.groups for because in group.because}

    assert found.groups
    assert causes == {("statement", TIRED)}


def test_a_row_that_opens_an_answer() -> None:
    """Where a lost cell of a row leaves an answer open, the row is the cause."""
    strands = {s.slug: s for d in BOOK.domains if d.slug == "wellbeing" for s in d.strands}
    lost = strands["sleep"].model_copy(update={"lost": (3,)})
    domains = tuple(
        d.model_copy(update={"strands": (lost, *d.strands[1:])}) if d.slug == "wellbeing" else d for d in BOOK.domains
    )
    plain = with_indicator(BOOK, STORMS, unsettled=None, at_least=2)
    new = with_indicator(with_fields(BOOK, domains=domains), STORMS, unsettled=None, at_least=2)
    found = compared(plain, new, [{"present": [STORMS], "child": {"age": 9, "disabled": False}}])

    assert [(group.matter, [b.about for b in group.because]) for group in found.groups] == [
        ("opened", ["wellbeing.sleep"])
    ]


def test_cases_that_cannot_be_compared() -> None:
    """A case that names what one version does not have is counted under that id; one that names what neither has, or
    judges by a level that is not there, is strange; a line that is no case is unread. None stops the others."""
    given = [
        b'{"present": ["wellbeing.tired"]}\n',
        b"\n",
        b"{broken: Jane\n",
        b'{"present": ["home.hungry"]}\n',
        b'{"present": ["jane.smith"]}\n',
        b'{"judgement": {"level": 8}}\n',
        b'{"name": "Jane"}\n',
    ]
    new = without(BOOK, HUNGRY)
    found = Comparison(BOOK, new, changes(BOOK, new)).tally(of_lines(given)).impact(examples=False)

    assert (found.tried, found.compared, found.same) == (6, 1, 1)
    assert [(one.id, one.where, one.cases) for one in found.lacking] == [(HUNGRY, "new", (4,))]
    assert (found.strange, found.unread) == ((5, 6), (3, 7))


@pytest.mark.parametrize("seed", range(5))
def test_tallies_add_up(seed: int) -> None:
    """Cases tried in lots, and cases tried at once, come to the same."""
    rng = random.Random(seed)
    old = random_rulebook(rng, BOOK)
    new = edited(edited(old, rng), rng)
    maker = ChecklistMaker(old)
    cases = [Case(number, maker.checklist(rng)) for number in range(1, 61)]
    whole = Comparison(old, new, changes(old, new)).tally(cases)
    total = Tally()
    for start in (0, 20, 40):
        total += Comparison(old, new, changes(old, new)).tally(cases[start : start + 20])

    assert total.impact(examples=False) == whole.impact(examples=False)


def test_examples_are_tried_once() -> None:
    """An example that both versions have is one case; one that only one of them has is a case too."""
    cases = list(examples(BOOK, BOOK))

    assert [case.name for case in cases] == [
        e.case for domain in BOOK.domains for strand in domain.strands for e in strand.examples
    ]


@pytest.mark.parametrize(
    ("names", "said"),
    [((4,), "line 4"), ((4, 9), "lines 4 and 9"), (tuple(range(1, 1024)), "and 1,003 more")],
)
def test_many_lines_are_counted(names: tuple[int, ...], said: str) -> None:
    """A few lines are named; of very many the first, and how many more."""
    assert lines(names).endswith(said)
    assert len(lines(names)) < 100
