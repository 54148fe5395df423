"""By area: how high it stands, what of it was not looked at, and what is not so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from threshold.assessing.of_whom import out_of_place
from threshold.assessing.words import Words
from threshold.assessment import AreaAbsent, AreaProfile, Finding, NotLookedAt, Wording
from threshold.checklist import Checklist
from threshold.rulebook.models import Domain, Rulebook, Strand


class AreaMaker:
    """Tells of the areas of one rulebook."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._rulebook = rulebook
        self._words = words
        self._order = {id: place for place, id in enumerate(rulebook.indicators)}
        self._titles = {d.slug: d.title for d in rulebook.domains}
        self._profiled = [d.slug for d in rulebook.domains if not d.general]
        self._profiles_made: dict[tuple[str, int, int], AreaProfile] = {}
        self._shown_in = _shown_in(rulebook)
        self._asked = {(s.domain, s.slug): _asked_in(s, rulebook) for d in rulebook.domains for s in d.strands}
        self._rows_asking: dict[str, list[tuple[str, str]]] = {}
        for row, ids in self._asked.items():
            for id in ids:
                self._rows_asking.setdefault(id, []).append(row)
        self._areas_of: dict[frozenset[str], list[_Area]] = {}

    def profile(self, findings: Iterable[Finding]) -> tuple[AreaProfile, ...]:
        """The level in each area; a finding that is printed in several areas shows in each, at the level it is
        printed at there."""
        reached: dict[str, tuple[int, int]] = {}
        for finding in findings:
            for domain, level in self._shown_in[finding.id]:
                highest, least = reached.get(domain, (1, 1))
                reached[domain] = max(highest, level), max(least, min(level, finding.at_least))
        return tuple(self._profile(slug, *reached[slug]) for slug in self._profiled if slug in reached)

    def _profile(self, slug: str, level: int, at_least: int) -> AreaProfile:
        key = slug, level, at_least
        if key not in self._profiles_made:
            self._profiles_made[key] = AreaProfile(
                domain=slug, title=self._titles[slug], level=level, at_least=at_least
            )
        return self._profiles_made[key]

    def not_looked_at(self, checklist: Checklist) -> tuple[NotLookedAt, ...]:
        """The areas, and the parts of areas, that were not looked at.

        A row was looked at where most of what it asks of this child was answered. Its urgent statements do not count
        for that, because everyone is asked them, unless it has no others. An area is whole where nothing of it is so
        and nothing of its rows was answered.
        """
        beside = out_of_place(self._rulebook, checklist.child)
        answered: dict[str, dict[str, int]] = {self._rulebook.indicators[id].domain: {} for id in checklist.present}
        for id in (*checklist.present, *checklist.absent, *checklist.not_known):
            if id in self._rows_asking and id not in beside:
                for domain, strand in self._rows_asking[id]:
                    rows = answered.setdefault(domain, {})
                    rows[strand] = rows.get(strand, 0) + 1
        left = (area.left(answered.get(area.slug)) for area in self._areas_without(beside))
        return tuple([part for part in left if part])

    def absent(self, checklist: Checklist) -> tuple[AreaAbsent, ...]:
        """What is not so, area by area, in the order of the document."""
        areas: dict[str, list[Wording]] = {}
        for id in sorted(checklist.absent, key=self._order.__getitem__):
            areas.setdefault(self._rulebook.indicators[id].domain, []).append(self._words.at(id))
        return tuple(
            AreaAbsent(domain=slug, title=self._titles[slug], statements=tuple(said)) for slug, said in areas.items()
        )

    def _areas_without(self, beside: frozenset[str]) -> list[_Area]:
        """What each area asks of a child, without what stands *beside* that child."""
        if beside not in self._areas_of:
            asked = {row: len(ids - beside) for row, ids in self._asked.items()}
            self._areas_of[beside] = [_Area(domain, asked) for domain in self._rulebook.domains]
        return self._areas_of[beside]


class _Area:
    """A domain, as far as it asks anything of a child."""

    def __init__(self, domain: Domain, asked: Mapping[tuple[str, str], int]) -> None:
        self.slug = domain.slug
        self._title = domain.title
        self._asked = {s.slug: (s.title, asked[s.domain, s.slug]) for s in domain.strands if asked[s.domain, s.slug]}
        self._whole = self._without((), whole=True)
        self._begun = self._without((), whole=False)

    def left(self, answered: Mapping[str, int] | None) -> NotLookedAt | None:
        """What was not looked at, if anything, where so much was *answered* in its strands; without that, nothing of
        it was touched."""
        if answered is None:
            return self._whole
        seen = [strand for strand, count in answered.items() if count * 2 >= self._asked[strand][1]]
        return self._without(seen, whole=False) if seen else self._begun

    def _without(self, seen: Collection[str], whole: bool) -> NotLookedAt | None:
        titles = tuple(title for strand, (title, _) in self._asked.items() if strand not in seen)
        return NotLookedAt(domain=self.slug, title=self._title, whole=whole, strands=titles) if titles else None


def _shown_in(rulebook: Rulebook) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each statement: the domains that print it, and the highest level at which each does."""
    shown = {id: {s.domain: s.level} for id, s in [*rulebook.indicators.items(), *rulebook.combinations.items()]}
    for domain in rulebook.domains:
        for strand in domain.strands:
            for level, ids in strand.cells.items():
                for id in ids:
                    counts = min(level, rulebook.statement(id).level)  # printed higher, and decided to be lower
                    shown[id][domain.slug] = max(counts, shown[id].get(domain.slug, 1))
    return {id: tuple(levels.items()) for id, levels in shown.items()}


def _asked_in(strand: Strand, rulebook: Rulebook) -> frozenset[str]:
    """What is asked of a row when it is looked at: its signs, without the urgent ones where there are others."""
    indicators = rulebook.indicators
    ids = frozenset(id for cell in strand.cells.values() for id in cell)
    signs = frozenset(id for id in ids if id in indicators and indicators[id].counts)
    return frozenset(id for id in signs if not indicators[id].urgent) or signs
