"""Layouts that lists come in: headings over several rows, dates and products, counts, places, levels and answers."""

from datetime import date

import pytest

from tests.trainer_app.lists.laid_out import fields, read
from tests.trainer_app.lists.pasted import TODAY
from trainer_app.importing.attended import attended
from trainer_app.importing.values import read_row
from trainer_app.lists.read import read_sheets
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import load_words
from trainer_app.programmes.catalogue import load_catalogue


def test_the_dates_below_each_product_are_read_with_the_month_first_or_marked() -> None:
    (table,) = read("No|Name|GYB|SYB", "||10/14-16/2019|9-13 Sep 2019", "1|Aye Aye|x|x", "2|Bo Bo|x|").tables
    assert table.course["start:GYB"].value == date(2019, 10, 14)
    (table,) = read("No|Name|GYB xyz 14|SYB 9-13 Sep 2019", "1|Aye Aye|x|x", "2|Bo Bo|x|").tables
    assert table.rows[0].values["start:GYB"].mark == "unsure"


def test_all_and_some_of_them_in_one_cell() -> None:
    header = "No|Activity|Dates|District|No. of participants (of which F)"
    cells = ["30 (18F)", "24 (50% F)", "21 (M/F 9/12)", "M: 9, F: 14", "25 (Female-25)"]
    lines = [f"{n}|SYB training|8-12 July 2019|Zomba|{cell}" for n, cell in enumerate(cells, 1)]
    rows = read(header, *lines).tables[0].rows
    told = [tuple(row.values[f].value if f in row.values else None for f in ("women", "men")) for row in rows]
    assert told == [(18, 12), (12, 12), (12, 9), (14, 9), (25, None)]


@pytest.mark.parametrize(
    ("cell", "women", "men", "mark"),
    [
        ("25 (60% F)", 15, 10, "converted"),
        ("25 (F 60%)", 15, 10, "converted"),
        ("60 (%55 F)", 33, 27, "converted"),
        ("25 (หญิง 60%)", 15, 10, "converted"),
        ("20, of whom 40 % are men", 12, 8, "converted"),
        ("27 (63% F)", 17, 10, "unsure"),
        ("28 (55% F)", None, None, "unsure"),
        ("270 (63% F)", None, None, "unsure"),
        ("35 (60%)", None, None, "unsure"),
        ("25 (80% youth)", None, None, None),
        ("25 (F 60%, M 40%)", None, None, None),
    ],
)
def test_a_share_of_the_people(cell: str, women: int | None, men: int | None, mark: str | None) -> None:
    lines = ("No|Activity|Dates|District|Participants", f"1|SYB training|8-12 July 2019|Zomba|{cell}")
    (row,) = read(*lines, "2|GYB training|15-17 July 2019|Zomba|F 12, M 8").tables[0].rows[:1]
    told = [row.values.get(name) for name in ("women", "men")]
    assert [value and value.value for value in told] == [women, men]
    assert {value.mark for value in told if value} == ({mark} if mark else set())
    assert mark or row.values["participants"].mark == "unsure"


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("курсни ташлаб кетди", "dropped_out"), ("kursu buraxıb", "dropped_out"), ("թողել է", "dropped_out"),
        ("келмади", "no_show"), ("тугатмади", "failed"), ("ຮຽນຈົບ", "completed"), ("ບໍ່ໄດ້ຮຽນຈົບ", "failed"),
        ("เรียนไม่จบ", "failed"), ("រៀនមិនចប់", "failed"),
    ],
)  # fmt: skip
def test_how_a_course_ended_for_somebody_in_more_languages(said: str, outcome: str) -> None:
    assert load_words().status_of("outcome", said) == outcome


def test_words_of_persian_in_the_letters_of_arabic() -> None:
    words = load_words()
    assert words.status_of("outcome", "غايب") == words.status_of("outcome", "غایب") == "no_show"
    assert words.months["persian"]["فروردين"] == 1


def test_words_for_the_sexes_cut_short_below_workers_and_a_turkish_capital() -> None:
    header = "№|ФИО|Пол|Дата звонка|Результат звонка|Начал бизнес?|Работники муж.|Работники жен."
    rows = ("1|Холов Умед|м|05.05.2020|опрошен|да|2|0", "2|Саидова Нигора|ж|06.05.2020|опрошена|да|1|3")
    (table,) = read(header, *rows).tables
    assert fields(table)[6:] == ["workers_men", "workers_women"]
    assert load_words().status_of("role", "İŞÇİ") == load_words().status_of("role", "işçi") == "worker"


def test_the_level_of_trainers_below_a_word_for_schooling_too() -> None:
    rows = ("1|KPADONOU|Reine|F|Formateur|X|02/11/2015", "2|DOSSOU|Pascal|M|Maître formateur|X|13/10/2016")
    header = "N°|Nom|Prénoms|Sexe|Niveau|{}|Date de la FDF"
    (table,) = read("RÉPERTOIRE DES FORMATEURS", header.format("GERME"), *rows).tables
    assert (table.kind, fields(table)[4]) == ("trainers", "level")
    (table,) = read("LISTE", "N°|Nom|Prénoms|Sexe|Niveau", "1|Ba|Awa|F|Bac", "2|Fall|Modou|H|CEPE").tables
    assert fields(table)[4] == "education"


def test_an_indicator_that_counts_is_no_total() -> None:
    lines = ("Company|Indicator|Unit|Baseline|After M1", "Aye Ltd|Jumlah kecelakaan|cases|5|3", '"|Total rejects|%|4|2')
    (table,) = read(*lines).tables
    assert len(table.rows) == 2


def test_a_duration_before_the_dates_of_a_title() -> None:
    (table,) = read(
        "Thời gian: 03 ngày, từ 08/06/2020 đến 10/06/2020 | Lớp GYB", "STT|Họ tên|Nam/Nữ", "1|Lê Mai|Nữ"
    ).tables
    assert (table.course["start"].value, table.course["end"].value) == (date(2020, 6, 8), date(2020, 6, 10))


def test_the_day_comes_first_in_the_ethiopian_calendar() -> None:
    (row,) = (
        read("Trainees 2013 E.C.", "No|Name|Course|Started|Ended", "1|Aye|SYB|05/06/2013|09/06/2013", country="ET")
        .tables[0]
        .rows
    )
    assert (row.values["start"].value, row.values["end"].value) == (date(2021, 2, 12), date(2021, 2, 16))


def test_ages_and_places_below_a_heading_of_births() -> None:
    header = "Nom et prénoms|Sexe|DOB/Age|Téléphone"
    first, second = read(header, "Awa Ba|F|34|77 123", "Ali Sy|H|25/05/1987 à Dolisie|").tables[0].rows
    assert (first.values["age"].value, second.values["birth_date"].value) == (34, date(1987, 5, 25))


def test_headings_in_traditional_signs_and_set_wide() -> None:
    (table,) = read("序號|姓 名|性 別|聯絡電話|開課日期|結業日期|備註", "1|陳美玲|女||2019/3/4|2019/3/8|").tables
    assert fields(table) == ["serial", "full_name", "sex", "phones", "start", "end", "remark"]


def test_a_label_of_dates_between_tables_is_no_date_of_a_signature() -> None:
    people = ("N°|Nom et prénoms|Sexe|Âge", "1|Awa Ba|F|30", "2|Ali Sy|M|31")
    tables = read("CREE, 6-10 mai 2019", *people, "", "Date: 03 - 05 juin 2019", "Module: GERME", *people).tables
    assert [table.course["start"].value for table in tables] == [date(2019, 5, 6), date(2019, 6, 3)]


def test_the_programme_of_a_school_is_a_class() -> None:
    header = "No|School|Programme|Teacher|Hours|Female|Male|Total"
    (table,) = read(
        "KAB 2019-2020", header, "1|Kita College|Welding 1|A. Ba|80|3|4|7", "2|Kita College|Sewing|B. Sy|80|9|0|9"
    ).tables
    assert "class_name" in fields(table)
    assert table.course["product"].value == "KAB"


def test_what_answers_and_dates_below_headings_of_a_business_tell() -> None:
    header = "No|Name|Sex|Course|Call date|Call result|Own business?|Business start date|Business qarqo?"
    rows = ("1|Aye|F|SYB|05/02/2021|reached|yes|Aug 2020|yes", "2|Bo|M|SYB|25/02/2021|reached|no||")
    (table,) = read(header, *rows).tables
    assert fields(table)[6:] == ["started", "business_start", "operating"]


def test_dates_as_a_list_of_days_and_in_short_solar_years() -> None:
    (row,) = read("Name|Sex|Course|Date", "Aye|F|SYB|Feb 10, 11 & 12, 2021").tables[0].rows
    assert (row.values["start"].value, row.values["end"].value) == (date(2021, 2, 10), date(2021, 2, 12))
    (row,) = read("نام|جنس|کورس|تاریخ شروع", "مریم|زن|SYB|۱ اسد ۹۸", country="AF").tables[0].rows
    assert row.values["start"].value == date(2019, 7, 23)


def test_a_heading_with_both_sexes_is_of_no_one_of_them() -> None:
    header = "No|Company|Owner M/F|Workers M|Workers F|Trade union"
    (table,) = read(header, "1|Aye Ltd|F|10|20|yes", "2|Bo Ltd|M|30|5|no").tables
    assert fields(table)[2:5] == ["owner_sex", "workers_men", "workers_women"]


def test_courses_below_a_heading_of_their_place() -> None:
    header = "N°|Participante|Sexo|Curso y sede|Fecha de encuesta|¿Puso negocio?|Mes de apertura"
    (table,) = read(
        header, "1|Ana Ruiz|Mujer|ISUN Piura|15/02/2021|Sí|ago-20", "2|Luis Paz|Hombre|MESUN Tumbes|16/02/2021|No|"
    ).tables
    assert fields(table)[3:] == ["product", "asked_on", "started", "business_start"]


def test_the_start_before_a_known_end() -> None:
    (table,) = read(
        "Name|Sex|Course|Qa|End date", "Aye|F|SYB|05/08/2019|09/08/2019", "Bo|M|SYB|12/08/2019|16/08/2019"
    ).tables
    assert fields(table)[3:] == ["start", "end"]


def test_a_label_after_the_dates_of_a_title_is_no_place() -> None:
    title = "Atelier CREE – Kankan – du 2 au 6 mars 2020 – Formateur : Mamady Condé"
    (table,) = read(title, "N°|Nom et prénoms|Sexe", "1|Awa Ba|F", "2|Ali Sy|M").tables
    assert (table.course["venue"].value, table.course["venue"].mark) == ("Kankan", "unsure")


def test_the_highest_level_that_is_told_counts() -> None:
    header = "N°|Nombre completo|Fecha ToT|Vence|Categoría de instructor"
    (table,) = read(
        header, "1|Ana Ruiz|15/02/2016|15/02/2020|Instructora máster", "2|Luis Paz|16/02/2016||Instructor"
    ).tables
    assert [row.values["level"].value for row in table.rows] == ["master_trainer", "trainer"]


def test_codes_that_count_on_under_an_unknown_heading_are_of_certificates() -> None:
    rows = [f"{n}|Aye {'abcd'[n]}|F|SYB|{code}" for n, code in enumerate(["DL01/1", "DL01/2", "DL01/3", "DL01/4"])]
    assert fields(read("No|Name|Sex|Course|Qa qa", *rows).tables[0])[4] == "certificate_no"
    others = [row.replace("DL01/", "A 17") for row in rows[:3]]
    assert fields(read("No|Name|Sex|Course|Qa qa", *others, "9|Bo|M|SYB|A 999").tables[0])[4] is None


def test_labels_in_cells_of_their_own_between_tables_begin_a_course() -> None:
    head = "Ordre|Nom et prénoms|Genre|Contact|Quartier"
    lines = ("Module|CREE", "Dates|04/07/2022 au 08/07/2022", head, "1|KONE Awa|F|0501020304|Koko", "2|TOURE Ali|H||",
             "", "Module|TRIE", "Dates|18/07/2022 au 20/07/2022", "Ville|Korhogo", head, "1|SORO Issa|H||",
             "2|SORO Aya|F||")  # fmt: skip
    tables = read(*lines, country="CI").tables
    told = [(t.course["product"].value, t.course["start"].value) for t in tables]
    assert told == [("SYB", date(2022, 7, 4)), ("GYB", date(2022, 7, 18))]
    assert tables[1].course["venue"].value == "Korhogo"


def test_a_place_that_has_a_title_line_to_itself() -> None:
    (table,) = read("SYB 16 - 20 Jan 2023", "at the Town Hall", "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    assert table.course["venue"].value == "Town Hall"


def test_a_label_for_an_activity_above_a_table_tells_its_course() -> None:
    lines = ("Nama Kegiatan: SYB", "Waktu Pelaksanaan: 5-9 Agustus 2019", "Tempat: Aula BLK", "No|Nama Lengkap|L/P")
    (table,) = read(*lines, "1|Siti Aminah|P", "2|Budi Santoso|L").tables
    assert (table.course["product"].value, table.course["venue"].value) == ("SYB", "Aula BLK")
    (table,) = read("Activity: SYB", "Dates: 5-9 August 2019", "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    assert table.course["product"].value == "SYB"


@pytest.mark.parametrize(("heading", "sexes"), [("Nữ (x)", "FMF"), ("Nữ", "FMF"), ("Nam (x)", "MFM")])
def test_who_has_no_mark_in_the_only_column_for_a_sex_is_asked_to_be_of_the_other(heading: str, sexes: str) -> None:
    reading = read(f"TT|Họ và tên|{heading}|Năm sinh", "1|Lê Hoa|x|1990", "2|Trần Tám||1991", "3|Lê Lan|x|1992")
    (table,) = reading.tables
    assert [row.values["sex"].value for row in table.rows] == list(sexes)
    assert [row.values["sex"].mark for row in table.rows] == ["converted", "unsure", "converted"]
    (question,) = reading.questions
    assert question.rows == (3,)
    lines = (f"TT|Họ và tên|{heading}", "1|Lê Hoa|x", "2|Trần Tám|", "3|Lê Lan|x")
    for answer, told in ((sexes[1], sexes[1]), ("unknown", None)):
        grids = [Grid("Sheet1", [[*line.split("|")] for line in lines])]
        answered = read_sheets("list.xlsx", grids, answers={question.key: answer}, today=TODAY)
        value = answered.tables[0].rows[1].values["sex"]
        assert (value.value, value.mark, answered.questions) == (told, "converted", ())


def test_a_list_without_any_mark_for_a_sex_tells_nobodys() -> None:
    (table,) = read("TT|Họ và tên|Nữ (x)", "1|Lê Thị Hoa|", "2|Trần Văn Tám|").tables
    assert not any("sex" in row.values for row in table.rows)


def test_two_headings_of_one_kind_of_place_beside_each_other_are_parts_of_a_place() -> None:
    (table,) = read("ক্রমিক|নাম|ইউনিয়ন|উপজেলা", "1|রহিমা খাতুন|হ্নীলা|টেকনাফ", "2|সুমন দাশ|রাজাপালং|উখিয়া").tables
    assert [row.values["township"].value for row in table.rows] == ["হ্নীলা, টেকনাফ", "রাজাপালং, উখিয়া"]
    (table,) = read("No|Name|District|Sex|District", "1|Aye|Hsipaw|F|Bago", "2|Bo|Hsipaw|M|Bago").tables
    assert table.rows[0].values["district"].value == "Hsipaw"


def test_the_only_column_of_dates_may_be_called_an_end() -> None:
    (table,) = read("S.N.|Name|Course|Completed on", "1|Aye|SYB|5-9 March 2019", "2|Bo|SYB|5-9 March 2019").tables
    assert table.rows[0].values["start"].value == date(2019, 3, 5)


def test_of_two_columns_for_a_course_it_is_the_one_that_names_products() -> None:
    (table,) = read("No|Name|Training group|Training", "1|Aye|North 1|SYB", "2|Bo|North 2|GYB").tables
    assert [row.values["product"].value for row in table.rows] == ["SYB", "GYB"]


def test_having_a_business_is_a_question_by_its_answers() -> None:
    (table,) = read("No|Name|Negocio propio", "1|Ana|sí", "2|Luis|no").tables
    assert fields(table)[-1] == "business"
    (table,) = read("No|Name|Running business (kind)", "1|Aye|N", "2|Bo|Y - rice trading", "3|Cho|Y-tailor").tables
    assert fields(table)[-1] == "business"
    told = [read_row("list.xlsx", table, row, load_catalogue(), "SYB").enrolment for row in table.rows]
    assert [one["has_business"] for one in told] == [False, True, True]
    assert [one.get("business_sector") for one in told] == [None, "rice trading", "tailor"]
    (table,) = read("No|Name|Business|Type", "1|Aye|ရိွ|rice", "2|Bo|မရိွ|", "3|Cho|ရွိ|fish").tables  # also Zawgyi
    told = [read_row("list.xlsx", table, row, load_catalogue(), "SYB").enrolment for row in table.rows]
    assert [one["has_business"] for one in told] == [True, False, True]
    (table,) = read("No|Name|Running business (kind)", "1|Aye|rice", "2|Bo|fish paste", "3|Cho|a tailor").tables
    assert fields(table)[-1] != "business"


def test_what_became_of_people_is_told_by_the_cells() -> None:
    lines = ("No|Nombre|Curso|Fecha de llamada|Estado|¿Inició negocio?", "1|Ana|ISUN|3/4/2020|encuestado|sí",
             "2|Luis|ISUN|14/4/2020|no responde|")  # fmt: skip
    (table,) = read(*lines).tables
    assert fields(table)[4] == "contact_result"


def test_workers_below_a_heading_of_a_head_count() -> None:
    lines = ("N°|Dénomination|Effectif|||Syndicat", "||H|F|Total|", "1|Tricot|10|30|40|non", "2|Dattes|5|6|11|oui")
    (table,) = read("SCORE", *lines).tables
    assert fields(table)[2:5] == ["workers_men", "workers_women", "workers_total"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("नाम|लिङ्ग|सम्पर्क नं", "कुल बहादुर थापा|पुरुष|9841234567"),
        ("Name|Sex|Village", "Suma Devi|F|Kotwa"),
        ("Name|Sex|Phone|Age", "Total Kimani|M|0722 123 456|31"),
        ("Name|Date of birth|Village", "Total Kimani|12/03/1990|Limuru"),
        ("Name|ID number|Village", "Page Kimani|23456789|Limuru"),
    ],
)
def test_a_person_whose_name_begins_as_a_total_is_a_person(header: str, row: str) -> None:
    (table,) = read(header, row).tables
    assert [one.values["full_name"].value for one in table.rows] == [row.partition("|")[0]]


@pytest.mark.parametrize(
    "row", ["Total|F|12", "T O T A L|F|12", "Total women|F|12", "TOTAL|11 F|", "Grand total|12|14", "Total 12||"]
)
def test_a_total_beside_cells_of_persons_is_a_total(row: str) -> None:
    reading = read("Name|Sex|Age", "Aye|F|30", "Bo|M|31", row)
    assert [one.values["full_name"].value for one in reading.tables[0].rows] == ["Aye", "Bo"]
    assert [one.row for one in reading.skipped] == [4]


@pytest.mark.parametrize("row", ["||565|545|#REF!|TOTAL", "#REF!||565|545||TOTAL NTB", "|||#¡REF!||Total"])
def test_a_formula_that_is_lost_does_not_hide_the_word_for_a_total(row: str) -> None:
    firms = ("1|P|55|65|120|PT Tirta", "2|L|5|6|11|PT Kapi")
    reading = read("No|Pemilik L/P|PR|LK|JML|Nama UKM", *firms, row)
    assert [one.values["business_name"].value for one in reading.tables[0].rows] == ["PT Tirta", "PT Kapi"]
    assert [one.row for one in reading.skipped] == [4]


def test_a_share_without_a_word_is_of_the_sex_in_its_heading() -> None:
    lines = ("No|Activity|Dates|District|Participants (% men)", "1|SYB training|8-12 July 2019|Zomba|25 (60%)")
    (row,) = read(*lines).tables[0].rows
    assert [(row.values[name].value, row.values[name].mark) for name in ("women", "men")] == [
        (10, "converted"), (15, "converted")]  # fmt: skip


def test_words_of_russian_arabic_and_oromo_lists() -> None:
    (table,) = read("№|ФИО|Пол|Модуль|Есть свой бизнес?", "1|Исаков Н.|м|Совершенствуй свой бизнес|имеется").tables
    assert fields(table)[3:] == ["product", "business"]
    assert (table.rows[0].values["product"].value, load_words().product_of("حسّن مشروعك")) == ("IYB", "IYB")
    (table,) = read("Lakk.|Maqaa|Saala|Sa'aatii hirmaate", "1|Bontuu|Dha|36", "2|Guutaa|Dhi|40").tables
    assert [row.values["sex"].value for row in table.rows] == ["F", "M"]
    assert attended(table, table.rows[0], {})[""].unit == "hours"


def test_a_course_said_once_for_a_group_is_of_all_in_it() -> None:
    header = "Cercle|Prénom|Nom|Sexe|Formation|Du|Au"
    (table,) = read(
        header, "Ségou|Awa|Sarr|F|TRIE|02/03/2020|04/03/2020", "|Ali|Sy|H|||", "|Aïda|Bâ|F|||",
        "Niono|Issa|Diop|H|CREE|09/03/2020|13/03/2020", "|Fatou|Fall|F|||", "|Modou|Sène|H|||",
    ).tables  # fmt: skip
    assert [row.values["product"].value for row in table.rows] == ["GYB"] * 3 + ["SYB"] * 3
    assert [row.values["start"].value for row in table.rows] == [date(2020, 3, 2)] * 3 + [date(2020, 3, 9)] * 3
    assert {row.values["product"].mark for row in table.rows[1:3]} == {"converted"}


def test_a_date_beside_the_only_start_is_the_end() -> None:
    (table,) = read(
        "No|Training|Start date|Date of it|Women|Men",
        "1|SYB|2020-03-02|2020-03-06|5|6",
        "2|GYB|2020-04-06|2020-04-08|7|8",
    ).tables
    assert fields(table)[2:4] == ["start", "end"]


def test_a_column_that_counts_the_rows_is_no_identity_number() -> None:
    (table,) = read("ID|Name|Sex|Phone", "1|Ann Phiri|F|0977000111", "2|Joe Banda|M|0977000112").tables
    assert fields(table)[0] == "serial"
    (table,) = read("ID|Name|Sex|Phone", "81723|Ann Phiri|F|0977000111", "90112|Joe Banda|M|0977000112").tables
    assert fields(table)[0] == "national_id"


def test_the_status_of_trainers_says_who_is_active() -> None:
    (table,) = read(
        "N°|Nombre|Región|Fecha ToT|Nivel|Licencia hasta|Estado",
        "1|Rosa Díaz|Puno|2016-01-14|Formador|2021-02-03|Activo",
        "2|Luis Paz|Cusco|2016-01-14|Formador|2021-02-03|Inactivo",
    ).tables
    assert [row.values["active"].value for row in table.rows] == [True, False]


def test_when_beside_whether_a_business_began_is_its_beginning() -> None:
    (table,) = read(
        "N°|Nombre|Fecha llamada|Situación|¿Abrió su negocio?|¿Cuándo?",
        "1|Rosa Díaz|2022-10-03|Encuestada|Sí|03/06/2022", "2|Luis Paz|2022-10-04|Encuestado|Sí|04/07/2022",
    ).tables  # fmt: skip
    assert fields(table)[-1] == "business_start"


def test_others_stand_beside_women_and_men() -> None:
    (table,) = read(
        "No|School|Teacher|Students|||",
        "|||Female|Male|Other|Total",
        "1|One|Ann Phiri|5|6|1|12",
        "2|Two|Joe Banda|5|6||13",
    ).tables
    assert fields(table)[3:] == ["women", "men", "other", "participants"]
    assert [row.values["participants"].mark for row in table.rows] == [None, "unsure"]
    assert table.rows[0].values["other"].value == 1


def test_a_boy_is_a_sex_and_the_child_of_somebody() -> None:
    (table,) = read("شماره|نام|نام خانوادگی|ولد|جنس", "1|احمد|رحیمی|گل آغا|مرد", "2|مریم|فیضی|علی جان|زن").tables
    assert fields(table)[3] == "father_name"


def test_the_dates_of_a_module_may_stand_in_its_heading() -> None:
    (table,) = read(
        "Pelatihan SCORE",
        "No|Perusahaan|Nama|L/P|Modul 1 (6-7 Feb 2023)|Modul 2 (13-14 Mar 2023)",
        "1|CV Perak|Ni Luh|P|x|x",
    ).tables
    assert fields(table)[4:] == ["product:SCORE-M1", "product:SCORE-M2"]


def test_how_many_were_present_is_nobody() -> None:
    reading = read("No|Name|Sex|3 May|4 May", "1|Ann Phiri|F|1|1", "2|Joe Banda|M|1|0", "|Present||2|1")
    assert [row.values["full_name"].value for row in reading.tables[0].rows] == ["Ann Phiri", "Joe Banda"]


@pytest.mark.parametrize("heading", ["в т.ч. девушек", "из них девушек"])
def test_some_of_all_in_a_heading_are_of_that_sex(heading: str) -> None:
    (table,) = read(f"№|Школа|Учитель|Всего учащихся|{heading}|юношей", "1|Лицей 1|Каримова З.|12|5|7").tables
    assert fields(table)[3:] == ["participants", "women", "men"]


@pytest.mark.parametrize(
    ("heading", "cell", "outcome"),
    [("Certificate (Y/N)", "Yes", "completed"), ("是否领取证书", "是", "completed"), ("Attestation", "✓", "completed"),
     ("Certificate", "No", None), ("Certificate no.", "C-007", "completed")],
)  # fmt: skip
def test_whether_there_is_a_certificate_is_no_number_of_it(heading: str, cell: str, outcome: str | None) -> None:
    (table,) = read(f"No|Name|Sex|{heading}", f"1|Aye|F|{cell}", "2|Bo|M|").tables
    found = read_row("list.xlsx", table, table.rows[0], load_catalogue(), "SYB")
    assert found.enrolment.get("outcome") == outcome
    assert table.rows[0].values["certificate_no"].value == ("C-007" if cell == "C-007" else None)


def test_modules_are_named_with_and_as_a_word_or_a_sign() -> None:
    (table,) = read("IYB (People & Productivity, Costing) 13-17 February 2023", "No|Name|Sex", "1|Aye|F").tables
    found = read_row("list.xlsx", table, table.rows[0], load_catalogue(), "IYB")
    assert set(found.courses[0].modules) == {"People and Productivity", "Costing"}
    (table,) = read("IYB for young people (Stock Control) 13-17 February 2023", "No|Name|Sex", "1|Aye|F").tables
    found = read_row("list.xlsx", table, table.rows[0], load_catalogue(), "IYB")
    assert set(found.courses[0].modules) == {"Buying and Stock Control"}


def test_the_start_written_once_more_in_another_calendar_is_no_birth_and_no_other_date() -> None:
    lines = (
        "شماره|اسم|جنسیت|کورس|تاریخ شروع|تاریخ ختم|تاریخ میلادی",
        "1|زهرا امینی|زن|SYB|1402/05/14|1402/05/18|2023-08-05",
        "2|فرید رسولی|مرد|SYB|1402/05/14|1402/05/18|2023-08-05",
    )
    (table,) = read("لیست شاملین", *lines).tables
    assert fields(table)[4:] == ["start", "end", None]
    assert [table.rows[0].values[name].value for name in ("start", "end")] == [date(2023, 8, 5), date(2023, 8, 9)]
    assert table.rows[0].extra == {"تاریخ میلادی": "2023-08-05"}


def test_an_institution_that_goes_with_the_courses_held_them() -> None:
    def told(*institutions: str) -> str | None:
        courses = ("C1|SYB|5/8/2019", "C1|SYB|5/8/2019", "C2|GYB|9/9/2019", "C2|GYB|9/9/2019")
        rows = [f"{n}|{c}|{i}|Aye {n}|F" for n, (c, i) in enumerate(zip(courses, institutions, strict=True), 1)]
        (table,) = read("No|Code|Module|Start|Institución|Name|Sex", *rows).tables
        return fields(table)[4]

    assert told("CDE Lempa", "CDE Lempa", "Alcaldía", "Alcaldía") == "organiser"
    assert told("CDE Lempa", "Alcaldía", "Alcaldía", "CDE Lempa") == "occupation"  # where each works
    assert told("CDE Lempa", "CDE Lempa", "Alcaldía", "") == "occupation"
    assert told("CDE Lempa", "CDE Lempa", "CDE Lempa", "CDE Lempa") == "occupation"  # all of one employer, perhaps


@pytest.mark.parametrize(
    ("start", "end"),
    [("Bắt đầu", "Kết thúc"), ("Inicio", "Cierre"), ("Start", "Closing"), ("Début", "Clôture"), ("البداية", "النهاية"),
     ("شروع", "پایان")],
)  # fmt: skip
def test_words_for_values_before_and_after_still_are_the_days_of_courses(start: str, end: str) -> None:
    days = ("2019-05-06|2019-05-06", "2019-05-13|", "2019-05-20|")  # the last days of two are not known yet
    lines = (f"No|Name|Sex|Course|{start}|{end}", *(f"{n}|Aye {n}|F|SYB|{told}" for n, told in enumerate(days, 1)))
    (table,) = read(*lines).tables
    assert fields(table)[4:] == ["start", "end"]
