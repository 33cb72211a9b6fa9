"""From starting the process to the first painted window, against a bare QMainWindow in a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from measure import Job, Timed

_ROOT = Path(__file__).parents[2]

_BARE = """
import os
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

def painted():
    print("painted", flush=True)
    os._exit(0)

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

app = QApplication(sys.argv[:1])
window = Window()
window.resize(1180, 680)
window.show()
app.exec()
"""

_OURS = """
import gc
gc.disable()  # as trainer_app/__main__.py does
import os
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui import style
from ui.app import Application

def painted():
    print("painted", flush=True)
    os._exit(0)

app = QApplication([*sys.argv[:1], *style.ARGUMENTS])
application = Application(app, Path(sys.argv[1]))
application.window.painted.connect(painted)
application.window.show()
app.exec()
"""


@contextmanager
def _prepare(folder: Path) -> Iterator[tuple[Timed, Timed]]:
    from db.database import Database

    database = folder / "office.db"
    Database.create(database, name="Office", kind="office")
    environment = {**os.environ, "HOME": str(folder), "TRAINER_APP_DATA": str(folder), "PYTHONPATH": str(_ROOT)}
    if not os.environ.get("DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"

    def until_painted(code: str) -> float:
        begun = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-c", code, str(database)], env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            line = process.stdout.readline()
            taken = time.perf_counter() - begun
            _rest, said = process.communicate()
        if line != "painted\n":
            raise RuntimeError(f"no window was painted: {said}")
        return taken

    yield lambda: until_painted(_OURS), lambda: until_painted(_BARE)


JOB = Job("first window painted / bare QMainWindow", 1.6, _prepare, pairs=9)
