"""Asks for one more step of a trainer: for which product, which step, since when, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from trainer_app.paths import programmes_folder
from trainer_app.people import trainers
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _
from ui import style
from ui.errors import sentence
from ui.form import Field, Form
from ui.tasks import Tasks


class AddStepDialog(QDialog):
    """Ctrl+Enter anywhere adds the step; what is wrong is said beside its field."""

    def __init__(self, tasks: Tasks, person_id: str, products: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Add a step"))
        self._tasks, self._person_id = tasks, person_id
        steps = tuple((code, _(label)) for code, label in trainers.STEPS.items())
        levels = tuple((code, _(label)) for code, label in trainers.LEVELS.items())
        self.form = Form(
            [
                Field("product", _("Product"), "choice", products, required=True),
                Field("status", _("Step"), "choice", steps, required=True),
                Field("since", _("Since"), "date", required=True),
                Field("until", _("Licence until"), "date"),
                Field("level", _("Level"), "choice", levels, hint=_("Blank: the usual one of the product")),
                Field("number", _("Number of the certificate or letter")),
                Field("notes", _("Notes"), "long_text"),
            ]
        )
        self.form.set_values({"since": date.today()})
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add = buttons.addButton(_("Add the step"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setShortcut("Ctrl+Return")
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.form, self._told, buttons):
            column.addWidget(widget)
        self.add.setDefault(True)
        wide = self.fontMetrics().averageCharWidth()
        self.resize(wide * 96, wide * 56)
        self.form.go("product")

    def _accept(self) -> None:
        self.form.commit()
        values = {**self.form.values(), "person_id": self._person_id}
        self.add.setEnabled(False)
        self._tasks.query(lambda _tx: _problems(values), lambda found: self._save(values, found), owner=self)

    def _save(self, values: dict[str, Any], found: dict[str, str]) -> None:
        for key in self.form.values():
            self.form.set_problem(key, found.get(key))
        if found:
            self.add.setEnabled(True)
            self.form.go(next(key for key in values if key in found))
            return

        def save(tx: Any) -> None:
            trainers.add_step(tx, load_catalogue(programmes_folder()), **values)

        self._tasks.change(_("Add a step of a trainer"), save, lambda _r: self.accept(), self._refused, owner=self)

    def _refused(self, error: Exception) -> None:
        self.add.setEnabled(True)
        told = sentence(error)
        if told is None:
            self._tasks.failed.emit(error)
            return
        self._told.setText(told)
        self._told.setStyleSheet(f"color: {style.colours(self).problem};")
        self._told.show()


def _problems(values: dict[str, Any]) -> dict[str, str]:
    """What keeps the step from being saved, by field."""
    catalogue = load_catalogue(programmes_folder())
    return {one.field: one.sentence for one in trainers.problems(values, catalogue) if one.refuses}
