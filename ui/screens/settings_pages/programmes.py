"""The page Programmes: what is usual practice only and waits to be confirmed, and the office's own programme files."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from trainer_app.texts import _, ngettext
from ui.screen import Screen
from ui.screens.page import Page, told
from ui.table import Column, RecordTable


class ProgrammesPage(Page):
    """Values come from files; an office lays its own over the shipped ones."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._rows: list[dict[str, Any]] = []
        self.programme = QComboBox()
        self.programme.setAccessibleName(_("Programme"))
        self.programme.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.folder_button = QPushButton(_("Open the folder of your own programme &files"))
        self.again_button = QPushButton(_("Read the files again"))
        self.headline = told(strong=True)
        self.list = RecordTable(
            "settings-programmes",
            [
                Column("programme", _("Programme"), width=28),
                Column("subject", _("Of"), width=32),
                Column("what", _("What"), width=42),
                Column("value", _("Value used now"), width=22),
                Column("path", _("Key in the file"), width=36),
            ],
            screen.state,
        )
        self.list.add_action(_("&Copy lines that confirm"), self._copy)
        self._lay_out()
        self.programme.currentIndexChanged.connect(lambda _at: self._fill())
        self.folder_button.clicked.connect(self._open_folder)
        self.again_button.clicked.connect(self.load)

    def load(self) -> None:
        def read(tx: Any) -> list[dict[str, Any]]:
            from trainer_app import settings
            from trainer_app.paths import programmes_folder
            from trainer_app.programmes.catalogue import load_catalogue

            language = settings.get(tx, "language") or "en"
            return to_confirm(load_catalogue(programmes_folder()), language)

        self.owner.query(read, self._read, topic="programmes", label=_("Reading the programme files"))

    # -- parts

    def _lay_out(self) -> None:
        explanation = told(
            _(
                "No published source states these values; they are usual practice. Please confirm or correct them in a "
                "file of your own, which is laid over the one that came with the application: paste the lines that "
                "confirm into it, or write the key with another value. What is confirmed leaves this list."
            )
        )
        label = QLabel(_("&Programme:"))
        label.setBuddy(self.programme)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.programme)
        line.addStretch(1)
        line.addWidget(self.again_button)
        line.addWidget(self.folder_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.headline)
        column.addWidget(explanation)
        column.addLayout(line)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def _read(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows
        n = len(rows)
        self.headline.setText(
            ngettext("{n} value is to be confirmed.", "{n} values are to be confirmed.", n).format(n=n)
        )
        chosen = self.programme.currentData()
        names = dict.fromkeys(row["programme"] for row in rows)
        self.programme.blockSignals(True)
        self.programme.clear()
        self.programme.addItem(_("All programmes ({n})").format(n=n), "")
        for name in names:
            count = sum(1 for row in rows if row["programme"] == name)
            self.programme.addItem(_("{name} ({n})").format(name=name, n=count), name)
        self.programme.setCurrentIndex(max(self.programme.findData(chosen), 0))
        self.programme.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        chosen = self.programme.currentData()
        self.list.set_rows([row for row in self._rows if not chosen or row["programme"] == chosen])

    def _copy(self, ids: list[str]) -> None:
        chosen = [row for row in self._rows if row["id"] in set(ids)]
        QGuiApplication.clipboard().setText(confirming(chosen))
        if len({row["code"] for row in chosen}) > 1:
            text = _("The lines of several programmes are copied. Each programme needs a file of its own.")
        else:
            text = _("The lines are copied. Paste them into a file ending in .toml in the folder of your own files.")
        self.owner.messages.success(text)

    def _open_folder(self) -> None:
        from trainer_app.paths import programmes_folder

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(programmes_folder())))


def to_confirm(catalogue: Any, language: str) -> list[dict[str, Any]]:
    """A row for each value that is usual practice only."""
    from trainer_app.programmes.parts import key_label

    names = {programme.code: programme.name(language) for programme in catalogue.programmes}
    return [
        {
            "id": f"{one.programme} {one.path}", "code": one.programme,
            "programme": names.get(one.programme, one.programme),
            "subject": one.subject.name(language), "what": key_label(one.path),
            "value": _value_text(one.path, one.value), "path": one.path,
        }
        for one in catalogue.to_confirm
    ]  # fmt: skip


def confirming(rows: list[dict[str, Any]]) -> str:
    """The lines of a programme file that confirm these values, a block for each programme."""
    paths: dict[str, list[str]] = {}
    for row in rows:
        paths.setdefault(row["code"], []).append(row["path"])
    blocks = []
    for code, found in paths.items():
        listed = "".join(f"    {json.dumps(path)},\n" for path in found)
        blocks.append(f"code = {json.dumps(code)}\nconfirmed = [\n{listed}]\n")
    return "\n".join(blocks)


def _value_text(path: str, value: Any) -> str:
    """A value of a programme file as a person reads it."""
    from trainer_app.programmes.parts import SPANS, value_label

    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        between = "–" if path.rpartition(".")[2] in SPANS else ", "
        return between.join(value_label(str(one)) for one in value) or value_label("none")
    return value_label(str(value))
