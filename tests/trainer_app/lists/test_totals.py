"""Returns of partners: totals of courses, by quarter, under the name of who held them."""

from datetime import date

import pytest

from tests.trainer_app.lists.pasted import TODAY
from trainer_app.lists.bodies import body_named
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import Reading
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import load_words

WORDS = load_words()


def read(*lines: str, country: str | None = None) -> Reading:
    rows: list[list[Cell]] = [[cell.strip() for cell in line.split("|")] for line in lines]
    return read_sheets("list.xlsx", [Grid("Sheet1", rows)], today=TODAY, country=country)


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("साथी उद्यम केन्द्र, सुर्खेत (Saathi Udyam Kendra, Surkhet)", "Saathi Udyam Kendra, Surkhet"),
        ("Saathi Udyam Kendra (साथी उद्यम केन्द्र)", "Saathi Udyam Kendra"),
        ("රුහුණු ව්‍යාපාර සංසදය / Ruhunu Vyapara Sansadaya", "Ruhunu Vyapara Sansadaya"),
        ("ግዮን ሴቶች ማህበር / Giyon Women Association", "Giyon Women Association"),
        ("গ্রামীণ উন্নয়ন সংস্থা (GUUS) — অগ্রগতি", "গ্রামীণ উন্নয়ন সংস্থা (GUUS)"),
        ("Koshi Entrepreneurs Association (KMEA)", "Koshi Entrepreneurs Association (KMEA)"),
        ("Women's Association, Surkhet", "Women's Association"),
        ("District Women's Association, Surkhet", "District Women's Association, Surkhet"),
        (
            "Chambre de Commerce – Délégation régionale de Sikasso",
            "Chambre de Commerce – Délégation régionale de Sikasso",
        ),
        ("Chambre de Commerce – Projet 3", "Chambre de Commerce"),
        ("Directorate of Industry, Koshi Province", "Directorate of Industry, Koshi Province"),
        ("सुर्खेत / Surkhet", None),
        ("जिल्ला महिला उद्यमी सञ्जाल, धनकुटा", "जिल्ला महिला उद्यमी सञ्जाल, धनकुटा"),
    ],
)
def test_a_body_named_in_two_scripts_is_told_in_latin_letters(line: str, body: str | None) -> None:
    assert body_named(line, WORDS) == body


@pytest.mark.parametrize(
    ("heading", "numbers", "field"),
    [
        ("No", ("RVS/23/01", "RVS/23/02"), "course_code"),
        ("Ref.", ("SYB-1", "SYB-2"), "course_code"),
        ("Réf. n°", ("SYB-1", "SYB-2"), "course_code"),
        ("No", ("No. 1", "No. 2"), "serial"),
        ("No", ("RVS/23", "RVS/23"), "serial"),
        ("No", ("1", "2"), "serial"),
        ("No", ("A1", "A2"), "serial"),
        ("Voucher", ("V-01", "V-02"), None),
    ],
)
def test_courses_that_are_numbered_by_codes_are_known_by_them(
    heading: str, numbers: tuple[str, str], field: str | None
) -> None:
    rows = (f"{number}|SYB|{day}-{day + 4} June 2023|Galle|12|8" for day, number in zip((5, 12), numbers, strict=True))
    (table,) = read(f"{heading}|Course|Dates|Town|Women|Men", *rows).tables
    assert (table.kind, table.columns[0].field) == ("totals", field)


def test_a_sum_of_several_quarters_is_no_course_below_headings_in_two_languages() -> None:
    reading = read(
        "අංකය\nRef.|ස්ථානය\nTown|පාඨමාලාව\nCourse|දිනය\nDates|සහභාගී වූ ගණන\nNo. of participants",
        "RVS/23/13|Bibile|GYB|8-10 August 2023|20 (65% F)",
        "RVS/23/14|Kataragama|SYB|18/09/2023 to 22/09/2023|ස්ත්‍රී 19, පුරුෂ 6",
        "||Jan-Sep 2023 (all)||300 +",
    )
    (table,) = reading.tables
    assert [row.row_number for row in table.rows] == [2, 3]
    assert [row.row for row in reading.skipped] == [4]
    counted = [(row.values["women"].value, row.values["men"].value) for row in table.rows]
    assert counted == [(13, 7), (19, 6)]  # a joiner within a word of Sinhala does not cut it


@pytest.mark.parametrize(
    ("heading", "planned", "month"),
    [
        ("क्र.सं.|कार्यक्रम|मिति|महिला|पुरुष", "आगामी आ.व.को योजना: SYB तालिम", "२०७९ साउन"),
        ("No|Activity|Dates|Women|Men", "Planned: SYB training", "July 2022"),
        ("N°|Activité|Dates|Femmes|Hommes", "Prévu : formation SYB", "juillet 2022"),
        ("No|Kegiatan|Tanggal|Perempuan|Laki-laki", "Rencana kegiatan: pelatihan SYB", "Juli 2022"),
    ],
)
def test_what_is_planned_below_the_courses_that_were_held_is_none_of_them(
    heading: str, planned: str, month: str
) -> None:
    reading = read(heading, "1|Planning for Your Business, IYB|5/3/2022|12|8", f"|{planned}|{month}|15|10")
    assert [row.row_number for row in reading.tables[0].rows] == [2]
    assert [(one.row, one.reason) for one in reading.skipped] == [(3, "a note, not a person")]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2079 Bhadra 5", "Bhadra 9", date(2022, 8, 25)),
        ("२०७९ पुस ५", "पुस ११", date(2022, 12, 26)),  # and not a month of the year 11
        ("2080 Baisakh 30", "Jestha 1", date(2023, 5, 15)),
        ("28 Chaitra 2079", "2 Baisakh", date(2023, 4, 15)),  # in the next year
        ("5 August 2019", "August 9", date(2019, 8, 9)),
    ],
)
def test_an_end_without_a_year_is_of_the_year_of_the_start_in_any_calendar(
    start: str, end: str, expected: date
) -> None:
    (table,) = read("SN|Activity|From|To|Women|Men", f"1|SYB|{start}|{end}|12|8", country="NP").tables
    told = table.rows[0].values["end"]
    assert (told.value, told.mark) == (expected, "converted")


def test_a_month_and_short_year_that_cannot_be_days_of_the_course_stay_so() -> None:
    (table,) = read("No|Activity|From|To|Women|Men", "1|SYB|5 August 2019|Dec 21|12|8").tables
    assert table.rows[0].values["end"].value != date(2019, 8, 21)
    assert table.rows[0].values["end"].mark == "unsure"


def test_sums_above_their_rows_tell_the_place_and_are_no_course() -> None:
    header = "Область|Учебное заведение|№|Группа|Часы|Преподаватель|Девушки|Юноши|Всего"
    lines = (
        "ВСЕГО ПО РЕСПУБЛИКЕ||||||30|31|61",
        "Чуйская область|Всего по области:|||||20|21|41",
        "|ПЛ № 1|1|Швея-21|120|Ким О.|10|1|11",
        "|ПЛ № 2|2|Повар-21|120|Ким О.|10|20|30",
        "г. Ош|Шаар боюнча бардыгы:|||||10|10|20",
        "|ПЛ № 3|3|ЭК-21|68|Эргешова Н.|10|10|20",
    )
    (table,) = read("КАБ", header, *lines).tables
    assert [row.row_number for row in table.rows] == [5, 6, 8]
    assert [row.values["province"].value for row in table.rows] == ["Чуйская область", "Чуйская область", "г. Ош"]


def test_sums_below_their_rows_tell_nothing_of_the_next() -> None:
    header = "Region|School|No|Class|Teacher|Women|Men|Total"
    lines = ("|School 1|1|A|Awa Ba|10|1|11", "North|Total:||||10|1|11", "|School 2|2|B|Awa Ba|9|1|10")
    (table,) = read("KAB", header, *lines, "South|Total:||||9|1|10").tables
    assert [row.row_number for row in table.rows] == [3, 5]
    assert not any(row.values.get("province") for row in table.rows)


def test_letters_for_sexes_beside_words_in_another_script() -> None:
    lines = ("क्र.सं.|तालिम|स्थान|मिति|सहभागी संख्या", "१|SYB|सुर्खेत|2079/10/25-29|30 (40%M)",
             "२|GYB|दैलेख|2079/11/5-7|13/8 (F/M)", "३|IYB|जुम्ला|2079/11/8-14|२४ (महिला २४, पुरुष ०)")  # fmt: skip
    (table,) = read(*lines, country="NP").tables
    told = [[row.values[name].value for name in ("women", "men")] for row in table.rows]
    assert told == [[18, 12], [13, 8], [24, 0]]


def test_organisers_of_whom_each_has_classes_are_where_these_are() -> None:
    lines = ("№|Сум|Сургалтын төв|Заасан багш|Мэргэжил, бүлэг|Бүгд|эмэгтэй|эрэгтэй",
             "1|Галуут|Галуут МСҮТ|Ц.Баяр|Тогооч|20|14|6", "2|Богд|Богд МСҮТ|О.Цолмон|Оёдолчин|19|18|1")  # fmt: skip
    (table,) = read("КАБ хичээлийг судалсан суралцагчдын тоо, 2021-2022 оны хичээлийн жил", *lines).tables
    assert [row.values["school"].value for row in table.rows] == ["Галуут МСҮТ", "Богд МСҮТ"]


def test_hours_below_a_heading_known_by_its_unit_alone() -> None:
    lines = ("Д/д|Сургуулийн нэр|Анги, бүлэг|Үзсэн цаг|Бүгд|Эмэгтэй|Эрэгтэй",
             "1|Баруун-Урт МСҮТ|Тогооч|120|20|14|6", "2|Эрдэнэцагаан сургууль|Оёдол|36 цаг|19|18|1")  # fmt: skip
    (table,) = read("КАБ хөтөлбөрт хамрагдсан сурагчдын тоо, 2021-2022 оны хичээлийн жил", *lines).tables
    assert [row.values["hours"].value for row in table.rows] == [120, 36]


def _classes(heading: str, parts: str) -> Reading:
    rows = ("1|Lycée A|1A|P. Ba|12|20|32", "2|Lycée B|2B|A. Sy|10|9|19", "3|Lycée C|2C|A. Ka|7|9|16")
    return read("KAB 2019", f"No|School|Class|Teacher|{heading}||", f"||||{parts}", *rows)


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("Nombre d'apprenants", "Apprenantes|Apprenants|Total"), ("عدد الطلاب", "بنات|بنين|الإجمالي"),
        ("عدد الطلاب", "طالبات|طلبة|الإجمالي"), ("N° de estudiantes", "Chicas|Chicos|Total"),
        ("Nº de alunos", "Moças|Moços|Total"), ("Количество учащихся", "женского пола|мужского пола|всего"),
    ],
)  # fmt: skip
def test_words_for_girls_and_boys_below_a_heading_that_counts_them(heading: str, parts: str) -> None:
    (table,) = _classes(heading, parts).tables
    assert [guess.field for guess in table.columns][4:] == ["women", "men", "participants"]


def test_what_a_heading_counts_is_the_sum_of_unknown_columns_below_it_and_which_is_of_women_is_asked() -> None:
    reading = _classes("Number of students", "Xaa|Ybb|Zcc")
    assert [guess.field for guess in reading.tables[0].columns][4:] == [None, None, "participants"]
    assert any("add up" in question.text for question in reading.questions)


def test_the_year_before_is_no_class_of_this_one() -> None:
    lines = (
        "№|Багш|Анги|Сургууль|Нийт|Эмэгтэй|Эрэгтэй", "1|Н.Солонго|11а|1-р сургууль|21|11|10",
        "2|О.Сайхан|11б|1-р сургууль|23|13|10",
        "|Нийт|||44|24|20", "|Өмнөх хичээлийн жил|||256||",
    )  # fmt: skip
    (table,) = read_sheets("KAB.xlsx", [Grid("2023-2024", [list(line.split("|")) for line in lines])]).tables
    assert [row.row_number for row in table.rows] == [2, 3]


def test_hours_as_a_sum_below_a_heading_with_the_word_for_hours() -> None:
    lines = (
        "№|Багш|Анги|Сургууль|Бодит цаг|Нийт|Эмэгтэй|Эрэгтэй", "1|Н.Солонго|11а|1-р сургууль|120 цаг|21|11|10",
        "2|О.Сайхан|11б|1-р сургууль|34+34|23|13|10",
    )  # fmt: skip
    (table,) = read_sheets("KAB.xlsx", [Grid("2022-2023", [list(line.split("|")) for line in lines])]).tables
    assert [row.values["hours"].value for row in table.rows] == [120, 68]


@pytest.mark.parametrize("cell", ["25 (women only)", "२५ जना (महिला मात्र)", "25 (mujeres solamente)"])
def test_only_women_leave_no_men(cell: str) -> None:
    lines = ("No|Course|Place|Date|Participants", f"1|SYB|Katete|5-9 August 2022|{cell}")
    (table,) = read_sheets("list.xlsx", [Grid("Sheet1", [list(line.split("|")) for line in lines])]).tables
    told = {name: table.rows[0].values[name].value for name in ("participants", "women", "men")}
    assert told == {"participants": 25, "women": 25, "men": 0}
