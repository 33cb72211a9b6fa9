"""What a workbook holds for whom: kinds, only what is new, personal data, passwords, and what the log keeps."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import col

from db.database import Database
from db.models import Answer, Attendance, Course, CourseTrainer, Credential, Enrolment, FollowUp, Person
from db.restore import restore
from trainer_app.dump import lines
from trainer_app.errors import UserError
from trainer_app.exchange.merging import Left, merge
from trainer_app.exchange.sending import Scope, preview, send
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.undoing import take_back
from trainer_app.workbook.incoming import Incoming
from trainer_app.workbook.read import read_workbook
from trainer_app.workbook.sheets import SHEETS

CATALOGUE = load_catalogue()
ID = "id-000-secret"

Write = Callable[..., Path]


@pytest.fixture
def trainer(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "trainer.db", name="Daw Mya")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Sends from a database and gives the file."""

    def written(database: Database, name: str, scope: Scope | None = None, **options: Any) -> Path:
        path = tmp_path / f"{name}.xlsx"
        sender = database.path.stem
        send(database, path, CATALOGUE, scope or Scope("everything"), sender=sender, **options)
        return path

    return written


def changed(incoming: Incoming) -> set[str]:
    """The tables of the records that a workbook carries."""
    return {change.table for change in incoming.changes()}


def held(database: Database) -> list[str]:
    """All that a database holds, but for who takes part in the exchange."""
    with database.read() as tx:
        return [line for line in lines(tx) if '"table":"replica"' not in line and '"table":"signing_key"' not in line]


def log(database: Database, kind: str = "export") -> dict[str, Any]:
    """What the log keeps of the last exchange."""
    with database.read() as tx:
        rows = tx.rows("SELECT details FROM action WHERE kind = :kind ORDER BY id DESC LIMIT 1", {"kind": kind})
    found: dict[str, Any] = json.loads(rows[0][0])
    return found


# -- only what is new


def test_only_what_the_partner_lacks_is_sent(office: Database, trainer: Database, write: Write) -> None:
    merge(trainer, [write(office, "all", partner="Daw Mya", national_ids=True)], apply=True)
    with office.change("edit") as tx:
        person = tx.find(Person, col(Person.national_id) == "003")[0]
        tx.update(person, phones="0999")
    news = write(office, "news", Scope("everything", only_new=True), partner="daw  mya", national_ids=True)
    incoming = read_workbook(news)
    assert {change.record for change in incoming.changes() if change.table == "person"} >= {person.id}
    assert not [change for change in incoming.changes() if change.table == "headcount"]
    assert incoming.head.follows
    rows = openpyxl.load_workbook(news)["Participants"]
    assert [row[5].value for row in rows.iter_rows(min_row=3) if row[5].value] == [person.full_name]
    merge(trainer, [news], apply=True)
    assert held(office) == held(trainer)


def test_what_came_from_the_partner_does_not_go_back_and_what_was_settled_here_does(
    office: Database, trainer: Database, write: Write
) -> None:
    merge(trainer, [write(office, "all", partner="trainer", national_ids=True)], apply=True)
    with trainer.change("edit") as tx:
        theirs = tx.add(Person(full_name="Typed by the trainer"))
        shared = tx.find(Person, col(Person.national_id) == "003")[0]
        tx.update(shared, phones="1")
    with office.change("edit") as tx:
        tx.update(tx.get(Person, shared.id), phones="2")
    back = write(trainer, "back", Scope("everything", only_new=True), partner="office", national_ids=True)
    merge(office, [back], apply=True, prefer="ours")
    news = write(office, "news", Scope("everything", only_new=True), partner="trainer", national_ids=True)
    records = {change.record for change in list(read_workbook(news).changes())}
    assert theirs.id not in records
    assert shared.id in records
    merge(trainer, [news], apply=True)
    assert held(office) == held(trainer)


def test_to_a_new_partner_everything_is_new_and_to_an_old_one_it_may_be_nothing(office: Database, write: Write) -> None:
    write(office, "first", Scope("everything", only_new=True), partner="A")
    with pytest.raises(UserError, match="nothing new for A"):
        write(office, "second", Scope("everything", only_new=True), partner="A")
    assert sum(log(office)["rows"].values()) > 20
    whole = read_workbook(write(office, "third", Scope("everything", only_new=True), partner="B"))
    assert changed(whole) >= {"course", "person", "enrolment", "attendance", "headcount", "follow_up"}
    with pytest.raises(UserError, match="say to whom"):
        write(office, "fourth", Scope("everything", only_new=True))


def test_one_course_sent_is_not_everything_sent(office: Database, write: Write) -> None:
    write(office, "one", Scope("course", "SYB-1"), partner="A")
    found = read_workbook(write(office, "news", Scope("everything", only_new=True), partner="A"))
    assert {c.fields.get("code") for c in found.changes() if c.table == "course"} == {"SYB-1", "007"}
    with pytest.raises(UserError, match="nothing new"):
        write(office, "again", Scope("course", "007", only_new=True), partner="A")


def test_a_course_that_came_to_a_trainer_is_new_with_all_that_was_in_it_before(office: Database, write: Write) -> None:
    with office.change("another") as tx:
        course = tx.find(Course, col(Course.code) == "007")[0]
        new = tx.add(Person(full_name="New trainer", is_trainer=True))
    write(office, "nothing yet", Scope("trainer", new.id), partner="New trainer")
    with office.change("assign") as tx:
        tx.add(CourseTrainer(course_id=course.id, person_id=new.id))
    news = read_workbook(write(office, "news", Scope("trainer", new.id, only_new=True), partner="New trainer"))
    assert {change.record for change in news.changes() if change.table == "course"} == {course.id}
    assert len({change.record for change in news.changes() if change.table == "enrolment"}) == 6


def test_a_workbook_of_news_says_so_where_the_one_before_was_not_merged(
    office: Database, trainer: Database, write: Write
) -> None:
    first = write(office, "lost", partner="A")
    with office.change("edit") as tx:
        tx.update(tx.find(Course)[0], title="Another")
    news = write(office, "news", Scope("everything", only_new=True), partner="A")

    def warned() -> bool:
        (file,) = merge(trainer, [news], apply=True).files
        return any("only what is new" in note for note in file.notes)

    assert warned()
    merge(trainer, [first], apply=True, left={first: Left(frozenset({"participants"}))})
    assert warned()  # a part of it only
    merge(trainer, [first], apply=True)
    assert not warned()
    with trainer.change("undo", kind="undo") as tx:
        take_back(tx, tx.rows("SELECT max(id) FROM action WHERE kind = 'merge'")[0][0])
    with trainer.change("undo", kind="undo") as tx:
        merges = "SELECT max(id) FROM action WHERE kind = 'merge' AND details LIKE '%lost%' AND undone_by IS NULL"
        take_back(tx, tx.rows(merges)[0][0])
    assert warned()


def test_a_deletion_and_an_undone_record_travel_with_the_news(
    office: Database, trainer: Database, write: Write
) -> None:
    merge(trainer, [write(office, "all", partner="trainer", national_ids=True)], apply=True)
    with office.change("add") as tx:
        tx.add(Person(full_name="Gone again"))
        action = tx.action.id or 0
    merge(trainer, [write(office, "more", Scope("everything", only_new=True), partner="trainer", national_ids=True)],
          apply=True)  # fmt: skip
    with office.change("undo", kind="undo") as tx:
        tx.undo(action)
    with office.change("delete") as tx:
        tx.delete(tx.find(FollowUp)[0])
    merge(trainer, [write(office, "undo", Scope("everything", only_new=True), partner="trainer", national_ids=True)],
          apply=True)  # fmt: skip
    assert held(office) == held(trainer)


def test_two_of_one_name_are_told_apart_by_their_keys(office: Database, write: Write) -> None:
    write(office, "first", partner="Aye Aye", partner_key="person:a1")
    news = Scope("everything", only_new=True)
    assert changed(read_workbook(write(office, "other", news, partner="Aye Aye", partner_key="person:a2"))) > {"course"}
    with pytest.raises(UserError, match="nothing new"):
        write(office, "again", news, partner="Aye Aye", partner_key="person:a1")


def test_a_value_that_came_whole_later_is_new(office: Database, trainer: Database, write: Write) -> None:
    with trainer.change("new") as tx:
        person = tx.add(Person(full_name="Ma Khin", national_id=ID))
    merge(office, [write(trainer, "cut")], apply=True)
    write(office, "first", partner="HQ", national_ids=True)
    merge(office, [write(trainer, "whole", national_ids=True)], apply=True)
    news = read_workbook(write(office, "news", Scope("everything", only_new=True), partner="HQ", national_ids=True))
    assert [c.fields["national_id"] for c in news.changes() if c.record == person.id] == [ID]


def test_what_the_partner_typed_into_our_workbook_is_new_to_its_database(
    office: Database, trainer: Database, write: Write
) -> None:
    sent = write(office, "sent", Scope("course", "SYB-1"), partner="trainer")
    merge(trainer, [sent], apply=True)
    merge(office, [write(trainer, "back")], apply=True)
    book = openpyxl.load_workbook(sent)
    sheet = book["Participants"]
    phones = [cell.value for cell in sheet[1]].index("participants/person.phones") + 1
    sheet.cell(3, phones).value = "0912345"
    book.save(sent)
    merge(office, [sent], apply=True)
    merge(trainer, [write(office, "news", Scope("course", "SYB-1", only_new=True), partner="trainer")], apply=True)
    with trainer.read() as tx:
        assert tx.find(Person, col(Person.phones) == "0912345")


def test_what_was_settled_before_a_restore_is_still_ours(office: Database, trainer: Database, write: Write) -> None:
    merge(trainer, [write(office, "all", partner="trainer")], apply=True)
    for database, phones in ((trainer, "1"), (office, "2")):
        with database.change("edit") as tx:
            tx.update(tx.find(Person, order_by=col(Person.id))[0], phones=phones)
    back = write(trainer, "back")
    merge(trainer, [write(office, "seen", partner="trainer")], apply=True)
    merge(office, [back], apply=True, prefer="ours")
    office = restore(office.path, office.backup("before"), "restored")
    merge(trainer, [write(office, "news", Scope("everything", only_new=True), partner="trainer")], apply=True)
    with trainer.read() as tx:
        assert not tx.rows("SELECT 1 FROM conflict")


def test_an_enrolment_that_moved_and_a_joined_trainer_bring_what_is_theirs(
    office: Database, trainer: Database, write: Write
) -> None:
    with office.change("new") as tx:
        there, here = (tx.add(Course(code=code, programme="SIYB", products="SYB")) for code in "XY")
        kept, double = (tx.add(Person(full_name=name, is_trainer=True)) for name in "TD")
        tx.add(CourseTrainer(course_id=here.id, person_id=kept.id))
        tx.add(Credential(person_id=double.id, programme="SIYB", level="trainer"))
        enrolment = tx.add(Enrolment(course_id=there.id, person_id=tx.add(Person(full_name="P")).id))
        tx.add(FollowUp(enrolment_id=enrolment.id, months=6))
    merge(trainer, [write(office, "first", Scope("trainer", kept.id), partner="T")], apply=True)
    with office.change("edit") as tx:
        tx.update(tx.get(Enrolment, enrolment.id), course_id=here.id)
        persons.join(tx, kept.id, double.id)
    merge(trainer, [write(office, "news", Scope("trainer", kept.id, only_new=True), partner="T")], apply=True)
    with trainer.read() as tx:
        assert len(tx.find(FollowUp)) == len(tx.find(Credential)) == 1


# -- personal data


def test_national_ids_stay_here_unless_asked_for(office: Database, trainer: Database, write: Write) -> None:
    with office.change("edit") as tx:
        person = tx.find(Person, col(Person.national_id) == "003")[0]
        tx.update(
            person, {"file": "list.xlsx", "typed": {"national_id": ID, "phones": "1"}}, national_id=ID, phones="1"
        )
    path = write(office, "without")
    incoming = read_workbook(path)
    assert ID not in str(list(incoming.changes()))
    assert "'003'" not in str(list(incoming.changes()))
    assert ID not in str([list(incoming.written(sheet.key).values()) for sheet in SHEETS])
    labels = [cell.value for cell in openpyxl.load_workbook(path)["Participants"][2]]
    assert "National id" not in labels
    merge(trainer, [path], apply=True)
    with trainer.read() as tx:
        assert not tx.rows("SELECT 1 FROM person WHERE national_id IS NOT NULL")
        assert tx.get(Person, person.id).phones == "1"
    asked = write(office, "with", national_ids=True)
    assert ID in str(list(read_workbook(asked).changes()))
    merge(trainer, [asked], apply=True)
    assert held(office) == held(trainer)
    assert ID in str(held(trainer))


def test_work_on_a_workbook_without_ids_leaves_the_ids_alone(office: Database, trainer: Database, write: Write) -> None:
    merge(trainer, [write(office, "without")], apply=True)
    with trainer.change("edit") as tx:
        person = tx.find(Person, col(Person.full_name) == "Nguyễn Thị Lan")[0]
        tx.update(person, phones="77")
    plan = merge(office, [write(trainer, "back", national_ids=True)], apply=True)
    assert plan.files[0].conflicts == 0
    with office.read() as tx:
        now = tx.get(Person, person.id)
    assert (now.phones, now.national_id) == ("77", "003")


def test_what_is_held_of_people_is_said_before_and_kept_in_the_log(office: Database, write: Write) -> None:
    with office.read() as tx:
        said = preview(tx, Scope("course", "SYB-1"))
        asked = preview(tx, Scope("course", "SYB-1"), national_ids=True)
        template = preview(tx, Scope("template"))
    assert said.people == 8
    assert said.kinds == {
        "names": 8, "sex": 7, "births": 6, "phones": 7, "emails": 1, "addresses": 6, "disability": 6, "education": 6,
        "occupations": 6, "business": 6, "courses": 6, "results": 6, "certificates": 6, "visits": 1, "follow_ups": 6,
        "notes": 10,
    }  # fmt: skip
    assert (said.ids_left_out, asked.ids_left_out, asked.kinds["national_ids"]) == (6, 0, 6)
    assert "national ids of 6 people are left out" in said.sentence()
    assert template.kinds == {"names": 2, "sex": 1, "phones": 1, "emails": 1, "notes": 1, "staff": 1}
    write(office, "one", Scope("course", "SYB-1"), partner="Daw Mya", language="fr")
    kept = log(office)
    assert kept["personal_data"] == said.facts()
    assert (kept["file"], kept["partner"], kept["scope"], kept["key"]) == ("one.xlsx", "Daw Mya", "course", "SYB-1")
    assert (kept["national_ids"], kept["encrypted"], kept["rows"]["participants"]) == (False, False, 6)
    about = openpyxl.load_workbook(office.path.with_name("one.xlsx"))["À propos"]
    assert "données personnelles de 8 personnes" in " ".join(str(row[0].value) for row in about.iter_rows())


@pytest.mark.parametrize("national_ids", [True, False])
def test_what_everything_holds_is_counted_alike_in_the_database_and_in_the_workbook(
    office: Database, write: Write, national_ids: bool
) -> None:
    with office.change("more") as tx:
        person, follow_up = tx.find(Person)[0], tx.find(FollowUp)[0]
        tx.add(Answer(follow_up_id=follow_up.id, question="business_now", value="yes"))
        tx.add(Person(full_name="Gone", deleted=True))
        tx.add(Person())
        tx.update(person, groups="refugee", father_name="U Ba")
    with office.read() as tx:
        said = preview(tx, Scope("everything"), national_ids=national_ids)
    write(office, "all", national_ids=national_ids)
    assert said.facts() == log(office)["personal_data"]
    assert said.kinds["answers"] == said.kinds["groups"] == said.kinds["family"] == said.kinds["owners"] == 1


# -- corrections


def test_corrections_point_out_what_is_to_be_looked_at(office: Database, trainer: Database, write: Write) -> None:
    with office.read() as tx:
        daw_mya = tx.find(Person, col(Person.full_name) == "Daw Mya")[0]
        lan = tx.find(Person, col(Person.full_name) == "Nguyễn Thị Lan")[0]
        seat = tx.find(Enrolment, col(Enrolment.person_id) == lan.id)[0]
    sent = write(office, "sent", Scope("trainer", daw_mya.id))
    merge(trainer, [sent], apply=True)
    with trainer.change("edit") as tx:
        tx.update(tx.get(Person, lan.id), phones="theirs")
    with office.change("edit") as tx:
        tx.update(lan, phones="ours")
        tx.update(tx.find(Person, col(Person.national_id) == "001")[0], sex=None)
        tx.update(seat, outcome=None)
    merge(office, [write(trainer, "back")], apply=True)
    book = openpyxl.load_workbook(sent)
    page = book["Participants"]
    keys = {str(cell.value).partition("/")[2]: cell.column for cell in page[1]}
    row = next(row for row in range(3, 20) if page.cell(row, 1).value == seat.id)
    page.cell(row, keys["person.birth_date"], "someday")
    typed = sent.with_name("typed.xlsx")
    book.save(typed)
    (file,) = merge(office, [typed], apply=True).files
    assert len(file.refusals) == 1
    path = write(office, "corrections", Scope("corrections", daw_mya.id), language="es")
    book = openpyxl.load_workbook(path)
    page = book["Participantes"]
    notes = {
        (page.cell(1, cell.column).value.partition("/")[2], page.cell(cell.row, keys["person.full_name"]).value):
            cell.comment.text
        for line in page.iter_rows(min_row=3) for cell in line if cell.comment
    }  # fmt: skip
    assert notes["person.phones", "Nguyễn Thị Lan"].startswith("Aquí se anotaron varios valores: ")
    assert {"ours", "theirs"} <= set(
        notes["person.phones", "Nguyễn Thị Lan"].replace(";", " ").replace(".", " ").split()
    )
    assert notes["person.birth_date", "Nguyễn Thị Lan"].endswith("Escriba una fecha en la forma 2026-03-31.")
    assert notes["person.sex", "မခင်ထွေး"] == "Falta este dato. Por favor, complételo si se conoce."
    assert notes["enrolment.outcome", "Nguyễn Thị Lan"]
    assert len(notes) == 4
    marked = [cell for line in page.iter_rows(min_row=3) for cell in line if cell.comment]
    assert {cell.fill.fgColor.rgb for cell in marked} == {"FFFFE699"}
    marks = book["Asistencia"]
    assert sum(1 for line in marks.iter_rows(min_row=3) for cell in line if cell.comment) == 12  # session 3 of 2 x 6
    assert not merge(office, [path], apply=True).changes_anything


def test_corrections_point_out_a_deletion_that_work_elsewhere_stands_against(
    office: Database, trainer: Database, write: Write
) -> None:
    with office.read() as tx:
        daw_mya = tx.find(Person, col(Person.full_name) == "Daw Mya")[0]
        lan = tx.find(Person, col(Person.full_name) == "Nguyễn Thị Lan")[0]
        seat = tx.find(Enrolment, col(Enrolment.person_id) == lan.id)[0]
        mark = tx.find(Attendance, col(Attendance.enrolment_id) == seat.id)[0]
    merge(trainer, [write(office, "sent", Scope("trainer", daw_mya.id))], apply=True)
    with trainer.change("edit") as tx:
        tx.update(mark, mark="half")
    with office.change("edit") as tx:
        tx.delete(tx.get(Attendance, mark.id))
        tx.delete(seat)
    merge(office, [write(trainer, "back")], apply=True)
    with office.read() as tx:
        assert tx.rows("SELECT table_name, record_id FROM conflict WHERE field = 'deleted'")
    book = openpyxl.load_workbook(write(office, "corrections", Scope("corrections", daw_mya.id)))
    notes = [cell.comment.text for page in book for line in page.iter_rows(min_row=3) for cell in line if cell.comment]
    assert any("deleted" in note for note in notes), notes


# -- passwords


def test_a_workbook_with_a_password_is_opened_by_it_alone(
    office: Database, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(drafts))
    path = write(office, "locked", password="five small words")
    assert not list(drafts.iterdir())
    assert not zipfile.is_zipfile(path)
    assert "Nguyễn".encode() not in path.read_bytes()
    with pytest.raises(UserError, match="protected with a password"):
        read_workbook(path)
    with pytest.raises(UserError, match="does not open"):
        read_workbook(path, password="another one")
    plan = merge(office, [path], apply=True, password="five small words")
    assert not plan.changes_anything
    assert plan.files[0].ledgers[0].read
    assert "five small words" not in str(log(office))
    assert log(office)["encrypted"] is True


def test_another_program_opens_the_encrypted_workbook(
    office: Database, write: Write, libreoffice: Callable[..., None], tmp_path: Path
) -> None:
    saved = tmp_path / "opened.xlsx"
    path = write(office, "locked", password="five small words")
    libreoffice([("open", str(path), "five small words"), ("save", str(saved), "Calc MS Excel 2007 XML")])
    plan = merge(office, [saved], apply=True)
    assert not plan.changes_anything
    assert plan.files[0].seal == "own"
    assert sum(ledger.read for ledger in plan.files[0].ledgers) == sum(log(office)["rows"].values())


@pytest.mark.parametrize("password", ["", "   ", "short"])
def test_a_password_that_protects_nothing_is_refused(office: Database, write: Write, password: str) -> None:
    with pytest.raises(UserError, match="The password is"):
        write(office, "weak", password=password)
    assert not office.path.with_name("weak.xlsx").exists()
