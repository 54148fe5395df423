"""What a person may type, and what it means. No input and no printing."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from threshold.questionnaire.questions import UNBORN, AnswerError, Status

LONGEST = 300
Wish = Literal["answer", "help", "explain", "back", "save", "quit", "leave", "search", "enough"]
_LETTERS: dict[str, Wish] = {"?": "help", "b": "back", "s": "save", "q": "quit", "qq": "leave", "r": "enough"}
_LETTERS |= {"help": "help", "back": "back", "undo": "back", "save": "save", "quit": "quit", "exit": "quit"}
_LETTERS |= dict.fromkeys(("result", "results", "the result", "enough", "skip the rest"), "enough")
_NOT_KNOWN = {"nk", "not known", "unknown", "don't know", "dont know", "not sure", "unsure", "dk", "no idea"}
PASS = {"p", "pass", "pass over", "skip"}
YES, NO = {"y", "yes"}, {"n", "no"}
_NONE = {"0", "n", "no", "none", "none of these", "done"}
_BETWEEN = re.compile(r"\b(and|the rest|rest)\b|&")
_AGE = re.compile(r"(?P<number>\d{1,3}) ?(?P<unit>y|yrs?|years?|months?|m|weeks?|w|days?|d)?( old)?")
_MARK = re.compile(r"(-)?(\d{1,3})(\?)?")


class Reply(NamedTuple):
    """What is wished; *text* is the rest: an answer's text, the number to explain, the words to search."""

    wish: Wish
    text: str


def understand(line: str) -> Reply:
    """A line as it was typed. Raises AnswerError if no question could be answered by it."""
    if not line.replace("\t", " ").isprintable():
        raise AnswerError("that holds letters that cannot be read: type numbers, or words")
    text = " ".join(line.split())
    if len(text) > LONGEST:
        raise AnswerError(f"that is {len(text):,} letters long: type numbers, or a word or two. No names, no notes")
    low = text.lower().replace("’", "'")
    if low in _LETTERS:
        return Reply(_LETTERS[low], "")
    if low.startswith("/"):
        return Reply("search", low[1:].strip())
    if re.fullmatch(r"\?\s*\d{1,3}", low):
        return Reply("explain", low.lstrip("? "))
    return Reply("answer", low)


def marks(text: str, count: int) -> dict[int, Status]:
    """`1 3? -5` as numbers from 1 to *count*: so, not known, not so; `0` alone is none. Raises AnswerError."""
    if text in _NONE:
        return {}
    if text in YES:
        raise AnswerError("type the numbers of those that are so")
    found: dict[int, Status] = {}
    for part in filter(None, re.split(r"[ ,;]+", _BETWEEN.sub(" ", text))):
        match = _MARK.fullmatch(part)
        number = int(match.group(2)) if match else 0
        if number == 0 and match:
            raise AnswerError("0 means none, and stands alone")
        if not match or number > count:
            raise AnswerError(f"“{part[:20]}” is not one of the numbers 1 to {count}; 0 means none")
        status: Status = "not_known" if match.group(3) else "absent" if match.group(1) else "present"
        if found.setdefault(number, status) != status:
            raise AnswerError(f"{number} is said in two ways; type it once")
    return found


def page_marks(text: str, count: int) -> dict[int, Status]:
    """The same for a whole page, with an answer for every number: those left out are not so, or, with `nk` at the
    end, not known. Raises AnswerError."""
    rest: Status = "absent"
    if text in _NOT_KNOWN:
        text, rest = "0", "not_known"
    elif text.endswith(" nk"):
        text, rest = _BETWEEN.sub(" ", text.removesuffix("nk")).strip(" ,;"), "not_known"
    found = marks(text, count)
    return {number: found.get(number, rest) for number in range(1, count + 1)}


def list_marks(text: str, count: int) -> dict[int, Status]:
    """The same for a list, where those left out stay open, unless `nk` says that they are not known."""
    rest_not_known = text in _NOT_KNOWN or text.endswith(" nk")
    return page_marks(text, count) if rest_not_known else marks(text, count)


def marked_things(text: str, count: int) -> dict[int, Status | Literal["good"]]:
    """The same as `marks`, where `2+` is a good thing. Raises AnswerError."""
    good = {int(number) for number in re.findall(r"\b(\d{1,3})\+", text)}
    return {n: "good" if n in good else status for n, status in marks(text.replace("+", " "), count).items()}


def is_marks(text: str) -> bool:
    """Whether this is meant for numbers, or for none, and not for words to search."""
    return text in _NOT_KNOWN | _NONE | YES | PASS | {"="} or bool(re.match(r"-?\d", text))


def yes_no(text: str, not_known: bool, unsure: str = "") -> bool | None:
    """y or n; with *not_known*, nk too; *unsure* is what to say to it otherwise. Raises AnswerError."""
    if text in YES or text in NO:
        return text in YES
    if unsure and text in _NOT_KNOWN:
        raise AnswerError(unsure)
    if not_known and text in _NOT_KNOWN:
        return None
    raise AnswerError(f"type y or n{', or nk for not known' if not_known else ''}")


def age(text: str) -> int | str | None:
    """Completed years (`9`, `9 years`, `18 months`), u for unborn, nk for not known. Raises AnswerError."""
    if text in ("u", UNBORN):
        return UNBORN
    if text in _NOT_KNOWN:
        return None
    said = _AGE.fullmatch(text)
    if said:
        years = int(said["number"]) // {"m": 12, "w": 52, "d": 365}.get((said["unit"] or "y")[0], 1)
        if years <= 17:
            return years
    raise AnswerError("type completed years from 0 to 17, u for unborn, or nk for not known")


def one_of(text: str, count: int, zero: str = "leave it out") -> int | None:
    """A number from 1 to *count*; 0 for none: to *zero*. Raises AnswerError."""
    if text.isdecimal() and len(text) < 3 and int(text) <= count:
        return int(text) or None
    raise AnswerError(f"type a number from 1 to {count}, or 0 to {zero}")
