"""Whether every level brings something to do, and every instruction has someone to be for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from threshold.authoring.desk import Check, Desk, problem
from threshold.errors import Problem
from threshold.rulebook import form
from threshold.rulebook.models import Combination, Indicator
from threshold.rulebook.page import Path
from threshold.rulebook.sheets import Sheet

Finding = Indicator | Combination


def _routes(desk: Desk) -> Iterator[tuple[Sheet[form.DomainFile], Path, form.Level | form.Pathway, list[Finding]]]:
    """Every level and pathway, where it stands, and the statements that lead to it."""
    leading: dict[int | str, list[Finding]] = {}
    for finding in desk.findings:
        leading.setdefault(desk.pathway(finding) or finding.level, []).append(finding)
    for sheet in desk.sheets.domains:
        for index, level in enumerate(sheet.written.levels):
            yield sheet, ("levels", index), level, leading.get(level.level, [])
        for index, pathway in enumerate(sheet.written.pathways):
            yield sheet, ("pathways", index), pathway, leading.get(pathway.pathway, [])


def _nothing_to_do(desk: Desk) -> Iterator[Problem]:
    everywhere = {standing.theme for standing in desk.sheets.title.written.standing}
    for sheet, path, route, leading in _routes(desk):
        themes = everywhere.union(*(do.for_ for do in route.do))
        bare = [finding for finding in leading if not finding.do and not themes.intersection(finding.themes)]
        if all(do.for_ for do in route.do) and bare and route.level > 1:
            others = f" and {len(bare) - 1:,} more bring" if len(bare) > 1 else " brings"
            yield problem(
                sheet,
                (*path, "do"),
                f"`{bare[0].id}`{others} nothing to do: here every instruction is `for` a theme",
                "add an instruction for everyone, or one for a theme that it has",
                desk.about(sheet, path),
                key=True,
            )


def _for_no_one(desk: Desk) -> Iterator[Problem]:
    everyone = _themes(desk.findings)
    for sheet, path, route, leading in _routes(desk):
        here = _themes(leading)
        for index, do in enumerate(route.do):
            if do.for_ and not (everyone if do.at_any_level else here).intersection(do.for_):
                yield _unmet(desk, sheet, (*path, "do", index, "for"), do.for_, "" if do.at_any_level else " here")
        for index, step in enumerate(route.next_steps):
            if step.for_ and not everyone.intersection(step.for_):
                yield _unmet(desk, sheet, (*path, "next_steps", index, "for"), step.for_, "")
    title = desk.sheets.title
    for index, standing in enumerate(title.written.standing):
        if standing.theme not in everyone:
            yield _unmet(desk, title, ("standing", index, "theme"), (standing.theme,), "")


def _themes(findings: Iterable[Finding]) -> set[str]:
    return {theme for finding in findings for theme in finding.themes}


def _unmet(desk: Desk, sheet: Sheet[form.Written], path: Path, themes: tuple[str, ...], where: str) -> Problem:
    return problem(
        sheet,
        path,
        f"no statement that counts{where} has the theme {' or '.join(f'`{theme}`' for theme in themes)}, "
        "so no one is told this",
        "give the theme to the statements that it is about, or take this out",
        desk.about(sheet, path),
    )


CHECKS = (
    Check("nothing_to_do", "warning", "a level or pathway that would bring no action to a statement", _nothing_to_do),
    Check("for_no_one", "warning", "an instruction for a theme that no statement there has", _for_no_one),
)
