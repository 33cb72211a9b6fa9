"""Rows of a list of classes that only add up others, and hours that are told in two parts."""

import pytest

from tests.trainer_app.lists.laid_out import read

HEADER = "Д/д|Боловсролын байгууллага|Бүлэг|Хичээл заасан багш|Заасан цаг|Нийт|эмэгтэй|эрэгтэй"
CLASSES = (
    "1|Хэрлэн МСҮТ|Гагнуур 2-1|Б.Ганчимэг|120|22|3|19",
    "2|Хэрлэн МСҮТ|Гагнуур 2-2|Б.Ганчимэг|120|19|2|17",
    "3|Барс МСҮТ|Тогооч 1-1|Т.Оюун|12+12|21|21 хүүхэд|0",
)


@pytest.mark.parametrize(
    "lines",
    [
        ("|Дорнод аймаг (2 бүлэг)||||41|5|36", *CLASSES[:2], "|Хэнтий аймаг (1 бүлэг)||||21|21|0", CLASSES[2]),
        (*CLASSES[:2], "|Дорнод аймаг||||41|5|36", CLASSES[2], "|Хэнтий аймаг||||21|0|0"),
    ],
)
def test_rows_that_add_up_those_below_or_above_them_are_no_classes(lines: tuple[str, ...]) -> None:
    reading = read("KAB 2021-2022", HEADER, *lines)
    (table,) = reading.tables
    assert [row.values["participants"].value for row in table.rows] == [22, 19, 21]
    assert [one.row for one in reading.skipped if one.reason == "a row of totals"] == [
        number for number, line in enumerate(lines, 3) if line.startswith("|")
    ]
    assert table.rows[2].values["hours"].value == 24


def test_a_class_of_which_little_is_told_is_no_sum() -> None:
    lines = (CLASSES[0], "|Хэнтий МСҮТ||||30|20|10", CLASSES[2])
    assert [row.row_number for row in read("KAB 2021-2022", HEADER, *lines).tables[0].rows] == [3, 4, 5]


@pytest.mark.parametrize(
    ("cell", "hours", "mark"),
    [("12+12", 24, "converted"), ("12 + 8 цаг", 20, "converted"), ("6-8", 6, "unsure"),
     ("40 (5 days)", 40, "converted"), ("40 ц", 40, "converted")],
)  # fmt: skip
def test_hours_told_in_parts(cell: str, hours: float, mark: str) -> None:
    row = read("KAB 2021-2022", HEADER, CLASSES[0].replace("120", cell), *CLASSES[1:]).tables[0].rows[0]
    assert (row.values["hours"].value, row.values["hours"].mark) == (hours, mark)
