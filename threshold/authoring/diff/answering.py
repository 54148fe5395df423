"""What a rulebook says of very many cases: no more of an answer than two versions are compared by."""

from __future__ import annotations

from typing import NamedTuple

from threshold.assessing.actions import ActionMaker
from threshold.assessing.findings import FindingMaker
from threshold.assessing.questions import QuestionMaker
from threshold.assessing.settling import reasons
from threshold.assessing.words import Words
from threshold.assessment import Finding
from threshold.checklist import Checklist
from threshold.engine import ClauseTable
from threshold.engine.table import TableEngine
from threshold.rulebook.models import Rulebook

ToDo = tuple[str, str, str | None]  # why it stands in the answer, its words, its link


class Answer(NamedTuple):
    """The same as an Assessment has: level, at_least, settled, what to do, and the articles of the rights engaged."""

    level: int
    at_least: int
    settled: bool
    actions: frozenset[ToDo]
    rights: frozenset[int]
    findings: tuple[Finding, ...]


class Answerer:
    """Answers checklists by one rulebook, in plain Python, and makes no more than an Answer."""

    def __init__(self, rulebook: Rulebook) -> None:
        words = Words(rulebook)
        self._table = ClauseTable(rulebook)
        self._engine = TableEngine(self._table.clauses)
        self._findings = FindingMaker(rulebook, words)
        self._questions = QuestionMaker(rulebook, words)
        self._actions = ActionMaker(rulebook)
        self._strands = {(s.domain, s.slug): s for d in rulebook.domains for s in d.strands}
        self._top = rulebook.levels[-1].level
        self._strengths = frozenset(id for id, indicator in rulebook.indicators.items() if indicator.strength)

    def answer(self, checklist: Checklist) -> Answer:
        """The answer to a checklist that names nothing unknown."""
        fired = self._engine.fired(self._table.facts(checklist))
        findings = self._findings.findings(checklist, fired)
        level = max((finding.level for finding in findings), default=1)
        at_least = max((finding.at_least for finding in findings), default=1)
        strengths = not self._strengths.isdisjoint(checklist.present)
        wanted = level < self._top or any(f.open_above == "help" and f.level == level for f in findings)
        questions = self._questions.questions(checklist, fired, findings) if wanted else ()  # none could raise the top
        settled = not reasons(level, at_least, checklist, findings, questions, strengths, self._strands, self._top)
        routes = self._actions.routes(findings)
        judged = checklist.judgement.level if checklist.judgement else None
        actions = self._actions.actions(level, settled, findings, routes, strengths, judged)
        return Answer(
            level,
            at_least,
            settled,
            frozenset([(action.kind, action.text, action.link) for action in actions]),
            frozenset([article for finding in findings for article in finding.articles]),
            findings,
        )
