"""How everything looks: one light and one dark palette with AA contrast, sizes that follow the font."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

ARGUMENTS = ("-style", "Fusion")
"""Of the QApplication: the style for which all this is made. Set later, Qt would first make all names of QStyle."""

DANGER = "#d13438"
"""Of the corner that marks a cell with a problem; 3:1 on the grounds of both themes."""

Tone = Literal["info", "success", "warning", "error"]


class Colours(NamedTuple):
    """One theme. Every text colour has at least 4.5:1 on the grounds it is used on, lines and rings 3:1."""

    window: str
    base: str
    alternate: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    button: str
    link: str
    info: tuple[str, str]  # ground, text
    success: tuple[str, str]
    warning: tuple[str, str]
    error: tuple[str, str]
    problem: str  # what is said beside a field


LIGHT = Colours(
    window="#f3f5f7",
    base="#ffffff",
    alternate="#f3f6fa",
    text="#1a2027",
    muted="#515c67",
    line="#838d97",
    accent="#0a5ca8",
    on_accent="#ffffff",
    button="#e6eaee",
    link="#0a5ca8",
    info=("#e3effb", "#0b447c"),
    success=("#e0f3e6", "#135c2e"),
    warning=("#fdf0cf", "#6b4700"),
    error=("#fde4e1", "#8f1d14"),
    problem="#a3231a",
)
DARK = Colours(
    window="#1d2126",
    base="#14171b",
    alternate="#1a1e23",
    text="#e8ebee",
    muted="#aab3bc",
    line="#79838d",
    accent="#6db3f8",
    on_accent="#0c1116",
    button="#2b3138",
    link="#8cc3fa",
    info=("#17324d", "#cfe5fb"),
    success=("#173d26", "#c9efd6"),
    warning=("#473508", "#fae6b3"),
    error=("#52201c", "#fbd5d1"),
    problem="#ff9d94",
)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def colours(widget: QWidget | None = None) -> Colours:
    """The theme in use."""
    palette = widget.palette() if widget is not None else QApplication.palette()
    return DARK if palette.color(QPalette.ColorRole.Base).lightness() < 128 else LIGHT


def apply(app: QApplication, theme: str = "system", font_scale: float = 1.0) -> None:
    """Set palette and font size. `theme` is light, dark or system; `font_scale` 1.0 to 2.0."""
    if theme == "system":
        app.setPalette(QPalette())  # the computer's own
        dark = app.palette().color(QPalette.ColorRole.Window).lightness() < 128
    else:
        dark = theme == "dark"
    app.setPalette(_palette(DARK if dark else LIGHT))
    font = QFont(app.font())
    usual = app.property("usual_point_size") or font.pointSizeF()
    app.setProperty("usual_point_size", usual)
    font.setPointSizeF(max(usual, 9.0) * font_scale)
    app.setFont(font)
    app.setStyleSheet(_sheet(DARK if dark else LIGHT, QFontMetrics(font).height()))


def apply_direction(app: QApplication, language: str) -> None:
    """Mirror the window for scripts that run from right to left, and write numbers and dates as the language does."""
    locale = QLocale(language)
    QLocale.setDefault(locale)
    mirrored = _is_right_to_left(locale.nativeLanguageName())
    if mirrored != app.isRightToLeft():
        direction = QtCore.Qt.LayoutDirection
        app.setLayoutDirection(direction.RightToLeft if mirrored else direction.LeftToRight)


def _is_right_to_left(text: str) -> bool:
    """By its first letter; asking the locale itself would make all names of Qt (ui/main_window.py)."""
    if text[:1].isascii():
        return False
    from unicodedata import bidirectional

    return bidirectional(text[0]) in ("R", "AL")


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, c.window),
        (role.WindowText, c.text),
        (role.Base, c.base),
        (role.AlternateBase, c.alternate),
        (role.ToolTipBase, c.base),
        (role.ToolTipText, c.text),
        (role.PlaceholderText, c.muted),
        (role.Text, c.text),
        (role.Button, c.button),
        (role.ButtonText, c.text),
        (role.BrightText, c.error[1]),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.Link, c.link),
        (role.LinkVisited, c.link),
        (role.Mid, c.line),
        (role.Accent, c.accent),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.muted))
    return palette


def _sheet(c: Colours, line: int) -> str:
    """Edges of what can be typed into or chosen: Fusion's own are too faint in the dark."""
    middle = "cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5"
    dot = f"qradialgradient({middle}, stop:0 {c.accent}, stop:0.5 {c.accent}, stop:0.6 {c.base})"
    size = line * 3 // 4
    return (
        f"QLineEdit, QPlainTextEdit {{border: 1px solid {c.line}; border-radius: 3px; padding: {line // 6}px 4px;}}"
        "QAbstractItemView QLineEdit {border: none; border-radius: 0; padding: 0;}"
        f"FilterHeader QLineEdit {{border: 1px solid {c.line};}}"
        f"QTableView::item {{padding: 0 {line // 3}px;}}"
        f"QHeaderView::section:horizontal {{padding: 0 {line // 3}px;}}"  # or a number's title touches the next one
        f"QRadioButton::indicator {{width: {size}px; height: {size}px; border: 1px solid {c.line};"
        f" border-radius: {size // 2 + 1}px; background: {c.base};}}"
        f"QRadioButton::indicator:checked {{background: {dot}; border-color: {c.accent};}}"
        "QCheckBox::indicator:unchecked, QAbstractItemView::indicator:unchecked"
        f" {{border: 1px solid {c.line}; border-radius: 2px; background: {c.base};}}"
    )


def line_height(widget: QWidget) -> int:
    """Pixels of one line of text in a control with comfortable room."""
    return widget.fontMetrics().height() + 10


def is_palette_change(event: QEvent) -> bool:
    """Whether colours taken from the theme must be taken again."""
    return event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange)
