"""`threshold explain` and `threshold what-if`, as they are typed."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

import threshold
from tests.running import run_command
from tests.small import SMALL
from threshold.assessing.explaining import Explanation
from threshold.assessing.supposing import WhatIf

HARM, TALKING = "health.self_harm", "health.development_delayed"
PAIR = "social_presentation.hygiene_poor_with_other_neglect"


@pytest.fixture
def case(tmp_path: Path) -> str:
    """A case in a file."""
    path = tmp_path / "case.json"
    path.write_text(json.dumps({"present": [TALKING], "not_known": [HARM], "child": {"age": 3}}), encoding="utf-8")
    return str(path)


def test_explain_a_finding(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding is explained on stdout, below the emergency line and what this is."""
    code, out, err = run_command(capsys, "explain", case, TALKING)

    assert (code, err) == (0, "")
    assert out.startswith(threshold.load_rulebook().emergency.text)
    assert "You said that this is so." in out
    assert "Why not higher" in out


def test_what_if_says_the_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One more statement, with another age: both are repeated, and the difference is said in words."""
    path = tmp_path / "case.json"
    path.write_text('{"present": ["wellbeing.tired"], "child": {"age": 3, "disabled": false}}', encoding="utf-8")
    words = ["what-if", str(path), "+wellbeing.no_one_to_ask", "age=4", "--rules", str(SMALL)]
    code, out, err = run_command(capsys, *words)

    assert (code, err) == (0, "")
    assert "- About the child: The child's age: 4.\n  ! In the case: 3." in out
    assert "The level rises from 2 to 3." in out


@pytest.mark.parametrize("sign", ["-", "?", "+"])
@pytest.mark.parametrize("before", [True, False])
def test_signs_are_never_options(case: str, sign: str, before: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """An id with its sign may stand anywhere, before and after options."""
    words = [case, "--json", f"{sign}{HARM}"] if before else [case, f"{sign}{HARM}", "--engine", "table", "--json"]
    code, out, _ = run_command(capsys, "what-if", *words)

    said = {"+": "present", "-": "absent", "?": "not_known"}[sign]
    assert code == 0
    assert [each.after for each in WhatIf.model_validate_json(out).supposed] == [said]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("-health.self_har", "did you mean `health.self_harm`?"),
        ("--health.self_harm", "did you mean `health.self_harm`?"),
        ("-h.elp", "there is no statement `h.elp`"),
        ("-", "stands alone"),
        ("--jsn", "there is no such option"),
        (f"+{PAIR}", "it is a combination, and has no tick"),
        ("age=40", "0 to 17"),
    ],
)
def test_a_bad_word_is_named(case: str, word: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A word that means nothing is an error that names it and says what to do: no usage error, nothing on stdout."""
    code, out, err = run_command(capsys, "what-if", case, "+health.failure_to_thrive", word)

    assert (code, out) == (2, "")
    assert f"`{word}`" in err
    assert said in err


@pytest.mark.parametrize("id", ["health.self_har", "-health.self_harm", "+health.self_harm", "?health.self_harm"])
def test_an_id_that_is_not_there_is_named(case: str, id: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`explain` of an unknown id, also one with a leading dash, says which id was perhaps meant; exit 2."""
    code, out, err = run_command(capsys, "explain", case, id)

    assert (code, out) == (2, "")
    assert f"there is no statement `{id}`" in err
    assert "did you mean `health.self_harm`?" in err


def test_both_give_data(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` gives an explanation and a what-if as data, and nothing else on stdout."""
    _, explained, _ = run_command(capsys, "explain", "--json", case, PAIR)
    _, tried, _ = run_command(capsys, "what-if", "--json", case, f"+{HARM}")

    assert Explanation.model_validate_json(explained).statement.id == PAIR
    assert WhatIf.model_validate_json(tried).changes.findings.gained[0].id == HARM


def test_standard_input_and_another_rulebook(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` reads the case from standard input, and `--rules` answers by another rulebook."""
    rules = Path(__file__).resolve().parents[1] / "data" / "small_rulebook"
    id = next(i.id for i in threshold.load_rulebook(rules).indicators.values() if i.counts)
    for words in (["explain", "-", id], ["what-if", "-", f"+{id}"]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
        code, out, _ = run_command(capsys, *words, "--rules", str(rules), "--plain")
        assert code == 0
        assert threshold.load_rulebook(rules).indicators[id].citations[0].quote in out.replace("\n  ", " ")


@pytest.mark.parametrize("verb", ["explain", "what-if"])
def test_plain_has_no_colour_and_no_boxes(case: str, verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--plain` nothing is printed but text."""
    word = TALKING if verb == "explain" else f"-{TALKING}"
    _, out, _ = run_command(capsys, verb, case, word, "--plain")

    assert "\x1b" not in out
    assert not [letter for letter in out if "\u2500" <= letter <= "\u259f"]


@pytest.mark.parametrize("verb", ["explain", "what-if"])
@pytest.mark.parametrize("name", ["missing.json", "\x00", "-x.json"])
def test_a_case_that_cannot_be_read_is_an_error(verb: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there is a sentence on stderr, exit 2."""
    code, out, err = run_command(capsys, verb, name, f"+{HARM}")

    assert (code, out) == (2, "")
    assert "give a JSON file" in err


def test_an_engine_that_is_not_here_is_an_error(
    case: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where durable-rules cannot be installed, asking for it is an error that says what there is."""
    monkeypatch.setattr("threshold.commands.case.engine_names", lambda: ("table",))
    code, _, err = run_command(capsys, "explain", case, TALKING, "--engine", "durable-rules")

    assert code == 2
    assert "what there is: table" in err


def test_the_case_itself_is_checked_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown id in the case is said of the case, by its file, and not of the words."""
    path = tmp_path / "case.json"
    path.write_text('["health.nothing_like_it"]', encoding="utf-8")
    code, _, err = run_command(capsys, "what-if", str(path), f"+{HARM}")

    assert code == 2
    assert f"{path}: present: there is no indicator `health.nothing_like_it`" in err
