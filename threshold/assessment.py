"""What is concluded. Everything here is frozen data that goes to JSON and back without loss."""

from __future__ import annotations

from typing import Literal

from threshold.checklist import Child
from threshold.rulebook.form import Contact, PatternWord
from threshold.rulebook.models import Citation, Frozen

MOST_SHOWN = 7  # statements of one question that a reader is shown: of more, what is not known is a question of its own
Doubt = Literal["draft", "levels", "child_not_known", "child_other", "reading"]


class Wording(Frozen):
    """A statement in our words and in the document's, at the *level* where it is printed."""

    id: str
    text: str
    level: int
    citation: Citation


class Finding(Frozen):
    """One indicator or combination that counted, with its warrant.

    *level* is the level the document prints it at (the highest of several), *at_least* what it means at least: the two
    differ where the draft doubts, or where something about the child is not known; *doubt* says which. *because* names
    what a combination rests on, and *parts* has its words.
    """

    id: str
    kind: Literal["indicator", "combination"]
    text: str
    level: int
    at_least: int
    doubt: Doubt | None
    domain: str
    domain_title: str
    strand: str
    strand_title: str
    articles: tuple[int, ...]
    themes: tuple[str, ...]
    pattern: tuple[PatternWord, ...]
    open_above: Literal["help", "silent"] | None
    pathway: str | None
    because: tuple[str, ...]
    parts: tuple[Wording, ...]
    citations: tuple[Citation, ...]
    cautions: tuple[str, ...]
    reading: str | None


class Action(Frozen):
    """Something to do. *kind* says why it stands here: `standing` and `in_cell` instructions of findings; `consult`
    where the answer is not settled; `level` (the level reached), `pathway`, `meanwhile` (a lower level that has
    findings), `judgement` (the practitioner's own, higher level).

    *citation* is None, and *from_document* False, where no source gives it. *link* is as printed, and old. *findings*
    are the ids it is for.
    """

    kind: Literal["standing", "in_cell", "consult", "level", "pathway", "meanwhile", "judgement"]
    text: str
    level: int | None
    themes: tuple[str, ...]
    findings: tuple[str, ...]
    citation: Citation | None
    from_document: bool
    link: str | None
    reading: str | None


class Question(Frozen):
    """Something not known, or not asked, that would change the answer.

    *would_make* is the level it would make. *statements*: what to ask about; *need*: whether any one of them is enough,
    or all are needed. *fact*: what about the child is not known. *about*: the id of the statement that asks.
    *because*: what was ticked that raises it.
    """

    kind: Literal["combination", "circumstance", "child", "not_known", "help", "strength"]
    text: str
    would_make: int
    about: str
    because: tuple[str, ...]
    need: Literal["any", "all"]
    statements: tuple[Wording, ...]
    fact: Literal["age", "disabled"] | None


class Boundary(Frozen):
    """Why a strand stands at *reached* and not at *level*, the next one that has something to say.

    *absent*: looked at, and not so; *not_known*; *not_asked*. *lost*: that cell cannot be read; *unsettled*: the draft
    left it open.
    """

    domain: str
    domain_title: str
    strand: str
    strand_title: str
    reached: int
    level: int
    absent: tuple[Wording, ...]
    not_known: tuple[Wording, ...]
    not_asked: tuple[Wording, ...]
    lost: bool
    unsettled: bool


class RightEngaged(Frozen):
    """An article of the UN Convention on the Rights of the Child, and the findings that engage it."""

    article: int
    title: str
    right: str
    page: int
    findings: tuple[str, ...]


class AreaProfile(Frozen):
    """The highest level, and the highest at_least, in one domain."""

    domain: str
    title: str
    level: int
    at_least: int


class Pattern(Frozen):
    """Not a score: in how many *domains* and *strands* there are findings, and which statements speak of time
    and of help."""

    domains: int
    strands: int
    persistent: tuple[str, ...]
    help_refused: tuple[str, ...]
    help_accepted: tuple[str, ...]
    help_working: tuple[str, ...]


class Strength(Frozen):
    """A good sign, or what is expected of parents."""

    id: str
    text: str
    domain: str
    domain_title: str
    strand: str
    strand_title: str
    citations: tuple[Citation, ...]


class NotLookedAt(Frozen):
    """An area of which nothing was said: a *whole* domain, or some of its *strands* (by title)."""

    domain: str
    title: str
    whole: bool
    strands: tuple[str, ...]


class AreaAbsent(Frozen):
    """The statements of a domain that were said not to be so, or left without a tick where they were asked."""

    domain: str
    title: str
    statements: tuple[Wording, ...]


class Agencies(Frozen):
    """Who provides or leads support at a level or on a pathway."""

    level: int
    pathway: str | None
    title: str
    text: str
    citation: Citation


class NextStep(Frozen):
    """What happens next, and by which *authority*'s account."""

    level: int
    text: str
    citation: Citation
    authority: str


class JudgementView(Frozen):
    """The practitioner's own level beside the document's. *reason_text* is the rulebook's. *compared*: `within` is one
    of the levels that the answer leaves open, below the highest of them."""

    level: int
    reason: str | None
    reason_text: str | None
    compared: Literal["same", "higher", "lower", "within"]
    text: str


class Notices(Frozen):
    """What every report says, whatever the answer: *emergency*, what this is (*caveat*), *consent*, whom to contact."""

    emergency: str
    caveat: str
    consent: str
    contacts: tuple[Contact, ...]


class Provenance(Frozen):
    """Which rulebook answered (*digest*: SHA-256 of its files; *levels*: how many levels of need it has), by which
    engine and which version of this library."""

    rulebook: str
    title: str
    version: str
    status: str
    digest: str
    levels: int
    sources: dict[str, str]
    engine: str
    library: str


class Assessment(Frozen):
    """The answer: what the document says of what was reported.

    child               what was said of the child: completed years, unborn, disabled
    unsaid              what was seen and no statement says, in everyday words of the rulebook; not in this answer
    something_else      whether there is more of that
    headline            the answer in one line; of an answer that is not settled, the range and the reason
    level, at_least     levels of need: the highest that a finding may mean, and what it means at least
    level_title         what the document calls that level, or the pathway
    settled             whether `unsettled_because`, sentences that say why not, is empty
    findings            what counted (Finding), gravest first, each with its citations
    actions             what to do (Action), in the order to do it; each with a citation, or the mark that it is not
                        from the document
    agencies            who leads and helps, at the level reached and at those below that have findings
    rights              the articles engaged (RightEngaged), each with its findings
    profile             level and at_least of each domain that has findings (AreaProfile)
    pattern             how many domains and strands; which statements speak of time, and of help (Pattern)
    strengths           the good signs that were reported (Strength)
    questions           what is not known and would change the answer (Question), what would raise it most first
    boundaries          of each strand touched: what the next level says that was not reported (Boundary)
    not_looked_at       the areas of which nothing was said
    absent              what is not so, or was left without a tick, by area (AreaAbsent)
    cautions            what the reader must know about the answer
    next_steps          what happens next, by whose account (NextStep)
    judgement           the practitioner's own level beside this one, if they gave it
    notices             what every report says: emergency, caveat, consent, contacts
    provenance          which rulebook, engine and library made this

    Lists are in the order in which a report prints them. `model_dump_json()` and `model_validate_json()` lose nothing.
    """

    child: Child
    unsaid: tuple[str, ...]
    something_else: bool
    headline: str
    level: int
    at_least: int
    level_title: str
    settled: bool
    unsettled_because: tuple[str, ...]
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    agencies: tuple[Agencies, ...]
    rights: tuple[RightEngaged, ...]
    profile: tuple[AreaProfile, ...]
    pattern: Pattern
    strengths: tuple[Strength, ...]
    questions: tuple[Question, ...]
    boundaries: tuple[Boundary, ...]
    not_looked_at: tuple[NotLookedAt, ...]
    absent: tuple[AreaAbsent, ...]
    cautions: tuple[str, ...]
    next_steps: tuple[NextStep, ...]
    judgement: JudgementView | None
    notices: Notices
    provenance: Provenance
