"""What `threshold rules check` says of every broken rulebook in tests/broken, to the letter, and that it helps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import broken
from tests.small import SMALL, is_helpful, jargon
from threshold.authoring.check import READING, SILENCES, check
from threshold.authoring.checks import SENSE
from threshold.errors import Problem
from threshold.rulebook.loading import read_rulebook, rule_files

# They need a version before, or an engine that errs: test_check.py shows them.
ELSEWHERE = {"engines_disagree", "vanished_id", "version_not_raised", "moved_unprinted"}
_OF_A_FILE = re.compile(r" *[0-9]* \| ")  # how a line of an excerpt begins, and that of its caret


def problems(rules: Path) -> tuple[Problem, ...]:
    """What is found in the folder *rules*."""
    return check(read_rulebook(*rule_files(rules))).problems


@pytest.mark.parametrize("case", broken.CASES)
def test_a_broken_rulebook_says_what_is_wrong(case: str, tmp_path: Path) -> None:
    """The output is the one in says.txt, the exit code is 1 where there is an error, and nothing goes to stderr."""
    said = broken.checked(broken.broken(case, tmp_path))

    assert said.out == broken.expected(case), f"if this is better, run `python -m tests.broken {case}`, and read it"
    assert said.code == (1 if re.search(r"\berrors?\b", said.out.splitlines()[-1]) else 0)
    assert not said.err


@pytest.mark.parametrize("case", broken.CASES)
def test_every_problem_helps(case: str, tmp_path: Path) -> None:
    """Each problem says what is wrong, where and what to do, in plain words, and stands within its file."""
    rules = broken.broken(case, tmp_path)
    words = [line for line in broken.expected(case).splitlines() if not _OF_A_FILE.match(line)]

    assert not jargon("\n".join(words))
    for problem in problems(rules):
        assert is_helpful(problem), problem
        assert problem.check
        if problem.line:
            assert len((rules / problem.file).read_bytes().splitlines()) >= problem.line - 1, problem


def test_every_check_has_a_case(tmp_path: Path) -> None:
    """No check is without a broken rulebook that shows what it says."""
    known = {*READING, SILENCES, *(check.name for check in SENSE)}
    shown = {one.check for case in broken.CASES for one in problems(broken.broken(case, tmp_path / case))}

    assert sorted(known - shown - ELSEWHERE) == [], "these checks have no case in tests/broken"
    assert sorted(shown - known) == [], "these checks are not among those that there are"


@pytest.mark.parametrize("case", broken.CASES)
def test_a_case_holds_only_what_differs(case: str) -> None:
    """A case has its says.txt, and no file that is the small rulebook's own."""
    files = [path.relative_to(broken.HERE / case) for path in (broken.HERE / case).rglob("*") if path.is_file()]
    same = [
        file
        for file in files
        if (SMALL / file).exists() and (SMALL / file).read_bytes() == (broken.HERE / case / file).read_bytes()
    ]

    assert Path(broken.SAYS) in files
    assert len(files) > 1
    assert not same
