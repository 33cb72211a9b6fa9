"""The ring that shows where the focus is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid

from ui import style


class FocusRing(QWidget):
    """A ring around whatever has the focus, the same on every kind of control and in every window."""

    WIDTH = 2

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen = QPen(QColor(style.colours(self).accent), self.WIDTH)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return super().eventFilter(watched, event)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched, self._around = [], None
        if now is not None and now.window() is self.window() and now.focusPolicy() != Qt.FocusPolicy.NoFocus:
            above: QWidget | None = now
            while above is not None and above is not self.window():
                above.installEventFilter(self)
                self._watched.append(above)
                above = above.parentWidget()
            in_a_cell = any(isinstance(widget, QAbstractItemView) for widget in self._watched[1:3])
            self._around = None if in_a_cell else now
        self._place()

    def _place(self) -> None:
        """Around the part of the control that is seen, on top of everything else."""
        around = self._around
        if around is None or not isValid(around) or not around.isVisible():
            self.hide()
            return
        seen = around.visibleRegion().boundingRect()
        place = QRect(around.mapTo(self.window(), seen.topLeft()), seen.size())
        self.setGeometry(place.adjusted(-self.WIDTH, -self.WIDTH, self.WIDTH, self.WIDTH) & self.window().rect())
        self.setVisible(not seen.isEmpty())
        self.raise_()
