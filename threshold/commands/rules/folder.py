"""Files written to a folder, together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from threshold.errors import ThresholdError


class NotWrittenError(ThresholdError):
    """A folder cannot be written to."""


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write *files*, by their names within *folder*, which is made if it is not there. Raises NotWrittenError."""
    try:
        for name, text in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "that is no name of a folder"
        raise NotWrittenError(f"{folder}: {why}\n  = give a folder that you may write to") from None
