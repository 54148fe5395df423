"""Rule files spoiled at random, as by slips, by other programs, and by worse luck than anyone has."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.small import is_helpful
from threshold.authoring.check import check
from threshold.errors import Problem
from threshold.rulebook.letters import hides_something
from threshold.rulebook.loading import ARTICLES, TITLE_PAGE, read_rulebook
from threshold.rulebook.page import LINE_BREAK

LETTERS = "[]{}:,-?!&*#|>'\"%@`~=<\\ \t01yn.é“”’—…\u00a0\u200b\u2028\ufeff\x00\x07\x85😀"
WORDS = (
    *("[", "]", "{", "}", ": ", " #", '"', "'", "- ", "? ", "*a", "&a ", "!!str ", "<<: ", "---", "...", "%YAML 1.1"),
    *("<<<<<<< HEAD", "=======", ">>>>>>> main", "\t", "\r", "\r\n", "\\", "\\u0000", "\\ud800", "|", ">-", "`", "$("),
)
VALUES = (
    *("", "null", "~", "true", "false", "NO", "yes", "True", "0", "-1", "7", "99", "1e9", "010", "12:30", "2020-05-01"),
    *(
        "1.5",
        ".inf",
        "9" * 400,
        "text",
        '""',
        '"  "',
        "''",
        "[]",
        "{}",
        "[a]",
        "[1, [2, [3]]]",
        "{a: 1}",
        "{a: {b: c}}",
    ),
    *("[tired]", "tired", "home.hungry", "{under: 5}", "{from: 17, under: 1}", "{count: 2, theme: hunger}", "[[]]"),
    *("|", ">", "- a", "a: b", "*a", "&a b", "!a", "“a”", "p. 3", "x" * 3000),
)

Lines = list[str]
Dice = random.Random


def _delete(lines: Lines, dice: Dice) -> None:
    at = dice.randrange(len(lines))
    del lines[at : at + dice.choice((1, 1, 2, 10))]


def _double(lines: Lines, dice: Dice) -> None:
    at, count = dice.randrange(len(lines)), dice.choice((1, 1, 2, 10))
    to = at + count if dice.random() < 0.5 else dice.randrange(len(lines))
    lines[to:to] = lines[at : at + count]


def _swap(lines: Lines, dice: Dice) -> None:
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _shift(lines: Lines, dice: Dice) -> None:
    at, by = dice.randrange(len(lines)), dice.choice((-4, -2, -1, 1, 2, 4))
    for number in range(at, min(len(lines), at + dice.choice((1, 1, 3, 8)))):
        line = lines[number]
        lines[number] = " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :]


def _insert(lines: Lines, dice: Dice) -> None:
    at = dice.randrange(len(lines))
    column = dice.randrange(len(lines[at]) + 1)
    what = dice.choice((dice.choice(LETTERS), dice.choice(LETTERS) * dice.randrange(1, 60), dice.choice(WORDS)))
    lines[at] = lines[at][:column] + what + lines[at][column:]


def _take_letter(lines: Lines, dice: Dice) -> None:
    at = dice.randrange(len(lines))
    column = dice.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:column] + lines[at][column + 1 :]


def _cut_line(lines: Lines, dice: Dice) -> None:
    at = dice.randrange(len(lines))
    column = dice.randrange(len(lines[at]) + 1)
    lines[at : at + 1] = [lines[at][:column]] if dice.random() < 0.5 else [lines[at][:column], lines[at][column:]]


def _other_value(lines: Lines, dice: Dice) -> None:
    keyed = [number for number, line in enumerate(lines) if ":" in line]
    if keyed:
        at = dice.choice(keyed)
        lines[at] = lines[at].partition(":")[0] + dice.choice((": ", ":")) + dice.choice(VALUES)


def _other_key(lines: Lines, dice: Dice) -> None:
    keyed = [number for number, line in enumerate(lines) if ":" in line]
    if keyed:
        at, source = dice.choice(keyed), lines[dice.choice(keyed)]
        indent = len(lines[at]) - len(lines[at].lstrip(" -"))
        key = dice.choice((source.partition(":")[0].strip(" -"), *VALUES[:8], "<<", "text", "id", "combination", "see"))
        lines[at] = lines[at][:indent] + key + ":" + lines[at].partition(":")[2]


def _into_dashes(lines: Lines, dice: Dice) -> None:
    at = dice.randrange(len(lines))
    lines[at] = dice.choice((lines[at].replace("- ", dice.choice(("", "-", "— ", "  ")), 1), f"- {lines[at].strip()}"))


SLIPS: tuple[Callable[[Lines, Dice], None], ...] = (
    *(_delete, _double, _swap, _shift, _insert, _insert, _take_letter, _cut_line),
    *(_other_value, _other_value, _other_key, _into_dashes),
)


def _other_bytes(raw: bytes, dice: Dice) -> bytes:
    """Some bytes put in or turned over; the file cut; or saved in another way."""
    at = dice.randrange(len(raw) + 1)
    odd = bytes(dice.randrange(256) for _ in range(dice.choice((1, 1, 4, 40))))
    text = raw.decode("utf-8", "replace")
    return dice.choice(
        (
            raw[:at] + odd + raw[at:],
            raw[:at] + odd + raw[at + len(odd) :],
            raw[:at],
            raw[at:],
            b"\xef\xbb\xbf" * dice.choice((1, 2)) + raw,
            raw.replace(b"\n", b"\r\n"),
            raw.replace(b"\n", b"\r"),
            text.replace("e", "é").encode("cp1252", "replace"),
            text.encode(dice.choice(("utf-16", "utf-16-le", "utf-32", "utf-7"))),
        )
    )


def spoiled(raw: bytes, other: bytes, dice: Dice) -> bytes:
    """*raw* with one to four slips in it; now and then another file runs into it, or its bytes are changed."""
    lines = raw.decode("utf-8").split("\n")
    if dice.random() < 0.05:
        lines[dice.randrange(len(lines)) :] = other.decode("utf-8").split("\n")[-dice.randrange(1, 60) :]
    for _ in range(dice.choice((1, 1, 1, 2, 3, 4))):
        dice.choice(SLIPS)(lines, dice)
        lines = lines or [""]
    text = "\n".join(lines).encode("utf-8", "surrogatepass")
    return _other_bytes(text, dice) if dice.random() < 0.1 else text


def faults_of(files: dict[str, bytes], name: str, raw: bytes) -> tuple[Problem, ...]:
    """What is wrong with the rulebook *files* when *name* holds *raw*. Asserts that it helps and has its place."""
    alone = {TITLE_PAGE: files[TITLE_PAGE], ARTICLES: files[ARTICLES], name: raw}
    problems = read_rulebook(alone).problems  # fast, and enough for most
    if not any(problem.file == name and problem.check in ("yaml", "form") for problem in problems):
        problems = check(read_rulebook({**files, name: raw})).problems
    lines = LINE_BREAK.split(raw.decode("utf-8", "replace"))
    for problem in problems:
        assert is_helpful(problem), repr(problem)
        assert not hides_something(str(problem).replace("\n", " ").replace("\t", " ")), repr(problem)
        if problem.file == name and problem.line:
            assert 1 <= problem.line <= len(lines), repr(problem)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, repr(problem)
    return problems
