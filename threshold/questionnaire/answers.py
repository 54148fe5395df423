"""What was answered so far, and what it comes to: the child, what is worth asking, what is reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from threshold.assessing.of_whom import out_of_place
from threshold.checklist import Child
from threshold.questionnaire.questions import UNBORN, Status, passed_over
from threshold.reporting.besides import GOOD, NOT_KNOWN
from threshold.rulebook.models import Rulebook
from threshold.searching import Found, has_words, search, stems


class Search(Protocol):
    """Statements that were ticked after a search for *key*."""

    @property
    def key(self) -> str: ...
    @property
    def answer(self) -> Any: ...


class Answers(NamedTuple):
    """*given*: the answer to each question by its key. *said*: each statement answered, by whatever question or
    search. *missed*: words that were looked for, and found nothing or were left without a tick; of each, what was
    said to be so or not known before that. *reopened*: once enough was asked of the areas, the pages that are asked
    all the same; before that, None."""

    given: Mapping[str, Any]
    said: Mapping[str, Status]
    searches: Sequence[Search] = ()
    missed: Mapping[str, Mapping[str, Status]] = MappingProxyType({})
    reopened: frozenset[str] | None = None

    @property
    def passed_over(self) -> set[str]:
        """The statements of the pages that were passed over."""
        pages = [page for page in self.given.values() if isinstance(page, Mapping) and passed_over(page)]
        return {id for page in pages for id in page}

    def asks(self, page: str) -> bool:
        """Whether that page is asked: always, until enough was asked."""
        return self.reopened is None or page in self.reopened


def child_of(answers: Answers) -> Child:
    """What was said of the child."""
    age = answers.given.get("age")
    return Child(age=age if age != UNBORN else None, unborn=age == UNBORN, disabled=answers.given.get("disabled"))


def worth_asking_of(rulebook: Rulebook, answers: Answers) -> set[str]:
    """The statements that can be meant of this child, but for strengths of which the contrary is so."""
    contrary = {
        id for id, i in rulebook.indicators.items() if any(answers.said.get(o) == "present" for o in i.opposite_of)
    }
    return set(rulebook.indicators) - out_of_place(rulebook, child_of(answers)) - contrary


def marked_singly(answers: Answers) -> set[str]:
    """What was said to be not known by its own number, and not with the rest of a page."""
    pages = [page for page in answers.given.values() if isinstance(page, Mapping)]
    pages = [page for page in pages if "absent" in page.values() or list(page.values()).count("not_known") == 1]
    said = [*pages, *(search.answer for search in answers.searches)]
    return {id for page in said for id, status in page.items() if status == "not_known"}


def reported(answers: Answers, rulebook: Rulebook) -> dict[str, Any]:
    """The answers as the fields of a checklist, without the judgement. What is so because a graver sign is was left
    with the rest of a page, and is not reported as not so or not known."""
    groups: dict[str, list[str]] = {"present": [], "absent": [], "not_known": []}
    for id, status in answers.said.items():
        groups[status].append(id)
    included = {lesser for id in groups["present"] for lesser in rulebook.indicators[id].includes}
    groups["absent"] = [id for id in groups["absent"] if id not in included]
    groups["not_known"] = [id for id in groups["not_known"] if id not in included]
    seen = told_besides(rulebook, answers)
    unsaid = [words for words in seen if rulebook.says_nothing_of(words)]
    more = any(words not in unsaid and not words.endswith(GOOD) for words in seen)  # one's own stay out of the answer
    return {**groups, "unsaid": unsaid, "something_else": more, "child": child_of(answers)}


def in_vain(rulebook: Rulebook, answers: Answers) -> Iterator[str]:
    """What was looked for in vain. Of words that are a part of others there, or were looked for again with more words,
    only the longer; but where the rulebook has a name for them, only others there stand for them."""
    kept = list(_not_answered(rulebook, answers))
    typed = list(answers.missed)
    for found in kept:
        more = [other.words for other in kept]
        if not found.unsaid:
            more += typed[typed.index(found.words) + 1 :]
        if found.too_common:  # whoever looked for "father" and ticked "father drinks" has said what of him
            more += (done.key for done in answers.searches)
        if not any(part_of(found.words, other) for other in more):
            yield found.words


def told_besides(rulebook: Rulebook, answers: Answers) -> list[str]:
    """What was seen and no statement says, each as it was marked; beside words of one's own, the shorter ones that they
    stand for and that the rulebook has a name for."""
    told = dict.fromkeys(answers.given.get("something_else") or ())
    for words in list(told):
        bare = words.removesuffix(GOOD).removesuffix(NOT_KNOWN)
        names = [name for name in answers.missed if rulebook.says_nothing_of(name) and part_of(name, bare)]
        told |= dict.fromkeys(f"{name}{words.removeprefix(bare)}" for name in names)
    return list(told)


def part_of(words: str, longer: str) -> bool:
    """Whether *longer* has all these words, and more."""
    return set(words.split()) < set(longer.split())


def _not_answered(rulebook: Rulebook, answers: Answers) -> Iterator[Found]:
    """What was looked for in vain, without words that a tick in their list says, or the statement found first: where it
    is so since, or has these very words and is so, was marked in their list, or is not known since. A statement in
    other words that is not known, or not so, may be another matter: too much weight, where the diet is not known."""
    for words, before in answers.missed.items():
        found, marked = search(rulebook, words), marked_for(words, answers)
        says = False
        if found.indicators and not (found.in_part or found.passed_over):
            first = found.indicators[0]
            status = answers.said.get(first.id, "absent")
            since = status not in ("absent", before.get(first.id))
            so, its_words = status == "present", has_words(first, words)
            says = (so and (since or its_words)) or (its_words and (since or first.id in dict(marked)))
        told = any(status == "present" for _, status in marked)
        if found.unsaid or not (told or says):
            yield found


def marked_for(words: str, answers: Answers) -> list[tuple[str, Status]]:
    """The statements that were marked in the lists of these words, however they end, each as it was marked there."""
    wanted = stems(words)
    return [marked for done in answers.searches if stems(done.key) == wanted for marked in done.answer.items()]
