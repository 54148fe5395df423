"""The report as Markdown, to paste into a record or a message; it reads as plain text too.

Words of a rulebook or a person come out as they are: whatever Markdown would take for its own is escaped, and brackets
such as "[...]" stay as they are where Markdown leaves them alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from threshold.assessment import Assessment
from threshold.reporting.outline import outline
from threshold.reporting.shape import Bar, Item, Outline, Section, printable

_ALWAYS = re.compile(
    r"""
    [\\*`~$|]                               # emphasis, code, strikethrough, mathematics, cells
    | (?<![^\W_])_ | _(?![^\W_])            # emphasis; inside a word an underscore is only itself
    | <(?=[A-Za-z/!?]) | &(?=[#\w]+;)       # HTML, addresses, entities
    | \[(?![^][\\<>!^`*_~|$]+\](?![\[(:]))  # what could become a link, a note or a box to tick
    | (?<=\S)\](?=[\[(:])
    | (?<!\S)\#(?=\#*\s*$)                  # what a heading would drop at its end
    """,
    re.VERBOSE,
)
_AT_START = re.compile(r"(\d+)(?=[.)](?:\s|$))|(?=[-+=#>:\[])")
_BRACKET = re.compile(r"\\.|[\[\]]")  # what is escaped already, or a bracket
_DOTS, _DOTS_WIDE = "." * 50, "." * 80
_LINE_ENDS = re.compile(r"\s*[\n\r]\s*")


def render(answer: Assessment) -> str:
    """The whole report as Markdown."""
    return report(outline(answer))


def report(made: Outline) -> str:
    """A whole report, or a sheet, as Markdown."""
    return document(_report(made))


def document(paragraphs: Iterable[str]) -> str:
    """Paragraphs with an empty line between them."""
    return "\n\n".join(paragraphs) + "\n"


def escaped(text: str) -> str:
    """*text* so that Markdown shows it as it is, also where it begins a paragraph or an item."""
    text = within(text)
    start = _AT_START.match(text)
    return f"{start[0]}\\{text[start.end() :]}" if start else text


def within(text: str) -> str:
    """*text* so that Markdown shows it as it is, behind something else on its line."""
    return _ALWAYS.sub(lambda match: f"\\{match[0]}", _LINE_ENDS.sub(" ", printable(text)).strip(" \t"))


def link(text: str, to: str) -> str:
    """*text* as a link to the anchor *to*; brackets in it never end it."""
    shown = _BRACKET.sub(lambda match: match[0] if len(match[0]) > 1 else f"\\{match[0]}", within(text))
    return f"[{shown}](#{to})"


def paragraphs(section: Section, depth: int = 2) -> Iterator[str]:
    """A section: its heading, its picture as a table, its items as a list."""
    yield f"{'#' * depth} {within(section.title)}"
    if section.bars:
        yield _table(section.bars)
    for item in section.items:
        yield from item_paragraphs(item)


def item_paragraphs(item: Item) -> Iterator[str]:
    """An item of a list, with everything that belongs to it set in below it."""
    text = "\n  ".join([_DOTS] + [_DOTS_WIDE] * (item.blank - 1)) if item.blank else within(item.text)
    yield f"- **{within(item.label)}:** {text}" if item.label else f"- {escaped(item.text)}"
    if item.quote:
        yield f"  “{within(item.quote)}” ({within(item.source)})"
    elif item.source:
        yield f"  ({within(item.source)})"
    for note in item.notes:
        yield f"  Note: {within(note)}"
    if item.points:
        yield "\n".join(f"  - {escaped(point)}" for point in item.points)


def _report(report: Outline) -> Iterator[str]:
    yield f"**{within(report.emergency)}**"
    yield escaped(report.caveat)
    yield f"# {within(report.headline)}"
    yield from (escaped(text) for text in report.opening)
    for section in report.sections:
        yield from paragraphs(section)


def _table(bars: Iterable[Bar]) -> str:
    """The picture: `#` for a level reached, `?` for one that is not settled."""
    rows = ["| Area | Level | Picture |", "| --- | --- | --- |"]
    for bar in bars:
        drawn = "#" * bar.least + "?" * (bar.most - bar.least) + "." * (bar.top - bar.most)
        rows.append(f"| {within(bar.title)} | {bar.said} | `{drawn}` |")
    return "\n".join(rows)
