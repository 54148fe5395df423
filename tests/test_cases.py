"""Whole cases with known answers: the places where the document is hardest to read."""

from __future__ import annotations

from typing import Any

import pytest

import threshold
from threshold.assessment import Action, Assessment

HEALTH, FAMILY, GENERAL = "health", "family_and_social_relationships", "levels_of_need"
CARE = "basic_care_safety_and_protection"
EMOTIONAL, SOCIAL = "emotional_and_behavioural_development", "social_presentation"
HOUSING, EXPLOITATION = "housing_employment_and_finance", "exploitation_and_extra_familial_abuse"


def ask(*present: str, child: dict[str, Any] | None = None, engine: str | None = None, **rest: Any) -> Assessment:
    return threshold.assess({"present": present, "child": child or {}, **rest}, engine=engine)


def levels(answer: Assessment) -> tuple[int, int]:
    return answer.level, answer.at_least


def quotes(actions: tuple[Action, ...]) -> list[str]:
    return [action.citation.quote or "" for action in actions if action.citation]


def test_nothing_at_all(engine: str) -> None:
    """Nothing reported is Level 1, not settled, never "no action required", and everything is listed as not
    looked at."""
    answer = ask(engine=engine)

    assert levels(answer) == (1, 1)
    assert not answer.settled
    assert "nothing was looked at" in answer.headline
    assert "No action required." not in quotes(answer.actions)
    assert all(area.whole for area in answer.not_looked_at)
    assert len(answer.not_looked_at) == 10


def test_domestic_abuse_alone(engine: str) -> None:
    """Domestic abuse is printed at Level 2 only: the silence above is said, and the guidance comes first."""
    answer = ask(f"{GENERAL}.lives_with_domestic_abuse", engine=engine)

    assert levels(answer) == (2, 2)
    assert answer.findings[0].open_above == "silent"
    assert answer.headline.startswith("Level 2 or higher: the document is silent")
    assert quotes(answer.actions)[0] == "Where domestic violence is suspected; always refer to DV guidance"


@pytest.mark.parametrize(
    ("age", "expected", "doubt"),
    [(12, (4, 4), None), (14, (2, 2), None), (None, (4, 1), "child_not_known"), (17, (2, 1), "child_other")],
)
def test_started_to_have_sex(engine: str, age: int | None, expected: tuple[int, int], doubt: str | None) -> None:
    """Under 13 it is Level 4, under 16 Level 2; age not known could be 4; at 17 the statement speaks of another age."""
    answer = ask(f"{HEALTH}.sexually_active", child={"age": age}, engine=engine)

    assert levels(answer) == expected
    assert answer.findings[0].doubt == doubt
    if doubt:
        assert not answer.settled
    assert any(q.fact == "age" and q.would_make == 4 for q in answer.questions) == (age is None)


def test_homeless_at_sixteen_said_of_a_child_of_fifteen(engine: str) -> None:
    """Level 3 as printed, at least 1, with the caution that the document says it of another age."""
    answer = ask(f"{HOUSING}.homeless_at_16_or_17", child={"age": 15}, engine=engine)

    assert levels(answer) == (3, 1)
    assert any("aged 16 or over" in caution for caution in answer.findings[0].cautions)
    assert "(refer to housing)" in quotes(answer.actions)


def test_capability_concern_about_an_unborn_child(engine: str) -> None:
    """Any concern about parental capability is Level 4 while the child is unborn, and says which words make it so."""
    answer = ask(f"{EMOTIONAL}.parental_capability_concern", child={"unborn": True}, engine=engine)

    assert levels(answer) == (4, 4)
    assert answer.findings[0].citations[0].quote == "as yet unborn and there is concern about Parental capability."
    assert levels(ask(f"{EMOTIONAL}.parental_capability_concern", child={"age": 1}, engine=engine)) == (3, 3)


def test_unborn_and_nothing_else_asks_about_the_parents(engine: str) -> None:
    """An unborn child with nothing reported raises the question of parental capability."""
    answer = ask(child={"unborn": True}, engine=engine)

    assert [q.would_make for q in answer.questions] == [4]


def test_known_gang_involvement(engine: str) -> None:
    """Page 50 has it at Level 3, page 47 at Level 4: Level 4, at least 3; a serious effect makes it firmly 4."""
    gang = f"{FAMILY}.gang_involvement"

    assert levels(ask(gang, engine=engine)) == (4, 3)
    assert not ask(gang, engine=engine).settled
    assert levels(ask(gang, f"{FAMILY}.gang_impact", engine=engine)) == (4, 4)


def test_sexting(engine: str) -> None:
    """Printed at 2, 3 and 4, each with a question mark: Level 2 to 4, because the draft has not decided."""
    answer = ask(f"{EXPLOITATION}.sexting", engine=engine)

    assert levels(answer) == (4, 2)
    assert answer.headline == "Level 2 to 4: the draft document has not decided"


def test_concealed_pregnancy(engine: str) -> None:
    """At Level 3 with a question mark and at Level 4 without: firmly Level 4."""
    assert levels(ask(f"{GENERAL}.concealed_pregnancy", engine=engine)) == (4, 4)


def test_self_harm_with_help_working(engine: str) -> None:
    """Level 2; Level 3 of that row is lost, so it is not settled all the same."""
    answer = ask(f"{HEALTH}.self_harm", f"{HEALTH}.mental_health_help_working", engine=engine)

    assert levels(answer) == (2, 2)
    assert not answer.settled
    assert any("cannot be read" in reason for reason in answer.unsettled_because)
    assert not any(q.kind == "help" for q in answer.questions)


def test_late_in_talking_and_nothing_known_of_help(engine: str) -> None:
    """The bare sign is Level 2, open above; whether help works is asked, and would make it Level 3."""
    answer = ask(f"{HEALTH}.development_delayed", engine=engine)

    assert levels(answer) == (2, 2)
    assert answer.findings[0].open_above == "help"
    assert not answer.settled
    assert [q.would_make for q in answer.questions if q.kind == "help"] == [3]


def test_arrested_for_shoplifting(engine: str) -> None:
    """Level 4 by the offence pathway: its own actions and agencies, and no child-protection referral."""
    answer = ask(f"{GENERAL}.in_trouble_with_police", child={"age": 15}, engine=engine)

    assert answer.level == 4
    assert {action.kind for action in answer.actions} <= {"pathway", "consult"}
    assert "Link to YOT here" in quotes(answer.actions)
    assert not any("child protection" in quote for quote in quotes(answer.actions))
    assert [agencies.pathway for agencies in answer.agencies] == ["youth_offending"]


def test_bruised_baby_and_a_bereavement(engine: str) -> None:
    """Level 4 with the bruising protocol; the bereavement's exploitation tool stays at its own Level 2."""
    answer = ask(
        f"{EMOTIONAL}.bruising_not_mobile", f"{EMOTIONAL}.loss_of_significant_adult", child={"age": 0}, engine=engine
    )

    assert levels(answer) == (4, 4)
    assert "(bruising protocol)" in quotes(answer.actions)
    tools = [action for action in answer.actions if action.citation and "CE " in (action.citation.quote or "")]
    assert [(tool.kind, tool.level) for tool in tools] == [("meanwhile", 2)]


def test_a_strength_answered_no_opens_its_strand(engine: str) -> None:
    """What is expected, and is not so, is no finding: it asks for the statements of its strand."""
    answer = ask(absent=[f"{SOCIAL}.hygiene_good"], engine=engine)

    assert levels(answer) == (1, 1)
    assert not answer.settled
    question = next(q for q in answer.questions if q.kind == "strength")
    assert f"{SOCIAL}.hygiene_poor" in {wording.id for wording in question.statements}


def test_a_judgement_of_four_over_an_answer_of_two(engine: str) -> None:
    """The document's actions come first, then those of the practitioner's level, marked as theirs."""
    answer = ask(f"{HOUSING}.overcrowded", judgement={"level": 4, "reason": "knows_more"}, engine=engine)

    assert answer.level == 2
    assert {(a.kind, a.level) for a in answer.actions} >= {("level", 2), ("judgement", 4)}
    assert answer.judgement is not None
    assert answer.judgement.compared == "higher"
    assert answer.judgement.reason_text


def test_a_lower_judgement_is_kept_and_changes_nothing(engine: str) -> None:
    """A judgement below the answer lowers nothing, and the difference is said."""
    answer = ask(f"{EMOTIONAL}.bruising_not_mobile", judgement={"level": 2}, engine=engine)

    assert answer.level == 4
    assert answer.judgement
    assert "lower than what the document says" in answer.judgement.text


def test_strengths_alone(engine: str) -> None:
    """Good signs and nothing open: Level 1, and only then the document's "No action required"."""
    answer = ask(f"{SOCIAL}.hygiene_good", engine=engine)

    assert levels(answer) == (1, 1)
    assert answer.settled
    assert quotes(answer.actions) == ["No action required."]


def test_private_fostering_by_age_and_disability(engine: str) -> None:
    """Under 16, or under 18 if disabled: firm, provisional or of another age, as far as that is known."""
    fostered = f"{FAMILY}.private_fostering"

    assert levels(ask(fostered, child={"age": 15}, engine=engine)) == (3, 3)
    assert levels(ask(fostered, child={"age": 17, "disabled": True}, engine=engine)) == (3, 3)
    assert levels(ask(fostered, child={"age": 17}, engine=engine)) == (3, 1)
    assert levels(ask(fostered, child={"age": 17, "disabled": False}, engine=engine)) == (3, 1)
    asked = ask(fostered, child={"age": 17}, engine=engine).questions
    assert [q.fact for q in asked if q.kind == "child"] == ["disabled"]


def test_two_signs_of_one_strand_are_not_two_signs_of_neglect(engine: str) -> None:
    """Poor hygiene ticked in three ways is one sign of neglect; another strand's sign makes it Level 4."""
    hygiene = [f"{SOCIAL}.{slug}" for slug in ("hygiene_poor", "hygiene_poor_persistent", "hygiene_poor_despite_help")]

    assert levels(ask(*hygiene, engine=engine)) == (3, 3)
    assert ask(*hygiene, f"{SOCIAL}.dress_unsuitable_persistent", engine=engine).level == 4


def test_a_circumstance_alone_is_a_question(engine: str) -> None:
    """A circumstance has no level; it is asked what it goes with, even where that was said to be absent."""
    carer = f"{CARE}.no_consistent_carer"
    signs = [f"{CARE}.adult_substance_misuse", f"{CARE}.parents_problems_affect_care"]

    for absent in ([], signs):
        answer = ask(carer, absent=absent, engine=engine)
        assert levels(answer) == (1, 1)
        assert not answer.settled
        assert any(carer in q.because and q.would_make >= 3 for q in answer.questions)
    assert ask(carer, signs[0], engine=engine).level == 3


def test_radicalisation_goes_to_prevent(engine: str) -> None:
    """A concern about radicalisation is Level 4 and brings the Prevent referral, with its doubtful place."""
    answer = ask(f"{FAMILY}.being_radicalised", engine=engine)

    assert levels(answer) == (4, 4)
    prevent = next(a for a in answer.actions if a.citation and a.citation.quote == "Prevent referrals")
    assert prevent.reading


def test_one_id_for_what_is_printed_in_several_tables(rulebook: threshold.Rulebook) -> None:
    """The loss of an adult, UASC, school exclusion, poor hygiene and gangs have one id each, with every place cited."""
    places = {
        f"{EMOTIONAL}.loss_of_significant_adult": {(2, 46), (2, 49), (2, 51)},
        f"{GENERAL}.unaccompanied_asylum_seeker": {(4, 47), (4, 50), (4, 55)},
        f"{EMOTIONAL}.at_risk_of_school_exclusion": {(3, 49), (2, 46)},
        f"{SOCIAL}.hygiene_poor": {(2, 52), (2, 46)},
        f"{FAMILY}.gang_involvement": {(3, 50), (4, 47)},
        f"{EXPLOITATION}.sexting": {(2, 55), (3, 55), (4, 55)},
    }
    for id, expected in places.items():
        assert {(c.level, c.page) for c in rulebook.indicators[id].citations} == expected


def test_a_finding_shows_in_every_area_that_prints_it(engine: str) -> None:
    """An unaccompanied asylum seeking child stands on the general page, and shows in the two areas that print it."""
    answer = ask(f"{GENERAL}.unaccompanied_asylum_seeker", engine=engine)

    assert {area.domain: area.level for area in answer.profile} == {FAMILY: 4, EXPLOITATION: 4}


def test_history_alone_carries_a_caution(rulebook: threshold.Rulebook) -> None:
    """A teenage parent who was once looked after is Level 4 as printed, with the caution that this is history."""
    history = [
        i
        for i in rulebook.indicators.values()
        if any(c.page == 53 and "Teenage" in (c.quote or "") for c in i.citations)
    ]

    assert history
    assert all(i.level == 4 and i.cautions for i in history)
