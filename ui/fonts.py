"""Letters of every script that names are written in, loaded after the window is on the screen."""

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

PACKAGE = "manimgx_fonts"


def load(app: QApplication) -> list[str]:
    """Load the fonts that come with the application and name them after the person's own; returns the families.

    Left to itself the system picks fallbacks of the wrong weight, or boxes. Takes about 10 ms.
    """
    # Qt says of every family in turn that it lacks the other families' scripts.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    families: list[str] = []
    for file in _files():
        number = QFontDatabase.addApplicationFont(str(file))
        families += [name for name in QFontDatabase.applicationFontFamilies(number) if name not in families]
    if families:
        font = QFont(app.font())
        font.setFamilies([app.font().families()[0], *families])
        app.setFont(font)
        for widget in app.allWidgets():  # the letters of some scripts are taller
            widget.updateGeometry()
    return families


def _files() -> list[Path]:
    """Font files, upright ones; the plain Latin family first, then by name."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return []
    found = Path(spec.submodule_search_locations[0]).glob("NotoSans*.ttf")
    return sorted((file for file in found if "Italic" not in file.name), key=lambda file: file.name.lower())
