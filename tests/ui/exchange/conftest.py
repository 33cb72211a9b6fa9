"""What the tests of the screen Exchange share: an office, a workbook that disagrees, a list, a window on each."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import col
from xlsxwriter import Workbook

from db.database import Database
from db.models import Course, CourseTrainer, Enrolment, Person
from trainer_app import settings
from trainer_app.exchange import conflicts
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue
from ui.main_window import MainWindow
from ui.screens import SCREENS
from ui.screens.exchange import ExchangeScreen
from ui.screens.import_pages.wizard import ImportWizard
from ui.state import State
from ui.tasks import Tasks

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NAMES = (("Ma Khin Htay", "F"), ("ကိုအောင်မြင့်", "M"), ("Nguyễn Thị Lan", "F"), ("سعاد محمود", "F"), ("สมชาย ใจดี", "M"))
LIST_ROWS: list[list[object]] = [
    ["Course: SYB, Date: 5-9 August 2019, Venue: Hpa-An"],
    ["No", "Name", "Sex", "Date of birth", "Phone", "Mobile money"],
    [1, "Aye Aye", "F", "25/03/1990", "0944 379 0564", "agent"],
    [2, "ကိုဘိုဘို", "M", "31/02/1991", "123", "shop"],
    [3, "Su Su", "mmm", "26/11/1985", "09443790566", "sister"],
    [4, "Ko Ko", "mmm", "31/02/1991", "09443790567", "sister"],
]


class Desk:
    """Somebody at the screen Exchange: opens it on a database, presses keys, waits until all is done."""

    def __init__(self, folder: Path, qtbot: QtBot, tasks: Tasks, state: State) -> None:
        self.folder, self.qtbot, self.tasks, self.state = folder, qtbot, tasks, state
        self.window: MainWindow | None = None
        self.screen: Any = None

    # -- data

    def office(self) -> Database:
        """An office with one course of five people in four scripts."""
        office = Database.create(self.folder / "office.sqlite", name="Country office", kind="office")
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

    def disputes(self) -> tuple[Database, Path]:
        """An office, and a trainer's workbook that disagrees with it in two fields and has a cell to be refused."""
        office = self.office()
        trainer = Database.create(self.folder / "trainer.sqlite", name="Ko Aung's laptop")
        trainer.author = "Ko Aung"
        merge(trainer, [self.export(office, self.folder / "out.xlsx", "Country office")], apply=True)
        self.edit(office, "Ma Khin Htay", phones="09-5111222")
        self.edit(office, "ကိုအောင်မြင့်", phones="09-5333444", birth_year=1990)
        self.edit(trainer, "Ma Khin Htay", phones="09-7999888", education="Secondary")
        self.edit(trainer, "ကိုအောင်မြင့်", birth_year=1991)
        self.add_person(trainer, "Nang Hom", sex="F", phones="09-44556677")
        back = self.export(trainer, self.folder / "from Ko Aung.xlsx", "Ko Aung")
        book = openpyxl.load_workbook(back)
        sheet = book["Participants"]
        header = next(row for row in sheet.iter_rows() if any(cell.value == "Sex" for cell in row))
        sex = next(cell.column for cell in header if cell.value == "Sex")
        sheet.cell(header[0].row + 3, sex, "perhaps")
        book.save(back)
        return office, back

    def export(self, database: Database, path: Path, sender: str = "", partner: str = "") -> Path:
        send(database, path, load_catalogue(), Scope("everything"), sender=sender, partner=partner)
        return path

    def edit(self, database: Database, name: str, **values: Any) -> None:
        with database.change("Edit a person") as tx:
            tx.update(tx.find(Person, col(Person.full_name) == name)[0], **values)

    def add_person(self, database: Database, name: str, **values: Any) -> None:
        with database.change("Add a person") as tx:
            person = tx.add(Person(full_name=name, **values))
            tx.add(Enrolment(course_id=tx.find(Course)[0].id, person_id=person.id))

    def phones(self, database: Database) -> dict[str, str | None]:
        with database.read() as tx:
            return {person.full_name or "": person.phones for person in tx.find(Person)}

    def open_conflicts(self, database: Database) -> int:
        with database.read() as tx:
            return conflicts.count(tx)

    # -- the window

    def open(self, database: Database, page: str = "") -> Any:
        """The screen in a real window, at one of its pages."""
        self.window = MainWindow(self.tasks, self.state, SCREENS)
        self.qtbot.addWidget(self.window)
        self.window.resize(1366, 740)
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.window.attach(database, "exchange")
        screen = self.window.go("exchange")
        assert isinstance(screen, ExchangeScreen)
        self.screen = screen
        self.wait()
        if page:
            screen.open_record(page)
            self.wait()
        return screen

    def wait(self) -> None:
        """Until nothing is under way and nothing follows."""
        for _round in range(3):
            QApplication.processEvents()
            self.qtbot.waitUntil(lambda: not self.tasks.busy(), timeout=20000)
        assert self.window is not None
        self.window.activateWindow()  # offscreen nobody gives it back after a dialog
        QApplication.processEvents()

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, *keys: Any) -> None:
        """Type text, or press a key or (modifier, key), where the focus is."""
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.focused(), key)
            else:
                modifier, code = key if isinstance(key, tuple) else (Qt.KeyboardModifier.NoModifier, key)
                QTest.keyClick(self.focused(), code, modifier)

    def dialog(self, kind: type) -> Any:
        """The dialog of that class, as soon as it is there."""
        self.qtbot.waitUntil(lambda: self.screen.findChild(kind) is not None, timeout=20000)
        return self.screen.findChild(kind)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, tasks: Tasks, state: State) -> Iterator[Desk]:
    found = Desk(tmp_path, qtbot, tasks, state)
    yield found
    if found.window is not None:
        found.window.close()


class Sitting:
    """Somebody at the wizard, with the keyboard alone."""

    rows = LIST_ROWS

    def __init__(self, desk: Any, database: Database) -> None:
        self.desk, self.database = desk, database
        self.errors: list[Exception] = []
        desk.tasks.failed.connect(self.errors.append)
        desk.open(database)

    def write(self, rows: list[list[object]] | None = None, name: str = "list.xlsx") -> Path:
        path = self.desk.folder / name
        with Workbook(str(path)) as book:
            page = book.add_worksheet("List")
            for number, row in enumerate(rows or self.rows):
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
