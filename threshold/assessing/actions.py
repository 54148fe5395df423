"""What to do, in one order; and who provides it, and what happens next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from threshold.assessment import Action, Agencies, Finding, NextStep
from threshold.rulebook.models import Instruction, Route, Rulebook

Kind = Literal["standing", "in_cell", "consult", "level", "pathway", "meanwhile", "judgement"]


class ActionMaker:
    """Makes the actions of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._standing = rulebook.standing
        self._do = {id: s.do for id, s in {**rulebook.indicators, **rulebook.combinations}.items() if s.do}
        self._levels = {route.level: route for route in rulebook.levels}
        self._pathways = rulebook.pathways
        consult = rulebook.consult
        self._consult = Action(
            kind="consult",
            text=consult.text,
            level=None,
            themes=(),
            findings=(),
            citation=consult.citation,
            from_document=consult.citation is not None,
            link=None,
            reading=None,
        )

    def actions(
        self, level: int, settled: bool, findings: Sequence[Finding], strengths: bool, judged: int | None
    ) -> tuple[Action, ...]:
        """Standing and in-cell instructions; a social worker, where it is not settled; the level's; meanwhile; the practitioner's own."""
        actions = [*self._of_findings(findings)]
        if not settled:
            actions.append(self._consult)
        if findings:
            for route, about in self._routes(findings):
                kind: Kind = "pathway" if route.pathway else "level" if route.level == level else "meanwhile"
                actions += _of_route(route, kind, about, findings)
        elif settled and strengths:
            actions += _of_route(self._levels[level], "level", (), ())
        if judged is not None and judged > level:
            actions += _of_route(self._levels[judged], "judgement", findings, findings)
        return tuple(actions)

    def agencies(self, level: int, findings: Sequence[Finding]) -> tuple[Agencies, ...]:
        """Who provides support on the routes taken."""
        routes = [route for route, _ in self._routes(findings)] if findings else [self._levels[level]]
        return tuple(
            Agencies(
                level=route.level,
                pathway=route.pathway,
                title=route.title,
                text=route.agencies,
                citation=route.agencies_citation,
            )
            for route in routes
        )

    def next_steps(self, level: int, findings: Sequence[Finding]) -> tuple[NextStep, ...]:
        """What happens next on the routes of the level reached."""
        themes = {theme for finding in findings for theme in finding.themes}
        return tuple(
            NextStep(level=route.level, text=step.text, citation=step.citation, authority=step.authority)
            for route, _ in self._routes(findings)
            for step in route.next_steps
            if (route.level == level and not step.themes) or themes.intersection(step.themes)
        )

    def _routes(self, findings: Sequence[Finding]) -> Iterator[tuple[Route, list[Finding]]]:
        """The routes that findings lead to, the highest level first, a level before its pathways. Level 1 is no route: it asks for nothing."""
        for level in sorted({f.level for f in findings if f.level > 1}, reverse=True):
            own = [f for f in findings if f.level == level and not f.pathway]
            if own:
                yield self._levels[level], own
            for pathway in dict.fromkeys(f.pathway for f in findings if f.level == level and f.pathway):
                yield self._pathways[pathway], [f for f in findings if f.pathway == pathway]

    def _of_findings(self, findings: Sequence[Finding]) -> Iterator[Action]:
        for instruction in self._standing:
            about = _with_theme(findings, instruction.themes)
            if about:
                yield _action("standing", None, instruction, about)
        given: dict[Instruction, list[Finding]] = {}
        for finding in findings:
            for instruction in self._do.get(finding.id, ()):
                given.setdefault(instruction, []).append(finding)
        for instruction, about in given.items():
            yield _action("in_cell", None, instruction, about)


def _of_route(route: Route, kind: Kind, own: Sequence[Finding], everything: Sequence[Finding]) -> Iterator[Action]:
    for instruction in route.do:
        if not instruction.themes:
            yield _action(kind, route.level, instruction, own)
            continue
        about = _with_theme(everything if instruction.at_any_level else own, instruction.themes)
        if about:
            yield _action(kind, route.level, instruction, about)


def _with_theme(findings: Iterable[Finding], themes: Iterable[str]) -> list[Finding]:
    wanted = set(themes)
    return [finding for finding in findings if wanted.intersection(finding.themes)]


def _action(kind: Kind, level: int | None, instruction: Instruction, about: Iterable[Finding]) -> Action:
    return Action(
        kind=kind,
        text=instruction.text,
        level=level,
        themes=instruction.themes,
        findings=tuple(finding.id for finding in about),
        citation=instruction.citation,
        from_document=True,
        link=instruction.link,
        reading=instruction.reading,
    )
