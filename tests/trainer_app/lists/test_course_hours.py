"""The hours of a course that a title of its list tells, and the addresses and provinces that titles name."""

from datetime import date

import pytest

from trainer_app.lists.course_hours import hours_of_course
from trainer_app.lists.course_labels import course_texts
from trainer_app.lists.courses import title_texts
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import Reading
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid
from trainer_app.lists.towns import address_within
from trainer_app.lists.words import load_words

PEOPLE = ["No|Name|Sex", "1|Aye Aye|F", "2|Bo Bo|M"]
THAI = ["ที่|ชื่อ-สกุล|เพศ", "1|นางมาลัย ไชยสาร|หญิง", "2|นายศักดา นามวงษ์|ชาย"]


def sheets(**lines: list[str]) -> Reading:
    grids = []
    for name, of_sheet in lines.items():
        rows: list[list[Cell]] = [[*line.split("|")] for line in of_sheet]
        grids.append(Grid(name.replace("_", " "), rows))
    return read_sheets("list.xlsx", grids, today=date(2026, 1, 15))


@pytest.mark.parametrize(
    ("line", "hours", "mark"),
    [
        ("SYB training 5-9 August 2019, 40 hours", 40, "converted"),
        ("Formation GERME (40 heures)", 40, "converted"),
        ("Durasi 32 jam pelajaran", 32, "converted"),
        ("培训 40学时", 40, "converted"),
        ("३०-३१ असार ०७८, टीकापुर (जम्मा ३० घण्टा)", 30, "converted"),
        ("วันที่ 8-9/7/64  รวม 12 ชั่วโมง", 12, "unsure"),
        ("at 14 hrs", 14, "unsure"),  # a time of the day, perhaps
        ("du 5 au 9 août 2019, de 9h à 17 heures", None, None),
        ("Time: 9:00-17:00 hrs", None, None),
        ("8-12 hrs", None, None),
        ("6 hours each day", None, None),
        ("5-9 August 2019", None, None),
    ],
)
def test_hours_in_a_title(line: str, hours: int | None, mark: str | None) -> None:
    found = hours_of_course([line], load_words())
    assert (found and found.value, found and found.mark) == (hours, mark)


def test_a_course_has_the_hours_of_its_title_but_not_two_of_them() -> None:
    (table,) = sheets(A=["SYB 5-9 August 2019, 40 hours", *PEOPLE]).tables
    assert table.course["hours"].value == 40
    (table,) = sheets(A=["SYB 5-9 August 2019, 40 hours", "of which 30 hours in class", *PEOPLE]).tables
    assert "hours" not in table.course


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("IYB โมดูลการบัญชี  กลุ่มวิสาหกิจชุมชน อ.ด่านซ้าย จ.เลย", "อ.ด่านซ้าย จ.เลย"),
        ("SYB ต.พระลับ อำเภอเมือง จังหวัดขอนแก่น รุ่น 2", "ต.พระลับ อำเภอเมือง จังหวัดขอนแก่น"),
        ("SYB Kec. Tebas Kab. Sambas 2020", "Kec. Tebas Kab. Sambas"),
        ("SYB xã An Hảo, huyện Tịnh Biên, tỉnh An Giang", "xã An Hảo, huyện Tịnh Biên, tỉnh An Giang"),
        ("GYB ເມືອງ ປາກເຊ ແຂວງ ຈຳປາສັກ", "ເມືອງ ປາກເຊ ແຂວງ ຈຳປາສັກ"),
        ("ISUN distrito de Catacaos, provincia de Piura", "distrito de Catacaos, provincia de Piura"),
        ("Participants by district and province of SYB", None),
        ("SYB in Kampala district", None),
    ],
)
def test_an_address_in_a_title(text: str, address: str | None) -> None:
    assert address_within(text, load_words()) == address


def test_an_address_behind_the_course_is_looked_at_and_its_province_is_that_of_the_people() -> None:
    first = ["SYB วันที่ 5-9/7/64", "สถานที่ ศาลากลาง จ.ขอนแก่น", *THAI]
    second = ["IYB กลุ่มวิสาหกิจชุมชน อ.ด่านซ้าย จ.เลย", "วันที่ 8-9/7/64", *THAI]
    one, other = sheets(SYB=first, เลย_IYB=second).tables
    assert (one.course["province"].value, other.course["province"].value) == ("ขอนแก่น", "เลย")
    venue = other.course["venue"]
    assert (venue.value, venue.mark) == ("อ.ด่านซ้าย จ.เลย", "unsure")


@pytest.mark.parametrize(("name", "mark"), [("Class_2_GYB", "converted"), ("Loei_GYB", "unsure")])
def test_the_place_of_another_sheet_is_looked_at_where_the_names_are_not_alike(name: str, mark: str) -> None:
    first = ["SYB 5-9 August 2019", "Province: Isan", *PEOPLE]
    one, other = sheets(**{"Class_1_SYB": first, name: ["GYB 12-14 August 2019", *PEOPLE]}).tables
    assert one.course["province"].value == other.course["province"].value == "Isan"
    assert other.course["province"].mark == mark


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Course - SYB ၊ Date - 5-9 August 2019 ၊ Place - Town Hall၊ Bago", "Town Hall၊ Bago"),
        ("Course - SYB ၊ Place - Town Hall ၊ 5-9 August 2019", "Town Hall"),
    ],
)
def test_a_place_goes_on_behind_a_comma_without_a_label(line: str, place: str) -> None:
    (table,) = sheets(A=[line, *PEOPLE]).tables
    assert table.course["venue"].value == place


def test_labels_that_stand_far_apart_in_a_cell_part_it_also_where_one_is_known_by_its_parts_alone() -> None:
    line = ["Trainers - Daw Mya၊ U Ba    Organiser of the course - Hpa-An Chamber"]
    told = {name: text for name, text, _index in course_texts(line, load_words())}
    assert told == {"trainer": "Daw Mya၊ U Ba", "organiser": "Hpa-An Chamber"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "Module|GERME||Période|29 juin au 6 juillet 2020||Lieu|Doutchi||Animatrice|Mme Rabi Altiné",
            {
                "product": "GERME",
                "dates": "29 juin au 6 juillet 2020",
                "venue": "Doutchi",
                "trainer": "Mme Rabi Altiné",
            },
        ),
        (
            "Course|IYB||Date|9/3/2020 to 15/3/2020||Place|Bhamo farm",
            {"product": "IYB", "dates": "9/3/2020 to 15/3/2020", "venue": "Bhamo farm"},
        ),
        ("Venue|District Hall, Bago|Trainer|U Ba", {"venue": "District Hall, Bago", "trainer": "U Ba"}),
        ("နေရာ|ခရိုင်ခန်းမ၊ ပုသိမ်|ဆရာ/ဆရာမ|Daw Nilar Win", {"venue": "ခရိုင်ခန်းမ၊ ပုသိမ်", "trainer": "Daw Nilar Win"}),
        ("Venue|District|Trainer|Date", {}),
    ],
)
def test_a_line_of_labels_without_colons_is_read_however_many_they_are(line: str, told: dict[str, str]) -> None:
    found = course_texts(line.split("|"), load_words(), bare=True)
    assert {name: text for name, text, _index in found} == told


@pytest.mark.parametrize(
    ("title", "place"), [("Bago township - List of participants", None), ("Township - Bago", "Bago")]
)
def test_the_name_of_a_list_behind_a_township_is_no_place(title: str, place: str | None) -> None:
    (table,) = sheets(A=[title, "Course: SYB", "Date: 5-9 August 2019", *PEOPLE]).tables
    venue = table.course.get("venue")
    assert (venue.value if venue else None) == place


def test_who_held_a_course_may_be_told_in_brackets_of_its_title() -> None:
    (table,) = sheets(A=["SYB training, 5-9 August 2019 (organised by Hpa-An Chamber)", *PEOPLE]).tables
    assert table.course["organiser"].value == "Hpa-An Chamber"


@pytest.mark.parametrize("line", ["ดำเนินการโดย พมจ.ชลบุรี", "ดําเนินการโดย พมจ.ชลบุรี"])
def test_a_thai_word_with_am_is_known_in_one_letter_and_in_two(line: str) -> None:
    assert title_texts(line, load_words()) == [("organiser", "พมจ.ชลบุรี")]


def test_dates_with_commas_before_labels_that_stand_far_apart() -> None:
    line = ["ကာလ - ၂၀၁၈ ခုနှစ်၊ ဇွန်လ ၆ ရက် မှ ၈ ရက် ထိ      နည်းပြ - ဒေါ်ခင်စန်းဝင်း ၊ မိသဇင်အေး"]
    told = {name: text for name, text, _index in course_texts(line, load_words())}
    assert told == {"dates": "၂၀၁၈ ခုနှစ်၊ ဇွန်လ ၆ ရက် မှ ၈ ရက် ထိ", "trainer": "ဒေါ်ခင်စန်းဝင်း၊ မိသဇင်အေး"}


def test_dates_with_a_dash_between_labels_with_colons_that_stand_far_apart() -> None:
    line = ["Training : GYB     Date : 17 - 19 Feb 2020     Place : Town Hall"]
    told = {name: text for name, text, _index in course_texts(line, load_words())}
    assert told == {"product": "GYB", "dates": "17 - 19 Feb 2020", "venue": "Town Hall"}


def test_a_place_may_stand_behind_dates_in_brackets() -> None:
    told = dict(title_texts("GET Ahead (16.10.2018 - 20.10.2018), Town Hall, Thaton", load_words()))
    assert told["venue"] == "Town Hall, Thaton"


def test_a_label_with_a_dash_tells_of_the_next_cell_also_where_that_could_be_a_heading() -> None:
    line = ["နေရာ -", "", "မြို့နယ်ခန်းမ၊ သထုံ", "", "", "သင်တန်းပို့ချသူ –", "", "Mi Kun Chan, U Zaw Moe Htun"]
    assert course_texts(line, load_words()) == [
        ("venue", "မြို့နယ်ခန်းမ၊ သထုံ", 2), ("trainer", "Mi Kun Chan, U Zaw Moe Htun", 7),
    ]  # fmt: skip
    assert course_texts(["Aye Aye -", "Bago"], load_words()) == []


@pytest.mark.parametrize(
    ("line", "name", "told"),
    [
        ("វគ្គ GYB ថ្ងៃទី ៩-១១ ខែមីនា ឆ្នាំ២០២១ នៅសាលាស្រុក រយៈពេល ២៤ ម៉ោង", "venue", "សាលាស្រុក"),
        ("Course: SYB, Date: 5-9 August 2019, Trainers: Nakato Sarah and Okello James. 40 hours", "trainer",
         "Nakato Sarah and Okello James"),
        ("Course: SYB, Date: 5-9 August 2019, Place: Hall 40, Jinja", "venue", "Hall 40, Jinja"),
    ],
)  # fmt: skip
def test_hours_behind_a_place_or_trainer_are_no_part_of_it(line: str, name: str, told: str) -> None:
    (table,) = sheets(A=[line, *PEOPLE]).tables
    assert table.course[name].value == told
