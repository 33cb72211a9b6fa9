"""Joining persons of one identity number without asking, where an office has turned that on."""

from db.database import Transaction
from trainer_app import duplicates, settings
from trainer_app.linkage.likeness import compare
from trainer_app.linkage.profile import Profile
from trainer_app.people import persons
from trainer_app.profiles import read
from trainer_app.texts import _


def join_where_wanted(tx: Transaction) -> int:
    """Join them as an action of its own, which can be undone, if this office's settings say so; how many were joined.

    Called at the end of what brought records here, in the same transaction: all of it happens, or nothing. Only
    persons who stand, whose names agree in full and of whom nothing speaks against it, also not against those who were
    joined with them; what somebody said are two stays two. The oldest record stays.
    """
    groups = _of_one_person(tx) if settings.get(tx, "join_identical_ids") == "yes" else []
    if not groups:
        return 0
    tx.begin_action("join", _("Join persons of one identity number"))
    return sum(persons.join(tx, keep.id, *(one.id for one in gone)) for keep, *gone in groups)


def _of_one_person(tx: Transaction) -> list[list[Profile]]:
    """Records that are one person's by their number, the oldest first."""
    numbered: dict[str, list[Profile]] = {}
    for profile in read(tx, "person", " AND national_id IS NOT NULL ORDER BY id"):
        if profile.number:
            numbered.setdefault(profile.number, []).append(profile)
    apart = duplicates.settled(tx)
    found = []
    for of_number in numbered.values():
        groups: list[list[Profile]] = []
        for one in of_number:
            group = next((group for group in groups if all(_are_one(known, one, apart) for known in group)), None)
            if group is None:
                groups.append([one])
            else:
                group.append(one)
        found += [group for group in groups if len(group) > 1]
    return found


def _are_one(known: Profile, other: Profile, apart: set[tuple[str, str]]) -> bool:
    """Whether nobody needs to be asked about two of one number: names that agree in a part may be father and son."""
    return (known.id, other.id) not in apart and compare(known, other).band == "same"
