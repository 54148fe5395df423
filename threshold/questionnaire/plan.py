"""The order of the questions: a pure function of the rulebook and of what was answered.

Danger; the child; the practitioner's own judgement, before any answer is shown; the urgent screen; the areas, in the
order in which they were chosen; inside an area strand by strand, signs first, then those of other areas that people
look for there, and where something is ticked what goes with it; what is missing of a combination; what no statement
says; the review.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from threshold.assessing import assess
from threshold.questionnaire.answers import Answers, in_vain, reported, worth_asking_of
from threshold.questionnaire.questions import UNBORN, URGENT, Question
from threshold.rulebook.models import Domain, Indicator, Rulebook, Strand

A_PAGE = 7  # statements at most: more are not read


def plan(rulebook: Rulebook, answers: Answers) -> Iterator[Question]:
    """Every question in its order, the answered ones too, as far as the answers lead."""
    yield Question("danger", "danger", "Is anyone in immediate danger?")
    if answers.given.get("danger"):
        yield Question("called", "called", rulebook.emergency.text)
    yield Question("age", "age", "How old is the child, in completed years?")
    if answers.given.get("age") != UNBORN:
        yield Question("disabled", "disabled", "Is the child disabled?")
    levels = tuple(str(route.level) for route in rulebook.levels)
    yield Question("judgement", "judgement", "Which level do you judge it to be yourself?", options=levels)
    fitting = worth_asking_of(rulebook, answers)
    urgent = [i.id for i in rulebook.indicators.values() if i.urgent and i.id in fitting]
    yield from _pages(URGENT, "Asked of every child", _packed([urgent]), answers)
    yield Question("areas", "areas", "Which areas worry you?", options=tuple(d.slug for d in rulebook.domains))
    if "areas" not in answers.given:
        return
    areas = {domain.slug: domain for domain in rulebook.domains}
    chosen = [areas[slug] for slug in answers.given["areas"]]
    for domain in chosen:
        groups = [_signs(strand, rulebook) for strand in domain.strands]
        groups[-1] += _asked_here_too(domain, rulebook)
        pages = _packed([[id for id in group if id in fitting] for group in groups])
        titles = "; ".join(strand.title for strand in domain.strands) if domain.general else domain.title
        yield from _pages(domain.slug, titles, pages, answers)
        yield from _follow_up(domain, rulebook, answers, fitting, shown=True)
    for domain in rulebook.domains:
        if domain.slug not in answers.given["areas"]:
            if answers.given.get("disabled"):
                yield from _of_disability(domain, rulebook, answers, fitting)
            yield from _follow_up(domain, rulebook, answers, fitting, shown=False)
    yield from _missing_halves(rulebook, answers, fitting)
    seen = "Is there more? Something good, or something worrying that you could not say here?"
    yield Question("something_else", "something_else", seen, options=tuple(in_vain(rulebook, answers)))
    yield Question("review", "review", "Your answers")
    yield from _reason(rulebook, answers)


def _signs(strand: Strand, rulebook: Rulebook) -> list[str]:
    """The statements of a strand that set a level by themselves, those of one home together."""
    ids = dict.fromkeys(i.id for i in _indicators(strand, rulebook) if i.counts)
    return _by_home(ids, rulebook)


def _asked_here_too(domain: Domain, rulebook: Rulebook) -> list[str]:
    """The signs of other areas that people look for here."""
    return [indicator.id for indicator in rulebook.indicators.values() if domain.slug in indicator.asked_in]


def _indicators(strand: Strand, rulebook: Rulebook) -> list[Indicator]:
    return [rulebook.indicators[id] for cell in strand.cells.values() for id in cell if id in rulebook.indicators]


def _by_home(ids: Iterable[str], rulebook: Rulebook) -> list[str]:
    """The same ids, those of one row together: in the order in which the rows come first."""
    rows: dict[tuple[str, str], list[str]] = {}
    for id in ids:
        indicator = rulebook.indicators[id]
        rows.setdefault((indicator.domain, indicator.strand), []).append(id)
    return [id for row in rows.values() for id in row]


def _packed(groups: Iterable[Sequence[str]]) -> list[list[str]]:
    """Groups of statements on pages: a group that fits is not torn, one that does not is dealt out evenly, and small
    neighbours share a page."""
    pages: list[list[str]] = []
    for group in groups:
        if pages and len(pages[-1]) + len(group) <= A_PAGE:
            pages[-1].extend(group)
        else:
            size = _even(len(group))
            pages += [list(group[start : start + size]) for start in range(0, len(group), size)]
    return pages


def _even(count: int) -> int:
    """How many of *count* statements stand on a page, so that no page is left with one or two."""
    return math.ceil(count / max(1, math.ceil(count / A_PAGE))) or 1


def _pages(key: str, title: str, pages: Sequence[Sequence[str]], answers: Answers) -> Iterator[Question]:
    """A question for each page. One that was answered stays as it was; what was answered elsewhere is not asked
    again."""
    asked = []
    for number, ids in enumerate(pages, 1):
        own = f"{key}:{number}"
        statements = tuple(answers.given.get(own) or (id for id in ids if id not in answers.said))
        asked += [(own, statements)] if statements else []
    for place, (own, statements) in enumerate(asked, 1):
        part = f" ({place} of {len(asked)})" if len(asked) > 1 else ""
        yield Question(own, "page", f"{title}{part}", statements=statements)


def _of_disability(domain: Domain, rulebook: Rulebook, answers: Answers, fitting: set[str]) -> Iterator[Question]:
    """Where the child is said to be disabled: the rows that speak of disabled children, of an area not chosen."""
    strands = (s for s in domain.strands if any(i.of_disabled_child for i in _indicators(s, rulebook)))
    pages = _packed([[id for id in _signs(strand, rulebook) if id in fitting] for strand in strands])
    yield from _pages(f"disabled {domain.slug}", f"{domain.title}, because the child is disabled", pages, answers)


def _follow_up(
    domain: Domain, rulebook: Rulebook, answers: Answers, fitting: set[str], shown: bool
) -> Iterator[Question]:
    """What goes with the strands in which something is so: strengths and circumstances, and, where the area was not
    shown, the steps above and below that are about the same matter."""
    present = [rulebook.indicators[id] for id, status in answers.said.items() if status == "present"]
    wanted: list[str] = []
    because: list[str] = []
    for strand in domain.strands:
        ticked = [i for i in present if i.counts and (i.domain, i.strand) == (domain.slug, strand.slug)]
        near = [] if shown else _one_step_away(strand, ticked, domain.general, rulebook)
        beside = _beside_signs(strand, rulebook) if ticked and not domain.general else []
        wanted += _by_home([*near, *beside], rulebook)
        because += (i.id for i in ticked)
    key, title = f"more {domain.slug}", f"More about this: {domain.title}"
    yield from _asked_before(key, title, answers)
    yield from _open_pages(key, title, [id for id in wanted if id in fitting], answers, tuple(because))


def _beside_signs(strand: Strand, rulebook: Rulebook) -> list[str]:
    """The circumstances and strengths of a strand."""
    beside = [i for i in _indicators(strand, rulebook) if not i.counts]
    return [i.id for i in sorted(beside, key=lambda i: i.strength)]


def _one_step_away(strand: Strand, ticked: Sequence[Indicator], general: bool, rulebook: Rulebook) -> list[str]:
    """The signs of a strand at the levels of what was *ticked* there and one above and below, about the same matter: a
    row can hold several, such as housing, work and asylum, and whoever tells of one is not asked about the others. A
    *general* page holds nothing together but its themes."""
    levels = {c.level + step for i in ticked for c in i.citations if c.level for step in (-1, 0, 1)}
    matters = {theme for i in ticked for theme in i.themes}
    near = [rulebook.indicators[id] for level in levels for id in strand.cell(level) if id in rulebook.indicators]
    near = [i for i in near if i.counts]
    return [i.id for i in near if not matters.isdisjoint(i.themes) or not (general or i.themes)]


def _missing_halves(rulebook: Rulebook, answers: Answers, fitting: set[str]) -> Iterator[Question]:
    """What would raise the level together with something that is so."""
    title = "These would change the answer"
    yield from _asked_before("missing", title, answers)
    ticked = [id for id, status in answers.said.items() if status == "present"]
    if not ticked and answers.given.get("age") != UNBORN:
        return
    so_far = assess(reported(answers, rulebook), rulebook)
    wanted = [
        wording.id
        for question in so_far.questions
        if question.would_make > so_far.level and question.kind in ("combination", "circumstance")
        for wording in question.statements
        if len(question.statements) <= A_PAGE and wording.id in fitting
    ]
    yield from _open_pages("missing", title, _by_home(wanted, rulebook), answers)


def _asked_before(key: str, title: str, answers: Answers) -> Iterator[Question]:
    """The pages of this kind that were answered, as they were."""
    for own, asked in answers.given.items():
        if own.startswith(f"{key}:"):
            yield Question(own, "page", title, statements=tuple(asked))


def _open_pages(
    key: str, title: str, wanted: Iterable[str], answers: Answers, because: tuple[str, ...] = ()
) -> Iterator[Question]:
    """The statements not answered and not passed over yet, some at a time; a page is named by its first statement,
    which is asked once."""
    passed = answers.passed_over
    rest = [id for id in dict.fromkeys(wanted) if id not in answers.said and id not in passed]
    size = _even(len(rest))
    for start in range(0, len(rest), size):
        statements = tuple(rest[start : start + size])
        left = math.ceil((len(rest) - start) / size)
        named = f"{title} ({left} pages left)" if left > 1 else title
        yield Question(f"{key}:{statements[0]}", "page", named, statements=statements, because=because)


def _reason(rulebook: Rulebook, answers: Answers) -> Iterator[Question]:
    """Why the practitioner's level is another: asked last, when the answer is made."""
    judged = answers.given.get("judgement")
    if judged is None or not answers.given.get("review"):
        return
    answer = assess(reported(answers, rulebook), rulebook)
    if not answer.at_least <= judged <= answer.level:
        title = f"You judged Level {judged}. By the document: {answer.headline}. Why do you judge otherwise?"
        yield Question("reason", "reason", title, options=tuple(rulebook.judgement_reasons))
