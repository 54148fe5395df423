"""The shape of the rule files, as an officer writes them. Field order here is key order there.

Nothing is resolved here: ids are as written, and themes, articles and pages are not yet looked up
(loading does that). JSON Schema for editors is made from these models.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from threshold.rulebook.condition import Condition, UnfitError

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
Reference = Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]*\.)?[a-z][a-z0-9_]*$")]
SourceId = Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
Line = Annotated[str, Field(min_length=2, pattern=r"^\S(.*\S)?$")]
MOST_LEVELS = 6  # a strand has so many columns
LevelNumber = Annotated[int, Field(ge=1, le=MOST_LEVELS)]
Page = Annotated[int, Field(ge=1)]
PatternWord = Literal["persistent", "help_refused", "help_accepted", "help_working"]


class Written(BaseModel):
    """What all parts of a rule file share: no unknown keys, no guessing of types, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Also(Written):
    """Another place where the document prints the same thing. *decided*: whoever owns the rulebook has settled the
    level otherwise, so that this place is cited and sets none."""

    level: LevelNumber
    page: Page
    quote: Line
    unsettled: Line | None = None
    decided: Literal[True] | None = None

    @model_validator(mode="after")
    def _asks_or_is_decided(self) -> Self:
        if self.unsettled and self.decided:
            raise UnfitError("what is decided is not unsettled any more", "take out `unsettled` here")
        return self


class Do(Written):
    """An instruction that the document prints."""

    text: Line
    quote: Line
    page: Page | None = None
    level: LevelNumber | None = None
    for_: Annotated[tuple[Slug, ...], Field(alias="for")] = ()
    at_any_level: bool = False
    link: Line | None = None
    reading: Line | None = None


class Indicator(Written):
    """One statement that can be ticked: a sign, a strength, or a circumstance.

    *printed* is the level its quote stands at, where that is not the level it is read at (half of a higher cell).
    """

    id: Slug
    strength: Literal[True] | None = None
    circumstance: Literal[True] | None = None
    text: Line
    quote: Line
    page: Page | None = None
    printed: LevelNumber | None = None
    also: tuple[Also, ...] = ()
    when: Condition | None = None
    unsettled: Line | None = None
    open_above: Literal["help", "silent"] | None = None
    urgent: Literal[True] | None = None
    asked_in: tuple[Slug, ...] = ()
    asked_from: Annotated[int, Field(ge=0, le=17)] | None = None
    asked_until: Annotated[int, Field(ge=0, le=17)] | None = None
    of_disabled_child: Literal[True] | None = None
    opposite_of: tuple[Reference, ...] = ()
    includes: tuple[Reference, ...] = ()
    themes: tuple[Slug, ...] = ()
    pattern: tuple[PatternWord, ...] = ()
    do: tuple[Do, ...] = ()
    caution: Line | None = None
    articles: tuple[int, ...] | None = None
    reading: Line | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        _says_who_decided(self)
        if self.asked_from is not None and self.asked_until is not None and self.asked_until < self.asked_from:
            raise UnfitError(
                "`asked_until` is a lower age than `asked_from`: nobody would be asked", "mend one of the two"
            )
        if self.strength and self.circumstance:
            raise UnfitError("a statement is a strength or a circumstance, not both", "take one of the two out")
        if self.opposite_of and not self.strength:
            raise UnfitError(
                "`opposite_of` is for strengths: a sign is always asked, whatever good is said",
                "take it out, or write it at the strength",
            )
        if self.asked_in and (self.strength or self.circumstance):
            raise UnfitError(
                "`asked_in` is for signs: what sets no level is asked beside the signs of its row", "take it out"
            )
        if self.includes and (self.strength or self.circumstance):
            raise UnfitError(
                "`includes` is for signs: what is so wherever this one is", "take it out, or write it at the sign"
            )
        if self.when and not self.when.about_child_alone():
            raise UnfitError(
                "`when` of a statement with an id is about the child alone: age, disabled, unborn",
                "to join statements, write a `combination` instead",
            )
        if (self.strength or self.circumstance) and (self.open_above or self.unsettled or self.urgent or self.when):
            raise UnfitError(
                "a strength or circumstance sets no level", "take out its when, open_above, unsettled or urgent"
            )
        return self


class Combination(Written):
    """Statements, and facts about the child, that together mean more than apart. It has no tick."""

    combination: Slug
    text: Line
    quote: Line
    page: Page | None = None
    printed: LevelNumber | None = None
    also: tuple[Also, ...] = ()
    when: Condition
    unsettled: Line | None = None
    themes: tuple[Slug, ...] = ()
    pattern: tuple[PatternWord, ...] = ()
    do: tuple[Do, ...] = ()
    caution: Line | None = None
    articles: tuple[int, ...] | None = None
    reading: Line | None = None

    @model_validator(mode="after")
    def _needs_a_statement(self) -> Self:
        _says_who_decided(self)
        if not self.when.needs_a_statement():
            raise UnfitError(
                "facts about the child alone would meet this `when`",
                "a combination always needs a statement too: add its id under `all`",
            )
        return self


def _says_who_decided(written: Indicator | Combination) -> None:
    if any(also.decided for also in written.also) and not written.reading:
        raise UnfitError("a level is decided here, and nothing says by whom", "say it in a `reading`")


class See(Written):
    """A statement that is printed here too, and has its id elsewhere."""

    see: Reference
    page: Page | None = None


def _entry(value: Any) -> str:
    if isinstance(value, dict):
        if "case" in value:
            return "<example>"  # which no column has
        return "<see>" if "see" in value else "<combination>" if "combination" in value else "<indicator>"
    return "<see>" if isinstance(value, See) else "<combination>" if isinstance(value, Combination) else "<indicator>"


Entry = Annotated[
    Annotated[Indicator, Tag("<indicator>")]
    | Annotated[Combination, Tag("<combination>")]
    | Annotated[See, Tag("<see>")],
    Discriminator(_entry),
]


class ChildFacts(Written):
    """The child of an example: never a name."""

    age: Annotated[int, Field(ge=0, le=17)] | None = None
    unborn: bool = False
    disabled: bool | None = None


class Example(Written):
    """A case in one sentence, and the answer it must have."""

    case: Line
    present: tuple[Reference, ...] = ()
    absent: tuple[Reference, ...] = ()
    not_known: tuple[Reference, ...] = ()
    child: ChildFacts = ChildFacts()
    level: LevelNumber
    at_least: LevelNumber | None = None
    settled: bool | None = None


class Strand(Written):
    """A row of a table: `level_1`, `level_2` and so on are its cells, in the order of the page."""

    strand: Slug
    title: Line
    page: Page | None = None
    articles: tuple[int, ...] | None = None
    pathway: Slug | None = None
    lost: tuple[LevelNumber, ...] = ()
    unsettled: tuple[LevelNumber, ...] = ()
    caution: Line | None = None
    level_1: tuple[Entry, ...] = ()
    level_2: tuple[Entry, ...] = ()
    level_3: tuple[Entry, ...] = ()
    level_4: tuple[Entry, ...] = ()
    level_5: tuple[Entry, ...] = ()
    level_6: tuple[Entry, ...] = ()
    examples: tuple[Example, ...] = ()

    def column(self, level: int) -> tuple[Entry, ...]:
        """What is written at *level*."""
        entries: tuple[Entry, ...] = getattr(self, f"level_{level}", ())
        return entries

    def columns(self) -> Iterator[tuple[int, tuple[Entry, ...]]]:
        """Each level at which something is written, and what."""
        for level in range(1, MOST_LEVELS + 1):
            if entries := self.column(level):
                yield level, entries


class Passage(Written):
    """Something the document says, in our words and in its own."""

    text: Line
    quote: Line


class NextStep(Written):
    """What happens next, and how soon: a fact with its own source, which may be another authority's."""

    text: Line
    source: SourceId
    place: Line
    quote: Line | None = None
    for_: Annotated[tuple[Slug, ...], Field(alias="for")] = ()


class Route(Written):
    """What levels and pathways share: who leads, what to do, what happens next."""

    title: Line
    quote: Line
    page: Page
    link: Line | None = None
    need: Passage | None = None
    agencies: Passage
    do: tuple[Do, ...] = Field(min_length=1)
    next_steps: tuple[NextStep, ...] = ()


class Level(Route):
    level: LevelNumber


class Pathway(Route):
    pathway: Slug
    level: LevelNumber


class DomainFile(Written):
    """One file of rules/levels: a table of the document."""

    domain: Slug
    title: Line
    part_of: Line | None = None
    source: SourceId
    page: Page
    articles: tuple[int, ...] = ()
    caution: Line | None = None
    levels: tuple[Level, ...] = ()
    pathways: tuple[Pathway, ...] = ()
    strands: tuple[Strand, ...] = Field(min_length=1)


class Source(Written):
    title: Line
    publisher: Line
    authority: Line
    published: Line
    pages: Line | None = None


class Emergency(Written):
    text: Line
    from_document: bool


class Contact(Written):
    who: Line
    how: Line | None
    note: Line


class Standing(Written):
    """An instruction that goes with a theme wherever it is found."""

    theme: Slug
    do: Line
    quote: Line
    page: Page
    level: LevelNumber | None = None
    link: Line | None = None
    reading: Line | None = None


class Advice(Written):
    """Advice that holds at every level."""

    text: Line
    source: SourceId | None = None
    place: Line | None = None
    page: Page | None = None
    quote: Line | None = None


class Term(Written):
    term: Line
    means: Line
    source: SourceId | None = None
    place: Line | None = None


class Retired(Written):
    """A statement that is no more. Its id is never given to another."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
    why: Line


class Silenced(Written):
    """A warning or note of `rules check` that was looked at and is meant: of one thing (*of*), or of everything."""

    check: Slug
    of: Line | None = None
    reason: Line


class TitlePage(Written):
    """rules/rulebook.yaml."""

    id: Slug
    title: Line
    version: Line
    status: Literal["draft", "agreed", "retired"]
    caveat: Line
    emergency: Emergency
    contents: Annotated[tuple[Slug, ...], Field(min_length=1)]
    sources: dict[SourceId, Source]
    contacts: tuple[Contact, ...]
    standing: tuple[Standing, ...] = ()
    consult: Advice
    cumulative: Advice
    consent: Advice
    themes: dict[Slug, Line]
    glossary: tuple[Term, ...] = ()
    judgement_reasons: dict[Slug, Line]
    agreeing_reason: Slug | None = None
    retired: tuple[Retired, ...] = ()
    silenced: tuple[Silenced, ...] = ()


class Article(Written):
    article: Annotated[int, Field(ge=1, le=54)]
    title: Line
    quote: Line
    right: Line
    page: Page


class ArticlesFile(Written):
    """rules/uncrc_articles.yaml."""

    convention: Line
    source: SourceId
    articles: tuple[Article, ...] = Field(min_length=1)


class WordsFile(Written):
    """rules/everyday_words.yaml, which a rulebook need not have."""

    words: dict[str, tuple[Line, ...]]
