"""Firms, organisers and trainers of a list who may be known under another name: offered, and decided by a person."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from db.database import Database
from db.models import Course, CourseTrainer, Enterprise, Measurement, Organisation, Person
from trainer_app import enterprises, settings
from trainer_app.importing import importer, taking
from trainer_app.importing.choices import Choices
from trainer_app.importing.likely import decided, likely_of
from trainer_app.importing.plan import Options, Plan
from trainer_app.lists.read import read_list
from trainer_app.lists.reading import Reading
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
SHEETS: dict[str, list[list[object]]] = {
    "Firms": [
        ["SCORE enterprises"],
        ["No", "Enterprise name", "Sector", "Owner", "Women workers", "Men workers", "Phone"],
        [1, "Golden Rise Mill", "Rice", "U Ba", 4, 6, "0944 111 2222"],
        [2, "Lotus Weaving", "Textile", "Daw Mya", 9, 0, ""],
    ],
    "Figures": [
        ["Enterprise", "Indicator", "Baseline", "After module 1"],
        ["Golden Rise Mill", "Absenteeism", "5%", "4%"],
        ["Lotus Weaving", "Absenteeism", "5%", "4%"],
    ],
    "People": [
        ["Course: SYB, Date: 5-9 August 2019, Venue: Hpa-An"],
        ["Trainer: Khin Htey Aung"],
        ["Organiser: Chamber of Commerce Yangon"],
        ["No", "Name", "Sex", "Age"],
        [1, "Aye Aye", "F", 31],
    ],
}
NAMES = [("organisation", "chamber of commerce yangon"), ("person", "khin htey aung")]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with made.change("known") as tx:
        settings.save(tx, "country", "MM")
        tx.add(Enterprise(id="mill", name="Golden Rice Mill", phones="0944 111 2222"))
        tx.add(Organisation(id="chamber", name="Yangon Chamber of Commerce", country="MM"))
        tx.add(Organisation(id="abroad", name="Yangon Chamber of Commerce", country="TH"))
        tx.add(Person(id="trainer", full_name="Khin Htay Aung", is_trainer=True))
        tx.add(Person(id="learner", full_name="Khin Htey Aung"))
    return made


def reading(folder: Path, *sheets: str) -> Reading:
    path = folder / "list.xlsx"
    with Workbook(str(path)) as book:
        for name in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(SHEETS[name]):
                sheet.write_row(number, 0, row)
    return read_list(path, country="MM", today=date(2026, 1, 1))


def take(database: Database, found: Reading, options: Options | None = None) -> Plan:
    with database.change("look", rehearse=True) as tx:
        plan = importer.plan(tx, found, CATALOGUE, options)
    with database.change("Import", kind="import") as tx:
        return importer.apply(tx, plan, CATALOGUE)


def names(database: Database, model: Any) -> list[str]:
    with database.read() as tx:
        return sorted(one.name for one in tx.find(model))


def verdicts(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in plan.rows:
        found.setdefault(row.sheet, []).append(row.verdict)
    return found


def test_a_firm_that_may_be_known_waits_with_its_indicators(tmp_path: Path, database: Database) -> None:
    plan = take(database, reading(tmp_path, "Firms", "Figures"))
    assert verdicts(plan) == {"Firms": ["held", "new"], "Figures": ["held", "new"]}
    assert plan.rows[0].reason == "Is this Golden Rice Mill (name differs by 1 letter, same phone)?"
    assert [(row.table, [one.record_id for one in row.candidates]) for row in plan.rows] == [
        ("enterprise", ["mill"]), ("enterprise", []),
    ] * 2  # fmt: skip
    assert names(database, Enterprise) == ["Golden Rice Mill", "Lotus Weaving"]


@pytest.mark.parametrize("same", [True, False])
def test_one_decision_about_a_firm_is_for_all_its_rows(tmp_path: Path, database: Database, same: bool) -> None:
    found = reading(tmp_path, "Firms", "Figures")
    options = Options(decisions={("Firms", 3): "mill" if same else "new"})
    plan = take(database, found, options)
    assert verdicts(plan) == {"Firms": ["changed" if same else "new", "new"], "Figures": ["new", "new"]}
    assert ("Golden Rise Mill" in names(database, Enterprise)) is not same
    with database.read() as tx:
        firm = next(one for one in tx.find(Enterprise, order_by=Enterprise.name) if one.workers_men == 6)
        assert (firm.id == "mill", firm.name) == (same, "Golden Rice Mill" if same else "Golden Rise Mill")
        assert firm.owner_name == "U Ba"
        assert len(tx.find(Measurement, Measurement.enterprise_id == firm.id)) == 2
    assert verdicts(take(database, found)) == {"Firms": ["same"] * 2, "Figures": ["same"] * 2}


def test_a_firm_that_was_joined_or_renamed_is_known_by_its_old_name_and_cells(
    tmp_path: Path, database: Database
) -> None:
    found = reading(tmp_path, "Firms", "Figures")
    take(database, found, Options(likely="new"))
    with database.change("join and rename") as tx:
        made = {one.name: one.id for one in tx.find(Enterprise)}
        enterprises.join(tx, "mill", made["Golden Rise Mill"])
        tx.update(tx.get(Enterprise, made["Lotus Weaving"]), name="Padonma Textiles")
    assert verdicts(take(database, found))["Firms"] == ["same", "same"]
    with database.read() as tx:
        assert len(tx.find(Enterprise)) == 3


def test_an_organiser_and_a_trainer_who_may_be_known_are_told_and_hold_nothing_up(
    tmp_path: Path, database: Database
) -> None:
    plan = take(database, reading(tmp_path, "People"))
    assert verdicts(plan) == {"People": ["new"]}
    told = [(one.name, [known.record_id for known in one.candidates], one.record_id) for one in plan.named]
    assert told == [("Chamber of Commerce Yangon", ["chamber"], None), ("Khin Htey Aung", ["trainer"], None)]
    assert "Chamber of Commerce Yangon" in names(database, Organisation)


@pytest.mark.parametrize(
    "options",
    [Options(likely="same"), Options(named=dict(zip(NAMES, ("chamber", "trainer"), strict=True)))],
    ids=["all are the same", "decided"],
)
def test_who_is_said_to_be_the_same_is_not_made_again(tmp_path: Path, database: Database, options: Options) -> None:
    take(database, reading(tmp_path, "People"), options)
    with database.read() as tx:
        [course] = tx.find(Course)
        assert course.organiser_id == "chamber"
        assert [one.person_id for one in tx.find(CourseTrainer)] == ["trainer"]


def test_another_one_is_made_also_where_all_others_are_the_same(tmp_path: Path, database: Database) -> None:
    take(database, reading(tmp_path, "People"), Options(likely="same", named={NAMES[0]: "new"}))
    assert "Chamber of Commerce Yangon" in names(database, Organisation)


def test_what_may_be_known_stands_in_one_list_and_is_decided_there(tmp_path: Path, database: Database) -> None:
    found, choices = reading(tmp_path, "Firms", "People"), Choices()

    def look(choices: Choices) -> Plan:
        with database.change("look", rehearse=True) as tx:
            return taking.make_plan(tx, found, CATALOGUE, choices)

    likely = likely_of(look(choices), choices)
    assert [(one.kind, one.state) for one in likely] == [
        ("organiser", "new"), ("trainer", "new"), ("enterprise", "open"),
    ]  # fmt: skip
    for decision in ("same", "other"):
        choices = decided(choices, likely, decision)  # type: ignore[arg-type]
        plan = look(choices)
        assert [one.state for one in likely_of(plan, choices)] == [decision] * 3
        assert {row.verdict for row in plan.rows} <= {"new", "changed"}
    assert decided(choices, likely, "open") == Choices()


@pytest.mark.parametrize("wanted", ["no", "yes"])
def test_an_import_joins_persons_of_one_number_where_that_is_turned_on(
    tmp_path: Path, database: Database, wanted: str
) -> None:
    with database.change("known") as tx:
        settings.save(tx, "join_identical_ids", wanted)
        tx.add(Person(id="p1", full_name="Aye Aye Khin", national_id="12/OuKaMa(N)123456"))
    path = tmp_path / "people.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("List")
        sheet.write_row(0, 0, ["Course: SYB, Date: 5-9 August 2019, Venue: Hpa-An"])
        sheet.write_row(1, 0, ["Name", "NRC No", "Sex"])
        sheet.write_row(2, 0, ["Daw Aye Aye Khin", "12/OUKAMA(N)123456", "F"])
    found = read_list(path, country="MM", today=date(2026, 1, 1))
    with database.change("look", rehearse=True) as tx:
        plan = importer.plan(tx, found, CATALOGUE, Options(likely="new", decisions={("List", 3): "new"}))
    assert _joined(database) == []
    taken = taking.take(database, plan, CATALOGUE)
    assert len(_joined(database)) == (1 if wanted == "yes" else 0)
    with database.read() as tx:
        kinds = tx.rows("SELECT kind FROM action WHERE id >= :id ORDER BY id", {"id": taken.action_id})
        assert [row[0] for row in kinds] == (["import", "join"] if wanted == "yes" else ["import"])
        join = tx.rows("SELECT max(id) FROM action WHERE kind = 'join'")[0][0]
    if join is not None:  # taken back alone: the import stays
        with database.change("undo") as tx:
            tx.undo(join)
        assert _joined(database) == []
        with database.read() as tx:
            assert len(tx.find(Course)) == 1


def _joined(database: Database) -> list[str]:
    with database.read() as tx:
        return [row[0] for row in tx.rows("SELECT root FROM joined")]
