"""What a column is of by the columns beside it and by its cells: days of certificates, ends of numbers, workers."""

from datetime import date

import pytest

from tests.trainer_app.lists.laid_out import fields, read
from trainer_app.importing.attended import attended
from trainer_app.lists.column_texts import ColumnTexts
from trainer_app.lists.course_labels import course_texts
from trainer_app.lists.numbers import bracket_of
from trainer_app.lists.own_answers import repeats_heading
from trainer_app.lists.words import load_words

PEOPLE = ("1|Aye Aye|F|{}", "2|Bo Bo|M|{}", "3|Su Su|F|{}")


def people(*cells: str) -> list[str]:
    return [line.format(cell) for line, cell in zip(PEOPLE, cells, strict=True)]


@pytest.mark.parametrize("heading", ["Date given", "Date", "Zuzu"])
def test_the_days_behind_numbers_of_certificates_are_no_days_of_the_course(heading: str) -> None:
    header = f"No|Name|Sex|Certificate No|{heading}"
    reading = read("GYB training, 4-6 October 2021", header, *people("G/1|7/10/2021", "G/2|7/10/2021", "|"))
    (table,) = reading.tables
    assert fields(table)[3:] == ["certificate_no", None]
    assert table.course["start"].value == date(2021, 10, 4)
    assert not reading.questions


def test_days_of_the_course_may_stand_behind_numbers_of_certificates() -> None:
    header = "No|Name|Sex|Certificate No|Course date"
    (table,) = read("GYB training", header, *people("G/1|17/10/2021", "G/2|17/10/2021", "G/3|18/10/2021")).tables
    assert table.rows[2].values["start"].value == date(2021, 10, 18)


def test_when_a_form_was_sent_is_not_asked_about() -> None:
    header = "No|Nombre completo|Sexo|Marca zuzu"
    sent = ("25/10/2021 10:22:31", "26/10/2021 9:12:00", "26/10/2021 23:00:01")
    assert not read(header, *people(*sent)).questions
    (question,) = read(header, *people(*(day.partition(" ")[0] for day in sent))).questions
    assert "dates" in dict(question.options)


@pytest.mark.parametrize(("years", "births"), [((2019, 2020, 2021), False), ((1979, 1990, 2021), True)])
def test_days_are_offered_as_births_only_where_somebody_grown_may_be_born_then(
    years: tuple[int, ...], births: bool
) -> None:
    cells = people(*(f"25/10/{year}" for year in years))
    (question,) = read("No|Name|Sex|Zuzu", *cells).questions
    assert ("birth_date" in dict(question.options)) is births


@pytest.mark.parametrize(
    ("cells", "field"), [(("2733", "4466", "6199"), None), (("273312", "446609", "619920"), "national_id")]
)
def test_the_last_digits_of_a_number_are_no_number(cells: tuple[str, ...], field: str | None) -> None:
    (table,) = read("SYB 4-6 October 2021", "No|Name|Sex|ID No. (last digits)", *people(*cells)).tables
    assert fields(table)[3] == field


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("IYB 4-6 October 2021", "Business|Nbr of staff|Of which women"),
        ("IYB 4-6 octobre 2021", "Activité|Effectif du personnel|Dont femmes"),
    ],
)
def test_of_whom_women_behind_workers(title: str, headings: str) -> None:
    (table,) = read(title, f"No|Name|Sex|{headings}", *people("Bakery|6|5", "Shop|4|1", "Tea|2|2")).tables
    assert [row.values["workers_women"].value for row in table.rows] == [5, 1, 2]


@pytest.mark.parametrize(
    ("header", "jobs"),
    [
        ("No|Nome|Sexo|Iniciou o negócio?|Actividade", "Empregos criados (M)|Empregos criados (H)"),
        ("№|ФИО|Пол|Начал бизнес?|Вид бизнеса", "Рабочие места (жен.)|Рабочие места (муж.)"),
        ("№|Нэр|Хүйс|Бизнес эхлүүлсэн эсэх|Бизнесийн чиглэл", "Ажлын байр (эм)|Ажлын байр (эр)"),
        ("क्र.सं.|नाम थर|लिङ्ग|व्यवसाय सुरु गरे/नगरेको|व्यवसायको किसिम", "रोजगारी सिर्जना (महिला)|रोजगारी सिर्जना (पुरुष)"),
    ],
)
def test_jobs_that_were_made_are_told_by_sex(header: str, jobs: str) -> None:
    (table,) = read(f"{header}|{jobs}", *people("Sim|Loja|2|1", "Não||0|3", "Sim|Chá|1|1")).tables
    assert fields(table)[-2:] == ["workers_women", "workers_men"]


def test_jobs_below_one_heading_are_told_by_sex() -> None:
    lines = ("क्र.सं.|नाम थर|लिङ्ग|अनुगमन गरेको मिति|व्यवसाय सुरु गरे/नगरेको|रोजगारी सिर्जना (जना)|", "|||||म|पु")
    (table,) = read(*lines, "1|धना बम|महिला|2079/6/25|गरेको|2|1", "2|गगन रावल|पुरुष|2079/6/25|गरेको|0|2").tables
    assert fields(table)[-2:] == ["workers_women", "workers_men"]


def test_owners_who_tell_when_they_were_born_are_people_with_a_business() -> None:
    header = "No.|Name of Proprietor (as per ID)|Gender|{}|Mobile No.|Business Name|No. of Employees"
    rows = ("1|Beatrice Atieno|Female|1986|0733506971|Betty Shop|1", "2|Kevin Otieno|Male|1991|0733614848|Kevo Ltd|2")
    (table,) = read("IYB COHORT 3", header.format("YoB"), *rows, country="KE").tables
    assert table.kind == "people"
    assert [row.values["full_name"].value for row in table.rows] == ["Beatrice Atieno", "Kevin Otieno"]
    assert [row.values["business_name"].value for row in table.rows] == ["Betty Shop", "Kevo Ltd"]
    (table,) = read("IYB COHORT 3", header.format("Zuzu"), *rows, country="KE").tables
    assert table.kind == "enterprises"


def test_a_column_of_contacts_that_holds_days_is_when_they_were_called() -> None:
    header = "Ord.|Nome|Sexo|Contacto|Iniciou negócio?|Continua a operar?"
    (table,) = read(header, *people("2022-03-03|Sim|Sim", "2022-02-03|Não|", "2022-05-24|Sim|Não")).tables
    assert table.rows[0].values["asked_on"].value == date(2022, 3, 3)


def test_an_occupation_that_is_yes_and_which_is_a_business() -> None:
    cells = people("មិនទាន់មាន", "មាន (កាត់ដេរ)", "មាន (ចិញ្ចឹមមាន់)")
    (table,) = read("ល.រ|ឈ្មោះ|ភេទ|មុខរបរ (បើមាន)", *cells, country="KH").tables
    assert fields(table)[3] == "business"


@pytest.mark.parametrize(
    ("headings", "cells", "told"),
    [
        ("Year of birth|Month|Day", "1990|3|8", date(1990, 3, 8)),
        ("Day of birth|Month|Year", "8|3|1990", date(1990, 3, 8)),
        ("जन्म साल|महिना|गते", "2052|2|14", date(1995, 5, 28)),
    ],
)
def test_a_date_in_three_columns_of_which_the_first_says_what_it_is_of(headings: str, cells: str, told: date) -> None:
    country = "NP" if "गते" in headings else None
    (table,) = read(f"No|Name|Sex|{headings}", f"1|Aye Aye|F|{cells}", f"2|Bo Bo|M|{cells}", country=country).tables
    born = [value.value for name, value in table.rows[0].values.items() if name.startswith("birth")]
    assert born == [told]


def test_the_name_of_a_module_may_be_long() -> None:
    header = "No|Empresa|Sector|Trabajadores|Módulo 1 Cooperación en el lugar de trabajo: la base|Módulo 2 Calidad"
    (table,) = read(header, "1|Lana SA|Textil|40|5-6/3/2019|15-16/4/2019", "2|Cuero SA|Cuero|20|5-6/3/2019|").tables
    assert fields(table)[-2:] == ["product:SCORE-M1", "product:SCORE-M2"]


@pytest.mark.parametrize("called", ["Femmes", "Zuzu zaza"])
def test_rows_that_count_the_marks_above_them_are_nobody(called: str) -> None:
    header = "N°|Nom et prénoms|Sexe|04/03|05/03|06/03"
    rows = ("1|Awa Ba|F|x|x|x", "2|Ali Sy|H|x||x", "3|Ida Ba|F|x|x|x")
    reading = read("Formation GERME du 4 au 6 mars 2019", header, *rows, f"|{called}||2|2|2")
    assert len(reading.tables[0].rows) == len(rows)
    assert [one.reason for one in reading.skipped] == ["a row of totals"]
    (table,) = read("Formation GERME du 4 au 6 mars 2019", header, *rows, "|Eva Ba||x|x|1").tables
    assert len(table.rows) == len(rows) + 1


def test_women_and_men_who_are_counted_beside_a_column_of_sexes_are_no_marks_for_it() -> None:
    lines = ("No|Zuzu|Sex|Phone|Start date|Zaza||Remarks", "|||||Women|Men|")
    rows = ("1|Ann Po|F|0733506971|5/3/2022|2|1|", "2|Bo Li|M|0733614848|15/4/2022|0|2|")
    (table,) = read("Follow-up of graduates", *lines, *rows, country="KE").tables
    assert table.kind == "people"
    assert [row.values["sex"].value for row in table.rows] == ["F", "M"]
    assert fields(table)[5:7] == [None, None]


def test_the_attendance_of_an_activity_with_the_share_of_women_counts_people() -> None:
    header = "क्र.सं.|सञ्चालन मिति (वि.सं.)|कार्यक्रम|स्थान|खर्च (रु.)|उपस्थिति संख्या|कैफियत"
    rows = ("1|2080/06/05-11|GYB तालिम|बागलुङ|145000|30 (70%F)|", "2|2080/07/05-11|SYB तालिम|पोखरा|5000|१५/११ (म./पु.)|")
    (table,) = read(header, *rows, country="NP").tables
    assert [(row.values["women"].value, row.values["men"].value) for row in table.rows] == [(21, 9), (15, 11)]


def test_where_each_of_a_course_works_is_not_who_held_it() -> None:
    header = "编号|学员姓名|性别|原单位名称"
    (table,) = read(
        "第一期 创业意识培训(GYB)", header, "1|张翠萍|女|个体户", "2|普志明|男|市水泥厂", "3|李云仙|女|个体户"
    ).tables
    assert fields(table)[3] != "organiser"


@pytest.mark.parametrize(("year", "dated"), [("Хичээлийн жил: 2021-2022", False), ("Тайлан", True)])
def test_the_day_of_a_report_beside_its_school_year_is_no_day_of_classes(year: str, dated: bool) -> None:
    header = "д/д|Боловсролын байгууллагын нэр|Бүлэг|Нийт|Эмэгтэй|Эрэгтэй"
    rows = ("1|Политехник коллеж|Тогооч|24|9|15", "2|Дорнод МСҮТ|Гагнуур|27|12|15")
    (table,) = read("KAB хөтөлбөр", f"{year}||||Огноо: 2022.06.24|", header, *rows).tables
    assert ("start" in table.course and table.course["start"].value == date(2022, 6, 24)) is dated


def test_days_attended_are_out_of_those_in_the_column_beside_them() -> None:
    header = "No|Name|Sex|Course|{}|{}"
    rows = ("1|Aye|F|SYB|5|5", "2|Bo|M|SYB|5|4", "3|Su|F|SYB|5|5")
    (table,) = read(header.format("Zuzu", "Days present"), *rows).tables
    assert fields(table)[4:] == ["days", "attendance_total"]
    (table,) = read(header.format("Zuzu", "Hours attended"), *rows).tables
    assert fields(table)[4:] == ["hours", "attendance_total"]
    told = attended(table, table.rows[1], {})[""]
    assert (told.unit, told.present, told.of) == ("hours", 4, 5)
    other = (rows[0], "2|Bo|M|SYB|4|5", rows[2])
    (table,) = read(header.format("Days present", "Zuzu"), *other).tables
    assert attended(table, table.rows[1], {})[""].of == 5


def test_a_place_that_stands_only_in_the_sum_above_its_classes() -> None:
    header = "№|Багш|Бүлэг|Сургууль|Нийт|эмэгтэй|эрэгтэй"
    lines = ("Өмнөговь аймаг - дүн||||46|16|30", "1|Н.Солонго|Тогооч|Политехник коллеж|23|9|14",
             "2|Н.Солонго|Гагнуур|Политехник коллеж|23|7|16", "Дундговь аймаг - дүн||||21|17|4",
             "3|Х.Алтан|Үйлчилгээ|Мандал МСҮТ|21|17|4")  # fmt: skip
    (table,) = read("KAB 2022-2023", header, *lines).tables
    assert [row.values["province"].value for row in table.rows] == ["Өмнөговь аймаг"] * 2 + ["Дундговь аймаг"]
    below = (lines[1], lines[2], lines[0], lines[4], lines[3])
    (table,) = read("KAB 2022-2023", header, *below).tables
    assert all("province" not in row.values for row in table.rows)


def test_the_last_short_word_before_a_colon_is_no_label_of_its_own() -> None:
    line = "Module CREE||Session de : Koutiala||Période : 27/01 au 31/01/2020"
    told = {name: text for name, text, _index in course_texts(line.split("|"), load_words())}
    assert told["dates"] == "27/01 au 31/01/2020"
    assert "start" not in told


def test_names_that_begin_with_a_word_of_the_heading_are_no_answers() -> None:
    units = ("HTX Xoai", "HTX Sen", "THT Nhan", "HTX Lua", "THT Cam", "HTX Quyt", "HTX Buoi")
    assert not repeats_heading(ColumnTexts("Unit (HTX/THT)", units, load_words()))


def test_a_row_of_a_label_and_a_count_below_people_is_nobody() -> None:
    header = "N°|Apellidos y nombres|Sexo|Inició negocio|Continúa operando"
    rows = ("1|QUISPE PAZ, Ana|M|SI|SI", "2|RUIZ REY, Luis|H|NO|", "|Pusieron en marcha:||22|")
    reading = read("ENCUESTA DE SEGUIMIENTO", header, *rows)
    assert len(reading.tables[0].rows) == 2
    assert [one.row for one in reading.skipped if one.reason == "a row of totals"] == [5]


def test_halves_of_days_whose_heading_tells_more_than_the_day() -> None:
    reading = read(
        "No|Name|Sex|วันที่ 1 (20 ก.ค.)||วันที่ 2 (21 ก.ค.)|",
        "|||ช|บ|ช|บ",
        "1|Somsak Jaidee|M|1|1|1|",
        "2|Mali Srisuk|F|1|0|1|1",
    )

    fields = [guess.field for guess in reading.tables[0].columns]
    assert fields[3:] == [f"attendance:{column}" for column in range(3, 7)]


def test_women_and_men_of_two_years_are_no_halves_of_days() -> None:
    reading = read(
        "No|Name|Sex|Registered workers (2021)||Registered workers (2022)|",
        "|||F|M|F|M",
        "1|Somsak Jaidee|M|1|1|1|0",
        "2|Mali Srisuk|F|1|0|1|1",
    )

    assert not any((guess.field or "").startswith("attendance") for guess in reading.tables[0].columns)


def test_who_took_part_is_named_below_a_heading_that_may_count_them() -> None:
    reading = read(
        "ที่|ผู้เข้าอบรม|ช/ญ|กลุ่มอายุ|มือถือ|เลขบัตร ปชช.|หมายเหตุ",
        "1|นางจิราพร แก้วกัลยา|ญ|16-25 ปี|081 824 1133|5 3703 08517 23 5|",
        "2|นายจักรพงษ์ จันทะวงษ์|ช|36-45|081 269 1541|3520296134601|",
        country="TH",
    )

    assert [row.values["full_name"].value for row in reading.tables[0].rows] == ["จิราพร แก้วกัลยา", "จักรพงษ์ จันทะวงษ์"]


@pytest.mark.parametrize("heading", ["N.º do B.I.", "N.I.C. of the person", "C.N.I."])
def test_what_is_cut_short_is_written_with_dots_or_without(heading: str) -> None:
    (table,) = read(f"No|Name|Sex|{heading}", *people("110156577439J", "110190561586C", "100100343767J")).tables
    assert fields(table)[3] == "national_id"


def test_numbers_of_one_form_below_an_unknown_heading_are_marked_as_those_of_papers() -> None:
    reading = read("No|Name|Sex|Zuzu", *people("110156577439J", "110190561586C", "100100343767J"))
    values = [row.values["national_id"] for row in reading.tables[0].rows]
    assert [(value.value, value.mark) for value in values] == [
        ("110156577439J", "unsure"), ("110190561586C", "unsure"), ("100100343767J", "unsure")]  # fmt: skip
    assert len(reading.questions) == 1


@pytest.mark.parametrize(
    ("places", "field"),
    [
        (("Andijon viloyati", "Buxoro viloyati", "Andijon viloyati"), "province"),
        (("Кадамжайский район", "Баткенский район", "Лейлекский район"), "district"),
        (("District Vocational College", "District Training Centre", "District Vocational College"), None),
    ],
)
def test_places_with_the_word_for_their_kind_are_known_without_a_heading(
    places: tuple[str, ...], field: str | None
) -> None:
    (table,) = read("No|Name|Sex|Zuzu", *people(*places)).tables
    assert fields(table)[3] == field


def test_numbers_of_rows_below_a_letter_that_may_be_a_sex_count_nobody() -> None:
    (table,) = read(
        "م|النشاط|المكان|الفترة|عدد المشاركين",
        "5|دورة ابدأ مشروعك SYB|طنطا|22 : 26 سبتمبر 2019|23 (20 سيدة و 3 رجال)",
        "6|دورة ابدأ مشروعك SYB|بنها|3-7/11/2019|20 (55% سيدات)",
        country="EG",
    ).tables
    first, second = table.rows
    assert (first.values["women"].value, first.values["men"].value) == (20, 3)
    assert (second.values["women"].value, second.values["participants"].value) == (11, 20)
    assert (first.values["start"].value, first.values["end"].value) == (date(2019, 9, 22), date(2019, 9, 26))


def test_who_held_a_course_is_no_province() -> None:
    (table,) = read(
        "الجهة المنفذة: جمعية بشائر الدلتا للتنمية", "م|الاسم|الجنس", "1|منى حسن|أنثى", "2|علي حسن|ذكر"
    ).tables
    assert "province" not in table.course
    assert table.course["organiser"].value == "جمعية بشائر الدلتا للتنمية"


def test_where_trainers_stand_is_whether_they_are_active() -> None:
    head = "N°|Nombres|Apellidos|Nivel|ToT (fecha)|Certificado el|Situación"
    rows = (
        "1|Édgar|Huarcaya|Formador|2017-03-20|2018-06-14|activo",
        "2|Ana|Ruiz|Formador|2017-03-20|2018-06-14|inactiva",
    )
    (table,) = read(head, *rows, country="PE").tables
    assert [row.values["active"].value for row in table.rows] == [True, False]


def test_the_end_of_a_course_below_an_unknown_heading_stands_a_few_days_behind_its_start() -> None:
    (table,) = read(
        "No|Name|Course|Start date|Zuzu",
        "1|Aye Aye|SYB|2019年7月1日|7月10日",
        "2|Bo Bo|〃|〃|〃",
        "3|Su Su|GYB|3/2020|",
        "4|Nu Nu|GYB|05/08/2019|09/08/2019",
    ).tables
    assert fields(table)[3:] == ["start", "end"]
    assert table.rows[0].values["end"].value == table.rows[1].values["end"].value == date(2019, 7, 10)


@pytest.mark.parametrize(
    ("births", "field"),
    [(("24/10/1970", "1996", "04/06/1991", "1975"), "birth_date"), (("2005", "1998", "2010", "2001"), None)],
)
def test_days_and_years_that_the_ages_tell_as_well_are_births(births: tuple[str, ...], field: str | None) -> None:
    rows = [
        f"{n}|Aye {'abcd'[n]}|F|{age}|{birth}"
        for n, (age, birth) in enumerate(zip((50, 24, 29, 45), births, strict=True))
    ]
    (table,) = read("No|Name|Sex|Age|Zuzu", *rows).tables
    assert fields(table)[4] == field


def test_a_row_of_totals_with_a_number_is_nobody() -> None:
    reading = read("No|Name|Sex|Phone", "1|Sok Dara|M|012345678", "2|Chan Mony|F|012345679", "3|សរុប / Total||ស្រី 1 នាក់")
    assert len(reading.tables[0].rows) == 2


@pytest.mark.parametrize("bracket", ["၁၆ မှ ၂၅ နှစ်", "от 16 до 25", "de 16 à 25 ans"])
def test_brackets_of_ages_with_words_between(bracket: str) -> None:
    assert bracket_of(bracket) == "16-25"


def test_signs_for_a_colon_that_only_part_what_is_told_label_nothing() -> None:
    title = "የመጀመሪያ ዙር ፡ GYB ሥልጠና ፡ አራዳ ክ/ከተማ ፡ አሠልጣኝ አቶ ታምራት ወልዴ"
    (table,) = read(title, "No|Name|Sex", "1|Almaz|F", "2|Birhanu|M", country="ET").tables
    assert "district" not in table.course
    assert table.course["trainer"].value == "አቶ ታምራት ወልዴ"


@pytest.mark.parametrize(
    ("header", "known"),
    [("N°|Zuzu|Nom|Sexe", ["given_name", "family_name"]), ("N°|Prénom|Zuzu|Sexe", ["given_name", "family_name"])],
)
def test_half_of_names_has_the_other_half_beside_it(header: str, known: list[str]) -> None:
    reading = read(header, "1|Fatou Bintou|Diop|F", "2|Awa|Ndiaye|F", "3|Moussa|Sow|H", "4|Khady|Fall|F")
    (table,) = reading.tables
    assert fields(table)[1:3] == known
    assert table.rows[1].values["full_name"].value == "Awa Ndiaye"
    assert len(reading.questions) == 1


def test_what_stands_beside_half_of_a_name_may_be_no_name() -> None:
    for beside in ("Nom de la mère", "Zuzu"):
        (table,) = read(
            f"N°|{beside}|Nom|Sexe", "1|Mali|Diop|F", "2|Mali|Ndiaye|F", "3|Mali|Sow|H", "4|Ghana|Fall|F"
        ).tables
        assert fields(table)[1:3] == [None, "full_name"]


def test_the_town_below_a_heading_of_the_training_is_that_of_the_course() -> None:
    (table,) = read("No|Name|Sex|Training|||", "|||Kind|Town|Start|End", "1|Aye|F|SYB|Bago|5/8/2019|9/8/2019",
                    "2|Bo|M|SYB|Bago|5/8/2019|9/8/2019").tables  # fmt: skip
    assert fields(table)[3:] == ["product", "venue", "start", "end"]


def test_hours_attended_of_whom_one_did_not_come() -> None:
    rows = ("1|Somchai|18", "2|Mali|12 ชม.", "3|Anong|-", "4|Prasit|๑๘")
    (table,) = read("No|Name|ชม.ที่เข้า (เต็ม 18)", *rows, country="TH").tables
    assert [row.values["attendance_total"].value for row in table.rows] == [18.0, 12.0, None, 18.0]


def test_sums_of_places_above_their_classes_need_no_word_for_a_total() -> None:
    (table,) = read(
        "№|Сургууль|Анги|Бүгд|Эмэгтэй|Эрэгтэй",
        "|Сэлэнгэ аймаг||40|25|15",
        "1|Политехник коллеж|2А|19|11|8",
        "2||1Б|21|14|7",
        "|Дорнод аймаг||20|10|10",
        "3|Технологийн коллеж|3А|20|10|10",
        country="MN",
    ).tables
    assert [row.values["province"].value for row in table.rows] == ["Сэлэнгэ аймаг", "Сэлэнгэ аймаг", "Дорнод аймаг"]


def test_vietnamese_numbers_that_all_keep_their_rule_tell_the_sex_below_births_by_sex() -> None:
    reading = read(
        "TT|Họ và tên|Năm sinh||Số CCCD",
        "||Nam|Nữ|",
        "1|Lê An|1990||016090123451",
        "2|Lê Bình||1985|026185123452",
        "3|Lê Chi||1979|036179123453",
        "4|Lê Dũng|2001||046201123454",
        "5|Lê Em||1995|056095123455",
        country="VN",
    )
    assert [row.values["sex"].mark == "unsure" for row in reading.tables[0].rows] == [False] * 4 + [True]
    assert len(reading.questions) == 1
