"""The grid with real keys: typed, pasted and filled as in Excel, and nothing typed is lost."""

import itertools
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import style
from ui.grid import EditableTable
from ui.grid_editor import Suggestion
from ui.rows import Column

KEY = Qt.Key
CONTROL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
PEOPLE = (
    Column("name", "Name", suggests=True),
    Column("sex", "Sex", "choice", (("F", "Woman"), ("M", "Man"))),
    Column("born", "Born", "integer", check=lambda year: "Too early." if year < 1900 else None),
    Column("phone", "Phone", "phones"),
)
MARKS = (("present", "P"), ("absent", "A"), ("excused", "E"))


class Typist:
    """Presses real keys where the focus is, counts them, and keeps what the grid tells."""

    def __init__(self, grid: EditableTable) -> None:
        self.grid = grid
        self.strokes = 0
        self.edits: list[Any] = []
        self.blocks: list[Any] = []
        self.misread: list[Any] = []
        grid.edited.connect(lambda *edit: self.edits.append(edit))
        grid.block_edited.connect(self.blocks.append)
        grid.misread.connect(lambda *cell: self.misread.append(cell))

    def press(self, *keys: Any) -> None:
        for key in keys:
            target = QApplication.focusWidget()
            if isinstance(key, str):
                for letter in key:
                    QTest.keyClicks(QApplication.focusWidget(), letter)
                self.strokes += len(key)
            else:
                modifier, code = key if isinstance(key, tuple) else (NONE, key)
                QTest.keyClick(target, code, modifier)
                self.strokes += 1

    def cells(self, *keys: str) -> list[tuple[Any, ...]]:
        return [tuple(row.get(key) for key in keys) for row in self.grid.rows.rows]


@pytest.fixture
def people(qtbot: QtBot) -> Typist:
    numbers = itertools.count(1)
    grid = EditableTable(PEOPLE, lambda: f"new{next(numbers)}")
    return _shown(qtbot, grid)


@pytest.fixture
def attendance(qtbot: QtBot) -> Typist:
    days = [Column(f"d{day}", f"Day {day}", "mark", MARKS, fill=("present", "All present")) for day in range(5)]
    grid = EditableTable(days, row_title="name")
    typist = _shown(qtbot, grid)
    grid.set_rows([{"id": f"p{number}", "name": f"Person {number}"} for number in range(25)])
    grid.go("p0", "d0")
    return typist


def _shown(qtbot: QtBot, grid: EditableTable) -> Typist:
    qtbot.addWidget(grid)
    QAbstractItemModelTester(grid.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, grid)
    grid.resize(700, 500)
    with qtbot.waitActive(grid):
        grid.show()
        grid.activateWindow()
    grid.set_rows([])
    grid.view.setCurrentIndex(grid.rows.index(0, 0))
    grid.view.setFocus()
    return Typist(grid)


def test_registering_25_people_takes_the_keystrokes_of_excel(people: Typist) -> None:
    excel = 0
    for number in range(25):
        name, sex, born, phone = f"Ma Khin {number}", "F", str(1980 + number), f"09-4200{number}"
        people.press(name, KEY.Key_Tab, sex, KEY.Key_Tab, born, KEY.Key_Tab, phone, KEY.Key_Return)
        excel += len(name) + len(sex) + len(born) + len(phone) + 4
    assert people.cells("name", "sex", "born", "phone")[24] == ("Ma Khin 24", "F", 2004, "09-420024")
    assert len(people.grid.rows.rows) == 25
    assert len(people.edits) == 100
    assert people.strokes <= excel * 1.05
    assert people.grid.view.currentIndex().row() == 25
    assert people.grid.view.currentIndex().column() == 0


def test_typing_replaces_and_arrows_leave_the_cell_while_f2_edits_in_place(people: Typist) -> None:
    people.press("Ba", KEY.Key_Down, KEY.Key_Up, KEY.Key_F2, KEY.Key_Left, "l", KEY.Key_Return)
    assert people.cells("name") == [("Bla",)]
    people.press(KEY.Key_Up, "U", KEY.Key_Right)
    assert people.cells("name") == [("U",)]
    assert people.grid.view.currentIndex().column() == 1


def test_escape_leaves_the_cell_as_it_was(people: Typist) -> None:
    people.press("Ba", KEY.Key_Return, KEY.Key_Up, "Xyz", KEY.Key_Escape)
    assert people.cells("name") == [("Ba",)]
    assert len(people.edits) == 1


def test_what_is_not_understood_stays_as_typed_and_is_said(people: Typist) -> None:
    people.press("Ba", KEY.Key_Tab, KEY.Key_Tab, "long ago", KEY.Key_Return, KEY.Key_Up, KEY.Key_Right, KEY.Key_Right)
    assert people.misread == [("new1", "born", "long ago")]
    assert [edit[1] for edit in people.edits] == ["name"]
    index = people.grid.rows.index(0, 2)
    assert index.data() == "long ago"
    assert "long ago" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert people.grid._told.isVisible()
    people.grid.set_rows([])  # what is in no database yet is not lost by loading again
    assert people.grid.rows.unread == {("new1", "born"): "long ago"}
    people.press("1980", KEY.Key_Return)
    assert people.edits[-1] == ("new1", "born", 1980)
    assert people.grid.rows.unread == {}


def test_a_value_that_fails_a_check_is_kept_and_marked(people: Typist) -> None:
    people.grid.go("", "born")
    people.press("1066", KEY.Key_Return)
    assert people.edits == [("new1", "born", 1066)]
    assert people.grid.rows.problem(0, 2) == "Too early."


def test_pasting_25_rows_past_the_end_makes_the_rows_in_one_block(people: Typist) -> None:
    QGuiApplication.clipboard().setText(
        "".join(f"Ma Khin {number}\tWoman\t{1980 + number}\t09-42\r\n" for number in range(25))
    )
    people.press((CONTROL, KEY.Key_V))
    assert people.cells("name", "sex", "born")[24] == ("Ma Khin 24", "F", 2004)
    assert people.edits == []
    assert len(people.blocks) == 1
    assert len(people.blocks[0]) == 100
    assert len({row_id for row_id, _key, _value in people.blocks[0]}) == 25


def test_copy_cut_clear_fill_down_and_paste_into_a_selection(people: Typist) -> None:
    QGuiApplication.clipboard().setText("A\tF\r\nB\t\r\nC\t\r\n")
    people.press((CONTROL, KEY.Key_V), KEY.Key_Right)
    people.press((SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Down), (CONTROL, KEY.Key_D))
    assert people.cells("sex") == [("F",), ("F",), ("F",)]
    people.press((CONTROL, KEY.Key_X))
    assert QGuiApplication.clipboard().text() == "Woman\r\nWoman\r\nWoman\r\n"
    assert people.cells("sex") == [(None,), (None,), (None,)]
    QGuiApplication.clipboard().setText("m")
    people.press((CONTROL, KEY.Key_V))
    assert people.cells("sex") == [("M",), ("M",), ("M",)]
    people.press(KEY.Key_Delete)
    assert people.cells("sex") == [(None,), (None,), (None,)]


def test_going_to_a_cell_selects_it_alone_while_ctrl_is_held(people: Typist) -> None:
    people.grid.set_rows([{"id": "a", "name": "Aye"}, {"id": "b", "name": "Ko"}])
    people.grid.go("a", "name")
    QTest.keyPress(QApplication.focusWidget(), KEY.Key_Control, CONTROL)
    people.grid.go("b", "sex")
    assert [(at.row(), at.column()) for at in people.grid.view.selectedIndexes()] == [(1, 1)]
    QTest.keyRelease(QApplication.focusWidget(), KEY.Key_Control)


def test_rows_that_arrive_while_a_cell_is_typed_into_wait(people: Typist, qtbot: QtBot) -> None:
    people.press("Ba", KEY.Key_Return, "Khi")
    people.grid.set_rows([{"id": "new1", "name": "Changed elsewhere"}])
    people.press("n", KEY.Key_Tab)
    qtbot.waitUntil(lambda: people.cells("name")[0] == ("Changed elsewhere",))
    assert people.edits[-1][2] == "Khin"
    people.press("w", KEY.Key_Return)
    assert people.cells("name", "sex") == [("Changed elsewhere", None), ("Khin", "F")]  # not away with what was older


def test_typing_goes_on_in_a_row_that_comes_back_under_another_id(people: Typist) -> None:
    people.press("Ba", KEY.Key_Tab)
    people.grid.set_rows([{"id": "known", "name": "Ba"}])
    people.press("m", KEY.Key_Return)
    assert people.edits[-1] == ("known", "sex", "M")


def test_known_people_are_offered_and_chosen_by_keys(people: Typist, qtbot: QtBot) -> None:
    chosen: list[Any] = []
    people.grid.chosen.connect(lambda *what: chosen.append(what))
    with qtbot.waitSignal(people.grid.typing) as typing:
        people.press("Khin")
    assert typing.args == ["", "name", "Khin"]
    people.grid.offer("", "name", [Suggestion("known1", "Ma Khin Htay, 09-4200"), Suggestion("known2", "Khin Khin")])
    people.press(KEY.Key_Down, KEY.Key_Return)
    assert chosen == [("", "name", "known1")]
    assert people.edits == []


def test_offers_that_come_late_leave_the_one_selected_that_was(people: Typist) -> None:
    chosen: list[Any] = []
    people.grid.chosen.connect(lambda *what: chosen.append(what))
    people.press("Khin")
    one, other, third = (Suggestion(f"known{number}", f"Khin {number}") for number in range(3))
    people.grid.offer("", "name", [one, other])
    people.press(KEY.Key_Down, KEY.Key_Down)
    people.grid.offer("", "name", [third, other, one])
    people.press(KEY.Key_Return)
    assert chosen == [("", "name", "known1")]
    assert people.edits == []


def test_an_offer_that_is_not_taken_does_not_come_in_the_way(people: Typist) -> None:
    people.press("Khin")
    people.grid.offer("", "name", [Suggestion("known1", "Ma Khin Htay")])
    people.press(KEY.Key_Tab)
    assert people.edits == [("new1", "name", "Khin")]


def test_attendance_of_25_people_over_5_days_with_4_absences(attendance: Typist) -> None:
    attendance.press((CONTROL, KEY.Key_A), KEY.Key_Space)
    for row_id, key in (("p3", "d1"), ("p9", "d2"), ("p9", "d3"), ("p24", "d4")):
        attendance.grid.go(row_id, key)  # a click
        attendance.strokes += 1
        attendance.press(KEY.Key_Space)
    assert attendance.strokes <= 12
    marks = [mark for row in attendance.cells("d0", "d1", "d2", "d3", "d4") for mark in row]
    assert (marks.count("present"), marks.count("absent")) == (121, 4)
    assert len(attendance.blocks[0]) == 125
    assert attendance.edits[0] == ("p3", "d1", "absent")


def test_shift_and_arrows_fill_a_column_and_letters_set_a_mark(attendance: Typist) -> None:
    attendance.press((CONTROL, KEY.Key_Space), KEY.Key_Space)
    assert attendance.cells("d0", "d1") == [("present", None)] * 25
    attendance.grid.go("p1", "d0")
    attendance.press((SHIFT, KEY.Key_Down), "e")
    assert [row[0] for row in attendance.cells("d0")][:4] == ["present", "excused", "excused", "present"]
    attendance.grid.fill_column("d1", "present")
    assert attendance.cells("d1") == [("present",)] * 25


def test_a_tone_colours_the_cells_whose_value_has_one(qtbot: QtBot) -> None:
    tones: dict[str, style.Tone] = {"absent": "error"}
    grid = EditableTable([Column("d0", "Day", "mark", MARKS, tone=tones.get)])
    qtbot.addWidget(grid)
    grid.set_rows([{"id": "a", "d0": "absent"}, {"id": "b", "d0": "present"}, {"id": "c", "d0": None}])
    grounds = [grid.rows.index(line, 0).data(Qt.ItemDataRole.BackgroundRole) for line in range(3)]
    assert grounds[0].name() == style.colours().error[0]
    assert grounds[1:] == [None, None]


def test_the_names_stand_before_the_marks(attendance: Typist) -> None:
    assert attendance.grid.rows.headerData(3, Qt.Orientation.Vertical) == "Person 3"
