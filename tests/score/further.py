"""Further lists of every kind in other words, layouts, languages, scripts and calendars, each with its truth."""

import json
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

Rows = list[list[Any]]


def write_all(folder: Path) -> None:
    """Write every list into a folder of its own below `folder`."""
    for number, make in enumerate(LISTS, 1):
        name = f"{number:02}_{make.__name__}"
        (folder / name).mkdir()
        truth = make(folder / name)
        (folder / name / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")


def write_xlsx(path: Path, sheets: dict[str, Rows]) -> None:
    """A workbook whose cells are text, numbers and dates as given."""
    with Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def head(file: str, language: str, country: str, calendar: str = "gregorian") -> dict[str, Any]:
    """The head of a truth with every list empty."""
    lists = (
        "courses", "persons", "enrolments", "headcounts", "enterprises", "trainers", "followups", "same_person",
        "not_same", "must_ask", "must_refuse", "must_skip", "must_decide", "header_rows",
    )  # fmt: skip
    truth: dict[str, Any] = {name: [] for name in lists}
    return {"schema": 1, "file": file, "language": language, "country": country, "calendar": calendar} | truth


LISTS: tuple[Any, ...] = ()
