"""How wide the columns of a list or grid are: as they want, as there is room, or as a person set them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTableView

from ui.rows import Column
from ui.values import NUMBERS

WIDEST = 40  # characters that a column without a width of its own takes at most
NARROWEST = 9  # characters that a column with more in it keeps
LINES = 30  # that are looked at to see what a column needs, besides those on the screen
WHOLE = (*NUMBERS, "date")
"""Kinds of values that say nothing when they are cut; nor does that by which a row is known, in the first column."""


class ColumnWidths(QObject):
    """Shares the room of a view among its columns, again when the room changes, until a person sets one."""

    set_by_hand = Signal()

    def __init__(self, view: QTableView, columns: Sequence[Column], *, typed: bool = False) -> None:
        """`typed`: into the columns that are `editable`, which keep their width for what will be in them."""
        super().__init__(view)
        self._view, self._columns, self._typed = view, columns, typed
        view.horizontalHeader().setResizeContentsPrecision(LINES)
        self._measured: list[tuple[int, int, int]] = []
        self._content = [0] * len(columns)
        self._sharing = False
        self.by_hand = False
        view.horizontalHeader().sectionResized.connect(self._resized)

    def fit(self) -> None:
        """Measure the columns with what is in them, and share the room; what once needed more keeps it."""
        view, header = self._view, self._view.horizontalHeader()
        character = view.fontMetrics().averageCharWidth()
        self._measured = []
        for at, column in enumerate(self._columns):
            title = header.sectionSizeHint(at)
            content = self._content[at] = max(view.sizeHintForColumn(at), title, self._content[at])
            told = column.width * character if column.width else min(content + 2 * character, WIDEST * character)
            wanted = max(told, title)
            used = min(wanted, content)
            whole = column.kind in WHOLE or header.visualIndex(at) == 0
            if self._typed and column.editable:
                self._measured.append((wanted, wanted, wanted))
                continue
            least = min(used, max(title, (WIDEST // 2 if whole else NARROWEST) * character))
            self._measured.append((wanted, used, least))
        self.share()

    def share(self) -> None:
        """Give each column that is shown its part of the room."""
        if self.by_hand or not self._measured:
            return
        header = self._view.horizontalHeader()
        shown = [at for at in range(len(self._measured)) if not header.isSectionHidden(at)]
        widths = shared([self._measured[at] for at in shown], self._view.viewport().width())
        self._sharing = True
        for at, width in zip(shown, widths, strict=True):
            header.resizeSection(at, width)
        self._sharing = False

    def _resized(self, at: int, old: int, new: int) -> None:
        if old and new and not self._sharing and not self._is_stretched(at):  # from or to 0 it is shown or hidden
            self.by_hand = True
            self.set_by_hand.emit()

    def _is_stretched(self, at: int) -> bool:
        """Whether a column is the last on the screen and takes what is left."""
        header = self._view.horizontalHeader()
        after = range(header.visualIndex(at) + 1, header.count())
        return header.stretchLastSection() and all(header.isSectionHidden(header.logicalIndex(one)) for one in after)


def shared(columns: Sequence[tuple[int, int, int]], room: int) -> list[int]:
    """Widths of columns in this room, in pixels; each is given as (wanted, needed by what is in it, least).

    What a column wants and does not need goes first, then the widest give. Where even the least is too much all are as
    they want: the view scrolls.
    """
    wanted = [column[0] for column in columns]
    if sum(wanted) <= room or sum(column[2] for column in columns) > room:
        return wanted
    spare = sum(column[0] - column[1] for column in columns)
    over = sum(wanted) - room
    if over <= spare:
        return [most - -(-(most - needed) * over // spare) for most, needed, _least in columns]
    low, high = 0, max(column[1] for column in columns)
    while low < high:  # the greatest width that none but those that need more at the least go beyond
        middle = (low + high + 1) // 2
        if sum(min(needed, max(least, middle)) for _most, needed, least in columns) <= room:
            low = middle
        else:
            high = middle - 1
    return [min(needed, max(least, low)) for _most, needed, least in columns]
