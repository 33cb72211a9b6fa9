"""Undo and redo of what was done here last, one action at a time, across all screens.

Merges and imports are taken back by name in the log of the exchange, where it is told what stays: the undo key stops
at them (`InTheLog`), and never takes back older work instead. It passes by the issuing and printing of certificates:
their numbers may be on paper, and are made void.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db.database import PERMANENT, Transaction
from trainer_app.errors import UserError
from trainer_app.exchange import brought
from trainer_app.formats import number_text
from trainer_app.history import TABLES, Labels
from trainer_app.texts import _, ngettext

KINDS = ("edit", "settle", "join")
"""Kinds of actions that undo and redo go through."""

BY_NAME = ("merge", "import")
"""Kinds of actions at which they stop."""

_STANDS = "(a.undone_by IS NULL OR u.undone_by IS NOT NULL)"  # never undone, or done again since
_MARKS = ", ".join(f"'{kind}'" for kind in KINDS)
_ALL_MARKS = ", ".join(f"'{kind}'" for kind in KINDS + BY_NAME)
_TABLES = ", ".join(f"'{table}'" for table in sorted(PERMANENT))


class InTheLog(UserError):
    """What was done last is taken back in the log of the exchange."""


@dataclass(frozen=True)
class Stays:
    """Records of one kind that stay for one reason: a sentence with their number, and what each is called."""

    sentence: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class TakenBack:
    """What stays when an action is taken back, and to whom workbooks went in the meantime."""

    kept: list[Stays]
    passed_on: list[str]


def take_back(tx: Transaction, *action_ids: int) -> TakenBack:
    """Undo any actions of the log, the newest first: also a merge, an import or an undo.

    What a merge brought is put aside here only.
    """
    held: set[tuple[str, str]] = set()
    for action_id in action_ids:
        held |= tx.undo(action_id, brought.to_go_with(tx, action_id))
        brought.put_completed_aside(tx, action_id)
    others: dict[tuple[str, str], str] = {}
    for action_id in action_ids:  # only now is it clear which merges stand
        others |= brought.even_out(tx, action_id)
    groups: dict[tuple[str, str], list[str]] = {}  # the records by file ("" : held by other work) and table
    for table, record in sorted(held):
        groups.setdefault(("", table), []).append(record)
    for (table, record), file in sorted(others.items()):
        if (table, record) not in held:
            groups.setdefault((file, table), []).append(record)
    labels = Labels(tx)
    kept = [
        Stays(_why(table, file, len(records)), tuple(labels.record(table, record) for record in records))
        for (file, table), records in groups.items()
    ]
    return TakenBack(kept, _passed_on(tx, min(action_ids)))


def _why(table: str, file: str, n: int) -> str:
    """How many records of a kind stay, and why; `file` has the name of another workbook that brought them."""
    if file:
        text = ngettext(
            "{kind}: {n} stays, since {file}, which was merged too, brought it as well",
            "{kind}: {n} stay, since {file}, which was merged too, brought them as well", n,
        )  # fmt: skip
    elif table in PERMANENT:
        text = ngettext(
            "{kind}: {n} stays, because the number may be on paper; make it void instead",
            "{kind}: {n} stay, because the numbers may be on paper; make them void instead", n,
        )  # fmt: skip
    else:
        text = ngettext(
            "{kind}: {n} stays, because other work stands on it",
            "{kind}: {n} stay, because other work stands on them", n,
        )  # fmt: skip
    return text.format(kind=_(TABLES.get(table, table)), n=number_text(n), file=file)


def _passed_on(tx: Transaction, action_id: int) -> list[str]:
    """Whom workbooks were sent to after a merge, the last first: they may hold what it brought, and keep it."""
    rows = tx.rows(
        "SELECT details FROM action WHERE kind = 'export' AND id > :id "
        "AND EXISTS (SELECT 1 FROM action WHERE id = :id AND kind = 'merge') ORDER BY id DESC",
        {"id": action_id},
    )
    sent = [json.loads(row[0]) for row in rows]
    return list(dict.fromkeys(str(details.get("partner") or details.get("file") or "-") for details in sent))


def taken_back(tx: Transaction, action_ids: Sequence[int]) -> list[int]:
    """Which of these actions are taken back at present, and were not done again since."""
    return [
        row[0]
        for row in tx.rows(
            f"SELECT a.id FROM action a LEFT JOIN action u ON u.id = a.undone_by WHERE NOT {_STANDS} "
            "AND a.id IN (SELECT value FROM json_each(:ids))",
            {"ids": json.dumps(list(action_ids))},
        )
    ]


def undo(tx: Transaction) -> str | None:
    """Take back the newest action that stands; its label, or None if there is none. Raises InTheLog at a merge."""
    rows = tx.rows(
        f"SELECT a.id, a.kind, a.label FROM action a LEFT JOIN action u ON u.id = a.undone_by "
        f"WHERE a.kind IN ({_ALL_MARKS}) AND {_STANDS} AND EXISTS (SELECT 1 FROM change c WHERE c.action_id = a.id) "
        f"AND (a.kind NOT IN ({_MARKS}) OR NOT EXISTS (SELECT 1 FROM change c WHERE c.action_id = a.id "
        f"AND c.kind = 'create' AND c.table_name IN ({_TABLES}))) ORDER BY a.id DESC LIMIT 1"
    )
    if not rows:
        return None
    if rows[0].kind in BY_NAME:
        raise InTheLog(
            _("The last thing done was “{what}”. Nothing was undone. Take it back in the log of the exchange.").format(
                what=rows[0].label
            )
        )
    tx.begin_action("undo", _("Undo: {what}").format(what=rows[0].label))
    tx.undo(rows[0].id)
    return str(rows[0].label)


def redo(tx: Transaction) -> str | None:
    """Do again what was undone last; its label, or None if nothing was, or something else was done since."""
    rows = tx.rows(
        "SELECT u.id, a.label FROM action a JOIN action u ON u.id = a.undone_by "
        f"WHERE a.kind IN ({_MARKS}) AND u.kind = 'undo' AND u.undone_by IS NULL AND NOT EXISTS "
        f"(SELECT 1 FROM action later WHERE later.kind IN ({_ALL_MARKS}) AND later.id > u.id AND EXISTS "
        "(SELECT 1 FROM change c WHERE c.action_id = later.id)) ORDER BY u.id DESC LIMIT 1"
    )
    if not rows:
        return None
    tx.begin_action("redo", _("Redo: {what}").format(what=rows[0].label))
    tx.undo(rows[0].id)
    return str(rows[0].label)
