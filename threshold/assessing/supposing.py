"""What if: the same case with some answers changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, cast

from threshold.assessing import assess
from threshold.assessing.comparing import Changes, changes
from threshold.assessing.naming import perhaps
from threshold.assessment import Provenance
from threshold.checklist import Checklist, Child
from threshold.errors import ChecklistError
from threshold.rulebook.models import Frozen, Rulebook

Said = Literal["present", "absent", "not_known", "not_asked"]
SIGNS: dict[str, Said] = {"+": "present", "-": "absent", "?": "not_known"}
FACTS = ("age", "unborn", "disabled")
_THREE: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}


class Supposed(Frozen):
    """One answer that is changed: *about* is the id of a statement, or `age`, `unborn` or `disabled`.

    *before* and *after* are how it is answered: `present`, `absent`, `not_known` or `not_asked` for a statement; years,
    `yes`, `no` or `not_known` for a fact about the child.
    """

    about: str
    before: str
    after: str


class WhatIf(Frozen):
    """What was *supposed*, and what that *changes* in the answer."""

    supposed: tuple[Supposed, ...]
    changes: Changes
    provenance: Provenance


def what_if(checklist: Checklist, words: Sequence[str], rulebook: Rulebook, engine: str | None = None) -> WhatIf:
    """The case before and after *words*, compared. The words are those of `suppose`. Raises ChecklistError."""
    other, supposed = suppose(checklist, words, rulebook)
    after = assess(other, rulebook, engine)
    return WhatIf(
        supposed=supposed, changes=changes(assess(checklist, rulebook, engine), after), provenance=after.provenance
    )


def suppose(checklist: Checklist, words: Sequence[str], rulebook: Rulebook) -> tuple[Checklist, tuple[Supposed, ...]]:
    """The case with other answers, and each answer that was changed, in the order of *words*.

    A word is `+id` (so), `-id` (not so), `?id` (not known), `age=12`, `age=unknown`, `unborn`, `unborn=no`, or
    `disabled=yes`, `no` or `unknown`. Raises ChecklistError with everything that is wrong with the words.
    """
    read = [_read(word, rulebook) for word in words]
    faults = [answer for answer in read if isinstance(answer, str)]
    answers = [answer for answer in read if not isinstance(answer, str)]
    names = [name for name, _ in answers]
    faults += (
        f"`{name}` is given twice: keep one of the two" for name in dict.fromkeys(names) if names.count(name) > 1
    )
    given = dict(answers)
    if given.get("unborn") and "age" in given:
        faults.append("an unborn child has no age: keep one of the two, `unborn` or `age=`")
    if faults:
        raise ChecklistError(faults)
    other, child = checklist, _child(checklist.child, given)
    for name, value in answers:
        if name not in FACTS:
            other = with_answer(other, name, cast(Said, value))
    other = other.model_copy(update={"child": child})
    # an age makes a child born, and an unborn child has no age: what follows from a word is said too
    follows = [fact for fact in FACTS if fact not in given and _fact(checklist.child, fact) != _fact(child, fact)]
    return other, tuple(
        Supposed(about=name, before=_answer(checklist, name), after=_answer(other, name)) for name in [*given, *follows]
    )


def said_of(checklist: Checklist, id: str) -> Said:
    """How a statement is answered in a case."""
    groups: tuple[Said, ...] = ("present", "absent", "not_known")
    return next((group for group in groups if id in getattr(checklist, group)), "not_asked")


def with_answer(checklist: Checklist, id: str, said: Said) -> Checklist:
    """The same case with one statement answered otherwise."""
    groups = {
        group: [*(other for other in getattr(checklist, group) if other != id), *([id] if group == said else [])]
        for group in ("present", "absent", "not_known")
    }
    return Checklist.of({**dict(checklist), **groups})


def _read(word: str, rulebook: Rulebook) -> tuple[str, Said | int | bool | None] | str:
    """What one word says: of which statement or fact, and what. Or a sentence: what is wrong with it."""
    shown = word[:80]
    sign, id = word[:1], word[1:]
    if sign in SIGNS and id in rulebook.indicators:
        return id, SIGNS[sign]
    if sign in SIGNS and id in rulebook.combinations:
        joins = ", ".join(_joins(id, rulebook))
        return f"`{shown}`: it is a combination, and has no tick; name the statements that it joins: {joins}"
    name, equals, value = word.partition("=")
    if name in FACTS and (equals or name == "unborn"):
        return _read_fact(name, value if equals else "yes", shown)
    if equals:
        return f"`{shown}`: of the child there can be said: age=12 or age=unknown, unborn, disabled=yes, no or unknown"
    if sign not in SIGNS:
        hint = f"+{word} (so), -{word} (not so) or ?{word} (not known)" if word in rulebook.indicators else ""
        return f"`{shown}`: put a sign before the id: {hint or '+ (so), - (not so) or ? (not known)'}"
    if not id:
        return f"`{shown}` stands alone: put the id right behind it, as in {sign}{next(iter(rulebook.indicators))}"
    bare = id.lstrip("-+?")
    no_such = "there is no such option, and" if word.startswith("--") else "there is"
    return f"`{shown}`: {no_such} no statement `{id[:80]}`; {perhaps(bare, rulebook.indicators)}"


def _joins(id: str, rulebook: Rulebook) -> Iterator[str]:
    when = rulebook.combinations[id].when
    yield from dict.fromkeys(when.named())
    yield from (f"any sign of {rulebook.themes[theme]}" for theme in dict.fromkeys(when.themes()))


def _read_fact(name: str, value: str, shown: str) -> tuple[str, int | bool | None] | str:
    if name == "age":
        if value == "unknown":
            return name, None
        if value.isascii() and value.isdecimal() and len(value) <= 2 and int(value) <= 17:
            return name, int(value)
        return f"`{shown}`: completed years from 0 to 17 are expected, or age=unknown"
    if name == "unborn" and value in ("yes", "no"):
        return name, _THREE[value]
    if name == "disabled" and value in _THREE:
        return name, _THREE[value]
    return f"`{shown}`: {name}= takes {'yes or no' if name == 'unborn' else 'yes, no or unknown'}"


def _child(child: Child, given: dict[str, Said | int | bool | None]) -> Child:
    known = {fact: given.get(fact, getattr(child, fact)) for fact in FACTS}
    if given.get("unborn"):
        known["age"] = None
    elif given.get("age") is not None:
        known["unborn"] = False
    return Child(**known)


def _answer(checklist: Checklist, name: str) -> str:
    return _fact(checklist.child, name) if name in FACTS else said_of(checklist, name)


def _fact(child: Child, fact: str) -> str:
    value = getattr(child, fact)
    return {None: "not_known", True: "yes", False: "no"}[value] if fact != "age" or value is None else str(value)
