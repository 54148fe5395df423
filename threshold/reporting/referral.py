"""The referral sheet: an assessment in the usual order of a multi-agency referral form.

What was coded is filled in. What is personal is a labelled blank, to be filled in by hand: nothing here knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from threshold.assessment import Assessment
from threshold.checklist import Checklist
from threshold.reporting import markdown
from threshold.reporting.besides import NOTHING_BESIDES, Besides, also_seen, in_own_words
from threshold.reporting.doing import action_items, to_do_now, who
from threshold.reporting.reasons import (
    also_open,
    finding_items,
    left_open,
    not_looked_at,
    raising_items,
    strength_items,
)
from threshold.reporting.shape import (
    ROOM,
    Item,
    Outline,
    Places,
    Section,
    age_in_words,
    text_of,
)

_PROMPTS = (
    ("What was seen or said", "by whom, when and where, in the words that were used"),
    ("How severe it is", "what it does to the child, how often, for how long"),
    ("The risk from here", "what you fear may happen, how soon, and what would make it better or worse"),
    ("The parents' or carers' response", "what they said and did when it was raised, or why it was not raised"),
    ("Who else has seen it", "other people and agencies, and what they saw"),
)


def sheet(answer: Assessment, checklist: Checklist, besides: Besides = NOTHING_BESIDES) -> Outline:
    """The sheet for the case that *checklist* reports and *answer* answers."""
    return Outline(
        emergency=answer.notices.emergency,
        caveat=answer.notices.caveat,
        headline="Sheet for a referral",
        opening=tuple(_what_it_is(answer)),
        sections=(
            _blanks("Who refers", "Name", "Role", "Organisation", "Telephone and email", "Date and time"),
            Section("The child", tuple(_child(checklist))),
            _blanks(
                "Household and family",
                "Who lives with the child (name, date of birth, relation to the child)",
                "Who has parental responsibility",
                "Other people who matter to the child",
                "Language, and whether an interpreter is needed",
            ),
            Section("Consent, and what the parents know", tuple(_consent(answer))),
            Section("Views", tuple(_views(checklist))),
            Section("Level of need", tuple(_level(answer))),
            _concerns(answer, besides),
            Section("In your own words", tuple(_five_things())),
            _list("Strengths", strength_items(answer), "None was reported.", "Other strengths"),
            _tried(answer),
            _open(answer),
            _to_do(answer),
            Section("Other agencies", tuple(_agencies(answer))),
            Section("Before you send it", tuple(_last(answer))),
        ),
    )


def render(answer: Assessment, checklist: Checklist) -> str:
    """The sheet as Markdown, to paste into a form; it reads as plain text too."""
    return markdown.report(sheet(answer, checklist))


def _what_it_is(answer: Assessment) -> Iterator[str]:
    made = answer.provenance
    yield (
        f"What the level and the reasons rest on: {made.title}, version {made.version}, status: {made.status} "
        f"({Places(answer).document})."
    )
    yield (
        "This sheet helps you to write a referral. It is not your partnership's referral form, it is sent to nobody, "
        "and it does not decide whether to refer. If the matter is urgent, do not wait until it is complete."
    )
    yield (
        "The dotted lines are for you to fill in. The sheet knows no names, and comes from ticked statements alone. "
        "Once names are filled in it is a record about a child: keep it, share it and destroy it as your "
        "organisation does with its records."
    )


def _child(checklist: Checklist) -> Iterator[Item]:
    child = checklist.child
    age = "unborn" if child.unborn else "not known" if child.age is None else age_in_words(child.age)
    disabled = {True: "yes", False: "no", None: "not known"}[child.disabled]
    yield _blank("Name, and other names used")
    yield Item(age, "Age, as reported")
    yield _blank("Due date" if child.unborn else "Date of birth")
    if child.unborn:
        yield _blank("Health or disability, as far as it is known")
        yield _blank("The mother: name, date of birth, address, midwife and doctor (GP)")
        return
    yield Item(disabled, "Disabled, as reported")
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


def _consent(answer: Assessment) -> Iterator[Item]:
    yield Item(answer.notices.consent)
    yield _blank("Do the parents or carers know of this referral? If not, why not")
    yield _blank("Has consent been given, by whom and when? If not, why not")
    if not answer.child.unborn:
        yield _blank("Does the child know of this referral")


def _views(checklist: Checklist) -> Iterator[Item]:
    if not checklist.child.unborn:
        yield _blank("What the child says and wants, in the child's own words", ROOM)
    yield _blank("What the parents or carers say and want", ROOM)


_COMPARED = {
    "same": "as the document's",
    "higher": "higher than the document's",
    "lower": "lower than the document's",
    "within": "one of those that the document leaves open",
}


def _level(answer: Assessment) -> Iterator[Item]:
    yield Item(answer.headline)
    for reason in left_open(answer):
        yield Item(reason, label="Not settled")
    if answer.judgement:
        compared = _COMPARED[answer.judgement.compared]
        why = (f"Reason: {answer.judgement.reason_text}",) if answer.judgement.reason_text else ()
        yield Item(f"Level {answer.judgement.level}, {compared}", "The referrer's own judgement", notes=why)
    for caution in answer.cautions:
        yield Item(caution)


def _concerns(answer: Assessment, besides: Besides) -> Section:
    nothing = "No concern that the document names was reported."
    section = _list("Concerns", finding_items(answer), nothing)
    return section._replace(items=(*section.items, *in_own_words(besides), *also_seen(answer, besides)))


def _five_things() -> Iterator[Item]:
    yield Item("Five things make a referral clear. They are not from the document.")
    for label, help in _PROMPTS:
        yield _blank(f"{label} ({help})", ROOM)


def _tried(answer: Assessment) -> Section:
    pattern = answer.pattern
    good = (*pattern.help_accepted, *pattern.help_working)
    items = [Item(text_of(id, answer), label="Help is sought, accepted or working") for id in good]
    items += [Item(text_of(id, answer), label="Help was refused or has not worked") for id in pattern.help_refused]
    return _list(
        "What has been tried",
        items,
        "Nothing was reported of help that was offered or given.",
        "Help given so far, by whom, since when, and what came of it",
        "Assessments and plans so far, and whether they are attached",
    )


def _open(answer: Assessment) -> Section:
    items = [*raising_items(answer), *also_open(answer).items]
    items = items or [Item("No question is open on what was reported.")]
    missing = not_looked_at(answer)
    if missing.items:
        items.append(Item(f"{'; '.join(item.text for item in missing.items)}.", label=missing.title))
    return Section("Not known yet", tuple(items))


def _to_do(answer: Assessment) -> Section:
    judged = [action for action in answer.actions if action.kind == "judgement"]
    items = [*action_items(to_do_now(answer), answer)]
    items += (item._replace(label="By the referrer's own judgement") for item in action_items(judged, answer))
    return _list("What the document asks for", items, "Nothing.")


def _agencies(answer: Assessment) -> Iterator[Item]:
    yield from who(answer).items[: len(answer.agencies)]
    yield _blank("Agencies already working with the child or family (name, role, how to reach them)")
    for contact in answer.notices.contacts:
        if contact.how:
            yield Item(contact.how, label=contact.who)
        else:
            yield _blank(f"{contact.who}: how to reach")._replace(notes=(contact.note,))


def _last(answer: Assessment) -> Iterator[Item]:
    for label in (
        "Anything that puts a worker who visits at risk",
        "Spoken to before this was sent (name, date and time)",
        "Reply asked for by (date)",
        "What was decided, by whom and when",
        "Signed and dated",
    ):
        yield _blank(label)
    made = answer.provenance
    yield Item(f"threshold {made.library}; digest of the rulebook {made.digest[:16]}", label="Made by")


def _blanks(title: str, *labels: str) -> Section:
    return Section(title, tuple(_blank(label) for label in labels))


def _blank(label: str, lines: int = 1) -> Item:
    return Item("", label, blank=lines)


def _list(title: str, items: Iterable[Item], nothing: str, *blanks: str) -> Section:
    """A section filled in as far as that goes, then its blanks."""
    return Section(title, (*(tuple(items) or (Item(nothing),)), *(_blank(label) for label in blanks)))
