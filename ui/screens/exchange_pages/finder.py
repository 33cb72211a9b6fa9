"""A field that finds one record while its name is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from ui.screen import Screen

PAUSE_MS = 120

Find = Callable[[Any, str], list[tuple[str, str]]]


class Finder(QLineEdit):
    """`find(tx, text)` gives (key, label) of what fits; one of them is chosen, or nothing is."""

    chosen = Signal(str)
    """The key of what was chosen; "" while nothing is."""

    def __init__(self, screen: Screen, find: Find, hint: str) -> None:
        super().__init__()
        self._screen, self._find = screen, find
        self._offers: dict[str, str] = {}
        self._key = self._label = ""
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        completer.activated.connect(self._choose)
        self.setCompleter(completer)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self._take_only_one)

    def key(self) -> str:
        """What is chosen; "" if nothing is."""
        return self._key

    def label(self) -> str:
        """The name of what is chosen."""
        return self._label

    def offer(self) -> None:
        """Fill the list of offers before anything is typed."""
        if not self._key:
            self._ask()

    def choose(self, key: str, label: str) -> None:
        """Choose one from outside."""
        self._offers[label] = key
        self._choose(label)

    def _typed(self, _text: str) -> None:
        if self._key:
            self._key = self._label = ""
            self.chosen.emit("")
        self._pause.start()

    def _ask(self) -> None:
        text = self.text().strip()
        self._screen.query(lambda tx: self._find(tx, text), self._show, topic=f"find {id(self)}")

    def _show(self, found: list[tuple[str, str]]) -> None:
        self._offers = {label: key for key, label in found}
        self._model.setStringList([label for _key, label in found])
        if self.hasFocus() and not self._key:
            self.completer().complete()

    def _take_only_one(self) -> None:
        if not self._key and len(self._offers) == 1:
            self._choose(next(iter(self._offers)))

    def _choose(self, label: str) -> None:
        if label not in self._offers:
            return
        self._key, self._label = self._offers[label], label
        self.setText(label)
        self.chosen.emit(self._key)
