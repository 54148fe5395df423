"""Facts at the edge of every clause: where two engines would differ, if they differ at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from threshold.engine.clauses import Clause, Facts, Test


def probes(clauses: Iterable[Clause]) -> Iterator[Facts]:
    """For each clause: facts that meet it; then, field by field, that field missing, and at each value tested, one less
    and one more. First come no facts at all, and last what would meet every clause, as far as they agree.

    A clause read wrongly in one test (another value, another comparison, the test lost) fires differently on one of
    these.
    """
    everything: Facts = {}
    yield {}
    for clause in clauses:
        by_field: dict[str, list[Test]] = {}
        for test in clause.tests:
            by_field.setdefault(test.field, []).append(test)
        met = {field: _meeting(tests) for field, tests in by_field.items()}
        everything |= met
        yield met
        for field, tests in by_field.items():
            yield {other: value for other, value in met.items() if other != field}
            near = {test.value + step for test in tests for step in (-1, 0, 1)} - {met[field]}
            for value in sorted(near):
                yield {**met, field: value}
    yield everything


def _meeting(tests: list[Test]) -> int:
    """A value that meets every one of *tests*, if there is one: the least that their lower bounds allow."""
    equal = [test.value for test in tests if test.op == "eq"]
    lower = [test.value for test in tests if test.op == "gte"]
    upper = [test.value for test in tests if test.op == "lt"]
    if equal:
        return equal[0]
    return max(lower) if lower else min(upper) - 1
