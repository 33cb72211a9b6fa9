"""The screen Summaries: last year's outreach by province and sex in few keys; periods, files, printing, copying."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.database import Database
from db.models import Course, Enrolment, Person, Place
from ui import clipboard
from ui.charts import ChartView
from ui.screens import Entry
from ui.screens.summaries import SummariesScreen
from ui.screens.summary_parts.document_view import DocumentTable
from ui.screens.summary_parts.period import PERIODS

ENTRY = Entry("summaries", "Summaries", "summaries", "ui.screens.summaries", "SummariesScreen")
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LAST_YEAR = date.today().year - 1
Open = Callable[[], SummariesScreen]


@pytest.fixture
def courses(database: Database) -> Database:
    """Last year: 3 women and 1 man in Shan, 1 man in ရန်ကုန်; this year one woman in Shan."""
    with database.change("Courses") as tx:
        shan = tx.add(Place(name="Shan", level="province", country="MM"))
        yangon = tx.add(Place(name="ရန်ကုန်", level="province", country="MM"))
        for place, year, sexes in ((shan, LAST_YEAR, "FFFM"), (yangon, LAST_YEAR, "M"), (shan, LAST_YEAR + 1, "F")):
            day = date(year, 1, 10)
            course = tx.add(Course(programme="SIYB", products="SYB", place_id=place.id, starts=day, ends=day))
            for number, sex in enumerate(sexes):
                person = tx.add(Person(full_name=f"{place.name} {year} {number}", sex=sex, birth_year=1990))
                tx.add(Enrolment(course_id=course.id, person_id=person.id, outcome="completed"))
    return database


@pytest.fixture
def opened(qtbot: QtBot, attached: Callable[..., Any], courses: Database) -> Open:
    def open_it() -> SummariesScreen:
        screen = attached(courses, [ENTRY]).go("summaries")
        assert isinstance(screen, SummariesScreen)
        settle(qtbot, screen)
        return screen

    return open_it


def settle(qtbot: QtBot, screen: SummariesScreen) -> None:
    for _round in range(3):
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not screen.tasks.busy(), timeout=20000)
    QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def shown(screen: SummariesScreen) -> list[list[str]]:
    """The rows of the table of the present page."""
    page = screen.view.currentWidget()
    assert page is not None
    grid: Any = page.findChild(DocumentTable)
    return [[grid.item(line, at).text() for at in range(grid.columnCount())] for line in range(grid.rowCount())]


def choose_last_year_by_province_and_sex(qtbot: QtBot, screen: SummariesScreen) -> int:
    """By keys; returns how many things were done: each field is one."""
    QTest.keyClick(focused(), Qt.Key.Key_E, ALT)
    QTest.keyClicks(focused(), "las")
    QTest.keyClick(focused(), Qt.Key.Key_B, ALT)
    QTest.keyClicks(focused(), "prov")
    QTest.keyClick(focused(), Qt.Key.Key_N, ALT)
    QTest.keyClicks(focused(), "sex")
    settle(qtbot, screen)
    return 3


def test_last_year_by_province_and_sex_is_printed_in_six_actions(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    screen = opened()
    actions = 1  # Ctrl+6 to this screen
    actions += choose_last_year_by_province_and_sex(qtbot, screen)
    QTest.keyClick(focused(), Qt.Key.Key_P, CTRL)
    actions += 1
    qtbot.waitUntil(lambda: screen.findChild(QPrintDialog) is not None, timeout=20000)
    dialog: Any = screen.findChild(QPrintDialog)
    target = tmp_path / "printed.pdf"
    file = dialog.findChild(QLineEdit, "filename")
    file.setText(str(target))  # where a printer is connected, it is chosen already
    QTest.keyPress(dialog, Qt.Key.Key_Return)
    actions += 1
    qtbot.waitUntil(lambda: target.exists() and target.read_bytes().strip().endswith(b"%%EOF"), timeout=20000)
    assert target.read_bytes().startswith(b"%PDF")
    assert actions <= 6


def test_last_year_by_province_and_sex_is_saved_in_six_actions(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    screen = opened()
    actions = 1 + choose_last_year_by_province_and_sex(qtbot, screen)
    save(qtbot, screen, tmp_path / "outreach.json")
    actions += 2  # Ctrl+S, and the name with Enter
    document = json.loads((tmp_path / "outreach.json").read_text(encoding="utf-8"))
    rows = [part for part in document["parts"] if part["part"] == "table"][1]["rows"]
    assert [(row["province"], row["sex"], row["persons"]) for row in rows] == [
        ("Shan", "Women", 3), ("Shan", "Men", 1), ("ရန်ကုန်", "Men", 1),
    ]  # fmt: skip
    assert actions <= 6


def save(qtbot: QtBot, screen: SummariesScreen, path: Path) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: screen.findChild(QFileDialog) is not None)
    dialog: Any = screen.findChild(QFileDialog)
    name = dialog.findChild(QLineEdit)
    name.setText(str(path))
    QTest.keyPress(name, Qt.Key.Key_Return)
    qtbot.waitUntil(path.exists, timeout=20000)
    qtbot.waitUntil(lambda: screen.findChild(QFileDialog) is None)
    settle(qtbot, screen)
    screen.window().activateWindow()


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "csv"])
def test_it_is_saved_as_the_ending_says(qtbot: QtBot, tmp_path: Path, opened: Open, ending: str) -> None:
    screen = opened()
    save(qtbot, screen, tmp_path / f"outreach.{ending}")
    assert (tmp_path / f"outreach.{ending}").stat().st_size > 100
    message = screen.messages.message
    assert message is not None
    assert "is written" in message.text


def test_table_and_chart_follow_what_is_chosen_and_that_is_remembered(qtbot: QtBot, opened: Open) -> None:
    screen = opened()
    assert shown(screen)[-1][0] == "Total"
    choose_last_year_by_province_and_sex(qtbot, screen)
    rows = shown(screen)
    assert [row[0] for row in rows] == ["Shan", "ရန်ကုန်", "Total"]
    page = screen.view.currentWidget()
    assert page is not None
    chart = page.findChild(ChartView)
    assert chart is not None
    assert chart.chart.labels == ["Shan", "ရန်ကုန်"]
    again = opened()
    assert [row[0] for row in shown(again)] == ["Shan", "ရန်ကုန်", "Total"]


def test_three_things_are_counted_apart(qtbot: QtBot, opened: Open) -> None:
    screen = opened()
    choose_last_year_by_province_and_sex(qtbot, screen)
    QTest.keyClick(focused(), Qt.Key.Key_D, ALT)
    QTest.keyClicks(focused(), "prog")
    settle(qtbot, screen)
    assert screen.view.document is not None
    finest = screen.view.document.tables[-1]
    assert [column.label for column in finest.columns[:3]] == ["Province", "Sex", "Programme"]
    assert [row[:2] for row in finest.rows] == [("Shan", "Women"), ("Shan", "Men"), ("ရန်ကုန်", "Men")]


def test_a_period_of_one_s_own_is_typed_and_a_wrong_one_is_told(qtbot: QtBot, opened: Open) -> None:
    screen = opened()
    first, last = screen.period.first, screen.period.last
    for edit, text in ((first, f"{LAST_YEAR}-01-01"), (last, f"{LAST_YEAR + 1}-12-31")):
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)
    settle(qtbot, screen)
    assert screen.period.key() == "free"
    total = dict(zip([column.key for column in document_columns(screen)], shown(screen)[-1], strict=True))
    assert total["persons"] == "6"
    last.setFocus()
    last.selectAll()
    QTest.keyClicks(last, "2001-01-01")
    QTest.keyClick(last, Qt.Key.Key_Return)
    assert "before the first" in screen.problem.text()
    assert screen.problem.isVisible()
    assert screen.period.span() == (date(LAST_YEAR, 1, 1), date(LAST_YEAR + 1, 12, 31))


def document_columns(screen: SummariesScreen) -> Any:
    assert screen.view.document is not None
    return screen.view.document.tables[0].columns


def test_the_table_is_copied_with_its_titles(qtbot: QtBot, opened: Open) -> None:
    screen = opened()
    choose_last_year_by_province_and_sex(qtbot, screen)
    QTest.mouseClick(screen.copy_button, Qt.MouseButton.LeftButton)
    cells = clipboard.from_tabs(QGuiApplication.clipboard().text())
    assert cells[0][0] == "Province"
    assert [row[0] for row in cells[1:]] == ["Shan", "ရန်ကုန်", "Total"]


@pytest.mark.parametrize(
    ("key", "today", "first", "last"),
    [
        ("this_year", date(2026, 11, 21), date(2026, 1, 1), date(2026, 12, 31)),
        ("last_year", date(2026, 1, 1), date(2025, 1, 1), date(2025, 12, 31)),
        ("this_quarter", date(2026, 11, 21), date(2026, 10, 1), date(2026, 12, 31)),
        ("last_quarter", date(2026, 2, 1), date(2025, 10, 1), date(2025, 12, 31)),
        ("last_quarter", date(2024, 4, 30), date(2024, 1, 1), date(2024, 3, 31)),
        ("this_biennium", date(2027, 5, 5), date(2026, 1, 1), date(2027, 12, 31)),
        ("last_biennium", date(2026, 5, 5), date(2024, 1, 1), date(2025, 12, 31)),
    ],
)
def test_periods(key: str, today: date, first: date, last: date) -> None:
    assert PERIODS[key][1](today) == (first, last)
