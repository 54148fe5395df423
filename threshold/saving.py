"""Files that are written whole or not at all, and that nobody else may read."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

from threshold.errors import ThresholdError


class SavingError(ThresholdError):
    """A file was not written. What stood there before still stands; nothing half written is left."""


def save(path: Path, text: str) -> None:
    """Write *text* to *path*, for its owner's eyes only, over what was there.

    It is written beside its place and moved there once it is safe on the disk. Raises SavingError.
    """
    try:
        _refuse_what_is_no_file(path)
        _write(path, text.encode("utf-8"))
    except OSError as error:
        raise SavingError(_sentence(path, error)) from None
    except ValueError:  # a name that no file can have, or letters that no file can hold
        raise SavingError("this cannot be saved under that name\n  = give another name") from None


def is_one_file(path: Path, other: str | Path) -> bool:
    """Whether both are one file, by whatever names; False where one of them is no file, or none yet."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False


def _refuse_what_is_no_file(path: Path) -> None:
    """A folder, a device or a link is never put out of its place."""
    if path.is_dir():
        raise SavingError(f"{path} is a folder\n  = give the name of a file in it")
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISREG(path.lstat().st_mode):
            raise SavingError(f"{path} is not an ordinary file\n  = give the name of a file")


def _write(path: Path, content: bytes) -> None:
    import tempfile  # brings much with it, and few commands save

    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".threshold-", suffix=".part")  # only its owner's
    try:
        with open(handle, "wb") as file:  # noqa: PTH123  a descriptor, not a path
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)  # noqa: PTH108
        raise
    _keep_the_name(path.parent)


def _keep_the_name(folder: Path) -> None:
    """Have the disk keep the file's new name too, where a folder can be asked for that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sentence(path: Path, error: OSError) -> str:
    folder = path.parent
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"there is no room on the disk for {path}\n  = make room, or give a file on another disk"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{folder} is not a folder that you may write to\n  = give a file in another folder"
    if error.errno == errno.ENOENT and not folder.is_dir():
        return f"there is no folder {folder}\n  = make it first, or give a file in another folder"
    if error.errno == errno.ENOTDIR:
        return f"{folder} is not a folder\n  = give a file in a folder"
    if error.errno == errno.ENAMETOOLONG:
        return "that name is too long\n  = give a shorter one"
    return f"{path} could not be written: {error.strerror}\n  = give another file"
