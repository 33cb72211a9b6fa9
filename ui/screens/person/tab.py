"""What every tab of a person is: a screen of its own that knows whom it shows."""

from __future__ import annotations

from typing import Any

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

    def leave(self) -> None:
        """Finish with, and forget, the person shown until now."""
