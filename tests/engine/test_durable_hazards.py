"""What is wrong with the C engine of durable-rules, shown; and that our driver stays clear of it.

Some of it crashes or never ends, so each hazard is tried in a process of its own.
"""

from __future__ import annotations

import collections
import contextlib
import gc
import importlib
import json
import random
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import threshold
from tests.oracle import holding, strongest
from tests.random_rulebooks import indicator_of, rulebook_of
from threshold.engine import Clause, ClauseTable, Facts, Met, make_engine
from threshold.engine.clauses import Test as OneTest  # pytest would collect a name that begins with Test
from threshold.engine.table import TableEngine

rete: Any = pytest.importorskip("durable_rules_engine", exc_type=ImportError)
durable: Any = importlib.import_module("threshold.engine.durable")

PATIENCE = 60  # seconds for a process that takes a tenth of one
ENDLESS = 4  # seconds until a call that takes milliseconds is taken to be endless
COLLIDING = ("absence_housing_anger_8", "anger_self_anger_12")  # two field names with one 32-bit hash

# In the other process: `run(rules, message)` gives how often rules fired, and which; or the fault, in words.
SCRIPT = """
import json, sys
import durable_rules_engine as rete
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no file behind
except ImportError:
    pass

def rule(*tests):
    return {"all": [{"m": tests[0] if len(tests) == 1 else {"$and": list(tests)}}]}

def run(rules, message):
    try:
        handle = rete.create_ruleset("r", json.dumps(rules))
        code, state = rete.assert_fact(handle, json.dumps(message))
    except rete.error as fault:
        return str(fault)
    fired, started = [], rete.start_action_for_state(handle, state)
    hit = started and started[1]
    while hit:
        fired.append(hit[2:hit.index('"', 2)])
        hit = rete.complete_and_start_action(handle, state)
    return [len(fired), len(set(fired))]

"""


def in_another_process(code: str, folder: Path, patience: float = PATIENCE) -> Any:
    """What *code* prints, as JSON; "crashed" or "never ended" where it does not get so far."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT + textwrap.dedent(code)],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "never ended"
    return json.loads(done.stdout) if done.returncode == 0 else "crashed"


def many(code: str, *counts: int) -> str:
    """Code that prints what *code*, an expression of n, gives for each of *counts*."""
    return f"print(json.dumps([{code} for n in {counts!r}]))"


def clause(name: str, *fields: str) -> Clause:
    return Clause(Met(name, True), tuple(OneTest(field, "eq", 1) for field in fields))


def test_64_matches_at_once_are_the_most(tmp_path: Path) -> None:
    """The C engine answers when 64 conditions match at once, and refuses the message when 65 do."""
    rules = '{f"r{i}": rule({f"i{i}": 1}) for i in range(n)}, {f"i{i}": 1 for i in range(n)}'
    right, wrong = in_another_process(many(f"run({rules})", 64, 65), tmp_path)

    assert right == [64, 64]
    assert "error code: 303" in wrong


def test_512_tests_below_one_node_never_end(tmp_path: Path) -> None:
    """With 511 tests below one node the C engine answers; with 513 it looks for a free place for ever."""
    rules = '{f"r{i}": rule({"x": i}) for i in range(n)}, {"x": 7}'

    assert in_another_process(many(f"run({rules})", 511), tmp_path) == [[1, 1]]
    assert in_another_process(many(f"run({rules})", 513), tmp_path, ENDLESS) == "never ended"


def test_256_rules_on_one_condition_are_not_answered(tmp_path: Path) -> None:
    """With 255 rules on one condition the C engine answers; above, it crashes, finds a fault, or loses a rule."""
    plain = '{f"r{i}": rule({"g": 1}) for i in range(n)}'
    others = '{f"z{i}": rule({"g": 1}, {f"k{i}": 1}) for i in range(5)}'

    assert in_another_process(many(f'run({plain}, {{"g": 1}})', 255), tmp_path) == [[255, 255]]

    answers = [
        in_another_process(many(f'run({plain}, {{"g": 1}})', 256), tmp_path),
        in_another_process(many(f'run({plain}, {{"g": 1}})', 257), tmp_path),
        in_another_process(many(f'run({plain} | {others}, {{"g": 1}})', 257), tmp_path),
    ]
    assert answers != [[[256, 256]], [[257, 257]], [[257, 257]]]


def test_252_fields_are_the_most(tmp_path: Path) -> None:
    """The C engine reads a message of 252 fields, and refuses one of 253."""
    message = '{"r": rule({"i0": 1})}, {f"i{i}": 1 for i in range(n)}'
    right, wrong = in_another_process(many(f"run({message})", 252, 253), tmp_path)

    assert right == [1, 1]
    assert "error code: 302" in wrong


def test_4096_rules_are_the_most(tmp_path: Path) -> None:
    """The C engine takes a ruleset of 4,096 rules, and refuses one of 4,097."""
    rules = '{f"r{i}": rule({f"g{i // 30}": 1}, {"x": i}) for i in range(n)}, {"g0": 1, "x": 7}'
    right, wrong = in_another_process(many(f"run({rules})", 4096, 4097), tmp_path)

    assert right == [1, 1]
    assert "error code: 106" in wrong


def test_a_message_that_meets_no_rule_is_not_stored(tmp_path: Path) -> None:
    """The C engine says 1 of a message that meets no rule, each time anew; a message that met one it knows again."""
    code = """
        handle = rete.create_ruleset("r", json.dumps({"r": rule({"x": 1})}))
        messages = [{"id": 1, "y": 1}] * 2 + [{"id": 1, "x": 1}] * 2
        print(json.dumps([rete.assert_fact(handle, json.dumps(message))[0] for message in messages]))
    """

    assert in_another_process(code, tmp_path) == [1, 1, 0, 2]


def test_field_names_collide(tmp_path: Path) -> None:
    """The C engine fires a rule on one field for a message that has only another, whose name has the same hash."""
    rule_on, message_with = COLLIDING
    code = f'run({{"r": rule({{"{rule_on}": 1}})}}, {{"{message_with}": n}})'

    assert in_another_process(many(code, 1), tmp_path) == [[1, 1]]


def test_the_public_host_starts_threads(tmp_path: Path) -> None:
    """`engine.Host` starts threads of its own, which run actions when they please, and has no way to end them."""
    code = """
        import threading
        from durable import engine
        before = threading.active_count()
        host = engine.Host({"r": {"a": {**rule({"x": 1}), "run": lambda c: None}}})
        print(json.dumps([threading.active_count() - before, [n for n in dir(host) if n in ("stop", "close")]]))
    """

    started, ways_to_end = in_another_process(code, tmp_path)
    assert started >= 2
    assert not ways_to_end


# From here on: our driver.


class Watched:
    """Stands in for the C module, passes every call on, and keeps what was given to it.

    What it keeps of deletions is only about its own rulesets: an engine of another test may be swept away meanwhile."""

    error = rete.error

    def __init__(self) -> None:
        self.rulesets: dict[int, dict[str, Any]] = {}
        self.messages: list[dict[str, Any]] = []
        self.fired_in: set[tuple[int, str]] = set()
        self.deleted: list[tuple[int, str]] = []
        self.released: list[int] = []
        self._session_of: dict[tuple[int, int], str] = {}

    def create_ruleset(self, name: str, rules: str) -> int:
        handle: int = rete.create_ruleset(name, rules)
        self.rulesets[handle] = json.loads(rules)
        return handle

    def assert_fact(self, handle: int, message: str) -> tuple[int, int]:
        given = json.loads(message)
        self.messages.append(given)
        code, state = rete.assert_fact(handle, message)
        self._session_of[handle, state] = given["sid"]
        return code, state

    def start_action_for_state(self, handle: int, state: int) -> Any:
        return rete.start_action_for_state(handle, state)

    def complete_and_start_action(self, handle: int, state: int) -> Any:
        self.fired_in.add((handle, self._session_of[handle, state]))
        return rete.complete_and_start_action(handle, state)

    def retract_fact(self, handle: int, message: str) -> None:
        rete.retract_fact(handle, message)

    def delete_state(self, handle: int, session: str) -> None:
        if handle in self.rulesets:
            self.deleted.append((handle, session))
        rete.delete_state(handle, session)

    def delete_ruleset(self, handle: int) -> None:
        if handle in self.rulesets:
            self.released.append(handle)
        rete.delete_ruleset(handle)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    """The driver, with every call to the C engine watched."""
    watched = Watched()
    monkeypatch.setattr(durable, "rete", watched)
    return watched


def assert_far_from_every_limit(watched: Watched) -> None:
    for rules in watched.rulesets.values():
        tests = [rule["all"][0]["m"].get("$and", [rule["all"][0]["m"]]) for rule in rules.values()]
        behind = collections.Counter(json.dumps(of[0]) for of in tests)
        assert len(rules) < 1_000
        assert all(list(of[0].values()) == [1] for of in tests)  # an anchor, or the rule of the warm-up
        assert len(behind) + max(behind.values()) < 64  # even if all anchors match, and all rules behind one of them
        assert all("$or" not in str(of) and "$nex" not in str(of) for of in tests)
    for message in watched.messages:
        assert len(message) <= 240
        assert all(type(value) is int for name, value in message.items() if name != "sid")


def dense_clauses() -> list[Clause]:
    """5,000 clauses over 400 fields, most of which hold when most fields are there."""
    rng = random.Random(5)
    return [clause(f"c{i}", *{f"f{rng.randrange(400)}" for _ in range(rng.randint(1, 4))}) for i in range(5_000)]


def test_5000_clauses_with_thousands_firing_at_once(watched: Watched) -> None:
    """Of 5,000 clauses over 400 fields, thousands of them firing at once, the driver fires what the table fires."""
    clauses, rng = dense_clauses(), random.Random(6)
    engine, table = make_engine(clauses, "durable-rules"), TableEngine(clauses)
    most = 0
    for share in (1.0, 0.99, 0.9, 0.5, 0.1, 0.0):
        for _ in range(3):
            facts = {f"f{i}": 1 for i in range(400) if rng.random() < share}
            fired = engine.fired(facts)
            most = max(most, len(fired))

            assert fired == table.fired(facts)
    assert most == 5_000
    assert_far_from_every_limit(watched)


def test_5000_clauses_on_one_condition(watched: Watched) -> None:
    """5,000 statements that ask for one and the same thing all fire on it."""
    engine = make_engine([clause(f"c{i}", "f0") for i in range(5_000)], "durable-rules")

    assert len(engine.fired({"f0": 1})) == 5_000
    assert engine.fired({"f1": 1}) == set()
    assert_far_from_every_limit(watched)


def test_a_field_with_600_values(watched: Watched) -> None:
    """600 different tests of one field are told apart."""
    clauses = [Clause(Met(f"{op}{i}", True), (OneTest("f0", op, i),)) for i in range(200) for op in ("eq", "lt", "gte")]
    engine, table = make_engine(clauses, "durable-rules"), TableEngine(clauses)

    assert all(engine.fired({"f0": value}) == table.fired({"f0": value}) for value in range(-1, 202, 7))
    assert_far_from_every_limit(watched)


def test_the_shipped_rulebook_with_everything_ticked(rulebook: threshold.Rulebook, watched: Watched) -> None:
    """With every statement of the shipped rulebook ticked at once the driver answers right, far from every limit."""
    table = ClauseTable(rulebook)
    engine = make_engine(table.clauses, "durable-rules")
    case = threshold.Checklist(present=tuple(rulebook.indicators))

    assert strongest(engine.fired(table.facts(case))) == holding(rulebook, case)
    assert_far_from_every_limit(watched)


def test_the_widest_clause() -> None:
    """A clause of 200 fields is answered; one of 201 is refused when the engine is made, not in the midst of a case."""
    fields = [f"f{i}" for i in range(201)]
    engine = make_engine([clause("near", *fields[:200]), clause("other", "f200")], "durable-rules")

    assert engine.fired(dict.fromkeys(fields, 1)) == {Met("near", True), Met("other", True)}
    assert engine.fired(dict.fromkeys(fields[1:], 1)) == {Met("other", True)}
    with pytest.raises(ValueError, match="`far` joins 201 facts"):
        make_engine([clause("far", *fields)], "durable-rules")


def test_a_fault_of_the_c_engine_is_raised() -> None:
    """A message that the C engine refuses raises RuntimeError, and the answers after it are right."""
    engine = make_engine([clause("a", "f0")], "durable-rules")
    for _ in range(3):
        with pytest.raises(RuntimeError, match="refused"):
            engine.fired({"f0": float("inf")})  # type: ignore[dict-item]

        assert engine.fired({"f0": 1}) == {Met("a", True)}


def test_colliding_names_do_not_matter(rulebook: threshold.Rulebook) -> None:
    """Of two statements whose names have one hash, only the one that is ticked holds."""
    book = rulebook_of(rulebook, [indicator_of(rulebook, id) for id in COLLIDING])
    table = ClauseTable(book)
    engine = make_engine(table.clauses, "durable-rules")
    for id in COLLIDING:
        assert engine.fired(table.facts(threshold.Checklist(present=(id,)))) == {(id, True)}
    assert {finding.id for finding in threshold.assess(COLLIDING[:1], book).findings} == {COLLIDING[0]}


def test_coded_names_do_not_collide() -> None:
    """The hashes of 20,000 coded field names, of the anchors and of the engine's own names are all different."""
    own = ["w", "sid", "id", "m", "$s", "$sid", "$m", "$forward"]
    names = [f"f{i}" for i in range(20_000)] + [f"g{i}" for i in range(durable.GROUPS_A_SET)] + own

    assert _hash(COLLIDING[0]) == _hash(COLLIDING[1])
    assert len({_hash(name) for name in names}) == len(names)


def _hash(name: str) -> int:
    """FNV-1a of 32 bits, as the C engine reckons it."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


class Interrupting:
    """Stands in for the C module, and raises KeyboardInterrupt at one call to it: before it is made, or once done."""

    error = rete.error

    def __init__(self, at: int, *, done: bool) -> None:
        self.calls = 0
        self.deleted: list[str] = []
        self._at, self._done = at, done

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            if name == "delete_state":
                self.deleted.append(given[1])
                return rete.delete_state(*given)
            self.calls += 1
            if self.calls == self._at and not self._done:
                raise KeyboardInterrupt
            answer = getattr(rete, name)(*given)
            if self.calls == self._at:
                raise KeyboardInterrupt
            return answer

        return call


@pytest.mark.parametrize("done", [False, True], ids=["before the call", "after the call"])
def test_an_interrupt_at_any_call_leaves_later_answers_right(monkeypatch: pytest.MonkeyPatch, done: bool) -> None:
    """Interrupted before or after any one call to the C engine, the driver answers right ever after."""
    clauses = [clause(f"c{i}", f"f{i % 7}", f"f{i % 11}") for i in range(2_000)]  # three rulesets
    everything: Facts = {f"f{i}": 1 for i in range(11)}
    answers = [(facts, TableEngine(clauses).fired(facts)) for facts in ({"f0": 1, "f1": 1}, {}, everything)]
    engine = make_engine(clauses, "durable-rules")
    at, calls = 0, 1
    while at < calls:
        at += 1
        with monkeypatch.context() as patch:
            patch.setattr(durable, "rete", interrupting := Interrupting(at, done=done))
            with contextlib.suppress(KeyboardInterrupt):
                engine.fired(answers[0][0])
        calls = max(calls, interrupting.calls + 1)

        assert all(engine.fired(facts) == expected for facts, expected in answers)
    assert at > 50


def test_an_interrupt_while_a_session_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted while a new session is made, the driver deletes none that never fired, and answers right after."""
    clauses = [clause(f"c{i}", "f0") for i in range(1_000)]  # two rulesets
    engine: Any = make_engine(clauses, "durable-rules")
    for at in range(1, 9):  # in each: a message, two steps of an action, a message taken back
        engine._idle.clear()
        with monkeypatch.context() as patch:
            patch.setattr(durable, "rete", interrupting := Interrupting(at, done=True))
            with pytest.raises(KeyboardInterrupt):
                engine.fired({"f0": 1})

        assert not interrupting.deleted
    assert len(engine.fired({"f0": 1})) == 1_000


def test_only_sessions_that_fired_are_deleted(watched: Watched) -> None:
    """A session in which nothing ever fired is not safe to delete: each that the driver deletes has fired before."""
    engine = make_engine([clause(f"c{i}", f"f{i}") for i in range(1_000)], "durable-rules")
    assert engine.fired({}) == set()
    for _ in range(3):
        with pytest.raises(RuntimeError):
            engine.fired({"f0": float("inf")})  # type: ignore[dict-item]
    del engine
    gc.collect()

    assert len(watched.deleted) > 3
    assert set(watched.deleted) <= watched.fired_in
    assert watched.released == list(watched.rulesets)


def test_a_dropped_engine_releases_its_handles(watched: Watched) -> None:
    """Rulesets of an engine that is dropped are gone from the C engine, and their sessions before them."""
    for _ in range(20):
        engine = make_engine(dense_clauses()[:1_000], "durable-rules")
        engine.fired({"f0": 1})
    del engine
    gc.collect()

    assert watched.released == list(watched.rulesets)
    assert {handle for handle, _ in watched.deleted} == set(watched.rulesets)
    for handle in watched.rulesets:
        with pytest.raises(rete.error, match="error code: 111"):
            rete.assert_fact(handle, '{"x": 1}')


def test_a_dropped_rulebook_releases_its_handles(watched: Watched) -> None:
    """A rulebook that is loaded, asked and dropped leaves nothing behind in the C engine."""
    for _ in range(3):
        book = threshold.load_rulebook()
        threshold.assess([next(iter(book.indicators))], book, engine="durable-rules")
    del book
    gc.collect()

    assert watched.released == list(watched.rulesets)
    assert len(watched.rulesets) >= 3


def test_rulebooks_side_by_side() -> None:
    """Two engines with the same fields and other clauses do not hear each other."""
    one = make_engine([clause("a", "f0")], "durable-rules")
    two = make_engine([clause("b", "f0", "f1")], "durable-rules")

    assert one.fired({"f0": 1}) == {Met("a", True)}
    assert two.fired({"f0": 1}) == set()
    assert two.fired({"f0": 1, "f1": 1}) == {Met("b", True)}
    assert one.fired({"f1": 1}) == set()
