"""Joining persons of one identity number without asking, where an office has turned that on."""

from db.database import Database
from trainer_app import duplicates, settings
from trainer_app.people import persons
from trainer_app.texts import _

_CONTRADICT = frozenset(
    {"name differs", "name similar", "sex differs", "birth differs", "birth years", "relative differs"}
)
"""What tells that one of two numbers was mistyped: such pairs are left to a person."""


def join_where_wanted(database: Database) -> int:
    """Join them as an action of its own, which can be undone, if this office's settings say so; how many were joined.

    Only persons who stand, whose name is known and of whom nothing speaks against it; what somebody said are two stays
    two. The oldest record stays.
    """
    with database.read() as tx:
        if settings.get(tx, "join_identical_ids") != "yes" or not duplicates.of_one_number(tx, _CONTRADICT):
            return 0
    with database.change(_("Join persons of one identity number"), kind="join") as tx:
        return sum(persons.join(tx, keep, gone) for keep, gone in duplicates.of_one_number(tx, _CONTRADICT))
