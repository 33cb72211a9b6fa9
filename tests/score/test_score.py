"""The lists made for the tests are understood as their truth says, and the score counts what it should."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import compare
import found
import further
import layouts
import run
import sections
import totals
import truth

from db.database import Database
from trainer_app import settings
from trainer_app.importing import importer
from trainer_app.lists.read import read_list
from trainer_app.programmes.catalogue import load_catalogue

LISTS = (*further.LISTS, *layouts.LAYOUTS, *totals.TOTALS, *sections.SECTIONS)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    further.write_all(folder, LISTS)
    return folder


@pytest.mark.parametrize("make", LISTS, ids=lambda make: make.__name__)
def test_a_list_agrees_with_its_truth(lists: Path, make: Any) -> None:
    [folder] = [one for one in lists.iterdir() if one.name.endswith(make.__name__)]
    figures = run.score(folder, load_catalogue())
    assert figures["disagree"] == []
    assert (figures["rows_lost"], figures["rows_invented"]) == ([], [])
    assert [must["missing"] for must in figures["must"].values()] == [[], [], []]


COUNTED = {
    "colombia_score": {"enterprise": 2, "measurement": 5, "person": 8, "enrolment": 15},
    "mozambique_trainers_tracer": {"credential": 13, "follow_up": 4, "answer": 7, "person": 8},
    "uganda_kab_classes": {"headcount": 4, "course": 4, "person": 4, "enrolment": 4},
    "ethiopia_partner_totals": {"headcount": 4, "course": 5},
}


@pytest.mark.parametrize("make", LISTS, ids=lambda make: make.__name__)
def test_a_list_goes_in_once(lists: Path, tmp_path: Path, make: Any) -> None:
    [folder] = [one for one in lists.iterdir() if one.name.endswith(make.__name__)]
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    reading = read_list(folder / truth["file"], country=truth["country"])
    database = Database.create(tmp_path / "office.db", name="office", kind="office")
    with database.change("import", kind="import") as tx:
        settings.save(tx, "country", truth["country"])
        first = importer.plan(tx, reading, load_catalogue())
    with database.change("again", kind="import") as tx:
        again = importer.plan(tx, reading, load_catalogue())
        counted = COUNTED.get(make.__name__, {})
        numbers = {table: tx.rows(f"SELECT count(*) FROM {table} WHERE NOT deleted")[0][0] for table in counted}
    assert all(ledger.adds_up for ledger in (*first.ledgers, *again.ledgers))
    assert {row.verdict for row in first.rows} == {"new"}
    assert [(row.sheet, row.row, row.reason) for row in again.rows if row.verdict != "same"] == []
    assert numbers == counted


def test_a_wrong_truth_is_told_and_a_broken_file_stops_nothing(lists: Path, tmp_path: Path, capsys: object) -> None:
    folder = next(one for one in lists.iterdir() if "nepal_people" in one.name)
    for name in ("1_wrong", "2_broken"):
        (tmp_path / name).mkdir()
        for path in folder.iterdir():
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    truth["persons"][0]["sex"] = "M"
    truth["courses"][0]["start"] = "2018-11-20"
    (tmp_path / "1_wrong" / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    (tmp_path / "2_broken" / "सहभागी सूची.xlsx").write_bytes(b"PK\x03\x04 nothing")
    run.main(tmp_path)
    wrong = run.score_safely(tmp_path / "1_wrong", load_catalogue())
    assert {(kind, field) for kind, _entry, field, *_rest, mark in wrong["disagree"] if mark == "SILENT"} == {
        ("persons", "sex"), ("courses", "start"), ("enrolments", "course"),
    }  # fmt: skip
    assert "error" in run.score_safely(tmp_path / "2_broken", load_catalogue())


def test_the_first_of_several_indicators_beside_each_other_is_compared_as_the_others_are(tmp_path: Path) -> None:
    (tmp_path / "kpi.csv").write_text(
        "No;Company;Absenteeism (%);;Defects (%);\n;;Before;After;Before;After\n1;Kilimani;7,3;5,5;7,5;4,9\n", "utf-8"
    )
    made = found.import_file(tmp_path / "kpi.csv", None, load_catalogue())
    measured = {"absenteeism": (7.3, 5.5), "defects": (7.5, 4.9)}
    kpis = [
        {"kpi": kpi, "unit": "%", "baseline": baseline, "after": after, "row": "csv!3"}
        for kpi, (baseline, after) in measured.items()
    ]
    truth = {"enterprises": [{"key": "f01", "name": "Kilimani", "rows": [], "kpis": kpis}]}
    judged = [one for one in compare.judge(truth, made) if one.fact.kind == "indicators"]
    assert len(judged) == 8
    assert all(one.agrees for one in judged)


def test_a_number_of_a_paper_is_the_same_in_the_digits_of_any_script() -> None:
    assert truth.same_number("1-7978-00007-20-2", "๑ ๗๙๗๘ ๐๐๐๐๗ ๒๐ ๒")
    assert not truth.same_number("1-7978-00007-20-2", "๑ ๗๙๗๘ ๐๐๐๐๗ ๒๐ ๓")


def test_digits_are_compared_however_they_are_written() -> None:
    assert compare.same_text("माडी-१४", "माडी-14")
    assert compare.same_text("صنف ۱۲", "صنف 12")
    assert not compare.same_text("माडी-१४", "माडी-15")


def test_a_row_that_tells_only_the_year_of_a_birth_told_elsewhere_is_not_wrong(tmp_path: Path) -> None:
    (tmp_path / "births.csv").write_text(
        "No;Name;Sex;Date of birth\n1;Siaka Koné;M;22/10/1984\n2;Awa Sanogo;F;19/06/1994\n3;Siaka Koné;M;1984\n",
        "utf-8",
    )
    made = found.import_file(tmp_path / "births.csv", None, load_catalogue())
    person = {"key": "p1", "full_name": "Siaka Koné", "rows": ["csv!2", "csv!4"]}
    for born, silent in (("1984-10-22", False), ("1985-10-22", True)):
        judged = compare.judge({"persons": [person | {"birth": {"date": born}}]}, made)
        assert [one.silent for one in judged if one.fact.field == "birth"] == [silent]
