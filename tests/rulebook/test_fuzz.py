"""No rule file, however spoiled, makes more of itself than problems that help: never a crash, never nonsense."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small import SMALL, is_helpful, jargon, small_copy
from tests.spoiling import faults_of, spoiled
from threshold.rulebook.letters import hides_something
from threshold.rulebook.loading import read_rulebook, rule_files

CLI = Path(__file__).resolve().parents[2] / "cli.py"
DEEP = {
    "brackets": "[" * 100_000,
    "brackets after a key": "domain: " + "[" * 100_000,
    "closed brackets": "domain: " + "[" * 50_000 + "]" * 50_000,
    "braces": "{" * 100_000,
    "braces with keys": "{a: " * 100_000,
    "brackets and braces": "domain: " + "[{a: " * 30_000,
    "dashes": "- " * 100_000,
    "question marks": "? " * 100_000,
    "keys in a line": "a: " * 100_000,
    "keys under keys": "".join(f"{' ' * depth}a:\n" for depth in range(900)),
    "closing brackets": "]" * 100_000,
    "quotation marks": '"' * 99_999,
    "colons": ":" * 100_000,
    "stars": "*" * 100_000,
    "a long word": "x" * 400_000,
}


@pytest.mark.parametrize("part", range(8))
def test_spoiled_files_of_the_small_rulebook(part: int) -> None:
    """Of 400 files spoiled at random each has problems that help and stand in the file, or loads and can be checked."""
    dice = random.Random(part)
    files, _ = rule_files(SMALL)
    for _ in range(50):
        name, other = dice.sample(sorted(files), 2)
        faults_of(files, name, spoiled(files[name], files[other], dice))


@pytest.mark.parametrize("part", range(4))
def test_spoiled_files_of_the_shipped_rulebook(part: int) -> None:
    """The same of 100 files of the rulebook that ships."""
    dice = random.Random(1_000 + part)
    files, _ = rule_files()
    for _ in range(25):
        name, other = dice.sample(sorted(files), 2)
        faults_of(files, name, spoiled(files[name], files[other], dice))


@pytest.mark.parametrize("deep", DEEP)
@pytest.mark.parametrize("name", ["rulebook.yaml", "levels/home.yaml"])
def test_a_hundred_thousand_of_anything(deep: str, name: str) -> None:
    """However deep or long a file is, it has problems that help."""
    files, _ = rule_files(SMALL)

    assert faults_of(files, name, DEEP[deep].encode())


@pytest.mark.parametrize("deep", ["brackets", "braces with keys", "dashes", "brackets after a key"])
def test_the_command_survives_depth(deep: str, tmp_path: Path) -> None:
    """`threshold rules check` says where it is nested too deep, with exit code 1 and no word to programmers."""
    folder = small_copy(tmp_path)
    (folder / "levels" / "home.yaml").write_bytes(DEEP[deep].encode())

    done = subprocess.run(
        [sys.executable, str(CLI), "rules", "check", "--rules", str(folder)],
        capture_output=True,
        check=False,
        timeout=120,
    )
    said = done.stdout.decode()

    assert done.returncode == 1
    assert not done.stderr
    assert said.startswith("levels/home.yaml:1:")
    assert "nested more than 40 deep" in said
    assert not jargon(said)


@pytest.mark.parametrize(
    "name", ["caf\udce9.yaml", "caf\udce9.yml", "\x1b[2J.yaml", "\u200b.txt", "home.yaml\u202e", "a" * 200]
)
def test_odd_names_of_files(name: str, tmp_path: Path) -> None:
    """A file of levels/ with a name that no terminal should see is reported, and what is said can be printed."""
    folder = small_copy(tmp_path)
    try:
        shutil.copy(folder / "levels" / "home.yaml", folder / "levels" / name)
    except OSError:
        pytest.skip("this system refuses the name")

    problems = read_rulebook(*rule_files(folder)).problems

    assert problems
    for problem in problems:
        assert is_helpful(problem)
        assert not hides_something(str(problem).replace("\n", " "))
        assert str(problem).encode()
