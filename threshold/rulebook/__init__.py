"""The document as data."""

from threshold.rulebook.loading import load_rulebook
from threshold.rulebook.models import Citation, Combination, Indicator, Rulebook

__all__ = ["Citation", "Combination", "Indicator", "Rulebook", "load_rulebook"]
