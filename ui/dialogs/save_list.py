"""Saves what a list shows, as it is shown, for Excel or another program; who saved what is kept in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from trainer_app.file_names import called
from trainer_app.texts import _, ngettext
from ui import values
from ui.screen import Screen
from ui.table import Column

LAST_FOLDER = "lists/folder"


def save_list(screen: Screen, title: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> None:
    """Ask for a file and write the rows to it (.xlsx, .csv, .pdf or .json), off the window's thread."""
    from trainer_app.paths import documents_folder
    from trainer_app.reports import OUTPUTS, write

    folder = Path(screen.state.get(LAST_FOLDER) or documents_folder())
    kinds = ";;".join(f"{_(OUTPUTS[end].label)} (*{end})" for end in (".xlsx", ".csv", ".pdf", ".json"))
    chosen, kind = QFileDialog.getSaveFileName(
        screen, _("Save what is seen"), str(folder / f"{title} {date.today():%Y-%m-%d}.xlsx"), kinds
    )
    if not chosen:
        return
    path = Path(chosen)
    if not path.suffix:
        path = path.with_name(path.name + kind.rpartition("*")[2].rstrip(")"))
    screen.state.set(LAST_FOLDER, str(path.parent))
    n = len(rows)

    def written(_result: object) -> None:
        label = ngettext("List saved: {n} record, {file}", "List saved: {n} records, {file}", n)
        screen.tasks.change(
            label.format(n=n, file=called(path)), lambda tx: tx.describe(file=called(path), rows=n), kind="list"
        )
        told = ngettext("{n} record is saved in {file}.", "{n} records are saved in {file}.", n)
        open_it = QUrl.fromLocalFile(str(path))
        screen.messages.success(
            told.format(n=n, file=called(path)), _("Open"), lambda: QDesktopServices.openUrl(open_it)
        )

    screen.tasks.run(
        _("Saving the list"), lambda: write(as_document(title, columns, rows), path), written, owner=screen
    )


def as_document(title: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> Any:
    """The rows as a report of one table: numbers and dates stay what they are, all else is text as it is shown."""
    from trainer_app.reports import document

    cells = tuple(tuple(_cell(column, row.get(column.key)) for column in columns) for row in rows)
    heads = tuple(document.Column(column.key, column.title, _kind(column)) for column in columns)
    table = document.Table(title, heads, cells)
    return document.Document(title, "", "", datetime.now(UTC).astimezone(), "", (table,))


def _kind(column: Column) -> Any:
    return column.kind if column.kind in ("integer", "decimal", "date") else "text"


def _cell(column: Column, value: Any) -> Any:
    if value is None or _kind(column) != "text":
        return value
    return values.shown(column.kind, value, column.choices) or None
