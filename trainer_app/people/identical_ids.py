"""Joining persons of one identity number without asking, where an office has turned that on."""

from db.database import Transaction
from trainer_app import duplicates, settings
from trainer_app.people import persons
from trainer_app.texts import _

_CONTRADICT = frozenset(
    {"name differs", "name similar", "sex differs", "birth differs", "birth years", "relative differs"}
)
"""What tells that one of two numbers was mistyped: such pairs are left to a person."""


def join_where_wanted(tx: Transaction) -> int:
    """Join them as an action of its own, which can be undone, if this office's settings say so; how many were joined.

    Called at the end of what brought records here, in the same transaction: all of it happens, or nothing. Only
    persons who stand, whose name is known and of whom nothing speaks against it; what somebody said are two stays two.
    The oldest record stays.
    """
    pairs = duplicates.of_one_number(tx, _CONTRADICT) if settings.get(tx, "join_identical_ids") == "yes" else []
    if not pairs:
        return 0
    tx.begin_action("join", _("Join persons of one identity number"))
    return sum(persons.join(tx, keep, gone) for keep, gone in pairs)
