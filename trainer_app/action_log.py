"""The log of everything that was done here: edits, merges, imports, what was sent, and what took it back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.database import Transaction


@dataclass(frozen=True)
class ActionRow:
    """One thing that was done here. `details` depends on the kind: file, partner, ledger ...

    `undone_by` is the action that took it back, None while it stands (also when that was taken back in turn).
    """

    id: int
    kind: str
    label: str
    at: datetime
    author: str
    changes: int
    undone_by: int | None
    details: dict[str, Any]

    @property
    def did_something(self) -> bool:
        """Whether there is anything to take back: a merge may only have brought what another had, or completed it."""
        return bool(self.changes) or "again" in self.details or "completed" in self.details

    @property
    def counts(self) -> dict[str, int]:
        """The rows of an exchange: read, new, changed, same, held, refused of what came; rows of what went out."""
        found: dict[str, int] = {}
        for ledger in (*self.details.get("ledgers", ()), *self.details.get("ledger", ())):
            for name, n in ledger.items():
                if isinstance(n, int):
                    found[name] = found.get(name, 0) + n
        rows = self.details.get("rows")
        if isinstance(rows, dict):
            found["rows"] = sum(rows.values())
        return found


# By an action that stands: one that was itself taken back takes nothing back any more, and so on.
_TAKEN_BACK = (
    "CASE WHEN (WITH RECURSIVE back(id, n) AS (SELECT action.undone_by, 1 WHERE action.undone_by IS NOT NULL UNION ALL "
    "SELECT b.undone_by, n + 1 FROM back JOIN action b ON b.id = back.id WHERE b.undone_by IS NOT NULL) "
    "SELECT max(n) FROM back) % 2 THEN undone_by END"
)


def actions(
    tx: Transaction, limit: int = 200, before: int | None = None, *kinds_wanted: str, text: str = ""
) -> list[ActionRow]:
    """What was done here, the newest first; `before` is the id of the last one shown already.

    `text` is looked for in what was done, by whom, and in what an exchange left in the log: partner, file, reason.
    """
    where, parameters = _actions_meant(kinds_wanted, text)
    rows: Sequence[Any] = tx.rows(
        f"SELECT id, kind, label, at, author, {_TAKEN_BACK}, details, "
        "(SELECT count(*) FROM change c WHERE c.action_id = action.id) FROM action "
        f"WHERE {where} AND (:before IS NULL OR id < :before) ORDER BY id DESC LIMIT :limit",
        {**parameters, "limit": limit, "before": before},
    )
    return [
        ActionRow(
            row[0], row[1], row[2], datetime.fromisoformat(row[3]).astimezone(), row[4] or "", row[7], row[5],
            json.loads(row[6]),
        )
        for row in rows
    ]  # fmt: skip


def one_action(tx: Transaction, action_id: int) -> ActionRow | None:
    """What was done under this number; None if there is no such action."""
    return next((row for row in actions(tx, 1, action_id + 1) if row.id == action_id), None)


def count_actions(tx: Transaction, *kinds_wanted: str) -> int:
    """How many actions of these kinds there are, of all if none is named."""
    where, parameters = _actions_meant(kinds_wanted, "")
    return int(tx.rows(f"SELECT count(*) FROM action WHERE {where}", parameters)[0][0])


def _actions_meant(kinds_wanted: Sequence[str], text: str) -> tuple[str, dict[str, Any]]:
    """The condition as SQL and its values."""
    where, values = "1", dict[str, Any]()
    if kinds_wanted:
        where += " AND kind IN (SELECT value FROM json_each(:kinds))"
        values["kinds"] = json.dumps(kinds_wanted)
    if text:
        where += " AND (label LIKE :text OR author LIKE :text OR details LIKE :text)"
        values["text"] = f"%{text.replace('%', '').replace('_', '')}%"
    return where, values
