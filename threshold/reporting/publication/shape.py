"""What a publication is made of before it has a face: parts, tables and things said, with anchors that links lead to.

An anchor is a name that stands once: the full id of a statement, or a name of ours, which always has a hyphen.
"""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """Words that lead to the anchor *to*, or plain words without one."""

    text: str
    to: str = ""


class Printed(NamedTuple):
    """A source's own words (*quote*, empty where it is reported and not quoted) and where they stand."""

    quote: str
    place: Link


class Note(NamedTuple):
    """What the reader must know with something: our *label* in front, then words."""

    label: str
    words: tuple[Link, ...]


class Said(NamedTuple):
    """One thing said. *label* stands before the text; the text leads *to* an anchor. *permanent*: its own anchor is
    an id, shown as a link to itself. *points* are shorter things below it."""

    text: str
    label: str = ""
    to: str = ""
    anchor: str = ""
    permanent: bool = False
    printed: tuple[Printed, ...] = ()
    notes: tuple[Note, ...] = ()
    points: tuple[Said, ...] = ()


class Row(NamedTuple):
    """A strand: what is known of it, and what is said at each level."""

    anchor: str
    title: str
    notes: tuple[Note, ...]
    cells: tuple[tuple[Said, ...], ...]


class Table(NamedTuple):
    """A table of the document: *columns* are the levels, each leading to what it means."""

    caption: str
    columns: tuple[Link, ...]
    rows: tuple[Row, ...]


class Part(NamedTuple):
    """What stands under a heading: things said, then a table, then parts of its own."""

    anchor: str
    title: str
    said: tuple[Said, ...] = ()
    table: Table | None = None
    parts: tuple[Part, ...] = ()


class Publication(NamedTuple):
    """A whole document. *running* stands at the foot of every printed page."""

    title: str
    emergency: str
    caveat: str
    running: str
    parts: tuple[Part, ...]


def note(label: str, text: str, to: str = "") -> Note:
    """A note of one piece."""
    return Note(label, (Link(text, to),))
