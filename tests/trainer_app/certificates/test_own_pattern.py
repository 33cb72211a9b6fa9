"""An office's own pattern of numbers: what it may be, and that no number is given twice by it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlmodel import col

from db.database import Database, Transaction
from db.models import Certificate
from trainer_app import settings
from trainer_app.certificates import verification
from trainer_app.certificates.numbering import Numbers
from trainer_app.certificates.own_pattern import FIELDS, USUAL, Pattern, checked
from trainer_app.errors import UserError

OWN = "MOL/{product}.{year}-{replica}-{sequence}-{check}"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "a.db")
    with made.change("a") as tx:
        settings.save(tx, "country", "MM")
        settings.save(tx, "certificate_number", OWN.replace("MOL", "mol"))
    return made


def take(tx: Transaction, *products: str, year: int = 2026) -> list[str]:
    """Numbers for products of one programme, written down as given."""
    numbers = Numbers(tx, year)
    found = [numbers.next("SIYB", product) for product in products]
    numbers.keep()
    tx.add_many([Certificate(number=number) for number in found])
    return found


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{product}-{sequence}", "two computers could give one number"),
        ("{replica}-{product}", "two computers could give one number"),
        ("{replica}{sequence}", "Between two fields"),
        ("{replica}-{sequence}-{sequence}", "two computers"),
        ("{replica}-{check}-{sequence}", "comes last"),
        ("{replica}-{sequence} {year}", "letters from A to Z"),
        ("{replica}-{sequence}-{month}", r"no field \{month\}"),
        ("ÉCOLE-{replica}-{sequence}", "letters from A to Z"),
        ("{replica-{sequence}", "letters from A to Z"),
        ("A" * 110 + "{replica}-{sequence}", "letters from A to Z"),
    ],
)
def test_a_pattern_that_could_fail_is_refused(database: Database, pattern: str, said: str) -> None:
    with database.change("a") as tx:
        with pytest.raises(UserError, match=said):
            settings.save(tx, "certificate_number", pattern)
        assert settings.get(tx, "certificate_number") == OWN


def test_the_usual_pattern_is_the_usual_numbers(database: Database) -> None:
    with database.change("a") as tx:
        settings.save(tx, "certificate_number", USUAL)
        assert settings.get(tx, "certificate_number") is None
        assert take(tx, "SYB")[0].startswith("SIYB-SYB-MM-2026-")


def test_own_numbers_are_counted_where_they_would_be_the_same(database: Database) -> None:
    code = database.code
    with database.change("a") as tx:
        first = take(tx, "SYB", "SYB", "GYB")
        assert [one.rpartition("-")[0] for one in first] == [
            f"MOL/SYB.2026-{code}-0001", f"MOL/SYB.2026-{code}-0002", f"MOL/GYB.2026-{code}-0001",
        ]  # fmt: skip
        assert take(tx, "SYB", year=2027)[0].startswith(f"MOL/SYB.2027-{code}-0001")
        assert take(tx, "SYB")[0].startswith(f"MOL/SYB.2026-{code}-0003")
        settings.save(tx, "certificate_number", "{replica}.{sequence}")
        assert take(tx, "SYB", "GYB") == [f"{code}.0001", f"{code}.0002"]
        tx.delete(tx.find(Certificate, col(Certificate.number) == f"{code}.0002")[0])
        assert take(tx, "SYB") == [f"{code}.0003"]  # a deleted one may be on paper


def test_what_is_read_out_is_known_and_a_wrong_sign_is_told(database: Database) -> None:
    with database.change("a") as tx:
        [number] = take(tx, "SYB")
        assert verification.verify(tx, number.lower().replace("-", " – ")).state == "good"
        other = Pattern(OWN).number(
            {"product": "SYB", "year": "2026", "replica": database.code, "country": "MM", "programme": "SIYB"}, 77
        )
        assert "never issued here" in verification.verify(tx, other).sentence
        for at, sign in enumerate(other):
            if sign.isalnum():
                wrong = other[:at] + ("7" if sign != "7" else "8") + other[at + 1 :]
                assert verification.verify(tx, wrong).state == "wrong", wrong


PARTS = st.lists(
    st.sampled_from([*(f"{{{field}}}" for field in FIELDS), "-", "/", ".", "A", "7", "{", "}", "é", " "]), max_size=14
)


@hypothesis_settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PARTS, st.lists(st.sampled_from(["SYB", "GYB", "C-BED"]), min_size=4, max_size=4))
def test_no_pattern_that_is_taken_gives_a_number_twice(
    database: Database, parts: list[str], products: list[str]
) -> None:
    try:
        text = checked("".join(parts))
    except UserError:
        return
    with database.change("a", rehearse=True) as tx:
        settings.save(tx, "certificate_number", text)
        given_ = [*take(tx, *products), *take(tx, *products, year=2027), *take(tx, *products)]
        assert len(set(given_)) == len(given_)
        if text:
            assert all(Pattern(text).read(one) == (one, database.code) for one in given_)
