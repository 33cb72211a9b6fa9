"""The one channel for messages to the person: a bar over the screen, never a box in the way."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from trainer_app.texts import _, ngettext
from ui import style
from ui.icons import icon

Kind = Literal["info", "success", "warning", "error"]
PASSING_MS = 8000  # how long good news stays; warnings and errors stay until they are closed


class Message(NamedTuple):
    """A sentence, and perhaps one thing that can be done about it."""

    kind: Kind
    text: str
    action: str = ""
    act: Callable[[], object] | None = None


class MessageBar(QFrame):
    """Shows one message at a time, warnings and errors before good news; what waits is counted.

    Say what happened, what it means, what to do.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messages")
        self._waiting: list[Message] = []
        self.message: Message | None = None
        self._picture = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._more = QLabel()
        self._action = QPushButton()
        self._action.clicked.connect(self._act)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setText(_("Close"))
        self._close.setAccessibleName(_("Close this message"))
        self._close.setToolTip(_("Close this message"))
        self._close.clicked.connect(self.close_message)
        line = QHBoxLayout(self)
        for widget in (self._picture, self._text, self._more, self._action, self._close):
            line.addWidget(widget, 1 if widget is self._text else 0)
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.timeout.connect(self.close_message)
        self.hide()

    def info(self, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Something to know."""
        self.show_message(Message("info", text, action, act))

    def success(self, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Something is done."""
        self.show_message(Message("success", text, action, act))

    def warning(self, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Something to look at."""
        self.show_message(Message("warning", text, action, act))

    def error(self, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Something could not be done."""
        self.show_message(Message("error", text, action, act))

    def show_message(self, message: Message) -> None:
        """Show it now, or after the graver one that is on the screen. The same twice is one."""
        shown = self.message
        if shown is not None and (shown.kind, shown.text) == (message.kind, message.text):
            self._waiting = [other for other in self._waiting if other != shown]
        elif shown is not None and _stays(shown):
            if _stays(message) or message.act is not None:
                self._waiting = [other for other in self._waiting if other.text != message.text]
                self._waiting.append(message)
                self._count()
                return
            return
        self._show(message)

    def close_message(self) -> None:
        """Close what is shown; the next in line follows."""
        self._passing.stop()
        self.message = None
        if self._waiting:
            self._show(self._waiting.pop(0))
        else:
            self.hide()

    def clear(self, kind: Kind | None = None) -> None:
        """Take away all messages, or all of one kind."""
        self._waiting = [other for other in self._waiting if kind is not None and other.kind != kind]
        if self.message is not None and kind in (None, self.message.kind):
            self.close_message()

    def changeEvent(self, event: QEvent) -> None:
        if style.is_palette_change(event) and self.message is not None:
            self._colour(self.message.kind)
        super().changeEvent(event)

    def _show(self, message: Message) -> None:
        self.message = message
        self._text.setText(message.text)
        self._text.setAccessibleName(message.text)
        self._action.setText(message.action)
        self._action.setVisible(bool(message.action))
        self._count()
        self._colour(message.kind)
        self.show()
        self._passing.stop()
        if not _stays(message):
            self._passing.start(PASSING_MS)
        announcement = QAccessibleAnnouncementEvent(self, message.text)
        if _stays(message):
            announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(announcement)

    def _count(self) -> None:
        n = len(self._waiting)
        self._more.setText(ngettext("{n} more", "{n} more", n).format(n=n))
        self._more.setVisible(n > 0)

    def _colour(self, kind: Kind) -> None:
        ground, text = getattr(style.colours(), kind)
        sheet = f"#messages {{background: {ground};}} #messages QLabel {{color: {text};}}"
        if sheet == self.styleSheet():  # setting it is a change of palette, too
            return
        self.setStyleSheet(sheet)
        self._picture.setPixmap(icon(kind, text).pixmap(20))
        self._close.setIcon(icon("close", text))

    def _act(self) -> None:
        act = self.message.act if self.message is not None else None
        self.close_message()
        if act is not None:
            act()


def _stays(message: Message) -> bool:
    return message.kind in ("warning", "error")
