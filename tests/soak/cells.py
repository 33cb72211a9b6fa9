"""What one does to the cells of a workbook with only a spreadsheet program."""

from tests.soak.cast import NAMES
from tests.soak.story import Story
from tests.soak.world import Rows

FIRST_ROW = 2  # of a sheet, below keys and headers


class Typing:
    """What one does to the cells of a workbook: `value` is what was typed, `wrong` whether it cannot be taken.

    `refused` are how many more cells cannot be taken than before: none where the one before was as wrong.
    """

    def __init__(self, story: Story, sheets: dict[str, Rows]) -> None:
        self.story, self.sheets = story, sheets
        self.value: str | None = None
        self.refused = 0
        self.wrong = False

    def do(self, what: str, row: int, column: int) -> str:
        """Do one thing; a sentence about it, or "" if there is nothing to do it to."""
        return getattr(self, what)(row, column)

    def _sheet(self, title: str) -> tuple[Rows, dict[str, int], list[int]]:
        """A sheet's rows, the places of its columns, and the numbers of its filled rows."""
        rows = self.sheets[title]
        keys = {str(key).partition("/")[2]: place for place, key in enumerate(rows[0])}
        name = next(keys[key] for key in ("person.full_name", "course.code", "person.name") if key in keys)
        return rows, keys, [n for n in range(FIRST_ROW, len(rows)) if rows[n][name] != ""]

    def cell(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        key = ("person.phones", "person.education", "person.full_name", "enrolment.remark")[column % 4]
        self.value = self.story.token(f"typed {key.partition('.')[2]}")
        who, rows[number][keys[key]] = rows[number][keys["person.full_name"]], self.value
        return f"types {self.value} for {who}"

    def sex(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        rows[number][keys["person.sex"]] = ("Man", "Woman", "")[column % 3]
        return f"sets the sex in row {number + 1} to “{rows[number][keys['person.sex']]}”"

    def empty(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        key = ("person.phones", "person.education", "enrolment.remark")[column % 3]
        rows[number][keys[key]] = ""
        return f"empties {key} in row {number + 1}"

    def bad(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Participants")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        key = ("person.sex", "person.birth_date")[column % 2]
        self.wrong = True
        self.refused = int(not str(rows[number][keys[key]]).startswith("neither"))
        self.value = rows[number][keys[key]] = self.story.token("neither")
        return f"types “{self.value}” into {key} of row {number + 1}"

    def new(self, row: int, column: int, below: bool = False) -> str:
        rows, keys, _filled = self._sheet("Participants")
        _courses, course_keys, known = self._sheet("Courses")
        if not known:
            return ""
        free = (keys["enrolment.course_id"], keys["person.full_name"])  # a row of the erased has a course and no name
        number = next(n for n in range(FIRST_ROW, len(rows)) if all(rows[n][at] == "" for at in free))
        if below:
            number = len(rows)
            rows.append([""] * len(rows[0]))
        self.value = f"{NAMES[row % len(NAMES)]} ({next(self.story.numbers)})"
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
        self.value = f"{NAMES[column % len(NAMES)]} ({next(self.story.numbers)})"
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
        rows, _keys, filled = self._sheet("Participants")
        if len(filled) < 2:
            return ""
        moved = [rows[number] for number in reversed(filled)]
        for number, other in zip(filled, moved, strict=True):
            rows[number] = other
        return "sorts Participants the other way"

    def mark(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Attendance")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        rows[number][keys["attendance.1"]] = ("P", "A", "H", "")[column % 4]
        return f"marks row {number + 1} of Attendance “{rows[number][keys['attendance.1']]}”"

    def course(self, row: int, column: int) -> str:
        rows, keys, filled = self._sheet("Courses")
        if not filled:
            return ""
        number = filled[row % len(filled)]
        self.value = rows[number][keys["course.venue"]] = self.story.token("typed venue")
        return f"types {self.value} at course {rows[number][keys['course.code']]}"
