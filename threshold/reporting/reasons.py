"""The parts of a report that say why, why not higher, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.assessment import Assessment, Boundary, Finding, Strength
from threshold.reporting.shape import Bar, Item, Places, Section, span, text_of


def why(answer: Assessment) -> Section:
    """What was found, with the document's words; what is good; and the pattern of it all."""
    return Section("Why", (*finding_items(answer), *strength_items(answer), *_pattern(answer)))


def finding_items(answer: Assessment) -> Iterator[Item]:
    """Each finding with its level, its warrant and every other place where the document prints it."""
    places = Places(answer)
    for finding in answer.findings:
        reading = (f"How we read it: {finding.reading}",) if finding.reading else ()
        yield places.item(
            finding.text,
            finding.citations[0],
            label=span(finding.at_least, finding.level),
            area=finding.domain_title,
            notes=(*finding.cautions, *reading),
            points=(*_also(finding, places), *(f"because: {text_of(id, answer)}" for id in finding.because)),
        )


def strength_items(answer: Assessment) -> Iterator[Item]:
    """Each strength that was reported."""
    places = Places(answer)
    for strength in answer.strengths:
        yield places.item(
            strength.text,
            strength.citations[0],
            label="Strength",
            area=strength.domain_title,
            points=tuple(_also(strength, places)),
        )


def _also(statement: Finding | Strength, places: Places) -> Iterator[str]:
    return (f"also {places.of(c)}: “{c.quote}”" for c in statement.citations[1:])


def _pattern(answer: Assessment) -> Iterator[Item]:
    pattern = answer.pattern
    said = [f"{_count(pattern.strands, 'kind')} of concern in {_count(pattern.domains, 'area')}"]
    for ids, words in (
        (pattern.persistent, "that it goes on over time"),
        (pattern.help_refused, "that help was refused or has not worked"),
        (pattern.help_working, "that help is accepted or working"),
    ):
        if ids:
            said.append(f"{_count(len(ids), 'statement')} {'says' if len(ids) == 1 else 'say'} {words}")
    if pattern.strands > 1 or len(said) > 1:
        yield Item(f"{'; '.join(said)}.", label="Pattern")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def profile(answer: Assessment) -> Section:
    """The picture: the level reached in each area."""
    top = max([answer.level, *(q.would_make for q in answer.questions), 4])
    bars = (Bar(area.title, area.at_least, area.level, top) for area in answer.profile)
    return Section("Levels by area", (), tuple(bars))


def what_would_change_it(answer: Assessment) -> Section:
    """Every reason why the answer is not settled, and every question that is open."""
    reasons = [Item(reason, label="Not settled") for reason in left_open(answer)]
    if answer.settled:
        settled = "Nothing that was reported leaves this answer open. What was not looked at may still change it."
        reasons.append(Item(settled, label="Settled"))
    return Section("What would change this answer", (*reasons, *question_items(answer)))


def question_items(answer: Assessment) -> Iterator[Item]:
    """The open questions, each with the level it could make and the statements it asks about."""
    places = Places(answer)
    for question in answer.questions:
        yield Item(
            question.text,
            label=f"Could make Level {question.would_make}",
            points=tuple(places.wordings(question.statements)),
        )


def left_open(answer: Assessment) -> Iterator[str]:
    """Every reason why the answer is not settled, but those that only repeat a question."""
    asked = answer.questions
    return (reason for reason in answer.unsettled_because if not any(reason.endswith(q.text) for q in asked))


def why_not_higher(answer: Assessment) -> Section:
    """For each row touched, what the document has at the next level, and that this was not reported."""
    places = Places(answer)
    return Section("Why not higher", tuple(_boundary(boundary, places) for boundary in answer.boundaries))


def _boundary(boundary: Boundary, places: Places) -> Item:
    level = boundary.level
    notes = []
    if boundary.lost:
        notes.append(f"Level {level} of this row cannot be read in our copy of the document.")
    if boundary.unsettled:
        notes.append(f"The draft has not decided what Level {level} of this row is.")
    points = [
        f"{word}: {said}"
        for word, wordings in (
            ("not so", boundary.absent),
            ("not known", boundary.not_known),
            ("not asked", boundary.not_asked),
        )
        for said in places.wordings(wordings)
    ]
    ahead = "Higher, and not reported:" if points else f"Level {level} comes next."
    return Item(
        f"Level {boundary.reached} is reached. {ahead}",
        label=f"{boundary.domain_title}, {boundary.strand_title}",
        notes=tuple(notes),
        points=tuple(points),
    )


def not_looked_at(answer: Assessment) -> Section:
    """The areas of which nothing was said."""
    return Section(
        "What was not looked at",
        tuple(
            Item(area.title if area.whole else f"{area.title}, in part: {', '.join(area.strands)}")
            for area in answer.not_looked_at
        ),
    )
