"""Puts a question to a person: what is shown, what is expected, and how a reply is understood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from threshold.questionnaire import replies
from threshold.questionnaire.answers import part_of
from threshold.questionnaire.own_words import perhaps_said
from threshold.questionnaire.questions import ELSE, AnswerError, Question
from threshold.questionnaire.review import Review
from threshold.questionnaire.screen import Screen
from threshold.questionnaire.session import Session
from threshold.questionnaire.wording import MOST_TOLD, Wording
from threshold.reporting.besides import GOOD, NOT_KNOWN
from threshold.reporting.phrases import SAID
from threshold.reporting.text import Line

AROUND = 7  # lines that stand around the list of areas
Understand = Callable[[str], Any]
_HOW = {"present": "", "good": GOOD, "not_known": NOT_KNOWN}  # how what could not be said is marked
_SAID = {"present": "seen", "good": "good", "not_known": "not known"}
AGAIN = object()  # an answer that is not whole yet: the question is put again


class Putting:
    """Shows the questions of one session on one screen."""

    def __init__(self, session: Session, screen: Screen, words: Wording) -> None:
        self._session = session
        self._screen = screen
        self._words = words
        self._areas_shown = False
        self.before: Any = None  # the answer that was just taken back
        self.adding = False  # whether areas are added to those chosen before
        self._noting: dict[str, str] = {}  # how what could not be said is marked, while more may come
        self._review = Review(session, screen, words)

    def all_again(self) -> None:
        """Show all of the question when it is put next, and not only what is new."""
        self._review.whole = True

    def put(self, question: Question) -> tuple[str, Understand]:
        """Show a question; what is expected, and how it is understood."""
        kind = question.kind
        if kind == "danger":
            unsure = f"if you cannot rule it out, type y. {self._session.rulebook.emergency.text.rstrip('.')}"
            expected = "y, also if it only may be so; n, also if it is over or has been acted on already"
            return expected, lambda text: replies.yes_no(text, not_known=False, unsure=unsure)
        if kind == "disabled":
            return "y, n, or nk for not known", lambda text: replies.yes_no(text, not_known=True)
        if kind == "something_else":
            return self._something_else(question)
        if kind == "age":
            return "Years from 0 to 17 (or 4 months); u for unborn; nk for not known", replies.age
        if kind == "judgement":
            for route in self._session.rulebook.levels:
                self._screen.numbered(route.level, route.title)
            return (
                "Your own level, before you see the document's; 0 to leave it out",
                lambda text: replies.one_of(text, len(question.options)),
            )
        if kind == "reason":
            return self._reason(question)
        if kind == "areas":
            return self._areas(question)
        if kind == "review":
            return self._review.put()
        return self._page(question)

    def _page(self, question: Question) -> tuple[str, Understand]:
        expected = (
            "Which are so? Numbers, 0 for none; left out means not so. 3? if 3 is not known, nk if you do not know the "
            "rest."
            + ("" if question.asked_of_all else " p passes over this page; r goes on to the result.")
            + (" Type all of them again; = keeps what you said before." if self.before else "")
        )
        below = len(self._screen.wrapped(expected)) + 2
        self._screen.show_by_screens(self._statements(question), below, whole=True)

        def understand(text: str) -> dict[str, str | None]:
            if text in replies.PASS:
                if isinstance(self.before, Mapping) and "present" in self.before.values():
                    raise AnswerError(
                        "something of this page was so, and would be lost: 0 if none of it is; = keeps it"
                    )
                passed: dict[str, str | None] = question.understand(dict.fromkeys(question.statements))
                return passed
            if text == "=" and isinstance(self.before, Mapping):
                return {id: self.before.get(id, "absent") for id in question.statements}
            marked = replies.page_marks(text, len(question.statements))
            return {id: marked[n] for n, id in enumerate(question.statements, 1)}

        return expected, understand

    def _statements(self, question: Question) -> Iterator[Line]:
        if question.because:
            told = [self._words.text(id) for id in question.because[:2]]
            more = f" And {len(question.because) - 2} more." if len(question.because) > 2 else ""
            yield from self._screen.wrapped(f"Because you said: {' '.join(told)}{more}", "dim")
        heading = ""
        for number, id in enumerate(question.statements, 1):
            strand = self._words.heading(id, question.key)
            if strand != heading and not question.asked_of_all:
                heading = strand
                yield from self._screen.wrapped(strand, "dim")
            yield from self._screen.row(number, f"{self._words.text(id)}{self._before(id)}")

    def _before(self, id: str) -> str:
        status = self.before.get(id) if isinstance(self.before, Mapping) else None
        return f" (before: {SAID[status]})" if status in ("present", "not_known") else ""

    def _areas(self, question: Question) -> tuple[str, Understand]:
        said = self._session.answers().said
        so = [self._words.text(id) for id, status in said.items() if status == "present"]
        if so:
            told = " ".join(so) if len(so) <= MOST_TOLD else f"{len(so)} statements; the review at the end names them."
            self._screen.say(f"Reported so far: {told}", "dim", hang=2)
        whole = [line for n, slug in enumerate(question.options, 1) for line in self._area(n, slug, brief=False)]
        brief = self._areas_shown or not self._screen.fits(len(whole) + AROUND)
        for number, slug in enumerate(question.options, 1):
            self._screen.show(self._area(number, slug, brief))
        self._areas_shown = True
        kept = self.before if self.adding and self.before else ()
        if kept:
            titles = ", ".join(self._words.area(slug, brief=True) for slug in kept)
            self._screen.say(f"Chosen before, and kept: {titles}", "dim")

        def understand(text: str) -> list[str]:
            marked = replies.marks(text, len(question.options))
            chosen = [question.options[number - 1] for number, said in marked.items() if said == "present"]
            return [*kept, *chosen]

        holds = "?2 says what area 2 holds; " if brief else ""
        return (
            "Numbers of the areas, what worries you most first; or a word to search for (hungry, well dressed); "
            f"{holds}0 if none or done. "
            "An area left out counts as not looked at.",
            understand,
        )

    def _area(self, number: int, slug: str, brief: bool) -> list[Line]:
        return self._screen.row(number, self._words.area(slug, brief))

    def _something_else(self, question: Question) -> tuple[str, Understand]:
        marks = self._marks(question)
        known = (*question.options, ELSE)
        for number, words in enumerate(question.options, 1):
            self._screen.numbered(number, f"{words} ({self._of_own_words(words, marks)})")
        before = f" (noted: {_SAID[marks[ELSE]]})" if marks.get(ELSE, "absent") != "absent" else ""
        self._screen.numbered(len(known), f"something else{before}")

        def understand(text: str) -> list[str] | object:
            alone = text in replies.YES and not question.options
            marked = {1: "present"} if alone else replies.marked_things(text, len(known))
            left = [words for words in question.options if words not in marks]
            if marked:
                self._noting = {**marks, **{known[number - 1]: said for number, said in marked.items()}}
                return AGAIN
            asked = f"Not marked, and so in no report: {', '.join(left)}. y if that is right; n to mark it"
            if left and not self._screen.agreed(asked, no_answer=("", "0")):  # no worry is lost by one key
                return AGAIN
            self._noting = {}
            return [f"{words}{_HOW[marks[words]]}" for words in known if marks.get(words, "absent") != "absent"]

        own = any(not self._session.rulebook.says_nothing_of(words) for words in question.options)
        return (
            "The numbers of all that you saw and could not say, as 1 2; 2+ if it is good, 2? if it is not known"
            f"{', -1 if you had only looked' if question.options else ''}; a word, to search for it; good, for a list "
            f"of the good things that the document names; or 0 {'to go on' if self._noting else 'for nothing more'}."
            + (
                " Your own words can be written into the report when you save it. They stay as they are: where one "
                "says too little, type more, as “no nursery”."
                if own
                else ""
            ),
            understand,
        )

    def _of_own_words(self, words: str, marks: Mapping[str, str]) -> str:
        """What is said behind words that were looked for in vain."""
        if marks.get(words) == "absent":
            return "taken off this list"
        silent = self._session.rulebook.says_nothing_of(words)
        kept = "the report names it" if silent else "in your own words"
        said = perhaps_said(self._session.rulebook, self._session.answers(), words)
        before = f"noted: {_SAID[marks[words]]}" if words in marks else "you looked for it"
        return f"{before}; {kept}{f'; perhaps said already: {said}' if said else ''}"

    def _marks(self, question: Question) -> dict[str, str]:
        """How what could not be said was marked, now or where this was asked before: it stays so until it is changed,
        for longer words too that stand for it."""
        given = [event.answer for event in self._session.events if (event.what, event.key) == ("answer", question.key)]
        known = [(words, how) for words in (*question.options, ELSE) for how in _HOW]
        before = {words: how for words, how in known if given and f"{words}{_HOW[how]}" in given[-1]}
        marks = {**before, **self._noting}
        longer = {
            words: marks[shorter]
            for words in question.options
            for shorter in marks
            if words not in marks and marks[shorter] != "absent" and part_of(shorter, words)
        }
        return {**longer, **marks}

    def _reason(self, question: Question) -> tuple[str, Understand]:
        for text in self._words.why(self._session.result()):
            self._screen.say(text, hang=2)
        for number, slug in enumerate(question.options, 1):
            self._screen.numbered(number, self._session.rulebook.judgement_reasons[slug])

        def understand(text: str) -> str | None:
            number = replies.one_of(text, len(question.options))
            return question.options[number - 1] if number else None

        return "One number; 0 to leave it out; b to go back to your answers", understand
