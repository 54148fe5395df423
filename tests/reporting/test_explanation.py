"""Why a statement counts in a case or does not, and why not the next level."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import threshold
from tests.oracle import holding
from tests.random_rulebooks import ChecklistMaker, random_rulebook
from tests.small import SMALL, edit, small_copy
from tests.strategies import BOOK, IDS, checklists
from threshold.assessing.comparing import changes
from threshold.assessing.explaining import Explanation, Part, explanation
from threshold.assessing.supposing import what_if
from threshold.reporting.comparison import compare
from threshold.reporting.explanation import explain
from threshold.reporting.shape import Section
from threshold.reporting.supposition import what_if_sections

ALL = [*BOOK.indicators, *BOOK.combinations]
HARM = "health.self_harm"
ISLAND = threshold.load_rulebook(SMALL)
TIRED, TIRED_BABY, NOT_GROWING = "wellbeing.tired", "wellbeing.tired_baby", "wellbeing.not_growing"
NO_ONE = "wellbeing.no_one_to_ask"
thorough = settings(max_examples=60, deadline=None, derandomize=True)


def told(case: dict[str, object], id: str, book: threshold.Rulebook = BOOK) -> list[Section]:
    """The explanation of one statement in one case."""
    checklist = threshold.Checklist.of(case)
    return explain(threshold.assess(checklist, book), checklist, book, id)


def lines(sections: Iterable[Section], *titles: str) -> list[str]:
    """Everything said under these titles, or under all."""
    return [
        text
        for section in sections
        if not titles or section.title in titles
        for item in section.items
        for text in (item.label, item.text, item.quote, item.source, *item.notes, *item.points)
    ]


def statements(part: Part | None) -> Iterable[Part]:
    """The statements a condition comes down to."""
    if part and part.statement:
        yield part
    for inner in part.parts if part else ():
        yield from statements(inner)


def names_its_page(sections: list[Section], id: str) -> bool:
    """Whether the first section names the statement, quotes it, and says where it is printed."""
    (item,) = sections[0].items
    citations = BOOK.statement(id).citations
    said = (item.source, *item.points)
    return id in sections[0].title and all(
        any(f"page {citation.page}" in text for text in said)
        and any(citation.quote or "" in text for text in (item.quote, *said))
        for citation in citations
    )


@thorough
@given(checklist=checklists())
def test_every_finding_can_be_explained(checklist: threshold.Checklist) -> None:
    """Each finding of any answer says where it stands, how it counts, and why it is not higher."""
    answer = threshold.assess(checklist, BOOK)
    for finding in answer.findings:
        sections = explain(answer, checklist, BOOK, finding.id)
        assert names_its_page(sections, finding.id)
        titles = [section.title for section in sections]
        assert titles[1] == "How it counts"
        assert "Why not higher" in titles
        assert set(finding.cautions) <= set(lines(sections, "What is doubtful"))
        if finding.doubt:
            assert f"Level {finding.at_least} to {finding.level}" in lines(sections, "What is doubtful")
        for other in answer.findings:
            if (other.domain, other.strand) == (finding.domain, finding.strand) and other.level > finding.level:
                assert other.text in lines(sections, "Why not higher")
        for right in answer.rights:
            assert (finding.id in right.findings) == any(
                right.right == line for line in lines(sections, "What it brings")
            )
        for action in answer.actions:
            if finding.id in action.findings:
                assert action.text in lines(sections, "What it brings")


@settings(max_examples=3, deadline=None, derandomize=True)
@given(checklist=checklists())
def test_every_statement_of_the_rulebook_can_be_explained(checklist: threshold.Checklist) -> None:
    """Each indicator and combination, reported or not, is explained for any case, with its words and its page."""
    answer = threshold.assess(checklist, BOOK)
    for id in ALL:
        assert names_its_page(explain(answer, checklist, BOOK, id), id)


@thorough
@given(checklist=checklists(), id=st.sampled_from(ALL))
def test_no_item_is_empty(checklist: threshold.Checklist, id: str) -> None:
    """Every section has a title and something under it, and everything under it says something."""
    for section in explain(threshold.assess(checklist, BOOK), checklist, BOOK, id):
        assert section.title
        assert section.items
        assert all(item.text.strip() for item in section.items)


@thorough
@given(checklist=checklists(), id=st.sampled_from(IDS))
def test_what_it_would_change_is_what_changes(checklist: threshold.Checklist, id: str) -> None:
    """For a statement not reported, the difference is that of a what-if with it; for one reported, that of the case
    without it and with it."""
    answer = threshold.assess(checklist, BOOK)
    if id not in checklist.present:
        assert explanation(answer, checklist, BOOK, id).difference == what_if(checklist, [f"+{id}"], BOOK).changes
    for ticked in checklist.present[:3]:
        rest = checklist.model_copy(update={"present": tuple(other for other in checklist.present if other != ticked)})
        expected = changes(threshold.assess(rest, BOOK), answer)
        assert explanation(answer, checklist, BOOK, ticked).difference == expected
        if any(finding.id == ticked for finding in answer.findings):
            said = lines(explain(answer, checklist, BOOK, ticked), "Without it")
            assert expected.before.headline in said


@thorough
@given(checklist=checklists())
def test_parts_agree_with_what_counted(checklist: threshold.Checklist) -> None:
    """The parts of a combination hold exactly where it holds: firmly, or as far as the child is known."""
    answer = threshold.assess(checklist, BOOK)
    truths = dict(holding(BOOK, checklist))
    for id in BOOK.combinations:
        found = explanation(answer, checklist, BOOK, id)
        assert found.when is not None
        assert (found.finding is not None) == (id in truths)
        assert (found.when.holds == "yes") == truths.get(id, False)
        if found.finding:
            assert found.when.holds != "no"
            present = {
                part.statement.id for part in statements(found.when) if part.said == "present" and part.statement
            }
            assert set(found.finding.because) == present


@settings(max_examples=30, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_parts_of_any_rulebook_agree_with_what_counted(seed: int) -> None:
    """Also in random rulebooks, with conditions inside conditions: what holds is what the parts say, in words too."""
    rng = random.Random(seed)
    book = random_rulebook(rng, BOOK)
    checklist = ChecklistMaker(book).checklist(rng)
    answer = threshold.assess(checklist, book, engine="table")
    truths = dict(holding(book, checklist))
    for id in [*list(book.combinations)[:10], *list(book.indicators)[:10]]:
        found = explanation(answer, checklist, book, id)
        assert f"({id})" in explain(answer, checklist, book, id)[0].title
        if id in book.combinations:
            assert found.when is not None
            assert (found.when.holds == "yes") == truths.get(id, False)
            assert id not in truths or found.when.holds != "no"


@thorough
@given(checklist=checklists(), id=st.sampled_from(ALL))
def test_an_explanation_comes_back_from_json(checklist: threshold.Checklist, id: str) -> None:
    """An explanation is data: to JSON and back without loss."""
    found = explanation(threshold.assess(checklist, BOOK), checklist, BOOK, id)

    assert Explanation.model_validate_json(found.model_dump_json()) == found


@thorough
@given(checklist=checklists(), id=st.sampled_from(ALL))
def test_the_questions_that_concern_it_are_asked(checklist: threshold.Checklist, id: str) -> None:
    """Every question of the answer that names the statement stands in its explanation."""
    answer = threshold.assess(checklist, BOOK)
    said = lines(explain(answer, checklist, BOOK, id), "What to find out")
    for question in answer.questions:
        if id in (question.about, *question.because, *(wording.id for wording in question.statements)):
            assert question.text in said


@thorough
@given(first=checklists(), second=checklists())
def test_all_that_differs_is_put_into_words(first: threshold.Checklist, second: threshold.Checklist) -> None:
    """Each finding, action, right and question gained or lost is said; nothing differs without a word of it."""
    found = changes(threshold.assess(first, BOOK), threshold.assess(second, BOOK))
    said = lines(compare(found, BOOK))
    everything = "\n".join(said)

    for part in (found.findings, found.actions, found.questions, found.strengths, found.agencies, found.next_steps):
        for each in (*part.gained, *part.lost):  # type: ignore[attr-defined]
            assert each.text in said
    for right in (*found.rights.gained, *found.rights.lost):
        assert right.right in said
    for reason in (*found.unsettled_because.gained, *found.unsettled_because.lost):
        assert reason in said or any(reason.endswith(line) for line in said if line)
    assert set(found.cautions.gained) | set(found.cautions.lost) <= set(said)
    for area in (*found.areas.gained, *found.areas.lost):
        assert f"{area.title}: " in everything
    for boundary in (*found.boundaries.gained, *found.boundaries.lost):
        assert f"{boundary.domain_title}, {boundary.strand_title}: " in everything
    for changed in found.boundaries.changed:
        assert f"{changed.after.strand_title}: the next level is Level {changed.after.level}" in everything
    assert {area.title for area in (*found.not_looked_at.gained, *found.not_looked_at.lost)} <= set(said)
    for area_changed in found.not_looked_at.changed:
        strands = set(area_changed.before.strands) ^ set(area_changed.after.strands)
        assert all(strand in everything for strand in strands)
    assert ("Nothing changes." in said) == found.empty


@thorough
@given(checklist=checklists(), id=st.sampled_from(IDS), sign=st.sampled_from("+-?"))
def test_a_what_if_says_first_what_was_supposed(checklist: threshold.Checklist, id: str, sign: str) -> None:
    """The first section repeats each word in plain English, and says where the case says so already."""
    tried = what_if(checklist, [f"{sign}{id}"], BOOK)
    (item,) = what_if_sections(tried, BOOK)[0].items

    assert item.text == BOOK.indicators[id].text
    assert ("The case says so already." in item.notes) == (tried.supposed[0].before == tried.supposed[0].after)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ({"absent": [HARM]}, "You said that this is not so, so it did not count."),
        ({"not_known": [HARM]}, "You said that this is not known, so it did not count."),
        ({}, "Nothing was said of this, so it did not count."),
        ({"present": [HARM]}, "You said that this is so."),
    ],
)
def test_how_it_was_answered_is_said(case: dict[str, object], said: str) -> None:
    """Absent, not known, not asked and present are told apart."""
    assert lines(told(case, HARM), "How it counts")[1] == said


def next_cells() -> Iterator[tuple[str, list[str]]]:
    """Signs of which nothing is asked of the child, each with the three or more of the next cell of its row."""
    for domain in BOOK.domains:
        for strand in domain.strands:
            cells = [[i for i in map(BOOK.indicators.get, strand.cells[n]) if i] for n in sorted(strand.cells)]
            for lower, higher in pairwise(cells):
                signs = [[i.id for i in cell if i.counts and not i.when] for cell in (lower, higher)]
                if signs[0] and len(signs[1]) > 2 and len(signs[1]) == len(higher):
                    yield signs[0][0], signs[1]


def test_why_not_the_next_level() -> None:
    """The next level's statements of the row are told by how each was answered, with the document's words."""
    sign, (denied, unsure, *_) = min(next_cells(), key=lambda row: len(row[1]))
    said = lines(told({"present": [sign], "absent": [denied], "not_known": [unsure]}, sign), "Why not higher")

    for word, id in (("not so", denied), ("not known", unsure)):
        statement = BOOK.indicators[id]
        assert any(
            s.startswith(f"{word}: {statement.text}") and (statement.citations[0].quote or "") in s for s in said
        )
    assert any(s.startswith("not asked: ") for s in said)


@pytest.fixture
def babies(tmp_path: Path) -> threshold.Rulebook:
    """The small rulebook, where a baby who is tired or hungry stands at Level 3."""
    folder = small_copy(tmp_path)
    old = (
        "            - tired\n            - any:\n                - age: {under: 2}\n                - disabled: true\n"
    )
    new = "            - any: [tired, home.hungry]\n            - age: {under: 2}\n"
    edit(folder, "levels/wellbeing.yaml", old, new)
    return threshold.load_rulebook(folder)


def test_a_combination_that_did_not_fire_says_what_is_missing(babies: threshold.Rulebook) -> None:
    """With the sign there and the age too high it cannot be; with the age low enough the sign is missing."""
    too_old = told({"present": [TIRED], "child": {"age": 9}}, TIRED_BABY, babies)
    no_sign = told({"child": {"age": 1}}, TIRED_BABY, babies)

    assert "it cannot" in lines(too_old, "How it counts")[1]
    assert any("under 2; the age given is 9" in line for line in lines(too_old, "How it counts"))
    assert "Missing" in lines(no_sign, "How it counts")
    assert not [s for s in no_sign if s.title == "Why not higher"]


def test_a_combination_that_fired_shows_its_parts(babies: threshold.Rulebook) -> None:
    """Each part with how it was answered; a part that is not known of the child says so."""
    said = lines(told({"present": [TIRED]}, TIRED_BABY, babies), "How it counts")

    assert any(line.startswith("so: ") for line in said)
    assert any("the age of this child is not known" in line for line in said)


def test_a_fact_about_the_child_is_not_a_missing_statement() -> None:
    """Where only age or disability is open, it is called not known and not missing."""
    said = lines(told({"present": [NOT_GROWING]}, NOT_GROWING, ISLAND), "How it counts")

    assert "Not known" in said
    assert "Missing" not in said


def test_a_circumstance_says_what_it_counts_in() -> None:
    """A circumstance sets no level; the combinations that count with it are named, and what it changes."""
    sections = told({"present": [NO_ONE, TIRED]}, NO_ONE, ISLAND)

    assert any("sets no level by itself" in line for line in lines(sections))
    assert "Part of, Level 3" in lines(sections, "How it counts")
    assert any(section.title == "Because it is so: the answer" for section in sections)


def test_what_it_brings_leaves_out_what_others_bring() -> None:
    """The actions of a finding's own level and those that name it; not those of another finding's level."""
    case = {"present": [TIRED, "needs.in_danger_now"], "child": {"age": 9, "disabled": False}}
    said = lines(told(case, TIRED, ISLAND), "What it brings")

    assert "Meanwhile, Level 2" in said
    assert not [line for line in said if line.startswith(("Level 3", "First"))]


@pytest.mark.parametrize("id", ["health.self_har", "self_harm", "", "health", "-health.self_harm", "x" * 5000])
def test_an_unknown_id_is_an_error_that_helps(id: str) -> None:
    """An id that is not in the rulebook is refused, with what was perhaps meant or how to find it."""
    with pytest.raises(threshold.ThresholdError, match="there is no statement") as refused:
        told({}, id)

    assert "did you mean `" in str(refused.value) or "threshold search" in str(refused.value)
    assert len(str(refused.value)) < 300


def test_the_answer_of_another_rulebook_is_refused() -> None:
    """An answer is explained by the rulebook that gave it, and by no other."""
    checklist = threshold.Checklist(present=[HARM])
    answer = threshold.assess(checklist, BOOK)
    other = answer.model_copy(update={"provenance": answer.provenance.model_copy(update={"digest": "0" * 64})})

    with pytest.raises(threshold.ThresholdError, match="another rulebook"):
        explain(other, checklist, BOOK, HARM)
