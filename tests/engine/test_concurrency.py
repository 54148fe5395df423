"""One rulebook, shared and disturbed: a short run of the drills. tests/soak has the long one."""

from __future__ import annotations

import multiprocessing
import signal

import pytest

import threshold
from tests import drills

needs_alarms = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarm signals")
needs_fork = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="there is no fork here")


@pytest.fixture(scope="module")
def known(rulebook: threshold.Rulebook) -> list[drills.Case]:
    """Reports with their answers."""
    return drills.cases(rulebook, 60)


def test_threads(rulebook: threshold.Rulebook, known: list[drills.Case]) -> None:
    """Eight threads that share a rulebook get the answers that one gets."""
    tally = drills.threads(rulebook, known, count=8, seconds=2)

    assert tally.answers > 8
    assert not tally.wrong


@needs_fork
def test_fork(rulebook: threshold.Rulebook, known: list[drills.Case]) -> None:
    """A process forked while threads are busy in the engine answers right."""
    assert drills.processes("fork", rulebook, known, count=5) == (5 * len(known), 0, 0)


def test_spawn(rulebook: threshold.Rulebook, known: list[drills.Case]) -> None:
    """A spawned process that is sent the rulebook answers right."""
    assert drills.processes("spawn", rulebook, known, count=1) == (len(known), 0, 0)


@needs_alarms
def test_signals(rulebook: threshold.Rulebook, known: list[drills.Case]) -> None:
    """A signal handler that asks in the middle of asking gets the right answer, and so does the call it broke into."""
    tally = drills.signals(rulebook, known, times=150)

    assert tally.landed == 150
    assert not tally.wrong


@needs_alarms
def test_interrupts(rulebook: threshold.Rulebook, known: list[drills.Case]) -> None:
    """After a call broken off by KeyboardInterrupt, wherever it was, the answers are right."""
    tally = drills.interrupts(rulebook, known, times=100)

    assert tally.landed == 100
    assert not tally.wrong
