"""What the whole page of a design has: border, watermark, colours, whether those who sign stand on it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QCheckBox, QColorDialog, QFormLayout, QPushButton, QWidget

from trainer_app.certificates.designs import WATERMARKS, Design
from trainer_app.texts import N_, _
from ui.designer.box_form import COLOURS, combo_of

BORDERS = {
    "none": N_("None"), "frame": N_("Frame"), "corners": N_("Corners"), "line": N_("Line"),
    "band": N_("Band at the side"),
}  # fmt: skip


class PageForm(QWidget):
    """Shows a design; what a person changes is told by `changed`: a field of designs.Design, or one of its colours."""

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self.border, self.watermark = combo_of(BORDERS), combo_of(WATERMARKS)
        self.border.setAccessibleName(_("Border"))
        self.watermark.setAccessibleName(_("Watermark"))
        self.signatories = QCheckBox(_("&Signatories at the foot"))
        self.colours = {name: QPushButton() for name in COLOURS}
        form = QFormLayout(self)
        form.addRow(_("&Border:"), self.border)
        form.addRow(_("&Watermark:"), self.watermark)
        form.addRow("", self.signatories)
        for name, button in self.colours.items():
            form.addRow(_("Colour: {name}").format(name=_(COLOURS[name])), button)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, name=name: self._ask_colour(name))
        for key, combo in (("border", self.border), ("watermark", self.watermark)):
            combo.currentIndexChanged.connect(lambda _at, key=key, combo=combo: self._tell(key, combo.currentData()))
        self.signatories.toggled.connect(lambda on: self._tell("signatories", on))

    def show_design(self, design: Design) -> None:
        """Show what a design has."""
        self._filling = True
        self.border.setCurrentIndex(self.border.findData(design.border))
        self.watermark.setCurrentIndex(self.watermark.findData(design.watermark))
        self.signatories.setChecked(design.signatories)
        for name, button in self.colours.items():
            value = design.colour(name)
            swatch = QPixmap(button.iconSize())
            swatch.fill(QColor(value))
            button.setIcon(swatch)
            button.setText(value)
            button.setAccessibleName(_("Colour: {name}").format(name=_(COLOURS[name])))
        self._filling = False

    def _tell(self, key: str, value: object) -> None:
        if not self._filling:
            self.changed.emit(key, value)

    def _ask_colour(self, name: str) -> None:
        dialog = QColorDialog(QColor(self.colours[name].text()), self)
        dialog.colorSelected.connect(lambda colour: self._tell(name, colour.name().upper()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
