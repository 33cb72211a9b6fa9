"""Firms with several indicators beside each other on one sheet: each firm goes in once, and each value where it is."""

from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from db.database import Database
from db.models import Enterprise, Measurement
from trainer_app.importing import importer
from trainer_app.importing.choices import Choices
from trainer_app.importing.figures import stored_values
from trainer_app.importing.opened import open_list
from trainer_app.programmes.catalogue import load_catalogue

FIRM = ["No", "Perusahaan", "Kota", "Pemilik L/P", "Karyawan (L/P)"]
GROUPS = ["Ketidakhadiran (%)", "", "Skor 5S", ""]
VALUES = ["Sebelum", "Sesudah", "Sebelum", "Sesudah"]


def write(path: Path, rows: list[list[Any]]) -> Path:
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("KPI")
        for number, row in enumerate([["MONITORING KPI SCORE"], *rows]):
            sheet.write_row(number, 0, row)
    return path


def measured(tmp_path: Path, path: Path) -> list[tuple[str | None, str | None, float | None]]:
    """Name of the firm, indicator and value of each measurement that an import of the file makes."""
    office = Database.create(tmp_path / "office.sqlite", name="Office", kind="office")
    reading = open_list(path).read(Choices(), "ID")
    with office.change("import", kind="import") as tx:
        plan = importer.plan(tx, reading, load_catalogue())
    assert [(row.sheet, row.reason) for row in plan.rows if row.verdict != "new"] == []
    assert all(ledger.adds_up for ledger in plan.ledgers)
    with office.read() as tx:
        names = {firm.id: firm.name for firm in tx.find(Enterprise)}
        assert len(names) == len(set(names.values()))
        return sorted((names[one.enterprise_id or ""], one.indicator, one.value) for one in tx.find(Measurement))


def test_each_indicator_beside_the_others_goes_in_with_its_firm(tmp_path: Path) -> None:
    sinar, batik = [1, "PT Sinar Baja", "Tegal", "P", "63 L / 69 P"], [2, "CV Batik", "Rembang", "L", "65 L / 83 P"]
    rows: list[list[Any]] = [[*sinar, "5,5", "3,8", 44, 52.8], [*batik, "10,6", "7,4", 60, 72]]
    path = write(tmp_path / "kpi.xlsx", [[*FIRM, *GROUPS], [""] * 5 + VALUES, *rows])
    assert measured(tmp_path, path) == [
        ("CV Batik", "5s_score", 60.0), ("CV Batik", "5s_score", 72.0),
        ("CV Batik", "absenteeism", 7.4), ("CV Batik", "absenteeism", 10.6),
        ("PT Sinar Baja", "5s_score", 44.0), ("PT Sinar Baja", "5s_score", 52.8),
        ("PT Sinar Baja", "absenteeism", 3.8), ("PT Sinar Baja", "absenteeism", 5.5),
    ]  # fmt: skip


def test_the_unit_of_an_indicator_may_stand_behind_its_name(tmp_path: Path) -> None:
    above = ["TT", "Doanh nghiệp", "Tai nạn lao động (vụ/tháng)", "", "Điểm 5S (0-100)", "", "Năng suất (lao động)", ""]
    below = ["", "", *(["Trước", "Sau"] * 3)]
    reading = open_list(write(tmp_path / "kpi.xlsx", [above, below, [1, "DNTN Mộc", 3, 2, 45, 59, 7, 8]])).read(
        Choices()
    )
    told = [stored_values(table, table.rows[0]) for table in reading.tables]
    assert [(one["indicator"], one["label"], one["unit"], one["moments"]) for one in told] == [
        ("accidents", "Tai nạn lao động", "vụ/tháng", {"baseline": 3, "after:1": 2}),
        ("5s_score", "Điểm 5S", "0-100", {"baseline": 45, "after:1": 59}),
        ("productivity", "Năng suất (lao động)", None, {"baseline": 7, "after:1": 8}),
    ]  # fmt: skip


def test_only_indicators_above_before_and_after_are_taken_apart(tmp_path: Path) -> None:
    def parts(*headings: str) -> list[str]:
        above = [*headings, "", "Skor 5S", ""]
        below = [""] * (len(headings) - 1) + VALUES
        return [grid.name for grid in open_list(write(tmp_path / "kpi.xlsx", [above, below])).grids]

    assert parts(*FIRM, "Ketidakhadiran (%)") == ["KPI", "KPI:F", "KPI:H"]
    assert parts(*FIRM, "Modal (juta)") == ["KPI", "KPI:H"]  # how much capital is none that is known
    assert parts(*FIRM[:2], "Ketidakhadiran (%)") == ["KPI", "KPI:E"]  # nothing else is said of the firms
    assert parts("No", "Nama", "Ketidakhadiran (%)") == ["KPI"]
