"""What every statement and strand should have: a right of the child, and examples."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.authoring.desk import Check, Desk, problem
from threshold.errors import Problem
from threshold.rulebook import form


def _no_right(desk: Desk) -> Iterator[Problem]:
    """A combination is not asked for a `reading`: there it would lower the level that is sure."""
    for id, sheet, path, written in desk.statements():
        if not desk.rulebook.statement(id).articles and not written.reading:
            alone = isinstance(written, form.Indicator)
            yield problem(
                sheet,
                path,
                f"no right of the child is named for this{', and no `reading` says why' if alone else ''}",
                "add `articles`" + ("; or say in a `reading` why the document names none" if alone else ""),
                id,
            )


def _no_example(desk: Desk) -> Iterator[Problem]:
    for id, sheet, path, strand in desk.strands():
        if not strand.examples and any(strand.columns()):
            yield problem(
                sheet,
                (*path, "strand"),
                "no example shows what this strand means",
                "add one under `examples`: a case in a sentence, what is present, and the level it must have",
                id,
            )


CHECKS = (
    Check("no_right", "note", "a statement without a right of the child", _no_right),
    Check("no_example", "warning", "a strand without examples", _no_example),
)
