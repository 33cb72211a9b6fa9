"""Certificate numbers: unique, checked, and tolerant of how they are read out."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ids import new_code
from trainer_app.certificates.numbers import (
    REPLICA_LETTERS,
    CertificateNumber,
    check_number,
    make_number,
)
from trainer_app.errors import UserError

NUMBER = make_number("SIYB", "SYB", "MM", 2026, "K7Q2M9D", 1)

numbers = st.builds(
    make_number,
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=2, max_size=8),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=2, max_size=8),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2),
    st.integers(2000, 2099),
    st.text(REPLICA_LETTERS, min_size=7, max_size=7),
    st.integers(1, 99999),
)


def test_number_says_programme_product_country_year_replica_and_sequence() -> None:
    assert re.fullmatch("SIYB-SYB-MM-2026-K7Q2M9D-0001-[0-9A-Z]", NUMBER)
    assert check_number(NUMBER) == CertificateNumber("SIYB", "SYB", "MM", 2026, "K7Q2M9D", 1)


def test_product_named_like_its_programme_is_printed_once() -> None:
    number = make_number("C-BED", "C-BED", "KH", 2026, "0000000", 12345)
    assert number.startswith("CBED-KH-2026-0000000-12345-")
    assert check_number(number).product == "CBED"


@given(numbers)
def test_every_number_is_found_again(number: str) -> None:
    assert str(check_number(number)) == number


@given(numbers)
def test_lower_case_blanks_dashes_and_misread_letters_are_taken_as_meant(number: str) -> None:
    assert str(check_number(f"  {number.lower().replace('-', ' – ')} ")) == number
    assert str(check_number(number.replace("-", " "))) == number
    *codes, country, year, replica, sequence, check = number.split("-")
    spoken = "-".join([*codes, country, *(p.replace("0", "o").replace("1", "l") for p in (year, replica, sequence))])
    assert str(check_number(f"{spoken}-{check}")) == number


def test_one_misread_letter_in_a_code_is_found_by_the_check_character() -> None:
    assert str(check_number(NUMBER.replace("SIYB", "S1YB"))) == NUMBER
    assert str(check_number(NUMBER.replace("2026", "၂၀၂၆"))) == NUMBER


@given(numbers, st.data())
def test_another_character_anywhere_is_refused(number: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([i for i, c in enumerate(number) if c not in "-0O1IL"]))
    other = data.draw(st.sampled_from([c for c in "23456789ABCDEFGHJKMNPQRSTVWXYZ" if c != number[place]]))
    wrong = number[:place] + other + number[place + 1 :]
    found = None
    with suppress(UserError):
        found = str(check_number(wrong))
    assert found != number  # a second slip of O and 0 or I and 1 can make it another number


@pytest.mark.parametrize("text", ["", "SIYB", "SIYB-SYB-MM-2026-K7Q2M9D-0001", NUMBER[:-1] + "?", NUMBER + "-X"])
def test_what_is_no_number_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UserError, match="is not a certificate number"):
        check_number(text)


@pytest.mark.parametrize(
    ("programme", "replica", "sequence"), [("SIYB", "K7Q2", 1), ("SIYB", "K7Q2M9D", 0), ("ကခ", "K7Q2M9D", 1)]
)
def test_bad_parts_are_a_bug_of_the_caller(programme: str, replica: str, sequence: int) -> None:
    with pytest.raises(ValueError, match=r"not a replica code|out of range|without Latin"):
        make_number(programme, "SYB", "MM", 2026, replica, sequence)


def test_replica_codes_are_seven_readable_letters_and_differ() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(re.fullmatch(f"[{REPLICA_LETTERS}]{{7}}", code) for code in codes)
