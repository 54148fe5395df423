"""YAML's traps are refused or reported, at the place where they are, in words an officer understands."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.small import SMALL, is_helpful, marked, places
from threshold.rulebook import reading
from threshold.rulebook.page import Page

PARSERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]
thorough = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
words_of_yaml = st.lists(
    st.sampled_from(
        [
            *"[]{}:,-?!&*#|>'\"%@`~=<.\\ \n",
            *(
                "\r\n",
                "\t",
                "  ",
                "    ",
                "- ",
                ": ",
                " #",
                "---\n",
                "...\n",
                "? ",
                "<<: ",
                "key: ",
                "\n  key: ",
                "\n- ",
            ),
            *("text", "12", "NO", "é", "“", "’", "\u00a0", "\\u0041", '"a b"', "'c'", "{a: 1}"),
        ]
    ),
    max_size=40,
).map("".join)


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Each parser of PyYAML in turn: the one in C, which not every machine has, and the one in Python."""
    monkeypatch.setattr(reading, "_PARSER", request.param)
    return request.param


def read_with(parser: Any, text: str) -> Page:
    with mock.patch.object(reading, "_PARSER", parser):
        return reading.read(text, "rule.yaml")


WORD_LIKE = "means different things to different YAML programs"
NUMBER_LIKE = "is a number that YAML programs read in different ways"
DOUBLE_QUOTES = "double quotes"

TRAPS = {
    "key twice": ("page: 1\n‸page: 2\n", "`page` is given twice; the first is on line 1", "keep one of them"),
    "key twice in an item": (
        "list:\n  - id: a\n    text: b\n    ‸id: c\n",
        "`id` is given twice; the first is on line 2",
        "put a dash before it",
    ),
    "key twice in braces": ("child: {age: 1, ‸age: 2}\n", "`age` is given twice; the first is on line 1", "keep one"),
    "alias": ("a: 1\nb: ‸*other\n", "`*other` refers to another place in the file", "write the text out in full"),
    "anchor": ("a: ‸&other 1\n", "`&other` marks this place for reuse", "write the text out in full"),
    "anchor on a list": ("a: ‸&other [1]\n", "`&other` marks this place for reuse", "write the text out in full"),
    "anchor on a group": ("a:\n  ‸&other\n  b: 1\n", "`&other` marks this place for reuse", "write the text out"),
    "text that begins with *": ("text: ‸* see below\n", "no text can begin with *", DOUBLE_QUOTES),
    "text that begins with &": ("text: ‸& see below\n", "no text can begin with &", DOUBLE_QUOTES),
    "tag": ("a: ‸!!python/object:os.system x\n", "`!` begins a YAML tag, and rule files have none", "take it out"),
    "own tag": ("a: ‸!secret x\n", "`!` begins a YAML tag, and rule files have none", "take it out"),
    "tag with a strange letter": ("a: ‸!<no> ^ x\n", "`!` begins a YAML tag, and rule files have none", "take it out"),
    "tag nobody knows": ("a: ‸!e!x y\n", "`!` begins a YAML tag, and rule files have none", DOUBLE_QUOTES),
    "second document": ("a: 1\n‸---\nb: 2\n", "a second document begins here (`---`)", "take the line out"),
    "end of document": ("a: 1\n‸...\nb: 2\n", "`...` ends the file for YAML", "take the line out"),
    "directive": ("‸%YAML 1.1\n---\na: 1\n", "no line can begin with %", DOUBLE_QUOTES),
    "endless directive": (f"‸%YAML 1.{'1' * 5000}\n---\na: 1\n", "no line can begin with %", DOUBLE_QUOTES),
    "NO": ("country: ‸NO\n", f"`NO` {WORD_LIKE}", "write true or false"),
    "yes": ("strength: ‸yes\n", f"`yes` {WORD_LIKE}", "write true or false"),
    "on": ("a: [‸on]\n", f"`on` {WORD_LIKE}", "write true or false"),
    "Off": ("- ‸Off\n", f"`Off` {WORD_LIKE}", "write true or false"),
    "y": ("a: ‸y\n", f"`y` {WORD_LIKE}", DOUBLE_QUOTES),
    "True": ("a: ‸True\n", f"`True` {WORD_LIKE}", "write true or false"),
    "NULL": ("a: ‸NULL\n", f"`NULL` {WORD_LIKE}", DOUBLE_QUOTES),
    "010": ("page: ‸010\n", f"`010` {NUMBER_LIKE}", DOUBLE_QUOTES),
    "12:30": ("pages: ‸12:30\n", f"`12:30` {NUMBER_LIKE}", DOUBLE_QUOTES),
    "1:20:30.5": ("pages: ‸1:20:30.5\n", f"`1:20:30.5` {NUMBER_LIKE}", DOUBLE_QUOTES),
    "1_000": ("page: ‸1_000\n", f"`1_000` {NUMBER_LIKE}", DOUBLE_QUOTES),
    "0x1F": ("page: ‸0x1F\n", f"`0x1F` {NUMBER_LIKE}", DOUBLE_QUOTES),
    "0o17": ("page: ‸0o17\n", f"`0o17` {NUMBER_LIKE}", DOUBLE_QUOTES),
    "0b11": ("page: ‸0b11\n", f"`0b11` {NUMBER_LIKE}", DOUBLE_QUOTES),
    "+5": ("page: ‸+5\n", f"`+5` {NUMBER_LIKE}", DOUBLE_QUOTES),
    "1e3": ("page: ‸1e3\n", f"`1e3` {NUMBER_LIKE}", DOUBLE_QUOTES),
    "1.5e3": ("page: ‸1.5e3\n", f"`1.5e3` {NUMBER_LIKE}", DOUBLE_QUOTES),
    ".5": ("page: ‸.5\n", f"`.5` {NUMBER_LIKE}", DOUBLE_QUOTES),
    "5.": ("page: ‸5.\n", f"`5.` {NUMBER_LIKE}", DOUBLE_QUOTES),
    ".inf": ("page: ‸.inf\n", f"`.inf` {NUMBER_LIKE}", DOUBLE_QUOTES),
    ".NaN": ("page: ‸.NaN\n", f"`.NaN` {NUMBER_LIKE}", DOUBLE_QUOTES),
    "very long number": (f"page: ‸{'9' * 5000}\n", f"`{'9' * 37}...` {NUMBER_LIKE}", DOUBLE_QUOTES),
    "date": (
        "published: ‸2020-05-01\n",
        "`2020-05-01` is a date to some YAML programs and a text to others",
        DOUBLE_QUOTES,
    ),
    "text lost after #": (
        "text: He is ‸#1 in class\n",
        "everything after # is lost here: YAML takes it for a comment",
        "if it is part of the text, put the whole text in double quotes",
    ),
    "text lost after one space and #": (
        "text: He is first ‸# in class\n",
        "everything after # is lost here: YAML takes it for a comment",
        "put two spaces before the # and one after",
    ),
    "text that begins with #": (
        "text: ‸#1 in class\nquote: b\n",
        "everything after # is lost here: YAML takes it for a comment",
        DOUBLE_QUOTES,
    ),
    "comment inside a text": (
        "text: He is\n  ‸# first\n  in class\n",
        "a comment stands in the middle of a text, and ends it",
        "move it above the text",
    ),
    "no-break space": (
        "text: He‸\u00a0is\n",
        "an invisible letter (U+00A0), often left by pasting from a word processor",
        "delete it and type an ordinary space",
    ),
    "no-break space as indentation": (
        "a:\n‸\u00a0\u00a0b: 1\n",
        "an invisible letter (U+00A0), often left by pasting from a word processor (and 1 more in this line)",
        "delete it and type an ordinary space",
    ),
    "narrow no-break space": (
        "text: He‸\u202fis\n",
        "an invisible letter (U+202F), often left by pasting from a word processor",
        "delete it",
    ),
    "zero-width space in a key": (
        "te‸\u200bxt: a\n",
        "an invisible letter (U+200B), often left by pasting from a word processor",
        "delete it",
    ),
    "soft hyphen": (
        "text: neg‸\u00adlect\n",
        "an invisible letter (U+00AD), often left by pasting from a word processor",
        "delete it",
    ),
    "line break of a word processor": (
        "text: one‸\u2028two\n",
        "an invisible letter (U+2028), often left by pasting from a word processor",
        "delete it",
    ),
    "right-to-left mark": (
        'quote: "a‸\u202eb"\n',
        "an invisible letter (U+202E), often left by pasting from a word processor",
        "delete it",
    ),
    "byte order mark inside": (
        "a: 1\n‸\ufeffb: 2\n",
        "an invisible letter (U+FEFF), often left by pasting from a word processor",
        "delete it",
    ),
    "invisible letter written with a backslash": (
        'text: ‸"a\\u200bb"\n',
        "a letter that nobody sees is written here with a \\",
        "take it out",
    ),
    "control character written with a backslash": (
        'text: ‸"a\\e[2J"\n',
        "a letter that nobody sees is written here with a \\",
        "take it out",
    ),
    "half of a letter": ('text: "a‸\\ud800b"\n', "\\ud800 stands for no letter", "delete it"),
    "letter beyond the last": ('text: "a‸\\U00110000b"\n', "\\U00110000 stands for no letter", "delete it"),
    "control character": ("text: a‸\x07b\n", "a control character (U+0007)", "delete it"),
    "nul": ("text: a‸\x00\x00\x00b\n", "a control character (U+0000) (and 2 more in this line)", "delete it"),
    "next line control": ("text: a‸\x85b\n", "a control character (U+0085)", "delete it"),
    "lone surrogate": ("text: a‸\ud800b\n", "a control character (U+D800)", "delete it"),
    "curly double quotes": (
        "quote: ‸“No food.”\n",
        "`“` is a word processor's quotation mark, which YAML takes for a letter",
        "use the straight mark",
    ),
    "curly single quotes": (
        "quote: ‸‘No food.’\n",
        "`‘` is a word processor's quotation mark, which YAML takes for a letter",
        "use the straight mark",
    ),
    "curly quote at the end": (
        'quote: ‸"No food.”\n',
        "a quotation mark is opened here and never closed",
        "with the same straight mark",
    ),
    "curly quotes around a key": (
        "‸“quote”: a\n",
        "`“` is a word processor's quotation mark, which YAML takes for a letter",
        "use the straight mark",
    ),
    "tab as indentation": ("a:\n‸\tb: 1\n", "a tab stands where spaces belong", "use spaces"),
    "tab after a colon": ("a:‸\tb\n", "a tab stands where spaces belong", "use spaces"),
    "tabs in a text": (
        'a: "b‸\tc\td"\n',
        "a tab stands where spaces belong (and 1 more in this line)",
        "use spaces",
    ),
    "colon in a sentence": (
        "text: The child said‸: no\n",
        "a colon with a space after it stands inside a text",
        DOUBLE_QUOTES,
    ),
    "colon in the second line of a sentence": (
        "text: The child\n  then said‸: no\n",
        "a colon with a space after it stands inside a text",
        DOUBLE_QUOTES,
    ),
    "missing space after a colon": (
        "a: 1\ntext‸:The child\nb: 2\n",
        "a space is missing after the colon",
        "put a space",
    ),
    "missing space after the first colon of an item": (
        "- id‸:a\n  text: b\n",
        "a space is missing after the colon",
        "put a space there",
    ),
    "missing space after a dash": (
        "list:\n  ‸-id: a\n    text: b\n",
        "a space is missing after the dash",
        "put a space",
    ),
    "missing colon": (
        "a: 1\n‸text The child\nb: 2\n",
        "a colon is missing after the word at the start of this line",
        "write `key: text`",
    ),
    "text that goes on at the indentation of its key": (
        "text: The child\n‸is cold.\n",
        "a colon is missing after the word at the start of this line",
        "indent it further than the key of that text",
    ),
    "missing dash before a group": (
        "list:\n  - id: a\n    text: b\n  ‸id: c\n    text: d\n",
        "a dash is missing here, or the line does not line up with its neighbours",
        "begin each item of a list with `- `",
    ),
    "missing dash before the first group": (
        "list:\n  ‸id: a\n    text: b\n",
        "a dash is missing here, or the next line does not line up with this one",
        "begin each item of a list with `- `",
    ),
    "missing dash before a word": (
        "list:\n  - a\n  ‸b\n  - c\n",
        "a dash is missing at the start of this line",
        "write `- ` before it",
    ),
    "missing dash before the first word": (
        "list:\n  a\n  ‸- b\n",
        "this dash begins no list: YAML takes the line for a part of the text above it",
        "line it up with the other items",
    ),
    "item indented too far": (
        "list:\n  - a\n   ‸- b\n",
        "this dash begins no list: YAML takes the line for a part of the text above it",
        "line it up with the other items",
    ),
    "item indented too little": (
        "list:\n    - a\n  ‸- b\n",
        "this dash does not line up with the other items of its list",
        "begin it in the same column as theirs",
    ),
    "group indented too far": (
        "list:\n  - id: a\n    text: b\n   ‸- id: c\n",
        "this dash does not line up with the other items of its list",
        "begin it in the same column as theirs",
    ),
    "key indented too far": (
        "a: b\n  ‸c: d\n",
        "this line does not line up with the keys above it",
        "begin it in the same column as they do",
    ),
    "key indented too little": (
        "list:\n  - id: a\n   ‸text: b\n",
        "a dash is missing here, or the line does not line up with its neighbours",
        "put the other keys of an item below its first key",
    ),
    "word and colon in the second line of a sentence": (
        "text: The child\n  ‸said: no\n",
        "this line does not line up with the keys above it",
        "if it belongs to the text above, put the whole text in double quotes",
    ),
    "key after a quote indented too far": (
        'a: "b"\n  ‸c: d\n',
        "this line does not line up with the lines above it",
        "begin it in the same column",
    ),
    "first line indented": (
        " a: b\n‸c: d\n",
        "this line does not line up with the first lines of the file",
        "begin all of them in the first column",
    ),
    "list after a text": (
        "level: One\n  ‸- id: a\n    text: b\n",
        "this dash begins no list: YAML takes the line for a part of the text above it",
        "line it up with the other items",
    ),
    "dash after a colon": (
        "text: ‸- cold\n",
        "a dash begins a list here, where a text is expected",
        "begin the list on the next line",
    ),
    "unclosed quote": (
        'quote: ‸"No food.\n',
        "a quotation mark is opened here and never closed",
        "close it at the end of its text",
    ),
    "unclosed quote before another": (
        'a: 1\nquote: ‸"No food.\npage: 2\ntext: "b"\n',
        "the quotation mark that is opened here is closed only on line 4",
        "close it at the end of its text",
    ),
    "unclosed single quote": (
        "quote: ‸'No food.\n",
        "a quotation mark is opened here and never closed",
        "close it at the end of its text",
    ),
    "quote marks inside a quote": (
        'quote: "He said "‸no" to me"\n',
        "the text in quotation marks ends before this",
        "put a \\ before each quotation mark that belongs to the text",
    ),
    "apostrophe inside single quotes": (
        "quote: 'The child'‸s food'\n",
        "the text in quotation marks ends before this: an apostrophe closes it",
        DOUBLE_QUOTES,
    ),
    "backslash in double quotes": (
        'quote: "a ‸\\[b]"\n',
        "a \\ inside double quotes has a special meaning",
        "write \\\\ for the letter itself",
    ),
    "text that begins with a bracket": (
        "quote: [letters] ‸restored\n",
        "there is more after the closing bracket",
        DOUBLE_QUOTES,
    ),
    "unclosed bracket": (
        "a: ‸[b, c\nd: e\n",
        "the bracket [ is opened here and not closed as it should be",
        "close it with ]",
    ),
    "unclosed brace": (
        "a: ‸{b: 1, c: 2\nd: e\n",
        "the bracket { is opened here and not closed as it should be",
        "close it with }",
    ),
    "unclosed bracket at the end": (
        "a: ‸[b,\n",
        "the bracket [ is opened here and not closed as it should be",
        "close it with ]",
    ),
    "two commas": ("a: [b, ‸, c]\n", "there is a comma too many", "take it out"),
    "question mark in brackets": (
        "a: [what‸? no]\n",
        "a question mark stands inside brackets",
        DOUBLE_QUOTES,
    ),
    "text that begins with @": ("a: ‸@home\n", "no text can begin with @", DOUBLE_QUOTES),
    "text that begins with a backtick": ("a: ‸`b`\n", "no text can begin with `", DOUBLE_QUOTES),
    "text that begins with %": ("a: ‸%b\n", "no text can begin with %", DOUBLE_QUOTES),
    "text that begins with ?": ("a: ‸? b\n", "no text can begin with ?", DOUBLE_QUOTES),
    "text that begins with |": ("a: ‸| b\n", "no text can begin with |", DOUBLE_QUOTES),
    "text that begins with >": ("a: ‸>5 years\n", "no text can begin with >", DOUBLE_QUOTES),
    "text that begins with |#": ("a: ‸|# b\n  c\n", "no text can begin with |", DOUBLE_QUOTES),
    "list as a key": (
        "? ‸[a]\n: b\n",
        "a list or a group of keys stands where a key is expected",
        "put it in double quotes",
    ),
    "group as a key": (
        "? ‸{a: 1}\n: b\n",
        "a list or a group of keys stands where a key is expected",
        "put it in double quotes",
    ),
    "braces within braces": (
        "a: {‸{b}}\n",
        "a list or a group of keys stands where a key is expected",
        "put it in double quotes",
    ),
    "no key": ("‸: b\n", "a word is missing before the colon", "write the key"),
    "no key after ?": ("?‸\n: b\n", "a word is missing before the colon", "write the key"),
    "merge key": ("‸<<: {a: 1}\n", "`<<` copies keys from another place", "write the keys out in full"),
    "empty": ("‸", "the file is empty", "put back the last version of it"),
    "only blank lines": ("‸\n\n  \n", "the file is empty", "put back the last version of it"),
    "only comments": ("‸# nothing\n", "the file holds no rules", "put back the last version of it"),
    "only a null": ("‸null\n", "the file holds no rules", "put back the last version of it"),
}
NESTED = {
    "[": ("[" * 100_000, (1, 41)),
    "{": ("{a: " * 100_000, (1, 161)),
    "[ and {": ("[{a: " * 50_000, (1, 101)),
    "[ on lines of its own": ("[\n" * 100_000, (41, 1)),
    "- in a line": ("- " * 100_000, (1, 81)),
    "- in lines": ("".join(f"{' ' * i}-\n" for i in range(900)), (41, 41)),
    "keys": ("".join(f"{' ' * i}a:\n" for i in range(900)), (41, 41)),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_every_trap_is_reported_at_its_place(trap: str, parser: Any) -> None:
    """Each trap is one problem, with the exact line and column, the message, and a help without jargon."""
    source, message, help = TRAPS[trap]
    text, expected = marked(source)

    page = reading.read(text, "rule.yaml")

    assert places(page.problems) == expected
    assert [problem.message for problem in page.problems] == [message]
    assert help in page.problems[0].help
    assert is_helpful(page.problems[0])


@pytest.mark.parametrize("nested", NESTED)
def test_deep_nesting_is_refused(nested: str, parser: Any) -> None:
    """A hundred thousand brackets, dashes or keys inside one another are a problem at the forty-first, and no crash."""
    text, place = NESTED[nested]
    with mock.patch.object(reading, "LARGEST", len(text)):
        page = reading.read(text, "rule.yaml")

    assert places(page.problems) == [place]
    assert page.problems[0].message == "nested more than 40 deep"
    assert is_helpful(page.problems[0])


def test_braces_alone_are_refused_at_the_second(parser: Any) -> None:
    """A hundred thousand opening braces are a problem at the second, which stands where a key is expected."""
    page = reading.read("{" * 100_000, "rule.yaml")

    assert places(page.problems) == [(1, 2)]


def test_question_marks_alone_are_refused_at_the_second(parser: Any) -> None:
    """A hundred thousand question marks, each a key of the next, are a problem at the second."""
    page = reading.read("? " * 100_000, "rule.yaml")

    assert places(page.problems) == [(1, 3)]


def test_every_problem_of_a_file_is_reported(parser: Any) -> None:
    """What can be read goes on being read: all the traps of a file are reported, in the order of the file."""
    text, expected = marked("a: ‸NO\n‸a: ‸010\nlist:\n  - ‸on\n  - x ‸#y\n‸<<: {}\nb: ‸*c\n")

    page = reading.read(text, "rule.yaml")

    assert places(sorted(page.problems)) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", 2),
        ("-2", -2),
        ("0", 0),
        ("2.5", 2.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ('"NO"', "NO"),
        ("'010'", "010"),
        ('"12:30"', "12:30"),
        ("The answer is no", "The answer is no"),
        ("NO.", "NO."),
        ("ratio 1:2", "ratio 1:2"),
        ("a#b", "a#b"),
        ("a  # a comment", "a"),
        ('"a #b"', "a #b"),
        ("it says “no”", "it says “no”"),
        ("the child’s", "the child’s"),
        ("2020-05", "2020-05"),
        ("a\n  b", "a b"),
        (">-\n  a\n  b", "a b"),
        ("|-\n  a\n  b", "a\nb"),
        ('"a \\"b\\" \\\\ c"', 'a "b" \\ c'),
        ("'it''s'", "it's"),
        ("[a, 1, true]", ("a", 1, True)),
        ("{a: 1, b: {c: [d]}}", {"a": 1, "b": {"c": ("d",)}}),
        ("\n  - a\n  - b: c", ("a", {"b": "c"})),
        ("é 😀", "é 😀"),
    ],
)
def test_what_is_meant_is_read(text: str, value: object, parser: Any) -> None:
    """Ordinary words, numbers, quotes, lists and groups are read as what they say, without a problem."""
    page = reading.read(f"key: {text}\n", "rule.yaml")

    assert not page.problems
    assert page.data == {"key": value}
    assert type(page.data["key"]) is type(value)


def test_every_value_and_key_has_its_place(parser: Any) -> None:
    """Keys and values are found again at the line and column where they stand; a missing value is behind its colon."""
    page = reading.read('a: 1\nb:\n  - c: "d"\n    e:\n  - {f: [g, h]}\n', "rule.yaml")

    assert page.keys["b", 0, "e"][:2] == (4, 5)
    assert page.values["b", 0, "e"][:2] == (4, 7)
    assert page.values["b", 0, "c"] == (3, 8, 3)
    assert page.values["b", 1, "f", 1] == (5, 13, 1)
    assert page.place(("b", 1, "f", 9, "nowhere"))[:2] == (5, 9)
    assert page.double_quoted == {("b", 0, "c")}


def test_a_byte_order_mark_is_accepted(parser: Any) -> None:
    """A file that Notepad saved with a byte order mark reads like one without, and its columns are the same."""
    page = reading.decode(b"\xef\xbb\xbfa: b\n", "rule.yaml")

    assert not page.problems
    assert page.data == {"a": "b"}
    assert page.keys["a",][:2] == (1, 1)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_ends_of_lines_are_accepted(end: str, parser: Any) -> None:
    """Lines that end as on Windows, or on an old Mac, read alike, with the same places."""
    text = 'a: b\nlist:\n  - "c\n    d"\n  - e  # f\n'

    page = reading.read(text.replace("\n", end), "rule.yaml")

    assert page == reading.read(text, "rule.yaml")
    assert page.data == {"a": "b", "list": ("c d", "e")}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_an_old_windows_encoding_is_reported(mark: bytes) -> None:
    """A curly apostrophe of an old Windows program is reported at its letter, which is shown, also after accents."""
    page = reading.decode(mark + "a: 1\nb: é ".encode() + "the child’s".encode("cp1252"), "rule.yaml")

    assert places(page.problems) == [(2, 15)]
    assert page.problems[0].message == "this letter is not UTF-8, the encoding of rule files"
    assert "save the file as UTF-8" in page.problems[0].help
    assert page.problems[0].excerpt == "b: é the child’s"
    assert is_helpful(page.problems[0])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_reported(encoding: str) -> None:
    """A file that Notepad saved as "Unicode" is reported as a whole, with what to do."""
    page = reading.decode("\ufeffa: b\n".encode(encoding), "rule.yaml")

    assert [str(problem) for problem in page.problems] == [
        "rule.yaml: the file is saved as UTF-16 (Notepad calls it Unicode)\n"
        "  = save the file as UTF-8 (in Word or Notepad: Save as, Encoding: UTF-8)"
    ]


def test_a_file_that_is_too_long_is_not_read(parser: Any) -> None:
    """A file one letter over the limit is a problem of the whole file; one at the limit is read."""
    filled = "a: b  # "
    filled += "c" * (reading.LARGEST - len(filled))

    assert reading.read(filled, "rule.yaml").data == {"a": "b"}
    page = reading.read(filled + "c", "rule.yaml")
    assert page.data is None
    assert [problem.message for problem in page.problems] == [
        "the file has 500,001 characters; a rule file has at most 500,000"
    ]
    assert is_helpful(page.problems[0])


def test_a_long_line_is_cut_around_the_mistake(parser: Any) -> None:
    """Of a very long line only a part is shown, and the caret still stands under the mistake."""
    page = reading.read(f"text: {'word ' * 200}said: no\n", "rule.yaml")

    shown = str(page.problems[0]).split("\n")
    assert page.problems[0].column == 1011
    assert len(page.problems[0].excerpt) == 160
    assert shown[1][shown[2].index("^")] == ":"


def test_letters_that_a_terminal_obeys_are_not_shown(parser: Any) -> None:
    """A control character in a file reaches neither the excerpt nor the message."""
    page = reading.read("a: \x1b[2J\n", "rule.yaml")

    assert "\x1b" not in str(page.problems[0])
    assert page.problems[0].excerpt == "a: ?[2J"


def test_the_shipped_parser_is_the_fast_one() -> None:
    """Where PyYAML has its parser in C, files are read with it."""
    assert reading._PARSER is PARSERS[-1]


@thorough
@given(text=st.text() | words_of_yaml)
@example(text="? ")
@example(text="{0:b’|\n&\r!\n?")
@example(text=">\n\n  a\n b: [")
def test_any_text_reads_or_has_problems(text: str) -> None:
    """Whatever stands in a file, with either parser it gives data or helpful problems, never an error."""
    for parser in PARSERS:
        page = read_with(parser, text)

        assert page.problems or page.data is not None
        assert all(is_helpful(problem) for problem in page.problems)
        assert all(1 <= problem.line <= len(page.lines) for problem in page.problems)


@thorough
@given(text=words_of_yaml)
def test_both_parsers_agree(text: str) -> None:
    """The parser in C and the one in Python give the same data at the same places, or the same problems."""
    first, *others = (read_with(parser, text) for parser in PARSERS)

    for other in others:
        assert other.problems == first.problems
        if not first.problems:
            assert other == first


@thorough
@given(raw=st.binary() | words_of_yaml.map(lambda text: text.encode("cp1252", "replace")))
def test_any_bytes_read_or_have_problems(raw: bytes) -> None:
    """Whatever bytes a file has, it gives data or problems, never an error."""
    page = reading.decode(raw, "rule.yaml")

    assert page.problems or page.data is not None
    assert all(str(problem) for problem in page.problems)


@pytest.mark.parametrize("file", sorted(SMALL.rglob("*.yaml")), ids=lambda path: path.name)
def test_rule_files_read_alike(file: str) -> None:
    """A real rule file gives the same data at the same places with either parser."""
    text = (SMALL / file).read_text(encoding="utf-8")
    pages = [read_with(parser, text) for parser in PARSERS]

    assert not pages[0].problems
    assert all(page == pages[0] for page in pages)
