"""What every step of the wizard is: a page that shows the model and never asks the data itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from trainer_app.texts import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer_app.importing.wizard import Wizard
    from ui.screens.import_pages.background import Background


class StepPage(QWidget):
    """`show_model` is called whenever the model knows more; `enter` when the step is opened."""

    changed = Signal()
    """The person said something: what follows from it is made anew."""

    def __init__(self, model: Wizard, background: Background) -> None:
        super().__init__()
        self.model, self.background = model, background

    def show_model(self) -> None:
        """Show what the model knows now."""

    def enter(self) -> None:
        """The step is opened: show it from its beginning, and take the focus."""
        self.show_model()
        self.setFocus()

    def under_way(self, text: str) -> str:
        """What is told of work that is going on, unless the person stopped it."""
        return _("Stopped.") if self.background.stopped else text

    def act(self, text: str, keys: str, act: Callable[[], object], hint: str = "") -> QPushButton:
        """A button that has a key as well, told in its hint."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        if keys:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda: act() if button.isEnabled() and button.isVisible() else None)
            self.addAction(action)
            shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            hint = f"{hint} ({shown})" if hint else shown
        button.setToolTip(hint)
        return button
