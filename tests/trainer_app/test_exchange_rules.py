"""Rules 1 to 6 of the exchange on generated stories: replicas, Excel-only people, real files and databases."""

import itertools
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import col

from db.database import Database
from db.models import Course, Enrolment, Person
from db.resolve import erased_by
from trainer_app import dump
from trainer_app.checking import check
from trainer_app.exchange import Scope, merge, send
from trainer_app.programmes import Catalogue, load_catalogue

REPLICAS = ("ann", "ben")
NAMES = ("Ma Khin", "Somsak", "ສົມພອນ", "Nguyễn Lan")

CATALOGUE: Catalogue = load_catalogue()


@dataclass
class Story:
    """Some databases and the workbooks that went round; every value that anybody saved or typed is remembered."""

    folder: Path
    databases: dict[str, Database] = field(default_factory=dict)
    workbooks: list[Path] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)  # value -> the person it was said of
    erased: set[str] = field(default_factory=set)  # persons
    gone: set[str] = field(default_factory=set)  # what was known of them where they were erased
    counter: Iterator[int] = field(default_factory=itertools.count)

    def start(self) -> None:
        office = Database.create(self.folder / "office.db", name="Office", kind="office")
        with office.change("course") as tx:
            course = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB", starts=date(2026, 3, 2)))
            for name in NAMES[:2]:
                person = tx.add(Person(full_name=name, sex="F"))
                tx.add(Enrolment(course_id=course.id, person_id=person.id))
        self.databases["office"] = office
        first = self.send("office")
        for name in REPLICAS:
            self.databases[name] = Database.create(self.folder / f"{name}.db", name=name)
            merge(self.databases[name], [first], apply=True)

    def value(self, kind: str, record: str) -> str:
        text = f"{kind} {next(self.counter)}"
        self.said[text] = record
        return text

    def person(self, replica: str, pick: int) -> Person | None:
        with self.databases[replica].read() as tx:
            persons = tx.find(Person, order_by=col(Person.id))
        return persons[pick % len(persons)] if persons else None

    def edit(self, replica: str, pick: int, name: str) -> None:
        person = self.person(replica, pick)
        if person is not None:
            with self.databases[replica].change("edit") as tx:
                tx.update(person, **{name: self.value(name, person.id)})

    def add(self, replica: str, pick: int) -> None:
        with self.databases[replica].change("add") as tx:
            person = Person()
            person.full_name = self.value(NAMES[pick % len(NAMES)], person.id)
            tx.add(person)
            course = tx.find(Course)[0]
            tx.add(Enrolment(course_id=course.id, person_id=person.id))

    def delete(self, replica: str, pick: int) -> None:
        person = self.person(replica, pick)
        if person is not None:
            with self.databases[replica].change("delete") as tx:
                tx.delete(person)

    def join(self, replica: str, pick: int, other: int) -> None:
        person, into = self.person(replica, pick), self.person(replica, other)
        if person is not None and into is not None and person.id != into.id:
            with self.databases[replica].change("join") as tx:
                tx.update(person, merged_into=into.id)

    def erase(self, replica: str, pick: int) -> None:
        person = self.person(replica, pick)
        if person is not None:
            self.erased.add(person.id)
            with self.databases[replica].change("erase") as tx:
                known = "".join(str(change.fields) for change in tx.history("person", person.id))
                self.gone |= {text for text in self.said if f"'{text}'" in known}
                tx.erase(person, {"erased_on": date(2026, 3, 1)})

    def undo(self, replica: str, kind: str) -> None:
        """Take back the last edit or merge; also the undoing itself."""
        with self.databases[replica].change("undo", kind="undo") as tx:
            rows = tx.rows("SELECT max(id) FROM action WHERE kind = :kind AND undone_by IS NULL", {"kind": kind})
            if rows[0][0] is not None and rows[0][0] > 3:
                tx.undo(rows[0][0])

    def send(self, replica: str) -> Path:
        path = self.folder / f"{replica} {next(self.counter)}.xlsx"
        send(self.databases[replica], path, CATALOGUE, Scope("everything"), sender=replica)
        self.workbooks.append(path)
        return path

    def take(self, replica: str, pick: int) -> None:
        merge(self.databases[replica], [self.workbooks[pick % len(self.workbooks)]], apply=True)

    def type_into(self, pick: int, row: int, what: str) -> None:
        """Somebody without the application edits a copy of a workbook in a spreadsheet program."""
        source = self.workbooks[pick % len(self.workbooks)]
        book = openpyxl.load_workbook(source)
        sheet = book["Participants"]
        keys = {cell.value: cell.column for cell in sheet[1]}
        if what == "new":
            number = 3
            while sheet.cell(number, keys["participants/person.full_name"]).value:
                number += 1
            sheet.cell(number, keys["participants/enrolment.course_id"], "SYB-1")
            record = sheet.cell(number, keys["participants/second"]).value
            sheet.cell(number, keys["participants/person.full_name"], self.value("typed name", record))
        else:
            number = 3 + row % 2
            if not sheet.cell(number, keys["participants/person.full_name"]).value:
                return
            record = sheet.cell(number, keys["participants/second"]).value
            sheet.cell(number, keys[f"participants/person.{what}"], self.value(f"typed {what}", record))
        path = self.folder / f"{source.stem} ({next(self.counter)}).xlsx"
        book.save(path)
        self.workbooks.append(path)


REPLICA = st.sampled_from(("office", *REPLICAS))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), REPLICA, st.integers(0, 5), st.sampled_from(("phones", "notes", "full_name"))),
        st.tuples(st.just("add"), REPLICA, st.integers(0, 3)),
        st.tuples(st.just("delete"), REPLICA, st.integers(0, 5)),
        st.tuples(st.just("join"), REPLICA, st.integers(0, 5), st.integers(0, 5)),
        st.tuples(st.just("erase"), REPLICA, st.integers(0, 5)),
        st.tuples(st.just("undo"), REPLICA, st.sampled_from(("edit", "merge", "undo"))),
        st.tuples(st.just("send"), REPLICA),
        st.tuples(st.just("take"), REPLICA, st.integers(0, 9)),
        st.tuples(
            st.just("type_into"), st.integers(0, 9), st.integers(0, 3), st.sampled_from(("phones", "education", "new"))
        ),
    ),
    max_size=12,
)  # fmt: skip


def digest(database: Database) -> str:
    with database.read() as tx:
        return dump.digest(tx)


def copy_of(story: Story, name: str) -> Database:
    """A new office that knows nothing."""
    return Database.create(story.folder / f"{name} {next(story.counter)}.db", name=name, kind="office")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stories")


# A story takes most of a second: making a failing one shorter would take many minutes.
@settings(
    max_examples=20,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(STEPS, st.randoms(use_true_random=False))
def test_the_rules_hold(folder: Path, steps: list[tuple], rng: random.Random) -> None:
    here = folder / str(rng.getrandbits(64))
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir()
    story = Story(here)
    story.start()
    for step in steps:
        getattr(story, step[0])(*step[1:])
    for replica in ("office", *REPLICAS):
        story.send(replica)

    # 2. Order-free: in any order and grouping the databases are equal.
    files = list(story.workbooks)
    one = copy_of(story, "one")
    merge(one, files, apply=True)
    rng.shuffle(files)
    other = copy_of(story, "other")
    cut = rng.randrange(len(files) + 1)
    for part in (files[:cut], files[cut:]):
        if part:
            merge(other, part, apply=True)
    ignored = one.replica, other.replica
    assert text_without(one, ignored) == text_without(other, ignored)

    # 1. Idempotent, 5. no resurrection: the same and older files again change nothing.
    before = digest(one)
    again = merge(one, files, apply=True)
    assert not again.changes_anything
    assert digest(one) == before

    # 3. Nothing lost: all that anybody said is in the journal, but for what was erased on request.
    with one.read() as tx:
        journal = "\n".join(row[0] for row in tx.rows("SELECT fields FROM change"))
        for record in story.erased:
            history = {change.stamp: change for change in tx.history("person", record)}
            assert not [stamp for stamp in erased_by(list(history.values())) if history[stamp].fields]
    there = {text for text in story.said if f'"{text}"' in journal}
    assert there >= {text for text, record in story.said.items() if record not in story.erased}
    assert there.isdisjoint(story.gone)

    # The tables are what the journal says.
    assert not [finding for finding in check(one) if finding.wrong and finding.kind != "erased"]
    shutil.rmtree(here)


def text_without(database: Database, replicas: tuple[str, str]) -> list[str]:
    """The dump without the two offices' own entries in the list of databases."""
    with database.read() as tx:
        return [line for line in dump.lines(tx) if not any(replica in line for replica in replicas)]


def test_no_false_conflict_when_two_people_change_different_fields(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.start()
    story.edit("ann", 0, "phones")
    story.edit("ben", 0, "notes")
    plan = merge(story.databases["office"], [story.send("ann"), story.send("ben")], apply=True)
    assert sum(file.conflicts for file in plan.files) == 0
    assert plan.changes_anything


def test_two_different_corrections_are_a_conflict_that_shows_the_same_everywhere(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.start()
    story.edit("ann", 0, "phones")
    story.edit("ben", 0, "phones")
    ann, ben = story.send("ann"), story.send("ben")
    plan = merge(story.databases["office"], [ann, ben], apply=True)
    assert [file.conflicts for file in plan.files] == [0, 1]
    merge(story.databases["ann"], [ben], apply=True)
    merge(story.databases["ann"], [story.send("office")], apply=True)
    assert digest(story.databases["ann"]) == digest(story.databases["office"])
    with story.databases["office"].read() as tx:
        shown = tx.find(Person, order_by=col(Person.id))[0].phones
    with story.databases["ann"].read() as tx:
        assert tx.find(Person, order_by=col(Person.id))[0].phones == shown


def test_cancelling_a_merge_leaves_nothing_behind(tmp_path: Path) -> None:
    from trainer_app.progress import Cancelled, Progress

    class Impatient(Progress):
        steps = 0

        def cancelled(self) -> None:
            self.steps += 1
            if self.steps > 1:
                raise Cancelled

    story = Story(tmp_path)
    story.start()
    story.edit("ann", 0, "phones")
    story.edit("ben", 0, "notes")
    before = digest(story.databases["office"])
    files = [story.send("ann"), story.send("ben")]
    with pytest.raises(Cancelled):
        merge(story.databases["office"], files, apply=True, progress=Impatient())
    assert digest(story.databases["office"]) == before
