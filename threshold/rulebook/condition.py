"""Conditions: what must be reported, and what must hold of the child. There is no negation, by design:
it is why one more tick can never lower a level (docs/adr/0002)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    SerializerFunctionWrapHandler,
    Tag,
    model_serializer,
    model_validator,
)


class UnfitError(ValueError):
    """Something that no rule can say; *help* is what to do."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help


class Age(BaseModel):
    """Completed years: *from* included, *under* not."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True, defer_build=True)

    from_: int = Field(default=0, alias="from", ge=0, le=17)
    under: int = Field(default=18, ge=1, le=18)

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.from_ >= self.under:
            raise UnfitError(f"no age is from {self.from_} and under {self.under}", "`from` must be lower than `under`")
        return self

    def __str__(self) -> str:
        if not self.from_:
            return f"under {self.under}"
        if self.under == 18:
            return f"{self.from_} or over"
        return f"{self.from_} to {self.under - 1}"


class SomeOf(BaseModel):
    """At least *count* of the statements *of*; or statements of a *theme* in at least *count* strands."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    count: int = Field(ge=1)
    of: tuple[str, ...] | None = None
    theme: str | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.of is None) == (self.theme is None):
            raise UnfitError("some_of needs either `of` or `theme`, and not both", "give a list of ids, or one theme")
        if self.of is not None and len(set(self.of)) < self.count:
            raise UnfitError(
                f"some_of asks for {self.count} statements and lists {len(set(self.of))}",
                "lower the count, or list more statements; one that is listed twice counts once",
            )
        return self


def _kind(value: Any) -> str:
    return "<id>" if isinstance(value, str) else "<condition>"


Part = Annotated[Annotated[str, Tag("<id>")] | Annotated["Condition", Tag("<condition>")], Discriminator(_kind)]


class Condition(BaseModel):
    """Exactly one of the keys below. A plain string, inside `all` or `any`, is the id of a statement."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    all: tuple[Part, ...] | None = Field(default=None, min_length=1)
    any: tuple[Part, ...] | None = Field(default=None, min_length=1)
    some_of: SomeOf | None = None
    age: Age | None = None
    disabled: bool | None = None
    unborn: bool | None = None

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        given = sorted(self.model_fields_set)
        if len(given) != 1:
            raise UnfitError(
                f"a condition has one key, and this one has {' and '.join(given) if given else 'none'}",
                "join conditions in a list under `all` or `any`; the keys are all, any, some_of, age, disabled, unborn",
            )
        if self.disabled is False or self.unborn is False:
            raise UnfitError(
                f"`{given[0]}` can only be true: a condition never asks that something is not so",
                "write true, or take the line out",
            )
        return self

    @model_serializer(mode="wrap")
    def _what_is_said(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in handler(self).items() if value is not None}

    def named(self) -> Iterator[str]:
        """The ids that this condition names, in order; those of a theme are not named."""
        for leaf in self.leaves():
            if isinstance(leaf, str):
                yield leaf
            elif leaf.some_of:
                yield from leaf.some_of.of or ()

    def ages(self) -> list[Age]:
        """The ages this condition asks for, in order."""
        return [leaf.age for leaf in self.leaves() if not isinstance(leaf, str) and leaf.age]

    def themes(self) -> Iterator[str]:
        """The themes this condition counts."""
        for leaf in self.leaves():
            if not isinstance(leaf, str) and leaf.some_of and leaf.some_of.theme:
                yield leaf.some_of.theme

    def leaves(self) -> Iterator[str | Condition]:
        """Every id, and every condition with neither `all` nor `any`, in order."""
        if not (self.all or self.any):
            yield self
        for part in self.all or self.any or ():
            if isinstance(part, str):
                yield part
            else:
                yield from part.leaves()

    def about_child_alone(self) -> bool:
        """Whether nothing but facts about the child is asked for."""
        return all(not isinstance(leaf, str) and not leaf.some_of for leaf in self.leaves())

    def needs_a_statement(self) -> bool:
        """Whether it can be met only with something reported: facts about the child never suffice."""
        return not self.possible(lambda leaf: not isinstance(leaf, str) and not leaf.some_of)

    def possible(self, leaf: Callable[[str | Condition], bool]) -> bool:
        """Whether it can be met, where *leaf* says so of each of its leaves."""
        if not (self.all or self.any):
            return leaf(self)
        parts = (leaf(part) if isinstance(part, str) else part.possible(leaf) for part in self.all or self.any or ())
        return all(parts) if self.all else any(parts)

    def ways(self) -> int:
        """How many conjunctions it stands for."""
        counts = [1 if isinstance(part, str) else part.ways() for part in self.all or self.any or ()]
        return math.prod(counts) if self.all else sum(counts) if self.any else 1

    def conjunctions(self) -> list[Way]:
        """Each way to meet it: ids, and conditions with neither `all` nor `any`, that must hold together."""
        if not (self.all or self.any):
            return [frozenset({self})]
        parts = [[frozenset({p})] if isinstance(p, str) else p.conjunctions() for p in self.all or self.any or ()]
        if self.any:
            return list(dict.fromkeys(way for part in parts for way in part))
        return list(dict.fromkeys(frozenset().union(*choice) for choice in itertools.product(*parts)))


Way = frozenset[str | Condition]  # what must hold together: ids, and conditions with neither `all` nor `any`
