"""What came of trying cases on two rulebooks: counted on the way, and as data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from threshold.authoring.diff.altered import Key, Kind
from threshold.rulebook.models import Frozen

Matter = Literal["falls", "less", "opened", "fewer", "rises", "more", "settled", "others"]
MATTERS: tuple[Matter, ...] = ("falls", "less", "opened", "fewer", "rises", "more", "settled", "others")
Doing = Literal["lost", "gained"]  # what is to be done no longer, and what newly
Name = int | str
Pair = tuple[int, int]
Alike = tuple[Matter, Pair, Pair]  # what the cases of a group have in common: its matter, level and at_least


class Counts(Frozen):
    """How many cases: each is counted wherever it belongs, so that they do not add up."""

    level_falls: int = 0
    at_least_falls: int = 0
    settled_no_more: int = 0
    actions_lost: int = 0
    rights_lost: int = 0
    level_rises: int = 0
    at_least_rises: int = 0
    settled_now: int = 0
    actions_gained: int = 0
    rights_gained: int = 0


class Because(Frozen):
    """Something that changed, and how many cases of a group it helped to change."""

    kind: Kind
    about: str
    cases: int


class Group(Frozen):
    """Cases that change alike, by their lines or sentences.

    *matter* is the first that applies: the level `falls`, at_least is `less`, the answer is `opened` (settled no more),
    there are `fewer` things to do or rights; the level `rises`, at_least is `more`, the answer is `settled`; or what is
    to be done, or the rights, are `others`. *level* and *at_least* are those before and after. *because* is what
    changed them, what changed most of them first. *lost* and *gained* are what is to be done no longer, and newly, in
    words, with how many of the cases.
    """

    matter: Matter
    level: Pair
    at_least: Pair
    because: tuple[Because, ...]
    cases: tuple[Name, ...]
    lost: tuple[tuple[str, int], ...] = ()
    gained: tuple[tuple[str, int], ...] = ()


class Lacking(Frozen):
    """Cases that cannot be compared: they name *id*, and only one version can be told of that. *where* is the other."""

    id: str
    where: Literal["old", "new"]
    cases: tuple[Name, ...]


class Impact(Frozen):
    """What was tried, and what came of it.

    *examples*: whether the cases are the examples beside the rules. *same*: those whose answers stay as they are.
    *unread*: lines that are no cases. *strange*: cases that name something that neither version has, or judge by a
    level or a reason that one of them does not have.
    """

    examples: bool
    tried: int
    compared: int
    same: int
    counts: Counts
    groups: tuple[Group, ...]
    lacking: tuple[Lacking, ...]
    strange: tuple[Name, ...]
    unread: tuple[Name, ...]


@dataclass
class Tally:
    """Counting. Those of several lots of cases are added up with `+=`."""

    tried: int = 0
    compared: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    groups: dict[Alike, list[Name]] = field(default_factory=dict)
    because: dict[Alike, Counter[Key]] = field(default_factory=dict)
    doing: dict[Alike, Counter[tuple[Doing, str]]] = field(default_factory=dict)
    lacking: dict[tuple[str, Literal["old", "new"]], list[Name]] = field(default_factory=dict)
    strange: list[Name] = field(default_factory=list)
    unread: list[Name] = field(default_factory=list)

    def add(
        self,
        name: Name,
        counted: tuple[str, ...],
        group: Alike,
        because: tuple[Key, ...],
        doing: tuple[tuple[Doing, str], ...],
    ) -> None:
        """Count a case whose answer changes."""
        self.counts.update(counted)
        self.groups.setdefault(group, []).append(name)
        self.because.setdefault(group, Counter()).update(because)
        self.doing.setdefault(group, Counter()).update(doing)

    def __iadd__(self, other: Tally) -> Tally:
        self.tried += other.tried
        self.compared += other.compared
        self.counts.update(other.counts)
        for group, names in other.groups.items():
            self.groups.setdefault(group, []).extend(names)
            self.because.setdefault(group, Counter()).update(other.because[group])
            self.doing.setdefault(group, Counter()).update(other.doing[group])
        for lacking, names in other.lacking.items():
            self.lacking.setdefault(lacking, []).extend(names)
        self.strange += other.strange
        self.unread += other.unread
        return self

    def _done(self, group: Alike, which: Doing) -> tuple[tuple[str, int], ...]:
        found = [(text, count) for (kind, text), count in self.doing[group].items() if kind == which]
        return tuple(sorted(found, key=lambda one: (-one[1], one[0])))

    def impact(self, *, examples: bool) -> Impact:
        """The same as data: the gravest matter first; then the highest level; then the largest group."""
        groups = [
            Group(
                matter=matter,
                level=level,
                at_least=at_least,
                because=tuple(
                    Because(kind=kind, about=about, cases=count)
                    for (kind, about), count in sorted(
                        self.because[matter, level, at_least].items(), key=lambda one: (-one[1], one[0])
                    )
                ),
                cases=tuple(cases),
                lost=self._done((matter, level, at_least), "lost"),
                gained=self._done((matter, level, at_least), "gained"),
            )
            for (matter, level, at_least), cases in self.groups.items()
        ]
        groups.sort(key=lambda g: (MATTERS.index(g.matter), -max(g.level), -len(g.cases), g.level, g.at_least))
        return Impact(
            examples=examples,
            tried=self.tried,
            compared=self.compared,
            same=self.compared - sum(len(group.cases) for group in groups),
            counts=Counts(**self.counts),
            groups=tuple(groups),
            lacking=tuple(
                Lacking(id=id, where=where, cases=tuple(names)) for (id, where), names in sorted(self.lacking.items())
            ),
            strange=tuple(self.strange),
            unread=tuple(self.unread),
        )
