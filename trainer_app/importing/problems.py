"""What a list leaves open: questions, cells and rows to look at, alike ones together, those of most rows first."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from trainer_app.importing.choices import CellKey, Choices, RowKey
from trainer_app.importing.findings import allowed, cell_of_row
from trainer_app.importing.labels import field_label
from trainer_app.importing.plan import NEW_PERSON, SAME_AS_ROW, Plan, RowPlan
from trainer_app.importing.values import CellNote
from trainer_app.lists.reading import ListTable, Question
from trainer_app.texts import _

ProblemKind = Literal["question", "refused", "check", "row", "twice", "corrected"]


@dataclass(frozen=True)
class Place:
    """One cell. `row` is its row in the sheet; `name` who or what stands in it; state: what a person did about it."""

    sheet: str
    row: int
    cell: str
    typed: str
    understood: str = ""
    name: str = ""
    state: Literal["open", "corrected", "settled"] = "open"

    @property
    def key(self) -> CellKey:
        return self.sheet, self.cell


@dataclass(frozen=True)
class Problem:
    """One question, or cells or rows with the same problem.

    key: the same as long as it is the same problem. where: the column in words. options and keys: of a question, what
    may be answered and the keys of all that it answers at once; of a row that may stand twice, whether it does, with
    the row that it may repeat as its second place.
    answer: the code of the option that was chosen, "" for none. touched: how many rows.
    """

    key: str
    kind: ProblemKind
    text: str
    where: str
    touched: int
    places: tuple[Place, ...] = ()
    allowed: str = ""
    options: tuple[tuple[str, str], ...] = ()
    keys: tuple[str, ...] = ()
    answer: str = ""

    @property
    def open(self) -> int:
        """How many of its cells, or of a question the rows that it touches, nobody has done anything about."""
        if self.options:
            return 0 if self.answer else self.touched
        return sum(place.state == "open" for place in self.places)


def problems(plan: Plan, choices: Choices, asked: Mapping[str, Question]) -> list[Problem]:
    """All of a list, those that touch most rows first; what is settled comes last. asked: every question of the list so
    far by its key, those that are answered too."""
    in_rows = [*_rows(plan, choices), *_twice(plan, choices)]
    found = [*_questions(asked, choices), *_cells(plan, choices), *in_rows, *_corrected(plan, choices)]
    return sorted(found, key=lambda one: (not one.open, -one.touched, one.kind != "question"))


def in_order(now: Iterable[Problem], keys: Iterable[str]) -> list[Problem]:
    """Problems in the order that a person sees, where they stay while they are worked on; new ones come last."""
    by_key = {one.key: one for one in now}
    known = [key for key in keys if key in by_key]
    return [by_key[key] for key in dict.fromkeys([*known, *by_key])]


def with_corrected(now: Sequence[Problem], before: Iterable[Problem], choices: Choices) -> list[Problem]:
    """Problems with the cells that were corrected since: they stay where they were seen, to be looked at again."""
    places: dict[str, list[Place]] = {}
    for one in before:
        for place in one.places if one.kind in ("refused", "check", "row") else ():
            if place.key in choices.corrections:
                places.setdefault(one.key, []).append(replace(place, state="corrected"))
    shown = {place.key for kept in places.values() for place in kept}
    known = {one.key for one in now}
    gone = [replace(one, places=()) for one in before if one.key in places and one.key not in known]
    found = []
    for one in [*now, *gone]:
        if one.kind == "corrected":
            left = tuple(place for place in one.places if place.key not in shown)
            one = replace(one, places=left, touched=len(left))
            if not left:
                continue
        elif not one.options:
            own = {place.key: place for place in (*places.get(one.key, ()), *one.places)}
            one = replace(
                one, places=tuple(sorted(own.values(), key=lambda place: (place.sheet, place.row, place.cell)))
            )
        found.append(one)
    return found


def _questions(asked: Mapping[str, Question], choices: Choices) -> list[Problem]:
    """Questions; what holds for one heading on several sheets is one."""
    groups: dict[tuple[str, str], list[Question]] = {}
    for question in asked.values():
        groups.setdefault((question.lasting or question.key, question.text), []).append(question)
    found = []
    for (key, text), group in groups.items():
        keys = tuple(dict.fromkeys([one.key for one in group] + [one.lasting for one in group if one.lasting]))
        answer = next((choices.answers[one] for one in keys if one in choices.answers), "")
        places = tuple(
            Place(one.sheet, row, f"{one.column}{row}", "") for one in group for row in one.rows
        )  # fmt: skip
        sheets = ", ".join(dict.fromkeys(one.sheet for one in group))
        found.append(
            Problem(
                f"question {key}",
                "question",
                text,
                sheets,
                sum(one.rows_touched for one in group),
                places,
                options=group[0].options,
                keys=keys,
                answer=answer,
            )
        )
    return found


def _cells(plan: Plan, choices: Choices) -> list[Problem]:
    """Cells to look at: alike where the column and what is wrong are the same, on whatever sheet.

    What is wrong for two fields of the very same cells, such as start and end in one column, is one problem.
    """
    names = {(row.sheet, row.row): row.name for row in plan.rows}
    asked = {(one.sheet, f"{one.column}{row}") for one in plan.questions for row in one.rows}
    groups: dict[tuple[str, str, str], list[CellNote]] = {}
    for note in plan.notes:
        if (note.sheet, note.cell) in asked:
            continue  # the question stands for it
        groups.setdefault((note.mark, note.field, note.note), []).append(note)
    fields: dict[tuple[str, str, frozenset[CellKey]], list[str]] = {}
    for (mark, name, text), notes in groups.items():
        fields.setdefault((mark, text, frozenset((one.sheet, one.cell) for one in notes)), []).append(name)
    found = []
    for (mark, text, _where), named in fields.items():
        name, notes = named[0], groups[mark, named[0], text]
        places = {
            (one.sheet, one.cell): Place(
                one.sheet, one.row, one.cell, one.typed, one.understood or "", names.get((one.sheet, one.row), "")
            )
            for one in notes
        }
        found.append(
            Problem(
                f"{mark} {name} {text}",
                "refused" if mark == "refused" else "check",
                text or _("not clear"),
                ", ".join(dict.fromkeys(map(field_label, named))),
                len({(one.sheet, one.row) for one in notes}),
                tuple(_as_done(place, choices) for place in places.values()),
                allowed(name),
            )
        )
    return found


def _rows(plan: Plan, choices: Choices) -> list[Problem]:
    """Rows that cannot go in, those with the same reason together."""
    tables = {(table.sheet, row.row_number): table for table in plan.reading.tables for row in table.rows}
    groups: dict[str, list[tuple[str, Place]]] = {}
    for row in plan.rows:
        if row.verdict == "refused":
            place = _as_done(_place(row, tables), choices)
            groups.setdefault(re.sub(r"\d+", "#", row.reason), []).append((row.reason, place))
    return [
        Problem(f"row {key}", "row", told[0][0], _("Rows"), len(told), tuple(place for _text, place in told))
        for key, told in groups.items()
    ]


def _twice(plan: Plan, choices: Choices) -> list[Problem]:
    """Rows that may be a person who stands in the list already: whether they are, row by row."""
    tables = {(table.sheet, row.row_number): table for table in plan.reading.tables for row in table.rows}
    options = (SAME_AS_ROW, _("The same person")), (NEW_PERSON, _("Somebody else"))
    found = []
    for row in plan.rows:
        answer = choices.decisions.get((row.sheet, row.row), "")
        open_ = row.verdict == "held" or row.doubted
        if row.candidates or row.question or not (open_ or answer in (SAME_AS_ROW, NEW_PERSON)):
            continue
        text = row.reason or _("Does this row stand twice in the list?")
        if row.doubted:
            text = f"{text} {_('Unless you do, it goes in as somebody else.')}"
        key = f"twice {row.sheet}!{row.row}"
        places = [_place(row, tables)]
        if row.like_row is not None:
            table = tables.get((row.sheet, row.like_row))
            places.append(replace(places[0], row=row.like_row, cell=cell_of_row(row.like_row, table)))
        found.append(Problem(key, "twice", text, row.name, 1, tuple(places), options=options, answer=answer))
    return found


def _corrected(plan: Plan, choices: Choices) -> list[Problem]:
    """Corrections that left nothing to look at, so that they can be seen and taken back."""
    noted = {(note.sheet, note.cell) for note in plan.notes}
    places = [
        Place(sheet, _row(cell), cell, "", text, state="corrected")
        for (sheet, cell), text in choices.corrections.items() if (sheet, cell) not in noted
    ]  # fmt: skip
    if not places:
        return []
    rows = len({(place.sheet, place.row) for place in places})
    return [Problem("corrected", "corrected", _("Corrected here"), "", rows, tuple(places))]


def _as_done(place: Place, choices: Choices) -> Place:
    if place.key in choices.corrections:
        return replace(place, state="corrected")
    return replace(place, state="settled") if place.key in choices.settled else place


def _place(row: RowPlan, tables: Mapping[RowKey, ListTable]) -> Place:
    cell = cell_of_row(row.row, tables.get((row.sheet, row.row)))
    return Place(row.sheet, row.row, cell, row.name, name=row.name)


def _row(cell: str) -> int:
    return int("".join(filter(str.isdigit, cell)) or 0)


def alike(problem: Problem, place: Place) -> list[CellKey]:
    """The cells of a problem in which the same was typed as in this one."""
    return [one.key for one in problem.places if one.typed == place.typed]
