"""Printing on the terminal, or wherever the output goes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator

from threshold.reporting import text
from threshold.reporting.shape import Section


def show(made: Callable[[int], Iterator[text.Line]], *, plain: bool) -> None:
    """Print the lines that are *made* for a width, that of the terminal; in colour, where it is wanted."""
    colour = text.wants_colour(sys.stdout, dict(os.environ), plain)
    text.show(made(shutil.get_terminal_size().columns), sys.stdout, colour)


def show_sections(sections: Iterable[Section], *, plain: bool) -> None:
    """Print sections, with an empty line between them."""
    show(lambda width: text.section_lines(sections, width), plain=plain)
