"""Statements found by words: in our text, the document's words, the id, and what the glossary says of its terms."""

from __future__ import annotations

import re

from threshold.rulebook.models import Indicator, Rulebook

_WORD = re.compile(r"[a-z0-9']+")


def search(rulebook: Rulebook, words: str) -> list[Indicator]:
    """The indicators in which every one of *words* begins a word; those whose own text has them first."""
    wanted = _words(words)
    if not wanted:
        return []
    places = {domain.slug: domain.title for domain in rulebook.domains}
    found: list[tuple[int, Indicator]] = []
    for indicator in rulebook.indicators.values():
        own = _words(indicator.text)
        quoted = _words(" ".join(c.quote or "" for c in indicator.citations))
        around = _words(f"{indicator.id} {places[indicator.domain]}".replace("_", " ").replace(".", " "))
        for rank, known in enumerate((own, own | quoted, own | quoted | around)):
            if all(any(word.startswith(want) or _same_root(word, want) for word in known) for want in wanted):
                found.append((rank, indicator))
                break
    return [indicator for _, indicator in sorted(found, key=lambda pair: pair[0])]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower().replace("’", "'")))


def _same_root(word: str, want: str) -> bool:
    """Whether two words differ only in a common ending: bruise and bruising, hungry and hunger are near enough."""
    return len(want) > 4 and word[: len(want) - 1] == want[:-1]
