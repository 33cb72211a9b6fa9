"""The line at the bottom: work under way with its progress and a way to stop it; database, backup, unsent changes."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar

from trainer_app.progress import Cancelled
from trainer_app.texts import _, ngettext
from ui.messages import MessageBar
from ui.tasks import Tasks, Work

LOOK_MS = 100


class StatusLine(QObject):
    """Fills the window's bar. Work appears in it after 0.6 s (`Tasks.started`) and leaves when it ends."""

    def __init__(self, tasks: Tasks, messages: MessageBar, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._tasks, self._messages = tasks, messages
        self._shown: Work | None = None
        bar.setContentsMargins(8, 0, 4, 0)
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(bar.fontMetrics().averageCharWidth() * 24)
        self._bar.setAccessibleName(_("Progress"))
        self._stop = QPushButton(_("Stop"))
        self._stop.clicked.connect(self._cancel)
        bar.addWidget(self._text, 1)
        bar.addWidget(self._bar)
        bar.addWidget(self._stop)
        self._facts = {name: QLabel() for name in ("unsent", "backup", "database")}
        for label in self._facts.values():
            label.setTextFormat(Qt.TextFormat.PlainText)
            bar.addPermanentWidget(label)
            label.hide()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._refresh)
        tasks.started.connect(self._begun)
        tasks.ended.connect(self._ended)
        self._refresh()

    def show_fact(self, name: str, text: str, hint: str = "") -> None:
        """A sentence that stays: `name` is database, backup or unsent; "" takes it away."""
        label = self._facts[name]
        label.setText(text)
        label.setToolTip(hint)
        label.setVisible(bool(text))

    def _begun(self, _work: Work) -> None:
        self._look.start()
        self._refresh()

    def _ended(self, work: Work) -> None:
        if work.slow and isinstance(work.error, Cancelled) and work.label:
            self._messages.info(_("{work}: stopped. Nothing was changed.").format(work=work.label))
        self._refresh()

    def _refresh(self) -> None:
        slow = [work for work in self._tasks.works if work.slow and not work.is_cancelled]
        stopping = [work for work in self._tasks.works if work.slow and work.is_cancelled]
        self._shown = slow[0] if slow else None
        work = self._shown or (stopping[0] if stopping else None)
        for widget in (self._text, self._bar):
            widget.setVisible(work is not None)
        self._stop.setVisible(self._shown is not None)
        if work is None:
            self._look.stop()
            return
        text = work.text or work.label or _("Working")
        if self._shown is None:
            text = _("{work}: stopping").format(work=text)
        elif len(slow) > 1:
            more = ngettext("and {n} more", "and {n} more", len(slow) - 1).format(n=len(slow) - 1)
            text = f"{text} ({more})"
        self._text.setText(text)
        self._bar.setRange(0, work.total)
        self._bar.setValue(work.done)
        self._stop.setAccessibleName(_("Stop: {work}").format(work=text))

    def _cancel(self) -> None:
        if self._shown is not None:
            self._shown.cancel()
            self._refresh()
