"""Where a quote stands in a document: the document's words, exactly.

Capitals and punctuation count. `[...]` stands for whatever the cell has there, `[abc]` for letters that the document
has lost or damaged: for as many letters, for fewer, or for them as they were restored. A line may be broken between
words, at a hyphen or slash, or by a hyphen inside a word. A quote may run over from the end of a cell to the beginning
of one below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from threshold.authoring.trace.passages import BREAK, CELL, ROW, Document, Passage, plain_words

FARTHEST = 12  # rows below, that a cell cut by the end of a page may go on in

_INSIDE = rf"[^{CELL}{ROW}]"
_TOKEN = re.compile(r"(?P<gap> ?\[\.\.\.\] ?)|(?P<restored> ?\[[^\[\]]+\] ?)|(?P<space> )|(?P<letter>.)", re.DOTALL)
Token = re.Match[str] | None


class Standing(NamedTuple):
    """Where a quote stands: the *parts* of the document that it gives, without what a `[...]` leaves out."""

    parts: tuple[Passage, ...]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.parts[-1].end

    def overlaps(self, other: Standing) -> bool:
        """Whether both give some of the same letters."""
        return any(a.start < b.end and b.start < a.end for a in self.parts for b in other.parts)


def standings(words: str, document: Document) -> list[Standing]:
    """Every place where *words* stand as whole words, in the order of the document."""
    words = plain_words(words)
    found = []
    if "[" in words or BREAK in document.text or words in document.text:  # else it cannot be found: a cheap look
        found = [_standing(match) for match in _whole(words, document).finditer(document.text) if match[0]]
    return found or list(_run_over(words, document))


def occurrences(words: str, document: Document) -> list[Standing]:
    """Every place where *words* stand, also where other letters touch them."""
    pattern = re.compile(_pattern(_tokens(plain_words(words)), broken=BREAK in document.text))
    return [_standing(match) for match in pattern.finditer(document.text) if match[0]]


def fits(words: str, written: str) -> bool:
    """Whether *written* is what *words*, which may have brackets, stand for."""
    return bool(re.fullmatch(_pattern(_tokens(words), broken=False), written))


def taken_by(standing: Iterable[Standing], length: int) -> bytearray:
    """A byte for each letter of a document: 1 where something stands."""
    taken = bytearray(length)
    for start, end in (part for one in standing for part in one.parts):
        taken[start:end] = b"\x01" * (end - start)
    return taken


def _run_over(words: str, document: Document) -> Iterator[Standing]:
    """Where *words* begin at the end of a cell, and go on at the beginning of one below it."""
    for gap in re.finditer(" ", words):
        first, rest = words[: gap.start()], words[gap.end() :]
        if first.count("[") != first.count("]") or not _cut_between(first, rest, document.text):
            continue
        for head in _whole(first, document, after=rf"(?=[{CELL}{ROW}]|\Z)").finditer(document.text):
            row = document.text.find(ROW, head.end())
            tail = (
                _whole(rest, document, before=rf"(?<=[{CELL}{ROW}])").search(document.text, row) if row >= 0 else None
            )
            if tail and document.text.count(ROW, head.end(), tail.start()) <= FARTHEST:
                yield Standing(_standing(head).parts + _standing(tail).parts)


def _cut_between(first: str, rest: str, text: str) -> bool:
    """Whether some cell may end as *first* does, and some begin as *rest* does: a look that costs little."""
    last, goes_on = first.rsplit(" ", 1)[-1], rest.split(" ", 1)[0]
    ends = "]" in last or any(last + border in text for border in (CELL, ROW))
    return ends and ("[" in goes_on or any(border + goes_on in text for border in (CELL, ROW)))


def _standing(match: re.Match[str]) -> Standing:
    borders = [match.start(), *(at for group in range(1, match.re.groups + 1) for at in match.span(group)), match.end()]
    pairs = zip(borders[::2], borders[1::2], strict=True)
    return Standing(tuple(Passage(start, end) for start, end in pairs if end > start))


def _whole(words: str, document: Document, before: str = "", after: str = "") -> re.Pattern[str]:
    """The pattern of *words* that neither begins nor ends inside a word of the document."""
    tokens = _tokens(words)
    begins = r"(?<!\w)" if tokens and _is_word(tokens[0]) else ""
    ends = r"(?!\w)" if tokens and _is_word(tokens[-1]) else ""
    return re.compile(before + begins + _pattern(tokens, broken=BREAK in document.text) + ends + after)


def _tokens(words: str) -> list[re.Match[str]]:
    """Letters, spaces and brackets; without a gap at the beginning or end, which leaves nothing out between."""
    tokens = list(_TOKEN.finditer(words))
    while tokens and tokens[0]["gap"]:
        del tokens[0]
    while tokens and tokens[-1]["gap"]:
        del tokens[-1]
    return tokens


def _pattern(tokens: list[re.Match[str]], *, broken: bool) -> str:
    """The regular expression of these tokens; each gap is a group. *broken*: whether the document breaks lines."""
    out = []
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if token["gap"]:
            out.append(_gap(token[0], before, after))
        elif token["restored"]:
            out.append(_restored(token[0], "first" if before is None else "last" if after is None else ""))
        elif token["space"]:
            out.append("[ \n]")
        else:
            out.append(re.escape(token[0]) + (_break(token[0], after) if broken else ""))
    return "".join(out)


def _break(letter: str, after: Token) -> str:
    """Where a line may be broken behind a letter that is not the last of its word."""
    if letter in "-/":
        return "\n?" if after else ""
    return "(?:-\n)?" if letter.isalpha() and _is_word(after) else ""


def _gap(gap: str, before: Token, after: Token) -> str:
    """Whatever the cell has; where the quote has a space beside it, a word of the document ends or begins there."""
    ends = r"(?!\w)" if gap[0] == " " and _is_word(before) else ""
    begins = r"(?<!\w)" if gap[-1] == " " and _is_word(after) else ""
    return f"{ends}({_INSIDE}*?){begins}"


def _restored(token: str, edge: str) -> str:
    """Letters as they were restored, or no more letters than that; at the edge of a quote, to the edge of a word of the
    document, or none."""
    letters = token.strip()[1:-1]
    some = rf"\w{{0,{len(letters)}}}"
    lost = {"first": rf"(?<!\w){some}|", "last": rf"{some}(?!\w)|"}.get(edge, rf"{_INSIDE}{{0,{len(letters)}}}?")
    return f"[ \n]?(?:{re.escape(letters)}|{lost})[ \n]?"


def _is_word(token: Token) -> bool:
    return token is not None and bool(token["letter"]) and (token["letter"].isalnum() or token["letter"] == "_")
