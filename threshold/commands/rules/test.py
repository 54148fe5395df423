"""The examples beside the rules, each with the answer it must have; and, with --coverage, what no example exercises.

An example is a case and the level it must have. One that fails is shown with its place, what was expected, what came,
and why. --coverage lists every statement, and every side of every `when`, that no example exercises, each with an
example to paste. Exit code 1 if an example fails, or if something is not exercised.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from threshold.authoring.desk import Desk
from threshold.authoring.examples import Tried, failure, try_examples
from threshold.authoring.pasting import Paster, Pasting, in_words
from threshold.authoring.proposing import Coverage, coverage
from threshold.commands import DONE, PROBLEMS
from threshold.commands.case import known_engine
from threshold.errors import Problem, RulebookError
from threshold.rulebook.letters import shown
from threshold.rulebook.loading import Reading, read_rulebook, rule_files

NARROWEST, WIDEST = 40, 100
PASTE = (
    "Examples to paste. Each gives what the rules say now, which is not always what is right: "
    "first read the page it names, and put down the level that the document gives. "
    "Lines are counted as the files are now: of one file, paste the last example first."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold rules test`."""
    parser.add_argument("--rules", metavar="PATH", help="the folder of another rulebook; without it, the shipped one")
    parser.add_argument("--coverage", action="store_true", help="what no example exercises, with examples to paste")
    parser.add_argument("--json", action="store_true", help="the result as data")
    parser.add_argument("--engine", choices=("durable-rules", "table"), help="which engine matches; they answer alike")


def run(given: argparse.Namespace) -> int:
    """Try every example."""
    engine = known_engine(given.engine)
    reading = read_rulebook(*rule_files(given.rules))
    if reading.rulebook is None or reading.sheets is None:
        sys.stdout.write(_unread(reading, given.json))
        return PROBLEMS
    desk = Desk(reading.rulebook, reading.sheets)
    tried = try_examples(desk, engine)
    covered = coverage(desk.rulebook, engine) if given.coverage else None
    pastings = list(Paster(desk, engine).pastings(covered.proposals)) if covered else []
    if given.json:
        sys.stdout.write(_json(_as_data(desk, tried, covered, pastings)))
    else:
        width = max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))
        told = _told(desk, tried, covered, pastings, width)
        sys.stdout.write("".join(f"{shown(line)}\n" for line in told))
    failed = any(one.fails for one in tried) or (covered is not None and bool(covered.open))
    return PROBLEMS if failed else DONE


def _unread(reading: Reading, as_data: bool) -> str:
    """The problems of a rulebook that does not load."""
    if as_data:
        return _json({"rulebook": None, "problems": [vars(problem) for problem in reading.problems]})
    return f"{RulebookError(reading.problems)}\n"


def _told(
    desk: Desk, tried: Sequence[Tried], covered: Coverage | None, pastings: Sequence[Pasting], width: int
) -> Iterator[str]:
    failing = [one for one in tried if one.fails]
    for one in failing:
        told = failure(desk, one)
        yield from _problem(told.problem, told.case, told.why, width)
        yield ""
    verb = "fails" if len(failing) == 1 else "fail"
    counted = f"{len(tried):,} example{'' if len(tried) == 1 else 's'}"
    yield f"{len(failing):,} of {counted} {verb}." if failing else f"{counted}, all as they should be."
    if covered:
        yield from _covered(desk, covered, pastings, width)


def _problem(found: Problem, case: str, why: Sequence[str], width: int) -> Iterator[str]:
    """A problem as `rules check` shows it, with the case, and why the answer is what it is, before what to do."""
    first, *lines = str(found).removesuffix(f"\n  = {found.help}").split("\n")
    yield from _wrapped(first, width, hang=4)
    yield from lines
    yield from _wrapped(f"case: {case}", width, indent=2, hang=6)
    for line in why:
        yield from _wrapped(f"- {line}", width, indent=2, hang=2)
    yield from _wrapped(f"= {found.help}", width, indent=2, hang=2)


def _covered(desk: Desk, covered: Coverage, pastings: Sequence[Pasting], width: int) -> Iterator[str]:
    proposed = {point for proposal in covered.proposals for point in proposal.exercises}
    hopeless = [point for point in covered.open if point not in proposed]
    for point in hopeless:
        words = f"{in_words(point, desk.rulebook)}, and no case can: look at its `when`"
        yield from ("", *_wrapped(f"{desk.where(point.about)}: {words}", width, hang=4))
    if pastings:
        yield from ("", *_wrapped(PASTE, width))
    files = {sheet.page.file: number for number, sheet in enumerate(desk.sheets)}
    in_order = sorted(pastings, key=lambda one: (files[one.place.file], one.place.line))
    for place, group in groupby(in_order, key=lambda one: one.place):
        where = f"in place of line {place.line}" if place.instead else f"below line {place.line}"
        yield from ("", *_wrapped(f"{place.file}, strand `{place.strand}`, {where}:", width, hang=4))
        for number, pasting in enumerate(group):
            yield ""
            for words in pasting.says:
                yield from _wrapped(f"- {words}", width, hang=2)
            yield ""
            yield from ((place.begins.lstrip("\n") if number == 0 else "") + pasting.written).splitlines()
    yield from ("", *_wrapped(_counts(covered), width))


def _counts(covered: Coverage) -> str:
    counts = {name: f"{done:,} of {all_of_them:,}" for name, (done, all_of_them) in covered.counts().items()}
    return (
        f"Indicators {counts['indicators']}; combinations {counts['combinations']}; "
        f"sides of a `when` {counts['sides']}: {covered.percent} %."
    )


def _wrapped(text: str, width: int, indent: int = 0, hang: int = 0) -> list[str]:
    begin = " " * indent
    return textwrap.wrap(
        shown(text),
        width,
        initial_indent=begin,
        subsequent_indent=begin + " " * hang,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _as_data(
    desk: Desk, tried: Sequence[Tried], covered: Coverage | None, pastings: Sequence[Pasting]
) -> dict[str, Any]:
    book = desk.rulebook
    data: dict[str, Any] = {
        "rulebook": {"id": book.id, "version": book.version, "status": book.status, "digest": book.digest},
        "examples": len(tried),
        "failures": [_failure_data(desk, one) for one in tried if one.fails],
    }
    if covered:
        data["coverage"] = _coverage_data(desk, covered, pastings)
    return data


def _failure_data(desk: Desk, one: Tried) -> dict[str, Any]:
    told = failure(desk, one)
    keys = ("level", "at_least", "settled")
    return {
        "case": told.case,
        "differs": list(one.differs),
        "expected": {key: getattr(one.example, key) for key in keys},
        "came": one.answer and {key: getattr(one.answer, key) for key in keys},
        "why": list(told.why),
        "problem": vars(told.problem),
    }


def _coverage_data(desk: Desk, covered: Coverage, pastings: Sequence[Pasting]) -> dict[str, Any]:
    return {
        "percent": covered.percent,
        **{name: {"exercised": done, "of": of} for name, (done, of) in covered.counts().items()},
        "open": [
            {"kind": point.kind, "about": point.about, "says": in_words(point, desk.rulebook)} for point in covered.open
        ],
        "proposals": [
            {
                "file": pasting.place.file,
                "strand": pasting.place.strand,
                "line": pasting.place.line,
                "instead": pasting.place.instead,
                "begins": pasting.place.begins,
                "written": pasting.written,
                "example": pasting.values,
                "exercises": list(pasting.says),
            }
            for pasting in pastings
        ],
    }


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
