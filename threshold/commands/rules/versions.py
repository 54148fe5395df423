"""A version of a rulebook: a folder, or a revision of the git repository that a folder is in."""

from __future__ import annotations

import subprocess
from pathlib import Path

from threshold.errors import Problem, ThresholdError
from threshold.rulebook.loading import ARTICLES, LEVELS, NAMED, TITLE_PAGE, rule_files
from threshold.rulebook.location import shipped_rules

LAST = "HEAD"  # what git calls the last version that was committed


class NoSuchVersionError(ThresholdError):
    """What was given is neither a folder nor a revision."""


def version_files(name: str, rules: str | None = None) -> tuple[dict[str, bytes], list[Problem]]:
    """The rule files of the version *name*: a folder; or a revision of the repository that the folder *rules* (the
    shipped one, without it) is in, at that same place. Raises NoSuchVersionError."""
    if Path(name).is_dir():
        return rule_files(name)
    folder = Path(rules) if rules else shipped_rules()
    listed = _git(folder, "ls-tree", "-z", "--name-only", "--end-of-options", name, "./", f"./{LEVELS}/")
    if listed is None:
        raise NoSuchVersionError(
            f"`{name[:80]}` is neither a folder nor a version that git knows in {folder}\n"
            "  = give a folder, or a revision such as HEAD, main or a tag"
        )
    names = [n for n in listed.decode().split("\0") if n in NAMED or _is_table(n)]
    files = {n: _git(folder, "show", "--end-of-options", f"{name}:./{n}") or b"" for n in names}
    missing = [Problem(n, 0, 0, f"missing from {name}", check="file") for n in (TITLE_PAGE, ARTICLES) if n not in files]
    return files, missing


def is_changed(rules: str | None = None) -> bool:
    """Whether git knows the folder *rules* (the shipped one, without it), and something there is not as it was
    committed last."""
    folder = Path(rules) if rules else shipped_rules()
    return bool(_git(folder, "--no-optional-locks", "status", "--porcelain", "--", "."))


def _is_table(name: str) -> bool:
    return name.startswith(f"{LEVELS}/") and name.endswith(".yaml")


def _git(folder: Path, *words: str) -> bytes | None:
    """What git says, or None if it says no."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)
    except OSError:  # no git on this machine, or no such folder
        return None
    return done.stdout if done.returncode == 0 else None
