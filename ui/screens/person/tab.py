"""What every tab of a person is: a screen of its own that knows whom it shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from ui.screen import Screen


class PersonTab(Screen):
    """A tab loads when it is shown and after changes of the tables it reads, as every screen does."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self.person_id = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 4)

    def show_person(self, person_id: str) -> None:
        """Show this person from now on; what belongs to the one before is cleared first."""
        if person_id != self.person_id:
            self.leave()
            self.person_id = person_id
        self.reload()

    def enter(self) -> None:
        """Put the person into the tab."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Finish with, and forget, the person shown until now."""


def in_line(facts: Iterable[str | None]) -> str:
    """Facts beside each other; each keeps its own direction, so that a date stays whole beside a name or code."""
    return "  ·  ".join(f"\u2068{fact}\u2069" for fact in facts if fact)
