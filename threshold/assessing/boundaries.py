"""Why not higher: the next cell of each strand touched."""

from __future__ import annotations

from collections.abc import Sequence

from threshold.assessing.of_whom import out_of_place
from threshold.assessing.words import Words
from threshold.assessment import Boundary, Finding, Wording
from threshold.checklist import Checklist
from threshold.rulebook.condition import Condition
from threshold.rulebook.models import Domain, Rulebook, Strand


class BoundaryMaker:
    """Makes the boundaries of one rulebook."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._rulebook = rulebook
        self._words = words
        self._indicators = rulebook.indicators
        self._combinations = rulebook.combinations
        self._domains = rulebook.domains
        self._levels = [route.level for route in rulebook.levels]
        self._strands = {(d.slug, s.slug): (d, s) for d in rulebook.domains for s in d.strands}
        self._order = {place: i for i, place in enumerate(self._strands)}
        self._home = {i.id: (i.domain, i.strand) for i in rulebook.indicators.values()}
        self._untouched: dict[frozenset[str], dict[tuple[tuple[str, str], int], Boundary | None]] = {}
        cells = {place: {id for ids in s.cells.values() for id in ids} for place, (_, s) in self._strands.items()}
        self._bears_on = {
            place: ids
            | {part for id in ids if id in self._combinations for part in self._combinations[id].when.named()}
            for place, ids in cells.items()
        }
        self._away = {place: {id for id in ids if not self._at_home(id, place)} for place, ids in cells.items()}

    def boundaries(self, checklist: Checklist, findings: Sequence[Finding]) -> tuple[Boundary, ...]:
        """One for each strand that something ticked has its home in, and that could stand higher."""
        reached = dict.fromkeys((self._home[id] for id in checklist.present), 1)
        for finding in reversed(findings):  # the gravest of a strand has the last word
            reached[finding.domain, finding.strand] = finding.level
        fired = {finding.id for finding in findings}
        said = {id: group for group in ("absent", "not_known") for id in getattr(checklist, group)}
        beside = out_of_place(self._rulebook, checklist.child)
        made = (
            self._boundary(place, reached[place], fired, said, beside)
            for place in sorted(reached, key=self._order.__getitem__)
        )
        return tuple(boundary for boundary in made if boundary)

    def _boundary(
        self, place: tuple[str, str], reached: int, fired: set[str], said: dict[str, str], beside: frozenset[str]
    ) -> Boundary | None:
        """The boundary of one strand, without what stands *beside* this child; made once where nothing that was said
        bears on it."""
        if not self._bears_on[place].isdisjoint(said) or not self._away[place].isdisjoint(fired):
            return self._make(*self._strands[place], reached, fired, said, beside)
        untouched = self._untouched.setdefault(beside, {})
        if (place, reached) not in untouched:
            untouched[place, reached] = self._make(*self._strands[place], reached, set(), {}, beside)
        return untouched[place, reached]

    def _make(
        self,
        domain: Domain,
        strand: Strand,
        reached: int,
        fired: set[str],
        said: dict[str, str],
        beside: frozenset[str],
    ) -> Boundary | None:
        for level in self._levels[reached:]:
            lost, unsettled = level in strand.lost, level in strand.unsettled
            groups: dict[str, list[Wording]] = {"absent": [], "not_known": [], "not_asked": []}
            for id in strand.cell(level):
                group = self._group(id, level, said)
                if group and id not in fired and (id in said or id not in beside):
                    groups[group].append(self._words.at(id, level))
            if lost or unsettled or any(groups.values()):
                return Boundary(
                    domain=domain.slug,
                    domain_title=domain.title,
                    strand=strand.slug,
                    strand_title=strand.title,
                    reached=reached,
                    level=level,
                    lost=lost,
                    unsettled=unsettled,
                    **{group: tuple(wordings) for group, wordings in groups.items()},
                )
        return None

    def _at_home(self, id: str, place: tuple[str, str]) -> bool:
        statement = self._rulebook.statement(id)
        return (statement.domain, statement.strand) == place

    def _group(self, id: str, level: int, said: dict[str, str]) -> str | None:
        """How a statement was answered; None for one that sets no level, or whose level was decided to be lower than
        this one, at which it is printed."""
        if self._rulebook.statement(id).level < level:
            return None
        if id in self._indicators:
            return said.get(id, "not_asked") if self._indicators[id].counts else None
        when = self._combinations[id].when
        if _ruled_out(when, said):
            return "absent"
        return "not_known" if "not_known" in [said.get(part) for part in when.named()] else "not_asked"


def _ruled_out(when: Condition, said: dict[str, str]) -> bool:
    """Whether a condition cannot hold, by what was said to be not so."""

    def possible(leaf: str | Condition) -> bool:
        if isinstance(leaf, str):
            return said.get(leaf) != "absent"
        if leaf.some_of and leaf.some_of.of:
            return sum(said.get(id) != "absent" for id in leaf.some_of.of) >= leaf.some_of.count
        return True

    return not when.possible(possible)
