"""A record as a form: sections of fields, each with its message beside it; what is typed is kept without a button."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QToolButton, QWidget

from trainer_app.errors import UserError
from trainer_app.texts import _
from ui import style, values
from ui.fields import FieldEditor, make_editor
from ui.icons import icon

IDLE_MS = 2500  # a pause in typing after which text is kept, so that a power cut costs a few words at most

LONG_LABEL = 30  # characters after which a label is broken into lines
WIDEST = {"long_text": 100, "integer": 24, "decimal": 24, "date": 24, "choice": 50}
"""Characters that an editor takes at most; the rest of the line is for what is said about it."""


@dataclass(frozen=True)
class Field:
    """One field of a form. `label`, `section` and `hint` are in the person's language.

    A `section` begins with the first field that names it.

    `check` gives a sentence for a value that is not right; the value is kept all the same. `offered` are texts that
    are completed while typing. In a `quick` form a one-key answer goes on to the next field.
    """

    key: str
    label: str
    kind: values.Kind = "text"
    choices: values.Choices = ()
    section: str = ""
    hint: str = ""
    required: bool = False
    read_only: bool = False
    offered: Sequence[str] = ()
    check: Callable[[Any], str | None] | None = None


class Form(QScrollArea):
    """Loading fires nothing; leaving a field, choosing an answer or pausing emits `changed`.

    Text that is not understood stays as typed, with the reason beside it, and is not emitted.
    """

    changed = Signal(str, object)
    """A field has a new value: key, value (None is blank)."""

    def __init__(
        self,
        fields: Sequence[Field],
        history: Callable[[str], object] | None = None,
        quick: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`history(key)` is called by the button beside each field, and by Ctrl+H in it."""
        super().__init__(parent)
        self._fields = {field.key: field for field in fields}
        self._lines: dict[str, _Line] = {}
        self._labels: dict[str, QLabel] = {}
        self._history = history
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._whole = QWidget()
        self._layout = QGridLayout(self._whole)
        self._layout.setColumnStretch(1, 1)
        section = ""
        for field in fields:
            if field.section and field.section != section:
                section = field.section
                self._layout.addWidget(_heading(section), self._layout.rowCount(), 0, 1, 2)
            self._add(field, quick)
        self._layout.setRowStretch(self._layout.rowCount(), 1)
        self.setWidget(self._whole)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from field to field, not to the frame around them
        if fields:
            self.setFocusProxy(self._lines[fields[0].key].editor.widget)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        if history is not None:
            shortcut = QShortcut(QKeySequence("Ctrl+H"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._history_of_focus)

    def set_values(self, record: Mapping[str, Any]) -> None:
        """Show a record's values, by key. Nothing is emitted, and a field that is being typed into is left alone."""
        for key, line in self._lines.items():
            if key in record and not (line.editor.has_focus and line.editor.is_modified):
                line.load(record[key])

    def values(self) -> dict[str, Any]:
        """The values as they stand, without text that is not understood."""
        return {key: line.value for key, line in self._lines.items()}

    def set_problem(self, key: str, sentence: str | None) -> None:
        """Say beside a field what is wrong with it; None takes it back."""
        self._lines[key].tell(sentence)

    def problems(self) -> dict[str, str]:
        """What is said beside the fields, by key."""
        return {key: line.problem for key, line in self._lines.items() if line.problem}

    def show_field(self, key: str, shown: bool) -> None:
        """Show or hide a field, such as a question that an earlier answer makes needless."""
        for widget in (self._labels[key], self._lines[key]):
            widget.setVisible(shown)

    def go(self, key: str) -> None:
        """Put the cursor into a field."""
        self._lines[key].editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Emit what is typed and not emitted yet."""
        for line in self._lines.values():
            line.commit()

    def hideEvent(self, event: Any) -> None:
        self.commit()
        super().hideEvent(event)

    def _add(self, field: Field, quick: bool) -> None:
        line = _Line(field, quick, self._history)
        line.changed.connect(self.changed)
        label = QLabel(_("{label} *").format(label=field.label) if field.required else field.label)
        label.setBuddy(line.editor.widget)
        label.setMinimumHeight(style.line_height(self))
        if len(field.label) > LONG_LABEL:
            label.setWordWrap(True)
            label.setMinimumWidth(self.fontMetrics().averageCharWidth() * LONG_LABEL)
        self._labels[field.key], self._lines[field.key] = label, line
        row = self._layout.rowCount()
        self._layout.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(line, row, 1)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._whole.isAncestorOf(now):
            self.ensureWidgetVisible(now, 50, 40)

    def _history_of_focus(self) -> None:
        for key, line in self._lines.items():
            if line.editor.has_focus and self._history is not None:
                self._history(key)


class _Line(QWidget):
    """A field's editor, its history button, and its message under both."""

    changed = Signal(str, object)

    def __init__(self, field: Field, quick: bool, history: Callable[[str], object] | None) -> None:
        super().__init__()
        self._field = field
        self.value: Any = None
        self.problem = ""
        self.editor: FieldEditor = make_editor(field.kind, field.choices, field.offered, quick, self)
        widget = self.editor.widget
        widget.setAccessibleName(field.label)
        widget.setToolTip(field.hint)
        self.editor.set_read_only(field.read_only)
        self._told = QLabel()
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        widget.setMaximumWidth(widget.fontMetrics().averageCharWidth() * WIDEST.get(field.kind, 60))
        line.addWidget(widget, 3, Qt.AlignmentFlag.AlignTop)
        if history is not None:
            line.addWidget(self._history_button(history), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._told, 2)
        line.addStretch(0)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._commit_if_understood)
        self.editor.touched.connect(self._idle.start)
        self.editor.committed.connect(self.commit)
        widget.installEventFilter(self)

    def load(self, value: Any) -> None:
        self._idle.stop()
        self.value = value
        self.editor.load(value)
        self.tell(self._wrong(value))

    def commit(self) -> None:
        self._idle.stop()
        if not self.editor.is_modified:
            return
        try:
            value = self.editor.read()
        except UserError as error:
            self.tell(str(error))
            return
        self.editor.set_modified(False)
        self.tell(self._wrong(value))
        if value != self.value:
            self.value = value
            self.changed.emit(self._field.key, value)
        if not self.editor.has_focus:
            self.editor.load(value)

    def tell(self, sentence: str | None) -> None:
        self.problem = sentence or ""
        self._told.setText(self.problem)
        self._told.setVisible(bool(self.problem))
        self._told.setStyleSheet(f"color: {style.colours().problem};" if self.problem else "")
        self.editor.widget.setAccessibleDescription(self.problem or self._field.hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and QApplication.activePopupWidget() is None:
            self.commit()
        elif event.type() == QEvent.Type.ShortcutOverride and self.editor.leaves_undo(event):
            event.ignore()  # nothing of this text to undo: Ctrl+Z is the window's
            return True
        return super().eventFilter(watched, event)

    def _commit_if_understood(self) -> None:
        try:
            self.editor.read()
        except UserError:
            return  # still being typed; said when the field is left
        self.commit()

    def _wrong(self, value: Any) -> str | None:
        if value is None or self._field.check is None:
            return None
        return self._field.check(value)

    def _history_button(self, history: Callable[[str], object]) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        size = self.fontMetrics().height() + 2
        button.setIcon(icon("history", style.colours().muted, size))
        button.setIconSize(QSize(size, size))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(_("History of {field} (Ctrl+H)").format(field=self._field.label))
        button.setAccessibleName(_("History of {field}").format(field=self._field.label))
        button.clicked.connect(lambda: history(self._field.key))
        return button


def _heading(text: str) -> QLabel:
    heading = QLabel(text)
    font = heading.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * 1.15)
    heading.setFont(font)
    heading.setContentsMargins(0, 10, 0, 2)
    return heading
