"""Rule-based decision support for children's safeguarding.

    import threshold

    answer = threshold.assess(["social_presentation.hygiene_poor"])
    print(answer.headline, answer.findings[0].citations[0].quote)

It supports a professional's judgement, and never replaces it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from threshold import assessing
from threshold._version import __version__
from threshold.assessment import Assessment, Finding
from threshold.checklist import Checklist, Child, Judgement
from threshold.errors import ChecklistError, RulebookError, ThresholdError
from threshold.rulebook import Citation, Combination, Indicator, Rulebook, load_rulebook

__all__ = [
    "Assessment",
    "Checklist",
    "ChecklistError",
    "Child",
    "Citation",
    "Combination",
    "Finding",
    "Indicator",
    "Judgement",
    "Rulebook",
    "RulebookError",
    "ThresholdError",
    "__version__",
    "assess",
    "load_rulebook",
]


@lru_cache(maxsize=1)
def _shipped() -> Rulebook:
    return load_rulebook()


def assess(
    checklist: Checklist | Mapping[str, Any] | Iterable[str],
    rulebook: Rulebook | None = None,
    *,
    engine: str | None = None,
) -> Assessment:
    """What the document says of what is reported of one child.

    *checklist*: a Checklist, a mapping of its fields, or an iterable of the ids of indicators that are present.
    *rulebook*: the shipped one, unless given; it is loaded once, on first use. *engine*: `durable-rules` or `table`; without it the
    preferred one of this machine (they answer alike). Raises ChecklistError if the checklist cannot be understood.
    """
    return assessing.assess(checklist, rulebook or _shipped(), engine)
