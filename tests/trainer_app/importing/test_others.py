"""Who is neither a woman nor a man in the totals of a list: kept, counted, and sent on in a workbook."""

from datetime import date
from pathlib import Path

from xlsxwriter import Workbook

from db.database import Database
from db.models import Headcount
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.importing import importer
from trainer_app.importing.choices import Choices
from trainer_app.importing.opened import open_list
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.reports.outreach import outreach

CATALOGUE = load_catalogue()


def test_others_of_totals_are_kept_counted_and_travel(tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "totals.xlsx")) as book:
        sheet = book.add_worksheet("Totals")
        sheet.write_row(0, 0, ["No", "Course", "Start date", "End date", "Venue", "Women", "Men", "Other", "Total"])
        sheet.write_row(1, 0, [1, "SYB", "2024-03-04", "2024-03-08", "Butwal", 10, 8, 2, 20])
        sheet.write_row(2, 0, [2, "GYB", "2024-04-01", "2024-04-02", "Pokhara", 12, 9, 0, 21])
    offices = [Database.create(tmp_path / f"{name}.sqlite", name=name, kind="office") for name in "ab"]
    reading = open_list(tmp_path / "totals.xlsx").read(Choices(), "NP")
    with offices[0].change("import", kind="import") as tx:
        plan = importer.plan(tx, reading, CATALOGUE)
    assert [row.verdict for row in plan.rows] == ["new", "new"]
    assert not plan.questions
    assert not plan.notes
    send(offices[0], tmp_path / "out.xlsx", CATALOGUE, Scope("everything"), sender="a")
    merge(offices[1], [tmp_path / "out.xlsx"], apply=True)
    for office in offices:
        with office.read() as tx:
            told = [
                (one.women, one.men, one.other, one.unknown) for one in tx.find(Headcount, order_by=Headcount.women)
            ]
            period = date(2024, 1, 1), date(2024, 12, 31)
            table = outreach(tx, period=period, by=["product", "sex"], catalogue=CATALOGUE).tables[-1]
        assert told == [(10, 8, 2, None), (12, 9, 0, None)]
        columns = [column.key for column in table.columns]
        counted = {tuple(row[columns.index(key)] for key in ("sex", "unnamed", "other_sex")) for row in table.rows}
        assert counted == {
            ("Women", 10, None),
            ("Men", 8, None),
            ("Other", 2, 2),
            ("Women", 12, None),
            ("Men", 9, None),
        }
