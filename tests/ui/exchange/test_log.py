"""The log: every exchange with partner, file and counts, searched, saved, opened, taken back and had again."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from trainer_app.exchange.merging import merge
from ui.dialogs.confirm import ConfirmDialog
from ui.screens.exchange_pages import log

CTRL = Qt.KeyboardModifier.ControlModifier


def ask_to_take_back(desk: Any) -> ConfirmDialog:
    desk.screen.log.list.view.setFocus()
    desk.press((CTRL, Qt.Key.Key_Backspace))
    dialog = desk.dialog(ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    return dialog


def test_an_exchange_is_taken_back_and_had_again_and_the_question_says_what_stays(desk: Any) -> None:
    office, back = desk.disputes()
    merge(office, [back], apply=True)
    desk.edit(office, "Nang Hom", education="Primary")
    page = desk.open(office, "log").log
    merged = page.list.rows.rows[0]
    assert (merged["way"], merged["partner"], merged["file"]) == ("merge", "Ko Aung", "from Ko Aung.xlsx")
    assert merged["rows"] == sum(merged[name] for name in ("new", "changed", "same", "held", "refused"))
    page.list.select([merged["id"]])
    desk.wait()
    assert "6 read = 1 new" in page.about.text()
    assert page.events.count() > 1
    dialog = ask_to_take_back(desk)
    assert dialog.items.findItems("Nang Hom", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    QTest.keyPress(dialog.agree, Qt.Key.Key_Return)
    desk.wait()
    assert desk.phones(office)["Ma Khin Htay"] == "09-5111222"
    assert desk.open_conflicts(office) == 0
    assert "Nang Hom" in desk.phones(office)
    assert page.list.rows.rows[0]["state"].startswith("taken back by")
    dialog = ask_to_take_back(desk)
    assert dialog.agree.text() == "Have it again"
    QTest.keyPress(dialog.agree, Qt.Key.Key_Return)
    desk.wait()
    assert desk.open_conflicts(office) == 2
    assert page.list.rows.rows[0]["state"] is None


def test_all_that_was_done_here_is_shown_on_demand_and_can_be_taken_back(desk: Any) -> None:
    office = desk.office()
    desk.edit(office, "Ma Khin Htay", phones="09-1")
    page = desk.open(office, "log").log
    assert page.list.rows.rowCount() == 0
    QTest.keyClick(page.only_exchanges, Qt.Key.Key_Space)
    desk.wait()
    assert page.list.rows.rows[0]["label"] == "Edit a person"
    QTest.keyPress(ask_to_take_back(desk).agree, Qt.Key.Key_Return)
    desk.wait()
    assert desk.phones(office)["Ma Khin Htay"] == "09-420001"


def test_the_log_is_searched_also_beyond_what_is_shown(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "PAGE", 3)
    office = desk.office()
    desk.export(office, desk.folder / "to Daw Hla.xlsx", partner="Daw Hla")
    for number in range(4):
        desk.export(office, desk.folder / f"{number}.xlsx", partner="Ko Ko")
    page = desk.open(office, "log").log
    assert page.list.rows.rowCount() == 3
    desk.press((CTRL, Qt.Key.Key_F), "hla")
    desk.qtbot.waitUntil(lambda: [row["partner"] for row in page.list.rows.rows] == ["Daw Hla"])
    page.list.quick.clear()
    desk.qtbot.waitUntil(lambda: len(page.list.rows.rows) == 3)
    QTest.keyClick(page.older, Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: len(page.list.rows.rows) == 5)


def test_the_log_is_saved_for_excel(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    office = desk.office()
    desk.export(office, desk.folder / "a.xlsx", partner="Ko Ko")
    page = desk.open(office, "log").log
    target = desk.folder / "log.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    page.list._menu.aboutToShow.emit()
    next(action for action in page.list._menu.actions() if "Export" in action.text()).trigger()
    desk.wait()
    assert "Ko Ko" in target.read_text(encoding="utf-8-sig")
