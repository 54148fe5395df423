"""A search in the questionnaire: what was found, a few at a time, to be ticked. Another word searches again."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from threshold.assessing.of_whom import can_be_so, worth_asking
from threshold.questionnaire import replies
from threshold.questionnaire.answers import Answers, child_of, in_vain, worth_asking_of
from threshold.questionnaire.questions import AnswerError, Status
from threshold.questionnaire.session import LONGEST
from threshold.questionnaire.wording import MOST_TOLD
from threshold.reporting.phrases import SAID
from threshold.reporting.text import Line
from threshold.rulebook.models import Indicator, Rulebook
from threshold.searching import Found, nothing_found, perhaps, said_alike, search

if TYPE_CHECKING:
    from threshold.questionnaire.terminal import Terminal

SHOWN_AT_ONCE = 7
AROUND = 8  # lines that stand around a list
HERE = "It is kept, in the list of what you could not say."
A_PART = "a part of "  # before words of which a tick says no more
ELSEWHERE = "You can go on: it is kept, and asked about before the answer."


def refuse_none(found: Found, rulebook: Rulebook, otherwise: str = "") -> Sequence[Indicator]:
    """What a search found. Raises AnswerError if that is nothing: try another word, or do *otherwise*."""
    if not found.indicators:
        raise AnswerError(f"{nothing_found(rulebook, found)} {otherwise}".strip())
    return found.indicators


def _first_of_each_row(indicators: Iterable[Indicator]) -> list[Indicator]:
    """The first of each row, then the second of each, and so on, so that a list begins with a little of everything."""
    rows: dict[tuple[str, str], list[Indicator]] = {}
    for indicator in indicators:
        rows.setdefault((indicator.domain, indicator.strand), []).append(indicator)
    return [one for some in itertools.zip_longest(*rows.values()) for one in some if one]


class Lookup:
    """Searches and ticks for one terminal. What is left out of a list stays open: nobody said that it is not so. Words
    that found nothing, and those of a list that was left without a tick, are kept, to be asked about."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._screen = terminal.screen
        self._book = terminal.session.rulebook

    def search(self, words: str) -> None:
        """Search, and take the ticks. Raises AnswerError if nothing is found."""
        try:
            found: Found | None = self._found(words)
            while found:
                found = self._list(found)
        finally:
            self._terminal.keeping.keep()

    def _found(self, words: str) -> Found:
        """What is found that can be so of this child: first what is worth asking, and good things of the areas chosen.
        Raises AnswerError if there is none."""
        answers = self._terminal.session.answers()
        child, found = child_of(answers), search(self._book, words)
        fitting = [indicator for indicator in found.indicators if can_be_so(indicator.when, child)]
        if found.good_things:
            open_ids = worth_asking_of(self._book, answers) - set(answers.said) - self._help_with_nothing(answers)
            fitting = _first_of_each_row(indicator for indicator in fitting if indicator.id in open_ids)
            fitting.sort(key=lambda indicator: indicator.domain not in answers.given.get("areas", ()))
        fitting.sort(key=lambda indicator: not worth_asking(indicator, child))
        fits = found._replace(indicators=fitting)
        self._keep(fits)
        question = self._terminal.session.question()
        here = question is not None and question.kind == "something_else"
        otherwise = HERE if here else ELSEWHERE
        refuse_none(found, self._book, otherwise)
        if not fitting and found.good_things:
            raise AnswerError("there is no further good thing in the list")
        if not fitting:
            raise AnswerError(
                f"what is found for “{words[:60]}” is of another child: of another age, perhaps. {otherwise}"
            )
        return fits

    def _help_with_nothing(self, answers: Answers) -> set[str]:
        """The statements on what came of help in rows where nothing is so that it could have helped with."""
        so = [self._book.indicators[id] for id, status in answers.said.items() if status == "present"]
        rows = {(indicator.domain, indicator.strand) for indicator in so}
        return {id for id, i in self._book.indicators.items() if i.of_help and (i.domain, i.strand) not in rows}

    def _keep(self, found: Found, left: bool = False) -> None:
        """Keep what was typed, whole, where no statement says all of it, or where its list was *left* without a tick.
        What is nothing but what the rulebook has one name for is kept by that name."""
        if found.good_things or not (found.unsaid or left or not found.indicators):
            return
        by_name = len(found.unsaid) == 1 and said_alike(found.words, found.unsaid)
        self._terminal.session.missed((found.unsaid[0] if by_name else found.words)[:LONGEST])

    def _list(self, found: Found) -> Found | None:
        """One list, until it is answered or left; the next search, if there is one."""
        start, shown = 0, self._show(found, 0)
        if found.perhaps:
            self._screen.say(perhaps(self._book, found), "yellow")
        elif found.passed_over:
            self._screen.say(
                f"No statement has: {', '.join(found.passed_over)}. These are for the other words.", "yellow"
            )
        elif found.in_part:
            self._screen.say("No statement says all of this. These say a part of it.", "yellow")
        while True:
            more = "; m for more" if shown < len(found.indicators) else ""
            none = "0 to go back" if found.good_things else "0 if none is: your words are kept"
            self._screen.say(
                f"Which are so? Numbers; 3? if 3 is not known, -3 if 3 is not so{more}; another word to search for; "
                f"{none}. What you leave out here stays open."
            )
            try:
                reply = replies.understand(self._screen.ask(">"))
                if more and reply.text == "m":
                    start, shown = shown, self._show(found, shown)
                elif reply.wish == "answer" and not reply.text:
                    self._show(found, start)
                elif reply.wish == "search" or (reply.wish == "answer" and not replies.is_marks(reply.text)):
                    if again := self._again(reply.text):
                        self._leave(found, asking=False)  # another matter is on the person's mind
                        return again
                elif reply.wish == "explain":
                    self._terminal.tell([indicator.id for indicator in found.indicators[:shown]], int(reply.text))
                elif reply.wish == "enough":
                    self._terminal.went(reply)  # or it is refused, and the list stays
                    self._leave(found)
                    return None
                elif reply.wish in ("answer", "back"):
                    marked = {} if reply.wish == "back" else replies.list_marks(reply.text, shown)
                    self._take(found, marked)
                    rest = self._again(found.words) if found.good_things and marked else None
                    if rest is None:
                        return None
                    found, start = rest, min(start, len(rest.indicators) - 1)
                    shown = self._show(found, start)
                else:
                    self._terminal.went(reply)
            except AnswerError as error:
                self._terminal.complain(error)

    def _again(self, words: str) -> Found | None:
        """Another search; None, and said so, if it finds nothing."""
        try:
            return self._found(words)
        except AnswerError as error:
            self._terminal.complain(error)
            return None

    def _show(self, found: Found, start: int) -> int:
        """The next few; how many are shown by now."""
        said = self._terminal.session.answers().said
        rows: list[list[Line]] = []
        for number, indicator in enumerate(found.indicators[start : start + SHOWN_AT_ONCE], start + 1):
            before = said.get(indicator.id)
            told = f" (you said: {SAID[before]})" if before else ""
            row = self._screen.row(number, f"{indicator.text}{told}")
            if rows and not self._screen.fits(sum(map(len, rows)) + len(row) + AROUND):
                break
            rows.append(row)
        end = start + len(rows)
        self._screen.say()
        self._screen.say(f"Found for “{found.words[:60]}”: {start + 1} to {end} of {len(found.indicators)}", "bold")
        for row in rows:
            self._screen.show(row)
        return end

    def _take(self, found: Found, marked: dict[int, Status]) -> None:
        if not marked:
            self._leave(found)
            return
        ticked = {found.indicators[number - 1].id: status for number, status in marked.items()}
        self._terminal.session.found(found.words, ticked)
        self._terminal.note(ticked)
        if found.good_things:
            return
        if "present" in marked.values():
            if self._all_said(found):
                self._kept_with_it(found)
                return
            self._terminal.session.back()
            self._terminal.session.found(f"{A_PART}{found.words}", ticked)
        self._keep(found, left=True)
        if kept := self._kept(found):
            self._screen.say(kept, "dim")

    def _all_said(self, found: Found) -> bool:
        """Whether what was ticked in a list says all of its words: asked, where it can only say a part of them."""
        if not (found.in_part or found.passed_over) or found.unsaid:
            return True
        return self._screen.agreed(
            f"Does that say all that you mean by “{found.words[:LONGEST]}”? y; or n, and your words are kept"
        )

    def _kept_with_it(self, found: Found) -> None:
        told = f"“{found.words[:LONGEST]}” is kept with it: you can have it written into the report when you save it."
        self._screen.say(told, "dim")

    def _leave(self, found: Found, asking: bool = True) -> None:
        """Leave a list without a tick; *asking*, where something of it was said before, whether that is what was
        meant."""
        if not (asking and self._meant_what_was_said(found)):
            self._keep(found, left=True)
            self._screen.say(self._left(found), "dim")

    def _meant_what_was_said(self, found: Found) -> bool:
        """Whether the words of a list mean a statement of it that was said before to be so: asked, where they would be
        kept. What is not known, or not so, says nothing of them."""
        answers = self._terminal.session.answers()
        looked_for = answers._replace(missed={found.words[:LONGEST]: answers.said})
        partly = found.in_part or found.passed_over  # whatever was said before, it does not say all of this
        if found.good_things or partly or not list(in_vain(self._book, looked_for)):
            return False
        so = [one for one in found.indicators[:SHOWN_AT_ONCE] if answers.said.get(one.id) == "present"]
        if not so:
            return False
        said = " ".join(one.text for one in so[:MOST_TOLD])
        agreed = self._screen.agreed(
            f"You said before: {said} Does that say all that you mean by “{found.words[:LONGEST]}”? y; or n, and your "
            "words are kept"
        )
        if agreed:
            self._terminal.session.found(found.words, {one.id: "present" for one in so[:MOST_TOLD]})
            self._kept_with_it(found)
        return agreed

    def _kept(self, found: Found) -> str:
        """That the words of a list are kept, if they are."""
        words = (found.words[:LONGEST], *found.unsaid)
        kept = [said for said in in_vain(self._book, self._terminal.session.answers()) if said in words]
        return f"Kept, to be asked about unless you tick what says it: {', '.join(kept)}." if kept else ""

    def _left(self, found: Found) -> str:
        """What becomes of the words of a list that was left without a tick."""
        if kept := self._kept(found):
            return kept
        first, answers = found.indicators[0], self._terminal.session.answers()
        if found.good_things or answers.said.get(first.id) != "present":
            return "Nothing more was ticked."
        return f"“{found.words[:LONGEST]}” counts as said by: {first.text}"
