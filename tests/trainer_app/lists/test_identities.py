"""Telephone and identity numbers in single columns: whole, or marked and asked."""

from datetime import date

import pytest

from tests.trainer_app.lists.pasted import TODAY, column, paste, values
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid


@pytest.mark.parametrize(
    ("cell", "number", "mark"),
    [
        ("9448085052", "+959448085052", "converted"),
        ("၀၉၇၉၈၁၂၉၉၉၉", "+959798129999", "converted"),
        ("09443790564, 09442325777", "+959443790564; +959442325777", "converted"),
        ("+959798129999", "+959798129999", None),
        ("9.79813E+09", None, "refused"),
        ("09443790564 ወይም 09442325777", "+959443790564; +959442325777", "converted"),
        ("00996 550591927", "+996550591927", "converted"),  # dialled from another country
        ("070705", None, "refused"),
        ("no phone", None, "converted"),
    ],
)
def test_phones(cell: str, number: str | None, mark: str | None) -> None:
    (value,) = column("phones", paste("No|Name|Phone", f"1|Aye Aye|{cell}", country="MM"))
    assert value is not None
    assert (value.value, value.mark, value.raw) == (number, mark, cell)


def test_without_a_country_a_phone_keeps_its_digits() -> None:
    (value,) = column("phones", paste("No|Name|Phone", "1|Aye Aye|77 654 72 57"))
    assert value == Value("77 654 72 57", "776547257", "converted", "")


def test_chinese_ids() -> None:
    header = "序号|姓名|性别|身份证号"
    reading = paste(header, "1|陈伟|男|13990219730605605x", "2|王秀英|女|139907198510045000", "3|高雪|男|1.39E+17")
    ids = column("national_id", reading)
    assert [(v.value, v.mark) for v in ids if v] == [
        ("13990219730605605X", "converted"),
        (None, "refused"),
        (None, "refused"),
    ]
    assert values("birth_date", reading) == [date(1973, 6, 5), date(1985, 10, 4), None]
    told = [
        ids[2].note if ids[2] else "",
        *(v.note for v in column("phones", paste("No|Name|Phone", "1|Aye|2.3E+11")) if v),
    ]
    assert len(told) == 2
    for note in told:  # the digits of no other number, by which whoever reads it would look for it
        assert "lost" in note
        assert not any(sign.isdigit() for sign in note)


def test_a_sex_that_the_id_contradicts_is_asked() -> None:
    header, row = "序号|姓名|性别|身份证号", "1|陈玉珍|男|139904196811232649"
    reading = paste(header, row)
    (question,) = reading.questions
    assert column("sex", reading)[0].mark == "unsure"  # type: ignore[union-attr]
    assert values("sex", paste(header, row, answers={question.key: "F"})) == ["F"]


def test_two_zeros_that_a_number_cell_lost_are_given_back_to_be_looked_at() -> None:
    rows: list[list[Cell]] = [["No", "Nome", "CPF"], [1, "Ana Lima", 387195416], [2, "Rui Nobre", "12345678909"]]
    (table,) = read_sheets("l.xlsx", [Grid("S", rows)], country="BR", today=TODAY).tables
    found = table.rows[0].values["national_id"]
    assert (found.value, found.mark) == ("00387195416", "unsure")


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("97 12 34 56", "BJ", "+2290197123456"),
        ("70/296/29/63", "SN", "+221702962963"),
        ("Ph: 09420938268", "MM", "+959420938268"),
        ("Tél. (+221) 77 123 45 67", "SN", "+221771234567"),
        ("(+221) 77/123/45/67", "SN", "+221771234567"),
        ("(229) 66 11 22 33", "BJ", "+2290166112233"),
        ("07 58 12 34", "CI", "+2250707581234"),
        ("07812223334 - 07712223335", "IQ", "+9647812223334; +9647712223335"),
        ("၀၉-၂၅၀၇၆၅၄၃၂၊ ၀၉-၇၉၁၂၃၄၅၆၇", "MM", "+959250765432; +959791234567"),
    ],
)
def test_telephone_numbers_of_before_and_beside_each_other(typed: str, country: str, number: str) -> None:
    assert values("phones", paste("No|Name|Phone", f"1|Ana Bo|{typed}", country=country)) == [number]


@pytest.mark.parametrize(
    ("typed", "country", "mark"),
    [
        ("301633355", "CO", "refused"),  # nine digits where all have eight or ten
        ("3103517179", "CO", "converted"),
        ("3856864", "VN", "refused"),
        ("098123456", "VN", "refused"),
        ("0981234567", "VN", "converted"),
        ("7123456", "KE", "unsure"),  # as some fixed ones have
    ],
)
def test_a_telephone_number_that_lost_a_digit_is_refused(typed: str, country: str, mark: str) -> None:
    (value,) = column("phones", paste("No|Name|Phone", f"1|Ana Bo|{typed}", country=country))
    assert value is not None
    assert (value.mark, value.value is None) == (mark, mark == "refused")


def test_an_identity_number_of_sixteen_digits_lost_its_last_in_a_number_cell() -> None:
    rows: list[list[Cell]] = [
        ["No", "Nama", "L/P", "NIK"], [1, "Siti", "P", 3273461403890070.0], [2, "Adi", "L", "3273461403890071"],
    ]  # fmt: skip
    first, second = read_sheets("list.xlsx", [Grid("Sheet1", rows)], today=TODAY).tables[0].rows
    assert first.values["national_id"].mark == "refused"
    assert second.values["national_id"].value == "3273461403890071"


@pytest.mark.parametrize(
    ("last", "other", "mark"),
    [("00", "1971103782854325%d", "unsure"), ("00", "1.97E+16", "refused"), ("000", "19711037828543250%d", "refused")],
)
def test_a_long_number_that_ends_in_noughts_by_chance_is_looked_at(last: str, other: str, mark: str) -> None:
    ids = [f"198910392029162{last}", *(other % place if "%" in other else other for place in range(2))]
    reading = paste("No|Name|Sex|NID", *(f"{place}|Aye {place}|F|{told}" for place, told in enumerate(ids, 1)))
    (first, *_rest) = column("national_id", reading)
    assert first is not None
    assert (first.value, first.mark) == (ids[0] if mark == "unsure" else None, mark)


@pytest.mark.parametrize(("every", "expected"), [(10, None), (3, "unsure")])
def test_too_many_long_numbers_that_end_in_nought_may_be_rounded(every: int, expected: str | None) -> None:
    ids = [f"32734614038{1000 + place}{0 if place % every == 0 else 7}" for place in range(20)]
    reading = paste("No|Nama|L/P|NIK", *(f"{place}|Siti {place}|P|{told}" for place, told in enumerate(ids, 1)))
    (first, *_rest) = column("national_id", reading)
    assert first is not None
    assert (first.value, first.mark) == (ids[0], expected)


def test_an_identity_number_of_eighteen_digits_in_a_number_cell_still_tells_the_birth() -> None:
    rows: list[list[Cell]] = [
        ["序号", "姓名", "性别", "身份证号"],
        [1, "陈伟", "男", 139907198510045000.0],
        [2, "李伟", "男", "139908199501257073"],
    ]
    first, second = read_sheets("list.xlsx", [Grid("Sheet1", rows)], country="CN", today=TODAY).tables[0].rows
    assert (first.values["national_id"].mark, first.values["birth_date"].value) == ("refused", date(1985, 10, 4))
    assert second.values["birth_date"].value == date(1995, 1, 25)


def test_a_number_in_a_number_cell_is_told_as_the_spreadsheet_shows_it() -> None:
    rows: list[list[Cell]] = [["姓名", "身份证号"], ["陈伟", 110101199003071000.0], ["李伟", "139908199501257073"]]
    first, _second = read_sheets("list.xlsx", [Grid("Sheet1", rows)], country="CN", today=TODAY).tables[0].rows
    assert first.values["national_id"].raw == "110101199003071000"  # not …1008, the nearest that a computer has


def test_a_telephone_number_from_a_number_cell_says_that_its_zero_was_put_back() -> None:
    rows: list[list[Cell]] = [["No", "Name", "Phone"], [1, "Aye", 9443790564.0], [2, "Bo", "09443790565"]]
    rows.append([3, "Su", 959443790566.0])
    listed = read_sheets("list.xlsx", [Grid("Sheet1", rows)], country="MM", today=TODAY).tables[0].rows
    told = [(row.values["phones"].value, row.values["phones"].note) for row in listed]
    assert told == [
        ("+959443790564", "the leading 0 that a number cell loses"), ("+959443790565", ""), ("+959443790566", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("between", ["\n", " ", "  "])
@pytest.mark.parametrize("second", ["09252468637", "9252468637", "+959252468637"])
def test_two_telephone_numbers_with_a_space_or_new_line_between(between: str, second: str) -> None:
    rows: list[list[Cell]] = [["No", "Name", "Sex", "Phone"], [1, "Aye", "F", f"09-793 882 781{between}{second}"]]
    (row,) = read_sheets("list.xlsx", [Grid("Sheet1", rows)], country="MM", today=TODAY).tables[0].rows
    assert row.values["phones"].value == "+959793882781; +959252468637"


def test_one_telephone_number_in_groups_stays_one() -> None:
    assert values("phones", paste("No|Name|Phone", "1|Aye|+95 9 793 882 781", country="MM")) == ["+959793882781"]


def test_identity_numbers_in_full_width_are_those_of_usual_width() -> None:
    wide = "139904198906212324".translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    (value,) = column("national_id", paste("序号|姓名|身份证号", f"1|陈伟|{wide}", country="CN"))
    assert value is not None
    assert (value.raw, value.value, value.mark) == (wide, "139904198906212324", "converted")


@pytest.mark.parametrize(
    ("cell", "mark"),
    [(5876090000000.0, "refused"), ("5876090000000", "unsure"), (5876091000000.0, "refused"), (5876091100000.0, None)],
)
def test_an_identity_number_that_once_was_kept_in_powers_of_ten_lost_its_digits(cell: Cell, mark: str | None) -> None:
    rows: list[list[Cell]] = [
        ["Name", "ID number"], ["Somchai Jaidee", "1587609123457"], ["Suda Mankhong", cell],
    ]  # fmt: skip
    reading = read_sheets("list.xlsx", [Grid("Sheet1", rows)], country="TH", today=TODAY)
    (_whole, told) = column("national_id", reading)
    assert told is not None
    assert (told.mark, told.value is None) == (mark, mark == "refused")


@pytest.mark.parametrize(
    ("cell", "told"), [("3449440", "0003449440"), ("449440", "449440"), ("3449440123", "3449440123")]
)
def test_zeros_that_an_identity_number_of_fixed_length_lost_are_to_be_looked_at(cell: str, told: str) -> None:
    (value,) = column("national_id", paste("نام|کد ملی", f"رضا کریمی|{cell}", country="IR"))
    assert value is not None
    assert (value.value, value.mark) == (told, "unsure" if told != cell else None)


@pytest.mark.parametrize(
    ("country", "heading", "whole", "short"),
    [("KG", "ИНН", "21608199665491", "2160819966549"), ("ID", "NIK", "3201123456789012", "320112345678901")],
)
def test_an_identity_number_that_lacks_a_digit_of_its_country_is_refused(
    country: str, heading: str, whole: str, short: str
) -> None:
    rows = [f"{n}|Ana {n}|F|{whole}" for n in range(1, 6)]
    reading = paste(f"No|Name|Sex|{heading}", *rows, f"6|Eva|F|{short}", country=country)
    told = column("national_id", reading)
    assert [value and value.mark for value in told[4:]] == [None, "refused"]


def test_other_numbers_of_papers_are_kept() -> None:
    rows = [f"{n}|Ana {n}|F|2160819966{n}" for n in range(1, 6)]
    assert None not in values("national_id", paste("No|Name|Sex|ИНН", *rows, country="KG"))


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("587985216", "CI", "+2250587985216"),
        ("+225 587 985 216", "CI", "+2250587985216"),
        ("197123456", "BJ", "+2290197123456"),
        ("66123456", "GA", "+24166123456"),
    ],
)
def test_the_0_that_numbers_keep_also_from_abroad_is_given_back(typed: str, country: str, number: str) -> None:
    (value,) = column("phones", paste("No|Name|Phone", f"1|Ana Bo|{typed}", country=country))
    assert value is not None
    assert (value.value, value.mark) == (number, "converted")


def test_a_number_whose_last_group_is_short_lost_its_end_and_no_0() -> None:
    (value,) = column("phones", paste("N°|Nom|Téléphone", "1|Ana Bo|70 12 34 5", country="BF"))
    assert value is not None
    assert (value.value, value.mark) == (None, "refused")


@pytest.mark.parametrize(
    ("typed", "number", "mark"),
    [
        ("92 93 67 61 (WhatsApp)", "+22892936761", "converted"), ("Orange: 92936761", "+22892936761", "converted"),
        ("92 93 67 61 (mari)", "+22892936761", "unsure"), ("WhatsApp", None, "refused"),
        ("92 93 67 61 WhatsApp 90 12 34 56", "+22892936761; +22890123456", "converted"),
    ],
)  # fmt: skip
def test_what_a_number_is_used_for_may_stand_beside_it(typed: str, number: str | None, mark: str) -> None:
    (value,) = column("phones", paste("N°|Nom|Téléphone", f"1|Ana Bo|{typed}", country="TG"))
    assert value is not None
    assert (value.value, value.mark) == (number, mark)


def test_numbers_among_those_of_another_country_are_of_it_and_to_be_looked_at() -> None:
    guests = ["1|Bouavanh Po|020 55418207", "2|Somchit Ke|+856 20 22906148", "3|Vilay In|+856 20 96731550"]
    told = column("phones", paste("TT|Họ tên|SĐT", *guests, country="VN"))
    assert [(one.value, one.mark) for one in told if one] == [
        ("+8562055418207", "unsure"), ("+8562022906148", "converted"), ("+8562096731550", "converted"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "number", "mark"),
    [
        ("00855 965603616", "+855965603616", "converted"), ("855-12658045", "+85512658045", "converted"),
        ("12 658 045", "+85512658045", "converted"), ("0917 123 4567", "+639171234567", "converted"),
    ],
)  # fmt: skip
def test_a_heading_may_name_the_country_of_its_numbers(typed: str, number: str, mark: str) -> None:
    (value,) = column("phones", paste("#|Full name|Mobile (Cambodia)", f"1|Bun Maly|{typed}", country="PH"))
    assert value is not None
    assert (value.value, value.mark) == (number, mark)


def test_a_sign_without_plus_is_that_of_the_numbers_around_it() -> None:
    guests = ["1|Bun Maly|855-12658045", "2|Um Rithy|+85577747536", "3|Bun Samnang|00855 965603616"]
    told = column("phones", paste("#|Full name|Mobile", *guests, country="PH"))
    assert [(one.value, one.mark) for one in told if one] == [
        ("+85512658045", "unsure"), ("+85577747536", None), ("+855965603616", "converted"),
    ]  # fmt: skip


def test_numbers_of_the_country_that_begin_like_the_sign_of_another_stay_its_own() -> None:
    told = column("phones", paste("编号|姓名|手机号", "1|唐秀英|18634527190", "2|邓志刚|13378214569", country="CN"))
    assert [(one.value, one.mark) for one in told if one] == [
        ("+8618634527190", "converted"), ("+8613378214569", "converted"),
    ]  # fmt: skip


@pytest.mark.parametrize(("first", "told"), [("0", "0548957972276796"), ("1", "548957972276796")])
def test_a_number_cell_lost_the_0_with_which_others_begin_and_is_to_be_looked_at(first: str, told: str) -> None:
    typed: list[Cell] = [f"{first if n else 7}16222873318951{n}" for n in range(6)]
    rows: list[list[Cell]] = [["No", "Name", "PhilSys No."], *([n, "Ana Cruz", one] for n, one in enumerate(typed))]
    rows.append([7, "Lourdes Diaz", 548957972276796.0])
    (table,) = read_sheets("list.xlsx", [Grid("Sheet1", rows)], country="PH", today=TODAY).tables
    value = table.rows[-1].values["national_id"]
    assert (value.value, value.mark) == (told, "unsure")


def test_a_number_of_before_among_many_of_since_may_have_lost_digits() -> None:
    lines = [f"{n}|Ana Bo|07 58 12 34 {n}" for n in range(10, 20)]
    (value, *_others) = column("phones", paste("No|Name|Phone", "1|Ana Bo|07 58 12 34", *lines, country="CI"))
    assert value is not None
    assert (value.value, value.mark) == (None, "refused")
    older = [f"{n}|Ana Bo|07 58 12 {n}" for n in range(10, 14)]
    (value, *_others) = column("phones", paste("No|Name|Phone", "1|Ana Bo|07 58 12 34", *older, *lines, country="CI"))
    assert value is not None
    assert value.value == "+2250707581234"


def test_a_number_with_more_digits_than_any_of_its_country_is_refused() -> None:
    (value,) = column("phones", paste("序号|姓名|联系电话", "1|陈玉珍|1391200522181", country="CN"))
    assert value is not None
    assert (value.value, value.mark) == (None, "refused")


def test_another_telephone_is_one_more_number() -> None:
    for heading in ("Autre tél.", "Other contact", "Otro teléfono", "เบอร์สำรอง", "备用电话"):
        reading = paste(f"N°|Nom|Tél.|{heading}", "1|Awa Ba|07 58 12 34 10|05 58 12 34 10", country="CI")
        assert values("phones", reading) == ["+2250758123410; +2250558123410"]


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("en cours", "converted"), ("Demande en cours", "converted"), ("Applied for", "converted"),
        ("办理中", "converted"), ("утерян", "converted"), ("carte d'électeur", "unsure"),
    ],
)  # fmt: skip
def test_a_text_without_a_digit_is_no_identity_number(typed: str, mark: str) -> None:
    reading = paste("N°|Nom|Sexe|N° CNI", f"1|Awa Ba|F|{typed}", "2|Léa Sy|F|CI005959003")
    assert values("national_id", reading) == [None, "CI005959003"]
    assert [value and value.mark for value in column("national_id", reading)] == [mark, None]


@pytest.mark.parametrize(("other", "mark"), [("3349850727910", "refused"), ("0349850727910", "unsure")])
def test_a_typed_thai_number_lacks_its_0_only_where_others_have_one(other: str, mark: str) -> None:
    lines = [f"{n}|สมพร บุญมา|{other[:-1]}{n}" for n in range(2, 9)]
    (first, *_rest) = column(
        "national_id", paste("ที่|ชื่อ-สกุล|เลขบัตร ปชช.", "1|บัวลี วงศ์คำ|334979764024", *lines, country="TH")
    )
    assert first is not None
    assert (first.value, first.mark) == ({"refused": None, "unsure": "0334979764024"}[mark], mark)


def test_a_whole_number_beside_longer_ones_that_begin_with_0_gets_none() -> None:
    papers: list[Cell] = ["001882734", 70114522, "001882735", "002882735", "000882731", 64436490]
    rows: list[list[Cell]] = [[number, f"Ana Paz {number}", "F", paper] for number, paper in enumerate(papers, 1)]
    grid = Grid("Lista", [["N°", "Nombre", "Sexo", "N° documento"], *rows])
    (table,) = read_sheets("list.xlsx", [grid], country="PE", today=TODAY).tables
    told = [row.values["national_id"] for row in table.rows]
    assert [value.value for value in told] == [str(paper) for paper in papers]
    assert [value.mark for value in told if len(value.raw) == 8] == ["unsure", "unsure"]
