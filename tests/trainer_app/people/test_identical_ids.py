"""Persons of one identity number are joined without a yes only where an office turned that on, and never against it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from db.models import Course, Enrolment, Person
from trainer_app import duplicates, settings
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.people import identical_ids
from trainer_app.programmes.catalogue import load_catalogue


@pytest.fixture
def office(tmp_path: Path) -> Database:
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with office.change("add") as tx:
        for record, name, number, sex in (
            ("p1", "Khin Htay", "12/OuKaMa(N)123456", "F"), ("p2", "Daw Khin Htay", "12 oukama n 123456", None),
            ("p3", "Khin Htay", "12/OuKaMa(N)123456", "M"), ("p4", "Aung Win", "12/OuKaMa(N)123456", None),
            ("p5", "Su Su", "12345", "F"), ("p6", "Su Su", "12345", "F"),
            ("p7", "Mya Mya", "9/MaHaNa(N)654321", "F"), ("p8", "Mya Mya", "9/MaHaNa(N)654321", "F"),
        ):  # fmt: skip
            tx.add(Person(id=record, full_name=name, national_id=number, sex=sex))
        duplicates.mark_not_same(tx, "person", "p7", "p8")
    return office


def _joined(database: Database) -> list[tuple[str, str]]:
    with database.read() as tx:
        return [tuple(row) for row in tx.rows("SELECT id, root FROM joined ORDER BY id")]


def _join(database: Database) -> int:
    with database.change("a merge") as tx:
        return identical_ids.join_where_wanted(tx)


def test_nothing_is_joined_unless_it_is_turned_on(office: Database) -> None:
    assert _join(office) == 0
    assert _joined(office) == []


def test_who_has_one_number_is_joined_unless_something_speaks_against_it(office: Database) -> None:
    with office.change("turn on") as tx:
        settings.save(tx, "join_identical_ids", "yes")
    assert _join(office) == 1
    assert _joined(office) == [("p2", "p1")]
    assert _join(office) == 0
    with office.read() as tx:
        ((action, label),) = tx.rows("SELECT id, label FROM action WHERE kind = 'join'")
    assert label == "Join persons of one identity number"
    with office.change("undo") as tx:
        tx.undo(action)
    assert _joined(office) == []


def _office_of(tmp_path: Path, *people: dict[str, Any]) -> Database:
    office = Database.create(tmp_path / "others.db", name="Office", kind="office")
    with office.change("add") as tx:
        settings.save(tx, "join_identical_ids", "yes")
        for number, values in enumerate(people, 1):
            tx.add(Person(**{"id": f"p{number}", "full_name": "Maria Lopez", **values}))
    return office


@pytest.mark.parametrize(
    "placeholder",
    ["000000", "999-999-999", "123456789", "unknown", "Sin documento", "XXXXXXXX", "-", "1.23457E+12", "1,23457e12",
     "110101199001010000"],
)  # fmt: skip
def test_what_only_stands_in_the_place_of_a_number_joins_nobody(tmp_path: Path, placeholder: str) -> None:
    office = _office_of(tmp_path, {"national_id": placeholder}, {"national_id": placeholder})
    assert _join(office) == 0
    with office.read() as tx:
        (pair,) = duplicates.candidates(tx)
    assert pair.reasons == ("same name",)


@pytest.mark.parametrize(("one", "other"), [("၁၂/ကမန(နိုင်)၁၂၃၄၅၇", "12/ကမန(နိုင်)123457"), ("٢٩٠٠١٠١١٢٣", "2900101123")])
def test_digits_of_any_script_are_one_number(tmp_path: Path, one: str, other: str) -> None:
    assert _join(_office_of(tmp_path, {"national_id": one}, {"national_id": other})) == 1


@pytest.mark.parametrize(
    "names", [("Ali Hassan", "Mohammed Ali Hassan"), ("Hassan", "Mohammed Hassan"), ("J. Lopez", "Jorge Lopez"),
              ("राम बहादुर तामाङ", "Sita Tamang")]
)  # fmt: skip
def test_who_may_have_the_number_of_the_father_is_left_to_a_person(tmp_path: Path, names: tuple[str, str]) -> None:
    office = _office_of(tmp_path, *({"full_name": name, "national_id": "9876043210"} for name in names))
    assert _join(office) == 0


def test_nobody_is_joined_through_a_third_with_whom_they_cannot_be_one(tmp_path: Path) -> None:
    office = _office_of(tmp_path, *({"national_id": "9876043210", "sex": sex} for sex in (None, "F", "M")))
    assert _join(office) == 1
    assert _joined(office) == [("p2", "p1")]


def test_nobody_is_joined_through_a_third_who_was_said_to_be_another(tmp_path: Path) -> None:
    office = _office_of(tmp_path, *({"national_id": "9876043210"} for _number in range(3)))
    with office.change("two") as tx:
        duplicates.mark_not_same(tx, "person", "p2", "p3")
    assert _join(office) == 1
    assert _joined(office) == [("p2", "p1")]
    assert _join(office) == 0


@pytest.mark.parametrize("wanted", ["no", "yes"])
def test_a_merge_joins_them_where_that_is_turned_on(office: Database, tmp_path: Path, wanted: str) -> None:
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    with trainer.change("add") as tx:
        tx.add(Course(id="c1", code="SYB-1", programme="SIYB", products="SYB", starts=date(2026, 3, 2)))
        tx.add(Person(id="z9", full_name="KHIN HTAY", national_id="12/OUKAMA(N)123456", phones="0942"))
        tx.add(Enrolment(course_id="c1", person_id="z9"))
    file = tmp_path / "all.xlsx"
    send(trainer, file, load_catalogue(), Scope("everything"), sender="Trainer", national_ids=True)
    with office.change("setting") as tx:
        settings.save(tx, "join_identical_ids", wanted)
    merge(office, [file], apply=False)
    assert _joined(office) == []
    merge(office, [file], apply=True)
    assert _joined(office) == ([("p2", "p1"), ("z9", "p1")] if wanted == "yes" else [])


def test_a_merge_whose_joining_fails_leaves_nothing_behind(
    office: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    with trainer.change("add") as tx:
        tx.add(Course(id="c1", code="SYB-1", programme="SIYB", products="SYB", starts=date(2026, 3, 2)))
    file = tmp_path / "all.xlsx"
    send(trainer, file, load_catalogue(), Scope("everything"), sender="Trainer")
    with office.change("turn on") as tx:
        settings.save(tx, "join_identical_ids", "yes")

    def cut(*_args: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("trainer_app.people.persons.join", cut)
    with pytest.raises(OSError, match="the disk is full"):
        merge(office, [file], apply=True)
    with office.read() as tx:
        assert tx.find(Course) == []
        assert list(tx.rows("SELECT kind FROM action WHERE kind IN ('merge', 'join')")) == []
