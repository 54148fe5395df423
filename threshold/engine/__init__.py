"""Which clauses hold: durable-rules where it can be installed, a table in plain Python elsewhere. Proven equal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from threshold.engine.clauses import Clause, ClauseTable, Facts, Met
from threshold.engine.table import TableEngine

__all__ = ["Clause", "ClauseTable", "Engine", "Facts", "Met", "engine_names", "make_engine"]


class Engine(Protocol):
    """Decides clauses. *name* says which one it is."""

    name: str

    def fired(self, facts: Facts) -> set[Met]:
        """The outcomes of every clause that the facts meet."""
        ...


def engine_names() -> tuple[str, ...]:
    """The engines of this machine, the preferred one first."""
    try:
        import durable_rules_engine  # noqa: F401
    except ImportError:  # no compiler at hand, Windows, or Python 3.13 and later
        return ("table",)
    return ("durable-rules", "table")


def make_engine(clauses: Iterable[Clause], name: str | None = None) -> Engine:
    """The engine of that name, or the preferred one. Raises ValueError for a name that this machine has no
    engine of."""
    names = engine_names()
    name = name or names[0]
    if name not in names:
        raise ValueError(f"there is no engine `{name}` on this machine; the engines are {', '.join(names)}")
    if name == "table":
        return TableEngine(clauses)
    from threshold.engine.durable import DurableEngine  # where it cannot be imported, it is not needed

    return DurableEngine(clauses)
