"""Tells that the program has a fault, and gives a report that can be copied and sent."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from trainer_app.texts import _


class BugDialog(QDialog):
    """Shown once however many faults follow; their reports are added to the first."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("A fault in the program"))
        told = QLabel(
            _(
                "The program made a mistake. What was saved before is safe; the last thing you did may not have been. "
                "Repeat it, and if it happens again, send this report to your office. It names places in the program, "
                "no person and no value that you entered."
            )
        )
        told.setWordWrap(True)
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setAccessibleName(_("Report"))
        self._report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._report.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._copy = QPushButton(_("Copy the report"))
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self._copy.clicked.connect(self._copy_report)
        column = QVBoxLayout(self)
        column.addWidget(told)
        column.addWidget(self._report)
        column.addWidget(buttons)
        width = self.fontMetrics().averageCharWidth()
        self.resize(width * 90, width * 50)
        self._copy.setFocus()

    def add(self, report: str) -> None:
        """Another fault while this is open; the same again is not repeated."""
        if report not in self._report.toPlainText():
            self._report.appendPlainText("\n" + report)

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())
        self._copy.setText(_("Copied"))
