"""The private key: kept with a passphrase if wanted, and replaced without losing what the old one signed."""

from pathlib import Path

import pytest

from db.database import Database
from db.models import SigningKey
from trainer_app import keys, own_key
from trainer_app.errors import UserError
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "a.db", name="Ann")
    with made.change("key") as tx:
        keys.own(tx)
    return made


def test_a_key_with_a_passphrase_is_asked_for_it_and_stays_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.change("guard") as tx:
        public = keys.own(tx).public
        own_key.guard(tx, "three or four words")
        assert keys.own(tx).public == public
        own_key.lock(tx)
        assert own_key.state(tx) == own_key.State(made=True, guarded=True, locked=True)
        with pytest.raises(own_key.KeyLocked, match="is locked"):
            keys.own(tx)
        with pytest.raises(UserError, match="not the passphrase"):
            own_key.unlock(tx, "three or four worms")
        own_key.unlock(tx, "three or four words")
        assert keys.own(tx).public == public
        own_key.lock(tx)
        monkeypatch.setenv(own_key.PASSPHRASE_VARIABLE, "three or four words")
        assert keys.own(tx).public == public
        with pytest.raises(UserError, match="at least 8 characters"):
            own_key.guard(tx, "short")
        own_key.guard(tx, "")
        assert own_key.state(tx) == own_key.State(made=True, guarded=False, locked=False)
        assert keys.own(tx).public == public


def test_the_bare_key_is_not_left_in_the_file(database: Database) -> None:
    with database.read() as tx:
        bare = tx.rows("SELECT value FROM meta WHERE key = 'key'")[0][0].partition(":")[2].encode()
    with database.change("guard") as tx:
        own_key.guard(tx, "three or four words")
    with database.read() as tx:  # what stands in the log beside the file goes into it
        tx.connection.exec_driver_sql("ROLLBACK")
        tx.connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        tx.connection.exec_driver_sql("BEGIN")
    assert bare not in database.path.read_bytes()


def test_who_knows_the_old_key_trusts_the_new_one(database: Database, tmp_path: Path) -> None:
    office = Database.create(tmp_path / "o.db", name="Office", kind="office")
    catalogue = load_catalogue()
    send(database, tmp_path / "first.xlsx", catalogue, Scope("everything"), sender="Ann")
    merge(office, [tmp_path / "first.xlsx"], apply=True)
    with database.change("replace") as tx:
        old, new = keys.own(tx), keys.replace(tx)
        assert new.public != old.public
        assert tx.get(SigningKey, old.id).retired_on is not None
        assert [(key.public == new.public, key.first) for key in keys.known(tx)] == [(False, True), (True, True)]
    send(database, tmp_path / "second.xlsx", catalogue, Scope("everything"), sender="Ann")
    for apply in (False, True, True):
        assert merge(office, [tmp_path / "second.xlsx"], apply=apply).files[0].seal == "known"
    with database.change("lose") as tx:
        keys.replace(tx, lost=True)
    send(database, tmp_path / "third.xlsx", catalogue, Scope("everything"), sender="Ann")
    assert merge(office, [tmp_path / "third.xlsx"], apply=True).files[0].seal == "other_key"


def test_a_lost_key_confirms_nothing(database: Database) -> None:
    with database.change("replace") as tx:
        own_key.guard(tx, "a passphrase that is forgotten")
        own_key.lock(tx)
        with pytest.raises(own_key.KeyLocked):
            keys.replace(tx)
        keys.replace(tx, lost=True)
        assert [key.first for key in keys.known(tx)] == [True, False]
        assert [key.retired_on is None for key in keys.known(tx)] == [False, True]


def test_a_confirmed_key_keeps_the_name_it_was_confirmed_in(database: Database, tmp_path: Path) -> None:
    from db.models import Replica

    office = Database.create(tmp_path / "o.db", name="Office", kind="office")
    send(database, tmp_path / "ann.xlsx", load_catalogue(), Scope("everything"), sender="Ann")
    merge(office, [tmp_path / "ann.xlsx"], apply=True)
    with office.change("confirm") as tx:
        [theirs] = [key for key in keys.known(tx) if key.name == "Ann"]
        keys.vouch(tx, theirs.id)
        tx.update(tx.get(Replica, database.replica), name="Ministry")
        assert [(key.name, key.vouched_by) for key in keys.known(tx) if key.id == theirs.id] == [("Ann", "Office")]
        record = tx.get(SigningKey, theirs.id)
        tx.update(record, countersignature=(record.countersignature or "").replace("Ann", "Ministry"))
        assert [key.vouched_by for key in keys.known(tx) if key.id == theirs.id] == [""]
        keys.vouch(tx, theirs.id)
        keys.unvouch(tx, theirs.id)
        assert [key.vouched_by for key in keys.known(tx) if key.id == theirs.id] == [""]
        with pytest.raises(UserError, match="Another office"):
            keys.vouch(tx, keys.own(tx).id)


def test_a_trainer_who_confirms_a_key_confirms_nothing(database: Database, tmp_path: Path) -> None:
    """Only an office's word counts, and one's own."""
    from db.models import Replica

    other = Database.create(tmp_path / "b.db", name="Ben")
    for one, name in ((other, "ben"), (database, "ann")):
        send(one, tmp_path / f"{name}.xlsx", load_catalogue(), Scope("everything"), sender=name)
    merge(database, [tmp_path / "ben.xlsx"], apply=True)
    with database.change("confirm") as tx:
        [bens] = [key.id for key in keys.known(tx) if key.name == "Ben"]
        keys.vouch(tx, bens)
    send(database, tmp_path / "ann.xlsx", load_catalogue(), Scope("everything"), sender="Ann")
    third = Database.create(tmp_path / "c.db", name="Cho")
    merge(third, [tmp_path / "ann.xlsx"], apply=True)
    with third.change("look") as tx:
        assert [key.vouched_by for key in keys.known(tx) if key.id == bens] == [""]
        tx.update(tx.get(Replica, database.replica), kind="office")
        assert [key.vouched_by for key in keys.known(tx) if key.id == bens] == ["Ann"]
