"""The questionnaire without a terminal: its order, its end, and going back."""

from __future__ import annotations

import random

import pytest

from tests.questionnaire.players import answer_to, play
from tests.strategies import BOOK
from threshold.assessing.of_whom import worth_asking
from threshold.checklist import Child
from threshold.questionnaire.answers import Answers, worth_asking_of
from threshold.questionnaire.plan import A_PAGE
from threshold.questionnaire.questions import UNBORN, AnswerError, Question
from threshold.questionnaire.session import Session, SessionError
from threshold.searching import search

SEEDS = range(25)


def until(session: Session, kind: str) -> Question:
    """Answer nothing of note until a question of *kind* is asked."""
    quiet = {
        "danger": False,
        "disabled": None,
        "age": None,
        "judgement": None,
        "areas": [],
        "something_else": [],
        "review": True,
        "reason": None,
    }
    while (question := session.question()) and question.kind != kind:
        session.answer(quiet[question.kind] if question.kind in quiet else dict.fromkeys(question.statements, "absent"))
    assert question
    return question


def test_the_order_of_the_questions() -> None:
    """Danger, the child, the own judgement, the urgent screen, the areas, the areas chosen, the review."""
    session = Session(BOOK)
    kinds = []
    while question := session.question():
        kinds.append(question.key.split(":")[0])
        session.answer(["education"] if question.kind == "areas" else answer_to(question, random.Random(1), tick=0))

    order = list(dict.fromkeys(kinds))
    assert order[:6] == ["danger", "age", "disabled", "judgement", "urgent", "areas"] or order[2] != "disabled"
    assert order[order.index("areas") + 1] == "education"
    assert "review" in order


@pytest.mark.parametrize("area", sorted({area for i in BOOK.indicators.values() for area in i.asked_in}))
def test_a_sign_that_people_look_for_in_another_area_is_asked_there_too(area: str) -> None:
    """Of a child of any age, each of them is asked, once, where that area alone was chosen."""
    wanted = {i.id for i in BOOK.indicators.values() if area in i.asked_in}
    asked: list[str] = []
    session = Session(BOOK)
    until(session, "areas")
    session.answer([area])
    while (question := session.question()) and question.kind == "page":
        asked += question.statements
        session.answer(dict.fromkeys(question.statements, "absent"))

    assert wanted <= set(asked)
    assert len(asked) == len(set(asked))


def test_the_areas_come_in_the_order_in_which_they_were_chosen() -> None:
    """Who names housing before health is asked of housing first."""
    session = Session(BOOK)
    until(session, "areas")
    session.answer(["housing_employment_and_finance", "health"])

    asked = list(dict.fromkeys(key.split(":")[0] for key in play(session, random.Random(1), tick=0)))
    assert asked[:2] == ["housing_employment_and_finance", "health"]


def test_a_level_that_the_answer_leaves_open_is_asked_no_reason() -> None:
    """Where the document prints a statement at Levels 3 and 4, who judges either is not asked why it is another."""
    gang = "family_and_social_relationships.gang_involvement"
    for judged in (2, 3, 4):
        session = Session(BOOK)
        until(session, "judgement")
        session.answer(judged)
        session.found("gang", {gang: "present"})
        until(session, "review")
        session.answer(True)
        answer, question = session.result(), session.question()

        assert (answer.at_least, answer.level) == (3, 4)
        assert (question is not None and question.kind == "reason") == (judged == 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_path_ends(seed: int) -> None:
    """Whatever is answered, the questionnaire comes to an end, and no statement that was answered is asked again."""
    session, rng = Session(BOOK), random.Random(seed)
    statements: list[str] = []
    while question := session.question():
        assert len(question.statements) <= A_PAGE
        assert set(statements).isdisjoint(question.statements)
        answer = answer_to(question, rng, tick=0.3, passing=0.2)
        statements += [id for id in question.statements if answer[id]]
        session.answer(answer)

    assert len(statements) == len(set(statements))
    assert session.result().level >= 1


@pytest.mark.parametrize("seed", SEEDS)
def test_interrupted_and_resumed_at_every_question_it_gives_the_same(seed: int) -> None:
    """Saved and resumed before every single question, a session ends with the same JSON as straight through."""
    straight, broken = Session(BOOK), Session(BOOK)
    play(straight, random.Random(seed), passing=0.1)
    rng = random.Random(seed)
    while question := broken.question():
        broken = Session.resume(broken.save(), BOOK)
        assert broken.question() == question
        broken.answer(answer_to(question, rng, passing=0.1))

    assert broken.result().model_dump_json() == straight.result().model_dump_json()
    assert broken.checklist() == straight.checklist()


@pytest.mark.parametrize("seed", SEEDS)
def test_back_undoes_exactly_one_step(seed: int) -> None:
    """After any step, going back gives the state and the question that were there before it."""
    session, rng = Session(BOOK), random.Random(seed)
    while question := session.question():
        before = session.save()
        if rng.random() < 0.2:
            session.found("anything", {rng.choice(sorted(BOOK.indicators)): "present"})
        elif rng.random() < 0.1 and session.answers().given:
            session.change(rng.choice(sorted(session.answers().given)))
        else:
            session.answer(answer_to(question, rng, passing=0.1))
        after = session.save()
        assert session.back()
        assert session.save() == before
        assert session.question() == question
        session = Session.resume(after, BOOK)
        if len(session.events) > 120:
            break


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_ticked_is_in_the_checklist(seed: int) -> None:
    """Every statement said to be so, on a page or after a search, is present in the checklist of the end."""
    session, rng = Session(BOOK), random.Random(seed)
    ticked: set[str] = set()
    found = rng.choice(sorted(BOOK.indicators))
    while question := session.question():
        if question.kind == "areas" and found not in session.answers().said:
            session.found("anything", {found: "present"})
            ticked.add(found)
            continue
        answer = answer_to(question, rng, tick=0.3, passing=0.1)
        if question.kind == "page":
            ticked |= {id for id, status in answer.items() if status == "present"}
        session.answer(answer)

    assert set(session.checklist().present) >= ticked


def test_every_indicator_can_be_reached_and_ticked() -> None:
    """Each statement of the rulebook is on a page of some path, or is found by a search for its own words, and
    can be ticked."""
    everything = Session(BOOK)
    reached: set[str] = set()
    while question := everything.question():
        reached |= set(question.statements)
        everything.answer(
            list(question.options)
            if question.kind == "areas"
            else dict.fromkeys(question.statements, "present")
            if question.kind == "page"
            else None
            if question.kind == "age"
            else answer_to(question, random.Random(1))
        )
    for id in set(BOOK.indicators) - reached:
        session = Session(BOOK)
        session.found("its own words", {id: "present"})
        assert id in session.checklist().present
        assert id in {indicator.id for indicator in search(BOOK, BOOK.indicators[id].text).indicators}

    signs = {i.id for i in BOOK.indicators.values() if i.counts}
    assert signs <= reached


def test_nobody_is_asked_about_areas_they_did_not_choose() -> None:
    """With nothing ticked, only the urgent statements, those of the chosen areas and those that the rulebook says are
    asked with them are; and, of a disabled child, what is of disabled children alone, with its rows."""
    session = Session(BOOK)
    asked: set[str] = set()
    while question := session.question():
        asked |= set(question.statements)
        session.answer(["identity"] if question.kind == "areas" else answer_to(question, random.Random(3), tick=0))

    identity = next(d for d in BOOK.domains if d.slug == "identity")
    printed = {id for s in identity.strands for ids in s.cells.values() for id in ids}
    printed |= {i.id for i in BOOK.indicators.values() if "identity" in i.asked_in}
    of_disability = {(i.domain, i.strand) for i in BOOK.indicators.values() if i.of_disabled_child}
    rows = {i.id for i in BOOK.indicators.values() if (i.domain, i.strand) in of_disability}
    disabled = session.checklist().child.disabled
    assert asked <= printed | {i.id for i in BOOK.indicators.values() if i.urgent} | (rows if disabled else set())
    assert bool(asked & rows) == bool(disabled)


def test_a_strand_with_something_ticked_is_followed_up() -> None:
    """A sign ticked after a search asks what goes with it: the strengths of its row, and the signs one step above."""
    session = Session(BOOK)
    until(session, "areas")
    dirty = BOOK.indicators["social_presentation.hygiene_poor"]
    row = BOOK.strand(dirty.domain, dirty.strand)
    own = [BOOK.indicators[id] for ids in row.cells.values() for id in ids if id in BOOK.indicators]
    session.found("dirty", {dirty.id: "present"})
    session.answer([])
    followed: set[str] = set()
    while (question := session.question()) and question.kind == "page":
        followed |= set(question.statements)
        session.answer(dict.fromkeys(question.statements, "absent"))

    assert {i.id for i in own if i.strength and dirty.id not in i.opposite_of} <= followed
    assert not {i.id for i in own if dirty.id in i.opposite_of} & followed
    assert {id for id in row.cell(dirty.level + 1) if id in BOOK.indicators} <= followed


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_passed_over_was_not_looked_at(seed: int) -> None:
    """A page passed over says nothing: the result is that of the same answers without its statements, but for what is
    asked of every child, which nobody can pass over."""
    session, rng = Session(BOOK), random.Random(seed)
    answered: set[str] = set()
    while question := session.question():
        answer = answer_to(question, rng, tick=0.3, passing=0.5)
        if question.asked_of_all:
            with pytest.raises(AnswerError, match="every child"):
                session.answer(dict.fromkeys(question.statements))
        answered |= {id for id in question.statements if answer[id]}
        session.answer(answer)

    reported = session.checklist()
    assert {*reported.present, *reported.absent, *reported.not_known} <= answered
    assert set(session.answers().said) == answered
    for mixed in ("present", "absent"):
        page = Question("health:1", "page", "", statements=("a", "b"))
        with pytest.raises(AnswerError, match="so, not so or not known"):
            page.understand({"a": None, "b": mixed})


@pytest.mark.parametrize("seed", SEEDS)
def test_enough_passes_over_every_page_that_is_left(seed: int) -> None:
    """At whatever page of the areas it was enough, only what ends a questionnaire is asked after it; nothing that was
    answered is lost, nothing is added, one step back asks the same page again, and it is so after a save too."""
    rng = random.Random(seed)
    session = Session(BOOK)
    until(session, "areas")
    session.answer(rng.sample([domain.slug for domain in BOOK.domains], 3))
    play(session, rng, tick=0.3, steps=rng.randint(0, 8))
    question, before = session.question(), session.checklist()
    assert question is not None
    if question.kind != "page":
        return
    session.enough()
    again = Session.resume(session.save(), BOOK)
    asked = play(again, rng, tick=0)

    assert set(asked) <= {"something_else", "review", "reason"}
    assert again.checklist().present == before.present
    assert again.checklist().absent == before.absent
    session.back()
    assert session.question() == question


@pytest.mark.parametrize("kind", ["urgent", "education"])
def test_enough_loses_nothing_of_an_answer_that_is_taken_back(kind: str) -> None:
    """At a page that was answered before, of every child or of an area, it is never enough: its ticks would be lost.
    One step back keeps them."""
    session = Session(BOOK)
    while (question := session.question()) and question.kind != "review":
        chosen = ["education"] if question.kind == "areas" else answer_to(question, random.Random(1), tick=1)
        session.answer(chosen)
    ticked = session.checklist().present
    session.change(next(key for key in session.answers().given if key.startswith(f"{kind}:")))
    assert session.checklist().present != ticked

    with pytest.raises(AnswerError, match="give it anew first, or type b"):
        session.enough()
    session.back()
    assert session.checklist().present == ticked


def test_what_is_changed_after_enough_is_asked_again() -> None:
    """A page that is taken back at the review is asked, and no other; areas that are chosen anew bring their pages."""
    session = Session(BOOK)
    until(session, "areas")
    with pytest.raises(AnswerError, match="asked of every child"):
        session.enough()
    session.answer(["education", "health"])
    first = session.question()
    assert first
    session.answer(dict.fromkeys(first.statements, "absent"))
    session.enough()
    until(session, "review")
    with pytest.raises(AnswerError, match="0 goes on"):
        session.enough()
    session.change(first.key)
    assert session.question() == first
    session.answer(dict.fromkeys(first.statements, "not_known"))
    assert until(session, "review")
    session.change("areas")
    session.answer(["identity"])
    asked = play(session, random.Random(1), tick=0)

    assert any(key.startswith("identity:") for key in asked)
    with pytest.raises(AnswerError, match="stands above"):
        session.enough()


def test_danger_stops_everything() -> None:
    """In immediate danger nothing else is asked until it is said that it was acted on."""
    session = Session(BOOK)
    session.answer(True)

    question = session.question()
    assert question
    assert question.kind == "called"
    session.answer(True)
    question = session.question()
    assert question
    assert question.kind == "age"


def test_a_changed_rulebook_refuses_to_resume() -> None:
    """A session begun under another digest is refused, with both named; and so is what is no session at all."""
    session = Session(BOOK)
    session.answer(False)
    changed = session.save().replace(BOOK.digest, "0" * 64)

    with pytest.raises(SessionError, match="another rulebook"):
        Session.resume(changed, BOOK)
    for junk in ("", "{}", "[]", "nonsense", session.save()[:-20], session.save().replace('"danger"', '"page"')):
        with pytest.raises(SessionError):
            Session.resume(junk, BOOK)


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        ("danger", None),
        ("danger", "yes"),
        ("age", 18),
        ("age", -1),
        ("age", True),
        ("age", "nine"),
        ("disabled", "no"),
        ("judgement", 5),
        ("page", {}),
        ("page", ["x"]),
        ("areas", ["nowhere"]),
        ("review", False),
    ],
)
def test_an_answer_that_does_not_fit_changes_nothing(kind: str, bad: object) -> None:
    """A wrong answer is refused with what is expected, and the same question stands."""
    session = Session(BOOK)
    question = until(session, kind)
    before = session.save()

    with pytest.raises(AnswerError, match=r"expected|accepted"):
        session.answer(bad)
    assert session.save() == before
    assert session.question() == question


def test_a_change_asks_again_and_reviews_again() -> None:
    """An answer taken back at the review is asked next, and the review comes once more; other answers stay."""
    session = Session(BOOK)
    play(session, random.Random(5))
    told = session.checklist()
    session.change("age")
    question = session.question()
    assert question
    assert question.kind == "age"
    session.answer(3)
    while (question := session.question()) and question.kind != "review":
        session.answer(answer_to(question, random.Random(6), tick=0))

    assert question
    assert session.checklist().child.age == 3
    assert set(told.present) <= set(session.checklist().present)


def test_a_change_of_a_page_keeps_what_a_search_found() -> None:
    """What a search ticked stays ticked when a page that also held it is taken back."""
    session = Session(BOOK)
    page = until(session, "page")
    id = page.statements[0]
    session.answer(dict.fromkeys(page.statements, "absent"))
    session.found("its words", {id: "present"})
    session.change(page.key)

    assert id in session.checklist().present


def test_no_search_word_reaches_the_assessment() -> None:
    """The words of a search are in the saved session, and in no assessment."""
    session = Session(BOOK)
    until(session, "areas")
    session.found("zebra words", {"health.self_harm": "present"})

    assert "zebra" in session.save()
    assert "zebra" not in session.result().model_dump_json()


@pytest.mark.parametrize("age", [UNBORN, 0, 4, 9, 17])
def test_nobody_is_asked_what_is_kept_for_older_children(age: int | str) -> None:
    """With every area chosen and everything ticked, each statement that is asked fits the age; the urgent ones that fit
    are all asked, and what is not asked can still be ticked after a search."""
    session, asked = Session(BOOK), set()
    while question := session.question():
        asked |= set(question.statements)
        answers: dict[str, object] = {
            "danger": False,
            "age": age,
            "areas": list(question.options),
            "page": dict.fromkeys(question.statements, "present"),
            "something_else": [],
            "review": True,
        }
        session.answer(answers.get(question.kind))
    years = -1 if age == UNBORN else int(age)

    assert all((BOOK.indicators[id].asked_from or -1) <= years for id in asked)
    assert {
        i.id
        for i in BOOK.indicators.values()
        if i.urgent and worth_asking(i, Child(age=None if age == UNBORN else int(age), unborn=age == UNBORN))
    } <= asked
    session = Session(BOOK)
    session.found("anything", dict.fromkeys(BOOK.indicators, "present"))
    assert set(session.checklist().present) == set(BOOK.indicators)


@pytest.mark.parametrize("disabled", [True, False, None])
def test_what_is_kept_for_disabled_children_is_asked_unless_the_child_is_not_disabled(disabled: bool | None) -> None:
    """With the areas of all such statements chosen, they are asked of a child who is disabled or may be, and of no
    other."""
    kept = {i.id for i in BOOK.indicators.values() if i.of_disabled_child and not i.opposite_of}
    session, asked = Session(BOOK), set()
    while (question := session.question()) and question.kind != "review":
        asked |= set(question.statements)
        answers: dict[str, object] = {
            "danger": False,
            "age": 9,
            "disabled": disabled,
            "areas": list(question.options),
            "page": dict.fromkeys(question.statements, "present"),
            "something_else": [],
        }
        session.answer(answers.get(question.kind))

    assert kept
    assert kept & asked == (set() if disabled is False else kept)


def test_what_was_looked_for_in_vain_is_asked_about_once_and_stays() -> None:
    """Everyday words that no statement says are offered at the end, each once, in their order; going back and resuming
    keep them; looked for after that question was answered, they are asked about again."""
    first, second = [words for words, means in BOOK.everyday_words.items() if not means][:2]
    session = Session(BOOK)
    for words in (first, first):
        session.missed(words)
    session.answer(False)
    session.back()
    session = Session.resume(session.save(), BOOK)
    question = until(session, "something_else")
    assert question.options == (first,)
    session.answer([first])
    assert session.checklist().unsaid == (first,)

    session.missed(second)
    question = session.question()
    assert question
    assert (question.kind, question.options) == ("something_else", (first, second))
    with pytest.raises(AnswerError, match="expected"):
        session.missed("x" * 61)
    until(session, "something_else")
    session.missed("words of my own")
    session.answer(["words of my own"])
    assert session.checklist().unsaid == ()
    assert session.checklist().something_else


def test_what_was_named_as_not_known_comes_before_whole_pages() -> None:
    """Of what is not known, what was marked by its own number is told first among what would make the same level; the
    rest of a page that was left as not known comes after it."""
    session = Session(BOOK)
    singly = []
    while (question := session.question()) and question.kind != "review":
        if question.kind == "page":
            one = len(singly) < 3 and question.key.startswith("urgent")
            rest = dict.fromkeys(question.statements, "absent" if one else "not_known")
            singly += [question.statements[-1]] if one else []
            session.answer({**rest, question.statements[-1]: "not_known"})
        else:
            session.answer(["health"] if question.kind == "areas" else answer_to(question, random.Random(1), tick=0))
    asked = [question for question in session.result().questions if question.kind == "not_known"]
    top = [question.about for question in asked if question.would_make == asked[0].would_make]

    assert len(singly) == 3
    assert len(top) > 3
    assert sorted(top[:3]) == sorted(singly)


@pytest.mark.parametrize("id", [id for id, i in BOOK.indicators.items() if i.includes])
def test_a_lesser_sign_left_with_a_page_beside_a_graver_is_not_reported_as_not_so_or_not_known(id: str) -> None:
    """What a sign includes is so wherever it is, and stands no higher: beside it, what was said of it with a page says
    nothing."""
    lesser = set(BOOK.indicators[id].includes)
    assert max(BOOK.indicators[other].level for other in lesser) <= BOOK.indicators[id].level
    for status in ("absent", "not_known"):
        session = Session(BOOK)
        session.found("first", dict.fromkeys(lesser, status))
        assert lesser <= set(getattr(session.checklist(), status))
        session.found("second", {id: "present"})

        assert not lesser & set(getattr(session.checklist(), status))


@pytest.mark.parametrize("id", [id for id, i in BOOK.indicators.items() if i.includes])
def test_a_graver_sign_stays_not_known_where_its_lesser_is_not_so(id: str) -> None:
    """Whoever says that a sign is not known is believed, also where a lesser one was left without a tick."""
    session = Session(BOOK)
    session.found("first", {BOOK.indicators[id].includes[0]: "absent"})
    session.found("second", {id: "not_known"})

    assert id in session.checklist().not_known


@pytest.mark.parametrize("id", [id for id, i in BOOK.indicators.items() if i.opposite_of])
def test_a_good_thing_is_not_asked_where_its_contrary_is_so(id: str) -> None:
    """Whichever contrary of a strength is ticked, with every area chosen, the strength is not asked; a contrary can be
    asked though the strength was ticked."""
    for contrary in BOOK.indicators[id].opposite_of:
        session, asked = Session(BOOK), set()
        session.found("first", {contrary: "present"})
        while (question := session.question()) and question.kind != "review":
            asked |= set(question.statements)
            areas = list(question.options) if question.kind == "areas" else None
            session.answer(areas or answer_to(question, random.Random(1), tick=0.3))

        assert id not in asked
        assert contrary in worth_asking_of(BOOK, Answers({}, {id: "present"}))
