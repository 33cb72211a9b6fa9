"""Conflicts: both values side by side, settled by one key, for a record, a field, a sheet, or all by a rule."""

from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableWidget
from sqlmodel import col

from db.models import Person
from trainer_app import history, undoing
from trainer_app.exchange.merging import merge
from trainer_app.formats import date_text
from ui.dialogs.history import HistoryDialog


@pytest.fixture
def disputed(desk: Any) -> Any:
    office, back = desk.disputes()
    merge(office, [back], apply=True)
    return desk.open(office, "conflicts")


def test_conflicts_are_settled_by_one_key_each(desk: Any, disputed: Any) -> None:
    office = disputed.tasks.data
    assert desk.open_conflicts(office) == 2
    assert disputed.tabs.tabText(1).endswith("(2)")
    first = disputed.disputes.current()
    assert first is not None
    QTest.keyClick(desk.focused(), Qt.Key.Key_2)
    second = disputed.disputes.current()
    assert second is not None
    assert second.record_id != first.record_id
    QTest.keyClick(desk.focused(), Qt.Key.Key_1)
    desk.wait()
    assert desk.open_conflicts(office) == 0
    assert disputed.disputes.nothing.isVisible()
    assert disputed.tabs.tabText(1).endswith("nflicts")
    with office.read() as tx:
        for dispute, number in ((first, 1), (second, 0)):
            person = tx.get(Person, dispute.record_id)
            assert getattr(person, dispute.field) == dispute.values[number].value


def test_another_value_can_be_written_and_is_checked(desk: Any, disputed: Any) -> None:
    office = disputed.tasks.data
    page = disputed.disputes
    year = next(key for key in page._disputes if key.endswith("birth_year"))
    page.list.select([year])
    QTest.keyClick(page.list.view, Qt.Key.Key_0)
    QTest.keyClicks(desk.focused(), "last year")
    QTest.keyClick(desk.focused(), Qt.Key.Key_Return)
    assert "not a number" in page.side_by_side.problem.text()
    page.side_by_side.other.setText("၁၉၈၉")
    QTest.keyPress(desk.focused(), Qt.Key.Key_Return)
    desk.wait()
    with office.read() as tx:
        assert [one.birth_year for one in tx.find(Person, col(Person.full_name) == "ကိုအောင်မြင့်")] == [1989]
    assert desk.open_conflicts(office) == 1


def choose(disputed: Any, scope: str, rule: str) -> None:
    """Take a rule from the menu of a scope."""
    menu = disputed.disputes.rule_button.menu()
    menu.aboutToShow.emit()
    rules = next(action.menu() for action in menu.actions() if scope in action.text())
    next(action for action in rules.actions() if rule in action.text()).trigger()


def test_all_conflicts_are_settled_by_a_rule(desk: Any, disputed: Any) -> None:
    office = disputed.tasks.data
    choose(disputed, "All 2 conflicts", "set on this computer")
    desk.wait()
    assert desk.open_conflicts(office) == 0
    assert desk.phones(office)["Ma Khin Htay"] == "09-5111222"


@pytest.mark.parametrize(("scope", "left"), [("the record", 1), ("the column", 1), ("Participants", 0)])
def test_a_rule_reaches_as_far_as_the_person_says(desk: Any, disputed: Any, scope: str, left: int) -> None:
    office = disputed.tasks.data
    page = disputed.disputes
    page.list.select([next(key for key in page._disputes if key.endswith("phones"))])
    choose(disputed, scope, "trainer's")
    desk.wait()
    assert desk.open_conflicts(office) == left
    assert desk.phones(office)["Ma Khin Htay"] == "09-7999888"


def test_selected_conflicts_are_settled_together_and_it_is_undone(desk: Any, disputed: Any) -> None:
    office = disputed.tasks.data
    desk.window.set_undo(undoing.undo, undoing.redo)
    desk.press((Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_A))
    choose(disputed, "The 2 selected", "office's")
    desk.wait()
    assert desk.open_conflicts(office) == 0
    assert desk.phones(office)["Ma Khin Htay"] == "09-5111222"
    desk.window.undo()
    desk.wait()
    assert desk.open_conflicts(office) == 2


def test_a_card_tells_who_and_when_and_which_workbook_it_came_with(desk: Any, disputed: Any) -> None:
    texts = "\n".join(label.text() for label in disputed.disputes.side_by_side.widget().findChildren(QLabel))
    for part in (
        "Ko Aung",
        "Daw Mya",
        "Country office",
        "came with the file from Ko Aung.xlsx",
        "set on this computer",
    ):
        assert part in texts


def test_of_a_cell_typed_into_a_workbook_only_the_day_after_which_is_told(desk: Any) -> None:
    office = desk.office()
    sent = desk.export(office, desk.folder / "sent.xlsx", "Country office", "U Tin Oo")
    desk.edit(office, "Ma Khin Htay", phones="09-5111222")
    book = openpyxl.load_workbook(sent)
    for line in book["Participants"].iter_rows(min_row=3):
        for cell in line:
            if cell.value == "09-420001":
                cell.value = "09-7999888"
    book.save(sent)
    merge(office, [sent], apply=True)
    screen = desk.open(office, "conflicts")
    dispute = screen.disputes.current()
    assert dispute is not None
    told = {label.text() for label in screen.disputes.side_by_side.findChildren(QLabel)}
    typed, ours = sorted(dispute.values, key=lambda one: one.ours)
    assert any(f"\nafter {date_text(typed.at.date())}\n" in text for text in told)
    assert any(f"\n{date_text(ours.at.date())} {ours.at:%H:%M}\n" in text for text in told)
    menu = screen.disputes.rule_button.menu()
    menu.aboutToShow.emit()
    rules = menu.actions()[0].menu()
    (newest,) = [action for action in rules.actions() if "newest" in action.text()]
    assert rules.toolTipsVisible()
    assert "count as of the time when that was written" in newest.toolTip()
    with office.read() as tx:
        shown = HistoryDialog(history.of_record(tx, "person", dispute.record_id, "phones"), screen)
    cells = shown.findChild(QTableWidget)
    moments = {cells.item(line, 3).text(): cells.item(line, 0).text() for line in reversed(range(cells.rowCount()))}
    assert moments[typed.source] == f"after {date_text(typed.at.date())}"
    assert moments[""] == f"{date_text(ours.at.date())} {ours.at:%H:%M}"
    shown.close()
