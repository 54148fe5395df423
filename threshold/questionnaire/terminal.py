"""The questionnaire in a terminal, line by line: numbers, words, and a few letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from threshold.questionnaire import leaving, replies
from threshold.questionnaire.keeping import Keeping
from threshold.questionnaire.leaving import DONE
from threshold.questionnaire.lookup import A_PART, Lookup
from threshold.questionnaire.putting import AGAIN, Putting
from threshold.questionnaire.questions import AnswerError, Question
from threshold.questionnaire.review import pages_alike
from threshold.questionnaire.screen import InputEndedError, Screen
from threshold.questionnaire.session import Session
from threshold.questionnaire.wording import Wording

SEARCHABLE = ("page", "areas", "something_else", "review")  # kinds of question at which a word is searched for


class Terminal:
    """One questionnaire, asked. *finish* is called at its end: it shows the result, and offers what can be done
    with it. *file* is where the answers are saved, once saving was asked for; *program* is how a person calls it."""

    def __init__(
        self,
        session: Session,
        screen: Screen,
        finish: Callable[[Terminal], None],
        file: Path | None = None,
        program: str = "threshold",
    ) -> None:
        self.session = session
        self.screen = screen
        self.words = Wording(session.rulebook)
        self._finish = finish
        self._putting = Putting(session, screen, self.words)
        self._lookup = Lookup(self)
        self.keeping = Keeping(session, screen, file, program)
        self.save: Callable[[], None] | None = None  # what `s` does, where it is not the answers that are saved

    def run(self) -> int:
        """Ask until the end; the exit code."""
        try:
            self._welcome()
            while True:
                try:
                    if self._asked_to_the_end():
                        return DONE
                except KeyboardInterrupt:
                    leaving.interrupted(self.session, self.screen, self.keeping)
        except leaving.Leave as leave:
            return leave.code
        except InputEndedError:
            return leaving.ended(self.screen, self.keeping)

    def _asked_to_the_end(self) -> bool:
        """Ask all that is open; whether the person is done."""
        while question := self.session.question():
            self._ask(question)
        self._finish(self)
        return self.session.question() is None

    def prompt(self, expected: str, understand: Callable[[str], Any], search_words: bool = False) -> tuple[Any] | None:
        """Ask until *understand* takes the answer; None if the person went elsewhere, or typed nothing, and the
        question is to be put again."""
        while True:
            self.screen.say(expected)
            try:
                reply = replies.understand(self.screen.ask(">"))
                if reply.wish == "answer" and not reply.text:
                    self.screen.say("An empty line is no answer. The question again:", "yellow")
                    self._putting.all_again()
                    return None
                if reply.wish == "answer" and search_words and not replies.is_marks(reply.text):
                    reply = replies.Reply("search", reply.text)
                if reply.wish == "answer":
                    return (understand(reply.text),)
                if self.went(reply):
                    return None
            except AnswerError as error:
                self.complain(error)

    def complain(self, error: AnswerError) -> None:
        """Say what was not understood."""
        said = str(error)
        self.screen.say(f"{said[0].upper()}{said[1:]}{'' if said.endswith(('.', '?')) else '.'}", "yellow")

    def note(self, answer: Mapping[str, str | None]) -> None:
        """Say what was understood, and save it, if saving was asked for."""
        for text in self.words.noted(answer):
            self.screen.say(text, "dim", hang=2)
        self.keeping.keep()

    def _welcome(self) -> None:
        for text in self.words.welcome():
            self.screen.say(text)
        if self.session.events:
            self.screen.say("Your answers were taken up where you left them.")

    def _ask(self, question: Question) -> None:
        if question.kind == "called":
            self._danger()
            return
        self.screen.say()
        self.screen.say(question.title, "bold")
        expected, understand = self._putting.put(question)
        answer = self.prompt(expected, understand, search_words=question.kind in SEARCHABLE)
        if answer is None or answer[0] is AGAIN:
            return
        self._putting.before, self._putting.adding = None, False
        if question.kind == "review" and answer[0] is not True:
            self.change(answer[0])
        else:
            self.session.answer(answer[0])
        if question.kind == "page":
            self.note(answer[0])
        else:
            self.keeping.keep()
        for text in self.words.also_noted(question.kind, answer[0]):
            self.screen.say(text, "dim")
        if question.kind == "areas" and (pages := self.session.pages_left()):
            self.screen.say(self.words.ahead(pages), "dim")

    def change(self, key: str) -> None:
        """Take an answer back; a search is searched anew."""
        if pages := pages_alike(self.session, self.words).get(key):
            number = self.choose([page.text for page in pages])
            if number is None:
                return
            key = pages[number - 1].key
        self._putting.before = self.session.answers().given.get(key)
        self._putting.adding = key == "areas"
        self.session.change(key)
        if key.startswith("/"):
            self._lookup.search(key[1:].removeprefix(A_PART))

    def choose(self, texts: Sequence[str]) -> int | None:
        """Let the person choose one of these; its number, from 1."""
        self.screen.show_by_screens(line for n, text in enumerate(texts, 1) for line in self.screen.row(n, text))
        chosen = self.prompt("One number; 0 for none", lambda said: replies.one_of(said, len(texts)))
        return chosen[0] if chosen else None

    def went(self, reply: replies.Reply) -> bool:
        """Do what was wished; whether the question must be put again."""
        if reply.wish == "help":
            for text in self.words.help():
                self.screen.say(text, hang=8)
        elif reply.wish == "explain":
            self._explain(self.session.question(), int(reply.text))
        elif reply.wish == "save":
            (self.save or self.keeping.ask_where)()
        elif reply.wish == "quit":
            leaving.asked_for(self.screen, self.keeping)
        elif reply.wish == "leave":
            leaving.at_once(self.screen, self.keeping)
        elif reply.wish == "search":
            return self._search(reply.text)
        elif reply.wish == "enough":
            self._enough()
            return True
        else:
            self._back()
            return True
        return False

    def _search(self, words: str) -> bool:
        """Search; whether the question must be put again: after a list, and where its own list has grown."""
        try:
            self._lookup.search(words)
        except AnswerError as error:
            self.complain(error)
            question = self.session.question()
            return question is not None and question.kind == "something_else"
        return True

    def _enough(self) -> None:
        self.session.enough()
        self.screen.say(self.words.passed_over(self.session.pages_passed_over()), "dim")
        self.keeping.keep()

    def _back(self) -> None:
        undone = self.session.back()
        if undone:
            self._putting.before = undone.answer if undone.what == "answer" else None
            self._putting.adding = False
            self.screen.say(f"Taken back: {self.words.title(undone)}.")
        else:
            self.screen.say("This is the first question.")
        self.keeping.keep()

    def _explain(self, question: Question | None, number: int) -> None:
        if question and question.kind == "areas" and 1 <= number <= len(question.options):
            self.screen.say(self.words.area(question.options[number - 1]), indent=3)
        else:
            self.tell(list(question.statements) if question else [], number)

    def tell(self, ids: list[str], number: int) -> None:
        """What the statement of that number means."""
        if not 1 <= number <= len(ids):
            raise AnswerError("after ? comes the number of a statement on this page")
        for text in self.words.explain(ids[number - 1]):
            self.screen.say(text, indent=3)

    def _danger(self) -> None:
        self.screen.say()
        self.screen.say(self.session.rulebook.emergency.text, "bold red")
        self.screen.say("Stop here and do that now. Type g to go on once it is done, b to go back, or q to leave.")
        while True:
            line = self.screen.ask(">").strip().lower()
            if line in ("q", "qq", ""):
                raise leaving.Leave(DONE)
            if line in ("g", "go", "go on", "done"):
                self.session.answer(True)
                break
            if line == "b":
                self.session.back()
                break
            self.screen.say("Type g to go on, b to go back, or q to leave.")
        self.keeping.keep()
