"""What a cell may hold, and the sentence for what it may not."""

from datetime import timedelta

import pytest

from trainer_app.workbook.cells import Lists, Refused, from_cell
from trainer_app.workbook.sheets import SESSIONS, Column
from trainer_app.workbook.tables import Table

PRODUCT = Column("course.products", "Product", "choice", "product")


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (12, "P 10, P 11, P 12."),
        (13, "P 10, P 11, P 12, … All of them stand on the sheet “Lists”."),
    ],
)
def test_a_long_list_is_cut_with_a_word_on_where_it_stands(entries: int, said: str) -> None:
    lists = Lists({"product": [(str(number), f"P {number}") for number in range(1, entries + 1)]})
    with pytest.raises(Refused) as refused:
        from_cell(PRODUCT, "nonsense", lists)
    assert str(refused.value).startswith("“nonsense” is none of: P 1, P 2, ")
    assert str(refused.value).endswith(said)


def test_a_duration_is_no_text_but_stays_as_it_was_typed_in_a_remark() -> None:
    """Spreadsheets make one of 100:00, which is 4 days and 4 hours to Python."""
    cell, lists = timedelta(days=4, hours=4, seconds=5), Lists({})
    with pytest.raises(Refused, match=r"a date or a time, 100:00:05, where a text belongs"):
        from_cell(Column("person.full_name", "Full name"), cell, lists)
    assert from_cell(Column("enrolment.remark", "Remark"), cell, lists) == "100:00:05"


def test_a_cell_beyond_all_columns_of_a_sheet_has_a_name() -> None:
    """Damaged .xls files know columns that no spreadsheet program has."""
    table = Table(SESSIONS, "Sessions", {"course_session.module": 61_443}, 1, (), [])
    assert table.cell("course_session.module", 7) == "CLWF7"
