"""The promises of ARCHITECTURE.md that tools hold: they must fail when somebody breaks them."""

import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parent.parent
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

PLANTED = {
    "db": "import trainer_app.errors\nimport ui\nfrom PySide6 import QtCore\n",
    "trainer_app": "import ui\nfrom PySide6.QtWidgets import QLabel\n",
    "trainer_app/programmes": "import trainer_app.exchange.merging\n",
    "trainer_app/lists": "import db.database\n",
    "ui": "import openpyxl\nimport python_calamine\nimport reportlab\nimport sqlalchemy\nimport sqlite3\n"
    "import sqlmodel\nimport xlsxwriter\n",
}
CONTRACTS = {
    "ui uses trainer_app, trainer_app uses db, never the other way round": [
        "db.planted -> trainer_app.errors",
        "db.planted -> ui",
        "trainer_app.planted -> ui",
    ],
    "no Qt outside ui": ["db.planted -> PySide6", "trainer_app.planted -> PySide6"],
    "no SQL, Excel or PDF in ui": [
        f"ui.planted -> {name}"
        for name in ["openpyxl", "python_calamine", "reportlab", "sqlalchemy", "sqlite3", "sqlmodel", "xlsxwriter"]
    ],
    "commands, then import and exchange, then people, courses and programmes": [
        "trainer_app.programmes.planted -> trainer_app.exchange.merging"
    ],
    "files, cells, names and lines of text are understood without a database": [
        "trainer_app.lists.planted -> db.database"
    ],
}


def test_every_import_contract_breaks_on_a_planted_violation(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("db", "trainer_app", "ui"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    for package, violation in PLANTED.items():
        (tmp_path / package / "planted.py").write_text(violation, "utf-8")

    checked = subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=tmp_path, capture_output=True, text=True)

    assert checked.returncode == 1, checked.stdout
    kept_or_broken, _, report = checked.stdout.partition("Broken contracts")
    for contract, imports in CONTRACTS.items():
        assert f"{contract} BROKEN" in kept_or_broken
        assert [line for line in imports if f"{line} (l." not in report] == []
    assert " KEPT" not in kept_or_broken, "a contract without a planted violation"


def test_no_package_hides_another_of_the_same_name() -> None:
    """`packaging` is also a library on PyPI, and tests/db would be taken for db."""
    folders = [ROOT / "packaging", ROOT / "tests"]
    assert [path for folder in folders for path in folder.rglob("__init__.py")] == []


def test_qt_keeps_the_reference_count_of_none(qtbot: QtBot) -> None:
    """PySide6 6.12 on Python 3.11 and older loses one with every void call, and aborts after some thousands."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 500
