"""What a workbook brings though no value that shows is another: a third value, a settled conflict, an older value."""

from pathlib import Path
from typing import Any

import openpyxl

from db.database import Database
from trainer_app.exchange import conflicts
from trainer_app.exchange.merging import merge


def typed(source: Path, phone: str) -> Path:
    """A copy of the workbook with this phone typed into the first participant's row."""
    book = openpyxl.load_workbook(source)
    sheet = book["Participants"]
    column = next(cell.column for cell in sheet[2] if cell.value == "Phone")
    sheet.cell(3, column, phone)
    target = source.with_name(f"{phone}.xlsx")
    book.save(target)
    return target


def taken_in(desk: Any, office: Database, path: Path, told: str) -> None:
    """Take in a workbook in the window, whose plan tells this, and merge it."""
    screen = desk.open(office)
    screen.receive.take([path])
    desk.wait()
    plan = screen.receive.plan
    assert told in plan.headline.text()
    assert plan.merge_button.isEnabled()
    plan.merge_button.click()
    desk.wait()


def test_a_third_value_joins_the_conflict(desk: Any) -> None:
    office = desk.office()
    out = desk.export(office, desk.folder / "out.xlsx", "Office")
    one, two, three = (typed(out, phone) for phone in ("09 111 1111", "09 222 2222", "09 333 3333"))
    merge(office, [one, two], apply=True)
    taken_in(desk, office, three, "1 value in conflict")
    with office.read() as tx:
        (dispute,) = conflicts.find(tx)
        assert {side.text for side in dispute.values} >= {"09 111 1111", "09 222 2222", "09 333 3333"}


def test_a_conflict_that_was_settled_elsewhere_is_settled_here(desk: Any) -> None:
    office, back = desk.disputes()
    merge(office, [back], apply=True)
    before = desk.open_conflicts(office)
    assert before
    head = Database.create(desk.folder / "hq.sqlite", name="HQ", kind="office")
    merge(head, [desk.export(office, desk.folder / "to hq.xlsx", "Office")], apply=True)
    with head.change("settle", kind="settle") as tx:
        conflicts.settle_by_rule(tx, "newest")
    taken_in(desk, office, desk.export(head, desk.folder / "from hq.xlsx", "HQ"), "settled")
    assert not desk.open_conflicts(office)
