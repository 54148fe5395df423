"""The review: every answer so far, to be read once more, and changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from threshold.questionnaire import replies
from threshold.questionnaire.answers import Answers
from threshold.questionnaire.plan import plan
from threshold.questionnaire.questions import AnswerError
from threshold.questionnaire.screen import Screen
from threshold.questionnaire.session import Session
from threshold.questionnaire.wording import Wording, names_nothing, says_nothing
from threshold.reporting.text import Line

NOTHING_TICKED = "nothing ticked"  # the key of all pages on which nothing was
NOT_KNOWN = "not known"  # of all on which nothing is so, and more is not known than is named


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
        new = [(n, key) for n, key in new if whole or key not in (NOTHING_TICKED, NOT_KNOWN)]
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
    """Every answer so far, one line each. Pages on which nothing was ticked are one line together, where they are
    several, and stand last; so are, before them, those of which too much is not known to be named."""
    answers = session.answers()
    alike = {key: pages for key, pages in pages_alike(session, words).items() if len(pages) > 1}
    together = {page.key for pages in alike.values() for page in pages}
    rows = [Row(key, words.answered(key, now)) for key, now in _answered(session) if key not in together]
    searches = [(f"/{search.key}", _as_now(search.answer, answers)) for search in answers.searches]
    searches.sort(key=lambda one: says_nothing(one[1]))
    rows += [Row(key, words.answered(key, now)) for key, now in searches]
    return rows + [Row(key, words.together(key == NOT_KNOWN, [page.key for page in alike[key]])) for key in alike]


def pages_alike(session: Session, words: Wording) -> dict[str, list[Row]]:
    """The pages that are one line, by the key of that line: NOT_KNOWN, NOTHING_TICKED; each with how it begins."""
    rows: dict[str, list[Row]] = {NOT_KNOWN: [], NOTHING_TICKED: []}
    for key, now in _answered(session):
        if isinstance(now, Mapping) and (says_nothing(now) or names_nothing(now)):
            more = f" And {len(now) - 1} more." if len(now) > 1 else ""
            begins = f"{words.page_title(key, now)}: {words.text(next(iter(now)))}{more}"
            rows[NOTHING_TICKED if says_nothing(now) else NOT_KNOWN].append(Row(key, begins))
    return rows


def _answered(session: Session) -> list[tuple[str, object]]:
    """The answers to questions, in the order of the questions."""
    answers = session.answers()
    order = [question.key for question in plan(session.rulebook, answers)]
    given = sorted(answers.given.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    return [(key, _as_now(answer, answers)) for key, answer in given if key not in ("review", "called")]


def _as_now(answer: object, answers: Answers) -> object:
    """An answer to a page, as it was changed by others since."""
    return {id: answers.said[id] for id in answer} if isinstance(answer, Mapping) else answer
