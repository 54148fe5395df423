"""What differs between two answers: before and after one more statement, one less, or another age."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from threshold.assessment import (
    Action,
    Agencies,
    AreaProfile,
    Assessment,
    Boundary,
    Finding,
    JudgementView,
    NextStep,
    NotLookedAt,
    Pattern,
    Question,
    RightEngaged,
    Strength,
)
from threshold.rulebook.models import Frozen

Part = TypeVar("Part")


class Change(Frozen, Generic[Part]):
    """The same thing in the two answers, where they say it differently."""

    before: Part
    after: Part


class Difference(Frozen, Generic[Part]):
    """Of a list: what only the second answer has, what only the first has, and what both have and say differently."""

    gained: tuple[Part, ...]
    lost: tuple[Part, ...]
    changed: tuple[Change[Part], ...]

    @property
    def empty(self) -> bool:
        """Whether the two lists are the same."""
        return not (self.gained or self.lost or self.changed)


class Standing(Frozen):
    """The answer in short."""

    headline: str
    level: int
    at_least: int
    level_title: str
    settled: bool


class Changes(Frozen):
    """Everything that differs between two answers, but for what each says of itself (notices, provenance).

    *unsettled_because*: what is lost there is settled, or decides nothing any more; what is gained is opened. *areas*
    are the levels by area. An action is the same where its words and its citation are the same: it may move, from the
    level reached to a lower one.
    """

    before: Standing
    after: Standing
    findings: Difference[Finding]
    actions: Difference[Action]
    rights: Difference[RightEngaged]
    strengths: Difference[Strength]
    unsettled_because: Difference[str]
    questions: Difference[Question]
    cautions: Difference[str]
    areas: Difference[AreaProfile]
    agencies: Difference[Agencies]
    next_steps: Difference[NextStep]
    boundaries: Difference[Boundary]
    not_looked_at: Difference[NotLookedAt]
    pattern: Change[Pattern] | None
    judgement: Change[JudgementView | None] | None

    @property
    def empty(self) -> bool:
        """Whether the two answers say the same."""
        lists = (getattr(self, name) for name in type(self).model_fields)
        return (
            self.before == self.after
            and not (self.pattern or self.judgement)
            and all(part.empty for part in lists if isinstance(part, Difference))
        )


def changes(before: Assessment, after: Assessment) -> Changes:
    """What differs in *after*, seen from *before*. Pure."""
    return Changes(
        before=_standing(before),
        after=_standing(after),
        findings=Difference[Finding](**_lists(before.findings, after.findings, lambda f: f.id)),
        actions=Difference[Action](**_lists(before.actions, after.actions, lambda a: (a.text, a.citation))),
        rights=Difference[RightEngaged](**_lists(before.rights, after.rights, lambda r: r.article)),
        strengths=Difference[Strength](**_lists(before.strengths, after.strengths, lambda s: s.id)),
        unsettled_because=Difference[str](**_lists(before.unsettled_because, after.unsettled_because, str)),
        questions=Difference[Question](
            **_lists(before.questions, after.questions, lambda q: (q.kind, q.about, q.fact))
        ),
        cautions=Difference[str](**_lists(before.cautions, after.cautions, str)),
        areas=Difference[AreaProfile](**_lists(before.profile, after.profile, lambda a: a.domain)),
        agencies=Difference[Agencies](**_lists(before.agencies, after.agencies, lambda a: (a.level, a.pathway))),
        next_steps=Difference[NextStep](**_lists(before.next_steps, after.next_steps, lambda s: s.text)),
        boundaries=Difference[Boundary](**_lists(before.boundaries, after.boundaries, lambda b: (b.domain, b.strand))),
        not_looked_at=Difference[NotLookedAt](
            **_lists(before.not_looked_at, after.not_looked_at, lambda area: area.domain)
        ),
        pattern=Change[Pattern](before=before.pattern, after=after.pattern)
        if before.pattern != after.pattern
        else None,
        judgement=Change[JudgementView | None](before=before.judgement, after=after.judgement)
        if before.judgement != after.judgement
        else None,
    )


def _standing(answer: Assessment) -> Standing:
    return Standing(**{name: getattr(answer, name) for name in Standing.model_fields})


def _lists(before: Iterable[Part], after: Iterable[Part], key: Callable[[Part], Hashable]) -> dict[str, object]:
    """Gained in the order of *after*, lost in that of *before*. Of several with one key, the first goes with the
    first."""
    old, new = _by_key(before, key), _by_key(after, key)
    return {
        "gained": tuple(part for known, part in new.items() if known not in old),
        "lost": tuple(part for known, part in old.items() if known not in new),
        "changed": tuple(
            {"before": old[known], "after": part} for known, part in new.items() if old.get(known, part) != part
        ),
    }


def _by_key(parts: Iterable[Part], key: Callable[[Part], Hashable]) -> dict[tuple[Hashable, int], Part]:
    found: dict[tuple[Hashable, int], Part] = {}
    seen: dict[Hashable, int] = {}
    for part in parts:
        own = key(part)
        found[own, seen.get(own, 0)] = part
        seen[own] = seen.get(own, 0) + 1
    return found
