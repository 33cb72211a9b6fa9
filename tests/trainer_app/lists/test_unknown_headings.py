"""Lists of which no heading is known are understood by what their cells hold; what that leaves open is asked."""

from datetime import date

import pytest

from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable, Reading
from trainer_app.lists.scripts import Cell
from trainer_app.lists.shapes import shapes
from trainer_app.lists.sheets import Grid
from trainer_app.lists.sums import tells_parts, whole_sums

TODAY = date(2026, 1, 15)
TOTALS = (
    "Qaqa GYB|||||", "|||||", "Qi|Qo qo|Qu|Qax|Qex|Qix", "1|Zuva|SYB|6|9|15", "2|Zuvo|SYB|17|10|27",
    "3|Zuwe|GYB|7|7|17", "4|Zuwa|GYB|11|7|18", "5|Zule|GYB|12|8|20", "|Zuva zil||53|41|97",
)  # fmt: skip
PEOPLE = (
    "Qaqa: SYB, 8-12 April 2019|||||||", "Q.q.|Qe qi||Qu|Qa|12/4|13/4|Qo", "|Ziz|Zaz|||||",
    "1|Амина Хаджич|Amina Hadzic|1203199012345|34|✓|✓|trgovac", "2|Эмир Ляич|Emir Ljajic|1311198512346|41|✗|✓|frizer",
    "3|Сенад Углян|Senad Ugljan|2102197912347|52|✓|✓|trgovac", "4|Фарис Зекич|Faris Zekic|0101196612348|19|✓|✗|frizer",
    "5|Лейла Муич|Lejla Mujic|0101196692349|27|✓|✓|frizer",
)  # fmt: skip


def read(*lines: str, answers: dict[str, str] | None = None) -> Reading:
    return read_sheets("list.xlsx", [sheet(*lines)], answers=answers, today=TODAY)


def sheet(*lines: str) -> Grid:
    rows: list[list[Cell]] = [[int(cell) if cell.isdecimal() else cell for cell in line.split("|")] for line in lines]
    return Grid("Sheet1", rows)


def told(table: ListTable, *fields: str) -> list[tuple[object, ...]]:
    return [tuple(row.values[name].value if name in row.values else None for name in fields) for row in table.rows]


def test_totals_are_found_by_their_sums_and_ask_once_which_are_women() -> None:
    reading = read(*TOTALS)
    (table,) = reading.tables
    assert (table.kind, [row.row_number for row in table.rows]) == ("totals", [4, 5, 6, 7, 8])
    assert told(table, "women", "men", "participants") == [(None, None, n) for n in (15, 27, 17, 18, 20)]
    assert {row.values["participants"].mark for row in table.rows} == {"unsure"}
    assert table.rows[0].extra == {"Qo qo": "Zuva", "Qax": "6", "Qex": "9"}
    (asked,) = (one for one in reading.questions if one.key.endswith(":sums"))
    assert ("Qax" in asked.text, "Qex" in asked.text, asked.rows_touched) == (True, True, 5)
    assert not any(one.key.endswith(":content") for one in reading.questions)


@pytest.mark.parametrize(("answer", "first"), [("first", "women"), ("second", "men")])
def test_the_answer_tells_women_from_men(answer: str, first: str) -> None:
    (asked,) = (one for one in read(*TOTALS).questions if one.key.endswith(":sums"))
    (table,) = read(*TOTALS, answers={asked.key: answer}).tables
    second = "men" if first == "women" else "women"
    assert told(table, first, second, "participants")[:2] == [(6, 9, 15), (17, 10, 27)]
    assert table.rows[2].values["participants"].value is None  # 7 and 7 are not 17: asked as ever
    assert table.rows[0].values["participants"].mark is None


def test_sums_that_are_no_people_are_left_alone() -> None:
    (asked,) = (one for one in read(*TOTALS).questions if one.key.endswith(":sums"))
    (table,) = read(*TOTALS, answers={asked.key: "none"}).tables
    assert told(table, "women", "men", "participants") == [(None, None, None)] * 5


@pytest.mark.parametrize("women", ["F", "Obinrin", "女", "Female"])
def test_one_word_for_women_tells_the_other_column(women: str) -> None:
    lines = (TOTALS[0], TOTALS[1], f"Qi|Qo qo|Qu|{women}|Qex|Qix", *TOTALS[3:])
    reading = read(*lines)
    known = women != "Obinrin"
    expected = (6, 9, 15) if known else (None, None, 15)
    assert told(reading.tables[0], "women", "men", "participants")[0] == expected
    assert any(one.key.endswith(":sums") for one in reading.questions) is not known


@pytest.mark.parametrize("both", ["Mata Maza", "ژن پیاو", "Feto Mane", "Mukadzi Murume", "Akazi Amuna", "Vajza Djem"])
def test_words_for_women_and_men_in_languages_whose_headings_are_not_known(both: str) -> None:
    women, men = both.split()
    (table,) = read("No|Name|Qe", f"1|Zed Zuva|{women}", f"2|Zad Zuvo|{men}", f"3|Zod Zuve|{women}").tables
    assert told(table, "sex") == [("F",), ("M",), ("F",)]
    (table,) = read(*TOTALS[:2], f"Qi|Qo qo|Qu|{women}|{men}|Qix", *TOTALS[3:]).tables
    assert told(table, "women", "men")[0] == (6, 9)


def test_totals_told_with_their_parts_and_dates() -> None:
    lines = ("Qi|Qo qo|Qu|Qax|Qex", "1|SYB Zuva|05/08/2019 - 09/08/2019|Zed|35 (60% F)",
             "2|GYB Zuvo|12/08/2019|Zod|19/7 (F/M)",
             "3|SYB Zuwe|19-23 August 2019|Zad|25")  # fmt: skip
    (table,) = read(*lines).tables
    assert told(table, "women", "men", "participants") == [(21, 14, 35), (19, 7, 26), (None, None, 25)]
    assert table.rows[0].values["start"].value == date(2019, 8, 5)
    assert {row.values[name].mark for row in table.rows for name in ("start", "participants")} == {"unsure"}


def test_who_taught_classes_is_told_by_initials() -> None:
    names = ("B. Karimov", "Л.Цэрэндулам", "Mrs. Otieno", "G. Abebe", "Zed")
    rows = [f"{n}|Zuva {'abcde'[n - 1]}|{name}|{n + 3}|{n + 5}|{2 * n + 8}" for n, name in enumerate(names, 1)]
    (table,) = read("Qi|Qo qo|Qu|Qax|Qex|Qix", *rows).tables
    assert [(row.values["trainer"].value, row.values["trainer"].mark) for row in table.rows] == [
        (name, "unsure") for name in names]  # fmt: skip


def test_a_list_of_firms_is_not_taken_for_totals() -> None:
    firms = [f"{n}|Zuva {'abcdefghi'[n]}|07991234{n}|{n}|{n + 3}|{2 * n + 3}" for n in range(3, 9)]
    firms = [f"{n - 2}|{line.partition('|')[2]}" for n, line in enumerate(firms, 3)]
    assert read("Qi|Qo qo|Qu|Qax|Qex|Qix", *firms).tables == ()


def test_people_are_found_by_their_names_and_days() -> None:
    reading = read(*PEOPLE)
    (table,) = reading.tables
    fields = [guess.field for guess in table.columns]
    assert fields[:5] == ["serial", "full_name", "latin_name", "national_id", "age"]
    assert told(table, "attendance:5", "attendance:6")[:2] == [(1.0, 1.0), (0.0, 1.0)]
    assert {row.values[name].mark for row in table.rows for name in ("full_name", "national_id", "age")} == {"unsure"}
    asked = {one.column for one in reading.questions if one.key.endswith(":content")}
    assert asked == {"B", "D", "E"}


def test_a_guess_is_certain_once_it_is_confirmed_and_gone_where_it_is_denied() -> None:
    keys = {one.column: one.key for one in read(*PEOPLE).questions if one.key.endswith(":content")}
    (table,) = read(*PEOPLE, answers={keys["B"]: "full_name", keys["D"]: "none", keys["E"]: "age"}).tables
    assert table.rows[0].values["full_name"].mark is None
    assert "national_id" not in table.rows[0].values
    assert (table.rows[0].values["age"].value, table.rows[0].values["age"].mark) == (34, None)


def test_halves_of_names_side_by_side() -> None:
    rows = ["Zed|Zud", "Zod|Zud", "Zed|Zad", "Zod|Zad", "Zad|Zed"]
    (table,) = read("Qi|Qo|Qu|Qax", *(f"{n}|{row}|x{n}x" for n, row in enumerate(rows, 1))).tables
    assert told(table, "full_name")[:2] == [("Zed Zud",), ("Zod Zud",)]
    assert table.rows[0].values["full_name"].mark == "unsure"


def test_several_lists_below_each_other_are_all_found() -> None:
    blocks = ["Q.q.|Qe i qe|Qi|Qo qo", "1|Amina Hadzic|gore|trgovac", "2|Emir Ljajic|gabo|frizer", "|||",
              "Q.q.|Qe i qi|Qi|Qo qo", "1|Senada Ugljan|gore|trgovac", "2|Faris Zekic|gabo|frizer"]  # fmt: skip
    tables = read(*blocks).tables
    assert [told(table, "full_name") for table in tables] == [
        [("Amina Hadzic",), ("Emir Ljajic",)], [("Senada Ugljan",), ("Faris Zekic",)]]  # fmt: skip


def test_a_list_that_counts_from_one_again_is_of_another_course() -> None:
    heads, rest = "Q.q.|Qe i qe|Qi|Qo qo|Qa|Qu|Qax", "frizer|x|x|x"
    first = ("Qaqa|SYB|8-12 April 2019", heads, f"1|Amina Hadzic|gore|{rest}", f"2|Emir Ljajic|gabo|{rest}", "|||")
    second = (f"1|Senada Ugljan|gore|{rest}", f"2|Faris Zekic|gabo|{rest}")
    tables = read(*first, "Qaqa|IYB|13-17 May 2019", heads, *second).tables
    assert [(table.course["product"].value, table.course["start"].value) for table in tables] == [
        ("SYB", date(2019, 4, 8)), ("IYB", date(2019, 5, 13))]  # fmt: skip
    assert [len(table.rows) for table in read(*first, heads, *second).tables] == [2, 2]
    goes_on = read(*first, heads, *(line.translate({49: "3", 50: "4"}) for line in second)).tables
    assert [len(table.rows) for table in goes_on] == [4]


def test_names_in_three_parts() -> None:
    rows = ["Zed|Zud|Zam", "Zod|Zud|Zom", "Zed|Zad|Zam", "Zod|Zad|Zem", "Zad|Zed|Zim", "Zod|Zed|Zam"]
    lines = (f"{n}|{row}|{'gore' if n % 2 else 'gabo'}" for n, row in enumerate(rows, 1))
    (table,) = read("Qi|Qo|Qu|Qax|Qex", *lines).tables
    fields = [guess.field for guess in table.columns]
    assert fields == ["serial", "given_name", "family_name", "family_name", "sex"]


def test_numbers_of_things_are_no_people() -> None:
    rows = [f"{n}|Zuva {'abcd'[n - 1]}|{n + 3}|{n * n + 5}" for n in range(1, 5)]
    assert read("Qi|Qo qo|Qu|Qax", *rows).tables == ()


def test_two_ages_under_women_and_men_of_one_row_are_looked_at() -> None:
    rows = [f"{n}|Zuva {'abc'[n - 1]}|{age}|zub" for n, age in enumerate(("21|34", "25|", "|41"), 1)]
    (table,) = read("Qi|Name|F|M|Qax", *rows).tables
    ages = [row.values["age"] for row in table.rows]
    assert [(age.value, age.raw) for age in ages] == [(None, "21; 34"), (25, "25"), (41, "41")]
    assert ages[0].mark == "unsure"


@pytest.mark.parametrize(
    "lines",
    [
        ("Qi|Qo|Qu|Qax", "1|Zed zed|a|b", "3|Zad zad|a|b"),  # the numbers do not go on
        ("Qi|Qi|Qu|Qax", "1|Zed zed|a|b", "2|Zad zad|a|b"),  # twice the same word
        ("1|Qo|Qu|Qax", "1|Zed zed|a|b", "2|Zad zad|a|b"),
        ("Qi|Qo|Qu|Qax", "Za|Zed|a|a", "1|Zed zed|a|b", "2|Zad zad|a|b"),  # something else right below
    ],
)
def test_what_is_no_header_by_its_shape(lines: tuple[str, ...]) -> None:
    assert shapes(sheet(*lines)) == {}


def test_sums_hold_in_nearly_all_rows_and_are_more_than_marks() -> None:
    good = {3: ["1", "5", "4", "2"], 4: ["7", "2", "٤", "9"], 5: ["8", "7", "8", "12"]}
    assert whole_sums(good) == [(3, 4, 5)]
    assert whole_sums(good | {5: ["8", "7", "9", "12"]}) == []
    assert whole_sums({1: ["1", "0", "1"], 2: ["1", "1", "1"], 3: ["2", "1", "2"]}) == []
    assert whole_sums({1: ["", "-", "5"], 2: ["1", "1", "1"], 3: ["2", "1", "6"]}) == []


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["35 (60% zu)", "25", "18 (zu 15, za 3)"], True),
        (["zu 19 / za 7", "zu 3, za 9"], True),
        (["12/08/2019", "5-9/8/2019"], False),
        (["35 (60% zu)", "25", "14", "13"], False),
        (["0799 123 456", "0799/123 457"], False),
    ],
)
def test_a_number_with_its_parts(cells: list[str], expected: bool) -> None:
    assert tells_parts(cells) is expected


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ("SYB Huế", "Huế"),
        ("ڕاهێنانی SYB", None),
        ("Zuva SYB", None),
        ("SYB San Juan de la Maguana", "San Juan de la Maguana"),
        ("SYB of trainers", None),
        ("SYB ව්‍යාපාරික පුහුණු", None),
        ("SYB ການຝຶກອົບຮົມໃໝ່", None),  # a word for training within another, without blanks
    ],
)
def test_a_word_before_a_product_is_no_place(named: str, place: str | None) -> None:
    (table,) = read("No|Name|Sex|Course", f"1|Aye Aye|F|{named}", f"2|Bo Bo|M|{named}").tables
    assert told(table, "product", "place_beside") == [("SYB", place)] * 2


def test_a_place_stands_behind_several_products_too() -> None:
    (table,) = read("No|Name|Sex|Course", "1|Aye Aye|F|GIN + ISUN Barahona", "2|Bo Bo|M|SYB + Cusco").tables
    assert told(table, "product", "place_beside") == [("GYB; SYB", "Barahona"), ("SYB", None)]


@pytest.mark.parametrize("family", ["Qiq", "Surname"])
def test_given_names_that_come_again_stand_before_the_names_of_the_fathers(family: str) -> None:
    given = ["Azad", "Hemn", "Shwan", "Dilan"]
    people = [f"{i}|{given[i % 4]}|Omer|Jaf{'abcdefgh'[i]}|M|{1980 + i}" for i in range(1, 8)]
    (table,) = read(f"No|Zuz|Father's name|{family}|Sex|Year of birth", *people).tables
    assert len(table.rows) == 7
    names = [("Hemn", "Omer"), ("Shwan", "Omer")]
    field = "given_name" if family == "Surname" else "full_name"
    assert told(table, field, "father_name")[:2] == names


def test_firms_whose_names_have_no_known_heading() -> None:
    lines = ("No|Zuz qi|Owner|Owner M/F|Workers||Union (Y/N)", "||||M|F|", "1|Shree Works|Bharat|M|12|30|N",
             "2|Om Textiles|Jyoti|F|8|9|Y")  # fmt: skip
    (table,) = read(*lines).tables
    assert table.kind == "enterprises"
    assert told(table, "business_name", "workers_men", "workers_women") == [
        ("Shree Works", 12, 30),
        ("Om Textiles", 8, 9),
    ]


def test_people_who_were_followed_up_whose_names_have_no_known_heading() -> None:
    lines = ("No|Zuz qi|Gender|Training|Date of call|Result of call|Started a business?|Employees||Still running?",
             "|||||||M|F|", "1|Grace Koech|F|SYB|7/2/2022|Reached|Yes|1|0|Closed in May",
             "2|John Otieno|M|SYB|9/2/2022|No answer||||")  # fmt: skip
    (table,) = read(*lines).tables
    assert table.kind == "followups"
    assert told(table, "full_name", "contact_result", "operating") == [
        ("Grace Koech", "reached", False), ("John Otieno", "not_found", None),
    ]  # fmt: skip


def test_what_trainers_are_certified_for_is_no_date() -> None:
    lines = ("No|Surname|Other names|Gender|ToT date|Certified for|Date certified|Licence expires",
             "1|Koech|Grace|F|7/2/2018|GYB, SYB|9/8/2018|9/8/2021",
             "2|Otieno|John|M|7/2/2018|SYB|9/8/2018|9/8/2021")  # fmt: skip
    (table,) = read(*(line.replace("Certified for", "Certified as to zuz") for line in lines)).tables
    assert told(table, "product") == [("GYB; SYB",), ("SYB",)]


@pytest.mark.parametrize(("second", "expected"), [("Grebo", "education"), ("Grebu", None)])
def test_a_heading_that_its_cells_told_in_one_table_means_the_same_in_the_next(
    second: str, expected: str | None
) -> None:
    people = ["1|Ana Ruiz|M|Primaria", "2|Luz Paz|M|Secundaria", "3|Eva Gil|M|Primaria", "4|Leo Gil|H|Secundaria"]
    others = ["1|Isa Rey|M|hasta 3.er", "2|Eli Mora|M|hasta 6.to", "3|Teo Sol|H|hasta 2.do"]
    lines = ["N°|Nombre completo|Sexo|Grebo", *people, "", "Curso: SYB, 8-12 abril 2019"]
    lines = ["Curso: GYB, 1-3 abril 2019", *lines, f"N°|Nombre completo|Sexo|{second}", *others]
    first, last = read(*lines).tables
    assert first.columns[3].field == "education"
    assert last.columns[3].field == expected


def test_words_below_a_short_heading_of_telephones_are_none() -> None:
    people = (
        "1|Thào Thị Liên|Nữ|Giáy|0989074833",
        "2|Lý Thị Chú|Nữ|Kinh|0989074834",
        "3|Bùi Văn An|Nam|Kinh|0989074835",
    )
    (table,) = read("TT|Họ và tên|Giới tính|DT|SĐT liên hệ", *people).tables
    assert [guess.field for guess in table.columns][3:] == [None, "phones"]
    assert table.rows[0].extra == {"DT": "Giáy"}
