"""The editors of a form's fields, one kind each, all spoken to in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
    QWidgetAction,
)

from trainer_app.errors import UserError
from trainer_app.texts import _
from ui import style, values
from ui.filters import fold
from ui.icons import icon


class FieldEditor(QObject):
    """An editor: `widget` is laid out, `load` shows a value and fires nothing, `read` gives it or raises UserError."""

    touched = Signal()
    """The person typed; it may not be the whole yet."""
    committed = Signal()
    """The person answered."""

    widget: QWidget

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_modified = False

    @property
    def has_focus(self) -> bool:
        return self.widget.hasFocus() or (
            self.widget.focusWidget() is not None and self.widget.focusWidget().hasFocus()
        )

    def load(self, value: Any) -> None:
        raise NotImplementedError

    def read(self) -> Any:
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        self.widget.setEnabled(not read_only)

    def set_modified(self, modified: bool) -> None:
        self.is_modified = modified

    def leaves_undo(self, _event: QEvent) -> bool:
        """Whether Ctrl+Z has nothing to do in this editor."""
        return False

    def _touch(self, *_values: object) -> None:
        self.is_modified = True
        self.touched.emit()

    def _answer(self, *_values: object) -> None:
        self.is_modified = True
        self.committed.emit()


def make_editor(
    kind: values.Kind, choices: values.Choices, offered: Sequence[str], quick: bool, parent: QWidget
) -> FieldEditor:
    """The editor for a kind of value. In a `quick` form an answer of one key goes on to the next field."""
    if kind == "long_text":
        return LongText(parent)
    if kind == "yes_no":
        return Buttons([(True, _("Yes")), (False, _("No")), (None, _("Not known"))], quick, parent)
    if choices:
        return Choice(choices, quick, parent)
    return Line(kind, offered, parent)


class Line(FieldEditor):
    """Text, numbers, dates, phones: one line of typing, read by ui.values."""

    def __init__(self, kind: values.Kind, offered: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._line = QLineEdit(parent)
        self.widget = self._line
        self._line.textEdited.connect(self._touch)
        self._line.returnPressed.connect(self.committed)
        if kind == "phones":
            self._line.setPlaceholderText(_("Several with ; between them"))
        if kind == "date":
            self._add_calendar()
        if offered:
            completer = QCompleter(list(offered), self._line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.activated.connect(self._answer)
            self._line.setCompleter(completer)

    def load(self, value: Any) -> None:
        self._line.setText(values.shown(self._kind, value))
        self._line.setCursorPosition(0)
        self.is_modified = False

    def read(self) -> Any:
        return values.read(self._kind, self._line.text())

    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)

    def leaves_undo(self, event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not (self._line.isUndoAvailable() and self.is_modified)
        )

    def _add_calendar(self) -> None:
        action = QAction(icon("calendar", style.colours().muted), _("Choose a day (Alt+Down)"), self._line)
        action.setShortcut(QKeySequence("Alt+Down"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self._show_calendar)
        self._line.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    def _show_calendar(self) -> None:
        menu = QMenu(self._line)
        calendar = QCalendarWidget(menu)
        try:
            known = self.read()
        except UserError:  # half a date: any day will do to begin with
            known = None
        if isinstance(known, date):
            calendar.setSelectedDate(QDate(known.year, known.month, known.day))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        for chosen in (calendar.activated, calendar.clicked):
            chosen.connect(self._take_day)
            chosen.connect(menu.close)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._line.mapToGlobal(self._line.rect().bottomLeft()))
        calendar.setFocus()

    def _take_day(self, day: QDate) -> None:
        self._line.setText(values.shown("date", date(day.year(), day.month(), day.day())))
        self._answer()


class LongText(FieldEditor):
    """Several lines of text; Tab leaves it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = QPlainTextEdit(parent)
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * 4 + 12)
        self.widget = self._text
        self._loading = False
        self._text.textChanged.connect(self._changed)

    def load(self, value: Any) -> None:
        self._loading = True
        self._text.setPlainText(value or "")
        self._loading = False
        self.is_modified = False

    def read(self) -> Any:
        return self._text.toPlainText().strip() or None

    def set_read_only(self, read_only: bool) -> None:
        self._text.setReadOnly(read_only)

    def leaves_undo(self, event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not (self._text.document().isUndoAvailable() and self.is_modified)
        )

    def _changed(self) -> None:
        if not self._loading:
            self._touch()


class Choice(FieldEditor):
    """One of several answers: letters, the answer's number, arrows, or Alt+Down for the list."""

    def __init__(self, choices: values.Choices, quick: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._values: list[Any] = [None, *(value for value, _label in choices)]
        self._combo = _Combo(quick, parent)
        self._combo.addItems(["", *(label for _value, label in choices)])
        self.widget = self._combo
        self._combo.activated.connect(self._answer)

    def load(self, value: Any) -> None:
        if value not in self._values:  # what another version or a workbook brought stays visible
            self._values.append(value)
            self._combo.addItem(str(value))
        self._combo.setCurrentIndex(self._values.index(value))
        self.is_modified = False

    def read(self) -> Any:
        return self._values[self._combo.currentIndex()]


class _Combo(QComboBox):
    """Chooses by one key; the wheel scrolls the form and changes no answer."""

    def __init__(self, quick: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._quick = quick
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take(0)
        elif letter.isdecimal() and 0 < int(letter) < self.count():
            self._take(int(letter), one_key=True)
        elif letter.strip() and (found := self._beginning_with(letter)):
            after = [at for at in found if at > self.currentIndex()]
            self._take((after or found)[0], one_key=len(found) == 1)
        else:
            super().keyPressEvent(event)

    def _beginning_with(self, letter: str) -> list[int]:
        wanted = fold(letter)
        return [at for at in range(1, self.count()) if wanted and fold(self.itemText(at)).startswith(wanted)]

    def _take(self, at: int, one_key: bool = False) -> None:
        self.setCurrentIndex(at)
        self.activated.emit(at)
        if self._quick and one_key:
            self.focusNextChild()


class Buttons(FieldEditor):
    """A few answers side by side: the first letter or number chooses, arrows move."""

    def __init__(self, answers: Sequence[tuple[Any, str]], quick: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._answers = list(answers)
        self._group = QButtonGroup(self)
        self._row = _ButtonRow(self._group, quick, parent)
        self.widget = self._row
        for number, (_value, label) in enumerate(answers):
            button = QRadioButton(label)
            button.setAccessibleName(label)
            self._group.addButton(button, number)
            self._row.add(button)
        self._group.idClicked.connect(self._answer)

    def load(self, value: Any) -> None:
        chosen = next((number for number, (known, _label) in enumerate(self._answers) if known is value), None)
        for number in range(len(self._answers)):
            self._group.button(number).setChecked(number == chosen)
        self.is_modified = False

    def read(self) -> Any:
        number = self._group.checkedId()
        return self._answers[number][0] if number >= 0 else None


class _ButtonRow(QWidget):
    """Radio buttons as one stop of the Tab key."""

    def __init__(self, group: QButtonGroup, quick: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._group, self._quick = group, quick
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addStretch(1)

    def add(self, button: QRadioButton) -> None:
        self._line.insertWidget(self._line.count() - 1, button)
        button.installEventFilter(self)
        if self.focusProxy() is None:
            self.setFocusProxy(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().strip():
            found = self._meant(event.text())
            if found is not None:
                found.setFocus()
                found.click()
                if self._quick:
                    self.window().focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def _meant(self, letter: str) -> QRadioButton | None:
        buttons = [button for button in self._group.buttons() if isinstance(button, QRadioButton)]
        if letter.isdecimal() and 0 < int(letter) <= len(buttons):
            return buttons[int(letter) - 1]
        wanted = fold(letter)
        return next((button for button in buttons if wanted and fold(button.text()).startswith(wanted)), None)
