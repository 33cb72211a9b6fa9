"""The list with real keys: sorted by values, filtered, rearranged, copied, and where the person was is kept."""

from datetime import date
from typing import Any

import pytest
from babel import Locale
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from trainer_app import formats
from ui.dialogs.columns import ColumnsDialog
from ui.state import State
from ui.table import Column, RecordTable

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COLUMNS = (
    Column("name", "Name"),
    Column("sex", "Sex", "choice", (("F", "Woman"), ("M", "Man"))),
    Column("seats", "Seats", "integer"),
    Column("since", "Since", "date"),
)
ROWS = [
    {"id": "a", "name": "Émile", "sex": "M", "seats": 9, "since": date(2024, 1, 5)},
    {"id": "b", "name": "zoe", "sex": "F", "seats": 10, "since": date(2023, 12, 31)},
    {"id": "c", "name": "Anna", "sex": "F", "seats": None, "since": None},
]


@pytest.fixture
def table(qtbot: QtBot, state: State) -> RecordTable:
    table = RecordTable("people", COLUMNS, state)
    qtbot.addWidget(table)
    QAbstractItemModelTester(table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, table)
    table.resize(800, 400)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.set_rows(ROWS)
    table.view.setFocus()
    return table


def _ids(table: RecordTable) -> list[str]:
    return [row["id"] for row in table.seen()[1]]


@pytest.mark.parametrize(
    ("section", "up", "down"),
    [(0, "cab", "bac"), (1, "bca", "abc"), (2, "abc", "bac"), (3, "bac", "abc")],
)
def test_sorting_is_by_the_values_and_what_is_not_known_comes_last(
    table: RecordTable, section: int, up: str, down: str
) -> None:
    table.header.setSortIndicator(section, Qt.SortOrder.AscendingOrder)
    assert "".join(_ids(table)) == up
    table.header.setSortIndicator(section, Qt.SortOrder.DescendingOrder)
    assert "".join(_ids(table)) == down


def test_a_telephone_number_is_seen_as_it_is_dialled_where_words_run_from_right_to_left(
    state: State, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "_locale", Locale.parse("ar"))
    table = RecordTable("phones", [Column("phone", "Phone", "phones")], state)
    qtbot.addWidget(table)
    table.set_rows([{"id": "a", "phone": "+95 9 4200"}, {"id": "b", "phone": None}])
    assert [table.rows.index(line, 0).data() for line in (0, 1)] == ["\u2066+95 9 4200\u2069", ""]
    table.rows.arrange(quick="+95 9 4200")
    assert table.rows.rowCount() == 1
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.select(["a"])
    table.view.setFocus()
    QTest.keyClick(table.view, KEY.Key_C, CONTROL)
    assert "+95 9 4200" in QGuiApplication.clipboard().text()
    assert "\u2066" not in QGuiApplication.clipboard().text()


def test_finding_needs_no_accents_and_enter_goes_to_the_list(table: RecordTable, qtbot: QtBot) -> None:
    QTest.keyClick(table.view, KEY.Key_F, CONTROL)
    QTest.keyClicks(QApplication.focusWidget(), "emile")
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    assert _ids(table) == ["a"]
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    assert opened.args == ["a"]


def test_a_filter_per_column(table: RecordTable, qtbot: QtBot) -> None:
    QTest.keyClick(table.view, KEY.Key_L, CONTROL | SHIFT)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.accessibleName() == "Filter: Name"
    for _press in range(2):
        QTest.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), ">9")
    qtbot.waitUntil(lambda: _ids(table) == ["b"])
    QTest.keyClick(table.view, KEY.Key_L, CONTROL | SHIFT)
    assert len(_ids(table)) == 3


def test_selection_and_place_stay_when_rows_are_read_again(table: RecordTable) -> None:
    table.select(["b", "c"])
    table.set_rows([{"id": "new", "name": "First"}, *reversed(ROWS)])
    assert sorted(table.selected_ids()) == ["b", "c"]
    assert table.rows.row(table.view.currentIndex().row())["id"] == "b"


def test_copying_gives_titles_and_rows_as_seen_in_excel_s_own_writing(table: RecordTable) -> None:
    QTest.keyClick(table.view, KEY.Key_A, CONTROL)
    QTest.keyClick(table.view, KEY.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == [
        "Name\tSex\tSeats\tSince",
        "Émile\tMan\t9\t2024-01-05",
        "zoe\tWoman\t10\t2023-12-31",
        "Anna\tWoman\t\t",
    ]


def test_pasted_cells_are_handed_to_the_screen(table: RecordTable, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("U Ba\tM\r\n")
    with qtbot.waitSignal(table.pasted) as pasted:
        QTest.keyClick(table.view, KEY.Key_V, CONTROL)
    assert pasted.args == [[["U Ba", "M"]]]


def test_columns_are_chosen_and_moved_by_keys(table: RecordTable, qtbot: QtBot) -> None:
    dialog = ColumnsDialog([("name", "Name", True), ("sex", "Sex", True)], table)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    qtbot.waitUntil(dialog.list.hasFocus)
    QTest.keyClick(dialog.list, KEY.Key_Space)
    QTest.keyClick(dialog.list, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert dialog.chosen == [("sex", True), ("name", False)]


def test_the_last_column_cannot_be_hidden(table: RecordTable, qtbot: QtBot) -> None:
    dialog = ColumnsDialog([("name", "Name", False), ("sex", "Sex", False)], table)
    qtbot.addWidget(dialog)
    assert dialog.chosen == [("name", True), ("sex", True)]


def test_a_view_is_what_was_seen(table: RecordTable, state: State, qtbot: QtBot) -> None:
    table._choose_columns([("since", True), ("name", True), ("sex", False), ("seats", True)])
    table.header.setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    table.rows.arrange(by_column={"sex": "wom"})
    seen = [column.key for column in table.seen()[0]], _ids(table)
    other = RecordTable("elsewhere", COLUMNS, state)
    qtbot.addWidget(other)
    other.set_rows(ROWS)
    other.restore(table.view_state())
    assert ([column.key for column in other.seen()[0]], _ids(other)) == seen == (["since", "name", "seats"], ["b", "c"])


def test_columns_are_remembered_on_this_computer(table: RecordTable, state: State, qtbot: QtBot) -> None:
    table._choose_columns([("since", True), ("name", True), ("sex", False), ("seats", True)])
    wanted = [["since", True], ["name", True], ["sex", False], ["seats", True]]
    qtbot.waitUntil(lambda: (state.get("tables/people") or {}).get("columns") == wanted)
    again = RecordTable("people", COLUMNS, state)
    qtbot.addWidget(again)
    assert [column.key for column in again.seen()[0]] == ["since", "name", "seats"]


def test_actions_know_how_many_records_they_need(table: RecordTable) -> None:
    done: list[Any] = []
    one = table.add_action("Open", done.append, needs="one")
    some = table.add_action("Delete", done.append, "Del")
    table.view.selectionModel().clear()
    assert (one.isEnabled(), some.isEnabled()) == (False, False)
    table.select(["a", "b"])
    assert (one.isEnabled(), some.isEnabled()) == (False, True)
    QTest.keyClick(table.view, KEY.Key_Delete)
    assert done == [["a", "b"]]


def test_what_is_seen_is_exported(table: RecordTable) -> None:
    table.rows.arrange(by_column={"sex": "woman"}, sort=("name", True))
    columns, rows = table.seen()
    assert [column.key for column in columns] == ["name", "sex", "seats", "since"]
    assert [row["id"] for row in rows] == ["b", "c"]


def test_more_records_than_rows_are_said_and_finding_asks_for_them(table: RecordTable, qtbot: QtBot) -> None:
    table.set_rows(ROWS, total=1_000_000)
    assert "1,000,000" in table._count.text()
    with qtbot.waitSignal(table.narrowed) as narrowed:
        QTest.keyClicks(table.quick, "an")
    assert narrowed.args == ["an"]


@pytest.mark.parametrize("rows", [[], [{"id": "a", "long": "x", "narrow": 1}]])
def test_no_title_is_cut(qtbot: QtBot, state: State, rows: list[dict[str, Any]]) -> None:
    columns = (Column("long", "The title of this column is long"), Column("narrow", "Of these observed", width=3))
    table = RecordTable("titles", columns, state)
    qtbot.addWidget(table)
    table.show()
    table.set_rows(rows)
    for at, column in enumerate(columns):
        assert table.header.sectionSize(at) >= table.header.fontMetrics().horizontalAdvance(column.title)
