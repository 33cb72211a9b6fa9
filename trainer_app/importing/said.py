"""What a mapping file or the command line says of single rows, cells and names of a list, found in its plan."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from trainer_app.errors import UserError
from trainer_app.formats import fold
from trainer_app.importing.choices import CellKey, Choices
from trainer_app.importing.matching import Candidate
from trainer_app.importing.plan import NEW_PERSON, SAME_AS_ROW, NamedKey, Plan, RowPlan
from trainer_app.texts import _

SAME = "same"
"""The likeliest of those that it may be; else an id of one of them, or plan.NEW_PERSON."""


def row_key(sheet: str, row: int) -> str:
    """How a row is told: List!5."""
    return f"{sheet}!{row}"


def corrections(told: Mapping[str, str], sheets: Collection[str]) -> dict[CellKey, str]:
    """What cells should say, told as {"List!C6": "20"}. Raises UserError for what is no cell of the list."""
    found = {}
    for key, text in told.items():
        sheet, _sign, cell = key.rpartition("!")
        if sheet not in sheets or re.fullmatch(r"[A-Z]{1,3}[1-9]\d*", cell) is None:
            sentence = _("The list has no cell {key}. Cells are told as {example}: sheet, “!”, place.")
            raise UserError(sentence.format(key=key, example=f"{next(iter(sheets), 'List')}!C6"))
        found[sheet, cell] = text
    return found


def decided(choices: Choices, plan: Plan, rows: Mapping[str, str], names: Mapping[str, str]) -> Choices:
    """The choices with what is told of rows {"List!5": "same"} and of organisers and trainers by name.

    plan: one of the list before. A name that the list has not, or that needs no answer, is left. Raises UserError for a
    row that the list has not, and for an id of nobody whom it may be.
    """
    known = {row_key(row.sheet, row.row): row for row in plan.rows}
    decisions = dict(choices.decisions)
    for key, who in rows.items():
        if key not in known:
            sentence = _("The list has no row {key}. Rows are told as {example}: sheet, “!”, number.")
            raise UserError(sentence.format(key=key, example=next(iter(known), "List!5")))
        row = known[key]
        if meant := _of_row(key, row, who):
            decisions[row.sheet, row.row] = meant
    return replace(choices, decisions=decisions, named={**choices.named, **_named(plan, names)})


def _of_row(key: str, row: RowPlan, who: str) -> str:
    """Who it is; "" where that needs no answer, as when it came in before."""
    if row.candidates:
        return _who(key, row.candidates, who)
    if row.like_row is None or not (row.verdict == "held" or row.doubted):
        return ""
    return {SAME: SAME_AS_ROW, NEW_PERSON: NEW_PERSON}.get(who) or _who(key, (), who)


def _named(plan: Plan, names: Mapping[str, str]) -> dict[NamedKey, str]:
    said = {fold(name): who for name, who in names.items()}
    return {
        one.key: _who(one.name, one.candidates, said[fold(one.name)]) for one in plan.named if fold(one.name) in said
    }


def _who(key: str, candidates: Iterable[Candidate], who: str) -> str:
    by_id = {one.record_id: one.name for one in candidates}
    if who == SAME and by_id:
        return next(iter(by_id))
    if who == NEW_PERSON or who in by_id:
        return who
    allowed = ", ".join([SAME, NEW_PERSON, *(f"{record_id} ({name})" for record_id, name in by_id.items())])
    sentence = _("“{who}” is nobody whom {key} may be. It may be said: {allowed}.")
    raise UserError(sentence.format(who=who, key=key, allowed=allowed))
