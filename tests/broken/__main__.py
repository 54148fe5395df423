"""Write says.txt of the cases named, or of all: `python -m tests.broken [CASE ...]`. Then look at each that changed."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.broken import CASES, HERE, SAYS, broken, checked, expected

for case in sys.argv[1:] or CASES:
    with tempfile.TemporaryDirectory() as folder:
        said = checked(broken(case, Path(folder)))
    if said.out != expected(case):
        (HERE / case / SAYS).write_bytes(said.out.encode("utf-8"))
        sys.stdout.write(f"##### {case} (exit code {said.code})\n{said.out}{said.err}\n")
