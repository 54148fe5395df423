"""Broken rulebooks, as officers break them, and what `threshold rules check` says of each (see README.md)."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path

from tests.running import Said
from tests.small import SMALL
from threshold.commands import main

HERE = Path(__file__).parent
SAYS = "says.txt"
GONE = ".gone"  # at the end of the name of an empty file: the file of that name is taken out
CASES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and not path.name.startswith(("_", ".")))


def broken(case: str, folder: Path) -> Path:
    """The rulebook of *case*, made in *folder*: a copy of the small rulebook, with the files of the case over it."""
    rules = folder / "rules"
    for layer in (SMALL, HERE / case):
        shutil.copytree(layer, rules, dirs_exist_ok=True, ignore=shutil.ignore_patterns(SAYS))
    for mark in list(rules.rglob(f"*{GONE}")):
        mark.unlink()
        mark.with_suffix("").unlink()
    return rules


def checked(rules: Path) -> Said:
    """What `threshold rules check` says of the folder *rules*, asked in the folder around it."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(rules.parent), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["rules", "check", "--rules", rules.name])
    return Said(code, out.getvalue(), err.getvalue())


def expected(case: str) -> str:
    """What says.txt of *case* says; nothing, if there is none yet."""
    file = HERE / case / SAYS
    return file.read_bytes().decode("utf-8") if file.exists() else ""
