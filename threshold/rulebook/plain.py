"""What a word without quotation marks means: little, and never what only some YAML programs would read into it."""

from __future__ import annotations

import re
from typing import NamedTuple

CURLY = "\u201c\u201d\u2018\u2019\u201a\u201e\u00ab\u00bb"  # quotation marks that a word processor makes
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"  # and dashes

_CONSTANTS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_WORDS = {"yes", "no", "on", "off", "y", "n", "true", "false", "null"}
_NUMBERS = re.compile(
    r"""[-+]?( [0-9][0-9_]*                                     # +5, 010, 1_000, and whole numbers too long to be meant
             | 0[xob][0-9a-f_]+                                 # 0x1F
             | [0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?          # 12:30, which YAML 1.1 counts in sixties
             | ([0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*|[0-9]+)(e[-+]?[0-9]+)?
             | \.(inf|nan) )""",
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?")

Value = str | int | float | bool | None


class Meaning(NamedTuple):
    """The *value* of a plain word; with *message* and *help* where it may not be the one that is meant."""

    value: Value
    message: str = ""
    help: str = ""


def meaning(text: str) -> Meaning:
    """What *text*, written without quotation marks, stands for."""
    if text in _CONSTANTS:
        return Meaning(_CONSTANTS[text])
    if text[0].isalpha() and text.lower() not in _WORDS:  # as most are: no number, date, mark or dash
        return Meaning(text)
    if _INTEGER.fullmatch(text):
        return Meaning(int(text))
    if _DECIMAL.fullmatch(text):
        return Meaning(float(text))
    brief = text if len(text) < 40 else f"{text[:37]}..."
    if text.lower() in _WORDS:
        return Meaning(
            text,
            f"`{text}` means different things to different YAML programs",
            "write true or false, in small letters; if it is a text, put it in double quotes",
        )
    if _NUMBERS.fullmatch(text):
        return Meaning(
            text,
            f"`{brief}` is a number that YAML programs read in different ways",
            "put it in double quotes, or write a plain number",
        )
    if _DATE.fullmatch(text):
        return Meaning(
            text, f"`{brief}` is a date to some YAML programs and a text to others", "put it in double quotes"
        )
    if text[0] in CURLY:
        return Meaning(
            text,
            f"`{text[0]}` is a word processor's quotation mark, which YAML takes for a letter",
            'use the straight mark at both ends: "',
        )
    if text[0] in DASHES:
        return Meaning(
            text,
            f"`{text[0]}` is a word processor's dash, which YAML takes for a letter",
            "type an ordinary dash and a space: `- `; if it belongs to a text, put the whole text in double quotes",
        )
    return Meaning(text)
