"""The referral sheet: an assessment in the usual order of a multi-agency referral form.

What was coded is filled in. What is personal is a labelled blank, to be filled in by hand: nothing here knows it.
Markdown that reads as plain text too.
"""

from __future__ import annotations

from collections.abc import Iterator

from threshold.assessment import Assessment
from threshold.checklist import Checklist
from threshold.reporting.doing import action_items, who
from threshold.reporting.markdown import document, escaped, item_paragraphs, paragraphs, within
from threshold.reporting.reasons import (
    also_open,
    finding_items,
    left_open,
    not_looked_at,
    raising_items,
    strength_items,
)
from threshold.reporting.shape import Item, Places, Section, text_of

BLANK = "." * 50
ROOM = f"{BLANK}\n  {'.' * 80}\n  {'.' * 80}"  # where a sentence will not do
_PROMPTS = (
    ("What was seen or said", "by whom, when and where, in the words that were used"),
    ("How severe it is", "what it does to the child, how often, for how long"),
    ("The risk from here", "what you fear may happen, how soon, and what would make it better or worse"),
    ("The parents' or carers' response", "what they said and did when it was raised, or why it was not raised"),
    ("Who else has seen it", "other people and agencies, and what they saw"),
)


def render(answer: Assessment, checklist: Checklist) -> str:
    """The sheet for the case that *checklist* reports and *answer* answers."""
    return document(_sheet(answer, checklist))


def _sheet(answer: Assessment, checklist: Checklist) -> Iterator[str]:
    yield "# Sheet for a referral"
    yield f"**{within(answer.notices.emergency)}**"
    yield from _what_it_is(answer)
    yield from _blanks("Who refers", "Name", "Role", "Organisation", "Telephone and email", "Date and time")
    yield from _child(checklist)
    yield from _blanks(
        "Household and family",
        "Who lives with the child (name, date of birth, relation to the child)",
        "Who has parental responsibility",
        "Other people who matter to the child",
        "Language, and whether an interpreter is needed",
    )
    yield from _consent(answer)
    yield "## Views"
    yield _blank("What the child says and wants, in the child's own words", ROOM)
    yield _blank("What the parents or carers say and want", ROOM)
    yield from _level(answer)
    yield from _list("Concerns", [*finding_items(answer)], "No concern that the document names was reported.")
    yield from _five_things()
    yield from _list("Strengths", [*strength_items(answer)], "None was reported.", "Other strengths")
    yield from _tried(answer)
    yield from _open(answer)
    yield from _to_do(answer)
    yield from _agencies(answer)
    yield from _last(answer)


def _what_it_is(answer: Assessment) -> Iterator[str]:
    made = answer.provenance
    yield escaped(answer.notices.caveat)
    yield escaped(
        f"What the level and the reasons rest on: {made.title}, version {made.version}, status: {made.status} "
        f"({Places(answer).document})."
    )
    yield (
        "This sheet helps you to write a referral. It is not your partnership's referral form, it is sent to nobody, "
        "and it does not decide whether to refer. If the matter is urgent, do not wait until it is complete."
    )
    yield (
        "The rows of dots are for you to fill in. The sheet knows no names, and comes from ticked statements alone. "
        "**Once names are filled in it is a record about a child:** keep it, share it and destroy it as your "
        "organisation does with its records."
    )


def _child(checklist: Checklist) -> Iterator[str]:
    child = checklist.child
    age = "unborn" if child.unborn else "not known" if child.age is None else _years(child.age)
    disabled = {True: "yes", False: "no", None: "not known"}[child.disabled]
    yield "## The child"
    yield _blank("Name, and other names used")
    yield f"- **Age, as reported:** {age}"
    yield _blank("Due date" if child.unborn else "Date of birth")
    yield f"- **Disabled, as reported:** {disabled}"
    for label in (
        "Disability or health condition",
        "Gender",
        "Ethnicity",
        "Religion",
        "First language, and how the child communicates",
        "Address",
        "School, nursery or college",
        "Family doctor (GP)",
    ):
        yield _blank(label)


def _years(age: int) -> str:
    return "under 1 year" if age == 0 else "1 year" if age == 1 else f"{age} years"


def _consent(answer: Assessment) -> Iterator[str]:
    yield "## Consent, and what the parents know"
    yield escaped(answer.notices.consent)
    yield _blank("Do the parents or carers know of this referral? If not, why not")
    yield _blank("Has consent been given, by whom and when? If not, why not")
    yield _blank("Does the child know of this referral")


def _level(answer: Assessment) -> Iterator[str]:
    yield "## Level of need"
    yield f"**{within(answer.headline)}**"
    for reason in left_open(answer):
        yield from item_paragraphs(Item(reason, label="Not settled"))
    if answer.judgement:
        than = {"same": "as", "higher": "higher than", "lower": "lower than"}[answer.judgement.compared]
        why = (f"Reason: {answer.judgement.reason_text}",) if answer.judgement.reason_text else ()
        yield from item_paragraphs(
            Item(f"Level {answer.judgement.level}, {than} the document's", "The referrer's own judgement", notes=why)
        )
    for caution in answer.cautions:
        yield from item_paragraphs(Item(caution))


def _five_things() -> Iterator[str]:
    yield "## In your own words"
    yield "Five things make a referral clear. They are not from the document."
    for label, help in _PROMPTS:
        yield _blank(f"{label} ({help})", ROOM)


def _tried(answer: Assessment) -> Iterator[str]:
    pattern = answer.pattern
    items = [Item(text_of(id, answer), label="Help is accepted or working") for id in pattern.help_working]
    items += [Item(text_of(id, answer), label="Help was refused or has not worked") for id in pattern.help_refused]
    yield from _list(
        "What has been tried",
        items,
        "Nothing was reported of help that was offered or given.",
        "Help given so far, by whom, since when, and what came of it",
        "Assessments and plans so far, and whether they are attached",
    )


def _open(answer: Assessment) -> Iterator[str]:
    items = [*raising_items(answer), *also_open(answer).items]
    yield from _list("Not known yet", items, "No question is open on what was reported.")
    missing = not_looked_at(answer)
    if missing.items:
        yield f"**{missing.title}:** {within('; '.join(item.text for item in missing.items))}."


def _to_do(answer: Assessment) -> Iterator[str]:
    asked = [action for action in answer.actions if action.kind not in ("meanwhile", "judgement")]
    judged = [action for action in answer.actions if action.kind == "judgement"]
    items = [*action_items(asked, answer)]
    items += (item._replace(label="By the referrer's own judgement") for item in action_items(judged, answer))
    yield from _list("What the document asks for", items, "Nothing.")


def _agencies(answer: Assessment) -> Iterator[str]:
    yield from paragraphs(Section("Other agencies", who(answer).items[: len(answer.agencies)]))
    yield _blank("Agencies already working with the child or family (name, role, how to reach them)")
    for contact in answer.notices.contacts:
        if contact.how:
            yield from item_paragraphs(Item(contact.how, label=contact.who))
        else:
            yield f"{_blank(f'{contact.who}: how to reach')}\n\n  Note: {within(contact.note)}"


def _last(answer: Assessment) -> Iterator[str]:
    yield from _blanks(
        "Before you send it",
        "Anything that puts a worker who visits at risk",
        "Spoken to before this was sent (name, date and time)",
        "Reply asked for by (date)",
        "What was decided, by whom and when",
        "Signed and dated",
    )
    made = answer.provenance
    yield f"Made by threshold {within(made.library)}; digest of the rulebook {within(made.digest[:16])}."


def _blanks(title: str, *labels: str) -> Iterator[str]:
    yield f"## {title}"
    for label in labels:
        yield _blank(label)


def _blank(label: str, room: str = BLANK) -> str:
    return f"- **{within(label)}:** {room}"


def _list(title: str, items: list[Item], nothing: str, *blanks: str) -> Iterator[str]:
    """A section filled in as far as that goes, then its blanks."""
    yield from paragraphs(Section(title, tuple(items or [Item(nothing)])))
    for label in blanks:
        yield _blank(label)
