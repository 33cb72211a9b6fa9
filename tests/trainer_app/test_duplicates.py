"""Duplicates: found by what they share, explained in words, never asked twice, never joined by themselves."""

import random
from datetime import date
from pathlib import Path

import pytest

from db.database import Database
from db.models import Course, Enrolment, Enterprise, NotSame, Organisation, Person
from trainer_app import duplicates, profiles
from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.likeness import compare
from trainer_app.linkage.profile import Profile, phone_keys
from trainer_app.linkage.spelling import name_key


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


def _pair(database: Database, one: dict[str, object], other: dict[str, object]) -> list[tuple[str, tuple[str, ...]]]:
    with database.change("add") as tx:
        tx.add(Person(id="p1", **one))
        tx.add(Person(id="p2", **other))
        tx.add_many([Person(full_name=f"Other {number}", phones=f"0977{number:05d}") for number in range(20)])
        found = duplicates.candidates(tx)
    return [
        (candidate.likeness.band, candidate.likeness.reasons)
        for candidate in found
        if {candidate.first_id, candidate.second_id} == {"p1", "p2"}
    ]


BORN = date(1990, 3, 4)


@pytest.mark.parametrize(
    ("one", "other", "band", "reason"),
    [
        ({"full_name": "Ma Khin Htay", "phones": "09-4200 12345"},
         {"full_name": "Khin Htey", "phones": "+95 9 4200 12345"},
         "same", "same name, spelled otherwise"),
        ({"full_name": "Ma Khin Htay", "phones": "09420012345"}, {"full_name": "Htay Khin", "phones": "1; 09420012345"},
         "same", "same phone"),
        ({"full_name": "A", "national_id": "12/OUKAMA(N)123"}, {"full_name": "B", "national_id": "12 oukama N 123"},
         "look", "same identity number"),
        ({"full_name": "Nguyễn Văn An", "birth_date": BORN}, {"full_name": "NGUYEN VAN AN", "birth_date": BORN},
         "same", "same birth date"),
        ({"full_name": "Nguyễn Văn An", "birth_year": 1990}, {"full_name": "Nguyen Van An", "birth_year": 1991},
         "look", "birth years differ by one"),
        ({"full_name": "José Pérez Gil", "birth_date": BORN}, {"full_name": "Jose Peres Gil", "birth_date": BORN},
         "same", "same name, spelled otherwise"),
        ({"full_name": "Thida Carwood", "phones": "09420012345"},
         {"full_name": "Thida Garwood", "phones": "09420012345"}, "look", "name differs by 1 letter"),
        ({"full_name": "Ana Ruiz", "email": "Ana@x.org"}, {"full_name": "Ana Ruiz Gómez", "email": "ana@x.org"},
         "look", "same e-mail"),
        ({"full_name": "မခင်ဌေး", "birth_year": 1990},
         {"full_name": "Khin Htay", "latin_name": "မခင်ဌေး", "birth_year": 1990},
         "look", "same name"),
    ],
)  # fmt: skip
def test_pairs_are_found_and_explained(
    database: Database, one: dict[str, object], other: dict[str, object], band: str, reason: str
) -> None:
    ((found, reasons),) = _pair(database, one, other)
    assert found == band
    assert reason in reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"full_name": "Ma Khin Htay", "phones": "09420012345"}, {"full_name": "U Aung Win", "phones": "09420012345"}),
        ({"full_name": "Nguyen Van An", "birth_year": 1990}, {"full_name": "Nguyen Van An", "birth_year": 1970}),
        ({"full_name": "Win", "sex": "F", "birth_year": 1990}, {"full_name": "Win", "sex": "M", "birth_year": 1990}),
        ({"full_name": "Ana", "father_name": "Juan Gil"}, {"full_name": "Ana", "father_name": "Pedro Sol"}),
    ],
)
def test_people_who_only_share_something_are_left_alone(
    database: Database, one: dict[str, object], other: dict[str, object]
) -> None:
    assert _pair(database, one, other) == []


def test_similar_names_meet_in_the_same_course(database: Database) -> None:
    with database.change("add") as tx:
        tx.add(Course(id="c1"))
        for record, name in (("p1", "Khin Htay Aye"), ("p2", "Khin Hta Aye"), ("p3", "Mya Mya")):
            tx.add(Person(id=record, full_name=name, birth_year=1990))
            tx.add(Enrolment(course_id="c1", person_id=record))
        found = duplicates.candidates(tx)
    assert [(one.first_id, one.second_id) for one in found] == [("p1", "p2")]


def test_a_common_name_weighs_less() -> None:
    one, other = Profile("1", "A", ("nguyen van an",)), Profile("2", "A", ("nguyen van an",))
    common = Commonness(20_000, names={"nguyen van an": 1000})
    assert compare(one, other, common).weight < compare(one, other, Commonness(20_000)).weight
    assert compare(one, other).weight == compare(other, one).weight


def test_not_the_same_is_remembered_and_can_be_forgotten(database: Database) -> None:
    with database.change("add") as tx:
        tx.add_many([Person(id=record, full_name="Ma Khin", phones="09420012345") for record in ("p2", "p1")])
        assert len(duplicates.candidates(tx)) == 1
        duplicates.mark_not_same(tx, "person", "p2", "p1")
        duplicates.mark_not_same(tx, "person", "p1", "p2")
        assert len(tx.find(NotSame)) == 1
        assert duplicates.candidates(tx) == []
        duplicates.forget_not_same(tx, "p1", "p2")
        assert len(duplicates.candidates(tx)) == 1
        duplicates.mark_not_same(tx, "person", "p1", "p2")
        assert duplicates.candidates(tx) == []


def test_who_is_not_one_of_two_that_are_one_is_neither(database: Database) -> None:
    with database.change("add") as tx:
        tx.add_many([Person(id=record, full_name="Ma Khin", phones="09420012345") for record in ("p1", "p2", "p3")])
        duplicates.mark_not_same(tx, "person", "p2", "p3")
        duplicates.join(tx, Person, "p1", ["p2"], ())
        assert duplicates.settled(tx) == {("p1", "p3")}
        assert duplicates.candidates(tx) == []
        assert duplicates.said_apart(tx, "p1", ["p3"]) == {"p3"}
        assert duplicates.said_apart(tx, "p3", ["p1"]) == {"p1"}
        duplicates.unjoin(tx, Person, "p2")
        assert {(one.first_id, one.second_id) for one in duplicates.candidates(tx)} == {("p1", "p2"), ("p1", "p3")}


def test_who_was_joined_sits_in_a_course_as_the_one_who_stands(database: Database) -> None:
    with database.change("add") as tx:
        tx.add_many([Person(id=record, full_name=f"Other {record}") for record in map(str, range(20))])
        tx.add(Course(id="c1"))
        tx.add(Person(id="p1", full_name="Rosa Maria Quispe"))
        tx.add(Person(id="p2", full_name="Rosa M Quispe"))
        tx.add(Person(id="p3", full_name="Rosana Mary Quisbert"))
        for person in ("p2", "p3"):
            tx.add(Enrolment(course_id="c1", person_id=person))
        duplicates.join(tx, Person, "p1", ["p2"], ())
        read = list(profiles.read(tx, "person"))
        numbers = [number for number, _key in profiles.course_keys(tx, read)]
    assert {read[number].id for number in numbers} == {"p1", "p3"}


def test_looking_joins_nobody_and_joined_or_deleted_ones_are_not_found(database: Database) -> None:
    with database.change("add") as tx:
        tx.add_many([Person(id=f"p{number}", full_name="Ma Khin", phones="09420012345") for number in range(4)])
        assert len(duplicates.candidates(tx)) == 6
        assert tx.rows("SELECT count(*) FROM joined") == [(0,)]
        tx.update(tx.get(Person, "p1"), merged_into="p0")
        tx.delete(tx.get(Person, "p2"))
        assert [(one.first_id, one.second_id) for one in duplicates.candidates(tx)] == [("p0", "p3")]


def test_enterprises_and_organisations_too(database: Database) -> None:
    with database.change("add") as tx:
        tx.add(Enterprise(id="b1", name="Golden Rice Co., Ltd.", phones="09420012345"))
        tx.add(Enterprise(id="b2", name="Golden Rice", phones="09420012345"))
        tx.add(Organisation(id="o1", name="Chamber of Commerce", acronym="VCCI", country="VN"))
        tx.add(Organisation(id="o2", name="Chamber of Comerce", acronym="VCCI", country="VN"))
        tx.add(Organisation(id="o3", name="Virginia Chamber", acronym="VCCI", country="US"))
        (shops,) = duplicates.candidates(tx, "enterprise")
        pairs = {(one.first_id, one.second_id): one for one in duplicates.candidates(tx, "organisation")}
    assert (shops.first_id, shops.second_id, shops.likeness.band) == ("b1", "b2", "same")
    assert {"same country"} < set(pairs["o1", "o2"].reasons)
    assert "same place" not in pairs["o1", "o2"].reasons


def test_in_many_people_the_planted_pairs_come_first(database: Database) -> None:
    shuffle = random.Random(5)
    words = ["aung", "khin", "mya", "htay", "win", "soe", "thida", "zaw", "nilar", "kyaw", "moe", "san"]
    people = [
        Person(
            id=f"p{number:04d}", full_name=" ".join(shuffle.sample(words, 3)).title(), sex=shuffle.choice("FM"),
            birth_year=shuffle.randint(1960, 2005), phones=f"09{shuffle.randint(10**8, 10**9)}",
        )
        for number in range(1500)
    ]  # fmt: skip
    twins = [
        Person(
            id=f"q{number:04d}", full_name=f"Daw {one.full_name}h", sex=one.sex, birth_year=one.birth_year,
            phones=one.phones,
        )
        for number, one in enumerate(people[:40])
    ]  # fmt: skip
    with database.change("add") as tx:
        tx.add_many([*people, *twins])
        found = duplicates.candidates(tx)
    first = {(one.first_id, one.second_id) for one in found[:40]}
    assert first == {(f"p{number:04d}", f"q{number:04d}") for number in range(40)}
    assert all(one.likeness.band == "same" for one in found[:40])


def test_who_is_known_is_said_while_typing(database: Database) -> None:
    with database.change("add") as tx:
        tx.add(Person(id="p1", full_name="Ma Khin Htay", phones="09-420012345", birth_year=1990, sex="F"))
        tx.add(Person(id="p2", full_name="Ma Khin Htay", phones="09-777777777", birth_year=1960, sex="F"))
        tx.add(Person(id="p3", full_name="Aung Win"))
        tx.add(Person(id="p4", full_name="Đặng Thị Hòa"))
        assert [one.id for one in duplicates.is_it_known(tx, "Khin Ht")] == ["p1", "p2"]
        best = duplicates.is_it_known(tx, "Khin Htay", "+959420012345", sex="F")[0]
        assert (best.id, best.likeness.band) == ("p1", "same")
        assert "same phone" in best.likeness.reasons
        assert [one.id for one in duplicates.is_it_known(tx, "Khin Htai", birth_year=1990)][:1] == ["p1"]
        assert [one.id for one in duplicates.is_it_known(tx, "dang thi hoa")] == ["p4"]
        assert duplicates.is_it_known(tx, "Nobody Here") == []
        assert duplicates.is_it_known(tx, "") == []


@pytest.mark.parametrize("name", ["သက်သက်ကျော်", "သီတာလင်း", "สมศักดิ์ ใจดี", "សុខ សុភា", "राम बहादुर", "王小明", "Thi Dar Win"])
def test_a_name_is_known_from_the_third_letter_to_the_last(database: Database, name: str) -> None:
    with database.change("add") as tx:
        tx.add(Person(id="p1", full_name=name))
        for letters in range(3, len(name) + 1):
            assert [one.id for one in duplicates.is_it_known(tx, name[:letters])] == ["p1"], name[:letters]


def test_an_enterprise_or_organisation_is_known_as_soon_as_it_is_entered(database: Database) -> None:
    with database.change("add") as tx:
        tx.add(Enterprise(id="b1", name="Golden Rice Trading Co., Ltd.", phones="09 420012345"))
        tx.add(Enterprise(id="b2", name="Silver Thread"))
        tx.add(Enterprise(id="b3", name="Golden Rize Trading", phones="+959420012345"))
        tx.add(Enterprise(id="b4", name="Nobody Here"))
        tx.add(Organisation(id="o1", name="Chamber of Commerce", country="VN"))
        tx.add(Organisation(id="o2", name="chamber of comerce"))
        tables = {"b": "enterprise", "o": "organisation"}
        told = {id_: duplicates.likely_others(tx, tables[id_[0]], id_) for id_ in ("b2", "b3", "b4", "o2")}
    assert {id_: [one.id for one in known] for id_, known in told.items()} == {
        "b2": [], "b3": ["b1"], "b4": [], "o2": ["o1"],
    }  # fmt: skip


def test_keys_of_names_and_phones() -> None:
    assert name_key("Daw Mya-Mya") == "mya mya"
    assert name_key("U") == "u"
    assert phone_keys("+95 9 420 012 345; ၀၉ ၄၂၀ ၀၁၂ ၃၄၅ / 12") == ("20012345",)
    assert phone_keys(None) == ()


def test_what_fills_the_fields_of_many_is_no_phone_and_no_address_of_mail(database: Database) -> None:
    assert phone_keys("00000000; 0942 0012345, 999 999 999") == ("20012345",)
    assert _pair(database, {"full_name": "Aye", "phones": "0000000000", "email": "none"},
                 {"full_name": "Aye", "phones": "0000000000", "email": "none"}) == []  # fmt: skip


def test_two_trainers_of_one_name_are_shown_where_two_participants_are_not(tmp_path: Path) -> None:
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with office.change("add") as tx:
        for number in range(40):
            tx.add(Person(full_name=f"Learner {chr(65 + number % 26)}{number}"))
        for name, trains in (("Ben", True), ("Ben", True), ("Tin", False), ("Tin", True)):
            tx.add(Person(full_name=name, is_trainer=trains))
    with office.read() as tx:
        [pair] = duplicates.candidates(tx)
    assert (pair.first, pair.second, pair.likeness.band) == ("Ben", "Ben", "look")
    assert "both are trainers" in pair.likeness.reasons


def test_who_is_joined_with_others_at_once_is_no_longer_said_to_be_another_than_one_of_them(database: Database) -> None:
    with database.change("three") as tx:
        for number in range(3):
            tx.add(Person(id=f"p{number}", full_name="Khin Htay", phones="09420012345"))
        duplicates.mark_not_same(tx, "person", "p1", "p2")
        assert duplicates.join(tx, Person, "p0", ["p1", "p2"], ()) == 2
        assert duplicates.disputed(tx) == []
