"""What the tests of the screen Exchange share: an office, a trainer's workbook that disagrees, a window on either."""

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

from db.database import Database
from db.models import Course, CourseTrainer, Enrolment, Person
from trainer_app.exchange import conflicts
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue
from ui.main_window import MainWindow
from ui.screens import SCREENS
from ui.screens.exchange import ExchangeScreen
from ui.state import State
from ui.tasks import Tasks

NAMES = (("Ma Khin Htay", "F"), ("ကိုအောင်မြင့်", "M"), ("Nguyễn Thị Lan", "F"), ("سعاد محمود", "F"), ("สมชาย ใจดี", "M"))


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
