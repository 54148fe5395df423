"""What if: what was tried out in a case, and what it changes, in words."""

from __future__ import annotations

from threshold.assessing.supposing import FACTS, Supposed, WhatIf
from threshold.reporting.comparison import compare
from threshold.reporting.phrases import SAID, Phrases
from threshold.reporting.shape import Item, Section
from threshold.rulebook.models import Rulebook

_FACTS = {"age": "The child's age", "unborn": "The child is unborn", "disabled": "The child is disabled"}


def what_if_sections(tried: WhatIf, rulebook: Rulebook) -> list[Section]:
    """Each answer that was tried out, beside the one in the case; then what differs."""
    phrases = Phrases(rulebook)
    supposed = tuple(_supposed(each, phrases) for each in tried.supposed)
    return [Section("What if", supposed), *compare(tried.changes, rulebook)]


def _supposed(supposed: Supposed, phrases: Phrases) -> Item:
    before, after = (SAID.get(word, word) for word in (supposed.before, supposed.after))
    note = "The case says so already." if before == after else f"In the case: {before}."
    if supposed.about in FACTS:
        return Item(f"{_FACTS[supposed.about]}: {after}.", "About the child", notes=(note,))
    return Item(phrases.text(supposed.about), f"{after[0].upper()}{after[1:]}", notes=(note,))
