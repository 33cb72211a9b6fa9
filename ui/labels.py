"""Texts on a screen that are data or stand beside data: labels never taken for markup, facts in one line."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel


def plain_label(text: str = "", *, muted: bool = False, bold: float = 0.0) -> QLabel:
    """Text that is never taken for markup; `bold` is the size against the usual one.

    It stands at the side where lines begin, also where names in another script would pull it to the other.
    """
    label = QLabel(text)
    side = Qt.AlignmentFlag.AlignRight if label.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if muted:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    if bold:
        font = label.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * bold)
        label.setFont(font)
    return label


def beside(*facts: str | None) -> str:
    """Facts in one line, the blank ones left out; each keeps its own direction, so that a date stays whole."""
    return "  ·  ".join(f"\u2068{fact}\u2069" for fact in facts if fact)


def language() -> str:
    """The language in which names of products are shown."""
    return QLocale().name().split("_")[0]
