"""Writing a file wholly or not at all, and the sentence where that is not possible."""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db import stopping
from trainer_app.errors import UserError
from trainer_app.file_names import called, located
from trainer_app.texts import _

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_LONG_AGO = 24 * 60 * 60  # seconds; nothing takes that long to be written
_JUST_NOW = 60  # seconds; another computer may be writing into a folder that both share
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def replacing(path: Path, *, told: bool = True) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` at the end, and is gone after an error.

    It is on the disk before it takes that place: a power cut never leaves a part of it under the name that was chosen.
    With `told` who stops the work learns that the file was written; no person asked for the others.
    Raises UserError for a folder that is missing or may not be written, a full disk, and a file that is open elsewhere.
    """
    partial = path.with_name(_passing_name())
    try:
        yield partial
        _replace(partial, path)
        if told:
            stopping.note(called(path))
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def room_beside(path: Path) -> Iterator[Path]:
    """A folder beside `path` for what is needed only while that is written: for its owner alone, gone at the end.

    In the system's own folder for such files nobody would find what a killed process left there, which tells of people.
    """
    folder = path.with_name(_passing_name())
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_left(folder: Path) -> None:
    """Delete what a process that was killed, or lost its power, left half written here: it may tell of people."""
    with suppress(OSError):
        for left in folder.glob(f".{'[0-9a-f]' * 16}.part"):
            since = time.time() - left.stat().st_mtime
            if since > _LONG_AGO or (since > _JUST_NOW and not _is_at_work(int(left.name[9:17], 16))):
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
                else:
                    left.unlink()


def _passing_name() -> str:
    """A name that tells which process it is of; one as long as a disk allows has no room for more beside it."""
    return f".{secrets.token_hex(4)}{os.getpid():08x}.part"


def _is_at_work(process: int) -> bool:
    import psutil  # seldom needed

    return psutil.pid_exists(process)


def _replace(partial: Path, path: Path) -> None:
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        os.replace(partial, path)
    except PermissionError as error:  # Windows refuses this while another program has the file open
        raise UserError(
            _(
                "{path} is open in another program, so it could not be replaced. It was left as it is. "
                "Close it there and repeat, or choose another name."
            ).format(path=located(path))
        ) from error


def _explained(error: OSError, path: Path) -> UserError:
    if error.errno == errno.ENAMETOOLONG:  # first: of such a name nothing else can be asked
        sentence = _("The name {path} is too long for this disk. Nothing was written. Choose a shorter one.")
    elif path.is_dir():
        sentence = _("{path} is a folder. Nothing was written. Choose a name for a file in it.")
    elif error.errno in _NO_ROOM:
        sentence = _("The disk has no room for {path}. Nothing was written. Make room on it, or choose another disk.")
    elif error.errno in _NO_RIGHT:
        sentence = _(
            "{path} cannot be written: its folder is read-only for you. Nothing was written. "
            "Choose a folder of your own, such as your documents."
        )
    elif not path.parent.is_dir():
        sentence = _("There is no folder {folder}. Nothing was written. Make it first, or choose another one.")
    else:
        sentence = _("{path} could not be written ({reason}). Nothing was changed. Choose another folder and repeat.")
    return UserError(sentence.format(path=located(path), folder=located(path.parent), reason=error.strerror or error))
