"""What to do, in one order; and who provides it, and what happens next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from threshold.assessment import Action, Agencies, Finding, NextStep
from threshold.rulebook.models import Instruction, Route, Rulebook

Kind = Literal["standing", "in_cell", "consult", "level", "pathway", "meanwhile", "judgement"]

ByTheme = dict[str, list[Finding]]


class ActionMaker:
    """Makes the actions of one rulebook. What does not depend on the case is made once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._standing = rulebook.standing
        self._do = {id: s.do for id, s in {**rulebook.indicators, **rulebook.combinations}.items() if s.do}
        self._levels = {route.level: _Ready(route) for route in rulebook.levels}
        self._pathways = {slug: _Ready(route) for slug, route in rulebook.pathways.items()}
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

    def routes(self, findings: Sequence[Finding]) -> list[tuple[_Ready, list[Finding]]]:
        """The routes that findings lead to, the highest level first, a level before its pathways.
        Level 1 is no route: it asks for nothing."""
        taken: dict[tuple[int, str], list[Finding]] = {}
        for finding in findings:
            if finding.level > 1:
                taken.setdefault((-finding.level, finding.pathway or ""), []).append(finding)
        return [
            (self._pathways[pathway] if pathway else self._levels[-minus], taken[minus, pathway])
            for minus, pathway in sorted(taken)
        ]

    def actions(
        self,
        level: int,
        settled: bool,
        findings: Sequence[Finding],
        routes: Sequence[tuple[_Ready, list[Finding]]],
        strengths: bool,
        judged: int | None,
    ) -> tuple[Action, ...]:
        """Standing and in-cell instructions; a social worker, where it is not settled; the level's; meanwhile;
        the practitioner's own."""
        themes = _by_theme(findings)
        actions = [*self._of_findings(findings, themes)]
        if not settled:
            actions.append(self._consult)
        for ready, own in routes:
            kind: Kind = "pathway" if ready.route.pathway else "level" if ready.route.level == level else "meanwhile"
            actions += ready.actions(kind, _by_theme(own), themes)
        if not findings and settled and strengths:
            actions += self._levels[level].actions("level", {}, {})
        if judged is not None and judged > level:
            actions += self._levels[judged].actions("judgement", themes, themes)
        return tuple(actions)

    def agencies(self, level: int, routes: Sequence[tuple[_Ready, list[Finding]]]) -> tuple[Agencies, ...]:
        """Who provides support on the routes taken."""
        return tuple(ready.agencies for ready, _ in routes) or (self._levels[level].agencies,)

    def next_steps(
        self, level: int, findings: Sequence[Finding], routes: Sequence[tuple[_Ready, list[Finding]]]
    ) -> tuple[NextStep, ...]:
        """What happens next: at the level reached; and, on every route taken, what goes with a theme that was found."""
        themes = {theme for finding in findings for theme in finding.themes}
        steps = (
            step
            for ready, _ in routes
            for wanted, step in ready.next_steps
            if (themes.intersection(wanted) if wanted else step.level == level)
        )
        return tuple({step.text: step for step in steps}.values())

    def _of_findings(self, findings: Sequence[Finding], themes: ByTheme) -> Iterator[Action]:
        for instruction in self._standing:
            about = _with_theme(themes, instruction.themes)
            if about:
                yield _action("standing", None, instruction, about)
        if not any(finding.id in self._do for finding in findings):
            return
        given: dict[tuple[str, str | None], tuple[Instruction, list[Finding]]] = {}
        for finding in findings:
            for instruction in self._do.get(finding.id, ()):
                key = instruction.text, instruction.citation.quote
                given.setdefault(key, (instruction, []))[1].append(finding)
        for instruction, about in given.values():
            yield _action("in_cell", None, instruction, about)


class _Ready:
    """A route with everything made that does not depend on the case."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self.agencies = Agencies(
            level=route.level,
            pathway=route.pathway,
            title=route.title,
            text=route.agencies,
            citation=route.agencies_citation,
        )
        self.next_steps = [
            (step.themes, NextStep(level=route.level, text=step.text, citation=step.citation, authority=step.authority))
            for step in route.next_steps
        ]
        self._made: dict[Kind, list[tuple[Instruction, Action]]] = {}

    def actions(self, kind: Kind, own: ByTheme, everything: ByTheme) -> Iterator[Action]:
        """Its instructions; those for a theme only with findings of it, which they name."""
        if kind not in self._made:
            self._made[kind] = [(do, _action(kind, self.route.level, do, ())) for do in self.route.do]
        for instruction, general in self._made[kind]:
            if not instruction.themes:
                yield general
                continue
            about = _with_theme(everything if instruction.at_any_level else own, instruction.themes)
            if about:
                yield _action(kind, self.route.level, instruction, about)


def _by_theme(findings: Iterable[Finding]) -> ByTheme:
    found: ByTheme = {}
    for finding in findings:
        for theme in finding.themes:
            found.setdefault(theme, []).append(finding)
    return found


def _with_theme(found: ByTheme, themes: Sequence[str]) -> list[Finding]:
    """The findings of any of *themes*, each once."""
    lists = [found[theme] for theme in themes if theme in found]
    if len(lists) < 2:
        return lists[0] if lists else []
    return list({finding.id: finding for some in lists for finding in some}.values())


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
