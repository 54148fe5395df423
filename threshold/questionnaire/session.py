"""One questionnaire: what was answered, and what is asked next. No input, no printing, no clock.

A session is a list of events, and its next question is a pure function of them: to go back is to drop the last event,
to resume is to read them again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from threshold.assessing import assess
from threshold.assessment import Assessment
from threshold.checklist import Checklist
from threshold.errors import ThresholdError
from threshold.questionnaire.answers import Answers, marked_singly, reported
from threshold.questionnaire.plan import plan
from threshold.questionnaire.questions import STATUSES, AnswerError, Question, Status
from threshold.rulebook.models import Rulebook

FORMAT = 2
LONGEST = 60  # letters of what was looked for in vain


class SessionError(ThresholdError):
    """A saved session cannot be taken up again."""


class Event(BaseModel):
    """One step: a question answered, statements ticked after a search, words looked for in vain (nothing found, or
    nothing of it ticked), an answer taken back to be given anew, or enough asked of the areas.

    *key* is the question's; of a search, its words. *answer* is what `Question.understand` makes of it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: Literal["answer", "search", "missed", "change", "enough"]
    key: str = ""
    answer: Any = None


class Saved(BaseModel):
    """A session on disk. No names, and no free text but the words of searches."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    rulebook: str
    digest: str
    events: tuple[Event, ...]


class Session:
    """A questionnaire under way on one rulebook. Every method that changes it adds or drops exactly one event."""

    def __init__(self, rulebook: Rulebook, events: tuple[Event, ...] = ()) -> None:
        self.rulebook = rulebook
        self._events: tuple[Event, ...] = ()
        for event in events:
            self._replay(event)

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened, in order."""
        return self._events

    def question(self) -> Question | None:
        """What is asked next; None when the questionnaire is at its end."""
        return next(self._open(), None)

    def answer(self, answer: Any) -> None:
        """Answer the next question. Raises AnswerError, and changes nothing, if the answer does not fit."""
        question = self.question()
        if question is None:
            raise AnswerError("there is no further question")
        self._add(Event(what="answer", key=question.key, answer=question.understand(answer)))

    def found(self, words: str, ticked: Mapping[str, Status]) -> None:
        """Take statements found by a search as answered. Raises AnswerError for one that the rulebook does not have."""
        if not ticked or not set(ticked) <= set(self.rulebook.indicators) or not set(ticked.values()) <= set(STATUSES):
            raise AnswerError("statements of the rulebook are expected, each so, not so or not known")
        self._add(Event(what="search", key=words, answer=dict(ticked)))

    def missed(self, words: str) -> None:
        """Keep words that were looked for in vain, to be asked about at the end; once. Only what the rulebook itself
        says of them goes into an answer. Raises AnswerError for words that are none, or too many."""
        if not words.strip() or len(words) > LONGEST:
            raise AnswerError(f"words are expected, {LONGEST} letters at most")
        if words not in self.answers().missed:
            self._add(Event(what="missed", key=words))

    def change(self, key: str) -> None:
        """Take back the answer to the question *key*, which is asked again next; or, with / before them, what was
        ticked after a search for these words. Raises AnswerError if there is no such answer."""
        answers = self.answers()
        if key not in answers.given and key not in {f"/{search.key}" for search in answers.searches}:
            raise AnswerError("that question was not answered")
        self._add(Event(what="change", key=key))

    def enough(self) -> None:
        """Ask no more pages of the areas: what they hold was not asked. An answer taken back is asked again all the
        same, and areas chosen anew bring all their pages. Raises AnswerError where no such page is asked, and at one
        that was answered before: what was said there would be lost."""
        question = self.question()
        if question is None:
            raise AnswerError("the result stands above")
        if question.kind in ("something_else", "review", "reason"):
            raise AnswerError("this is the end of the questions: 0 goes on to the result")
        if any(event.what == "answer" and event.key == question.key for event in self._events):
            raise AnswerError("you take back an answer here: give it anew first, or type b to keep it")
        if "areas" not in self.answers().given:
            raise AnswerError("the result comes after the questions that are asked of every child")
        self._add(Event(what="enough"))

    def pages_left(self) -> int:
        """How many pages are asked still, as far as the answers lead by now."""
        return sum(question.kind == "page" for question in self._open())

    def pages_passed_over(self) -> int:
        """How many pages are not asked because it was enough."""
        answers = self.answers()
        return sum(question.kind == "page" and not answers.asks(question.key) for question in self._unanswered(answers))

    def back(self) -> Event | None:
        """Undo the last step; the step, if there was one. What was looked for in vain is no step, and stays."""
        steps = [place for place, event in enumerate(self._events) if event.what != "missed"]
        if not steps:
            return None
        undone = self._events[steps[-1]]
        self._events = (*self._events[: steps[-1]], *self._events[steps[-1] + 1 :])
        return undone

    def answers(self) -> Answers:
        """What the events come to."""
        standing: list[Event] = []
        told: dict[str, Status] = {}  # what was said by then to be so or not known
        missed: dict[str, Mapping[str, Status]] = {}
        reopened: set[str] | None = None  # pages asked again since it was enough, if it was
        for event in self._events:
            if event.what == "enough":
                reopened = set()
            elif event.what == "change" and reopened is not None:
                reopened = None if event.key == "areas" else {*reopened, event.key}
            if event.what == "missed":
                missed[event.key] = dict(told)
            elif isinstance(event.answer, Mapping):
                told.update({id: status for id, status in event.answer.items() if status in ("present", "not_known")})
            asked_again = set() if event.what == "answer" else {"review", "reason"}
            if event.what == "change":
                asked_again.add(event.key)
            if event.what == "missed":
                asked_again.add("something_else")
            standing = [other for other in standing if _key(other) not in asked_again]
            if event.what in ("answer", "search"):
                standing.append(event)
        said: dict[str, Status] = {}
        for event in standing:
            if isinstance(event.answer, Mapping):
                said.update({id: status for id, status in event.answer.items() if status})
        searches = [event for event in standing if event.what == "search"]
        return Answers(
            {event.key: event.answer for event in standing if event.what == "answer"},
            said,
            searches,
            missed,
            None if reopened is None else frozenset(reopened),
        )

    def checklist(self) -> Checklist:
        """What is reported so far."""
        return checklist_of(self.answers(), self.rulebook)

    def result(self) -> Assessment:
        """The answer to what is reported so far. Of the questions that would raise it as much, or not at all, those
        come first that a person named one by one."""
        answer, singly = assess(self.checklist(), self.rulebook), marked_singly(self.answers())
        first = sorted(answer.questions, key=lambda q: (-max(q.would_make, answer.level), q.about not in singly))
        return answer.model_copy(update={"questions": tuple(first)})

    def save(self) -> str:
        """The session as JSON."""
        book = self.rulebook
        saved = Saved(format=FORMAT, rulebook=f"{book.id} {book.version}", digest=book.digest, events=self._events)
        return saved.model_dump_json(indent=1)

    @classmethod
    def resume(cls, text: str | bytes, rulebook: Rulebook) -> Session:
        """Take up a saved session. Raises SessionError if it is no session, or was begun under another rulebook."""
        try:
            saved = Saved.model_validate_json(text)
        except (ValidationError, ValueError):
            raise SessionError("this is not a saved questionnaire: give the file that `s` wrote") from None
        if saved.format != FORMAT:
            raise SessionError(f"this questionnaire was saved in another format ({saved.format}): begin a new one")
        if saved.digest != rulebook.digest:
            raise SessionError(
                f"this questionnaire was begun under another rulebook ({saved.rulebook}, {saved.digest[:12]}); "
                f"now it is {rulebook.id} {rulebook.version}, {rulebook.digest[:12]}. Statements may have changed: "
                "begin a new one, or give the old rulebook with --rules"
            )
        try:
            return cls(rulebook, saved.events)
        except (AnswerError, TypeError):
            raise SessionError("this saved questionnaire does not fit together: begin a new one") from None

    def _open(self) -> Iterator[Question]:
        answers = self.answers()
        unanswered = self._unanswered(answers)
        return (question for question in unanswered if question.kind != "page" or answers.asks(question.key))

    def _unanswered(self, answers: Answers) -> Iterator[Question]:
        return (question for question in plan(self.rulebook, answers) if question.key not in answers.given)

    def _add(self, event: Event) -> None:
        self._events = (*self._events, event)

    def _replay(self, event: Event) -> None:
        """The same event again, checked like the first time."""
        if event.what == "search":
            self.found(event.key, event.answer)
        elif event.what == "missed":
            self.missed(event.key)
        elif event.what == "change":
            self.change(event.key)
        elif event.what == "enough":
            self.enough()
        else:
            question = self.question()
            if question is None or question.key != event.key:
                raise AnswerError("an answer stands where its question is not asked")
            self.answer(event.answer)


def _key(event: Event) -> str:
    return f"/{event.key}" if event.what == "search" else event.key


def checklist_of(answers: Answers, rulebook: Rulebook) -> Checklist:
    """The checklist that answers come to."""
    level = answers.given.get("judgement")
    judgement = {"level": level, "reason": answers.given.get("reason")} if level else None
    return Checklist.of({**reported(answers, rulebook), "judgement": judgement})
