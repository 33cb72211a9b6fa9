"""The index of names says at every moment what the data say, whoever wrote and whatever was rolled back."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.database import Database, Transaction
from db.models import Enterprise, Person
from trainer_app import duplicates, name_index, name_index_file, searching
from trainer_app.formats import fold
from trainer_app.linkage.profile import number_key
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue

WORDS = st.sampled_from(["khin", "htay", "mya", "An", "Đức", "ခင်", "khin mya", "m", "12"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "rename", "delete", "join", "erase", "rehearse"]), st.integers(0, 6), WORDS, WORDS
    ),
    max_size=14,
)


def _naive(tx: Transaction, text: str) -> set[str]:
    return {
        person.id
        for person in tx.find(Person)
        if person.merged_into is None and person.erased_on is None
        and all(word in f"{fold(person.full_name)}\x1f{fold(person.latin_name)}" for word in text.split())
    }  # fmt: skip


def _act(tx: Transaction, step: str, number: int, one: str, other: str) -> None:
    people = tx.find(Person, order_by=Person.id)
    if step in ("add", "rehearse") or not people:
        tx.add(Person(full_name=f"{one} {other}", latin_name=other if number % 2 else None, phones=f"0942{number}"))
        return
    person = people[number % len(people)]
    if step == "rename":
        tx.update(person, full_name=one)
    elif step == "delete":
        tx.delete(person)
    elif step == "join":
        tx.update(person, merged_into=people[0].id if people[0].id != person.id else None)
    else:
        tx.erase(person, {"erased_on": "2024-01-01"})


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the files that are kept; each table is large enough for one."""
    monkeypatch.setenv("TRAINER_APP_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(name_index_file, "FEWEST", 1)
    return tmp_path / "data" / "cache"


def _restart() -> None:
    """What the program has in memory is gone."""
    name_index._indexes.clear()


@settings(max_examples=25)
@given(steps=STEPS, asked=st.lists(WORDS, min_size=1, max_size=4))
def test_it_finds_what_a_look_at_every_record_finds(steps: list[tuple[str, int, str, str]], asked: list[str]) -> None:
    with TemporaryDirectory() as folder:
        database = Database.create(Path(folder) / "a.db")
        for step, number, one, other in steps:
            with database.change(step, rehearse=step == "rehearse") as tx:
                _act(tx, step, number, one, other)
                text = fold(asked[number % len(asked)])
                assert set(name_index.named(tx, "person", text, 1000)) == _naive(tx, text)
            if number % 2:  # positions in the journal that were rolled back are given again
                continue
            with database.read() as tx:
                for text in map(fold, asked):
                    assert set(name_index.named(tx, "person", text, 1000)) == _naive(tx, text)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, asked=st.lists(WORDS, min_size=1, max_size=4), starts=st.sets(st.integers(0, 13)))
def test_what_is_kept_in_a_file_says_the_same_after_each_start(
    kept: Path, steps: list[tuple[str, int, str, str]], asked: list[str], starts: set[int]
) -> None:
    with TemporaryDirectory() as folder:
        database = Database.create(Path(folder) / "a.db")
        for at, (step, number, one, other) in enumerate(steps):
            with database.change(step, rehearse=step == "rehearse") as tx:
                _act(tx, step, number, one, other)
            if at in starts:
                _restart()
                with database.read() as tx:
                    for text in map(fold, asked):
                        assert set(name_index.named(tx, "person", text, 1000)) == _naive(tx, text)


def test_the_index_of_a_large_table_is_kept_for_the_next_start_of_this_database_alone(
    kept: Path, tmp_path: Path
) -> None:
    database = Database.create(tmp_path / "a.db")
    with database.change("a") as tx:
        tx.add_many([Person(id=f"p{number}", full_name=f"Name {number}", phones="0942") for number in range(9)])
    before = database.backup("before")
    with database.change("b") as tx:
        tx.add(Person(id="p9", full_name="Name 9"))
    with database.read() as tx:
        name_index.prepare(tx)
    [file] = kept.glob("names-*")
    _restart()
    with database.read() as tx:
        assert name_index_file.read(tx, "person", name_index._probe()) is not None
        assert len(name_index.named(tx, "person", "name", 99)) == 10
        assert len(name_index.with_digits(tx, "person", "0942", 99)) == 9
    # The database is put back to what it was, and others come in the place of the one who was there.
    for old in tmp_path.glob("a.db*"):
        if old.is_file():
            old.unlink()
    shutil.copy(before, tmp_path / "a.db")
    database = Database.open(tmp_path / "a.db")
    with database.change("c") as tx:
        tx.add_many([Person(id=f"q{number}", full_name=f"Name {number}") for number in range(4)])
    _restart()
    with database.read() as tx:
        assert "p9" not in name_index.named(tx, "person", "name", 99)
        assert len(name_index.named(tx, "person", "name", 99)) == 13
    for spoilt in (b"", b"{}\n", file.read_bytes()[:-5], b"\xff" * 400):
        file.write_bytes(spoilt)
        _restart()
        with database.read() as tx:
            assert len(name_index.named(tx, "person", "name", 99)) == 13


@pytest.mark.parametrize("here", [True, False], ids=["erased here", "erased elsewhere"])
def test_nobody_who_was_erased_stays_in_a_file(kept: Path, tmp_path: Path, here: bool) -> None:
    database = Database.create(tmp_path / "a.db")
    with database.change("a") as tx:
        tx.add(Person(id="p1", full_name="Khin Htay"))
        tx.add(Person(id="p2", full_name="Aung Win"))
    with database.read() as tx:
        name_index.prepare(tx)
    with database.change("erase") as tx:
        if here:
            persons.erase(tx, "p1", load_catalogue())
        else:  # a merge brings the change alone
            tx.erase(tx.get(Person, "p1"), {"erased_on": "2024-01-01"})
    if here:
        assert list(kept.glob("names-*")) == []
    _restart()
    with database.read() as tx:
        name_index.prepare(tx)
        assert name_index.named(tx, "person", "win", 9) == ["p2"]
    [file] = kept.glob("names-*")
    assert b"khin" not in file.read_bytes()


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


def test_many_changes_since_are_taken_in(database: Database) -> None:
    with database.change("a") as tx:
        tx.add_many([Person(id=f"p{number}", full_name=f"Name {number}") for number in range(30)])
    with database.read() as tx:
        assert len(name_index.named(tx, "person", "name", 100)) == 30
    with database.change("b") as tx:
        tx.add_many([Person(id=f"q{number}", full_name=f"Name {number}") for number in range(1100)])
        tx.update(tx.get(Person, "p1"), full_name="Other")
    for _again in range(2):
        with database.read() as tx:
            found = name_index.named(tx, "person", "name", 10_000)
            assert len(found) == len(set(found)) == 1129
            assert name_index.named(tx, "person", "other", 10) == ["p1"]


def test_nobody_waits_while_another_thread_builds_the_index(database: Database) -> None:
    with database.change("a") as tx:
        tx.add(Person(id="p1", full_name="Khin Htay", phones="0942"))
        tx.add(Person(id="p2", full_name="Daw Khin"))
    with database.read() as tx, name_index._turns[name_index._key(tx, "person")]:
        assert name_index.named(tx, "person", "khin", 9) == ["p1"]  # of the database, by how names begin
        assert name_index.nearly_named(tx, "person", "khin ht", 9) == ["p1"]
        assert name_index.with_digits(tx, "person", "0942", 9) == []
        assert [known.id for known in duplicates.is_it_known(tx, "khin htay")] == ["p1"]
        assert tx.incomplete
    with database.read() as tx:
        assert name_index.named(tx, "person", "khin", 9) == ["p1", "p2"]
        assert not tx.incomplete


def test_after_many_changes_the_index_before_answers_while_another_thread_reads_them(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_index, "_FEW", 3)
    with database.change("a") as tx:
        tx.add(Person(id="p1", full_name="Khin Htay"))
        tx.add(Person(id="p2", full_name="Khin Mya"))
    with database.read() as tx:
        name_index.prepare(tx)
    with database.change("b") as tx:
        tx.delete(tx.get(Person, "p1"))
        tx.add_many([Person(id=f"q{number}", full_name=f"Khin {number}") for number in range(9)])
    with database.read() as tx:
        with name_index._turns[name_index._key(tx, "person")]:
            assert [hit.id for hit in searching.search(tx, "khin")] == ["p2"]  # who is gone is not shown
            assert tx.incomplete
        assert set(name_index.named(tx, "person", "khin", 99)) == {"p2", *(f"q{number}" for number in range(9))}


def test_digits_of_phones_are_no_names_and_phones_stay_apart(database: Database) -> None:
    with database.change("a") as tx:
        tx.add(Person(id="p1", full_name="Group 12345", phones="0942; 0777"))
        tx.add(Person(id="p2", full_name="Aung", phones="09 12-345"))
        tx.add(Enterprise(id="b1", name="Shop", owner_name="Aung", phones="၁၂၃၄၅"))
        assert name_index.named(tx, "person", "12345", 10) == ["p1"]
        assert name_index.with_digits(tx, "person", "12345", 10) == ["p2"]
        assert name_index.with_digits(tx, "person", "420777", 10) == []
        assert name_index.with_digits(tx, "enterprise", "12345", 10) == ["b1"]
        assert name_index.named(tx, "enterprise", "aung", 10) == ["b1"]
        assert name_index.named(tx, "person", "", 10) == []


def test_identity_numbers_are_found_as_a_whole_however_they_are_written(database: Database) -> None:
    with database.change("a") as tx:
        tx.add(Person(id="p1", full_name="Aung", national_id="12/OuKaMa(N)123456", phones="09 77"))
        tx.add(Person(id="p2", full_name="Mya", national_id="၁၂/ဥကမ(နိုင်)၁၂၃၄၅၆"))
    with database.read() as tx:
        assert name_index.numbered(tx, "person", number_key("12 oukama n 123456"), 9) == ["p1"]
        assert name_index.numbered(tx, "person", number_key("12/ဥကမ(နိုင်)123456"), 9) == ["p2"]
        assert name_index.numbered(tx, "person", "123456", 9) == []
        assert name_index.with_digits(tx, "person", "123456", 9) == []
        assert name_index.named(tx, "person", "123456", 9) == []
        assert name_index.numbered(tx, "person", "", 9) == []


def test_who_begins_with_the_text_comes_first(database: Database) -> None:
    with database.change("a") as tx:
        for record, name in (("p1", "Zaw Khin"), ("p2", "Akhin"), ("p3", "Khin Zaw"), ("p4", "Mya")):
            tx.add(Person(id=record, full_name=name))
    with database.read() as tx:
        assert name_index.named(tx, "person", "khin", 10) == ["p3", "p1", "p2"]
        assert name_index.named(tx, "person", "khin", 2) == ["p3", "p1"]


def test_names_that_lack_one_word_come_after_those_that_lack_none(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.db")
    names = {"p1": "Khin Htay Aye", "p2": "Aye Khin Moe", "p3": "Htay Aye Khin", "p4": "Khin Mya Soe", "p5": "Aye Htay"}
    with database.change("add") as tx:
        tx.add_many([Person(id=record, full_name=name) for record, name in names.items()])
    with database.read() as tx:
        found = name_index.nearly_named(tx, "person", "khin htay aye", 10)
        assert found[0] == "p1"  # begins with it
        assert (set(found[:2]), set(found)) == ({"p1", "p3"}, {"p1", "p2", "p3", "p5"})
        assert name_index.nearly_named(tx, "person", "mya", 10) == ["p4"]
