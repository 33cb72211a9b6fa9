"""What a column, cell or line means by what stands beside, above or around it."""

from datetime import date

import pytest

from trainer_app.importing.attended import attended
from trainer_app.importing.values import read_row
from trainer_app.lists.modules import module_in_title
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable, Reading
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import load_words
from trainer_app.programmes.catalogue import load_catalogue

TODAY = date(2026, 1, 15)


def read(
    *sheets: tuple[str, ...], names: tuple[str, ...] = ("Sheet1", "Sheet2"), country: str | None = None
) -> Reading:
    grids = []
    for name, lines in zip(names, sheets, strict=False):
        rows: list[list[Cell]] = [[cell.strip() for cell in line.split("|")] for line in lines]
        grids.append(Grid(name, rows))
    return read_sheets("list.xlsx", grids, country=country, today=TODAY)


def fields(table: ListTable) -> list[str | None]:
    return [guess.field for guess in table.columns]


def test_the_start_and_end_of_a_course_in_the_thirteenth_month() -> None:
    lines = ("Lakk.|Maqaa|Saala|Leenjii|Guyyaa (A.L.I)|", "||||xyz|zyx")
    people = ("1|Caaltuu Lammaa|Dub|SYB|01/13/2012|05/13/2012", "2|Guutaa Hundee|Dhi|SYB|01/13/2012|05/13/2012")
    (table,) = read((*lines, *people), country="ET").tables
    assert fields(table)[4:] == ["start", "end"]
    assert [table.rows[0].values[name].value for name in ("start", "end")] == [date(2020, 9, 6), date(2020, 9, 10)]


@pytest.mark.parametrize(
    ("header", "cells", "held"),
    [
        ("Hours attended|Course hrs", "36|40", 40.0),
        ("Hours attended|Remark", "36/40|", 40.0),
        ("Hours attended (of 24)|Course hrs", "20|40", 24.0),
        ("Hours attended|Remark", "36|", None),
        ("Days attended|Course hrs", "4|40", None),
    ],
)
def test_of_how_many_hours_somebody_was_there(header: str, cells: str, held: float | None) -> None:
    lines = (f"No|Name|Sex|Course|Date|{header}", f"1|Aye Aye|F|SYB|5/8/2019|{cells}", "2|Bo Bo|M|SYB|5/8/2019||")
    (table,) = read(lines).tables
    assert attended(table, table.rows[0], {})[""].of == held


def test_the_letter_x_beside_a_tick_and_a_dash_says_present() -> None:
    header = "No|Name|Sex|Day 1|Day 2|Day 3"
    (table,) = read((header, "1|Ann Phiri|F|✓|x|-", "2|Joe Banda|M|X|✓|✓")).tables
    marks = [[value.value for name, value in row.values.items() if "attendance" in name] for row in table.rows]
    assert marks == [[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]
    (table,) = read((header, "1|Ann Phiri|F|✓|✗|-", "2|Joe Banda|M|✗|✓|✓")).tables
    assert table.rows[0].values["attendance:4"].mark == "unsure"


def test_the_first_and_last_day_of_a_licence_and_of_the_training_of_a_trainer() -> None:
    lines = ("N°|Nombres|Sexo|ToT||Licencia|", "|||Inicio|Fin|Desde|Hasta")
    (table,) = read((*lines, "1|Rosa Paz|M|3/5/2018|13/5/2018|20/6/2019|20/6/2022")).tables
    assert fields(table)[3:] == ["tot_date", None, "certified_on", "licence_until"]
    assert table.rows[0].values["licence_until"].value == date(2022, 6, 20)


def test_numbers_below_courses_in_a_list_of_trainers_are_how_many_they_held() -> None:
    header = "N°|Nombres|Sexo|Fecha ToT|Licencia hasta|Cursos"
    (table,) = read((header, "1|Rosa Paz|M|3/5/2018|20/6/2022|4", "2|Luis Cruz|H|3/5/2018|20/6/2022|0")).tables
    assert [row.values["courses_held"].value for row in table.rows] == [4, 0]
    (table,) = read((header, "1|Rosa Paz|M|3/5/2018|20/6/2022|GYB", "2|Luis Cruz|H|3/5/2018|20/6/2022|SYB, IYB")).tables
    assert fields(table)[-1] == "product"


def test_a_place_between_a_course_and_its_dates_is_that_of_the_course() -> None:
    header = "N°|Curso|Lugar|Fechas del curso|Nombres y apellidos|Sexo"
    (table,) = read((header, "1|ISUN|Puno|12-16/10/2020|Rosa Quispe Paz|M")).tables
    assert fields(table)[2] == "venue"
    (table,) = read(
        ("N°|Nombres y apellidos|Sexo|Lugar|Curso|Fecha", "1|Rosa Quispe Paz|M|Puno|ISUN|12/10/2020")
    ).tables
    assert fields(table)[3] == "address"


def test_a_district_beside_the_province_of_the_title() -> None:
    header = "شماره|نام|جنس|نوع کورس|شروع|ولسوالی"
    people = [f"{n}|{name}|زن|SYB|1400/5/2|گذره" for n, name in enumerate(("ملالی", "فاطمه", "مریم"), 1)]
    (table,) = read(("لیست کورس‌ها ولایت هرات", header, *people), names=("هرات",), country="AF").tables
    assert table.rows[0].values["venue"].value == "هرات, گذره"


@pytest.mark.parametrize("line", ["{}", "1. {}", "Perusahaan: {}", "2) {} (Blora)"])
def test_people_below_a_line_with_their_firm_are_of_it(line: str) -> None:
    firms = (
        "No|Nama Perusahaan|Karyawan L|Karyawan P|Modul 1",
        "1|CV Kayu Jaya|20|9|5-6/7/2022",
        "2|UD Tempe Sari|7|4|?",
    )
    people = (
        "Pelatihan SCORE", "No|Nama|L/P|Modul 1|", "|||H1|H2", f"|{line.format('CV Kayu Jaya')}",
        "1|Siti Aminah|P|x|x", "2|Slamet|L|x|-", f"|{line.format('UD Tempe Sari')}", "3|Budi|L|x|x",
    )  # fmt: skip
    tables = read(firms, people, country="ID").tables
    rows = next(table.rows for table in tables if table.kind == "people")
    assert [row.values["business_name"].value for row in rows] == ["CV Kayu Jaya"] * 2 + ["UD Tempe Sari"]
    assert rows[0].values["start:SCORE-M1"].value == date(2022, 7, 5)
    assert rows[2].values["attendance:3"].mark == "unsure"  # the firm's module is not dated


def test_where_a_firm_is() -> None:
    (table,) = read(("No|Perusahaan|Lokasi|Karyawan L|Karyawan P", "1|CV Kayu Jaya|Blora|20|9")).tables
    assert (table.kind, fields(table)[2]) == ("enterprises", "address")


def test_below_numbered_activities_one_without_number_and_date_is_no_course() -> None:
    lines = ("No|Activity|Date|Place|Participants", "1|SYB training|5-9 Aug 2019|Zomba|20", "|Total|||20", "")
    reading = read((*lines, "|Nchito zonse SYB|||1,240", "2|GYB training|-|Zomba|18"))
    assert [row.row_number for row in reading.tables[0].rows] == [2, 6]
    assert 5 in {one.row for one in reading.skipped}


@pytest.mark.parametrize(
    ("cell", "women", "men"),
    [
        ("35 जना (60%F)", 21, 14),
        ("18 people (F 15, M 3)", 15, 3),
        ("25 orang (P 15)", 15, 10),
        ("12 women (60%)", None, None),
    ],
)
def test_a_word_for_people_between_their_number_and_its_parts(cell: str, women: int | None, men: int | None) -> None:
    (table,) = read(("No|Activity|Dates|District|Participants", f"1|SYB training|8-12 July 2019|Zomba|{cell}")).tables
    values = table.rows[0].values
    assert [values[name].value if name in values else None for name in ("women", "men")] == [women, men]


def test_sheets_of_two_forms_are_not_named_after_places() -> None:
    people = ("No|Name|Sex|Age|Phone|Course|Start|Held at", "1|Aye|F|30|0912345678|K01|2019-08-05|Town hall, Hue")
    guests = ("Sent to course K01", "No|Name|Sex", "1|Bo|M")
    flat, sent = read(people, guests, names=("Zung Zang", "Zang gave")).tables
    assert "province" not in flat.course.keys() | sent.course.keys()
    north, south = read(people, people, names=("Hue", "Da Nang")).tables
    assert [table.course["province"].value for table in (north, south)] == ["Hue", "Da Nang"]


def test_the_name_of_a_sheet_that_says_what_it_lists_is_no_place() -> None:
    lines = ("Encuesta de seguimiento", "N°|Nombres y apellidos|Sexo|Edad", "1|Rosa Quispe Paz|M|30")
    (table,) = read(lines, names=("Encuesta",)).tables
    assert "province" not in table.course


def test_a_name_with_those_of_father_and_grandfather() -> None:
    header = "ተ.ቁ|ስም|የአባት ስም|የአያት ስም|ጾታ"
    (table,) = read((header, "1|ማርታ|ከበደ|ታደሰ|ሴ", "2|ዳዊት|ወርቁ|አበበ|ወ"), country="ET").tables
    assert table.rows[0].values["full_name"].value == "ማርታ ከበደ ታደሰ"
    (table,) = read(
        ("شماره|نام|نام پدر|تخلص|جنس", "1|ملالی|نور احمد|کریمی|زن", "2|کبیر|علی جان|نوری|مرد"), country="AF"
    ).tables
    assert table.rows[0].values["full_name"].value == "ملالی کریمی"


@pytest.mark.parametrize(
    ("title", "heading", "start"),
    [
        ("የሠልጣኞች ዝርዝር", "Start date (G.C.)", date(2013, 7, 18)),
        ("dates in G.C.", "Start date", date(2013, 7, 18)),
        ("all dates E.C.", "Start date (G.C.)", date(2013, 7, 18)),
        ("all dates E.C.", "Start date", date(2021, 3, 27)),
        ("ቀናቱ በኢትዮጵያ አቆጣጠር ናቸው", "Start date", date(2021, 3, 27)),
        ("የሠልጣኞች ዝርዝር", "Start date", None),
    ],
)
def test_a_heading_or_title_says_in_which_calendar_dates_are(title: str, heading: str, start: date | None) -> None:
    header = f"ተ.ቁ|ስም|ጾታ|ሥልጠና|{heading}"
    (table,) = read((title, header, "1|ማርታ ከበደ|ሴ|SYB|18/07/2013", "2|ዳዊት ወርቁ|ወ|SYB|18/07/2013"), country="ET").tables
    assert table.rows[0].values["start"].value == start


@pytest.mark.parametrize(("word", "mark"), [("Архангай аймаг", "converted"), ("Архангай", "unsure")])
def test_classes_below_a_line_with_their_place(word: str, mark: str) -> None:
    header = "№|Сургууль, коллеж|Анги|KAB багшийн овог нэр|Цаг|Нийт сурагч|Үүнээс эмэгтэй|Үүнээс эрэгтэй"
    second = word.replace("Архангай", "Хэнтий")
    lines = (
        word,
        "1|Булган МСҮТ|Тогооч|Б.Сувд|120|9|4|5",
        "|Дүн||||9|4|5",
        second,
        "2|Өргөө МСҮТ|11-р анги|Д.Номин|36|7|3|4",
    )
    (table,) = read(("KAB 2022-2023 оны хичээлийн жил", header, *lines), country="MN").tables
    assert (table.kind, fields(table)[3]) == ("totals", "trainer")
    told = [row.values["province"] for row in table.rows]
    assert [(one.value, one.mark) for one in told] == [(word, mark), (second, mark)]


@pytest.mark.parametrize(
    ("header", "first", "second", "field"),
    [
        ("ลำดับ|ชื่อ และ นามสกุล|เพศ|กลุ่มอายุ (ปี)", "ตำบลตรึม", "ตำบลจารพัต", "township"),
        ("No|Nama peserta|Jenis kelamin|Kelompok umur", "Kecamatan Cibadak", "Kecamatan Lebak", "township"),
        ("စဉ်|အမည်|ကျား/မ|အသက်အုပ်စု", "လှည်းကူးမြို့နယ်", "တိုက်ကြီးမြို့နယ်", "township"),
    ],
)
def test_people_below_a_line_with_their_place(header: str, first: str, second: str, field: str) -> None:
    people = ("1|Somsri Dee|F|16-25", "2|Kitti Phu|M|26-35", "3|Udom Wan|M|36-45")
    (table,) = read((header, first, *people[:2], second, *people[2:])).tables
    assert [row.values[field].value for row in table.rows] == [first, first, second]
    assert [row.values["age_bracket"].value for row in table.rows] == ["16-25", "26-35", "36-45"]


@pytest.mark.parametrize("cell", ["2° sem. 2016", "2.º semestre de 2016", "1er semestre 2016", "1 полугодие 2016"])
def test_half_a_year_tells_the_year(cell: str) -> None:
    (table,) = read(("N°|Nombres|Sexo|Fecha ToT|Licencia hasta", f"1|Rosa Paz|M|{cell}|20/6/2022")).tables
    assert str(table.rows[0].values["tot_date"].value) == "2016"


def test_headings_of_trainers_that_only_their_cells_complete() -> None:
    header = "N°|Nombres|Sexo|Fecha ToT|Certificado el|Licencia: vence xyz|Cursos hasta ahora"
    people = ("1|Rosa Paz|M|3/5/2018|1/6/2019|1/6/2022|4", "2|Luis Cruz|H|3/5/2018|2/6/2019|2/6/2022|0")
    (table,) = read((header, *people)).tables
    assert fields(table)[-2:] == ["licence_until", "courses_held"]


def test_hours_held_beside_those_attended_and_counted_codes_without_letters() -> None:
    header = "ردیف|نام|جنس|نوع کورس|شروع|ساعات حضور|xyz|zyx"
    people = ("1|ملالی|زن|SYB|1400/5/2|36|40|1400/001-1", "2|کبیر|مرد|SYB|1400/5/2|40|40|1400/001-2",
              "3|مریم|زن|SYB|1400/5/2|40|40|1400/001-3")  # fmt: skip
    (table,) = read((header, *people), country="AF").tables
    assert fields(table)[-2:] == ["hours", "certificate_no"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("1. Modül", "2. Modül"), ("I модуль", "2-й модуль"), ("Módulo I", "Módulo II"), ("1º módulo", "2º módulo"),
     ("模块一", "第二模块"), ("Moduli ya 1", "Moduli ya 2"), ("ماژول ۱", "ماژول ۲")],
)  # fmt: skip
def test_the_number_of_a_module_before_its_word_or_in_other_numerals(first: str, second: str) -> None:
    lines = (
        "SCORE",
        f"No|Name|Sex|{first}||{second}|",
        "|||Day 1|Day 2|Day 1|Day 2",
        "1|Aye|F|x|x|x|x",
        "2|Bo|M|x|x|x|",
    )
    (table,) = read(lines).tables
    assert [guess.product for guess in table.columns[3:]] == ["SCORE-M1"] * 2 + ["SCORE-M2"] * 2


@pytest.mark.parametrize(
    ("manager", "worker"),
    [("Mhasibu", "Dereva"), ("Genel Müdür", "Dikişçi"), ("Müdür", "Depo işçisi"), ("Главный бухгалтер", "Грузчик")],
)
def test_who_leads_and_who_works_in_a_firm(manager: str, worker: str) -> None:
    words = load_words()
    assert (words.status_of("role", manager), words.status_of("role", worker)) == ("manager", "worker")


def test_indicators_before_and_after_in_swahili_and_nepali() -> None:
    for header in ("Kampuni|Kiashiria|Kipimo|Kabla|Baada ya M1", "संस्था|सूचक|एकाइ|अघि|पछि"):
        (table,) = read((header, "Kilimani Ltd|Utoro|%|12.4%|8%", "|Ajali|x|3|2")).tables
        assert table.kind == "indicators"


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("Module 1 and Module 2", None),
        ("Modules 1, 2", None),
        ("Module 1, 2 module", "SCORE-M1"),
        ("2. Modül", "SCORE-M2"),
    ],
)
def test_the_only_module_that_a_title_names(text: str, product: str | None) -> None:
    assert module_in_title(text) == product


def test_modules_of_people_are_those_of_the_firms_in_the_file() -> None:
    firms = (
        "No|Company|Workers M|Workers F|Module 1",
        "1|Kilimani Ltd|20|9|5-6/7/2022",
        "2|Pwani Foods|7|4|5-6/7/2022",
    )
    people = (
        "No|Company|Name|Sex|Module 1|",
        "||||Day 1|Day 2",
        "1|Kilimani Ltd|Asha Juma|F|x|x",
        "2|Pwani Foods|Ali Said|M|x|",
    )
    tables = read(firms, people).tables
    assert [guess.product for guess in tables[1].columns[4:]] == ["SCORE-M1"] * 2
    (table,) = read(people).tables  # of which programme nobody says
    assert {guess.product for guess in table.columns} == {None}


def test_a_sheet_for_each_module_has_the_dates_of_the_firms() -> None:
    firms = (
        "No|Company|Workers M|Workers F|Module 1",
        "1|Kilimani Ltd|20|9|5-6/7/2022",
        "2|Pwani Foods|7|4|12-13/7/2022",
    )
    people = ("SCORE: attendance of Module 1", "No|Company|Name|Sex|Day 1|Day 2", "1|Kilimani Ltd|Asha Juma|F|x|x",
              "2|Pwani Foods|Ali Said|M|x|", "3|Unknown Ltd|Ida Moyo|F|x|x")  # fmt: skip
    rows = read(firms, people).tables[1].rows
    told = [row.values.get("start:SCORE-M1") for row in rows]
    assert [one and one.value for one in told] == [date(2022, 7, 5), date(2022, 7, 12), None]


@pytest.mark.parametrize(
    ("group", "heads", "cells", "field", "told"),
    [
        ("Date of birth", "Day|Month|Year", "8|3|1990", "birth_date", date(1990, 3, 8)),
        ("Date of birth", "YYYY|MM|DD", "1990|3|8", "birth_date", date(1990, 3, 8)),
        ("Date de naissance", "Jour|Mois|Année", "8|mars|1990", "birth_date", date(1990, 3, 8)),
        ("Date of birth", "Day|Month|Year", "||1990", "birth_year", 1990),
    ],
)
def test_a_date_in_three_columns(group: str, heads: str, cells: str, field: str, told: object) -> None:
    lines = (f"No|Name|Sex|{group}|||Phone", f"|||{heads}|", f"1|Aye Aye|F|{cells}|")
    (table,) = read(lines).tables
    assert table.rows[0].values[field].value == told
    assert fields(table)[4:6] == [None, None]
    assert table.rows[0].values[field].raw in ("1990-3-8", "8 mars 1990", "1990")


def test_a_date_in_three_columns_can_be_corrected_in_the_first() -> None:
    rows: list[list[Cell]] = [["No", "Name", "Date of birth", "", "", "Sex"], ["", "", "Day", "Month", "Year", ""],
                              ["1", "Aye Aye", "31", "2", "1990", "F"]]  # fmt: skip
    grids = [Grid("List", rows)]
    (row,) = read_sheets("list.xlsx", grids, corrections={("List", "C3"): "28/02/1990"}, today=TODAY).tables[0].rows
    assert row.values["birth_date"].value == date(1990, 2, 28)


def test_total_hours_of_a_class_are_those_held() -> None:
    (table,) = read(
        ("No|School|Class|Teacher|Total hours|Girls|Boys|Total", "1|Zomba TC|Form 3|A. Banda|120|9|8|17")
    ).tables
    assert (table.kind, table.rows[0].values["hours"].value) == ("totals", 120.0)


PEOPLE_OF_TWO_SHEETS = (
    ("GYB, 3-5 February 2020, at Town Hall Kalaw", "No|Name|Sex", "1|Aye Aye|F", "2|Bo Bo|M"),
    ("SYB, 10-14 February 2020, at Town Hall Kalaw", "No|Name|Sex", "1|Aye Aye|F", "2|Min Min|M"),
)


@pytest.mark.parametrize(
    ("lines", "is_summary"),
    [
        (("1|GYB|3-5 Feb 2020|Kalaw|1|1", "2|SYB|10-14 Feb 2020|Town Hall|1|1"), True),
        (("1|GYB|3-5 Feb 2020||1|1", "2|SYB|10-14 Feb 2020||1|1"), True),
        (("1|GYB|3-5 Feb 2020|Kalaw|1|1", "2|SYB|2-6 March 2020|Kalaw|9|8"), False),
        (("1|GYB|3-5 Feb 2020|Pindaya|1|1", "2|SYB|10-14 Feb 2020|Kalaw|1|1"), False),
    ],
)
def test_a_sheet_that_counts_only_the_courses_of_the_other_sheets_is_a_summary(
    lines: tuple[str, ...], is_summary: bool
) -> None:
    counts = ("Sr.|Training|Date|Place|M|F", *lines)
    reading = read(counts, *PEOPLE_OF_TWO_SHEETS, names=("Summary", "One", "Two"))
    assert [table.kind for table in reading.tables] == ["people"] * 2 if is_summary else ["totals", "people", "people"]
    assert any("summary" in one.reason for one in reading.skipped) is is_summary


def test_labels_without_colons_in_one_line_below_a_list_are_of_the_next() -> None:
    def course(product: str, dates: str, place: str) -> tuple[str, ...]:
        people = ("N°|Nom et prénom|Sexe|Age|Contact|Niveau", "1|Awa Sow|F|30||", "2|Ali Ba|M|31||")
        return (f"Formation|{product}||Période|{dates}", f"Lieu|{place}||Formateur|M. Traoré Adama", "", *people)

    first = course("CREE", "12 au 16 avril 2021", "Bouaké")
    second = course("GERME", "26/04/2021 au 01/05/2021", "Béoumi")
    tables = read((*first, "|TOTAL|2", "", *second)).tables
    assert [table.course["venue"].value for table in tables] == ["Bouaké", "Béoumi"]
    assert [table.course["trainer"].value for table in tables] == ["M. Traoré Adama"] * 2


def test_where_both_columns_for_a_sex_are_marked_they_are_pointed_at() -> None:
    (table,) = read(("N°|Nom et prénom|H|F|N° CNI|Age", "1|Awa Sow||X|1|30", "2|Ali Ba|X|X|2|?x")).tables
    notes = read_row("list.xlsx", table, table.rows[1], load_catalogue(), None).notes
    assert ("sex", "C3") in [(note.field, note.cell) for note in notes]


def test_dates_may_stand_above_the_products_they_are_of() -> None:
    heads = ("ລ/ດ|ຊື່ ແລະ ນາມສະກຸນ|ເພດ||ອາຍຸ|7-9/2/2022|14-18/2/2022", "||ຊາຍ|ຍິງ||GYB|SYB")
    (table,) = read((*heads, "1|ດອກຟ້າ ວິໄລ||x|25|X|✓", "2|ສີພອນ ແສງທອງ|x||30|x|")).tables
    assert (table.course["start:GYB"].value, table.course["end:SYB"].value) == (date(2022, 2, 7), date(2022, 2, 18))
    assert [row.values["sex"].value for row in table.rows] == ["F", "M"]
    assert [row.values.get("product:SYB") is not None for row in table.rows] == [True, False]


def test_a_short_heading_that_may_be_a_place_is_of_sexes_where_all_cells_are() -> None:
    (table,) = read(("Stt|Họ tên|G.tinh|Xã", "1|Lê Lúa|Nữ|Cà Dy", "2|Bríu Dũng|nam|La Dêê")).tables
    assert [row.values["sex"].value for row in table.rows] == ["F", "M"]


@pytest.mark.parametrize(
    ("title", "start", "mark"),
    [
        ("永安市2021年度创业培训学员名单", date(2021, 3, 8), "unsure"),
        ("永安市2020-2021年度创业培训学员名单", None, "unsure"),
        ("永安市创业培训学员名单 2021年9月30日", None, "unsure"),
        ("永安市创业培训学员名单", None, "unsure"),
    ],
)
def test_dates_without_a_year_may_be_of_the_one_year_that_a_title_names(
    title: str, start: date | None, mark: str
) -> None:
    people = ("1|GYB|3月8日-3月10日|何志伟|男", "2|GYB|3月8日-3月10日|吕彩霞|女")
    (table,) = read((title, "序号|培训类别|培训时间|姓名|性别", *people)).tables
    assert (table.rows[0].values["start"].value, table.rows[0].values["start"].mark) == (start, mark)


@pytest.mark.parametrize(
    ("header", "told", "outcome", "held"),
    [
        ("Result|Remark", "failed|withdrew", "dropped_out", False),
        ("Result|Remark", "failed|", "failed", False),
        ("Result|Remark", "passed|withdrew", "completed", False),
        ("Remark|Plan", "did not complete|", "failed", True),
        ("Remark|Plan", "withdrew|", "dropped_out", False),
        ("备注|计划", "未参加考核|", "failed", False),
    ],
)
def test_how_a_course_ended_for_somebody(header: str, told: str, outcome: str, held: bool) -> None:
    (table,) = read((f"No|Name|Sex|Age|{header}", f"1|Aye Aye|F|30|{told}", "2|Bo Bo|M|31||")).tables
    found = read_row("list.xlsx", table, table.rows[0], load_catalogue(), None)
    assert found.enrolment.get("outcome") == outcome
    assert ("outcome" in [note.field for note in found.notes]) is held


def test_a_total_whose_number_stands_where_people_are_counted_is_no_person() -> None:
    header = "کود گروپ|بسته آموزشی|شروع|#|اسم و تخلص|جنس|سن"
    rows = ("BLK-01|SYB|۱۷ حمل ۱۳۹۹|1|داود نیازی|مذکر|44", "|||2|غفور احمدی|مذکر|47",
            "مجموع گروپ BLK-01|||2|زن: ۰ / مرد: ۲||", "BLK-02|GYB|۲۰ ثور ۱۳۹۹|1|سیما جامی|اناث|45")  # fmt: skip
    (table,) = read((header, *rows), country="AF").tables
    assert [row.row_number for row in table.rows] == [2, 3, 5]
