"""Many cases tried on two rulebooks: a file of them, a case on each line, by as many processes as there is work for."""

from __future__ import annotations

import gc
import itertools
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from threshold.authoring.diff.altered import Altered
from threshold.authoring.diff.impact import Comparison
from threshold.authoring.diff.tally import Tally
from threshold.authoring.diff.trying import of_lines
from threshold.errors import ThresholdError
from threshold.rulebook.models import Rulebook

LOT = 5_000  # lines that a process takes at a time; fewer are not worth a second process
MOST_PROCESSES = 4

_comparison: Comparison  # of this process


def tally_of_file(file: str, old: Rulebook, new: Rulebook, altered: tuple[Altered, ...]) -> Tally:
    """What comes of the cases in *file*. Raises ThresholdError, if it cannot be read."""
    lots = _lots(_lines(file))
    first = list(itertools.islice(lots, 2))
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    total = Tally()
    if len(first) < 2 or processes < 2:
        comparison = Comparison(old, new, altered)
        for start, lot in itertools.chain(first, lots):
            total += comparison.tally(of_lines(lot, start))
        return total
    context = get_context("spawn")  # the only way to start that is safe wherever this runs
    with ProcessPoolExecutor(processes, context, _begin, (old, new, altered)) as pool:
        try:
            for tally in pool.map(_take, itertools.chain(first, lots)):
                total += tally
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return total


def _lines(file: str) -> Iterator[bytes]:
    try:
        with Path(file).open("rb") as lines:
            yield from lines
    except OSError as error:
        why = error.strerror
    except ValueError:
        why = "that is no name of a file"
    else:
        return
    raise ThresholdError(f"{file}: {why}\n  = give a file with one case on each line, as JSON")


def _lots(lines: Iterable[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """The lines in lots, each with the number of its first."""
    rest = iter(lines)
    start = 1
    while lot := list(itertools.islice(rest, LOT)):
        yield start, lot
        start += len(lot)


def _begin(old: Rulebook, new: Rulebook, altered: tuple[Altered, ...]) -> None:
    """Make a new process ready. An interrupt is for the first process, which ends the others."""
    global _comparison  # noqa: PLW0603  what a process of a pool is made ready with has no other place
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    _comparison = Comparison(old, new, altered)


def _take(lot: tuple[int, list[bytes]]) -> Tally:
    start, lines = lot
    return _comparison.tally(of_lines(lines, start))
