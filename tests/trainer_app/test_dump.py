"""Equal data give equal dumps, whatever order they came in; different data do not."""

import json
import random
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from db.database import Database
from db.journal import all_changes
from db.models import Enrolment, Person, SavedView, Setting
from trainer_app import dump

STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),  # replica
        st.sampled_from(["add", "name", "sex", "year", "delete", "erase", "join", "undo", "exchange"]),
        st.integers(0, 5),  # person
        st.text(max_size=3),
    ),
    max_size=20,
)


def _act(database: Database, step: str, number: int, text: str) -> None:
    with database.change(step) as tx:
        people = tx.find(Person, order_by=Person.id)
        if step == "add" or not people:
            tx.add(Person(full_name=f"{text} {number}", birth_date=date(1990, 1, 1 + number)))
            return
        person = people[number % len(people)]
        if step == "name":
            tx.update(person, full_name=text)
        elif step == "sex":
            tx.update(person, sex="FMXN"[number % 4])
        elif step == "year":
            tx.update(person, birth_year=1980 + number, is_trainer=number % 2 == 0)
        elif step == "delete":
            tx.delete(person)
        elif step == "erase" and number == 0:
            tx.erase(person, {"erased_on": date(2024, 1, 1)})
        elif step == "join":
            tx.update(person, merged_into=people[-1].id)
        elif step == "undo":
            last = tx.rows("SELECT max(id) FROM action WHERE undone_by IS NULL AND kind <> 'new'")[0][0]
            if last:
                tx.undo(last)


def _exchange(databases: list[Database], shuffle: random.Random) -> None:
    everything = []
    for database in databases:
        with database.read() as tx:
            everything += all_changes(tx.connection)
    for database in databases:
        shuffle.shuffle(everything)
        for start in range(0, len(everything), 7):
            with database.change("merge", kind="merge") as tx:
                tx.apply(everything[start : start + 7])


@settings(max_examples=12)
@given(steps=STEPS, seed=st.integers(0, 1000))
def test_replicas_that_heard_the_same_dump_the_same(steps: list[tuple[int, str, int, str]], seed: int) -> None:
    with TemporaryDirectory() as folder:
        databases = [Database.create(Path(folder) / f"{number}.db", name=str(number)) for number in range(3)]
        shuffle = random.Random(seed)
        for replica, step, number, text in steps:
            if step == "exchange":
                _exchange(databases[: 2 + number % 2], shuffle)
            else:
                _act(databases[replica], step, number, text)
        _exchange(databases, shuffle)
        texts = []
        for database in databases:
            with database.read() as tx:
                texts.append(list(dump.lines(tx)))
        assert texts[0] == texts[1] == texts[2]


def test_a_dump_holds_the_data_and_nothing_of_this_database_alone(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.db", name="A")
    with database.change("add") as tx:
        person = tx.add(Person(full_name="Ma Khin", birth_date=date(1990, 5, 1), is_trainer=False))
        gone = tx.add(Enrolment(person_id=person.id, income=12.0))
        tx.add(Setting(replica=database.replica, key="name", value="x"))
        tx.add(SavedView(name="mine"))
    with database.change("delete") as tx:
        tx.delete(gone)
    with database.read() as tx:
        records = [json.loads(line) for line in dump.lines(tx)]
    by_table = {record["table"]: record for record in records}
    assert by_table.keys() == {"replica", "person", "enrolment"}
    assert by_table["person"] == {
        "table": "person",
        "id": person.id,
        "fields": {"full_name": "Ma Khin", "birth_date": "1990-05-01", "is_trainer": False},
    }
    assert by_table["enrolment"]["deleted"] is True
    assert [(record["table"], record["id"]) for record in records] == sorted(
        (record["table"], record["id"]) for record in records
    )


def test_one_changed_value_changes_the_digest_and_undo_brings_it_back(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.db")
    with database.change("add") as tx:
        person = tx.add(Person(full_name="A"))
        before = dump.digest(tx)
    with database.change("edit") as tx:
        tx.update(person, full_name="B")
        assert dump.digest(tx) != before
        action = tx.action.id
    with database.change("undo", kind="undo") as tx:
        tx.undo(action or 0)
        assert dump.digest(tx) == before
        assert dump.write(tx, tmp_path / "dump.jsonl") == before
    assert len((tmp_path / "dump.jsonl").read_text("utf-8").splitlines()) == 2


def test_open_conflicts_stand_in_the_dump_with_their_values(tmp_path: Path) -> None:
    one, other = Database.create(tmp_path / "a.db"), Database.create(tmp_path / "b.db")
    with one.change("add") as tx:
        person = tx.add(Person(full_name="A"))
    _exchange([one, other], random.Random(1))
    for database, name in ((one, "B"), (other, "C")):
        with database.change("edit") as tx:
            tx.update(tx.get(Person, person.id), full_name=name)
    _exchange([one, other], random.Random(1))
    with one.read() as tx:
        found = [json.loads(line) for line in dump.lines(tx)]
    record = next(record for record in found if record["id"] == person.id)
    assert record["conflicts"] == {"full_name": ["B", "C"]}
    assert record["fields"]["full_name"] == "C"
