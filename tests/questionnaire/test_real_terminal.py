"""Three whole cases, typed into a real terminal, wide and narrow, in colour and plain."""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path

import pytest

from tests.questionnaire.test_terminal import typed_for
from tests.strategies import BOOK
from threshold.questionnaire.session import Session

pexpect = pytest.importorskip("pexpect")
ROOT = Path(__file__).resolve().parent.parent.parent
ESCAPE = re.compile("\x1b\\[[0-9;]*m")
EMOTIONAL = "emotional_and_behavioural_development"
CASES = [
    (
        {"social_presentation.hygiene_poor", "education.poor_attendance"},
        ["education", "social_presentation"],
        "Level 2",
    ),
    (
        {"emotional_and_behavioural_development.unexplained_injuries"},
        ["emotional_and_behavioural_development"],
        "Level 4",
    ),
    (set(), ["identity"], "Nothing reported matches the document"),
]


def open_terminal(columns: int, *arguments: str) -> pexpect.spawn:
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "THRESHOLD_PLAIN", "COLUMNS")}
    return pexpect.spawn(
        sys.executable,
        [str(ROOT / "cli.py"), "ask", *arguments],
        dimensions=(50, columns),
        env={**environment, "TERM": "xterm-256color"},
        encoding="utf-8",
        timeout=60,
        echo=False,
        preexec_fn=hear_interrupts,
    )


def hear_interrupts() -> None:
    """What a shell runs in the background, such as a build, is deaf to Ctrl-C, and so is all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupt(terminal: pexpect.spawn) -> None:
    """Answer two questions, and press Ctrl-C at the third."""
    for line in ("n", "9"):
        terminal.expect("> $")
        terminal.sendline(line)
    terminal.expect("Is the child disabled")
    terminal.expect("> $")
    press_ctrl_c(terminal)


def press_ctrl_c(terminal: pexpect.spawn) -> None:
    """Press it, and again where it came in the moment before the program began to wait for a line."""
    for _ in range(5):
        terminal.kill(signal.SIGINT)
        if terminal.expect(["Interrupted", pexpect.TIMEOUT], timeout=10) == 0:
            return
    raise AssertionError("five interrupts were not noticed")


def read_on(terminal: pexpect.spawn) -> str:
    """Everything up to the next question, screen by screen."""
    shown = ""
    while True:
        terminal.expect("> $")
        shown += terminal.before
        if not re.search("Enter (for more|to go on)", terminal.before[-60:]):
            return shown
        terminal.sendline("")


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "colour"])
@pytest.mark.parametrize(("ticks", "areas", "headline"), CASES, ids=["two areas", "a bruise", "nothing"])
def test_a_whole_case(
    ticks: set[str], areas: list[str], headline: str, plain: bool, columns: int, tmp_path: Path
) -> None:
    """From the first question to the saved report: every prompt answered, the result shown, no line too wide."""
    terminal = open_terminal(columns, *(["--plain"] if plain else []))
    shown = ""
    report = tmp_path / "report.md"
    for line in [*typed_for(Session(BOOK), ticks, areas), "4", "2", str(report), "0"]:
        shown += read_on(terminal)
        terminal.sendline(line)
    terminal.expect(pexpect.EOF)
    shown += terminal.before
    terminal.close()

    assert terminal.exitstatus == 0
    assert headline in ESCAPE.sub("", shown)
    assert headline in report.read_text(encoding="utf-8")
    assert ("\x1b" not in shown) == plain
    words = [line for line in ESCAPE.sub("", shown).splitlines() if len(line.rstrip()) > columns]
    assert not [line for line in words if str(tmp_path)[:20] not in line]


def test_ctrl_c_keeps_saved_answers_and_says_how_to_go_on(tmp_path: Path) -> None:
    """Interrupted after saving was asked for: exit 130, no traceback, the answers in the file, and the way back."""
    file = tmp_path / "answers.json"
    terminal = open_terminal(200)
    for line in ("n", "s", str(file), "9"):
        terminal.expect("> $")
        terminal.sendline(line)
    terminal.expect("Is the child disabled")
    terminal.expect("> $")
    press_ctrl_c(terminal)
    terminal.expect(pexpect.EOF)
    shown = ESCAPE.sub("", terminal.before)
    terminal.close()

    assert terminal.exitstatus == 130
    assert f"threshold ask --resume {file}" in shown
    assert "Traceback" not in shown
    assert Session.resume(file.read_text(encoding="utf-8"), BOOK).answers().given == {"danger": False, "age": 9}


def test_ctrl_c_offers_to_save_what_was_not_saved(tmp_path: Path) -> None:
    """Interrupted before saving was asked for, `s` still saves the answers; the exit code is 130 either way."""
    file = tmp_path / "answers.json"
    terminal = open_terminal(200)
    interrupt(terminal)
    for line in ("what", "s", str(file)):
        terminal.expect("> $")
        terminal.sendline(line)
    terminal.expect(pexpect.EOF)
    terminal.close()

    assert terminal.exitstatus == 130
    assert Session.resume(file.read_text(encoding="utf-8"), BOOK).answers().given == {"danger": False, "age": 9}


def test_ctrl_c_can_be_taken_back() -> None:
    """Interrupted by mistake, g goes on with the same question."""
    terminal = open_terminal(80)
    interrupt(terminal)
    terminal.expect("> $")
    terminal.sendline("g")
    terminal.expect("Is the child disabled")
    terminal.expect("> $")
    terminal.sendline("qq")
    terminal.expect(pexpect.EOF)


def test_the_whole_report_is_read_a_screen_at_a_time() -> None:
    """Offer 1 shows the report by screens no higher than the terminal; Enter goes on, and 0 stops."""
    terminal = open_terminal(80, "--plain")
    for line in [*typed_for(Session(BOOK), *CASES[0][:2]), "1"]:
        read_on(terminal)
        terminal.sendline(line)
    for line in ("", "0", "0", "y"):
        terminal.expect("> $")
        assert len(terminal.before.splitlines()) <= 50
        terminal.sendline(line)
    terminal.expect(pexpect.EOF)
    terminal.close()

    assert terminal.exitstatus == 0


def test_a_quick_exit_clears_the_screen() -> None:
    """`qq` clears screen and scrollback at once and leaves nothing."""
    terminal = open_terminal(80)
    for line in ("n", "qq"):
        terminal.expect("> $")
        terminal.sendline(line)
    terminal.expect(pexpect.EOF)
    terminal.close()

    assert terminal.before.rstrip().endswith("\x1b[2J\x1b[3J\x1b[H")
    assert terminal.exitstatus == 4
