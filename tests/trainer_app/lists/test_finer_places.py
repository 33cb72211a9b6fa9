"""Two columns of places of one level, and courses whose people come from several small places of one larger one."""

import pytest

from tests.trainer_app.lists.pasted import paste
from trainer_app.lists.reading import Value

HEADER = "No|Sub-city|Woreda|Name|Sex|Course|Start date|End date"
NAMES = ["Sara Yilma", "Shimelis Melaku", "Yilma Shimelis", "Tsegaye Hailu", "Tamrat Girma", "Yilma Nigussie"]


def told(field: str, *places: tuple[str, str]) -> list[Value | None]:
    """The values of a field in a list of two courses of three people each, by sub-city and woreda."""
    rows = [
        f"{n}|{place}|{woreda}|{name}|M|SYB|{'2021-11-15|2021-11-19' if n < 4 else '2022-02-14|2022-02-18'}"
        for n, ((place, woreda), name) in enumerate(zip(places, NAMES, strict=True), 1)
    ]
    return [row.values.get(field) for row in paste(HEADER, *rows).tables[0].rows]


WOREDAS = ["Woreda 11", "Woreda 05", "Woreda 06", "Woreda 02", "Woreda 01", "Woreda 09"]
TWO_COURSES = list(zip(["Yeka"] * 3 + ["Bole"] * 3, WOREDAS, strict=True))


@pytest.mark.parametrize(("field", "expected"), [("district", [p for p, _w in TWO_COURSES]), ("township", WOREDAS)])
def test_the_finer_of_two_places_of_one_level_is_of_the_level_below(field: str, expected: list[str]) -> None:
    assert [value.value if value else None for value in told(field, *TWO_COURSES)] == expected


def test_the_larger_place_of_all_of_a_course_is_offered_as_its_own() -> None:
    venues = [(value.value, value.mark) if value else None for value in told("venue", *TWO_COURSES)]
    assert venues == [("Yeka", "unsure")] * 3 + [("Bole", "unsure")] * 3


@pytest.mark.parametrize("places", [["Yeka"] * 6, ["Yeka", "Yeka", "Bole", "Bole", "Bole", "Bole"]])
def test_people_of_one_district_or_of_several_do_not_tell_where_a_course_was(places: list[str]) -> None:
    assert told("venue", *zip(places, WOREDAS, strict=True)) == [None] * 6
