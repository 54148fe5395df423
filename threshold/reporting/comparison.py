"""The difference between two answers, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from threshold.assessing.comparing import Changes, Standing
from threshold.assessment import Boundary, Finding, Pattern
from threshold.reporting.phrases import SAID, Phrases, why_to_do
from threshold.reporting.shape import Item, Section, span
from threshold.rulebook.models import Rulebook


def compare(
    changes: Changes, rulebook: Rulebook, lead: str = "", names: tuple[str, str] = ("Before", "After")
) -> list[Section]:
    """What differs between two answers of *rulebook*. *lead* begins every heading; *names* are the labels of the two
    answers."""
    said = _Comparison(changes, Phrases(rulebook), names)
    made = (
        ("The answer", said.answer()),
        ("What counts", said.findings()),
        ("What to do", said.actions()),
        ("The child's rights", said.rights()),
        ("What is settled, and what is opened", said.open()),
        ("What else differs", said.rest()),
    )
    parts = ((title, tuple(items)) for title, items in made)
    return [
        Section(f"{lead}: {title[0].lower()}{title[1:]}" if lead else title, items) for title, items in parts if items
    ]


class _Comparison:
    """Makes the items of each section. Labels say new, no longer, changed: never a colour or a sign alone."""

    def __init__(self, changes: Changes, phrases: Phrases, names: tuple[str, str]) -> None:
        self._changes = changes
        self._phrases = phrases
        self._names = names

    def answer(self) -> Iterator[Item]:
        """The two headlines, and the difference between them."""
        before, after = self._changes.before, self._changes.after
        yield Item(before.headline, self._names[0])
        yield Item(after.headline, self._names[1])
        said = "Nothing changes." if self._changes.empty else " ".join(_in_short(before, after))
        yield Item(said, "In short")

    def findings(self) -> Iterator[Item]:
        """Findings and strengths."""
        findings, strengths = self._changes.findings, self._changes.strengths
        for finding in findings.gained:
            yield self._phrases.item(
                finding.text,
                finding.citations[0],
                f"New, {span(finding.at_least, finding.level)}",
                finding.cautions,
                (f"because: {self._phrases.text(id)}" for id in finding.because),
            )
        for finding in findings.lost:
            yield Item(
                finding.text,
                f"No longer, {span(finding.at_least, finding.level)}",
                source=self._phrases.where(finding.citations[0]),
            )
        for change in findings.changed:
            yield Item(change.after.text, "Changed", notes=tuple(self._of_finding(change.before, change.after)))
        for label, some in (("New, strength", strengths.gained), ("No longer, strength", strengths.lost)):
            for strength in some:
                yield self._phrases.item(strength.text, strength.citations[0], label)

    def _of_finding(self, before: Finding, after: Finding) -> Iterator[str]:
        old, new = (span(finding.at_least, finding.level) for finding in (before, after))
        if old != new:
            yield f"{old} before, {new} now."
        yield from (f"It rests on this too: {self._phrases.text(id)}" for id in _only(after.because, before.because))
        yield from (f"It no longer rests on: {self._phrases.text(id)}" for id in _only(before.because, after.because))
        yield from _only(after.cautions, before.cautions)
        yield from (f"No longer to be said: {caution}" for caution in _only(before.cautions, after.cautions))

    def actions(self) -> Iterator[Item]:
        """What is to be done and was not, what is no longer, and what moves or is for other findings."""
        actions = self._changes.actions
        for action in actions.gained:
            about = (f"because: {self._phrases.text(id)}" for id in action.findings)
            yield self._phrases.action(action, f"New, {why_to_do(action)}", about)
        for action in actions.lost:
            yield Item(action.text, f"No longer, {why_to_do(action)}", source=self._phrases.where(action.citation))
        moved: dict[tuple[str, str], list[str]] = {}
        for change in actions.changed:
            old, new = why_to_do(change.before), why_to_do(change.after)
            moved.setdefault((old, new), []).append(change.after.text)
            gained = _only(change.after.findings, change.before.findings)
            lost = _only(change.before.findings, change.after.findings)
            if gained or lost:
                points = [f"now because of this too: {self._phrases.text(id)}" for id in gained]
                points += [f"no longer because of this: {self._phrases.text(id)}" for id in lost]
                yield Item(change.after.text, f"Still, {new}", points=tuple(points))
        for (old, new), texts in moved.items():
            if old != new:
                yield Item(f"Under “{new}” now, under “{old}” before:", "Still", points=tuple(texts))

    def rights(self) -> Iterator[Item]:
        """Rights engaged, and no longer engaged."""
        rights = self._changes.rights
        for word, some in (("New", rights.gained), ("No longer", rights.lost)):
            for right in some:
                label = f"{word}, Article {right.article}, {right.title}"
                yield Item(right.right, label, source=f"page {right.page}")
        if rights.changed:
            numbers = ", ".join(str(change.after.article) for change in rights.changed)
            articles = "Article" if len(rights.changed) == 1 else "Articles"
            yield Item(f"Engaged by other findings than before: {articles} {numbers}.")

    def open(self) -> Iterator[Item]:
        """What leaves the answer open, and the questions; a reason that only repeats a question is not said twice."""
        reasons, questions = self._changes.unsettled_because, self._changes.questions
        for label, some, asked in (
            ("No longer open", reasons.lost, questions.lost),
            ("Open now", reasons.gained, questions.gained),
        ):
            texts = tuple(question.text for question in asked)
            yield from (Item(reason, label) for reason in some if not (texts and reason.endswith(texts)))
        for question in questions.lost:
            yield Item(question.text, "No longer asked")
        for question in questions.gained:
            yield self._phrases.question(question, f"New question, could make Level {question.would_make}")
        for change in questions.changed:
            level = change.after.would_make
            yield self._phrases.question(change.after, f"Asked otherwise, could make Level {level}")

    def rest(self) -> Iterator[Item]:
        """Whatever else differs, so that nothing is lost silently."""
        yield from self._who_and_next()
        changes = self._changes
        for area in changes.areas.gained:
            yield Item(f"{area.title}: {span(area.at_least, area.level)}, nothing before.", "Level by area")
        for area in changes.areas.lost:
            yield Item(f"{area.title}: nothing now, {span(area.at_least, area.level)} before.", "Level by area")
        for change in changes.areas.changed:
            old, new = (span(area.at_least, area.level) for area in (change.before, change.after))
            yield Item(f"{change.after.title}: {new}, {old} before.", "Level by area")
        if changes.pattern:
            yield Item(_pattern(changes.pattern.before, changes.pattern.after), "Pattern")
        if changes.judgement:
            after = changes.judgement.after
            yield Item(after.text if after else "Your own judgement is not given any more.", "Your judgement")
        yield from self._boundaries()
        yield from self._looked_at()

    def _who_and_next(self) -> Iterator[Item]:
        changes = self._changes
        for word, agencies in (("New", changes.agencies.gained), ("No longer", changes.agencies.lost)):
            for who in agencies:
                yield self._phrases.item(who.text, who.citation, f"{word}, who supports, {who.title}")
        for word, steps in (("New", changes.next_steps.gained), ("No longer", changes.next_steps.lost)):
            for step in steps:
                label = f"{word}, what happens next, reported by {step.authority}"
                yield self._phrases.item(step.text, step.citation, label)
        for word, cautions in (("New note", changes.cautions.gained), ("Note no longer", changes.cautions.lost)):
            yield from (Item(caution, word) for caution in cautions)

    def _boundaries(self) -> Iterator[Item]:
        """The next level of a row, where it is another one, or where its statements are answered otherwise."""
        boundaries = self._changes.boundaries
        for boundary in boundaries.gained:
            yield Item(f"{_row(boundary)}: the next level is Level {boundary.level}.", "Why not higher")
        for boundary in boundaries.lost:
            yield Item(f"{_row(boundary)}: Level {boundary.level} is no longer the next level.", "Why not higher")
        for change in boundaries.changed:
            before, after = change.before, change.after
            was = f", Level {before.level} before" if before.level != after.level else ""
            old = {wording.id for wording in (*before.absent, *before.not_known, *before.not_asked)}
            said = [
                f"{SAID[group]} now: {wording.text}"
                for group in ("absent", "not_known", "not_asked")
                for wording in getattr(after, group)
                if before.level == after.level and wording not in getattr(before, group)
            ]
            said += [
                f"no longer among them: {self._phrases.text(id)}"
                for id in sorted(old - {w.id for w in (*after.absent, *after.not_known, *after.not_asked)})
                if before.level == after.level
            ]
            yield Item(
                f"{_row(after)}: the next level is Level {after.level}{was}.", "Why not higher", points=tuple(said)
            )

    def _looked_at(self) -> Iterator[Item]:
        """A part of an area that was looked at drops out of what was not."""
        looked = self._changes.not_looked_at
        yield from (Item(area.title, "Looked at now") for area in looked.lost)
        yield from (Item(area.title, "Not looked at now") for area in looked.gained)
        for change in looked.changed:
            before, after = change.before, change.after
            for label, strands in (
                ("Looked at now", _only(before.strands, after.strands)),
                ("Not looked at now", _only(after.strands, before.strands)),
            ):
                if strands:
                    yield Item(f"{after.title}: {', '.join(strands)}", label)


def _in_short(before: Standing, after: Standing) -> Iterator[str]:
    yield (
        f"The level stays at {after.level}."
        if before.level == after.level
        else f"The level {'rises' if after.level > before.level else 'falls'} from {before.level} to {after.level}."
    )
    if before.at_least != after.at_least:
        yield f"At the least it is Level {after.at_least} now, Level {before.at_least} before."
    if before.settled != after.settled:
        yield "The answer is settled now." if after.settled else "The answer is not settled any more."


def _row(boundary: Boundary) -> str:
    return f"{boundary.domain_title}, {boundary.strand_title}"


def _pattern(before: Pattern, after: Pattern) -> str:
    said = [
        f"{words}: {new}, {old} before"
        for words, old, new in (
            ("kinds of concern", before.strands, after.strands),
            ("areas with concerns", before.domains, after.domains),
            ("statements of what goes on over time", len(before.persistent), len(after.persistent)),
            ("statements of help refused or failed", len(before.help_refused), len(after.help_refused)),
            ("statements of help accepted or working", len(_good_of(before)), len(_good_of(after))),
        )
        if old != new
    ]
    text = "; ".join(said) or "the same numbers, of other statements"
    return f"{text[0].upper()}{text[1:]}."


def _good_of(pattern: Pattern) -> tuple[str, ...]:
    return (*pattern.help_accepted, *pattern.help_working)


def _only(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    """What only the first has."""
    known = set(second)
    return tuple(text for text in first if text not in known)
