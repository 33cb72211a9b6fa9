"""Keys: made once for each database, never leaving it but for the public part, vouched for by an office."""

from pathlib import Path

from db.backup import copy
from db.database import Database
from db.identity import renew
from db.ids import derived_id
from db.models import SigningKey
from trainer_app import dump, keys
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue


def test_a_database_makes_its_key_once(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.db", name="Ann")
    with database.change("sign") as tx:
        key = keys.own(tx)
        assert keys.is_signed(key.public, key.sign(b"content"), b"content")
        assert not keys.is_signed(key.public, key.sign(b"content"), b"other content")
        assert not keys.is_signed(key.public, b"no signature", b"content")
    with Database.open(database.path).change("again") as tx:
        assert keys.own(tx).public == key.public
        assert [(known.public, known.name) for known in keys.known(tx)] == [(key.public, "Ann")]


def test_a_copy_that_became_a_database_of_its_own_makes_its_own_key(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.db", name="Ann")
    with database.change("sign") as tx:
        first = keys.own(tx).public
    copy(database.path, tmp_path / "b.db")
    with Database.open(tmp_path / "b.db").change("renew") as tx:
        renew(tx)
        assert keys.own(tx).public != first
        assert {known.public for known in keys.known(tx)} == {first, keys.own(tx).public}


def test_only_the_public_key_travels_and_an_office_vouches_for_it(tmp_path: Path) -> None:
    trainer, office = Database.create(tmp_path / "a.db", name="Ann"), Database.create(tmp_path / "o.db", name="Office")
    with trainer.change("sign") as tx:
        key = keys.own(tx)
        private = tx.rows("SELECT value FROM meta WHERE key = 'key'")[0][0].partition(":")[2]
        assert private not in "\n".join(dump.lines(tx))
    send(trainer, tmp_path / "ann.xlsx", load_catalogue(), Scope("everything"), sender="Ann")
    merge(office, [tmp_path / "ann.xlsx"], apply=True)
    with office.change("vouch") as tx:
        assert [known.vouched_by for known in keys.known(tx)] == [""]
        keys.vouch(tx, key.id)
        assert {known.name: known.vouched_by for known in keys.known(tx)} == {"Ann": "Office", "Office": ""}
        tx.update(tx.get(SigningKey, key.id), replica_id="somebody else")
        assert not any(known.vouched_by for known in keys.known(tx))


def test_a_later_key_in_somebody_s_name_is_told_from_the_first(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.db", name="Ann")
    with database.change("sign") as tx:
        own = keys.own(tx)
        text = "c29tZWJvZHkgZWxzZSdzIGtleSwgMzIgYnl0ZXM="
        other = derived_id("signing_key", database.replica, text)
        tx.add(SigningKey(id=other, replica_id=database.replica, public_key=text))
        assert {known.id: known.first for known in keys.known(tx)} == {own.id: True, other: False}


def test_nobody_s_record_can_be_made_to_say_another_key(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.db", name="Ann")
    text = "c29tZWJvZHkgZWxzZSdzIGtleSwgMzIgYnl0ZXM="
    with database.change("sign") as tx:
        own = keys.own(tx)
        tx.update(tx.get(SigningKey, own.id), public_key=text)
        tx.add(SigningKey(id="0", replica_id=database.replica, public_key=text))
        assert [(known.id, known.public, known.first) for known in keys.known(tx)] == [(own.id, own.public, True)]
        tx.delete(tx.get(SigningKey, own.id))
        assert [known.public for known in keys.known(tx)] == [own.public]
