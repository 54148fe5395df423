"""The workshop of whoever owns a rulebook: one module for each command."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

TITLE_PAGE = "rulebook.yaml"  # said here too: to load loading.py takes long, and `threshold rules` alone need not

VERBS = {
    "check": "every problem, with its file, line and column",
    "test": "the examples beside the rules, and what no example exercises",
    "diff": "what changed between two versions, and whose assessments it changes",
    "trace": "the rulebook's quotes against the document's text, both ways",
    "publish": "the threshold document itself, made from the rulebook",
    "schema": "JSON Schema, for editors",
    "new": "a skeleton rulebook for another partnership",
}


def settle(given: Namespace) -> None:
    """Without --rules, in a folder that is a rulebook: that one is meant, and not the shipped one."""
    if getattr(given, "rules", "") is None and Path(TITLE_PAGE).is_file():
        given.rules = "."
