"""Workbooks that are taken one after the other: while one is taken, the next is being opened."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from trainer_app.spreadsheets.opening import opened
from trainer_app.workbook import machine
from trainer_app.workbook.sheets import SHEETS

_KEYS = tuple([sheet.key for sheet in SHEETS])
_SMALL = 2 << 20  # bytes of a file: two larger ones at a time would take too much memory


class Opening:
    """A workbook that is being opened, its machine's sheet before all others; nothing is raised until it is read."""

    def __init__(self, path: Path, password: str | None, machine_sheet: str = machine.SHEET) -> None:
        self.path, self.password = path, password
        self._stack = ExitStack()
        self._found = _state_of(path)
        self.sheets = self._stack.enter_context(opened(path, password, first=machine_sheet, digests=_KEYS))

    def close(self) -> None:
        """Read no more of it."""
        self._stack.close()

    def is_still_there(self) -> bool:
        """Whether nobody saved the file anew since it was opened, so that what was read is what it holds."""
        return self._found is not None and self._found == _state_of(self.path)


def _state_of(path: Path) -> tuple[int, int, int] | None:
    with suppress(OSError):  # it is said when the file is asked for
        found = path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino
    return None


@contextmanager
def one_after_the_other(paths: Sequence[Path], password: str | None) -> Iterator[Iterator[Opening]]:
    """The workbooks in their order. A small one is begun while the one before it is taken."""
    begun: list[Opening] = []

    def each() -> Iterator[Opening]:
        for path, following in zip(paths, [*paths[1:], None], strict=True):
            if not begun:
                begun.append(Opening(path, password))
            if following is not None and are_small([following]):
                begun.append(Opening(following, password))
            yield begun[0]
            begun.pop(0).close()

    try:
        yield each()
    finally:
        for opening in begun:
            opening.close()


def are_small(paths: Sequence[Path]) -> bool:
    """Whether what one of these workbooks brings can be held in memory twice."""
    with suppress(OSError):  # it is said when the file is asked for
        return all(path.stat().st_size <= _SMALL for path in paths)
    return False
