"""What a command said."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from threshold.commands import main


class Said(NamedTuple):
    """How a command ended, what it printed, and its talk."""

    code: int
    out: str
    err: str


def run_command(capsys: pytest.CaptureFixture[str], *words: object) -> Said:
    """Run a command here; what it said."""
    code = main([str(word) for word in words])
    printed = capsys.readouterr()
    return Said(code, printed.out, printed.err)
