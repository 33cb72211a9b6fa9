"""What becomes of exceptions: a sentence in the message bar, or a bug with a report that can be copied."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion

from db.errors import DatabaseProblem
from trainer_app import __version__
from trainer_app.errors import UserError, explain
from trainer_app.progress import Cancelled

LOG_BYTES = 500_000
LOG_NAME = "problems.log"

# Messages of these name code, not data; those of others ("invalid literal for int(): '09-42…'") may name a person.
_TELLING = (AttributeError, NameError, ImportError, TypeError, RecursionError)


def sentence(error: BaseException) -> str | None:
    """What to tell the person; None for a bug."""
    if isinstance(error, DatabaseProblem):
        return str(explain(error))
    return str(error) if isinstance(error, UserError) else None


def report(error: BaseException) -> str:
    """What a developer needs to find the bug: versions and places in the code, no value of any record."""
    import platform  # not before the first window: it compiles a dozen patterns
    import traceback

    lines = [
        f"trainer-app {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]
    chain: list[BaseException] = []
    next_one: BaseException | None = error
    while next_one is not None and next_one not in chain:
        chain.append(next_one)
        next_one = next_one.__cause__ or (None if next_one.__suppress_context__ else next_one.__context__)
    for one in reversed(chain):
        lines.append("")
        for frame in traceback.extract_tb(one.__traceback__):
            lines.append(f"{_short(frame.filename)}:{frame.lineno} {frame.name}: {frame.line or ''}")
        told = f": {one}" if isinstance(one, _TELLING) else ""
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}{told}")
    return "\n".join(lines)


def write_log(text: str) -> Path:
    """Add a report to the log; at half a megabyte the log begins anew and the old one is kept. Returns the file."""
    from datetime import datetime

    from trainer_app.paths import log_folder

    file = log_folder() / LOG_NAME
    if file.exists() and file.stat().st_size > LOG_BYTES:
        file.replace(file.with_suffix(".old.log"))
    with file.open("a", encoding="utf-8") as log:
        log.write(f"--- {datetime.now().astimezone().isoformat(timespec='seconds')}\n{text}\n")
    return file


class Errors(QObject):
    """Takes every exception that nobody else took, from any thread, and shows it in the window's thread."""

    _caught = Signal(object)

    def __init__(self, tell: Callable[[str], object], show_bug: Callable[[str], object], parent: QObject) -> None:
        """`tell` gets the sentence of a UserError, `show_bug` the report of anything else."""
        super().__init__(parent)
        self._tell, self._show_bug = tell, show_bug
        self._caught.connect(self.show_error, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the place where uncaught exceptions of the whole program go."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def show_error(self, error: BaseException) -> None:
        """A sentence for what the person can act on; nothing for what they stopped; a report for a bug."""
        if isinstance(error, Cancelled | KeyboardInterrupt):
            return
        told = sentence(error)
        if told is not None:
            self._tell(told)
            return
        text = report(error)
        write_log(text)
        self._show_bug(text)

    def _hook(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self._caught.emit(error)

    def _thread_hook(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._caught.emit(caught.exc_value)


def _short(file: str) -> str:
    """The path from the package on: where the program lies on the disk names the person."""
    parts = Path(file).parts
    for mark in ("site-packages", "ui", "trainer_app", "db", "tests"):
        if mark in parts:
            start = len(parts) - 1 - parts[::-1].index(mark)
            return "/".join(parts[start + (mark == "site-packages") :])
    return parts[-1]
