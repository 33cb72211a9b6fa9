"""Course and name beside the marks of attendance only repeat the sheet Participants: typed over, that is noticed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from trainer_app.workbook.sheets import ATTENDANCE, PARTICIPANTS
from trainer_app.workbook.tables import Table

_CELLS = {
    PARTICIPANTS.key: ("id", "enrolment.course_id", "person.full_name"),
    ATTENDANCE.key: ("id", "enrolment.course_code", "person.name"),
}


class OnlyShown:
    """Compares the rows of attendance with those of the participants, if these come before them in the file.

    The digest of a row says nothing of such cells, and to compare all of them with what was written takes too long.
    """

    def __init__(self) -> None:
        self._people: dict[Any, int] = {}  # by the row's id, the hash of course and name: the texts would take memory

    def watching(self, table: Table, rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
        """The rows below the header; those that show somebody else than the participants' sheet become doubtful."""
        cells = _CELLS.get(table.spec.key, ())
        if not cells or not table.positions.keys() >= set(cells):
            return rows
        of = self._remembered if table.spec is PARTICIPANTS else self._compared
        return of(table, rows, *(table.positions[key] for key in cells))

    def _remembered(
        self, _table: Table, rows: Iterable[Sequence[Any]], at_id: int, at_course: int, at_name: int
    ) -> Iterator[Sequence[Any]]:
        for row in rows:
            self._people[row[at_id]] = hash((row[at_course], row[at_name]))
            yield row

    def _compared(
        self, table: Table, rows: Iterable[Sequence[Any]], at_id: int, at_course: int, at_name: int
    ) -> Iterator[Sequence[Any]]:
        for number, row in enumerate(rows, table.header + 2):
            course, name = row[at_course], row[at_name]
            if hash((course, name)) != self._people.get(row[at_id]) and row[at_id] in self._people and (course or name):
                table.doubtful.add(number)
            yield row
