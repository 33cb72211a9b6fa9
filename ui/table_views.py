"""The views of a list that a person saved under a name: columns, order, widths, sorting and filters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from trainer_app.texts import _
from ui.state import State

View = dict[str, Any]


class SavedViews:
    """Those of one list, kept in the person's settings of the window."""

    def __init__(self, name: str, state: State, seen: Callable[[], View], restore: Callable[[View], object]) -> None:
        """`seen` tells how the list is at present, `restore` makes it so again."""
        self._key, self._state, self._seen, self._restore = f"views/{name}", state, seen, restore

    def fill_menu(self, menu: QMenu, parent: QWidget) -> None:
        """Add a line per view, one that saves how the list is now, and one that forgets."""
        views = self._all()
        for name in sorted(views):
            menu.addAction(name, partial(self._restore, views[name]))
        menu.addAction(_("Save this view…"), partial(self._ask_name, parent))
        if views:
            forget = menu.addMenu(_("Forget a view"))
            for name in sorted(views):
                forget.addAction(name, partial(self._forget, name))

    def _all(self) -> dict[str, View]:
        views: dict[str, View] = self._state.get(self._key, {})
        return views

    def _ask_name(self, parent: QWidget) -> None:
        name, agreed = QInputDialog.getText(parent, _("Save this view"), _("Name of the view:"))
        if agreed and name.strip():
            self._state.set(self._key, {**self._all(), name.strip(): self._seen()})

    def _forget(self, name: str) -> None:
        self._state.set(self._key, {key: view for key, view in self._all().items() if key != name})
