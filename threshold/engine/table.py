"""The clauses decided in plain Python: for machines that durable-rules does not run on, and for many cases at once."""

from __future__ import annotations

from collections.abc import Iterable

from threshold.engine.clauses import Clause, Facts, Met, Test

NAME = "table"


class TableEngine:
    """Looks only at clauses whose rarest field is among the facts."""

    name = NAME

    def __init__(self, clauses: Iterable[Clause]) -> None:
        clauses = tuple(clauses)
        use: dict[str, int] = {}
        for clause in clauses:
            for test in clause.tests:
                use[test.field] = use.get(test.field, 0) + 1
        self._by_field: dict[str, list[Clause]] = {}
        for clause in clauses:
            rarest = min((test.field for test in clause.tests), key=lambda field: (use[field], field))
            self._by_field.setdefault(rarest, []).append(clause)

    def fired(self, facts: Facts) -> set[Met]:
        """The outcomes of every clause that the facts meet."""
        found = self._by_field
        return {
            clause.outcome
            for field in facts
            if field in found
            for clause in found[field]
            if all(_holds(test, facts.get(test.field)) for test in clause.tests)
        }


def _holds(test: Test, value: int | None) -> bool:
    if value is None:
        return False
    if test.op == "eq":
        return value == test.value
    return value < test.value if test.op == "lt" else value >= test.value
