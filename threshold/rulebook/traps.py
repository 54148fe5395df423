"""What YAML reads without complaint, and nobody meant. Each function looks at one word of a page, as the parser gives
it, and reports what may be wrong with it."""

from __future__ import annotations

import re
from typing import Any

from threshold.rulebook.letters import hides_something
from threshold.rulebook.page import Page, Span, span
from threshold.rulebook.plain import CURLY, DASHES, Value, meaning

_MERGED = re.compile(r"(<{7}|>{7}|\|{7})( |$)|={7}$")  # where a version program joined two versions, and could not
_BLOCK = re.compile(r"[|>][-+1-9]{0,2} *( #.*)?")  # how a text of several lines begins


def look_at_lines(page: Page) -> None:
    """Lines that do not belong in any rule file, whatever stands around them."""
    merged: list[int] = []
    for number, line in enumerate(page.lines, 1):
        if line.startswith("%"):
            page.report(Span(number, 1), "no line can begin with %", "put it after its key, in double quotes")
        if _MERGED.match(line):
            merged.append(number)
    for number in [n for n in merged if page.lines[n - 1][0] == "<"] or merged:
        page.report(
            Span(number, 1, 7),
            "two versions of the file were joined here, and the program could not choose between them",
            "keep the lines that are right, and take out the others with the lines of <<<<<<<, ======= and >>>>>>>",
        )


def is_plain(event: Any) -> bool:
    """Whether the word stands without quotation marks."""
    return event.style is None or (event.style == "" and event.implicit[0])


def look_at_word(page: Page, event: Any, in_brackets: bool) -> None:
    """Letters written with a backslash that nobody would see; and what the two parsers of PyYAML read differently."""
    if event.style == '"' and hides_something(event.value):  # the text of the file was looked at before
        page.report(span(event), "a letter that nobody sees is written here with a \\", "take it out")
    if event.style in ("|", ">") and not _BLOCK.fullmatch(page.lines[event.start_mark.line], event.start_mark.column):
        page.report(span(event), f"no text can begin with {event.style}", "put the whole text in double quotes")
    if in_brackets and is_plain(event) and "?" in event.value:
        page.report(span(event), "a question mark stands inside brackets", "put the text in double quotes")


def look_at_key(page: Page, event: Any) -> None:
    """A key that is nothing, copies others, or begins with a word processor's quotation mark or dash."""
    if not is_plain(event):
        return
    if not event.value:
        page.report(span(event), "a word is missing before the colon", "write the key, or take the line out")
    elif event.value == "<<":
        page.report(span(event), "`<<` copies keys from another place", "write the keys out in full")
    elif event.value[0] in CURLY + DASHES:
        page.report(span(event), *meaning(event.value)[1:])


def plain_value(page: Page, event: Any, in_brackets: bool) -> Value:
    """What a word without quotation marks stands for; reported, where it may not be what was meant."""
    _look_for_lost_text(page, event)
    if not in_brackets:
        _look_for_lost_list(page, event)
    value, message, help = meaning(event.value)
    if message:
        page.report(span(event), message, help)
    return value


def _look_for_lost_text(page: Page, event: Any) -> None:
    number, column = event.end_mark.line, event.end_mark.column
    line = page.lines[number] if number < len(page.lines) else ""
    rest = line[column:]
    comment = rest.lstrip(" ")
    if not comment.startswith("#") or (rest.startswith("  ") and comment[1:2] in ("", " ")):
        return
    page.report(
        Span(number + 1, len(line) - len(comment) + 1, len(comment)),
        "everything after # is lost here: YAML takes it for a comment",
        "if it is part of the text, put the whole text in double quotes; "
        "if it is a comment, put two spaces before the # and one after",
    )


def _look_for_lost_list(page: Page, event: Any) -> None:
    for number in range(event.start_mark.line + 1, min(event.end_mark.line + 1, len(page.lines))):
        line = page.lines[number]
        if line.lstrip(" ").startswith("- "):
            page.report(
                Span(number + 1, len(line) - len(line.lstrip(" ")) + 1),
                "this dash begins no list: YAML takes the line for a part of the text above it",
                "line it up with the other items; if it belongs to the text, put the whole text in double quotes",
            )
