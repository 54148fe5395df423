"""Edits of a rulebook as an officer may make them, at random and one field after the other. Same seed, same edits."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from threshold.authoring.diff.fields import FIELDS
from threshold.rulebook.condition import Age, Condition, SomeOf
from threshold.rulebook.models import Citation, Domain, Indicator, Instruction, Rulebook

IDENTITY = "what it is known by"


def with_fields(book: Rulebook, **changed: Any) -> Rulebook:
    """The same rulebook with other fields: a new one, since a rulebook is never copied."""
    given = {name: getattr(book, name) for name in Rulebook.model_fields} | {"digest": f"{id(changed):064x}"}
    return Rulebook(**(given | changed))


def with_indicator(book: Rulebook, id: str, **changed: Any) -> Rulebook:
    """The same rulebook with another indicator of that id; one that gets another level stands in that cell."""
    indicator = book.indicators[id].model_copy(update=changed)
    indicators = {**book.indicators, id: indicator}
    return with_fields(book, indicators=indicators, domains=_in_cells(book.domains, id, changed.get("level")))


def without(book: Rulebook, gone: str, **changed: Any) -> Rulebook:
    """The same rulebook without a statement, and without the combinations that ask for it."""
    kept = {id: c for id, c in book.combinations.items() if gone not in c.when.named()}
    indicators = {id: i for id, i in book.indicators.items() if id != gone}
    domains = []
    for domain in book.domains:
        rows = [
            strand.model_copy(
                update={
                    "cells": {
                        level: tuple(id for id in ids if id in indicators or id in kept)
                        for level, ids in strand.cells.items()
                    }
                }
            )
            for strand in domain.strands
        ]
        domains.append(domain.model_copy(update={"strands": tuple(rows)}))
    return with_fields(book, indicators=indicators, combinations=kept, domains=tuple(domains), **changed)


def edited(book: Rulebook, rng: random.Random) -> Rulebook:
    """*book* with a few random edits; now and then with none."""
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        book = rng.choice(_EDITS)(book, rng)
    return book


def every_edit(book: Rulebook) -> Iterator[tuple[str, Rulebook]]:
    """For each field of each part of a rulebook, but those that something is known by: the rulebook with another value
    there. Each with the name of the field."""
    for name in Rulebook.model_fields:
        for where, value in _others(getattr(book, name), name):
            if name != "digest":
                yield where, with_fields(book, **{name: value})


def _others(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Other values of the same kind, each different in one place."""
    if isinstance(value, Condition):
        yield where, Condition(any=(value, Condition(age=Age(under=3))))
    elif isinstance(value, BaseModel):
        for name, field in FIELDS[type(value)].items():
            if field.own.startswith(IDENTITY) or (name in ("domain", "strand") and "level" in FIELDS[type(value)]):
                continue  # tried in tests of their own
            for deeper, other in _others(getattr(value, name), f"{where}.{type(value).__name__}.{name}"):
                yield deeper, value.model_copy(update={name: other})
    elif isinstance(value, Mapping):
        if len(value) > 1 and where != "articles" and not where.endswith(("cells", "child")):
            yield f"{where} in another order", dict(reversed(value.items()))
        for key, part in value.items():
            for deeper, other in _others(part, where):
                yield deeper, {**value, key: other}
    elif isinstance(value, tuple):
        if len(value) > 1:
            yield f"{where} in another order", tuple(reversed(value))
        for index, part in enumerate(value):
            for deeper, other in _others(part, where):
                yield deeper, (*value[:index], other, *value[index + 1 :])
    elif isinstance(value, bool):
        yield where, not value
    elif isinstance(value, int):
        yield where, value + 1
    elif isinstance(value, str) and not where.endswith("cells"):
        yield where, f"{value} x"


def _in_cells(domains: tuple[Domain, ...], id: str, level: int | None) -> tuple[Domain, ...]:
    """The same tables, with *id* in the cell of *level* of the row that it stands in."""
    if level is None:
        return domains
    made = []
    for domain in domains:
        strands = []
        for strand in domain.strands:
            cells = {at: tuple(other for other in ids if other != id) for at, ids in strand.cells.items()}
            if any(id in ids for ids in strand.cells.values()):
                cells[level] = (*cells.get(level, ()), id)
            strands.append(strand.model_copy(update={"cells": dict(sorted(cells.items()))}))
        made.append(domain.model_copy(update={"strands": tuple(strands)}))
    return tuple(made)


def _level(book: Rulebook, rng: random.Random) -> Rulebook:
    level = rng.randint(1, len(book.levels))
    return with_indicator(book, _any(book, rng).id, level=level, at_least=rng.randint(1, level))


def _field(book: Rulebook, rng: random.Random) -> Rulebook:
    indicator = _any(book, rng)
    articles = sorted(book.articles)
    source = next(iter(book.sources))
    instruction = Instruction(text=rng.choice("ABC"), citation=Citation(source=source, page=1, quote="Do."))
    name, value = rng.choice(
        [
            ("text", f"{indicator.text} So it is."),
            ("themes", tuple(rng.sample(sorted(book.themes), rng.randint(0, 1)))),
            ("articles", tuple(rng.sample(articles, rng.randint(0, 2)))),
            ("do", rng.choice(((), (instruction,)))),
            ("open_above", rng.choice((None, "help", "silent"))),
            ("pattern", rng.choice(((), ("help_working",), ("help_refused",), ("persistent",)))),
            ("when", rng.choice((None, Condition(age=Age(under=rng.randint(1, 17))), Condition(disabled=True)))),
            ("strength", rng.random() < 0.5),
            ("unsettled", rng.choice((None, "The document asks."))),
        ]
    )
    if indicator.strength or indicator.circumstance:
        name, value = "text", f"{indicator.text} So it is."
    if name == "strength" and (
        indicator.when or indicator.id in {i for c in book.combinations.values() for i in c.when.named()}
    ):
        return book
    return with_indicator(book, indicator.id, **{name: value})


def _combination(book: Rulebook, rng: random.Random) -> Rulebook:
    usable = [i.id for i in book.indicators.values() if not i.strength]
    if not book.combinations or not usable:
        return book
    combination = rng.choice(list(book.combinations.values()))
    level = rng.randint(1, len(book.levels))
    named = rng.choices(usable, k=3)
    changed = rng.choice(
        [
            {"level": level, "at_least": rng.randint(1, level)},
            {"reading": rng.choice((None, "So we read it."))},
            {"when": Condition(all=(rng.choice(named), Condition(age=Age(under=9))))},
            {"when": Condition(all=(rng.choice(named), Condition(disabled=True)))},
            {"when": Condition(some_of=SomeOf(count=1, of=tuple(named)))},
            {"when": Condition(some_of=SomeOf(count=2, theme=rng.choice(sorted(book.themes))))},
        ]
    )
    made = combination.model_copy(update=changed)
    domains = _in_cells(book.domains, made.id, made.level)
    return _without_idle(with_fields(book, combinations={**book.combinations, made.id: made}, domains=domains))


def _without_idle(book: Rulebook) -> Rulebook:
    """A circumstance that no combination asks for is refused by a loader: it becomes a sign."""
    asked = {id for combination in book.combinations.values() for id in combination.when.named()}
    themes = {theme for combination in book.combinations.values() for theme in combination.when.themes()}
    indicators = {
        id: i.model_copy(update={"circumstance": i.circumstance and (id in asked or not themes.isdisjoint(i.themes))})
        for id, i in book.indicators.items()
    }
    return with_fields(book, indicators=indicators)


def _strand(book: Rulebook, rng: random.Random) -> Rulebook:
    domain = rng.randrange(len(book.domains))
    strands = list(book.domains[domain].strands)
    index = rng.randrange(len(strands))
    levels = tuple(sorted(rng.sample(range(1, len(book.levels) + 1), 1)))
    changed = rng.choice(
        [
            {"lost": rng.choice(((), levels))},
            {"unsettled": rng.choice(((), levels))},
            {"pathway": rng.choice((None, *book.pathways))},
            {"title": "Another title"},
        ]
    )
    strands[index] = strands[index].model_copy(update=changed)
    domains = list(book.domains)
    domains[domain] = domains[domain].model_copy(update={"strands": tuple(strands)})
    return with_fields(book, domains=tuple(domains))


def _gone(book: Rulebook, rng: random.Random) -> Rulebook:
    """A statement that no combination asks for is retired, or only taken out."""
    asked = {id for combination in book.combinations.values() for id in combination.when.named()}
    free = [id for id in book.indicators if id not in asked]
    if len(book.indicators) < 2 or not free:
        return book
    gone = rng.choice(free)
    return without(book, gone, **({"retired": {**book.retired, gone: "No more."}} if rng.random() < 0.5 else {}))


def _page(book: Rulebook, rng: random.Random) -> Rulebook:
    route = rng.randrange(len(book.levels))
    levels = list(book.levels)
    do = levels[route].do
    instruction = do[0].model_copy(update={"text": "Do another thing.", "themes": tuple(sorted(book.themes)[:1])})
    levels[route] = levels[route].model_copy(update={"do": rng.choice(((instruction, *do), do[:-1], do))})
    standing = Instruction(text="Stand by.", citation=do[0].citation, themes=(rng.choice(sorted(book.themes)),))
    return rng.choice(
        [
            with_fields(book, levels=tuple(levels)),
            with_fields(book, standing=rng.choice(((), (standing,)))),
            with_fields(book, consult=book.consult.model_copy(update={"text": "Ask a colleague."})),
            with_fields(book, caveat="Another caveat."),
        ]
    )


def _any(book: Rulebook, rng: random.Random) -> Indicator:
    return rng.choice(list(book.indicators.values()))


_EDITS = (_level, _level, _field, _field, _field, _combination, _combination, _strand, _gone, _page)
