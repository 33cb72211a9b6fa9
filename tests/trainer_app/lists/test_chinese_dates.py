"""Dates as Chinese lists write them in titles and labels."""

import pytest

from trainer_app.lists.course_labels import course_texts
from trainer_app.lists.dates import Partial, find_date, parse_date
from trainer_app.lists.words import load_words

FIRST, LAST = Partial(2023, 4, 17), Partial(2023, 4, 21)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("SYB培训班，2023年4月17日-21日", "2023年4月17日-21日"),
        ("SYB培训班,2023年4月17日-21日", "2023年4月17日-21日"),
        ("SYB培训班；2023年4月17日-21日；市妇联", "2023年4月17日-21日"),
        ("（2023年4月17日-21日，市妇联）", "2023年4月17日-21日"),
        ("SYB培训班，2023.4.17-21", "2023.4.17-21"),
        ("SYB培训班、2023年4月17日起至4月21日止", "2023年4月17日起至4月21日止"),
        ("SYB 2023年4月17日上午—4月21日下午，20人", "2023年4月17日上午—4月21日下午"),
        ("SYB（4月17日—21日，2023年）", "4月17日—21日，2023年"),
        ("SYB курс,17-21 апреля 2023,Бишкек", "17-21 апреля 2023"),
        ("SYB (April 17-21, 2023)", "April 17-21, 2023"),
    ],
)
def test_dates_beside_commas_of_any_width(line: str, said: str) -> None:
    found = find_date(line, load_words())
    assert found is not None
    assert (found[0], found[1].start, found[1].end) == (said, FIRST, LAST)


@pytest.mark.parametrize(
    "typed", ["4月17日起至4月21日止", "4月17日至21日", "自4月17日起至21日止", "4月17日-4月21日"]
)  # fmt: skip
def test_days_without_a_year(typed: str) -> None:
    found = parse_date(typed, load_words())
    assert found is not None
    assert (found.start, found.end) == (Partial(None, 4, 17), Partial(None, 4, 21))


@pytest.mark.parametrize("typed", ["4月17日-5月2日，2023年", "自2023年4月17日起至5月2日止"])
def test_days_of_two_months(typed: str) -> None:
    found = parse_date(typed, load_words())
    assert found is not None
    assert (found.start, found.end) == (FIRST, Partial(2023, 5, 2))


def test_a_product_behind_the_last_label_is_no_part_of_the_place() -> None:
    words = load_words()
    told = course_texts(["时间：2023年4月17日-21日，地点：市妇联，SYB"], words)
    assert [pair[:2] for pair in told] == [("dates", "2023年4月17日-21日"), ("venue", "市妇联"), ("product", "SYB")]
    assert course_texts(["Place: Bago, SYB Centre"], words) == [("venue", "Bago, SYB Centre", 0)]
