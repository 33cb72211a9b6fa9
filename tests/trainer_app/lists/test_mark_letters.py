"""Letters for presence: what they mean is told by a legend or by the language of the list, and asked otherwise."""

from datetime import date

import pytest

from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid

TODAY = date(2026, 1, 15)
DAYS = "{day} 1|{day} 2|{day} 3"


def read(*lines: str) -> ListTable:
    rows: list[list[Cell]] = [list(line.split("|")) for line in lines]
    return read_sheets("list.xlsx", [Grid("Sheet1", rows)], today=TODAY).tables[0]


def marks(table: ListTable) -> list[list[tuple[object, str | None]]]:
    return [
        [(value.value, value.mark) for name, value in row.values.items() if name.startswith("attendance:")]
        for row in table.rows
    ]


@pytest.mark.parametrize(
    ("header", "day", "people", "letters"),
    [
        ("No|Nama|L/P", "Hari", ["1|Siti Aminah|P", "2|Slamet|L"], "H S A"),
        ("No|Nombre|Sexo", "Día", ["1|Rosa Díaz|M", "2|Luis Paz|H"], "A J F"),
        ("N°|Nom et prénoms|Sexe", "Jour", ["1|Awa Bâ|F", "2|Ali Sy|H"], "P E A"),
        ("STT|Họ tên|Giới tính", "Ngày", ["1|Lê Thị Hoa|Nữ", "2|Vũ Văn Nam|Nam"], "+ P V"),
        ("ລ/ດ|ຊື່ ແລະ ນາມສະກຸນ|ເພດ", "ມື້ທີ", ["1|ນາລີ ວົງສາ|ຍ", "2|ທອງດີ ສີສຸພັນ|ຊ"], "ມ ພ ຂ"),
        ("अ.क्र.|नाव|लिंग", "दिवस", ["1|मंगल मोरे|स्त्री", "2|अनिल काळे|पुरुष"], "ह र गै"),
        ("№|ФИО|Пол", "День", ["1|Исакова Айгуль|ж", "2|Усенов Азамат|м"], "+ б н"),
    ],
)
def test_the_language_of_a_list_tells_its_letters(header: str, day: str, people: list[str], letters: str) -> None:
    present, away, absent = letters.split()
    days = f"{present}|{away}|{absent}"
    table = read(f"{header}|{DAYS.format(day=day)}", *(f"{one}|{days}" for one in people))
    assert [[value for value, _mark in row] for row in marks(table)] == [[1.0, -1.0, 0.0]] * 2
    assert "unsure" not in {mark for row in marks(table) for _value, mark in row}


@pytest.mark.parametrize("legend", ["H = absent, A = present, L = excused", "A: present; H: absent; L: excused"])
def test_a_legend_goes_before_the_language(legend: str) -> None:
    table = read(f"No|Name|Sex|{DAYS.format(day='Day')}", "1|Ann Phiri|F|A|H|L", "2|Joe Banda|M|A|A|H", "", legend)
    assert [[value for value, _mark in row] for row in marks(table)] == [[1.0, 0.0, -1.0], [1.0, 1.0, 0.0]]


@pytest.mark.parametrize(
    "legend",
    [
        "1 = පැමිණි, 0 = නොපැමිණි, නි = නිවාඩු",
        "1 = පැමිණි   0 = නොපැමිණි   නි = නිවාඩු",
        "1: පැමිණි / නි: නිවාඩු / 0: නොපැමිණි",
        "½ = දින භාගය   නි = නිවාඩු   නො = නොපැමිණි",
    ],
)
def test_a_legend_with_numbers_and_letters_that_bear_vowels(legend: str) -> None:
    days = DAYS.format(day="දිනය")
    table = read(f"අංකය|නම|ස්ත්‍රී/පුරුෂ|{days}", "1|චන්ද්‍රා මැණිකේ|ස්ත්‍රී|1|නි|0", "2|ලාල් ජයරත්න|පුරුෂ|1|1|1", legend)
    assert [[value for value, _mark in row] for row in marks(table)] == [[1.0, -1.0, 0.0], [1.0, 1.0, 1.0]]


def test_a_letter_that_nothing_decides_is_asked() -> None:
    table = read(f"Na|Jina|Jinsia|{DAYS.format(day='Siku')}", "1|Asha Juma|KE|H|H|U", "2|Ali Bakari|ME|H|U|H")
    assert {mark for row in marks(table) for _value, mark in row} == {"unsure"}


def test_a_cross_beside_a_stroke_is_asked_and_says_absent() -> None:
    table = read(f"No|Name|Sex|{DAYS.format(day='Day')}", "1|Ann Phiri|F|/|x|/", "2|Joe Banda|M|/|/|x")
    assert marks(table)[0] == [(1.0, "converted"), (0.0, "unsure"), (1.0, "converted")]


@pytest.mark.parametrize(
    ("legend", "third"),
    [
        ("หมายเหตุ: / = มา, x หรือ - = ไม่มา", (0.0, "converted")),
        ("Key: / = present; x, - = absent", (0.0, "converted")),
        ("", (None, "unsure")),
    ],
)
def test_a_cross_beside_a_stroke_and_a_dash_is_absent_only_where_a_legend_says_so(
    legend: str, third: tuple[float | None, str]
) -> None:
    people = ["1|Ann Phiri|F|/|-|x", "2|Joe Banda|M|/|/|/"]
    table = read(f"No|Name|Sex|{DAYS.format(day='Day')}", *people, "", legend)
    assert marks(table)[0] == [(1.0, "converted"), (0.0, "converted"), third]


def test_who_came_late_was_there() -> None:
    table = read("ที่|ชื่อ - สกุล|เพศ|26|27|28", "1|สมพร บุญมา|ช|/|ส|ข", "2|อรทัย ใจกล้า|ญ|/|/|½",
                 "/ = มา  ส = มาสาย  ½ = มาครึ่งวัน  ข = ขาด")  # fmt: skip
    assert [[value for value, _mark in row] for row in marks(table)] == [[1, 1, 0], [1, 1, 0.5]]
    table = read("N°|Nom et prénoms|Sexe|Jour 1|Jour 2", "1|Awa Bâ|F|P|R", "2|Ali Sy|H|P|A",
                 "P = présent, R = en retard, A = absent")  # fmt: skip
    assert [[value for value, _mark in row] for row in marks(table)] == [[1, 1], [1, 0]]


def test_a_legend_of_letters_with_vowels_on_them() -> None:
    legend = "✓ පැමිණි   නි = නිවාඩු (දන්වා ඇත)   නො = නොපැමිණි"
    people = ("1|ගයනි පෙරේරා|ස්ත්‍රී|✓|නි|නො", "2|සුනිල් සිල්වා|පුරුෂ|✓|✓|✓", "3|නිමල් පෙරේරා|පුරුෂ|✓|✓|✓")
    table = read(legend, "අංකය|නම|ස්ත්‍රී/පුරුෂ|13/3|14/3|15/3", *people)
    assert marks(table)[0] == [(1.0, "converted"), (-1.0, "converted"), (0.0, "converted")]


def test_a_letter_that_is_cut_short_with_a_full_stop() -> None:
    table = read("ที่|ชื่อ - สกุล|เพศ|15|16|17|18", "1|สมพร บุญมา|ช|/|ล|ลป.|ข", "2|อรทัย ใจกล้า|ญ|/|/|✓|/",
                 "หมายเหตุ  / หรือ ✓ = มา   ล = ลากิจ   ลป. = ลาป่วย   ข หรือ - = ขาด")  # fmt: skip
    assert [value for value, _mark in marks(table)[0]] == [1.0, -1.0, -1.0, 0.0]
