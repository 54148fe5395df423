"""Two values of a field beside each other: each difference, in words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from threshold.authoring.diff.altered import Change
from threshold.authoring.diff.fields import FIELDS, KNOWN_BY, Field
from threshold.authoring.diff.speaking import Speaker

ORDER = "in another order"


class Comparer:
    """Compares what stands in the *old* rulebook with what stands in the *new* one."""

    def __init__(self, old: Speaker, new: Speaker) -> None:
        self.old = old
        self.new = new

    def fields(self, old: BaseModel, new: BaseModel, but: frozenset[str] = frozenset()) -> Iterator[Change]:
        """Every field of two models of one kind that is compared by itself, but those that are named."""
        for name, field in FIELDS[type(new)].items():
            if not field.own and name not in but:
                yield from self.values(name, field, getattr(old, name), getattr(new, name))

    def values(self, name: str, field: Field, old: Any, new: Any) -> Iterator[Change]:
        """Every difference between two values of a field: none if they are equal."""
        if same(old, new):
            return
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from self._by_key(name, field, dict(old), dict(new), named=True)
        elif isinstance(old, tuple) and isinstance(new, tuple):
            yield from self._by_key(name, field, _keyed(old), _keyed(new), named=False)
        elif isinstance(old, BaseModel) and type(old) is type(new) and type(new) in FIELDS:
            for change in self.fields(old, new):
                yield change.model_copy(
                    update={"field": name, "said": f"{field.label}, {_lower(change.said)}", "bears": field.bears}
                )
        else:
            yield self._change(name, field, field.label, old, new)

    def _by_key(
        self, name: str, field: Field, old: dict[Hashable, Any], new: dict[Hashable, Any], *, named: bool
    ) -> Iterator[Change]:
        """What is gone, what is new, what is another; and the order, where the same things stand in both."""
        lead = field.label
        for key, value in old.items():
            if key not in new:
                yield self._change(
                    name, field, f"{lead} “{key}”, no longer" if named else f"{lead}, no longer", value, None
                )
        for key, value in new.items():
            if key not in old:
                yield self._change(name, field, f"{lead} “{key}”, new" if named else f"{lead}, new", None, value)
                continue
            title = f"{lead} “{key if named else self.new.said(_known_by(value))}”"
            yield from self.values(name, field._replace(label=title), old[key], value)
        if reordered(old, new):
            yield Change(field=name, said=f"{lead}, {ORDER}", bears=field.bears)

    def _change(self, name: str, field: Field, said: str, old: Any, new: Any) -> Change:
        before, after = self.old.said(old, name), self.new.said(new, name)
        return Change(field=name, said=said, before=before, after=after, bears=field.bears)


def same(old: Any, new: Any) -> bool:
    """Whether two values say the same, in the same order."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return list(old.items()) == list(new.items())
    return bool(old == new)


def reordered(old: Iterable[Hashable], new: Iterable[Hashable]) -> bool:
    """Whether what both have stands in another order."""
    first, second = dict.fromkeys(old), dict.fromkeys(new)
    return [key for key in first if key in second] != [key for key in second if key in first]


def _keyed(values: tuple[Any, ...]) -> dict[Hashable, Any]:
    """Each by what it is known by; of several with one name, the first goes with the first."""
    found: dict[Hashable, Any] = {}
    for value in values:
        own, place = _known_by(value), 0
        while (own, place) in found:
            place += 1
        found[own, place] = value
    return found


def _known_by(value: Any) -> Any:
    """What an item of a list is known by: itself, if it has no name."""
    name = KNOWN_BY.get(type(value))
    return getattr(value, name) if name else value


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
