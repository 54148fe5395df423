"""Where the terminal speaks and listens: talk on one stream, answers from another, wrapped to the width."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from typing import TextIO

from threshold.reporting.text import NARROWEST, WIDEST, Line, printable, show


class InputEndedError(Exception):
    """There will be no more answers."""


class Screen:
    """Line by line: a screen reader, a narrow window and a pipe all work."""

    def __init__(self, listen: TextIO, speak: TextIO, colour: bool, width: Callable[[], int]) -> None:
        self.colour = colour
        self._listen = listen
        self._speak = speak
        self._width = width

    @property
    def width(self) -> int:
        """Columns, now."""
        return max(NARROWEST, min(self._width(), WIDEST))

    def say(self, text: str = "", style: str = "", indent: int = 0, hang: int = 0) -> None:
        """One paragraph, as it is: nothing in it is markup."""
        wrapped = textwrap.wrap(
            printable(text),
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_on_hyphens=False,
        )
        self.show(Line(line, style) for line in wrapped or [""])

    def show(self, lines: Iterable[Line]) -> None:
        """Lines that are wrapped already."""
        show(iter(lines), self._speak, self.colour)
        self._speak.flush()

    def ask(self, prompt: str) -> str:
        """One line from the person. Raises InputEndedError when there is none to come."""
        self._speak.write(f"{prompt} ")
        self._speak.flush()
        try:
            line = self._listen.readline()
        except UnicodeDecodeError:
            return "\0"
        if not line:
            self._speak.write("\n")
            raise InputEndedError
        if not self._listen.isatty():
            self._speak.write("\n")
        return line.rstrip("\r\n")

    def wipe(self) -> None:
        """Leave nothing to see: clear the screen, or push it out of sight where it cannot be cleared."""
        self._speak.write("\x1b[2J\x1b[3J\x1b[H" if self.colour else "\n" * 200)
        self._speak.flush()
