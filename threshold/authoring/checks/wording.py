"""Whether a practitioner can read a statement, and tell it from every other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threshold.authoring.desk import Check, Desk, problem
from threshold.errors import Problem

MOST_WORDS = 30  # of a statement
_LETTERS = re.compile(r"\b[A-Z][A-Z0-9]+\b")  # such as GP
_SENTENCE_ENDS = re.compile(r"[.!?]['\"”’)]? +[A-Z]")


def _hard_to_read(desk: Desk) -> Iterator[Problem]:
    for id, sheet, path, written in desk.statements():
        words = len(written.text.split())
        found = re.search(r"\b\w+/\w+\b", written.text)
        if words > MOST_WORDS:
            message, help = f"this has {words} words: hard to read in a hurry", f"say it in {MOST_WORDS} words or fewer"
        elif found:
            message, help = f"“{found.group()}” is hard to answer", "say which it is, or make it two statements"
        elif _SENTENCE_ENDS.search(written.text):
            message, help = "this is more than one sentence", "make it one sentence that is true or not of this child"
        else:
            continue
        yield problem(sheet, (*path, "text"), message, help, id)


def _letters_not_explained(desk: Desk) -> Iterator[Problem]:
    known = {word for term in desk.rulebook.glossary for word in _LETTERS.findall(term.term)}
    for part in desk.parts:
        for key in ("text", "caution", "do"):
            text = part.raw.get(key)
            for letters in dict.fromkeys(_LETTERS.findall(text) if isinstance(text, str) else ()):
                if letters not in known:
                    yield problem(
                        part.sheet,
                        (*part.path, key),
                        f"`{letters}` is not in the glossary",
                        "write it out, or add it to `glossary` in rulebook.yaml",
                        letters,
                    )


def _same_words(desk: Desk) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for id, sheet, path, written in desk.statements():
        words = " ".join(re.findall(r"\w+", written.text.lower()))
        first = seen.setdefault(words, id)
        if first != id:
            yield problem(
                sheet,
                (*path, "text"),
                f"`{first}` has the same words, so no one can tell the two apart",
                "say what is different here; or keep one of them, and write `see` in the other place",
                id,
            )


CHECKS = (
    Check("hard_to_read", "warning", "a statement that is long, has a slash, or more than one sentence", _hard_to_read),
    Check(
        "letters_not_explained",
        "warning",
        "letters such as GP that the glossary does not explain",
        _letters_not_explained,
    ),
    Check("same_words", "warning", "two statements in the same words", _same_words),
)
