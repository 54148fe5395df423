"""What an assessment means, for every checklist and through both engines (docs/adr/0002)."""

from __future__ import annotations

import json
import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import threshold
from tests.strategies import BOOK, IDS, checklists, with_tick
from threshold.assessing.of_whom import out_of_place
from threshold.assessment import Assessment

thorough = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def told(answer: Assessment) -> set[str]:
    """Every id that an answer speaks of as reported."""
    return (
        {finding.id for finding in answer.findings}
        | {id for finding in answer.findings for id in finding.because}
        | {strength.id for strength in answer.strengths}
        | {id for question in answer.questions for id in question.because}
    )


@thorough
@given(checklist=checklists(), id=st.sampled_from(IDS))
def test_a_tick_never_lowers_a_level(engine: str, checklist: threshold.Checklist, id: str) -> None:
    """One more statement present lowers neither the level nor the at_least, whatever else was said."""
    before = threshold.assess(checklist, BOOK, engine=engine)
    after = threshold.assess(with_tick(checklist, id), BOOK, engine=engine)

    assert after.level >= before.level
    assert after.at_least >= before.at_least


@thorough
@given(checklist=checklists())
def test_nothing_ticked_disappears(engine: str, checklist: threshold.Checklist) -> None:
    """Each statement present is in the answer as a finding, a part of one, a strength or a question."""
    assert set(checklist.present) <= told(threshold.assess(checklist, BOOK, engine=engine))


@thorough
@given(checklist=checklists())
def test_every_sign_ticked_is_a_finding(engine: str, checklist: threshold.Checklist) -> None:
    """A statement that sets a level by itself is a finding, at the highest level it is printed at."""
    answer = threshold.assess(checklist, BOOK, engine=engine)
    levels = {finding.id: finding.level for finding in answer.findings}

    for id in checklist.present:
        indicator = BOOK.indicators[id]
        if not (indicator.strength or indicator.circumstance):
            assert levels[id] == max(citation.level or 0 for citation in indicator.citations) or indicator.reading


@thorough
@given(checklist=checklists())
def test_the_level_is_the_highest_finding(engine: str, checklist: threshold.Checklist) -> None:
    """Level and at_least are the highest of the findings; with none, both are the first level."""
    answer = threshold.assess(checklist, BOOK, engine=engine)

    assert answer.level == max((f.level for f in answer.findings), default=1)
    assert answer.at_least == max((f.at_least for f in answer.findings), default=1)
    assert answer.at_least <= answer.level


@thorough
@given(checklist=checklists())
def test_a_finding_is_firm_unless_it_says_why(engine: str, checklist: threshold.Checklist) -> None:
    """A finding's at_least is below its level exactly when it carries a doubt, and a doubt about the child makes
    it 1."""
    for finding in threshold.assess(checklist, BOOK, engine=engine).findings:
        assert (finding.doubt is not None) == (finding.at_least < finding.level)
        if finding.doubt in ("child_not_known", "child_other"):
            assert finding.at_least == 1
            assert finding.cautions


@thorough
@given(checklist=checklists())
def test_settled_means_that_nothing_is_open(engine: str, checklist: threshold.Checklist) -> None:
    """An answer is settled when there is no reason against it; a doubt, or a question that would raise it, is one."""
    answer = threshold.assess(checklist, BOOK, engine=engine)

    assert answer.settled == (not answer.unsettled_because)
    if answer.level > answer.at_least or any(q.would_make > answer.level for q in answer.questions):
        assert not answer.settled
    if not answer.findings and not answer.strengths:
        assert not answer.settled


@thorough
@given(checklist=checklists())
def test_what_no_statement_says_is_told_and_changes_no_level(engine: str, checklist: threshold.Checklist) -> None:
    """Where more was seen than statements say, the answer names it once, in full, and is not settled below the top
    level; the findings and the levels are those of the same report without it."""
    told = threshold.assess(checklist.model_copy(update={"something_else": True}), BOOK, engine=engine)
    silent = {"something_else": False, "unsaid": ()}
    plain = threshold.assess(checklist.model_copy(update=silent), BOOK, engine=engine)
    begins = ("Told, and no statement", "Something was told")
    more = [said for said in (*told.unsettled_because, *told.cautions) if said.startswith(begins)]

    assert (told.level, told.at_least, told.findings) == (plain.level, plain.at_least, plain.findings)
    assert len(more) == 1
    assert all(words in more[0] for words in checklist.unsaid)
    assert "something" in more[0].lower()
    assert not told.settled or told.level == BOOK.levels[-1].level
    assert len([*told.unsettled_because, *told.cautions]) == len([*plain.unsettled_because, *plain.cautions]) + 1


@thorough
@given(checklist=checklists())
def test_what_cannot_be_meant_of_the_child_is_not_asked(engine: str, checklist: threshold.Checklist) -> None:
    """A statement kept for other children is in no question and no boundary, unless something was said of it; ticked,
    it counts like any other."""
    answer = threshold.assess(checklist, BOOK, engine=engine)
    beside = out_of_place(BOOK, checklist.child)
    said = {*checklist.present, *checklist.absent, *checklist.not_known}
    asked = {w.id for q in answer.questions if q.kind in ("combination", "strength") for w in q.statements}
    open_above = {w.id for b in answer.boundaries for w in b.not_asked}

    assert not beside & (asked | open_above) - said
    assert {i for i in checklist.present if BOOK.indicators[i].counts} <= {f.id for f in answer.findings}


@thorough
@given(checklist=checklists())
def test_an_unsettled_headline_is_never_a_bare_number(engine: str, checklist: threshold.Checklist) -> None:
    """The headline of an unsettled answer gives the range, or "or higher", and the reason."""
    answer = threshold.assess(checklist, BOOK, engine=engine)
    if answer.settled:
        assert answer.headline == f"Level {answer.level}: {answer.level_title}"
    elif answer.findings:
        span = (
            rf"{answer.at_least} to {answer.level}(, or higher)?" if answer.at_least < answer.level else r"\d or higher"
        )
        assert re.match(rf"Level {span}: \w", answer.headline)
    else:
        assert "Level" not in answer.headline


@thorough
@given(checklist=checklists())
def test_everything_not_known_is_asked(engine: str, checklist: threshold.Checklist) -> None:
    """A sign said to be not known is a question that says the level it would make."""
    answer = threshold.assess(checklist, BOOK, engine=engine)
    asked = {q.about: q.would_make for q in answer.questions if q.kind == "not_known"}

    for id in checklist.not_known:
        if BOOK.indicators[id].counts:
            assert asked[id] == BOOK.indicators[id].level


@thorough
@given(checklist=checklists())
def test_the_gravest_questions_come_first_then_what_is_urgent_or_near(
    engine: str, checklist: threshold.Checklist
) -> None:
    """Questions are in the order of the level they would raise the answer to, and those that would not raise it come
    last; of each, what is urgent, what the document is silent above and what is of rows with a finding come first, then
    those of their areas; the general page holds all matters, and brings nothing near."""
    answer = threshold.assess(checklist, BOOK, engine=engine)
    general = {domain.slug for domain in BOOK.domains if domain.general}
    near = [finding for finding in answer.findings if finding.domain not in general]
    rows, areas = {(f.domain, f.strand) for f in near}, {f.domain for f in near}
    about = [BOOK.statement(question.about) for question in answer.questions]
    first = {id for id, indicator in BOOK.indicators.items() if indicator.urgent or indicator.open_above == "silent"}
    order = [
        (
            -max(question.would_make, answer.level),
            of.id not in first and (of.domain, of.strand) not in rows,
            of.id not in first and of.domain not in areas,
            -question.would_make,
        )
        for question, of in zip(answer.questions, about, strict=True)
    ]

    assert order == sorted(order)


@thorough
@given(checklist=checklists())
def test_a_combination_that_is_asked_about_was_opened_and_not_closed(
    engine: str, checklist: threshold.Checklist
) -> None:
    """A question about a combination has something present, asks only for what was not answered, and none of it
    is absent."""
    for question in threshold.assess(checklist, BOOK, engine=engine).questions:
        if question.kind == "combination":
            opened = question.because or checklist.child.unborn or checklist.child.disabled
            assert opened
            assert question.statements
            answered = {*checklist.present, *checklist.absent}
            assert not answered.intersection(wording.id for wording in question.statements)


@thorough
@given(checklist=checklists())
def test_every_finding_and_action_has_its_warrant(engine: str, checklist: threshold.Checklist) -> None:
    """Every finding quotes a source; every action cites one, or is marked as not from the document."""
    answer = threshold.assess(checklist, BOOK, engine=engine)

    for finding in answer.findings:
        assert all(citation.quote and citation.page for citation in finding.citations)
    for action in answer.actions:
        assert (action.citation is not None) == action.from_document


@thorough
@given(checklist=checklists())
def test_other_authorities_are_named(engine: str, checklist: threshold.Checklist) -> None:
    """A next step of another authority's report says in its text that it is theirs."""
    for step in threshold.assess(checklist, BOOK, engine=engine).next_steps:
        assert step.authority == BOOK.sources[step.citation.source].authority
        if step.authority != "Slough":
            assert step.authority in step.text


@thorough
@given(checklist=checklists())
def test_from_two_strands_up_they_are_weighed_together(engine: str, checklist: threshold.Checklist) -> None:
    """Findings in two strands or more bring the document's own word, cumulative; nothing is added up into a level."""
    answer = threshold.assess(checklist, BOOK, engine=engine)
    strands = {(f.domain, f.strand) for f in answer.findings}

    assert answer.pattern.strands == len(strands)
    assert any("cumulative" in caution for caution in answer.cautions) == (len(strands) > 1)


@thorough
@given(checklist=checklists())
def test_no_action_required_needs_strengths_and_nothing_open(engine: str, checklist: threshold.Checklist) -> None:
    """The first level's actions are given only where strengths were reported and nothing is open."""
    answer = threshold.assess(checklist, BOOK, engine=engine)
    first = {do.text for do in BOOK.levels[0].do}

    if first & {action.text for action in answer.actions if action.kind != "judgement"}:
        assert answer.settled
        assert answer.strengths
        assert not answer.findings


@thorough
@given(checklist=checklists())
def test_actions_come_in_one_order(engine: str, checklist: threshold.Checklist) -> None:
    """Standing, in-cell, consult, level and pathway, meanwhile, judgement; never a level above the one reached
    but by judgement."""
    answer = threshold.assess(checklist, BOOK, engine=engine)
    order = {"standing": 0, "in_cell": 1, "consult": 2, "level": 3, "pathway": 3, "meanwhile": 4, "judgement": 5}
    kinds = [order[a.kind] if a.level in (None, answer.level) or a.kind == "judgement" else 4 for a in answer.actions]

    assert kinds == sorted(kinds)
    assert ("consult" in {a.kind for a in answer.actions}) == (not answer.settled)
    for action in answer.actions:
        if action.kind in ("level", "pathway"):
            assert action.level == answer.level or action.kind == "pathway"
        if action.kind == "meanwhile":
            assert 1 < (action.level or 0) < answer.level
        if action.themes and action.kind != "judgement":
            assert action.findings


@thorough
@given(checklist=checklists())
def test_a_higher_judgement_adds_the_actions_of_its_level(engine: str, checklist: threshold.Checklist) -> None:
    """A judgement above the answer adds its level's actions, marked as the practitioner's; no other judgement does."""
    answer = threshold.assess(checklist, BOOK, engine=engine)
    own = {action.text for action in answer.actions if action.kind == "judgement"}
    higher = checklist.judgement is not None and checklist.judgement.level > answer.level

    assert bool(own) == higher
    if checklist.judgement and higher:
        always = {do.text for do in BOOK.levels[checklist.judgement.level - 1].do if not do.themes}
        assert always <= own


@thorough
@given(checklist=checklists())
def test_the_same_checklist_gives_the_same_bytes(checklist: threshold.Checklist) -> None:
    """Whatever the order of the answers, and by whichever engine, the JSON is the same but for the engine's name."""
    answers = []
    for engine in ("table", *threshold.assessing.engine_names()[:1]):
        shuffled = threshold.Checklist(
            present=reversed(checklist.present),
            absent=reversed(checklist.absent),
            not_known=reversed(checklist.not_known),
            unsaid=reversed(checklist.unsaid),
            something_else=checklist.something_else,
            child=checklist.child,
            judgement=checklist.judgement,
        )
        for given_list in (checklist, shuffled):
            data = json.loads(threshold.assess(given_list, BOOK, engine=engine).model_dump_json())
            del data["provenance"]["engine"]
            answers.append(json.dumps(data))

    assert len(set(answers)) == 1


@thorough
@given(checklist=checklists())
def test_json_goes_both_ways(engine: str, checklist: threshold.Checklist) -> None:
    """A checklist and an assessment come back from JSON equal to what they were."""
    answer = threshold.assess(checklist, BOOK, engine=engine)

    assert threshold.Assessment.model_validate_json(answer.model_dump_json()) == answer
    assert threshold.Checklist.from_json(checklist.model_dump_json()) == checklist


@thorough
@given(checklist=checklists())
def test_rights_profile_and_boundaries_follow_the_findings(engine: str, checklist: threshold.Checklist) -> None:
    """Every article of a finding is engaged, the profile reaches the level of each area, and a boundary stands
    above what was reached."""
    answer = threshold.assess(checklist, BOOK, engine=engine)

    engaged = {right.article: set(right.findings) for right in answer.rights}
    for finding in answer.findings:
        for article in finding.articles:
            assert finding.id in engaged[article]
    general = {domain.slug for domain in BOOK.domains if domain.general}
    profile = {area.domain: area.level for area in answer.profile}
    assert not general & set(profile)
    for finding in answer.findings:
        assert finding.domain in general or profile[finding.domain] >= finding.level
    for boundary in answer.boundaries:
        assert boundary.level > boundary.reached
        shown = {w.id for w in (*boundary.absent, *boundary.not_known, *boundary.not_asked)}
        assert not shown & set(checklist.present)
        assert shown or boundary.lost or boundary.unsettled


@thorough
@given(checklist=checklists(), age=st.integers(0, 17))
@example(threshold.Checklist(present=["health.sexual_images_shared"], not_known=["health.sexually_active"]), 15)
def test_what_an_age_rules_out_is_no_reason_why_not_higher(
    engine: str, checklist: threshold.Checklist, age: int
) -> None:
    """A combination that speaks of another age than this child's is in no boundary and in no question."""
    aged = checklist.model_copy(update={"child": threshold.Child(age=age)})
    answer = threshold.assess(aged, BOOK, engine=engine)
    told = {said.id for b in answer.boundaries for said in (*b.absent, *b.not_known, *b.not_asked)}
    told |= {question.about for question in answer.questions if question.kind == "combination"}

    for id in told & set(BOOK.combinations):
        ways = BOOK.combinations[id].when.conjunctions()
        ages = [[leaf.age for leaf in way if not isinstance(leaf, str) and leaf.age] for way in ways]
        assert any(all(of.from_ <= age < of.under for of in way) for way in ages)


@thorough
@given(checklist=checklists())
def test_all_that_is_not_so_is_told(engine: str, checklist: threshold.Checklist) -> None:
    """Whatever was said not to be so is in the answer once, under its area, and nothing else is."""
    areas = threshold.assess(checklist, BOOK, engine=engine).absent
    told = [said.id for area in areas for said in area.statements]

    assert sorted(told) == sorted(checklist.absent)
    assert all(BOOK.indicators[said.id].domain == area.domain for area in areas for said in area.statements)


@thorough
@given(checklist=checklists())
def test_what_was_not_looked_at_is_listed(engine: str, checklist: threshold.Checklist) -> None:
    """A row is listed, by itself or with its whole area, unless most of what it asks of this child was answered; what
    everyone is asked first counts only where a row has nothing else. An area of which something is so is not whole."""
    answer = threshold.assess(checklist, BOOK, engine=engine)
    listed = {(area.domain, title) for area in answer.not_looked_at for title in area.strands}
    beside = out_of_place(BOOK, checklist.child)
    said = {*checklist.present, *checklist.absent, *checklist.not_known}
    touched = {BOOK.indicators[id].domain for id in checklist.present}

    for domain in BOOK.domains:
        for strand in (s for s in domain.strands if s.cells):
            ids = {id for ids in strand.cells.values() for id in ids if id in BOOK.indicators}
            signs = {id for id in ids if BOOK.indicators[id].counts}
            asked = ({id for id in signs if not BOOK.indicators[id].urgent} or signs) - beside
            touched |= {domain.slug} if asked & said else set()
            assert ((domain.slug, strand.title) in listed) == (2 * len(asked & said) < len(asked))
    for area in answer.not_looked_at:
        assert area.whole == (area.domain not in touched)
