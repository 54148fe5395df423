"""The officer's page takes one real change from edit to publication, and every command on it says what it shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_docs import ROOT, sessions
from tests.test_document import DRAFT
from threshold import load_rulebook

PAGE = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
STEPS = re.findall(r"(?:In `([^`]+)`[^\n]*:\n\n)?```(diff|console)\n(.*?)```", PAGE, re.S)


def run(folder: Path, *words: str) -> str:
    """What a command prints; git knows no more here than the folder."""
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
        "COLUMNS": "80",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of this version, all of it committed."""
    for name in ("threshold", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "cli.py", tmp_path)
    git = ("git", "-c", "user.name=Officer", "-c", "user.email=officer@example.org")
    run(tmp_path, "git", "init", "--quiet")
    run(tmp_path, "git", "add", ".")
    run(tmp_path, *git, "commit", "--quiet", "-m", "as it was")
    return tmp_path


def edit(file: Path, change: str) -> None:
    """Make a change that is written as a diff; what it changes must stand in the file, once."""
    old = "".join(f"{line[1:]}\n" for line in change.splitlines() if line[:1] in " -")
    new = "".join(f"{line[1:]}\n" for line in change.splitlines() if line[:1] in " +")
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file.name} does not have, once:\n{old}"
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.skipif(not shutil.which("git"), reason="the page needs git")
@pytest.mark.skipif(load_rulebook().version != DRAFT, reason="the page begins from the draft")
def test_the_change_can_be_made_with_this_page_alone(checkout: Path) -> None:
    """Every edit of the page fits the shipped rules, and every command prints the lines shown, in that order; `...`
    stands for lines left out. In the end the rules have no problem, their examples pass, and the change is told."""
    assert [kind for _, kind, _ in STEPS].count("diff") >= 3
    for file, kind, text in STEPS:
        if kind == "diff":
            edit(checkout / "rules" / file, text)
            continue
        for command, shown in sessions(f"```console\n{text}```"):
            program, *words = shlex.split(command)
            assert program == "threshold"
            printed = run(checkout, sys.executable, "cli.py", *words).splitlines()
            at = 0
            for line in shown:
                if line != "...":
                    assert line in printed[at:], f"{command}: {line}\n" + "\n".join(printed)
                    at = printed.index(line, at) + 1

    assert "No problems" in run(checkout, sys.executable, "cli.py", "rules", "check")
    assert "100 %" in run(checkout, sys.executable, "cli.py", "rules", "test", "--coverage")
    assert (checkout / "threshold.html").exists()
