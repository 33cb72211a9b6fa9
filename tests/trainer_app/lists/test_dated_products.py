"""Dates in one cell with the product of a course are those of the course, where no column of their own tells them."""

from datetime import date

import pytest

from tests.trainer_app.lists.pasted import paste

TOLD = [
    ("SYB 5-9 Aug 2019", date(2019, 8, 5), date(2019, 8, 9)),
    ("SYB (12-16/3/2019)", date(2019, 3, 12), date(2019, 3, 16)),
    ("GYB, 14.10.2019 - 18.10.2019", date(2019, 10, 14), date(2019, 10, 18)),
]


@pytest.mark.parametrize(("cell", "start", "end"), TOLD)
def test_a_product_with_its_dates(cell: str, start: date, end: date) -> None:
    table = paste("No|Name|Sex|Course", f"1|Aye Aye|F|{cell}", f"2|Bo Bo|M|{cell}").tables[0]
    for row in table.rows:
        assert row.values["product"].value == cell[:3]
        told = [row.values[name] for name in ("start", "end")]
        assert [(value.value, value.raw) for value in told] == [(start, cell), (end, cell)]


@pytest.mark.parametrize("cell", ["SYB-2019-03", "SYB 3/2019", "SYB 2019", "SYB batch 12"])
def test_numbers_that_may_count_courses_are_no_dates(cell: str) -> None:
    row = paste("No|Name|Sex|Course", f"1|Aye Aye|F|{cell}").tables[0].rows[0]
    assert "start" not in row.values or row.values["start"].value is None


def test_a_column_of_dates_is_believed_before_the_cell_of_the_product() -> None:
    lines = (
        "No|Name|Sex|Course|Start date",
        "1|Aye|F|SYB 5-9 Aug 2019|06/08/2019",
        "2|Bo|M|SYB 5-9 Aug 2019|26/08/2019",
    )
    starts = [row.values["start"].value for row in paste(*lines).tables[0].rows]
    assert starts == [date(2019, 8, 6), date(2019, 8, 26)]
