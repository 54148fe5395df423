"""Where the terminal speaks and listens: talk on one stream, answers from another, wrapped to the width."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Container, Iterable
from typing import TextIO

from threshold.questionnaire.replies import NO, YES
from threshold.reporting.text import NARROWEST, WIDEST, Line, printable, show


class InputEndedError(Exception):
    """There will be no more answers."""


class Screen:
    """Line by line: a screen reader, a narrow window and a pipe all work."""

    def __init__(
        self,
        listen: TextIO,
        speak: TextIO,
        colour: bool,
        width: Callable[[], int],
        height: Callable[[], int] = lambda: 24,
    ) -> None:
        self.colour = colour
        self._height = height
        self._ahead: str | None = None
        self._listen = listen
        self._speak = speak
        self._width = width

    @property
    def interactive(self) -> bool:
        """Whether a person types the answers."""
        return self._listen.isatty()

    @property
    def width(self) -> int:
        """Columns, now."""
        return max(NARROWEST, min(self._width(), WIDEST))

    def say(self, text: str = "", style: str = "", indent: int = 0, hang: int = 0) -> None:
        """One paragraph, as it is: nothing in it is markup."""
        self.show(self.wrapped(text, style, indent, hang))

    def wrapped(self, text: str, style: str = "", indent: int = 0, hang: int = 0) -> list[Line]:
        """One paragraph as lines."""
        wrapped = textwrap.wrap(
            printable(text),
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_on_hyphens=False,
        )
        return [Line(line, style) for line in wrapped or [""]]

    def numbered(self, number: int, text: str) -> None:
        """A line that can be chosen by its number."""
        self.show(self.row(number, text))

    def row(self, number: int, text: str) -> list[Line]:
        """The same as lines, to be shown with others."""
        return self.wrapped(f"{number:2} {text}", hang=3)

    def show(self, lines: Iterable[Line]) -> None:
        """Lines that are wrapped already."""
        show(iter(lines), self._speak, self.colour)
        self._speak.flush()

    def fits(self, lines: int) -> bool:
        """Whether so many lines are seen at once; where nobody reads along, any number is."""
        return lines <= self._height() or not self.interactive

    def show_by_screens(self, lines: Iterable[Line], below: int = 0, whole: bool = False) -> None:
        """Lines that are wrapped already, a screen at a time where a person reads along; before *below* more lines
        that come at once, too, so that nothing is pushed out unread. What is typed in between, but for Enter and 0,
        answers the next question; with *whole* nothing does, until all was shown."""
        rest = list(lines)
        while rest:
            if self.fits(len(rest) + below):
                self.show(rest)
                return
            count = max(self._height() - 3, 5)
            self.show(rest[:count])
            rest = rest[count:]
            left = f"Enter for more ({len(rest)} lines)" if rest else "Enter to go on"
            self.say(left if whole or not rest else f"{left}, 0 to skip the rest")
            said = self.ask(">").strip()
            if said and not whole:
                self._ahead = said if said != "0" or not rest else None
                return

    def ask(self, prompt: str) -> str:
        """One line from the person. Raises InputEndedError when there is none to come."""
        if self._ahead is not None:
            said, self._ahead = self._ahead, None
            self.say(f"{prompt} {said}")
            return said
        self._speak.write(f"{prompt} ")
        self._speak.flush()
        try:
            line = self._listen.readline()
        except UnicodeDecodeError:
            return "\0"
        if not line:
            self._speak.write("\n")
            raise InputEndedError
        if not self.interactive:
            self._speak.write("\n")
        return line.rstrip("\r\n")

    def agreed(self, asked: str, no_answer: Container[str] = ()) -> bool:
        """Whether the person says yes. What is in *no_answer* is asked again; all but yes and no answers what is asked
        next."""
        self.say(asked)
        while (said := self.ask(">").strip().lower()) in no_answer:
            self.say("Type y or n.")
        if said not in YES | NO:
            self._ahead = said
        return said in YES

    def wipe(self) -> None:
        """Leave nothing to see: clear the screen, or push it out of sight where it cannot be cleared."""
        self._speak.write("\x1b[2J\x1b[3J\x1b[H" if self.colour else "\n" * 200)
        self._speak.flush()
