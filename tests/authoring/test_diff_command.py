"""`threshold rules diff`, as it is typed, and its faces."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import threshold
from tests.running import Said, run_command
from tests.small import SMALL, edit, small_copy
from threshold.authoring.diff.changes import changes
from threshold.authoring.diff.versions import Diff
from threshold.commands.rules import many
from threshold.rulebook.location import shipped_rules

SLEEP, TITLE = "levels/wellbeing.yaml", "rulebook.yaml"
MOVED = """      - id: not_growing
        text: The child has stopped growing.
        quote: "Not growing (under 5)."
        when:
          age: {under: 5}
        themes: [hunger]
        pattern: [persistent]
"""


def run(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    """What `threshold rules diff` says."""
    return run_command(capsys, "rules", "diff", *words)


@pytest.fixture
def moved(tmp_path: Path) -> str:
    """The small rulebook with one statement moved from Level 2 to Level 3."""
    folder = small_copy(tmp_path)
    edit(folder, SLEEP, MOVED, "")
    edit(folder, SLEEP, "      - see: home.no_food\n", "      - see: home.no_food\n\n    level_3:\n" + MOVED)
    edit(folder, SLEEP, "    lost: [3]\n", "")
    return str(folder)


def written(tmp_path: Path, *lines: str) -> str:
    """A file of cases."""
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


GROWING = '{"present": ["wellbeing.not_growing"], "child": {"age": 3}}'
TIRED = '{"present": ["wellbeing.tired"], "child": {"age": 9}}'


def test_nothing_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rulebook and a copy of it: nothing changed. With a comment more: still nothing, and that the files differ."""
    folder = small_copy(tmp_path)
    same = run(capsys, str(SMALL), str(folder))
    (folder / TITLE).write_text("# Hello.\n" + (folder / TITLE).read_text(encoding="utf-8"), encoding="utf-8")
    comment = run(capsys, str(SMALL), str(folder))

    assert (same[0], comment[0]) == (0, 0)
    assert "- Nothing changed.\n" in same[1]
    assert "comments" not in same[1]
    assert "- Nothing changed.\n  ! The files are not the same to the letter" in comment[1]


def test_a_statement_moved(moved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the officer sees: how many cases rise, their lines, the statement that did it; then the change itself."""
    code, out, err = run(capsys, str(SMALL), moved, "--cases", written(tmp_path, GROWING, TIRED, "", GROWING))

    assert (code, err) == (0, "")
    assert "- 3 cases tried. 1 answered as before.\n    * No level falls.\n" in out
    assert (
        "Levels that rise\n"
        "- 2 of 3 cases rise from Level 2 to Level 3.\n"
        "    * because: Moved from Level 2 to Level 3: The child has stopped growing.\n"
        "    * no longer to be done: Ask the lighthouse team.\n"
    ) in out
    assert "    * lines 1 and 4\n" in out
    assert "- Moved from Level 2 to Level 3: The child has stopped growing.\n" in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_a_level_that_falls_is_said_first(moved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The other way round a concern is lost: it stands first of what the cases show, in capitals."""
    _, out, _ = run(capsys, moved, str(SMALL), "--cases", written(tmp_path, GROWING))

    assert "    * The level falls: 1 case\n" in out
    assert "\n\nLEVELS THAT FALL: look at these first\n- 1 of 1 case falls from Level 3 to Level 2.\n" in out
    assert "No level falls" not in out


def test_the_version_was_not_raised(moved: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Something changed under the same version: it is said. Once the version is raised, it is not."""
    before = run(capsys, str(SMALL), moved)[1]
    edit(Path(moved), TITLE, 'version: "1.0"', 'version: "1.1"')
    after = run(capsys, str(SMALL), moved)[1]

    assert "! The version is the same in both. Raise `version` in rulebook.yaml" in before
    assert "The version is the same" not in after


def test_bad_lines(moved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines that are no cases are named by number, never by what they hold; the rest is compared; exit code 1."""
    bad = ["{Jane Smith", '{"name": "Jane Smith"}', '["jane.smith"]', "\ufeff" + TIRED]
    code, out, err = run(capsys, str(SMALL), moved, "--cases", written(tmp_path, *bad, GROWING))

    assert code == 1
    assert "jane" not in (out + err).lower()
    assert "lines 1 and 2." in out
    assert "line 3." in " ".join(out.split())
    assert "1 of 5 cases rises from Level 2 to Level 3." in out


def test_a_retired_statement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Cases that name what is gone cannot be compared, and it is said how many, which they are, and why it is gone."""
    folder = small_copy(tmp_path)
    edit(folder, SLEEP, MOVED, "")
    title = folder / TITLE
    retired = "retired:\n  - id: wellbeing.not_growing\n    why: Weigh the child.\n"
    title.write_text(title.read_text(encoding="utf-8") + retired, encoding="utf-8")
    _, out, _ = run(capsys, str(SMALL), str(folder), "--cases", written(tmp_path, TIRED, GROWING))
    words = " ".join(out.split())

    assert (
        "Cases that cannot be compared - 1 of 2 cases names what the new version cannot be told: "
        "wellbeing.not_growing. * Retired, Level 2 before: The child has stopped growing. * line 2" in words
    )
    assert "* Why: Weigh the child." in words


def test_examples_stand_in_for_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without cases the examples of both versions are tried, and named by their sentences."""
    folder = small_copy(tmp_path)
    combination = "        when:\n          all:\n            - tired\n            - no_one_to_ask\n"
    edit(folder, SLEEP, combination, combination + "            - age: {under: 5}\n")
    code, out, _ = run(capsys, str(SMALL), str(folder))

    assert code == 0
    assert "2 examples tried, those that stand beside the rules of the two versions." in " ".join(out.split())
    assert "* “A tired child has no adult to turn to at night.”" in out


@pytest.mark.parametrize("which", ["old", "new"])
def test_a_broken_version(which: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said which of the two is broken, with its problems; nothing is printed."""
    folder = small_copy(tmp_path)
    edit(folder, SLEEP, "text: The child is often tired.", "txt: The child is often tired.")
    given = (str(folder), str(SMALL)) if which == "old" else (str(SMALL), str(folder))
    code, out, err = run(capsys, *given)

    assert (code, out) == (2, "")
    assert f"the {which} version ({folder}) is broken" in err
    assert "levels/wellbeing.yaml:" in err


@pytest.mark.parametrize(
    "words",
    [
        ("no_such_version",),
        ("--end-of-options", "x"),
        (str(SMALL), str(SMALL), "--cases", "no_such_file.jsonl"),
        (str(SMALL), str(SMALL), "--cases", str(SMALL)),
        (str(SMALL), str(SMALL), "--output", "no_such_folder/paper.md"),
    ],
)
def test_bad_words(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read or written is said in words, with what to do: exit code 2."""
    try:
        code, out, err = run(capsys, *words)
    except SystemExit as usage:
        printed = capsys.readouterr()
        code, out, err = int(str(usage.code)), printed.out, printed.err

    assert (code, out) == (2, "")
    assert "\n  = " in err
    assert "Traceback" not in err


def commit(folder: Path) -> None:
    """Make the folder a repository whose last version is what is in it."""
    for words in (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_a_revision_has_its_everyday_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The everyday words of a revision are read too, and what changed in them is told under a heading of their own."""
    folder = small_copy(tmp_path)
    words = folder / "everyday_words.yaml"
    words.write_text("words:\n  starving: [home.hungry]\n  at sea: []\n", encoding="utf-8")
    commit(folder)
    words.write_text("words:\n  starving: [home.no_food]\n  at sea: []\n  sleepy: []\n", encoding="utf-8")
    code, out, err = run(capsys, "HEAD", "--rules", str(folder), "--plain")

    assert (code, err) == (0, "")
    assert "Everyday words\n- Changed: What people type" in out
    assert "The title page" not in out
    assert "“starving”" in out
    assert "“sleepy”" in out
    assert "at sea" not in out


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_a_revision_and_the_folder_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OLD may be a revision; without NEW it is compared with the folder as it stands now."""
    folder = small_copy(tmp_path)
    commit(folder)
    edit(folder, SLEEP, "The child is often tired.", "The child is tired on most days.")
    code, out, err = run(capsys, "HEAD", "--rules", str(folder))

    assert (code, err) == (0, "")
    assert "- Reworded: The child is tired on most days." in out


def test_as_data(moved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything is there as data, goes there and back without loss, and is the same each time."""
    cases = written(tmp_path, GROWING, TIRED)
    words = (str(SMALL), moved, "--cases", cases, "--format", "json")
    code, out, _ = run(capsys, *words)
    diff = Diff.model_validate_json(out)

    assert code == 0
    assert f"{diff.model_dump_json(indent=2)}\n" == out == run(capsys, *words)[1]
    assert diff.changes == changes(threshold.load_rulebook(SMALL), threshold.load_rulebook(moved))
    assert json.loads(out)["impact"]["groups"][0]["cases"] == [1]


def test_the_paper_for_the_board(moved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It names both versions, what changes in practice and for whom, the numbers, every change with the document's
    words; and leaves lines to be filled in."""
    path = tmp_path / "paper.md"
    code, out, err = run(
        capsys, str(SMALL), moved, "--cases", written(tmp_path, GROWING, TIRED), "--format", "markdown",
        "--output", str(path),
    )  # fmt: skip
    paper = path.read_text(encoding="utf-8")

    assert (code, out, err) == (0, "", f"threshold: wrote {path}\n")
    headings = [line for line in paper.splitlines() if line.startswith("## ")]
    assert headings == [
        "## What changes in practice",
        "## Whose answers change",
        "## Every change, with the document's words",
        "## Approval",
    ]
    assert "| Version | 1.0 | 1.0 |" in paper
    assert "Children of whom this is said:** The child has stopped growing." in paper
    assert "  - 1 of 2 cases rises from Level 2 to Level 3." in paper
    assert "| The level falls | 0 |" in paper
    assert "“Not growing (under 5).”" in paper
    assert [line.partition(":")[0] for line in paper.splitlines()[-4:]] == [
        "- Who approves",
        "- Role",
        "- Date",
        "- Signature",
    ]


def test_the_cases_are_never_written_over(moved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To write the paper over the cases is refused, and they stay as they are."""
    cases = written(tmp_path, GROWING)
    code, out, err = run(capsys, str(SMALL), moved, "--cases", cases, "--output", cases)

    assert (code, out) == (2, "")
    assert "holds the cases themselves" in err
    assert Path(cases).read_text(encoding="utf-8") == GROWING


def test_a_draft_for_the_changelog(moved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The entry of the changelog: the version, a line for each change of practice, and then for each of words alone."""
    edit(Path(moved), TITLE, 'version: "1.0"', 'version: "1.1"')
    edit(Path(moved), SLEEP, "The child is often tired.", "The child is tired on most days.")
    code, out, _ = run(capsys, str(SMALL), moved, "--cases", written(tmp_path, GROWING), "--changelog")
    lines = out.splitlines()

    assert (code, lines[:2]) == (0, ["## 1.1", ""])
    assert any(
        line.startswith("- Moved from Level 2 to Level 3: The child has stopped growing.")
        and line.endswith("1 of 1 case rises from Level 2 to Level 3.")
        for line in lines
    )
    assert lines[-1] == (
        "- In words alone. Reworded: The child is tired on most days. Wording before: The child is often tired."
    )


def test_many_cases_are_shared_out(moved: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several processes come to the same as one, in the order of the lines."""
    old, new = threshold.load_rulebook(SMALL), threshold.load_rulebook(moved)
    cases = written(tmp_path, *[GROWING, TIRED, "{"] * 9)
    altered = changes(old, new)
    alone = many.tally_of_file(cases, old, new, altered).impact(examples=False)
    monkeypatch.setattr(many, "LOT", 7)
    shared = many.tally_of_file(cases, old, new, altered).impact(examples=False)

    assert alone == shared
    assert shared.unread == tuple(range(3, 28, 3))


def test_the_shipped_rulebook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The shipped rulebook with one of its examples in other words: one row changed, and no answer does."""
    old = tmp_path / "old"
    shutil.copytree(shipped_rules(), old)
    new = tmp_path / "new"
    shutil.copytree(old, new)
    file = sorted((new / "levels").glob("*.yaml"))[0]
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if line.startswith("      - case: "))
    lines[first] = "      - case: A case in other words.\n"
    file.write_text("".join(lines), encoding="utf-8")
    code, out, err = run(capsys, str(old), str(new), "--format", "json")
    diff = Diff.model_validate_json(out)

    assert (code, err) == (0, "")
    assert [(one.kind, one.practice) for one in diff.changes] == [("strand", False)]
    assert diff.impact.compared == diff.impact.same == diff.impact.tried > 0
