"""Lines between people that name the place of those below."""

import pytest

from tests.trainer_app.lists.laid_out import read
from trainer_app.lists.reading import ListTable

_PEOPLE = ("1|Somsri Dee|F|Ban A", "2|Kitti Phu|M|Ban B", "3|Udom Wan|M|Ban C")


def told(table: ListTable, field: str) -> list[tuple[object, object]]:
    values = [row.values.get(field) for row in table.rows]
    return [(None, None) if value is None else (value.value, value.mark) for value in values]


@pytest.mark.parametrize(
    ("header", "first", "second", "field"),
    [
        ("ລ/ດ|ຊື່|ເພດ|ບ້ານ", "ເມືອງ ຊຽງເງິນ", "ເມືອງງາ", "district"),
        ("ល.រ|ឈ្មោះ|ភេទ|ភូមិ", "ស្រុក សំរោង", "ស្រុកបាទី", "district"),
        ("TT|Họ và tên|Giới tính|Thôn", "Huyện Ba Vì", "Huyện Sơn Tây", "district"),
        ("TT|Họ và tên|Giới tính|Thôn", "XÃ TÂN LẬP", "XÃ MINH QUANG", "township"),
        ("क्र.सं.|नाम|लिङ्ग|टोल", "वीरेन्द्रनगर नगरपालिका", "दुल्लु न.पा.", "township"),
        ("ক্রমিক|নাম|লিঙ্গ|গ্রাম", "সাঘাটা উপজেলা", "ফুলছড়ি উপজেলা", "township"),
        ("Na.|Jina|Jinsia|Kijiji", "Wilaya ya Kondoa", "WILAYA YA CHEMBA", "district"),
        ("No|Name|Sex|Village", "Kiambu County", "Nakuru County", "province"),
        ("No|Name|Sex|Address", "Ward No. 5", "Ward No. 12", "village"),
        ("N°|Nom et prénom|Sexe|Adresse", "Préfecture de Kindia", "Préfecture de Coyah", "district"),
    ],
)
def test_people_with_a_smaller_place_below_a_line_with_a_larger_one(
    header: str, first: str, second: str, field: str
) -> None:
    (table,) = read(header, first, *_PEOPLE[:2], "|Total|2", second, *_PEOPLE[2:]).tables
    assert told(table, field) == [(first, "converted"), (first, "converted"), (second, "converted")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("District: Nan", "District: Xay"),
        ("1. District: Nan (2 people)", "2. District: Xay, 1 person"),
        ("A | District: Nan", "B | District: Xay | 1"),
    ],
)
def test_a_line_with_a_place_may_have_a_number_a_label_and_a_count(first: str, second: str) -> None:
    people = [f"{line}|Tailor|Yes|" for line in _PEOPLE]
    reading = read("No|Name|Sex|Village|Occupation|Business|Remark", first, *people[:2], second, *people[2:])
    (table,) = reading.tables
    assert told(table, "district") == [("Nan", "converted"), ("Nan", "converted"), ("Xay", "converted")]


def test_a_labelled_place_between_lines_of_a_course_is_that_of_the_course() -> None:
    second = ("Course: SYB", "District: Xay", "Date: 12-16 August 2019")
    _first, table = read("Course: GYB", "No|Name|Sex|Village", *_PEOPLE[:2], *second, *_PEOPLE[2:]).tables
    assert table.course["district"].value == "Xay"


def test_a_larger_place_ends_the_smaller_ones() -> None:
    lines = ("TỈNH HÀ NỘI", "Huyện Ba Vì", _PEOPLE[0], "TỈNH BẮC NINH", _PEOPLE[1], "Huyện Sơn Tây", _PEOPLE[2])
    (table,) = read("TT|Họ và tên|Giới tính|Thôn", *lines).tables
    assert [value for value, _mark in told(table, "province")] == ["TỈNH HÀ NỘI", "TỈNH BẮC NINH", "TỈNH BẮC NINH"]
    assert [value for value, _mark in told(table, "district")] == ["Huyện Ba Vì", None, "Huyện Sơn Tây"]


@pytest.mark.parametrize(("line", "mark"), [("Xay", "unsure"), ("Women", "converted"), ("Page 2", "converted")])
def test_a_line_that_may_be_the_next_place_is_to_be_looked_at(line: str, mark: str) -> None:
    (table,) = read("No|Name|Sex|Village", "Nan District", *_PEOPLE[:2], line, *_PEOPLE[2:]).tables
    assert told(table, "district")[-1] == ("Xay" if mark == "unsure" else "Nan District", mark)


def test_a_column_or_an_address_goes_before_the_line() -> None:
    header = "No|Name|Sex|District"
    (table,) = read(header, "Nan District", "1|Somsri Dee|F|Xay", "2|Kitti Phu|M|Nga").tables
    assert [value for value, _mark in told(table, "district")] == ["Xay", "Nga"]
    lines = ("Nan District", "1|Somsri Dee|F|Ban A, Nan District", "2|Kitti Phu|M|Ban B")
    (table,) = read("No|Name|Sex|Address", *lines).tables
    assert [value for value, _mark in told(table, "district")] == [None, "Nan District"]


def test_a_line_between_people_is_no_title_of_the_next_list() -> None:
    header = "No|Name|Sex|Village"
    lines = ("Gaibandha District", *_PEOPLE[:2], "Total|2", "", "Second list")
    _first, second = read(header, *lines, header, *_PEOPLE[2:]).tables
    assert "province" not in second.course
    assert told(second, "district") == [(None, None)]


def test_what_a_line_says_of_who_they_are_is_no_place() -> None:
    (table,) = read("No|Name|Sex|Village", "District trainers", *_PEOPLE[:2], "Master trainers", *_PEOPLE[2:]).tables
    assert told(table, "district") == [(None, None)] * 3


@pytest.mark.parametrize(
    ("header", "lines", "field"),
    [
        ("ລ/ດ|ຊື່|ເພດ|ບ້ານ", ("ຊຽງເງິນ", "ປາກອູ"), "district"),
        ("No|Name|Sex|Village", ("Xieng Ngeun", "Pak Ou"), "district"),
        ("No|Name|Sex|District", ("Luang Prabang", "Oudomxay"), "province"),
    ],
)
def test_lines_that_all_may_be_places_above_smaller_ones_are_to_be_looked_at(
    header: str, lines: tuple[str, str], field: str
) -> None:
    (table,) = read(header, lines[0], *_PEOPLE[:2], "|Total|2", lines[1], *_PEOPLE[2:]).tables
    assert told(table, field) == [(lines[0], "unsure"), (lines[0], "unsure"), (lines[1], "unsure")]


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("No|Name|Sex|Village", "Xieng Ngeun", "Group 2"),
        ("No|Name|Sex|Village", "Trainers", "Participants"),
        ("No|Name|Age|Village", "Women", "Men"),
        ("No|Name|Sex|Village", "Lake Traders Association", "Chamber of Commerce"),
        ("No|Name|Sex|Village", "Graduates", "Drop outs"),
        ("No|Name|Sex|Occupation", "Xieng Ngeun", "Pak Ou"),
    ],
)
def test_other_lines_above_people_are_no_places(header: str, first: str, second: str) -> None:
    (table,) = read(header, first, *_PEOPLE[:2], second, *_PEOPLE[2:]).tables
    assert told(table, "district") == [(None, None)] * 3


def test_places_summed_up_above_their_classes_are_told_without_what_stands_behind_them() -> None:
    (table,) = read(
        "T/r|Ta'lim muassasasi|O'qituvchi|Jami|qizlar", "|Andijon viloyati bo'yicha jami:||45|22",
        "1|Asaka kolleji|Karimova D.|45|22", "|Navoiy bo'yicha jami:||55|30", "2|Navoiy kolleji|Sodiqov A.|55|30",
    ).tables  # fmt: skip
    assert told(table, "province") == [("Andijon viloyati", "converted"), ("Navoiy bo'yicha", "unsure")]


def test_sums_above_classes_that_count_these_name_their_place() -> None:
    header = "№|Байгууллагын нэр|Багш|Бүлэг|Бүгд|Эмэгтэй|Эрэгтэй"
    lines = (
        header, "|Өмнөговь аймаг||2 бүлэг|42|20|22", "1|1-р сургууль|С.Ган|11а|22|3|19",
        "2|1-р сургууль|Б.Нар|11б|20|17|3",
        "|Дундговь аймаг||1 бүлэг|18|6|12",
        "3|2-р сургууль|П.Цог|10а|18|6|12",
    )  # fmt: skip
    (table,) = read(*lines, name="2021-2022").tables
    assert [(row.row_number, row.values["province"].value) for row in table.rows] == [
        (3, "Өмнөговь аймаг"), (4, "Өмнөговь аймаг"), (6, "Дундговь аймаг"),
    ]  # fmt: skip
