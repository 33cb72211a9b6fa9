"""Headings are read with what stands above and below them, and with the columns beside them."""

from datetime import date

import pytest

from tests.trainer_app.lists.pasted import paste
from trainer_app.importing.figures import stored_values
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import load_words


def read(*lines: str) -> ListTable:
    grid = Grid("Sheet1", [[cell.strip() for cell in line.split("|")] for line in lines])
    (table,) = read_sheets("list.xlsx", [grid], today=date(2026, 1, 15)).tables
    return table


def fields(table: ListTable) -> list[str | None]:
    return [guess.field for guess in table.columns]


@pytest.mark.parametrize("day", ["Hari", "Day"])
def test_days_below_a_heading_that_says_more_than_a_module_are_of_that_module(day: str) -> None:
    table = read(
        "Peserta pelatihan SCORE", "No|Perusahaan|Nama|L/P|Jabatan|Hadir Modul 1||Hadir Modul 2|",
        f"|||||{day} 1|{day} 2|{day} 1|{day} 2",
        "1|CV Perak|Neneng|P|Operator|x|x|-|x", "2|CV Perak|Tono|L|Pemilik|x|x|x|x",
    )  # fmt: skip
    assert [guess.product for guess in table.columns[5:]] == ["SCORE-M1", "SCORE-M1", "SCORE-M2", "SCORE-M2"]


def test_the_kind_below_a_heading_of_a_business_is_of_the_business() -> None:
    lines = ("No|Name|Sex|Business||Remark", "|||Y/N|Type|", "1|Aye|F|Yes|rice mill|", "2|Bo|M|No||left")
    assert fields(read("GYB", *lines))[3:5] == ["business", "business_type"]


@pytest.mark.parametrize(
    ("headings", "field"),
    [
        ("Activité principale|Chiffre d'affaires/mois (FCFA)", "business_type"),
        ("Activité principale|Niveau", "occupation"),
        ("Métier|Chiffre d'affaires/mois (FCFA)", "business_type"),
    ],
)
def test_the_activity_beside_its_sales_is_a_business(headings: str, field: str) -> None:
    table = read("TRIE", f"N°|Nom|Prénom|Sexe|{headings}", "1|Sy|Awa|F|Couture|75000", "2|Faye|Pape|H|Savonnerie|80000")
    assert fields(table)[4] == field


def test_who_somebody_is_beside_the_sales_is_an_occupation() -> None:
    lines = ("1|Sy|Awa|F|Couturière|75000", "2|Faye|Pape|H|Enseignant|80000")
    assert fields(read("TRIE", "N°|Nom|Prénom|Sexe|Métier|Chiffre d'affaires/mois (FCFA)", *lines))[4] == "occupation"


def test_what_a_trainer_is_below_a_heading_of_posts_is_the_level() -> None:
    lines = (
        "N°|Nombres|DNI|Cargo / nivel|Fecha ToT|Licencia hasta",
        "1|Rosa Salas|45678901|Formador|2017-05-13|2020-05-13",
    )
    assert fields(read("Directorio de formadores", *lines))[3] == "level"
    told = [line.replace("Formador|", "Contador|") for line in lines]
    assert fields(read("Directorio de formadores", *told))[3] == "position"


FIRMS = (
    "No.|Nama UKM|Pemilik||Jenis usaha|Tenaga kerja||Serikat pekerja?", "||Nama|L/P||Laki-laki|Perempuan|(ya/tidak)",
    "1|CV Perak|Neneng|P|Perak|12|30|ya", "2|UD Kopi|Tono|L|Kopi|8|9|tidak",
)  # fmt: skip


def test_a_name_and_sex_below_the_owner_are_the_owners_and_the_list_is_one_of_firms() -> None:
    table = read("REKAP PERUSAHAAN SCORE", *FIRMS)
    assert table.kind == "enterprises"
    assert fields(table)[1:5] == ["business_name", "owner_name", "owner_sex", "business_type"]
    told = [(row.values["owner_name"].value, row.values["owner_sex"].value) for row in table.rows]
    assert told == [("Neneng", "F"), ("Tono", "M")]


def test_a_surname_below_the_owner_is_the_owners_name() -> None:
    lines = [
        "N°|Raison sociale|Gérant(e)||Secteur|Effectif||Syndicat (O/N)", "||Nom|H/F||H|F|",
        "1|Mécatech|Mme Sonia Ayari|F|Mécanique|12|30|O", "2|Agro Cap|M. Anis Hamdi|H|Agroalimentaire|8|9|N",
    ]  # fmt: skip
    table = read("PME bénéficiaires du programme SCORE", *lines)
    assert (table.kind, fields(table)[2:4]) == ("enterprises", ["owner_name", "owner_sex"])


def test_a_name_and_sex_below_another_heading_are_a_persons() -> None:
    table = read("PESERTA SCORE", FIRMS[0].replace("Pemilik", "Peserta"), *FIRMS[1:])
    assert (table.kind, fields(table)[2:4]) == ("people", ["full_name", "sex"])


def test_a_column_of_managers_and_workers_beside_their_positions_tells_the_role() -> None:
    rows = ("1|CV Perak|Neneng|P|Manajemen|Pemilik|x", "2|CV Perak|Tono|L|Pekerja|Bag. Finishing|x")
    table = read("Peserta SCORE", "No|Nama UKM|Nama|L/P|Unsur|Jabatan|Modul 1", *rows)
    assert fields(table)[4:6] == ["role", "position"]
    assert [row.values["role"].value for row in table.rows] == ["manager", "worker"]


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [("Min Yar", "Si Tar Pu", "village"), ("Ward 3", "Ward 7", "village"), ("Q1 2019", "2nd quarter 2019", None)],
)
def test_a_quarter_is_of_a_town_unless_all_are_of_a_year(first: str, second: str, field: str | None) -> None:
    table = read("GYB", "Sr|Name|M/F|Quarter|Age", f"1|Zau Tu|M|{first}|31", f"2|Seng Pan|F|{second}|28")
    assert fields(table)[3] == field


def test_what_people_do_and_since_when_is_asked_in_lists_of_participants_too() -> None:
    lines = ("S/N|Name|Sex|Contact|Disability||Business|||Sign", "||||Y/N|Type|Y/N|Type|Since|")
    table = read("GYB", *lines, "1|Hawa|F|078941382|N||Y|tailoring|2015|", "2|Sahr|M|076123456|N||N|||")
    assert (table.kind, fields(table)[6:8]) == ("people", ["business", "business_type"])
    followed = read("No|Name|Contact|Date called|Started?|Since", "1|Hawa|078941382|2021-03-02|yes|2015")
    assert followed.kind == "followups"


@pytest.mark.parametrize("days", [("Tuesday 9/2", "Wednesday 10/2"), ("الثلاثاء 9/2", "الأربعاء 10/2")])
def test_days_of_the_week_with_long_names_stand_above_marks(days: tuple[str, str]) -> None:
    table = read("SYB", f"No|Name|Sex|{days[0]}|{days[1]}", "1|Hawa|F|P|A", "2|Sahr|M|P|P")
    assert fields(table)[3:] == ["attendance:3", "attendance:4"]


SCORE = (
    "STT|Tên doanh nghiệp|Qu qi||Số lao động|||Công đoàn|Ngày đào tạo||", "||Họ tên|Nam/Nữ|Nam|Nữ|Tổng||HP1|HP3|",
    "1|Cty Phú Tài|Trần Văn Bảy|Nam|12|30|42|Có|14-15/6/2022|30-31/8/2022|",
    "2|DNTN Mộc|Lê Thị Sương|Nữ|8|9|17|Chưa có|14-15/6/2022|-|",
)  # fmt: skip


def test_who_leads_a_firm_with_workers_and_a_union_is_no_participant() -> None:
    table = read("DANH SÁCH DOANH NGHIỆP SCORE", *SCORE)
    assert table.kind == "enterprises"
    assert fields(table)[2:4] == ["owner_name", "owner_sex"]


def test_dates_below_numbered_words_in_a_list_of_firms_are_of_modules() -> None:
    assert fields(read("DANH SÁCH DOANH NGHIỆP", *SCORE))[8:10] == ["product:SCORE-M1", "product:SCORE-M3"]
    told = [line.replace("14-15/6/2022", "0905").replace("30-31/8/2022", "0914") for line in SCORE]
    assert "product:SCORE-M1" not in fields(read("DANH SÁCH DOANH NGHIỆP", *told))


def test_the_days_below_numbered_words_are_of_modules_in_a_list_of_score() -> None:
    lines = (
        "STT|Họ và tên|Giới tính|HP1||HP3|",
        "|||N1|N2|N1|N2",
        "1|Lê Thị Sương|Nữ|x|x|x|-",
        "2|Trần Văn Bảy|Nam|x|-||",
    )
    table = read("HỌC VIÊN SCORE", *lines)
    assert [one.product for one in table.columns[3:7]] == ["SCORE-M1", "SCORE-M1", "SCORE-M3", "SCORE-M3"]


def test_the_name_before_the_fathers_and_grandfathers_is_given_though_some_are_alike() -> None:
    names = ("Tut|Omot|Tut", "Achan|Okello|Omot", "Nyamal|Tut|Chol", "Abang|Chol|Okello", "Ochan|Ojulu|Gatluak")
    rows = [f"{i}|{name}|F" for i, name in enumerate(names, 1)]
    table = read("Trainees SYB", "No|Name of trainee|Father's name|Grandfather's name|Sex", *rows)
    assert fields(table)[1:4] == ["given_name", "father_name", "family_name"]
    assert table.rows[0].values["full_name"].value == "Tut Omot Tut"


def test_more_girls_than_pupils_are_neither_taken() -> None:
    lines = ("N°|Établissement|Filière|Effectif|dont filles", "1|CFP Kolda|Couture|22|25", "2|CFP Kolda|Froid|20|8")
    table = read("CLE 2020-2021", *lines)
    told = [{name: row.values[name].value for name in ("women", "men", "participants")} for row in table.rows]
    assert told == [{"women": None, "men": None, "participants": 22}, {"women": 8, "men": 12, "participants": 20}]
    assert {table.rows[0].values[name].mark for name in ("women", "men", "participants")} == {"unsure"}


@pytest.mark.parametrize(
    ("below", "rows", "expected"),
    [
        (
            "La kwanza|La kati|La ukoo",
            ("Neema|A|Sanga", "Juma|Saidi|Kaduma"),
            ("given_name", "given_name", "family_name"),
        ),
        ("I|II|III", ("Neema|Ally|Sanga", "Juma|Saidi|Kaduma"), ("given_name", "given_name", "family_name")),
        ("I|II|III", ("Neema Sanga|Neema|NEEMA", "Juma Kaduma|Juma|JUMA"), ("full_name", None, None)),
    ],
)
def test_parts_of_names_below_one_heading(below: str, rows: tuple[str, str], expected: tuple[str | None, ...]) -> None:
    table = read("SYB", "Na.|Majina ya mshiriki|||Jinsi", f"|{below}|", f"1|{rows[0]}|Ke", f"2|{rows[1]}|Me")
    assert tuple(fields(table)[1:4]) == expected
    if "family_name" in expected:
        assert table.rows[0].values["full_name"].value == rows[0].replace("|", " ")


def test_a_middle_name_under_a_heading_of_its_own_is_part_of_the_name() -> None:
    rows = ("1|Neema|Ally|Sanga|F", "2|Juma|Saidi|Kaduma|M")
    table = read("SYB", "No|First name|Name|Surname|Sex", *rows)
    assert table.rows[0].values["full_name"].value == "Neema Ally Sanga"
    whole = read("SYB", "No|First name|Name|Surname|Sex", *(row.replace("Ally", "Neema Sanga") for row in rows))
    assert whole.rows[0].values["full_name"].value == "Neema Sanga"


def test_a_measure_beside_an_indicator_is_its_unit() -> None:
    lines = ("የድርጅቱ ስም|አመልካች|መለኪያ|መነሻ|ከሞጁል 1 በኋላ", "አልፋ|ከሥራ መቅረት|%|5|4", "አልፋ|የሥራ አደጋ|በወር|3|2")
    assert fields(read("SCORE", *lines))[1:3] == ["indicator", "unit"]
    alone = [line.replace("|አመልካች", "|Qu") for line in lines]
    assert "indicator" in fields(read("SCORE", *alone))


@pytest.mark.parametrize(
    "headings",
    [
        "Call date|Outcome of call|Started a business?|Started on|Still operating?|If closed, when?",
        "Call date|Outcome of call|Started a business?|When?|Still operating?|When?",
    ],
)
def test_when_a_business_was_closed(headings: str) -> None:
    rows = ("1|Aye|F|SYB|5/2/2021|reached|yes|8/2020|no|11/2020", "2|Bo|M|SYB|25/2/2021|reached|yes|9/2020|yes|")
    table = read("Tracer", f"No|Name|Sex|Course|{headings}", *rows)
    assert fields(table)[6:] == ["started", "business_start", "operating", "business_end"]
    assert stored_values(table, table.rows[0], "KH")["answers"]["closed_month"] == "2020-11"


def test_a_heading_like_that_of_telephones_above_yes_and_no_is_none() -> None:
    rows = ("1|Aye|F|012 345 678|Yes", "2|Bo|M|012 345 679|No", "3|Mya|F|012 345 671|Yes")
    assert fields(read("GYB", "No|Name|Sex|Phone|Mobile money", *rows))[3:] == ["phones", None]


@pytest.mark.parametrize(
    ("ends", "merges", "field"),
    [
        (("12/08/2019", "16/08/2019"), (), "end"),
        (("12/08/2019", "2/08/2019"), (), None),
        (("12/08/2019", "2/08/2019"), (((0, 1), (0, 2)),), "end"),
        (("12/08/2019", "4 days"), (((0, 1), (0, 2)),), None),
    ],
)
def test_the_days_below_no_heading_beside_those_of_a_course_are_its_last(
    ends: tuple[str, str], merges: tuple[tuple[tuple[int, int], tuple[int, int]], ...], field: str | None
) -> None:
    rows = [["No", "Dates", "", "Course", "Women", "Men"]]
    rows += [
        [str(n), day, end, "GYB", "12", "8"]
        for n, day, end in zip((1, 2), ("10/08/2019", "14/08/2019"), ends, strict=True)
    ]
    rows.append(["3", "19-21/08/2019", "", "SYB", "12", "8"])
    (table,) = read_sheets("list.xlsx", [Grid("S", rows, merges=merges)], today=date(2026, 1, 15)).tables
    assert fields(table)[1:3] == ["dates", field]
    if field is not None:
        assert [table.rows[number].values["end"].value for number in (0, 2)] == [date(2019, 8, 12), date(2019, 8, 21)]


def test_numbers_below_a_heading_merged_over_two_columns_are_all_telephones() -> None:
    rows = [["No", "Name", "Sex", "Phone", "", "Remark"], ["1", "Aye", "F", "0942 123 4567", "0943 123 4568", ""]]
    grid = Grid("S", rows, merges=(((0, 3), (0, 4)),))
    (table,) = read_sheets("list.xlsx", [grid], today=date(2026, 1, 15), country="MM").tables
    assert table.rows[0].values["phones"].value == "+959421234567; +959431234568"


@pytest.mark.parametrize(("told", "field"), [("aye@example.org", "email"), ("0942 123 4568", "phones")])
def test_a_heading_of_several_ways_to_reach_somebody_is_of_the_one_that_its_cells_hold(told: str, field: str) -> None:
    table = read("GYB", "No|Name|Sex|Phone|Zalo/Email", f"1|Aye|F|0942 123 4567|{told}", "2|Bo|M|0942 123 4569|")
    assert fields(table)[3:] == ["phones", field]


@pytest.mark.parametrize(
    ("first", "second", "field"), [("18", "15 ชม.", "attendance_total"), ("SYB", "GYB", "product")]
)
def test_hours_below_a_word_for_training_are_those_that_somebody_was_there(first: str, second: str, field: str) -> None:
    table = read(
        "GYB 8-10/6/2565", "ที่|ชื่อ-สกุล|เพศ|เข้าอบรม (ชม.) จาก 18 ชม.", f"1|กาญจนา|ญ|{first}", f"2|วรรณา|ญ|{second}"
    )
    assert fields(table)[3] == field


def test_schools_are_known_by_their_names_where_no_heading_tells_them() -> None:
    head = "Д/д|Сум|Зузу|Бүлэг|Багш|Эмэгтэй|Эрэгтэй"
    table = read(
        "KAB 2022-2023", head, "1|Булган|1-р сургууль|10а|Б.Бат|12|8", "2|Дуут|Политехник коллеж|11а|Д.Дорж|9|8"
    )
    assert fields(table)[2] == "school"


@pytest.mark.parametrize("heading", ["ชม.ที่เข้าฝึก (เต็ม 18)", "Zuz hours zuz"])
def test_numbers_below_a_word_for_hours_that_differ_are_those_attended(heading: str) -> None:
    people = ("1|กาญจนา|ญ|9", "2|วรรณา|ญ|18 ชม.", "3|ชูชาติ|ช|18")
    assert fields(read("GYB 5-7/2/2567", f"ที่|ชื่อ-สกุล|เพศ|{heading}", *people))[3] == "attendance_total"


def test_as_above_in_amharic_and_where_a_course_was_given() -> None:
    head = "ተ.ቁ|ስልጠናው የተሰጠበት ከተማ|የስልጠናው ዓይነት|ሙሉ ስም|ጾታ|የት/ት ደረጃ"
    table = read("GYB", head, "1|አዳማ|GYB|ዘሪቱ ዮናስ|ሴ|ዲፕሎማ", "2|አዳማ|GYB|በቀለ ሙክታር|ወ|ዝኒ ከማሁ")
    assert fields(table)[1] == "venue"
    assert table.rows[1].values["education"].value == "ዲፕሎማ"


@pytest.mark.parametrize("heading", ["តួនាទី/មុខរបរ", "Position / occupation", "Chức vụ (nghề nghiệp)", "Cargo/Ocupación"])
def test_a_heading_of_position_and_occupation_is_of_the_occupation(heading: str) -> None:
    assert set(load_words().fields_of(heading)) == {"occupation"}


def test_where_people_work_is_only_taken_for_what_they_do_with_a_mark() -> None:
    rows = ("1|Awa Diop|F|Tailor|ABC Ltd", "2|Fatou Sy|F|Clerk|CDE Ltd")
    told = [paste(f"No|Name|Sex|{beside}|Organisation", *rows).tables[0] for beside in ("Position", "Occupation")]
    marks = [{(row.values["occupation"].value, row.values["occupation"].mark) for row in table.rows} for table in told]
    assert marks == [{("ABC Ltd", "unsure"), ("CDE Ltd", "unsure")}, {("Tailor", None), ("Clerk", None)}]


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ("Avez-vous une activité ? (Oui/Non)", "Laquelle ?"),
        ("Avez-vous une activité ? (Oui/Non)", "Si oui, laquelle ?"),
        ("Tem negócio? (Sim/Não)", "Se sim, qual?"), ("Own business (Yes/No)", "If yes, which?"),
        ("Có kinh doanh (Có/Không)", "Nếu có, ghi rõ"),
    ],
)  # fmt: skip
def test_which_business_is_asked_right_behind_whether_there_is_one(asked: str, which: str) -> None:
    yes, no = asked.rpartition("(")[2].strip(")").split("/")
    rows = (f"1|Awa Diop|{yes}|tailor", f"2|Fatou Sy|{no}|", f"3|Modou Fall|{yes}|shop")
    (table,) = paste(f"No|Name|{asked}|{which}", *rows).tables
    assert [guess.field for guess in table.columns][2:] == ["business", "business_type"]


@pytest.mark.parametrize("heading", ["If yes, since when?", "If yes, how many?"])
def test_other_questions_that_follow_are_not_of_the_business(heading: str) -> None:
    rows = ("1|Awa Diop|Yes|long ago", "2|Fatou Sy|No|", "3|Modou Fall|Yes|two or three")
    (table,) = paste(f"No|Name|Own business (Yes/No)|{heading}", *rows).tables
    assert table.columns[3].field is None
