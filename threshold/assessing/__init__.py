"""Checklist and rulebook to assessment. Pure: no clock, no network, no randomness, nothing written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from threshold._version import __version__
from threshold.assessing.actions import ActionMaker
from threshold.assessing.areas import AreaMaker
from threshold.assessing.boundaries import BoundaryMaker
from threshold.assessing.findings import FindingMaker
from threshold.assessing.naming import refuse_strangers
from threshold.assessing.questions import QuestionMaker
from threshold.assessing.settling import headline, of_the_unsaid, reasons
from threshold.assessing.words import Words
from threshold.assessment import (
    Assessment,
    Finding,
    JudgementView,
    Notices,
    Pattern,
    Provenance,
    RightEngaged,
    Strength,
)
from threshold.checklist import Checklist
from threshold.engine import ClauseTable, engine_names, make_engine
from threshold.rulebook.models import Indicator, Rulebook


def assess(
    checklist: Checklist | Mapping[str, Any] | Iterable[str], rulebook: Rulebook, engine: str | None = None
) -> Assessment:
    """What the document says of what is reported.

    *checklist*: a Checklist, a mapping of its fields, or an iterable of the ids that are present. *engine*:
    `durable-rules` or `table`; without it, the preferred one of this machine. Raises ChecklistError.
    """
    name = engine or engine_names()[0]
    assessor = rulebook.prepared(f"assessor {name}", lambda book: Assessor(book, name))
    return assessor.assess(Checklist.of(checklist))


class Assessor:
    """A rulebook made ready to answer. Holds everything that does not depend on the case."""

    def __init__(self, rulebook: Rulebook, engine: str) -> None:
        self._rulebook = rulebook
        self._indicators = rulebook.indicators
        self._table = ClauseTable(rulebook)
        self._engine = make_engine(self._table.clauses, engine)
        words = Words(rulebook)
        self._findings = FindingMaker(rulebook, words)
        self._questions = QuestionMaker(rulebook, words)
        self._boundaries = BoundaryMaker(rulebook, words)
        self._areas = AreaMaker(rulebook, words)
        self._actions = ActionMaker(rulebook)
        self._strands = {(s.domain, s.slug): s for d in rulebook.domains for s in d.strands}
        self._titles = {route.level: route.title for route in rulebook.levels}
        self._top = rulebook.levels[-1].level
        self._domain_cautions = {d.slug: d.caution for d in rulebook.domains if d.caution}
        self._patterns = {id: set(i.pattern) for id, i in rulebook.indicators.items() if i.pattern}
        self._strengths = {id: _strength(i, rulebook) for id, i in rulebook.indicators.items() if i.strength}
        self._cumulative = _cumulative(rulebook)
        self._notices = Notices(
            emergency=rulebook.emergency.text,
            caveat=rulebook.caveat,
            consent=rulebook.consent.text,
            contacts=rulebook.contacts,
        )
        self._provenance = Provenance(
            rulebook=rulebook.id,
            title=rulebook.title,
            version=rulebook.version,
            status=rulebook.status,
            digest=rulebook.digest,
            levels=len(rulebook.levels),
            sources={id: f"{s.title}, {s.publisher}, {s.published}" for id, s in rulebook.sources.items()},
            engine=self._engine.name,
            library=__version__,
        )

    def assess(self, checklist: Checklist) -> Assessment:
        """The answer to one checklist. Raises ChecklistError for ids or levels that the rulebook does not have."""
        refuse_strangers(checklist, self._rulebook)
        fired = self._engine.fired(self._table.facts(checklist))
        findings = self._findings.findings(checklist, fired)
        level = max((finding.level for finding in findings), default=1)
        at_least = max((finding.at_least for finding in findings), default=1)
        questions = self._questions.questions(checklist, fired, findings)
        strengths = tuple(self._strengths[id] for id in checklist.present if id in self._strengths)
        why_not = reasons(level, at_least, checklist, findings, questions, bool(strengths), self._strands, self._top)
        routes = self._actions.routes(findings)
        pattern = self._pattern(checklist, findings)
        settled = not why_not
        judged = checklist.judgement.level if checklist.judgement else None
        title = routes[0][0].route.title if routes else self._titles[level]
        return Assessment(
            child=checklist.child,
            unsaid=checklist.unsaid,
            something_else=checklist.something_else,
            headline=headline(level, at_least, title, why_not, bool(findings)),
            level=level,
            at_least=at_least,
            level_title=title,
            settled=settled,
            unsettled_because=tuple(reason.full for reason in why_not),
            findings=findings,
            actions=self._actions.actions(level, settled, findings, routes, bool(strengths), judged),
            agencies=self._actions.agencies(level, routes),
            rights=self._rights(findings),
            profile=self._areas.profile(findings),
            pattern=pattern,
            strengths=strengths,
            questions=questions,
            boundaries=self._boundaries.boundaries(checklist, findings),
            not_looked_at=self._areas.not_looked_at(checklist),
            absent=self._areas.absent(checklist),
            cautions=self._cautions(checklist, level, findings, pattern),
            next_steps=self._actions.next_steps(level, findings, routes),
            judgement=self._judgement(checklist, at_least, level, settled),
            notices=self._notices,
            provenance=self._provenance,
        )

    def _rights(self, findings: tuple[Finding, ...]) -> tuple[RightEngaged, ...]:
        engaged: dict[int, list[str]] = {}
        for finding in findings:
            for article in finding.articles:
                engaged.setdefault(article, []).append(finding.id)
        articles = self._rulebook.articles
        return tuple(
            RightEngaged(
                article=number,
                title=articles[number].title,
                right=articles[number].right,
                page=articles[number].page,
                findings=tuple(engaged[number]),
            )
            for number in sorted(engaged)
        )

    def _pattern(self, checklist: Checklist, findings: tuple[Finding, ...]) -> Pattern:
        said = [(id, self._patterns[id]) for id in checklist.present if id in self._patterns]
        return Pattern(
            domains=len({finding.domain for finding in findings}),
            strands=len({(finding.domain, finding.strand) for finding in findings}),
            persistent=tuple(id for id, pattern in said if "persistent" in pattern),
            help_refused=tuple(id for id, pattern in said if "help_refused" in pattern),
            help_accepted=tuple(id for id, pattern in said if "help_accepted" in pattern),
            help_working=tuple(id for id, pattern in said if "help_working" in pattern),
        )

    def _cautions(
        self, checklist: Checklist, level: int, findings: tuple[Finding, ...], pattern: Pattern
    ) -> tuple[str, ...]:
        cautions = [self._cumulative] if pattern.strands > 1 else []
        if level == self._top:  # below it, this is a reason why the answer is not settled
            cautions += (reason.full for reason in of_the_unsaid(checklist))
        if self._domain_cautions:
            touched = {finding.domain for finding in findings}
            cautions += (caution for slug, caution in self._domain_cautions.items() if slug in touched)
        return tuple(cautions)

    def _judgement(self, checklist: Checklist, at_least: int, level: int, settled: bool) -> JudgementView | None:
        judgement = checklist.judgement
        if judgement is None:
            return None
        said = f"You judged Level {judgement.level}, {self._titles[judgement.level]}."
        agrees = judgement.reason is not None and judgement.reason == self._rulebook.agreeing_reason
        if judgement.level == level:
            compared, text = "same", f"{said} The document says the same of what you reported."
            if not settled:
                text += " It is not settled, as the first line of this answer says."
        elif judgement.level > level:
            compared = "higher"
            stands = "Your judgement stands: what to do at that level is added."
            added = "What to do at that level is added all the same." if agrees else stands
            text = f"{said} That is higher than what the document says of what you reported. {added}"
        elif judgement.level >= at_least:
            compared = "within"
            text = (
                f"{said} That is within what the document says of what you reported: Level {at_least} to {level}. "
                "Which of these it is, the document leaves open."
            )
        else:
            compared = "lower"
            text = f"{said} That is lower than what the document says of what you reported."
            text += "" if agrees else " If you still judge so, talk the difference over with a social worker."
        return JudgementView(
            level=judgement.level,
            reason=judgement.reason,
            reason_text=self._rulebook.judgement_reasons[judgement.reason] if judgement.reason else None,
            compared=compared,
            text=text,
        )


def _strength(indicator: Indicator, rulebook: Rulebook) -> Strength:
    domain = next(d for d in rulebook.domains if d.slug == indicator.domain)
    strand = rulebook.strand(indicator.domain, indicator.strand)
    return Strength(
        id=indicator.id,
        text=indicator.text,
        domain=domain.slug,
        domain_title=domain.title,
        strand=strand.slug,
        strand_title=strand.title,
        citations=indicator.citations,
    )


def _cumulative(rulebook: Rulebook) -> str:
    citation = rulebook.cumulative.citation
    where = f' (the document, page {citation.page}: "{citation.quote}")' if citation and citation.quote else ""
    return f"{rulebook.cumulative.text}{where}"
