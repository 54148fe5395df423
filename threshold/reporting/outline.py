"""The report before it has a face: the same sections, in the same order, for every face."""

from __future__ import annotations

from threshold.assessment import Assessment
from threshold.checklist import Child
from threshold.reporting import doing, reasons
from threshold.reporting.besides import NOTHING_BESIDES, Besides, also_seen, in_own_words
from threshold.reporting.shape import (
    NOT_FROM_THE_DOCUMENT,
    Bar,
    Item,
    Outline,
    Places,
    Section,
    age_in_words,
    place,
    text_of,
)

__all__ = ["NOT_FROM_THE_DOCUMENT", "Bar", "Item", "Outline", "Section", "outline", "outline_in_short", "place"]


def outline(answer: Assessment, besides: Besides = NOTHING_BESIDES) -> Outline:
    """The report of one assessment, in the order of a practitioner's questions: what level and what now, why, what
    is not known, who, what next. What nobody needs in order to act stands last, for the record."""
    made = (
        *doing.what_to_do(answer, besides),
        reasons.why(answer),
        Section("Told, and in no statement", tuple(also_seen(answer, besides))),
        Section("In the writer's own words", tuple(in_own_words(besides))),
        reasons.profile(answer),
        reasons.what_would_change_it(answer, besides),
        reasons.not_looked_at(answer),
        doing.who(answer),
        doing.what_happens_next(answer),
        doing.for_a_referral(answer),
        _rights(answer),
        _FOR_THE_RECORD,
        *reasons.for_the_record(answer),
        _about(answer, besides),
    )
    return Outline(
        emergency=answer.notices.emergency,
        caveat=answer.notices.caveat,
        headline=answer.headline,
        sections=tuple(section for section in made if section.items or section.bars),
    )


def outline_in_short(answer: Assessment, besides: Besides = NOTHING_BESIDES) -> Outline:
    """What fits on a screen: the level, what to do now, why, what is not known, who; each without its warrant."""
    made = (
        Section("What to do now", tuple(doing.to_do_in_short(answer, besides))),
        Section("Why", tuple(reasons.why_in_short(answer))),
        Section("Not known, and it could make this higher", tuple(reasons.raising_in_short(answer))),
        Section("Not known, or not looked at", tuple(reasons.rest_in_short(answer, besides))),
        Section("Who to speak to", tuple(doing.who_in_short(answer))),
    )
    return Outline(
        emergency=answer.notices.emergency,
        caveat=answer.notices.caveat,
        headline=answer.headline,
        sections=tuple(section for section in made if section.items),
    )


_FOR_THE_RECORD = Section(
    "For the record",
    (Item("All that you need in order to act stands above. The rest is what the answer was made of."),),
)
_OF_ROWS = Item(
    "As a rule these are the rights of the whole row that a sign stands in: not each of them fits each sign."
)


def _rights(answer: Assessment) -> Section:
    """Each right once, then each sign once with the articles it engages."""
    articles: dict[str, list[str]] = {}
    for right in answer.rights:
        for id in right.findings:
            articles.setdefault(id, []).append(str(right.article))
    because = tuple(
        f"{text_of(id, answer)} (Article{'s' if len(numbers) > 1 else ''} {', '.join(numbers)})"
        for id, numbers in articles.items()
    )
    rights = (
        Item(right.right, label=f"Article {right.article}, {right.title}", source=f"page {right.page}")
        for right in answer.rights
    )
    items = (_OF_ROWS, *rights, Item("Because of these signs:", points=because))
    return Section("The child's rights", items if because else ())


def _about(answer: Assessment, besides: Besides) -> Section:
    danger = "yes, and acted on" if besides.danger else "no"
    told = () if besides.danger is None else (Item(danger, label="Immediate danger, as told"),)
    made = answer.provenance
    return Section(
        "About this answer",
        (
            Item(Places(answer).document, label="Document"),
            Item(f"{made.title}, version {made.version} ({made.status}), digest {made.digest[:16]}", label="Rulebook"),
            Item(_child(answer.child), label="Asked about"),
            *told,
            Item(f"threshold {made.library}, engine {made.engine}", label="Made by"),
            Item("It supports your judgement and never replaces it."),
            Item(
                "It holds no names, and nothing is stored or sent unless you do it. What was reported may point to a "
                "child even so. Once you add a name it is a record: keep it as your organisation keeps its records."
            ),
        ),
    )


def _child(child: Child) -> str:
    disabled = {True: "disabled", False: "not disabled", None: "whether disabled is not known"}[child.disabled]
    return "an unborn child" if child.unborn else f"a child: {age_in_words(child.age)}; {disabled}"
