"""The kinds of question a session asks, and how an answer is understood. No input and no printing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from threshold.errors import ThresholdError
from threshold.reporting.besides import GOOD, NOT_KNOWN

Status = Literal["present", "absent", "not_known"]
STATUSES: tuple[Status, ...] = ("present", "absent", "not_known")
Kind = Literal[
    "danger", "called", "age", "disabled", "judgement", "page", "areas", "something_else", "review", "reason"
]
UNBORN = "unborn"
URGENT = "urgent"  # before the number of a page that is asked of every child
ELSE = "something else"


class AnswerError(ThresholdError):
    """An answer does not fit its question; the message says what is expected."""


@dataclass(frozen=True)
class Question:
    """What is asked next. *key* names it for good: the same state asks the same key.

    *kind* says what fits: `danger`, `disabled`: True, False or None (not known; not for danger); `called` (after
    danger), `review`: True; `age`: 0 to 17, "unborn" or None; `judgement`: a level or None; `page`: a status for each
    of *statements*, or None for each, if the page is passed over; `areas`: some of *options*, what matters most first;
    `something_else`: some of *options*, and ELSE, each as it is, or with GOOD or NOT_KNOWN behind it; `reason`: one of
    *options*, or None. *because*: the statements that led to it.
    """

    key: str
    kind: Kind
    title: str
    statements: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    because: tuple[str, ...] = ()

    @property
    def asked_of_all(self) -> bool:
        """Whether it is a page that is asked of every child."""
        return self.key.startswith(f"{URGENT}:")

    def understand(self, answer: Any) -> Any:
        """The answer in its plainest form. Raises AnswerError."""
        return _CHECKS[self.kind](self, answer)


def passed_over(answer: Mapping[str, str | None]) -> bool:
    """Whether it passes over its page: nothing of that is so, not so or not known."""
    return set(answer.values()) == {None}


def _danger(_: Question, answer: Any) -> bool:
    if not isinstance(answer, bool):
        raise AnswerError("yes or no is expected")
    return answer


def _disabled(_: Question, answer: Any) -> bool | None:
    if answer is not None and not isinstance(answer, bool):
        raise AnswerError("yes, no or not known is expected")
    return answer


def _age(_: Question, answer: Any) -> int | str | None:
    if answer is None or answer == UNBORN:
        return None if answer is None else UNBORN
    if not isinstance(answer, int) or isinstance(answer, bool) or not 0 <= answer <= 17:
        raise AnswerError("completed years from 0 to 17, unborn, or not known, is expected")
    return answer


def _judgement(question: Question, answer: Any) -> int | None:
    levels = [int(option) for option in question.options]
    if answer is not None and (isinstance(answer, bool) or answer not in levels):
        raise AnswerError(f"a level from {levels[0]} to {levels[-1]}, or nothing, is expected")
    return int(answer) if answer is not None else None


def _page(question: Question, answer: Any) -> dict[str, Status | None]:
    if not isinstance(answer, Mapping) or set(answer) != set(question.statements):
        raise AnswerError("an answer for each statement of the page is expected")
    if passed_over(answer):
        if question.asked_of_all:
            raise AnswerError("this is asked of every child, and is not passed over: nk if you do not know it")
    elif not set(answer.values()) <= set(STATUSES):
        raise AnswerError("so, not so or not known is expected of each statement")
    return {id: answer[id] for id in question.statements}


def _areas(question: Question, answer: Any) -> tuple[str, ...]:
    if isinstance(answer, str) or not set(answer) <= set(question.options):
        raise AnswerError("some of the areas are expected")
    return tuple(dict.fromkeys(answer))


def _something_else(question: Question, answer: Any) -> tuple[str, ...]:
    known = [f"{option}{how}" for option in (*question.options, ELSE) for how in ("", GOOD, NOT_KNOWN)]
    if isinstance(answer, str | bool) or not set(answer) <= set(known):
        raise AnswerError("some of what was looked for in vain is expected, or something else")
    return tuple(option for option in known if option in set(answer))


def _review(_: Question, answer: Any) -> bool:
    if answer is not True:
        raise AnswerError("true is expected: this is done, or accepted")
    return True


def _reason(question: Question, answer: Any) -> str | None:
    if answer is not None and answer not in question.options:
        raise AnswerError("one of the reasons, or nothing, is expected")
    return str(answer) if answer is not None else None


_CHECKS = {
    "danger": _danger,
    "called": _review,
    "disabled": _disabled,
    "age": _age,
    "judgement": _judgement,
    "page": _page,
    "areas": _areas,
    "something_else": _something_else,
    "review": _review,
    "reason": _reason,
}
