"""How a person leaves before the end: asked for, at once, interrupted, or because there is no more input."""

from __future__ import annotations

import contextlib

from threshold.questionnaire.keeping import Keeping
from threshold.questionnaire.screen import InputEndedError, Screen
from threshold.questionnaire.session import Session

DONE, SAVED, ENDED, INTERRUPTED = 0, 3, 4, 130


class Leave(Exception):  # noqa: N818 - not an error: the person goes
    """The person leaves; *code* is the exit code."""

    def __init__(self, code: int) -> None:
        self.code = code


def asked_for(screen: Screen, keeping: Keeping) -> None:
    """Leave; where that loses the answers, the person is asked, and may stay."""
    if keeping.file:
        keeping.how_to_go_on()
        raise Leave(SAVED)
    lose = "Your answers themselves are not saved. Leave" if keeping.wrote else "Leave, and lose your answers"
    screen.say(f"{lose}? y or n; s saves them first")
    line = screen.ask(">").strip().lower()
    if line in ("y", "yes"):
        raise Leave(ENDED)
    if line in ("s", "save"):
        keeping.ask_where(leaving=True)
        if keeping.file:
            raise Leave(SAVED)


def at_once(screen: Screen, keeping: Keeping) -> None:
    """Leave without a word, and nothing to see."""
    screen.wipe()
    raise Leave(SAVED if keeping.file else ENDED)


def interrupted(session: Session, screen: Screen, keeping: Keeping) -> None:
    """Ctrl-C: where a person can still answer and has something to lose, they may save it, or go on."""
    screen.say()
    with contextlib.suppress(InputEndedError, KeyboardInterrupt):
        while screen.interactive and not keeping.file and session.events:
            screen.say("Interrupted. s saves your answers and leaves; g goes on; x leaves without them.")
            said = screen.ask(">").strip().lower()
            if said in ("s", "save"):
                keeping.ask_where(leaving=True)
            elif said in ("g", "go on", "go"):
                return
            elif said in ("x", "exit", "leave", "q"):
                break
    screen.say("Interrupted.")
    keeping.how_to_go_on()
    raise Leave(INTERRUPTED)


def ended(screen: Screen, keeping: Keeping) -> int:
    """There is no more input, and so no result; the exit code."""
    screen.say("The input ended before the last question, so there is no result.")
    keeping.how_to_go_on()
    return ENDED
