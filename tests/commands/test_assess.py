"""`threshold assess`: every face, on the screen or in a file."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

import threshold
from threshold.assessment import Assessment
from threshold.checklist import Checklist
from threshold.commands import assess, main
from threshold.reporting import faces

CASE = Path(__file__).resolve().parents[2] / "examples" / "two_worries.json"


@pytest.fixture
def expected() -> dict[str, str]:
    """The example case in every face."""
    checklist = Checklist.from_json(CASE.read_bytes())
    return {face: faces.render(face, threshold.assess(checklist), checklist) for face in faces.FACES}


@pytest.mark.parametrize("face", faces.FACES)
def test_every_face_is_printed(
    face: str, expected: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """--format prints the face and nothing else."""
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["assess", str(CASE), "--format", face]) == 0
    printed = capsys.readouterr()

    assert printed.out == expected[face]
    assert printed.err == ""


@pytest.mark.parametrize("face", faces.FACES)
def test_every_face_is_written(
    face: str,
    expected: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """--output writes the same, whatever the window's width, prints nothing, and names the file in one line of talk."""
    monkeypatch.setenv("COLUMNS", "33")
    file = tmp_path / "report"
    assert main(["assess", str(CASE), "--format", face, "--output", str(file)]) == 0
    printed = capsys.readouterr()

    assert file.read_text(encoding="utf-8") == expected[face]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert printed.out == ""
    assert printed.err == f"threshold: wrote {file}\n"


def test_the_case_in_the_help_can_be_asked() -> None:
    """The help shows a case with every key, and the shipped rulebook answers it."""
    shown = re.search(r"\{.*\}", assess.__doc__ or "", re.DOTALL)
    assert shown

    assert set(json.loads(shown[0])) == set(Checklist.model_fields)
    assert threshold.assess(Checklist.from_json(shown[0])).findings


def test_json_has_a_short_form(capsys: pytest.CaptureFixture[str]) -> None:
    """--json is --format json, and can be read back."""
    assert main(["assess", str(CASE), "--json"]) == 0
    printed = capsys.readouterr().out

    assert Assessment.model_validate(json.loads(printed)) == threshold.assess(Checklist.from_json(CASE.read_bytes()))


def test_two_faces_at_once_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """--json with another format is a usage error, not a silent choice."""
    with pytest.raises(SystemExit) as stopped:
        main(["assess", str(CASE), "--json", "--format", "html"])

    assert stopped.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "said"), [("", "is a folder"), ("missing/report.md", "no folder"), ("case.json", "the case itself")]
)
def test_what_cannot_be_written_is_said(
    output: str, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A bad place for the file is exit 2, a sentence and what to do; nothing is printed; the case is left alone."""
    case = tmp_path / "case.json"
    case.write_bytes(CASE.read_bytes())
    assert main(["assess", str(case), "--output", str(tmp_path / output)]) == 2
    printed = capsys.readouterr()

    assert printed.out == ""
    assert said in printed.err
    assert "\n  = " in printed.err
    assert [entry.name for entry in tmp_path.iterdir()] == ["case.json"]
    assert case.read_bytes() == CASE.read_bytes()


def test_nothing_is_written_unless_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without --output no file appears where the command runs."""
    monkeypatch.chdir(tmp_path)
    assert main(["assess", str(CASE)]) == 0

    assert capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
