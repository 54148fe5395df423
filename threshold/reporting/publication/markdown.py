"""The publication as Markdown: the same parts, things said and links; each row of a table under its own heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from threshold.reporting.markdown import document, escaped, link, within
from threshold.reporting.publication.shape import Link, Note, Part, Publication, Row, Said, Table


def render(publication: Publication) -> str:
    """The whole document."""
    return document(_whole(publication))


def _whole(publication: Publication) -> Iterator[str]:
    yield f"**{within(publication.emergency)}**"
    yield escaped(publication.caveat)
    yield f"# {within(publication.title)}"
    yield "## Contents"
    yield "\n".join(_contents(publication.parts))
    for part in publication.parts:
        yield from _part(part, 2)


def _contents(parts: Iterable[Part], indent: str = "") -> Iterator[str]:
    for part in parts:
        yield f"{indent}- {link(part.title, part.anchor)}"
        yield from _contents(part.parts, indent + "  ")
        for row in part.table.rows if part.table else ():
            yield f"{indent}  - {link(row.title, row.anchor)}"


def _part(part: Part, depth: int) -> Iterator[str]:
    yield f"{'#' * depth} {_anchor(part.anchor)}{within(part.title)}"
    yield from _list(part.said)
    if part.table:
        for row in part.table.rows:
            yield from _row(row, part.table, depth + 1)
    for inner in part.parts:
        yield from _part(inner, depth + 1)


def _row(row: Row, table: Table, depth: int) -> Iterator[str]:
    yield f"{'#' * depth} {_anchor(row.anchor)}{within(row.title)}"
    yield from (_note(note) for note in row.notes)
    for column, cell in zip(table.columns, row.cells, strict=True):
        yield f"{'#' * (depth + 1)} {link(*column)}"
        yield from _list(cell)


def _list(said: Iterable[Said], indent: str = "") -> Iterator[str]:
    """Things said as a list; those of one line each stand without empty lines between them."""
    items = [list(_item(one, indent)) for one in said]
    if all(len(item) == 1 for item in items):
        items = [["\n".join(lines for item in items for lines in item)]] if items else []
    for item in items:
        yield from item


def _item(said: Said, indent: str) -> Iterator[str]:
    shown = _linked(Link(said.text, said.to))
    if said.label:
        shown = f"**{within(said.label)}:** {shown}"
    elif not (said.to or said.anchor):
        shown = escaped(said.text)
    name = f" ({link(said.anchor, said.anchor)})" if said.permanent else ""
    yield f"{indent}- {_anchor(said.anchor)}{shown}{name}"
    indent += "  "
    for printed in said.printed:
        place = f"({_linked(printed.place)})"
        yield f"{indent}“{within(printed.quote)}” {place}" if printed.quote else f"{indent}{place}"
    for note in said.notes:
        yield f"{indent}{_note(note)}"
    yield from _list(said.points, indent)


def _note(note: Note) -> str:
    return f"{note.label}: {', '.join(map(_linked, note.words))}"


def _linked(words: Link) -> str:
    return link(*words) if words.to else within(words.text)


def _anchor(name: str) -> str:
    return f'<a id="{name}"></a>' if name else ""
