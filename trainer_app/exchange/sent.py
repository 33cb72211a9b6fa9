"""What a partner has been sent and has given, by the log of exchanges: so that the next workbook holds only news."""

import json
from dataclasses import dataclass

from db.database import Transaction
from trainer_app.exchange import brought
from trainer_app.formats import fold
from trainer_app.workbook.select import LOCAL


@dataclass(frozen=True)
class Addressee:
    """Whom a workbook is for: the name as it stands in the log, and the key of trainer_app/partners.py if known."""

    name: str
    key: str = ""

    def is_of(self, name: str | None, key: str | None) -> bool:
        """Whether an entry of the log with this name and key is theirs: two keys decide, or else the name."""
        if _tells_apart(self.key) and _tells_apart(key):
            return key == self.key
        return bool(fold(self.name)) and fold(name) == fold(self.name)


def _tells_apart(key: str | None) -> bool:
    """Whether it is the key of a person or a computer, and not only a name."""
    return bool(key) and not str(key).startswith("name:")


@dataclass(frozen=True)
class LastSent:
    """The workbook that the next one goes on from, and the place in the journal where it was written; 0: none."""

    workbook: str = ""
    position: int = 0


def position(tx: Transaction) -> int:
    """The place in the journal of this moment."""
    return int(tx.rows("SELECT COALESCE(max(seq), 0) FROM change")[0][0])


def last_workbook(tx: Transaction) -> str:
    """The id of the workbook that this database wrote last, "" if it wrote none."""
    rows = tx.rows(
        "SELECT json_extract(details, '$.workbook') FROM action WHERE kind = 'export' "
        "AND json_extract(details, '$.workbook') IS NOT NULL ORDER BY id DESC LIMIT 1"
    )
    return str(rows[0][0]) if rows else ""


def addressee(tx: Transaction, workbook: str) -> str:
    """The name of whom a workbook that was written here had been sent to; "" if it says none."""
    rows = tx.rows(
        "SELECT json_extract(details, '$.partner') FROM action WHERE kind = 'export' "
        "AND json_extract(details, '$.workbook') = :workbook",
        {"workbook": workbook},
    )
    return str(rows[0][0] or "") if rows else ""


def is_missing(tx: Transaction, workbook: str) -> bool:
    """Whether a workbook that another goes on from was not wholly merged here or was undone, or one before it."""
    query = (
        "SELECT id, json_extract(details, '$.follows') FROM action WHERE kind = 'merge' "
        "AND json_extract(details, '$.workbook') = :workbook AND json_extract(details, '$.left') IS NULL ORDER BY id"
    )
    undone = brought.undone_merges(tx)
    seen: set[str] = set()  # a forged chain may go round
    while workbook and workbook not in seen:
        seen.add(workbook)
        standing = [row[1] for row in tx.rows(query, {"workbook": workbook}) if row[0] not in undone]
        if not standing:
            return True
        workbook = standing[-1] or ""
    return False


def last_sent(tx: Transaction, to: Addressee, kind: str, key: str, *, national_ids: bool) -> LastSent:
    """The newest workbook for somebody that held all that one of this kind and key would hold.

    Nothing counts that was sent before another computer of theirs began to send: theirs may have been restored from a
    backup or replaced, and hold nothing of it, nor of their own work since.
    """
    computers = _computers(tx, to)
    since = max(computers.values()) if len(computers) > 1 else 0
    rows = tx.rows(
        "SELECT json_extract(details, '$.partner'), json_extract(details, '$.partner_key'), "
        "json_extract(details, '$.workbook'), json_extract(details, '$.position') FROM action "
        "WHERE kind = 'export' AND id > :since AND json_extract(details, '$.position') IS NOT NULL "
        "AND (json_extract(details, '$.scope') = 'everything' OR (json_extract(details, '$.scope') = :kind "
        "AND json_extract(details, '$.key') = :key)) "
        "AND json_extract(details, '$.national_ids') >= :national_ids ORDER BY id DESC",
        {"kind": kind, "key": key, "national_ids": national_ids, "since": since},
    )
    return next((LastSent(row[2], row[3]) for row in rows if to.is_of(row[0], row[1])), LastSent())


def changed_since(tx: Transaction, since: int, to: Addressee) -> dict[str, set[str]]:
    """The records (ids by table) changed since a place in the journal, but for the partner's own work.

    What others did or typed, and the partner only passed on, is news too: the partner may not have all of it. Nor may
    the computer that they work with now have what they did with another one.
    """
    computers = _computers(tx, to)
    theirs = [max(computers, key=lambda replica: computers[replica])] if computers else []
    rows = tx.rows(
        "SELECT DISTINCT table_name, record_id FROM change WHERE seq > :since "
        "AND substr(stamp, 21) NOT IN (SELECT value FROM json_each(:theirs))",
        {"since": since, "theirs": json.dumps(theirs)},
    )
    found: dict[str, set[str]] = {}
    for table, record in rows:
        if table not in LOCAL:
            found.setdefault(table, set()).add(record)
    return found


def _computers(tx: Transaction, to: Addressee) -> dict[str, int]:
    """The computers that the partner sent workbooks from, each with the first merge of one; never this one.

    Nor any that this database was itself, under an id that it had before.
    """
    merges = tx.rows(
        "SELECT json_extract(details, '$.partner'), json_extract(details, '$.replica') AS replica, id FROM action m "
        "WHERE kind = 'merge' AND replica IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM action e WHERE e.kind = 'export' "
        "AND json_extract(e.details, '$.workbook') = json_extract(m.details, '$.workbook')) ORDER BY id"
    )
    found: dict[str, int] = {}
    for name, replica, merge in merges:
        if replica != tx.database.replica and to.is_of(name, f"replica:{replica}"):
            found.setdefault(replica, merge)
    return found
