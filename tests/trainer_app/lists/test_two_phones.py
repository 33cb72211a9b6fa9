"""Two telephone numbers in one cell, with whatever people write between them."""

import pytest

from tests.trainer_app.lists.pasted import column, paste


@pytest.mark.parametrize(
    ("country", "cell", "numbers"),
    [
        ("VN", "0918 234 561 - 0292 3812 456", "+84918234561; +842923812456"),
        ("VN", "0907.125.634-0939.452.781", "+84907125634; +84939452781"),
        ("VN", "0907125634 và 0939452781", "+84907125634; +84939452781"),
        ("MN", "9911-2233 ба 8811-2233", "+97699112233; +97688112233"),
        ("CN", "13951847263或18762540931", "+8613951847263; +8618762540931"),
        ("CN", "139 5184 7263 和 187 6254 0931", "+8613951847263; +8618762540931"),
        ("TH", "081-2345678และ0893456789", "+66812345678; +66893456789"),
        ("ET", "0911234567ና0922345678", "+251911234567; +251922345678"),
        ("UA", "067 123 45 67 або 050 123 45 67", "+380671234567; +380501234567"),
        ("ID", "0812-3456-7890 - 0813-4567-8901 - 0812-9876-5432", "+6281234567890; +6281345678901; +6281298765432"),
    ],
)
def test_numbers_apart_by_a_dash_or_a_word_are_two(country: str, cell: str, numbers: str) -> None:
    (value,) = column("phones", paste("No|Name|Telephone", f"1|Ana Bo|{cell}", country=country))
    assert value is not None
    assert (value.value, value.mark) == (numbers, "converted")


@pytest.mark.parametrize(("country", "cell"), [("VN", "028-3812-4567"), ("US", "202 - 555 - 0123")])
def test_one_number_with_dashes_stays_one(country: str, cell: str) -> None:
    (value,) = column("phones", paste("No|Name|Telephone", f"1|Ana Bo|{cell}", country=country))
    assert value is not None
    assert ";" not in str(value.value)


def test_a_number_that_is_none_in_a_column_beside_another_is_refused_under_its_own() -> None:
    rows = ("1|Ana Bo|0106915529556|086-4979770", "2|Eva Li|086-4979770|0106915529556", "3|Mia Ko||0106915529556")
    reading = paste("No|Name|Mobile|Tel.", *rows, country="EG")
    told = [
        {name: (value.value, value.mark) for name, value in row.values.items() if name.startswith("phones")}
        for row in reading.tables[0].rows
    ]
    good, lost = ("+20864979770", "converted"), (None, "refused")
    assert told == [{"phones": good, "phones:2": lost}, {"phones": good, "phones:3": lost}, {"phones:3": lost}]


@pytest.mark.parametrize(("country", "cell"), [("LK", "077882482"), ("EG", "0457151"), ("VN", "0987654")])
def test_a_number_with_too_few_digits_behind_the_0_is_none(country: str, cell: str) -> None:
    (value,) = column("phones", paste("No|Name|Telephone", f"1|Ana Bo|{cell}", country=country))
    assert value is not None
    assert (value.value, value.mark) == (None, "refused")


@pytest.mark.parametrize("heading", ["برگشته از", "کشور"])
def test_numbers_of_the_country_of_a_list_are_its_own_wherever_people_came_back_from(heading: str) -> None:
    rows = ("1|خالد|مرد|0776326588|پاکستان", "2|مریم|زن|0702852922|ایران", "3|نازو|زن|0726040830|پاکستان")
    reading = paste(f"شماره|نام|جنسیت|شماره تماس|{heading}", *rows, country="AF")
    assert [value and value.value for value in column("phones", reading)] == [
        "+93776326588", "+93702852922", "+93726040830",
    ]  # fmt: skip
