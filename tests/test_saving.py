"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from threshold.errors import ThresholdError
from threshold.saving import SavingError, save


def test_a_file_is_saved_for_its_owner_alone(tmp_path: Path) -> None:
    """The words stand there as they are, in UTF-8, mode 0600 whatever the umask, and nothing else is in the folder."""
    before = os.umask(0)
    try:
        save(tmp_path / "report.md", "naïve “quote” 😟 שלום\n")
    finally:
        os.umask(before)

    assert (tmp_path / "report.md").read_bytes() == "naïve “quote” 😟 שלום\n".encode()
    assert stat.S_IMODE((tmp_path / "report.md").stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.md"]


def test_saving_again_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    """An older file is replaced as a whole, and its open doors are closed."""
    file = tmp_path / "report.md"
    file.write_text("a much longer text that was there before", encoding="utf-8")
    file.chmod(0o644)
    save(file, "new")

    assert file.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("step", ["mkstemp", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "no room on the disk"),
        (errno.EDQUOT, "no room on the disk"),
        (errno.EROFS, "not a folder that you may write to"),
        (errno.EACCES, "not a folder that you may write to"),
        (errno.EIO, "could not be written"),
    ],
)
@pytest.mark.parametrize("there", [True, False])
def test_whatever_fails_leaves_everything_as_it_was(
    step: str, number: int, said: str, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, a read-only folder or a broken one, at any step: a clear error, the old file whole, no remains."""
    file = tmp_path / "report.md"
    if there:
        file.write_text("old", encoding="utf-8")

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(tempfile if step == "mkstemp" else os, step, fail)
    with pytest.raises(SavingError, match=said) as raised:
        save(file, "new")
    monkeypatch.undo()

    assert isinstance(raised.value, ThresholdError)
    assert "\n  = " in str(raised.value)
    assert [entry.name for entry in tmp_path.iterdir()] == (["report.md"] if there else [])
    assert not there or file.read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_a_write_that_is_cut_short_leaves_nothing(tmp_path: Path) -> None:
    """Where the system stops a write in its middle, for want of room, there is neither half a file nor a remain."""
    code = (
        "import resource, sys; from pathlib import Path; from threshold.saving import SavingError, save\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: save(Path(sys.argv[1]), 'x' * 5000)\n"
        "except SavingError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(tmp_path / "report.md")], capture_output=True, text=True, check=True
    )

    assert "no room on the disk" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of saving takes the unfinished file away, and stays an interrupt."""

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "report.md", "new")

    assert list(tmp_path.iterdir()) == []


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a missing folder, a file for a folder, a link, a name that cannot be: each has its sentence."""
    (tmp_path / "file").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    for path, said in (
        (tmp_path, "is a folder"),
        (tmp_path / "missing" / "report.md", "there is no folder"),
        (tmp_path / "file" / "report.md", "is not a folder"),
        (tmp_path / "link", "is not an ordinary file"),
        (tmp_path / ("x" * 300), "too long"),
        (tmp_path / "nul\0", "another name"),
    ):
        with pytest.raises(SavingError, match=said):
            save(path, "new")

    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "link"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="no devices there")
@pytest.mark.parametrize("device", ["/dev/full", "/dev/null", "/dev/stdout"])
def test_a_device_stays_where_it_is(device: str) -> None:
    """A device is never put out of its place by a report, even where root asks for it."""
    before = Path(device).lstat()
    with pytest.raises(SavingError, match="not an ordinary file"):
        save(Path(device), "new")

    assert Path(device).lstat().st_ino == before.st_ino


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    """A read-only folder is named, and nothing is left in it."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(SavingError, match="not a folder that you may write to"):
            save(tmp_path / "report.md", "new")
    finally:
        tmp_path.chmod(0o700)
