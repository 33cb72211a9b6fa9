"""Columns of names: in two scripts, of two halves, below one heading, in capitals, with forms of address."""

import pytest

from tests.trainer_app.lists.laid_out import fields, read
from tests.trainer_app.lists.pasted import TODAY, paste, values
from trainer_app.lists.read import read_sheets
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid


def test_one_heading_of_names_in_two_scripts() -> None:
    (table,) = read("No|ឈ្មោះ||Sex", "|ខ្មែរ|Latin|", "1|សុខ សុភាព|Sok Sopheap|F", "2|លី ហុង|Ly Hong|M").tables
    assert fields(table) == ["serial", "full_name", "latin_name", "sex"]
    assert len(table.rows) == 2


def test_a_name_of_somebody_beside_a_family_name_is_the_given_one() -> None:
    (table,) = read("No|Name of qarqo|Surname|Sex|Age", "1|Aye|Tun|F|30", "2|Bo||M|31").tables
    assert [row.values["full_name"].value for row in table.rows] == ["Aye Tun", "Bo"]


@pytest.mark.parametrize(("name", "form"), [("นางสาวสุดารัตน์ ภูมิลา", "นางสาว"), ("ທ້າວບຸນມີ ວົງສາ", "ທ້າວ")])
def test_forms_of_address_written_without_a_space_need_no_sex_beside_them(name: str, form: str) -> None:
    (row,) = read("No|ชื่อ-สกุล|อายุ" if form != "ທ້າວ" else "ລ/ດ|ຊື່ ແລະ ນາມສະກຸນ|ອາຍຸ", f"1|{name}|30").tables[0].rows
    assert (row.values["full_name"].value, row.values["honorific"].value) == (name.removeprefix(form), form)


def test_a_form_of_address_leaves_the_given_name_too() -> None:
    (table,) = read("ລ/ດ|ຊື່|ນາມສະກຸນ|ເພດ", "1|ນາງ ນາລີ|ວົງສາ|ຍ", "2|ທ້າວທອງດີ|ສີສຸພັນ|ຊ").tables
    assert [row.values["given_name"].value for row in table.rows] == ["ນາລີ", "ທອງດີ"]


def test_a_form_of_address_is_taken_off_a_given_name_behind_the_family_name() -> None:
    (table,) = read(
        "No|Surname|Given name|Sex", "1|Phiri|Mr. John|M", "2|Banda|Ruth|F", "3|Mr|Daka|M", "4|Zulu|Mrs Ann|M"
    ).tables
    told = [{name: row.values[name].value for name in ("full_name", "given_name")} for row in table.rows]
    assert told[0] == {"full_name": "Phiri John", "given_name": "John"}
    assert table.rows[0].values["honorific"].value == "Mr."
    assert told[1]["full_name"] == "Banda Ruth"
    assert told[3]["full_name"] == "Zulu Mrs Ann"  # which the column of sexes contradicts


def test_the_number_of_a_card_is_no_name() -> None:
    (table,) = read("N°|Prénom(s) et nom|Genre|N° carte identité", "1|Awa Bâ|F|2 807 1990 14012").tables
    assert fields(table) == ["serial", "full_name", "sex", "national_id"]


def test_a_vietnamese_name_in_two_columns() -> None:
    (table,) = read("STT|Họ và|Tên|Phái", "1|Hồ Thị|Oanh|Nữ", "2|Vũ Văn|Nam|Nam").tables
    assert [row.values["full_name"].value for row in table.rows] == ["Hồ Thị Oanh", "Vũ Văn Nam"]


def test_names_in_latin_letters_without_a_heading_beside_those_with_one() -> None:
    (table,) = read("No|အမည်||အသက်", "1|သီတာမြ|Thidar Mya|31", "2|ဇော်လင်း|Zaw Lin|40").tables
    assert fields(table) == ["serial", "full_name", "latin_name", "age"]
    (table,) = read("No|အမည်||အသက်", "1|သီတာမြ|Thidar Mya|31", "2|ဇော်လင်း||40").tables
    assert fields(table)[2] is None


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (("1|DIOP|Awa|31", "2|FALL|Modou|40"), ["DIOP Awa", "FALL Modou"]),
        (("1|Awa Diop|Awa|31", "2|Modou|M.|40"), ["Awa Diop", "Modou"]),
    ],
)
def test_one_heading_merged_over_the_parts_of_a_name(rows: tuple[str, ...], names: list[str]) -> None:
    cells: list[list[Cell]] = [list(line.split("|")) for line in ("N°|Nom et prénom||Âge", *rows)]
    (table,) = read_sheets("list.xlsx", [Grid("S", cells, merges=(((0, 1), (0, 2)),))], today=TODAY).tables
    assert [row.values["full_name"].value for row in table.rows] == names
    told = {guess.index: guess.field for guess in table.columns}
    assert told[1] == ("family_name" if names[0] == "DIOP Awa" else "full_name")


@pytest.mark.parametrize(
    ("heading", "names", "family"),
    [
        ("Prénom et NOM", ("Anis ZOUARI", "Kamel BEN YOUSSEF", "Ma. Rosa SY"), "BEN YOUSSEF"),
        ("Nom et prénom", ("ZOUARI Anis", "BEN YOUSSEF Kamel", "SY Rosa"), "BEN YOUSSEF"),
        ("Họ và tên", ("Nguyễn Thị HOA", "Trần Văn AN", "Lê BÌNH"), None),  # the given name
        ("Prénom et NOM", ("Anis ZOUARI", "Kamel Ben Youssef", "Rosa Sy"), None),
        ("Nom", ("Anis ZOUARI", "Kamel BEN YOUSSEF", "Rosa SY"), "BEN YOUSSEF"),
        ("Nom", ("SY Rosa", "Kamel Ben-Youssef", "ZOUARI Anis", "BA Awa"), "Ben-Youssef"),  # last where not in capitals
        ("Nom", ("Anis ZOUARI", "Kamel Ben-Youssef", "BA Awa", "Rosa Sy"), None),
        ("Prénom et NOM", ("Anis ZOUARI", "Kamel ben YOUSSEF", "Rosa SY", "Awa BA", "Ali SOW"), None),
    ],
)
def test_the_half_of_a_name_in_capitals_is_the_family_name(
    heading: str, names: tuple[str, ...], family: str | None
) -> None:
    (table,) = read(f"No|{heading}|Sexe", *(f"{n}|{name}|F" for n, name in enumerate(names, 1))).tables
    told = table.rows[1].values.get("family_name")
    assert (told and told.value) == family


@pytest.mark.parametrize(
    "header",
    [
        "Д/д|Ургийн овог|Эцгийн нэр|Нэр|Утас",
        "Д/д|Аймаг|Эцгийн нэр|Нэр|Утас",
        "Д/д|Аймаг|Эцэг /эхийн/ нэр|Өөрийн нэр|Утас",
        "Д/д|Аймаг|Овог|Нэр|Утас",
    ],
)
def test_a_mongolian_name_is_the_fathers_and_ones_own(header: str) -> None:
    (table,) = read(header, "1|Хатагин|Цогт|Энхтуул|99580011", "2|Боржигон|Раднаа|Батсүх|88582214").tables
    assert [row.values["full_name"].value for row in table.rows] == ["Цогт Энхтуул", "Раднаа Батсүх"]
    assert [row.values["given_name"].value for row in table.rows] == ["Энхтуул", "Батсүх"]


def test_a_husbands_name_is_no_part_of_a_mongolian_name() -> None:
    (row,) = read("Д/д|Нэр|Нөхрийн нэр|Утас", "1|Энхтуул|Батсүх|99580011").tables[0].rows
    assert row.values["full_name"].value == "Энхтуул"


@pytest.mark.parametrize("header", ["No|Name|Name|Phone", "No|First name|Middle name|Phone"])
def test_names_of_one_word_in_two_columns_are_one_name(header: str) -> None:
    (table,) = read(header, "1|Awa|Diop|775800110", "2|Modou|Fall|775800111").tables
    assert [row.values["full_name"].value for row in table.rows] == ["Awa Diop", "Modou Fall"]


@pytest.mark.parametrize("heading", ["Họ và chữ lót", "Chữ đầu"])
def test_the_other_half_of_names_below_a_heading_that_means_nothing_in_a_list_of_people(heading: str) -> None:
    people = ("1|Huỳnh Thị Ngọc|Liễu|Nữ", "2|Phan Văn|Giàu|Nam", "3|Lương Thị Mỹ|Hồng|Nữ", "4|Đặng Văn|Toàn|Nam")
    reading = paste(f"TT|{heading}|Tên|Giới tính", *people, country="VN")
    assert values("full_name", reading)[:2] == ["Huỳnh Thị Ngọc Liễu", "Phan Văn Giàu"]
