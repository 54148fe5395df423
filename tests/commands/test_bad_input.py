"""Whatever is given to the command line by mistake: exit code 2, nothing on stdout, where and what to do on stderr."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import Said
from tests.small import SMALL, edit, jargon, small_copy
from threshold.checklist import LARGEST
from threshold.commands import main

CLI = Path(__file__).resolve().parents[2] / "cli.py"
RULES = ("--rules", str(SMALL))


def call(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    """Run a command here."""
    try:
        code = main(list(words))
    except SystemExit as left:
        code = int(left.code or 0)
    printed = capsys.readouterr()
    return Said(code, printed.out, printed.err)


def run(*words: str, given: bytes = b"") -> Said:
    """Run a command as a program of its own."""
    done = subprocess.run(
        [sys.executable, str(CLI), *words], input=given, capture_output=True, check=False, timeout=120
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def refused(said: Said, *words: str) -> bool:
    """Whether it was bad input: exit code 2, nothing printed, all of *words* said, and nothing for programmers."""
    assert said.code == 2, said
    assert said.out == ""
    assert said.err.startswith("threshold: ")
    assert not jargon(said.err)
    missing = [word for word in words if word not in said.err]
    assert not missing, said.err
    return True


BAD_CASES: dict[str, tuple[bytes, tuple[str, ...]]] = {
    # what is reported
    "unknown indicator": (
        b'{"present": ["wellbeing.tird"]}',
        ("present: there is no indicator `wellbeing.tird`", "did you mean `wellbeing.tired`?"),
    ),
    "indicator without its domain": (
        b'{"absent": ["tired"]}',
        ("absent: there is no indicator `tired`", "did you mean `wellbeing.tired`?"),
    ),
    "indicator that is like no other": (
        b'{"not_known": ["zzz"]}',
        ("not_known: there is no indicator `zzz`", "`threshold search WORDS` finds ids by their words"),
    ),
    "combination": (
        b'{"present": ["wellbeing.tired_and_alone"]}',
        ("present: `wellbeing.tired_and_alone` is a combination, and has no tick", "name the statements that it joins"),
    ),
    "several unknown indicators": (
        b'{"present": ["wellbeing.tird"], "absent": ["home.hungri"]}',
        ("did you mean `wellbeing.tired`?", "did you mean `home.hungry`?"),
    ),
    "unknown key": (b'{"presnt": []}', ("presnt: there is no such key", "did you mean `present`?")),
    "unsaid words of one's own": (
        b'{"unsaid": ["he sighs a lot"]}',
        ("unsaid: `he sighs a lot` is not among the everyday words that no statement says", "`something_else: true`"),
    ),
    "unknown key that is like no other": (
        b'{"xyz": []}',
        (
            "xyz: there is no such key",
            "the keys here are present, absent, not_known, unsaid, something_else, child, judgement",
        ),
    ),
    "unknown key of the child": (
        b'{"child": {"name": "A"}}',
        ("child.name: there is no such key", "the keys here are age, unborn, disabled"),
    ),
    "present and absent": (
        b'{"present": ["home.hungry"], "absent": ["home.hungry"]}',
        ("`home.hungry` is both present and absent", "keep it in one of the two"),
    ),
    "absent and not known": (
        b'{"absent": ["home.hungry"], "not_known": ["home.hungry"]}',
        ("`home.hungry` is both absent and not_known", "keep it in one of the two"),
    ),
    "a text for a list": (b'{"present": "home.hungry"}', ("present: a list of indicator ids is expected, not a text",)),
    "an object for a list": (
        b'{"present": {"a": 1}}',
        ("present: a list of indicator ids is expected, not an object",),
    ),
    "null for a list": (b'{"present": null}', ("present: a list of indicator ids is expected, not nothing",)),
    "a number for an id": (b'{"present": [7]}', ("present: an indicator id is a text, not a number",)),
    "null for an id": (b'{"present": [null]}', ("present.0: a text is expected, not nothing",)),
    # the child
    "age -1": (b'{"child": {"age": -1}}', ("child.age: completed years from 0 to 17 are expected, not -1",)),
    "age 40": (b'{"child": {"age": 40}}', ("child.age: completed years from 0 to 17 are expected, not 40",)),
    "age nine": (b'{"child": {"age": "nine"}}', ('from 0 to 17 are expected, not "nine"', "leave it out if it is not")),
    "age 9.5": (b'{"child": {"age": 9.5}}', ("child.age: completed years from 0 to 17 are expected, not 9.5",)),
    "age true": (b'{"child": {"age": true}}', ("child.age: completed years from 0 to 17 are expected, not true",)),
    "age beyond all numbers": (b'{"child": {"age": 1e999}}', ("are expected, not a number that large",)),
    "age of many digits": (b'{"child": {"age": %s}}' % (b"9" * 50), ("are expected, not a number that large",)),
    "age of far too many digits": (
        b'{"child": {"age": %s}}' % (b"9" * 9999),
        ("9,999 digits", "is it the right file?"),
    ),
    "an unborn child with an age": (
        b'{"child": {"age": 3, "unborn": true}}',
        ("child: an unborn child has no age", "leave out one of the two"),
    ),
    "unborn in words": (b'{"child": {"unborn": "no"}}', ('child.unborn: true or false is expected, not "no"',)),
    "disabled in numbers": (b'{"child": {"disabled": 1}}', ("child.disabled: true or false is expected, not 1",)),
    "a list for a child": (b'{"child": []}', ("child: an object with the keys of `child` is expected, not a list",)),
    # the judgement
    "judgement without a level": (b'{"judgement": {}}', ("judgement.level: missing; add it",)),
    "judgement of no level": (b'{"judgement": {"level": 0}}', ("judgement.level: 0 is out of range",)),
    "judgement of a level that is not there": (
        b'{"judgement": {"level": 4}}',
        ("judgement.level: there is no Level 4", "the levels are 1 to 3"),
    ),
    "judgement for a reason that is not there": (
        b'{"judgement": {"level": 2, "reason": "because"}}',
        ("judgement.reason: `because` is not in the list", "seen_before, knows_more"),
    ),
    # what is no case
    "not JSON": (b"present: home.hungry", ("line 1, column 1: a value is missing here, or is not written as JSON",)),
    "single quotes": (b"{'present': []}", ("line 1, column 2: a key in double quotes is expected here",)),
    "a comma too many": (b'{\n"present": [],\n}', ("line 3, column 1: ", "after the last value there is no comma"))
    if sys.version_info < (3, 13)
    else (b'{\n"present": [],\n}', ("line 2, column 14: there is a comma too many here",)),
    "a comma missing": (b'{"present": [] "absent": []}', ("line 1, column 16: a comma is missing here",)),
    "a colon missing": (b'{"present" []}', ("line 1, column 12: a colon is missing here",)),
    "cut short": (b'{"present": ["home.hun', ("line 1, column 14: a text is opened here and never closed",)),
    "two cases": (b"{}{}", ("line 1, column 3: there is more after the end of the case",)),
    "a line break in a text": (b'{"present": ["home.\nhungry"]}', ("a line break or tab stands inside a text",)),
    "a backslash in a text": (b'{"present": ["home\\.hungry"]}', ("a \\ inside a text has a special meaning",)),
    "not UTF-8": (b'{"present":\n["\xe9"]}', ("line 2: a letter is not UTF-8", "save the case as UTF-8")),
    "UTF-16": ('{"present": []}'.encode("utf-16"), ("line 1: a letter is not UTF-8", "save the case as UTF-8")),
    "nothing": (b"", ("the case is empty", 'give an object such as {"present"')),
    "blank lines": (b"\n \n", ("the case is empty", 'give an object such as {"present"')),
    "NaN": (b'{"child": {"age": NaN}}', ("NaN is not JSON", "leave out what is not known")),
    "-Infinity": (b'{"child": {"age": -Infinity}}', ("-Infinity is not JSON", "leave out what is not known")),
    "a key twice": (b'{"present": [], "present": []}', ("`present` is given twice", "join the two")),
    "a key twice in the child": (b'{"child": {"age": 3, "age": 4}}', ("`age` is given twice", "join the two")),
    "nested lists": (b"[" * 100_000, ("the case is nested too deep to be one", "an object with lists of ids")),
    "nested objects": (b'{"child":' * 100_000, ("the case is nested too deep to be one", "an object with lists")),
    "nested lists that are closed": (b"[" * 800 + b"]" * 800, ("present: an indicator id is a text, not a list",)),
    "a number": (b"4", ("a case is an object such as", "not a number")),
    "a text": (b'"home.hungry"', ("a case is an object such as", "not a text")),
    "null": (b"null", ("a case is an object such as", "not nothing")),
    "true": (b"true", ("a case is an object such as", "not true or false")),
    "more than a case": (
        b'{"a": "%s"}' % (b"a" * LARGEST),
        ("more than 1,000,000 characters", "is it the right file?"),
    ),
    "eighty thousand keys": (
        b"{" + b",".join(b'"%d":0' % number for number in range(80_000)) + b"}",
        ("79,980 more", "is it the right file?"),
    ),
}
ON_PURPOSE = ("unknown indicator", "not JSON", "nested lists", "NaN", "nothing", "age of far too many digits")
NO_RULES = {
    "missing folder": ("does not exist: a rulebook is a folder", "give a folder that holds rulebook.yaml"),
    "empty folder": ("rulebook.yaml: missing from", "put it back", "levels/*.yaml: no such file in"),
    "a file": ("is not a folder: a rulebook is a folder", "give a folder that holds rulebook.yaml"),
    "cut in half": ("levels/home.yaml:", "the rulebook was not loaded"),
    "wrong in one line": ("levels/home.yaml:3:1: `part_off` is not a known key", "did you mean `part_of`?"),
}
COMMANDS = {"assess": ("-",), "show": (), "search": ("food",)}


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A folder of rules that cannot be used."""
    copied = small_copy(tmp_path)
    half = (copied / "levels" / "home.yaml").read_bytes()[:500]
    match request.param:
        case "missing folder":
            return str(tmp_path / "nowhere")
        case "empty folder":
            (tmp_path / "empty").mkdir()
            return str(tmp_path / "empty")
        case "a file":
            return str(copied / "rulebook.yaml")
        case "cut in half":
            (copied / "levels" / "home.yaml").write_bytes(half)
        case _:
            edit(copied, "levels/home.yaml", "part_of:", "part_off:")
    return str(copied)


def give(monkeypatch: pytest.MonkeyPatch, case: bytes) -> None:
    """Put *case* on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(case)))


def test_a_good_case_is_answered(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The case that the mistakes below are made in is fine as it is: an answer on stdout, nothing on stderr."""
    case = tmp_path / "case.json"
    case.write_text('{"present": ["home.hungry"], "child": {"age": 9}}', encoding="utf-8")

    said = call(capsys, "assess", str(case), "--json", *RULES)

    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out)["level"] == 2


@pytest.mark.parametrize("name", BAD_CASES)
def test_a_bad_case_in_a_file(name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A case that cannot be understood is refused with the name of its file, the place in it, and what to do."""
    given, words = BAD_CASES[name]
    case = tmp_path / "case.json"
    case.write_bytes(given)

    said = call(capsys, "assess", str(case), *RULES)

    assert refused(said, f"{case}: ", *words)
    assert len(said.err) < 10_000


@pytest.mark.parametrize("name", ON_PURPOSE)
def test_a_bad_case_on_standard_input(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes through a pipe is refused in the same words, and the place is standard input."""
    given, words = BAD_CASES[name]
    give(monkeypatch, given)

    assert refused(call(capsys, "assess", "-", *RULES), "standard input: ", *words)


@pytest.mark.parametrize("name", ON_PURPOSE)
def test_a_bad_case_of_the_program(name: str) -> None:
    """The program itself, started from a checkout, refuses in the same words and with the same exit code."""
    given, words = BAD_CASES[name]

    assert refused(run("assess", "-", *RULES, given=given), "standard input: ", *words)


def test_endless_input_is_not_read_to_its_end() -> None:
    """Of a hundred megabytes through a pipe, the program reads little more than a case can have, and refuses."""
    written = 0
    reader, writer = os.pipe()
    with subprocess.Popen(
        [sys.executable, str(CLI), "assess", "-", *RULES], stdin=reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        os.close(reader)
        try:
            while written < 100_000_000:
                written += os.write(writer, b"[" * 1_000_000)
        except BrokenPipeError:  # nobody reads any more
            pass
        finally:
            os.close(writer)
        out, err = program.communicate(timeout=120)
    said = Said(program.returncode, out.decode(), err.decode())

    assert refused(said, "standard input: the case has more than 1,000,000 characters", "is it the right file?")
    assert written <= 5_000_000


@pytest.mark.parametrize("verb", ["assess", "explain", "what-if"])
def test_a_case_that_is_not_there(verb: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A file that is missing is named, with what can be given instead."""
    missing = str(tmp_path / "nowhere.json")
    more = {"assess": (), "explain": ("home.hungry",), "what-if": ("+home.hungry",)}[verb]

    said = call(capsys, verb, missing, *more, *RULES)

    assert refused(said, f"{missing}: No such file or directory", "give a JSON file, or - for standard input")


def test_a_folder_as_a_case(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A folder in the place of a file is named, with what can be given instead."""
    said = call(capsys, "assess", str(tmp_path), *RULES)

    assert refused(said, f"{tmp_path}: ", "give a JSON file, or - for standard input")


def test_a_name_that_no_file_can_have(capsys: pytest.CaptureFixture[str]) -> None:
    """A name with a letter that no file system takes is refused like a missing file."""
    assert refused(call(capsys, "assess", "case\0.json", *RULES), "give a JSON file, or - for standard input")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("folder", NO_RULES, indirect=True)
def test_rules_that_cannot_be_used(
    folder: str,
    command: str,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A rules folder that is missing, empty or broken is refused by every command, with file, line, column and help."""
    give(monkeypatch, b"{}")

    said = call(capsys, command, *COMMANDS[command], "--rules", folder)

    assert refused(said, *NO_RULES[request.node.callspec.params["folder"]])


@pytest.mark.parametrize("folder", ["cut in half"], indirect=True)
def test_a_broken_rule_file_and_the_program(folder: str) -> None:
    """The program itself refuses a rule file that was cut in half, and says where it ends."""
    assert refused(run("show", "--rules", folder), "levels/home.yaml:", "^", "the rulebook was not loaded")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("asess", "x.json"), ("there is no command `asess`", "did you mean `assess`?")),
        (("frobnicate",), ("there is no command `frobnicate`", "the commands are: ")),
        (("",), ("there is no command ``", "the commands are: ")),
        (("--jsno",), ("--jsno", "`threshold --help` shows what can be said")),
        (("assess", "x.json", "--jsno"), ("--jsno", "`threshold assess --help` shows what can be said")),
        (("assess",), ("CASE.json", "`threshold assess --help` shows what can be said")),
        (("assess", "a.json", "b.json"), ("b.json", "`threshold assess --help` shows what can be said")),
        (("assess", "x.json", "--rules"), ("--rules", "`threshold assess --help` shows what can be said")),
        (("assess", "x.json", "--engine", "steam"), ("steam", "durable-rules", "table")),
        (("search",), ("WORDS", "`threshold search --help` shows what can be said")),
        (("show", "level", "9", *RULES), ("there is no Level 9", "the levels are 1, 2, 3")),
        (("show", "nothing_such", *RULES), ("nothing_such", "`threshold show` lists what there is")),
        (("show", "article", "99", *RULES), ("article 99", "24, 27")),
    ],
    ids=lambda value: " ".join(value)[:40],
)
def test_a_command_that_was_mistyped(
    given: tuple[str, ...], words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """A command, option or word that is not known is repeated, with the nearest one or where to look."""
    assert refused(call(capsys, *given), *words)


def test_an_unknown_command_of_the_program() -> None:
    """The program itself refuses a command that it does not have."""
    assert refused(run("asess"), "there is no command `asess`", "did you mean `assess`?")


def test_letters_that_a_terminal_obeys_are_not_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What was given is repeated without the letters that would clear the screen, or hide what follows."""
    case = tmp_path / "case.json"
    case.write_text('{"present": ["\\u001b[2Jhome.\\u202ehungry"], "child": {"\\u001b[2J": 1}}', encoding="utf-8")

    for said in (call(capsys, "assess", str(case), *RULES), call(capsys, "\x1b[2J")):
        assert refused(said, "?[2J")
        assert said.err.replace("\n", "").isprintable()
