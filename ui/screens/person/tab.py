"""What every tab of a person is: the tab of a record that knows whom it shows."""

from __future__ import annotations

from ui.screens.record_page import RecordTab


class PersonTab(RecordTab):
    """A part of the page of a participant or a trainer."""

    @property
    def person_id(self) -> str:
        """The person who is shown."""
        return self.record_id
