"""Searching: anything by what is typed of it, in any script, without accents or case."""

from datetime import date

import pytest

from db.database import Database
from db.models import Certificate, Course, Enterprise, Organisation, Person, Place
from trainer_app import searching


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    found = Database.create(tmp_path_factory.mktemp("search") / "a.db")
    with found.change("a") as tx:
        tx.add(Place(id="bago", name="Bago"))
        names = {
            "p1": "Ma Khin Htay", "p2": "Nguyễn Văn Đức", "p3": "မခင်ဌေး", "p4": "José Núñez", "p5": "محمد علي",
            "p6": "สมชาย ใจดีน้ำ", "p7": "Мария Ёлкина", "p8": "王小明", "p9": "100%_Sure",
        }  # fmt: skip
        for record, name in names.items():
            tx.add(
                Person(id=record, full_name=name, place_id="bago", birth_year=1990, phones=f"09-4200 1234{record[1]}")
            )
        tx.add(Person(id="latin", full_name="ခင်", latin_name="Khin Latin", is_trainer=True))
        tx.add(Person(id="gone", full_name="Ma Khin Gone", merged_into="p1"))
        tx.delete(tx.add(Person(id="dead", full_name="Ma Khin Deleted")))
        tx.add(Course(id="c1", code="SYB-2026-K7Q-001", title="Start Your Business Bago", starts=date(2026, 3, 1)))
        tx.add(Enterprise(id="b1", name="Golden Rice", owner_name="Ma Khin Htay"))
        tx.add(Certificate(id="n1", number="K7Q-000123", name_printed="Ma Khin Htay"))
        tx.add(Organisation(id="o1", name="Chamber of Commerce", acronym="VCCI", country="VN"))
    return found


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("khin ht", "p1"), ("HTAY khin", "p1"), ("nguyen", "p2"), ("van duc", "p2"), ("NGUYỄN VĂN", "p2"),
        ("ခင်ဌေး", "p3"),
        ("nunez", "p4"), ("José", "p4"), ("jose nu", "p4"), ("على", "p5"), ("محمّد", "p5"), ("ใจดี", "p6"), ("น้ำ", "p6"),
        ("мария", "p7"), ("елкина", "p7"), ("小明", "p8"), ("100%", "p9"), ("khin latin", "latin"),
        ("SYB-2026-K7Q-001", "c1"), ("syb-2026", "c1"), ("k7q-001", "c1"), ("your business", "c1"),
        ("K7Q-0001", "n1"), ("golden", "b1"), ("vcci", "o1"), ("commerce", "o1"),
        ("420012342", "p2"), ("+95 9 4200 12342", "p2"), ("၄၂၀၀၁၂၃၄၂", "p2"), ("0942001234", "p1"),
    ],
)  # fmt: skip
def test_everything_is_found(database: Database, text: str, record: str) -> None:
    with database.read() as tx:
        assert record in [hit.id for hit in searching.search(tx, text)]


@pytest.mark.parametrize(
    "text", ["", "  ", "zzz", "khinx", "mkhin", "%", "gone", "deleted", "42001"[:4], "'; DROP TABLE person"]
)
def test_nothing_is_found_that_is_not_there(database: Database, text: str) -> None:
    with database.read() as tx:
        assert searching.search(tx, text) == []


def test_who_begins_with_the_text_comes_first_and_the_limit_holds(database: Database) -> None:
    with database.change("many") as tx:
        tx.add_many([Person(full_name=f"Aye Soe {number}") for number in range(20)])
        tx.add(Person(id="soe", full_name="Soe Aye"))
        hits = [hit for hit in searching.search(tx, "soe", limit=5) if hit.table == "person"]
        assert len(hits) == 5
        assert hits[0].id == "soe"


def test_a_hit_says_what_it_is(database: Database) -> None:
    with database.read() as tx:
        by_id = {hit.id: hit for text in ("khin", "syb-2026", "K7Q-000123") for hit in searching.search(tx, text)}
    assert by_id["p1"].detail == "1990 · Bago · 09-4200 12341"
    assert by_id["latin"].detail == "Khin Latin · trainer"
    assert by_id["c1"].title == "SYB-2026-K7Q-001"
    assert by_id["c1"].detail == "Start Your Business Bago · Mar 1, 2026"
    assert by_id["n1"].detail == "Ma Khin Htay"
