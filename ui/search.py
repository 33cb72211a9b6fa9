"""The search box over everything: type, see the first hits, Enter opens."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from trainer_app.texts import _
from ui.tasks import Tasks

PAUSE_MS = 80  # between the last letter and the question


class Hit(Protocol):
    """What a search finds (trainer_app.searching.Hit): `title` and `detail` are shown, `table` and `id` open it."""

    @property
    def table(self) -> str: ...

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def detail(self) -> str: ...


Search = Callable[[Any, str], Sequence[Hit]]


class SearchBox(QLineEdit):
    """`search(tx, text)` is asked while the person types; `open_hit` gets what they choose.

    Where not all is found yet, that is said; the tasks ask again by themselves.
    """

    def __init__(self, tasks: Tasks, search: Search, open_hit: Callable[[Hit], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._search, self._open_hit = tasks, search, open_hit
        self._hits: Sequence[Hit] = ()
        self._asked = self._answered = ""
        self._enter_waits = False
        self.setPlaceholderText(_("Search everything (Ctrl+K)"))
        self.setAccessibleName(_("Search everything"))
        self.setClearButtonEnabled(True)
        self._list = QListWidget(parent.window())
        self._list.setFrameShape(QFrame.Shape.Box)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(_("Found"))
        self._list.itemClicked.connect(lambda item: self._open(self._list.row(item)))
        self._list.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._list.hide()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        row, last = self._list.currentRow(), len(self._hits) - 1
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._answered == self.text().strip() and self._hits:
                self._open(max(row, 0))
            elif self.text().strip():
                self._enter_waits = True
                self._ask()
        elif key == Qt.Key.Key_Down and self._hits:
            self._list.setCurrentRow(min(row + 1, last))
        elif key == Qt.Key.Key_Up and self._hits:
            self._list.setCurrentRow(max(row - 1, 0))
        elif key == Qt.Key.Key_Escape:
            self._list.hide()
            self.clear()
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        self._enter_waits = False
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._list.hide()

    def _ask(self) -> None:
        text = self.text().strip()
        self._pause.stop()
        if text and (text != self._asked or self._enter_waits):
            self._asked = text
            self._tasks.query(
                lambda tx: (text, self._search(tx, text), tx.incomplete), self._show, owner=self, topic="search",
                label=_("Searching"),
            )  # fmt: skip

    def _show(self, answer: tuple[str, Sequence[Hit], bool]) -> None:
        text, hits, incomplete = answer
        if not self.text().strip():  # left meanwhile
            return
        self._hits = hits
        row = self._list.currentRow() if text == self._answered else 0  # the one gone to stays where more arrive
        self._answered = text
        self._list.clear()
        for hit in self._hits:
            self._list.addItem(QListWidgetItem(f"{hit.title}\n{hit.detail}" if hit.detail else hit.title))
        if incomplete:
            self._add_note(_("Names are still being prepared: so far only those that begin like this are found."))
        elif not self._hits:
            self._add_note(_("Nothing found. Try fewer letters, or another spelling."))
        if self._enter_waits and self._hits:
            self._open(0)
        elif self.hasFocus():
            self._list.setCurrentRow(min(max(row, 0), len(self._hits) - 1))
            self._place()
            self._list.show()
            self._list.raise_()

    def _add_note(self, text: str) -> None:
        note = QListWidgetItem(text)
        note.setFlags(Qt.ItemFlag.NoItemFlags)
        self._list.addItem(note)

    def _place(self) -> None:
        window = self.window()
        at = self.mapTo(window, QPoint(0, self.height()))
        rows = sum(self._list.sizeHintForRow(row) for row in range(self._list.count()))
        room = window.height() - at.y() - 8
        self._list.setGeometry(at.x(), at.y(), self.width(), min(rows + 2 * self._list.frameWidth(), room))

    def _open(self, row: int) -> None:
        hit = self._hits[row]
        self._list.hide()
        self._enter_waits = False
        self._asked = self._answered = ""
        self.clear()
        self._open_hit(hit)
