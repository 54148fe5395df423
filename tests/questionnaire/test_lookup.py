"""What a search in the questionnaire keeps, and the list of good things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.questionnaire.test_terminal import TO_THE_AREAS, ask
from tests.strategies import BOOK
from threshold.questionnaire.lookup import SHOWN_AT_ONCE
from threshold.searching import search


@pytest.mark.parametrize("leave", ["b", "0", "bruise"], ids=["back", "none", "another search"])
def test_words_of_a_list_left_without_a_tick_are_asked_about(
    leave: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However a list is left, what was looked for is named once more before the answer."""
    ticked = ["1"] if leave == "bruise" else []
    rest = [*["0"] * (4 if ticked else 2), "y", "0", "0"]
    lines = [*TO_THE_AREAS, "bruise rumours", leave, *ticked, *rest]
    _, out, err = ask(lines, capsys, monkeypatch, "--json")

    assert "1 bruise rumours (you looked for it" in " ".join(err.split())
    assert bool(json.loads(out)["findings"]) == bool(ticked)


def test_words_ticked_at_a_second_try_are_asked_about_no_more(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words whose list was left, and that were looked for again and ticked, were not looked for in vain."""
    lines = [*TO_THE_AREAS, "bruise", "0", "bruise", "1", *["0"] * 8]
    _, out, err = ask(lines, capsys, monkeypatch, "--json")

    assert json.loads(out)["findings"]
    assert "bruise (you looked for it" not in err


def test_words_whose_statements_are_of_another_child_are_kept(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where all that is found can be so only of an older child, the person is told, and the words are kept."""
    lines = ["n", "2", "n", "0", "0", "0", "0", "/17", "0", "0", "0", "0", "0"]
    _, _, err = ask(lines, capsys, monkeypatch, "--json")
    said = " ".join(err.split())

    assert "What is found for “17” is of another child" in said
    assert "1 17 (you looked for it" in said


def test_good_things_are_listed_those_of_the_chosen_areas_first(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`good` lists every strength not yet spoken of; what is left out is not denied, and nothing of it is kept as
    looked for in vain."""
    areas = [domain.slug for domain in BOOK.domains]
    identity = str(areas.index("identity") + 1)
    lines = [*TO_THE_AREAS, identity, *["0"] * 2]
    _, out, err = ask([*lines, "good", "1", "good", "0", "0", "0", "0"], capsys, monkeypatch, "--json")
    first = [i for i in BOOK.indicators.values() if i.strength and i.domain == "identity"]
    answer = json.loads(out)

    assert [strength["id"] for strength in answer["strengths"]] == [first[0].id]
    assert len(first) < SHOWN_AT_ONCE
    assert answer["something_else"] is False
    assert not any(question["kind"] == "strength" for question in answer["questions"])
    assert "good (you looked for it" not in err


def test_words_of_which_nothing_was_said_to_be_so_are_kept(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search whose statements are only not known, or not so, may still stand for a worry: it is asked about."""
    _, out, err = ask([*TO_THE_AREAS, "bruise rumours", "1?", "0", "0", "y", "0", "0"], capsys, monkeypatch, "--json")

    assert len(json.loads(out)["questions"]) > 0
    assert "1 bruise rumours (you looked for it" in " ".join(err.split())


def test_words_that_find_what_was_said_already_are_not_asked_about(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where something was ticked in a list for the same words before, they are in the answer: a list left then is not
    asked about."""
    _, out, err = ask([*TO_THE_AREAS, "bruise", "1", "bruises", "0", *["0"] * 9], capsys, monkeypatch, "--json")

    assert json.loads(out)["findings"]
    assert "(you said: so)" in err
    assert "“bruises” counts as said by:" in err
    assert "(you looked for it" not in err


@pytest.mark.parametrize(("meant", "kept"), [("y", False), ("n", True), ("0", True)])
def test_whether_other_words_mean_what_was_said_already_is_asked(
    meant: str, kept: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a list is left and something of it was said before in other words, the person is asked whether that is what
    they meant: without a yes the words are kept, and what else was typed answers the next question."""
    lines = [*TO_THE_AREAS, "hygiene", "1", "nappy rash", "0", meant, *["0"] * 9]
    _, _, err = ask(lines, capsys, monkeypatch, "--json")
    said = " ".join(err.split())

    assert (
        "You said before: The child's personal hygiene is poor. Does that say all that you mean by “nappy rash”?"
        in said
    )
    assert ("Kept, to be asked about unless you tick what says it: nappy rash." in said) is kept
    assert ("1 nappy rash (you looked for it" in said) is kept
    assert ("“nappy rash” is kept with it: you can have it written into the report" in said) is not kept


def test_all_that_was_said_before_is_named_where_it_is_asked_about(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a list shows several statements that were said to be so, none is picked out of them."""
    both = search(BOOK, "dirty clothes").indicators[:2]
    texts = [indicator.text for indicator in both]
    ticks = [line for one in both for line in (one.text, str(search(BOOK, one.text).indicators.index(one) + 1))]
    lines = [*TO_THE_AREAS, *ticks, "dirty clothes", "0", "y", *["0"] * 9]
    _, _, err = ask(lines, capsys, monkeypatch, "--json")

    assert f"You said before: {' '.join(texts)} Does that say all" in " ".join(err.split())


@pytest.mark.parametrize(("marked", "told"), [("1?", "not known"), ("-1", "not so")])
def test_what_is_not_known_or_not_so_says_nothing_of_other_words(
    marked: str, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the statement that a list finds was said before to be not known, or not so, its words are kept, and the
    last list tells how it was answered."""
    lines = [*TO_THE_AREAS, "changing rules", marked, "rules", "0", "0", "0", "y", *["0"] * 4]
    _, _, err = ask(lines, capsys, monkeypatch, "--json")
    said = " ".join(err.split())

    assert "rules (you looked for it" in said
    assert f"perhaps said already: The rules and boundaries set for the child keep changing. ({told})" in said
    assert "Does that say all" not in said


def test_the_last_list_names_what_was_marked_for_its_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever marks as not known what a search finds second is told that the words are kept, and meets them again with
    the statement that they marked."""
    second = search(BOOK, "violent dad").indicators[1]
    _, _, err = ask([*TO_THE_AREAS, "violent dad", "2?", "0", "0", "y", *["0"] * 4], capsys, monkeypatch, "--json")
    said = " ".join(err.split())

    assert "Kept, to be asked about unless you tick what says it: violent dad." in said
    assert "violent dad (you looked for it" in said
    assert f"perhaps said already: {second.text} (not known))" in said


def test_what_is_not_known_is_said_once(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that say themselves that something is not known, and are marked so, say it once."""
    _, _, err = ask([*TO_THE_AREAS, "father not known", "0", "1?", "0", "0", "0"], capsys, monkeypatch)

    assert "father not known" in err
    assert "not known (not known)" not in err


def test_a_word_that_very_many_statements_have_is_kept_until_more_is_said_with_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word that very many statements have finds nothing alone: it is asked about, unless it was looked for again
    with others."""
    for more, kept in (([], True), (["mother"], True), (["father not known"], False)):
        _, _, err = ask([*TO_THE_AREAS, "father", *more, "0", "1?", "0", "0", "0"], capsys, monkeypatch, "--json")
        said = " ".join(err.split())

        assert "Very many statements have “father”: add what you have seen, or “not known”. You can go on" in said
        assert (" father (you looked for it" in said) is kept
        assert all(f"{words} (you looked for it" in said for words in more)


def test_good_things_begin_with_a_little_of_everything(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of good things begins with one of each row, those of the areas chosen first."""
    area = next(n for n, domain in enumerate(BOOK.domains, 1) if domain.slug == "health")
    _, _, err = ask([*TO_THE_AREAS, str(area), "good", "0", "qq"], capsys, monkeypatch)
    listed = err.split("Found for “good”")[1].split("Which are so?")[0]
    shown = {
        (i.domain, i.strand) for i in BOOK.indicators.values() if i.strength and i.text in " ".join(listed.split())
    }
    of_area = (i for i in BOOK.indicators.values() if i.strength and i.domain == "health" and not i.of_disabled_child)

    assert shown == {(i.domain, i.strand) for i in of_area}


def test_good_things_hold_no_help_with_what_is_not_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That help works is a good thing only where something of its row is so."""
    of_help = [i for i in BOOK.indicators.values() if i.strength and i.of_help]
    _, _, err = ask([*TO_THE_AREAS, "good", *["m"] * 8, "0", "qq"], capsys, monkeypatch)
    listed = " ".join(err.split())

    assert len(of_help) > 10
    assert not [i.id for i in of_help if i.text in listed]
    assert sum(i.text in listed for i in BOOK.indicators.values() if i.strength and not i.of_help) > 20


def test_the_list_of_good_things_stays_open(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a tick the good things that are left are listed again, until the person goes back."""
    lines = [*TO_THE_AREAS, "good", "1", "1", *["0"] * 9]
    _, out, err = ask(lines, capsys, monkeypatch, "--json")
    strengths = {i.id for i in BOOK.indicators.values() if i.strength}

    assert len(json.loads(out)["strengths"]) == 2
    assert {strength["id"] for strength in json.loads(out)["strengths"]} <= strengths
    assert err.count("Found for “good”") == 3


def test_ones_own_words_are_told_back_and_are_in_no_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was seen and could not be said is named at the result, and is not in the answer."""
    code, out, err = ask([*TO_THE_AREAS, "zebra", "0", "1", "0", "0", "0"], capsys, monkeypatch, "--json")

    assert code == 0
    assert "In your own words, and in no answer: zebra." in " ".join(err.split())
    assert "Tell this too: zebra." in " ".join(err.split("What to do now")[1].split("Not known")[0].split())
    assert "zebra" not in out


@pytest.mark.parametrize("face", [1, 2, 3, 5, 6])
@pytest.mark.parametrize("sure", ["y", "n"])
def test_ones_own_words_are_written_into_a_report_only_where_that_is_said(
    sure: str, face: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever saves a report is asked whether their own words go into it; without a yes it holds none."""
    file = tmp_path / "report"
    lines = [*TO_THE_AREAS, "zebra", "0", "1", "0", "0", "4", str(face), sure, str(file), "0"]
    code, _, _ = ask(lines, capsys, monkeypatch)

    assert code == 0
    assert ("zebra" in file.read_text()) == (sure == "y")


def test_what_the_rulebook_has_a_name_for_is_in_the_report_also_where_it_is_good_or_not_known(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Everyday words that no statement says are named at the result and in the report without being asked for, as they
    were marked: they are the rulebook's own, and hold no name."""
    file = tmp_path / "report.txt"
    good, unknown = [words for words, means in BOOK.everyday_words.items() if not means and words.isalpha()][:2]
    lines = [*TO_THE_AREAS, f"/{good}", f"/{unknown}", "0", "1+ 2?", "0", "0", "1", "4", "1", str(file), "0"]
    _, _, err = ask(lines, capsys, monkeypatch)
    said = " ".join(err.split())

    assert f"Told too, and in no answer: {good} (good); {unknown} (not known)." in said
    assert f"Not known, and in no statement: {unknown}." in said
    assert f"Tell this too: {unknown}" not in said
    for words in (f"not in this answer: {good} (good)", f"to be not known: {unknown}"):
        assert f"Told by the writer{', ' if 'good' in words else ' '}{words}" in said
        assert words in file.read_text()


def test_what_is_kept_is_the_whole_of_what_was_typed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of which the rulebook has a name for a part are kept whole: "boyfriend has left" is not "boyfriend"."""
    assert BOOK.says_nothing_of("boyfriend")
    _, _, err = ask([*TO_THE_AREAS, "boyfriend has left", "0", "0", "1+", "0", "0", "0"], capsys, monkeypatch)

    assert "1 boyfriend has left (noted: good; in your own words" in " ".join(err.split())
    assert "boyfriend (" not in err


def test_what_is_said_of_two_parents_is_kept_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A father and a mother are each found as a parent; what was typed of both is not what the rulebook names of
    one."""
    words = "does the father know the mother is low"
    _, _, err = ask([*TO_THE_AREAS, "mother low", words, *["0"] * 3, "y", *["0"] * 3], capsys, monkeypatch, "--json")
    said = " ".join(err.split())

    assert "parent low (you looked for it; the report names it" in said
    assert f"{words} (you looked for it; in your own words" in said


def test_words_with_two_names_are_kept_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence that holds two things the rulebook has a name for is not broken up into them."""
    words = "neighbours hear shouting"
    assert len(search(BOOK, words).unsaid) == 2
    _, _, err = ask([*TO_THE_AREAS, words, *["0"] * 2, "y", *["0"] * 3], capsys, monkeypatch, "--json")

    assert f"1 {words} (you looked for it; in your own words" in " ".join(err.split())


@pytest.mark.parametrize("words", ["father not known", "don't know who the father is"])
def test_what_is_said_to_be_not_known_is_kept(
    words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That something is not known may find nothing but a word that very many statements have: it is kept all the
    same."""
    _, _, err = ask([*TO_THE_AREAS, words, "0", "1?", "0", "0", "0"], capsys, monkeypatch, "--json")
    said = " ".join(err.split())

    assert f"No statement says “{words}”." in said
    assert f"1 {words} (you looked for it" in said
    assert f"Not known, and in no statement: {words}" in said
    assert "Tell this too" not in said.split("What to do now")[1]


def test_json_never_holds_ones_own_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An answer as data has no room for words of one's own, so whoever saves it is not asked."""
    file = tmp_path / "report"
    code, _, _ = ask([*TO_THE_AREAS, "zebra", "0", "1", "0", "0", "4", "4", str(file), "0"], capsys, monkeypatch)

    assert code == 0
    assert "zebra" not in file.read_text()


def test_what_was_noted_stays_when_the_last_list_grows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where something more is looked for in vain, the list is put again with what was noted before; 0 keeps that, and a
    number with - before it drops it."""
    file = tmp_path / "report.txt"
    more = ["zebra", "0", "1+", "/stripes", "0", "y", "0", "4", "1", "y", str(file), "0"]
    _, _, err = ask([*TO_THE_AREAS, *more], capsys, monkeypatch)
    assert "1 zebra (noted: good;" in " ".join(err.split())
    assert "Not marked, and so in no report: stripes." in " ".join(err.split())
    assert "zebra (good)" in file.read_text()
    assert "stripes" not in file.read_text()

    more = ["zebra", "0", "1+", "/stripes", "-1 2", "0", "0", "0"]
    _, _, err = ask([*TO_THE_AREAS, *more], capsys, monkeypatch)
    assert "In your own words, and in no answer: stripes." in " ".join(err.split())


@pytest.mark.parametrize(("sure", "kept"), [(["y"], False), (["n", "1", "0"], True), (["0", "1", "0"], True)])
def test_no_worry_is_left_out_by_one_key(
    sure: list[str], kept: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever leaves the last list with words unmarked is told that no report will hold them, and may mark them."""
    _, out, err = ask([*TO_THE_AREAS, "zebra", "0", "0", *sure, "0", "0"], capsys, monkeypatch, "--json")

    assert "Not marked, and so in no report: zebra. y if that is right; n to mark it" in " ".join(err.split())
    assert json.loads(out)["something_else"] is kept


@pytest.mark.parametrize(("marked", "more"), [("1", True), ("1?", True), ("1+", False)])
def test_what_could_not_be_said_may_be_good_or_not_known(
    marked: str, more: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A good thing in one's own words leaves no answer open; what is not known is written down as that."""
    file = tmp_path / "report.txt"
    lines = [*TO_THE_AREAS, "zebra", "0", marked, "0", "0", "4", "1", "y", str(file), "0"]
    _, out, _ = ask(lines, capsys, monkeypatch, "--json")

    assert json.loads(out)["something_else"] is more
    told = {
        "1": ", not in this answer: zebra",
        "1?": " to be not known: zebra",
        "1+": ", not in this answer: zebra (good)",
    }
    assert f"Told by the writer{told[marked]}" in file.read_text()


@pytest.mark.parametrize("sure", ["y", "n"])
@pytest.mark.parametrize("face", [1, 2, 3, 5, 6])
def test_words_that_were_ticked_for_stand_in_the_report_where_that_is_said(
    face: int, sure: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever looked for "bruise by the eye" and ticked a statement for it may have these words in the report too; and
    what no statement says is named where it says what to do."""
    file = tmp_path / "report"
    lines = [
        *TO_THE_AREAS,
        "bruise by the eye",
        "1",
        "y",
        "zebra",
        *["0"] * 3,
        "1",
        "0",
        "0",
        "4",
        str(face),
        sure,
        str(file),
    ]
    code, _, err = ask([*lines, "0"], capsys, monkeypatch)
    saved = file.read_text(encoding="utf-8")

    assert code == 0
    said = " ".join(err.split())
    assert "“bruise by the eye” is kept with it: you can have it written into the report" in said
    assert "What no statement says: zebra. Beside what you ticked: bruise by the eye." in said
    assert ("bruise by the eye" in saved) == (sure == "y")
    if face < 4 and sure == "y":
        assert "zebra" in saved.split("What to do now")[1].split("Why")[0]


@pytest.mark.parametrize(("danger", "told"), [(["n"], "no"), (["y", "g"], "yes, and acted on")])
def test_the_report_says_what_was_told_of_danger(
    danger: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Whether anyone is in immediate danger was the first question, and its answer stands in the report."""
    file = tmp_path / "report.txt"
    lines = [*danger, *TO_THE_AREAS[1:], "0", "0", "0", "4", "1", str(file), "0"]
    ask(lines, capsys, monkeypatch)

    assert f"Immediate danger, as told: {told}" in " ".join(file.read_text(encoding="utf-8").split())


def test_what_was_dropped_is_said_to_be(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A number with - before it takes words off the last list, and the list shows it."""
    _, _, err = ask([*TO_THE_AREAS, "zebra", "0", "-1", "2", "0", "0", "0"], capsys, monkeypatch, "--json")

    assert " ".join(err.split()).count("1 zebra (taken off this list)") == 2
    assert "Not marked" not in err


@pytest.mark.parametrize(
    ("words", "marked", "kept"),
    [
        ("gang", "1?", False),
        ("gang", "-1", False),
        ("older lads", "1?", True),
        ("older lads", "-1", True),
        ("older lads", "2?", True),
        ("overweight", "1?", True),
    ],
)
def test_words_are_answered_by_what_is_found_first_in_these_words(
    words: str, marked: str, kept: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That a statement is not known, or not so, answers the words it has. Of other words it says nothing, and they are
    asked about: the diet of an overweight child may not be known."""
    leave = ["0", "1", "0"] if kept else ["0"]
    _, _, err = ask([*TO_THE_AREAS, words, marked, "0", *leave, "0", "0", "0"], capsys, monkeypatch, "--json")

    assert (f"{words} (you looked for it" in " ".join(err.split())) is kept
    assert (f"Kept, to be asked about unless you tick what says it: {words}." in " ".join(err.split())) is kept


@pytest.mark.parametrize(("meant", "kept"), [("y", False), ("n", True)])
def test_a_tick_in_a_list_for_a_part_of_the_words_is_asked_about(
    meant: str, kept: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where a list can only say a part of what was typed, the person who ticks something in it says whether that is
    all: if not, the words are kept, and the report does not say that the tick is what they mean."""
    file, words = tmp_path / "report.txt", "bruise by the eye"
    ending = ["0", *(["1", "0"] if kept else []), "0", "4", "1", "y", str(file), "0"]
    follow_up = ["0"] * 2
    _, _, err = ask([*TO_THE_AREAS, words, "1", meant, "0", *follow_up, *ending], capsys, monkeypatch, "--json")
    said = " ".join(err.split())

    assert f"Does that say all that you mean by “{words}”? y; or n, and your words are kept" in said
    assert (f"{words} (you looked for it" in said) is kept
    assert f"“{'a part of ' if kept else ''}{words}”: counted as" in " ".join(file.read_text().split())
    assert (f"Told by the writer, not in this answer: {words}" in file.read_text()) is kept


def test_longer_words_keep_how_the_shorter_were_marked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever types more of what they marked before need not mark it again."""
    lines = [*TO_THE_AREAS, "zebra", "0", "1?", "zebra at home", "0", "0", "0"]
    _, _, err = ask(lines, capsys, monkeypatch, "--json")

    assert "1 zebra at home (noted: not known;" in " ".join(err.split())
    assert "Not known, and in no statement: zebra at home." in " ".join(err.split())


def test_longer_words_stand_for_a_name_that_was_typed_before(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the rulebook has a name for what was typed first, and the person told more of it then, one line of the list
    is for both: as it is marked, the answer names it without leave, and the words of one's own with it."""
    assert BOOK.says_nothing_of("missing")
    lines = [*TO_THE_AREAS, "missing", "missing overnight four times", "0", "1", "0", "0", "1", "0"]
    _, out, err = ask(lines, capsys, monkeypatch, "--json")

    assert json.loads(out)["unsaid"] == ["missing"]
    assert "Told by the writer, not in this answer: missing overnight four times" in " ".join(err.split())
    assert "Also told: missing" not in " ".join(err.split())
    assert "Tell this too: missing overnight four times. This" in " ".join(err.split())
    lines[-5:] = ["1+", "0", "0", "0"]
    _, out, err = ask(lines, capsys, monkeypatch, "--json")
    assert json.loads(out)["unsaid"] == []
    assert "Told too, and in no answer: missing (good)" in " ".join(err.split())


def test_words_that_are_left_for_others_are_kept_unasked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever goes on to another word from a list is shown what that finds, and asked nothing of the words before: they
    are kept, and the last list tells what may say them."""
    lines = [*TO_THE_AREAS, "hygiene", "1", "nappy rash", "debt", "0", *["0"] * 6]
    _, _, err = ask(lines, capsys, monkeypatch, "--json")
    said = " ".join(err.split())

    assert "Does that say all" not in said
    assert "Found for “debt”" in said.split("unless you tick what says it: nappy rash.")[1]
    assert "nappy rash (you looked for it" in said


def test_words_looked_for_again_with_more_are_kept_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever finds that their words say too little, and types more of them, meets the longer words alone, whichever
    came first; two that differ are both there."""
    for first, second, kept in (
        ("zebra", "zebra at home", False),
        ("zebra at home", "zebra", False),
        ("zebra at school", "zebra at home", True),
        ("missing", "missing overnight four times", False),
    ):
        _, _, err = ask([*TO_THE_AREAS, first, second, "0", "0", "0", "0", "0"], capsys, monkeypatch, "--json")
        said = " ".join(err.split())

        assert (f"{min(first, second, key=len)} (you looked for it" in said) is kept
        assert f"{max(first, second, key=len)} (you looked for it" in said
