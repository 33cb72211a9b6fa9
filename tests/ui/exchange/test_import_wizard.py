"""The import wizard by keys alone: files, columns, questions and corrections, the plan, and what comes after it."""

import json
import re
import shutil
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from babel import Locale
from click.testing import CliRunner
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

import trainer_app.cli.lists  # noqa: F401 - declares the command
from db.database import Database
from trainer_app import dump, formats
from trainer_app.cli import application
from trainer_app.importing import deadline, memory
from trainer_app.importing.wizard import COLUMNS, FILES, PLAN, PROBLEMS
from ui.dialogs.confirm import ConfirmDialog
from ui.screens.import_pages.field_chooser import FieldChooser
from ui.screens.import_pages.wizard import ImportWizard

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
ENTER = Qt.Key.Key_Return
SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"


def test_a_list_goes_in_by_four_steps_and_is_taken_back(sitting: Any) -> None:
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


def test_what_was_typed_is_seen_as_it_was_where_words_run_from_right_to_left(
    sitting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "_locale", Locale.parse("ar"))
    wizard = sitting.begin(sitting.write())
    sitting.step(COLUMNS)
    rows = wizard.columns.rows
    assert rows.index(2, 4).data() == "\u20660944 379 0564\u2069"
    assert rows.index(2, 1).data() == "Aye Aye"
    assert "\u2066123\u2069" in rows.about(3, 4)
    sitting.step(PROBLEMS)
    page, shown = wizard.problems, set[str]()
    page.list.setFocus()
    for _problem in range(page.list.topLevelItemCount()):
        for model in (page.cells, page.row_model):
            lines, columns = range(model.rowCount()), range(model.columnCount())
            shown |= {model.index(line, column).data() for line in lines for column in columns}
        sitting.press(Qt.Key.Key_Down)
    assert {"\u206631/02/1991\u2069", "\u2066123\u2069"} <= shown
    assert shown.isdisjoint({"31/02/1991", "123"})


def test_enter_on_a_file_goes_on_with_it_and_delete_leaves_it_out(sitting: Any) -> None:
    wizard = sitting.begin(sitting.write(), sitting.write(name="second.xlsx"))
    sitting.press(Qt.Key.Key_Down, Qt.Key.Key_Delete)
    assert [file.path.name for file in wizard.model.files] == ["list.xlsx"]
    sitting.press(ENTER)
    assert wizard.model.step == COLUMNS


def test_a_column_is_named_by_a_few_letters(sitting: Any) -> None:
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


def test_a_question_is_answered_by_its_digit_and_cells_are_corrected_by_typing(sitting: Any) -> None:
    wizard = sitting.begin(sitting.write())
    sitting.step(PROBLEMS)
    page = sitting.choose_problem("mmm")
    sitting.press("1")
    assert [item.text(4) for item in page.list.findItems("mmm", Qt.MatchFlag.MatchContains, 2)] == ["Woman"]
    sitting.choose_problem("no such day")
    sitting.press(ENTER, "28/02/1991", ENTER)
    sitting.press((CTRL, Qt.Key.Key_D))
    assert wizard.model.current.choices.corrections == {("List", "D4"): "28/02/1991", ("List", "D6"): "28/02/1991"}
    sitting.choose_problem("too short for a telephone number")
    sitting.press((CTRL | SHIFT, Qt.Key.Key_L))
    sitting.step(PLAN)
    sitting.press((CTRL, ENTER))
    people = sitting.people()
    assert [people[name].sex for name in ("Su Su", "Ko Ko")] == ["F", "F"]
    assert str(people["ကိုဘိုဘို"].birth_date) == "1991-02-28"
    assert people["ကိုဘိုဘို"].phones is None


def test_alt_and_a_digit_go_to_a_step_also_where_a_digit_is_an_answer(sitting: Any) -> None:
    wizard = sitting.begin(sitting.write())
    sitting.step(PROBLEMS)
    page = sitting.choose_problem("mmm")
    assert len(page.question.buttons) > 1
    sitting.step(COLUMNS)
    sitting.step(PROBLEMS)
    sitting.choose_problem("mmm")
    sitting.press("²")  # a key of French keyboards, and no answer
    sitting.step(FILES)
    assert not wizard.model.current.choices.answers


def test_going_back_loses_no_answer(sitting: Any) -> None:
    wizard = sitting.begin(sitting.write())
    sitting.step(PROBLEMS)
    sitting.choose_problem("mmm")
    sitting.press("2")
    for _step in (PROBLEMS, COLUMNS):
        sitting.press((ALT, Qt.Key.Key_Left))
    assert wizard.model.step == FILES
    sitting.step(PROBLEMS)
    assert sitting.choose_problem("mmm").list.currentItem().text(4) == "Man"


def test_escape_asks_where_answers_would_be_lost(sitting: Any) -> None:
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


def test_escape_closes_at_once_where_nothing_was_said(sitting: Any) -> None:
    sitting.begin(sitting.write())
    sitting.press(Qt.Key.Key_Escape)
    sitting.gone()


def test_one_answer_is_for_all_rows_that_may_stand_twice(sitting: Any) -> None:
    twice = [[9, name, "F", "26/03/1981", "09443799999"] for name in ("Aye Aye", "Su Su")]
    people = [[1, "Aye Aye", "F", "25/03/1990", "09443790564"], [2, "Su Su", "F", "26/11/1985", "09443790566"]]
    for row, earlier in zip(twice, people, strict=True):
        row[4] = earlier[4]
    wizard = sitting.begin(sitting.write([*sitting.rows[:2], *people, *twice]))
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


def test_all_or_nothing_keeps_the_import_back(sitting: Any) -> None:
    rows = [*sitting.rows[:3], [2, "Aye Aye", "F", "26/03/1991", "0944 379 0564"]]
    wizard = sitting.begin(sitting.write(rows))
    sitting.step(PLAN)
    assert wizard.next_button.isEnabled()
    wizard.plan.strict.setFocus()
    sitting.press(Qt.Key.Key_Space)
    assert not wizard.next_button.isEnabled()
    sitting.press(Qt.Key.Key_Space)
    assert wizard.next_button.isEnabled()


def test_what_is_wrong_is_written_into_the_senders_file(sitting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_the_sender_is_remembered_with_what_was_said(sitting: Any) -> None:
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
    second.files.forget_button.setFocus()
    sitting.press(ENTER)
    assert len(second.model.current.reading.questions) == 1
    assert not second.files.about.text()
    assert not second.files.forget_button.isVisible()
    sitting.step(PLAN)
    sitting.press((CTRL, ENTER))
    sitting.press(Qt.Key.Key_Escape)
    sitting.gone()
    sitting.focused(sitting.desk.window)
    third = sitting.begin(sitting.write(name="third.xlsx"))
    assert len(third.model.current.reading.questions) == 1  # it was forgotten for good


def test_what_cannot_be_opened_is_told_and_a_workbook_of_ours_is_merged(sitting: Any) -> None:
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


def test_a_password_is_asked_for_what_has_one_and_goes_with_the_list_to_the_wizard(sitting: Any) -> None:
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


def test_the_wizard_asks_a_password_for_what_has_one_alone(sitting: Any) -> None:
    broken = sitting.desk.folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    wizard = sitting.begin(broken, lock(sitting.write(), "open sesame"))
    states = [wizard.files.list.topLevelItem(line).text(2) for line in (0, 1)]
    assert states == ["cannot be taken", "waits for its password"]
    assert not wizard.files.password.isVisible()
    sitting.press(Qt.Key.Key_Down)
    assert wizard.files.password.isVisible()
    wizard.files.password.setFocus()
    sitting.press("open simsim", ENTER)
    assert "The password does not open" in wizard.files.about.text()
    assert wizard.files.password.hasFocus()
    sitting.press("open sesame", ENTER)
    assert wizard.model.current.reading.file == "locked list.xlsx"
    assert not wizard.files.password.isVisible()
    assert wizard.files.list.hasFocus()


def test_a_file_without_a_list_is_not_said_to_be_ready(sitting: Any) -> None:
    letter = sitting.desk.folder / "letter.csv"
    letter.write_text("Dear colleagues,\nplease find the lists attached.\n", "utf-8")
    wizard = sitting.begin(letter)
    assert wizard.files.list.topLevelItem(0).text(1) == "no list was found yet"
    assert wizard.files.list.topLevelItem(0).text(2) == "to be looked at"


def test_a_folder_that_is_dropped_with_lists_alone_comes_to_one_wizard(sitting: Any) -> None:
    inbox = sitting.desk.folder / "inbox"
    inbox.mkdir()
    sitting.write(name="inbox/list.xlsx")
    (inbox / "second.csv").write_text("Name;Sex\nAye Aye;F\n", "utf-8")
    sitting.desk.screen.receive.take([inbox])
    wizard = sitting.wizard
    sitting.settle()
    assert [file.path.name for file in wizard.model.files] == ["list.xlsx", "second.csv"]
    assert len(sitting.desk.window.findChildren(ImportWizard)) == 1


def test_a_list_that_is_dropped_on_receive_comes_to_the_wizard(sitting: Any) -> None:
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
def test_a_sample_by_keys_gives_what_the_command_gives(sitting: Any) -> None:
    folder = next(SAMPLES.glob("04_*"))
    path = next(one for one in folder.iterdir() if one.name != "truth.json")
    other = sitting.desk.folder / "other.db"
    shutil.copy(sitting.database.backup("copy"), other)
    wizard = sitting.begin(path)
    sitting.step(PROBLEMS)
    page = sitting.choose_problem('Does "M." in')
    (question,) = [one for one in page._problems if "M." in one.text]
    sitting.press("2")
    sitting.step(PLAN)
    sitting.press((CTRL, ENTER))
    assert wizard.plan.headline.text().startswith("Imported. 58 rows read = 58 new")
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


def clear(*names: str) -> list[list[object]]:
    """A list that leaves nothing to look at."""
    rows = [[number, name, "F", f"25/03/{1990 + number}"] for number, name in enumerate(names)]
    return [["Course: SYB, Date: 5-9 August 2019, Venue: Hpa-An"], ["No", "Name", "Sex", "Date of birth"], *rows]


def test_all_lists_that_are_ready_go_in_and_those_with_questions_stay(sitting: Any) -> None:
    before = set(sitting.people())
    asks = [["Course: SYB"], ["No", "Name", "Sex", "Date of birth"], [1, "Thida", "F", "05/06/1990"]]
    paths = [sitting.write(rows, name) for rows, name in (
        (clear("Aye Aye", "Su Su"), "one.xlsx"), (asks, "two.xlsx"), (clear("Hnin Hnin"), "three.xlsx"),
    )]  # fmt: skip
    wizard = sitting.begin(*paths)
    sitting.press((CTRL | SHIFT, ENTER))
    sitting.settle()
    states = [wizard.files.list.topLevelItem(line).text(2) for line in range(3)]
    assert states == ["imported", "1 question", "imported"]
    assert wizard.message.text() == "2 lists were imported. 1 stays, to be looked at."
    assert set(sitting.people()) - before == {"Aye Aye", "Su Su", "Hnin Hnin"}
    with sitting.database.read() as tx:
        labels = [label for (label,) in tx.rows("SELECT label FROM action WHERE kind = 'import' ORDER BY id")]
    assert labels == ["Import one.xlsx", "Import three.xlsx"]
    sitting.press((CTRL | SHIFT, ENTER))
    sitting.settle()
    assert len(set(sitting.people()) - before) == 3


def test_a_list_that_takes_too_long_to_understand_is_told_and_stops_no_other(
    sitting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, quick = sitting.write(clear("Aye Aye"), "slow.xlsx"), sitting.write(clear("Hnin Hnin"), "quick.xlsx")
    monkeypatch.setattr(deadline, "SECONDS", -1.0)
    wizard = sitting.begin(slow)
    assert wizard.files.list.topLevelItem(0).text(2) == "cannot be taken"
    assert "to understand it takes too long" in wizard.files.about.text()
    assert not wizard.next_button.isEnabled()
    monkeypatch.undo()
    wizard.files.add([quick])
    sitting.settle()
    sitting.press((CTRL | SHIFT, ENTER))
    sitting.settle()
    states = [wizard.files.list.topLevelItem(line).text(2) for line in range(2)]
    assert states == ["cannot be taken", "imported"]


def test_a_list_whose_plan_takes_too_long_keeps_no_other_that_is_ready_out(
    sitting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(sitting.people())
    slow = [[number, f"Aye {number}", "F", "25/03/1990"] for number in range(300)]
    paths = [sitting.write(rows, name) for rows, name in (
        (clear("Su Su"), "one.xlsx"), (clear() + slow, "slow.xlsx"), (clear("Hnin Hnin"), "three.xlsx"),
    )]  # fmt: skip
    wizard = sitting.begin(*paths)
    seconds, real = deadline.SECONDS, deadline.of_plan

    def of_plan(progress: Any, file: str, spent: float) -> deadline.Deadline:
        monkeypatch.setattr(deadline, "SECONDS", -1.0 if file == "slow.xlsx" else seconds)
        return real(progress, file, spent)

    monkeypatch.setattr(deadline, "of_plan", of_plan)
    sitting.press((CTRL | SHIFT, ENTER))
    sitting.settle()
    states = [wizard.files.list.topLevelItem(line).text(2) for line in range(3)]
    assert [state == "imported" for state in states] == [True, False, True]
    assert wizard.message.text().startswith("2 lists were imported. 1 stays, to be looked at. slow.xlsx names so many")
    assert set(sitting.people()) - before == {"Su Su", "Hnin Hnin"}


@pytest.mark.parametrize("how", ["stop", "close"])
def test_an_import_that_is_stopped_or_closed_leaves_nothing_behind(sitting: Any, how: str) -> None:
    wizard = sitting.begin(sitting.write())
    sitting.step(PLAN)
    before = plain(sitting.database)
    go_on = Event()
    sitting.desk.tasks.run("hold", go_on.wait, writes=True)  # the import takes its turn behind it
    QTest.keyClick(sitting.focused(wizard), ENTER, CTRL)
    assert wizard.background.work is not None
    if how == "stop":
        wizard.stop_button.click()
    else:
        wizard.reject()
        leave = wizard.findChild(ConfirmDialog)
        if leave is not None:
            leave.accept()
    go_on.set()
    sitting.settle()
    assert plain(sitting.database) == before
    if how == "stop":
        assert wizard.model.current.taken is None
        sitting.press((CTRL, ENTER))
        assert wizard.model.current.taken is not None
        wizard.plan.undo_button.setFocus()
        sitting.press(ENTER)
        assert wizard.model.current.taken is None
        assert wizard.model.current.is_planned


def test_what_reads_stops_at_once_and_goes_on_by_a_key(sitting: Any) -> None:
    go_on = Event()
    QTest.keyClick(sitting.desk.focused(), Qt.Key.Key_I, CTRL)
    wizard = sitting.wizard
    sitting.settle()  # the programmes are there
    for _reader in range(2):  # none is left to open the file
        sitting.desk.tasks.run("hold", lambda: go_on.wait(20))
    wizard.files.add([sitting.write()])
    assert wizard.background.work is not None
    wizard.stop_button.click()
    assert wizard.background.work is None
    assert wizard.message.text().startswith("Stopped. Nothing was changed")
    go_on.set()
    sitting.settle()
    assert wizard.files.list.topLevelItem(0).text(2) == "Stopped."
    wizard.resume_button.setFocus()
    sitting.press(ENTER)
    assert wizard.model.current.reading is not None
    assert wizard.message.isHidden()
    assert wizard.resume_button.isHidden()


def test_a_plan_that_was_stopped_says_so_and_is_made_by_a_key(sitting: Any) -> None:
    wizard = sitting.begin(sitting.write())
    sitting.step(COLUMNS)
    go_on = Event()
    sitting.desk.tasks.run("hold", lambda: go_on.wait(20), writes=True)  # the plan takes its turn behind it
    QTest.keyClick(sitting.focused(wizard), Qt.Key.Key_4, ALT)
    assert wizard.plan.headline.text() == "The plan is being made …"
    assert not wizard.plan.undo_button.isVisible()
    wizard.stop_button.click()
    go_on.set()
    sitting.settle()
    assert wizard.plan.headline.text() == "Stopped."
    wizard.resume_button.setFocus()
    sitting.press(ENTER)
    assert wizard.plan.headline.text().startswith("4 rows read")
    assert wizard.plan.ledger.hasFocus()


def test_while_a_list_is_planned_nothing_of_the_list_before_is_shown(sitting: Any) -> None:
    wizard = sitting.begin(
        sitting.write(clear("Aye Aye", "Su Su"), "one.xlsx"), sitting.write(clear("Hnin Hnin", "Nu Nu"), "two.xlsx")
    )
    sitting.step(PLAN)
    sitting.press((CTRL, ENTER))
    sitting.press((CTRL, ENTER))
    assert wizard.model.current.path.name == "two.xlsx"
    go_on = Event()
    sitting.desk.tasks.run("hold", lambda: go_on.wait(20), writes=True)  # the plan takes its turn behind it
    QTest.keyClick(sitting.focused(wizard), Qt.Key.Key_4, ALT)
    shown = wizard.plan.undo_button.isVisible() or wizard.plan.ledger.isVisible()
    go_on.set()
    sitting.settle()
    assert not shown
    assert wizard.plan.ledger.isVisible()


def test_the_country_of_a_list_is_said_by_keys(sitting: Any) -> None:
    wizard = sitting.begin(sitting.write([["Cours: SYB, Date: 5-9/8/2019"], ["N°", "Nom complet", "Sexe", "Téléphone"],
                                          [1, "Awa Diop", "F", "77 654 72 57"]]))  # fmt: skip
    sitting.step(COLUMNS)
    assert wizard.model.current.reading.questions[0].key == "country"
    wizard.columns.country.setFocus()
    wizard.columns.country.lineEdit().selectAll()
    sitting.press("Senegal", ENTER)
    assert wizard.model.current.reading.country == "SN"
    assert wizard.columns.country.currentText() == "Senegal"
    assert not wizard.model.current.reading.questions


def test_a_question_shows_what_each_answer_makes_of_its_cells(sitting: Any) -> None:
    rows = [[1, "Aye Aye", "F", "05/06/1990"], [2, "Bo Bo", "M", "07/08/1991"]]
    sitting.begin(sitting.write([["Course: SYB"], ["No", "Name", "Sex", "Date of birth"], *rows]))
    sitting.step(PROBLEMS)
    page = sitting.choose_problem("Date of birth")
    table = page.question.examples
    texts = [[table.item(row, column).text() for column in range(table.columnCount())] for row in range(2)]
    assert [line[:2] for line in texts] == [["D3", "05/06/1990"], ["D4", "07/08/1991"]]
    assert {"Jun 5, 1990", "May 6, 1990"} <= set(texts[0])
    assert table.isVisible()


def test_whether_people_moved_to_another_course_is_answered_by_a_digit(sitting: Any) -> None:
    rows: list[list[object]] = [["No", "Name", "Sex", "Course", "Start date"]]
    rows += [[number, name, "F", "SYB", "2021-10-04"] for number, name in enumerate(("Aye Aye", "Su Su", "Nu Nu"), 1)]
    sitting.begin(sitting.write(rows))
    sitting.step(PLAN)
    sitting.press((CTRL, ENTER))
    sitting.press((CTRL, ENTER))
    sitting.gone()
    sitting.focused(sitting.desk.window)
    rows[2][4] = "2021-11-08"
    path = sitting.write(rows, "corrected.xlsx")
    book = load_workbook(path)
    fix = book.create_sheet("What to fix", 0)
    fix["A1"], fix["A4"], fix["B4"] = "What to fix", "Copy of the list:", "list.xlsx"
    book.save(path)
    wizard = sitting.begin(path)
    sitting.step(PROBLEMS)
    page = sitting.choose_problem("Now they, but not all of that course")
    assert [button.accessibleName() for button in page.question.buttons] == ["There instead", "In both courses"]
    sitting.press("1")
    assert [line.text(4) for line in page.list.findItems("Now they", Qt.MatchFlag.MatchContains, 2)] == [
        "There instead"
    ]
    sitting.step(PLAN)
    assert wizard.plan.headline.text() == "3 rows read = 0 new + 1 changed + 2 same + 0 held + 0 refused."
    sitting.press((CTRL, ENTER))
    with sitting.database.read() as tx:
        seats = tx.rows(
            "SELECT c.starts, count(*) FROM enrolment e JOIN course c ON c.id = e.course_id "
            "WHERE c.starts >= '2021-01-01' AND c.starts < '2022-01-01' AND NOT e.deleted GROUP BY 1 ORDER BY 1"
        )
    assert [(str(row[0])[:10], row[1]) for row in seats] == [("2021-10-04", 2), ("2021-11-08", 1)]
