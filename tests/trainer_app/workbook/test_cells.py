"""What a cell may hold, and the sentence for what it may not."""

import re
from datetime import timedelta

import pytest

from trainer_app.workbook.cells import Lists, Refused, from_cell
from trainer_app.workbook.sheets import SESSIONS, Column
from trainer_app.workbook.tables import Table

WOMEN = Column("headcount.women", "Women", "integer")
HOURS = Column("course.hours", "Hours", "decimal")
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


@pytest.mark.parametrize(
    "typed",
    ["1000", "1,000", "1.000", "1 000", "1\u00a0000", "1\u202f000", "1'000", "1’000", "1٬000", "١٬٠٠٠", "1,000.00",
     "1.000,0", "\u200f1,000\u200e", "１０００"],
)  # fmt: skip
def test_a_thousand_as_text_is_a_thousand_in_a_column_of_whole_numbers(typed: str) -> None:
    assert from_cell(WOMEN, typed, Lists({})) == 1000


@pytest.mark.parametrize(
    ("typed", "number"),
    [("10,000", 10_000), ("1,200", 1200), ("1.000.000", 1_000_000), ("12,34,567", 1_234_567), ("3,0", 3), ("0,000", 0),
     ("1٫000", 1)],
)  # fmt: skip
def test_a_whole_number_has_thousands_in_groups(typed: str, number: int) -> None:
    assert from_cell(WOMEN, typed, Lists({})) == number


@pytest.mark.parametrize("typed", ["1,5", "1,2,3", "12 34", "1,000 000", "1,000.000,000", "0,125", "5²", "1e3", "-"])
def test_what_is_grouped_otherwise_is_no_whole_number(typed: str) -> None:
    with pytest.raises(Refused, match="is not a whole number"):
        from_cell(WOMEN, typed, Lists({}))


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0,125", 0.125), ("0.125", 0.125), ("12,5", 12.5), ("٤٧٫٥", 47.5), ("١٬٢٣٤٫٥", 1234.5), ("1 000", 1000.0),
     ("1'000", 1000.0), ("1.234,5", 1234.5), ("1,000,000", 1e6), ("1234,567", 1234.567), ("1٫250", 1.25),
     ("1.2500", 1.25), ("\u061c12,5", 12.5), ("-7", -7.0)],
)  # fmt: skip
def test_a_decimal_that_can_be_read_in_one_way_is_taken(typed: str, number: float) -> None:
    assert from_cell(HOURS, typed, Lists({})) == number


@pytest.mark.parametrize(
    ("typed", "says"),
    [("1,000", "Type 1000 or 1,"), ("12.125", "Type 12125 or 12.1250,"), ("-1,250", "Type -1250 or -1.25,")],
)
def test_a_decimal_that_can_be_read_in_two_ways_is_refused_with_both(typed: str, says: str) -> None:
    with pytest.raises(Refused, match=re.escape(f"“{typed}” can be read in two ways. {says}")):
        from_cell(HOURS, typed, Lists({}))


@pytest.mark.parametrize("typed", ["47 %", "\u200f47%\u200e", "٤٧٪", "47,0%"])
def test_a_percentage_may_have_its_sign(typed: str) -> None:
    assert from_cell(Column("enrolment.pre_test", "Test before, %", "decimal"), typed, Lists({})) == 47


def test_marks_of_direction_around_a_date_or_a_choice_do_not_matter() -> None:
    lists = Lists({"product": [("SYB", "Start")]})
    for before, after in (("\u200f", ""), ("\u200e", "\u061c"), ("\u202b", "\u202c"), ("\u2067", "\u2069")):
        assert from_cell(PRODUCT, f"{before}Start{after}", lists) == "SYB"
        assert from_cell(PRODUCT, f"{before}SYB{after}", lists) == "SYB"
        day = f"{before}12.03.1990{after}"
        assert from_cell(Column("visit.visited_on", "Date", "date"), day, lists) == "1990-03-12"
