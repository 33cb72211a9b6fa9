"""Duplicates: likely ones are joined or told apart by one key each, field by field where a person wants it."""

from typing import Any

from people import people
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.database import Database
from db.models import Person
from trainer_app import undoing

CTRL = Qt.KeyboardModifier.ControlModifier


def two_pairs(desk: Any) -> tuple[Database, Any]:
    """An office with two likely duplicates, and its screen open at them."""
    office = desk.office()
    desk.add_person(office, "Khin Htay", sex="F", phones="09420001")
    desk.add_person(office, "Nguyen Thi Lan", sex="F", phones="09-420003")
    screen = desk.open(office)
    screen.open_record("duplicates")
    desk.wait()
    return office, screen


def test_likely_duplicates_are_joined_or_told_apart_by_one_key(desk: Any) -> None:
    office, screen = two_pairs(desk)
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


def test_a_value_stays_by_a_key_whichever_record_is_kept_and_all_can_be_undone(desk: Any) -> None:
    office = desk.office()
    desk.add_person(office, "Khin Htay", sex="F", phones="09420001", email="khin@example.org", occupations="Baker")
    desk.add_person(office, "Khin Htay", sex="F", phones="09420001", email="khin@example.org", occupations="Tailor")
    with office.read() as tx:
        before = {one.id: one.occupations for one in tx.find(Person)}
    screen = desk.open(office)
    screen.open_record("duplicates")
    desk.wait()
    page = screen.duplicates
    assert len(page.list.rows.rows) == 3  # of three people who may be one
    page.list.select([next(one["id"] for one in page.list.rows.rows if set(one["id"].split()) <= _with(before))])
    desk.wait()
    line = next(at for at in range(page.pair.rowCount()) if page.pair.item(at, 0).text() in ("Baker", "Tailor"))
    page.pair.setFocus()
    page.pair.setCurrentCell(line, 1)
    stays = page.pair.item(line, 1).text()
    QTest.keyClick(page.pair, Qt.Key.Key_Return)
    assert stays in page.pair.item(line, 1).text() != stays
    QTest.keyClick(page.pair, Qt.Key.Key_1)
    desk.wait()
    assert len(page.list.rows.rows) == 1  # the one who is left beside both
    with office.read() as tx:
        (gone,) = [one for one in tx.find(Person) if one.merged_into]
        assert tx.get(Person, gone.merged_into).occupations == stays == gone.occupations
        actions = tx.rows("SELECT max(id) FROM action")
    with office.change("undo") as tx:
        tx.undo(actions[0][0])
    with office.read() as tx:
        assert {one.id: one.occupations for one in tx.find(Person)} == before
        assert not [one for one in tx.find(Person) if one.merged_into]


def test_one_goes_back_by_a_key_and_what_was_said_is_taken_back(desk: Any) -> None:
    office, screen = two_pairs(desk)
    page = screen.duplicates
    first, second = (row["id"] for row in page.list.rows.rows)
    assert not page.back.isEnabled()
    for key in (Qt.Key.Key_1, Qt.Key.Key_3):
        QTest.keyClick(desk.focused(), key)
    assert not page.list.rows.rows
    QTest.keyClick(desk.focused(), Qt.Key.Key_0)
    assert page.list.selected_ids() == [second]
    QTest.keyClick(desk.focused(), Qt.Key.Key_0)
    assert page.list.selected_ids() == [first]
    desk.wait()
    assert not page.back.isEnabled()
    with office.read() as tx:
        assert not [one for one in tx.find(Person) if one.merged_into]
        assert tx.rows("SELECT count(*) FROM not_same WHERE NOT deleted")[0][0] == 0
    QTest.keyClick(desk.focused(), Qt.Key.Key_3)
    desk.wait()
    assert page.list.selected_ids() == [second]
    with office.read() as tx:
        assert tx.rows("SELECT count(*) FROM not_same WHERE NOT deleted")[0][0] == 1


def test_what_ctrl_z_takes_back_is_open_again_and_ctrl_y_decides_it_anew(desk: Any) -> None:
    office, screen = two_pairs(desk)
    desk.window.set_undo(undoing.undo, undoing.redo)
    page = screen.duplicates
    first, second = (row["id"] for row in page.list.rows.rows)
    desk.press(Qt.Key.Key_1, Qt.Key.Key_3)
    desk.wait()
    assert not page.list.rows.rows
    desk.press((CTRL, Qt.Key.Key_Z))
    desk.wait()
    assert page.list.selected_ids() == [second]
    desk.press((CTRL, Qt.Key.Key_Z))
    desk.wait()
    assert page.list.selected_ids() == [first]
    assert len(page.list.rows.rows) == 2
    assert not page.back.isEnabled()
    desk.press((CTRL, Qt.Key.Key_Y))
    desk.wait()
    assert page.list.selected_ids() == [second]
    assert [row["id"] for row in page.list.rows.rows] == [second]
    desk.press(Qt.Key.Key_0)
    assert page.list.selected_ids() == [first]
    desk.wait()
    desk.press((CTRL, Qt.Key.Key_Y))  # also what the key 0 took back
    desk.wait()
    assert [row["id"] for row in page.list.rows.rows] == [second]
    with office.read() as tx:
        assert len([one for one in tx.find(Person) if one.merged_into]) == 1
        assert tx.rows("SELECT count(*) FROM not_same WHERE NOT deleted")[0][0] == 0


def test_more_than_two_stand_side_by_side_and_are_joined_by_one_key(desk: Any) -> None:
    office = desk.office()
    for occupation in ("Baker", "Tailor", "Weaver"):
        desk.add_person(office, "Khin Htay", sex="F", phones="09420001", email="khin@example.org",
                        occupations=occupation)  # fmt: skip
    screen = desk.open(office)
    screen.open_record("duplicates")
    desk.wait()
    desk.window.set_undo(undoing.undo, undoing.redo)
    page = screen.duplicates
    assert len(page.list.rows.rows) == 6  # Ma Khin Htay of the office is the fourth
    assert page.pair.columnCount() == 4
    assert page.keep_all.isVisible()
    desk.press(Qt.Key.Key_Return)
    line = next(at for at in range(page.pair.rowCount()) if "Baker" in _line(page, at))
    while page.pair.currentRow() < line:
        desk.press(Qt.Key.Key_Down)
    while page.pair.currentItem().text() != "Weaver":
        desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Return)
    assert "Weaver" in page.pair.currentItem().text() != "Weaver"
    desk.press(Qt.Key.Key_4)
    desk.wait()
    assert not page.list.rows.rows
    with office.read() as tx:
        gone = [one for one in tx.find(Person) if one.merged_into]
        assert len(gone) == 3
        (keep,) = {one.merged_into for one in gone}
        assert tx.get(Person, keep).occupations == "Weaver"
    desk.press((CTRL, Qt.Key.Key_Z))
    desk.wait()
    assert len(page.list.rows.rows) == 6
    with office.read() as tx:
        assert not [one for one in tx.find(Person) if one.merged_into]


def test_buttons_go_on_in_the_next_line_where_letters_are_large(desk: Any) -> None:
    office = desk.office()
    for occupation in ("Baker", "Tailor"):
        desk.add_person(office, "Khin Htay", sex="F", phones="09420001", occupations=occupation)
    screen = desk.open(office)
    screen.open_record("duplicates")
    desk.wait()
    page = screen.duplicates
    buttons = [page.keep_first, page.keep_second, page.different, page.keep_all, page.back]
    assert all(button.isVisible() for button in buttons)
    assert page.minimumSizeHint().width() < sum(button.sizeHint().width() for button in buttons)


def test_one_goes_to_the_values_by_enter_and_back_by_escape(desk: Any) -> None:
    office = desk.office()
    desk.add_person(office, "Khin Htay", sex="F", phones="09420001", birth_year=1990)
    screen = desk.open(office)
    screen.open_record("duplicates")
    desk.wait()
    page = screen.duplicates
    assert page.pair.columnCount() == 2
    assert not page.keep_all.isVisible()
    desk.press(Qt.Key.Key_Return)
    assert desk.focused() is page.pair
    assert page.pair.currentRow() == 0  # the names: the first values that differ
    desk.press(Qt.Key.Key_4)  # there are but two
    desk.press(Qt.Key.Key_Escape)
    assert desk.focused() is page.list.view
    assert len(page.list.rows.rows) == 1


def test_a_long_search_can_be_stopped_and_begun_anew(desk: Any) -> None:
    office = desk.office()
    desk.add_person(office, "Khin Htay", sex="F", phones="09420001")
    screen = desk.open(office)
    screen.open_record("duplicates")
    desk.wait()
    page = screen.duplicates
    page.look()
    page._looking.cancel()
    desk.qtbot.waitUntil(lambda: "Look again" in page.state.text(), timeout=20000)
    assert page.state.isVisible()
    QTest.mouseClick(page.again, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(page.list.isVisible, timeout=20000)
    assert page.list.rows.rows


def test_after_looking_again_by_keys_the_pairs_are_decided_by_keys(desk: Any) -> None:
    _office, screen = two_pairs(desk)
    page = screen.duplicates
    page.again.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.wait()
    assert desk.focused() is page.list.view
    page.look()  # as from elsewhere: what is hidden meanwhile gives the focus to nothing that takes other keys
    assert desk.focused() is page.again
    desk.wait()
    assert desk.focused() is page.list.view
    desk.press(Qt.Key.Key_3)
    assert len(page.list.rows.rows) == 1


def test_a_pair_takes_one_key_and_the_next_one_is_there(desk: Any) -> None:
    """Two thousand people of an office: whoever reviews them presses as many keys as there are pairs."""
    office = desk.office()
    made = people(1900, 3, again=0.05)
    fields = set(Person.model_fields) - {"place_id"}
    with office.change("people") as tx:
        tx.add_many([Person(**{name: value for name, value in row.items() if name in fields}) for row in made.rows])
    screen = desk.open(office)
    screen.open_record("duplicates")
    desk.wait()
    page = screen.duplicates
    pairs = len(page.list.rows.rows)
    assert pairs > 80
    keys = 0
    while page.list.rows.rows and keys < 25:
        (shown,) = page.list.selected_ids()
        with office.read() as tx:
            names = [tx.get(Person, record).full_name for record in shown.split()]
        desk.wait()
        assert _names(page) == names
        assert page.why.text() == page.list.rows.row(0)["reasons"]
        same = tuple(shown.split()) in made.pairs
        QTest.keyClick(desk.focused(), Qt.Key.Key_1 if same else Qt.Key.Key_3)
        keys += 1
        assert page.list.selected_ids() not in ([shown], [])
        with office.read() as tx:
            following = [tx.get(Person, record).full_name for record in page.list.selected_ids()[0].split()]
        assert _names(page) == following  # at once, before anything is read
    desk.wait()
    with office.read() as tx:
        decided = tx.rows("SELECT (SELECT count(*) FROM joined), (SELECT count(*) FROM not_same WHERE NOT deleted)")[0]
    assert sum(decided) == keys
    assert len(page.list.rows.rows) <= pairs - keys


def test_who_was_said_to_be_another_is_not_joined_with_the_rest_nor_asked_about_again(desk: Any) -> None:
    office = desk.office()
    for occupation in ("Baker", "Tailor", "Weaver"):
        desk.add_person(office, "Su Su Lwin", sex="F", phones="0942999", email="su@example.org",
                        occupations=occupation)  # fmt: skip
    screen = desk.open(office)
    screen.open_record("duplicates")
    desk.wait()
    page = screen.duplicates
    with office.read() as tx:
        names = {one.id: one.occupations for one in tx.find(Person) if one.full_name == "Su Su Lwin"}

    def choose(*occupations: str) -> None:
        keys = {line["id"]: {names.get(one) for one in line["id"].split()} for line in page.list.rows.rows}
        page.list.select([key for key, whose in keys.items() if whose == set(occupations)])
        desk.wait()

    def left() -> set[frozenset[str | None]]:
        return {frozenset(names.get(one) for one in line["id"].split()) for line in page.list.rows.rows}

    choose("Tailor", "Weaver")
    desk.press(Qt.Key.Key_3)
    desk.wait()
    choose("Baker", "Tailor")
    assert page.pair.columnCount() == 2  # the weaver is not offered to be joined with the tailor
    assert not page.keep_all.isVisible()
    page.look()  # as another day
    desk.wait()
    page.list.view.setFocus()
    choose("Baker", "Tailor")
    assert page.pair.columnCount() == 2
    desk.press(Qt.Key.Key_1)
    desk.wait()
    assert left() == set()  # who is not the tailor is not the baker, now that they are one
    page.look()
    desk.wait()
    assert left() == set()


def _names(page: Any) -> list[str]:
    items = [page.pair.item(0, side) for side in (0, 1)]
    return [item.text() for item in items if item is not None]


def _line(page: Any, at: int) -> list[str]:
    return [page.pair.item(at, side).text() for side in range(page.pair.columnCount())]


def _with(occupations: dict[str, str | None]) -> set[str]:
    return {record for record, occupation in occupations.items() if occupation}
