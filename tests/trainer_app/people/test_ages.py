"""Ages: as exact as the data, and the number that is counted never outside of what is known."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models import Person
from trainer_app.people.ages import COUNTED_SQL, Age, age_at, bracket

TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("person", "day", "age"),
    [
        (Person(birth_date=date(1990, 5, 20)), date(2026, 5, 19), Age(35, 35)),
        (Person(birth_date=date(1990, 5, 20)), date(2026, 5, 20), Age(36, 36)),
        (Person(birth_date=date(2004, 2, 29)), date(2025, 2, 28), Age(20, 20)),
        (Person(birth_year=1990), TODAY, Age(35, 36)),
        (Person(birth_year=1990, age=80, age_on=TODAY), TODAY, Age(35, 36)),
        (Person(age=30, age_on=TODAY), TODAY, Age(30, 30)),
        (Person(age=30, age_on=date(2024, 5, 20)), TODAY, Age(32, 32)),
        (Person(age=30, age_on=date(2024, 5, 21)), TODAY, Age(31, 32)),
        (Person(age=30, age_on=date(2027, 5, 20)), TODAY, Age(29, 29)),
        (Person(age=30, age_on=date(2027, 5, 21)), TODAY, Age(28, 29)),
        (Person(age=30), TODAY, Age(30, 30)),
        (Person(age_bracket="26-35"), TODAY, Age(26, 35)),
        (Person(age_bracket="60+", age_on=date(2025, 5, 20)), TODAY, Age(61, None)),
        (Person(age_bracket="> 60"), TODAY, Age(61, None)),
        (Person(age_bracket="၁၆–၂၅"), TODAY, Age(16, 25)),
        (Person(), TODAY, None),
        (Person(birth_year=2030), TODAY, None),
    ],
)
def test_ages(person: Person, day: date, age: Age | None) -> None:
    assert age_at(person, day) == age


@given(
    born=st.dates(date(1950, 1, 1), date(2005, 12, 31)),
    known=st.dates(date(2011, 1, 1), date(2026, 1, 1)),
    day=st.dates(date(2011, 1, 1), date(2026, 1, 1)),
)
def test_every_way_to_know_an_age_holds_the_true_one(born: date, known: date, day: date) -> None:
    true = age_at(Person(birth_date=born), day)
    at_known = age_at(Person(birth_date=born), known)
    assert true is not None
    assert at_known is not None
    for person in (
        Person(birth_year=born.year),
        Person(age=at_known.least, age_on=known),
        Person(age_bracket=f"{at_known.least - 3}-{at_known.least + 3}", age_on=known),
    ):
        age = age_at(person, day)
        assert age is not None
        assert age.most is not None
        assert age.least <= true.least <= age.most
        assert age.most - age.least <= (1 if person.age_bracket is None else 8)


def test_an_age_is_told_as_a_range_where_it_is_one() -> None:
    assert (str(Age(20, 20)), str(Age(24, 25)), str(Age(61, None))) == ("20", "24–25", "61+")


DAYS = st.dates(date(2011, 1, 1), date(2026, 1, 1))


@given(
    person=st.builds(
        Person,
        birth_date=st.none() | st.dates(date(1950, 1, 1), date(2005, 12, 31)),
        birth_year=st.none() | st.integers(1950, 2005),
        age=st.none() | st.integers(5, 90),
        age_on=st.none() | DAYS,
    ),
    day=DAYS,
)
def test_the_age_that_is_counted_lies_within_what_is_known(person: Person, day: date) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        (counted,) = connection.execute(
            f"SELECT {COUNTED_SQL.format(day=':day')} FROM "
            "(SELECT :birth_date AS birth_date, :birth_year AS birth_year, :age AS age, :age_on AS age_on) p",
            {
                "day": day.isoformat(), "birth_year": person.birth_year, "age": person.age,
                "birth_date": person.birth_date and person.birth_date.isoformat(),
                "age_on": person.age_on and person.age_on.isoformat(),
            },
        ).fetchone()  # fmt: skip
    known = age_at(person, day)
    if known is None:
        assert counted is None or counted < 0
    else:
        assert known.most is not None
        assert known.least <= max(counted, 0) <= known.most


@pytest.mark.parametrize(
    ("text", "known"),
    [("15-24", Age(15, 24)), ("16–20", Age(16, 20)), ("60+", Age(60, None)), ("> 60", Age(61, None)),
     ("<15", Age(0, 14)), ("young", None), ("20", None), ("30-20", None), (None, None)],
)  # fmt: skip
def test_a_bracket_is_read_as_people_write_it(text: str | None, known: Age | None) -> None:
    assert bracket(text) == known
