"""The words of the questionnaire: what a statement means, what can be typed, what was answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from threshold.assessment import Assessment
from threshold.questionnaire.own_words import once
from threshold.questionnaire.questions import UNBORN, URGENT, passed_over
from threshold.questionnaire.session import Event
from threshold.reporting.shape import span
from threshold.rulebook.models import Rulebook

PASSED_OVER = "passed over, and not looked at"
MOST_TOLD = 3  # statements that are named in passing
_NAMES = {
    "danger": "Immediate danger",
    "called": "Immediate danger",
    "age": "Age",
    "disabled": "Disabled",
    "judgement": "Your own level",
    "reason": "Your reason",
    "something_else": "What no statement here says",
}


class Wording:
    """Everything that is said about one rulebook's statements."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook
        self._strands = {(d.slug, s.slug): (d, s) for d in rulebook.domains for s in d.strands}
        self._areas = {d.slug: d for d in rulebook.domains}

    def text(self, id: str) -> str:
        """The statement in plain words."""
        return self._book.indicators[id].text

    def area(self, slug: str, brief: bool = False) -> str:
        """The title of an area; unless *brief*, with what it holds."""
        domain = self._areas[slug]
        titles = [strand.title for strand in domain.strands if strand.cells]
        if domain.general:
            return "; ".join(titles) or domain.title
        strands = ", ".join(title[0].lower() + title[1:] for title in titles)
        return f"{domain.title} ({strands})" if len(titles) > 1 and not brief else domain.title

    def strand(self, id: str) -> str:
        """The title of the strand a statement has its home in."""
        indicator = self._book.indicators[id]
        return self._strands[indicator.domain, indicator.strand][1].title

    def heading(self, id: str, page: str) -> str:
        """What a statement stands under on a page (its key): its strand, good things apart, and what is of another area
        too."""
        indicator = self._book.indicators[id]
        if page.partition(":")[0] in indicator.asked_in:
            return "From other areas of the document"
        return f"{self.strand(id)}: good things" if indicator.strength else self.strand(id)

    def welcome(self) -> Iterator[str]:
        """What is said before the first question."""
        book = self._book
        yield f"{book.title}, version {book.version}."
        yield book.caveat
        yield "One child at a time. Give no names, here or anywhere. Nothing is saved unless you ask for it."
        yield (
            "? helps at any question; b goes back, s saves your answers, q leaves, qq leaves at once and clears the "
            "screen."
        )

    def help(self) -> Iterator[str]:
        """What can be typed at any question."""
        yield "1 3 5   the numbers of the statements that are so; 0 if none is"
        yield "3?      whether statement 3 is so is not known; 1 3 nk: 1 and 3 are so, the rest is not known"
        yield "-3      statement 3 is not so: for lists where what you leave out stays open; and before nk, as -3 nk"
        yield "?3      what statement 3 means: the document's words, the page, the right"
        yield "word    search all statements for a word, as hungry or well dressed; with / before it, at any question"
        yield "good    a list of good things, to say which are so"
        yield "Enter   show the question again"
        yield "b       back: undo the last step"
        yield "p       pass over this page: it counts as not looked at"
        yield "r       enough: on to the result; what was not asked counts as not looked at"
        yield "s       save your answers to a file, to go on later"
        yield "q       leave;  qq  leave at once, clear the screen and keep nothing that was not saved"

    def ahead(self, pages: int) -> str:
        """What the areas that were chosen bring."""
        follow = "1 page follows" if pages == 1 else f"{pages} pages follow"
        return (
            f"{follow}, and some more about what you tick. At any of them, p passes over the page, and r goes on to "
            "the result: what was not asked counts as not looked at."
        )

    def passed_over(self, pages: int) -> str:
        """What becomes of the pages that are not asked any more."""
        return (
            f"{self.not_asked(pages)}: what stands there counts as not looked at, and the report says so. b asks them "
            "after all."
        )

    def not_asked(self, pages: int) -> str:
        """How many pages are passed over."""
        return "1 page is not asked" if pages == 1 else f"{pages} pages are not asked"

    def explain(self, id: str) -> Iterator[str]:
        """What a statement means: the document's words, the page, the right, the terms."""
        indicator = self._book.indicators[id]
        yield indicator.text
        for citation in indicator.citations:
            yield f"The document, page {citation.page}: “{citation.quote}”"
        if indicator.reading:
            yield f"How we read it: {indicator.reading}"
        yield from indicator.cautions
        for number in indicator.articles:
            article = self._book.articles[number]
            yield f"The child's right, article {number} ({article.title}): {article.right}"
        words = " ".join(
            [indicator.text, *(c.quote or "" for c in indicator.citations), *(d.text for d in indicator.do)]
        )
        for term in self._book.glossary:
            if re.search(rf"\b{re.escape(term.term)}\b", words, 0 if term.term.isupper() else re.I):
                yield f"{term.term}: {term.means}"

    def answered(self, key: str, answer: object) -> str:
        """What was answered to a question (*key*), or ticked after a search: statements that are so or not known by
        name, the others counted."""
        if isinstance(answer, Mapping) and key.startswith("/"):
            denied = f"not so: {_few([self.text(id) for id in answer])}"
            return f"Found by “{key[1:]}”: {denied if says_nothing(answer) else self._marked(answer)}"
        if isinstance(answer, Mapping):
            said = "nothing ticked" if says_nothing(answer) else self._marked(answer) or PASSED_OVER
            return f"{self.page_title(key, answer)}: {said}"
        if key == "areas" and isinstance(answer, tuple | list):
            return f"Areas chosen: {'; '.join(self.area(str(slug), brief=True) for slug in answer) or 'none'}"
        if key == "something_else" and isinstance(answer, tuple | list):
            return f"{_NAMES[key]}: {', '.join(map(once, answer)) or 'nothing'}"
        if answer is None:
            said = "left out" if key in ("judgement", "reason") else "not known"
        elif key == "age" and answer == 0:
            said = "under 1 year"
        elif isinstance(answer, bool):
            said = "yes" if answer else "no"
        else:
            said = self._book.judgement_reasons.get(str(answer), str(answer))
        return f"{_NAMES.get(key, key)}: {said}"

    def title(self, event: Event) -> str:
        """What a step was about."""
        if event.what == "search":
            return f"what was found by “{event.key}”"
        if event.what == "change":
            return "a change at the review"
        if event.what == "enough":
            return "that it is enough"
        if isinstance(event.answer, Mapping):
            return self.page_title(event.key, event.answer)
        return {"areas": "the areas", "review": "the review"}.get(event.key, _NAMES.get(event.key, event.key))

    def noted(self, answer: Mapping[str, str | None]) -> Iterator[str]:
        """What was understood of the answer to a page: what is so by name, the rest too if it is little."""
        if passed_over(answer):
            yield f"Passed over: {_few(list(map(self.text, answer)))} Not looked at."
        so, unknown, denied = self._by_status(answer)
        if so:
            yield f"So: {' '.join(so)}"
        if unknown:
            yield f"Noted as not known: {_few(unknown)}"
        if denied:
            yield f"Noted as not so: {_few(denied)}"
        of_which: dict[str, list[str]] = {}
        for id in (id for id, status in answer.items() if status == "present"):
            for caution in self._book.indicators[id].cautions:
                of_which.setdefault(caution, []).append(self.text(id))
        for caution, texts in of_which.items():
            yield f"Note: {caution}" if len(so) == len(texts) else f"Note on “{' '.join(texts)}”: {caution}"

    def why(self, answer: Assessment) -> Iterator[str]:
        """What makes the level of an answer, in short."""
        found = [finding for finding in answer.findings if finding.level == answer.level]
        yield from (f"{span(finding.at_least, finding.level)}: {finding.text}" for finding in found[:MOST_TOLD])
        if len(found) > MOST_TOLD:
            yield f"And {len(found) - MOST_TOLD} more at Level {answer.level}."

    def rests_on(self, answer: Assessment) -> Iterator[str]:
        """What alone makes the level of an answer, and what is not known and leaves it open upwards, to be read once
        more before it; not the level itself."""
        found = [finding for finding in answer.findings if finding.level == answer.level > 1]
        told = [f"{f.text} (Because of: {' '.join(map(self.text, f.because))})" if f.because else f.text for f in found]
        if told:
            yield f"The answer will rest on this. Is every word of it so? {' '.join(told)}"
        unknown = [q for q in answer.questions if q.kind == "not_known" and q.would_make > answer.level]
        open_by = [self.text(question.about) for question in unknown]
        if open_by:
            more = f" And {len(open_by) - MOST_TOLD} more." if len(open_by) > MOST_TOLD else ""
            yield f"Not known, and it would make the answer higher: {' '.join(open_by[:MOST_TOLD])}{more}"

    def also_noted(self, kind: str, answer: object) -> Iterator[str]:
        """What was understood of an answer that may be understood otherwise, and what follows from it."""
        if kind == "something_else" and isinstance(answer, tuple | list) and answer:
            told = ", ".join(map(once, answer))
            yield f"Not in the answer: {told}. The report says so, and leaves room to write it in."
        if kind == "age" and answer == 0:
            yield "Under 1 year."
        if kind == "age" and answer == UNBORN:
            yield (
                "From here on, “the child” is the unborn child. A mother under 18 is a child too: "
                "for her, begin another one."
            )

    def page_title(self, key: str, answer: Mapping[str, str | None]) -> str:
        """The area of a page, and its rows."""
        elsewhere = {id for id in answer if key.partition(":")[0] in self._book.indicators[id].asked_in}
        strands = dict.fromkeys("from other areas" if id in elsewhere else self.strand(id) for id in answer)
        return self.page_area(key) if key.startswith(f"{URGENT}:") else f"{self.page_area(key)} ({', '.join(strands)})"

    def page_area(self, key: str) -> str:
        """The area of a page."""
        slug = key.split(":", 1)[0].removeprefix("more ").removeprefix("disabled ")
        if slug == URGENT:
            return "Asked of every child"
        return self.area(slug, brief=True) if slug in self._areas else "What would change the answer"

    def together(self, alike: str, pages: Sequence[str]) -> str:
        """Pages that were answered *alike*."""
        areas = "; ".join(dict.fromkeys(map(self.page_area, pages)))
        return f"{alike} on {len(pages)} pages: {areas}"

    def _marked(self, answer: Mapping[str, str | None]) -> str:
        """What is so by name, what is not known by name if it is little, the rest counted."""
        so, unknown, denied = self._by_status(answer)
        told = [f"Not known: {_few(unknown)}"] if unknown else []
        return " ".join([*so, *told, *([f"({len(denied)} not so)"] if denied else [])])

    def _by_status(self, answer: Mapping[str, str | None]) -> tuple[list[str], ...]:
        """The statements of a page by name: those that are so, those not known, those not so."""
        ids = ([id for id, said in answer.items() if said == status] for status in ("present", "not_known", "absent"))
        return tuple([self.text(id) for id in group] for group in ids)


def _few(texts: Sequence[str]) -> str:
    """Statements by name, or, if they are many, how many."""
    return " ".join(texts) if len(texts) <= MOST_TOLD else f"{len(texts)} statements."


def says_nothing(answer: object) -> bool:
    """Whether it answers a page, and nothing of it is so or not known."""
    return isinstance(answer, Mapping) and set(answer.values()) <= {"absent"}
