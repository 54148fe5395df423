"""Every face says the same, in the same order, and changes no word."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given

import threshold
from tests.reporting.cases import ANSWERS, CASES, NASTY, answer_of, checklist_of, nasty_answer, said_by
from tests.reporting.faces_read import Page, in_order, letters, words_of
from tests.strategies import BOOK, checklists
from threshold.assessment import Assessment
from threshold.reporting import faces, html, json, markdown, text
from threshold.reporting.outline import Outline, outline

CARE = "basic_care_safety_and_protection"

FACES = ("text", "markdown", "html")


def shown(face: str, of: Assessment) -> str:
    """The words that a reader of that face is shown."""
    made = faces.render(face, of, checklist_of("nothing reported"))
    return {"text": made, "markdown": words_of(made), "html": " ".join(Page(made).words) if face == "html" else ""}[
        face
    ]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("name", ANSWERS)
def test_every_face_says_all_of_the_outline_in_its_order(name: str, face: str) -> None:
    """Each label, text, quote, source, note, point and bar of the outline stands in the face, after the one before."""
    of = answer_of(name)

    assert in_order(said_by(outline(of)), shown(face, of)) == []


@pytest.mark.parametrize("name", ANSWERS)
def test_json_holds_what_every_face_is_drawn_from(name: str) -> None:
    """JSON goes back to the same assessment, so to the same outline."""
    of = answer_of(name)
    back = Assessment.model_validate_json(json.render(of))

    assert back == of
    assert outline(back) == outline(of)


def test_nasty_words_reach_the_outline() -> None:
    """The hard words are all in the report that the faces are tested with: the test tests something."""
    said = letters(" ".join(said_by(outline(nasty_answer()))))

    assert [words for words in NASTY if letters(words) not in said] == []


@pytest.mark.parametrize("name", CASES)
def test_a_report_answers_the_four_questions(name: str) -> None:
    """What level, what now, why (where something was found), what is not known; it opens with 999 and the status."""
    of = answer_of(name)
    report: Outline = outline(of)
    titles = [section.title for section in report.sections]

    assert "999" in report.emergency
    assert "draft" in report.caveat
    assert report.headline == of.headline
    assert titles[0] == "What to do now"
    assert ("Why" in titles) == bool(of.findings or of.strengths)
    assert "What would change this answer" in titles
    assert titles.index("What would change this answer") < titles.index("Who to speak to")
    assert titles[-1] == "About this answer"


@pytest.mark.parametrize("name", CASES)
def test_what_nobody_needs_in_order_to_act_stands_last(name: str) -> None:
    """What is open and raises nothing, why not higher and what is not so come after all that a person acts on."""
    titles = [section.title for section in outline(answer_of(name)).sections]
    before = titles[: titles.index("For the record")]

    assert {"What to do now", "What would change this answer", "Who to speak to"} <= set(before)
    assert not [title for title in before if title.startswith(("Open too", "Why not higher", "Not so"))]


def test_the_actions_stand_in_their_groups() -> None:
    """What to do now holds nothing of a lower level or of the practitioner's own; those come after, under their own
    headings, the higher level first, and together they are all actions in their order."""
    of = answer_of("everything")
    sections = {section.title: section for section in outline(of).sections}
    titles = list(sections)
    groups = ["What to do now", *(f"Meanwhile, for what is at Level {level}" for level in (3, 2))]

    assert titles[:3] == groups
    shown = [[item.text for item in sections[title].items] for title in groups]
    assert all("does not get in the way" in first for first, *_ in shown[1:])
    assert [text for part in (shown[0], *(rest for _, *rest in shown[1:])) for text in part] == [
        action.text for action in of.actions
    ]


def test_own_judgement_has_its_own_heading() -> None:
    """A judgement above the document's brings its actions under a heading that says whose they are, and its reason."""
    report = outline(answer_of("own judgement"))
    section = next(s for s in report.sections if "your own judgement" in s.title)
    kept = next(s for s in report.sections if s.title == "Keep in mind")

    assert section.items
    assert any(note.startswith("Your reason: ") for note in kept.items[0].notes)


def test_a_missing_contact_is_shown_as_missing() -> None:
    """A contact that the rulebook does not give is in the report, as missing, and nothing is put in its place."""
    for face in FACES:
        assert shown(face, answer_of("settled")).count("Not given.") == 2


def test_a_contact_that_was_filled_in_is_shown() -> None:
    """Once a partnership fills in a contact, the report gives it, and no longer says that it is missing."""
    of = answer_of("settled")
    contacts = tuple(contact.model_copy(update={"how": "ring the front desk"}) for contact in of.notices.contacts)
    filled = of.model_copy(update={"notices": of.notices.model_copy(update={"contacts": contacts})})

    assert "ring the front desk" in text.render(filled)
    assert "Not given." not in text.render(filled)


@pytest.mark.parametrize("face", faces.FACES)
def test_faces_are_pure(face: str) -> None:
    """The same answer gives the same bytes, ending with one line's end."""
    of, reported = answer_of("several levels"), checklist_of("several levels")
    made = faces.render(face, of, reported)

    assert made == faces.render(face, of, reported)
    assert made.endswith("\n")
    assert not made.endswith("\n\n")
    assert face in faces.ENDINGS


@pytest.mark.parametrize("face", faces.FACES)
def test_what_a_terminal_obeys_is_in_no_face(face: str) -> None:
    """An escape sequence in a rulebook's words comes out as a question mark, or as JSON's own spelling of it."""
    of = answer_of("help not known")
    findings = tuple(f.model_copy(update={"text": "red \x1b[31m and \x9b2J and \x07"}) for f in of.findings)
    made = faces.render(face, of.model_copy(update={"findings": findings}), checklist_of("help not known"))

    assert not {"\x1b", "\x07"} & set(made)
    assert face == "json" or "red ?[31m" in made.replace("\\", "")


def test_each_module_renders_what_the_list_of_faces_says() -> None:
    """`faces.render` is the same as each module's own `render`."""
    of, reported = answer_of("help not known"), checklist_of("help not known")

    assert faces.render("text", of, reported) == text.render(of)
    assert faces.render("markdown", of, reported) == markdown.render(of)
    assert faces.render("html", of, reported) == html.render(of)
    assert faces.render("json", of, reported) == json.render(of)


@pytest.mark.parametrize("face", FACES)
def test_what_could_not_be_said_is_named_and_has_room(face: str) -> None:
    """What was seen and no statement says stands in each face by its everyday name, with lines to write the rest on."""
    unsaid = next(
        words for words, means in BOOK.everyday_words.items() if not means and words.replace(" ", "").isalpha()
    )
    checklist = threshold.Checklist(unsaid=[unsaid], something_else=True)
    made = faces.render(face, threshold.assess(checklist, BOOK), checklist)

    assert unsaid in made
    assert "Tell this too" in made.split("What to do now")[1].split("Why")[0]
    assert {"text": "......", "markdown": "......", "html": 'class="blank"'}[face] in made


@given(checklists())
def test_all_that_is_not_so_is_named(checklist: threshold.Checklist) -> None:
    """Whatever was said not to be so, or left without a tick, is named in the report."""
    said = set(said_by(outline(threshold.assess(checklist, BOOK))))

    assert {BOOK.indicators[id].text for id in checklist.absent} <= said


@given(checklists())
@example(
    threshold.Checklist(
        present=[f"{CARE}.adult_substance_misuse", f"{CARE}.inconsistent_parenting_affects_child"],
        not_known=[f"{CARE}.no_consistent_carer"],
    )
)
@example(
    threshold.Checklist(
        present=["family_and_social_relationships.teenage_parent_finds_it_hard"],
        not_known=[f"{CARE}.no_consistent_carer"],
    )
)
def test_all_that_is_not_known_is_named(checklist: threshold.Checklist) -> None:
    """Whatever was said to be not known, a sign, a strength or a circumstance, is named in the report."""
    said = set(said_by(outline(threshold.assess(checklist, BOOK))))

    assert not [id for id in checklist.not_known if not any(BOOK.indicators[id].text in words for words in said)]


@given(checklists())
def test_the_report_says_which_sign_engages_which_right(checklist: threshold.Checklist) -> None:
    """Every right stands in the report once, and every sign once with the articles that it engages."""
    answer = threshold.assess(checklist, BOOK)
    sections = {section.title: section for section in outline(answer).sections}
    told = [point for item in sections["The child's rights"].items for point in item.points] if answer.rights else []
    engaged = {id for right in answer.rights for id in right.findings}

    assert len(told) == len(engaged)
    for right in answer.rights:
        assert (
            sum(item.label.startswith(f"Article {right.article},") for item in sections["The child's rights"].items)
            == 1
        )
        for id in right.findings:
            assert any(BOOK.statement(id).text in said and re.search(rf"\b{right.article}\b", said) for said in told)


def test_an_action_of_a_level_that_is_left_open_says_so() -> None:
    """Where the answer is a range, what its highest level asks for is to be done unless a social worker says
    otherwise; and where no level is higher, the report does not say why not."""
    gang = "family_and_social_relationships.gang_involvement"
    told = " ".join(said_by(outline(threshold.assess({"present": [gang]}, BOOK))))
    firm = outline(threshold.assess({"present": ["levels_of_need.discloses_abuse_or_harm"]}, BOOK))

    assert "Level 4, unless a social worker advises otherwise" in told
    assert "unless a social worker" not in " ".join(said_by(firm))
    assert "Why not higher" not in {section.title for section in firm.sections}
    lower = outline(threshold.assess({"present": ["health.development_delayed"], "child": {"age": 3}}, BOOK))
    assert "Why not higher" in {section.title for section in lower.sections}
