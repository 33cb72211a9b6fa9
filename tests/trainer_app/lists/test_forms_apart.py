"""Forms of address in a column of their own are never the sex, whatever stands above them; a person is asked."""

import pytest

from tests.trainer_app.lists.pasted import paste, values
from trainer_app.lists.read import read_sheets
from trainer_app.lists.sheets import Grid


@pytest.mark.parametrize(
    ("header", "one", "other"),
    [
        ("STT|Kehormatan|Họ tên|ĐT", "Ông", "Bà"),
        ("STT||Họ tên|ĐT", "Ông", "Bà"),
        ("No|Panggilan|Nama|HP", "Bapak", "Ibu"),
        ("No|Nm|Name|Phone", "Mr.", "Mrs"),
        ("ລ/ດ||ຊື່|ໂທ", "ທ້າວ", "ນາງ"),
        ("စဉ်||အမည်|ဖုန်း", "ဦး", "ဒေါ်"),
    ],
)
def test_forms_of_address_under_a_heading_that_does_not_say_so(header: str, one: str, other: str) -> None:
    reading = paste(header, f"1|{one}|Trần Minh Khôi|", f"2|{other}|Lê Thị Diễm|", f"3|{other}|Huỳnh Kim Thoa|")
    assert values("honorific", reading) == [one, other, other]
    assert values("sex", reading) == [None] * 3
    assert values("full_name", reading) == ["Trần Minh Khôi", "Lê Thị Diễm", "Huỳnh Kim Thoa"]
    assert [question.key.rpartition(":")[2] for question in reading.questions] == ["honorific"]


def test_words_for_sexes_that_are_also_forms_stay_sexes_beside_one_that_is_none() -> None:
    reading = paste("စဉ်||အမည်", "1|ကျား|မောင်မောင်", "2|မ|ချိုချိုမာ", "3|မ|နှင်းဝေဝေ")
    assert values("sex", reading) == ["M", "F", "F"]


def test_a_heading_for_names_over_forms_and_names() -> None:
    lines = ("STT|Họ và tên||ĐT", "1|Ông|Trần Minh Khôi|0918234561", "2|Bà|Lê Thị Diễm|0939452781")
    grid = Grid("Sheet1", [list(line.split("|")) for line in lines], merges=(((0, 1), (0, 2)),))
    (table,) = read_sheets("list.xlsx", [grid]).tables
    assert [guess.field for guess in table.columns] == ["serial", "honorific", "full_name", "phones"]
