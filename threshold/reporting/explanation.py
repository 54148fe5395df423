"""Why a statement counted in a case, or did not, and why not the next level: in words."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.assessing.explaining import Explanation, Part, explanation
from threshold.assessment import Assessment, Boundary, Finding
from threshold.checklist import Checklist
from threshold.reporting.comparison import compare
from threshold.reporting.phrases import SAID, Phrases, why_to_do
from threshold.reporting.shape import Item, Section, span
from threshold.rulebook.models import Rulebook

_SAID_SO = {
    "present": "You said that this is so.",
    "absent": "You said that this is not so, so it did not count.",
    "not_known": "You said that this is not known, so it did not count.",
    "not_asked": "Nothing was said of this, so it did not count.",
}
_KINDS = {
    "indicator": "",
    "strength": "It is a strength: a good sign, or what is expected of parents. It sets no level, and lowers none.",
    "circumstance": "It sets no level by itself. It means something only together with other statements.",
    "combination": "It is a combination: it is not asked about, and counts when its parts come together.",
}
_DOUBTS = {
    "draft": "Which of these it is, the draft document has not decided.",
    "levels": "Which of these it is, the document leaves open.",
    "child_not_known": "Which of these it is depends on what is not known of the child.",
    "child_other": "Which of these it is, the document does not say: it speaks of another child than this one.",
    "reading": "Which of these it is depends on how the document is read. The lower one is what its parts are alone.",
}
_HOLDS = {"yes": "So", "no": "Not so", "open": "Not known"}
_PARTS_HOLD = {"yes": "So", "no": "Cannot be so, as the case stands", "open": "Missing"}


def explain(answer: Assessment, checklist: Checklist, rulebook: Rulebook, id: str) -> list[Section]:
    """What the document says of the statement *id*, how it came to count or not, and why it is not higher.

    *answer* is the assessment of *checklist* by *rulebook*. Raises ThresholdError for an id that the rulebook does not
    have.
    """
    return in_words(explanation(answer, checklist, rulebook, id), rulebook)


def in_words(told: Explanation, rulebook: Rulebook) -> list[Section]:
    """An explanation as sections."""
    words = _Words(told, rulebook)
    made = [
        Section(f"{told.domain_title}: {told.strand_title} ({told.statement.id})", (words.statement(),)),
        Section("How it counts", tuple(words.how())),
        Section("What is doubtful", tuple(words.doubts())),
        Section("What it brings", tuple(words.brings())),
    ]
    made += words.difference()
    made += [
        Section("Why not higher", tuple(words.why_not_higher())),
        Section("What to find out", tuple(words.questions())),
    ]
    return [section for section in made if section.items]


class _Words:
    """Makes the items of each section."""

    def __init__(self, told: Explanation, rulebook: Rulebook) -> None:
        self._told = told
        self._book = rulebook
        self._phrases = Phrases(rulebook)
        self._counted = told.finding is not None or told.said == "present"

    def statement(self) -> Item:
        """What the document says, with every place where it is printed."""
        told, where = self._told.statement, self._phrases.where
        notes = [_KINDS[self._told.kind]] if _KINDS[self._told.kind] else []
        notes += [f"How we read it: {told.reading}"] if told.reading else []
        if not self._told.finding:  # else they are among the doubts
            notes += [f"The draft has not decided this: {told.unsettled}"] if told.unsettled else []
            notes += told.cautions
        sets_level = self._told.kind in ("indicator", "combination")
        return self._phrases.item(
            told.text,
            told.citations[0],
            span(told.at_least, told.level) if sets_level else self._told.kind.capitalize(),
            notes,
            (f"also {where(citation)}: “{citation.quote}”" for citation in told.citations[1:]),
        )

    def how(self) -> Iterator[Item]:
        """How it was answered, or how the parts of a combination were; and what it counts in."""
        told = self._told
        if told.said:
            yield Item(_SAID_SO[told.said])
        else:
            yield Item(self._of_combination())
        when = told.when
        if when:
            yield from (self._part(part) for part in (when.parts if when.join == "all" else (when,)))
        for finding in told.part_of:
            yield self._phrases.item(
                finding.text, finding.citations[0], f"Part of, {span(finding.at_least, finding.level)}"
            )

    def _of_combination(self) -> str:
        finding, when = self._told.finding, self._told.when
        if finding and when and when.holds == "yes":
            return "It counts because its parts are so:"
        if finding:
            return "It counts because its statements are so, and what is known of the child does not rule it out:"
        if when and when.holds == "no":
            return "It does not count, and as the case stands it cannot: a part of it is not so."
        return "It does not count: a part of it is missing."

    def _part(self, part: Part) -> Item:
        """A part that must hold: a statement, a fact about the child, or some of several."""
        if part.statement and part.said:
            said = SAID[part.said]
            label = said[0].upper() + said[1:]
            return self._phrases.item(part.statement.text, part.statement.citation, label)
        if part.join == "child":
            return Item(f"The document says it of a child {part.fact}; {part.given}.", _HOLDS[part.holds])
        label = "Not known" if part.holds == "open" and _about_child(part) else _PARTS_HOLD[part.holds]
        most = 0 if part.holds == "yes" else 7
        return Item(f"{self._wanted(part)}:", label, points=tuple(self._points(part, most)))

    def _wanted(self, part: Part) -> str:
        if part.join == "all":
            return "All of these together"
        if not part.theme:
            return f"At least {part.need} of these" if part.need > 1 else "One of these"
        theme = self._phrases.theme(part.theme)
        if part.need > 1:
            return f"Signs of “{theme}” in at least {part.need} rows of the tables"
        return f"A sign of “{theme}”"

    def _points(self, part: Part, most: int) -> Iterator[str]:
        """Its own parts, those that are so first. Of many that were not asked, *most*, and how many more."""
        order = {"present": 0, None: 1, "not_known": 2, "not_asked": 3, "absent": 4}
        parts = sorted(part.parts, key=lambda each: order[each.said])
        silent = [each for each in parts if each.said == "not_asked"]
        left_out = silent[most:] if len(silent) > most + 1 else []
        yield from (self._phrase(each, most) for each in parts if each not in left_out)
        if left_out:
            more = "" if len(left_out) == len(parts) else " more"
            yield f"not asked: {len(left_out)}{more}"

    def _phrase(self, part: Part, most: int) -> str:
        if part.statement and part.said:
            return f"{SAID[part.said]}: {part.statement.text}"
        if part.join == "child":
            return f"{_HOLDS[part.holds].lower()}: a child {part.fact}; {part.given}"
        wanted = self._wanted(part)
        return f"{wanted[0].lower()}{wanted[1:]} ({'; '.join(point.rstrip('.') for point in self._points(part, most))})"

    def doubts(self) -> Iterator[Item]:
        """Why the level is not firm, and what must be known with it."""
        finding = self._told.finding
        if not finding:
            return
        if finding.doubt:
            yield Item(_DOUBTS[finding.doubt], span(finding.at_least, finding.level))
        yield from (Item(caution) for caution in finding.cautions)

    def brings(self) -> Iterator[Item]:
        """The actions and the rights that follow from it."""
        yield from (self._phrases.action(action, why_to_do(action)) for action in self._told.actions)
        for right in self._told.rights:
            yield Item(right.right, f"Article {right.article}, {right.title}", source=f"page {right.page}")

    def difference(self) -> list[Section]:
        """What it changes, or would change. Of a finding, only how the answer would stand without it."""
        told = self._told
        if told.difference is None:
            return []
        if not self._counted:
            return compare(told.difference, self._book, "If it were so", ("Now", "If it were so"))
        if told.finding:
            headline = told.difference.before.headline
            same = "The level would be the same: other statements hold it." if self._level_is_held() else ""
            return [Section("Without it", (Item(headline, "The answer", notes=(same,) if same else ()),))]
        return compare(told.difference, self._book, "Because it is so", ("Without it", "With it"))

    def _level_is_held(self) -> bool:
        changes = self._told.difference
        return changes is not None and (changes.before.level, changes.before.at_least) == (
            changes.after.level,
            changes.after.at_least,
        )

    def why_not_higher(self) -> Iterator[Item]:
        """What stands higher in its row already, and what the document has for the next level."""
        told = self._told
        if not self._counted:
            return
        yield from (self._stands_higher(finding) for finding in told.higher)
        if told.boundary:
            yield self._boundary(told.boundary)
            return
        reached = max((f.level for f in (told.finding, *told.higher) if f), default=1)
        top = self._book.levels[-1].level
        if reached == top:
            yield Item(f"Level {top} is the highest level.")
        else:
            yield Item(f"Above Level {reached} there is nothing in this row that did not count already.")

    def _stands_higher(self, finding: Finding) -> Item:
        label = f"In this row, {span(finding.at_least, finding.level)}"
        return self._phrases.item(finding.text, finding.citations[0], label)

    def _boundary(self, boundary: Boundary) -> Item:
        row = f"{boundary.domain_title}, {boundary.strand_title}"
        notes = []
        if boundary.lost:
            notes.append(f"Level {boundary.level} of this row cannot be read in our copy of the document.")
        if boundary.unsettled:
            notes.append(f"The draft has not decided what Level {boundary.level} of this row is.")
        groups = ((SAID["absent"], boundary.absent), (SAID["not_known"], boundary.not_known))
        points = [line for said, some in groups for line in self._phrases.wordings(some, f"{said}: ", len(some))]
        points += self._phrases.wordings(boundary.not_asked, f"{SAID['not_asked']}: ")
        text = f"{row}: the document has Level {boundary.level} for these, and none of them counted."
        nothing = f"{row}: what the document has at Level {boundary.level} is not known."
        return Item(text if points else nothing, f"Level {boundary.level}", notes=tuple(notes), points=tuple(points))

    def questions(self) -> Iterator[Item]:
        """What is not known or was not asked, and bears on it."""
        yield from (self._phrases.question(question) for question in self._told.questions)


def _about_child(part: Part) -> bool:
    return part.join == "child" or (bool(part.parts) and all(_about_child(inner) for inner in part.parts))
