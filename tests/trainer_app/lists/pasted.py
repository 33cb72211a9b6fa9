"""A list as it is pasted, and what was understood of one of its columns."""

from datetime import date

from trainer_app.lists.read import read_pasted
from trainer_app.lists.reading import Reading, Value

TODAY = date(2026, 1, 15)


def paste(header: str, *rows: str, country: str | None = None, answers: dict[str, str] | None = None) -> Reading:
    text = "\n".join([header.replace("|", "\t"), *(row.replace("|", "\t") for row in rows)])
    return read_pasted(text, country=country, answers=answers, today=TODAY)


def column(field: str, reading: Reading) -> list[Value | None]:
    return [row.values.get(field) for row in reading.tables[0].rows]


def values(field: str, reading: Reading) -> list[object]:
    return [None if value is None else value.value for value in column(field, reading)]
