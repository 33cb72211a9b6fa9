"""The register: a line for each learner and a column to sign in for each day."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from trainer_app.course_papers.facts import Facts, Learner
from trainer_app.formats import number_text
from trainer_app.texts import _
from trainer_app.typesetting.rows import Side, draw_rows, fitted, total, within, wrapped

_INK, _QUIET, _LINE = HexColor("#1F2933"), HexColor("#52606D"), HexColor("#8996A3")
_EDGE, _HEAD, _ROW, _FOOT = 34.0, 46.0, 27.0, 24.0
_NUMBER, _NAME, _LEAST = 26.0, 190.0, 96.0  # widths of the columns; the least for a signature
_DAYS = 6  # on one sheet
_EMPTY_ROWS = 3  # for those who come without being on the list


def draw(canvas: Canvas, facts: Facts) -> None:
    """Draw sheets that lie; more than six days go on to sheets of their own."""
    height, width = facts.size
    days: Sequence[date | None] = facts.days or (None,)
    per_page = int((height - 2 * _EDGE - _HEAD - 30 - _FOOT) // _ROW)
    lines: list[Learner | None] = [*facts.learners, *[None] * _EMPTY_ROWS]
    pages = [
        (days[first : first + _DAYS], lines[start : start + per_page])
        for first in range(0, len(days), _DAYS)
        for start in range(0, len(lines), per_page)
    ]
    for number, (some, rows) in enumerate(pages, start=1):
        canvas.setPageSize((width, height))
        _draw_page(canvas, facts, width, height, some, rows)
        text = _("{code} · sheet {number} of {of}").format(code=facts.code, number=number, of=len(pages))
        foot = wrapped(text, 8, width - 2 * _EDGE, _QUIET)
        draw_rows(canvas, foot, _EDGE, _EDGE + 4, width - 2 * _EDGE, "middle")
        canvas.showPage()


def _draw_page(
    canvas: Canvas, facts: Facts, width: float, height: float, days: Sequence[date | None],
    lines: Sequence[Learner | None],
) -> None:  # fmt: skip
    inner = width - 2 * _EDGE
    told = " · ".join(filter(None, (facts.dates, facts.place, ", ".join(facts.trainers))))
    begin: Side = "right" if facts.right_to_left else "left"
    rows = fitted(facts.title, 15, 9, inner, _INK, language=facts.language)
    rows += wrapped(told, 9.5, inner, _QUIET, language=facts.language, gap=3) if told else []
    y = draw_rows(canvas, within(rows, _HEAD - 4), _EDGE, height - _EDGE, inner, begin)
    y = height - _EDGE - _HEAD
    columns = _columns(inner, len(days))
    heads = ["", _("Name"), _("Organisation, phone"), *(_head(day, facts.language) for day in days)]
    _draw_line(canvas, facts, columns, y, 30, heads, bold=True)
    y -= 30
    for learner in lines:
        cells = ["", "", ""]
        if learner is not None:
            beside = " · ".join(filter(None, (learner.organisation, learner.phone)))
            name = " · ".join(filter(None, (learner.name, learner.latin_name)))
            cells = [number_text(learner.seat), name, beside]
        _draw_line(canvas, facts, columns, y, _ROW, cells + [""] * len(days))
        y -= _ROW


def _head(day: date | None, language: str) -> str:
    return format_date(day, "EEE d MMM", locale=language) if day else _("Signature")


def _columns(inner: float, days: int) -> list[float]:
    """The widths of the columns: what signatures leave goes to the organisation."""
    left = inner - _NUMBER - _NAME
    each = max(min(left * 0.62 / days, 150.0), min(_LEAST, left * 0.8 / days))
    return [_NUMBER, _NAME, left - each * days, *[each] * days]


def _draw_line(
    canvas: Canvas, facts: Facts, columns: list[float], top: float, height: float, cells: list[str], *,
    bold: bool = False,
) -> None:  # fmt: skip
    """Draw one line of the table, its cells from the side where the language begins to read."""
    canvas.setStrokeColor(_LINE)
    canvas.setLineWidth(0.5)
    x = _EDGE + (sum(columns) if facts.right_to_left else 0)
    for at, (cell, width) in enumerate(zip(cells, columns, strict=True)):
        x -= width if facts.right_to_left else 0
        canvas.rect(x, top - height, width, height)
        if cell:
            rows = within(
                wrapped(cell, 9.5, width - 8, _INK, bold=bold, language=facts.language, between=0), height - 4
            )
            side: Side = "middle" if at == 0 or (bold and at > 2) else "right" if facts.right_to_left else "left"
            draw_rows(canvas, rows, x + 4, top - (height - total(rows)) / 2, width - 8, side)
        x += 0 if facts.right_to_left else width
