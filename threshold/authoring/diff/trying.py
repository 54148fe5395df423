"""The cases that two versions are tried on: lines of a file, or the examples beside the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from threshold.authoring.examples import checklist_of
from threshold.checklist import Checklist
from threshold.errors import ChecklistError
from threshold.rulebook.models import Rulebook


class Case(NamedTuple):
    """A case, known by its line (from 1) or by its sentence; *checklist* is None where it is no case."""

    name: int | str
    checklist: Checklist | None


def of_lines(lines: Iterable[bytes], first: int = 1) -> Iterator[Case]:
    """A case for each line that is not empty, numbered from *first*. Nothing of a line that is no case is repeated."""
    for number, line in enumerate(lines, first):
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield Case(number, _read(line))


def examples(old: Rulebook, new: Rulebook) -> Iterator[Case]:
    """The examples of both versions, each once; of two with one sentence, the second is that of the new one."""
    seen: dict[str, set[Checklist]] = {}
    for book in (old, new):
        for example in (e for domain in book.domains for strand in domain.strands for e in strand.examples):
            checklist = checklist_of(example)
            known = seen.setdefault(example.case, set())
            if checklist not in known:
                yield Case(f"{example.case} (as the new version has it)" if known else example.case, checklist)
            known.add(checklist)


def _read(line: bytes) -> Checklist | None:
    try:
        return Checklist.from_json(line)
    except ChecklistError:
        return None
