"""The lists of a plan: its courses, what becomes of each row, and the rows that were left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_app.formats import span_text
from trainer_app.texts import N_, _
from ui.table import Column

if TYPE_CHECKING:
    from trainer_app.importing.plan import Plan, RowPlan

VERDICTS = {
    "new": N_("new"), "changed": N_("changed"), "same": N_("same"), "held": N_("held"), "refused": N_("refused"),
}  # fmt: skip
_FIRST = ("refused", "held", "changed")  # what a person looks at before all else


def course_columns() -> list[Column]:
    return [
        Column("what", _("Course"), width=30),
        Column("dates", _("Dates"), width=30),
        Column("venue", _("Venue"), width=30),
        Column("state", _("State"), width=12),
        Column("problem", _("Problem"), width=52),
    ]


def course_rows(plan: Plan) -> list[dict[str, Any]]:
    found = []
    for number, one in enumerate(plan.courses):
        key, course = one.key, one.course
        if key is not None:
            what = " ".join(part for part in (key.code, ", ".join(key.products), key.title) if part)
            dates, venue = span_text(key.starts, key.ends), key.venue
        else:
            what = (course.code or course.title or "") if course is not None else ""
            dates, venue = (span_text(course.starts, course.ends), course.venue) if course is not None else ("", None)
        found.append(
            {
                "id": str(number), "what": what, "dates": dates, "venue": venue,
                "state": _("new") if one.new else _("known"), "problem": one.problem or "; ".join(one.doubts),
            }
        )  # fmt: skip
    return found


def row_columns() -> list[Column]:
    return [
        Column("sheet", _("Sheet"), width=18),
        Column("row", _("Row"), "year", width=10),
        Column("name", _("Name"), width=30),
        Column("verdict", _("What becomes of it"), "choice", tuple((k, _(v)) for k, v in VERDICTS.items()), width=18),
        Column("courses", _("Courses"), width=26),
        Column("why", _("Why, or what changes"), width=60),
    ]


def row_rows(plan: Plan) -> list[dict[str, Any]]:
    """Rows that wait or are refused first, then those that change something with old and new, then all others."""

    def first(row: RowPlan) -> int:
        return _FIRST.index(row.verdict) if row.verdict in _FIRST else len(_FIRST)

    return [
        {
            "id": f"{row.sheet}!{row.row}", "sheet": row.sheet, "row": row.row, "name": row.name,
            "verdict": row.verdict, "courses": ", ".join(row.courses),
            "why": row.reason or "; ".join(one.told for one in row.differences),
        }
        for row in sorted(plan.rows, key=first)
    ]  # fmt: skip


def left_out_columns() -> list[Column]:
    return [
        Column("sheet", _("Sheet"), width=18),
        Column("row", _("Row"), "year", width=10),
        Column("why", _("Why"), width=40),
        Column("text", _("What stands in it"), width=80),
    ]


def left_out_rows(plan: Plan) -> list[dict[str, Any]]:
    return [
        {"id": f"{one.sheet}!{one.row}", "sheet": one.sheet, "row": one.row, "why": one.reason, "text": one.text}
        for one in plan.skipped
    ]
