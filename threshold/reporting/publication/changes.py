"""The list of changes, from the Markdown that an officer writes: its headings, paragraphs and lists, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from threshold.reporting.publication.shape import Part, Said

_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?\s*")
_BULLET = re.compile(r"(\s*)(?:[-*+]|\d{1,9}[.)])\s+(.*)")
TITLE = "What changed"


class _Block(NamedTuple):
    """A heading (*depth* from 1), or a piece of text (depth 0) that is set in by *indent*; -1: a paragraph."""

    depth: int
    indent: int
    text: str


def changes(markdown: str) -> Part:
    """The list of changes as a part; its first heading, if it is the only one of its depth, is the title."""
    blocks = list(_blocks(markdown))
    depths = [block.depth for block in blocks if block.depth]
    title = TITLE
    if blocks and depths and blocks[0].depth == min(depths) and depths.count(min(depths)) == 1:
        title, blocks = blocks[0].text, blocks[1:]
    groups: list[tuple[str, list[_Block]]] = [("", [])]
    for block in blocks:
        if block.depth:
            groups.append((block.text, []))
        else:
            groups[-1][1].append(block)
    parts = (Part(f"change-{n}", of, _nested(said)) for n, (of, said) in enumerate(groups[1:], 1))
    return Part("what-changed", title, _nested(groups[0][1]), parts=tuple(parts))


def _blocks(markdown: str) -> Iterator[_Block]:
    """What stands on its own, lines that go on joined."""
    open_: _Block | None = None
    for line in [*markdown.expandtabs(4).splitlines(), ""]:
        heading, bullet = _HEADING.fullmatch(line), _BULLET.fullmatch(line)
        if open_ and (heading or bullet or not line.strip()):
            yield open_
            open_ = None
        if heading:
            yield _Block(len(heading[1]), 0, heading[2])
        elif bullet:
            open_ = _Block(0, len(bullet[1]), bullet[2])
        elif line.strip():
            open_ = open_._replace(text=f"{open_.text} {line.strip()}") if open_ else _Block(0, -1, line.strip())


def _nested(blocks: list[_Block]) -> tuple[Said, ...]:
    """Pieces of text, those set in deeper below the one before them."""
    said: list[Said] = []
    at = 0
    while at < len(blocks):
        end = at + 1
        while end < len(blocks) and blocks[end].indent > max(blocks[at].indent, 0):
            end += 1
        said.append(Said(blocks[at].text, points=_nested(blocks[at + 1 : end])))
        at = end
    return tuple(said)
