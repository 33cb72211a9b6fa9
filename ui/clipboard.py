"""Cells to and from Excel, LibreOffice and other programs, through the clipboard."""

import csv
import html
import io
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_AS_TEXT = " style=\"mso-number-format:'\\@'\""  # Excel would eat the 0 of 09…, the + of +95, and run "=…"


def from_tabs(text: str) -> list[list[str]]:
    """The cells of a tab-separated block, as Excel puts it on the clipboard (line breaks inside quoted cells)."""
    lines = io.StringIO(text, newline="")
    odd = text.count('"') % 2  # a lone quotation mark is not Excel's quoting
    reader = csv.reader(lines, "excel-tab", quoting=csv.QUOTE_NONE) if odd else csv.reader(lines, "excel-tab")
    return [[cell.strip(" \r") for cell in row] for row in reader]


def to_tabs(rows: Sequence[Sequence[str]]) -> str:
    """The cells as a tab-separated block."""
    out = io.StringIO(newline="")
    csv.writer(out, "excel-tab").writerows(rows)
    return out.getvalue()


def copy(rows: Sequence[Sequence[str]], is_text: Sequence[bool]) -> None:
    """Put cells on the clipboard; columns of `is_text` stay text in Excel."""
    lines = []
    for row in rows:
        cells = "".join(
            f"<td{_AS_TEXT if text else ''}>{html.escape(cell)}</td>" for cell, text in zip(row, is_text, strict=True)
        )
        lines.append(f"<tr>{cells}</tr>")
    data = QMimeData()
    data.setText(to_tabs(rows))
    data.setHtml(f"<table>{''.join(lines)}</table>")
    QGuiApplication.clipboard().setMimeData(data)


def paste() -> list[list[str]]:
    """The cells on the clipboard; [] if there is no text on it."""
    text = QGuiApplication.clipboard().text()
    return from_tabs(text) if text else []
