"""The page Database: its name, code and place, and whether it is sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from trainer_app.file_names import located
from trainer_app.progress import Progress
from trainer_app.texts import _, ngettext
from ui.form import Field, Form
from ui.screen import Screen
from ui.screens.page import Page, told
from ui.table import Column, RecordTable
from ui.tasks import Work

if TYPE_CHECKING:
    from trainer_app.checking import Finding

PERCENT = 100


class DatabasePage(Page):
    """The name is what others see beside what comes from here."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._work: Work | None = None
        kinds = (("trainer", _("One trainer's")), ("office", _("An office's")))
        self.form = Form(
            [
                Field("name", _("Name of this copy of the data"), hint=_("Others see it beside what comes from here.")),
                Field("kind", _("Whose it is"), "choice", kinds),
            ]
        )
        self.facts = {key: QLabel() for key in ("code", "place", "size", "records")}
        for label in self.facts.values():
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder_button = QPushButton(_("&Open its folder"))
        self.check_button = QPushButton(_("&Check the database"))
        self.other_button = QPushButton(_("Open &another database…"))
        self.new_button = QPushButton(_("&New database…"))
        self.result = told(strong=True)
        self.findings = RecordTable(
            "settings-findings",
            [
                Column("wrong", _("What"), "choice", (("wrong", _("wrong")), ("look", _("to look at"))), width=14),
                Column("sentence", _("Finding"), width=110),
            ],
            screen.state,
        )
        self._lay_out()
        self.form.changed.connect(self._changed)
        self.folder_button.clicked.connect(self._open_folder)
        self.other_button.clicked.connect(lambda: screen.main_window.database_wanted.emit(False))
        self.new_button.clicked.connect(lambda: screen.main_window.database_wanted.emit(True))
        self.check_button.clicked.connect(self._check)
        screen.tasks.ended.connect(self._ended)

    def load(self) -> None:
        self.owner.query(_facts, self._show, topic="database")

    # -- parts

    def _lay_out(self) -> None:
        labels = {
            "code": _("Code, as in certificate numbers:"), "place": _("File:"), "size": _("Size:"),
            "records": _("Holds:"),
        }  # fmt: skip
        facts = QFormLayout()
        facts.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        for key, label in labels.items():
            facts.addRow(QLabel(label), self.facts[key])
        facts.setContentsMargins(9, 0, 0, 6)
        line = QHBoxLayout()
        line.setContentsMargins(9, 0, 0, 0)
        self.result.setContentsMargins(9, 0, 0, 0)
        for button in (self.check_button, self.folder_button, self.other_button, self.new_button):
            line.addWidget(button)
        line.addStretch(1)
        self.form.setFixedHeight(self.fontMetrics().height() * 5)
        self.findings.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.form)
        column.addLayout(facts)
        column.addLayout(line)
        column.addWidget(self.result)
        column.addWidget(self.findings, 1)
        column.addStretch(0)
        self.setFocusProxy(self.form)

    def _show(self, facts: dict[str, Any]) -> None:
        self.form.set_values(facts)
        for key, label in self.facts.items():
            label.setText(facts[key])

    def _changed(self, key: str, value: Any) -> None:
        def save(tx: Any) -> None:
            from db.models import Replica

            tx.update(tx.get(Replica, tx.database.replica), **{key: value})

        self.owner.change(_("Name of the database"), save)

    def _check(self) -> None:
        database: Any = self.owner.tasks.data

        def check(progress: Progress) -> list[Finding]:
            from trainer_app import checking

            text = _("Checking")
            return checking.check(database, lambda share: progress.step(int(share * PERCENT), PERCENT, text))

        self.check_button.setEnabled(False)
        self.result.setText(_("Checking …"))
        self.findings.hide()
        self._work = self.owner.tasks.run(
            _("Checking the database"), check, self._checked, owner=self.owner, progress=True
        )

    def _ended(self, work: Work) -> None:
        if work is self._work:
            self._work = None
            self.result.clear()
            self.check_button.setEnabled(True)

    def _checked(self, findings: list[Finding]) -> None:
        wrong = sum(1 for finding in findings if finding.wrong)
        if not findings:
            self.result.setText(_("The database is sound."))
        elif not wrong:
            n = len(findings)
            self.result.setText(
                ngettext(
                    "The database is sound; {n} thing is worth a look.",
                    "The database is sound; {n} things are worth a look.",
                    n,
                ).format(n=n)
            )
        else:
            self.result.setText(
                ngettext(
                    "{n} thing is wrong. Restore a backup from before it, and tell your office.",
                    "{n} things are wrong. Restore a backup from before them, and tell your office.",
                    wrong,
                ).format(n=wrong)
            )
        self.findings.setVisible(bool(findings))
        self.findings.set_rows(
            [
                {"id": str(at), "wrong": "wrong" if finding.wrong else "look", "sentence": finding.sentence}
                for at, finding in enumerate(findings)
            ]
        )

    def _open_folder(self) -> None:
        database: Any = self.owner.tasks.data
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(database.path.parent)))


def _facts(tx: Any) -> dict[str, Any]:
    from db.models import Replica
    from trainer_app.courses import course_list
    from trainer_app.formats import number_text

    database = tx.database
    own = tx.get(Replica, database.replica)
    n = course_list.count(tx)
    return {
        "name": own.name, "kind": own.kind, "code": database.code, "place": located(database.path),
        "size": _("{size} kB").format(size=number_text(max(database.path.stat().st_size // 1024, 1))),
        "records": ngettext("{n} course", "{n} courses", n).format(n=number_text(n)),
    }  # fmt: skip
