"""`threshold rules check`: what it looks for in a rulebook that loads, and how it tells."""

from __future__ import annotations

import itertools
import json
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import broken
from tests.oracle import holding
from tests.small import SMALL, edit, is_helpful, small_copy
from threshold.authoring.before import before
from threshold.authoring.check import READING, SILENCES, Checked, check
from threshold.authoring.checks import SENSE, engines
from threshold.checklist import Checklist
from threshold.commands import main
from threshold.engine import Clause, Facts, Met, TableEngine
from threshold.rulebook.loading import load_rulebook, read_rulebook, rule_files
from threshold.rulebook.models import Rulebook

HOME, TITLE = "levels/home.yaml", "rulebook.yaml"


def checked(rules: Path | None = None, since: Path | None = None) -> Checked:
    """What is found in the folder *rules*."""
    files, problems = rule_files(rules)
    earlier = before("the old one", rule_files(since)[0], files) if since else None
    return check(read_rulebook(files, problems), earlier)


def named(found: Checked) -> list[tuple[str, str]]:
    """The check and the thing of every problem."""
    return [(problem.check, problem.about) for problem in found.problems]


def test_the_shipped_rulebook_is_clean() -> None:
    """Nothing is found in the shipped rulebook but what is silenced, with a reason."""
    found = checked()

    assert found.problems == ()
    assert all(len(reason) > 20 for _, reason in found.silenced)


def test_the_small_rulebook_is_clean() -> None:
    """Every broken rulebook is a copy of one in which nothing is found."""
    assert checked(SMALL).problems == ()


def test_every_check_has_a_name_of_its_own() -> None:
    """Names are words joined by _, each stands once, and each check says in a line what it finds."""
    names = [check.name for check in SENSE]

    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)
    assert len({*names, *READING, SILENCES}) == len(names) + len(READING) + 1
    assert all(check.finds and "\n" not in check.finds for check in SENSE)


@pytest.mark.parametrize("case", broken.CASES)
def test_what_is_told_can_be_silenced(case: str, tmp_path: Path) -> None:
    """A warning or note is silenced by the two names below it; an error, and a silence of nothing, is not."""
    rules = broken.broken(case, tmp_path)
    found = checked(rules)
    told = {(p.check, p.about) for p in found.problems if p.weight != "error" and p.check != SILENCES}
    if not told:
        return
    with (rules / TITLE).open("a", encoding="utf-8", newline="") as file:  # its last key is `silenced`
        for name, about in sorted(told):
            of = f"    of: {json.dumps(about)}\n" if about else ""
            file.write(f"  - check: {name}\n{of}    reason: It is meant.\n")

    after = checked(rules)

    assert [p for p in after.problems if p.check != SILENCES and p.weight != "error"] == []
    assert told <= {(p.check, p.about) for p, _ in after.silenced}
    assert after.count("error") == found.count("error")


# ------------------------------------------------------------------------------------------------ the version before


def test_an_id_that_is_gone_is_an_error(tmp_path: Path) -> None:
    """An id of the version before that stands nowhere now is told, until it is put among the retired."""
    rules = small_copy(tmp_path)
    edit(rules, TITLE, 'version: "1.0"', 'version: "1.1"')
    edit(rules, "levels/needs.yaml", "    level_2:\n      - id: took_a_boat\n", "    level_2:\n      - id: sails\n")
    edit(rules, "levels/needs.yaml", '"taking boats"', '"sailing"')
    edit(rules, TITLE, "of: needs.took_a_boat", "of: needs.sails")

    found = checked(rules, SMALL)
    edit(rules, TITLE, "silenced:", "retired:\n  - id: needs.took_a_boat\n    why: Boats are no more.\n\nsilenced:")

    assert named(found) == [("vanished_id", "needs.took_a_boat")]
    assert found.problems[0].weight == "error"
    assert checked(rules, SMALL).problems == ()


def test_an_id_that_was_changed_is_shown_where_it_stands(tmp_path: Path) -> None:
    """Where the words of an id that is gone stand under another, the problem is there."""
    rules = small_copy(tmp_path)
    edit(rules, TITLE, 'version: "1.0"', 'version: "1.1"')
    edit(rules, HOME, "of: [hungry, no_food", "of: [very_hungry, no_food")
    place = edit(rules, HOME, "- id: hungry", "- id: ‸very_hungry")

    (found,) = checked(rules, SMALL).problems

    assert (found.check, found.file, (found.line, found.column)) == ("vanished_id", HOME, place[0])
    assert is_helpful(found)


def test_an_id_that_was_retired_before_is_not_used_again(tmp_path: Path) -> None:
    """To take an id out of the retired ones does not free it."""
    old, rules = small_copy(tmp_path), tmp_path / "new"
    shutil.copytree(old, rules)
    edit(old, TITLE, "silenced:", "retired:\n  - id: home.hungry\n    why: Boats are no more.\n\nsilenced:")
    edit(rules, TITLE, 'version: "1.0"', 'version: "1.1"')

    assert named(checked(rules, old)) == [("retired_id_used", "home.hungry")]


@pytest.mark.parametrize(
    ("file", "old", "new", "raised"),
    [
        (HOME, "text: There is no food at home.", "text: There is nothing to eat at home.", True),
        (HOME, "    level_3:\n", "\n    # A comment.\n    level_3:\n", False),
        ("levels/wellbeing.yaml", "case: A child of 9 is", "case: A child of nine is", False),
        (TITLE, "reason: The island has no telephone yet.", "reason: The island has no telephone.", False),
    ],
)
def test_other_rules_have_another_version(file: str, old: str, new: str, raised: bool, tmp_path: Path) -> None:
    """A rule changed under the same version is told; a comment, an example or a silence is no rule."""
    rules = small_copy(tmp_path)
    edit(rules, file, old, new)

    found = named(checked(rules, SMALL))
    edit(rules, TITLE, 'version: "1.0"', 'version: "1.1"')

    assert found == ([("version_not_raised", "")] if raised else [])
    assert checked(rules, SMALL).problems == ()


@pytest.mark.parametrize("before", [None, "words:\n  starving: [home.hungry]\n", "words: [\n"])
@pytest.mark.parametrize("now", [None, "words:\n  famished: [home.hungry]\n"])
def test_everyday_words_are_no_rules(before: str | None, now: str | None, tmp_path: Path) -> None:
    """Their file may come, go and change under the same version, for it changes no answer."""
    old, rules = small_copy(tmp_path), tmp_path / "new"
    shutil.copytree(old, rules)
    for folder, words in ((old, before), (rules, now)):
        if words:
            (folder / "everyday_words.yaml").write_text(words, encoding="utf-8")

    assert checked(rules, old).problems == ()


def test_everyday_words_that_stood_on_the_title_page_are_no_rules(tmp_path: Path) -> None:
    """A version before whose title page still had them is not taken for other rules."""
    old = small_copy(tmp_path)
    edit(old, TITLE, "judgement_reasons:", "everyday_words:\n  starving: [home.hungry]\n\njudgement_reasons:")

    assert checked(SMALL, old).problems == ()


def test_a_statement_that_moves_says_where_its_words_are_printed(tmp_path: Path) -> None:
    """A lost line `level_3:` moves what stood below it: it is told for each, unless `printed` says so."""
    rules = small_copy(tmp_path)
    edit(rules, HOME, "    level_3:\n", "")
    edit(rules, TITLE, 'version: "1.0"', 'version: "1.1"')
    found = [one for one in checked(rules, SMALL).problems if one.check == "moved_unprinted"]
    assert [one.about for one in found] == ["home.hunger_everywhere", "home.two_of_three"]
    assert all("printed at Level 3" in one.message and is_helpful(one) for one in found)

    edit(rules, HOME, 'quote: "hunger on all sides"', 'quote: "hunger on all sides"\n        printed: 3')
    edit(rules, HOME, 'quote: "two of these"', 'quote: "two of these"\n        printed: 3')
    assert "moved_unprinted" not in {one.check for one in checked(rules, SMALL).problems}


def test_the_same_rules_say_nothing_of_the_version_before(tmp_path: Path) -> None:
    """Line ends do not matter, and an old version that cannot be read is passed over."""
    old = small_copy(tmp_path)
    for file in old.rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    spoiled = tmp_path / "spoiled"
    shutil.copytree(SMALL, spoiled)
    (spoiled / HOME).write_text("{", encoding="utf-8")

    assert checked(SMALL, old).problems == ()
    assert before("old", rule_files(spoiled)[0], rule_files(SMALL)[0]).unread == (HOME,)


@pytest.mark.skipif(not shutil.which("git"), reason="git is not on this machine")
def test_without_since_the_last_commit_is_the_version_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a repository, what is not committed is compared with what is; elsewhere, with nothing."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    rules = small_copy(tmp_path)

    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    edit(rules, HOME, "- id: no_food", "- id: foodless")
    edit(rules, HOME, "of: [hungry, no_food", "of: [hungry, foodless")
    edit(rules, "levels/wellbeing.yaml", "see: home.no_food", "see: home.foodless")
    outside = main(["rules", "check", "--rules", str(rules)])
    capsys.readouterr()
    shutil.rmtree(rules)
    small_copy(tmp_path)
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "The first.")
    committed = main(["rules", "check", "--rules", str(rules)])
    capsys.readouterr()
    edit(rules, HOME, "- id: no_food", "- id: foodless")
    edit(rules, HOME, "of: [hungry, no_food", "of: [hungry, foodless")
    edit(rules, "levels/wellbeing.yaml", "see: home.no_food", "see: home.foodless")

    assert main(["rules", "check", "--rules", str(rules)]) == 1
    assert "`home.no_food` of the last committed version is gone" in capsys.readouterr().out
    assert main(["rules", "check", "--rules", str(rules), "--since", "HEAD"]) == 1
    assert (outside, committed) == (0, 0)


@pytest.mark.parametrize("since", ["no-such-version", "."])
def test_a_version_that_is_not_there_is_bad_input(
    since: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--since` something that is no rulebook ends with 2, and says what to give."""
    monkeypatch.chdir(tmp_path)

    assert main(["rules", "check", "--rules", str(SMALL), "--since", since]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert "\n  = give" in said.err


# --------------------------------------------------------------------------------------- conditions, seen from outside

PARTS = ["tired", "afraid_of_storms", "no_one_to_ask", "not_growing", "home.hungry"]
FACTS = [
    "{age: {under: 2}}",
    "{age: {under: 5}}",
    "{age: {from: 2, under: 6}}",
    "{age: {from: 5}}",
    "{disabled: true}",
    "{unborn: true}",
    "{some_of: {count: 1, theme: hunger}}",
    "{some_of: {count: 2, theme: hunger}}",
    "{some_of: {count: 3, theme: hunger}}",
    "{some_of: {count: 2, of: [tired, not_growing, no_one_to_ask]}}",
]


def with_a_combination(rules: Path, rng: random.Random) -> None:
    """Put a random combination, `made_up`, at a random level into a copy of the small rulebook."""

    def joined(depth: int) -> str:
        parts = rng.choices([*PARTS, *FACTS], k=rng.randint(1, 3))
        if depth:
            parts.append(joined(depth - 1))
        return f"{{{rng.choice(['all', 'any'])}: [{', '.join(parts)}]}}"

    when = f"{{all: [{rng.choice(PARTS)}, {joined(rng.randint(0, 1))}]}}"
    entry = f'      - combination: made_up\n        text: It is made up.\n        quote: "up"\n        when: {when}\n'
    level_3, first = "\n    level_3:\n", "      - combination: tired_and_alone"
    both = f"\n{entry}{level_3}{first}" if rng.random() < 0.5 else f"{level_3}{entry}\n{first}"
    edit(rules, "levels/wellbeing.yaml", level_3 + first, both)


def cases(book: Rulebook) -> Iterator[Checklist]:
    """Every checklist of the statements that the made-up combinations speak of."""
    ids = [part if "." in part else f"wellbeing.{part}" for part in PARTS]
    children = [{"age": age, "disabled": d} for age in (None, 1, 2, 4, 5, 6) for d in (None, False, True)]
    children.append({"unborn": True, "disabled": True})
    for count in range(len(ids) + 1):
        for present in itertools.combinations(ids, count):
            for child in children:
                yield Checklist.of({"present": present, "child": child})


@pytest.mark.parametrize("seed", range(60))
def test_conditions_are_judged_as_they_come_out(seed: int, tmp_path: Path) -> None:
    """What no case meets is told; and where a combination is said to add nothing, each case that meets it meets
    something else as grave."""
    rules = small_copy(tmp_path)
    with_a_combination(rules, random.Random(seed))
    book = load_rulebook(rules)
    own = "wellbeing.made_up"
    found = [problem for problem in checked(rules).problems if problem.about == own]
    level = book.combinations[own].level
    grave = {s.id for s in book.combinations.values() if s.level >= level and s.id != own}
    grave |= {i.id for i in book.indicators.values() if i.level >= level and i.counts}

    held = [holding(book, case) for case in cases(book)]
    firm = [said for said in held if (own, True) in said]
    possible = [said for said in held if (own, False) in said]

    assert firm or any(problem.check == "never_met" for problem in found)
    if any(problem.check == "adds_nothing" and problem.message.startswith("wherever") for problem in found):
        assert all(grave & {id for id, sure in said if sure} for said in firm)
        assert all(grave & {id for id, _ in said} for said in possible)


# ----------------------------------------------------------------------------------------------------- the two engines


class Forgetful(TableEngine):
    """An engine that never fires a clause of one statement."""

    name = "forgetful"

    def fired(self, facts: Facts) -> set[Met]:
        return {met for met in super().fired(facts) if met.id != "wellbeing.tired_baby"}


def test_engines_that_differ_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement that one engine decides otherwise is told once, where it stands."""

    def make(clauses: tuple[Clause, ...], name: str) -> TableEngine:
        return Forgetful(clauses) if name == "forgetful" else TableEngine(clauses)

    monkeypatch.setattr(engines, "engine_names", lambda: ("forgetful", "table"))
    monkeypatch.setattr(engines, "make_engine", make)

    (found,) = checked(SMALL).problems

    assert (found.check, found.about, found.weight) == ("engines_disagree", "wellbeing.tired_baby", "error")
    assert is_helpful(found)


def test_a_rulebook_that_an_engine_cannot_take_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an engine refuses is told, and not met first when a case is answered."""

    def refuse(clauses: tuple[Clause, ...], name: str) -> TableEngine:
        raise ValueError("`home.hungry` joins 201 facts; 200 are the most")

    monkeypatch.setattr(engines, "engine_names", lambda: ("one", "table"))
    monkeypatch.setattr(engines, "make_engine", refuse)

    assert named(checked(SMALL)) == [("engines_disagree", "")]


# ------------------------------------------------------------------------------------------------------- how it is told


@pytest.mark.parametrize(
    ("case", "code", "strict"),
    [
        ("keys_in_another_order", 0, 0),
        ("contact_left_empty", 0, 1),
        ("retired_id_used_again", 1, 1),
        ("theme_misspelt", 1, 1),
    ],
)
def test_the_exit_code_is_that_of_the_gravest(
    case: str, code: int, strict: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error ends with 1, a warning only with `--strict`, a note never."""
    rules = str(broken.broken(case, tmp_path))

    assert main(["rules", "check", "--rules", rules]) == code
    said = capsys.readouterr().out
    assert main(["rules", "check", "--rules", rules, "--strict"]) == strict
    assert capsys.readouterr().out == said


@pytest.mark.parametrize("case", ["contact_left_empty", "theme_misspelt"])
def test_the_problems_as_data_are_the_problems_told(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--json` has every problem, the silenced ones with their reasons, how many there are, and whose they are."""
    rules = broken.broken(case, tmp_path)
    found = checked(rules)
    code = main(["rules", "check", "--rules", str(rules), "--json"])
    said = json.loads(capsys.readouterr().out)
    read = read_rulebook(*rule_files(rules)).rulebook

    assert said["problems"] == [vars(problem) for problem in found.problems]
    assert said["silenced"] == [{**vars(problem), "reason": reason} for problem, reason in found.silenced]
    weights = {weight: found.count(weight) for weight in ("error", "warning", "note")}
    assert said["counts"] == {**weights, "silenced": len(found.silenced)}
    assert (said["rulebook"] or {}).get("digest") == (read.digest if read else None)
    assert code == bool(weights["error"])


def test_in_a_rulebooks_own_folder_that_one_is_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed where a rulebook.yaml stands, the commands speak of that rulebook, and not of the shipped one."""
    rules = small_copy(tmp_path)
    edit(rules, HOME, "- id: hungry", "- idd: hungry")
    monkeypatch.chdir(rules)

    assert main(["rules", "check"]) == 1
    assert "`idd` is not a known key" in capsys.readouterr().out
