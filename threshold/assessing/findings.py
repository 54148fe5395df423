"""What counted: from the clauses that fired to findings, each with its level, its doubt and its cautions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from threshold.assessing.words import Words
from threshold.assessment import Doubt, Finding
from threshold.checklist import Checklist
from threshold.engine import Met
from threshold.rulebook.condition import Condition
from threshold.rulebook.models import Combination, Domain, Indicator, Rulebook, Strand

_first = itemgetter(0)
FIRM, UNKNOWN, OTHER = "firm", "unknown", "other"


class FindingMaker:
    """Makes the findings of one rulebook. Those of indicators are few and frozen, so each is made once."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._words = words
        self._indicators = rulebook.indicators
        self._combinations = rulebook.combinations
        self._order = {id: i for i, id in enumerate([*rulebook.combinations, *rulebook.indicators])}
        self._places = {(d.slug, s.slug): (d, s) for d in rulebook.domains for s in d.strands}
        self._counting = {id for id, indicator in rulebook.indicators.items() if indicator.counts}
        self._made: dict[tuple[str, str], tuple[tuple[int, int, int], Finding]] = {}
        self._rests_on = {
            id: frozenset(rests_on(combination.when, rulebook)) for id, combination in rulebook.combinations.items()
        }

    def findings(self, checklist: Checklist, fired: set[Met]) -> tuple[Finding, ...]:
        """The findings, gravest first, then in the order of the document."""
        found = [self._of_indicator(id, fired) for id in checklist.present if id in self._counting]
        combined = {met.id for met in fired if met.id in self._combinations}
        if combined:
            apart = {finding.id: finding.at_least for _, finding in found}
            present = frozenset(checklist.present)
            for id in combined:
                finding = self._of_combination(self._combinations[id], Met(id, True) in fired, present, apart)
                found.append((self._rank(finding), finding))
        return tuple(finding for _, finding in sorted(found, key=_first))

    def _rank(self, finding: Finding) -> tuple[int, int, int]:
        return -finding.level, -finding.at_least, self._order[finding.id]

    def _of_indicator(self, id: str, fired: set[Met]) -> tuple[tuple[int, int, int], Finding]:
        state = FIRM if Met(id, True) in fired else UNKNOWN if Met(id, False) in fired else OTHER
        if (id, state) not in self._made:
            indicator = self._indicators[id]
            domain, strand = self._places[indicator.domain, indicator.strand]
            finding = Finding(
                **_common(indicator, domain, strand),
                kind="indicator",
                doubt=_doubt(indicator, state),
                at_least=indicator.at_least if state == FIRM else 1,
                open_above=indicator.open_above,
                because=(),
                parts=(),
                cautions=(*_doubt_about_child(indicator.when, state), *_doubts(indicator, strand)),
            )
            self._made[id, state] = self._rank(finding), finding
        return self._made[id, state]

    def _of_combination(
        self, combination: Combination, firm: bool, present: frozenset[str], apart: dict[str, int]
    ) -> Finding:
        domain, strand = self._places[combination.domain, combination.strand]
        because = tuple(sorted(present & self._rests_on[combination.id], key=self._order.__getitem__))
        state = FIRM if firm else UNKNOWN
        at_least = combination.at_least if firm else 1
        if combination.reading and not combination.decided:
            at_least = min(at_least, max((apart.get(id, 1) for id in because), default=1))
        return Finding(
            **_common(combination, domain, strand),
            kind="combination",
            doubt="reading" if firm and at_least < combination.at_least else _doubt(combination, state),
            at_least=at_least,
            open_above=None,
            because=because,
            parts=tuple(self._words.at(id) for id in because),
            cautions=(*_doubt_about_child(combination.when, state), *_doubts(combination, strand)),
        )


def _common(statement: Indicator | Combination, domain: Domain, strand: Strand) -> dict[str, object]:
    return {
        "id": statement.id,
        "text": statement.text,
        "level": statement.level,
        "domain": domain.slug,
        "domain_title": domain.title,
        "strand": strand.slug,
        "strand_title": strand.title,
        "articles": statement.articles,
        "themes": statement.themes,
        "pattern": statement.pattern,
        "pathway": strand.pathway,
        "citations": statement.citations,
        "reading": statement.reading,
    }


def _doubt(statement: Indicator | Combination, state: str) -> Doubt | None:
    """Why at_least is below the level, if it is."""
    if state != FIRM and statement.level > 1:
        return "child_not_known" if state == UNKNOWN else "child_other"
    if statement.at_least == statement.level:
        return None
    return "draft" if statement.unsettled else "levels"


def _doubt_about_child(when: Condition | None, state: str) -> Iterator[str]:
    if when is None or state == FIRM:
        return
    speaks_of = describe(when)
    if state == UNKNOWN:
        yield f"The document says this of a child {speaks_of}. Whether that fits this child is not known."
    else:
        yield (
            f"The document says this of a child {speaks_of}. What you said of this child does not fit; "
            "what is so now may not have been so then."
        )


def _doubts(statement: Indicator | Combination, strand: Strand) -> Iterator[str]:
    yield from statement.cautions
    if statement.unsettled and statement.at_least < statement.level:
        yield f"The draft has not decided this: {statement.unsettled}"
    elif statement.unsettled:
        yield f"Level {statement.level} is firm. Lower down the draft has a doubt: {statement.unsettled}"
    levels = sorted({c.level for c in statement.citations if c.level})
    if len(levels) > 1:
        decided = f" It is decided: Level {statement.level}." if statement.decided else ""
        yield f"The document prints this at Levels {_and(levels)}.{decided}"
    if isinstance(statement, Indicator) and statement.open_above == "silent":
        yield (
            f"The document is silent on this above Level {statement.level}. "
            "Its silence does not mean that nothing more is needed."
        )
    if isinstance(statement, Indicator) and statement.open_above == "help":
        yield "Whether help is accepted, and works, decides how high this goes."
    lost = [level for level in strand.lost if level > statement.level]
    if lost:
        yield f"Level {_and(lost)} of this row cannot be read in our copy of the document."
    unsettled = [level for level in strand.unsettled if level > statement.level]
    if unsettled:
        yield f"The draft has not decided what Level {_and(unsettled)} of this row is."
    if strand.caution:
        yield strand.caution


def describe(when: Condition) -> str:
    """What a condition asks of the child, in words: "under 16", "under 18 and disabled"."""
    if when.age:
        age = str(when.age)
        return f"aged {age}" if age[0].isdigit() else age
    if when.disabled:
        return "who is disabled"
    if when.unborn:
        return "not yet born"
    joiner = " and " if when.all else ", or "
    said = [describe(part) for part in when.all or when.any or () if not isinstance(part, str)]
    return joiner.join(part for part in said if part)


def rests_on(when: Condition, rulebook: Rulebook) -> Iterator[str]:
    """Every statement that can help to meet a condition."""
    yield from when.named()
    for theme in when.themes():
        yield from (i.id for i in rulebook.indicators.values() if theme in i.themes and not i.strength)


def _and(numbers: Iterable[int]) -> str:
    words = [str(number) for number in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
