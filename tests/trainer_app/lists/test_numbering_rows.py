"""Rows that only number the columns of a list: they are no heading, no person and no course."""

import pytest

from tests.trainer_app.lists.laid_out import fields, read


@pytest.mark.parametrize(
    "numbering",
    [
        "1|2|3|4|5", "(1)|(2)|(3)|(4)|(5)", "1.|2.|3.|4.|5=3+4", "(1)|(2)|(3)|(4)|(5)=(3)+(4)", "A|B|C|D|E",
        "i|ii|iii|iv|v", "१|२|३|४|५", "(១)|(២)|(៣)|(៤)|(៥)", "(က)|(ခ)|(ဂ)|(ဃ)|(င)", "①|②|③|④|⑤", "甲|乙|丙|丁|戊",
        "А|Б|В|Г|Д", "ក|ខ|គ|ឃ|ង", "१|२|३|४|", "A|B|1|2|3", "А|Б|1|2|3", "甲|乙|1|2|3",
    ],
)  # fmt: skip
def test_columns_that_are_numbered_keep_their_headings(numbering: str) -> None:
    rows = ("No|Name|Sex|Age|Phone", numbering, "1|Aye Aye|F|30|", "2|Bo Bo|M|31|", numbering, "3|Cho Cho|F|32|")
    reading = read(*rows)
    (table,) = reading.tables
    assert fields(table) == ["serial", "full_name", "sex", "age", "phones"]
    assert (table.header_rows, [row.row_number for row in table.rows]) == ((1,), [3, 4, 6])
    assert [skipped.row for skipped in reading.skipped] == [2, 5]


def test_numbered_columns_below_two_rows_of_headings() -> None:
    header = ("No|Name|Sex|Day||Remark", "|||1|2|", "(1)|(2)|(3)|(4)|(5)|(6)")
    (table,) = read(*header, "1|Aye Aye|F|x|x|", "2|Bo Bo|M|x|-|").tables
    assert table.header_rows == (1, 2)
    assert fields(table)[:3] == ["serial", "full_name", "sex"]


@pytest.mark.parametrize("days", ["1|2|3|4|5", "6|7|8|9|10"])
def test_days_below_their_month_are_no_numbers_of_columns(days: str) -> None:
    header = ("No|Name|Sex|Phone|Village|July 2019||||", f"|||||{days}")
    (table,) = read("SYB training 1-10 July 2019", *header, "1|Aye Aye|F|||x|x|x|-|x", "2|Bo Bo|M|||x|x|x|x|x").tables
    assert len(table.sessions) == 5


def test_numbered_columns_of_totals_in_a_language_of_which_no_heading_is_known() -> None:
    rows = ("1|Zug abc|Ort|12|8|20", "2|Zug def|Dorf|7|9|16", "3|Zug ghi|Stadt|10|10|20")
    (table,) = read("Qwx|Qab|Qcd|Qef|Qgh|Qij", "1|2|3|4|5|6", *rows).tables
    assert [row.row_number for row in table.rows] == [3, 4, 5]


def test_a_row_of_small_numbers_that_names_something_is_no_numbering() -> None:
    header = "No|Activity|Place|Women|Men|Total"
    (table,) = read(header, "1|SYB|Zomba|3|4|7", "2|GYB|Zomba|4|5|9").tables
    assert [row.row_number for row in table.rows] == [2, 3]
