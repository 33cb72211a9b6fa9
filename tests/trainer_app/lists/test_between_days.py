"""Dates with several days: from one to another, one by one, with the days of the week before them."""

import pytest

from trainer_app.lists.dates import Partial, find_date, parse_date
from trainer_app.lists.words import load_words


@pytest.mark.parametrize(
    "typed",
    [
        "6 sampai dengan 10 Juni 2022",
        "Senin-Jumat/6-10 Juni 2022",
        "Senin s/d Jumat, 6 s/d 10 Juni 2022",
        "Mon-Fri 6-10 June 2022",
        "Monday to Friday: 6-10 June 2022",
        "lundi-vendredi, 6-10 juin 2022",
        "понедельник–пятница 6-10 июня 2022",
        "thứ 2 đến thứ 6, 6-10/6/2022",
        "du 6 jusqu'au 10 juin 2022",
        "6 hasta el 10 de junio de 2022",
        "tanggal 6 sampai tanggal 10 Juni 2022",
        "2022-yil 6-iyundan 10-iyungacha",
        "6 июндан 10 июнга чейин 2022",
        "২০২২ সালের ৬ জুন থেকে ১০ জুন",
        "జూన్ 6 నుండి 10 వరకు 2022",
    ],
)
def test_intervals_with_words_of_many_languages(typed: str) -> None:
    found = parse_date(typed, load_words())
    assert found is not None
    assert (found.start, found.end) == (Partial(2022, 6, 6), Partial(2022, 6, 10))


@pytest.mark.parametrize(
    "typed",
    [
        "9 & 10 Oct 2022", "9 and 10 October 2022", "October 9 and 10, 2022", "9 October and 10 October 2022",
        "9 et 10 octobre 2022", "9 y 10 de octubre de 2022", "9 e 10 de outubro de 2022", "9 và 10/10/2022",
        "9 и 10 октября 2022", "9 dan 10 Oktober 2022", "2022 оны 10 сарын 9, 10", "2022/10/9, 10",
        "2022年10月9、10日", "2022年10月9日和10日",
    ],
)  # fmt: skip
def test_days_that_are_told_one_by_one_are_the_first_and_the_last(typed: str) -> None:
    found = parse_date(typed, load_words())
    assert found is not None
    assert (found.start, found.end) == (Partial(2022, 10, 9), Partial(2022, 10, 10))


@pytest.mark.parametrize("typed", ["२०७९ कार्तिक ९ र १०", "२०७९ कार्तिक ९, १०", "९ र १० कार्तिक २०७९"])
def test_days_behind_a_month_of_nepal(typed: str) -> None:
    found = parse_date(typed, load_words())
    assert found is not None
    assert (found.start, found.end, found.calendar) == (Partial(2079, 7, 9), Partial(2079, 7, 10), "bikram")


def test_a_number_of_people_behind_a_date_is_no_day() -> None:
    found = find_date("SYB, Katete, 2022-08-09, 10 women", load_words())
    assert found is not None
    assert found[0] == "2022-08-09"


def test_months_that_are_told_one_by_one_are_no_days() -> None:
    found = parse_date("9 and 10/2022", load_words())
    assert found is None or found.start.day is None
