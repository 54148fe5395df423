"""The questionnaire: answer a few questions, and read what the document says.

Nothing is saved unless you ask for it. The result goes to standard output, everything else to standard error.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import sys
from pathlib import Path

from threshold.questionnaire.ending import Ending
from threshold.questionnaire.screen import Screen
from threshold.questionnaire.session import Session, SessionError
from threshold.questionnaire.terminal import Terminal
from threshold.reporting import faces, text
from threshold.rulebook.loading import load_rulebook


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `threshold ask`."""
    parser.add_argument("--resume", metavar="FILE", help="go on with saved answers, and save them there")
    parser.add_argument(
        "--plain", action="store_true", help="no colour; also with NO_COLOR, TERM=dumb or THRESHOLD_PLAIN"
    )
    parser.add_argument("--format", choices=list(faces.FACES), default="text", help="the face of the result")
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.add_argument("--rules", metavar="PATH", help="the folder of another rulebook")


def run(given: argparse.Namespace) -> int:
    """Ask, and answer."""
    rulebook = load_rulebook(given.rules)
    gc.enable()
    session = Session.resume(_read(given.resume), rulebook) if given.resume else Session(rulebook)
    colour = text.wants_colour(sys.stderr, dict(os.environ), given.plain)
    screen = Screen(
        sys.stdin,
        sys.stderr,
        colour,
        lambda: shutil.get_terminal_size().columns,
        lambda: shutil.get_terminal_size().lines,
    )
    face = "json" if given.json else given.format
    ending = Ending(face, looked_at=sys.stdout.isatty())
    return Terminal(session, screen, ending, Path(given.resume) if given.resume else None, _program()).run()


def _program() -> str:
    """How a person calls this program: by its name, unless it is found only where it was called from."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "threshold" and not shutil.which("threshold") else "threshold"


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise SessionError(f"{file}: {error.strerror}; give the file that `s` wrote") from None
