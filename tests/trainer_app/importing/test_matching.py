"""Whom a row of a list may be: found among all who are known, whatever it shares with them."""

from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from db.models import Person
from trainer_app import duplicates, name_index
from trainer_app.importing import matching
from trainer_app.linkage.profile import of_person
from trainer_app.progress import Progress


@pytest.fixture
def office(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "office.db", name="Office", kind="office")


def found(office: Database, told: dict[str, Any]) -> list[str]:
    with office.read() as tx:
        [row] = matching.candidates(tx, [of_person(told)], Progress())
    return [one.name for one in row]


@pytest.mark.parametrize("prepared", [True, False])
def test_who_shares_anything_is_found(prepared: bool, office: Database) -> None:
    with office.change("people") as tx:
        tx.add(Person(full_name="Daw Aye Aye"))  # vowels alone, which sound like nothing
        tx.add(Person(full_name="ခင်ဌေး", latin_name="Khin Htay"))
        tx.add(Person(full_name="Bo Bo", phones="0911223344\n0944379056"))
        tx.add(Person(full_name="Min Min", national_id="12/KAMANA (N) 123456"))
        stays = tx.add(Person(full_name="Carwood Rosa", birth_year=1980))
        goes = tx.add(Person(full_name="Thida", phones="0955512345", birth_year=1980))
        duplicates.join(tx, Person, stays.id, [goes.id], ())
        tx.add(Person(full_name="Nobody Else", phones="0900000000"))
    if prepared:
        with office.read() as tx:
            name_index.prepare(tx)
    assert found(office, {"full_name": "Aye Aye"}) == ["Daw Aye Aye"]
    assert found(office, {"full_name": "Khin Htay"}) == ["ခင်ဌေး"]
    assert found(office, {"full_name": "Khinn Htay"}) == ["ခင်ဌေး"]  # sounds so
    assert found(office, {"full_name": "Bo Bo Win", "phones": "+95 944379056"}) == ["Bo Bo"]
    assert found(office, {"full_name": "Min", "national_id": "12/kamana(n)123456"}) == ["Min Min"]
    assert found(office, {"full_name": "Thida", "phones": "0955512345", "birth_year": 1980}) == ["Thida"]
    with office.change("one more") as tx:
        tx.add(Person(full_name="Su Su"))
        [row] = matching.candidates(tx, [of_person({"full_name": "Su Su"})], Progress())
        assert [one.name for one in row] == ["Su Su"]
    assert found(office, {"full_name": "Su Su"}) == ["Su Su"]
