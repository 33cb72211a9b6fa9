"""Asks for an outcome against the product's rule: which, who decides, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from trainer_app.courses import enrolments
from trainer_app.texts import _
from ui.dialogs.against_rule import AgainstRuleDialog
from ui.form import Field


class DecideOutcomeDialog(AgainstRuleDialog):
    """Closes only with all three answers."""

    def __init__(self, names: Sequence[str], by: str, parent: QWidget) -> None:
        """`by` is proposed as the one who decides."""
        outcomes = tuple((code, enrolments.outcome_label(code)) for code in enrolments.OUTCOMES)
        super().__init__(
            _("Decide an outcome"), names, by, parent,
            Field("outcome", _("Outcome"), "choice", outcomes, required=True),
        )  # fmt: skip

    def answer(self) -> tuple[str, str, str]:
        """Outcome, who decides, why."""
        return self.form.values()["outcome"], *self.decision()
