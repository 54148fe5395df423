"""A document's text as one string that quotes can be looked up in: plain letters, with its cells and lines marked.

What comes from the file's making is taken out: Markdown's marks, HTML tags, bullets at the beginning of a line, curly
quotation marks, long dashes, ligatures, soft hyphens, spaces beyond one. The words stay as they are, capitals too.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

CELL, ROW, BREAK = "\t", "\f", "\n"  # between cells of a row; between rows and paragraphs; where a line was broken
JOINING = {"and", "or", "and/or", "eg", "e.g", "ie", "i.e"}  # alone between two quotes, they say nothing

_LINE = re.compile("\r\n|\n|\r")
_STRAIGHT = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DRAWN = re.compile("[\ue000-\uf8ff▪▫■□●○◦‣⁃∙·]")  # bullets, and letters of fonts of signs
_TAG = re.compile(
    r"<!--.*?-->|</?(?:a|b|br|code|em|h[1-6]|i|li|ol|p|s|span|strong|su[bp]|u|ul)\b[^<>]*>", re.IGNORECASE
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((\S+?)\)")
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BEGINS = re.compile(r"(?:\s*>)*\s*(?:#{1,6}\s+|[-*+•]\s+)")  # a heading or an item of a list, quoted or not
_QUOTED = re.compile(r"(?:\s*>)+")
_NUMBERED = re.compile(r"\s*\(?(?:\d{1,3}|[a-z])[.)](?:\s|$)")
_RULED = re.compile(r"[\s|:+=_*-]*[-=_*]{3}[\s|:+=_*-]*")  # a line that is drawn
_BORDER = re.compile(r"\t|(?<!\\)\|")
_SENTENCE = re.compile(r"(?<=[.?!;])\s+(?=[^a-z\s])|\n(?=[A-Z])|\s*•\s*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAYS = re.compile(r"[^\W\d_]{2,}|\d")


def plain(text: str) -> str:
    """*text* in plain letters: straight quotation marks, short dashes, no ligatures, no letter that nobody sees."""
    text = unicodedata.normalize("NFKC", _DRAWN.sub("•", text.translate(_STRAIGHT)))
    return re.sub(r"[^\S\n\t\f]+", " ", _HIDDEN.sub("", text))


def plain_words(quote: str) -> str:
    """A quote in the same plain letters, without marks, on one line."""
    return _unmarked(plain(quote))


class Place(NamedTuple):
    """A line of the document; *page* counts from 1 in a file of pages, and is 0 in another."""

    page: int
    line: int

    def __str__(self) -> str:
        return f"page {self.page} of the file, line {self.line}" if self.page else f"line {self.line}"


@dataclass(frozen=True)
class Document:
    """The whole *text*, and where in it each line of the file begins: *starts* and *places*, side by side."""

    text: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]

    def place(self, at: int) -> Place:
        """The line of the file that has the letter *at*."""
        return self.places[max(0, bisect_right(self.starts, at) - 1)] if self.places else Place(0, 0)

    def shown(self, start: int, end: int) -> str:
        """The words from *start* to *end* on one line; a border of cells is shown as a bar."""
        text = self.text[start:end].replace("-\n", "-")
        return re.sub(r" {2,}", " ", re.sub(r"[\t\f]+", " | ", text).replace(BREAK, " ")).strip()


class Passage(NamedTuple):
    """Words of the document that stand together, a sentence or a cell."""

    start: int
    end: int


def document(pages: Sequence[str], *, paged: bool = False) -> Document:
    """The document of these pages; a file without pages is one page, and its lines are counted through."""
    text: list[str] = []
    starts: list[int] = []
    places: list[Place] = []
    length = 0
    for number, page in enumerate(pages, 1):
        open_paragraph = False
        for count, line in enumerate(_LINE.split(page), 1):
            goes_on = open_paragraph and _goes_on(line)
            cells = [] if _RULED.fullmatch(line) else _cells(line)
            open_paragraph = len(cells) == 1 and not line.lstrip().startswith("#") and not _is_row(line)
            if not cells:
                continue
            words = CELL.join(cells)
            border = (BREAK if goes_on and len(cells) == 1 else ROW) if text else ""
            text += (border, words)
            starts.append(length + len(border))
            places.append(Place(number if paged else 0, count))
            length += len(border) + len(words)
    return Document("".join(text), tuple(starts), tuple(places))


def rest(document: Document, taken: bytearray) -> Iterator[Passage]:
    """The passages whose letters are not *taken*: what is left of each cell, sentence by sentence. A passage has a
    number or a word, beyond such as join two others; a cell without words is a scrap of the page."""
    for cell in re.finditer(r"[^\t\f]+", document.text):
        start, end = cell.span()
        if not _WORD.search(cell[0]):
            continue
        for free in re.finditer(b"\x00+", taken[start:end]):
            yield from _sentences(document.text, start + free.start(), start + free.end())


def _sentences(text: str, start: int, end: int) -> Iterator[Passage]:
    borders = [start, *(at for gap in _SENTENCE.finditer(text, start, end) for at in gap.span()), end]
    for first, last in zip(borders[::2], borders[1::2], strict=True):
        words = text[first:last]
        is_number = bool(_NUMBERED.fullmatch(words)) and (not first or text[first - 1] in (CELL, ROW))
        if _says_something(words) and not is_number:
            yield Passage(first + len(words) - len(words.lstrip(" \n.,;:/)")), first + len(words.rstrip()))


def _says_something(words: str) -> bool:
    """Whether these words say anything alone."""
    return any(_SAYS.search(word) for word in words.split() if word.strip(".,;:()/").lower() not in JOINING)


def _goes_on(line: str) -> bool:
    """Whether a line belongs to the paragraph above it."""
    return bool(line.strip()) and line[0] != "\f" and not (_BEGINS.match(line) or _NUMBERED.match(line))


def _is_row(line: str) -> bool:
    return bool(_BORDER.search(line))


def _cells(line: str) -> list[str]:
    """The cells of a row of a table; of another line, the line."""
    line = plain(_TAG.sub(" ", _LINK.sub(r"\1 \2", line)) if "<" in line or "](" in line else line)
    cells = _BORDER.split(line) if _is_row(line) else [line]
    return [cell for cell in map(_unmarked, cells) if cell]


def _unmarked(cell: str) -> str:
    cell = cell.strip()
    begins = _BEGINS.match(cell + " ") or _QUOTED.match(cell)
    cell = cell[begins.end() :] if begins else cell
    return re.sub(r"\s+", " ", _ESCAPED.sub(r"\1", _EMPHASIS.sub("", cell))).strip()
