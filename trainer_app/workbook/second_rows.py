"""A second row of marks or of one follow-up: a row that was copied, or typed below although there is one already.

Such a row is whoever's name stands in it, so that a copy is no record of its own, as it is on other sheets. It may
not change in silence what stands in the participant's own row.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from trainer_app.texts import N_
from trainer_app.workbook.cells import Refused, from_cell
from trainer_app.workbook.naming import Names
from trainer_app.workbook.sheets import ATTENDANCE, FOLLOW_UPS, Column
from trainer_app.workbook.tables import Row

A_COPY = N_(
    "This row is a copy of the row of {name}, with other marks. None of them was taken. Correct the row of {name}, or "
    "enter here the name of the participant whose marks these are."
)
A_COPIED_FOLLOW_UP = N_(
    "This row is a copy of the row of {name}, with other values. None of them was taken. Correct the row of {name}, or "
    "enter here another name, or after how many other months this follow-up was."
)
TAKEN_AS_NEW = N_("a copied row; it was taken as a new one")
OTHERWISE = N_("{name} has a row on this sheet already, with other marks. Correct that one.")


def is_copy(names: Names, row: Row, enrolment: str) -> bool:
    """Whether the row is a copy of the participant's own row: it stands beside the same id."""
    return bool(row.ids[0]) and names.enrolment_in(row.ids[0]) == enrolment


def own_marks(names: Names, enrolment: str) -> dict[str, str]:
    """The cells of the participant's own row as they are now, by column key; empty if there is no such row."""
    for _table, row in names.rows.get(ATTENDANCE.key, ()):
        if names.enrolment_in(row.record) == enrolment:
            return dict(zip(row.cells, row.texts, strict=True))
    cells = names.incoming.written(ATTENDANCE.key).get(enrolment)
    return dict(zip(names.incoming.head.columns[ATTENDANCE.key], cells, strict=True)) if cells else {}


def changed_in_copy(names: Names, row: Row, keys: Iterable[str]) -> list[str]:
    """Of these columns (keys) those in which a copied row of a follow-up says otherwise than the one it is a copy of;
    none where the row is no copy."""
    if row.ids[0] != row.record:
        return []
    own: dict[str, str] = {}
    for _table, other in names.rows.get(FOLLOW_UPS.key, ()):
        if other is not row and other.record == row.record:
            own = dict(zip(other.cells, other.texts, strict=True))
    if not own:
        written = names.incoming.written(FOLLOW_UPS.key).get(row.record, ())
        own = dict(zip(names.incoming.head.columns[FOLLOW_UPS.key], written, strict=False))
    texts = dict(zip(row.cells, row.texts, strict=True))
    return [key for key in keys if texts[key] != own.get(key, "")]


def compare(names: Names, row: Row, enrolment: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Of the marks in a second row those to take, and the keys of those that say otherwise than the own row.

    A copy may add nothing either: nobody can tell whether its name was to be typed over.
    """
    own = own_marks(names, enrolment)
    if not own:
        return dict(values), []
    taken, otherwise = {}, []
    for key, mark in values.items():
        standing = _mark(names, key, own.get(key, ""))
        if mark == standing:
            continue
        if standing is None and not is_copy(names, row, enrolment):
            taken[key] = mark
        else:
            otherwise.append(key)
    return taken if not (otherwise and is_copy(names, row, enrolment)) else {}, otherwise


def _mark(names: Names, key: str, text: str) -> str | None:
    try:
        mark = from_cell(Column(key, key, "choice", "mark"), text, names.lists)
    except Refused:
        return None
    return str(mark) if mark is not None else None
