"""Attendance of courses that are over and filled in partly: how many cells are empty, and sessions without a mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from db.database import Transaction
from trainer_app.formats import number_text
from trainer_app.texts import _, ngettext

_SEATS = (
    "NOT e.deleted AND COALESCE(e.learner, 'person') = 'person' AND COALESCE(e.outcome, '') NOT IN "
    "('dropped_out', 'no_show')"
)
"""Whose cells are looked at: of those who left, empty ones are no surprise."""

_JOINED = "LEFT JOIN joined j ON j.table_name = 'person' AND j.id = e.person_id"
_WHO = "COALESCE(j.root, e.person_id, e.id)"
"""Two seats of records that are one person are one row of cells."""


@dataclass(frozen=True)
class Gap:
    """What a course lacks: empty cells of all that are looked at, and the numbers of sessions without any mark."""

    course_id: str
    empty: int
    cells: int
    unmarked: tuple[int, ...]

    def sentence(self, course: str) -> str:
        """For the sender, in the chosen language."""
        text = ngettext(
            "{course}: {empty} of {n} cell is empty", "{course}: {empty} of {n} cells are empty", self.cells
        ).format(course=course, empty=number_text(self.empty), n=number_text(self.cells))
        if self.unmarked:
            nobody = ngettext("session without any mark: {numbers}", "sessions without any mark: {numbers}",
                              len(self.unmarked))  # fmt: skip
            text = _("{first}; {second}").format(first=text, second=nobody.format(numbers=_runs(self.unmarked)))
        return text


def gaps(tx: Transaction, courses: str, parameters: dict[str, str | None]) -> list[Gap]:
    """The courses `c` of this SQL condition that have some marks and lack others, the emptiest first.

    Once the outcomes of all are set, a session without any mark was not held, and is not asked for.
    """
    seats = {
        row[0]: (row[1], row[2])
        for row in tx.rows(
            f"SELECT e.course_id, count(DISTINCT {_WHO}), total(e.outcome IS NULL OR e.outcome = 'not_known') "
            f"FROM enrolment e {_JOINED} JOIN course c ON c.id = e.course_id WHERE {_SEATS} AND {courses} "
            "GROUP BY e.course_id",
            parameters,
        )
    }
    sessions = tx.rows(
        f"SELECT s.course_id, s.number, (SELECT count(DISTINCT {_WHO}) FROM attendance a JOIN enrolment e "
        f"ON e.id = a.enrolment_id AND e.course_id = s.course_id {_JOINED} WHERE a.session_id = s.id AND NOT a.deleted "
        f"AND a.mark IS NOT NULL AND {_SEATS}) FROM course_session s JOIN course c ON c.id = s.course_id "
        f"WHERE NOT s.deleted AND {courses} ORDER BY s.course_id, s.number, s.id",
        parameters,
    )
    found = []
    for course_id, its_sessions in groupby(sessions, key=lambda row: row[0]):
        people, undecided = seats.get(course_id, (0, 0))
        marked = [(number, marks) for _course, number, marks in its_sessions]
        looked_at = [(number, marks) for number, marks in marked if marks or undecided]
        empty = sum(people - marks for _number, marks in looked_at)
        if empty and any(marks for _number, marks in marked):
            unmarked = tuple(number for number, marks in looked_at if not marks and number is not None)
            found.append(Gap(course_id, empty, people * len(looked_at), unmarked))
    return sorted(found, key=lambda gap: (-gap.empty, gap.course_id))


def _runs(numbers: Sequence[int]) -> str:
    """Numbers in words: 2–4, 7."""
    runs = []
    for _shift, run in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        first, *more = [number for _place, number in run]
        runs.append(f"{first}–{more[-1]}" if more else str(first))
    return ", ".join(runs)
