"""The clauses decided by durable-rules: the only module that imports it.

It drives the C engine inside the package directly. The public faces (`durable.lang`, `engine.Host`) run actions on
timer threads of their own: firings are lost, and several threads end in a crash. Underneath, the engine is exact as
long as every rule is one conjunction tested against one message, and every table of fixed size is kept far from full.
tests/engine/test_durable_hazards.py holds each limit named here.
"""

from __future__ import annotations

import collections
import itertools
import json
import weakref
from collections.abc import Iterable
from typing import Any

import durable_rules_engine as rete

from threshold.engine.clauses import Clause, Facts, Met, Test

NAME = "durable-rules"

RULES_A_GROUP = 30  # behind one anchor field: 64 matches at once are an error, 256 rules on one condition a crash
GROUPS_A_SET = 30  # anchors of one ruleset: 512 tests below one node never end, 4,096 rules are the most
FIELDS_A_SET = 200  # of one message: 253 are an error
UNMATCHED = 1  # the engine's code for a message that meets no rule; it is not stored
WARM_UP = "w"  # a field, and the rule it fires


class DurableEngine:
    """Safe to share between threads, across a fork, and with an interrupt at any point."""

    name = NAME

    def __init__(self, clauses: Iterable[Clause]) -> None:
        """Raises ValueError for a clause that rests on more fields than a message may have."""
        outcomes: list[Met] = []
        self._sets: list[_RuleSet] = []
        self._idle: collections.deque[str] = collections.deque()
        self._session_names = map(str, itertools.count())
        weakref.finalize(self, _release, self._sets, self._idle).atexit = False
        for batch in _batches(clauses):
            self._sets.append(_RuleSet(batch, len(outcomes)))
            outcomes += (clause.outcome for clause in batch)
        self._outcomes = tuple(outcomes)
        self._idle.append(self._new_session())

    def fired(self, facts: Facts) -> set[Met]:
        """The outcomes of every clause that the facts meet. Raises RuntimeError if the engine reports a fault."""
        try:
            session = self._idle.pop()  # atomic, so no lock: nothing to hold across a fork or in a signal handler
        except IndexError:
            session = self._new_session()
        try:
            hits = [hit for rules in self._sets for hit in rules.fired(session, facts)]
        except BaseException:  # a call half done leaves its message behind: that session is never used again
            for rules in self._sets:
                rete.delete_state(rules.handle, session)
            raise
        self._idle.append(session)
        return {self._outcomes[hit] for hit in hits}

    def _new_session(self) -> str:
        session = next(self._session_names)
        for rules in self._sets:
            rules.warm_up(session)
        return session


class _RuleSet:
    """As many clauses as one ruleset of the C engine holds safely."""

    def __init__(self, clauses: list[Clause], first: int) -> None:
        rules: dict[str, Any] = {WARM_UP: {"all": [{"m": {WARM_UP: 1}}]}}
        for index, clause in enumerate(clauses):
            anchor = {f"g{index // RULES_A_GROUP}": 1}
            rules[str(first + index)] = {"all": [{"m": {"$and": [anchor, *map(_test, clause.tests)]}}]}
        self.handle: int = rete.create_ruleset("threshold", json.dumps(rules))
        self._anchors = {f"g{group}": 1 for group in range(-(-len(clauses) // RULES_A_GROUP))}
        self._fields = {test.field for clause in clauses for test in clause.tests}

    def warm_up(self, session: str) -> None:
        """Fire one rule: to delete a session in which none has ever fired frees memory that was never set."""
        if list(self._fire({"sid": session, "id": 1, WARM_UP: 1})) != [WARM_UP]:
            raise RuntimeError("durable-rules did not fire its first rule")

    def fired(self, session: str, facts: Facts) -> list[int]:
        known = {field: value for field, value in facts.items() if field in self._fields}
        return [int(name) for name in self._fire({"sid": session, "id": 1, **self._anchors, **known})]

    def _fire(self, message: dict[str, Any]) -> list[str]:
        try:
            code, state = rete.assert_fact(self.handle, json.dumps(message))
        except rete.error as fault:
            raise RuntimeError(f"durable-rules refused a message: {fault}") from fault
        if code == UNMATCHED:
            return []
        if code:
            raise RuntimeError(f"durable-rules refused a message (code {code})")
        names: list[str] = []
        started = rete.start_action_for_state(self.handle, state)
        result = started[1] if started else None
        while result:  # '{"17":{"m":{...}}}'
            names.append(result[2 : result.index('"', 2)])
            result = rete.complete_and_start_action(self.handle, state)
        rete.retract_fact(self.handle, json.dumps({"sid": message["sid"], "id": 1}))
        return names


def _test(test: Test) -> dict[str, Any]:
    return {test.field: test.value} if test.op == "eq" else {f"${test.op}": {test.field: test.value}}


def _batches(clauses: Iterable[Clause]) -> Iterable[list[Clause]]:
    batch: list[Clause] = []
    fields: set[str] = set()
    for clause in clauses:
        own = {test.field for test in clause.tests}
        if len(own) > FIELDS_A_SET:
            raise ValueError(
                f"`{clause.outcome.id}` joins {len(own)} facts; durable-rules takes {FIELDS_A_SET} at most"
            )
        wanted = fields | own
        if batch and (len(batch) == RULES_A_GROUP * GROUPS_A_SET or len(wanted) > FIELDS_A_SET):
            yield batch
            batch, wanted = [], own
        batch.append(clause)
        fields = wanted
    if batch:
        yield batch


def _release(sets: list[_RuleSet], sessions: Iterable[str]) -> None:
    for rules in sets:
        for session in sessions:
            rete.delete_state(rules.handle, session)
        rete.delete_ruleset(rules.handle)
