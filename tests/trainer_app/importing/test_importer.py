"""Participant lists into the database: every row accounted for, nothing doubled, nothing that was typed lost."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from db import journal
from db.database import Database
from db.models import Course, CourseSession, Enrolment, Person
from trainer_app import settings as own_settings
from trainer_app.courses import attendance, courses, enrolments
from trainer_app.errors import UserError
from trainer_app.importing import importer
from trainer_app.importing.plan import Options, Plan
from trainer_app.importing.values import read_row
from trainer_app.lists.read import read_list, read_pasted
from trainer_app.lists.reading import ColumnGuess, ListRow, ListTable, Reading, Value
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()

ROWS: list[list[object]] = [
    ["Course: SYB, Date: 5-9 August 2019, Venue: Hpa-An"],
    ["No", "Name", "Sex", "Age", "Phone", "Township", "Certificate no", "Shoe size", "Remark"],
    [1, "Aye Aye", "F", 31, "0944 379 0564", "Hpa-An", "K-1", 36, "late"],
    [2, "Bo Bo", "M", "old", "0944 379 0565", "Kawkareik", "", "", ""],
    [3, "Hla Hla", "F", 25, "", "", "", 40, ""],
    ["Total", 3],
]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "a.db")
    with made.change("settings") as tx:
        own_settings.save(tx, "country", "MM")
    return made


def workbook(path: Path, rows: list[list[object]]) -> Reading:
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("List")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return read_list(path, country="MM", today=date(2026, 1, 1))


def look(database: Database, reading: Reading, options: Options | None = None) -> Plan:
    with database.change("Look", rehearse=True) as tx:
        return importer.plan(tx, reading, CATALOGUE, options)


def take(database: Database, reading: Reading, options: Options | None = None) -> Plan:
    plan = look(database, reading, options)
    with database.change("Import", kind="import") as tx:
        return importer.apply(tx, plan, CATALOGUE)


def verdicts(plan: Plan) -> list[str]:
    return [row.verdict for row in plan.rows]


def people(database: Database) -> list[Person]:
    with database.read() as tx:
        return tx.find(Person, order_by=Person.full_name)


def test_looking_changes_nothing_and_taking_does_what_was_seen(tmp_path: Path, database: Database) -> None:
    reading = workbook(tmp_path / "list.xlsx", ROWS)
    seen = look(database, reading)
    assert people(database) == []
    done = take(database, reading)
    assert done.ledgers == seen.ledgers
    [ledger] = done.ledgers
    assert (ledger.read, ledger.new, ledger.adds_up) == (3, 3, True)
    with database.read() as tx:
        [course] = tx.find(Course)
        rows = enrolments.rows(tx, course.id)
        action = tx.rows("SELECT kind, details FROM action ORDER BY id DESC LIMIT 1")[0]
    assert (course.products, course.starts, course.ends) == ("SYB", date(2019, 8, 5), date(2019, 8, 9))
    assert (course.programme, course.venue) == ("SIYB", "Hpa-An")
    assert [row.value("person.full_name") for row in rows] == ["Aye Aye", "Bo Bo", "Hla Hla"]
    assert (rows[0].value("person.age"), rows[0].value("person.age_on")) == (31, date(2019, 8, 5))
    assert (action.kind, '"new":3' in action.details) == ("import", True)


@pytest.mark.parametrize(("place", "courses_known"), [("Town hall", 1), ("Hpa-An, Town hall", 1), ("Kawkareik", 2)])
def test_a_course_is_known_again_where_one_list_tells_more_of_its_place(
    tmp_path: Path, database: Database, place: str, courses_known: int
) -> None:
    totals = [["No", "Course", "Dates", "District", "Venue", "Women", "Men"]]
    take(database, workbook(tmp_path / "a.xlsx", [*totals, [1, "SYB", "5-9 August 2019", "Hpa-An", "Town hall", 9, 8]]))
    people = [["No", "Name", "Sex", "Course", "Dates", "Venue"], [1, "Aye Aye", "F", "SYB", "5-9 August 2019", place]]
    take(database, workbook(tmp_path / "b.xlsx", people))
    with database.read() as tx:
        assert len(tx.find(Course)) == courses_known


def test_what_has_no_place_is_kept_as_text_and_what_was_typed_beside_what_was_understood(
    tmp_path: Path, database: Database
) -> None:
    plan = take(database, workbook(tmp_path / "list.xlsx", ROWS))
    with database.read() as tx:
        rows = enrolments.rows(tx, tx.find(Course)[0].id)
        created = journal.read_changes(tx.connection, "person", [rows[0].enrolment.person_id or ""])
        [change] = created[rows[0].enrolment.person_id or ""]
    assert rows[0].enrolment.remark == "late; Certificate no: K-1; Shoe size: 36"
    assert rows[1].enrolment.remark == "Age: old"
    assert rows[1].value("person.age") is None
    [note] = [note for note in plan.notes if note.field == "age"]
    assert (note.cell, note.typed, note.mark, note.understood) == ("D4", "old", "refused", None)
    assert change.fields["phones"] == "+959443790564"
    assert change.origin is not None
    assert (change.origin["file"], change.origin["sheet"], change.origin["row"]) == ("list.xlsx", "List", 3)
    assert (change.origin["cells"]["phones"], change.origin["typed"]["phones"]) == ("E3", "0944 379 0564")


def test_the_same_list_again_is_the_same(tmp_path: Path, database: Database) -> None:
    reading = workbook(tmp_path / "list.xlsx", ROWS)
    take(database, reading)
    with database.read() as tx:
        before = tx.rows("SELECT count(*), max(seq) FROM change")[0]
    again = take(database, reading)
    assert verdicts(again) == ["same"] * 3
    renamed = workbook(tmp_path / "list final_v3(2).xlsx", ROWS)
    assert verdicts(take(database, renamed)) == ["same"] * 3
    with database.read() as tx:
        assert tx.rows("SELECT count(*), max(seq) FROM change")[0] == before
        assert tx.rows("SELECT count(*) FROM action WHERE kind = 'import'")[0][0] == 1  # an import of nothing is none


def test_a_list_that_was_corrected_changes_and_a_correction_here_stays(tmp_path: Path, database: Database) -> None:
    take(database, workbook(tmp_path / "list.xlsx", ROWS))
    with database.change("correct by hand") as tx:
        row = enrolments.rows(tx, tx.find(Course)[0].id)[0]
        enrolments.save_cell(tx, row.enrolment.id, "person.age", 32)
        enrolments.save_cell(tx, row.enrolment.id, "person.full_name", "Aye Aye Khin")
    corrected = [list(row) for row in ROWS]
    corrected[4][3] = 26
    reading = workbook(tmp_path / "list.xlsx", corrected)
    plan = take(database, reading)
    assert verdicts(plan) == ["same", "same", "changed"]
    [difference] = plan.rows[2].differences
    assert (difference.field, difference.cell, difference.before, difference.after) == ("person.age", "D5", 25, 26)
    assert verdicts(take(database, reading)) == ["same"] * 3
    assert [(person.full_name, person.age) for person in people(database)] == [
        ("Aye Aye Khin", 32), ("Bo Bo", None), ("Hla Hla", 26),
    ]  # fmt: skip


def test_an_import_is_taken_back_in_one(tmp_path: Path, database: Database) -> None:
    take(database, workbook(tmp_path / "list.xlsx", ROWS))
    with database.change("undo", kind="undo") as tx:
        tx.undo(tx.rows("SELECT max(id) FROM action WHERE kind = 'import'")[0][0])
        assert (tx.find(Person), tx.find(Course), tx.find(Enrolment)) == ([], [], [])
    assert verdicts(take(database, workbook(tmp_path / "list.xlsx", ROWS))) == ["new"] * 3


SECOND: list[list[object]] = [
    ["Course: IYB, Date: 2-6 March 2020, Venue: Hpa-An"],
    ["No", "Name", "Sex", "Phone"],
    [1, "Aye Aye", "F", "09443790564"],
    [2, "Hla Hla", "F", "09111222333"],
    [3, "Bo Bo", "F", ""],
]


def test_known_persons_are_known_likely_ones_wait_and_others_are_new(tmp_path: Path, database: Database) -> None:
    take(database, workbook(tmp_path / "one.xlsx", ROWS))
    reading = workbook(tmp_path / "two.xlsx", SECOND)
    plan = look(database, reading)
    known = {person.full_name: person.id for person in people(database)}
    assert verdicts(plan) == ["new", "held", "new"]
    assert plan.rows[0].person_id == known["Aye Aye"]
    assert [one.record_id for one in plan.rows[1].candidates] == [known["Hla Hla"]]
    assert plan.rows[2].person_id not in known.values()  # a man is no woman of the same name
    take(database, reading)
    assert len(people(database)) == 4
    same = Options(decisions={("List", 4): known["Hla Hla"]})
    assert verdicts(take(database, reading, same)) == ["same", "new", "same"]
    assert len(people(database)) == 4
    assert verdicts(take(database, reading)) == ["same"] * 3  # decided once, never asked again
    hla = next(person for person in people(database) if person.full_name == "Hla Hla")
    assert hla.phones == "+959111222333"  # was blank


@pytest.mark.parametrize(("likely", "count"), [("new", 5), ("same", 4), ("hold", 4)])
def test_likely_ones_are_taken_as_asked(tmp_path: Path, database: Database, likely: Any, count: int) -> None:
    take(database, workbook(tmp_path / "one.xlsx", ROWS))
    reading = workbook(tmp_path / "two.xlsx", SECOND)
    take(database, reading, Options(likely=likely))
    assert len(people(database)) == count
    again = take(database, reading, Options(likely=likely))
    assert set(verdicts(again)) <= {"same", "held"}
    assert len(people(database)) == count


def test_a_person_known_from_elsewhere_keeps_what_is_known(tmp_path: Path, database: Database) -> None:
    take(database, workbook(tmp_path / "one.xlsx", ROWS))
    rows = [*SECOND[:2], [1, "Aye Aye", "F", "09443790564; 09999888777"]]
    plan = take(database, workbook(tmp_path / "two.xlsx", rows))
    [difference] = plan.rows[0].differences
    assert (difference.field, difference.taken) == ("person.phones", False)
    assert people(database)[0].phones == "+959443790564"


def test_a_name_in_latin_letters_takes_no_place_of_one_in_another_script(tmp_path: Path, database: Database) -> None:
    local = [list(row) for row in ROWS]
    local[2][1] = "အေးအေး"
    take(database, workbook(tmp_path / "local.xlsx", local))
    with database.change("known otherwise") as tx:
        tx.update(next(one for one in tx.find(Person) if one.full_name == "အေးအေး"), phones="09443790564")
    plan = look(database, workbook(tmp_path / "latin.xlsx", ROWS))
    [row] = [row for row in plan.rows if row.row == 3]
    plan = take(database, plan.reading, Options(decisions={(row.sheet, row.row): row.candidates[0].record_id}))
    row = next(row for row in plan.rows if row.row == 3)
    assert [one.told for one in row.differences] == ["Name in Latin letters: – → Aye Aye"]
    person = next(one for one in people(database) if one.latin_name)
    assert (person.full_name, person.latin_name, person.phones) == ("အေးအေး", "Aye Aye", "09443790564")
    plan = take(database, workbook(tmp_path / "again.xlsx", local))
    assert verdicts(plan) == ["same"] * 3


def test_rows_without_name_or_course_are_refused_and_say_why(tmp_path: Path, database: Database) -> None:
    rows: list[list[object]] = [
        ["No", "Name", "Sex", "Phone"],
        [1, "Aye", "F", "09443790564"],
        [2, "Su", "F", ""],
        [3, "Ko", "M", ""],
    ]
    reading = workbook(tmp_path / "list.xlsx", rows)
    plan = look(database, reading)
    assert set(verdicts(plan)) == {"refused"}
    assert "Choose the course" in plan.rows[0].reason
    plan = take(database, reading, Options(product="SYB"))
    assert all(ledger.adds_up for ledger in plan.ledgers)
    assert plan.ledgers[0].new == 3
    nameless = ListRow(9, {"sex": Value("F", "F")}, {})
    table = replace(reading.tables[0], rows=(*reading.tables[0].rows, nameless))
    again = take(database, replace(reading, tables=(table,)), Options(product="SYB"))
    assert [(row.verdict, row.reason) for row in again.rows] == [("same", "")] * 3 + [
        ("refused", "The name is missing.")
    ]


def test_a_value_that_no_person_can_have_is_kept_as_text(database: Database) -> None:
    values = {"full_name": Value("Aye", "Aye"), "birth_year": Value("1790", 1790), "sex": Value("F", "F")}
    columns = tuple(ColumnGuess(index, name.upper(), name, 1.0) for index, name in enumerate(values))
    table = ListTable("List", (1,), columns, (ListRow(2, values, {}),))
    plan = take(database, Reading("old.xlsx", (table,), (), ()), Options(product="SYB"))
    assert verdicts(plan) == ["new"]
    [note] = plan.notes
    assert (note.cell, note.typed, note.mark) == ("B2", "1790", "refused")
    with database.read() as tx:
        [row] = enrolments.rows(tx, tx.find(Course)[0].id)
    assert (row.value("person.birth_year"), row.enrolment.remark) == (None, "BIRTH_YEAR: 1790")


def test_a_number_that_is_none_is_noted_in_its_own_column_and_kept_as_text(tmp_path: Path, database: Database) -> None:
    rows: list[list[object]] = [["No", "Name", "Sex", "Mobile", "Tel."]]
    rows += [[1, "Aye", "F", "09 5123 456", "0951"], [2, "Ko", "M", "0951", "09 5123 457"], [3, "Su", "F", "", "0951"]]
    plan = take(database, workbook(tmp_path / "list.xlsx", rows), Options(product="SYB"))
    assert [(note.cell, note.typed, note.mark) for note in plan.notes if note.field == "phones"] == [
        (cell, "0951", "refused") for cell in ("E2", "D3", "E4")
    ]
    with database.read() as tx:
        taken = enrolments.rows(tx, tx.find(Course)[0].id)
    assert [(row.value("person.phones"), row.enrolment.remark) for row in taken] == [
        ("+9595123456", "Tel.: 0951"), ("+9595123457", "Mobile: 0951"), (None, "Tel.: 0951"),
    ]  # fmt: skip


def test_impossible_dates_refuse_their_course(tmp_path: Path, database: Database) -> None:
    rows: list[list[object]] = [
        ["No", "Name", "Sex", "Course", "Start date", "End date"],
        [1, "Aye", "F", "SYB", "2019-08-05", "2019-08-01"],
        [2, "Ko", "M", "SYB", "2019-08-05", "2019-08-09"],
    ]
    plan = take(database, workbook(tmp_path / "list.xlsx", rows))
    assert verdicts(plan) == ["refused", "new"]
    assert "before it starts" in plan.rows[0].reason


def test_pasting_into_an_open_course(database: Database) -> None:
    with database.change("course") as tx:
        course = courses.save(tx, CATALOGUE, products="SYB", starts=date(2026, 3, 2), ends=date(2026, 3, 6))
    reading = read_pasted("Name\tSex\tPhone\nAye Aye\tF\t0944123123\nBo Bo\tM\t0944123124\n", country="MM")
    options = Options(course_id=course.id)
    assert verdicts(take(database, reading, options)) == ["new", "new"]
    assert verdicts(take(database, reading, options)) == ["same", "same"]
    with database.read() as tx:
        assert [row.value("person.full_name") for row in enrolments.rows(tx, course.id)] == ["Aye Aye", "Bo Bo"]
        assert len(tx.find(Course)) == 1


def test_wide_lists_enrol_a_person_in_each_marked_product(tmp_path: Path, database: Database) -> None:
    rows: list[list[object]] = [
        ["No", "Name", "Sex", "Phone", "GYB", "SYB"],
        [1, "Aye", "F", "0944123123", "X", "X"],
        [2, "Ko", "M", "0944123124", "", "X"],
        [3, "Su", "F", "0944123125", "", ""],
    ]
    reading = workbook(tmp_path / "list.xlsx", rows)
    plan = take(database, reading)
    assert verdicts(plan) == ["new", "new", "refused"]
    with database.read() as tx:
        seats = {course.products: len(enrolments.find(tx, course.id)) for course in tx.find(Course)}
    assert seats == {"GYB": 1, "SYB": 2}
    assert len(people(database)) == 2
    assert verdicts(take(database, reading)) == ["same", "same", "refused"]


def test_long_lists_know_a_person_who_comes_twice(tmp_path: Path, database: Database) -> None:
    rows: list[list[object]] = [["No", "Name", "Phone", "Course", "Start date", "End date"],
                                [1, "Aye", "0944123123", "GYB", "2019-08-05", "2019-08-06"],
                                [2, "Aye", "0944123123", "SYB", "2019-09-02", "2019-09-06"],
                                [3, "Aye", "0944123123", "SYB", "2019-09-02", "2019-09-06"]]  # fmt: skip
    reading = workbook(tmp_path / "list.xlsx", rows)
    assert verdicts(take(database, reading)) == ["new", "new", "same"]
    assert len(people(database)) == 1
    assert verdicts(take(database, reading)) == ["same"] * 3


def test_one_course_told_in_several_ways_is_one(tmp_path: Path, database: Database) -> None:
    rows: list[list[object]] = [
        ["No", "Name", "Class code", "Course", "Start date", "End date", "Venue"],
        [1, "Aye", "LC01", "SYB", "2019-03-14", "18/3/2019", "Sa Pa"],
        [2, "Ko", "lc01", "SYB", "14/03/2019", "2019-03-18", ""],
        [3, "Su", "LC02", "SYB", "14/03/2019", "2019-03-18", "Sa Pa"],
    ]
    reading = workbook(tmp_path / "list.xlsx", rows)
    plan = take(database, reading)
    assert [row.courses for row in plan.rows] == [("LC01",), ("LC01",), ("LC02",)]
    assert [one.new for one in plan.courses] == [True, True]
    assert verdicts(take(database, reading)) == ["same"] * 3


def test_a_second_row_of_a_person_that_tells_otherwise_waits(tmp_path: Path, database: Database) -> None:
    rows = [*ROWS[:3], [2, "Aye Aye", "F", 45, "0944 379 0564", "Hpa-An"]]
    plan = take(database, workbook(tmp_path / "list.xlsx", rows))
    assert verdicts(plan)[0] == "new"
    assert verdicts(plan)[1] == "held"


def test_trainers_organiser_and_places_become_records(tmp_path: Path, database: Database) -> None:
    rows: list[list[object]] = [
        ["Course: SYB, Date: 5-9 August 2019"],
        ["Trainers: U Aung Kyaw, Daw Nilar"],
        ["Organised by: Sunrise Association"],
        *ROWS[1:5],
    ]
    take(database, workbook(tmp_path / "list.xlsx", rows))
    with database.read() as tx:
        [course] = tx.find(Course)
        assert [person.full_name for _one, person in courses.trainers_of(tx, course.id)] == ["U Aung Kyaw", "Daw Nilar"]
        named = tx.rows("SELECT o.name FROM organisation o JOIN course c ON c.organiser_id = o.id")
        towns = tx.rows(
            "SELECT DISTINCT pl.name, pl.level FROM person p JOIN place pl ON pl.id = p.place_id ORDER BY 1"
        )
    assert [row[0] for row in named] == ["Sunrise Association"]
    assert [tuple(row) for row in towns] == [("Hpa-An", "township"), ("Kawkareik", "township")]


def test_attendance_columns_become_sessions(tmp_path: Path, database: Database) -> None:
    rows: list[list[object]] = [
        ["Course: GYB, Date: 5-6 August 2019"],
        ["No", "Name", "Sex", "Phone", "D1 AM", "D1 PM", "D2 AM", "D2 PM"],
        [1, "Aye", "F", "0944123123", "x", "x", "x", "x"],
        [2, "Ko", "M", "0944123124", "x", "-", "", "x"],
    ]
    reading = workbook(tmp_path / "list.xlsx", rows)
    take(database, reading)
    with database.read() as tx:
        [course] = tx.find(Course)
        held = tx.find(CourseSession, order_by=CourseSession.number)
        totals = list(attendance.totals(tx, course.id).values())
    assert [(session.held_on, session.part) for session in held] == [
        (date(2019, 8, 5), "am"), (date(2019, 8, 5), "pm"), (date(2019, 8, 6), "am"), (date(2019, 8, 6), "pm"),
    ]  # fmt: skip
    assert sorted((total.present, total.known) for total in totals) == [(2, 3), (4, 4)]
    with database.change("correct") as tx:
        attendance.mark(tx, [(enrolments.find(tx, course.id)[0].id, held[0].id)], "absent")
    assert verdicts(take(database, reading)) == ["same", "same"]


def test_a_shorter_course_of_a_list_has_no_more_sessions_than_days(tmp_path: Path, database: Database) -> None:
    rows: list[list[object]] = [
        ["No", "Name", "Sex", "Phone", "Course", "Dates", "Day 1", "Day 2", "Day 3", "Day 4", "Day 5"],
        [1, "Aye", "F", "0944123123", "SYB", "5-9 August 2019", "x", "x", "x", "x", "x"],
        [2, "Ko", "M", "0944123124", "SYB", "5-9 August 2019", "x", "x", "x", "-", "-"],
        [3, "Hla", "F", "0944123125", "GYB", "12-14 August 2019", "x", "x", "-", "", ""],
        [4, "Su", "F", "0944123126", "GYB", "12-14 August 2019", "x", "x", "", "", ""],
    ]
    reading = workbook(tmp_path / "list.xlsx", rows)
    take(database, reading)
    with database.read() as tx:
        held: dict[str | None, list[Any]] = {course.products: [] for course in tx.find(Course)}
        for one in tx.find(CourseSession, order_by=CourseSession.number):
            held[tx.get(Course, one.course_id).products].append((one.held_on, one.part))
        short = next(course for course in tx.find(Course) if course.products == "GYB")
        present = sorted(total.present for total in attendance.totals(tx, short.id).values())
    assert len(held["SYB"]) == 5
    assert held["GYB"] == [(date(2019, 8, day), "day") for day in (12, 13, 14)]
    assert present == [2, 2]
    assert verdicts(take(database, reading)) == ["same"] * 4


def test_a_plan_that_is_no_longer_right_is_refused(tmp_path: Path, database: Database) -> None:
    reading = workbook(tmp_path / "list.xlsx", ROWS)
    plan = look(database, reading)
    take(database, reading)
    with database.change("late") as tx, pytest.raises(UserError, match="no longer right"):
        importer.apply(tx, plan, CATALOGUE)


names = st.sampled_from(["Aye", "Ko", "Su Su", "Hla"])
phones = st.sampled_from(["", "0944123123", "0944123124"])
cells = st.tuples(names | st.just(""), st.sampled_from(["F", "M", ""]), phones, st.sampled_from(["", "25", "44"]))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cells, min_size=1, max_size=8), st.sampled_from(["hold", "new", "same"]))
def test_any_list_adds_up_and_its_second_import_is_the_same(
    database: Database, listed: list[tuple[str, str, str, str]], likely: Any
) -> None:
    text = "Name\tSex\tPhone\tAge\n" + "\n".join("\t".join(row) for row in listed)
    reading = read_pasted(text, country="MM", today=date(2026, 1, 1))
    with database.change("both", rehearse=True) as tx:
        course = courses.save(tx, CATALOGUE, products="SYB", starts=date(2026, 3, 2), ends=date(2026, 3, 6))
        options = Options(course_id=course.id, likely=likely)
        first = importer.plan(tx, reading, CATALOGUE, options)
        before = tx.rows("SELECT max(seq) FROM change")[0][0]
        second = importer.plan(tx, reading, CATALOGUE, options)
        after = tx.rows("SELECT max(seq) FROM change")[0][0]
    assert all(ledger.adds_up for ledger in (*first.ledgers, *second.ledgers))
    assert before == after
    for one, two in zip(first.rows, second.rows, strict=True):
        assert two.verdict == ("same" if one.verdict in ("new", "same", "changed") else one.verdict)


SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample lists are not beside this repository")
@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11"])
def test_the_messy_samples_are_the_same_a_second_time(database: Database, number: str) -> None:
    [path] = [path for path in SAMPLES.glob(f"{number}_*/*") if path.name != "truth.json"]
    reading, options = read_list(path), Options(product="SYB")
    with database.change("both", rehearse=True) as tx:
        first = importer.plan(tx, reading, CATALOGUE, options)
        second = importer.plan(tx, reading, CATALOGUE, options)
    assert sum(ledger.new for ledger in first.ledgers) > 10
    assert [two.verdict for two in second.rows] == [
        "same" if one.verdict == "new" else one.verdict for one in first.rows
    ]


def test_an_age_whose_formula_is_broken_is_told_where_nothing_else_tells_the_birth() -> None:
    reading = read_pasted("No\tName\tDate of birth\tAge\n1\tAye Aye\t24/03/1990\t#REF!\n2\tBo Bo\t\t#REF!")
    (table,) = reading.tables
    noted = [read_row("", table, row, load_catalogue(), "GYB").notes for row in table.rows]
    assert [[(one.cell, one.mark) for one in notes if one.field == "age"] for notes in noted] == [
        [],
        [("D3", "refused")],
    ]


def test_what_is_open_in_a_course_is_noted_for_each_of_its_rows(tmp_path: Path) -> None:
    """The plan shows it once."""
    (table,) = read_pasted("Name\tSex\tPhone\nAye Aye\tF\t\nBo Bo\tM\t").tables
    first, second = (read_row("", table, row, load_catalogue(), "GYB").notes for row in table.rows)
    assert [note.field for note in first] == ["start"]
    assert first == second
    database = Database.create(tmp_path / "a.db", name="office", kind="office")
    with database.change("Look", rehearse=True) as tx:
        made = importer.plan(
            tx, read_pasted("Name\tSex\nAye Aye\tF\nBo Bo\tM"), load_catalogue(), Options(product="GYB")
        )
    assert [note.field for note in made.notes] == ["start"]


def test_the_telephone_beside_the_teacher_of_a_class_is_the_teachers(tmp_path: Path) -> None:
    head = "Д/д\tСургууль\tБүлэг\tХичээл заасан багш\tУтас\tЗаасан цаг\tНийт\tэмэгтэй\tэрэгтэй"
    rows = ("1\tХэрлэн МСҮТ\tГагнуур 2-1\tБ.Ганчимэг\t99118243\t120\t22\t3\t19",
            "2\tХэрлэн МСҮТ\tГагнуур 2-2\tБ.Ганчимэг, Н.Сүхээ\t88664120\t120\t19\t2\t17")  # fmt: skip
    lines = "\n".join(("KAB 2021-2022", head, *rows))
    database = Database.create(tmp_path / "a.db", name="office", kind="office")
    with database.change("Look", rehearse=True) as tx:
        importer.plan(tx, read_pasted(lines, country="MN"), load_catalogue(), Options(product="KAB"))
        told = {one.full_name: one.phones for one in tx.find(Person)}
    assert told == {"Б.Ганчимэг": "+97699118243", "Н.Сүхээ": None}
