"""The import wizard by keys alone: files, columns, questions and corrections, the plan, and what comes after it."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msoffcrypto.format.ooxml import OOXMLFile
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from sqlmodel import col
from xlsxwriter import Workbook

import trainer_app.cli.lists  # noqa: F401 - declares the command
from db.database import Database
from db.models import Organisation, Person
from trainer_app import dump, settings
from trainer_app.cli import application
from trainer_app.importing import memory
from trainer_app.importing.wizard import COLUMNS, FILES, PLAN, PROBLEMS
from ui.dialogs.confirm import ConfirmDialog
from ui.screens.import_pages.field_chooser import FieldChooser
from ui.screens.import_pages.wizard import ImportWizard

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
ENTER = Qt.Key.Key_Return
SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
ROWS: list[list[object]] = [
    ["Course: SYB, Date: 5-9 August 2019, Venue: Hpa-An"],
    ["No", "Name", "Sex", "Date of birth", "Phone", "Mobile money"],
    [1, "Aye Aye", "F", "25/03/1990", "0944 379 0564", "yes"],
    [2, "ကိုဘိုဘို", "M", "31/02/1991", "123", "no"],
    [3, "Su Su", "mmm", "26/11/1985", "09443790566", "no"],
    [4, "Ko Ko", "mmm", "31/02/1991", "09443790567", "no"],
]


class Sitting:
    """Somebody at the wizard, with the keyboard alone."""

    def __init__(self, desk: Any, database: Database) -> None:
        self.desk, self.database = desk, database
        self.errors: list[Exception] = []
        desk.tasks.failed.connect(self.errors.append)
        desk.open(database)

    def write(self, rows: list[list[object]] | None = None, name: str = "list.xlsx") -> Path:
        path = self.desk.folder / name
        with Workbook(str(path)) as book:
            page = book.add_worksheet("List")
            for number, row in enumerate(rows or ROWS):
                page.write_row(number, 0, row)
        return path

    @property
    def wizard(self) -> Any:
        self.desk.qtbot.waitUntil(lambda: self.desk.window.findChild(ImportWizard) is not None, timeout=20000)
        return self.desk.window.findChild(ImportWizard)

    def begin(self, *paths: Path) -> Any:
        """The wizard with these files, opened by its key."""
        QTest.keyClick(self.desk.focused(), Qt.Key.Key_I, CTRL)
        self.wizard.files.add(list(paths))
        self.settle()
        return self.wizard

    def settle(self) -> None:
        """Until all is opened, read and planned that the step needs, and the wizard has the focus."""
        for _round in range(3):
            QApplication.processEvents()
            self.desk.qtbot.waitUntil(lambda: not self.desk.tasks.busy(), timeout=60000)

    def focused(self, window: QWidget) -> QWidget:
        def there() -> bool:
            window.activateWindow()
            focused = QApplication.focusWidget()
            return focused is not None and focused.window() is window

        self.desk.qtbot.waitUntil(there, timeout=20000)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, *keys: Any, on: QWidget | None = None) -> None:
        """Type text, or press a key or (modifier, key), in the wizard or in a dialog of it."""
        for key in [one for each in keys for one in (each if isinstance(each, str) else [each])]:
            target = self.focused(on or self.wizard)
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                modifier, code = key if isinstance(key, tuple) else (Qt.KeyboardModifier.NoModifier, key)
                QTest.keyClick(target, code, modifier)
        self.settle()

    def gone(self) -> None:
        """The wizard has been closed."""
        self.desk.qtbot.waitUntil(lambda: self.desk.window.findChild(ImportWizard) is None, timeout=20000)

    def dialog(self, kind: type) -> Any:
        """A dialog over the wizard, as soon as it is there."""
        self.desk.qtbot.waitUntil(lambda: self.wizard.findChild(kind) is not None, timeout=20000)
        return self.wizard.findChild(kind)

    def step(self, number: int) -> None:
        self.press((ALT, Qt.Key.Key_1 + number))
        assert self.wizard.model.step == number

    def people(self) -> dict[str, Person]:
        with self.database.read() as tx:
            return {one.full_name or "": one for one in tx.find(Person, col(Person.is_trainer).is_not(True))}

    def choose_problem(self, text: str) -> Any:
        """Go down the list to the problem that says this."""
        page = self.wizard.problems
        page.list.setFocus()
        for _line in range(page.list.topLevelItemCount()):
            if text in page.list.currentItem().text(2):
                return page
            self.press(Qt.Key.Key_Down)
        assert text in page.list.currentItem().text(2)
        return page


@pytest.fixture
def sitting(desk: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sitting]:
    monkeypatch.setenv("TRAINER_APP_DATA", str(desk.folder / "data"))
    office = desk.office()
    with office.change("settings") as tx:
        settings.save(tx, "country", "MM")
    found = Sitting(desk, office)
    yield found
    assert not found.errors


def test_a_list_goes_in_by_four_steps_and_is_taken_back(sitting: Sitting) -> None:
    wizard = sitting.begin(sitting.write())
    before = set(sitting.people())
    assert wizard.files.list.topLevelItem(0).text(1) == "1 sheet, 4 rows"
    sitting.press((CTRL, ENTER))
    assert wizard.model.step == COLUMNS
    assert wizard.columns.headline.text() == "People: 1 table, 4 rows, 0 rows left out."
    sitting.press((CTRL, ENTER))
    assert wizard.model.step == PROBLEMS
    sitting.press((CTRL, ENTER))
    assert wizard.model.step == PLAN
    assert wizard.plan.headline.text() == "4 rows read = 4 new + 0 changed + 0 same + 0 held + 0 refused."
    assert set(sitting.people()) == before
    sitting.press((CTRL, ENTER))
    assert wizard.plan.headline.text().startswith("Imported. 4 rows read")
    assert len(sitting.people()) == len(before) + 4
    assert wizard.next_button.text() == "D&one"
    wizard.plan.undo_button.setFocus()
    sitting.press(ENTER)
    assert set(sitting.people()) == before
    assert "undone" in wizard.message.text()
    assert wizard.next_button.isEnabled()
    sitting.press((CTRL, ENTER))
    assert len(sitting.people()) == len(before) + 4
    sitting.press((CTRL, ENTER))
    sitting.gone()


def test_enter_on_a_file_goes_on_with_it_and_delete_leaves_it_out(sitting: Sitting) -> None:
    wizard = sitting.begin(sitting.write(), sitting.write(name="second.xlsx"))
    sitting.press(Qt.Key.Key_Down, Qt.Key.Key_Delete)
    assert [file.path.name for file in wizard.model.files] == ["list.xlsx"]
    sitting.press(ENTER)
    assert wizard.model.step == COLUMNS


def test_a_column_is_named_by_a_few_letters(sitting: Sitting) -> None:
    wizard = sitting.begin(sitting.write())
    sitting.step(COLUMNS)
    sitting.press(*[Qt.Key.Key_Right] * 5, ENTER)
    chooser = sitting.dialog(FieldChooser)
    sitting.press("remark", ENTER, on=chooser)
    assert wizard.columns.rows.headerData(5, Qt.Orientation.Horizontal) == "Remark\nF"
    assert wizard.columns.view.currentIndex().column() == 5
    sitting.press(Qt.Key.Key_Left, ENTER)
    chooser = sitting.dialog(FieldChooser)
    assert chooser.list.currentItem().text() == "Phone"
    sitting.press(Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, ENTER, on=chooser)
    assert wizard.columns.rows.headerData(4, Qt.Orientation.Horizontal) == "not taken\nE"


def test_a_question_is_answered_by_its_digit_and_cells_are_corrected_by_typing(sitting: Sitting) -> None:
    wizard = sitting.begin(sitting.write())
    sitting.step(PROBLEMS)
    page = sitting.choose_problem("mmm")
    sitting.press("1")
    assert [item.text(4) for item in page.list.findItems("mmm", Qt.MatchFlag.MatchContains, 2)] == ["Woman"]
    sitting.choose_problem("no such day")
    sitting.press(ENTER, "28/02/1991", ENTER)
    sitting.press((CTRL, Qt.Key.Key_D))
    assert wizard.model.current.choices.corrections == {("List", "D4"): "28/02/1991", ("List", "D6"): "28/02/1991"}
    sitting.choose_problem("more than a number")
    sitting.press((CTRL | SHIFT, Qt.Key.Key_L))
    sitting.step(PLAN)
    sitting.press((CTRL, ENTER))
    people = sitting.people()
    assert [people[name].sex for name in ("Su Su", "Ko Ko")] == ["F", "F"]
    assert str(people["ကိုဘိုဘို"].birth_date) == "1991-02-28"
    assert people["ကိုဘိုဘို"].phones is None


def test_going_back_loses_no_answer(sitting: Sitting) -> None:
    wizard = sitting.begin(sitting.write())
    sitting.step(PROBLEMS)
    sitting.choose_problem("mmm")
    sitting.press("2")
    for _step in (PROBLEMS, COLUMNS):
        sitting.press((ALT, Qt.Key.Key_Left))
    assert wizard.model.step == FILES
    sitting.step(PROBLEMS)
    assert sitting.choose_problem("mmm").list.currentItem().text(4) == "Man"


def test_escape_asks_where_answers_would_be_lost(sitting: Sitting) -> None:
    wizard = sitting.begin(sitting.write())
    sitting.step(PROBLEMS)
    sitting.choose_problem("mmm")
    sitting.press("2", Qt.Key.Key_Escape)
    asked = sitting.dialog(ConfirmDialog)
    sitting.press(Qt.Key.Key_Escape, on=asked)
    assert wizard.isVisible()
    sitting.press(Qt.Key.Key_Escape)
    asked = next(one for one in wizard.findChildren(ConfirmDialog) if one.isVisible())
    sitting.press(ENTER, on=asked)
    sitting.gone()


def test_escape_closes_at_once_where_nothing_was_said(sitting: Sitting) -> None:
    sitting.begin(sitting.write())
    sitting.press(Qt.Key.Key_Escape)
    sitting.gone()


def test_a_likely_duplicate_is_decided_by_a_key(sitting: Sitting) -> None:
    rows = [*ROWS[:2], [1, "Ma Khin Htay", "F", "25/03/1990", "0944 379 0564", "yes"]]
    wizard = sitting.begin(sitting.write(rows))
    sitting.step(PLAN)
    page = wizard.plan
    assert page.headline.text() == "1 rows read = 0 new + 0 changed + 0 same + 1 held + 0 refused."
    assert not wizard.next_button.isEnabled()
    page.people.view.setFocus()
    page.people.select([page.people.rows.row(0)["id"]])
    sitting.press((CTRL, Qt.Key.Key_N))
    assert page.headline.text() == "1 rows read = 1 new + 0 changed + 0 same + 0 held + 0 refused."
    assert page.people.rows.row(0)["decided"] == "other"
    page.people.view.setFocus()
    sitting.press((CTRL, Qt.Key.Key_Y))
    assert page.people.rows.row(0)["decided"] == "same"
    n = len(sitting.people())
    sitting.press((CTRL, ENTER))
    assert len(sitting.people()) == n


def test_an_organiser_who_may_be_known_is_decided_in_the_same_list(sitting: Sitting) -> None:
    with sitting.database.change("known") as tx:
        tx.add(Organisation(id="chamber", name="Yangon Chamber of Commerce", country="MM"))
    wizard = sitting.begin(sitting.write([ROWS[0], ["Organiser: Chamber of Commerce Yangon"], *ROWS[1:3]]))
    sitting.step(PLAN)
    page = wizard.plan
    assert wizard.next_button.isEnabled()  # without an answer it is a new one
    [row] = [row for row in page.people.rows.rows if row["what"] == "organiser"]
    assert (row["known"], row["decided"]) == ("Yangon Chamber of Commerce", "new")
    page.people.view.setFocus()
    page.people.select([row["id"]])
    sitting.press((CTRL, Qt.Key.Key_Y))
    assert next(one for one in page.people.rows.rows if one["what"] == "organiser")["decided"] == "same"
    sitting.press((CTRL, ENTER))
    with sitting.database.read() as tx:
        assert [one.id for one in tx.find(Organisation)] == ["chamber"]


def test_one_answer_is_for_all_rows_that_may_stand_twice(sitting: Sitting) -> None:
    twice = [[9, name, "F", "26/03/1981", "09443799999"] for name in ("Aye Aye", "Su Su")]
    people = [[1, "Aye Aye", "F", "25/03/1990", "09443790564"], [2, "Su Su", "F", "26/11/1985", "09443790566"]]
    for row, earlier in zip(twice, people, strict=True):
        row[4] = earlier[4]
    wizard = sitting.begin(sitting.write([*ROWS[:2], *people, *twice]))
    sitting.step(PROBLEMS)
    page = sitting.choose_problem("same person as in row 3")
    assert page.question.alike.isVisible()
    page.question.alike.setFocus()
    sitting.press(Qt.Key.Key_Space)
    page.list.setFocus()
    sitting.press("2")
    assert wizard.model.current.choices.decisions == {("List", 5): "new", ("List", 6): "new"}
    assert page.headline.text() == "Nothing is left to look at."
    assert not page.question.alike.isVisible()


def test_all_or_nothing_keeps_the_import_back(sitting: Sitting) -> None:
    rows = [*ROWS[:3], [2, "Aye Aye", "F", "26/03/1991", "0944 379 0564"]]
    wizard = sitting.begin(sitting.write(rows))
    sitting.step(PLAN)
    assert wizard.next_button.isEnabled()
    wizard.plan.strict.setFocus()
    sitting.press(Qt.Key.Key_Space)
    assert not wizard.next_button.isEnabled()
    sitting.press(Qt.Key.Key_Space)
    assert wizard.next_button.isEnabled()


def test_what_is_wrong_is_written_into_the_senders_file(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr("ui.screens.import_pages.plan_page.QDesktopServices.openUrl", shown.append)
    wizard = sitting.begin(sitting.write())
    sitting.step(PLAN)
    sitting.press((CTRL, ENTER))
    wizard.plan.back_button.setFocus()
    sitting.press(ENTER)
    dialog = sitting.dialog(QFileDialog)
    target = sitting.desk.folder / "back.xlsx"
    dialog.findChild(QLineEdit).setText(str(target))
    QTest.keyPress(dialog.findChild(QLineEdit), ENTER)
    sitting.desk.qtbot.waitUntil(target.exists, timeout=20000)
    sitting.settle()
    assert "cells to correct are marked in back.xlsx" in wizard.message.text()
    assert len(shown) == 1


def test_the_sender_is_remembered_with_what_was_said(sitting: Sitting) -> None:
    wizard = sitting.begin(sitting.write())
    wizard.files.sender_field.setFocus()
    sitting.press("Mya", Qt.Key.Key_Tab)
    sitting.step(PROBLEMS)
    sitting.choose_problem("mmm")
    sitting.press("1")
    sitting.step(PLAN)
    sitting.press((CTRL, ENTER))
    sitting.press((CTRL, ENTER))
    assert memory.senders() == ["Mya"]
    sitting.gone()
    sitting.focused(sitting.desk.window)
    second = sitting.begin(sitting.write(name="next.xlsx"))
    assert second.files.sender_field.text() == "Mya"
    assert "came from Mya before" in second.files.about.text()
    assert second.model.current.reading.questions == ()


def test_what_cannot_be_opened_is_told_and_a_workbook_of_ours_is_merged(sitting: Sitting) -> None:
    broken = sitting.desk.folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    ours = sitting.desk.export(sitting.database, sitting.desk.folder / "ours.xlsx")
    wizard = sitting.begin(broken, ours)
    assert "damaged" in wizard.files.about.text()
    assert not wizard.next_button.isEnabled()
    assert [wizard.files.list.topLevelItem(line).text(2) for line in (0, 1)] == [
        "cannot be taken", "a workbook of this application: to be merged",
    ]  # fmt: skip
    wizard.files.merge_button.setFocus()
    sitting.press(ENTER)
    sitting.desk.wait()
    assert sitting.desk.screen.receive.plan.isVisible()


def lock(path: Path, password: str) -> Path:
    """The same workbook behind a password."""
    locked = path.with_name(f"locked {path.name}")
    with path.open("rb") as plain, locked.open("wb") as file:
        OOXMLFile(plain).encrypt(password, file)
    return locked


def test_a_password_is_asked_for_what_has_one_and_goes_with_the_list_to_the_wizard(sitting: Sitting) -> None:
    broken = sitting.desk.folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    receive = sitting.desk.screen.receive
    receive.take([broken])
    sitting.desk.wait()
    assert receive.plan.isVisible()
    assert not receive.plan.password.isVisible()
    receive.take([lock(sitting.write(), "open sesame")])
    sitting.desk.wait()
    assert receive.plan.password.isVisible()
    receive.plan.password.setFocus()
    sitting.press("open sesame", ENTER, on=sitting.desk.window)
    wizard = sitting.wizard
    sitting.settle()
    assert wizard.model.current.reading.file == "locked list.xlsx"
    assert not wizard.files.password.isVisible()


def test_the_wizard_asks_a_password_for_what_has_one_alone(sitting: Sitting) -> None:
    broken = sitting.desk.folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    wizard = sitting.begin(broken, lock(sitting.write(), "open sesame"))
    assert not wizard.files.password.isVisible()
    sitting.press(Qt.Key.Key_Down)
    assert wizard.files.password.isVisible()
    wizard.files.password.setFocus()
    sitting.press("open sesame", Qt.Key.Key_Tab, ENTER)
    assert wizard.model.current.reading.file == "locked list.xlsx"
    assert not wizard.files.password.isVisible()


def test_a_folder_that_is_dropped_with_lists_alone_comes_to_one_wizard(sitting: Sitting) -> None:
    inbox = sitting.desk.folder / "inbox"
    inbox.mkdir()
    sitting.write(name="inbox/list.xlsx")
    (inbox / "second.csv").write_text("Name;Sex\nAye Aye;F\n", "utf-8")
    sitting.desk.screen.receive.take([inbox])
    wizard = sitting.wizard
    sitting.settle()
    assert [file.path.name for file in wizard.model.files] == ["list.xlsx", "second.csv"]
    assert len(sitting.desk.window.findChildren(ImportWizard)) == 1


def test_a_list_that_is_dropped_on_receive_comes_to_the_wizard(sitting: Sitting) -> None:
    data = QMimeData()
    text = sitting.desk.folder / "list.csv"
    text.write_text("Name;Sex\nAye Aye;F\n", "utf-8")
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in (sitting.write(), text)])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for url in data.urls():
        alone = QMimeData()
        alone.setUrls([url])
        own = (how[0], alone, *how[2:])
        QApplication.sendEvent(sitting.desk.screen.receive, QDragEnterEvent(QPoint(50, 50), *own))
        QApplication.sendEvent(sitting.desk.screen.receive, QDropEvent(QPointF(50, 50), *own))
        wizard = sitting.wizard
        sitting.settle()
        assert [file.path.name for file in wizard.model.files] == [Path(url.toLocalFile()).name]
        wizard.close()
        sitting.gone()


def plain(database: Database) -> list[str]:
    """A dump in which records are known by their place, not by ids that nobody can foresee."""
    with database.read() as tx:
        lines = [json.loads(line) for line in dump.lines(tx)]
    counted: dict[str, str] = {}
    for line in lines:
        if re.fullmatch(r"\w{8}-\w{4}-7\w{3}-\w{4}-\w{12}", line["id"]):
            counted[line["id"]] = f"{line['table']} {len(counted)}"
    texts = []
    for line in lines:
        fields = {name: counted.get(str(value), value) for name, value in line["fields"].items()}
        texts.append(json.dumps([line["table"], counted.get(line["id"]), fields], ensure_ascii=False, sort_keys=True))
    return sorted(texts)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample lists are not beside this repository")
def test_a_sample_by_keys_gives_what_the_command_gives(sitting: Sitting) -> None:
    folder = next(SAMPLES.glob("04_*"))
    path = next(one for one in folder.iterdir() if one.name != "truth.json")
    other = sitting.desk.folder / "other.db"
    shutil.copy(sitting.database.backup("copy"), other)
    wizard = sitting.begin(path)
    sitting.step(PROBLEMS)
    page = sitting.choose_problem('Does "M." in')
    (question,) = [one for one in page._problems if one.kind == "question"]
    sitting.press("2")
    sitting.step(PLAN)
    sitting.press((CTRL, ENTER))
    assert wizard.plan.headline.text().startswith("Imported. 58 rows read = 57 new")
    command = [
        "--database",
        str(other),
        "import",
        str(path),
        "--apply",
        "--answer",
        f"{question.keys[0]}=M",
        "--forget",
    ]
    result = CliRunner().invoke(application, command)
    assert result.exit_code == 0, result.output
    assert plain(sitting.database) == plain(Database.open(other))
