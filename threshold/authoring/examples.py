"""`rules test`: every example beside the rules is asked, and what fails says why, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from threshold.assessing import assess
from threshold.assessment import Assessment
from threshold.authoring.desk import Desk, problem
from threshold.checklist import Checklist
from threshold.errors import ChecklistError, Problem
from threshold.reporting.shape import span
from threshold.rulebook import form, models
from threshold.rulebook.page import Path
from threshold.rulebook.sheets import Sheet

MOST_SAID = 5  # findings, or reasons, that are told of one example


@dataclass(frozen=True)
class Tried:
    """An example, where it stands, and the *answer* of the rules; *faults* say why there is none."""

    sheet: Sheet[form.DomainFile]
    path: Path
    written: form.Example
    example: models.Example
    answer: Assessment | None
    faults: tuple[str, ...] = ()

    @property
    def differs(self) -> tuple[str, ...]:
        """The keys that are not as they should be: level, at_least, settled. A level that is wrong answers for an
        at_least that is not written."""
        if self.answer is None:
            return ()
        wanted = self.answer.at_least if self.written.at_least or self.answer.at_least < self.answer.level else None
        said = {"level": self.written.level, "at_least": self.written.at_least, "settled": self.written.settled}
        came = {"level": self.answer.level, "at_least": wanted, "settled": self.answer.settled}
        return tuple(key for key in said if said[key] != came[key] and not (key == "settled" and said[key] is None))

    @property
    def fails(self) -> bool:
        """Whether the answer is another one than the example must have."""
        return bool(self.faults or self.differs)


@dataclass(frozen=True)
class Failure:
    """What is told of an example that fails: the *problem*, its *case*, and *why* the answer is what it is."""

    problem: Problem
    case: str
    why: tuple[str, ...]


def try_examples(desk: Desk, engine: str | None = None) -> tuple[Tried, ...]:
    """Every example of every strand, in the order of the document, with its answer."""
    return tuple(_tried(desk, engine))


def checklist_of(example: models.Example) -> Checklist:
    """The case of an example. Raises ChecklistError, if it contradicts itself."""
    groups = {"present": example.present, "absent": example.absent, "not_known": example.not_known}
    return Checklist.of({**groups, "child": dict(example.child)})


def failure(desk: Desk, tried: Tried) -> Failure:
    """What to tell of an example that fails."""
    answer = tried.answer
    if answer is None:
        words = "; ".join(tried.faults)
        found = problem(tried.sheet, tried.path, words, "an example is one case: keep one of the two")
        return Failure(replace(found, check="examples"), tried.example.case, ())
    written = tried.sheet.page.keys
    key = next((key for key in tried.differs if (*tried.path, key) in written), "level")
    found = problem(
        tried.sheet, (*tried.path, key), "; ".join(_expected(tried, answer)), _advice(desk, tried, answer), key=True
    )
    return Failure(replace(found, check="examples"), tried.example.case, tuple(_why(tried, answer)))


def _tried(desk: Desk, engine: str | None) -> Iterator[Tried]:
    for _, sheet, path, strand in desk.strands():
        built = desk.rulebook.strand(sheet.written.domain, strand.strand)
        for index, (written, example) in enumerate(zip(strand.examples, built.examples, strict=True)):
            here = (*path, "examples", index)
            try:
                answer = assess(checklist_of(example), desk.rulebook, engine)
            except ChecklistError as error:
                yield Tried(sheet, here, written, example, None, error.faults)
            else:
                yield Tried(sheet, here, written, example, answer)


def _expected(tried: Tried, answer: Assessment) -> Iterator[str]:
    """What was expected, and what came, of each key that differs."""
    example = tried.example
    if "level" in tried.differs:
        yield f"Level {example.level} is expected, and the rules answer Level {answer.level}"
    if "at_least" in tried.differs and example.at_least != answer.at_least:
        yield f"at least {example.at_least} is expected, and the rules answer at least {answer.at_least}"
    if "settled" in tried.differs:
        expected = "a settled answer" if example.settled else "an answer that is not settled"
        yield f"{expected} is expected, and the rules' answer is {'' if answer.settled else 'not '}settled"


def _advice(desk: Desk, tried: Tried, answer: Assessment) -> str:
    """What to write, if the rule is meant; where to look, if it is not."""
    values = {"level": answer.level, "at_least": answer.at_least, "settled": str(answer.settled).lower()}
    write = " and ".join(f"`{key}: {values[key]}`" for key in tried.differs)
    decisive = [finding.id for finding in answer.findings if finding.level == answer.level]
    look = next(iter((*decisive, *tried.example.present, *tried.example.not_known)), None)
    there = f"`{look}`, {desk.where(look)}" if look else "its case"
    return f"if the rules are meant, write {write} in the example; else look at {there}"


def _why(tried: Tried, answer: Assessment) -> Iterator[str]:
    """The findings that decided the level and the at_least, and why it is settled or not."""
    decisive = [f for f in answer.findings if f.level == answer.level or f.at_least == answer.at_least > 1]
    for finding in decisive[:MOST_SAID]:
        yield f"{span(finding.at_least, finding.level)}: {finding.text} ({finding.id})"
    if len(decisive) > MOST_SAID:
        yield f"and {len(decisive) - MOST_SAID} more findings of that level"
    if not answer.findings:
        yield "Nothing that is present sets a level by itself."
    if tried.example.level > answer.level:
        asked = [q for q in answer.questions if q.would_make >= tried.example.level]
        for question in asked[:MOST_SAID]:
            yield f"Not reported, and would make it Level {question.would_make}: {question.text}"
    elif answer.settled:
        yield "It is settled: no doubt and no question is left that would raise it."
    if not answer.settled:
        yield from (f"Not settled: {reason}" for reason in answer.unsettled_because[:MOST_SAID])
        if len(answer.unsettled_because) > MOST_SAID:
            yield f"Not settled: and {len(answer.unsettled_because) - MOST_SAID} more reasons"
