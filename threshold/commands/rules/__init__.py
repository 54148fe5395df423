"""The workshop of whoever owns a rulebook: one module for each command."""

from __future__ import annotations

VERBS = {
    "check": "every problem, with its file, line and column",
    "test": "the examples beside the rules, and what no example exercises",
    "diff": "what changed between two versions, and whose assessments it changes",
    "trace": "the rulebook's quotes against the document's text, both ways",
    "publish": "the threshold document itself, made from the rulebook",
    "schema": "JSON Schema, for editors",
    "new": "a skeleton rulebook for another partnership",
}
