"""Small line drawings for navigation and buttons, drawn in the colour of the text at any size."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

GRID = 24

# On a grid of 24: "M x y" begins a line, "L x y" goes on, "Z" closes, "O x y r" is a circle, "A x y r from sweep" an
# arc in degrees. To add an icon: a line here.
DRAWINGS: dict[str, str] = {
    "home": "M 3 11 L 12 4 L 21 11 M 6 9 L 6 20 L 18 20 L 18 9 M 10 20 L 10 14 L 14 14 L 14 20",
    "courses": "M 3 5 L 21 5 L 21 16 L 3 16 Z M 8 20 L 12 16 L 16 20 M 7 9 L 14 9 M 7 12 L 17 12",
    "participants": "O 9 8 3.5 A 9 21 6.5 0 180 O 17 9 2.5 M 18 14.2 L 20.5 15.5 L 22 20",
    "enterprises": "M 4 10 L 4 20 L 20 20 L 20 10 M 3 10 L 5 4 L 19 4 L 21 10 Z M 10 20 L 10 14 L 14 14 L 14 20",
    "trainers": "O 7 7 3 A 7 20 5 0 180 M 13 4 L 22 4 L 22 13 L 14 13 M 16 8 L 19 8",
    "follow_ups": "O 12 12 8.5 M 12 7 L 12 12 L 15.5 14",
    "certificates": "M 4 4 L 20 4 L 20 15 L 16 15 M 9 15 L 4 15 L 4 4 M 8 8 L 16 8 O 12.5 15 3 M 11 18 L 10 22 "
    "L 12.5 20.5 L 15 22 L 14 18",
    "summaries": "M 3 20 L 21 20 M 5 20 L 5 13 L 8 13 L 8 20 M 10.5 20 L 10.5 5 L 13.5 5 L 13.5 20 M 16 20 L 16 9 "
    "L 19 9 L 19 20",
    "exchange": "M 4 8 L 19 8 M 15 4 L 19 8 L 15 12 M 20 16 L 5 16 M 9 12 L 5 16 L 9 20",
    "settings": "M 4 7 L 20 7 O 9 7 2.2 M 4 12 L 20 12 O 15 12 2.2 M 4 17 L 20 17 O 8 17 2.2",
    "search": "O 10.5 10.5 6 M 15 15 L 21 21",
    "history": "A 12 12 8.5 160 -320 M 3 6 L 4.2 10 L 8 9 M 12 7.5 L 12 12 L 15 14",
    "close": "M 6 6 L 18 18 M 18 6 L 6 18",
    "undo": "M 8 5 L 4 9 L 8 13 M 4 9 L 14 9 L 18 10.5 L 20 14 L 18.5 17.5 L 14 19",
    "redo": "M 16 5 L 20 9 L 16 13 M 20 9 L 10 9 L 6 10.5 L 4 14 L 5.5 17.5 L 10 19",
    "open": "M 3 19 L 3 5 L 9 5 L 11 8 L 21 8 L 21 19 Z",
    "new": "M 12 4 L 12 20 M 4 12 L 20 12",
    "info": "O 12 12 9 M 12 11 L 12 17 M 12 7 L 12 7.5",
    "success": "O 12 12 9 M 8 12 L 11 15 L 16.5 9",
    "warning": "M 12 3 L 22 20 L 2 20 Z M 12 9 L 12 14.5 M 12 17 L 12 17.5",
    "error": "M 8 3 L 16 3 L 21 8 L 21 16 L 16 21 L 8 21 L 3 16 L 3 8 Z M 12 7 L 12 13 M 12 16.5 L 12 17",
    "calendar": "M 4 6 L 20 6 L 20 20 L 4 20 Z M 4 10 L 20 10 M 8 3 L 8 7 M 16 3 L 16 7",
}


def icon(name: str, colour: str, size: int = 20, selected: str = "") -> QIcon:
    """The icon in one colour, and in another where it lies on a selected line."""
    made = QIcon(_pixmap(name, colour, size))
    if selected:
        made.addPixmap(_pixmap(name, selected, size), QIcon.Mode.Selected)
    return made


def _pixmap(name: str, colour: str, size: int) -> QPixmap:
    ratio = 2  # sharp also on screens with small pixels
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size * ratio / GRID, size * ratio / GRID)
    pen = QPen()  # and strokePath: any other way of saying this makes all names of Qt (ui/main_window.py)
    pen.setColor(QColor(colour))
    pen.setWidthF(1.8)
    painter.strokePath(_path(DRAWINGS[name]), pen)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _path(drawing: str) -> QPainterPath:
    path = QPainterPath()
    words = iter(drawing.split())

    def number() -> float:
        return float(next(words))

    for word in words:
        if word == "M":
            path.moveTo(number(), number())
        elif word == "L":
            path.lineTo(number(), number())
        elif word == "Z":
            path.closeSubpath()
        elif word == "O":
            x, y, r = number(), number(), number()
            path.addEllipse(QPointF(x, y), r, r)
        else:
            x, y, r, start, sweep = number(), number(), number(), number(), number()
            box = QRectF(x - r, y - r, 2 * r, 2 * r)
            path.arcMoveTo(box, start)
            path.arcTo(box, start, sweep)
    return path
