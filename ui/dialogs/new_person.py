"""The name of somebody new, and below it, as it is typed, whoever is known already and may be meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QWidget

from trainer_app.texts import _
from ui.dialogs.one_text import OneTextDialog
from ui.grid_editor import Suggestion

_LINES = 5


class NewPersonDialog(OneTextDialog):
    """Enter in the name makes somebody new; the arrow down goes to who is known, and Enter there opens that person.

    ask: looks for who may be meant by a text and hands them to `show_known`.
    """

    known = Signal(str)
    """The id of who was chosen instead of somebody new."""

    def __init__(
        self, title: str, known: str, parent: QWidget, ask: Callable[[NewPersonDialog, str], None], more: str = ""
    ) -> None:
        """known: stands above those who are known, and says what choosing one does."""
        super().__init__(title, _("Full name, as the person writes it:"), more, parent)
        self._found = QListWidget()
        self._told = QLabel(known)
        self._told.setBuddy(self._found)
        self._found.setAccessibleName(_("Known already"))
        self._found.setFixedHeight(self._found.sizeHintForRow(0) + self.fontMetrics().height() * (_LINES + 1))
        self._found.itemActivated.connect(self._choose)
        self._line.textChanged.connect(lambda text: ask(self, " ".join(text.split())))
        column = self.layout()
        assert column is not None
        buttons = self.findChildren(QDialogButtonBox)[0]
        column.removeWidget(buttons)
        for widget in (self._told, self._found):
            column.addWidget(widget)
            widget.setEnabled(False)
        column.addWidget(buttons)

    def show_known(self, found: Sequence[Suggestion]) -> None:
        """Those who may be meant, the likeliest first; whoever is choosing already is left alone."""
        if self._found.hasFocus():
            return
        self._found.clear()
        for one in found:
            item = QListWidgetItem(one.text)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self._found.addItem(item)
        for widget in (self._told, self._found):
            widget.setEnabled(bool(found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the name down to who is known; Enter there is not the Enter that makes somebody new."""
        if event.key() == Qt.Key.Key_Down and self._line.hasFocus() and self._found.count():
            self._found.setFocus()
            self._found.setCurrentRow(0)
        elif self.isVisible():  # the list hands on the Enter by which somebody was chosen
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        self.known.emit(item.data(Qt.ItemDataRole.UserRole))
        self.reject()
