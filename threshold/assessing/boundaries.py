"""Why not higher: the next cell of each strand touched; and what was not looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from threshold.assessing.of_whom import out_of_place
from threshold.assessing.words import Words
from threshold.assessment import Boundary, Finding, NotLookedAt, Wording
from threshold.checklist import Checklist
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
        self._printed_in: dict[str, list[tuple[str, str]]] = {}
        for domain in rulebook.domains:
            for strand in domain.strands:
                for ids in strand.cells.values():
                    for id in ids:
                        self._printed_in.setdefault(id, []).append((domain.slug, strand.slug))
        self._untouched_boundaries: dict[tuple[tuple[str, str], int, frozenset[str]], Boundary | None] = {}
        cells = {place: {id for ids in s.cells.values() for id in ids} for place, (_, s) in self._strands.items()}
        self._cells = cells
        self._bears_on = {
            place: ids
            | {part for id in ids if id in self._combinations for part in self._combinations[id].when.named()}
            for place, ids in cells.items()
        }
        self._away = {place: {id for id in ids if not self._at_home(id, place)} for place, ids in cells.items()}
        self._signs = {place: {id for id in ids if id in self._indicators} for place, ids in cells.items()}
        self._wholly_urgent = [
            place for place, ids in self._signs.items() if ids and all(self._indicators[id].urgent for id in ids)
        ]
        self._parts_made: dict[tuple[str, tuple[str, ...]], NotLookedAt] = {}
        self._wholly = {
            d.slug: NotLookedAt(
                domain=d.slug, title=d.title, whole=True, strands=tuple(s.title for s in d.strands if s.cells)
            )
            for d in rulebook.domains
        }

    def boundaries(self, checklist: Checklist, findings: Sequence[Finding]) -> tuple[Boundary, ...]:
        """One for each strand that something ticked has its home in, and that could stand higher."""
        reached: dict[tuple[str, str], int] = {}
        for id in checklist.present:
            indicator = self._indicators[id]
            reached.setdefault((indicator.domain, indicator.strand), 1)
        for finding in findings:
            place = finding.domain, finding.strand
            reached[place] = max(reached.get(place, 1), finding.level)
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
        key = place, reached, beside & self._cells[place]
        if key not in self._untouched_boundaries:
            self._untouched_boundaries[key] = self._make(*self._strands[place], reached, set(), {}, beside)
        return self._untouched_boundaries[key]

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
        statement = self._indicators.get(id) or self._combinations[id]
        return (statement.domain, statement.strand) == place

    def _group(self, id: str, level: int, said: dict[str, str]) -> str | None:
        """How a statement was answered; None for one that sets no level, or whose level was decided to be lower than
        this one, at which it is printed."""
        if (self._indicators.get(id) or self._combinations[id]).level < level:
            return None
        if id in self._indicators:
            return said.get(id, "not_asked") if self._indicators[id].counts else None
        named = [said.get(part) for part in self._combinations[id].when.named()]
        return "absent" if "absent" in named else "not_known" if "not_known" in named else "not_asked"

    def not_looked_at(self, checklist: Checklist) -> tuple[NotLookedAt, ...]:
        """The areas, and the parts of areas, of which nothing was said.

        To say of a row only that its urgent statements are not so, is not to have looked at it: everyone is asked that.
        """
        touched = {place for id in checklist.present for place in self._printed_in[id]}
        denied: set[str] = {*checklist.absent, *checklist.not_known}
        touched.update(place for id in denied if not self._indicators[id].urgent for place in self._printed_in[id])
        touched.update(place for place in self._wholly_urgent if self._signs[place] <= denied)
        return tuple(self._untouched(touched))

    def _untouched(self, touched: set[tuple[str, str]]) -> Iterator[NotLookedAt]:
        touched_domains = {domain for domain, _ in touched}
        for domain in self._domains:
            if domain.slug not in touched_domains:
                yield self._wholly[domain.slug]
                continue
            rest = tuple(s.title for s in domain.strands if s.cells and (domain.slug, s.slug) not in touched)
            if rest:
                yield self._in_part(domain, rest)

    def _in_part(self, domain: Domain, strands: tuple[str, ...]) -> NotLookedAt:
        key = domain.slug, strands
        if key not in self._parts_made:
            made = NotLookedAt(domain=domain.slug, title=domain.title, whole=False, strands=strands)
            self._parts_made[key] = made
        return self._parts_made[key]
