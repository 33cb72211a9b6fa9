"""The screen Exchange: merging a folder by few keys, plans, conflicts, duplicates, sending, and taking back."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import col

from db.database import Database
from db.models import Course, CourseTrainer, Enrolment, Person
from trainer_app import conflicts, history
from trainer_app.exchange import Scope, merge, send
from trainer_app.programmes import load_catalogue
from ui.main_window import MainWindow
from ui.screens import Entry
from ui.screens.exchange import ExchangeScreen
from ui.state import State
from ui.tasks import Tasks

Open = Callable[[Database], ExchangeScreen]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTRY = Entry("exchange", "Exchange", "exchange", "ui.screens.exchange", "ExchangeScreen")
NAMES = (("Ma Khin Htay", "F"), ("ကိုအောင်မြင့်", "M"), ("Nguyễn Thị Lan", "F"), ("سعاد محمود", "F"), ("สมชาย ใจดี", "M"))


def make_office(folder: Path) -> Database:
    """An office with one course of five people in four scripts."""
    office = Database.create(folder / "office.sqlite", name="Country office", kind="office")
    office.author = "Daw Mya"
    with office.change("First course", kind="edit") as tx:
        course = tx.add(
            Course(code="SYB-1", title="Start Your Business, Hpa-An", programme="SIYB", products="SYB",
                   starts=date(2026, 3, 2), ends=date(2026, 3, 6))
        )  # fmt: skip
        trainer = tx.add(Person(full_name="U Tin Oo", sex="M", is_trainer=True))
        tx.add(CourseTrainer(course_id=course.id, person_id=trainer.id, role="lead"))
        for seat, (name, sex) in enumerate(NAMES, 1):
            person = tx.add(Person(full_name=name, sex=sex, phones=f"09-42000{seat}"))
            tx.add(Enrolment(course_id=course.id, person_id=person.id, seat=seat))
    return office


def export(database: Database, path: Path, sender: str) -> Path:
    send(database, path, load_catalogue(), Scope("everything"), sender=sender)
    return path


def edit(database: Database, name: str, **values: Any) -> None:
    with database.change("Edit a person") as tx:
        tx.update(tx.find(Person, col(Person.full_name) == name)[0], **values)


def add_person(database: Database, name: str, **values: Any) -> None:
    with database.change("Add a person") as tx:
        person = tx.add(Person(full_name=name, **values))
        tx.add(Enrolment(course_id=tx.find(Course)[0].id, person_id=person.id))


def make_disputes(folder: Path) -> tuple[Database, Path]:
    """An office, and a trainer's workbook that disagrees with it on two phones and has a cell to be refused."""
    office = make_office(folder)
    trainer = Database.create(folder / "trainer.sqlite", name="Ko Aung's laptop")
    trainer.author = "Ko Aung"
    merge(trainer, [export(office, folder / "out.xlsx", "Country office")], apply=True)
    edit(office, "Ma Khin Htay", phones="09-5111222")
    edit(office, "ကိုအောင်မြင့်", phones="09-5333444", birth_year=1990)
    edit(trainer, "Ma Khin Htay", phones="09-7999888", education="Secondary")
    edit(trainer, "ကိုအောင်မြင့်", birth_year=1991)
    add_person(trainer, "Nang Hom", sex="F", phones="09-44556677")
    back = export(trainer, folder / "from Ko Aung.xlsx", "Ko Aung")
    book = openpyxl.load_workbook(back)
    sheet = book["Participants"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "Sex" for cell in row))
    sex = next(cell.column for cell in header if cell.value == "Sex")
    sheet.cell(header[0].row + 3, sex, "perhaps")
    book.save(back)
    return office, back


@pytest.fixture
def opened(qtbot: QtBot, tasks: Tasks, state: State) -> Iterator[Open]:
    """Opens the screen on a database, in a real window."""
    windows: list[MainWindow] = []

    def open_on(database: Database) -> ExchangeScreen:
        window = MainWindow(tasks, state, [ENTRY])
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.attach(database)
        screen = window.go("exchange")
        assert isinstance(screen, ExchangeScreen)
        settle(qtbot, screen)
        return screen

    yield open_on
    for window in windows:
        window.close()


def settle(qtbot: QtBot, screen: ExchangeScreen) -> None:
    """Until nothing is under way and nothing follows."""
    for _round in range(3):
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not screen.tasks.busy(), timeout=20000)
    screen.window().activateWindow()  # offscreen nobody gives it back after a dialog
    QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def phones(database: Database) -> dict[str, str | None]:
    with database.read() as tx:
        return {person.full_name or "": person.phones for person in tx.find(Person)}


def open_conflicts(database: Database) -> int:
    with database.read() as tx:
        return conflicts.count(tx)


# -- receive


def test_thirty_workbooks_of_a_folder_are_merged_in_five_actions(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    office = make_office(tmp_path)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    first = export(office, tmp_path / "out.xlsx", "Office")
    trainer = Database.create(tmp_path / "trainer.sqlite", name="Trainer")
    merge(trainer, [first], apply=True)
    for number in range(30):
        add_person(trainer, f"Participant {number}")
        export(trainer, inbox / f"week {number:02}.xlsx", "Trainer")
    screen = opened(office)
    actions = 1  # Ctrl+7 to this screen
    QTest.keyClick(focused(), Qt.Key.Key_O, CTRL | SHIFT)
    actions += 1
    qtbot.waitUntil(lambda: screen.findChild(QFileDialog) is not None)
    dialog: Any = screen.findChild(QFileDialog)
    dialog.findChild(QLineEdit).setText(str(inbox))
    actions += 1  # choosing the folder, and Enter
    QTest.keyPress(dialog.findChild(QLineEdit), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.receive.plan.isVisible(), timeout=60000)
    settle(qtbot, screen)
    assert screen.receive.plan.tree.topLevelItemCount() == 30
    with office.read() as tx:
        assert len(tx.find(Person)) == 6
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    actions += 1
    settle(qtbot, screen)
    with office.read() as tx:
        assert len(tx.find(Person)) == 36
    assert actions <= 5
    assert screen.receive.plan.headline.text().startswith("Merged.")


def test_a_dropped_workbook_shows_its_plan_down_to_the_cell_and_changes_nothing(
    qtbot: QtBot, tmp_path: Path, opened: Open
) -> None:
    office, back = make_disputes(tmp_path)
    before = phones(office)
    screen = opened(office)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(back))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(screen.receive, QDragEnterEvent(QPoint(50, 50), *how))
    QApplication.sendEvent(screen.receive, QDropEvent(QPointF(50, 50), *how))
    qtbot.waitUntil(lambda: screen.receive.plan.isVisible(), timeout=20000)
    settle(qtbot, screen)
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
    assert phones(office) == before
    file: Any = plan.tree.topLevelItem(0)
    sheets = {file.child(at).text(0): file.child(at) for at in range(file.childCount())}
    people = sheets["Participants"]
    counts = [int(people.text(section)) for section in range(2, 8)]
    assert counts[0] == sum(counts[1:])


def test_a_conflict_where_the_value_here_goes_on_showing_is_told_as_one(
    qtbot: QtBot, tmp_path: Path, opened: Open
) -> None:
    office, back = make_disputes(tmp_path)
    edit(office, "Ma Khin Htay", phones="09-5000000")
    screen = opened(office)
    screen.receive.take([back])
    settle(qtbot, screen)
    row = next(row for row in screen.receive.plan.cells.rows.rows if row.get("field") == "Phone")
    assert (row["what"], row["old"], row["new"]) == ("held", "09-5000000", "")
    assert "another value" in row["note"]


def test_a_merge_is_undone_from_the_plan(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    office, back = make_disputes(tmp_path)
    before = phones(office)
    screen = opened(office)
    screen.receive.take([back])
    settle(qtbot, screen)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    settle(qtbot, screen)
    assert "Nang Hom" in phones(office)
    assert screen.receive.plan.settle_button.isVisible()
    QTest.mouseClick(screen.receive.plan.undo_button, Qt.MouseButton.LeftButton)
    settle(qtbot, screen)
    assert phones(office) == before
    assert open_conflicts(office) == 0


def test_a_file_that_is_no_workbook_of_ours_is_told_and_does_not_keep_others_out(
    qtbot: QtBot, tmp_path: Path, opened: Open
) -> None:
    office, back = make_disputes(tmp_path)
    alien = tmp_path / "list.xlsx"
    openpyxl.Workbook().save(alien)
    screen = opened(office)
    screen.receive.take([alien])
    settle(qtbot, screen)
    plan = screen.receive.plan
    assert "not a workbook of this application" in plan.about.text()
    assert not plan.merge_button.isEnabled()
    screen.receive.begin()
    screen.receive.take([alien, back])
    settle(qtbot, screen)
    file: Any = plan.tree.topLevelItem(0)
    assert file.text(1) == "not taken"
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    settle(qtbot, screen)
    assert "Nang Hom" in phones(office)


def test_a_merge_that_is_stopped_leaves_nothing_behind(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    office, back = make_disputes(tmp_path)
    before = phones(office)
    screen = opened(office)
    screen.receive.take([back])
    settle(qtbot, screen)
    with office.change("Something else is being written, so that the merge waits"):
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        next(work for work in screen.tasks.works if work.kind == "write").cancel()
    qtbot.waitUntil(lambda: not screen.tasks.works, timeout=20000)  # what is stopping does not count as busy
    assert phones(office) == before
    assert screen.receive.plan.merge_button.isEnabled()


# -- conflicts


@pytest.fixture
def disputed(qtbot: QtBot, tmp_path: Path, opened: Open) -> ExchangeScreen:
    office, back = make_disputes(tmp_path)
    merge(office, [back], apply=True)
    screen = opened(office)
    screen.open_record("conflicts")
    settle(qtbot, screen)
    return screen


def test_conflicts_are_settled_by_one_key_each(qtbot: QtBot, disputed: ExchangeScreen) -> None:
    office: Any = disputed.tasks.data
    assert open_conflicts(office) == 2
    assert disputed.tabs.tabText(1).endswith("(2)")
    first = disputed.disputes.current()
    assert first is not None
    QTest.keyClick(focused(), Qt.Key.Key_2)
    second = disputed.disputes.current()
    assert second is not None
    assert second.record_id != first.record_id
    QTest.keyClick(focused(), Qt.Key.Key_1)
    settle(qtbot, disputed)
    assert open_conflicts(office) == 0
    assert disputed.disputes.nothing.isVisible()
    assert disputed.tabs.tabText(1).endswith("nflicts")
    with office.read() as tx:
        for dispute, number in ((first, 1), (second, 0)):
            person = tx.get(Person, dispute.record_id)
            assert getattr(person, dispute.field) == dispute.values[number].value


def test_another_value_can_be_written_and_is_checked(qtbot: QtBot, disputed: ExchangeScreen) -> None:
    office: Any = disputed.tasks.data
    page = disputed.disputes
    year = next(key for key in page._disputes if key.endswith("birth_year"))
    page.list.select([year])
    QTest.keyClick(page.list.view, Qt.Key.Key_0)
    QTest.keyClicks(focused(), "last year")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert "not a number" in page.side_by_side.problem.text()
    page.side_by_side.other.setText("၁၉၈၉")
    QTest.keyPress(focused(), Qt.Key.Key_Return)
    settle(qtbot, disputed)
    with office.read() as tx:
        assert [one.birth_year for one in tx.find(Person, col(Person.full_name) == "ကိုအောင်မြင့်")] == [1989]
    assert open_conflicts(office) == 1


def test_all_conflicts_are_settled_by_a_rule(qtbot: QtBot, disputed: ExchangeScreen) -> None:
    office: Any = disputed.tasks.data
    menu = disputed.disputes.rule_button.menu()
    menu.aboutToShow.emit()
    ours = next(action for action in menu.actions() if "set on this computer" in action.text())
    ours.trigger()
    settle(qtbot, disputed)
    assert open_conflicts(office) == 0
    assert phones(office)["Ma Khin Htay"] == "09-5111222"


# -- duplicates


def test_likely_duplicates_are_joined_or_told_apart_by_one_key(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    office = make_office(tmp_path)
    add_person(office, "Khin Htay", sex="F", phones="09420001")
    add_person(office, "Nguyen Thi Lan", sex="F", phones="09-420003")
    screen = opened(office)
    screen.open_record("duplicates")
    settle(qtbot, screen)
    page = screen.duplicates
    assert len(page.list.rows.rows) == 2
    labels = [page.pair.verticalHeaderItem(line).text() for line in range(page.pair.rowCount())]
    assert "Phone" in labels
    assert "Courses" in labels
    QTest.keyClick(focused(), Qt.Key.Key_1)
    QTest.keyClick(focused(), Qt.Key.Key_3)
    settle(qtbot, screen)
    with office.read() as tx:
        assert len([one for one in tx.find(Person) if one.merged_into]) == 1
        assert tx.rows("SELECT count(*) FROM not_same WHERE NOT deleted")[0][0] == 1
    page.look()
    settle(qtbot, screen)
    assert not page.list.rows.rows


# -- log


def test_any_action_is_taken_back_and_had_again_and_the_question_says_what_stays(
    qtbot: QtBot, tmp_path: Path, opened: Open
) -> None:
    office, back = make_disputes(tmp_path)
    merge(office, [back], apply=True)
    edit(office, "Nang Hom", education="Primary")
    screen = opened(office)
    screen.open_record("log")
    settle(qtbot, screen)
    page = screen.log
    merged = next(row["id"] for row in page.list.rows.rows if row["label"].startswith("Merge"))
    page.list.select([merged])
    settle(qtbot, screen)
    assert "6 read = 1 new" in page.about.text()
    assert page.events.count() > 1
    dialog = ask_to_take_back(qtbot, screen)
    shown = [dialog.items.item(at).text() for at in range(dialog.items.count())]
    assert "Nang Hom" in shown
    QTest.keyPress(dialog.agree, Qt.Key.Key_Return)
    settle(qtbot, screen)
    assert phones(office)["Ma Khin Htay"] == "09-5111222"
    assert open_conflicts(office) == 0
    assert "Nang Hom" in phones(office)
    newest = page.list.rows.rows[0]
    assert newest["label"].startswith("Undo")
    page.list.select([newest["id"]])
    dialog = ask_to_take_back(qtbot, screen)
    QTest.keyPress(dialog.agree, Qt.Key.Key_Return)
    settle(qtbot, screen)
    assert open_conflicts(office) == 2


def ask_to_take_back(qtbot: QtBot, screen: ExchangeScreen) -> Any:
    from ui.dialogs.confirm import ConfirmDialog

    QTest.keyClick(screen.log.list.view, Qt.Key.Key_Backspace, CTRL)
    qtbot.waitUntil(lambda: screen.findChild(ConfirmDialog) is not None)
    return screen.findChild(ConfirmDialog)


# -- send


def test_one_course_is_sent_by_keyboard_and_the_log_knows_to_whom(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    office = make_office(tmp_path)
    screen = opened(office)
    screen.open_record("send")
    settle(qtbot, screen)
    page = screen.send
    assert "everybody" in page.personal.text()
    QTest.keyClick(page.kind_buttons["course"], Qt.Key.Key_Space)
    assert not page.send_button.isEnabled()
    QTest.keyClicks(page.course, "syb")
    qtbot.waitUntil(lambda: page.course._offers == {"SYB-1 · Start Your Business, Hpa-An": "SYB-1"})
    QTest.keyClick(page.course, Qt.Key.Key_Return)
    settle(qtbot, screen)
    assert "6 persons" in page.personal.text()
    QTest.keyClicks(page.partner, "Ko Aung")
    assert "Ko Aung" in page.path.text()
    target = tmp_path / "for Ko Aung.xlsx"
    page.path.selectAll()
    QTest.keyClicks(page.path, str(target))
    QTest.keyClick(page.send_button, Qt.Key.Key_Space)
    settle(qtbot, screen)
    assert "6 people" in page.result.text()
    trainer = Database.create(tmp_path / "trainer.sqlite")
    merge(trainer, [target], apply=True)
    assert set(phones(trainer)) == set(phones(office))
    with office.read() as tx:
        assert history.actions(tx, 1, None, "export")[0].details["partner"] == "Ko Aung"


def test_an_empty_workbook_names_no_participants(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    office = make_office(tmp_path)
    screen = opened(office)
    screen.open_record("send")
    settle(qtbot, screen)
    page = screen.send
    QTest.keyClick(page.kind_buttons["template"], Qt.Key.Key_Space)
    page.path.selectAll()
    QTest.keyClicks(page.path, str(tmp_path / "empty"))
    QTest.keyClick(page.send_button, Qt.Key.Key_Space)
    settle(qtbot, screen)
    assert (tmp_path / "empty.xlsx").exists()
