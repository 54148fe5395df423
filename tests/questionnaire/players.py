"""Someone who answers a questionnaire."""

from __future__ import annotations

import random
from typing import Any

from threshold.questionnaire.questions import ELSE, UNBORN, Question
from threshold.questionnaire.session import Session


def answer_to(question: Question, rng: random.Random, tick: float = 0.15, passing: float = 0) -> Any:
    """A random answer that fits; *tick* is how likely a statement is so, *passing* how likely a page is passed over."""
    if question.kind == "danger":
        return False
    if question.kind == "called":
        return True
    if question.kind == "something_else":
        return [option for option in (*question.options, ELSE) if rng.random() < 0.2]
    if question.kind == "disabled":
        return rng.choice([True, False, None])
    if question.kind == "age":
        return rng.choice([None, UNBORN, *range(18)])
    if question.kind == "judgement":
        return rng.choice([None, *(int(option) for option in question.options)])
    if question.kind == "areas":
        return rng.sample(question.options, rng.randint(0, min(3, len(question.options))))
    if question.kind == "review":
        return True
    if question.kind == "reason":
        return rng.choice([None, *question.options])
    if not question.asked_of_all and rng.random() < passing:
        return dict.fromkeys(question.statements)
    weights = (tick, 0.9 - tick, 0.1)
    return {id: rng.choices(("present", "absent", "not_known"), weights)[0] for id in question.statements}


def play(
    session: Session, rng: random.Random, tick: float = 0.15, steps: int | None = None, passing: float = 0
) -> list[str]:
    """Answer until the end, or for so many *steps*; the keys that were asked."""
    asked: list[str] = []
    while (question := session.question()) and (steps is None or len(asked) < steps):
        asked.append(question.key)
        session.answer(answer_to(question, rng, tick, passing))
        assert len(asked) < 500
    return asked
