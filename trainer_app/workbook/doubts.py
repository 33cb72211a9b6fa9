"""What in a typed row may not be meant: a zero that a number lost, a share for a percentage, somebody else's name."""

from collections.abc import Iterator, Mapping
from typing import Any

from trainer_app.formats import fold
from trainer_app.linkage import names
from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.profile import of_person
from trainer_app.texts import _
from trainer_app.workbook.cells import canon
from trainer_app.workbook.sheets import PARTICIPANTS, TRAINERS
from trainer_app.workbook.tables import Row, Table

_WITH_ZEROS = frozenset({"phones", "national_id"})
_TELLING = ("sex", "birth_date", "birth_year", "phones", "email", "national_id", "father_name")
_OTHERS = 2  # of these that are another's besides the name


def of_row(table: Table, row: Row, values: Mapping[str, Any]) -> Iterator[str]:
    """Sentences about the values that were typed into a row, by the columns' keys."""
    for key, value in values.items():
        column = table.spec.by_key.get(key)
        if column is None or value is None:
            continue
        if column.name in _WITH_ZEROS and isinstance(row.cells[key], int | float):
            yield _("“{found}” is a number in “{label}”, so zeros before it are lost. If there were any, type it "
                    "again, with an apostrophe before it (')").format(found=value, label=_(column.label))  # fmt: skip
        if column.is_percentage and 0 < value < 1:
            yield _("“{found}” in “{label}” is less than one per cent. If {meant:g} is meant, type that").format(
                found=canon(value), label=_(column.label), meant=100 * value)  # fmt: skip
    if table.spec in (PARTICIPANTS, TRAINERS):
        yield from _somebody_else(table, row, values)


def _somebody_else(table: Table, row: Row, values: Mapping[str, Any]) -> Iterator[str]:
    """A name with other data of a person in the row of somebody: that renames a person, and adds nobody."""
    before = dict(zip(table.keys, row.base or (), strict=bool(row.base)))
    name, old = values.get("person.full_name"), before.get("person.full_name")
    if not name or not old or fold(name) == fold(old):
        return
    other = [key for part in _TELLING if values.get(key := f"person.{part}") is not None and before.get(key)]
    if len(other) >= _OTHERS:
        yield _("“{old}” became “{new}” with other data. If that is another person, put the old values back and type "
                "the new person into an empty row").format(old=old, new=name)  # fmt: skip
    elif not _alike(old, name):  # as where the workbook of one course is used again for the next
        yield _("“{old}” became “{new}”. If that is another person, put the old name back and type the new person into "
                "an empty row").format(old=old, new=name)  # fmt: skip


def _alike(one: str, other: str) -> bool:
    """Whether two names may be spellings of one, in whatever scripts."""
    told = names.names(of_person({"full_name": one}), of_person({"full_name": other}), Commonness())
    return told is not None and told.bits > 0
