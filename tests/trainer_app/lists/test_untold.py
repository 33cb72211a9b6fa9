"""What a list does not tell, or tells in words nobody knows: asked or marked, never silent."""

from datetime import date

import pytest

from trainer_app.lists.read import read_pasted, read_sheets
from trainer_app.lists.reading import Reading
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid

TODAY = date(2026, 1, 15)
HEADER = "No|Name|Sex|Age"
PEOPLE = ("1|Aye Aye|F|30", "2|Bo Bo|M|31", "3|Cho Cho|F|32")


def read(*lines: str, country: str | None = None, answers: dict[str, str] | None = None) -> Reading:
    rows: list[list[Cell]] = [list(line.split("|")) for line in lines]
    return read_sheets("list.xlsx", [Grid("Sheet1", rows)], country=country, answers=answers, today=TODAY)


def test_a_list_without_dates_says_so_where_they_can_be_typed() -> None:
    table = read("SYB training|for women", HEADER, *PEOPLE).tables[0]
    assert (table.course["start"].value, table.course["start"].mark) == (None, "unsure")
    assert table.course_cells["start"] == "C1"
    dated = read("SYB training|for women|5-9 August 2019", HEADER, *PEOPLE).tables[0]
    assert (dated.course["start"].value, dated.course["start"].mark) == (date(2019, 8, 5), "converted")


def test_dates_in_words_nobody_knows_are_shown_not_lost() -> None:
    table = read("SYB training", "Lakku 5 hamma 9 Xyzember 2019", HEADER, *PEOPLE).tables[0]
    said = table.course["start"]
    assert (said.value, said.mark, said.raw) == (None, "unsure", "Lakku 5 hamma 9 Xyzember 2019")
    assert table.course_cells["start"] == "A2"


def test_a_line_with_more_dates_than_one_interval_is_looked_at() -> None:
    table = read("SYB training 5-9 August & 12-14 August 2019", HEADER, *PEOPLE).tables[0]
    assert table.course["start"].mark == "unsure"


def test_an_empty_date_in_a_flat_list_is_marked() -> None:
    rows = ("Name|Sex|Course|Start", "Aye|F|SYB|2019-08-05", "Bo|M|SYB|")
    first, second = read(*rows).tables[0].rows
    assert (first.values["start"].mark, second.values["start"].mark) == (None, "unsure")


@pytest.mark.parametrize(
    ("letters", "expected"), [("L P L P", "MFMF"), ("L K L K", None), ("K E K E", "FMFM"), ("E E E E", None)]
)
def test_letters_of_no_one_way_of_writing_are_asked(letters: str, expected: str | None) -> None:
    rows = [f"{n}|{'Abc'} {'xyzw'[n]}|{letter}" for n, letter in enumerate(letters.split())]
    reading = read("No|Name|Sex", *rows)
    found = [row.values["sex"].value for row in reading.tables[0].rows]
    assert found == (list(expected) if expected else [None] * 4)
    assert bool(reading.questions) is (expected is None)


def test_a_limit_of_age_in_unknown_words_is_no_age() -> None:
    (table,) = read("No|Name|Sex|Age", "1|Aye Aye|F|35 qarqo", "2|Bo Bo|M|40 years").tables
    ages = [row.values["age"] for row in table.rows]
    assert [(age.value, age.mark) for age in ages] == [(None, "unsure"), (40, "converted")]


def test_a_course_long_ago_was_counted_in_another_calendar() -> None:
    (row,) = read("Name|Sex|Course|Start", "Aye|F|SYB|15/08/62").tables[0].rows
    assert (row.values["start"].value, row.values["start"].mark) == (None, "refused")


def test_columns_under_unknown_headings_are_known_by_their_cells_or_asked() -> None:
    rows = [f"Aye {c}|{s}|0944379056{n}|12/ABC(N)12{n * 7}4{n}|19{80 + n}-08-1{n}" for n, c, s in
            [(1, "a", "gore"), (2, "b", "gabo"), (3, "c", "gore"), (4, "d", "gabo")]]  # fmt: skip
    lines = ("Name|Qa qa|Qe qe|Qi qi|Qo qo|Course|Education|Occupation", *(f"{row}|SYB|B.A.|farmer" for row in rows))
    reading = read(*lines, country="MM")
    assert [guess.field for guess in reading.tables[0].columns] == [
        "full_name", "sex", "phones", "national_id", None, "product", "education", "occupation"]  # fmt: skip
    assert {row.values["national_id"].mark for row in reading.tables[0].rows} == {"unsure"}
    born, papers = reading.questions
    assert (papers.rows_touched, born.rows_touched) == (4, 4)  # none: it would stand among the answered ones
    answered = read(*lines, country="MM", answers={papers.key: "national_id", born.key: "birth_date"})
    values = answered.tables[0].rows[0].values
    assert (values["national_id"].value, values["birth_date"].value) == ("12/ABC(N)12741", date(1981, 8, 11))
    assert values["national_id"].mark is None


def test_two_unknown_words_for_a_sex_are_asked_word_by_word() -> None:
    reading = read("Name|Qa qa|Age", "Aye|zuwo|30", "Bo|zuva|31", "Cho|zuwo|32")
    assert [row.values["sex"].value for row in reading.tables[0].rows] == [None, None, None]
    assert len(reading.questions) == 2


def test_pasted_people_are_read_as_ever() -> None:
    assert [row.values["sex"].value for row in read_pasted("Name\tSex\nAye\tF\nBo\tM").tables[0].rows] == ["F", "M"]


def test_dates_under_unknown_headings_that_only_a_course_can_have() -> None:
    known = "Name|Sex|Course|Education"
    pair = read(f"{known}|Qa|Qe", "Aye|F|SYB|B.A.|05/08/2019|09/08/2019", "Bo|M|SYB|B.A.|12/08/2019|16/08/2019")
    values = pair.tables[0].rows[0].values
    assert (values["start"].value, values["end"].value) == (date(2019, 8, 5), date(2019, 8, 9))
    interval = read(f"{known}|Qa", "Aye|F|SYB|B.A.|5-9 Aug 2019", "Bo|M|SYB|B.A.|12-16 Aug 2019")
    assert interval.tables[0].rows[1].values["end"].value == date(2019, 8, 16)
    assert (pair.questions, interval.questions) == ((), ())


def test_days_and_years_on_which_grown_people_were_born() -> None:
    for born, name in (("12.03.1987 25.11.1990 30.12.1979", "birth_date"), ("1987 1990 1979", "birth_year")):
        rows = [f"{n}|Aye {'abc'[n]}|F|{cell}" for n, cell in enumerate(born.split())]
        assert read("No|Name|Sex|Qa qa", *rows).tables[0].columns[3].field == name


def test_names_of_days_head_columns_of_attendance() -> None:
    marks = read("No|Name|Sex|Monday|Tuesday|Wednesday", "1|Aye|F|✓|✓|zz", "2|Bo|M|✓|zz|✓").tables[0].rows[0].values
    assert [marks[f"attendance:{n}"].value for n in (3, 4, 5)] == [1.0, 1.0, None]


def test_a_module_of_score_told_by_a_title() -> None:
    table = read("SCORE attendance", "Module 2 - Quality, 14-15 May 2019", HEADER, *PEOPLE).tables[0]
    assert table.course["product"].value == "SCORE-M2"


def test_what_stands_below_a_heading_goes_before_its_words() -> None:
    """ "Finished?" answered by yes and no is no end of a course; "training" above dates is when it was held."""
    people = ("Aye|F|yes|5-9 August 2019", "Bo|M|no|12-16 August 2019")
    columns = read("Name|Sex|Course end|Course", *people).tables[0].columns
    assert [guess.field for guess in columns] == ["full_name", "sex", "outcome", "dates"]


def test_half_days_below_the_dates_of_a_course() -> None:
    table = read("No|Name|Sex|14/3||15/3|", "|||ເຊົ້າ|ບ່າຍ|ເຊົ້າ|ບ່າຍ", "1|Aye|F|1|1|0|1", "2|Bo|M|1|0|1|1").tables[0]
    assert [table.rows[0].values[f"attendance:{n}"].value for n in (3, 4, 5, 6)] == [1.0, 1.0, 0.0, 1.0]


def test_a_list_of_which_no_heading_is_known_is_found_by_its_shape() -> None:
    lines = ("Qaqa: SYB, 8-12 April 2019", "Q.q.|Qe i qe|Qi|Qo qo|Qu", "1|Amina Hadzic|gore|12.05.1990|trgovac",
             "2|Emir Ljajic|gabo|13.11.1985|frizer", "3|Senada Ugljan|gore|21.02.1979|trgovac")  # fmt: skip
    reading = read(*lines)
    (table,) = reading.tables
    assert [guess.field for guess in table.columns] == ["serial", "full_name", "sex", "birth_date", None]
    assert table.rows[0].values["birth_date"].value == date(1990, 5, 12)
    assert table.course["start"].value == date(2019, 4, 8)


def test_a_line_of_several_modules_tells_no_single_one() -> None:
    table = read("SCORE attendance", "Module 1 and Module 2, May 2019", HEADER, *PEOPLE).tables[0]
    assert "product" not in table.course


def test_a_code_before_a_stroke_is_part_of_the_number() -> None:
    (row,) = read("No|Name|Phone", "1|Ana|063/1204-567", country="RS").tables[0].rows
    assert row.values["phones"].value == "+381631204567"


def test_a_mark_for_everybody_in_columns_side_by_side_is_attendance() -> None:
    heads = "No|Name|Sex|Age|Phone|Qa|Qe|Qi"
    days = read(heads, "1|Aye|F|20||✓|✓|✓", "2|Bo|M|21||✓|✗|✓", "3|Cho|F|22||✓|✓|✓").tables[0]
    assert [days.rows[1].values[f"attendance:{n}"].value for n in (5, 6, 7)] == [1.0, 0.0, 1.0]
    some = read(heads, "1|Aye|F|20||✓||✓", "2|Bo|M|21|||✓|", "3|Cho|F|22||✓||").tables[0]
    assert [guess.field for guess in some.columns[5:]] == [None, None, None]


def test_a_day_in_the_title_is_no_start_of_courses_that_a_column_ends() -> None:
    lines = (
        "Date: 5 December 2022",
        "No|Name|Sex|Course|Zuwo|Ended",
        "1|Aye|F|SYB|a|11 March 2022",
        "2|Bo|M|GYB|b|18 May 2022",
    )
    (table,) = read(*lines).tables
    assert (table.course["start"].value, table.course["start"].mark) == (None, "unsure")


@pytest.mark.parametrize(
    ("start", "end"), [("2022 July 25", "July 29"), ("25 July 2022", "29 July"), ("25 июля 2022г.", "29 июля")]
)
def test_the_last_day_below_an_unknown_heading_may_have_no_year(start: str, end: str) -> None:
    lines = ("No|Name|Sex|Course|Start|Zuwo", f"1|Aye|F|SYB|{start}|{end}", "2|Bo|M|GYB|2022.05.16|2022.05.18")
    (table,) = read(*lines).tables
    assert [row.values["end"].value for row in table.rows] == [date(2022, 7, 29), date(2022, 5, 18)]


def test_a_list_goes_on_below_its_two_rows_of_headings_on_a_new_page() -> None:
    head = ("No|Name||Sex|Phone", "|Local|English||")
    lines = ("Course - SYB; Date - 24-28.2.2020", *head, "1|ယဉ်နွယ်|Yin Nwe|F|", "2|ခင်ဝါမာ|Khin War Mar|F|",
             "Page 2", *head, "3|နိုင်ထွန်း|Naing Tun|M|", "4|ဖြူယဉ်|Phyu Yin|F|")  # fmt: skip
    assert [table.course["start"].value for table in read(*lines).tables] == [date(2020, 2, 24)] * 2
