"""What the documents show is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from threshold.commands import VERBS, main

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def sessions(text: str) -> list[tuple[str, list[str]]]:
    """Each `$ command` of the console blocks, with the lines shown below it."""
    out: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", text, re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                out.append((line[2:], []))
            else:
                out[-1][1].append(line)
    return out


@pytest.mark.parametrize(("command", "shown"), sessions(README), ids=[command for command, _ in sessions(README)])
def test_the_readme_shows_true_output(
    command: str, shown: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every line shown below a command is printed by it, in that order; `...` stands for lines left out."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    program, *arguments = shlex.split(command)
    assert program == "threshold"
    assert main(arguments) == 0
    printed = capsys.readouterr().out.splitlines()

    at = 0
    for line in shown:
        if line != "...":
            assert line in printed[at:], line
            at = printed.index(line, at) + 1


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The Python lines print what their comments say."""
    code = re.search(r"```python\n(.*?)```", README, re.S)
    assert code
    exec(code.group(1), {})
    wanted = re.findall(r"print\(.*?\)  # (.*)", code.group(1))

    assert capsys.readouterr().out.splitlines() == wanted


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command explains itself, and the README or its own help names it."""
    with pytest.raises(SystemExit) as stopped:
        main([verb, "--help"])

    assert stopped.value.code == 0
    assert f"threshold {verb}" in capsys.readouterr().out


def test_links_lead_somewhere() -> None:
    """Every link to a file in the documents leads to one."""
    for page in (ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "rules" / "README.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), target


def test_documents_name_no_machine() -> None:
    """No tracked document or source names a path of somebody's machine."""
    for page in [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("threshold/**/*.py"),
        *ROOT.glob("rules/**/*"),
    ]:
        if page.is_file():
            assert not re.search(r"/(tmp|work|root|home)/", page.read_text(encoding="utf-8")), page
