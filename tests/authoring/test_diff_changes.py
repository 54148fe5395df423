"""What changed between two rulebooks: nothing is left out, and it is said in words."""

from __future__ import annotations

import json
import random
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import threshold
from tests.authoring.rulebook_edits import edited, every_edit, with_fields, with_indicator
from tests.random_rulebooks import ChecklistMaker, random_rulebook
from tests.small import SMALL, edit, small_copy
from threshold.authoring.diff.changes import changes
from threshold.authoring.diff.fields import FIELDS, KNOWN_BY
from threshold.authoring.diff.words import item, label, what
from threshold.reporting import text
from threshold.rulebook.condition import Age, Condition, SomeOf
from threshold.rulebook.models import Rulebook

BOOK = threshold.load_rulebook(SMALL)
HOME, SLEEP = "levels/home.yaml", "levels/wellbeing.yaml"
Edit = Callable[[Path], Any]


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from models_in(part)


def reachable(model: type[BaseModel]) -> set[type[BaseModel]]:
    """Every model that *model* is made of, but conditions, which are compared whole."""
    found: set[type[BaseModel]] = set()
    pending = [model]
    while pending:
        one = pending.pop()
        if one not in found | {Condition, Age, SomeOf}:
            found.add(one)
            pending += (m for field in one.model_fields.values() for m in models_in(field.annotation))
    return found


def said(old: Rulebook, new: Rulebook) -> str:
    """What changed, as it is printed, each item in one line."""
    sections = what(changes(old, new))
    return " ".join(line.text.strip() for line in text.section_lines(sections, 100))


def after(tmp_path: Path, *edits: tuple[str, str, str]) -> Rulebook:
    """The small rulebook with edits of its files."""
    folder = small_copy(tmp_path)
    for file, old, new in edits:
        edit(folder, file, old, new)
    return threshold.load_rulebook(folder)


def test_no_field_is_forgotten() -> None:
    """Every field of every part of a rulebook is in the table of what is compared, or says where it is instead."""
    models = reachable(Rulebook)

    assert models == set(FIELDS)
    for model in models:
        assert set(FIELDS[model]) == set(model.model_fields), model
    assert set(KNOWN_BY) <= models


@pytest.mark.parametrize("folder", [SMALL, None], ids=["small", "shipped"])
def test_no_edit_is_missed(folder: Path | None) -> None:
    """Whatever is changed anywhere in a rulebook is told; only the digest is not."""
    book = threshold.load_rulebook(folder)
    tried: dict[str, int] = {}
    for where, other in every_edit(book):
        tried[where] = tried.get(where, 0) + 1
        if tried[where] <= 3:
            assert changes(book, other), where

    assert len(tried) > 90


@pytest.mark.parametrize("seed", range(40))
def test_whatever_changes_an_answer_is_told(seed: int) -> None:
    """If two rulebooks answer any case differently, what changed is not empty; one compared with itself is."""
    rng = random.Random(seed)
    old = random_rulebook(rng, BOOK)
    new = edited(old, rng)
    maker = ChecklistMaker(old)
    differ = False
    for checklist in (maker.checklist(rng) for _ in range(60)):
        if set(new.indicators).issuperset([*checklist.present, *checklist.absent, *checklist.not_known]):
            before, after = (json.loads(threshold.assess(checklist, b).model_dump_json()) for b in (old, new))
            del before["provenance"], after["provenance"]
            differ = differ or before != after

    assert changes(old, new) or not differ
    assert changes(old, old) == changes(new, with_fields(new)) == ()


def test_a_new_level(tmp_path: Path) -> None:
    """A statement that moves from one column to the next keeps its id and is said to have moved; where it is printed in
    its row is not told as well."""
    book = after(
        tmp_path,
        (SLEEP, '        do:\n          - text: Lend the storm book.\n            quote: "Lend the storm book."\n', ""),
        (SLEEP, "        unsettled: The document puts a question mark here.\n", ""),
    )
    moved = with_indicator(book, "wellbeing.afraid_of_storms", level=3, at_least=3)

    assert said(book, moved) == (
        "Wellbeing: Sleep - Moved from Level 2 to Level 3: The child is afraid of storms. "
        "“Afraid of storms?” (page 2, Level 2, wellbeing.afraid_of_storms)"
    )


def test_a_question_settled(tmp_path: Path) -> None:
    """Where the document asked and the new version does not, it says that it is settled, and at which level."""
    new = after(tmp_path, (SLEEP, "        unsettled: The document puts a question mark here.\n", ""))

    assert "- The document's question is settled at Level 2: The child is afraid of storms." in said(BOOK, new)
    assert "* before: Level 2 (at the least 1): The document puts a question mark here." in said(BOOK, new)
    assert "- Not settled any more: The child is afraid of storms." in said(new, BOOK)


def test_rewording(tmp_path: Path) -> None:
    """Another text is a rewording: both wordings are shown, and no answer is said to rest on it."""
    new = after(tmp_path, (SLEEP, "The child is often tired.", "The child is tired on most days."))
    (one,) = changes(BOOK, new)

    assert (label(one), one.practice) == ("Reworded", False)
    assert item(one).text == "The child is tired on most days."
    assert item(one).points == ("Wording before: The child is often tired.",)


RETIRED = """retired:
  - id: wellbeing.afraid_of_storms
    why: Report the general sign instead.
"""
STORMS = """      - id: afraid_of_storms
        text: The child is afraid of storms.
        quote: "Afraid of storms?"
        unsettled: The document puts a question mark here.
        themes: [storm]
        do:
          - text: Lend the storm book.
            quote: "Lend the storm book."

"""


def test_retired_and_removed(tmp_path: Path) -> None:
    """A statement that is retired is told with why; one that is only gone is told as such; both weigh on answers."""
    folder = small_copy(tmp_path)
    edit(folder, SLEEP, STORMS, "")
    removed = threshold.load_rulebook(folder)
    title = folder / "rulebook.yaml"
    title.write_text(title.read_text(encoding="utf-8") + RETIRED, encoding="utf-8")
    retired = threshold.load_rulebook(folder)

    assert "- Retired, Level 2 (at the least 1) before: The child is afraid of storms." in said(BOOK, retired)
    assert "* Why: Report the general sign instead." in said(BOOK, retired)
    assert "- Removed without being retired, Level 2 (at the least 1) before: The child is afraid of storms." in said(
        BOOK, removed
    )
    assert "* This id was retired, and is used again" in said(retired, BOOK)
    assert "- New, Level 2 (at the least 1): The child is afraid of storms." in said(removed, BOOK)
    assert all(one.practice for one in changes(BOOK, removed))


def test_moved_to_another_row(tmp_path: Path) -> None:
    """In another row of its file a statement keeps its id: it has moved. In another file it has another id: the old one
    is gone, and the new one is said to have its words."""
    own, other = tmp_path / "own", tmp_path / "other"
    for folder in (own, other):
        folder.mkdir()
    row = "  - strand: growth\n    title: Growth\n    lost: [3]\n\n    level_2:\n"
    moved = after(own, (SLEEP, STORMS, ""), (SLEEP, row, row + STORMS))
    page = "    level_2:\n      - id: hungry\n"
    elsewhere = after(other, (SLEEP, STORMS, ""), (HOME, page, page.replace("      - id", STORMS + "      - id")))

    assert "- Moved to another row: The child is afraid of storms." in said(BOOK, moved)
    assert "* Wellbeing: Growth; before: Wellbeing: Sleep" in said(BOOK, moved)
    assert "It has the words of `wellbeing.afraid_of_storms`, which is gone" in said(BOOK, elsewhere)


def test_another_condition(tmp_path: Path) -> None:
    """What a combination follows from is told in words, now and before."""
    when = "        when:\n          all:\n            - tired\n            - no_one_to_ask\n"
    new = after(tmp_path, (SLEEP, when, when + "            - age: {under: 12}\n"))

    parts = "“The child is often tired.” and “The child has no adult to turn to at night.”"
    assert f"* Follows from: {parts} and a child under 12; before: {parts}" in said(BOOK, new)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (SLEEP, "    lost: [3]\n", "", "* Level that cannot be read, no longer: 3"),
        (SLEEP, "        pattern: [persistent]\n", "", "* Pattern, no longer: persistent"),
        (SLEEP, "        open_above: help\n", "", "* Open above its level: help"),
        (SLEEP, "        themes: [loneliness]\n", "        themes: [storm]\n", "* Themes, new: Storms"),
        (HOME, "articles: [27]", "articles: [24]", "* Articles, no longer: 27"),
        ("rulebook.yaml", '"1.0"', '"1.1"', "* Version: 1.1; before: 1.0"),
        ("rulebook.yaml", "    how: null", '    how: "0100"', "* Contact “Island social worker”, number or address"),
        ("rulebook.yaml", "hunger: Hunger", "hunger: Going hungry", "* Theme “hunger”: Going hungry; before: Hunger"),
        ("levels/needs.yaml", "text: The coast guard.", "text: The harbour.", "* Who helps or leads: The harbour; "),
        ("levels/needs.yaml", "text: Ask the lighthouse team.", "text: Ask at the harbour.", "* What to do, new"),
        ("uncrc_articles.yaml", "title: Health", "title: Good health", "* Title: Good health; before: Health"),
        (SLEEP, "        child: {age: 9, disabled: false}\n", "", "* Example “A child of 9 is often tired.”, child"),
    ],
)  # fmt: skip
def test_other_changes_in_words(file: str, old: str, new: str, told: str, tmp_path: Path) -> None:
    """Whatever else changes is named, with what it was and what it is."""
    assert told in said(BOOK, after(tmp_path, (file, old, new)))
