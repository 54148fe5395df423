"""Why a statement counted in a case, or did not: everything that bears on it, taken together as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from threshold.assessing import assess
from threshold.assessing.comparing import Changes, changes
from threshold.assessing.findings import describe
from threshold.assessing.naming import perhaps
from threshold.assessing.of_whom import fact_holds
from threshold.assessing.supposing import Said, said_of, with_answer
from threshold.assessing.words import Words
from threshold.assessment import Action, Assessment, Boundary, Finding, Provenance, Question, RightEngaged, Wording
from threshold.checklist import Checklist, Child
from threshold.engine import engine_names
from threshold.engine.clauses import some_of_groups
from threshold.errors import ThresholdError
from threshold.rulebook.condition import Condition, SomeOf
from threshold.rulebook.models import Combination, Frozen, Indicator, Rulebook, Statement

Holds = Literal["yes", "no", "open"]


class NothingToExplainError(ThresholdError):
    """What was asked for is not a statement of the rulebook, or the answer is not this rulebook's."""


class Part(Frozen):
    """A part of a condition, and whether it holds in the case; `open`: something is not known, or was not asked.

    *join*: a `statement` (with how it was *said*), a fact about the `child` (in words, *fact*; and what was *given*),
    or *parts* of which `all`, `any`, or a number of them (*need*; of a *theme*: signs in so many strands) must hold.
    """

    join: Literal["statement", "child", "all", "any", "count"]
    holds: Holds
    need: int
    statement: Wording | None = None
    said: Said | None = None
    fact: str | None = None
    given: str | None = None
    theme: str | None = None
    parts: tuple[Part, ...] = ()


class Explanation(Frozen):
    """All that bears on one *statement* in one case.

    *said*: how it was answered (a combination is not asked about). *finding*: how it counted, None if it did not.
    *when*: what it asks for beside its own tick, part by part. *part_of*: the combinations that counted with it.
    *actions* and *rights*: what its finding brings. *higher*: findings of its strand that stand above it; *boundary*:
    why its strand stands no higher. *difference*: the same case without it and with it; None for a combination.
    """

    kind: Literal["indicator", "strength", "circumstance", "combination"]
    statement: Statement
    domain_title: str
    strand_title: str
    said: Said | None
    finding: Finding | None
    when: Part | None
    part_of: tuple[Finding, ...]
    actions: tuple[Action, ...]
    rights: tuple[RightEngaged, ...]
    higher: tuple[Finding, ...]
    boundary: Boundary | None
    questions: tuple[Question, ...]
    difference: Changes | None
    provenance: Provenance


def explanation(answer: Assessment, checklist: Checklist, rulebook: Rulebook, id: str) -> Explanation:
    """What bears on the statement *id* in *checklist*, of which *answer* is the assessment by *rulebook*.

    Raises NothingToExplainError for an id that the rulebook does not have.
    """
    statements: dict[str, Indicator | Combination] = {**rulebook.indicators, **rulebook.combinations}
    if id not in statements:
        raise NothingToExplainError(f"there is no statement `{id[:80]}`\n  = {perhaps(id, statements)}")
    if answer.provenance.digest != rulebook.digest:
        raise NothingToExplainError(
            f"the answer is by another rulebook than {rulebook.id} {rulebook.version}\n  = assess the case again"
        )
    statement = statements[id]
    place = statement.domain, statement.strand
    finding = next((f for f in answer.findings if f.id == id), None)
    combined = isinstance(statement, Combination)
    return Explanation(
        kind=_kind(statement),
        statement=Statement(**{name: getattr(statement, name) for name in Statement.model_fields}),
        domain_title=next(d.title for d in rulebook.domains if d.slug == statement.domain),
        strand_title=rulebook.strand(*place).title,
        said=None if combined else said_of(checklist, id),
        finding=finding,
        when=_Reader(checklist, rulebook).part(statement.when) if statement.when else None,
        part_of=tuple(f for f in answer.findings if id in f.because),
        actions=tuple(_brought(finding, answer.actions, rulebook)) if finding else (),
        rights=tuple(right for right in answer.rights if id in right.findings),
        higher=tuple(
            f for f in answer.findings if (f.domain, f.strand) == place and finding and f.level > finding.level
        ),
        boundary=next((b for b in answer.boundaries if (b.domain, b.strand) == place), None),
        questions=tuple(q for q in answer.questions if _concerns(q, statement)),
        difference=None if combined else _difference(answer, checklist, rulebook, id),
        provenance=answer.provenance,
    )


def _kind(statement: Indicator | Combination) -> Literal["indicator", "strength", "circumstance", "combination"]:
    if isinstance(statement, Combination):
        return "combination"
    return "strength" if statement.strength else "circumstance" if statement.circumstance else "indicator"


def _brought(finding: Finding, actions: Iterable[Action], rulebook: Rulebook) -> Iterable[Action]:
    """The actions that name the finding, and those of the route it leads to that are for everyone there."""
    routes = rulebook.pathways.values() if finding.pathway else rulebook.levels
    own = {
        (do.text, do.citation)
        for route in routes
        if route.level == finding.level > 1 and route.pathway == finding.pathway
        for do in route.do
        if not do.themes
    }
    for action in actions:
        general = action.kind in ("level", "pathway", "meanwhile") and (action.text, action.citation) in own
        if finding.id in action.findings or general:
            yield action


def _concerns(question: Question, statement: Indicator | Combination) -> bool:
    named = {question.about, *question.because, *(wording.id for wording in question.statements)}
    if statement.id in named:
        return True
    leaves = statement.when.leaves() if question.fact and statement.when else ()
    return any(not isinstance(leaf, str) and getattr(leaf, question.fact or "") is not None for leaf in leaves)


def _difference(answer: Assessment, checklist: Checklist, rulebook: Rulebook, id: str) -> Changes:
    """The answer without the statement, and with it. One of the two is the answer that there is."""
    engine = answer.provenance.engine if answer.provenance.engine in engine_names() else None
    if id in checklist.present:
        return changes(assess(with_answer(checklist, id, "not_asked"), rulebook, engine), answer)
    return changes(answer, assess(with_answer(checklist, id, "present"), rulebook, engine))


class _Reader:
    """Reads conditions against one case."""

    def __init__(self, checklist: Checklist, rulebook: Rulebook) -> None:
        self._checklist = checklist
        self._rulebook = rulebook
        self._words = Words(rulebook)

    def part(self, when: str | Condition) -> Part:
        """A condition, part by part, each with whether it holds. What joins a single part is that part."""
        if isinstance(when, str):
            said = said_of(self._checklist, when)
            holds: Holds = "yes" if said == "present" else "no" if said == "absent" else "open"
            return Part(join="statement", holds=holds, need=1, statement=self._words.at(when), said=said)
        if when.some_of:
            return self._counted(when.some_of)
        if not (when.all or when.any):
            known = fact_holds(when, self._checklist.child)
            holds = "open" if known is None else "yes" if known else "no"
            given = _given(when, self._checklist.child)
            return Part(join="child", holds=holds, need=1, fact=describe(when), given=given)
        parts = tuple(self.part(part) for part in when.all or when.any or ())
        if len(parts) == 1:
            return parts[0]
        each = {part.holds for part in parts}
        if when.all:
            holds = "no" if "no" in each else "open" if "open" in each else "yes"
            return Part(join="all", holds=holds, need=len(parts), parts=parts)
        holds = "yes" if "yes" in each else "open" if "open" in each else "no"
        return Part(join="any", holds=holds, need=1, parts=parts)

    def _counted(self, some: SomeOf) -> Part:
        group_of = some_of_groups(some, self._rulebook.indicators)
        parts = tuple(self.part(id) for id in group_of)
        if len(parts) == 1 and not some.theme:
            return parts[0]
        have, can = (
            {group for part, group in zip(parts, group_of.values(), strict=True) if part.holds in wanted}
            for wanted in (("yes",), ("yes", "open"))
        )
        holds: Holds = "yes" if len(have) >= some.count else "open" if len(can) >= some.count else "no"
        return Part(join="count", holds=holds, need=some.count, theme=some.theme, parts=parts)


def _given(fact: Condition, child: Child) -> str:
    """What was said of the child that bears on a fact."""
    if fact.disabled:
        if child.disabled is None:
            return "whether this child is disabled is not known"
        return "this child is disabled" if child.disabled else "this child is not disabled"
    if child.unborn or fact.unborn:
        return "this child is not yet born" if child.unborn else "this child is born"
    return "the age of this child is not known" if child.age is None else f"the age given is {child.age}"
