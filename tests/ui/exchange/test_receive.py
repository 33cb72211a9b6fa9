"""Receiving: a folder merged by few keys, plans down to the cell, what is taken and what is left, and taking back."""

from typing import Any

import openpyxl
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from db.database import Database
from db.models import Person
from trainer_app.exchange import merge

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_thirty_workbooks_of_a_folder_are_merged_in_five_actions(desk: Any) -> None:
    office = desk.office()
    inbox = desk.folder / "inbox"
    inbox.mkdir()
    first = desk.export(office, desk.folder / "out.xlsx", "Office")
    trainer = Database.create(desk.folder / "trainer.sqlite", name="Trainer")
    merge(trainer, [first], apply=True)
    for number in range(30):
        desk.add_person(trainer, f"Participant {number}")
        desk.export(trainer, inbox / f"week {number:02}.xlsx", "Trainer")
    screen = desk.open(office)
    actions = 1  # Ctrl+7 to this screen
    QTest.keyClick(desk.focused(), Qt.Key.Key_O, CTRL | SHIFT)
    actions += 1
    desk.qtbot.waitUntil(lambda: screen.findChild(QFileDialog) is not None)
    dialog: Any = screen.findChild(QFileDialog)
    dialog.findChild(QLineEdit).setText(str(inbox))
    actions += 1  # choosing the folder, and Enter
    QTest.keyPress(dialog.findChild(QLineEdit), Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: screen.receive.plan.isVisible(), timeout=60000)
    desk.wait()
    assert screen.receive.plan.tree.topLevelItemCount() == 30
    with office.read() as tx:
        assert len(tx.find(Person)) == 6
    QTest.keyClick(desk.focused(), Qt.Key.Key_Return)
    actions += 1
    desk.wait()
    with office.read() as tx:
        assert len(tx.find(Person)) == 36
    assert actions <= 5
    assert screen.receive.plan.headline.text().startswith("Merged.")


def test_a_dropped_workbook_shows_its_plan_down_to_the_cell_and_changes_nothing(desk: Any) -> None:
    office, back = desk.disputes()
    before = desk.phones(office)
    screen = desk.open(office)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(back))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(screen.receive, QDragEnterEvent(QPoint(50, 50), *how))
    QApplication.sendEvent(screen.receive, QDropEvent(QPointF(50, 50), *how))
    desk.qtbot.waitUntil(lambda: screen.receive.plan.isVisible(), timeout=20000)
    desk.wait()
    plan = screen.receive.plan
    assert "2 values in conflict" in plan.headline.text()
    assert "1 refusal" in plan.headline.text()
    rows = [dict(row) for row in plan.cells.rows.rows]
    assert rows[0]["what"] == "refused"
    assert rows[0]["new"] == "perhaps"
    assert {(row["record"], row["field"]) for row in rows if row["what"] == "held"} == {
        ("Ma Khin Htay", "Phone"), ("ကိုအောင်မြင့်", "Birth year"),
    }  # fmt: skip
    changed = next(row for row in rows if row["what"] == "changed")
    assert (changed["record"], changed["field"], changed["old"], changed["new"]) == (
        "Ma Khin Htay", "Education", "–", "Secondary",
    )  # fmt: skip
    assert desk.phones(office) == before
    file: Any = plan.tree.topLevelItem(0)
    sheets = {file.child(at).text(0): file.child(at) for at in range(file.childCount())}
    people = sheets["Participants"]
    counts = [int(people.text(section)) for section in range(2, 8)]
    assert counts[0] == sum(counts[1:])


def test_a_conflict_where_the_value_here_goes_on_showing_is_told_as_one(desk: Any) -> None:
    office, back = desk.disputes()
    desk.edit(office, "Ma Khin Htay", phones="09-5000000")
    screen = desk.open(office)
    screen.receive.take([back])
    desk.wait()
    row = next(row for row in screen.receive.plan.cells.rows.rows if row.get("field") == "Phone")
    assert (row["what"], row["old"], row["new"]) == ("held", "09-5000000", "")
    assert "another value" in row["note"]


def test_a_merge_is_undone_from_the_plan(desk: Any) -> None:
    office, back = desk.disputes()
    before = desk.phones(office)
    screen = desk.open(office)
    screen.receive.take([back])
    desk.wait()
    QTest.keyClick(desk.focused(), Qt.Key.Key_Return)
    desk.wait()
    assert "Nang Hom" in desk.phones(office)
    assert screen.receive.plan.settle_button.isVisible()
    QTest.mouseClick(screen.receive.plan.undo_button, Qt.MouseButton.LeftButton)
    desk.wait()
    assert desk.phones(office) == before
    assert desk.open_conflicts(office) == 0


def test_a_file_that_is_no_workbook_of_ours_is_told_and_does_not_keep_others_out(desk: Any) -> None:
    office, back = desk.disputes()
    alien = desk.folder / "list.xlsx"
    openpyxl.Workbook().save(alien)
    screen = desk.open(office)
    screen.receive.take([alien])
    desk.wait()
    plan = screen.receive.plan
    assert "not a workbook of this application" in plan.about.text()
    assert not plan.merge_button.isEnabled()
    screen.receive.begin()
    screen.receive.take([alien, back])
    desk.wait()
    file: Any = plan.tree.topLevelItem(0)
    assert file.text(1) == "not taken"
    QTest.keyClick(desk.focused(), Qt.Key.Key_Return)
    desk.wait()
    assert "Nang Hom" in desk.phones(office)


def test_a_merge_that_is_stopped_leaves_nothing_behind(desk: Any) -> None:
    office, back = desk.disputes()
    before = desk.phones(office)
    screen = desk.open(office)
    screen.receive.take([back])
    desk.wait()
    with office.change("Something else is being written, so that the merge waits"):
        QTest.keyClick(desk.focused(), Qt.Key.Key_Return)
        next(work for work in screen.tasks.works if work.kind == "write").cancel()
    desk.qtbot.waitUntil(lambda: not screen.tasks.works, timeout=20000)  # what is stopping does not count as busy
    assert desk.phones(office) == before
    assert screen.receive.plan.merge_button.isEnabled()
