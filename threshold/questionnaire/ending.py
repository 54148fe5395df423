"""The end of a questionnaire: the result, and what can be done with it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from threshold.assessing.supposing import said_of, what_if
from threshold.assessment import Assessment
from threshold.questionnaire import replies
from threshold.questionnaire.terminal import Terminal
from threshold.reporting import faces, text
from threshold.reporting.explanation import explain
from threshold.reporting.outline import Section, outline
from threshold.reporting.supposition import what_if_sections

_SAID = {"present": "so", "absent": "not so", "not_known": "not known", "not_asked": "not asked"}
OFFERS = (
    "1 explain a finding: why it counts, and why not the next level",
    "2 what if: flip one answer and see",
    "3 save the report, or a referral sheet",
    "4 change an answer",
    "0 finish",
)


class Ending:
    """Shows the result on the screen if a person looks at it, else prints it once, at the end. Called by the
    terminal."""

    def __init__(self, face: str, looked_at: bool) -> None:
        self._face = face
        self._looked_at = looked_at

    def __call__(self, terminal: Terminal) -> None:
        answer = terminal.session.result()
        if self._looked_at and self._face == "text":
            terminal.screen.say()
            text.show(text.lines(outline(answer), terminal.screen.width), sys.stdout, terminal.screen.colour)
        else:
            terminal.screen.say(answer.headline, "bold")
        self._offers(terminal, answer)
        if terminal.session.question() is None and not (self._looked_at and self._face == "text"):
            checklist = terminal.session.checklist()
            sys.stdout.write(faces.render(self._face, answer, checklist))

    def _offers(self, terminal: Terminal, answer: Assessment) -> None:
        doings: dict[int, Callable[[Terminal, Assessment], None]] = {1: _explain, 2: _what_if, 3: _save}
        while True:
            terminal.screen.say()
            for offer in OFFERS:
                terminal.screen.say(offer, hang=2)
            chosen = terminal.prompt("A number, or 0 to finish", lambda said: replies.one_of(said, 4))
            if terminal.session.question() is not None or (chosen and chosen[0] is None):
                return
            if chosen and chosen[0] == 4:
                terminal.change("review")
                return
            if chosen:
                doings[chosen[0]](terminal, answer)


def _pick(terminal: Terminal, rows: list[tuple[str, str]], nothing: str) -> str | None:
    """Let the person choose one of *rows* (id, text)."""
    if not rows:
        terminal.screen.say(nothing)
        return None
    for number, (_, said) in enumerate(rows, 1):
        terminal.screen.say(f"{number:2} {said}", hang=3)
    chosen = terminal.prompt("One number; 0 for none of them", lambda said: replies.one_of(said, len(rows)))
    return rows[chosen[0] - 1][0] if chosen and chosen[0] else None


def _show(terminal: Terminal, sections: list[Section]) -> None:
    terminal.screen.say()
    terminal.screen.show(text.section_lines(sections, terminal.screen.width))


def _explain(terminal: Terminal, answer: Assessment) -> None:
    rows = [(finding.id, finding.text) for finding in answer.findings]
    id = _pick(terminal, rows, "Nothing was found, so there is nothing to explain.")
    if id:
        session = terminal.session
        _show(terminal, explain(answer, session.checklist(), session.rulebook, id))


def _what_if(terminal: Terminal, answer: Assessment) -> None:
    session = terminal.session
    checklist = session.checklist()
    asked = [wording.id for question in answer.questions for wording in question.statements]
    rows = [
        (id, f"{terminal.words.text(id)} ({_SAID[said_of(checklist, id)]})")
        for id in dict.fromkeys([*checklist.present, *checklist.not_known, *asked])
        if id in session.rulebook.indicators
    ]
    id = _pick(terminal, rows, "Nothing was ticked, and nothing is open.")
    if id:
        sign = "-" if id in checklist.present else "+"
        _show(terminal, what_if_sections(what_if(checklist, [f"{sign}{id}"], session.rulebook), session.rulebook))


def _save(terminal: Terminal, answer: Assessment) -> None:
    face = _pick(terminal, list(faces.FACES.items()), "")
    if face is None:
        return
    default = f"threshold-{face}.{faces.ENDINGS[face]}"
    terminal.screen.say(f"To which file? An empty line means {default}.")
    file = terminal.write(Path(default), lambda: faces.render(face, answer, terminal.session.checklist()))
    if file:
        terminal.screen.say(f"Saved to {file.resolve()}.")
