"""Whether the answer is settled, and every reason why it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from threshold.assessment import Finding, Question
from threshold.checklist import Checklist
from threshold.rulebook.models import Strand


class Reason(NamedTuple):
    """Why an answer is not settled: in a few words for the headline, and in a sentence; *above*: whether it could
    make the answer higher than the level reached."""

    brief: str
    full: str
    above: bool = True


_SOMETHING = "something was told that no statement here says"
_DOUBTS = {
    "draft": "the draft document has not decided",
    "levels": "the document prints it at more than one level",
    "child_not_known": "something about the child is not known",
    "child_other": "the document says it of a child of another age",
    "reading": "it rests on our reading of the document",
}


def reasons(
    level: int,
    at_least: int,
    checklist: Checklist,
    findings: Sequence[Finding],
    questions: Sequence[Question],
    strengths: bool,
    strands: Mapping[tuple[str, str], Strand],
    top: int,
) -> list[Reason]:
    """Every reason, what weighs most first: signs that are said to be not known and would raise the answer, doubts
    about what was found, open questions, rows that cannot be read, and, below the *top* level, what no statement says.
    An answer with no reason is settled."""
    raising = [q for q in questions if q.would_make > level and q.kind not in ("child", "help")]
    found = list(_of_not_known(raising))
    found += _of_doubt(at_least, findings)
    found += _of_open_ends(level, findings, questions)
    found += (
        Reason(
            "a question is open that would raise it",
            f"Not known, and it would make this Level {q.would_make}: {q.text}",
        )
        for q in raising
        if q.kind != "not_known"
    )
    if level < top:
        found += _of_cells(level, findings, strands)
        found += of_the_unsaid(checklist)
    if not findings and not strengths:
        looked = checklist.absent or checklist.not_known or checklist.present
        found.append(
            Reason("nothing reported matches the document", "Nothing that was reported matches the document.")
            if looked
            else Reason("nothing was looked at", "Nothing was looked at yet.")
        )
    return list(dict.fromkeys(found))


def _of_not_known(raising: Sequence[Question]) -> Iterator[Reason]:
    unknown = [q for q in raising if q.kind == "not_known"]  # gravest first
    gravest = [q for q in unknown if q.would_make == unknown[0].would_make]
    signs = "a sign" if len(gravest) == 1 else f"{len(gravest)} signs"
    verb = "is" if len(gravest) == 1 else "are"
    for q in unknown:
        yield Reason(
            f"{signs} of Level {unknown[0].would_make} {verb} not known",
            f"Not known, and it would make this Level {q.would_make}: {q.statements[0].text}",
        )


def _of_doubt(at_least: int, findings: Sequence[Finding]) -> Iterator[Reason]:
    for finding in findings:
        if finding.level > at_least and finding.doubt:
            why = _DOUBTS[finding.doubt]
            yield Reason(
                why, f"Level {finding.at_least} to {finding.level}, because {why}: {finding.text}", above=False
            )


def _of_open_ends(
    level: int,
    findings: Sequence[Finding],
    questions: Sequence[Question],
) -> Iterator[Reason]:
    """What could stand higher than the level reached, and the document does not say."""
    open_help = {id for question in questions if question.kind == "help" for id in question.because}
    for finding in findings:
        if finding.level == level and finding.open_above == "silent":
            yield Reason(
                f"the document is silent above Level {level}",
                f"The document is silent above Level {finding.level}, and its silence is no answer: {finding.text}",
            )
        if finding.level == level and finding.id in open_help:
            yield Reason(
                "whether help is accepted and works is not known",
                f"Whether help is accepted, and works, decides whether this goes higher: {finding.text}",
            )


def _of_cells(level: int, findings: Sequence[Finding], strands: Mapping[tuple[str, str], Strand]) -> Iterator[Reason]:
    """Higher cells of the rows found that cannot be read, or that the draft leaves open."""
    for finding in findings:
        strand = strands[finding.domain, finding.strand]
        for kind, cells in (("lost", strand.lost), ("unsettled", strand.unsettled)):
            above = [cell for cell in cells if cell > level]
            if above:
                what = "cannot be read in our copy of the document" if kind == "lost" else "is left open by the draft"
                yield Reason(
                    f"Level {above[0]} of a row {what}",
                    f"Level {above[0]} of the row “{strand.title}” {what}: it might say more of this: {finding.text}",
                )


def of_the_unsaid(checklist: Checklist) -> Iterator[Reason]:
    """What was told and no statement says: it could make any answer higher."""
    named = ", ".join(f"“{words}”" for words in checklist.unsaid)
    if named or checklist.something_else:
        more = ", and something else" if checklist.something_else else ""
        told = f"Told, and no statement here says it: {named}{more}." if named else f"{_SOMETHING.capitalize()}."
        yield Reason(_SOMETHING, f"{told} It is not in this answer: tell it in your own words.")


def headline(level: int, at_least: int, title: str, reasons: Sequence[Reason], found: bool) -> str:
    """The answer in one line. An unsettled answer is never a bare number."""
    if not reasons:
        return f"Level {level}: {title}"
    if not found:
        return (
            f"Nothing reported matches the document: {reasons[0].brief}"
            if reasons[0].brief == "nothing was looked at"
            else "Nothing reported matches the document"
        )
    span = f"Level {at_least} to {level}" if at_least < level else f"Level {level}"
    higher = any(reason.above for reason in reasons) and (", or higher" if at_least < level else " or higher")
    return f"{span}{higher or ''}: {reasons[0].brief}"
