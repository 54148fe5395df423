"""The questionnaire as a person types it."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from tests.strategies import BOOK
from threshold.assessing.of_whom import worth_asking
from threshold.checklist import Child
from threshold.commands import main
from threshold.questionnaire.lookup import SHOWN_AT_ONCE
from threshold.questionnaire.questions import Question
from threshold.questionnaire.review import NOTHING_TICKED, rows_of
from threshold.questionnaire.screen import Screen
from threshold.questionnaire.session import Session
from threshold.questionnaire.terminal import Terminal
from threshold.questionnaire.wording import Wording
from threshold.reporting.text import Line
from threshold.searching import search

BOXES = re.compile("[\u2500-\u259f]")
TO_THE_AREAS = ["n", "9", "n", "0", "0", "0", "0"]


class Typed(io.StringIO):
    """Someone who types these lines, and then no more."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))


class Person(Typed):
    """Someone who sits at the terminal."""

    def isatty(self) -> bool:
        return True


def ask(
    lines: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> tuple[int, str, str]:
    """Run `threshold ask` with these lines: the exit code, the result, the talk."""
    monkeypatch.setattr("sys.stdin", Typed(lines))
    code = main(["ask", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_r_goes_on_to_the_result(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has said enough types r, on a page or in a list; before the areas, and at the end, they are told why
    not."""
    for lines, unmarked in ((["3", "r"], []), (["3", "bruise", "r"], ["y"])):
        at_the_end = ["r", "0", *unmarked, "r", "0", "r", "0"]
        answers = ["r", *TO_THE_AREAS[:4], "r", *TO_THE_AREAS[4:], *lines, *at_the_end]
        code, out, err = ask(answers, capsys, monkeypatch, "--json")
        said = " ".join(err.split())

        assert code == 0
        assert json.loads(out)["not_looked_at"]
        assert said.count("The result comes after the questions that are asked of every child.") == 2
        assert "pages follow, and some more about what you tick. At any of them, p passes over the page, and r" in said
        assert "pages are not asked: what stands there counts as not looked at" in said
        assert said.count("This is the end of the questions: 0 goes on to the result.") == 2
        assert "The result stands above." in said
        assert re.search(r"\d+ pages are not asked, because you typed r\.", said)


def typed_for(session: Session, ticks: set[str], areas: list[str]) -> list[str]:
    """What to type so that exactly *ticks* are so, without knowing the pages beforehand."""
    lines: list[str] = []
    while question := session.question():
        line = _line(question, ticks, areas)
        lines.append(line)
        answer: object = {
            "danger": False,
            "age": 9,
            "disabled": False,
            "judgement": None,
            "areas": areas,
            "something_else": [],
            "review": True,
            "reason": None,
            "page": {id: "present" if id in ticks else "absent" for id in question.statements},
        }[question.kind]
        session.answer(answer)
    return lines


def first_page() -> Question:
    """The first page that is asked of a child of 9."""
    session = Session(BOOK)
    for answer in (False, 9, False, None):
        session.answer(answer)
    page = session.question()
    assert page
    assert page.kind == "page"
    return page


def type_into(session: Session, lines: list[str]) -> None:
    """Type these lines into a session, and then no more."""
    Terminal(session, Screen(Typed(lines), io.StringIO(), False, lambda: 80), lambda _: None).run()


def said_not_known(out: str) -> set[str]:
    """The statements of an assessment, as JSON, that were said to be not known."""
    return {question["about"] for question in json.loads(out)["questions"] if question["kind"] == "not_known"}


def _line(question: Question, ticks: set[str], areas: list[str]) -> str:
    if question.kind == "page":
        return " ".join(str(n) for n, id in enumerate(question.statements, 1) if id in ticks) or "0"
    if question.kind == "areas":
        return " ".join(str(question.options.index(area) + 1) for area in areas)
    return {"danger": "n", "age": "9", "disabled": "n"}.get(question.kind, "0")


def test_a_typical_case_takes_few_keys(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Two areas and five ticks, from the first question to the result, take under 50 keystrokes, Enter counted."""
    ticks = {
        "social_presentation.hygiene_poor",
        "social_presentation.dress_unsuitable",
        "education.poor_attendance",
        "education.poor_punctuality",
        "education.truanting",
    }
    lines = typed_for(Session(BOOK), ticks, ["education", "social_presentation"])
    keys = sum(len(line) + 1 for line in lines)
    code, out, _ = ask([*lines, "0"], capsys, monkeypatch, "--json")

    assert code == 0
    assert {f["id"] for f in json.loads(out)["findings"]} == ticks
    assert keys < 50


@pytest.mark.parametrize("cut", range(0, 20, 3))
def test_input_that_ends_early_makes_no_result(
    cut: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the input ends before the review, the exit code is 4 and nothing is printed as a result."""
    lines = typed_for(Session(BOOK), {"social_presentation.hygiene_poor"}, ["social_presentation"])
    code, out, err = ask(lines[: min(cut, len(lines) - 1)], capsys, monkeypatch)

    assert code == 4
    assert out == ""
    assert "no result" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("place", "bad", "expected"),
    [
        (0, "maybe", "y or n"),
        (0, "", "y, also if it only may be so"),
        (1, "99", "0 to 17"),
        (1, "nine", "0 to 17"),
        (1, "-1", "0 to 17"),
        (1, "", "0 to 17"),
        (2, "7", "y or n"),
        (3, "9", "1 to 4"),
        (3, "high", "1 to 4"),
        (4, "99", "1 to 7"),
        (4, "1 2 99", "1 to 7"),
        (4, "9 nk", "1 to 7"),
        (4, "", "empty line is no answer"),
        (4, "1;;x", "not one of the numbers"),
        (4, "3 3?", "type it once"),
        (4, "0 3", "0 means none, and stands alone"),
        (4, "yes", "ype the numbers"),
        (4, "2? 6? the rest not", "not one of the numbers"),
        (4, "x" * 10_000, "10,000 letters"),
        (4, "\x1b[31m\x07", "cannot be read"),
        (4, "?99", "number of a statement"),
        (7, "zzzz", "o statement has"),
        (7, "", "empty line is no answer"),
    ],
)
def test_bad_input_is_told_what_is_expected(
    place: int, bad: str, expected: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter for a number, 99, an empty line, 10,000 letters, control characters: what is expected, and the
    question again."""
    kept = ["y"] if bad == "zzzz" else []  # a word that found nothing is left out again
    good = [*TO_THE_AREAS, "0", "0", *kept, "0"]
    code, out, err = ask([*good[:place], bad, *good[place:], "0"], capsys, monkeypatch, "--json")

    assert code == 0
    assert json.loads(out)["level"] == 1
    assert expected in " ".join(err.split())
    assert "\x1b" not in err


def test_a_pasted_paragraph_is_not_an_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pasted paragraph on a page ticks nothing: it is searched for, or refused, and the page is asked again."""
    pasted = "He came in crying on Monday and said that 3 men and 4 boys had hurt him. " * 8
    code, out, _ = ask(["n", "9", "n", "0", pasted, *["0"] * 7], capsys, monkeypatch, "--json")

    assert code == 0
    assert json.loads(out)["findings"] == []


def test_help_is_at_hand(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`?` says what can be typed; `?3` gives the document's words, the page, the right and the terms of a statement."""
    _, _, err = ask(["?", "n", "9", "n", "0", "?7"], capsys, monkeypatch)

    told = " ".join(err.split())
    assert "b back: undo the last step" in told
    assert "“are at risk of female genital mutilation (FGM)”" in told
    assert "page 47" in told
    assert "article 19" in told
    assert "FGM: Female genital mutilation." in told


def test_search_finds_ticks_and_leaves_the_rest_open(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word at the areas finds statements; what is ticked is reported, and what is left out is not taken as not so."""
    lines = [*TO_THE_AREAS, "bruise", "1", "0", *["0"] * 13]
    _, out, err = ask(lines, capsys, monkeypatch, "--json")
    answer = json.loads(out)

    assert "Found for “bruise”" in err
    assert answer["level"] == search(BOOK, "bruise").indicators[0].level
    assert [f["id"] for f in answer["findings"]] == [search(BOOK, "bruise").indicators[0].id]


def test_back_asks_the_last_question_again(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`b` takes back the last answer, and at the first question says so."""
    _, out, err = ask(["b", "n", "5", "b", "12", "n", "0", *["0"] * 7], capsys, monkeypatch, "--json")

    assert "This is the first question" in err
    assert err.count("How old is the child") == 2
    assert json.loads(out)["level"] == 1


def test_danger_stops_and_says_999(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Immediate danger is answered with the emergency line and nothing else; one can go back."""
    code, out, err = ask(["y", "q"], capsys, monkeypatch)
    assert (code, out) == (0, "")
    assert "call 999" in err

    code, out, _ = ask(["y", "b", *TO_THE_AREAS, *["0"] * 4], capsys, monkeypatch, "--json")
    assert code == 0
    assert json.loads(out)["level"] == 1


def test_plain_output_has_no_escape_and_no_box(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --plain neither the talk nor the result has an escape byte or a box character, `qq` included."""
    lines = typed_for(Session(BOOK), {"social_presentation.hygiene_poor"}, ["social_presentation"])
    _, out, err = ask([*lines, "1", "2", "1", "3", "1", "0"], capsys, monkeypatch, "--plain")
    assert not re.search("\x1b", out + err)
    assert not BOXES.search(out + err)

    _, out, err = ask(["n", "9", "qq"], capsys, monkeypatch, "--plain")
    assert out == ""
    assert "\x1b" not in err


def test_saving_is_asked_for_and_private(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`s` saves to a file only its owner can read; quitting then exits 3 and says how to go on; resuming goes on
    there."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "mine.json"
    code, out, err = ask(["n", "9", "s", str(file), "n", "q"], capsys, monkeypatch)
    assert (code, out) == (3, "")
    assert f"threshold ask --resume {file}" in err
    assert file.stat().st_mode & 0o777 == 0o600
    assert [event["key"] for event in json.loads(file.read_text())["events"]] == ["danger", "age", "disabled"]

    code, out, err = ask(["0"] * 8, capsys, monkeypatch, "--resume", str(file), "--json")
    assert code == 0
    assert json.loads(out)["level"] == 1
    assert "taken up" in err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.json"]


def test_nothing_is_written_unless_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A whole questionnaire leaves no file behind."""
    monkeypatch.chdir(tmp_path)
    lines = typed_for(Session(BOOK), {"health.self_harm"}, ["health"])
    code, _, _ = ask([*lines, "0"], capsys, monkeypatch)

    assert code == 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_keeps_the_answers(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Saving where there is no folder says so, and the questionnaire goes on with its answers."""
    code, out, err = ask(
        ["n", "9", "s", str(tmp_path / "none" / "x.json"), "n", "0", *["0"] * 7], capsys, monkeypatch, "--json"
    )

    assert code == 0
    assert "Not saved" in err
    assert json.loads(out)["level"] == 1


def test_the_report_is_saved_in_every_face(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """At the end each face of the report can be saved, under a name that says nothing of the answers."""
    monkeypatch.chdir(tmp_path)
    lines = typed_for(Session(BOOK), {"health.self_harm"}, ["health"])
    for number in range(1, 6):
        lines += ["4", str(number), f"report{number}"]
    code, _, _ = ask([*lines, "0"], capsys, monkeypatch)

    assert code == 0
    saved = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert sorted(saved) == [f"report{n}" for n in range(1, 6)]
    assert all("self-harms" in text for text in saved.values())
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in tmp_path.iterdir())


def test_the_review_changes_any_answer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """At the review a number takes one answer back, asks it again, and comes to the review again."""
    lines = [*TO_THE_AREAS, "0", "0", "2", "13", "0", "0"]
    code, out, err = ask(lines, capsys, monkeypatch, "--json")

    assert code == 0
    assert err.count("Your answers") == 2
    assert "Age: 9" in err
    assert "Age: 13" in err
    assert json.loads(out)["level"] == 1


def test_words_of_the_rulebook_are_printed_as_they_are() -> None:
    """Brackets, markup, quotes, emoji and right-to-left letters come out of the screen as they went in."""
    spoken = io.StringIO()
    odd = "Sources [p. 12] and [/bold] [red]x[/red] “quoted” 😀 שלום :smile: <b> & *"
    for colour in (False, True):
        spoken.seek(0)
        spoken.truncate()
        Screen(io.StringIO(), spoken, colour, lambda: 100).say(odd)
        assert odd in spoken.getvalue()


def test_narrow_screens_wrap() -> None:
    """At 40 columns no line of the questionnaire is wider than 40."""
    spoken = io.StringIO()
    lines = typed_for(Session(BOOK), {"health.self_harm"}, ["health"])
    screen = Screen(Typed([*lines, "?", "0"]), spoken, False, lambda: 40)
    Terminal(Session(BOOK), screen, lambda _: None).run()

    assert max(len(line) for line in spoken.getvalue().splitlines()) <= 40


def test_a_search_list_explains_and_leaves_like_a_page(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a search list `?1` explains and ticks nothing, and `qq` leaves at once."""
    lines = [*TO_THE_AREAS, "bruise", "?1", "0", "0", "0", "y", "0", "0"]
    _, out, err = ask(lines, capsys, monkeypatch, "--json")
    assert json.loads(out)["findings"] == []
    first = min(search(BOOK, "bruise").indicators, key=lambda indicator: not worth_asking(indicator, Child(age=9)))
    assert f"“{first.citations[0].quote}”" in " ".join(err.split())

    code, out, err = ask([*TO_THE_AREAS, "bruise", "qq"], capsys, monkeypatch, "--plain")
    assert (code, out) == (4, "")
    assert err.endswith("\n" * 200)


def test_no_file_is_replaced_unasked_and_a_bad_path_loses_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Saving over a file asks first; a path that cannot be written says so and comes back to the offers."""
    plan = tmp_path / "lesson plan.md"
    plan.write_text("mine")
    lines = typed_for(Session(BOOK), {"health.self_harm"}, ["health"])
    offers = ["4", "2", str(plan), "n", "4", "2", str(tmp_path / "none" / "x.md"), "0"]
    code, out, err = ask([*lines, *offers], capsys, monkeypatch, "--json")

    assert code == 0
    assert json.loads(out)["level"] == BOOK.indicators["health.self_harm"].level
    assert plan.read_text() == "mine"
    assert "Your answers are still here" in " ".join(err.split())


def test_one_key_says_that_nothing_of_a_page_is_known(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`nk` leaves every statement of a page not known; `1 nk` ticks the first and leaves the rest not known."""
    page = first_page()
    _, out, err = ask([*TO_THE_AREAS[:4], "nk", *["0"] * 7], capsys, monkeypatch, "--json")
    assert said_not_known(out) == set(page.statements)
    assert f"Noted as not known: {len(page.statements)} statements." in err

    _, out, _ = ask([*TO_THE_AREAS[:4], "1 nk", *["0"] * 21], capsys, monkeypatch, "--json")
    assert said_not_known(out) == set(page.statements[1:])
    assert page.statements[0] in {f["id"] for f in json.loads(out)["findings"]}


@pytest.mark.parametrize(
    ("said", "age"),
    [
        ("9", "9"),
        ("9 years", "9"),
        ("6y", "6"),
        ("8 months", "under 1 year"),
        ("18 months old", "1"),
        ("2 weeks", "under 1 year"),
        ("17 years old", "17"),
    ],
)
def test_an_age_may_be_said_in_words(
    said: str, age: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Years, months and weeks come to completed years."""
    _, _, err = ask(["n", said, "n", *["0"] * 7], capsys, monkeypatch)

    assert f"Age: {age}\n" in err


def test_a_search_goes_on_to_more_and_to_other_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`m` goes on with the numbers, any number shown can be ticked, and another word searches again. What is kept for
    older children comes last."""
    found = sorted(search(BOOK, "school").indicators, key=lambda indicator: not worth_asking(indicator, Child(age=9)))
    other = search(BOOK, "bruise").indicators
    assert len(found) > SHOWN_AT_ONCE

    _, out, err = ask([*TO_THE_AREAS, "school", "m", "1 8", *["0"] * 21], capsys, monkeypatch, "--json")
    assert f"8 to {min(14, len(found))} of {len(found)}" in err
    answer = json.loads(out)
    told = {one["id"] for group in ("findings", "strengths") for one in answer[group]}
    assert {found[0].id, found[7].id} <= told

    _, out, err = ask(
        [*TO_THE_AREAS, "school", "bruise", "1", *["0"] * 4, "y", "0", "0"], capsys, monkeypatch, "--json"
    )
    assert [f["id"] for f in json.loads(out)["findings"]] == [other[0].id]


def test_what_was_understood_and_taken_back_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a page its ticks are told; `b` says what it takes back, and the page shows what was said before."""
    first = next(i for i in BOOK.indicators.values() if i.urgent)
    _, _, err = ask([*TO_THE_AREAS[:4], "1 2?", "b", ""], capsys, monkeypatch)
    told = " ".join(err.split())

    assert f"So: {first.text}" in told
    assert "Noted as not known: " in told
    assert "Taken back: Asked of every child." in told
    assert f"{first.text} (before: so)" in told
    assert "(before: not known)" in told


def test_another_level_is_named_when_the_reason_is_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the reason for another judgement is asked, both levels are told; the answer keeps the reason."""
    lines = ["n", "9", "n", "3", "0", "0", "0", "0", "0", "0", "1", "0"]
    _, out, err = ask(lines, capsys, monkeypatch, "--json")

    assert "You judged Level 3. By the document: Nothing reported matches the document." in " ".join(err.split())
    assert json.loads(out)["judgement"]["reason"] == next(iter(BOOK.judgement_reasons))


def test_any_statement_can_be_explained_at_the_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Explain and what-if take a word too, and then offer what it finds."""
    dirty, bruise = "social_presentation.hygiene_poor", search(BOOK, "bruise").indicators[0]
    lines = typed_for(Session(BOOK), {dirty}, ["social_presentation"])
    _, _, err = ask([*lines, "2", "bruise", "1", "3", "bruise", "1", "0"], capsys, monkeypatch)
    told = " ".join(err.split())

    assert f"In short: The level rises from {BOOK.indicators[dirty].level} to {bruise.level}." in told
    assert f"“{bruise.citations[0].quote}”" in told


@pytest.mark.parametrize("said", ["n", "no", "none", "0"])
def test_none_can_be_said_in_words(
    said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a page, no and none are 0, and search for nothing."""
    _, out, err = ask([*TO_THE_AREAS[:4], said, *["0"] * 6], capsys, monkeypatch, "--json")

    assert json.loads(out)["findings"] == []
    assert "o statement has" not in err


def test_what_was_said_before_can_be_kept(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """After going back, = gives the same answers again, those not known included."""
    lines = [*TO_THE_AREAS[:4], "1? 2", "b", "=", *["0"] * 21]
    _, out, err = ask(lines, capsys, monkeypatch, "--json")

    assert "= keeps what you said before" in " ".join(err.split())
    assert len(said_not_known(out)) == 1
    assert len(json.loads(out)["findings"]) == 1


def test_what_cannot_be_of_that_age_is_not_found(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement of older children alone is not offered for a younger one, by a page or by a search."""
    id, words = next((i.id, i.text) for i in BOOK.indicators.values() if i.when and i.when.age and i.when.age.from_ > 9)
    _, _, err = ask([*TO_THE_AREAS, words, "0"], capsys, monkeypatch)
    assert words not in " ".join(err.split())

    _, _, err = ask(["n", "17", *TO_THE_AREAS[2:], words, "0"], capsys, monkeypatch)
    assert words in " ".join(err.split())
    assert id


def test_what_is_typed_between_two_screens_is_not_lost(capsys: pytest.CaptureFixture[str]) -> None:
    """At "Enter for more", a number is kept as the answer to the next question."""
    spoken = io.StringIO()
    screen = Screen(Person(["", "4"]), spoken, False, lambda: 80, lambda: 10)
    screen.show_by_screens(screen.wrapped("word " * 900))

    assert screen.ask(">") == "4"
    assert spoken.getvalue().count("Enter for more") == 2


@pytest.mark.parametrize("said", ["nk", "not sure", "don't know"])
def test_danger_that_cannot_be_ruled_out_is_danger(
    said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever does not know whether someone is in danger is told to say yes, and to call."""
    _, _, err = ask([said, "y", "q"], capsys, monkeypatch)

    assert "If you cannot rule it out, type y." in " ".join(err.split())
    assert BOOK.emergency.text.rstrip(".") in err


def test_back_is_no_name_of_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """At "to which file?", b goes back and writes nothing; at the end, save asks whether the report is meant."""
    monkeypatch.chdir(tmp_path)
    lines = typed_for(Session(BOOK), {"health.self_harm"}, ["health"])
    _, _, err = ask(
        ["n", "s", "b", *lines[1:], "save", "1", "2", "b", "save", "1", "2", "r.md", "0"], capsys, monkeypatch
    )

    assert err.count("Not saved.") == 2
    assert [path.name for path in tmp_path.iterdir()] == ["r.md"]
    assert "self-harms" in (tmp_path / "r.md").read_text(encoding="utf-8")


def test_and_and_done_are_understood(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`1 and 2? and the rest nk` is what it says; done is none."""
    lines = [*TO_THE_AREAS[:4], "1 and 2? and the rest nk", *["done"] * 25]
    _, _, err = ask(lines, capsys, monkeypatch, "--json")

    assert "Found for" not in err
    assert "Noted as not known: 6 statements." in err


def test_words_that_no_statement_has_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only some of the words are found, the others are named: what is shown is not about them."""
    _, _, err = ask([*TO_THE_AREAS, "zebra bruise", "0"], capsys, monkeypatch)
    told = " ".join(err.split())

    assert "Found for “zebra bruise”" in told
    assert "No statement has: zebra." in told


def test_a_worry_that_no_statement_says_is_kept(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was looked for in vain is asked about before the answer; what was seen of it is named there, and the answer
    is not settled."""
    words = next(words for words, means in BOOK.everyday_words.items() if not means)
    lines = [*TO_THE_AREAS, words, "zebra", "0", "maybe zebra", "1 2", "0", "y", "0", "0"]
    code, out, err = ask(lines, capsys, monkeypatch, "--json")
    said = " ".join(err.split())

    assert code == 0
    assert f"No statement says this: {words}" in said
    assert "it is kept, and asked about before the answer" in said
    assert f"1 {words} (you looked for it" in said
    assert (json.loads(out)["unsaid"], json.loads(out)["something_else"]) == ([words], True)
    assert json.loads(out)["unsettled_because"][0].startswith(f"Told, and no statement here says it: “{words}”")


def test_not_so_can_be_said_of_one_alone(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` before a number says that it is not so: in a search list, where the rest stays open, and on a page before
    `nk`."""
    first = min(search(BOOK, "school").indicators, key=lambda indicator: not worth_asking(indicator, Child(age=9)))
    session = Session(BOOK)
    type_into(session, TO_THE_AREAS)
    before = session.checklist()
    type_into(session, ["school", "-1"])
    after = session.checklist()
    assert set(after.absent) - set(before.absent) == {first.id}
    assert after.model_copy(update={"absent": before.absent}) == before
    assert session.result().not_looked_at

    page = first_page()
    _, out, _ = ask([*TO_THE_AREAS[:4], "-2 nk", *["0"] * 8], capsys, monkeypatch, "--json")
    assert said_not_known(out) == set(page.statements) - {page.statements[1]}


def test_the_review_adds_areas_and_words(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """At the review a word is searched for and ticked; areas chosen again are added to those chosen before."""
    session = Session(BOOK)
    lines = typed_for(session, set(), ["identity"])
    rows = [row.key for row in rows_of(session, Wording(BOOK))]
    areas = str(rows.index("areas") + 1)
    at_the_review = [*lines[:-1], "hungry", "1", *["0"] * 6]
    _, out, _ = ask([*at_the_review, *["0"] * 6], capsys, monkeypatch, "--json")
    assert search(BOOK, "hungry").indicators[0].id in {finding["id"] for finding in json.loads(out)["findings"]}

    _, out, err = ask([*lines[:-1], areas, "3", *["0"] * 12], capsys, monkeypatch, "--json")
    assert "Chosen before, and kept: Identity" in err
    whole = {area["domain"] for area in json.loads(out)["not_looked_at"] if area["whole"]}
    assert not whole & {"identity", BOOK.domains[2].slug}


def test_after_a_search_the_review_shows_what_is_new(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who adds something at the review is shown that alone, under a number of its own, and what the answer rests on;
    the other numbers still mean what they did, and Enter shows all again."""
    more = ["debt", "1", "0", "0", "", "2", "13", "0", "0"]
    _, _, err = ask([*TO_THE_AREAS, "0", "0", *more], capsys, monkeypatch, "--json")
    first, brief, again, last = (part.split("0 for the answer")[0] for part in err.split("Your answers\n")[1:5])

    assert "2 Age: 9" in first
    assert "Age: 9" not in brief
    assert "Found by “debt”" in brief
    assert "All else stands as before" in brief
    assert "The answer will rest on this" in brief
    assert "2 Age: 9" in again
    assert "2 Age: 13" in last


def test_a_page_without_a_tick_can_be_changed_at_the_review(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages on which nothing was ticked are one line of the review; its number leads to each of them."""
    session = Session(BOOK)
    lines = typed_for(session, set(), ["identity"])
    number = str([row.key for row in rows_of(session, Wording(BOOK))].index(NOTHING_TICKED) + 1)
    page = BOOK.indicators[nothing_ticked_of(session)]
    _, out, err = ask([*lines[:-1], number, "2", "1", *["0"] * 9], capsys, monkeypatch, "--json")

    assert page.text in " ".join(err.split("Nothing ticked on")[1].split())
    assert page.id in {finding["id"] for finding in json.loads(out)["findings"]}


def test_pages_left_as_not_known_are_one_line_of_the_review(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of which too much is not known to be named are one line, whose number leads to each of them."""
    lines = [*TO_THE_AREAS, "5", *["nk"] * 2, "0", "7", "1", "1 nk", *["0"] * 9]
    _, out, err = ask(lines, capsys, monkeypatch, "--json")
    review = " ".join(err.split("Your answers\n")[1].split("0 for the answer")[0].split())

    assert "7 Not known, and nothing so, on 2 pages: Identity 8 Nothing ticked on 3 pages" in review
    assert "statements." not in review
    assert json.loads(out)["findings"]


def test_a_page_can_be_passed_over(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`p` leaves a page without an answer: it is told, it is a line of the review that leads back to it, and its area
    is not looked at; one step back asks it again. What is asked of every child is not passed over."""
    lines = ["n", "9", "n", "0", "p", "0", "0", "0", "5", "skip", "b", "p", "p", "0", "7", "2", "nk", *["0"] * 4]
    _, out, err = ask(lines, capsys, monkeypatch, "--json")
    said, answer = " ".join(err.split()), json.loads(out)

    assert "This is asked of every child, and is not passed over: nk if you do not know it." in said
    assert said.count("Passed over: 5 statements. Not looked at.") == 2
    assert "7 Passed over, and not looked at, on 2 pages: Identity 8 Nothing ticked on 3 pages" in said
    assert "Identity (Sense of self and belonging): passed over, and not looked at" in said
    assert "identity" in [area["domain"] for area in answer["not_looked_at"]]
    assert "Noted as not known: 4 statements." in said


def test_a_page_with_a_tick_is_not_passed_over(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where something of a page was so, and its answer is taken back, `p` would lose it: it is refused."""
    _, out, err = ask([*TO_THE_AREAS, "5", "1", "b", "p", "=", *["0"] * 9], capsys, monkeypatch, "--json")

    assert "Something of this page was so, and would be lost: 0 if none of it is; = keeps it." in " ".join(err.split())
    assert len(json.loads(out)["findings"]) == 1


def nothing_ticked_of(session: Session) -> str:
    """The first statement of the second page on which nothing was ticked."""
    pages = [answer for key, answer in session.answers().given.items() if key.startswith("urgent:")]
    return str(next(iter(pages[1])))


def test_more_that_could_not_be_said_can_be_marked_until_there_is_no_more(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a mark the last list is put again, with what is noted; 0 says that there is no more."""
    lines = [*TO_THE_AREAS, "zebra", "stripes", "0", "1", "2+", "0", "0", "0"]
    code, _, err = ask(lines, capsys, monkeypatch, "--json")
    said = " ".join(err.split())

    assert code == 0
    assert "1 zebra (noted: seen;" in said
    assert "2 stripes (noted: good;" in said
    assert "In your own words, and in no answer: zebra; stripes (good)." in said


def test_a_caution_is_told_when_its_statement_is_ticked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the reader must know of a statement is said at once, and not only in the report."""
    with_caution = next(i for i in BOOK.indicators.values() if i.cautions and i.counts and not i.when)
    _, _, err = ask([*TO_THE_AREAS, with_caution.text, "1"], capsys, monkeypatch)

    assert f"Note: {with_caution.cautions[0]}" in " ".join(err.split())


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("count", [3, 19, 20, 21, 60])
def test_no_line_is_pushed_out_of_sight_unread(count: int, whole: bool) -> None:
    """Between two stops there are never more lines than the screen has, those that follow at once included; and every
    line is shown."""
    spoken = io.StringIO()
    screen = Screen(Person([""] * 20), spoken, False, lambda: 80, lambda: 24)
    screen.show_by_screens([Line(f"line {n}") for n in range(count)], below=5, whole=whole)
    shown = [part.splitlines() for part in re.split(r"Enter .*\n> ", spoken.getvalue())]

    assert [line for part in shown for line in part] == [f"line {n}" for n in range(count)]
    assert all(len(part) + 2 <= 24 for part in shown)
    assert len(shown[-1]) + 5 <= 24


def test_what_is_typed_before_a_page_is_whole_answers_nothing() -> None:
    """A page is answered only once all of it was shown; a report may be left at any screen."""
    lines = [Line(f"line {n}") for n in range(40)]
    spoken = io.StringIO()
    screen = Screen(Person(["3", "", "", "4"]), spoken, False, lambda: 80, lambda: 24)
    screen.show_by_screens(lines, below=5, whole=True)
    assert "line 39" in spoken.getvalue()

    spoken = io.StringIO()
    screen = Screen(Person(["3", "4"]), spoken, False, lambda: 80, lambda: 24)
    screen.show_by_screens(lines, below=5)
    assert "line 39" not in spoken.getvalue()
    assert screen.ask(">") == "3"


def test_danger_that_is_acted_on_leads_on(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Who says that someone is in danger, and that it was acted on, goes on, and the review still says so."""
    code, out, err = ask(["y", "g", *TO_THE_AREAS[1:], *["0"] * 5], capsys, monkeypatch, "--json")

    assert code == 0
    assert json.loads(out)
    assert "Immediate danger: yes" in err


def test_what_was_searched_and_not_ticked_is_offered_again_and_stays_out_of_the_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of one's own that found nothing, or nothing that fits, are shown once more before the answer; chosen there
    they say that there is more, and are themselves nowhere in it."""
    lines = [*TO_THE_AREAS, "zebra stripes", "bruise rumours", "0", "0", "1 2", "0", "0", "0"]
    code, out, err = ask(lines, capsys, monkeypatch, "--json")
    said = " ".join(err.split())

    assert code == 0
    assert "1 zebra stripes (you looked for it; in your own words)" in said
    assert "2 bruise rumours (you looked" in said
    assert json.loads(out)["something_else"] is True
    assert "zebra" not in out
    assert "rumours" not in out


def test_the_review_names_what_is_not_known_and_leaves_the_answer_open(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever typed ? in a moment of doubt is shown, before the answer, that it may be higher for it; not how high."""
    _, _, err = ask([*TO_THE_AREAS, "debt", "1?", "0", "0", "0", "0", "0"], capsys, monkeypatch)
    debt = search(BOOK, "debt").indicators[0]
    asked = " ".join(err.split()).split("Not known, and it would make the answer higher: ")[1]

    assert asked.startswith(debt.text)
    assert "Level" not in asked.split("0 for the answer")[0]


def test_the_review_puts_once_more_what_the_answer_rests_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the answer, the statements that alone make its level are shown again, whole; where nothing is so, none."""
    _, out, err = ask([*TO_THE_AREAS, "debt", "1 2", *["0"] * 12], capsys, monkeypatch, "--json")
    answer = json.loads(out)
    gravest = [finding["text"] for finding in answer["findings"] if finding["level"] == answer["level"]]
    rest = [finding["text"] for finding in answer["findings"] if finding["level"] != answer["level"]]
    asked = " ".join(err.split()).split("The answer will rest on this. Is every word of it so? ")[1]

    assert gravest
    assert rest
    assert asked.startswith(" ".join(gravest))
    assert not asked.startswith(" ".join([*gravest, *rest]))

    _, _, err = ask([*TO_THE_AREAS, *["0"] * 4], capsys, monkeypatch, "--json")
    assert "will rest on this" not in err


def test_nk_says_of_a_whole_list_that_it_is_not_known(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a search list `nk` means the same as on a page: all that is shown is not known."""
    _, out, _ = ask([*TO_THE_AREAS, "bullied", "nk", *["0"] * 12], capsys, monkeypatch, "--json")

    assert {i.id for i in search(BOOK, "bullied").indicators[:SHOWN_AT_ONCE] if i.counts} <= said_not_known(out)
