"""The referral sheet: what was coded filled in, what is personal left blank."""

from __future__ import annotations

import re
from typing import Any

import pytest

import threshold
from tests.reporting.cases import ANSWERS, BOOK, CASES, answer_of, checklist_of, nasty_answer
from tests.reporting.faces_read import Page, in_order, letters, tokens_of, words_of
from threshold.reporting import faces
from threshold.reporting.referral import render

BLANK = "." * 50
HELP_WORKING, HELP_REFUSED = "health.mental_health_help_working", "social_presentation.needs_help_refused"

SECTIONS = [
    "Who refers", "The child", "Household and family", "Consent, and what the parents know", "Views", "Level of need",
    "Concerns", "In your own words", "Strengths", "What has been tried", "Not known yet", "What the document asks for",
    "Other agencies", "Before you send it",
]  # fmt: skip
PERSONAL = [
    "Role", "Organisation", "Telephone", "Name, and other names", "Date of birth", "Gender", "Ethnicity", "Religion",
    "First language", "Address", "School", "GP", "Who lives with the child", "parental responsibility", "interpreter",
    "parents or carers know of this referral? If not, why not", "Has consent been given", "What the child says",
    "What the parents or carers say", "What was seen or said", "How severe", "The risk from here", "response",
    "Who else has seen it", "Help given so far", "already working with the child", "worker who visits",
    "Reply asked for",
]  # fmt: skip


def sheet(name: str) -> str:
    return render(answer_of(name), checklist_of(name))


def part(made: str, title: str) -> str:
    """One section of the sheet."""
    return made.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("name", CASES)
def test_the_sheet_has_the_order_of_a_referral_form(name: str) -> None:
    """Every sheet has the same sections in the same order, whatever was reported."""
    headings = re.findall(r"^(#+) (.*)$", sheet(name), re.M)

    assert headings == [("#", "Sheet for a referral"), *(("##", title) for title in SECTIONS)]


def test_it_opens_with_what_it_is_and_is_not() -> None:
    """Before the first blank: 999, the draft's date and status, that it is no form, and when it is a record."""
    opening = words_of(sheet("several levels").split("## Who refers")[0])
    document = next(iter(BOOK.sources.values()))

    for words in (
        "call 999", BOOK.caveat, f"status: {BOOK.status}", document.published, "never replaces it",
        "is not your partnership's referral form", "does not decide whether to refer",
        "Once names are filled in it is a record about a child",
    ):  # fmt: skip
        assert words in opening


@pytest.mark.parametrize("label", PERSONAL)
def test_what_is_personal_is_a_labelled_blank(label: str) -> None:
    """Whatever would name a person is a label with dots after it, and nothing else."""
    line = next(line for line in sheet("several levels").splitlines() if label in line and BLANK in line)

    assert re.fullmatch(r"- \*\*[^*]+:\*\* \.+", line)


@pytest.mark.parametrize(
    ("child", "said"),
    [
        ({"age": 14, "disabled": False}, ["Age, as reported: 14 years", "Date of birth", "Disabled, as reported: no"]),
        ({"age": 0}, ["Age, as reported: under 1 year", "Disabled, as reported: not known"]),
        ({"age": 1, "disabled": True}, ["Age, as reported: 1 year", "Disabled, as reported: yes"]),
        ({"unborn": True}, ["Age, as reported: unborn", "Due date"]),
        ({}, ["Age, as reported: not known"]),
    ],
)
def test_the_coded_facts_are_filled_in(child: dict[str, Any], said: list[str]) -> None:
    """Age or unborn, and disability, are as the checklist has them; an unborn child has a due date to fill in."""
    checklist = threshold.Checklist(present=["health.development_delayed"], child=threshold.Child(**child))
    child_part = words_of(part(render(threshold.assess(checklist), checklist), "The child"))

    assert in_order(said, child_part) == []
    assert ("Date of birth" in child_part) is not child.get("unborn", False)


@pytest.mark.parametrize("seen", [True, False])
def test_there_is_room_for_what_no_statement_says(seen: bool) -> None:
    """Where something else was seen, the concerns end with a blank for it, and only then."""
    checklist = threshold.Checklist(present=["health.development_delayed"], something_else=seen)
    concerns = words_of(part(render(threshold.assess(checklist), checklist), "Concerns"))

    assert ("More of this, and of what else was seen" in concerns) is seen


@pytest.mark.parametrize("name", ANSWERS)
def test_the_level_the_concerns_and_the_questions_are_filled_in(name: str) -> None:
    """The headline, every finding with the document's words and page, every strength, question, action and agency."""
    of = answer_of(name)
    made = render(of, checklist_of("several levels" if name == "nasty words" else name))
    first = [finding.citations[0] for finding in of.findings]

    assert letters(of.headline) in letters(words_of(part(made, "Level of need")))
    concerns = words_of(part(made, "Concerns"))
    for finding, citation in zip(of.findings, first, strict=True):
        assert in_order([finding.text, citation.quote or "", f"page {citation.page}"], concerns) == []
    for title, wanted in (
        ("Strengths", [s.text for s in of.strengths]),
        ("Other agencies", [a.text for a in of.agencies]),
    ):
        assert in_order(wanted, words_of(part(made, title))) == []
    open_part = letters(words_of(part(made, "Not known yet")))
    for question in of.questions:
        said = [question.text] if question.kind != "not_known" else [w.text for w in question.statements]
        assert [words for words in said if letters(words) not in open_part] == []
    asked = words_of(part(made, "What the document asks for"))
    assert not [a.text for a in of.actions if a.kind != "meanwhile" and letters(a.text) not in letters(asked)]


def test_what_has_been_tried_is_what_was_said_of_help() -> None:
    """Statements of help that works, and of help refused or failed, stand under what has been tried."""
    working = words_of(part(sheet("several levels"), "What has been tried"))
    refused = words_of(part(sheet("own judgement"), "What has been tried"))
    none = words_of(part(sheet("help not known"), "What has been tried"))

    helping, refusing = (BOOK.indicators[id].text for id in (HELP_WORKING, HELP_REFUSED))
    assert in_order(["Help is sought, accepted or working:", helping], working) == []
    assert in_order([refusing], refused) == []
    assert "Nothing was reported of help" in none


def test_nothing_is_invented() -> None:
    """With a rulebook's words taken out the sheet names no law, no number, no time limit and no service."""
    of = answer_of("nothing reported")
    made = sheet("nothing reported")
    for words in (of.notices.emergency, of.notices.caveat, of.agencies[0].text, of.agencies[0].citation.quote or ""):
        assert words in made
        made = made.replace(words, "")
    body = made.split("## Who refers")[1].split("**Made by:**")[0]

    assert not re.search(r"\b(Act|section \d|GDPR|hours|working days|MASH|LADO|Ofsted)\b", body)
    assert not re.search(r"\d{3,}", body.replace("2021", ""))


def test_the_sheet_writes_no_stray_markdown() -> None:
    """Hard words stay words; dots make no rule and no code; two headings' worth of structure and no more."""
    made = render(nasty_answer(), checklist_of("several levels"))
    kinds = {token.type for token in tokens_of(made)}

    assert not kinds & {
        "hr",
        "link_open",
        "image",
        "html_block",
        "html_inline",
        "code_block",
        "fence",
        "em_open",
        "s_open",
    }


def test_the_sheet_reads_as_plain_text() -> None:
    """Not more than a stray backslash in a real sheet: it can be pasted where Markdown is not known."""
    for name in CASES:
        assert sheet(name).count("\\") <= 2


@pytest.mark.parametrize("name", CASES)
def test_the_page_to_print_is_the_same_sheet(name: str) -> None:
    """The sheet as a page says the same in the same order, and has a line to write on wherever Markdown has dots."""
    page = Page(faces.render("referral-html", answer_of(name), checklist_of(name)))
    made = sheet(name)

    assert letters(re.sub(r"\.{50,}", "", words_of(made))) == letters("".join(page.words))
    assert [attributes.get("class") for attributes in page.attributes("p")].count("blank") == len(
        re.findall(r"\.{50,}", made)
    )


def test_a_judgement_that_is_left_open_is_said_to_be() -> None:
    """Where the answer is Level 3 to 4, a referrer's Level 3 is one of those that the document leaves open."""
    gang = "family_and_social_relationships.gang_involvement"
    checklist = threshold.Checklist.of({"present": [gang], "judgement": {"level": 3}})
    told = " ".join(render(threshold.assess(checklist, BOOK), checklist).split())

    assert "Level 3, one of those that the document leaves open" in told
