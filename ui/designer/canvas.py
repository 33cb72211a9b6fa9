"""The page of a design: as it prints, with its boxes to be moved and pulled by mouse and arrow keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer_app.certificates.contents import MOST_LOGOS
from trainer_app.certificates.designer.draft import Edge, said
from trainer_app.certificates.designer.room import MARGIN
from trainer_app.certificates.designs import Box, Design
from trainer_app.formats import number_text
from trainer_app.texts import _
from ui import style

STEP, SMALL = 1.0, 0.1  # per cent of the page that an arrow key moves, alone and with Ctrl
_ROUND = 14  # pixels around the page
_HANDLE, _REACH = 8, 9  # pixels: of a handle, and how near to it a press takes it
_MIDDLE = 0.7  # per cent: a box that comes this near to the middle of the page goes there
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_SIDES: dict[Edge, tuple[float, float]] = {"left": (0, 0.5), "right": (1, 0.5), "top": (0.5, 0), "bottom": (0.5, 1)}
_HANDLES: dict[frozenset[Edge], tuple[float, float]] = {
    **{frozenset({edge}): place for edge, place in _SIDES.items()},
    **{
        frozenset({across, down}): (_SIDES[across][0], _SIDES[down][1])
        for across in ("left", "right")
        for down in ("top", "bottom")
    },
}


@dataclass
class _Drag:
    """A box held by the mouse: by its edges, or as a whole. `start` is where in per cent of the page."""

    box: int
    edges: frozenset[Edge]
    start: QPointF
    was: Box
    doing: str


class DesignCanvas(QWidget):
    """Arrow keys move the chosen box, with Shift they pull its right and lower edge, with Ctrl by little.

    Page Up and Page Down choose another box, Delete takes it out. It changes nothing itself: it asks by signals, and
    shows what it is given.
    """

    chosen = Signal(int)
    """A box was pressed; -1: the page beside them all."""
    moved = Signal(int, float, float, str)
    """(box, right, down, doing): by per cent of the page; one drag is one `doing`."""
    pulled = Signal(int, object, float, float, str)
    """(box, edges, right, down, doing)."""
    deleted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self.setMouseTracking(True)
        self.setAccessibleName(_("The page"))
        self._boxes: tuple[Box, ...] = ()
        self._missing: set[str] = set()
        self._size = (842.0, 595.0)
        self._at = -1
        self.picture = QPixmap()
        self._drag: _Drag | None = None
        self._drags = 0

    def sizeHint(self) -> QSize:
        return QSize(760, 560)

    def show_design(self, design: Design, paper: str, chosen: int, logos: int) -> None:
        """Show where the boxes of a design stand on a paper, and which is chosen (-1: none); `logos` are loaded."""
        self._missing = {f"logo {number}" for number in range(logos + 1, MOST_LOGOS + 1)}
        self._boxes, self._size, self._at = design.box, design.on(paper).size, chosen
        self.setAccessibleDescription(described(self._boxes[chosen], chosen) if chosen >= 0 else "")
        self.update()

    def show_png(self, picture: bytes) -> None:
        """Show how the page prints."""
        self.picture.loadFromData(picture, "PNG")
        self.update()

    def page(self) -> QRectF:
        """Where the page is, in pixels."""
        room = QRectF(self.rect()).adjusted(_ROUND, _ROUND, -_ROUND, -_ROUND)
        scale = min(room.width() / self._size[0], room.height() / self._size[1])
        place = QRectF(0, 0, self._size[0] * scale, self._size[1] * scale)
        place.moveCenter(room.center())
        return place

    def place(self, box: Box) -> QRectF:
        """Where a box is, in pixels."""
        page = self.page()
        across, down = page.width() / 100, page.height() / 100
        return QRectF(
            page.left() + box.x * across, page.top() + box.y * down, box.width * across, box.height * down
        )  # fmt: skip

    # -- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        page, accent = self.page(), QColor(style.LIGHT.accent)  # paper is white in every theme
        painter.fillRect(page, Qt.GlobalColor.white)
        if not self.picture.isNull():
            painter.drawPixmap(page, self.picture, QRectF(self.picture.rect()))
        painter.setPen(QPen(QColor(style.LIGHT.line), 1))
        painter.drawRect(page)
        painter.setPen(QPen(QColor(style.LIGHT.line), 1, Qt.PenStyle.DotLine))
        for box in self._boxes:
            painter.drawRect(self.place(box))
            if box.image in self._missing:
                painter.drawText(self.place(box), Qt.AlignmentFlag.AlignCenter, said(box))
        if self._drag is not None:
            self._draw_guides(painter, page)
        if self._at >= 0:
            painter.setPen(QPen(accent, 2))
            painter.drawRect(self.place(self._boxes[self._at]))
            painter.setPen(QPen(accent, 1))
            painter.setBrush(Qt.GlobalColor.white)
            for point in self._handles().values():
                painter.drawRect(QRectF(point.x() - _HANDLE / 2, point.y() - _HANDLE / 2, _HANDLE, _HANDLE))

    def _draw_guides(self, painter: QPainter, page: QRectF) -> None:
        """The margin that printers leave, and the middle where the box stands on it."""
        across, down = page.width() * MARGIN / 100, page.height() * MARGIN / 100
        painter.setPen(QPen(QColor(style.LIGHT.problem), 1, Qt.PenStyle.DashLine))
        painter.drawRect(page.adjusted(across, down, -across, -down))
        box = self._boxes[self._at]
        if abs(box.x + box.width / 2 - 50) < 0.01:
            painter.drawLine(QPointF(page.center().x(), page.top()), QPointF(page.center().x(), page.bottom()))

    def _handles(self) -> dict[frozenset[Edge], QPointF]:
        """Where the handles of the chosen box are."""
        if self._at < 0:
            return {}
        place = self.place(self._boxes[self._at])
        return {
            edges: QPointF(place.left() + across * place.width(), place.top() + down * place.height())
            for edges, (across, down) in _HANDLES.items()
        }

    # -- mouse

    def _under(self, point: QPointF) -> tuple[int, frozenset[Edge]]:
        """The box at a point, and the edges by which it is taken there; -1 where there is none."""
        handles = {} if self._within(point) else self._handles()
        for edges, handle in handles.items():
            if max(abs(point.x() - handle.x()), abs(point.y() - handle.y())) <= _REACH:
                return self._at, edges
        there = [at for at, box in enumerate(self._boxes) if self.place(box).contains(point)]
        nothing: frozenset[Edge] = frozenset()
        return min(there, key=lambda at: self._boxes[at].width * self._boxes[at].height, default=-1), nothing

    def _within(self, point: QPointF) -> bool:
        """Whether a point is well within the chosen box: a small one is held there, not by the handles around."""
        if self._at < 0:
            return False
        place = self.place(self._boxes[self._at])
        across, down = place.width() / 4, place.height() / 4
        return place.adjusted(across, down, -across, -down).contains(point)

    def _share(self, point: QPointF) -> QPointF:
        page = self.page()
        return QPointF(
            (point.x() - page.left()) / page.width() * 100, (point.y() - page.top()) / page.height() * 100
        )  # fmt: skip

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at, edges = self._under(event.position())
        if at != self._at:
            self.chosen.emit(at)
        if at >= 0:
            self._drags += 1
            self._drag = _Drag(at, edges, self._share(event.position()), self._boxes[at], f"drag {self._drags}")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None:
            self._show_cursor(event.position())
            return
        by, was, now = self._share(event.position()) - drag.start, drag.was, self._boxes[drag.box]
        if not drag.edges:
            x = was.x + by.x()
            if abs(x + was.width / 2 - 50) < _MIDDLE:
                x = 50 - was.width / 2
            self.moved.emit(drag.box, x - now.x, was.y + by.y() - now.y, drag.doing)
            return
        across = was.x - now.x if "left" in drag.edges else was.x + was.width - now.x - now.width
        down = was.y - now.y if "top" in drag.edges else was.y + was.height - now.y - now.height
        self.pulled.emit(drag.box, drag.edges, across + by.x(), down + by.y(), drag.doing)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._drag = None
        self.update()

    def _show_cursor(self, point: QPointF) -> None:
        at, edges = self._under(point)
        if len(edges) == 2:
            falling = edges in ({"left", "top"}, {"right", "bottom"})
            shape = Qt.CursorShape.SizeFDiagCursor if falling else Qt.CursorShape.SizeBDiagCursor
        elif edges:
            shape = Qt.CursorShape.SizeHorCursor if edges & {"left", "right"} else Qt.CursorShape.SizeVerCursor
        else:
            shape = Qt.CursorShape.SizeAllCursor if at >= 0 else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self._boxes:
            step = 1 if key == Qt.Key.Key_PageDown else -1
            start = self._at if self._at >= 0 or step > 0 else 0
            self.chosen.emit((start + step) % len(self._boxes))
        elif self._at >= 0 and key == Qt.Key.Key_Delete:
            self.deleted.emit(self._at)
        elif self._at >= 0 and key in _ARROWS:
            by = SMALL if modifiers & Qt.KeyboardModifier.ControlModifier else STEP
            across, down = _ARROWS[key][0] * by, _ARROWS[key][1] * by
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                edges = frozenset({"right" if across else "bottom"})
                self.pulled.emit(self._at, edges, across, down, f"keys pull {self._at}")
            else:
                self.moved.emit(self._at, across, down, f"keys move {self._at}")
        else:
            super().keyPressEvent(event)


def described(box: Box, at: int) -> str:
    """A box in words, for who cannot see it."""
    return _("Box {number}: {what}. From the left {x} %, from above {y} %, {width} % wide, {height} % high").format(
        number=number_text(at + 1), what=said(box),
        **{key: number_text(round(getattr(box, key), 1)) for key in ("x", "y", "width", "height")},
    )  # fmt: skip
