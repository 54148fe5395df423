"""What is not known, or was not asked, and would change the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from threshold.assessing.findings import describe
from threshold.assessing.missing import CombinationQuestions
from threshold.assessing.of_whom import out_of_place
from threshold.assessing.words import Words
from threshold.assessment import Finding, Question
from threshold.checklist import Checklist, Child
from threshold.engine import Met
from threshold.rulebook.condition import Condition
from threshold.rulebook.models import Indicator, Rulebook, Strand


class QuestionMaker:
    """Makes the questions of one rulebook."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._rulebook = rulebook
        self._words = words
        self._indicators = rulebook.indicators
        self._combinations = CombinationQuestions(rulebook, words)
        self._order = {id: i for i, id in enumerate([*rulebook.combinations, *rulebook.indicators])}
        self._strands = {(s.domain, s.slug): s for d in rulebook.domains for s in d.strands}
        self._general = {d.slug for d in rulebook.domains if d.general}  # all matters, so that nothing there is near
        self._first = {id for id, i in rulebook.indicators.items() if i.urgent or i.open_above == "silent"}
        self._lowest, self._top = rulebook.levels[0].level, rulebook.levels[-1].level
        self._about_help = {
            place: [i.id for i in self._statements_of(s) if i.of_help] for place, s in self._strands.items()
        }
        self._helped = {
            i.id: (
                (i.domain, i.strand),
                [s for s in self._statements_of(self._strands[i.domain, i.strand]) if s.open_above == "help"],
            )
            for i in rulebook.indicators.values()
            if i.strength and i.of_help
        }
        self._help_made: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Question] = {}

    def questions(self, checklist: Checklist, fired: set[Met], findings: Sequence[Finding]) -> tuple[Question, ...]:
        """Every question: those that would make the answer highest first; of these, and of those that would not raise
        it, what is urgent or the document is silent above, and what is near the findings."""
        beside = out_of_place(self._rulebook, checklist.child)
        asked = [
            *self._combinations.open(checklist, fired, beside),
            *self._of_child(checklist.child, fired),
            *map(self._of_not_known, checklist.not_known),
            *self._of_help(checklist, findings),
            *self._of_strengths(checklist, findings, beside),
            *self._of_help_with_nothing(checklist, findings, beside),
        ]
        told = {id for question in asked for id in question.because} | {id for f in findings for id in f.because}
        asked += (
            self._combinations.about_circumstance(id)
            for id in checklist.present
            if self._indicators[id].circumstance and id not in told
        )
        near = [f for f in findings if f.domain not in self._general]
        rows, areas = {(f.domain, f.strand) for f in near}, {f.domain for f in near}
        level = max((f.level for f in findings), default=self._lowest)

        def weight(question: Question) -> tuple[int, bool, bool, int, int, str]:
            about = self._rulebook.statement(question.about)
            first = question.about in self._first
            return (
                -max(question.would_make, level),
                not first and (about.domain, about.strand) not in rows,
                not first and about.domain not in areas,
                -question.would_make,
                self._order[question.about],
                question.kind,
            )

        return tuple(sorted(asked, key=weight))

    def _of_child(self, child: Child, fired: set[Met]) -> Iterator[Question]:
        doubtful = [met.id for met in fired if not met.firm and Met(met.id, True) not in fired]
        statements = [self._rulebook.statement(id) for id in sorted(doubtful, key=self._order.__getitem__)]
        for fact, known in (("age", child.age is not None or child.unborn), ("disabled", child.disabled is not None)):
            rest = [s for s in statements if not known and s.when and _speaks_of(s.when, fact)]
            gravest = max(rest, key=lambda s: s.level, default=None)
            if gravest and gravest.when:
                ask = "How old is the child, in completed years?" if fact == "age" else "Is the child disabled?"
                yield Question(
                    kind="child",
                    text=f"{ask} The document speaks of a child {describe(gravest.when)}: {gravest.text}",
                    would_make=gravest.level,
                    about=gravest.id,
                    because=(),
                    need="all",
                    statements=(),
                    fact="age" if fact == "age" else "disabled",
                )

    def _of_not_known(self, id: str) -> Question:
        """A strength or circumstance makes no level alone: what it makes beside others is asked there."""
        indicator = self._indicators[id]
        level = indicator.level if indicator.counts else self._lowest
        return Question(
            kind="not_known",
            text="You said that this is not known.",
            would_make=level,
            about=id,
            because=(),
            need="all",
            statements=(self._words.at(id, indicator.level),),
            fact=None,
        )

    def _of_help(self, checklist: Checklist, findings: Sequence[Finding]) -> Iterator[Question]:
        open_in: dict[tuple[str, str], list[Finding]] = {}
        for finding in open_for_help(checklist, findings, self._indicators):
            open_in.setdefault((finding.domain, finding.strand), []).append(finding)
        said = {*checklist.present, *checklist.absent}
        for place, open_findings in open_in.items():
            rest = tuple(id for id in self._about_help[place] if id not in said)
            ask = self._ask_about_help(checklist, place, rest)
            key = ask, rest, tuple(f.id for f in open_findings)
            if len(open_findings) > 1:
                yield self._about_help_for(open_findings, ask, rest)
                continue
            if key not in self._help_made:
                self._help_made[key] = self._about_help_for(open_findings, ask, rest)
            yield self._help_made[key]

    def _ask_about_help(self, checklist: Checklist, place: tuple[str, str], rest: Sequence[str]) -> str:
        """What is open about help in a row where it does not say that help works: up to "may be Level"."""
        so = [self._indicators[id] for id in self._about_help[place] if id in checklist.present]
        if any(indicator.closes_help for indicator in so):
            return "Help is said to work, and the contrary too. If it does not, this"
        if not rest:
            return (
                "Help is not said to work, and nothing worse is said of help here. "
                "What that makes, the document leaves open. This"
            )
        accepted = any("help_accepted" in indicator.pattern for indicator in so)
        ask = "Help is accepted. Does it work?" if accepted else "Is help accepted, and does it work?"
        return f"{ask} If it does not, this"

    def _about_help_for(self, open_findings: Sequence[Finding], ask: str, rest: Sequence[str]) -> Question:
        finding = open_findings[0]
        next_level = min(finding.level + 1, self._top)
        return Question(
            kind="help",
            text=f"{ask} may be Level {next_level}{' or higher' if next_level < self._top else ''}: {finding.text}",
            would_make=next_level,
            about=finding.id,
            because=tuple(f.id for f in open_findings),
            need="any",
            statements=tuple(self._words.at(id) for id in rest),
            fact=None,
        )

    def _of_strengths(
        self, checklist: Checklist, findings: Sequence[Finding], beside: frozenset[str]
    ) -> Iterator[Question]:
        """A good sign that is denied, with no sign of concern beside it that says why."""
        denied = [s for s in map(self._indicators.__getitem__, checklist.absent) if s.strength]
        for strength in denied:
            place = strength.domain, strength.strand
            if strength.of_help or any(place == (f.domain, f.strand) for f in findings):
                continue
            signs = (i for i in self._statements_of(self._strands[place]) if i.counts)
            closed = beside.union(checklist.present, checklist.absent, checklist.not_known)
            rest = [i for i in signs if i.id not in closed]
            if rest:
                yield self._about_strength(
                    strength.id, f"You said that this is not so: “{strength.text}” Which of these is?", rest
                )

    def _of_help_with_nothing(
        self, checklist: Checklist, findings: Sequence[Finding], beside: frozenset[str]
    ) -> Iterator[Question]:
        """Help that works tells of something that needed help: where no sign is reported beside it, it is asked for."""
        for id in checklist.present:
            if id not in self._helped:
                continue
            place, helped = self._helped[id]
            if any(place == (f.domain, f.strand) for f in findings):
                continue
            closed = beside.union(checklist.present, checklist.absent)
            rest = [i for i in helped if i.id not in closed]
            if rest:
                text = f"You said: “{self._indicators[id].text}” What was the help about?"
                yield self._about_strength(id, text, rest, because=(id,))

    def _about_strength(self, id: str, text: str, rest: Sequence[Indicator], because: tuple[str, ...] = ()) -> Question:
        return Question(
            kind="strength",
            text=text,
            would_make=max(i.level for i in rest),
            about=id,
            because=because,
            need="any",
            statements=tuple(self._words.at(i.id) for i in rest),
            fact=None,
        )

    def _statements_of(self, strand: Strand) -> list[Indicator]:
        return [self._indicators[id] for ids in strand.cells.values() for id in ids if id in self._indicators]


def _speaks_of(when: Condition, fact: str) -> bool:
    return any(not isinstance(leaf, str) and getattr(leaf, fact) is not None for leaf in when.leaves())


def open_for_help(
    checklist: Checklist, findings: Sequence[Finding], indicators: Mapping[str, Indicator]
) -> list[Finding]:
    """The findings of which it is still open whether help is accepted and works: no strength in their strand says
    so, or something there says the contrary; and nothing in the strand already stands higher."""
    bundled = [finding for finding in findings if finding.open_above == "help"]
    if not bundled:
        return []
    ticked = [indicators[id] for id in checklist.present if indicators[id].pattern]
    working = {(i.domain, i.strand) for i in ticked if i.closes_help}
    refused = {(i.domain, i.strand) for i in ticked if "help_refused" in i.pattern}
    reached: dict[tuple[str, str], int] = {}
    for f in findings:  # gravest first
        reached.setdefault((f.domain, f.strand), f.level)
    return [
        f
        for f in bundled
        if reached[f.domain, f.strand] == f.level
        and ((f.domain, f.strand) not in working or (f.domain, f.strand) in refused)
    ]
