"""Text files whose letters look wrong, at the wizard: somebody says in which code page they are, by keys alone."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from trainer_app.importing import memory
from trainer_app.importing.wizard import COLUMNS, FILES, PLAN
from ui.screens.import_pages.code_page_box import CodePageBox

ALT, CTRL, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
ENTER = Qt.Key.Key_Return
TURKISH = (
    "Course: SYB, Date: 5-9 August 2019, Venue: Hpa-An\n"
    "Sıra;Adı Soyadı;Cinsiyeti\n1;Ayşe Yıldız;K\n2;Gülşen Çağlar;K\n3;İbrahim Şahin;E\n"
)


def write(sitting: Any, encoding: str, name: str = "list.csv", text: str = TURKISH) -> Path:
    path: Path = sitting.desk.folder / name
    path.write_bytes(text.encode(encoding))
    return path


def choose(sitting: Any, box: CodePageBox, typed: str, *steps: Qt.Key) -> None:
    """Go to the box by its key, and in its list to what begins with these letters, and on from there."""
    sitting.desk.qtbot.wait(QApplication.keyboardInputInterval() + 50)  # letters typed before are of another word
    sitting.press((ALT, Qt.Key.Key_R))
    assert box.pages.hasFocus()
    sitting.press(typed[0])
    view = box.pages.view()
    assert view.isVisible()
    QTest.keyClicks(view, typed[1:])
    for key in (*steps, ENTER):
        QTest.keyClick(view, key)
    sitting.settle()


def names(wizard: Any) -> list[str]:
    rows = wizard.columns.rows
    return [rows.index(row, 1).data() for row in range(2, rows.rowCount())]


def test_letters_that_look_wrong_are_read_in_the_code_page_that_is_chosen(sitting: Any) -> None:
    wizard = sitting.begin(write(sitting, "iso8859_9"))
    sitting.step(COLUMNS)
    page = wizard.columns
    assert page.code_page.isVisible()
    assert page.code_page.pages.currentText() == "Turkish (Windows-1254)"
    choose(sitting, page.code_page, "cyr")
    assert page.code_page.pages.currentText() == "Cyrillic (Windows-1251)"
    assert names(wizard)[0] == "Ayюe Yэldэz"
    choose(sitting, page.code_page, "tur")
    assert names(wizard) == ["Ayşe Yıldız", "Gülşen Çağlar", "İbrahim Şahin"]
    assert page.code_page.pages.currentText() == "Turkish (Windows-1254)"
    sitting.step(PLAN)
    sitting.press((CTRL, ENTER))
    assert "İbrahim Şahin" in sitting.people()


def test_a_step_through_the_closed_list_opens_it_and_reads_nothing(sitting: Any) -> None:
    wizard = sitting.begin(write(sitting, "cp1254"))
    sitting.step(COLUMNS)
    sitting.press((ALT, Qt.Key.Key_R), Qt.Key.Key_Down)
    pages = wizard.columns.code_page.pages
    assert pages.view().isVisible()
    QTest.keyClick(pages.view(), Qt.Key.Key_Escape)
    assert not pages.view().isVisible()
    assert names(wizard)[0] == "Ayşe Yıldız"
    assert wizard.isVisible()


def test_a_code_page_that_is_not_the_files_is_told_and_all_stays_as_it_was(sitting: Any) -> None:
    wizard = sitting.begin(write(sitting, "cp1254"))
    sitting.step(COLUMNS)
    choose(sitting, wizard.columns.code_page, "thai")
    assert "list.csv is not in the code page Thai (Windows-874)" in wizard.message.text()
    assert wizard.model.step == COLUMNS
    assert wizard.columns.code_page.pages.currentText() == "Turkish (Windows-1254)"
    assert names(wizard)[0] == "Ayşe Yıldız"


def test_letters_that_are_not_known_at_all_are_read_in_the_code_page_that_is_chosen(sitting: Any) -> None:
    signs = "\x01\x02\x03\x04" * 5  # of a printer, such as programs for MS-DOS left in what they wrote
    wizard = sitting.begin(write(sitting, "cp857", text=TURKISH.replace("\n", f"{signs}\n", 1)))
    assert "could not be recognised" in wizard.files.about.text()
    assert wizard.model.step == FILES
    choose(sitting, wizard.files.code_page, "thai")
    assert "Thai (Windows-874)" in wizard.files.about.text()
    choose(sitting, wizard.files.code_page, "tur", Qt.Key.Key_Down)
    assert wizard.files.code_page.isHidden()
    sitting.step(COLUMNS)
    assert names(wizard) == ["Ayşe Yıldız", "Gülşen Çağlar", "İbrahim Şahin"]


def test_there_is_nothing_to_choose_where_letters_are_known(sitting: Any) -> None:
    text = write(sitting, "utf-8")
    marked = write(sitting, "utf-16", "marked.csv")
    wizard = sitting.begin(sitting.write(), text, marked)
    sitting.step(COLUMNS)
    for at in range(3):
        wizard.model.at = at
        sitting.step(FILES)
        sitting.step(COLUMNS)
        assert wizard.columns.code_page.isHidden()


def test_the_code_page_is_remembered_with_the_sender_and_kept_while_none_is_chosen(sitting: Any) -> None:
    wizard = sitting.begin(write(sitting, "cp857"))
    sitting.step(COLUMNS)
    choose(sitting, wizard.columns.code_page, "tur", Qt.Key.Key_Down)
    sitting.step(FILES)
    wizard.files.sender_field.setFocus()
    sitting.press("Kaya", Qt.Key.Key_Tab)
    sitting.step(PLAN)
    sitting.press((CTRL, ENTER))
    sitting.press((CTRL, ENTER))
    sitting.gone()
    assert memory.senders() == ["Kaya"]
    for encoding, name in (("utf-8", "Müge Işık"), ("cp857", "Tuğba Güneş")):
        sitting.focused(sitting.desk.window)
        text = f"{TURKISH.partition('1;')[0]}1;{name};K\n"
        again = sitting.begin(write(sitting, encoding, f"{encoding}.csv", text))
        assert "came from Kaya before" in again.files.about.text()
        sitting.step(COLUMNS)
        assert names(again) == [name]
        sitting.step(PLAN)
        sitting.press((CTRL, ENTER))
        sitting.press((CTRL, ENTER))
        sitting.gone()
        assert name in sitting.people()
