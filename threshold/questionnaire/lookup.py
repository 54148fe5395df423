"""A search in the questionnaire: what was found, a few at a time, to be ticked. Another word searches again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from threshold.assessing.of_whom import can_be_so, worth_asking
from threshold.questionnaire import replies
from threshold.questionnaire.plan import child_of
from threshold.questionnaire.questions import AnswerError, Status
from threshold.questionnaire.session import LONGEST
from threshold.reporting.phrases import SAID
from threshold.reporting.text import Line
from threshold.rulebook.models import Indicator, Rulebook
from threshold.searching import nothing_found, said_by_none, says_a_part, search, without_match

if TYPE_CHECKING:
    from threshold.questionnaire.terminal import Terminal

SHOWN_AT_ONCE = 7
AROUND = 8  # lines that stand around a list
ELSEWHERE = "If none finds it, go on: what could not be said is asked about before the answer."


def refuse_none(found: list[Indicator], rulebook: Rulebook, words: str, otherwise: str = "") -> list[Indicator]:
    """What a search for *words* found. Raises AnswerError if that is nothing: try another word, or do *otherwise*."""
    if not found:
        raise AnswerError(f"{nothing_found(rulebook, words)} {otherwise}".strip())
    return found


class Lookup:
    """Searches and ticks for one terminal. What is left out of a list stays open: nobody said that it is not so."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._screen = terminal.screen
        self._book = terminal.session.rulebook

    def search(self, words: str) -> None:
        """Search, and take the ticks. Raises AnswerError if nothing is found."""
        found = self._found(words)
        while found:
            words, found = self._list(words, found)

    def _found(self, words: str) -> list[Indicator]:
        silent = said_by_none(self._book, words)
        found = search(self._book, words)
        for missed in silent or ([] if found else [words]):
            self._terminal.session.missed(missed[:LONGEST])
        child = child_of(self._terminal.session.answers())
        found = [indicator for indicator in found if can_be_so(indicator.when, child)]
        found.sort(key=lambda indicator: not worth_asking(indicator, child))
        return refuse_none(found, self._book, words, ELSEWHERE)

    def _list(self, words: str, found: Sequence[Indicator]) -> tuple[str, list[Indicator]]:
        """One list, until it is answered or left; the next search, if there is one."""
        start, shown = 0, self._show(words, found, 0)
        passed_over = without_match(self._book, words)
        if passed_over:
            self._screen.say(f"No statement has: {', '.join(passed_over)}. These are for the other words.", "yellow")
        elif says_a_part(self._book, words):
            self._screen.say("No statement says all of this. These say a part of it.", "yellow")
        while True:
            more = "; m for more" if shown < len(found) else ""
            self._screen.say(
                f"Which are so? Numbers; 3? if 3 is not known, -3 if 3 is not so{more}; another word to search for; "
                "0 to go back. What you leave out here stays open."
            )
            try:
                reply = replies.understand(self._screen.ask(">"))
                if more and reply.text == "m":
                    start, shown = shown, self._show(words, found, shown)
                elif reply.wish == "back":
                    return "", []
                elif reply.wish == "search" or (reply.wish == "answer" and not replies.is_marks(reply.text)):
                    try:
                        return reply.text, self._found(reply.text)
                    except AnswerError as error:
                        self._terminal.complain(error)
                        self._show(words, found, start)
                elif reply.wish == "explain":
                    self._terminal.tell([indicator.id for indicator in found[:shown]], int(reply.text))
                elif reply.wish == "answer" and reply.text:
                    self._take(words, found, replies.list_marks(reply.text, shown))
                    return "", []
                elif reply.wish == "answer":
                    self._show(words, found, start)
                else:
                    self._terminal.went(reply)
            except AnswerError as error:
                self._terminal.complain(error)

    def _show(self, words: str, found: Sequence[Indicator], start: int) -> int:
        """The next few; how many are shown by now."""
        said = self._terminal.session.answers().said
        rows: list[list[Line]] = []
        for number, indicator in enumerate(found[start : start + SHOWN_AT_ONCE], start + 1):
            before = said.get(indicator.id)
            told = f" (you said: {SAID[before]})" if before else ""
            row = self._screen.row(number, f"{indicator.text}{told}")
            if rows and not self._screen.fits(sum(map(len, rows)) + len(row) + AROUND):
                break
            rows.append(row)
        end = start + len(rows)
        self._screen.say()
        self._screen.say(f"Found for “{words[:60]}”: {start + 1} to {end} of {len(found)}", "bold")
        for row in rows:
            self._screen.show(row)
        return end

    def _take(self, words: str, found: Sequence[Indicator], marked: dict[int, Status]) -> None:
        if not marked:
            self._screen.say("Nothing of it was noted. It is asked about once more before the answer.", "dim")
            self._terminal.session.missed(words[:LONGEST])
        else:
            ticked = {found[number - 1].id: status for number, status in marked.items()}
            self._terminal.session.found(words, ticked)
            self._terminal.note(ticked)
