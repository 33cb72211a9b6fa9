"""What one does to the cells of a workbook with only a spreadsheet program, and what those cells say then."""

from dataclasses import dataclass
from typing import Any

from tests.soak.cast import NAMES
from tests.soak.model import Mind
from tests.soak.story import Story
from tests.soak.world import Rows

FIRST_ROW = 2  # of a sheet, below keys and headers
WRONG = "neither"
"""How every value begins that no column takes."""

_SEXES = {"Man": "M", "Woman": "F", "": None}
_MARKS = {"P": "present", "A": "absent", "H": "half", "": None}
_MAY_BE_EMPTY = ("person.phones", "person.education", "person.sex", "enrolment.remark", "person.full_name")


@dataclass(frozen=True, slots=True)
class Touched:
    """A cell that somebody typed into or emptied, and the value that it says now of a field: None where it is empty.

    `record` stands beside the row, of a mark that of the participant; `row` is counted as Excel does. `alone` is
    whether no other row has the same hidden id.
    """

    sheet: str
    row: int
    table: str
    record: str
    field: str
    value: Any
    alone: bool


class Typing:
    """What one does to the cells of a workbook: `value` is what was typed, `wrong` whether it cannot be taken.

    `touched` is the cell, `added` the name of somebody who is new; `moved` is whether rows that all have an id of their
    own only changed places. `refused` are how many more cells cannot be taken than before: none where the one before
    was as wrong.
    """

    def __init__(self, story: Story, sheets: dict[str, Rows], shown: Mind) -> None:
        self.story, self.sheets, self.shown = story, sheets, shown
        self.value: str | None = None
        self.touched: Touched | None = None
        self.added = ""
        self.moved = False
        self.refused = 0
        self.wrong = False

    def do(self, what: str, row: int, column: int) -> str:
        """Do one thing; a sentence about it, or "" if there is nothing to do it to."""
        return getattr(self, what)(row, column)

    def _sheet(self, title: str) -> tuple[Rows, dict[str, int], list[int]]:
        """A sheet's rows, the places of its columns, and the numbers of its filled rows; none if it is not there."""
        if title not in self.sheets:
            return [], {}, []
        rows = self.sheets[title]
        keys = {str(key).partition("/")[2]: place for place, key in enumerate(rows[0])}
        name = next(keys[key] for key in ("person.full_name", "course.code", "person.name") if key in keys)
        return rows, keys, [n for n in range(FIRST_ROW, len(rows)) if rows[n][name] != ""]

    def _write(self, title: str, number: int, key: str, cell: str, value: Any) -> None:
        """Write into a cell what means this value."""
        rows, keys, _filled = self._sheet(title)
        rows[number][keys[key]] = cell
        table, _dot, field = key.partition(".")
        record = str(rows[number][keys["second" if table == "person" else "id"]])
        alone = sum(1 for row in rows if row[keys["id"]] == rows[number][keys["id"]]) == 1
        field = "mark" if table == "attendance" else field
        self.touched = Touched(title, number + 1, table, record, field, value, alone)

    def cell(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        key = ("person.phones", "person.education", "person.full_name", "enrolment.remark")[column % 4]
        who = rows[number][keys["person.full_name"]]
        self.value = self.story.token(f"typed {key.partition('.')[2]}")
        self._write("Participants", number, key, self.value, self.value)
        return f"types {self.value} for {who}"

    def sex(self, row: int, column: int) -> str:
        _rows, _keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number, cell = filled[row % len(filled)], list(_SEXES)[column % 3]
        self._write("Participants", number, "person.sex", cell, _SEXES[cell])
        return f"sets the sex in row {number + 1} to “{cell}”"

    def empty(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        something = [key for key in _MAY_BE_EMPTY if rows[number][keys[key]] != ""]
        key = something[column % len(something)]
        was = rows[number][keys[key]]
        self._write("Participants", number, key, "", None)
        return f"empties {key} in row {number + 1}, where “{was}” stood"

    def disputed(self, row: int, column: int) -> str:
        """Type into a cell that the sender's records disagree about."""
        rows, keys, filled = self._sheet("Participants")
        places = [
            (number, key)
            for number in filled
            for key in _MAY_BE_EMPTY
            if key.partition(".")[2] in self.shown.view(str(rows[number][keys["second"]])).conflicts
        ]
        if not places:
            return ""
        number, key = places[row % len(places)]
        cell, value = ("Man", "M") if key == "person.sex" else (self.story.token("agreed"),) * 2
        if rows[number][keys[key]] == cell:
            cell, value = "Woman", "F"
        self._write("Participants", number, key, cell, value)
        return f"types {cell} into {key} of row {number + 1}, which is in conflict"

    def bad(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        key = ("person.sex", "person.birth_date")[column % 2]
        self.wrong = True
        self.refused = int(not str(rows[number][keys[key]]).startswith(WRONG))
        self.value = rows[number][keys[key]] = self.story.token(WRONG)
        return f"types “{self.value}” into {key} of row {number + 1}"

    def new(self, row: int, column: int, below: bool = False) -> str:
        rows, keys, _filled = self._sheet("Participants")
        _courses, course_keys, known = self._sheet("Courses")
        if not known:
            return ""
        free = (keys["enrolment.course_id"], keys["person.full_name"])  # a row of the erased has a course and no name
        number = next((n for n in range(FIRST_ROW, len(rows)) if all(rows[n][at] == "" for at in free)), len(rows))
        if below or number == len(rows):
            number = len(rows)
            rows.append([""] * len(rows[0]))
        self.added = self.value = f"{NAMES[row % len(NAMES)]} ({next(self.story.numbers)})"
        rows[number][keys["enrolment.course_id"]] = _courses[known[column % len(known)]][course_keys["course.code"]]
        rows[number][keys["person.full_name"]] = self.value
        return f"adds {self.value} {'below the prepared rows' if below else 'in a prepared row'}"

    def below(self, row: int, column: int) -> str:
        return self.new(row, column, below=True)

    def copy(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        self.added = self.value = f"{NAMES[column % len(NAMES)]} ({next(self.story.numbers)})"
        rows.append(list(rows[number]))
        rows[-1][keys["person.full_name"]] = self.value
        return f"copies row {number + 1} below the others and writes {self.value} into it"

    def take_out(self, row: int, column: int) -> str:
        rows, _keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        del rows[number]
        return f"deletes row {number + 1} of Participants"

    def sort(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if len(filled) < 2:
            return ""
        moved = [rows[number] for number in reversed(filled)]
        for number, other in zip(filled, moved, strict=True):
            rows[number] = other
        ids = [row[keys["id"]] for row in moved if row[keys["id"]] != ""]
        self.moved = len(set(ids)) == len(ids)  # of a copy and what it was copied from the upper one counts
        return "sorts Participants the other way"

    def mark(self, row: int, column: int) -> str:
        _rows, _keys, filled = self._sheet("Attendance")
        if not filled:
            return ""
        number, cell = filled[row % len(filled)], list(_MARKS)[column % 4]
        self._write("Attendance", number, "attendance.1", cell, _MARKS[cell])
        return f"marks row {number + 1} of Attendance “{cell}”"

    def course(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Courses")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        self.value = self.story.token("typed venue")
        self._write("Courses", number, "course.venue", self.value, self.value)
        return f"types {self.value} at course {rows[number][keys['course.code']]}"
