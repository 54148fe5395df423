"""What differs between two answers, and what if an answer were another."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import threshold
from tests.strategies import BOOK, IDS, checklists
from threshold.assessing.comparing import Changes, Difference, changes
from threshold.assessing.supposing import SIGNS, WhatIf, said_of, suppose, what_if, with_answer

thorough = settings(max_examples=100, deadline=None, derandomize=True)
HARM, TALKING = "health.self_harm", "health.development_delayed"
PAIR = "social_presentation.hygiene_poor_with_other_neglect"


def lists(found: Changes) -> Iterator[tuple[str, Difference[object]]]:
    """Every list of a comparison."""
    for name in Changes.model_fields:
        part = getattr(found, name)
        if isinstance(part, Difference):
            yield name, part


def without_engine(answer: threshold.Assessment) -> dict[str, object]:
    """An answer as data, but for which engine gave it, and for what was said of the child, and not to be so."""
    data = json.loads(answer.model_dump_json())
    del data["provenance"], data["notices"], data["child"], data["absent"]
    return dict(data)


def signed(said: str, id: str) -> str:
    """The word that supposes an answer to a statement."""
    return next(sign for sign, word in SIGNS.items() if word == said) + id


@thorough
@given(checklist=checklists())
def test_an_answer_does_not_differ_from_itself(checklist: threshold.Checklist) -> None:
    """Nothing is gained, lost or changed between an answer and the same answer."""
    answer = threshold.assess(checklist, BOOK)
    found = changes(answer, answer)

    assert found.empty
    assert all(part.empty for _, part in lists(found))


@thorough
@given(first=checklists(), second=checklists())
def test_nothing_that_differs_is_left_out(first: threshold.Checklist, second: threshold.Checklist) -> None:
    """Two answers compare as empty only where everything that they say is equal."""
    before, after = threshold.assess(first, BOOK), threshold.assess(second, BOOK)

    assert changes(before, after).empty == (without_engine(before) == without_engine(after))


@thorough
@given(first=checklists(), second=checklists())
def test_each_list_that_differs_is_told_apart(first: threshold.Checklist, second: threshold.Checklist) -> None:
    """Each part of a comparison is empty exactly where that part of the two answers is equal."""
    before, after = threshold.assess(first, BOOK), threshold.assess(second, BOOK)
    found = changes(before, after)

    for name, part in lists(found):
        own = "profile" if name == "areas" else name
        assert part.empty == (getattr(before, own) == getattr(after, own)), name
    assert (found.pattern is None) == (before.pattern == after.pattern)
    assert (found.judgement is None) == (before.judgement == after.judgement)


def test_what_stands_twice_is_compared_twice() -> None:
    """Where an answer says the same twice and the other once, one of them is gained."""
    once = threshold.assess([HARM], BOOK)
    twice = once.model_copy(update={"actions": (*once.actions, once.actions[0])})

    assert changes(once, twice).actions.gained == (once.actions[0],)
    assert changes(twice, once).actions.lost == (once.actions[0],)


@thorough
@given(checklist=checklists(), id=st.sampled_from(IDS), said=st.sampled_from(sorted(SIGNS.values())))
def test_one_other_answer_is_never_lost(checklist: threshold.Checklist, id: str, said: str) -> None:
    """Also with one answer changed: what differs in the two answers is in the comparison."""
    before = threshold.assess(checklist, BOOK)
    after = threshold.assess(with_answer(checklist, id, said), BOOK)  # type: ignore[arg-type]

    assert changes(before, after).empty == (without_engine(before) == without_engine(after))


@thorough
@given(first=checklists(), second=checklists())
def test_the_other_way_round_gained_is_lost(first: threshold.Checklist, second: threshold.Checklist) -> None:
    """With the two answers swapped, what was gained is lost, what was lost is gained, and each change is reversed."""
    before, after = threshold.assess(first, BOOK), threshold.assess(second, BOOK)
    there, back = changes(before, after), changes(after, before)

    assert (there.before, there.after) == (back.after, back.before)
    backwards = dict(lists(back))
    for name, part in lists(there):
        assert part.gained == backwards[name].lost
        assert part.lost == backwards[name].gained
        turned = [(change.after, change.before) for change in backwards[name].changed]
        assert sorted(map(repr, turned)) == sorted(repr((c.before, c.after)) for c in part.changed)
    for forth, return_ in ((there.pattern, back.pattern), (there.judgement, back.judgement)):
        assert (forth is None) == (return_ is None)
        assert not forth or not return_ or (forth.before, forth.after) == (return_.after, return_.before)


@thorough
@given(checklist=checklists(), id=st.sampled_from(IDS))
def test_one_more_statement_never_lowers(checklist: threshold.Checklist, id: str) -> None:
    """What if one more statement were so: neither the level nor the at_least falls, and no finding is lost."""
    found = what_if(checklist, [f"+{id}"], BOOK).changes

    assert found.after.level >= found.before.level
    assert found.after.at_least >= found.before.at_least
    assert not found.findings.lost


@thorough
@given(checklist=checklists(), others=checklists(most=3))
def test_what_is_supposed_is_what_is_assessed(checklist: threshold.Checklist, others: threshold.Checklist) -> None:
    """Each word turns one answer, all others stay, and the comparison is that of the two assessments."""
    words = [signed(said, id) for said in SIGNS.values() for id in getattr(others, said)]
    other, supposed = suppose(checklist, words, BOOK)

    assert [each.about for each in supposed] == [word[1:] for word in words]
    named = {each.about: each for each in supposed}
    for id in IDS:
        assert said_of(other, id) == (named[id].after if id in named else said_of(checklist, id))
        assert id not in named or named[id].before == said_of(checklist, id)
    assert (other.child, other.judgement) == (checklist.child, checklist.judgement)
    expected = changes(threshold.assess(checklist, BOOK), threshold.assess(other, BOOK))
    assert what_if(checklist, words, BOOK).changes == expected


@thorough
@given(checklist=checklists(), id=st.sampled_from(IDS))
def test_a_what_if_comes_back_from_json(checklist: threshold.Checklist, id: str) -> None:
    """A what-if is data: to JSON and back without loss."""
    tried = what_if(checklist, [f"+{id}", "unborn"], BOOK)

    assert WhatIf.model_validate_json(tried.model_dump_json()) == tried


@pytest.mark.parametrize(
    ("words", "child"),
    [
        (["age=12"], {"age": 12, "disabled": True}),
        (["age=0", "disabled=no"], {"age": 0, "disabled": False}),
        (["age=unknown", "disabled=unknown"], {}),
        (["unborn"], {"unborn": True, "disabled": True}),
        (["unborn=yes"], {"unborn": True, "disabled": True}),
        (["unborn=no"], {"age": 14, "disabled": True}),
    ],
)
def test_facts_about_the_child_can_be_supposed(words: list[str], child: dict[str, int]) -> None:
    """Age, unborn and disabled are changed by words of their own; what is not named stays."""
    case = threshold.Checklist.of({"child": {"age": 14, "disabled": True}})

    assert suppose(case, words, BOOK)[0].child == threshold.Child(**child)


def test_what_follows_from_a_word_is_said() -> None:
    """An unborn child loses its age, an age makes an unborn child born, and both are listed."""
    _, unborn = suppose(threshold.Checklist.of({"child": {"age": 14}}), ["unborn"], BOOK)
    _, born = suppose(threshold.Checklist.of({"child": {"unborn": True}}), ["age=3"], BOOK)

    assert [(s.about, s.before, s.after) for s in unborn] == [("unborn", "no", "yes"), ("age", "14", "not_known")]
    assert [(s.about, s.before, s.after) for s in born] == [("age", "not_known", "3"), ("unborn", "yes", "no")]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("+health.self_har", "did you mean `health.self_harm`?"),
        ("-health.self_har", "did you mean `health.self_harm`?"),
        ("?self_harm", "did you mean `health.self_harm`?"),
        ("--health.self_harm", "did you mean `health.self_harm`?"),
        ("health.self_harm", "+health.self_harm (so)"),
        ("nonsense", "put a sign before the id"),
        (f"+{PAIR}", "it is a combination, and has no tick; name the statements that it joins"),
        (f"-{PAIR}", "social_presentation.hygiene_poor_despite_help"),
        ("+", "stands alone"),
        ("", "put a sign before the id"),
        ("age=18", "0 to 17"),
        ("age=-1", "0 to 17"),
        ("age=", "0 to 17"),
        ("age=٣", "0 to 17"),
        ("unborn=perhaps", "yes or no"),
        ("disabled=perhaps", "yes, no or unknown"),
        ("disabled", "put a sign before the id"),
        ("aged=3", "age=12"),
    ],
)
def test_a_word_that_means_nothing_is_an_error(word: str, said: str) -> None:
    """An unknown id, a combination and a fact that cannot be are each refused, in a sentence that says what to do."""
    with pytest.raises(threshold.ChecklistError, match=r".") as refused:
        suppose(threshold.Checklist(), [word], BOOK)

    assert said in str(refused.value)
    assert word in str(refused.value)


@pytest.mark.parametrize("words", [[f"+{HARM}", f"-{HARM}"], [f"+{HARM}", f"+{HARM}"], ["age=1", "age=2"]])
def test_one_thing_is_supposed_once(words: list[str]) -> None:
    """The same statement or fact twice is an error, whatever is said of it."""
    with pytest.raises(threshold.ChecklistError, match="given twice"):
        suppose(threshold.Checklist(), words, BOOK)


def test_an_unborn_child_is_supposed_without_an_age() -> None:
    """`unborn` and an age together are an error."""
    with pytest.raises(threshold.ChecklistError, match="unborn child has no age"):
        suppose(threshold.Checklist(), ["unborn", "age=1"], BOOK)


def test_every_wrong_word_is_named() -> None:
    """All that is wrong is said at once, not only the first."""
    with pytest.raises(threshold.ChecklistError) as refused:
        suppose(threshold.Checklist(), ["+health.nothing", f"+{TALKING}", "age=99"], BOOK)

    assert len(refused.value.faults) == 2
