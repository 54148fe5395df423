"""What a program may do to a rulebook while it answers: threads, forks, spawned processes, signals, interrupts.

Each drill compares answers, to the byte, with answers made beforehand in peace, and says how many it compared and how
many were wrong.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import random
import signal
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any, Literal, NamedTuple

import threshold
from tests.random_rulebooks import ChecklistMaker
from threshold.engine import engine_names
from threshold.rulebook.models import Rulebook

PATIENCE = 120  # seconds until a process that does not answer is taken to hang
TRIES = 200  # for each signal wanted in the middle of a call


class Case(NamedTuple):
    """A report as another app would give it, an engine, and the answer it must give."""

    report: dict[str, Any]
    engine: str
    answer: str


class Tally(NamedTuple):
    """*answers* compared, and how many were *wrong*; *landed*: signals that came in the middle of a call."""

    answers: int
    wrong: int
    landed: int = 0


def cases(rulebook: Rulebook, count: int, seed: int = 1) -> list[Case]:
    """*count* random reports, for each engine in turn, with their answers."""
    rng, maker, names = random.Random(seed), ChecklistMaker(rulebook), itertools.cycle(engine_names())
    made: list[Case] = []
    for _ in range(count):
        report, engine = maker.checklist(rng).model_dump(), next(names)
        made.append(Case(report, engine, answer(rulebook, report, engine)))
    return made


def answer(rulebook: Rulebook, report: dict[str, Any], engine: str) -> str:
    return threshold.assess(report, rulebook, engine=engine).model_dump_json()


def right(rulebook: Rulebook, case: Case) -> bool:
    return answer(rulebook, case.report, case.engine) == case.answer


def threads(rulebook: Rulebook, known: list[Case], count: int, seconds: float) -> Tally:
    """*count* threads share a rulebook for *seconds*, and are switched as often as can be."""
    compared, wrong = [0] * count, [0] * count
    until = time.monotonic() + seconds

    def work(own: int) -> None:
        rng = random.Random(own)
        while time.monotonic() < until:
            wrong[own] += 1  # until proven right: a thread that dies is not forgotten
            wrong[own] -= right(rulebook, rng.choice(known))
            compared[own] += 1

    with _switching_often():
        workers = [threading.Thread(target=work, args=(own,)) for own in range(count)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    return Tally(sum(compared), sum(wrong))


def processes(how: Literal["fork", "spawn"], rulebook: Rulebook, known: list[Case], count: int) -> Tally:
    """*count* processes, one after the other, are forked or spawned while four threads are busy; each answers all.

    A spawned process is sent the rulebook, pickled."""
    context: Any = multiprocessing.get_context(how)
    compared = wrong = 0
    with _busy_threads(rulebook, known):
        for _ in range(count):
            reader, writer = context.Pipe(duplex=False)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of what is tried here
                process = context.Process(target=_report, args=(rulebook, known, writer))
                process.start()
            writer.close()
            try:
                told = reader.recv() if reader.poll(PATIENCE) else None
            except EOFError:  # it died
                told = None
            if told is None:
                process.kill()
            process.join()
            reader.close()
            compared += len(known)
            wrong += len(known) if told is None else told
    return Tally(compared, wrong)


def signals(rulebook: Rulebook, known: list[Case], times: int) -> Tally:
    """A signal handler asks in the middle of asking, *times* times."""
    rng, every = random.Random(7), itertools.cycle(known)
    compared = wrong = landed = 0
    inside = False

    def ask_too(number: int, frame: object) -> None:
        nonlocal compared, wrong, landed
        landed += inside
        wrong += not right(rulebook, next(every))
        compared += 1

    with _on_alarm(ask_too):
        for _ in range(TRIES * times):
            case = rng.choice(known)
            signal.setitimer(signal.ITIMER_REAL, rng.uniform(1e-6, 3e-4))
            inside = True
            told = answer(rulebook, case.report, case.engine)
            inside = False
            wrong += told != case.answer
            compared += 1
            if landed >= times:
                break
    return Tally(compared, wrong, landed)


def interrupts(rulebook: Rulebook, known: list[Case], times: int) -> Tally:
    """KeyboardInterrupt breaks off an answer, *times* times; after each, both engines are asked again."""
    rng = random.Random(8)
    of_engine = [[case for case in known if case.engine == name] for name in engine_names()]
    compared = wrong = landed = 0
    inside = False

    def interrupt(number: int, frame: object) -> None:
        if inside:
            raise KeyboardInterrupt

    with _on_alarm(interrupt):
        for _ in range(TRIES * times):
            case = rng.choice(known)
            try:
                signal.setitimer(signal.ITIMER_REAL, rng.uniform(1e-6, 3e-4))
                inside = True
                answer(rulebook, case.report, case.engine)
                inside = False
            except KeyboardInterrupt:
                inside = False
                landed += 1
                asked = [rng.choice(own) for own in of_engine]
                wrong += sum(not right(rulebook, again) for again in asked)
                compared += len(asked)
            if landed >= times:
                break
    wrong += sum(not right(rulebook, case) for case in known)
    return Tally(compared + len(known), wrong, landed)


def _report(rulebook: Rulebook, known: list[Case], writer: Connection) -> None:
    writer.send(sum(not right(rulebook, case) for case in known))
    writer.close()


@contextlib.contextmanager
def _switching_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@contextlib.contextmanager
def _busy_threads(rulebook: Rulebook, known: list[Case], count: int = 4) -> Iterator[None]:
    done = threading.Event()

    def work(own: int) -> None:
        rng = random.Random(own)
        while not done.is_set():
            right(rulebook, rng.choice(known))

    workers = [threading.Thread(target=work, args=(own,)) for own in range(count)]
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        done.set()
        for worker in workers:
            worker.join()


@contextlib.contextmanager
def _on_alarm(handler: Any) -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, handler)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
