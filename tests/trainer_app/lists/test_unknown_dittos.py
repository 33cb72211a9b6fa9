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
