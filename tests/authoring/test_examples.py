"""`threshold rules test`: the examples beside the rules, what none of them exercises, and the examples it proposes."""

from __future__ import annotations

import json
import random
import re
from itertools import product
from pathlib import Path

import pytest

import threshold
from tests.random_rulebooks import ChecklistMaker, checklists_at_edges, random_rulebook
from tests.small import SMALL, edit, is_helpful, places, small_copy
from threshold.authoring.coverage import Exercises, Point
from threshold.authoring.desk import Desk
from threshold.authoring.examples import checklist_of, failure, try_examples
from threshold.authoring.pasting import Paster, Pasting, sentence
from threshold.authoring.proposing import Coverage, coverage
from threshold.checklist import Checklist, Child
from threshold.commands import main
from threshold.rulebook.loading import read_rulebook, rule_files
from threshold.rulebook.models import Example, Rulebook

WELLBEING = "levels/wellbeing.yaml"
ALONE = "        present: [tired, no_one_to_ask]\n        level: 3\n"
Files = dict[str, bytes]


def desk_of(files: Files) -> Desk:
    """A rulebook that must load."""
    reading = read_rulebook(files)
    assert reading.rulebook, reading.problems
    assert reading.sheets
    return Desk(reading.rulebook, reading.sheets)


def small_files() -> Files:
    return rule_files(SMALL)[0]


def bare(files: Files) -> Files:
    """The same rulebook without its examples."""
    cut = re.compile(rb"^( *)examples:\n(?:\1 .*\n|\n)*", re.M)
    return {name: cut.sub(b"\n", content + b"\n") for name, content in files.items()}


def pastings(desk: Desk) -> list[Pasting]:
    return list(Paster(desk).pastings(coverage(desk.rulebook, "table").proposals))


def pasted(files: Files, some: list[Pasting]) -> Files:
    """The files with examples pasted as the command tells to: those of a strand together, the last strand first."""
    new = dict(files)
    for place in sorted({one.place for one in some}, key=lambda place: -place.line):
        lines = new[place.file].decode().splitlines(keepends=True)
        written = place.begins + "".join(one.written for one in some if one.place == place)
        lines[place.line - place.instead : place.line] = [written]
        new[place.file] = "".join(lines).encode()
    return new


def assert_all_hold(desk: Desk) -> None:
    for tried in try_examples(desk, "table"):
        assert not tried.fails, failure(desk, tried)


def assert_proposals_do_what_they_say(files: Files, some: slice) -> None:
    """Each of some proposals, pasted alone, loads, passes, and closes what it says and nothing else; all of them,
    pasted together, leave nothing open but what has no proposal."""
    before = desk_of(files)
    open_before = coverage(before.rulebook, "table")
    ready = pastings(before)
    for proposal, pasting in list(zip(open_before.proposals, ready, strict=True))[some]:
        after = desk_of(pasted(files, [pasting]))
        assert_all_hold(after)
        still = coverage(after.rulebook, "table").open
        assert proposal.point in proposal.exercises
        assert set(open_before.open) - set(still) == set(proposal.exercises)
        assert set(still) < set(open_before.open)
    complete = desk_of(pasted(files, ready))
    assert_all_hold(complete)
    assert coverage(complete.rulebook, "table").open == ()


# The examples


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (ALONE, ALONE.replace("level: 3", "‸level: 2"), "Level 2 is expected, and the rules answer Level 3"),
        (
            ALONE,
            ALONE + "        ‸at_least: 2\n",
            "at least 2 is expected, and the rules answer at least 3",
        ),
        (
            ALONE,
            ALONE + "        ‸settled: false\n",
            "an answer that is not settled is expected, and the rules' answer is settled",
        ),
        (
            "        settled: false\n",
            "        ‸settled: true\n",
            "a settled answer is expected, and the rules' answer is not settled",
        ),
        (
            "[tired, no_one_to_ask]\n        level: 3",
            "[afraid_of_storms]\n        ‸level: 2",
            "at least 2 is expected, and the rules answer at least 1",
        ),
        (
            "case: A tired child has no adult to turn to at night.\n",
            "‸case: A tired child is not tired.\n        absent: [tired]\n",
            "`wellbeing.tired` is both present and absent",
        ),
    ],
)
def test_an_example_that_fails_is_shown_at_its_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    """What was expected and what came stands at the key that is wrong, with what to do; the others are not named."""
    folder = small_copy(tmp_path)
    marks = edit(folder, WELLBEING, old, new)
    desk = desk_of(rule_files(folder)[0])
    (told,) = [failure(desk, tried) for tried in try_examples(desk) if tried.fails]

    assert places([told.problem]) == marks
    assert said in told.problem.message
    assert is_helpful(told.problem)
    assert told.case


@pytest.mark.parametrize(("level", "at_least"), list(product((1, 2, 3), (None, 1, 2, 3))))
def test_doing_what_is_advised_makes_it_pass(tmp_path: Path, level: int, at_least: int | None) -> None:
    """An example fails exactly where its answer is another one; with the keys written as advised, it passes."""
    for settled in (None, True, False):
        keys = {"level": level, "at_least": at_least, "settled": None if settled is None else str(settled).lower()}
        folder = small_copy(tmp_path / str(settled))
        given = "        present: [afraid_of_storms]\n"

        def written(keys: dict[str, object], given: str = given) -> str:
            return given + "".join(f"        {key}: {value}\n" for key, value in keys.items() if value is not None)

        edit(folder, WELLBEING, ALONE, written(keys))
        desk = desk_of(rule_files(folder)[0])
        (_, tried) = try_examples(desk)

        right = (level, at_least or level) == (2, 1) and settled is not True
        assert tried.fails == (not right)
        if not right:
            advised = dict(re.findall(r"`(\w+): (\w+)`", failure(desk, tried).problem.help))
            assert set(advised) == set(tried.differs)
            edit(folder, WELLBEING, written(keys), written(keys | advised))
            assert_all_hold(desk_of(rule_files(folder)[0]))


def test_why_names_the_findings_that_decided(tmp_path: Path) -> None:
    """A failure tells the findings at the level reached, and not those below; a level that was not reached, what is
    missing of it; and where to look names a line that holds the statement."""
    folder = small_copy(tmp_path)
    edit(folder, WELLBEING, ALONE, ALONE.replace("level: 3", "level: 2"))
    edit(folder, WELLBEING, "level: 2\n        settled: false", "level: 3")
    desk = desk_of(rule_files(folder)[0])
    missing, found = (failure(desk, tried) for tried in try_examples(desk))

    assert any("wellbeing.tired_and_alone" in line for line in found.why)
    assert not any("(wellbeing.tired)" in line for line in found.why)
    assert any("would make it Level 3" in line for line in missing.why)
    for told, id in ((found, "tired_and_alone"), (missing, "tired")):
        file, line = re.findall(r"(levels/\w+\.yaml):(\d+)", told.problem.help)[0]
        assert id in (folder / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


# What no example exercises


def test_proposals_for_the_small_rulebook_do_what_they_say() -> None:
    """Of the small rulebook, with its examples and without them, every proposal does what it says."""
    assert_proposals_do_what_they_say(small_files(), slice(None))
    assert_proposals_do_what_they_say(bare(small_files()), slice(None))


def test_proposals_for_the_shipped_rulebook_do_what_they_say() -> None:
    """Of the shipped rulebook without its examples, every fortieth proposal does what it says, and all together cover
    it whole."""
    assert_proposals_do_what_they_say(bare(rule_files()[0]), slice(None, None, 40))


def test_what_is_dropped_is_proposed_again() -> None:
    """Each example of a small rulebook that is covered whole, dropped: what only it exercised is open, and the
    proposals for it close it again."""
    files = pasted(small_files(), pastings(desk_of(small_files())))
    whole = desk_of(files).rulebook
    exercises = Exercises(whole, "table")
    every = [e for d in whole.domains for s in d.strands for e in s.examples]
    for dropped in every:
        rest = [exercises.by(checklist_of(e)) for e in every if e is not dropped]
        only = {p for p in exercises.by(checklist_of(dropped)) if not any(p in points for points in rest)}
        found = coverage(_with(whole, [e for e in every if e is not dropped]), "table")

        assert set(found.open) == only
        assert only == {point for proposal in found.proposals for point in proposal.exercises}


def _with(rulebook: Rulebook, examples: list[Example]) -> Rulebook:
    """The same rulebook with these examples alone, in its first strand."""
    bare = [[strand.model_copy(update={"examples": ()}) for strand in domain.strands] for domain in rulebook.domains]
    bare[0][0] = bare[0][0].model_copy(update={"examples": tuple(examples)})
    domains = (d.model_copy(update={"strands": tuple(own)}) for d, own in zip(rulebook.domains, bare, strict=True))
    given = {name: getattr(rulebook, name) for name in Rulebook.model_fields}
    return Rulebook(**given | {"domains": tuple(domains), "digest": "0" * 64})


def _example(case: Checklist, rulebook: Rulebook) -> Example:
    answer = threshold.assess(case, rulebook, engine="table")
    groups = {"present": case.present, "absent": case.absent, "not_known": case.not_known}
    return Example(
        case=sentence(case, rulebook),
        **groups,
        child=case.child.model_dump(),
        level=answer.level,
        at_least=answer.at_least,
        settled=answer.settled,
    )


@pytest.mark.parametrize("seed", range(24))
def test_random_rulebooks_are_covered_by_their_proposals(seed: int, rulebook: Rulebook) -> None:
    """Whatever random cases exercise of a random rulebook is a point that its coverage knows; and with all its
    proposals as examples, only what no case was found for is open."""
    rng = random.Random(seed)
    book = random_rulebook(rng, rulebook)
    found = coverage(book, "table")
    proposed = {point for proposal in found.proposals for point in proposal.exercises}
    exercises = Exercises(book, "table")
    maker = ChecklistMaker(book)
    seen: set[Point] = set()
    for case in [*(maker.checklist(rng) for _ in range(100)), *list(checklists_at_edges(book))[:1000:3]]:
        seen |= exercises.by(case)
    after = coverage(_with(book, [_example(proposal.case, book) for proposal in found.proposals]), "table")

    assert found.done == ()
    assert seen <= proposed
    assert set(after.done) == proposed
    assert set(after.open) == set(found.open) - proposed
    assert after.proposals == ()


def test_both_engines_find_the_same(engine: str) -> None:
    """What is exercised does not depend on the engine."""
    desk = desk_of(small_files())

    assert coverage(desk.rulebook, engine) == coverage(desk.rulebook, "table")


@pytest.mark.parametrize(("done", "still", "percent"), [(0, 0, 100), (9999, 1, 99), (1, 2, 33), (0, 5, 0), (7, 0, 100)])
def test_percent_is_never_rounded_up(done: int, still: int, percent: int) -> None:
    """100 is said only if nothing is open."""
    point = Point("present", "a.b")

    assert Coverage((point,) * done, (point,) * still, ()).percent == percent


# The YAML


@pytest.mark.parametrize(
    "examples",
    [
        "    examples:\n         -  case: Tired.\n            present: [tired]\n"
        "            level: 3\n            at_least: 2\n",
        "    examples:\n    - case: Tired.\n      present: [tired]\n      level: 3\n      at_least: 2\n",
        "    examples:\n      - {case: Tired., present: [tired], level: 3, at_least: 2}\n      # the end\n\n",
        "    examples: []\n",
        "",
    ],
    ids=["further right", "dashes below the key", "in brackets", "empty", "none"],
)
def test_it_is_written_in_the_files_own_indentation(examples: str) -> None:
    """Wherever the examples of a strand stand, or if there are none, an example goes below them, in line with them."""
    files = small_files()
    before, _, after = re.split(r"(    examples:\n(?: {6}.*\n)+)", files[WELLBEING].decode())
    files[WELLBEING] = f"{before}{examples}{after}".encode()

    assert_proposals_do_what_they_say(files, slice(None))


@pytest.mark.parametrize(
    "text", ['"The child says: no one is there."', '"The child # is tired."', "'It''s a \"bad\" one.'"]
)
def test_any_sentence_can_be_pasted(tmp_path: Path, text: str) -> None:
    """A statement's text with marks that mean something in YAML makes an example that loads."""
    folder = small_copy(tmp_path)
    edit(folder, WELLBEING, "text: The child is afraid of storms.", f"text: {text}")

    assert_proposals_do_what_they_say(rule_files(folder)[0], slice(None))


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (Checklist(present=("wellbeing.tired",), child=Child(age=1)), "A child of 1 is often tired."),
        (
            Checklist(present=("wellbeing.tired", "home.no_food"), child=Child(unborn=True)),
            "An unborn child is often tired; there is no food at home.",
        ),
        (
            Checklist(present=("home.no_food",), child=Child(age=9, disabled=True)),
            "Of a disabled child of 9 it is reported that there is no food at home.",
        ),
        (
            Checklist(absent=("wellbeing.tired",), child=Child(disabled=False)),
            "Of a child who is not disabled it is reported that it is not so that the child is often tired.",
        ),
        (Checklist(child=Child(unborn=True)), "An unborn child, and nothing is reported."),
    ],
)
def test_a_case_is_a_sentence(case: Checklist, said: str) -> None:
    """What is reported of whom, in the words of the statements."""
    assert sentence(case, desk_of(small_files()).rulebook) == said


# The command


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["rules", "test", *words])
    printed = capsys.readouterr()
    assert printed.err == ""
    return code, printed.out


def test_it_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    """One line and exit code 0, if no example fails."""
    assert run(capsys, "--rules", str(SMALL)) == (0, "2 examples, all as they should be.\n")


def test_a_failure_is_shown_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failing example is shown with place, line, caret, case, reasons and what to do, at most 80 columns wide."""
    monkeypatch.setenv("COLUMNS", "80")
    folder = small_copy(tmp_path)
    edit(folder, WELLBEING, ALONE, ALONE.replace("level: 3", "level: 2"))
    code, out = run(capsys, "--rules", str(folder))

    assert code == 1
    assert re.match(r"levels/wellbeing\.yaml:\d+:9: Level 2 is expected", out)
    assert "\n  case: A tired child has no adult to turn to at night.\n" in out
    assert "\n  = if the rules are meant, write `level: 3`" in out
    assert out.endswith("\n\n1 of 2 examples fails.\n")
    assert max(map(len, out.splitlines())) <= 80


def test_coverage_prints_what_can_be_pasted(capsys: pytest.CaptureFixture[str]) -> None:
    """Every proposal is printed as it is to be pasted, with a line that says to check it first; the numbers come last,
    and the exit code is 1 while something is open."""
    code, out = run(capsys, "--coverage", "--rules", str(SMALL))
    ready = pastings(desk_of(small_files()))

    assert code == 1
    assert all(one.written in out for one in ready)
    assert out.count("Check it against page") == len(ready)
    assert out.splitlines()[-1].startswith("Indicators 2 of 10; combinations 2 of 4; sides of a `when` ")


def test_a_combination_that_nothing_meets_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What no case can exercise is open, without an example to paste."""
    folder = small_copy(tmp_path)
    edit(folder, "levels/home.yaml", "{count: 2, theme: hunger}", "{count: 9, theme: hunger}")
    code, out = run(capsys, "--coverage", "--rules", str(folder))

    assert code == 1
    assert "no example brings about `home.hunger_everywhere`, and no case can" in " ".join(out.split())


def test_the_data_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json has every failure, every open point and every example to paste."""
    folder = small_copy(tmp_path)
    edit(folder, WELLBEING, ALONE, ALONE.replace("level: 3", "level: 2"))
    code, out = run(capsys, "--coverage", "--json", "--rules", str(folder))
    data = json.loads(out)
    (failed,) = data["failures"]

    assert code == 1
    assert data["examples"] == 2
    assert failed["differs"] == ["level"]
    assert (failed["expected"]["level"], failed["came"]["level"]) == (2, 3)
    desk = desk_of(rule_files(folder)[0])
    assert [one["written"] for one in data["coverage"]["proposals"]] == [one.written for one in pastings(desk)]
    assert len(data["coverage"]["open"]) == len(coverage(desk.rulebook).open)
    assert data["coverage"]["percent"] < 100


@pytest.mark.parametrize("words", [(), ("--json",), ("--coverage",)])
def test_a_rulebook_that_does_not_load_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    """Its problems are printed, and the exit code is 1."""
    folder = small_copy(tmp_path)
    edit(folder, WELLBEING, "present: [tired]", "present: [tirde]")
    code, out = run(capsys, *words, "--rules", str(folder))

    assert code == 1
    assert "there is no statement `tirde`" in out


def test_no_examples_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rulebook without examples has none that fail, and covers nothing."""
    folder = small_copy(tmp_path)
    for name, content in bare(small_files()).items():
        (folder / name).write_bytes(content)

    assert run(capsys, "--rules", str(folder)) == (0, "0 examples, all as they should be.\n")
    assert " 0 %." in run(capsys, "--coverage", "--rules", str(folder))[1]
