"""Garbage in cycles is looked for by the window's thread between events, never inside a call of Qt or elsewhere."""

import gc

from PySide6.QtCore import QObject, QTimer

from trainer_app.garbage import collect_due

PAUSE_MS = 1000


class Garbage(QObject):
    """Takes the search for garbage over from Python, which would begin it at any allocation in any thread.

    A closed window can be such garbage, as it and its parts name each other. Deleted by a worker's thread, or by a
    handler of an event while Qt goes through all widgets for a new style sheet, it leaves Qt with a pointer to
    nothing: a crash.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect_due)
        timer.start(PAUSE_MS)
