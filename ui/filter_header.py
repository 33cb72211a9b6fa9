"""The head of a list, with a line of filters under the titles when the person wants it."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget

from trainer_app.texts import _

PAUSE_MS = 150


class FilterHeader(QHeaderView):
    """Titles that sort when pressed and can be dragged; `filtered` tells the text of each column's filter."""

    filtered = Signal(object)  # dict: column number -> text

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._editors: list[QLineEdit] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.filtered.emit(self.texts()))
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setResizeContentsPrecision(30)
        self.sectionResized.connect(self._place)
        self.sectionMoved.connect(self._place)

    @property
    def is_filtering(self) -> bool:
        """Whether the line of filters is there."""
        return bool(self._editors)

    def texts(self) -> dict[int, str]:
        """What stands in the filters."""
        return {number: editor.text() for number, editor in enumerate(self._editors) if editor.text()}

    def show_filters(self, titles: list[str], texts: dict[int, str]) -> None:
        """Put a filter under each title."""
        self.hide_filters()
        for number, title in enumerate(titles):
            editor = QLineEdit(texts.get(number, ""), self)
            editor.setAccessibleName(_("Filter: {column}").format(column=title))
            editor.setToolTip(_("Part of the text; = for blank, * for not blank; >5, <5, 2..5 for numbers and dates"))
            editor.textChanged.connect(self._pause.start)
            editor.show()
            self._editors.append(editor)
        self._refit()

    def hide_filters(self) -> None:
        """Take the filters away; what they hid is seen again."""
        had = bool(self.texts())
        for editor in self._editors:
            editor.deleteLater()
        self._editors = []
        self._refit()
        if had:
            self.filtered.emit({})

    def focus_filter(self, section: int) -> None:
        """Go to the filter of a column."""
        if 0 <= section < len(self._editors):
            self._editors[section].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), size.height() + self._height())

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, self._height())
        super().updateGeometries()
        self._place()

    def setOffset(self, offset: int) -> None:
        super().setOffset(offset)
        self._place()

    def viewportEvent(self, event: QEvent) -> bool:
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.Resize:
            self._place()
        return done

    def _height(self) -> int:
        return self._editors[0].sizeHint().height() if self._editors else 0

    def _refit(self) -> None:
        self.updateGeometries()
        self.geometriesChanged.emit()

    def _place(self) -> None:
        top = super().sizeHint().height()
        for number, editor in enumerate(self._editors):
            hidden = self.isSectionHidden(number)
            editor.setVisible(not hidden)
            if not hidden:
                editor.setGeometry(self.sectionViewportPosition(number), top, self.sectionSize(number), self._height())
