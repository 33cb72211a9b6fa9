"""The page where no database could be opened: what is the matter, and the ways on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from trainer_app.texts import _
from ui.labels import plain_label
from ui.link_line import LinkLine
from ui.screens.page import moment_text, told

if TYPE_CHECKING:
    from trainer_app.backups import Backup

MOST_BACKUPS = 3


class Doors(QScrollArea):
    """Tab goes through the doors, Enter opens one."""

    def __init__(self, sentence: str, doors: Sequence[tuple[str, str, str, Callable[[], object]]]) -> None:
        """`sentence` says what is the matter; a door is its text, more about it, its picture, and what it does."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.sentence = told(sentence)
        self.links: list[LinkLine] = []
        whole = QWidget()
        self._column = QVBoxLayout(whole)
        self._column.setContentsMargins(24, 16, 24, 16)
        self._column.addWidget(plain_label(_("The database could not be opened"), bold=1.5))
        self._column.addWidget(self.sentence)
        self._column.addSpacing(8)
        self._first = self._column.count()
        for text, detail, picture, act in doors:
            self._add(len(self.links), text, detail, picture, act)
        self._column.addStretch(1)
        self.setWidget(whole)
        self.setFocusProxy(self.links[0])

    def offer(self, backups: Sequence[Backup], restore: Callable[[Backup], object]) -> None:
        """Put the newest backups before the other doors."""
        for at, backup in enumerate(backups[:MOST_BACKUPS]):
            text = _("Restore the backup of {moment}").format(moment=moment_text(backup.made))
            self._add(at, text, _("What was done since is not in it"), "undo", partial(restore, backup))
        self.setFocusProxy(self.links[0])
        self.links[0].setFocus()

    def _add(self, at: int, text: str, detail: str, picture: str, act: Callable[[], object]) -> None:
        link = LinkLine(text, detail, picture)
        link.clicked.connect(lambda: act())
        self._column.insertWidget(self._first + at, link)
        link.show()
        self.links.insert(at, link)
