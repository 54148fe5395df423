"""Random rulebooks that a loader would accept, and random checklists that reach their edges. Same seed, same data."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import Any

from threshold.checklist import Checklist, Child
from threshold.rulebook.condition import Age, Condition, SomeOf
from threshold.rulebook.models import Citation, Combination, Domain, Indicator, Rulebook, Strand

MOST_WAYS = 60  # of one condition: enough to cross from one group of rules to the next
DEEPEST = 3
AGES = (0, 1, 2, 5, 10, 13, 16, 17)


def random_rulebook(rng: random.Random, base: Rulebook) -> Rulebook:
    """A rulebook of random statements; what has no bearing on them (levels, sources, contacts) is that of *base*."""
    themes = sorted(base.themes)[: rng.choice((1, 3, 8))]
    places = [(f"area_{a}", f"row_{a}_{s}") for a in range(rng.randint(1, 4)) for s in range(rng.randint(1, 5))]
    indicators = [_indicator(rng, f"sign_{i}", places, themes, base) for i in range(rng.choice((1, 4, 15, 60, 150)))]
    usable = [i.id for i in indicators if not i.strength]
    combinations: list[Combination] = []
    for i in range(rng.choice((0, 2, 10, 40))):
        when = _condition(rng, usable, themes)
        combinations.append(Combination(**_common(rng, f"pair_{i}", places, themes, base), when=when))
    of_use = {id for combination in combinations for id in combination.when.named()}
    counted = {theme for combination in combinations for theme in combination.when.themes()}
    kept = [
        i.model_copy(update={"circumstance": i.circumstance and (i.id in of_use or not counted.isdisjoint(i.themes))})
        for i in indicators  # a circumstance that no combination asks for is refused
    ]
    return rulebook_of(base, kept, combinations, f"{rng.getrandbits(256):064x}")


def rulebook_of(
    base: Rulebook, indicators: list[Indicator], combinations: list[Combination] | None = None, digest: str = "0" * 64
) -> Rulebook:
    """A rulebook of these statements, each in the row and at the level it names."""
    cells: dict[str, dict[str, dict[int, tuple[str, ...]]]] = {}
    for statement in (*indicators, *(combinations or ())):
        row = cells.setdefault(statement.domain, {}).setdefault(statement.strand, {})
        row[statement.level] = (*row.get(statement.level, ()), statement.id)
    given: dict[str, Any] = {name: getattr(base, name) for name in Rulebook.model_fields}
    given |= {
        "digest": digest,
        "indicators": {indicator.id: indicator for indicator in indicators},
        "combinations": {combination.id: combination for combination in combinations or ()},
        "domains": tuple(
            _domain(domain, [_strand(domain, strand, row) for strand, row in rows.items()])
            for domain, rows in cells.items()
        ),
    }
    return Rulebook(**given)


def indicator_of(base: Rulebook, id: str, **more: Any) -> Indicator:
    """An indicator of that id, at Level 2 of a row of its own unless *more* says otherwise."""
    citation = Citation(source=next(iter(base.sources)), page=1, level=2, quote="...")
    plain = {
        "text": "...",
        "level": 2,
        "at_least": 2,
        "domain": "area",
        "strand": f"row_{id}",
        "citations": (citation,),
    }
    return Indicator(id=id, **{**plain, **more})


class ChecklistMaker:
    """Random checklists for one rulebook: many touch a combination, and many children stand at an age that matters."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._ids = list(rulebook.indicators)
        self._parts = [_parts(c.when, rulebook) for c in rulebook.combinations.values()]
        self._parts += [[i.id] for i in rulebook.indicators.values() if i.when]
        self._ages = telling_ages(rulebook)

    def checklist(self, rng: random.Random) -> Checklist:
        """The next one."""
        present = set(rng.sample(self._ids, min(len(self._ids), rng.choice((0, 0, 1, 2, 3, 6, 15)))))
        for parts in rng.choices(self._parts, k=rng.choice((0, 1, 1, 2, 4))) if self._parts else ():
            some = rng.sample(parts, rng.choice((len(parts), max(len(parts) - 1, 0), rng.randint(0, len(parts)))))
            present.update(some)
        rest = [id for id in rng.sample(self._ids, min(len(self._ids), rng.choice((0, 0, 2, 8)))) if id not in present]
        cut = rng.randint(0, len(rest))
        said = {"present": present, "absent": rest[:cut], "not_known": rest[cut:]}
        return Checklist.of({**said, "child": self._child(rng)})

    def _child(self, rng: random.Random) -> Child:
        disabled = rng.choice((None, True, False))
        if rng.random() < 0.15:
            return Child(unborn=True, disabled=disabled)
        age = rng.choice((None, rng.randint(0, 17), rng.choice(self._ages), rng.choice(self._ages)))
        return Child(age=age, disabled=disabled)


def telling_ages(rulebook: Rulebook) -> list[int]:
    """Every age at, or one year from, an edge that the rulebook draws; and the first and the last."""
    whens = [when for _, when in _conditions(rulebook) if when]
    return sorted({0, 17}.union(*(_ages_of(when) for when in whens)))


def checklists_at_edges(rulebook: Rulebook) -> Iterator[Checklist]:
    """For every statement with a condition: what it rests on ticked in full, short of one, alone, and (where they are
    few) in every other way; each for every child that could make a difference."""
    for id, when in _conditions(rulebook):
        if when is None:
            yield Checklist(present=(id,))
            continue
        parts = [id] if id in rulebook.indicators else _parts(when, rulebook)
        children = list(_children(when))
        for ticked in _tickings(parts, rulebook):
            for child in children:
                yield Checklist(present=ticked, child=child)


def _conditions(rulebook: Rulebook) -> Iterator[tuple[str, Condition | None]]:
    for id, indicator in rulebook.indicators.items():
        yield id, indicator.when
    for id, combination in rulebook.combinations.items():
        yield id, combination.when


def _tickings(parts: list[str], rulebook: Rulebook) -> Iterator[tuple[str, ...]]:
    if len(parts) <= 6:
        for count in range(len(parts) + 1):
            yield from itertools.combinations(parts, count)
        return
    yield from ((), tuple(parts))
    for i, part in enumerate(parts):
        yield (part,)
        yield (*parts[:i], *parts[i + 1 :])
        yield (part, parts[i - 1])
    by_row: dict[tuple[str, str], list[str]] = {}
    for part in parts:
        by_row.setdefault((rulebook.indicators[part].domain, rulebook.indicators[part].strand), []).append(part)
    rows = list(by_row.values())
    for count in range(1, len(rows) + 1):
        yield tuple(row[0] for row in rows[:count])
        yield tuple(part for row in rows[:count] for part in row)


def _children(when: Condition) -> Iterator[Child]:
    for disabled in (None, True, False):
        yield Child(unborn=True, disabled=disabled)
        for age in (None, *sorted(_ages_of(when))):
            yield Child(age=age, disabled=disabled)


def _ages_of(when: Condition) -> set[int]:
    """Every age at, or one year from, an edge that the condition draws."""
    ages = [leaf.age for leaf in when.leaves() if not isinstance(leaf, str) and leaf.age]
    edges = {edge for age in ages for edge in (age.from_, age.under)}
    return {year for edge in edges for year in (edge - 1, edge, edge + 1) if 0 <= year <= 17}


def _parts(when: Condition, rulebook: Rulebook) -> list[str]:
    """Every statement that bears on a condition, strengths of its themes included: those must not count."""
    themes = set(when.themes())
    of_theme = [i.id for i in rulebook.indicators.values() if themes.intersection(i.themes)]
    return list(dict.fromkeys([*when.named(), *of_theme]))


def _indicator(
    rng: random.Random, slug: str, places: list[tuple[str, str]], themes: list[str], base: Rulebook
) -> Indicator:
    common = _common(rng, slug, places, themes, base)
    kind = rng.random()
    if kind < 0.1:
        return Indicator(**common, strength=True)
    if kind < 0.2:
        return Indicator(**common, circumstance=True)
    return Indicator(**common, when=_about_child(rng) if kind < 0.5 else None)


def _common(
    rng: random.Random, slug: str, places: list[tuple[str, str]], themes: list[str], base: Rulebook
) -> dict[str, Any]:
    domain, strand = rng.choice(places)
    level = rng.randint(1, len(base.levels))
    return {
        "id": f"{domain}.{slug}",
        "text": f"{slug}.",
        "level": level,
        "at_least": rng.randint(1, level),
        "domain": domain,
        "strand": strand,
        "themes": tuple(rng.sample(themes, rng.choice((0, 0, 1, 1, min(2, len(themes)))))),
        "citations": (Citation(source=next(iter(base.sources)), page=1, level=level, quote=slug),),
    }


def _condition(rng: random.Random, usable: list[str], themes: list[str]) -> Condition:
    """One that needs a statement, as every combination does."""
    while True:
        when = _any_condition(rng, usable, themes, depth=1)
        if when.needs_a_statement() and when.ways() <= MOST_WAYS:
            return when


def _any_condition(rng: random.Random, usable: list[str], themes: list[str], depth: int) -> Condition:
    kind = rng.random()
    if depth >= DEEPEST or kind < 0.3:
        return _leaf(rng, usable, themes)
    parts = [
        rng.choice(usable) if usable and rng.random() < 0.5 else _any_condition(rng, usable, themes, depth + 1)
        for _ in range(rng.choice((1, 2, 2, 3, 4)))
    ]
    return Condition(all=tuple(parts)) if kind < 0.65 else Condition(any=tuple(parts))


def _leaf(rng: random.Random, usable: list[str], themes: list[str]) -> Condition:
    kind = rng.random()
    if kind < 0.35:
        return Condition(some_of=SomeOf(count=rng.randint(1, 4), theme=rng.choice(themes)))
    if kind < 0.7 and usable:
        of = rng.choices(usable, k=rng.randint(1, 6))  # one id may be named twice, and counts once
        return Condition(some_of=SomeOf(count=rng.randint(1, len(set(of))), of=tuple(of)))
    return _fact(rng)


def _fact(rng: random.Random) -> Condition:
    kind = rng.random()
    if kind < 0.2:
        return Condition(unborn=True)
    if kind < 0.4:
        return Condition(disabled=True)
    from_ = rng.choice(AGES)
    return Condition(age=Age(from_=from_, under=rng.randint(from_ + 1, 18)))


def _about_child(rng: random.Random, depth: int = 1) -> Condition:
    if depth >= DEEPEST or rng.random() < 0.6:
        return _fact(rng)
    parts = tuple(_about_child(rng, depth + 1) for _ in range(rng.choice((1, 2, 2, 3))))
    return Condition(all=parts) if rng.random() < 0.5 else Condition(any=parts)


def _domain(slug: str, strands: list[Strand]) -> Domain:
    return Domain(slug=slug, title=slug, part_of=None, page=1, general=False, caution=None, strands=tuple(strands))


def _strand(domain: str, slug: str, cells: dict[int, tuple[str, ...]]) -> Strand:
    return Strand(
        slug=slug,
        domain=domain,
        title=slug,
        page=1,
        articles=(),
        pathway=None,
        lost=(),
        unsettled=(),
        caution=None,
        cells=cells,
        examples=(),
    )
