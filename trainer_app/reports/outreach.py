"""The outreach summary: who was reached in a period, by programme, place, time, trainer, project, partner or sex."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from db.database import Transaction
from trainer_app import formats
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.reports import grouping
from trainer_app.reports.document import Chart, Column, Document, Row, Table, Value
from trainer_app.reports.grouping import Dimension
from trainer_app.reports.outreach_columns import figure_columns, share
from trainer_app.reports.outreach_count import Count, CountBy, Figures, Group, Question, count
from trainer_app.reports.outreach_notes import notes_of_period, notes_of_table
from trainer_app.texts import _

CHART_ROWS = 25
"""Bars that a chart shows at most; the table has them all."""

Named = tuple[tuple[Value, ...], Figures]


def outreach(
    tx: Transaction,
    *,
    period: tuple[date, date],
    by: Sequence[str] = ("programme",),
    catalogue: Catalogue,
    youth: tuple[int, int] = (15, 24),
    count_by: CountBy = "end",
    where: Mapping[str, Sequence[str | None]] | None = None,
    language: str = "en",
) -> Document:
    """The summary of a period (first and last day, both in it), grouped by one to three of grouping.DIMENSIONS.

    A course belongs to the period by the day it ends, or starts (`count_by`); a day that is missing is replaced by
    the other. `youth`: youngest and oldest age in years at course start. `where` narrows: dimension -> allowed values
    (codes, record ids; None for "unspecified"), for all dimensions but month and sex. `language`: of programme names.
    Raises UserError for a period that ends before it starts and for an unknown dimension.
    """
    narrowing = dict(where or {})
    dimensions = grouping.chosen(by, narrowing)
    if period[1] < period[0]:
        raise UserError(
            _("The period ends on {last}, before it starts on {first}. Correct one of the two.").format(
                first=formats.date_text(period[0]), last=formats.date_text(period[1])
            )
        )
    question = Question(period, dimensions, youth, count_by, narrowing, catalogue)
    counted = count(tx, question)
    names = _Names(tx, question, counted, language)
    parts: list[Table | Chart] = []
    for trained in (False, True):
        if trained and not counted.groups(0, True):
            continue
        parts.extend(_tables(counted, question, names, trained))
    parts.extend(_heads(counted, question, names))
    return Document(
        title=_("Outreach summary"),
        subtitle=names.narrowing(),
        period=formats.span_text(*period),
        made_at=datetime.now().astimezone(),
        made_by=tx.database.author or "",
        parts=tuple(parts),
        notes=tuple(notes_of_period(tx, question)),
    )


class _Names:
    """What the values of the groups are called."""

    def __init__(self, tx: Transaction, question: Question, counted: Count, language: str) -> None:
        self.question = question
        groups = [group for sorts in counted.levels.values() for found in sorts.values() for group in found]
        self.of: dict[str, Callable[[str | None], Value]] = {}
        for dimension in (*question.by, *(grouping.DIMENSIONS[key] for key in question.where)):
            values: set[str | None] = set(question.where.get(dimension.key, ()))
            if dimension in question.by:
                at = question.by.index(dimension)
                values.update(group[at] for group in groups if at < len(group))
            self.of[dimension.key] = grouping.namer(tx, dimension, values, question.catalogue, language)

    def row(self, group: Group) -> tuple[Value, ...]:
        return tuple(self.of[one.key](value) for one, value in zip(self.question.by[: len(group)], group, strict=True))

    def narrowing(self) -> str:
        """What the summary is narrowed to, in words; "" for everything."""
        parts = []
        for key, allowed in self.question.where.items():
            dimension = grouping.DIMENSIONS[key]
            shown = [str(self.of[key](value) or _(dimension.blank)) for value in allowed]
            parts.append(_("Only {dimension}: {values}").format(dimension=_(dimension.label), values=", ".join(shown)))
        return " · ".join(parts)


def _tables(counted: Count, question: Question, names: _Names, trained: bool) -> list[Table | Chart]:
    """The table by the first dimension with its chart, then the one by all of them."""
    parts: list[Table | Chart] = []
    for level in question.levels[1:]:
        total = counted.total(trained)
        by = question.by[:level]
        by_sex = "sex" in question.keys(level)
        rows = _ordered(counted, question, names, level, trained)
        if by_sex:  # an enterprise or a class, which has none
            rows = [
                (group, figures) for group, figures in rows if figures.courses or figures.seats or figures.certificates
            ]
        columns = figure_columns([*(figures for _names, figures in rows), total], question.youth, by_sex)
        table = Table(
            _title(by, trained),
            (*(grouping.column(one) for one in by), *(column for column, _value in columns)),
            tuple((*group, *(value(figures) for _column, value in columns)) for group, figures in rows),
            (*[None] * level, *(value(total) for _column, value in columns)),
            tuple(notes_of_table(by, [figures for _names, figures in rows], total)),
        )
        parts.append(table)
        if level == 1 and rows:
            parts.append(_chart(table, by[0]))
    return parts


def _title(by: Sequence[Dimension], trained: bool) -> str:
    groups = ", ".join(_(one.label) for one in by)
    if trained:
        return _("Trained as trainers: {groups}").format(groups=groups)
    return _("People reached: {groups}").format(groups=groups)


def _ordered(counted: Count, question: Question, names: _Names, level: int, trained: bool) -> list[Named]:
    """The groups of a level with their names: months and sexes in their order, others by seats.

    "Unspecified" is last. The first dimension leads, ordered as in its own table, so that what belongs together
    stands together.
    """
    first = counted.groups(1, trained)
    groups = dict(counted.groups(level, trained))
    if level == 1 and question.by[0].kind == "month":
        for month in _months(sorted(value for (value,) in groups if value)):
            groups.setdefault((month,), Figures())

    def place(group: Group, figures: Figures) -> tuple[Any, ...]:
        keys: list[Any] = []
        for at, (dimension, value) in enumerate(zip(question.by, group, strict=False)):
            if dimension.key == "sex":
                keys.append((value is None, list(grouping.SEXES).index(value) if value else 0))
                continue
            known = first.get((value,)) if at == 0 else None
            leader = known if known is not None else figures if at == level - 1 else None
            seats = 0 if dimension.kind == "month" or leader is None else leader.seats
            name = value if dimension.kind == "month" else names.of[dimension.key](value)
            keys.append((value is None, -seats, formats.fold(str(name or "")), str(value)))
        return tuple(keys)

    ordered = sorted(groups.items(), key=lambda item: place(*item))
    return [(names.row(group), figures) for group, figures in ordered]


def _months(known: Sequence[str]) -> list[str]:
    """Every month from the first to the last: in one without a course, nobody is what is known."""
    if not known:
        return []
    first, last = (int(value[:4]) * 12 + int(value[5:7]) - 1 for value in (known[0], known[-1]))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}-01" for number in range(first, last + 1)]


def _chart(table: Table, dimension: Dimension) -> Chart:
    """A line over the months, else persons by sex in each group; groups that are not named are left to the table."""
    named = sum(1 for row in table.rows if row[0] is not None)
    if dimension.kind == "month" and named > 1:
        return Chart(
            "line", _("{title}, in time").format(title=table.title), table, dimension.key, ("seats", "persons"), named
        )
    if dimension.key == "sex":
        return Chart("bar", table.title, table, dimension.key, ("seats", "persons"))
    title, rows = _("{title}, persons by sex").format(title=table.title), None
    if len(table.rows) > CHART_ROWS:
        title, rows = _("{title}: the {number} with most seats").format(title=title, number=CHART_ROWS), CHART_ROWS
    other = ["other_sex"] if any(column.key == "other_sex" for column in table.columns) else []
    return Chart("stacked_bar", title, table, dimension.key, ("women", "men", "sex_unknown", *other), rows)


def _heads(counted: Count, question: Question, names: _Names) -> list[Table]:
    """The totals without names by the first dimension: their own table, never added to persons."""
    tables = []
    for trained in (False, True):
        total = counted.total(trained)
        if not total.unnamed:
            continue
        level = len(question.by)
        ordered = [row for row in _ordered(counted, question, names, level, trained) if row[1].unnamed]
        columns = (
            *(grouping.column(one) for one in question.by),
            Column("unnamed", _("Seats without names"), "integer"),
            Column("women", _("Women"), "integer"),
            Column("men", _("Men"), "integer"),
            Column("other_sex", _("Other sex"), "integer"),
            Column("sex_unknown", _("Sex not known"), "integer"),
            Column("women_share", _("Women's share"), "percent"),
            Column("youth", _("Youth"), "integer", _("as the partner counted it, whatever the limits of age.")),
        )
        title = _("Trained as trainers: totals without names") if trained else _("Totals without names")
        rows: list[Row] = [(*group, *_head_row(figures)) for group, figures in ordered]
        tables.append(Table(title, columns, tuple(rows), (*[None] * level, *_head_row(total))))
    return tables


def _head_row(figures: Figures) -> Row:
    sexes = (figures.head_women, figures.head_men, figures.head_other)
    known = sum(number for number in sexes if number is not None)
    return (
        figures.unnamed, *sexes, figures.head_unknown, share(figures.head_women, known), figures.head_youth,
    )  # fmt: skip
