"""Sentences that are opened to see the records that each is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

MOST_SHOWN = 1000
"""Records that are shown under a sentence, which says how many they are."""


class Openable(QTreeWidget):
    """Right opens a sentence, left closes it; one alone is open."""

    def __init__(self, name: str, items: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        for sentence, labels in items.items():
            top = QTreeWidgetItem([sentence])
            top.setToolTip(0, sentence)
            top.addChildren([QTreeWidgetItem([label]) for label in labels[:MOST_SHOWN]])
            if len(labels) > MOST_SHOWN:
                top.addChild(QTreeWidgetItem(["…"]))
            self.addTopLevelItem(top)
        first = self.topLevelItem(0)
        if first is not None:
            first.setExpanded(len(items) == 1)
            self.setCurrentItem(first)


class OpenableDialog(QDialog):
    """What was done, told in sentences that can be opened; Esc or Enter closes it."""

    def __init__(self, title: str, items: Mapping[str, Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.items = Openable(title, items)
        self.items.setMinimumWidth(self.fontMetrics().averageCharWidth() * 80)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.items, 1)
        column.addWidget(buttons)
        self.items.setFocus()
