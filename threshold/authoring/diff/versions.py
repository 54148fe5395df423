"""Two versions of a rulebook beside each other: what changed, and what came of trying cases."""

from __future__ import annotations

from threshold.authoring.diff.altered import Altered
from threshold.authoring.diff.tally import Impact
from threshold.rulebook.models import Frozen, Rulebook


class Version(Frozen):
    """Which rulebook, and the *name* it was asked for by: a folder, or a revision."""

    name: str
    id: str
    title: str
    version: str
    status: str
    digest: str

    @classmethod
    def of(cls, rulebook: Rulebook, name: str) -> Version:
        """The version that *rulebook* is."""
        return cls(name=name, **{field: getattr(rulebook, field) for field in cls.model_fields if field != "name"})


class Diff(Frozen):
    """All that `rules diff` says. *changes* is empty where the two say the same."""

    old: Version
    new: Version
    changes: tuple[Altered, ...]
    impact: Impact

    @property
    def same_version(self) -> bool:
        """Whether something changed, and the version was not raised."""
        return bool(self.changes) and self.old.version == self.new.version
