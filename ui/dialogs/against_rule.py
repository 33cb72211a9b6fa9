"""Asks who decides against a rule, and why; what is decided may be asked too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from trainer_app.texts import _
from ui.form import Field, Form

SHOWN_NAMES = 6


class AgainstRuleDialog(QDialog):
    """Closes only with all answers. `by` is proposed as the one who decides."""

    def __init__(self, title: str, names: Sequence[str], by: str, parent: QWidget, *what: Field) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        who = QLabel("\n".join([*names[:SHOWN_NAMES], *(["…"] if len(names) > SHOWN_NAMES else [])]))
        who.setTextFormat(Qt.TextFormat.PlainText)
        decided = (
            Field("by", _("Who decides"), required=True), Field("reason", _("Why, against the rule"), required=True)
        )  # fmt: skip
        self.form = Form([*what, *decided])
        self.form.set_values({**{field.key: None for field in what}, "by": by or None, "reason": None})
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (who, self.form, buttons):
            column.addWidget(widget)
        wide = self.fontMetrics().averageCharWidth()
        self.resize(wide * 84, wide * 30)
        self.form.go(what[0].key if what else "reason" if by else "by")

    def decision(self) -> tuple[str, str]:
        """Who decides, and why."""
        values = self.form.values()
        return values["by"], values["reason"]

    def _accept(self) -> None:
        self.form.commit()
        missing = [key for key, value in self.form.values().items() if not value]
        for key in self.form.values():
            self.form.set_problem(key, _("Needed for a decision against the rule.") if key in missing else None)
        if missing:
            self.form.go(missing[0])
        else:
            self.accept()
