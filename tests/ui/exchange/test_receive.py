"""Receiving: a folder merged by few keys, plans down to the cell, what is taken and what is left, and taking back."""

import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from sqlmodel import col

from db.database import Database
from db.models import Course, Enrolment, Person
from trainer_app import undoing
from trainer_app.exchange.merging import merge
from trainer_app.people import persons
from ui.dialogs.openable import OpenableDialog

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


def drop(desk: Any, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(desk.screen.receive, QDragEnterEvent(QPoint(50, 50), *how))
    QApplication.sendEvent(desk.screen.receive, QDropEvent(QPointF(50, 50), *how))
    desk.qtbot.waitUntil(lambda: desk.screen.receive.plan.isVisible(), timeout=20000)
    desk.wait()


def test_a_dropped_workbook_shows_its_plan_down_to_the_cell_and_changes_nothing(desk: Any) -> None:
    office, back = desk.disputes()
    before = desk.phones(office)
    screen = desk.open(office)
    drop(desk, back)
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
    assert (row["what"], row["old"], row["new"]) == ("held", "09-5000000", "09-7999888")
    assert "Both values are kept" in row["note"]


def test_after_a_merge_the_undo_key_points_to_the_log_and_takes_back_no_older_work(desk: Any) -> None:
    office, back = desk.disputes()
    screen = desk.open(office)
    desk.window.set_undo(undoing.undo, undoing.redo)
    screen.receive.take([back])
    desk.wait()
    QTest.keyClick(desk.focused(), Qt.Key.Key_Return)
    desk.wait()
    merged = desk.phones(office)
    desk.window.undo()
    desk.wait()
    assert desk.phones(office) == merged
    message = desk.window.messages.message
    assert (message.kind, message.action) == ("info", "Open the log")
    assert back.name in message.text
    message.act()
    assert screen.tabs.currentWidget() is screen.log


def test_nothing_can_be_left_out_of_what_is_merged_already(desk: Any) -> None:
    office, back = desk.disputes()
    screen = desk.open(office)
    screen.receive.take([back])
    desk.wait()
    [leave] = [one for one in screen.receive.plan.cells.findChildren(QPushButton) if one.text() == "Leave out or take"]
    assert leave.isVisible()
    QTest.keyClick(desk.focused(), Qt.Key.Key_Return)
    desk.wait()
    assert not leave.isVisible()


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
    plan = screen.receive.plan
    screen.receive.take([alien, back])
    desk.wait()
    assert "not a workbook of this application" in plan.about.text()
    assert "perhaps somebody’s own list" in desk.window.messages.message.text
    file: Any = plan.tree.topLevelItem(0)
    assert file.text(1) == "not taken"
    QTest.keyClick(desk.focused(), Qt.Key.Key_Return)
    desk.wait()
    assert "Nang Hom" in desk.phones(office)


def test_of_a_file_that_is_not_taken_only_its_problem_is_told(desk: Any) -> None:
    office, back = desk.disputes()
    broken = desk.folder / "broken.xlsx"
    broken.write_text("no workbook")
    screen = desk.open(office)
    screen.receive.take([back, broken])
    desk.wait()
    plan = screen.receive.plan
    plan.tree.setFocus()
    assert plan.tree.currentItem().text(0) == broken.name
    desk.press(Qt.Key.Key_Down)
    desk.wait()
    assert plan.line_text.isVisible()
    desk.press(Qt.Key.Key_Up)
    desk.wait()
    assert broken.name in plan.about.text()
    assert not plan.line_text.isVisible()
    desk.press(Qt.Key.Key_Down)
    desk.wait()
    assert plan.line_text.isVisible()


def test_people_who_are_on_no_row_are_told_as_new(desk: Any) -> None:
    office = desk.office()
    trainer = Database.create(desk.folder / "trainer.sqlite", name="Ko Aung")
    merge(trainer, [desk.export(office, desk.folder / "out.xlsx")], apply=True)
    with trainer.change("people") as tx:
        tx.add(Person(full_name="Nang Hom"))
        tx.add(Person(full_name="Sai Lao"))
    screen = desk.open(office)
    screen.receive.take([desk.export(trainer, desk.folder / "back.xlsx", "Ko Aung")])
    desk.wait()
    assert "2 new records" in screen.receive.plan.headline.text()


def test_what_stays_when_a_merge_is_undone_is_told_in_one_sentence_that_opens(desk: Any) -> None:
    office, back = desk.disputes()
    screen = desk.open(office)
    screen.receive.take([back])
    desk.wait()
    QTest.keyClick(desk.focused(), Qt.Key.Key_Return)
    desk.wait()
    with office.change("stands on it") as tx:
        new = tx.find(Person, col(Person.full_name) == "Nang Hom")[0]
        course = tx.add(Course(title="Another"))
        tx.add(Enrolment(course_id=course.id, person_id=new.id))
    desk.wait()
    plan = screen.receive.plan
    plan.undo_button.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait()
    message = desk.window.messages.message
    assert "Person: 1 stays" in message.text
    assert message.action == "Show what stays"
    message.act()
    dialog = desk.dialog(OpenableDialog)
    assert dialog.items.findItems("Nang Hom", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)


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


def plan_of(desk: Any, *paths: Path) -> Any:
    """The screen's plan of these files."""
    desk.screen.receive.take(list(paths))
    desk.wait()
    plan = desk.screen.receive.plan
    assert plan.isVisible()
    return plan


def lines(plan: Any, what: str) -> list[Any]:
    return [row for row in plan.cells.rows.rows if row["what"] == what]


def test_a_dropped_folder_is_taken_whole_and_new_records_are_named(desk: Any) -> None:
    office, back = desk.disputes()
    inbox = desk.folder / "inbox"
    inbox.mkdir()
    back.rename(inbox / back.name)
    screen = desk.open(office)
    drop(desk, inbox)
    assert {(row["kind"], row["record"]) for row in lines(screen.receive.plan, "new")} == {
        ("Person", "Nang Hom"), ("Participant", "Participant: Nang Hom, SYB-1"),
    }  # fmt: skip


def test_a_sheet_is_left_out_by_space_and_comes_with_the_next_merge(desk: Any) -> None:
    office, back = desk.disputes()
    desk.open(office)
    plan = plan_of(desk, back)
    file = plan.tree.topLevelItem(0)
    sheets = {file.child(at).text(0): file.child(at) for at in range(file.childCount())}
    plan.tree.setFocus()
    plan.tree.setCurrentItem(sheets["Participants"])
    desk.press(Qt.Key.Key_Space)
    desk.wait()
    assert file.checkState(0) == Qt.CheckState.PartiallyChecked
    assert "1 sheet" in plan.left_text.text()
    assert not any(row["taken"] for row in plan.cells.rows.rows if row["key"])
    desk.press((CTRL, Qt.Key.Key_Return))
    desk.wait()
    assert "left out" in plan.headline.text()
    assert "Nang Hom" not in desk.phones(office)
    assert desk.open_conflicts(office) == 0
    plan_of(desk, back)
    desk.press((CTRL, Qt.Key.Key_Return))
    desk.wait()
    assert "Nang Hom" in desk.phones(office)
    assert desk.open_conflicts(office) == 2


def test_a_workbook_of_several_is_left_out_and_taken_again_by_space(desk: Any) -> None:
    office, back = desk.disputes()
    other = Database.create(desk.folder / "other.sqlite", name="Other")
    merge(other, [desk.folder / "out.xlsx"], apply=True)
    desk.add_person(other, "Saw Ba")
    second = desk.export(other, desk.folder / "from Saw.xlsx", "Saw")
    desk.open(office)
    plan = plan_of(desk, back, second)
    assert plan.merge_button.text() == "Merge 2 workbooks"
    plan.tree.setFocus()
    plan.tree.setCurrentItem(plan.tree.topLevelItem(0))
    desk.press(Qt.Key.Key_Space)
    assert plan.merge_button.text() == "Merge 1 workbook"
    desk.press(Qt.Key.Key_Space)
    assert plan.merge_button.text() == "Merge 2 workbooks"
    desk.press(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert not plan.merge_button.isEnabled()
    desk.press(Qt.Key.Key_Space, (CTRL, Qt.Key.Key_Return))
    desk.wait()
    assert "Saw Ba" in desk.phones(office)
    assert "Nang Hom" not in desk.phones(office)


def test_one_record_is_left_out_and_the_rest_is_merged(desk: Any) -> None:
    office, back = desk.disputes()
    desk.open(office)
    plan = plan_of(desk, back)
    (line,) = [row for row in lines(plan, "new") if row["kind"] == "Participant"]
    plan.cells.select([line["id"]])
    plan.cells.view.setFocus()
    desk.press((CTRL, Qt.Key.Key_L))
    assert [row["taken"] for row in lines(plan, "new")].count(False) == 1
    desk.press((CTRL, Qt.Key.Key_L))
    assert all(row["taken"] for row in lines(plan, "new"))
    desk.press((CTRL, Qt.Key.Key_L), (CTRL, Qt.Key.Key_Return))
    desk.wait()
    assert "Nang Hom" not in desk.phones(office)
    assert desk.open_conflicts(office) == 2


def test_what_was_refused_is_saved_to_be_corrected_and_merged_again(desk: Any) -> None:
    office, back = desk.disputes()
    desk.open(office)
    plan = plan_of(desk, back)
    (refused,) = lines(plan, "refused")
    assert refused["cell"].startswith("Participants, ")
    plan.cells.select([refused["id"]])
    assert plan.line_text.text().startswith("Found: perhaps\n“perhaps” is none of: ")
    assert (refused["kind"], refused["field"]) == ("Person", "Sex")
    assert refused["record"].startswith("SYB")
    QTest.keyClick(plan.refusals_button, Qt.Key.Key_Space)
    dialog = desk.dialog(QFileDialog)
    target = desk.folder / "to correct.xlsx"
    dialog.findChild(QLineEdit).setText(str(target))
    QTest.keyPress(dialog.findChild(QLineEdit), Qt.Key.Key_Return)
    desk.qtbot.waitUntil(target.exists, timeout=20000)
    desk.wait()
    assert "What to fix" in openpyxl.load_workbook(target, read_only=True).sheetnames
    assert "give it only to whom that came from" in desk.window.messages.message.text
    with office.read() as tx:
        assert tx.rows("SELECT json_extract(details, '$.file') FROM action WHERE kind = 'list'") == [(target.name,)]


def test_conflicts_are_settled_as_the_office_has_them_while_merging(desk: Any) -> None:
    office, back = desk.disputes()
    desk.open(office)
    plan = plan_of(desk, back)
    plan.rule.setFocus()
    while plan.rule.currentData() != "office":
        desk.press(Qt.Key.Key_Down)
    desk.press((CTRL, Qt.Key.Key_Return))
    desk.wait()
    assert desk.open_conflicts(office) == 0
    assert desk.phones(office)["Ma Khin Htay"] == "09-5111222"


def test_the_plan_says_who_signed_a_workbook_and_warns_of_one_that_was_altered(desk: Any) -> None:
    office, back = desk.disputes()
    desk.open(office)
    plan = plan_of(desk, back)
    assert "Ko Aung" in plan.about.text().splitlines()[0]
    assert not plan.tree.topLevelItem(0).text(1).startswith("Ask")
    trainer = Database.open(desk.folder / "trainer.sqlite")
    forged = Database.create(desk.folder / "forged.sqlite", name="Somebody")
    merge(office, [back], apply=True)
    with forged.change("Take the trainer's name") as tx:
        tx.rows("UPDATE meta SET value = :id WHERE key = 'replica' RETURNING key", {"id": trainer.replica})
    forged = Database.open(desk.folder / "forged.sqlite")
    plan = plan_of(desk, desk.export(forged, desk.folder / "forged.xlsx", "Ko Aung"))
    assert plan.tree.topLevelItem(0).text(1).startswith("Ask")
    assert "another key" in plan.about.text()


def test_what_another_workbook_of_the_plan_brings_has_its_name(desk: Any) -> None:
    office, back = desk.disputes()
    trainer = Database.open(desk.folder / "trainer.sqlite")
    desk.edit(trainer, "Nang Hom", education="Primary")
    later = desk.export(trainer, desk.folder / "later.xlsx", "Ko Aung")
    desk.open(office)
    plan = plan_of(desk, back, later)
    plan.tree.setCurrentItem(plan.tree.topLevelItem(1))
    desk.wait()
    assert [(row["record"], row["new"]) for row in lines(plan, "changed")] == [("Nang Hom", "Primary")]


def test_a_folder_that_cannot_be_read_ends_in_a_sentence(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk.open(desk.office(), "receive").receive
    locked = desk.folder / "locked"
    locked.mkdir()

    def refuse(folder: str) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(os, "scandir", refuse)
    page.take([locked])
    message = desk.window.messages.message
    assert message is not None
    assert message.kind == "error"
    assert "cannot be read" in message.text
    assert str(locked) in message.text


def test_what_arrives_for_a_joined_person_is_told_not_to_show(desk: Any) -> None:
    office, back = desk.disputes()
    with office.change("join", kind="join") as tx:
        people = {one.full_name: one.id for one in tx.find(Person)}
        persons.join(tx, people["Nguyễn Thị Lan"], people["Ma Khin Htay"])
    desk.open(office)
    plan = plan_of(desk, back)
    (changed,) = lines(plan, "changed")
    assert (changed["record"], changed["field"]) == ("Ma Khin Htay (joined with Nguyễn Thị Lan)", "Education")
    assert changed["note"] == "Kept with the joined record; does not show."
    assert "joined with another here" in plan.about.text()


def test_the_rules_say_what_typed_cells_count_for(desk: Any) -> None:
    office, back = desk.disputes()
    desk.open(office)
    plan = plan_of(desk, back)
    assert "count as of the time when that was written" in plan.rule.toolTip()
