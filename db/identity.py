"""A database that must not go on under its name in the exchange takes a new one: replica id, code and signature."""

from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id, new_code, new_replica
from db.models import Replica, Setting


def renew(tx: Transaction) -> str:
    """Give the database of this transaction a new replica id and code; returns the old id.

    Needed where what the old id gave out may be anywhere: after an older copy was restored, or where two copies of
    one file are at work. It keeps the name, kind and settings of the old.
    """
    database = tx.database
    old = database.replica
    database.replica = database.clock.replica = new_replica()
    database.code = new_code()
    tx.connection.exec_driver_sql(
        "UPDATE meta SET value = ? WHERE key = ?", [(database.replica, "replica"), (database.code, "code")]
    )
    known = tx.find(Replica, col(Replica.id) == old)
    name, kind = (known[0].name, known[0].kind) if known else (None, None)
    tx.add(Replica(id=database.replica, code=database.code, name=name, kind=kind))
    tx.add_many(
        [
            Setting(
                id=derived_id("setting", database.replica, setting.key or ""),
                replica=database.replica,
                key=setting.key,
                value=setting.value,
            )
            for setting in tx.find(Setting, col(Setting.replica) == old)
        ]
    )
    return old
