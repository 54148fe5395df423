"""Long runs: `pytest -m soak`. Each is as long as an environment variable says; the defaults take some five minutes.

THRESHOLD_SOAK_SECONDS=2 THRESHOLD_SOAK_ASSESSMENTS=20000 and the like make a short version.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

import threshold
from tests import drills
from tests.oracle import holding, strongest
from tests.random_rulebooks import ChecklistMaker, random_rulebook
from tests.small import SMALL
from tests.spoiling import faults_of, spoiled
from threshold.engine import ClauseTable, engine_names, make_engine
from threshold.engine.probes import probes
from threshold.rulebook.loading import rule_files

pytestmark = pytest.mark.soak

SECONDS = float(os.environ.get("THRESHOLD_SOAK_SECONDS", "60"))
THREADS = int(os.environ.get("THRESHOLD_SOAK_THREADS", "8"))
PROCESSES = int(os.environ.get("THRESHOLD_SOAK_PROCESSES", "40"))
SIGNALS = int(os.environ.get("THRESHOLD_SOAK_SIGNALS", "2000"))
INTERRUPTS = int(os.environ.get("THRESHOLD_SOAK_INTERRUPTS", "300"))
RULEBOOKS = int(os.environ.get("THRESHOLD_SOAK_RULEBOOKS", "1000"))
FILES = int(os.environ.get("THRESHOLD_SOAK_FILES", "10000"))
ASSESSMENTS = int(os.environ.get("THRESHOLD_SOAK_ASSESSMENTS", "1000000"))  # shared out among the engines
CYCLES = int(os.environ.get("THRESHOLD_SOAK_CYCLES", "2000"))

MOST_GROWTH = 2.0  # MB of resident memory
STATM = Path("/proc/self/statm")
needs_statm = pytest.mark.skipif(not STATM.exists(), reason="resident memory is read from /proc")
needs_alarms = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarm signals")
needs_fork = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="there is no fork here")

Tell = Callable[[str], None]


@pytest.fixture(scope="module")
def known(rulebook: threshold.Rulebook) -> list[drills.Case]:
    """Reports with their answers."""
    return drills.cases(rulebook, 300)


def resident() -> float:
    """Resident memory in MB."""
    gc.collect()
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def test_random_rulebooks(rulebook: threshold.Rulebook, tell: Tell) -> None:
    """On 1,000 random rulebooks, at 30 random checklists and at the probes of each, oracle and engines say the same."""
    rng = random.Random(1_000)
    compared = clauses = 0
    for _ in range(RULEBOOKS):
        book = random_rulebook(rng, rulebook)
        table, maker = ClauseTable(book), ChecklistMaker(book)
        engines = [make_engine(table.clauses, name) for name in engine_names()]
        clauses += len(table.clauses)
        for _ in range(30):
            case = maker.checklist(rng)
            facts, expected = table.facts(case), holding(book, case)
            compared += 1

            assert all(strongest(engine.fired(facts)) == expected for engine in engines), case
        for facts in probes(table.clauses):
            answers = [engine.fired(facts) for engine in engines]
            compared += 1

            assert all(answer == answers[0] for answer in answers), facts
    tell(f"{RULEBOOKS:,} rulebooks, {clauses:,} clauses, {compared:,} cases compared, all alike")


def test_spoiled_files(tell: Tell) -> None:
    """Of 10,000 rule files spoiled at random each has problems that help and stand in the file, or loads and can be
    checked."""
    rng, sound = random.Random(11), 0
    books = [rule_files(folder)[0] for folder in (SMALL, SMALL, None)]
    for _ in range(FILES):
        files = rng.choice(books)
        name, other = rng.sample(sorted(files), 2)
        problems = faults_of(files, name, spoiled(files[name], files[other], rng))
        sound += not any(problem.weight == "error" for problem in problems)
    tell(f"{FILES:,} spoiled files, {sound:,} of which are sound all the same")


def test_threads(rulebook: threshold.Rulebook, known: list[drills.Case], tell: Tell) -> None:
    """Eight threads that share a rulebook for a minute get the answers that one gets."""
    tally = drills.threads(rulebook, known, THREADS, SECONDS)
    tell(f"{THREADS} threads, {SECONDS:g} s: {tally}")

    assert tally.answers > THREADS
    assert not tally.wrong


@needs_fork
def test_fork(rulebook: threshold.Rulebook, known: list[drills.Case], tell: Tell) -> None:
    """Processes forked while threads are busy in the engine answer right."""
    tally = drills.processes("fork", rulebook, known, PROCESSES)
    tell(f"{PROCESSES} forks: {tally}")

    assert tally == (PROCESSES * len(known), 0, 0)


def test_spawn(rulebook: threshold.Rulebook, known: list[drills.Case], tell: Tell) -> None:
    """Spawned processes that are sent the rulebook answer right."""
    tally = drills.processes("spawn", rulebook, known, PROCESSES)
    tell(f"{PROCESSES} spawned: {tally}")

    assert tally == (PROCESSES * len(known), 0, 0)


@needs_alarms
def test_signals(rulebook: threshold.Rulebook, known: list[drills.Case], tell: Tell) -> None:
    """A signal handler that asks in the middle of asking gets the right answer, and so does the call it broke into."""
    tally = drills.signals(rulebook, known, SIGNALS)
    tell(f"signals: {tally}")

    assert tally.landed == SIGNALS
    assert not tally.wrong


@needs_alarms
def test_interrupts(rulebook: threshold.Rulebook, known: list[drills.Case], tell: Tell) -> None:
    """After 300 calls broken off by KeyboardInterrupt, wherever it was, the answers are right."""
    tally = drills.interrupts(rulebook, known, INTERRUPTS)
    tell(f"interrupts: {tally}")

    assert tally.landed == INTERRUPTS
    assert not tally.wrong


@needs_statm
def test_a_million_assessments(rulebook: threshold.Rulebook, engine: str, tell: Tell) -> None:
    """A million assessments of small checklists, over all engines, leave memory as it was after the first ones."""
    rng, ids = random.Random(9), list(rulebook.indicators)
    reports = [rng.sample(ids, rng.randint(0, 4)) for _ in range(500)]
    count = ASSESSMENTS // len(engine_names())
    gc.collect()  # what this frees, the first answers take up again
    for i in range(count // 10):
        threshold.assess(reports[i % 500], rulebook, engine=engine)
    before = resident()
    for i in range(count):
        threshold.assess(reports[i % 500], rulebook, engine=engine)
    after = resident()
    tell(f"{engine}, {count:,} assessments: {before:.2f} MB before, {after:.2f} MB after")

    assert after - before < MOST_GROWTH


@needs_statm
def test_new_checklists_for_ever(rulebook: threshold.Rulebook, tell: Tell) -> None:
    """Checklists that never come twice leave memory as it was after the first: what is kept for speed is bounded."""
    rng, ids, count = random.Random(10), list(rulebook.indicators), ASSESSMENTS // 10
    gc.collect()
    for _ in range(count // 5):
        threshold.assess(rng.sample(ids, rng.randint(0, 12)), rulebook)
    before = resident()
    for _ in range(count):
        threshold.assess(rng.sample(ids, rng.randint(0, 12)), rulebook)
    after = resident()
    tell(f"{count:,} new checklists: {before:.2f} MB before, {after:.2f} MB after")

    assert after - before < MOST_GROWTH


@needs_statm
def test_loading_and_dropping(rulebook: threshold.Rulebook, engine: str, tell: Tell) -> None:
    """2,000 times over, the shipped rulebook's engine is made, asked and dropped, and memory stays as it was."""
    table = ClauseTable(rulebook)
    case = threshold.Checklist(present=tuple(rulebook.indicators)[:20])
    facts, expected = table.facts(case), holding(rulebook, case)

    def cycle() -> None:
        assert strongest(make_engine(ClauseTable(rulebook).clauses, engine).fired(facts)) == expected

    for _ in range(CYCLES // 10):
        cycle()
    before = resident()
    for _ in range(CYCLES):
        cycle()
    after = resident()
    tell(f"{engine}, {CYCLES:,} cycles: {before:.2f} MB before, {after:.2f} MB after")

    assert after - before < MOST_GROWTH
