"""Duplicates: likely ones are joined or told apart by one key each."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.models import Person


def test_likely_duplicates_are_joined_or_told_apart_by_one_key(desk: Any) -> None:
    office = desk.office()
    desk.add_person(office, "Khin Htay", sex="F", phones="09420001")
    desk.add_person(office, "Nguyen Thi Lan", sex="F", phones="09-420003")
    screen = desk.open(office)
    screen.open_record("duplicates")
    desk.wait()
    page = screen.duplicates
    assert len(page.list.rows.rows) == 2
    labels = [page.pair.verticalHeaderItem(line).text() for line in range(page.pair.rowCount())]
    assert "Phone" in labels
    assert "Courses" in labels
    QTest.keyClick(desk.focused(), Qt.Key.Key_1)
    QTest.keyClick(desk.focused(), Qt.Key.Key_3)
    desk.wait()
    with office.read() as tx:
        assert len([one for one in tx.find(Person) if one.merged_into]) == 1
        assert tx.rows("SELECT count(*) FROM not_same WHERE NOT deleted")[0][0] == 1
    page.look()
    desk.wait()
    assert not page.list.rows.rows
