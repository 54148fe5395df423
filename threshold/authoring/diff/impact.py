"""Whose answers change between two rulebooks, and by which changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from threshold.authoring.diff.altered import Altered, Key
from threshold.authoring.diff.answering import Answer, Answerer
from threshold.authoring.diff.causes import Causes
from threshold.authoring.diff.reach import Reach
from threshold.authoring.diff.tally import Alike, Doing, Matter, Name, Tally
from threshold.authoring.diff.trying import Case
from threshold.checklist import Checklist
from threshold.rulebook.models import Rulebook

MOST_KEPT = 100_000  # different cases whose comparison is kept, for when they come again
Which = Literal["old", "new"]


class _Compared(NamedTuple):
    """A case whose answer changes: which Counts it belongs to, its group, the keys of what made it change, and what is
    to be done no longer, or newly."""

    counted: tuple[str, ...]
    group: Alike
    because: tuple[Key, ...]
    doing: tuple[tuple[Doing, str], ...]


class Comparison:
    """Compares two rulebooks case by case, and counts. *altered* is what changed between them."""

    def __init__(self, old: Rulebook, new: Rulebook, altered: Iterable[Altered]) -> None:
        self._old, self._new = old, new
        self._answerers = Answerer(old), Answerer(new)
        self._reach = Reach(old, new)
        self._causes = Causes(old, new, altered)
        self._made: dict[Checklist, _Compared | None] = {}

    def tally(self, cases: Iterable[Case]) -> Tally:
        """What comes of *cases*. Each is read once and let go; the tallies of several lots can be added up."""
        tally = Tally()
        for name, checklist in cases:
            tally.tried += 1
            if checklist is None:
                tally.unread.append(name)
            elif self._in_both(checklist):
                tally.compared += 1
                found = self._compared(checklist) if self._reach.touches(checklist) else None
                if found:
                    tally.add(name, *found)
            else:
                self._refuse(tally, name, checklist)
        return tally

    def _in_both(self, checklist: Checklist) -> bool:
        """Whether both versions know every statement that is named, and the judgement's level and reason."""
        known, other = self._old.indicators, self._new.indicators
        named = (*checklist.present, *checklist.absent, *checklist.not_known)
        return all(id in known and id in other for id in named) and (
            checklist.judgement is None or (_can_judge(checklist, self._old) and _can_judge(checklist, self._new))
        )

    def _refuse(self, tally: Tally, name: Name, checklist: Checklist) -> None:
        """Count a case that cannot be compared under every statement that only one version has."""
        lacking: list[tuple[str, Which]] = [
            (id, "new" if id in self._old.indicators else "old")
            for id in (*checklist.present, *checklist.absent, *checklist.not_known)
            if (id in self._old.indicators) != (id in self._new.indicators)
        ]
        for id, which in lacking:
            tally.lacking.setdefault((id, which), []).append(name)
        if not lacking:
            tally.strange.append(name)

    def _compared(self, checklist: Checklist) -> _Compared | None:
        if checklist not in self._made:
            if len(self._made) >= MOST_KEPT:
                self._made.clear()
            before, after = (answerer.answer(checklist) for answerer in self._answerers)
            self._made[checklist] = self._differing(checklist, before, after) if before[:5] != after[:5] else None
        return self._made[checklist]

    def _differing(self, checklist: Checklist, before: Answer, after: Answer) -> _Compared:
        lost, gained = before.actions - after.actions, after.actions - before.actions
        counted = {
            "level_falls": after.level < before.level,
            "level_rises": after.level > before.level,
            "at_least_falls": after.at_least < before.at_least,
            "at_least_rises": after.at_least > before.at_least,
            "settled_no_more": before.settled and not after.settled,
            "settled_now": after.settled and not before.settled,
            "actions_lost": bool(lost),
            "actions_gained": bool(gained),
            "rights_lost": bool(before.rights - after.rights),
            "rights_gained": bool(after.rights - before.rights),
        }
        fewer = counted["rights_lost"] or len(lost) > len(gained)
        matter, because = self._matter(checklist, before, after, fewer)
        group = matter, (before.level, after.level), (before.at_least, after.at_least)
        old, new = ({text for _, text, _ in answer.actions} for answer in (before, after))
        doing: list[tuple[Doing, str]] = [("lost", text) for text in sorted(old - new)]
        doing += [("gained", text) for text in sorted(new - old)]
        return _Compared(tuple(name for name, so in counted.items() if so), group, because, tuple(doing))

    def _matter(
        self, checklist: Checklist, before: Answer, after: Answer, fewer: bool
    ) -> tuple[Matter, tuple[Key, ...]]:
        """The first matter that applies, and its causes."""
        causes = self._causes
        if after.level < before.level:
            return "falls", causes.of_level([f for f in before.findings if f.level > after.level], after)
        if after.at_least < before.at_least:
            return "less", causes.of_level([f for f in before.findings if f.at_least > after.at_least], after)
        if after.level > before.level:
            return "rises", causes.of_level([f for f in after.findings if f.level > before.level], before)
        if after.at_least > before.at_least:
            return "more", causes.of_level([f for f in after.findings if f.at_least > before.at_least], before)
        if before.settled != after.settled:
            return "settled" if after.settled else "opened", causes.of_settled(checklist, before, after)
        return "fewer" if fewer else "others", causes.of_rest(checklist, before, after)


def _can_judge(checklist: Checklist, book: Rulebook) -> bool:
    judgement = checklist.judgement
    return judgement is None or (
        any(route.level == judgement.level for route in book.levels)
        and (judgement.reason is None or judgement.reason in book.judgement_reasons)
    )
