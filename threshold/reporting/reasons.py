"""The parts of a report that say why, why not higher, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from threshold.assessment import MOST_SHOWN, Assessment, Boundary, Finding, Question, Strength, Wording
from threshold.reporting.besides import Besides, unknown_beside
from threshold.reporting.shape import Bar, Item, Places, Section, span, text_of

MOST_IN_SHORT = 6  # open questions that are named where the answer is to fit a screen
MOST_POINTS = 3  # statements that are named there below a question
MOST_NAMED = 5  # other statements not known, and strengths, that are named there


def why(answer: Assessment) -> Section:
    """What was found, with the document's words; what is good; and the pattern of it all."""
    return Section("Why", (*finding_items(answer), *strength_items(answer), *_pattern(answer)))


def why_in_short(answer: Assessment) -> Iterator[Item]:
    """The same, each in one line, and of many strengths some; what the reader must know of it, each once."""
    for finding in answer.findings:
        other_age = " (The document says this of another age.)" if finding.doubt == "child_other" else ""
        yield Item(f"{finding.text}{other_age}", label=span(finding.at_least, finding.level))
    cautions = dict.fromkeys(caution for finding in answer.findings for caution in finding.cautions)
    yield from (Item(caution, label="Note") for caution in cautions)
    yield from (Item(strength.text, label="Strength") for strength in answer.strengths[:MOST_NAMED])
    if len(answer.strengths) > MOST_NAMED:
        yield Item(f"And {_count(len(answer.strengths) - MOST_NAMED, 'more strength')}.")


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
        ((*pattern.help_accepted, *pattern.help_working), "that help is sought, accepted or working"),
    ):
        if ids:
            said.append(f"{_count(len(ids), 'statement')} {'says' if len(ids) == 1 else 'say'} {words}")
    if pattern.strands > 1 or len(said) > 1:
        yield Item(f"{'; '.join(said)}.", label="Pattern")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def profile(answer: Assessment) -> Section:
    """The picture: the level reached in each area."""
    top = answer.provenance.levels
    bars = tuple(Bar(area.title, area.at_least, area.level, top) for area in answer.profile)
    shown = {area.domain for area in answer.profile}
    gravest = Item("Each area shows the gravest sign that the document prints there, whatever it is about: see Why.")
    elsewhere = [finding for finding in answer.findings if finding.domain not in shown]
    apart = [Item(f.text, label=f"{span(f.at_least, f.level)}, in no one area") for f in elsewhere]
    own = {finding.domain for finding in answer.findings}
    printed_there = "Nothing of its own was reported. The document prints there too what is found elsewhere: see Why."
    apart += (Item(printed_there, label=area.title) for area in answer.profile if area.domain not in own)
    return Section("Levels by area", (gravest, *apart) if bars else tuple(apart), bars)


def what_would_change_it(answer: Assessment, besides: Besides) -> Section:
    """Every reason why the answer is not settled, every open question that could make it higher, and in short what else
    is not known."""
    reasons = [Item(reason, label="Not settled") for reason in left_open(answer)]
    if answer.settled:
        settled = "Nothing that was reported leaves this answer open. What was not looked at may still change it."
        reasons.append(Item(settled, label="Settled"))
    unknown = (*_lesser_unknown(answer), *unknown_beside(besides))
    return Section("What would change this answer", (*reasons, *raising_items(answer), *unknown))


def raising_items(answer: Assessment) -> Iterator[Item]:
    """The open questions that could make the answer higher, each with the statements it asks about."""
    places = Places(answer)
    raising = [question for question in answer.questions if question.would_make > answer.level]
    yield from _not_known(raising, places, "Could make Level {}")
    for question in raising:
        if question.kind != "not_known":
            yield Item(
                question.text,
                label=f"Could make Level {question.would_make}",
                points=tuple(places.wordings(question.statements)),
            )


def raising_in_short(answer: Assessment) -> Iterator[Item]:
    """The same in short, the gravest first; of many, how many more there are."""
    raising = [question for question in answer.questions if question.would_make > answer.level]
    for question in raising if len(raising) <= MOST_IN_SHORT + 1 else raising[:MOST_IN_SHORT]:
        label = f"Level {question.would_make}"
        if question.kind == "not_known":
            yield Item(question.statements[0].text, label)
            continue
        yield Item(question.text, label, points=_named(question, MOST_POINTS))
    if len(raising) > MOST_IN_SHORT + 1:
        yield Item(f"And {len(raising) - MOST_IN_SHORT} more: the whole report names them.")


def _named(question: Question, most: int) -> tuple[str, ...]:
    """The statements that a question asks for; of many, how many more there are."""
    more = len(question.statements) - most
    named = tuple(wording.text for wording in question.statements[:most])
    return (*named, f"and {more} more") if more > 0 else named


def rest_in_short(answer: Assessment, besides: Besides) -> Iterator[Item]:
    """What is open beside that: the gravest by name, the rest by how much it is."""
    yield from _lesser_unknown(answer)
    yield from unknown_beside(besides)
    for label, areas in (
        ("Not looked at", [area.title for area in answer.not_looked_at if area.whole]),
        ("Looked at only in part", [area.title for area in answer.not_looked_at if not area.whole]),
    ):
        if areas:
            told = (
                "; ".join(areas) if len(areas) <= MOST_POINTS else f"{len(areas)} areas, which the whole report names"
            )
            yield Item(f"{told}.", label=label)


def for_the_record(answer: Assessment) -> tuple[Section, ...]:
    """What is open beside that, why not higher, and what is not so: nobody needs it in order to act."""
    return also_open(answer), why_not_higher(answer), not_so(answer)


def _lesser_unknown(answer: Assessment) -> Iterator[Item]:
    """What was said to be not known and would not make the answer higher: what is near by name, the rest by how much
    it is."""
    unknown = [q.statements[0].text for q in answer.questions if q.kind == "not_known" and q.would_make <= answer.level]
    if unknown:
        more = f" And {len(unknown) - MOST_NAMED} more." if len(unknown) > MOST_NAMED else ""
        yield Item(f"{' '.join(unknown[:MOST_NAMED])}{more}", label="Said to be not known")


def also_open(answer: Assessment) -> Section:
    """The questions that are open and would not make the answer higher, in short: where they stand, without quotes."""
    rest = [question for question in answer.questions if question.would_make <= answer.level]
    items = [*_not_known(rest, Places(answer), "Level {}", quoted=False)]
    others = sorted((q for q in rest if q.kind != "not_known"), key=lambda question: -question.would_make)
    items += (Item(q.text, label=f"Level {q.would_make}", points=_named(q, MOST_SHOWN)) for q in others)
    return Section(f"Open too, though nothing of it goes above Level {answer.level}", tuple(items))


def _not_known(questions: Iterable[Question], places: Places, label: str, quoted: bool = True) -> Iterator[Item]:
    """What was said to be not known, by level; *quoted*: with the document's words."""
    by_level: dict[int, list[Wording]] = {}
    for question in questions:
        if question.kind == "not_known":
            by_level.setdefault(question.would_make, []).extend(question.statements)
    for level, wordings in sorted(by_level.items(), reverse=True):
        said = places.wordings(wordings, len(wordings), quoted)
        ahead = label.format(level) if level > 1 else "Makes no level by itself"
        yield Item("You said that this is not known.", label=ahead, points=tuple(said))


def left_open(answer: Assessment) -> Iterator[str]:
    """Every reason why the answer is not settled, but those that only repeat a question."""
    asked = [q.text for q in answer.questions]
    asked += (q.statements[0].text for q in answer.questions if q.kind == "not_known")
    return (reason for reason in answer.unsettled_because if not any(reason.endswith(text) for text in asked))


def why_not_higher(answer: Assessment) -> Section:
    """For each row touched, what the document has at the next level, and that this was not reported; nothing, where no
    level is higher."""
    if answer.at_least == answer.provenance.levels:
        return Section("Why not higher", ())
    places = Places(answer)
    least: dict[tuple[str, str], int] = {}
    for finding in answer.findings:
        strand = finding.domain, finding.strand
        least[strand] = max(finding.at_least, least.get(strand, 1))
    made = (_boundary(b, least.get((b.domain, b.strand), b.reached), places) for b in answer.boundaries)
    return Section("Why not higher", tuple(made))


def _boundary(boundary: Boundary, least: int, places: Places) -> Item:
    level = boundary.level
    notes = []
    if boundary.lost:
        notes.append(f"Level {level} of this row cannot be read in our copy of the document.")
    if boundary.unsettled:
        notes.append(f"The draft has not decided what Level {level} of this row is.")
    points = [
        f"{word}: {said}"
        for word, wordings in (
            ("not so, or not ticked", boundary.absent),
            ("not known", boundary.not_known),
            ("not asked", boundary.not_asked),
        )
        for said in places.wordings(wordings)
    ]
    ahead = "Higher, and not reported:" if points else f"Level {level} comes next."
    return Item(
        f"{span(least, boundary.reached)} is reached. {ahead}",
        label=f"{boundary.domain_title}, {boundary.strand_title}",
        notes=tuple(notes),
        points=tuple(points),
    )


def not_so(answer: Assessment) -> Section:
    """What was looked at and is not so."""
    items = (Item("", area.title, points=tuple(said.text for said in area.statements)) for area in answer.absent)
    return Section("Not so, or not ticked where it was asked", tuple(items))


def not_looked_at(answer: Assessment) -> Section:
    """The areas of which nothing was said."""
    return Section(
        "What was not looked at",
        tuple(
            Item(area.title if area.whole else f"{area.title}, in part: {', '.join(area.strands)}")
            for area in answer.not_looked_at
        ),
    )
