"""Whether both engines decide every clause alike, at the edges of each."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.authoring.desk import Check, Desk, problem
from threshold.engine import ClauseTable, engine_names, make_engine
from threshold.engine.probes import probes
from threshold.errors import Problem


def _disagree(desk: Desk) -> Iterator[Problem]:
    """On a machine with one engine there is nothing to compare."""
    names = engine_names()
    if len(names) < 2:
        return
    clauses = ClauseTable(desk.rulebook).clauses
    try:
        first, second = (make_engine(clauses, name) for name in names)
    except ValueError as error:
        yield problem(
            desk.sheets.title, (), f"one engine cannot take this rulebook: {error}", "make several combinations of it"
        )
        return
    told: set[str] = set()
    for facts in probes(clauses):
        for met in first.fired(facts) ^ second.fired(facts):
            if met.id not in told:
                told.add(met.id)
                entry = desk.sheets.entries[met.id]
                yield problem(
                    entry.sheet,
                    entry.path,
                    f"the two engines differ on this: {first.name} and {second.name} do not both say that it holds",
                    "do not use this rulebook; tell whoever maintains this program",
                    met.id,
                )


CHECKS = (Check("engines_disagree", "error", "a statement that the two engines decide differently", _disagree),)
