"""Rule-based decision support for children's safeguarding.

    import threshold

    answer = threshold.assess(["social_presentation.hygiene_poor"])
    print(answer.headline, answer.findings[0].citations[0].quote)

It supports a professional's judgement, and never replaces it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from threshold._version import __version__
from threshold.errors import ChecklistError, RulebookError, ThresholdError

if TYPE_CHECKING:
    from threshold.assessment import Action, Assessment, Finding, Question
    from threshold.checklist import Checklist, Child, Judgement
    from threshold.rulebook.loading import load_rulebook
    from threshold.rulebook.models import Citation, Combination, Indicator, Rulebook

__all__ = [
    "Action",
    "Assessment",
    "Checklist",
    "ChecklistError",
    "Child",
    "Citation",
    "Combination",
    "Finding",
    "Indicator",
    "Judgement",
    "Question",
    "Rulebook",
    "RulebookError",
    "ThresholdError",
    "__version__",
    "assess",
    "load_rulebook",
]

# Fetched on first use: the command line answers --help without loading pydantic.
_HOMES = {
    "Action": "threshold.assessment",
    "Assessment": "threshold.assessment",
    "Finding": "threshold.assessment",
    "Question": "threshold.assessment",
    "Checklist": "threshold.checklist",
    "Child": "threshold.checklist",
    "Judgement": "threshold.checklist",
    "Citation": "threshold.rulebook.models",
    "Combination": "threshold.rulebook.models",
    "Indicator": "threshold.rulebook.models",
    "Rulebook": "threshold.rulebook.models",
    "load_rulebook": "threshold.rulebook.loading",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'threshold' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__


def assess(
    checklist: Checklist | Mapping[str, Any] | Iterable[str],
    rulebook: Rulebook | None = None,
    *,
    engine: str | None = None,
) -> Assessment:
    """What the document says of what is reported of one child.

    *checklist*: a Checklist, a mapping of its fields (`present`, `absent`, `not_known`, `unsaid`, `something_else`,
    `child`, `judgement`), or an iterable of the ids of indicators that are present. An id is `domain.slug`, a key of
    `load_rulebook().indicators`; `threshold search WORDS` finds them.
    *rulebook*: the shipped one, unless given; it is loaded once, on first use. *engine*: `durable-rules` or `table`;
    without it the preferred one of this machine (they answer alike). Raises ChecklistError if the checklist cannot be
    understood.
    """
    from threshold import assessing

    return assessing.assess(checklist, _shipped() if rulebook is None else rulebook, engine)


@lru_cache(maxsize=1)
def _shipped() -> Rulebook:
    from threshold.rulebook.loading import load_rulebook

    return load_rulebook()
