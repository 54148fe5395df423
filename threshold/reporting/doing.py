"""The parts of a report that say what to do, whom to speak to, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from threshold.assessment import Action, Agencies, Assessment
from threshold.reporting.besides import Besides, to_tell_too
from threshold.reporting.shape import NOT_FROM_THE_DOCUMENT, Item, Places, Section, text_of

FIVE_THINGS = (
    "what you saw or were told, and when",
    "how severe it is",
    "what you fear may happen from here",
    "how the parents or carers responded",
    "who else has seen it",
)

_NOT_IN_ITS_WAY = Item(
    "Only as far as it does not get in the way of what to do now. If you are not sure, ask a social worker first.",
    source=NOT_FROM_THE_DOCUMENT,
)


def what_to_do(answer: Assessment, besides: Besides) -> Iterator[Section]:
    """What to do now; then what belongs to lower levels; then what belongs to the practitioner's own judgement."""
    items = (*action_items(to_do_now(answer), answer), *to_tell_too(answer, besides))
    nothing = Item("Nothing to do follows from what was reported. Ask a social worker if you are worried all the same.")
    yield Section("What to do now", items or (nothing,))
    lower = [action for action in answer.actions if action.kind == "meanwhile"]
    for level in dict.fromkeys(action.level for action in lower):
        own = [action for action in lower if action.level == level]
        yield Section(f"Meanwhile, for what is at Level {level}", (_NOT_IN_ITS_WAY, *action_items(own, answer)))
    judged = [action for action in answer.actions if action.kind == "judgement"]
    if answer.judgement and judged:
        title = f"What to do at Level {answer.judgement.level}, by your own judgement"
        yield Section(title, tuple(action_items(judged, answer)))
    yield Section("Keep in mind", tuple(_keep_in_mind(answer)))


def to_do_now(answer: Assessment) -> list[Action]:
    """The actions of the level reached, with those that go before them."""
    return [action for action in answer.actions if action.kind not in ("meanwhile", "judgement")]


def to_do_in_short(answer: Assessment, besides: Besides) -> Iterator[Item]:
    """The same, each in one line that says why it stands there; and what is to be told besides."""
    yield from (Item(action.text, label=_label(action, answer)) for action in to_do_now(answer))
    yield from to_tell_too(answer, besides)


def action_items(actions: Iterable[Action], answer: Assessment) -> Iterator[Item]:
    """Actions, each with its warrant and with the findings it is for."""
    places = Places(answer)
    for action in actions:
        notes = [f"The link as printed, which may no longer work: {action.link}"] if action.link else []
        notes += [f"How we read it: {action.reading}"] if action.reading else []
        yield places.item(
            action.text,
            action.citation,
            label=_label(action, answer),
            notes=tuple(notes),
            points=tuple(f"because: {text_of(id, answer)}" for id in action.findings),
        )


def _label(action: Action, answer: Assessment) -> str:
    if action.kind == "pathway":
        titles = [a.title for a in answer.agencies if a.pathway and a.level == action.level]
        return f"Level {action.level}, {titles[0]}" if len(titles) == 1 else f"Level {action.level}, a route of its own"
    not_firm = action.level is not None and answer.at_least < action.level
    level = f"Level {action.level}{', unless a social worker advises otherwise' if not_firm else ''}"
    consult = "First, as this is not settled" if answer.at_least < answer.level else "Not settled"
    return {"standing": "Always", "in_cell": "First", "consult": consult, "level": level}.get(action.kind, "")


def _keep_in_mind(answer: Assessment) -> Iterator[Item]:
    if answer.judgement:
        reason = answer.judgement.reason_text
        notes = (f"Your reason: {reason}",) if reason else ()
        yield Item(answer.judgement.text, label="Your judgement", notes=notes)
    yield from (Item(caution) for caution in answer.cautions)
    if answer.child.unborn:
        yield Item("This is about the unborn child. A mother under 18 is a child too: answer for her apart.")


def who(answer: Assessment) -> Section:
    """Who leads and helps, and whom to reach; a contact that the rulebook does not give is shown as missing."""
    places = Places(answer)
    agencies = (places.item(a.text, a.citation, label=_of_agencies(a)) for a in answer.agencies)
    return Section("Who to speak to", (*agencies, *_contacts(answer)))


def who_in_short(answer: Assessment) -> Iterator[Item]:
    """The agencies of what is gravest, and every contact."""
    yield from (Item(agencies.text, label=_of_agencies(agencies)) for agencies in answer.agencies[:1])
    yield from _contacts(answer)


def _of_agencies(agencies: Agencies) -> str:
    return agencies.title if agencies.pathway else f"Level {agencies.level}, {agencies.title}"


def _contacts(answer: Assessment) -> Iterator[Item]:
    return (Item(c.how or f"Not given. {c.note}", label=c.who) for c in answer.notices.contacts)


def what_happens_next(answer: Assessment) -> Section:
    """What happens next, each by the account of the authority that gave it."""
    places = Places(answer)
    return Section(
        "What happens next",
        tuple(
            places.item(step.text, step.citation, label=f"Reported by {step.authority}") for step in answer.next_steps
        ),
    )


def for_a_referral(answer: Assessment) -> Section:
    """What to have ready, and what the document does not say about consent."""
    return Section(
        "If you make a referral, have ready",
        (
            Item("The five things that make a referral clear:", source=NOT_FROM_THE_DOCUMENT, points=FIVE_THINGS),
            Item(answer.notices.consent, label="Consent"),
            Item("Ask to be told what was decided, and note when you asked.", source=NOT_FROM_THE_DOCUMENT),
        ),
    )
