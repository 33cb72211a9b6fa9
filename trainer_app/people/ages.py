"""The age of a person on a day: a range where no birth date is known, and the one number that is counted."""

from dataclasses import dataclass
from datetime import date

from db.models import Person
from trainer_app.courses.outcomes import add_months
from trainer_app.formats import plain_digits

OLDEST = 110
"""Years of age above which a birth date is a slip."""

MOVED_SQL = "COALESCE(ROUND((julianday({day}) - julianday(p.age_on)) / 365.2425), 0)"
"""The years by which an age or a bracket of person `p`, written down on age_on, is another on {day}: rounded."""

COUNTED_SQL = f"""CASE
    WHEN p.birth_date IS NOT NULL THEN SUBSTR({{day}}, 1, 4) - SUBSTR(p.birth_date, 1, 4)
        - (SUBSTR({{day}}, 6) < SUBSTR(p.birth_date, 6))
    WHEN p.birth_year IS NOT NULL THEN SUBSTR({{day}}, 1, 4) - p.birth_year
    WHEN p.age IS NOT NULL THEN p.age + {MOVED_SQL}
END"""
"""The age in years by which person `p` is counted on {{day}} (an ISO date): always within what `age_at` gives.

Of a birth year alone the calendar years count, as is usual **[u]**; to an age at another day the years between are
added, rounded.
"""


@dataclass(frozen=True)
class Age:
    """Years of age: exact where both are equal, else the least and the most possible; most None: no upper limit."""

    least: int
    most: int | None

    def __str__(self) -> str:
        if self.most is None:
            return f"{self.least}+"
        return str(self.least) if self.least == self.most else f"{self.least}–{self.most}"


def age_at(person: Person, day: date) -> Age | None:
    """The person's age on a day, as exactly as birth date, birth year, age at a day or bracket tell; None: not known.

    An age or bracket without its day is taken as it was written down.
    """
    if person.birth_date:
        years = full_years(person.birth_date, day)
        return Age(years, years) if years >= 0 else None
    if person.birth_year:
        years = day.year - person.birth_year
        return Age(max(years - 1, 0), years) if years >= 0 else None
    if person.age is not None:
        return _moved(Age(person.age, person.age), person.age_on, day)
    known = bracket(person.age_bracket)
    return _moved(known, person.age_on, day) if known else None


def _moved(age: Age, known_on: date | None, day: date) -> Age | None:
    """An age known on one day, on another day: a birthday may or may not lie in the last part of a year."""
    if known_on is None or known_on == day:
        return age
    if day > known_on:
        years = full_years(known_on, day)
        part = 0 if add_months(known_on, 12 * years) == day else 1
        return Age(age.least + years, None if age.most is None else age.most + years + part)
    years = full_years(day, known_on)
    part = 0 if add_months(day, 12 * years) == known_on else 1
    most = None if age.most is None else age.most - years
    return Age(max(age.least - years - part, 0), most) if most is None or most >= 0 else None


def full_years(start: date, end: date) -> int:
    """The years that are full between two days; below 0 where the end is before the start."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def bracket(text: str | None) -> Age | None:
    """16-25, 60+, > 60, < 16 as the least and the most; None for anything else."""
    plain = plain_digits(text or "").replace("–", "-").replace(" ", "")
    if plain.endswith("+") and plain[:-1].isdigit():
        return Age(int(plain[:-1]), None)
    if plain[:1] in (">", "<") and plain[1:].isdigit():
        return Age(int(plain[1:]) + 1, None) if plain[0] == ">" else Age(0, int(plain[1:]) - 1)
    low, dash, high = plain.partition("-")
    if dash and low.isdigit() and high.isdigit() and int(low) <= int(high) <= OLDEST:
        return Age(int(low), int(high))
    return None
