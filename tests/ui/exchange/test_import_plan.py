"""The last step of the import wizard by keys alone: what the plan says, who may be known, and which rows are which."""

from typing import Any

from PySide6.QtCore import Qt

from db.models import Organisation, Person
from trainer_app.importing.wizard import PLAN

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


def test_a_likely_duplicate_is_decided_by_a_key(sitting: Any) -> None:
    rows = [*sitting.rows[:2], [1, "Ma Khin Htay", "F", "25/03/1990", "0944 379 0564", "yes"]]
    wizard = sitting.begin(sitting.write(rows))
    sitting.step(PLAN)
    page = wizard.plan
    assert page.headline.text() == "1 row read = 0 new + 0 changed + 0 same + 1 held + 0 refused."
    assert not wizard.next_button.isEnabled()
    page.people.list.view.setFocus()
    page.people.list.select([page.people.list.rows.row(0)["id"]])
    sitting.press((CTRL, Qt.Key.Key_N))
    assert page.headline.text() == "1 row read = 1 new + 0 changed + 0 same + 0 held + 0 refused."
    assert page.people.list.rows.row(0)["decided"] == "other"
    page.people.list.view.setFocus()
    sitting.press((CTRL, Qt.Key.Key_Y))
    assert page.people.list.rows.row(0)["decided"] == "same"
    n = len(sitting.people())
    sitting.press((CTRL, ENTER))
    assert len(sitting.people()) == n


def test_an_organiser_who_may_be_known_is_decided_in_the_same_list(sitting: Any) -> None:
    with sitting.database.change("known") as tx:
        tx.add(Organisation(id="chamber", name="Yangon Chamber of Commerce", country="MM"))
    wizard = sitting.begin(
        sitting.write([sitting.rows[0], ["Organiser: Chamber of Commerce Yangon"], *sitting.rows[1:3]])
    )
    sitting.step(PLAN)
    page = wizard.plan
    assert wizard.next_button.isEnabled()  # without an answer it is a new one
    [row] = [row for row in page.people.list.rows.rows if row["what"] == "organiser"]
    assert (row["known"], row["decided"]) == ("Yangon Chamber of Commerce", "new")
    page.people.list.view.setFocus()
    page.people.list.select([row["id"]])
    sitting.press((CTRL, Qt.Key.Key_Y))
    assert next(one for one in page.people.list.rows.rows if one["what"] == "organiser")["decided"] == "same"
    sitting.press((CTRL, ENTER))
    with sitting.database.read() as tx:
        assert [one.id for one in tx.find(Organisation)] == ["chamber"]


def _texts(table: Any) -> dict[str, list[str]]:
    """The texts of a table by the titles of its lines."""
    return {
        table.verticalHeaderItem(line).text(): [table.item(line, at).text() for at in range(table.columnCount())]
        for line in range(table.rowCount())
    }


def test_a_row_stands_beside_those_that_it_may_be_and_the_second_is_taken_by_enter(sitting: Any) -> None:
    with sitting.database.change("known") as tx:
        for name in ("Thandar Soe", "Thandar Soa"):
            tx.add(Person(full_name=name, sex="F", phones="09443790564", education="Primary"))
    row = [1, "Thandar Soeh", "F", "25/03/1990", "0944 379 0564", "yes"]
    wizard = sitting.begin(sitting.write([*sitting.rows[:2], row]))
    sitting.step(PLAN)
    page = wizard.plan.people
    sitting.desk.qtbot.waitUntil(lambda: page.compared.rowCount() > 2)
    texts = _texts(page.compared)
    assert texts["Full name"][0] == "Thandar Soeh"
    assert sorted(texts["Full name"][1:]) == ["Thandar Soa", "Thandar Soe"]
    assert texts["Education"] == ["–", "Primary", "Primary"]
    phone = list(texts).index("Phone")  # written otherwise, the same number
    assert page.compared.item(phone, 1).background().style() == Qt.BrushStyle.NoBrush
    page.list.view.setFocus()
    sitting.press(ENTER, Qt.Key.Key_Right, ENTER)
    second = texts["Full name"][2]
    assert (page.list.rows.row(0)["decided"], page.list.rows.row(0)["known"]) == ("same", second)
    sitting.press((CTRL, ENTER))
    assert len(sitting.people()) == 7
    assert sitting.people()[second].birth_date is not None


def test_a_row_that_changes_somebody_tells_the_old_and_the_new_value(sitting: Any) -> None:
    wizard = sitting.begin(sitting.write(sitting.rows[:3]))
    sitting.step(PLAN)
    sitting.press((CTRL, ENTER))
    rows = [*sitting.rows[:2], [*sitting.rows[2][:4], "0944 379 0599", ""], sitting.rows[5]]
    wizard.files.add([sitting.write(rows, "again.xlsx")])
    sitting.settle()
    sitting.press((CTRL, ENTER), (CTRL, ENTER), (CTRL, ENTER))
    shown = wizard.plan.rows.rows
    assert [shown.row(line)["verdict"] for line in range(shown.rowCount())] == ["changed", "new"]
    assert shown.row(0)["why"] == "Phone: +959443790564 → +959443790599"


def test_enter_on_a_figure_of_the_ledger_shows_its_rows(sitting: Any) -> None:
    held = [9, "Aye Aye", "F", "26/03/1991", "0944 379 0564"]
    wizard = sitting.begin(sitting.write([*sitting.rows, held]))
    sitting.step(PLAN)
    page = wizard.plan
    page.ledger.setFocus()
    page.ledger.setCurrentCell(0, 0)
    sitting.press(*[Qt.Key.Key_Right] * 5, ENTER)
    assert [page.rows.rows.row(line)["row"] for line in range(page.rows.rows.rowCount())] == [7]
    assert page.rows.view.hasFocus()
    page.ledger.setFocus()
    sitting.press(*[Qt.Key.Key_Left] * 4, ENTER)
    assert page.rows.rows.rowCount() == 5


def test_rows_that_were_left_out_are_named_in_the_plan(sitting: Any) -> None:
    wizard = sitting.begin(sitting.write([*sitting.rows[:3], ["", "", "F", "", "0944 379 0599"]]))
    sitting.step(PLAN)
    page = wizard.plan
    tab = page.tabs.indexOf(page.left_out)
    assert page.tabs.isTabVisible(tab)
    assert page.tabs.tabText(tab) == "Left out (1)"
    assert page.left_out.rows.row(0)["row"] == 4
