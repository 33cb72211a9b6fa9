"""Dates, numbers and words: what is shown, what is understood, what is refused."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app import formats
from trainer_app.errors import UserError


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    formats.use_locale("en")
    yield
    formats.use_locale("en")


@pytest.mark.parametrize(
    "typed",
    [
        "2024-03-12", "2024/3/12", "12.3.2024", "12.03.2024", "2024.3.12", "20240312", "12 March 2024", "12 mar 2024",
        "March 12, 2024", "2024年3月12日", "၂၀၂၄-၀၃-၁၂", "٢٠٢٤-٠٣-١٢", "२०२४-३-१२", " 2024-03-12 ", "12-Mar-2024",
    ],
)  # fmt: skip
def test_a_date_is_understood(typed: str) -> None:
    assert formats.parse_date(typed) == date(2024, 3, 12)


def test_days_above_twelve_are_not_ambiguous() -> None:
    assert formats.parse_date("25/12/2023") == formats.parse_date("12/25/2023") == date(2023, 12, 25)
    assert formats.parse_date("5/5/2023") == date(2023, 5, 5)


def test_an_ambiguous_date_is_refused_with_both_readings() -> None:
    with pytest.raises(UserError) as refused:
        formats.parse_date("03/04/2019")
    assert "2019-04-03" in str(refused.value)
    assert "2019-03-04" in str(refused.value)
    assert formats.parse_date("03/04/2019", "dmy") == date(2019, 4, 3)
    assert formats.parse_date("03/04/2019", "mdy") == date(2019, 3, 4)


@pytest.mark.parametrize("typed", ["31.2.2024", "hello", "3/4/19", "12 Marz", "2562-01-01", "99", "13/13/2024"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        formats.parse_date(typed)


def test_month_names_of_the_locale_are_understood() -> None:
    formats.use_locale("fr_SN")
    assert formats.parse_date("12 février 2024") == date(2024, 2, 12)
    formats.use_locale("es")
    assert formats.parse_date("12 enero 2024") == date(2024, 1, 12)


@pytest.mark.parametrize(
    ("locale", "typed", "turned"),
    [("ar", "020 9976 9736", True), ("fa", "۰۲۰ ۹۹۷۶", True), ("ar", "5.8.2019 - 9.8.2019", True),
     ("ar", "12/OUKAMA(N)123", True), ("ar", "Aye Aye", False), ("ar", "هاتف 020", False), ("en", "020 9976", False)],
)  # fmt: skip
def test_figures_that_were_typed_keep_their_order_among_words_from_right_to_left(
    locale: str, typed: str, turned: bool
) -> None:
    formats.use_locale(locale)
    assert formats.figures_text(typed) == (f"\u2066{typed}\u2069" if turned else typed)


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["en", "fr", "es", "ru", "vi", "id", "sw", "pt"])
)
def test_what_is_shown_can_be_typed_again(day: date, locale: str) -> None:
    formats.use_locale(locale)
    if locale not in ("es", "pt", "vi", "ru"):  # "de", "tháng" and "г." stand around the figures there
        assert formats.parse_date(formats.date_text(day)) == day
    assert formats.parse_date(day.isoformat()) == day
    assert formats.parse_date(f"{day.day}.{day.month}.{day.year}") == day


@pytest.mark.parametrize(
    ("locale", "typed", "value"),
    [
        ("en", "1,234", 1234), ("en", "1,234.5", 1234.5), ("en", "12.5", 12.5), ("en", "12,5", 12.5),
        ("fr", "1\u202f234,5", 1234.5), ("fr", "1.234", 1234), ("fr", "1,234", 1.234), ("es", "1.234.567", 1234567),
        ("en", "၁၂၅၀", 1250), ("en", "٣٫٥", 3.5), ("en", "१२", 12), ("en", "-7", -7), ("en", "12,34,567", 1234567),
        ("en", "0.125", 0.125), ("en", "1'250", 1250), ("en", "0,125", 0.125), ("fr", "0.125", 0.125),
        ("en", "1٫250", 1.25), ("fa", "1٬250", 1250), ("ar", "\u200f١٬٢٣٤٫٥", 1234.5), ("en", "1 234,567", 1234.567),
    ],
)  # fmt: skip
def test_a_number_is_understood(locale: str, typed: str, value: float) -> None:
    formats.use_locale(locale)
    assert formats.parse_number(typed) == value


@pytest.mark.parametrize("typed", ["12a", "1.2.3", "1,2,3", "--5", "1,23.4.5", "abc", ".", "1,000 000", "5²"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        formats.parse_number(typed)


@given(
    st.floats(-1e9, 1e9).map(lambda value: round(value, 2)),
    st.sampled_from(["en", "fr", "es", "my", "km", "de_CH", "hi"]),
)
def test_numbers_shown_can_be_typed_again(value: float, locale: str) -> None:
    formats.use_locale(locale)
    assert formats.parse_number(formats.number_text(value, 2)) == pytest.approx(value)


def test_blank_is_not_zero() -> None:
    assert formats.parse_number("  ") is None
    assert formats.parse_whole("") is None
    assert formats.parse_date(" ") is None
    assert formats.number_text(None) == formats.percent_text(None) == formats.date_text(None) == ""
    assert formats.number_text(0) == "0"


def test_whole_numbers() -> None:
    assert formats.parse_whole("๒๕") == 25
    with pytest.raises(UserError):
        formats.parse_whole("2.5")


def test_percent_and_dates_are_as_the_locale_has_them() -> None:
    assert formats.percent_text(0.256) == "25.6%"
    formats.use_locale("fr")
    assert formats.percent_text(0.256) == "25,6\xa0%"
    assert formats.date_text(date(2024, 3, 12)) == "12 mars 2024"
    assert formats.span_text(date(2024, 3, 12), date(2024, 3, 12)) == "12 mars 2024"
    assert formats.date_order() == "dmy"
    formats.use_locale("en_US")
    assert formats.date_order() == "mdy"
    formats.use_locale("ar")
    assert formats.right_to_left()
    formats.use_locale("no-such-thing")
    assert not formats.right_to_left()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Văn Đức", "nguyen  van duc"), ("علي", "على"), ("مُحَمَّد", "محمد"), ("José", "jose"),
        ("O’Brien", "OBrien"),
        ("Straße", "STRASSE"), ("ＡＢＣ１２", "abc12"), ("Ма́ша Ёлкина", "маша елкина"), ("U Ba-Thein", "u ba thein"),
        ("၁၂", "12"), ("İstanbul", "istanbul"),
    ],
)  # fmt: skip
def test_folding_makes_spellings_equal(one: str, other: str) -> None:
    assert formats.fold(one) == formats.fold(other)


@pytest.mark.parametrize(("one", "other"), [("မခင်", "မခင"), ("กิน", "กัน"), ("दिन", "दान"), ("ក", "កា")])
def test_folding_keeps_vowel_signs_that_tell_words_apart(one: str, other: str) -> None:
    assert formats.fold(one) != formats.fold(other)


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert formats.fold(formats.fold(text)) == formats.fold(text)


def test_the_head_of_a_column_has_day_and_month_in_the_order_of_the_locale() -> None:
    assert formats.day_text(date(2026, 3, 2)) == "Mar 2"
    formats.use_locale("fr")
    assert formats.day_text(date(2026, 3, 2)) == "2 mars"
    assert formats.day_text(None) == ""
