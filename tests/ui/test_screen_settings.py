"""The screen Settings: saved as typed, values to confirm, backups made and put back, the database checked and named."""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.database import Database
from db.ids import derived_id
from db.models import Person, Replica, SigningKey
from trainer_app import backups, keys, own_key, paths, settings
from trainer_app.programmes.catalogue import load_catalogue
from ui import style
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.passphrase import PassphraseDialog
from ui.screens import Entry
from ui.screens.settings import SettingsScreen
from ui.screens.settings_pages.programmes import confirming, to_confirm
from ui.state import State

ENTRY = Entry("settings", "Settings", "settings", "ui.screens.settings", "SettingsScreen")
Open = Callable[[str], SettingsScreen]


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, attached: Callable[..., Any], database: Database) -> Iterator[Open]:
    """Opens the screen on a page, in a real window."""
    window = attached(database, [ENTRY])

    def open_on(page: str) -> SettingsScreen:
        screen = window.go("settings", page)
        assert isinstance(screen, SettingsScreen)
        settle(qtbot, screen)
        return screen

    yield open_on
    style.apply(qapp)


def settle(qtbot: QtBot, screen: Any) -> None:
    for _round in range(3):
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not screen.tasks.busy(), timeout=20000)
    QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def field(screen: SettingsScreen, name: str) -> QLineEdit:
    return next(edit for edit in screen.findChildren(QLineEdit) if edit.accessibleName() == name)


def value(database: Any, key: str) -> Any:
    with database.read() as tx:
        return settings.get(tx, key)


# -- general


def test_every_declared_setting_is_shown_with_its_help(opened: Open) -> None:
    screen = opened("general")
    form = screen.general.form
    assert form is not None
    assert {one.key for one in settings.SETTINGS} <= set(form.values())
    helps = [line for label in form.findChildren(QLabel) for line in label.text().split("<br>")[1:]]
    assert max(map(len, helps)) < 80  # longer ones push the fields out of the window
    labels = [label.text() for label in form.findChildren(QLabel)]
    assert any("Stands beside everything you enter." in text for text in labels)


def test_what_is_typed_is_saved_when_the_field_is_left(qtbot: QtBot, opened: Open, database: Database) -> None:
    screen = opened("general")
    name = field(screen, "Your name")
    name.setFocus()
    QTest.keyClicks(name, "Daw Mya")
    QTest.keyClick(name, Qt.Key.Key_Tab)
    settle(qtbot, screen)
    assert value(database, "your_name") == "Daw Mya"
    assert database.author == "Daw Mya"


def test_a_country_is_understood_by_name_and_shown_by_name(qtbot: QtBot, opened: Open, database: Database) -> None:
    screen = opened("general")
    country = field(screen, "Country")
    country.setFocus()
    QTest.keyClicks(country, "mm")
    QTest.keyClick(country, Qt.Key.Key_Tab)
    settle(qtbot, screen)
    assert value(database, "country") == "MM"
    assert country.text() == "Myanmar (Burma)"


def test_a_value_that_cannot_be_is_refused_beside_its_field(qtbot: QtBot, opened: Open, database: Database) -> None:
    screen = opened("general")
    youth = field(screen, "Youth up to the age of")
    youth.setFocus()
    youth.selectAll()
    QTest.keyClicks(youth, "500")
    QTest.keyClick(youth, Qt.Key.Key_Tab)
    settle(qtbot, screen)
    assert value(database, "youth_to") == 24
    form = screen.general.form
    assert form is not None
    assert "from 0 to 120" in form.problems()["youth_to"]


def test_the_look_of_the_window_changes_at_once_and_is_remembered(
    qtbot: QtBot, qapp: QApplication, opened: Open, state: State
) -> None:
    screen = opened("general")
    form = screen.general.form
    assert form is not None
    usual = qapp.font().pointSizeF()
    form.go("look/font_scale")
    QTest.keyClick(focused(), Qt.Key.Key_5)
    form.go("look/theme")
    QTest.keyClick(focused(), Qt.Key.Key_D)
    settle(qtbot, screen)
    assert qapp.font().pointSizeF() == usual * 2
    assert style.colours() == style.DARK
    assert (state.get("look/theme"), state.get("look/font_scale")) == ("dark", 2.0)


# -- programmes


def test_values_to_confirm_are_listed_per_programme(qtbot: QtBot, opened: Open) -> None:
    screen = opened("programmes")
    page = screen.programmes
    everything = len(page.list.rows.rows)
    assert everything == len(load_catalogue(paths.programmes_folder()).to_confirm) > 50
    page.programme.setCurrentIndex(1)
    rows = page.list.rows.rows
    assert 0 < len(rows) < everything
    assert len({row["programme"] for row in rows}) == 1


def test_the_copied_lines_confirm_when_pasted_into_an_own_file(tmp_path: Path) -> None:
    rows = [row for row in to_confirm(load_catalogue(), "en") if row["code"] == "SIYB"]
    (tmp_path / "ours.toml").write_text(confirming(rows[:3]), encoding="utf-8")
    left = {row["id"] for row in to_confirm(load_catalogue(tmp_path), "en")}
    assert not left & {row["id"] for row in rows[:3]}
    assert rows[3]["id"] in left


# -- backups


def test_a_backup_is_made_and_put_back(qtbot: QtBot, opened: Open, database: Database) -> None:
    with database.change("Before") as tx:
        tx.add(Person(full_name="Ma Khin"))
    database.author = "Daw Mya"
    screen = opened("backups")
    page = screen.backups
    assert "no backup" in page.state.text()
    QTest.keyClick(page, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(backups.find(database.path)))
    settle(qtbot, screen)
    assert len(page.list.rows.rows) == 1
    with database.change("After") as tx:
        tx.add(Person(full_name="Somsak"))
    page.list.select([page.list.rows.rows[0]["id"]])
    page._ask(page.list.selected_ids())
    dialog: Any = page.findChild(ConfirmDialog)
    QTest.keyPress(dialog.agree, Qt.Key.Key_Return)
    tasks, window = screen.tasks, screen.main_window
    qtbot.waitUntil(lambda: tasks.data is not database, timeout=20000)
    qtbot.waitUntil(lambda: not tasks.busy(), timeout=20000)
    restored: Any = tasks.data
    with restored.read() as tx:
        assert [person.full_name for person in tx.find(Person)] == ["Ma Khin"]
    assert restored.code != database.code
    assert restored.author == "Daw Mya"
    assert window.messages.message is not None
    assert restored.code in window.messages.message.text
    assert [one.reason for one in backups.find(database.path)].count("before restoring") == 1


# -- database


def test_the_database_is_named_and_checked(qtbot: QtBot, opened: Open, database: Database) -> None:
    screen = opened("database")
    page = screen.database
    assert page.facts["code"].text() == database.code
    assert page.facts["place"].text() == str(database.path)
    name = field(screen, "Name of this copy of the data")
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Country office")
    QTest.keyClick(name, Qt.Key.Key_Tab)
    settle(qtbot, screen)
    with database.read() as tx:
        assert tx.get(Replica, database.replica).name == "Country office"
    QTest.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    settle(qtbot, screen)
    assert page.result.text() == "The database is sound."
    assert page.check_button.isEnabled()


def test_a_damaged_database_is_told_in_sentences(qtbot: QtBot, opened: Open, database: Database) -> None:
    with database.change("One person") as tx:
        person = tx.add(Person(full_name="Ma Khin"))
        tx.connection.exec_driver_sql("UPDATE journal_gate SET open = 1")
        tx.connection.exec_driver_sql("UPDATE person SET full_name = 'Other' WHERE id = ?", (person.id,))
        tx.connection.exec_driver_sql("UPDATE journal_gate SET open = 0")
    screen = opened("database")
    page = screen.database
    QTest.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    settle(qtbot, screen)
    assert "1 thing is wrong" in page.result.text()
    assert "full_name" in page.findings.rows.rows[0]["sentence"]


# -- certificates


def test_pictures_are_loaded_shown_and_taken_out_again(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    from PIL import Image

    screen = opened("certificates")
    page = screen.certificates
    assert not page.sample.pixmap().isNull()
    file = tmp_path / "logo.png"
    Image.new("RGB", (80, 40), "navy").save(file)
    page.load_picture("logo 1", file)
    settle(qtbot, screen)
    assert [row["size"] for row in page.list.seen()[1]] == [1, *[None] * 9]
    page.list.select(["logo 1"])
    page._remove(page.list.selected_ids())
    settle(qtbot, screen)
    assert [row["size"] for row in page.list.seen()[1]] == [None] * 10


# -- proof


def test_the_page_and_the_list_are_saved_and_a_list_is_loaded(
    qtbot: QtBot, opened: Open, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = opened("proof")
    page, window = screen.proof, screen.main_window
    assert "has no key yet" in page.headline.text()
    chosen: list[Path] = []
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_words: (str(chosen[-1]), ""))

    def said() -> str:
        settle(qtbot, screen)
        assert window.messages.message is not None
        return window.messages.message.text

    for button, file in ((page.page_button, "check.html"), (page.list_button, "a.trust.json")):
        chosen.append(tmp_path / file)
        QTest.keyClick(button, Qt.Key.Key_Space)
        assert said() == f"{file} is written, with 1 key and 0 void numbers."
        assert chosen[-1].is_file()
    QTest.keyClick(page.load_button, Qt.Key.Key_Space)
    assert said().startswith("The list of ")
    assert "0 void numbers" in page.lists.text()
    assert [row["vouched_by"] for row in page.list.rows.rows] == ["this database"]


def test_a_trainer_s_key_is_confirmed_and_taken_back(qtbot: QtBot, opened: Open, database: Database) -> None:
    with database.change("a trainer's key") as tx:
        text = base64.b64encode(bytes(range(32))).decode()
        tx.add(Replica(id="r", code="K7Q2M9D", name="Daw Mya", kind="trainer"))
        key = tx.add(SigningKey(id=derived_id("signing_key", "r", text), replica_id="r", public_key=text))
    screen = opened("proof")
    page = screen.proof

    def confirmed() -> list[str]:
        settle(qtbot, screen)
        return [row["vouched_by"] for row in page.list.rows.rows if row["id"] == key.id]

    assert confirmed() == [""]
    page._confirm([key.id])
    dialog: Any = page.findChild(ConfirmDialog)
    QTest.keyPress(dialog.agree, Qt.Key.Key_Return)
    with database.read() as tx:
        name = tx.get(Replica, database.replica).name or database.code
    assert confirmed() == [name]
    page._take_back([key.id])
    assert confirmed() == [""]


def test_the_key_is_given_a_passphrase_unlocked_and_replaced(qtbot: QtBot, opened: Open, database: Database) -> None:
    with database.change("key") as tx:
        first = keys.own(tx).public
    screen = opened("proof")
    page = screen.proof
    assert "without a passphrase" in page.headline.text()

    def typed(*words: str) -> None:
        dialog: Any = page.findChildren(PassphraseDialog)[-1]
        for line, word in zip((dialog.line, dialog.again), words, strict=False):
            QTest.keyClicks(line, word)
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)
        settle(qtbot, screen)

    QTest.keyClick(page.lock_button, Qt.Key.Key_Space)
    dialog: Any = page.findChild(PassphraseDialog)
    QTest.keyClicks(dialog.line, "three words here")
    assert not dialog.ok.isEnabled()
    typed("", "three words here")
    assert "is unlocked now" in page.headline.text()
    with database.change("lock") as tx:
        own_key.lock(tx)
    page.load()
    settle(qtbot, screen)
    assert "is locked" in page.headline.text()
    QTest.keyClick(page.unlock_button, Qt.Key.Key_Space)
    typed("three words here")
    assert "is unlocked now" in page.headline.text()
    QTest.keyClick(page.replace_button, Qt.Key.Key_Space)
    confirm: Any = page.findChild(ConfirmDialog)
    QTest.keyPress(confirm.agree, Qt.Key.Key_Return)
    settle(qtbot, screen)
    assert [row["retired_on"] is None for row in page.list.rows.rows] == [False, True]
    with database.change("key") as tx:
        assert keys.own(tx).public != first
