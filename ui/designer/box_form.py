"""What stands in one box of a design, and how: its text or picture, place, letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trainer_app.certificates.contents import MOST_LOGOS
from trainer_app.certificates.designer.draft import LEAST
from trainer_app.certificates.designs import FIELDS, OWN_FIELDS, TYPEFACES, Box
from trainer_app.texts import N_, _
from ui import style

COLOURS = {"ink": N_("Text"), "quiet": N_("Quiet"), "accent": N_("Accent"), "ornament": N_("Ornament")}
ALIGNS = {"left": N_("Left"), "middle": N_("Middle"), "right": N_("Right")}


class BoxForm(QWidget):
    """Shows one box; what a person changes is told by `changed`, what cannot be is told below."""

    changed = Signal(str, object)
    """(field of designs.Box, its value)."""
    picture_wanted = Signal()
    """The person wants to load a picture of a file."""

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 4)
        self.field = QPushButton(_("Insert a &field"))
        self.field.setMenu(self._field_menu())
        self.image = QComboBox()
        self.load = QPushButton(_("&Load a picture…"))
        self.numbers = {
            "x": _spin(0, 100, " %"), "y": _spin(0, 100, " %"), "width": _spin(LEAST, 100, " %"),
            "height": _spin(LEAST, 100, " %"), "size": _spin(5, 120, " pt"),
        }  # fmt: skip
        self.bold = QCheckBox(_("&Bold"))
        self.typeface, self.colour, self.align = combo_of(TYPEFACES), combo_of(COLOURS), combo_of(ALIGNS)
        self.typeface.setToolTip(_("Of Latin, Greek and Cyrillic letters; other scripts have one kind of type."))
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setStyleSheet(f"color: {style.colours(self).problem}")
        self._lay_out()
        self._connect()

    def show_box(self, box: Box | None, pictures: Sequence[str]) -> None:
        """Show a box, or that none is chosen; `pictures` are the files that may stand in one."""
        self.setEnabled(box is not None)
        self.problem.clear()
        if box is None:
            return
        self._filling = True
        for widget in (self.text, self.field, self.numbers["size"], self.bold, self.typeface, self.colour, self.align):
            self.form.setRowVisible(widget, not box.image)
        for widget in (self.image, self.load):
            self.form.setRowVisible(widget, bool(box.image))
        if self.text.toPlainText() != box.text:
            self.text.setPlainText(box.text)
        self._fill_pictures(box.image, pictures)
        for key, spin in self.numbers.items():
            if abs(spin.value() - getattr(box, key)) > 0.05:  # what is being typed stays as it is typed
                spin.setValue(getattr(box, key))
        self.bold.setChecked(box.bold)
        self.typeface.setCurrentIndex(self.typeface.findData(box.typeface))
        self.colour.setCurrentIndex(self.colour.findData(box.colour))
        self.align.setCurrentIndex(self.align.findData(box.align))
        self._filling = False

    def show_problem(self, sentence: str) -> None:
        """Tell what cannot be."""
        self.problem.setText(sentence)

    # -- parts

    def _lay_out(self) -> None:
        self.form = QFormLayout()
        parts: list[tuple[str, QWidget]] = [
            (_("&Text:"), self.text), ("", self.field), (_("&Picture:"), self.image), ("", self.load),
            (_("From the l&eft:"), self.numbers["x"]), (_("From ab&ove:"), self.numbers["y"]),
            (_("&Width:"), self.numbers["width"]), (_("&Height:"), self.numbers["height"]),
            (_("Largest si&ze:"), self.numbers["size"]), (_("Ty&pe:"), self.typeface), ("", self.bold),
            (_("&Colour:"), self.colour),
            (_("&Alignment:"), self.align),
        ]  # fmt: skip
        for label, widget in parts:
            self.form.addRow(label, widget)
            if label:
                widget.setAccessibleName(label.replace("&", "").rstrip(":"))
        column = QVBoxLayout(self)
        column.addLayout(self.form)
        column.addWidget(self.problem)
        column.addStretch(1)

    def _connect(self) -> None:
        self.text.textChanged.connect(lambda: self._tell("text", self.text.toPlainText()))
        for key, spin in self.numbers.items():
            spin.valueChanged.connect(lambda value, key=key: self._tell(key, value))
        self.bold.toggled.connect(lambda on: self._tell("bold", on))
        self.image.activated.connect(lambda _at: self._tell("image", self.image.currentData()))
        self.typeface.currentIndexChanged.connect(lambda _at: self._tell("typeface", self.typeface.currentData()))
        self.colour.currentIndexChanged.connect(lambda _at: self._tell("colour", self.colour.currentData()))
        self.align.currentIndexChanged.connect(lambda _at: self._tell("align", self.align.currentData()))
        self.load.clicked.connect(self.picture_wanted)

    def _tell(self, key: str, value: Any) -> None:
        if not self._filling:
            self.problem.clear()
            self.changed.emit(key, value)

    def _field_menu(self) -> QMenu:
        menu = QMenu(self)
        second = QMenu(_("In the &second language"), menu)
        for place, end in ((menu, ""), (second, "_2")):
            for field, label in FIELDS.items():
                if not (end and field in OWN_FIELDS):
                    action = place.addAction(_(label))
                    action.triggered.connect(lambda _on=False, name=field + end: self._insert(f"{{{name}}}"))
        menu.addMenu(second)
        return menu

    def _insert(self, field: str) -> None:
        self.text.insertPlainText(field)
        self.text.setFocus()

    def _fill_pictures(self, image: str, pictures: Sequence[str]) -> None:
        logos = [f"logo {number}" for number in range(1, MOST_LOGOS + 1)]
        self.image.clear()
        for number, logo in enumerate(logos, 1):
            self.image.addItem(_("Logo {number}").format(number=number), logo)
        for name in dict.fromkeys((*pictures, *([image] if image and image not in logos else []))):
            self.image.addItem(name, name)
        self.image.setCurrentIndex(self.image.findData(image))


def _spin(least: float, most: float, unit: str) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(least, most)
    spin.setDecimals(1)
    spin.setSuffix(unit)
    return spin


def combo_of(choices: dict[str, str]) -> QComboBox:
    """A list of choices: what is kept of each, and what a person reads."""
    combo = QComboBox()
    for key, label in choices.items():
        combo.addItem(_(label), key)
    return combo
