"""What a row of a list tells of its course and places: the days, a school year where nothing else tells them."""

from datetime import date

import pytest

from trainer_app.importing.course_keys import CourseKey, courses_of
from trainer_app.importing.values import read_row
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable
from trainer_app.lists.sheets import Grid
from trainer_app.programmes.catalogue import load_catalogue


def read(*lines: str) -> ListTable:
    grid = Grid("Sheet1", [list(line.split("|")) for line in lines])
    (table,) = read_sheets("list.xlsx", [grid], today=date(2026, 1, 15)).tables
    return table


def key(*lines: str) -> CourseKey:
    table = read(*lines)
    (found,) = courses_of("list.xlsx", table, table.rows[0], load_catalogue(), None)
    return found


CLASSES = ("No|School|Class|Teacher|Women|Men", "1|Janata School|9A|Sita|12|8")
ACTIVITIES = ("No|Activity|Date|Place|Women|Men", "1|SYB|{}|Surkhet|12|8")


@pytest.mark.parametrize(
    ("title", "starts", "ends"),
    [
        ("KAB classes, school year 2018-2019", date(2018, 9, 1), date(2019, 6, 30)),
        ("KAB classes, school year 2561-2562", date(2018, 9, 1), date(2019, 6, 30)),
        ("KAB classes, school year 2077/78", None, None),  # of Bikram Sambat, which begin at other times
        ("KAB classes, سال تعلیمی ۱۴۰۱", None, None),
    ],
)
def test_classes_are_of_the_school_year_that_a_title_tells(title: str, starts: date | None, ends: date | None) -> None:
    found = key(title, *CLASSES)
    assert (found.starts, found.ends) == (starts, ends)


@pytest.mark.parametrize(("said", "starts"), [("", date(2018, 9, 1)), ("after the feast", None)])
def test_a_year_in_a_title_does_not_date_what_has_a_date_of_its_own_that_was_not_understood(
    said: str, starts: date | None
) -> None:
    assert key("Progress of FY 2018/19", ACTIVITIES[0], ACTIVITIES[1].format(said)).starts == starts


@pytest.mark.parametrize("same", ["〃", "ditto", "ایضاً"])
def test_what_a_mark_for_the_same_means_tells_the_course_as_the_cell_above_does(same: str) -> None:
    for product, codes, modules in (("TOT SYB", ("SYB-TOT",), 0), ("IYB (Record Keeping)", ("IYB",), 1)):
        first, second = f"1|Ann Po|F|{product}|5-9/8/2019", f"2|Bo Li|M|{same}|5-9/8/2019"
        table = read("No|Name|Sex|Course|Course dates", first, second)
        found = [courses_of("list.xlsx", table, row, load_catalogue(), None) for row in table.rows]
        assert found[0] == found[1]
        assert [(one.products, len(one.modules)) for one in found[1]] == [(codes, modules)]


def test_a_place_that_is_only_a_number_is_told_with_the_word_above_it() -> None:
    table = read("No|Name|Sex|Woreda|Kebele", "1|Genet|F|03|5", "2|Yilma|M|Kolfe|Ayer Tena")
    rows = [read_row("list.xlsx", table, row, load_catalogue(), None) for row in table.rows]
    assert [row.place["district"] for row in rows] == ["Woreda 03", "Kolfe"]
    assert [row.person["address"] for row in rows] == ["Kebele 5", "Ayer Tena"]


def test_what_is_refused_of_a_birth_in_columns_by_sex_is_in_the_column_of_that_sex() -> None:
    table = read("No|Name|Year of birth||Course", "||Men|Women|", "1|Bo Li|1980||SYB", "2|Awa Po||30/02/1991|SYB")
    notes = read_row("list.xlsx", table, table.rows[1], load_catalogue(), None).notes
    assert [(note.cell, note.mark) for note in notes if note.typed == "30/02/1991"] == [("D4", "refused")]


def test_a_district_that_titles_tell_is_that_of_people_of_no_other_province() -> None:
    titles = ("Training: SYB, 5-9/8/2019", "District: Iganga")
    for header, of_person in (("Village", ["Iganga"]), ("Province", [])):
        table = read(*titles, f"No|Name|Sex|{header}", "1|Awa Po|F|Busoga", "2|Ba Li|M|Kigezi")
        found = read_row("list.xlsx", table, table.rows[0], load_catalogue(), None)
        assert [found.place[name] for name in ("district",) if name in found.place] == of_person
        assert [course.venue for course in found.courses] == ["Iganga"]


@pytest.mark.parametrize(
    ("headings", "cells", "occupation"),
    [("Position", "teacher", "teacher"), ("Position|Occupation", "chair|weaver", "weaver"),
     ("Position|Business name", "manager|Tea Ltd", None)],
)  # fmt: skip
def test_a_position_is_an_occupation_where_no_firm_is_told(headings: str, cells: str, occupation: str | None) -> None:
    table = read(f"No|Name|Sex|{headings}", f"1|Awa|F|{cells}", f"2|Ba|M|{cells}")
    found = read_row("list.xlsx", table, table.rows[0], load_catalogue(), None)
    assert found.person.get("occupations") == occupation


@pytest.mark.parametrize(
    ("header", "cells", "venue"),
    [
        ("District|Venue", "Surkhet|Town hall", "Town hall, Surkhet"),
        ("Venue|District", "Town hall, Surkhet|Surkhet", "Town hall, Surkhet"),
        ("District|Venue", "Surkhet|", "Surkhet"),
        ("District|Venue", "|Town hall", "Town hall"),
        ("Province|District|Town", "Karnali|Surkhet|Chhinchu", "Chhinchu, Surkhet, Karnali"),
    ],
)
def test_where_totals_were_held_is_all_that_their_columns_of_places_tell(header: str, cells: str, venue: str) -> None:
    found = key(f"No|{header}|Activity|Date|Women|Men", f"1|{cells}|SYB|5-9 August 2019|12|8")
    assert found.venue == venue


def test_columns_of_places_go_before_what_stands_beside_the_product() -> None:
    found = key("No|District|Activity|Date|Women|Men", "1|Surkhet|SYB Refresh|5-9 August 2019|12|8")
    assert found.venue == "Surkhet"
    found = key("No|District|Activity|Date|Women|Men", "1||SYB Cusco|5-9 August 2019|12|8")
    assert found.venue == "Cusco"


def test_a_school_year_of_one_year_is_that_year() -> None:
    found = key("Programa KAB, estudiantes por paralelo, gestión 2019", *CLASSES)
    assert (found.school_year, found.starts, found.ends) == ("2019", date(2019, 1, 1), date(2019, 12, 31))


def test_students_are_of_the_school_year_that_a_title_names() -> None:
    found = key("KAB, lớp 10A1, năm học 2021-2022", "STT|Họ và tên|Giới tính", "1|Nguyễn Thị Lan|Nữ")
    assert (found.school_year, found.starts, found.ends) == ("2021-2022", date(2021, 9, 1), date(2022, 6, 30))
    dated = key("KAB, năm học 2021-2022, 5-9/8/2021", "STT|Họ và tên|Giới tính", "1|Nguyễn Thị Lan|Nữ")
    assert (dated.starts, dated.ends) == (date(2021, 8, 5), date(2021, 8, 9))
