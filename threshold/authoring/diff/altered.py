"""What changed between two rulebooks, as data: each thing that did, and each of its changes."""

from __future__ import annotations

from typing import Literal

from threshold.rulebook.models import Citation, Frozen

Bearing = Literal["level", "settled", "actions", "rights"]
Kind = Literal["title_page", "articles", "everyday_words", "level", "pathway", "domain", "strand", "statement"]
Key = tuple[Kind, str]  # what a thing is known by: a strand may have the name of a statement
LEVEL: tuple[Bearing, ...] = ("level", "settled", "actions", "rights")  # another level brings all the rest
ADDED, GONE = "added", "gone"


class Change(Frozen):
    """One change of one thing. *field* names what differs, *said* says it in words, *before* and *after* how it stood:
    each empty where there was nothing. *bears* is what it may change in an answer: empty where it changes only words.
    """

    field: str
    said: str
    before: str = ""
    after: str = ""
    bears: tuple[Bearing, ...] = ()


class Altered(Frozen):
    """One thing that changed. *about* is its name: a statement's full id, `domain.strand`, a level's number, a
    pathway's or a domain's slug. *domain* and *strand* say where it stands now, or stood, *place* the same in words.
    *citation* is the document's warrant of a statement, *where* the place of that in words."""

    kind: Kind
    about: str
    domain: str
    strand: str
    place: str
    text: str
    citation: Citation | None
    where: str
    changes: tuple[Change, ...]

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.kind, self.about

    @property
    def practice(self) -> bool:
        """Whether it may change an answer, and not only its words."""
        return any(change.bears for change in self.changes)

    def bears(self, on: Bearing) -> bool:
        """Whether one of its changes may change that part of an answer."""
        return any(on in change.bears for change in self.changes)
