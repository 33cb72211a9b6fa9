"""Sending: what, to whom and why by keyboard; what it will hold of people and what is amiss is told before."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.database import Database
from trainer_app import history
from trainer_app.exchange import merge


def test_one_course_is_sent_by_keyboard_and_the_log_knows_to_whom(desk: Any) -> None:
    office = desk.office()
    screen = desk.open(office)
    screen.open_record("send")
    desk.wait()
    page = screen.send
    assert "everybody" in page.personal.text()
    QTest.keyClick(page.kind_buttons["course"], Qt.Key.Key_Space)
    assert not page.send_button.isEnabled()
    QTest.keyClicks(page.course, "syb")
    desk.qtbot.waitUntil(lambda: page.course._offers == {"SYB-1 · Start Your Business, Hpa-An": "SYB-1"})
    QTest.keyClick(page.course, Qt.Key.Key_Return)
    desk.wait()
    assert "6 persons" in page.personal.text()
    QTest.keyClicks(page.partner, "Ko Aung")
    assert "Ko Aung" in page.path.text()
    target = desk.folder / "for Ko Aung.xlsx"
    page.path.selectAll()
    QTest.keyClicks(page.path, str(target))
    QTest.keyClick(page.send_button, Qt.Key.Key_Space)
    desk.wait()
    assert "6 people" in page.result.text()
    trainer = Database.create(desk.folder / "trainer.sqlite")
    merge(trainer, [target], apply=True)
    assert set(desk.phones(trainer)) == set(desk.phones(office))
    with office.read() as tx:
        assert history.actions(tx, 1, None, "export")[0].details["partner"] == "Ko Aung"


def test_an_empty_workbook_names_no_participants(desk: Any) -> None:
    office = desk.office()
    screen = desk.open(office)
    screen.open_record("send")
    desk.wait()
    page = screen.send
    QTest.keyClick(page.kind_buttons["template"], Qt.Key.Key_Space)
    page.path.selectAll()
    QTest.keyClicks(page.path, str(desk.folder / "empty"))
    QTest.keyClick(page.send_button, Qt.Key.Key_Space)
    desk.wait()
    assert (desk.folder / "empty.xlsx").exists()
