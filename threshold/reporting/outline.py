"""The report before it has a face: the same sections, in the same order, for text, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from threshold.assessment import Action, Assessment, Boundary, Finding, Question, Wording
from threshold.rulebook.models import Citation

NOT_FROM_THE_DOCUMENT = "not from the document"


class Item(NamedTuple):
    """One thing said. *label* stands before the text; *quote* is a source's own words; *source* says where they are;
    *notes* are what the reader must know with it; *points* are shorter things below it."""

    text: str
    label: str = ""
    quote: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


class Bar(NamedTuple):
    """A row of the picture of the profile: *least* to *most* of *top* levels."""

    title: str
    least: int
    most: int
    top: int


class Section(NamedTuple):
    """A part of the report under its own heading."""

    title: str
    items: tuple[Item, ...]
    bars: tuple[Bar, ...] = ()


class Outline(NamedTuple):
    """A whole report: what is said before everything else, the *headline*, then the sections."""

    emergency: str
    caveat: str
    headline: str
    sections: tuple[Section, ...]


def outline(answer: Assessment) -> Outline:
    """The report of one assessment, in the order of a practitioner's questions."""
    made = (
        _what_to_do(answer),
        _why(answer),
        _profile(answer),
        _what_would_change_it(answer),
        _why_not_higher(answer),
        _not_looked_at(answer),
        _who(answer),
        _next(answer),
        _referral(answer),
        _rights(answer),
        _about(answer),
    )
    return Outline(
        emergency=answer.notices.emergency,
        caveat=answer.notices.caveat,
        headline=answer.headline,
        sections=tuple(section for section in made if section.items or section.bars),
    )


def place(citation: Citation | None, sources: Mapping[str, str], own: str) -> str:
    """Where a citation is, in words: "page 52, Level 2"; another source than the rulebook's *own* is named."""
    if citation is None:
        return NOT_FROM_THE_DOCUMENT
    parts = [f"page {citation.page}"] if citation.page else []
    if citation.place:
        parts.append(citation.place)
    if citation.level:
        parts.append(f"Level {citation.level}")
    if citation.source != own:
        parts.append(sources.get(citation.source, citation.source))
    return ", ".join(parts)


class _Places:
    """Places of one assessment's citations."""

    def __init__(self, answer: Assessment) -> None:
        self._sources = answer.provenance.sources
        self._own = answer.agencies[0].citation.source if answer.agencies else next(iter(self._sources), "")

    def of(self, citation: Citation | None) -> str:
        return place(citation, self._sources, self._own)

    def item(self, text: str, citation: Citation | None, **rest: object) -> Item:
        quote = (citation.quote or "") if citation else ""
        return Item(text, quote=quote, source=self.of(citation), **rest)  # type: ignore[arg-type]


def _what_to_do(answer: Assessment) -> Section:
    items = list(_actions(answer))
    if not items:
        items = [
            Item("Nothing to do follows from what was reported. Ask a social worker if you are worried all the same.")
        ]
    if answer.judgement:
        reason = answer.judgement.reason_text
        items.append(
            Item(answer.judgement.text, label="Your judgement", notes=(f"Your reason: {reason}",) if reason else ())
        )
    items += (Item(caution, label="Note") for caution in answer.cautions)
    return Section("What to do now", tuple(items))


def _actions(answer: Assessment) -> Iterator[Item]:
    texts = {finding.id: finding.text for finding in answer.findings}
    places = _Places(answer)
    for action in answer.actions:
        notes = [f"The link as printed in the document; it may no longer work: {action.link}"] if action.link else []
        about = [texts[id] for id in action.findings if id in texts]
        yield places.item(
            action.text,
            action.citation,
            label=_label(action),
            notes=tuple(notes),
            points=tuple(f"because: {text}" for text in about) if action.findings else (),
        )


def _label(action: Action) -> str:
    labels = {
        "standing": "Always",
        "in_cell": "First",
        "consult": "Not settled",
        "level": f"Level {action.level}",
        "pathway": f"Level {action.level}, own pathway",
        "meanwhile": f"Meanwhile, Level {action.level}",
        "judgement": f"Your judgement, Level {action.level}",
    }
    return labels[action.kind]


def _why(answer: Assessment) -> Section:
    places = _Places(answer)
    items: list[Item] = []
    for finding in answer.findings:
        first, *more = finding.citations
        points = [f"also {places.of(c)}: “{c.quote}”" for c in more]
        points += (f"because: {_text(id, answer)}" for id in finding.because)
        items.append(
            Item(
                finding.text,
                label=_span(finding),
                quote=first.quote or "",
                source=f"{places.of(first)}, {finding.domain_title}",
                notes=(*finding.cautions, *((f"How we read it: {finding.reading}",) if finding.reading else ())),
                points=tuple(points),
            )
        )
    items += (
        Item(
            s.text,
            label="Strength",
            quote=s.citations[0].quote or "",
            source=f"{places.of(s.citations[0])}, {s.domain_title}",
        )
        for s in answer.strengths
    )
    items += _pattern(answer)
    return Section("Why", tuple(items))


def _text(id: str, answer: Assessment) -> str:
    known = {f.id: f.text for f in answer.findings} | {w.id: w.text for q in answer.questions for w in q.statements}
    return known.get(id, id.split(".", 1)[1].replace("_", " "))


def _span(finding: Finding) -> str:
    return (
        f"Level {finding.level}"
        if finding.level == finding.at_least
        else f"Level {finding.at_least} to {finding.level}"
    )


def _pattern(answer: Assessment) -> Iterator[Item]:
    pattern = answer.pattern
    if pattern.strands < 2:
        return
    said = [f"Concerns in {_count(pattern.strands, 'row')} of {_count(pattern.domains, 'table')}"]
    for ids, words in (
        (pattern.persistent, "going on over time"),
        (pattern.help_refused, "where help was refused or failed"),
        (pattern.help_working, "where help is accepted or working"),
    ):
        if ids:
            said.append(f"{len(ids)} {words}")
    yield Item(f"{'; '.join(said)}.", label="Pattern")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _profile(answer: Assessment) -> Section:
    top = max([answer.level, *(q.would_make for q in answer.questions), 4])
    return Section(
        "Levels by area",
        (),
        tuple(Bar(area.title, area.at_least, area.level, top) for area in answer.profile),
    )


def _what_would_change_it(answer: Assessment) -> Section:
    places = _Places(answer)
    reasons = [Item(reason, label="Not settled") for reason in answer.unsettled_because]
    asked = [
        Item(
            question.text,
            label=f"Could make Level {question.would_make}",
            points=tuple(_wordings(question.statements, places)),
        )
        for question in answer.questions
    ]
    return Section(
        "What is not settled, and what to find out", tuple(_without_echoes(reasons, answer.questions) + asked)
    )


def _without_echoes(reasons: list[Item], questions: Sequence[Question]) -> list[Item]:
    """A reason that only repeats a question below it is not printed twice."""
    return [item for item in reasons if not any(item.text.endswith(question.text) for question in questions)]


def _wordings(wordings: Iterable[Wording], places: _Places, most: int = 7) -> Iterator[str]:
    wordings = list(wordings)
    for wording in wordings[:most]:
        yield f"{wording.text} (“{wording.citation.quote}”, {places.of(wording.citation)})"
    if len(wordings) > most:
        yield f"and {len(wordings) - most} more"


def _why_not_higher(answer: Assessment) -> Section:
    places = _Places(answer)
    return Section("Why not higher", tuple(_boundary(boundary, places) for boundary in answer.boundaries))


def _boundary(boundary: Boundary, places: _Places) -> Item:
    notes = []
    if boundary.lost:
        notes.append(f"Level {boundary.level} of this row cannot be read in our copy of the document.")
    if boundary.unsettled:
        notes.append(f"The draft has not decided what Level {boundary.level} of this row is.")
    points = [
        f"{word}: {said}"
        for word, wordings in (
            ("not so", boundary.absent),
            ("not known", boundary.not_known),
            ("not asked", boundary.not_asked),
        )
        for said in _wordings(wordings, places)
    ]
    return Item(
        f"{boundary.domain_title}, {boundary.strand_title}: the document has Level {boundary.level} for this:",
        notes=tuple(notes),
        points=tuple(points),
    )


def _not_looked_at(answer: Assessment) -> Section:
    items = []
    for area in answer.not_looked_at:
        items.append(Item(area.title if area.whole else f"{area.title}, in part: {', '.join(area.strands)}"))
    return Section("What was not looked at", tuple(items))


def _who(answer: Assessment) -> Section:
    places = _Places(answer)
    items = [
        places.item(
            agencies.text, agencies.citation, label=agencies.title if agencies.pathway else f"Level {agencies.level}"
        )
        for agencies in answer.agencies
    ]
    items += (
        Item(contact.who, notes=(contact.how or f"Missing. {contact.note}",)) for contact in answer.notices.contacts
    )
    return Section("Who to speak to", tuple(items))


def _next(answer: Assessment) -> Section:
    places = _Places(answer)
    return Section(
        "What happens next",
        tuple(
            places.item(step.text, step.citation, label=f"Reported by {step.authority}") for step in answer.next_steps
        ),
    )


def _referral(answer: Assessment) -> Section:
    prompts = (
        "what you saw or were told, and when",
        "how severe it is",
        "what you fear may happen from here",
        "how the parents or carers responded",
        "who else has seen it",
    )
    return Section(
        "If you make a referral, have ready",
        (
            Item(
                "The five things that make a referral clear:",
                source=NOT_FROM_THE_DOCUMENT,
                points=prompts,
            ),
            Item(answer.notices.consent, label="Consent"),
        ),
    )


def _rights(answer: Assessment) -> Section:
    return Section(
        "The child's rights",
        tuple(
            Item(right.right, label=f"Article {right.article}, {right.title}", source=f"page {right.page}")
            for right in answer.rights
        ),
    )


def _about(answer: Assessment) -> Section:
    p = answer.provenance
    return Section(
        "About this answer",
        (
            Item(f"{p.title}, version {p.version} ({p.status})"),
            Item(f"Rulebook {p.digest[:16]}; engine {p.engine}; threshold {p.library}"),
            Item("It supports your judgement and never replaces it. Nothing that you reported was stored."),
        ),
    )
