"""An unknown word in several columns right below filled ones: asked whether it means the same as above."""

from datetime import date

import pytest

from tests.trainer_app.lists.pasted import column, paste, values

LIST = (
    "No|Name|Sex|Course|Start|Province|Township",
    "1|Awa Diop|F|SYB|5 Aug 2019|Shan|Taunggyi",
    "2|Modou Fall|M|Xyzzy|Xyzzy|Xyzzy|Xyzzy",
    "3|Khady Sy|F|Xyzzy|Xyzzy|xyzzy|Kalaw",
)
KEY = "pasted!A1:same xyzzy"


def test_it_is_asked_once_and_nothing_is_taken_for_its_meaning() -> None:
    reading = paste(*LIST)
    assert [(one.key, one.rows) for one in reading.questions] == [(KEY, (3, 4))]
    for field in ("product", "start", "province"):
        told = column(field, reading)
        assert [value and (value.value, value.mark) for value in told[1:]] == [(None, "unsure")] * 2
        assert {value.raw for value in told[1:] if value} <= {"Xyzzy", "xyzzy"}


def test_the_same_as_above() -> None:
    reading = paste(*LIST, answers={KEY: "same"})
    assert reading.questions == ()
    assert values("product", reading) == ["SYB"] * 3
    assert values("start", reading) == [date(2019, 8, 5)] * 3
    assert values("township", reading) == ["Taunggyi", "Taunggyi", "Kalaw"]


def test_not_known_or_what_it_says() -> None:
    assert values("province", paste(*LIST, answers={KEY: "unknown"})) == ["Shan", None, None]
    assert values("province", paste(*LIST, answers={KEY: "itself"})) == ["Shan", "Xyzzy", "xyzzy"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("F|SYB|5 Aug 2019|Shan|Lashio|Lashio", "F|SYB|5 Aug 2019|Shan|Lashio|Lashio"),  # places alone
        ("F|SYB|5 Aug 2019|Shan|Lashio|Kalaw", "F|Xyzzy|Xyzzy|Shan|Lashio|Kalaw"),  # in two columns
        ("F||||Lashio|Kalaw", "F|Xyzzy|Xyzzy|Xyzzy|Lashio|Kalaw"),  # below nothing
        ("F|Xyzzy|Xyzzy|Xyzzy|Lashio|Kalaw", "F|Xyzzy|Xyzzy|Xyzzy|Lashio|Kalaw"),  # in the first row
        ("F|SYB|5 Aug 2019|Shan|Lashio|Kalaw", "F|do|do|do|do|Kalaw"),  # known
    ],
)
def test_other_words_are_not_asked_about(first: str, second: str) -> None:
    header = "No|Name|Sex|Course|Start|Province|Township|Village"
    reading = paste(header, f"1|Awa Diop|{first}", f"2|Modou Fall|{second}")
    assert not [one for one in reading.questions if ":same " in one.key]


def test_a_mark_for_as_above_below_a_repeated_header_means_the_row_before_it() -> None:
    header = "序号|姓名|性别|培训课程|培训起止日期"
    first = ("1|钟志明|男|创办你的企业（SYB）|2021/3/8-2021/3/17", "2|邱宗华|男|同上|同上")
    rows = (header, *first, "学员登记表（续）", header, "3|兰金凤|女|同上|同上", "4|梅雪琴|女|同上|同上")
    (_first, (row, _last)) = (table.rows for table in paste("学员登记表", *rows).tables)
    assert row.values["product"].value == "SYB"
    assert str(row.values["end"].value) == "2021-03-17"
    assert "place_beside" not in row.values


def test_below_another_title_it_means_nothing_that_is_known() -> None:
    header = "No|Name|Sex|Course"
    reading = paste("SYB 1-5/3/2021", header, "1|Awa|F|SYB", "GYB 8-10/3/2021", header, "1|Ali|M|ditto", "2|Eva|F|GYB")
    values = reading.tables[1].rows[0].values
    assert "product" not in values or values["product"].value is None
