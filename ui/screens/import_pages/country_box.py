"""The country that a list's telephone numbers and places are of: as the list tells, or as somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from trainer_app.texts import _

if TYPE_CHECKING:
    from trainer_app.importing.wizard import ListFile


class CountryBox(QComboBox):
    """Its first line is what holds as long as nobody says otherwise; a few letters and Enter say a country."""

    chosen = Signal(str)
    """The code of a country, "-" for no one, "" for as the list tells."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(40)
        self.setEditable(True)
        self._line = QLineEdit()
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self._line.editingFinished.connect(self._show_current)  # what is no country is not kept
        self.activated.connect(lambda _at: self.chosen.emit(self.currentData() or ""))

    def show_file(self, file: ListFile) -> None:
        """Show what is said of a file, or what it tells."""
        if file.reading is None or (self._line.hasFocus() and self._line.isModified()):
            return
        from trainer_app.countries import countries, country_name
        from trainer_app.importing.country import KEEP

        if not self.count():
            self.addItem("", "")
            self.addItem(_("several, or another: kept as typed"), KEEP)
            for code, name in countries():
                self.addItem(name, code)
        known, why = file.told_country or (None, "")
        told = country_name(known) or _("as the list tells")
        self.setItemText(0, _("{country}, {why}").format(country=told, why=_(why)) if why else told)
        self.setCurrentIndex(max(self.findData(file.choices.country or ""), 0))
        self._show_current()

    def _show_current(self) -> None:
        self._line.setText(self.itemText(self.currentIndex()))
        self._line.setCursorPosition(0)
        self.setToolTip(self._line.text())
