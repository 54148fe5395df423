"""Whole cases where a document is hardest to read: what the machine makes of them.

What level a case of the shipped rulebook has stands beside its rules, as an example that an officer can read and
change (`threshold rules test`). Here, a small made-up rulebook shows what an answer brings besides its level; and of
the shipped one is held what is true wherever its statements stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import threshold
from tests.small import SMALL, edit, small_copy
from tests.strategies import BOOK
from threshold.assessing.findings import describe
from threshold.assessment import Action, Assessment
from threshold.rulebook.condition import Age, Condition
from threshold.rulebook.models import Indicator, Rulebook

ISLAND = threshold.load_rulebook(SMALL)
NOTHING_MORE = "Nothing more"  # what the island says at its first level


def ask(
    *present: str, child: dict[str, Any] | None = None, engine: str | None = None, book: Rulebook = ISLAND, **rest: Any
) -> Assessment:
    return threshold.assess({"present": present, "child": child or {}, **rest}, book, engine=engine)


def levels(answer: Assessment) -> tuple[int, int]:
    return answer.level, answer.at_least


def quotes(actions: tuple[Action, ...]) -> list[str]:
    return [action.citation.quote or "" for action in actions if action.citation]


def alone(book: Rulebook, engine: str) -> Iterator[tuple[Indicator, Assessment]]:
    """Each statement that sets a level by itself, and the answer to it alone."""
    for indicator in book.indicators.values():
        if indicator.counts:
            yield indicator, ask(indicator.id, engine=engine, book=book)


# Nothing, and good signs


def test_nothing_at_all(engine: str, rulebook: Rulebook) -> None:
    """Nothing reported is Level 1, not settled, never "no action required", and everything is listed as not
    looked at."""
    answer = ask(engine=engine, book=rulebook)

    assert levels(answer) == (1, 1)
    assert not answer.settled
    assert "nothing was looked at" in answer.headline
    assert not {do.citation.quote for do in rulebook.levels[0].do} & set(quotes(answer.actions))
    assert all(area.whole for area in answer.not_looked_at)
    assert [area.domain for area in answer.not_looked_at] == [domain.slug for domain in rulebook.domains]


def test_strengths_alone(engine: str) -> None:
    """Good signs and nothing open: Level 1, and only then what the document says of it: no action required."""
    answer = ask("wellbeing.sleeps_well", engine=engine)

    assert levels(answer) == (1, 1)
    assert answer.settled
    assert quotes(answer.actions) == [NOTHING_MORE]


def test_a_strength_answered_no_opens_its_strand(engine: str) -> None:
    """What is expected, and is not so, is no finding: it asks for the statements of its strand."""
    answer = ask(absent=["wellbeing.sleeps_well"], engine=engine)

    assert levels(answer) == (1, 1)
    assert not answer.settled
    question = next(q for q in answer.questions if q.kind == "strength")
    assert {wording.id for wording in question.statements} == {"wellbeing.tired", "wellbeing.afraid_of_storms"}


# What the document says of some children only


@pytest.mark.parametrize(
    ("child", "expected", "doubt"),
    [
        ({"age": 4}, (2, 2), None),
        ({"age": 5}, (2, 1), "child_other"),
        ({}, (2, 1), "child_not_known"),
        ({"unborn": True}, (2, 1), "child_other"),
    ],
)
def test_a_statement_about_an_age(
    engine: str, child: dict[str, Any], expected: tuple[int, int], doubt: str | None
) -> None:
    """Of a child of that age it is firm; of another it is the same level, at least 1, with the caution that the
    document says it of others; the age that is not known is asked for, with the level it would make."""
    answer = ask("wellbeing.not_growing", child=child, engine=engine)
    (finding,) = answer.findings

    assert levels(answer) == expected
    assert finding.doubt == doubt
    assert not answer.settled  # its row has a lost cell
    assert any("of a child under 5" in caution for caution in finding.cautions) == (doubt is not None)
    assert [q.would_make for q in answer.questions if q.fact == "age"] == ([2] if doubt == "child_not_known" else [])


@pytest.mark.parametrize(
    ("child", "expected", "asked"),
    [
        ({"age": 1}, (3, 3), []),
        ({"age": 9, "disabled": True}, (3, 3), []),
        ({"age": 9, "disabled": False}, (2, 2), []),
        ({"age": 9}, (3, 2), ["disabled"]),
        ({"disabled": False}, (3, 2), ["age"]),
        ({}, (3, 2), ["age", "disabled"]),
    ],
)
def test_one_fact_or_another(engine: str, child: dict[str, Any], expected: tuple[int, int], asked: list[str]) -> None:
    """Under an age, or disabled: either is enough; what is not known of the two is asked for, as far as it matters."""
    answer = ask("wellbeing.tired", child=child, engine=engine)

    assert levels(answer) == expected
    assert [q.fact for q in answer.questions if q.kind == "child"] == asked


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (Age(under=13), "under 13"),
        (Age(from_=16), "aged 16 or over"),
        (Age(from_=16, under=18), "aged 16 or over"),
        (Age(from_=10, under=14), "aged 10 to 13"),
    ],
)
def test_an_age_is_said_in_words(age: Age, said: str) -> None:
    """As a reader says it."""
    assert describe(Condition(age=age)) == said


def test_an_unborn_child_asks_for_what_is_said_of_unborn_children(engine: str, rulebook: Rulebook) -> None:
    """An unborn child with nothing reported raises the question of every combination about unborn children; with what
    it asks for, the combination is found, in the document's words."""
    answer = ask(child={"unborn": True}, engine=engine, book=rulebook)
    asked = {q.about: q for q in answer.questions}
    about_unborn = [
        combination
        for combination in rulebook.combinations.values()
        if any(not isinstance(leaf, str) and leaf.unborn for leaf in combination.when.leaves())
    ]

    assert about_unborn
    assert sorted(asked) == sorted(combination.id for combination in about_unborn)
    for combination in about_unborn:
        question = asked[combination.id]
        assert question.would_make == combination.level
        of = [wording.id for wording in question.statements]
        assert of
        found = ask(*(of if question.need == "all" else of[:1]), child={"unborn": True}, engine=engine, book=rulebook)
        finding = next(f for f in found.findings if f.id == combination.id)
        assert finding.citations == combination.citations


# What the document prints twice, or has not decided


STORMS = '        quote: "Afraid of storms?"\n'
ASKS = "        unsettled: The document puts a question mark here.\n"


@pytest.mark.parametrize(
    ("doubt", "also", "expected", "why"),
    [
        (True, [(1, True), (3, True)], (3, 1), "Level 1 to 3: the draft document has not decided"),
        (True, [], (2, 1), "Level 1 to 2: the draft document has not decided"),
        (False, [(3, False)], (3, 2), "Level 2 to 3: the document prints it at more than one level"),
        (False, [(3, True)], (3, 2), "Level 2 to 3: the draft document has not decided"),
        (True, [(3, False)], (3, 3), None),
        (False, [(1, True)], (2, 2), None),
    ],
)
def test_what_is_printed_at_several_levels(
    engine: str,
    tmp_path: Path,
    doubt: bool,
    also: list[tuple[int, bool]],
    expected: tuple[int, int],
    why: str | None,
) -> None:
    """The highest level, and at least the lowest that is printed without a question mark; with a question mark
    everywhere, the lowest, or one below the only one. The headline gives the range and the reason."""
    marks = {True: ', unsettled: "A question mark."', False: ""}
    places = [f'          - {{level: {n}, page: 2, quote: "Storms"{marks[asks]}}}\n' for n, asks in also]
    printed = "".join(["        also:\n", *places]) if also else ""
    folder = small_copy(tmp_path)
    edit(folder, "levels/wellbeing.yaml", STORMS + ASKS, STORMS + printed + (ASKS if doubt else ""))
    answer = ask("wellbeing.afraid_of_storms", engine=engine, book=threshold.load_rulebook(folder))

    assert levels(answer) == expected
    assert answer.settled == (why is None)
    assert why is None or answer.headline == why


def test_a_cell_that_cannot_be_read(engine: str) -> None:
    """Firm at its level, and not settled all the same: the cell above it is lost."""
    answer = ask("wellbeing.not_growing", child={"age": 3}, engine=engine)

    assert levels(answer) == (2, 2)
    assert not answer.settled
    assert any("cannot be read" in reason for reason in answer.unsettled_because)


def test_where_the_document_is_silent(engine: str, rulebook: Rulebook) -> None:
    """A statement of which the document says nothing higher is never settled, and the headline says so."""
    answer = ask("home.hungry", engine=engine)

    assert answer.headline.startswith("Level 2 or higher: the document is silent")
    for indicator, answer in alone(rulebook, engine):
        assert answer.findings
        if indicator.open_above == "silent":
            own = next(finding for finding in answer.findings if finding.id == indicator.id)
            assert own.open_above == "silent"
            assert not answer.settled
            assert own.level < answer.level or any("is silent above" in why for why in answer.unsettled_because)


def test_a_sign_of_which_nothing_is_known_about_help(engine: str, rulebook: Rulebook) -> None:
    """Whether help works is asked of every sign that is open for it, and would make it one level higher, unless its row
    stands higher already; where help is said to work, it is not asked."""
    top = rulebook.levels[-1].level
    for indicator, answer in alone(rulebook, engine):
        asked = [q for q in answer.questions if q.kind == "help"]
        of_row = [f.level for f in answer.findings if (f.domain, f.strand) == (indicator.domain, indicator.strand)]
        assert bool(asked) == (indicator.open_above == "help" and max(of_row) == indicator.level), indicator.id
        if not asked:
            continue
        assert not answer.settled
        assert [q.would_make for q in asked] == [min(indicator.level + 1, top)]
        cells = rulebook.strand(indicator.domain, indicator.strand).cells.values()
        of_strand = [rulebook.indicators[id] for ids in cells for id in ids if id in rulebook.indicators]
        for strength in (i for i in of_strand if i.strength and "help_working" in i.pattern):
            helped = ask(indicator.id, strength.id, engine=engine, book=rulebook)
            assert not [q for q in helped.questions if q.kind == "help" and indicator.id in q.because]
            assert levels(helped) == levels(answer)


def test_help_that_is_accepted_stays_open_until_it_works(engine: str, rulebook: Rulebook) -> None:
    """Where help is accepted, whether it works is asked; where it is said not to work, the answer says what that may
    make, and is not settled."""
    child = {"age": 15, "disabled": False}  # too old for what a pregnancy says below the age of 13
    asked_in = set()
    for sign in (indicator for indicator in rulebook.indicators.values() if indicator.open_above == "help"):
        if not any(q.kind == "help" for q in ask(sign.id, child=child, engine=engine, book=rulebook).questions):
            continue
        cells = rulebook.strand(sign.domain, sign.strand).cells.values()
        of_strand = [rulebook.indicators[id] for ids in cells for id in ids if id in rulebook.indicators]
        working = [indicator.id for indicator in of_strand if indicator.closes_help]
        refused = [indicator.id for indicator in of_strand if "help_refused" in indicator.pattern]
        for accepted in (indicator.id for indicator in of_strand if "help_accepted" in indicator.pattern):
            answer = ask(sign.id, accepted, child=child, engine=engine, book=rulebook)
            assert [q.text[:28] for q in answer.questions if q.kind == "help"] == ["Help is accepted. Does it wo"]
            denied = ask(sign.id, accepted, child=child, absent=[*working, *refused], engine=engine, book=rulebook)
            assert [q.text[:28] for q in denied.questions if q.kind == "help"] == ["Help is not said to work, an"]
            assert not denied.settled
            asked_in.add(accepted)

    assert asked_in == {i.id for i in rulebook.indicators.values() if "help_accepted" in i.pattern}


def test_one_id_for_what_is_printed_in_several_tables(rulebook: Rulebook) -> None:
    """The loss of an adult, UASC, school exclusion, poor hygiene and gangs have one id each, with every page cited."""
    pages = {
        "emotional_and_behavioural_development.loss_of_significant_adult": {46, 49, 51},
        "levels_of_need.unaccompanied_asylum_seeker": {47, 50, 55},
        "emotional_and_behavioural_development.at_risk_of_school_exclusion": {46, 49},
        "social_presentation.hygiene_poor": {46, 52},
        "family_and_social_relationships.gang_involvement": {47, 50},
        "exploitation_and_extra_familial_abuse.sexting": {55},
    }
    for id, expected in pages.items():
        assert {citation.page for citation in rulebook.indicators[id].citations} == expected


def test_a_finding_shows_in_every_area_that_prints_it(engine: str, rulebook: Rulebook) -> None:
    """Whatever stands in several tables shows in the profile of each of them, but for the general page."""
    shown = 0
    for indicator, answer in alone(rulebook, engine):
        printing = {
            domain.slug
            for domain in rulebook.domains
            if not domain.general and any(indicator.id in ids for s in domain.strands for ids in s.cells.values())
        }
        assert printing <= {area.domain for area in answer.profile}
        shown += len(printing) > 1
    assert shown


def test_history_alone_carries_a_caution(rulebook: Rulebook) -> None:
    """A teenage parent who was once looked after is told of with the caution that this is history."""
    history = [
        i
        for i in rulebook.indicators.values()
        if any(c.page == 53 and "Teenage" in (c.quote or "") for c in i.citations)
    ]

    assert history
    assert all(i.cautions for i in history)


# What counts together


def test_two_signs_of_one_strand_are_not_two_signs_of_a_theme(engine: str) -> None:
    """Two ticks in one row are one sign of hunger; a sign of another row makes it two."""
    together = "home.hunger_everywhere"
    one_row = ask("home.hungry", "home.no_food", engine=engine)
    two_rows = ask("home.hungry", "wellbeing.not_growing", child={"age": 3}, engine=engine)

    assert together not in {finding.id for finding in one_row.findings}
    assert together in {finding.id for finding in two_rows.findings}


def test_a_circumstance_alone_is_a_question(engine: str) -> None:
    """A circumstance has no level; it is asked what it goes with, even where that was said to be absent."""
    for absent in ([], ["wellbeing.tired"]):
        answer = ask("wellbeing.no_one_to_ask", absent=absent, engine=engine)
        assert levels(answer) == (1, 1)
        assert not answer.settled
        assert any("wellbeing.no_one_to_ask" in q.because and q.would_make == 3 for q in answer.questions)
    assert ask("wellbeing.no_one_to_ask", "wellbeing.tired", engine=engine).level == 3


# What to do


def test_a_pathway_brings_its_own_actions(engine: str) -> None:
    """What stands on a pathway brings its actions and agencies, and not those of its level."""
    answer = ask("needs.took_a_boat", engine=engine)

    assert answer.level == 2
    assert {action.kind for action in answer.actions} <= {"pathway", "consult"}
    assert "Tell the coast guard." in quotes(answer.actions)
    assert [agencies.pathway for agencies in answer.agencies] == ["at_sea"]


def test_every_statement_brings_what_its_cell_and_its_themes_ask_for(engine: str, rulebook: Rulebook) -> None:
    """The instructions in its cell, and those that go with its themes, come with a statement alone, with what is
    doubtful of them, whatever the child's age; and a pathway's, with what stands on it."""
    pathways = {(s.domain, s.slug): s.pathway for d in rulebook.domains for s in d.strands}
    brought = 0
    for indicator, unknown in alone(rulebook, engine):
        standing = [do for do in rulebook.standing if set(do.themes) & set(indicator.themes)]
        wanted = {(do.citation.quote, do.reading) for do in (*indicator.do, *standing)}
        older = ask(indicator.id, child={"age": 17}, engine=engine, book=rulebook) if indicator.when else unknown
        for answer in (unknown, older):
            assert wanted <= {(a.citation.quote, a.reading) for a in answer.actions if a.citation}, indicator.id
            pathway = pathways[indicator.domain, indicator.strand]
            assert pathway in {agencies.pathway for agencies in answer.agencies}
            if pathway:
                always = {do.citation.quote for do in rulebook.pathways[pathway].do if not do.themes}
                assert always <= set(quotes(answer.actions))
        brought += bool(wanted)
    assert brought


def test_instructions_that_the_document_prints_in_a_cell_are_there(rulebook: Rulebook) -> None:
    """The bruising protocol, Prevent, housing and the youth offending team are each asked for by something."""
    statements = [*rulebook.indicators.values(), *rulebook.combinations.values()]
    routes = [do for route in (*rulebook.levels, *rulebook.pathways.values()) for do in route.do]
    printed = {do.citation.quote for do in (*(do for s in statements for do in s.do), *routes, *rulebook.standing)}

    for words in ("(bruising protocol)", "Prevent referrals", "(refer to housing)", "Link to YOT here"):
        assert words in printed


def test_the_instruction_of_a_statement_that_was_moved(engine: str, tmp_path: Path) -> None:
    """A statement that is read at another level than it is printed at is cited from where it is printed, and so is the
    instruction in its cell."""
    folder = small_copy(tmp_path)
    asks = '        do:\n          - text: Warn the coast guard.\n            quote: "warn the coast guard"\n'
    edit(
        folder,
        "levels/needs.yaml",
        '        quote: "taking boats"\n',
        f'        quote: "taking boats"\n        printed: 3\n{asks}',
    )
    answer = ask("needs.took_a_boat", engine=engine, book=threshold.load_rulebook(folder))
    (told,) = [action.citation for action in answer.actions if action.kind == "in_cell"]

    assert answer.level == 2
    assert answer.findings[0].citations[0].level == 3
    assert told
    assert told.level == 3


def test_what_a_lower_level_asks_for_stays_there(engine: str) -> None:
    """With danger now, a fear of storms at Level 2 still brings what Level 2 says of storms, meanwhile; and what goes
    with storms wherever they are found comes first."""
    answer = ask("needs.in_danger_now", "wellbeing.afraid_of_storms", engine=engine)
    wardens = [a for a in answer.actions if a.citation and a.citation.quote == "Ask storm wardens too."]

    assert levels(answer) == (3, 3)
    assert [(action.kind, action.level) for action in wardens] == [("meanwhile", 2)]
    assert quotes(answer.actions)[:2] == ["Always follow the storm guidance.", "Lend the storm book."]


def test_a_judgement_above_the_answer(engine: str) -> None:
    """The document's actions come first, then those of the practitioner's level, marked as theirs."""
    answer = ask("home.no_food", judgement={"level": 3, "reason": "knows_more"}, engine=engine)

    assert answer.level == 2
    assert {(a.kind, a.level) for a in answer.actions} >= {("level", 2), ("judgement", 3)}
    assert answer.judgement is not None
    assert answer.judgement.compared == "higher"
    assert answer.judgement.reason_text


def test_whoever_agrees_after_all_is_not_sent_to_talk_it_over() -> None:
    """The reason that the rulebook names for it takes the call to talk the difference over out of the answer; another
    reason, or none, does not."""
    for reason in (*BOOK.judgement_reasons, None):
        case = {"present": ["levels_of_need.significant_harm"], "judgement": {"level": 2, "reason": reason}}
        judged = threshold.assess(case, BOOK).judgement
        assert judged
        assert judged.compared == "lower"
        assert ("talk the difference over" in judged.text) is (reason is None or reason != BOOK.agreeing_reason)


def test_a_judgement_that_the_answer_leaves_open_is_not_called_lower(engine: str) -> None:
    """Where the answer is Level 1 to 2 and the practitioner judges Level 1, no difference is said."""
    answer = ask("wellbeing.afraid_of_storms", judgement={"level": 1}, engine=engine)

    assert levels(answer) == (2, 1)
    assert answer.judgement
    assert answer.judgement.compared == "within"
    assert "lower" not in answer.judgement.text


def test_a_lower_judgement_is_kept_and_changes_nothing(engine: str) -> None:
    """A judgement below the answer lowers nothing, and the difference is said."""
    answer = ask("needs.in_danger_now", judgement={"level": 2}, engine=engine)

    assert answer.level == 3
    assert answer.judgement
    assert "lower than what the document says" in answer.judgement.text
