"""What was decided of likely duplicates travels: nobody is asked again; where two decide otherwise, somebody is."""

from datetime import date
from pathlib import Path

import pytest

from db.database import Database
from db.models import Course, Enrolment, Enterprise, Organisation, Person
from trainer_app import dump, duplicates, enterprises, organisations
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()


def _sent(sender: Database, receiver: Database, file: Path) -> None:
    send(sender, file, CATALOGUE, Scope("everything"), sender=sender.path.stem)
    merge(receiver, [file], apply=True)


@pytest.fixture
def offices(tmp_path: Path) -> tuple[Database, Database]:
    """Two offices that know the same three records of one name and phone."""
    a, b = (Database.create(tmp_path / f"{name}.db", name=name, kind="office") for name in "ab")
    with a.change("add") as tx:
        tx.add(Course(id="c1", code="SYB-1", programme="SIYB", products="SYB", starts=date(2026, 3, 2)))
        for record in ("p1", "p2", "p3"):
            tx.add(Person(id=record, full_name="Ma Khin Htay", phones="09420012345", sex="F"))
            tx.add(Enrolment(course_id="c1", person_id=record))
    _sent(a, b, tmp_path / "first.xlsx")
    return a, b


def _asked(database: Database) -> list[tuple[str, str, bool]]:
    with database.read() as tx:
        return [(one.first_id, one.second_id, one.disputed) for one in duplicates.candidates(tx)]


def _alike(a: Database, b: Database) -> None:
    with a.read() as one, b.read() as other:
        assert dump.digest(one) == dump.digest(other)


def test_not_the_same_is_not_asked_again_elsewhere(offices: tuple[Database, Database], tmp_path: Path) -> None:
    a, b = offices
    assert len(_asked(b)) == 3
    with a.change("not the same") as tx:
        duplicates.mark_not_same(tx, "person", "p2", "p1")
    _sent(a, b, tmp_path / "marked.xlsx")
    assert _asked(b) == _asked(a)
    assert {pair[:2] for pair in _asked(b)} == {("p1", "p3"), ("p2", "p3")}
    with a.change("undo") as tx:
        duplicates.forget_not_same(tx, "p1", "p2")
    _sent(a, b, tmp_path / "forgotten.xlsx")
    assert len(_asked(b)) == 3


def test_joining_three_travels_and_so_does_taking_them_apart(
    offices: tuple[Database, Database], tmp_path: Path
) -> None:
    a, b = offices
    with a.change("join") as tx:
        assert persons.join(tx, "p1", "p2", "p3") == 2
    _sent(a, b, tmp_path / "joined.xlsx")
    assert _asked(a) == _asked(b) == []
    with b.read() as tx:
        assert [row.id for row in persons.rows(tx)] == ["p1"]
    with b.change("apart") as tx:
        persons.unjoin(tx, "p3")
    _sent(b, a, tmp_path / "apart.xlsx")
    assert _asked(a) == _asked(b) == [("p1", "p3", False)]
    _alike(a, b)


@pytest.mark.parametrize("table", ["enterprise", "organisation"])
def test_what_is_said_of_enterprises_and_organisations_travels_too(
    offices: tuple[Database, Database], tmp_path: Path, table: str
) -> None:
    a, b = offices
    kind, module = (Enterprise, enterprises) if table == "enterprise" else (Organisation, organisations)
    with a.change("add") as tx:
        for record, name in (
            ("o1", "Golden Lotus Weavers"),
            ("o2", "Golden Lotos Weavers"),
            ("o3", "Golden Lotus Weaver"),
        ):
            tx.add(kind(id=record, name=name, phones="09420012345" if record == "o2" else None))

    def asked(database: Database) -> set[tuple[str, str]]:
        with database.read() as tx:
            return {(one.first_id, one.second_id) for one in duplicates.candidates(tx, table)}

    _sent(a, b, tmp_path / "all.xlsx")
    assert asked(a) == asked(b) == {("o1", "o2"), ("o1", "o3"), ("o2", "o3")}
    with b.change("decide") as tx:
        module.join(tx, "o1", "o2")
        duplicates.mark_not_same(tx, table, "o1", "o3")
        action = tx.action.id
    _sent(b, a, tmp_path / "decided.xlsx")
    assert asked(a) == asked(b) == set()
    with a.read() as tx:
        assert [tuple(row) for row in tx.rows("SELECT id, root FROM joined")] == [("o2", "o1")]
        assert tx.get(kind, "o1").phones == "09420012345"
    with b.change("undo") as tx:
        tx.undo(action)
    _sent(b, a, tmp_path / "undone.xlsx")
    assert len(asked(a)) == len(asked(b)) == 3
    _alike(a, b)


def test_organisations_of_two_countries_are_two(offices: tuple[Database, Database]) -> None:
    a, _b = offices
    with a.change("add") as tx:
        for country in ("MM", "TH"):
            tx.add(Organisation(name="Ministry of Labour", country=country))
    with a.read() as tx:
        assert duplicates.candidates(tx, "organisation") == []


@pytest.mark.parametrize("settled", ["same", "two"])
def test_joined_there_and_said_to_be_two_here_is_asked_until_somebody_settles_it(
    offices: tuple[Database, Database], tmp_path: Path, settled: str
) -> None:
    a, b = offices
    with a.change("join") as tx:
        persons.join(tx, "p1", "p2")
    with b.change("not the same") as tx:
        duplicates.mark_not_same(tx, "person", "p1", "p2")
    _sent(a, b, tmp_path / "of a.xlsx")
    _sent(b, a, tmp_path / "of b.xlsx")
    for office in offices:
        assert _asked(office)[0] == ("p1", "p2", True)
        with office.read() as tx:
            assert duplicates.candidates(tx)[0].reasons[0].startswith("joined by somebody")
    with a.change("settled") as tx:
        if settled == "same":
            persons.join(tx, "p1", "p2")
        else:
            duplicates.mark_not_same(tx, "person", "p1", "p2")
    _sent(a, b, tmp_path / "settled.xlsx")
    for office in offices:
        assert not any(pair[2] for pair in _asked(office))
        with office.read() as tx:
            stand = [row.id for row in persons.rows(tx)]
        assert stand == (["p1", "p3"] if settled == "same" else ["p1", "p2", "p3"])
    _alike(a, b)
