"""What a cell or field shows can be typed back, in any digits."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.errors import UserError
from ui import filters, values

SEX = (("F", "Woman"), ("M", "Man"), ("X", "Other"), ("N", "Not stated"))


@pytest.mark.parametrize(
    ("kind", "text", "choices", "value"),
    [
        ("integer", "၁၂", (), 12),
        ("year", "၁၉၉၀", (), 1990),
        ("decimal", "12,5", (), 12.5),
        ("date", "2024-03-12", (), date(2024, 3, 12)),
        ("yes_no", "y", (), True),
        ("yes_no", "No", (), False),
        ("choice", "wom", SEX, "F"),
        ("choice", "m", SEX, "M"),
        ("choice", "x", SEX, "X"),
        ("phones", "09-42 ;; 01 22", (), "09-42; 01 22"),
        ("text", "  Ma Khin ", (), "Ma Khin"),
        ("text", "   ", (), None),
    ],
)
def test_what_is_typed_is_understood(kind: Any, text: str, choices: values.Choices, value: Any) -> None:
    assert values.read(kind, text, choices) == value


@pytest.mark.parametrize(
    ("kind", "text", "choices"), [("integer", "many", ()), ("date", "soon", ()), ("choice", "q", SEX)]
)
def test_what_is_not_understood_is_said_with_what_to_write(kind: Any, text: str, choices: values.Choices) -> None:
    with pytest.raises(UserError, match=text):
        values.read(kind, text, choices)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_date_as_shown_and_as_edited_is_read_as_the_same_day(day: date) -> None:
    assert values.read("date", values.shown("date", day)) == day
    assert values.read("date", values.editable("date", day)) == day


@given(st.integers(-(10**9), 10**9))
def test_a_number_as_shown_and_as_edited_is_read_as_the_same(number: int) -> None:
    assert values.read("integer", values.shown("integer", number)) == number
    assert values.read("integer", values.editable("integer", number)) == number


@pytest.mark.parametrize(
    ("kind", "value", "text", "expression", "met"),
    [
        ("text", "Thị Hương", "Thị Hương", "huong", True),
        ("text", None, "", "=", True),
        ("text", "x", "x", "=", False),
        ("text", "x", "x", "*", True),
        ("integer", 5, "5", ">4", True),
        ("integer", 5, "5", "<= 4", False),
        ("integer", 15, "15", "5", True),
        ("integer", 15, "15", "=5", False),
        ("integer", None, "", ">0", False),
        ("integer", 5, "5", "2..5", True),
        ("integer", 5, "5", "6..", False),
        ("date", date(2024, 3, 12), "12 Mar 2024", ">=2024-03-12", True),
        ("date", date(2024, 3, 12), "12 Mar 2024", ">soon", False),
    ],
)
def test_a_filter_says_which_cells_meet_it(kind: Any, value: Any, text: str, expression: str, met: bool) -> None:
    assert filters.meets(kind, value, text, expression) is met


def test_a_year_has_no_separator_and_is_right_aligned_like_a_number() -> None:
    assert values.shown("year", 1990) == values.editable("year", 1990) == "1990"
    assert "year" in values.NUMBERS
