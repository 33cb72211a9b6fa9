"""Places beside the dates in titles: in brackets, in cells of their own, before a label."""

from datetime import date

import pytest

from tests.trainer_app.lists.laid_out import read

PEOPLE = ("No|Name|Sex", "1|Aye|F", "2|Bo|M")


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("SYB (5-9 August 2019, Katete)", "Katete"),
        ("SYB (5-9 August 2019, Katete), list of participants", "Katete"),
        ("GYB သင်တန်း (၅/၈/၂၀၁၉ မှ ၉/၈/၂၀၁၉၊ မကွေး)", "မကွေး"),
        ("SYB (သင်တန်းကာလ - ၅.၈.၂၀၁၉ မှ ၉.၈.၂၀၁၉၊ မြိတ်မြို့)", "မြိတ်မြို့"),
        ("SYB培训班（2019年8月5日-9日，南宁市）", "南宁市"),
        ("5-9 August 2019, SYB training, Katete", "Katete"),
        ("SYB | 5-9 August 2019 | Town Hall", "Town Hall"),
        ("Taller de ISUN Piura — del 5 al 9 de agosto de 2019", "Piura"),
        ("My.COOP သင်တန်း || ပုသိမ်မြို့ || ၂၀၁၉ ခုနှစ် သြဂုတ်လ ၅ ရက် မှ ၉ ရက်", "ပုသိမ်မြို့"),
        ("SYB || 5-9 August 2019 || ድሬዳዋ / Dire Dawa", "Dire Dawa"),
        ("SYB; 5-9 August 2019; Fishers' Hall, Katete. Trainer: Awa Ba", "Fishers' Hall, Katete"),
        ("SYB training (5-9 August 2019) @ Katete, Women's Hall", "Katete, Women's Hall"),
    ],
)
def test_a_place_beside_the_dates(title: str, place: str) -> None:
    (table,) = read(title, *PEOPLE).tables
    told = {name: table.course[name].value for name in ("start", "end", "venue")}
    assert told == {"start": date(2019, 8, 5), "end": date(2019, 8, 9), "venue": place}


@pytest.mark.parametrize(
    "title", ["SYB培训班（2019年8月5日-9日，市妇联）", "5-9 August 2019, SYB", "Training SYB — 5-9 August 2019"]
)
def test_bodies_and_products_behind_dates_are_no_places(title: str) -> None:
    (table,) = read(title, *PEOPLE).tables
    assert "venue" not in table.course


@pytest.mark.parametrize("place", ["Sullana", "St. Louis"])
def test_a_place_before_those_who_taught(place: str) -> None:
    title = f"Del 5 al 9 de agosto de 2019 – {place}. Ponentes: Eco. Rosa Paz Soto y Lic. Juan Cruz Vega"
    (table,) = read("Curso SYB", title, *PEOPLE).tables
    assert table.course["venue"].value == place
    assert str(table.course["trainer"].value).endswith("Rosa Paz Soto y Lic. Juan Cruz Vega")


def test_dates_in_a_cell_of_their_own_beside_a_label() -> None:
    title = "ሥልጠና / Training: GET Ahead || ከ02/10/2014 እስከ 06/10/2014 ዓ.ም || ድሬዳዋ / Dire Dawa"
    (table,) = read(title, *PEOPLE, country="ET").tables
    told = {name: table.course[name].value for name in ("product", "start", "end", "venue")}
    days = {"start": date(2022, 6, 9), "end": date(2022, 6, 13)}
    assert told == {"product": "GETAHEAD", **days, "venue": "Dire Dawa"}


_BY_ROW = ("№|Ф.И.О.|Пол|Тренинг|Начало", "1|Исакова Айгуль|ж|SYB|15.02.2021", "2|Усенов Азамат|м|SYB|15.02.2021")


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Список участников тренингов, Ошский район (Ош району), 2021 год", "Ошский район"),
        ("Список участников – Ошская область, Ошский район", "Ошская область, Ошский район"),
        ("Список участников, отдел района", None),
    ],
)
def test_the_district_in_the_title_of_a_list_of_several_courses(title: str, place: str | None) -> None:
    table = read(title, *_BY_ROW).tables[0]
    assert (table.course["venue"].value if "venue" in table.course else None) == place


def test_the_province_in_a_title_is_not_the_place_of_courses_whose_people_tell_their_district() -> None:
    lines = (f"{line}|{cell}" for line, cell in zip(_BY_ROW, ("Район", "Алайский", "Ноокатский"), strict=True))
    assert "venue" not in read("Список участников, Ошская область", *lines).tables[0].course


def test_the_district_above_the_first_list_is_that_of_the_others_of_its_courses() -> None:
    other = [f"{line}|{cell}" for line, cell in zip(_BY_ROW, ("Телефон", "0555636272", "0555125478"), strict=True)]
    tables = read("Список участников, Ошский район", *_BY_ROW, "", *other).tables
    assert [table.course["venue"].value for table in tables] == ["Ошский район"] * 2


def test_several_provinces_in_a_title_are_no_place_of_a_course() -> None:
    header = "شماره|نام|جنسیت|نوع آموزش|تاریخ تدویر|ولایت|ولسوالی"
    told = ("1|خالد|مرد|SYB|۶ تا ۸ ثور ۱۴۰۰|بلخ|نهر شاهی", "2|مریم|زن|GYB|۶ تا ۸ جوزا ۱۴۰۰|کندز|امام صاحب")
    (table,) = read("لیست مستفیدین آموزش SIYB در ولایات بلخ، کندز و تخار", header, *told, country="AF").tables
    assert "venue" not in table.course
