"""Asks for an outcome against the product's rule: which, who decides, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from trainer_app.courses import enrolments
from trainer_app.texts import _
from ui.form import Field, Form

SHOWN_NAMES = 6


class DecideOutcomeDialog(QDialog):
    """Closes only with all three answers."""

    def __init__(self, names: Sequence[str], by: str, parent: QWidget) -> None:
        """`by` is proposed as the one who decides."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Decide an outcome"))
        who = QLabel("\n".join([*names[:SHOWN_NAMES], *(["…"] if len(names) > SHOWN_NAMES else [])]))
        who.setTextFormat(Qt.TextFormat.PlainText)
        outcomes = tuple((code, enrolments.outcome_label(code)) for code in enrolments.OUTCOMES)
        self.form = Form(
            [
                Field("outcome", _("Outcome"), "choice", outcomes, required=True),
                Field("by", _("Who decides"), required=True),
                Field("reason", _("Why, against the rule"), required=True),
            ]
        )
        self.form.set_values({"outcome": None, "by": by or None, "reason": None})
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (who, self.form, buttons):
            column.addWidget(widget)
        wide = self.fontMetrics().averageCharWidth()
        self.resize(wide * 84, wide * 30)
        self.form.go("outcome")

    def answer(self) -> tuple[str, str, str]:
        """Outcome, who decides, why."""
        values = self.form.values()
        return values["outcome"], values["by"], values["reason"]

    def _accept(self) -> None:
        self.form.commit()
        missing = [key for key, value in self.form.values().items() if not value]
        for key in ("outcome", "by", "reason"):
            self.form.set_problem(key, _("Needed for a decision against the rule.") if key in missing else None)
        if missing:
            self.form.go(missing[0])
        else:
            self.accept()
