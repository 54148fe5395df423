"""Speed as ratios within one run, so that the machine cancels out.

    python benchmarks/ratios.py

warm: a whole assess() of 12 ticks, explanation and all, to the bare match of the same facts by the engine.
check: everything `threshold rules check` looks for, to loading the rulebook and running its probes
through every engine.
cold: `threshold assess` as a new process, to `python -c "import pydantic, rich, yaml"`.
diff: `threshold rules diff` on 100,000 cases of 1 to 12 ticks, to reading them: with one statement moved, and with
nearly all moved, which is the worst case.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import threshold
from threshold.assessing import Assessor
from threshold.authoring.check import check
from threshold.authoring.diff.changes import changes
from threshold.commands.rules.many import tally_of_file
from threshold.engine import ClauseTable, engine_names, make_engine
from threshold.engine.probes import probes
from threshold.rulebook.loading import read_rulebook, rule_files, sound

TICKS, CASES, ROUNDS, STARTS, DIFFED = 12, 300, 9, 21, 100_000


def spread(book: threshold.Rulebook, rng: random.Random) -> list[str]:
    """Twelve statements from anywhere: the worst case, since every strand brings a boundary of its own."""
    return rng.sample(sorted(book.indicators), TICKS)


def clustered(book: threshold.Rulebook, rng: random.Random) -> list[str]:
    """Twelve statements of three areas: what one child's case looks like."""
    areas = rng.sample([d.slug for d in book.domains], 3)
    return rng.sample(sorted(id for id, i in book.indicators.items() if i.domain in areas), TICKS)


def seconds(work: Callable[[Any], object], given: Sequence[Any]) -> float:
    """The median time of one round of *work* over all that is given; no result is kept."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for one in given:
            work(one)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def warm(book: threshold.Rulebook, name: str, engine: str) -> None:
    rng = random.Random(1)
    draw = spread if name == "spread" else clustered
    cases = [threshold.Checklist(present=draw(book, rng), child=threshold.Child(age=9)) for _ in range(CASES)]
    table = ClauseTable(book)
    matcher = make_engine(table.clauses, engine)
    assessor = Assessor(book, engine)
    facts = [table.facts(case) for case in cases]
    whole = seconds(assessor.assess, cases) / CASES
    bare = seconds(matcher.fired, facts) / CASES
    print(
        f"warm, {engine}, 12 ticks {name}: assess {whole * 1e6:.0f} us, bare match {bare * 1e6:.0f} us, "
        f"ratio {whole / bare:.1f}"
    )


def check_all() -> None:
    def least(_: None) -> None:
        rulebook = sound(read_rulebook(*rule_files()))
        clauses = ClauseTable(rulebook).clauses
        engines = [make_engine(clauses, name) for name in engine_names()]
        for facts in probes(clauses):
            for engine in engines:
                engine.fired(facts)

    ours = seconds(lambda _: check(read_rulebook(*rule_files())), [None])
    bare = seconds(least, [None])
    print(f"check: rules check {ours * 1e3:.0f} ms, load and run probes {bare * 1e3:.0f} ms, ratio {ours / bare:.1f}")


def cold(book: threshold.Rulebook) -> None:
    case = json.dumps({"present": clustered(book, random.Random(1)), "child": {"age": 9}})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.json"
        file.write_text(case)
        command = Path(sys.executable).with_name("threshold")
        ours = [str(command), "assess", str(file)]
        base = [sys.executable, "-c", "import pydantic, rich, yaml"]
        times: dict[str, list[float]] = {"ours": [], "base": []}
        for _ in range(STARTS):
            for name, argv in (("ours", ours), ("base", base)):
                start = time.perf_counter()
                subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)
                times[name].append(time.perf_counter() - start)
    ours_median, base_median = statistics.median(times["ours"]), statistics.median(times["base"])
    print(
        f"cold: threshold assess {ours_median * 1e3:.0f} ms, import pydantic, rich, yaml {base_median * 1e3:.0f} ms, "
        f"ratio {ours_median / base_median:.1f}"
    )


def reported(book: threshold.Rulebook, rng: random.Random) -> dict[str, Any]:
    """A case of 1 to 12 ticks in three areas, with a few statements denied or not known."""
    areas = rng.sample([d.slug for d in book.domains], 3)
    said = rng.sample([id for id, i in book.indicators.items() if i.domain in areas], 16)
    ticks, denied = rng.randint(1, 12), rng.randint(0, 2)
    child = rng.choice([{}, {"age": rng.randint(0, 17)}, {"age": rng.randint(0, 17), "disabled": rng.random() < 0.5}])
    return {
        "present": said[:ticks],
        "absent": said[ticks : ticks + denied],
        "not_known": said[14 : 14 + rng.randint(0, 2)],
        "child": child,
    }


def moved(book: threshold.Rulebook, share: float, rng: random.Random) -> threshold.Rulebook:
    """The rulebook with that share of its statements (at least one) one level higher."""
    able = [i for i in book.indicators.values() if i.counts and i.level < book.levels[-1].level]
    higher = {
        i.id: i.model_copy(update={"level": i.level + 1, "at_least": i.at_least + 1})
        for i in rng.sample(able, max(1, int(len(able) * share)))
    }
    given = {name: getattr(book, name) for name in threshold.Rulebook.model_fields}
    return threshold.Rulebook(**{**given, "indicators": {**book.indicators, **higher}, "digest": "0" * 64})


def diff(book: threshold.Rulebook) -> None:
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.jsonl"
        with file.open("w") as lines:
            lines.writelines(json.dumps(reported(book, rng)) + "\n" for _ in range(DIFFED))
        start = time.perf_counter()
        with file.open("rb") as read:
            for line in read:
                threshold.Checklist.from_json(line)
        reading = time.perf_counter() - start
        for name, share in (("one statement", 0), ("nearly all statements", 0.9)):
            new = moved(book, share, rng)
            start = time.perf_counter()
            altered = changes(book, new)
            found = tally_of_file(str(file), book, new, altered).impact(examples=False)
            whole = time.perf_counter() - start
            print(
                f"diff, {found.tried:,} cases, {name} moved, {found.counts.level_rises:,} rise: {whole:.1f} s, "
                f"reading them alone {reading:.1f} s, ratio {whole / reading:.1f}"
            )


def main() -> None:
    book = threshold.load_rulebook()
    for engine in engine_names():
        for name in ("spread", "clustered"):
            warm(book, name, engine)
    check_all()
    cold(book)
    diff(book)


if __name__ == "__main__":
    main()
