"""The review: every answer so far, to be read once more, and changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from threshold.questionnaire import replies
from threshold.questionnaire.answers import Answers
from threshold.questionnaire.plan import plan
from threshold.questionnaire.questions import AnswerError, Status, passed_over
from threshold.questionnaire.screen import Screen
from threshold.questionnaire.session import Session
from threshold.questionnaire.wording import MOST_TOLD, Wording, says_nothing
from threshold.reporting.text import Line

# How pages were answered that are one line together: the key of that line, and what it says of them.
PASSED_OVER = "Passed over, and not looked at,"
NOT_KNOWN = "Not known, and nothing so,"  # of more than is named
NOTHING_TICKED = "Nothing ticked"
ALIKE = (PASSED_OVER, NOT_KNOWN, NOTHING_TICKED)


class Row(NamedTuple):
    """One line: the *key* of its question, or of its search with / before it, and what was answered."""

    key: str
    text: str


class Review:
    """The answers of one session on one screen. *whole*: all of them are shown next time, and not only what is new."""

    def __init__(self, session: Session, screen: Screen, words: Wording) -> None:
        self._session = session
        self._screen = screen
        self._words = words
        self._shown: dict[str, str] = {}  # what was shown last, in the order of its numbers
        self.whole = True

    def put(self) -> tuple[str, Callable[[str], str | bool]]:
        """Show the answers; what is expected, and how it is understood: a key to change, or True."""
        whole, self.whole = self.whole, False
        rows = {row.key: row.text for row in rows_of(self._session, self._words)}
        before = {} if whole else self._shown
        keys = [*(key for key in before if key in rows), *(key for key in rows if key not in before)]
        self._shown = {key: rows[key] for key in keys}
        new = [(n, key) for n, key in enumerate(keys, 1) if rows[key] != before.get(key)]
        new = [(n, key) for n, key in new if whole or key not in ALIKE]
        lines = [line for number, key in new for line in self._screen.row(number, rows[key])]
        if not whole:
            rest = "All else stands" if new else "Your answers stand"
            lines += self._screen.wrapped(f"{rest} as before; Enter shows it all again.", "dim")
        if left := self._session.pages_passed_over():
            lines += self._screen.wrapped(f"{self._words.not_asked(left)}, because you typed r.", "dim")
        rests_on = self._words.rests_on(self._session.result())
        below = [line for told in rests_on for line in (Line(""), *self._screen.wrapped(told, "bold"))]
        self._screen.show_by_screens(lines, below=len(below) + 4)
        self._screen.show(below)

        def understand(text: str) -> str | bool:
            if text in replies.YES:
                return True
            if text in replies.NO:
                raise AnswerError("type the number of the answer that is not right; Enter shows all of them")
            number = replies.one_of(text, len(rows), "get the answer")
            return keys[number - 1] if number else True

        return (
            "0 for the answer, if all of this is right; a number, to change that answer; or a word, to search for "
            "something more and add it",
            understand,
        )


def rows_of(session: Session, words: Wording) -> list[Row]:
    """Every answer so far, one line each. Pages that were answered alike, with nothing of them to be named, are one
    line together, where they are several, and stand last."""
    answers = session.answers()
    alike = {how: pages for how, pages in pages_alike(session, words).items() if len(pages) > 1}
    together = {page.key for pages in alike.values() for page in pages}
    rows = [Row(key, words.answered(key, now)) for key, now in _answered(session) if key not in together]
    searches = [(f"/{search.key}", _as_now(search.answer, answers)) for search in answers.searches]
    searches.sort(key=lambda one: says_nothing(one[1]))
    rows += [Row(key, words.answered(key, now)) for key, now in searches]
    return rows + [Row(how, words.together(how, [page.key for page in pages])) for how, pages in alike.items()]


def pages_alike(session: Session, words: Wording) -> dict[str, list[Row]]:
    """The pages of which nothing is named, by how they were answered (ALIKE); each with how it begins."""
    rows: dict[str, list[Row]] = {how: [] for how in ALIKE}
    for key, now in _answered(session):
        if isinstance(now, Mapping) and (how := _how(now)):
            more = f" And {len(now) - 1} more." if len(now) > 1 else ""
            rows[how].append(Row(key, f"{words.page_title(key, now)}: {words.text(next(iter(now)))}{more}"))
    return rows


def _how(page: Mapping[str, Status | None]) -> str | None:
    """How a page was answered, if nothing of it is named."""
    if passed_over(page):
        return PASSED_OVER
    said = list(page.values())
    if "present" not in said and said.count("not_known") > MOST_TOLD:
        return NOT_KNOWN
    return NOTHING_TICKED if says_nothing(page) else None


def _answered(session: Session) -> list[tuple[str, object]]:
    """The answers to questions, in the order of the questions."""
    answers = session.answers()
    order = [question.key for question in plan(session.rulebook, answers)]
    given = sorted(answers.given.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    return [(key, _as_now(answer, answers)) for key, answer in given if key not in ("review", "called")]


def _as_now(answer: object, answers: Answers) -> object:
    """An answer to a page, as it was changed by others since."""
    return {id: answers.said.get(id) for id in answer} if isinstance(answer, Mapping) else answer
