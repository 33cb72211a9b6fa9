"""The designer: boxes moved and pulled by mouse and keys, texts with fields, live page, undo, the office's files."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.database import Database
from trainer_app import settings
from trainer_app.certificates.designs import load, shipped
from trainer_app.paths import DATA_VARIABLE, designs_folder
from ui import style
from ui.designer.window import DesignerWindow
from ui.dialogs.confirm import ConfirmDialog
from ui.main_window import MainWindow
from ui.screens import Entry
from ui.screens.settings import SettingsScreen
from ui.screens.settings_pages.designs import DesignsPage
from ui.state import State
from ui.tasks import Tasks

ENTRY = Entry("settings", "Settings", "settings", "ui.screens.settings", "SettingsScreen")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Open = Callable[[str], DesignerWindow]


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, tasks: Tasks, state: State, database: Database, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[DesignsPage]:  # fmt: skip
    """The page Designs of Settings, in a real window, over an empty folder of data."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    window = MainWindow(tasks, state, [ENTRY])
    qtbot.addWidget(window)
    window.resize(1300, 720)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.attach(database)
    screen = window.go("settings", "designs")
    assert isinstance(screen, SettingsScreen)
    qtbot.waitUntil(lambda: not screen.designs.sample.pixmap().isNull(), timeout=20000)
    yield screen.designs
    window.close()
    style.apply(qapp)


@pytest.fixture
def opened(qtbot: QtBot, page: DesignsPage) -> Open:
    """Opens the designer on a design by the keyboard: chosen in the list, then Enter."""

    def open_on(name: str) -> DesignerWindow:
        page.list.select([name])
        page.list.opened.emit(name)
        qtbot.waitUntil(lambda: bool(page.findChildren(DesignerWindow)), timeout=20000)
        designer = page.findChildren(DesignerWindow)[-1]
        qtbot.waitUntil(designer.isActiveWindow, timeout=20000)
        drawn(qtbot, designer)
        return designer

    return open_on


def drawn(qtbot: QtBot, designer: DesignerWindow) -> None:
    """Wait until the page shows the design as it is now."""
    qtbot.waitUntil(lambda: not designer.drawing and not designer.canvas.picture.isNull(), timeout=20000)


def box(designer: DesignerWindow) -> Any:
    return designer.draft.design.box[designer.at]


def point(place: QRectF, across: float, down: float) -> QPoint:
    return QPointF(place.left() + across * place.width(), place.top() + down * place.height()).toPoint()


def drag(designer: DesignerWindow, start: QPoint, *way: QPoint) -> None:
    canvas = designer.canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for stop in way:
        QTest.mouseMove(canvas, stop)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, way[-1])


def told(designer: DesignerWindow) -> str:
    return designer.problems.text()


def saved(qtbot: QtBot, designer: DesignerWindow) -> None:
    """Save by the keyboard and wait until the file is there."""
    QTest.keyClick(designer, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: designer.kept.text() == "The design is saved.", timeout=20000)


def left(qtbot: QtBot, page: DesignsPage, designer: DesignerWindow) -> None:
    """Leave by the keyboard and wait until the designer is gone."""
    QTest.keyClick(designer, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.findChildren(DesignerWindow), timeout=20000)


def test_the_list_shows_whose_a_design_is_and_how_it_looks(page: DesignsPage) -> None:
    rows = page.list.rows.rows
    assert {row["id"] for row in rows} == set(shipped())
    assert [row["id"] for row in rows if row["used"]] == ["classic"]
    assert page.list.selected_ids() == ["classic"]


def test_arrow_keys_move_and_pull_and_undo_takes_back(qtbot: QtBot, opened: Open) -> None:
    designer = opened("modern")
    canvas = designer.canvas
    qtbot.waitUntil(canvas.hasFocus)
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert designer.at == 1
    was = box(designer)
    for _press in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Left, CTRL)
    assert box(designer).y == pytest.approx(was.y + 3)
    assert box(designer).x == pytest.approx(was.x - 0.1)
    QTest.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert box(designer).width == pytest.approx(was.width - 1)
    assert box(designer).height == pytest.approx(was.height + 1)
    QTest.keyClick(canvas, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_Z, CTRL)
    assert box(designer) == was
    QTest.keyClick(canvas, Qt.Key.Key_Y, CTRL)
    assert box(designer).y == pytest.approx(was.y + 3)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert was.text not in [one.text for one in designer.draft.design.box]


def test_the_mouse_moves_a_box_and_pulls_its_corner(qtbot: QtBot, opened: Open) -> None:
    designer = opened("modern")
    canvas = designer.canvas
    name = next(at for at, one in enumerate(designer.draft.design.box) if one.text == "{name}")
    was = designer.draft.design.box[name]
    start = point(canvas.place(was), 0.4, 0.5)
    share = canvas.page().width() / 100, canvas.page().height() / 100
    drag(designer, start, start + QPoint(3, 3), start + QPoint(-round(5 * share[0]), round(6 * share[1])))
    assert designer.at == name
    assert box(designer).x == pytest.approx(was.x - 5, abs=0.3)
    assert box(designer).y == pytest.approx(was.y + 6, abs=0.3)
    assert box(designer).width == was.width
    moved = box(designer)
    corner = point(canvas.place(moved), 1, 1)
    drag(designer, corner, corner - QPoint(round(10 * share[0]), round(4 * share[1])))
    assert (box(designer).x, box(designer).y) == (moved.x, moved.y)
    assert box(designer).width == pytest.approx(moved.width - 10, abs=0.3)
    assert box(designer).height == pytest.approx(moved.height - 4, abs=0.3)
    QTest.keyClick(canvas, Qt.Key.Key_Z, CTRL)
    assert box(designer) == moved
    QTest.keyClick(canvas, Qt.Key.Key_Z, CTRL)
    assert box(designer) == was
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
    assert designer.at == -1
    assert not designer.box_form.isEnabled()


def test_a_box_stops_at_the_middle_and_at_the_edge(opened: Open) -> None:
    designer = opened("classic")
    canvas = designer.canvas
    QTest.mouseClick(designer.text_button, Qt.MouseButton.LeftButton)
    place = canvas.place(box(designer))
    share = canvas.page().width() / 100
    drag(designer, place.center().toPoint(), place.center().toPoint() + QPoint(round(0.4 * share), 0))
    assert box(designer).x + box(designer).width / 2 == pytest.approx(50)
    drag(designer, place.center().toPoint(), place.center().toPoint() - QPoint(round(90 * share), 0))
    assert box(designer).x == 0


def test_a_thin_box_is_held_in_its_middle(opened: Open) -> None:
    designer = opened("modern")
    was = box(designer)
    place = designer.canvas.place(was)
    assert place.height() < 20
    drag(designer, place.center().toPoint(), place.center().toPoint() + QPoint(0, 30))
    assert box(designer).height == was.height
    assert box(designer).y > was.y


def test_a_text_with_fields_is_typed_and_wrong_fields_are_told(qtbot: QtBot, opened: Open) -> None:
    designer = opened("classic")
    before = len(designer.draft.design.box)
    QTest.keyClick(designer.text_button, Qt.Key.Key_Space)
    qtbot.waitUntil(designer.canvas.hasFocus)
    form = designer.box_form
    form.text.setFocus()
    QTest.keyClick(form.text, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(form.text, "Given to {surname}")
    assert "There is no field {surname}" in form.problem.text()
    assert "surname" not in box(designer).text.replace("{surname", "")
    for _letter in "surname}":
        QTest.keyClick(form.text, Qt.Key.Key_Backspace)
    QTest.keyClicks(form.text, "latin_name}")
    assert box(designer).text == "Given to {latin_name}"
    assert form.problem.text() == ""
    assert "Given to Name in Latin letters" in designer.boxes.item(before).text()
    QTest.keyClick(form.text, Qt.Key.Key_Tab)
    assert form.field.hasFocus()
    QTest.keyClick(form.field, Qt.Key.Key_Z, CTRL)
    assert box(designer).text == "Text"
    assert form.text.toPlainText() == "Text"
    QTest.keyClick(form.text, Qt.Key.Key_Z, CTRL)
    assert len(designer.draft.design.box) == before


def test_numbers_letters_and_the_page_are_changed_by_keys(qtbot: QtBot, opened: Open) -> None:
    designer = opened("classic")
    form = designer.box_form
    size = form.numbers["size"]
    size.setFocus()
    size.selectAll()
    QTest.keyClicks(size, "33")
    assert box(designer).size == 33
    QTest.keyClick(size, Qt.Key.Key_Z, CTRL)
    assert box(designer).size == shipped()["classic"].line[0].size
    bold = box(designer).bold
    QTest.keyClick(form.bold, Qt.Key.Key_Space)
    assert box(designer).bold != bold
    QTest.keyClick(form.typeface, Qt.Key.Key_Down)
    assert box(designer).typeface == "italic"
    QTest.keyClick(form.colour, Qt.Key.Key_End)
    assert box(designer).colour == "ornament"
    QTest.keyClick(designer.page_form.signatories, Qt.Key.Key_Space)
    assert not designer.draft.design.signatories
    QTest.keyClick(designer.page_form.border, Qt.Key.Key_Home)
    assert designer.draft.design.border == "none"
    designer.page_form.changed.emit("accent", "#112233")
    assert designer.draft.design.colour("accent", "tot") == "#112233"
    drawn(qtbot, designer)


def test_the_page_is_drawn_anew_and_what_would_print_badly_is_told(qtbot: QtBot, opened: Open) -> None:
    designer = opened("classic")
    assert told(designer) == ""
    before = designer.canvas.picture.toImage()
    QTest.keyClick(designer.canvas, Qt.Key.Key_PageDown)
    for _press in range(60):
        QTest.keyClick(designer.canvas, Qt.Key.Key_Up)
    drawn(qtbot, designer)
    assert "Box 2 (Title): it stands too near to the edge" in told(designer)
    assert designer.canvas.picture.toImage() != before
    QTest.keyClick(designer, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "too near to the edge" in designer.kept.text(), timeout=20000)
    assert list(designs_folder().iterdir()) == []
    designer.names.setCurrentIndex(2)
    designer.paper.setCurrentIndex(2)
    drawn(qtbot, designer)
    picture = designer.canvas.picture
    assert picture.height() > picture.width()


def test_a_design_is_saved_used_edited_again_and_deleted(
    qtbot: QtBot, page: DesignsPage, opened: Open, database: Database
) -> None:
    designer = opened("modern")
    designer.name.selectAll()
    QTest.keyClicks(designer.name, "Ministry")
    saved(qtbot, designer)
    assert "ministry" in load(designs_folder())
    left(qtbot, page, designer)
    qtbot.waitUntil(lambda: [row["own"] for row in page.list.rows.rows][:1] == [True], timeout=20000)
    page._use("ministry")
    qtbot.waitUntil(lambda: page.list.rows.rows[0]["used"] == "yes", timeout=20000)
    with database.read() as tx:
        assert settings.get(tx, "certificate_design") == "ministry"
    again = opened("ministry")
    QTest.keyClick(again.canvas, Qt.Key.Key_Down)
    QTest.keyClick(again, Qt.Key.Key_Escape)
    asked = again.findChild(ConfirmDialog)
    assert asked is not None
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert again.isVisible()
    saved(qtbot, again)
    left(qtbot, page, again)
    page._ask_to_delete("ministry")
    confirm = page.findChild(ConfirmDialog)
    assert confirm is not None
    QTest.keyPress(confirm.agree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.list.rows.rows) == len(shipped()), timeout=20000)
    assert list(designs_folder().iterdir()) == []


def test_a_picture_is_loaded_into_a_box(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    designer = opened("classic")
    QTest.keyClick(designer.picture_button, Qt.Key.Key_Space)
    assert box(designer).image == "logo 1"
    Image.new("RGB", (60, 60), "black").save(tmp_path / "Our seal.png")
    designer.load_picture(tmp_path / "Our seal.png")
    qtbot.waitUntil(lambda: box(designer).image == "our-seal.png", timeout=20000)
    drawn(qtbot, designer)
    image = designer.canvas.picture.toImage()
    middle = box(designer).x + box(designer).width / 2, box(designer).y + box(designer).height / 2
    pixel = image.pixelColor(round(image.width() * middle[0] / 100), round(image.height() * middle[1] / 100))
    assert pixel.lightness() < 30
    (tmp_path / "no.png").write_text("no picture")
    designer.load_picture(tmp_path / "no.png")
    qtbot.waitUntil(lambda: "cannot be read as a picture" in designer.box_form.problem.text(), timeout=20000)


def test_a_broken_file_is_told_where_it_is_shown(qtbot: QtBot, page: DesignsPage) -> None:
    (designs_folder() / "broken.toml").write_text("page = 3\n", "utf-8")
    page.load()
    qtbot.waitUntil(lambda: len(page.list.rows.rows) == len(shipped()) + 1, timeout=20000)
    page.list.select(["broken"])
    qtbot.waitUntil(page.problem.isVisible, timeout=20000)
    assert "broken.toml" in page.problem.text()
