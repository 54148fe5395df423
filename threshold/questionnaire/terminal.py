"""The questionnaire in a terminal, line by line: numbers, words, and a few letters."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

from threshold.questionnaire import replies
from threshold.questionnaire.putting import Putting
from threshold.questionnaire.questions import AnswerError, Question
from threshold.questionnaire.screen import InputEndedError, Screen
from threshold.questionnaire.session import Session
from threshold.questionnaire.wording import Wording
from threshold.reporting.text import Line
from threshold.saving import SavingError, save
from threshold.searching import search

DONE, SAVED, ENDED, INTERRUPTED = 0, 3, 4, 130
SHOWN_AT_ONCE = 7


class _Leave(Exception):  # noqa: N818 - not an error: the person goes
    """The person leaves; *code* is the exit code."""

    def __init__(self, code: int) -> None:
        self.code = code


class Terminal:
    """One questionnaire, asked. *finish* is called at its end: it shows the result, and offers what can be done
    with it.
    *file* is where the answers are saved, once saving was asked for."""

    def __init__(
        self, session: Session, screen: Screen, finish: Callable[[Terminal], None], file: Path | None = None
    ) -> None:
        self.session = session
        self.screen = screen
        self.words = Wording(session.rulebook)
        self._finish = finish
        self._putting = Putting(session, screen, self.words)
        self._file = file

    def run(self) -> int:
        """Ask until the end; the exit code."""
        try:
            self._welcome()
            while True:
                while question := self.session.question():
                    self._ask(question)
                if self.session.in_danger():
                    self._danger()
                    continue
                self._finish(self)
                if self.session.question() is None:
                    return DONE
        except _Leave as leave:
            return leave.code
        except InputEndedError:
            return self._ended("The input ended before the last question, so there is no result.", ENDED)
        except KeyboardInterrupt:
            return self._ended("\nInterrupted; there is no result.", INTERRUPTED)

    def prompt(self, expected: str, understand: Callable[[str], Any], search_words: bool = False) -> tuple[Any] | None:
        """Ask until *understand* takes the answer; None if the person went elsewhere, and the question is to be
        put again."""
        while True:
            self.screen.say(expected)
            try:
                reply = replies.understand(self.screen.ask(">"))
                if reply.wish == "answer" and search_words and not replies.is_marks(reply.text):
                    reply = replies.Reply("search", reply.text)
                if reply.wish == "answer":
                    return (understand(reply.text),)
                if self._went(reply):
                    return None
            except AnswerError as error:
                self.screen.say(f"{str(error)[0].upper()}{str(error)[1:]}.", "yellow")

    def _welcome(self) -> None:
        for text in self.words.welcome():
            self.screen.say(text)
        if self.session.events:
            self.screen.say("Your answers were taken up where you left them.")

    def _ask(self, question: Question) -> None:
        self.screen.say()
        self.screen.say(question.title, "bold")
        expected, understand = self._putting.put(question)
        answer = self.prompt(expected, understand, search_words=question.kind in ("page", "areas"))
        if answer is None:
            return
        if question.kind == "review" and answer[0] is not True:
            self.change(answer[0])
        else:
            self.session.answer(answer[0])
        self._keep()

    def change(self, key: str) -> None:
        """Take an answer back; a search is searched anew."""
        self.session.change(key)
        if key.startswith("/"):
            self._search(key[1:])

    def _went(self, reply: replies.Reply) -> bool:
        """Do what was wished; whether the question must be put again."""
        if reply.wish == "help":
            for text in self.words.help():
                self.screen.say(text, hang=8)
        elif reply.wish == "explain":
            self._explain(self.session.question(), int(reply.text))
        elif reply.wish == "save":
            self._save()
        elif reply.wish == "quit":
            self._quit()
        elif reply.wish == "leave":
            self.screen.wipe()
            raise _Leave(SAVED if self._file else ENDED)
        else:
            self._search(reply.text) if reply.wish == "search" else self._back()
            return True
        return False

    def _back(self) -> None:
        if not self.session.back():
            self.screen.say("This is the first question.")
        self._keep()

    def _explain(self, question: Question | None, number: int) -> None:
        self._tell(list(question.statements) if question else [], number)

    def _tell(self, ids: list[str], number: int) -> None:
        if not 1 <= number <= len(ids):
            raise AnswerError("after ? comes the number of a statement on this page")
        for text in self.words.explain(ids[number - 1]):
            self.screen.say(text, indent=3)

    def write(self, default: Path, make: Callable[[], str]) -> Path | None:
        """Ask for a file and save there what *make* makes; None if it was not saved. Nothing is replaced unasked, but
        the file that saving was asked for before."""
        name = self.screen.ask(">").strip()
        file = Path(name).expanduser() if name else default
        try:
            if file != self._file and file.exists():
                self.screen.say(f"{file} exists already. Replace it? y or n")
                if self.screen.ask(">").strip().lower() not in ("y", "yes"):
                    self.screen.say("Not saved.")
                    return None
            save(file, make())
        except SavingError as error:
            self.screen.say(f"Not saved: {error}. Your answers are still here.", "yellow")
            return None
        return file

    def _search(self, words: str) -> None:
        found = search(self.session.rulebook, words)
        if not found:
            raise AnswerError(f"no statement has the words “{words[:60]}”; try one word, or another one for it")
        start = 0
        while start < len(found):
            some = found[start : start + SHOWN_AT_ONCE]
            self.screen.say()
            self.screen.say(f"Found for “{words[:60]}”: {start + 1} to {start + len(some)} of {len(found)}", "bold")
            said = self.session.answers().said
            for number, indicator in enumerate(some, 1):
                before = " (reported already)" if said.get(indicator.id) == "present" else ""
                self._putting.numbered(number, f"{indicator.text}{before}")
            more = "; m for more" if start + len(some) < len(found) else ""
            expected = f"Numbers of those that are so, 0 if none{more}. What you leave out here stays open."
            self.screen.say(expected)
            ids = [indicator.id for indicator in some]
            answer = self._ticked(expected, ids, bool(more))
            if answer is None:
                start += SHOWN_AT_ONCE
                continue
            if answer:
                self.session.found(words, {ids[number - 1]: status for number, status in answer.items()})
                self._keep()
            return

    def _ticked(self, expected: str, ids: list[str], more: bool) -> dict[int, Any] | None:
        """The numbers ticked of what a search found; None for more. `b` leaves the search."""
        while True:
            try:
                reply = replies.understand(self.screen.ask(">"))
                if more and reply.text == "m":
                    return None
                if reply.wish == "answer":
                    return dict(replies.marks(reply.text, len(ids)))
                if reply.wish in ("back", "search"):
                    return {}
                if reply.wish == "explain":
                    self._tell(ids, int(reply.text))
                else:
                    self._went(reply)
            except AnswerError as error:
                self.screen.say(f"{str(error)[0].upper()}{str(error)[1:]}.", "yellow")
            self.screen.say(expected)

    def _danger(self) -> None:
        self.screen.say()
        self.screen.say(self.session.rulebook.emergency.text, "bold red")
        self.screen.say("Stop here and do that now. Type b to go back afterwards, or q to leave.")
        while True:
            line = self.screen.ask(">").strip().lower()
            if line in ("q", "qq", ""):
                raise _Leave(DONE)
            if line == "b":
                self.session.back()
                return
            self.screen.say("Type b to go back, or q to leave.")

    def _save(self) -> None:
        default = self._file or Path("threshold-answers.json")
        self.screen.say(f"Save your answers to which file? An empty line means {default}. It will hold no names.")
        file = self.write(default, self.session.save)
        if file is None:
            return
        self._file = file
        self.screen.say(f"Saved to {file}, and from now on after each answer.")

    def _keep(self) -> None:
        """Save again, if saving was asked for."""
        if self._file:
            try:
                save(self._file, self.session.save())
            except SavingError as error:
                self.screen.say(f"Not saved: {error}. Your answers are still here.", "yellow")

    def _quit(self) -> None:
        if self._file:
            self._how_to_go_on(self._file)
            raise _Leave(SAVED)
        self.screen.say("Leave, and lose your answers? y or n; s saves them first")
        line = self.screen.ask(">").strip().lower()
        if line in ("y", "yes"):
            raise _Leave(ENDED)
        if line == "s":
            self._save()
            if self._file:
                raise _Leave(SAVED)

    def _ended(self, text: str, code: int) -> int:
        self.screen.say(text)
        if self._file:
            self._how_to_go_on(self._file)
        else:
            self.screen.say("Nothing was saved.")
        return code

    def _how_to_go_on(self, file: Path) -> None:
        self.screen.say("Your answers are saved. Go on with:")
        self.screen.show([Line(f"threshold ask --resume {shlex.quote(str(file))}")])  # whole, to be copied
