"""Partners: who has not been heard from, for as many days as is set; a file for letters; from there to the log."""

import csv
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from db.database import Database
from trainer_app import settings

CTRL = Qt.KeyboardModifier.ControlModifier


def sent_days_ago(database: Database, partner: str, days: int) -> None:
    """Leave in the log what a sending that long ago would have left."""
    with database.change(f"Export to {partner}", kind="export") as tx:
        tx.action.at = (datetime.now(UTC) - timedelta(days=days)).isoformat()
        tx.rows("UPDATE action SET at = :at WHERE id = :id RETURNING id", {"at": tx.action.at, "id": tx.action.id})
        tx.describe(file=f"for {partner}.xlsx", partner=partner)


def names(page: Any) -> list[str]:
    return [page.list.rows.row(line)["name"] for line in range(page.list.rows.rowCount())]


def test_the_silent_come_first_and_the_days_can_be_set(desk: Any) -> None:
    office = desk.office()
    for partner, days in (("Ko Aung", 40), ("U Tin Oo", 100), ("Daw Hla", 5)):
        sent_days_ago(office, partner, days)
    page = desk.open(office, "partners").partners
    assert names(page) == ["U Tin Oo"]
    assert page.summary.text() == "1 of 3 partners was not heard from."
    page.days.setFocus()
    page.days.selectAll()
    desk.press("30", Qt.Key.Key_Return)
    assert names(page) == ["U Tin Oo", "Ko Aung"]
    desk.wait()
    with office.read() as tx:
        assert settings.get(tx, "silent_days") == 30
    QTest.keyClick(page.all, Qt.Key.Key_Space)
    assert names(page) == ["U Tin Oo", "Ko Aung", "Daw Hla"]
    states = [page.list.rows.row(line)["state"] for line in range(3)]
    assert states == ["silent", "silent", "waiting"]


def test_enter_shows_the_exchanges_with_a_partner(desk: Any) -> None:
    office = desk.office()
    sent_days_ago(office, "Ko Aung", 100)
    sent_days_ago(office, "Daw Hla", 100)
    screen = desk.open(office, "partners")
    screen.partners.list.select([next(key for key in screen.partners._partners if "hla" in key)])
    desk.press(Qt.Key.Key_Return)
    desk.wait()
    assert screen.tabs.currentWidget() is screen.log
    rows = screen.log.list.rows
    assert [rows.row(line)["partner"] for line in range(rows.rowCount())] == ["Daw Hla"]


def test_a_file_for_letters_has_a_row_for_each(desk: Any) -> None:
    office = desk.office()
    sent_days_ago(office, "Ko Aung", 100)
    sent_days_ago(office, "Daw Hla", 120)
    page = desk.open(office, "partners").partners
    target = desk.folder / "letters.csv"
    next(action for action, _needs, _button in page.list._actions if "letters" in action.text()).trigger()
    dialog = desk.dialog(QFileDialog)
    dialog.findChild(QLineEdit).setText(str(target))
    QTest.keyPress(dialog.findChild(QLineEdit), Qt.Key.Key_Return)
    desk.qtbot.waitUntil(target.exists)
    desk.wait()
    with target.open(encoding="utf-8-sig") as file:
        assert [row["Name"] for row in csv.DictReader(file)] == ["Daw Hla", "Ko Aung"]


def test_leaving_the_field_before_the_partners_are_read_sets_nothing(desk: Any) -> None:
    office = desk.office()
    screen = desk.open(office)
    screen.partners.days.editingFinished.emit()
    desk.wait()
    with office.read() as tx:
        assert settings.get(tx, "silent_days") == 90
