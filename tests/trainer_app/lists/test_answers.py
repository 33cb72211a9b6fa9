"""Columns of yes and no that say more: none yet, closed and since when, a course told above those who were called."""

from datetime import date

import pytest

from tests.trainer_app.lists.laid_out import fields, read
from trainer_app.importing.course_keys import courses_of
from trainer_app.programmes.catalogue import load_catalogue

FOLLOW_UPS = "No|Name|Called on|Result|Started a business?|Still open?"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("ကိုယ်ပိုင်လုပ်ငန်း (အမျိုးအစား)", ["ရှိ (ဆိုင်)", "မရှိသေး", "ရှိ (ဆိုင်)", "မရှိသေး", "မရှိ"]),
        ("Own business (type)", ["Yes (shop)", "not yet", "Yes (tailor)", "not yet", "No"]),
        ("Usaha (jenis)", ["Ada (warung)", "belum", "Ada (jahit)", "belum ada", "tidak"]),
    ],
)
def test_none_yet_is_an_answer_to_whether_there_is_a_business(heading: str, cells: list[str]) -> None:
    (table,) = read(f"No|Name|Sex|{heading}", *(f"{n}|Ann Po{n}|F|{cell}" for n, cell in enumerate(cells, 1))).tables
    assert fields(table)[3] == "business"


@pytest.mark.parametrize(
    ("said", "operating", "mark", "closed"),
    [
        ("No, closed in Oct 2022", False, "converted", "2022-10"),
        ("No, cerró en oct-22", False, "converted", "2022-10"),
        ("Non (fermé le 5/10/2022)", False, "converted", date(2022, 10, 5)),
        ("No, no clients", False, "converted", None),
        ("Yes, until Oct 2022", True, "unsure", None),  # and now?
        ("Yes", True, "converted", None),
    ],
)
def test_an_answer_that_goes_on_to_say_since_when(
    said: str, operating: bool, mark: str, closed: date | str | None
) -> None:
    (table,) = read(FOLLOW_UPS, f"1|Ann Po|5/12/2022|reached|yes|{said}", "2|Bo Li|25/12/2022|reached|no|").tables
    told = table.rows[0].values
    assert (told["operating"].value, told["operating"].mark) == (operating, mark)
    assert (told["business_end"].value if "business_end" in told else None) == closed


def test_a_column_that_tells_when_a_business_closed_is_not_told_twice() -> None:
    row = "1|Ann Po|5/12/2022|reached|yes|No, closed in Oct 2022|5/9/2022"
    (table,) = read(f"{FOLLOW_UPS}|Closed on", row, "2|Bo Li|25/12/2022|reached|no||").tables
    assert table.rows[0].values["business_end"].value == date(2022, 9, 5)


def test_lines_between_those_who_were_called_tell_their_courses() -> None:
    people = ("1|Ann Po|5/12/2022|reached|yes|yes", "2|Bo Li|25/12/2022|reached|no|")
    lines = ("SYB Ambato – 14-18 March 2022", *people, "", "GYB Manta – April 2022", *people)
    tables = read("Tracer calls", FOLLOW_UPS, *lines).tables
    assert [table.kind for table in tables] == ["followups", "followups"]
    keys = [courses_of("list.xlsx", table, row, load_catalogue(), None) for table in tables for row in table.rows]
    assert [(key.products, key.starts) for (key,) in keys] == [
        *[(("SYB",), date(2022, 3, 14))] * 2, *[(("GYB",), date(2022, 4, 1))] * 2,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "no", "yes", "told"),
    [
        ("Наличие инвалидности", "нет", "да", "нет"), ("Discapacidad", "Ninguna", "Visual", "Ninguna"),
        ("अपाङ्गता", "छैन", "छ", "छैन"), ("الإعاقة", "لا يوجد", "نعم", "لا يوجد"), ("የአካል ጉዳት", "የለም", "አዎ", "የለም"),
        ("Вернувшийся мигрант (да/нет)", "нет", "да", "нет"), ("Target group", "none", "Refugee", None),
    ],
)  # fmt: skip
def test_none_is_a_no_among_answers_and_otherwise_not_known(heading: str, no: str, yes: str, told: str | None) -> None:
    (table,) = read(f"No|Name|Sex|{heading}", f"1|Awa|F|{no}", f"2|Bo|M|{yes}").tables
    field = table.columns[3].field
    assert field in ("disability", "category")
    assert table.rows[0].values[field].value == told


@pytest.mark.parametrize(
    "text", ["đã nghỉ", "ya cerró", "ya no", "sudah tutup", "Closed", "已停业", "បានបិទ", "oui mais fermé"]
)
def test_a_business_that_was_closed_is_not_open_though_a_word_for_yes_stands_first(text: str) -> None:
    (table,) = read(FOLLOW_UPS, f"1|Aye|5/8/2020|reached|Yes|{text}", "2|Bo|5/8/2020|reached|Yes|Yes").tables
    assert [row.values["operating"].value for row in table.rows] == [False, True]
