"""The engines agree with each other, and with an evaluator that knows neither of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

import pytest

import threshold
from tests.oracle import holding, strongest
from tests.random_rulebooks import ChecklistMaker, checklists_at_edges, random_rulebook
from threshold.checklist import Checklist
from threshold.engine import Clause, ClauseTable, Engine, Met, engine_names, make_engine
from threshold.engine.clauses import Facts
from threshold.engine.clauses import Test as OneTest  # pytest would collect a name that begins with Test
from threshold.engine.probes import probes
from threshold.engine.table import TableEngine
from threshold.rulebook.models import Rulebook


def engines(table: ClauseTable) -> list[Engine]:
    return [make_engine(table.clauses, name) for name in engine_names()]


def disagreements(rulebook: Rulebook, cases: Iterable[Checklist]) -> Iterator[tuple[str, Checklist]]:
    """Each case of which some engine says another thing than the oracle, with the engine's name."""
    table = ClauseTable(rulebook)
    made = engines(table)
    for case in cases:
        facts, expected = table.facts(case), holding(rulebook, case)
        for engine in made:
            if strongest(engine.fired(facts)) != expected:
                yield engine.name, case


def scan(clauses: Iterable[Clause], facts: Facts) -> set[Met]:
    """The outcomes of the clauses, each test tried in turn."""
    compare = {"eq": int.__eq__, "lt": int.__lt__, "gte": int.__ge__}
    return {
        clause.outcome
        for clause in clauses
        if all(test.field in facts and compare[test.op](facts[test.field], test.value) for test in clause.tests)
    }


def test_random_checklists_of_the_shipped_rulebook(rulebook: threshold.Rulebook) -> None:
    """On 20,000 random checklists, many at the edge of a combination or an age, engines and oracle say the same."""
    rng, maker = random.Random(2021), ChecklistMaker(rulebook)

    assert not list(disagreements(rulebook, (maker.checklist(rng) for _ in range(20_000))))


def test_edges_of_the_shipped_rulebook(rulebook: threshold.Rulebook) -> None:
    """At every edge of every statement (one part short, each age, a fact not known) engines and oracle agree."""
    assert not list(disagreements(rulebook, checklists_at_edges(rulebook)))


def test_random_rulebooks(rulebook: threshold.Rulebook) -> None:
    """On 60 random rulebooks, with 30 random checklists each, engines and oracle say the same."""
    rng = random.Random(60)
    for _ in range(60):
        book = random_rulebook(rng, rulebook)
        maker = ChecklistMaker(book)

        assert not list(disagreements(book, [maker.checklist(rng) for _ in range(30)]))


def test_random_rulebooks_reach_what_they_should(rulebook: threshold.Rulebook) -> None:
    """The random rulebooks have every kind of condition, and firm, possible and unmet combinations."""
    rng = random.Random(60)
    kinds: set[str] = set()
    outcomes: set[bool | None] = set()
    for _ in range(60):
        book = random_rulebook(rng, rulebook)
        maker = ChecklistMaker(book)
        for combination in book.combinations.values():
            leaves = [leaf for leaf in combination.when.leaves() if not isinstance(leaf, str)]
            kinds |= {key for condition in (combination.when, *leaves) for key in condition.model_fields_set}
            kinds |= {key for leaf in leaves if leaf.some_of for key in leaf.some_of.model_fields_set}
        for _ in range(5):
            held = dict(holding(book, maker.checklist(rng)))
            outcomes |= {held.get(id) for id in book.combinations}

    assert kinds == {"all", "any", "some_of", "count", "of", "theme", "age", "disabled", "unborn"}
    assert outcomes == {True, False, None}


def test_the_front_door_answers_by_the_oracle(rulebook: threshold.Rulebook, engine: str) -> None:
    """Through `assess`, the findings are the ticked statements that count and the combinations that hold."""
    rng = random.Random(15)
    for _ in range(15):
        book = random_rulebook(rng, rulebook)
        maker = ChecklistMaker(book)
        for _ in range(5):
            case = maker.checklist(rng)
            held = {id for id, _ in holding(book, case)}
            expected = {id for id in case.present if book.indicators[id].counts} | (held & set(book.combinations))

            assert {finding.id for finding in threshold.assess(case, book, engine=engine).findings} == expected


def test_probes_of_the_shipped_rulebook(rulebook: threshold.Rulebook) -> None:
    """At the boundary probes of every clause of the shipped rulebook the engines say what its tests say, one by one."""
    table = ClauseTable(rulebook)
    made = engines(table)
    for facts in probes(table.clauses):
        expected = scan(table.clauses, facts)

        assert all(engine.fired(facts) == expected for engine in made), facts


def test_probes_of_random_rulebooks(rulebook: threshold.Rulebook) -> None:
    """At the boundary probes of random rulebooks the engines say the same."""
    rng = random.Random(12)
    for _ in range(12):
        table = ClauseTable(random_rulebook(rng, rulebook))
        made = engines(table)
        for facts in probes(table.clauses):
            answers = [engine.fired(facts) for engine in made]

            assert all(answer == answers[0] for answer in answers), facts


def test_what_the_probes_of_a_clause_are() -> None:
    """A clause is probed where it is met, with each field missing, and at and beside each value; last, all at once."""
    clause = Clause(Met("a", True), (OneTest("f0", "gte", 5), OneTest("f0", "lt", 7), OneTest("f9", "eq", 1)))

    assert list(probes([clause])) == [
        {},
        {"f0": 5, "f9": 1},
        {"f9": 1},
        *({"f0": age, "f9": 1} for age in (4, 6, 7, 8)),
        {"f0": 5},
        {"f0": 5, "f9": 0},
        {"f0": 5, "f9": 2},
        {"f0": 5, "f9": 1},
    ]
    assert list(probes([])) == [{}, {}]


def mutants(clause: Clause) -> Iterator[Clause]:
    """The clause with one test wrong: another value, another comparison, or the test gone."""
    for i, test in enumerate(clause.tests):
        others = clause.tests[:i], clause.tests[i + 1 :]
        wrong = [test._replace(value=test.value + step) for step in (-1, 1)]
        wrong += [test._replace(op=op) for op in ("eq", "lt", "gte") if op != test.op]
        for mutant in wrong:
            yield clause._replace(tests=(*others[0], mutant, *others[1]))
        if others[0] or others[1]:
            yield clause._replace(tests=(*others[0], *others[1]))


def meets(clause: Clause) -> dict[str, list[int]]:
    """Field by field, the values from -3 to 25 that meet the clause."""
    fields = {test.field for test in clause.tests}
    return {
        field: [n for n in range(-3, 26) if scan([Clause(Met("", True), of)], {field: n})]
        for field, of in ((field, tuple(test for test in clause.tests if test.field == field)) for field in fields)
    }


def surviving(clauses: Iterable[Clause], *, alone: bool = False) -> list[Clause]:
    """The mutants that no probe tells from the clause they come from (in the whole table, or *alone*), though they do
    not mean the same. Each clause has an outcome of its own: that another makes good for it is no excuse."""
    own = [clause._replace(outcome=Met(str(i), True)) for i, clause in enumerate(clauses)]
    cases = list(probes(own))
    whole = TableEngine(own)
    answers = [whole.fired(facts) for facts in cases]
    alive: list[Clause] = []
    for i, clause in enumerate(own):
        meant, outcome = meets(clause), {clause.outcome}
        near = [n for n, facts in enumerate(cases) if any(field in facts for field in meant)]
        for mutant in mutants(clause):
            wrong = TableEngine([mutant] if alone else [*own[:i], mutant, *own[i + 1 :]])
            told = any(wrong.fired(cases[n]) != (answers[n] & outcome if alone else answers[n]) for n in near)
            if not told and all(meant.values()) and meets(mutant) != meant:
                alive.append(mutant)
    return alive


def test_probes_kill_every_mutant_of_the_shipped_rulebook(rulebook: threshold.Rulebook) -> None:
    """Any clause of the shipped rulebook, wrong in one test, makes the table engine answer some probe differently."""
    clauses = ClauseTable(rulebook).clauses

    assert sum(1 for clause in clauses for _ in mutants(clause)) > 4 * len(clauses)
    assert not surviving(clauses)


def test_probes_kill_every_mutant_of_random_rulebooks(rulebook: threshold.Rulebook) -> None:
    """Any clause of a random rulebook that is wrong in one test, and now means another thing, is found out."""
    rng = random.Random(6)
    for _ in range(6):
        assert not surviving(ClauseTable(random_rulebook(rng, rulebook)).clauses, alone=True)


def test_an_engine_that_is_wrong_is_found_out(rulebook: threshold.Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: an engine that never fires one combination is told from the oracle."""
    lost = next(iter(rulebook.combinations))
    honest = TableEngine.fired
    monkeypatch.setattr(TableEngine, "fired", lambda self, facts: {m for m in honest(self, facts) if m.id != lost})

    assert {name for name, _ in disagreements(rulebook, checklists_at_edges(rulebook))} == {"table"}


def test_an_unknown_engine_is_refused(rulebook: threshold.Rulebook) -> None:
    """An engine that this machine has not is refused by name, never replaced in silence."""
    with pytest.raises(ValueError, match="there is no engine `durable`"):
        threshold.assess([], rulebook, engine="durable")
