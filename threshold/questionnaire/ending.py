"""The end of a questionnaire: the result, and what can be done with it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from threshold.assessing.supposing import said_of, what_if
from threshold.assessment import Assessment
from threshold.questionnaire import replies
from threshold.questionnaire.lookup import refuse_none
from threshold.questionnaire.own_words import besides, once, told_apart
from threshold.questionnaire.screen import InputEndedError
from threshold.questionnaire.terminal import Terminal
from threshold.reporting import faces, text
from threshold.reporting.besides import Besides
from threshold.reporting.explanation import explain
from threshold.reporting.outline import Section, outline, outline_in_short
from threshold.reporting.phrases import SAID
from threshold.reporting.supposition import what_if_sections
from threshold.reporting.text import Line
from threshold.searching import search

OFFERS = (
    "1 read the whole report, a screen at a time",
    "2 explain: why a statement counts, or does not, and why not the next level",
    "3 what if: flip one answer and see",
    "4 save the report, or a referral sheet",
    "5 change an answer, or add something",
    "0 finish",
)
AROUND_THE_MENU = 4  # lines


class Ending:
    """Shows the result in short, and offers the rest. Where nobody looks at the screen alone, the whole result is
    printed once, at the end. Called by the terminal."""

    def __init__(self, face: str, looked_at: bool) -> None:
        self._face = face
        self._on_screen = looked_at and face == "text"

    def __call__(self, terminal: Terminal) -> None:
        answer = terminal.session.result()
        brief = outline_in_short(answer, _besides(terminal, own_words=True))
        terminal.screen.say()
        told = [line for note in _not_in_the_answer(terminal) for line in terminal.screen.wrapped(note, "yellow")]
        lines = [*text.lines(brief, terminal.screen.width), *([Line(""), *told] if told else [])]
        terminal.screen.show_by_screens(lines, _menu(terminal, answer))
        terminal.save = lambda: _report_or_answers(terminal, answer)
        try:
            self._offers(terminal, answer)
        except InputEndedError:
            if not self._on_screen:
                raise
        finally:
            terminal.save = None
        if terminal.session.question() is None and not self._on_screen:
            beside = _besides(terminal, own_words=False)
            sys.stdout.write(faces.render(self._face, answer, terminal.session.checklist(), beside))

    def _offers(self, terminal: Terminal, answer: Assessment) -> None:
        doings: dict[int, Callable[[Terminal, Assessment], None]] = {1: _read, 2: _explain, 3: _what_if, 4: _save}
        while True:
            terminal.screen.say()
            terminal.screen.say(answer.headline, "bold")
            for offer in OFFERS:
                terminal.screen.say(offer, hang=2)
            chosen = terminal.prompt("A number, or 0 to finish", lambda said: replies.one_of(said, 5, "finish"))
            if terminal.session.question() is not None or (chosen and chosen[0] is None and _may_finish(terminal)):
                return
            if chosen and chosen[0] == 5:
                terminal.change("review")
                return
            if chosen and chosen[0]:
                doings[chosen[0]](terminal, answer)


def _besides(terminal: Terminal, own_words: bool) -> Besides:
    return besides(terminal.session.rulebook, terminal.session.answers(), own_words)


def _not_in_the_answer(terminal: Terminal) -> Iterator[str]:
    named, own = told_apart(terminal.session.rulebook, terminal.session.answers())
    if named:
        yield f"Told too, and in no answer: {'; '.join(named)}. The whole report names it."
    if own:
        told = f"In your own words, and in no answer: {'; '.join(map(once, own))}."
        yield f"{told} You can have them written into the report when you save it."


def _menu(terminal: Terminal, answer: Assessment) -> int:
    """How many lines the offers take."""
    return sum(len(terminal.screen.wrapped(said, hang=2)) for said in (answer.headline, *OFFERS)) + AROUND_THE_MENU


def _may_finish(terminal: Terminal) -> bool:
    """Whether to finish: where a person would lose everything by it, they are asked."""
    if terminal.keeping.wrote or not terminal.screen.interactive:
        return True
    sure = terminal.prompt("Nothing was saved. Finish all the same? y or n", lambda said: replies.yes_no(said, False))
    return bool(sure and sure[0])


def _read(terminal: Terminal, answer: Assessment) -> None:
    terminal.screen.say()
    lines = text.lines(outline(answer, _besides(terminal, own_words=True)), terminal.screen.width)
    terminal.screen.show_by_screens(lines, _menu(terminal, answer))


def _pick(terminal: Terminal, rows: list[tuple[str, str]], asked: str) -> str | None:
    """Let the person choose one of *rows* (id, text), or one of those that a word finds."""
    book = terminal.session.rulebook

    def understand(said: str) -> int | list[tuple[str, str]] | None:
        if said.isdecimal():
            return replies.one_of(said, len(rows))
        return [(indicator.id, indicator.text) for indicator in refuse_none(search(book, said), book)]

    screen = terminal.screen
    while True:
        screen.show_by_screens(line for n, (_, said) in enumerate(rows, 1) for line in screen.row(n, said))
        chosen = terminal.prompt(asked, understand)
        if chosen is None or chosen[0] is None:
            return None
        if isinstance(chosen[0], int):
            return rows[chosen[0] - 1][0]
        rows = chosen[0]


def _show(terminal: Terminal, answer: Assessment, sections: list[Section]) -> None:
    terminal.screen.say()
    lines = text.section_lines(sections, terminal.screen.width)
    terminal.screen.show_by_screens(lines, _menu(terminal, answer))


_ASKED = "One number; or a word, for another statement; 0 for none"


def _explain(terminal: Terminal, answer: Assessment) -> None:
    id = _pick(terminal, [(finding.id, finding.text) for finding in answer.findings], _ASKED)
    if id:
        session = terminal.session
        _show(terminal, answer, explain(answer, session.checklist(), session.rulebook, id))


def _what_if(terminal: Terminal, answer: Assessment) -> None:
    session = terminal.session
    checklist = session.checklist()
    asked = [wording.id for question in answer.questions for wording in question.statements]
    rows = [
        (id, f"{terminal.words.text(id)} ({SAID[said_of(checklist, id)]})")
        for id in dict.fromkeys([*checklist.present, *checklist.not_known, *asked])
        if id in session.rulebook.indicators
    ]
    id = _pick(terminal, rows, _ASKED)
    if id:
        sign = "-" if id in checklist.present else "+"
        _show(
            terminal, answer, what_if_sections(what_if(checklist, [f"{sign}{id}"], session.rulebook), session.rulebook)
        )


def _face(terminal: Terminal) -> str | None:
    number = terminal.choose(list(faces.FACES.values()))
    return list(faces.FACES)[number - 1] if number else None


def _report_or_answers(terminal: Terminal, answer: Assessment) -> None:
    terminal.screen.say("1 save the report, or a referral sheet")
    terminal.screen.say("2 save your answers, to go on later")
    chosen = terminal.prompt("1 or 2; 0 for neither", lambda said: replies.one_of(said, 2, "save nothing"))
    if chosen and chosen[0]:
        _save(terminal, answer) if chosen[0] == 1 else terminal.keeping.ask_where()


def _save(terminal: Terminal, answer: Assessment) -> None:
    face = _face(terminal)
    if face is None:
        return
    beside, own = _besides(terminal, own_words=False), _besides(terminal, own_words=True)
    unsaid = [words for words in (*own.apart, *own.unknown) if words not in (*beside.apart, *beside.unknown)]
    ticked = [words for words, _ in own.ticked]
    if (unsaid or ticked) and face != "json":
        terminal.screen.say("Write your own words into it too? Only where they name nobody.")
        for told, words in (("What no statement says", unsaid), ("Beside what you ticked", ticked)):
            if words:
                terminal.screen.say(f"{told}: {'; '.join(words)}.", hang=2)
        sure = terminal.prompt("y or n", lambda said: replies.yes_no(said, False))
        beside = own if sure and sure[0] else beside
    default = f"threshold-{face}.{faces.ENDINGS[face]}"
    terminal.screen.say(f"To which file? An empty line means {default}.")
    file = terminal.keeping.write(
        Path(default), lambda: faces.render(face, answer, terminal.session.checklist(), beside)
    )
    if file:
        terminal.screen.say(f"Saved to {file.resolve()}.")
