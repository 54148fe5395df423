"""The document as data: what a Rulebook holds once its files are read, checked and joined up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer

from threshold.rulebook.condition import Condition
from threshold.rulebook.form import Article, Contact, Emergency, PatternWord, Source, Term

Value = TypeVar("Value")
Made = TypeVar("Made")
FrozenMap = Annotated[Mapping[str, Value], AfterValidator(MappingProxyType), PlainSerializer(dict)]
Cells = Annotated[Mapping[int, tuple[str, ...]], AfterValidator(MappingProxyType), PlainSerializer(dict)]


class Frozen(BaseModel):
    """What every part of a rulebook and of an assessment shares: never changed, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Citation(Frozen):
    """Where something is said: *source* is an id of `Rulebook.sources`.

    *page* is the page printed on the document, *level* the level of need it stands at there, *quote* the document's own
    words ("[abc]": letters restored; "[...]": words lost or left out). Where a source has no pages *place* says where;
    where *quote* is None the source is reported, not quoted.
    """

    source: str
    page: int | None = None
    level: int | None = None
    quote: str | None = None
    place: str | None = None


class Instruction(Frozen):
    """Something the document says to do. *themes*: only with a finding of one of them, at its level or
    *at_any_level*."""

    text: str
    citation: Citation
    link: str | None = None
    themes: tuple[str, ...] = ()
    at_any_level: bool = False
    reading: str | None = None


class Statement(Frozen):
    """What indicators and combinations share.

    *level* is the highest level at which the document prints it, *at_least* the lowest it can mean by the document's
    own doubts (question marks, several levels); *decided*: whoever owns the rulebook settled the level otherwise.
    *domain* and *strand* are slugs.
    """

    id: str
    text: str
    level: int
    at_least: int
    domain: str
    strand: str
    articles: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    pattern: tuple[PatternWord, ...] = ()
    do: tuple[Instruction, ...] = ()
    citations: tuple[Citation, ...]
    cautions: tuple[str, ...] = ()
    reading: str | None = None
    unsettled: str | None = None
    decided: bool = False


class Indicator(Statement):
    """A statement that can be ticked. A *strength* is a good sign, or what is expected of parents; a *circumstance*
    means something only in a combination. *when* is about the child alone; *open_above* says why its level may
    not be the last word; *urgent* statements are asked of everyone, first; *asked_in* are the other areas with which
    the questionnaire asks it too, *asked_from* and *asked_until* the ages, in completed years, from which and up to
    which it does (from 0: not of an unborn child); with *of_disabled_child* it is not asked of a child who is said not
    to be disabled; a strength is not asked where one of those it is the *opposite_of* is so. What a sign *includes* is
    so wherever it is: left without a tick beside it, that is not taken as not so. None of them changes a level."""

    strength: bool = False
    circumstance: bool = False
    when: Condition | None = None
    open_above: Literal["help", "silent"] | None = None
    urgent: bool = False
    asked_in: tuple[str, ...] = ()
    asked_from: int | None = None
    asked_until: int | None = None
    of_disabled_child: bool = False
    opposite_of: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it sets a level by itself."""
        return not (self.strength or self.circumstance)

    @property
    def closes_help(self) -> bool:
        """Whether it says that help is all that its row asks of help: the sign goes no higher for want of it."""
        return self.strength and "help_working" in self.pattern

    @property
    def of_help(self) -> bool:
        """Whether it says what came of help: it means something only beside a sign of its row."""
        return any(word.startswith("help_") for word in self.pattern)


class Combination(Statement):
    """Indicators, circumstances and facts about the child that together mean more than apart. It has no tick."""

    when: Condition


class Example(Frozen):
    """A case beside the rules and the answer it must have; ids are full."""

    case: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    not_known: tuple[str, ...]
    child: FrozenMap[int | bool | None]
    level: int
    at_least: int
    settled: bool | None


class Strand(Frozen):
    """A row of a table. *cells* maps a level to the ids printed there, in the order of the page, those that
    have their home elsewhere included; *lost* and *unsettled* are levels that cannot be read, or that the draft
    left open."""

    slug: str
    domain: str
    title: str
    page: int
    articles: tuple[int, ...]
    pathway: str | None
    lost: tuple[int, ...]
    unsettled: tuple[int, ...]
    caution: str | None
    cells: Cells
    examples: tuple[Example, ...]

    def cell(self, level: int) -> tuple[str, ...]:
        """The ids printed at *level*."""
        return self.cells.get(level, ())


class Domain(Frozen):
    """A table of the document. The *general* one is the page of the levels themselves."""

    slug: str
    title: str
    part_of: str | None
    page: int
    general: bool
    caution: str | None
    strands: tuple[Strand, ...]


class NextStep(Frozen):
    """What happens next, by which source, on whose *authority*; *themes*: only with a finding of one of them."""

    text: str
    citation: Citation
    authority: str
    themes: tuple[str, ...] = ()


class Route(Frozen):
    """A level of need, or a pathway (which stands at a level): who leads, what to do, what happens next."""

    level: int
    pathway: str | None
    title: str
    citation: Citation
    need: str | None
    need_citation: Citation | None
    agencies: str
    agencies_citation: Citation
    link: str | None
    do: tuple[Instruction, ...]
    next_steps: tuple[NextStep, ...]


class Advice(Frozen):
    """Advice that holds whatever the level; *citation* is None where no source gives it."""

    text: str
    citation: Citation | None


class Rulebook(Frozen):
    """A whole rulebook. Immutable, safe to share between threads, known by its *digest* (SHA-256 of its files).

    *agreeing_reason* is that of the *judgement_reasons* by which a professional agrees with the document after all.
    *indicators* and *combinations* map a full id (`domain.slug`) to its statement, in the order of the document;
    *retired* maps an id that is no more to why.
    """

    id: str
    title: str
    version: str
    status: str
    digest: str
    caveat: str
    emergency: Emergency
    consult: Advice
    cumulative: Advice
    consent: Advice
    contacts: tuple[Contact, ...]
    sources: FrozenMap[Source]
    themes: FrozenMap[str]
    glossary: tuple[Term, ...]
    everyday_words: FrozenMap[tuple[str, ...]]
    judgement_reasons: FrozenMap[str]
    agreeing_reason: str | None
    articles: Annotated[Mapping[int, Article], AfterValidator(MappingProxyType), PlainSerializer(dict)]
    standing: tuple[Instruction, ...]
    levels: tuple[Route, ...]
    pathways: FrozenMap[Route]
    domains: tuple[Domain, ...]
    indicators: FrozenMap[Indicator]
    combinations: FrozenMap[Combination]
    retired: FrozenMap[str]

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rulebook) and self.digest == other.digest

    def __repr__(self) -> str:
        return f"<Rulebook {self.id} {self.version} {self.digest[:12]}>"

    __str__ = __repr__

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:  # noqa: ARG002
        """Itself: a rulebook is never changed. Raises TypeError for an *update*, whose digest would be a lie."""
        if update:
            raise TypeError("a Rulebook is never changed: load another one")
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return (Rulebook.model_validate_json, (self.model_dump_json(by_alias=True),))

    def strand(self, domain: str, strand: str) -> Strand:
        """The strand of that slug in that domain."""
        return next(s for d in self.domains if d.slug == domain for s in d.strands if s.slug == strand)

    def statement(self, id: str) -> Indicator | Combination:
        """The indicator or combination of that full id. KeyError if there is none."""
        return self.indicators.get(id) or self.combinations[id]

    def says_nothing_of(self, words: str) -> bool:
        """Whether *words* are everyday words of which the rulebook says that no statement says them."""
        return self.everyday_words.get(words) == ()

    def prepared(self, name: str, make: Callable[[Rulebook], Made]) -> Made:
        """What *make* makes of this rulebook, made once and dropped with it."""
        known = self._prepared
        if name not in known:
            known.setdefault(name, make(self))
        made: Made = known[name]
        return made

    @cached_property  # a private attribute of pydantic takes ten times as long to read
    def _prepared(self) -> dict[str, Any]:
        return {}
