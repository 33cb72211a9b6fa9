"""What to look at before sending: one line for each thing, the records below it, each opened by Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from trainer_app.texts import _, ngettext
from ui.screens.page import told

if TYPE_CHECKING:
    from trainer_app.exchange.health import Finding

_KEY = Qt.ItemDataRole.UserRole


class HealthView(QWidget):
    """Right and left open and close a line; Enter opens a record, or the first of a line."""

    opened = Signal(str, str, str)
    """Key of the finding, table and id of the record."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = told(strong=True)
        self.tree = _Tree()
        self.tree.setAccessibleName(_("What to look at before sending"))
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.tree, 1)
        column.addStretch(0)
        self.setFocusProxy(self.tree)
        self.tree.entered_on.connect(self._open)
        self.tree.itemDoubleClicked.connect(lambda item, _section: self._open(item))
        self.clear()

    def clear(self, text: str = "") -> None:
        """Show nothing but a sentence."""
        self.heading.setText(text or _("Before you send"))
        self.tree.clear()
        self.tree.hide()

    def show_findings(self, findings: list[Finding]) -> None:
        """Show what was found; nobody is kept from sending."""
        self.tree.clear()
        self.tree.setVisible(bool(findings))
        if not findings:
            self.heading.setText(_("Nothing is missing, half filled or in conflict in what you send."))
            return
        text = ngettext(
            "Before you send, {n} thing to look at:", "Before you send, {n} things to look at:", len(findings)
        )
        self.heading.setText(text.format(n=len(findings)))
        tops = []
        for finding in findings:
            top = QTreeWidgetItem([finding.sentence])
            top.setData(0, _KEY, (finding.key, *(finding.records[0][:2] if finding.records else ("", ""))))
            for table, record, label in finding.records:
                child = QTreeWidgetItem([label])
                child.setData(0, _KEY, (finding.key, table, record))
                top.addChild(child)
            more = finding.count - len(finding.records)
            if more > 0:
                text = ngettext("… and {n} more", "… and {n} more", more)
                top.addChild(QTreeWidgetItem([text.format(n=more)]))
            tops.append(top)
        self.tree.addTopLevelItems(tops)
        self.tree.setCurrentItem(tops[0])

    def _open(self, item: QTreeWidgetItem) -> None:
        where = item.data(0, _KEY)
        if where is not None:
            self.opened.emit(*where)


class _Tree(QTreeWidget):
    entered_on = Signal(QTreeWidgetItem)
    """Enter was pressed on this item."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.entered_on.emit(item)
        else:
            super().keyPressEvent(event)
