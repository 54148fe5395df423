"""The report for a terminal. The only module, with the questionnaire's terminal, that knows rich; it is loaded for
colour alone.

Words of a rulebook or a person are printed as they are: nothing here reads markup.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from threshold.assessment import Assessment
from threshold.reporting.outline import outline
from threshold.reporting.shape import Bar, Item, Outline, Section, printable

__all__ = [
    "NARROWEST",
    "WIDEST",
    "Line",
    "lines",
    "printable",
    "render",
    "section_lines",
    "show",
    "wants_colour",
    "write",
]

NARROWEST, USUAL, WIDEST = 20, 80, 100


class Line(NamedTuple):
    """A line of the terminal, wrapped already. *style* is a rich style, for weight and colour only."""

    text: str
    style: str = ""


def render(answer: Assessment, width: int = USUAL) -> str:
    """The whole report as plain text: no colour, no drawing, lines no wider than *width*."""
    return report(outline(answer), width)


def report(made: Outline, width: int = USUAL) -> str:
    """A whole report as plain text."""
    return "".join(f"{line.text}\n" for line in lines(made, width))


def lines(made: Outline, width: int) -> Iterator[Line]:
    """The whole report as lines no wider than *width*."""
    width = max(NARROWEST, min(width, WIDEST))
    yield from _wrapped(made.emergency, width, style="bold red")
    yield from _wrapped(made.caveat, width)
    yield Line("")
    yield from _wrapped(made.headline, width, style="bold")
    for section in made.sections:
        yield Line("")
        yield from _section(section, width)


def section_lines(sections: Iterable[Section], width: int) -> Iterator[Line]:
    """Sections alone, with an empty line between them."""
    width = max(NARROWEST, min(width, WIDEST))
    for index, section in enumerate(sections):
        if index:
            yield Line("")
        yield from _section(section, width)


def show(all_lines: Iterator[Line], stream: TextIO, colour: bool) -> None:
    """Print lines; with *colour*, by rich."""
    if not colour:
        for line in all_lines:
            stream.write(f"{line.text}\n")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in all_lines:
        console.print(Text(line.text, style=line.style))


def wants_colour(stream: TextIO, environ: dict[str, str], plain: bool) -> bool:
    """Whether to use colour: a terminal that can, and nobody said otherwise."""
    refused = plain or environ.get("NO_COLOR") or environ.get("THRESHOLD_PLAIN") or environ.get("TERM") == "dumb"
    return not refused and stream.isatty()


def _section(section: Section, width: int) -> Iterator[Line]:
    yield from _wrapped(section.title, width, style="bold cyan")
    longest = max((len(bar.title) for bar in section.bars), default=0)
    for bar in section.bars:
        yield from _bar(bar, longest, width)
    for item in section.items:
        yield from _item(item, width)


def _bar(bar: Bar, longest: int, width: int) -> Iterator[Line]:
    """`Health        ###.  Level 3` ; a `?` stands for a level that is not settled."""
    drawn = "#" * bar.least + "?" * (bar.most - bar.least) + "." * (bar.top - bar.most)
    line = f"  {printable(bar.title).ljust(longest)}  {drawn}  {bar.said}"
    if len(line) <= width:
        yield Line(line)
        return
    yield from _wrapped(bar.title, width, 2)
    yield from _wrapped(f"{drawn}  {bar.said}", width, 4)


def _item(item: Item, width: int) -> Iterator[Line]:
    lead = f"{item.label}: " if item.label else ""
    yield from _wrapped(f"- {lead}{item.text}".rstrip(), width, hang=2)
    yield from (Line(f"  {'.' * (width - 2)}") for _ in range(item.blank))
    if item.quote:
        yield from _wrapped(f"“{item.quote}” ({item.source})", width, 2, style="dim")
    elif item.source:
        yield from _wrapped(f"({item.source})", width, 2, style="dim")
    for note in item.notes:
        yield from _wrapped(f"! {note}", width, 2, hang=2)
    for point in item.points:
        yield from _wrapped(f"* {point}", width, 4, hang=2)


def _wrapped(text: str, width: int, indent: int = 0, hang: int = 0, style: str = "") -> Iterator[Line]:
    """No line is wider than *width*, but for a word that is wider alone: an address is not cut in two."""
    wrapped = textwrap.wrap(
        printable(text),
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
        break_long_words=False,
    )
    for line in wrapped or [""]:
        yield Line(line, style)


def write(text: str, stream: TextIO | None = None) -> None:
    """Print one result as it is."""
    (stream or sys.stdout).write(text if text.endswith("\n") else f"{text}\n")
