"""What titles, sheets and the name of a file tell of a course: its place, province and calendar."""

from datetime import date

import pytest

from tests.trainer_app.lists.laid_out import read
from tests.trainer_app.lists.pasted import TODAY
from trainer_app.lists.marks import place_beside
from trainer_app.lists.names import names_in
from trainer_app.lists.read import read_sheets
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import load_words


@pytest.mark.parametrize(
    ("title", "place", "mark"),
    [
        ("SYB – Town Hall, Hpa-An – 5-9 August 2019", "Town Hall, Hpa-An", "unsure"),
        ("IYB||23/05/2022 - 27/05/2022||Battambang Hall", "Battambang Hall", "unsure"),
        ("IYB TRAINING HELD AT KITALE MUSEUM FROM 15TH TO 19TH MAY 2023", "KITALE MUSEUM", None),
        ("SYB Training for Women, Katete Boma Hall, 5th-9th August, 2019", "Katete Boma Hall", "unsure"),
        ("SYB – Town Hall, Hpa-An – 5-9 August 2019 – Trainers: Awa Ba, Ali Ba", "Town Hall, Hpa-An", "unsure"),
        ("Formation GERME tenue à Tchaourou du 12 au 16 septembre 2022", "Tchaourou", None),
        ("Curso ISUN realizado en Tactic, del 4 al 8 de julio de 2022", "Tactic", None),
        ("ISUN Ambato – del 14 al 18 de marzo de 2022", "Ambato", "unsure"),
        ("SYB Hpa-An | 5-9 August 2019", "Hpa-An", "unsure"),
        ("SYB Refresher – 5-9 August 2019", None, None),
        ("IYB Record Keeping – 5-9 August 2019", None, None),
        ("SYB – 12 participants – 5-9 August 2019", None, None),
        ("SYB – Training register – 5-9 August 2019", None, None),
        ("SYB – Awa Ba – Hpa-An – 5-9 August 2019", None, None),
    ],
)
def test_the_place_in_a_title_without_labels(title: str, place: str | None, mark: str | None) -> None:
    (table,) = read(title, "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    venue = table.course.get("venue")
    assert (venue.value, venue.mark) == (place, mark) if venue else place is None
    assert table.course["start"].value is not None


def test_a_province_in_capitals_is_that_of_the_sheet() -> None:
    people = ("1|Asha|KE|x", "2|Juma|ME|x")
    lines = ("ORODHA YA WASHIRIKI – MKOA WA DODOMA", "Na.|Jina|Jinsia|GYB", "|||9-11/8/2021", *people)
    (table,) = read(*lines, name="Dodoma").tables
    assert table.course["province"].value == "Dodoma"
    (table,) = read(lines[0].replace("DODOMA", "DODOMANI"), *lines[1:], name="Dodoma").tables
    assert "province" not in table.course
    (table,) = read("MASTERLIST OF TRAINEES", *lines[1:], name="Masterlist").tables
    assert "province" not in table.course


def test_a_sign_of_a_calendar_stands_by_itself() -> None:
    lines = ("No|Name|Start", "1|Aye|25/08/2011")
    rows: list[list[Cell]] = [list(line.split("|")) for line in lines]
    for name, expected in (("liste.csv", date(2011, 8, 25)), ("list 2011 (E.C).csv", date(2019, 5, 3))):
        (table,) = read_sheets(name, [Grid("Sheet", [list(row) for row in rows])], today=TODAY).tables
        assert table.rows[0].values["start"].value == expected


@pytest.mark.parametrize(
    ("title", "sheet", "places"),
    [
        ("राज्य आजीविका संवर्धन सोसाइटी", "सूची", None),  # the name stands before the word for a state
        ("ບັນຊີລາຍຊື່ ແຂວງ ວຽງຈັນ", "1", "ວຽງຈັນ"),
        ("ບັນຊີລາຍຊື່ ຂອງເມືອງໄກສອນ ພົມວິຫານ", "ໄກສອນ", "ໄກສອນ ພົມວິຫານ"),
        ("ບັນຊີລາຍຊື່ ເມືອງງາ ແຂວງອຸດົມໄຊ", "ງາ", "ງາ, ອຸດົມໄຊ"),
        ("ບັນຊີລາຍຊື່ ເມືອງ ວຽງໄຊ ແຂວງ: ຫົວພັນ", "ວຽງໄຊ", "ວຽງໄຊ, ຫົວພັນ"),
        ("ບັນຊີລາຍຊື່ ແຂວງ: ຫົວພັນ", "ຫົວພັນ", "ຫົວພັນ"),
        ("DANH SÁCH HỌC VIÊN – Huyện Mèo Vạc, tỉnh Hà Giang", "Mèo Vạc", "Mèo Vạc, Hà Giang"),
        ("ບັນຊີລາຍຊື່ ເມືອງ ທ່າແຂກ", "ທ່າແຂກ", "ທ່າແຂກ"),  # whose end is a word for guests
        ("REKAPITULASI PESERTA KABUPATEN BELU", "Belu", "Belu"),
        ("DANH SÁCH HỌC VIÊN – H. MÈO VẠC", "H. Mèo Vạc", "H. Mèo Vạc"),
        ("2019年清河县创业培训学员花名册", "Sheet1", "清河县"),
        ("2021年清河县王官庄镇创业培训学员花名册", "Sheet1", "清河县王官庄镇"),
        ("清河县乡镇企业局创业培训学员花名册", "Sheet1", "清河县"),
        ("农产品市场营销培训班", "Sheet1", None),
        ("LIST OF ALL IN THE LUANG PRABANG AREA", "Luang Prabang", "Luang Prabang"),
        ("Khách Campuchia dự thính lớp SYB", "Khách Campuchia", None),  # who they are, not where
        ("Registration of Cambodian guests", "Cambodian guests", None),
    ],
)
def test_where_the_names_of_provinces_and_districts_stand(title: str, sheet: str, places: str | None) -> None:
    (table,) = read(title, "No|Name|Sex|GYB", "|||9-11/8/2021", "1|Aye|F|x", "2|Bo|M|x", name=sheet).tables
    told = [str(table.course[name].value) for name in ("district", "province") if name in table.course]
    assert (", ".join(told) or None) == places


@pytest.mark.parametrize(
    ("title", "trainer"),
    [
        ("SYB Association - Trainer Pool (as at 30.06.2022)", None),
        ("Formateurs GERME – 5-9 août 2019", None),
        ("SYB, 5-9 August 2019, Trainer Awa Ba", "Awa Ba"),
        ("SYB, 5-9 August 2019, Trainer: Pool Mary", "Pool Mary"),
    ],
)
def test_a_register_of_trainers_names_none_in_its_title(title: str, trainer: str | None) -> None:
    (table,) = read(title, "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    assert (table.course["trainer"].value if "trainer" in table.course else None) == trainer


def test_a_hyphen_within_a_place_does_not_divide_it() -> None:
    (table,) = read("Formation GYB / 11-13 mars 2019 / Port-de-Paix", "No|Nom|Sexe", "1|Awa|F", "2|Ba|M").tables
    assert table.course["venue"].value == "Port-de-Paix"


def test_the_title_of_a_roster_of_trainers_is_of_no_course() -> None:
    title = "FORMATEURS GERME (mise à jour 12/2021)|Province: Kadiogo"
    lines = ("N°|Nom|Sexe|Structure|Date FdF|Date de certification", "1|Awa|F|ANPE|5/3/2019|6/7/2020")
    (table,) = read(title, *lines, name="GERME 2021").tables
    assert table.kind == "trainers"
    assert {name: value.value for name, value in table.course.items()} == {"province": "Kadiogo"}


@pytest.mark.parametrize(
    ("said", "language", "names"),
    [
        ("M. Birane Sow / Mme Coumba Dème", "fr", ["Birane Sow", "Coumba Dème"]),
        ("Mlle Awa Ba et Mr. Ali Sy", "fr", ["Awa Ba", "Ali Sy"]),
        ("M. Sow, Mmeri Ba", "fr", ["M. Sow", "Mmeri Ba"]),
        ("ወ/ሮ ሒሩት አያሌው እና አቶ ዳምጠው በቀለ", "am", ["ሒሩት አያሌው", "ዳምጠው በቀለ"]),
        ("Dra. Nurlina, M.Pd, Moh. Rizal, S.E., M.M.", "id", ["Nurlina, M.Pd", "Moh. Rizal, S.E., M.M."]),
        ("Awa Sy, Ba", "id", ["Awa Sy", "Ba"]),
        ("ThS. Lê Thị Mỹ, Thầy Trần Quý", "vi", ["Lê Thị Mỹ", "Trần Quý"]),
    ],
)
def test_trainers_lose_their_titles_and_nothing_else_where_they_are_looked_for(
    said: str, language: str, names: list[str]
) -> None:
    (table,) = read(f"Formation GYB du 11 au 13 mars 2019|Formateurs : {said}", "N°|Nom|Sexe", "1|Awa|F").tables
    assert table.course["trainer"].value == said
    assert names_in(said, load_words(), {language}) == names


def test_trainers_on_lines_of_their_own_in_one_cell() -> None:
    people = [["1", "Aye", "F", "U Kyaw Zin\nDaw Ei Phyu"], ["2", "Bo", "M", "U Kyaw Zin"]]
    rows: list[list[Cell]] = [["No", "Name", "Sex", "Trainer"], *map(list, people)]
    (table,) = read_sheets("list.xlsx", [Grid("Sheet", rows)], today=TODAY).tables
    assert [row.values["trainer"].value for row in table.rows] == ["U Kyaw Zin; Daw Ei Phyu", "U Kyaw Zin"]


def test_labels_of_a_course_with_the_colon_of_ethiopic_writing() -> None:
    lines = (
        "የሥልጠናው ዓይነት፦|SYB||ቦታ፡|ደሴ", "የተጀመረበት ቀን፦|06/03/2014||የተጠናቀቀበት ቀን፦|10/03/2014",
        "አሰልጣኞች፦|ወ/ሮ ሒሩት አያሌው እና አቶ ዳምጠው በቀለ",
    )  # fmt: skip
    (table,) = read(*lines, "ተ.ቁ|ሙሉ ስም|ፆታ", "1|ገነት በላይ|ሴ", "2|ይልማ አሰፋ|ወ", name="2014 ዓ.ም").tables
    said = {name: value.value for name, value in table.course.items()}
    assert said == {
        "product": "SYB", "venue": "ደሴ", "start": date(2021, 11, 15), "end": date(2021, 11, 19),
        "trainer": "ወ/ሮ ሒሩት አያሌው እና አቶ ዳምጠው በቀለ",
    }  # fmt: skip


def test_labels_with_the_colon_of_ethiopic_writing_in_one_cell() -> None:
    line = "ሥልጠና፦ GYB   ቦታ፡ ኮምቦልቻ   ቀን፦ ከየካቲት 14 እስከ 16 ቀን 2014 ዓ.ም   አሰልጣኝ፦ አቶ ዳምጠው በቀለ"
    (table,) = read(line, "ተ.ቁ|ሙሉ ስም|ፆታ", "1|ገነት በላይ|ሴ", "2|ይልማ አሰፋ|ወ").tables
    assert {name: value.value for name, value in table.course.items()} == {
        "product": "GYB", "venue": "ኮምቦልቻ", "start": date(2022, 2, 21), "end": date(2022, 2, 23),
        "trainer": "አቶ ዳምጠው በቀለ",
    }  # fmt: skip


@pytest.mark.parametrize("label", ["አሰልጣኞች", "አሠልጣኞች", "ዐሠልጣኝ"])
def test_labels_in_letters_that_sound_alike(label: str) -> None:
    line = f"ሥልጠና፦ GYB   ቦታ፦ ኮምቦልቻ   {label}፦ ዳምጠው በቀለ"
    (table,) = read(line, "ተ.ቁ|ሙሉ ስም|ፆታ", "1|ገነት በላይ|ሴ", "2|ይልማ አሰፋ|ወ").tables
    assert (table.course["venue"].value, table.course["trainer"].value) == ("ኮምቦልቻ", "ዳምጠው በቀለ")


def test_the_calendar_that_another_sheet_names_is_the_likely_one_and_asked_for() -> None:
    people: list[list[Cell]] = [["ተ.ቁ", "ሙሉ ስም", "ፆታ"], ["1", "ገነት በላይ", "ሴ"], ["2", "ይልማ አሰፋ", "ወ"]]

    def first(other: str) -> tuple[object, object, list[str]]:
        one: list[list[Cell]] = [["SYB", "ከ 16/03/2014 እስከ 20/03/2014"], *people]
        found = read_sheets("list.xlsx", [Grid("A", one), Grid("B", [[other], *people])], country="ET", today=TODAY)
        start = found.tables[0].course["start"]
        return start.value, start.mark, [question.key for question in found.questions]

    assert first("GYB ከ 02/04/2014 እስከ 04/04/2014 ዓ.ም") == (date(2021, 11, 25), "unsure", ["A!B1:calendar"])
    assert first("GYB") == (None, "unsure", ["A!B1:calendar"])


@pytest.mark.parametrize(
    ("line", "organiser"),
    [
        ("Chambre des Métiers de Thiès – Projet Jeunes", "Chambre des Métiers de Thiès"),
        ("GUICHET EMPLOI JEUNES DE BOUAKÉ", "GUICHET EMPLOI JEUNES DE BOUAKÉ"),
        ("ANPEJ – Antenne régionale de Thiès / Projet Jeunes", "ANPEJ – Antenne régionale de Thiès"),
        ("Farg'ona tadbirkorlik markazi", "Farg'ona tadbirkorlik markazi"),
        ("ሲዳማ ንግድ ልማት ማኅበር — የሩብ ዓመት ሪፖርት", "ሲዳማ ንግድ ልማት ማኅበር"),  # the file of words has ማህበር
        ("List of participants of the Women's Network", None),
        ("Network meeting 5-9 August 2019", None),
        ("Ayşe Yılmaz", None),
    ],
)
def test_a_body_with_a_title_line_to_itself_may_have_held_the_course(line: str, organiser: str | None) -> None:
    (table,) = read(line, "Course: SYB, Date: 5-9 August 2019", "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    told = table.course.get("organiser")
    assert (told.value, told.mark) == (organiser, "unsure") if told else organiser is None


def test_a_body_above_totals_held_their_courses_unless_they_are_classes_of_schools() -> None:
    def organiser(*lines: str) -> tuple[object, object] | None:
        (table,) = read("कर्णाली महिला उद्यमी समाज, सुर्खेत", "त्रैमासिक प्रगति", *lines).tables
        told = table.course.get("organiser")
        return (told.value, told.mark) if told else None

    by_course = ("No|Activity|Date|Place|Women|Men", "1|SYB|5-9 August 2019|Surkhet|12|8")
    assert organiser(*by_course) == ("कर्णाली महिला उद्यमी समाज", "unsure")
    assert organiser("No|School|Class|Teacher|Women|Men", "1|Janata School|9A|Sita|12|8") is None
    assert organiser("KAB 2021-2022", "No|School|Class|Teacher|Women|Men", "1|Janata School|9A|Sita|12|8") is None


def test_the_months_of_a_school_year_are_no_place() -> None:
    lines = ("Année scolaire 2022-2023 (octobre 2022 à juin 2023)", "N°|Établissement|Classe|Filles|Garçons")
    (table,) = read("CLE - KAB", *lines, "1|Lycée de Man|2nde A|12|8").tables
    assert {name: table.course[name].value for name in ("start", "end")} == {"start": "2022-10", "end": "2023-06"}
    assert "venue" not in table.course


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("(2021/2022 оны хичээлийн жил: 2021 оны 9 сараас 2022 оны 6 сар)", "2021-2022"),
        ("Année scolaire : septembre 2021 à juin 2022", "2021-2022"), ("School year: 2021/22", "2021/22"),
    ],
)  # fmt: skip
def test_the_years_of_a_school_year_that_is_told_by_its_months(title: str, year: str) -> None:
    (table,) = read("KAB", title, "N°|Établissement|Classe|Filles|Garçons", "1|Lycée de Man|2nde A|12|8").tables
    assert table.course["school_year"].value == year


def test_a_body_above_a_list_is_not_its_organiser_where_another_is_named() -> None:
    lines = ("Chambre des Métiers", "Organiser: Women's Bank, Course: SYB", "No|Name|Sex", "1|Aye|F", "2|Bo|M")
    (table,) = read(*lines).tables
    assert table.course["organiser"].value == "Women's Bank"


def test_two_labels_without_colons_in_one_line() -> None:
    (table,) = read(
        "|Course name|SYB||Date|5-9 September 2022", "|Venue|Kalaw Hall||Trainers|Daw Nang Kham, U Sai Lin",
        "No|Name|Sex|Age", "1|Aye Aye|F|30", "2|Bo Bo|M|31",
    ).tables  # fmt: skip
    assert table.course["venue"].value == "Kalaw Hall"
    assert table.course["trainer"].value == "Daw Nang Kham, U Sai Lin"
    assert table.course["start"].value == date(2022, 9, 5)


@pytest.mark.parametrize(
    ("places", "venue"),
    [
        (("1|Herat", "2|Herat", "3|Herat"), "Herat"),  # quarters of one town
        (("1|Herat", "1|Injil", "1|Karukh"), None),
        (("1|Herat", "1|Herat", "1|"), None),
    ],
)
def test_a_course_was_held_in_the_town_that_all_are_of(places: tuple[str, ...], venue: str | None) -> None:
    rows = [f"{n}|Aye {'abc'[n]}|{place}|SYB|5-9/8/2019" for n, place in enumerate(places)]
    (table,) = read("No|Name|District|Township|Course|Course dates", *rows).tables
    assert {row.values["venue"].value if "venue" in row.values else None for row in table.rows} == {venue}


def test_dates_in_the_row_above_the_products_are_each_those_of_its_own() -> None:
    rows = ("|Dates||3-5 Jun 2019|10-14 Jun 2019|7/2019", "No|Name|Sex|GYB|SYB|IYB", "1|Aye|F|x|x|x", "2|Bo|M|x||x")
    (table,) = read("Province: Bolikhamxay", *rows).tables
    told = [table.course[name].value for name in ("start:GYB", "end:GYB", "start:SYB", "end:SYB", "start:IYB")]
    assert told == [date(2019, 6, 3), date(2019, 6, 5), date(2019, 6, 10), date(2019, 6, 14), "2019-07"]
    assert "start" not in table.course
    assert (table.course_cells["start:IYB"], 2 in table.course_rows) == ("F2", True)


def test_a_single_date_above_the_products_is_no_date_of_one() -> None:
    (table,) = read("Participants||||as of|30/9/2019", "No|Name|Sex|GYB|SYB|IYB", "1|Aye|F|x|x|x").tables
    assert not [name for name in table.course if name.startswith("start:")]


def test_the_dates_of_a_product_are_told_by_the_upper_of_two_header_rows() -> None:
    rows = ("No|Name|Sex||SYB (7/2019)", "||M|F|", "1|Aye||/|x", "2|Bo|/||x")
    (table,) = read("Participants", *rows).tables
    assert (table.course["start:SYB"].value, table.course_cells["start:SYB"]) == ("2019-07", "E2")
    assert [row.values["sex"].value for row in table.rows] == ["F", "M"]


@pytest.mark.parametrize(
    "line",
    [
        "သင်တန်း - SYB ၊ ကာလ - ၂၀၂၃ ခုနှစ် ဇန်နဝါရီလ ၉ ရက်မှ ၁၁ ရက်ထိ ၊ နေရာ - Taunggyi",
        "Course - SYB; Date - 9-11 January 2023; Venue - Taunggyi",
        "Course - SYB / Date - 9-11 January 2023 / Venue - Taunggyi",
        "Training - SYB    Date - 9.1.2023 to 11.1.2023    Venue - Taunggyi",  # parted by the labels alone
        "SYB||Date 9-11/1/2023||Venue: Taunggyi",  # in cells, of which the second is no label of the third
    ],
)
def test_several_labels_with_dashes_in_one_line(line: str) -> None:
    (table,) = read(line, "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    told = [table.course[name].value for name in ("product", "start", "end", "venue")]
    assert told == ["SYB", date(2023, 1, 9), date(2023, 1, 11), "Taunggyi"]


def test_trainers_behind_a_stroke_belong_to_the_label_before_it() -> None:
    line = "Trainers - Daw Khin Thandar / U Zaw Min Htike        Organised by - Youth Foundation"
    (table,) = read("SYB training, 13.3.2023 to 17.3.2023", line, "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    assert table.course["trainer"].value == "Daw Khin Thandar / U Zaw Min Htike"
    assert table.course["organiser"].value == "Youth Foundation"


@pytest.mark.parametrize(("after", "place"), [("ที่ อบต.หนองบัว", "อบต.หนองบัว"), ("ที่ 2 ของโครงการ", None)])
def test_the_place_after_the_dates_of_a_thai_title(after: str, place: str | None) -> None:
    (table,) = read(f"หลักสูตร SYB วันที่ 22 - 26 มี.ค. 2564 {after}", "ที่|ชื่อ-สกุล|เพศ", "1|นายมานพ|ชาย").tables
    assert (table.course["venue"].value if "venue" in table.course else None) == place


def test_a_line_of_several_cells_between_two_tables_tells_the_course_of_the_second() -> None:
    header = "No|Nom|Prénom|F|M|Age|NIF|Téléphone"
    first = ("Formation TRIE||7-9 mai 2018||Jacmel", header, "1|JOSEPH|Guerda|x||31|003|3634-1234")
    second = ("Formation CREE||14-18 mai 2018||Jacmel", header, "1|LOUIS|Frantz||x|40|004|3634-1235")
    tables = read(*first, "|Total : 1", *second).tables
    told = [(table.course["product"].value, table.course["start"].value) for table in tables]
    assert told == [("GYB", date(2018, 5, 7)), ("SYB", date(2018, 5, 14))]


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Formation CREE du 15 au 19/06/2020 à Ségou (Mairie)", "Ségou (Mairie)"),
        ("Formation CREE du 15 au 19/06/2020 à Ségou (SYB)", "Ségou"),
        ("Formation CREE du 15 au 19/06/2020 à Ségou (5 jours)", "Ségou"),
        ("SYB ថ្ងៃទី ១៤-១៨ ខែ តុលា ២០១៩ នៅសាលាឃុំស្វាយជ្រំ", "សាលាឃុំស្វាយជ្រំ"),
        ("SYB held on 20.6.22 to 24.6.22 at Dept. Office, Thaton. Trainer - Daw Khin", "Dept. Office, Thaton"),
        ("อบรม SYB วันที่ 14-18 ต.ค. 2562 ณศาลากลางจังหวัด", "ศาลากลางจังหวัด"),
        ("CREE du 14 au 18 octobre 2019, Saint-Louis (Chambre de commerce)", "Saint-Louis (Chambre de commerce)"),
        ("Formation CREE du 15 au 19/06/2020 à Ségou (participants", "Ségou"),
    ],
)
def test_a_bracket_may_be_part_of_a_place(title: str, place: str) -> None:
    (table,) = read(title, "N°|Nom et prénom|Sexe (M/F)", "1|Oumou Diarra|F", "2|Bakary Keïta|M").tables
    assert table.course["venue"].value == place


def test_who_held_the_courses_stands_once_above_all_lists_of_a_sheet() -> None:
    head = "序号|姓名|性别"
    first = ["第一期GYB 2020年6月8日—6月10日", head, "1|李志刚|男", "2|张雨欣|女", "小计|2人"]
    top = ["安平县创业培训人员名册", "培训机构:安平县启航职业培训学校"]
    _first, second = read(*top, *first, "第二期SYB 2020.06.15-2020.06.24", head, "3|王鹏|男", "4|陈玉兰|女").tables
    assert [second.course[name].value for name in ("organiser", "province")] == ["安平县启航职业培训学校", "安平县"]
    assert "above the first list" in second.course["organiser"].note
    assert second.course["product"].value == "SYB"


def test_who_held_the_courses_stands_once_above_the_quarters_of_a_report() -> None:
    head = "क्र.सं.|मिति|कार्यक्रम|स्थान|सहभागी संख्या|महिला|पुरुष"
    quarter = [head, "१|९-११ भदौ २०८०|GYB तालिम|सुर्खेत|24|18|6", "२|१५-१९ असोज २०८०|SYB तालिम|दैलेख|25|17|8", "|जम्मा|||49"]
    top = ["कर्णाली उद्यमशीलता प्रवर्द्धन मञ्च", "पहिलो त्रैमासिक"]
    between = ["दोस्रो त्रैमासिक", *quarter, "आयोजक: सिस्ने महिला सहकारी", *quarter, "चौथो त्रैमासिक", *quarter]
    tables = read(*top, *quarter, *between, country="NP").tables
    body = "कर्णाली उद्यमशीलता प्रवर्द्धन मञ्च"
    assert [table.kind for table in tables] == ["totals"] * 4
    held = [table.course["organiser"] for table in tables]
    assert [one.value for one in held] == [body, body, "सिस्ने महिला सहकारी", body]
    assert [one.mark for one in held] == ["unsure", "unsure", None, "unsure"]


def test_the_programme_and_the_school_year_stand_once_above_totals() -> None:
    head = "No|School|Class|KAB teacher|Hours|Students|Female|Male"
    first = ["KAB school year 2022-2023", head, "1|Bulgan college|10A|B. Suvd|120|9|4|5", "|Total||||9|4|5"]
    _first, second = read(*first, "Northern schools", head, "2|Orgoo college|11B|D. Nomin|36|7|3|4").tables
    assert [second.course[name].value for name in ("product", "school_year")] == ["KAB", "2022-2023"]
    assert "start" not in second.course


def test_who_held_the_first_course_only_did_not_hold_the_next() -> None:
    head = ["No|Name|Sex", "1|Aye|F", "2|Bo|M"]
    above = ["Course: GYB, Date: 5-7 August 2019, Organised by: Kayin Network", *head]
    between = ["Total|2", "", "Course: SYB, Date: 12-16 August 2019", *head]
    first, second = read(*above, *between).tables
    assert first.course["organiser"].value == "Kayin Network"
    assert "organiser" not in second.course


def test_a_label_that_names_a_product_tells_it() -> None:
    title = "หลักสูตร GYB : วันที่ 7-8 กุมภาพันธ์ 2565 : สถานที่ อบต.หนองพอก"
    (table,) = read(title, "ที่|ชื่อ-สกุล|เพศ", "1|ทองใบ ศรีบุญ|ญ", "2|คำพันธ์ ไชยคำ|ช").tables
    assert (table.course["product"].value, table.course["venue"].value) == ("GYB", "อบต.หนองพอก")
    assert table.course["start"].value == date(2022, 2, 7)


def test_polite_words_before_lao_names_are_no_part_of_them() -> None:
    people = ("1|ທ່ານ ນາງ ມະໄລ ໄຊສົມພອນ|ຍ", "2|ທ່ານ ຄຳຕັນ ພົມສົມບັດ|ຊ", "3|ທ່ານນາງ ບົວໄຂ ຈັນດາລາ|ຍ")
    (table,) = read("ລ/ດ|ຊື່ ແລະ ນາມສະກຸນ|ເພດ", *people).tables
    names = [row.values["full_name"].value for row in table.rows]
    assert names == ["ມະໄລ ໄຊສົມພອນ", "ຄຳຕັນ ພົມສົມບັດ", "ບົວໄຂ ຈັນດາລາ"]
    assert [row.values["sex"].value for row in table.rows] == ["F", "M", "F"]


@pytest.mark.parametrize("label", ["สถานที่จัด", "สถานที่อบรม", "สถานที่จัดอบรม"])
def test_a_line_for_where_a_course_was_held_without_a_colon(label: str) -> None:
    titles = ("หลักสูตร SYB ระหว่างวันที่ 22 - 24 พฤษภาคม 2566", f"{label} ห้องประชุมศรีตรัง อ.เมือง จ.ตรัง")
    (table,) = read(*titles, "ที่|ชื่อ-สกุล|เพศ", "1|นายชาญวิทย์ ช่วยชู|ชาย").tables
    assert table.course["venue"].value == "ห้องประชุมศรีตรัง อ.เมือง จ.ตรัง"


def test_trainers_whom_several_labels_name() -> None:
    titles = ("Course: SYB|Lead facilitator: Mr. Sorie Kargbo", "Date: 5-9 August 2019|Co-facilitator: Mrs. Tenneh Sow")
    (table,) = read(*titles, "Trainer 2: Sorie Kargbo", "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    assert table.course["trainer"].value == "Mr. Sorie Kargbo; Mrs. Tenneh Sow"
    assert table.course_rows == (1, 2, 3)
    (table,) = read(*titles[:1], "Trainer's signature: ........", "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    assert table.course["trainer"].value == "Mr. Sorie Kargbo"


def test_a_title_line_with_labels_and_what_they_tell_in_cells_of_their_own() -> None:
    titles = ("Module TRIE||Du|06/09/2021|Au|08/09/2021", "Lieu|Maison TAC, Kara||Formateur|M. Solim Pidassa")
    (table,) = read(*titles, "N°|Nom et prénoms|Sexe", "1|Afi Agbeko|F", "2|Kossi Lawson|M").tables
    told = {name: value.value for name, value in table.course.items()}
    assert (told["product"], told["start"], told["end"]) == ("GYB", date(2021, 9, 6), date(2021, 9, 8))
    assert (told["venue"], told["trainer"]) == ("Maison TAC, Kara", "M. Solim Pidassa")


def test_labels_with_colons_are_no_header() -> None:
    titles = ("Name of course:||SYB||Dates:||5-9 August 2019", "Duration:||5 days||No. of participants:||2", "")
    reading = read(*titles, "No|Name|Sex", "1|Aye|F", "2|Bo|M")
    (table,) = reading.tables
    assert (table.header_rows, table.course["start"].value) == ((4,), date(2019, 8, 5))
    (table,) = read("SYB", "No:|Name:|Sex:", "1|Aye|F", "2|Bo|M").tables
    assert len(table.rows) == 2


@pytest.mark.parametrize(
    ("days", "dates"),
    [
        (("07/06/2021", "08/06/2021", "14/06/2021"), (date(2021, 6, 7), date(2021, 6, 14))),
        ((date(2021, 6, 7), date(2021, 6, 8), date(2021, 6, 9)), (date(2021, 6, 7), date(2021, 6, 9))),
        (("7/6", "8/6", "9/6"), None),  # of which year?
        (("09/06/2021", "08/06/2021", "07/06/2021"), None),
    ],
)
def test_the_days_above_marks_tell_when_a_course_was_where_no_title_does(
    days: tuple[Cell, ...], dates: tuple[date, date] | None
) -> None:
    people: list[list[Cell]] = [[1, "Ana Paz", "F", "X", "X", "½"], [2, "José Gil", "M", "X", "", "X"]]

    def course(*titles: str) -> tuple[object, object]:
        rows = [*([title] for title in titles), ["N°", "Nombre", "Sexo", *days], *people]
        (table,) = read_sheets("list.xlsx", [Grid("Sheet1", [list(row) for row in rows])], today=TODAY).tables
        found = (table.course.get(name) for name in ("start", "end"))
        start, end = (one.value if one is not None else None for one in found)
        return start, end

    assert course("Taller: ISUN") == (dates or (None, None))
    assert course("Taller: ISUN", "Fechas: 1 al 30 de junio de 2021") == (date(2021, 6, 1), date(2021, 6, 30))


@pytest.mark.parametrize(
    ("title", "venue", "trainer"),
    [
        ("SYB course 5-9 August 2019, place: Katete", "Katete", None),
        ("SYB பயிற்சி 2019 ஆகஸ்ட் 5 - 9, இடம்: கண்டி", "கண்டி", None),
        ("SYB کورس، 5 تا 9 اگست 2019، مقام: ملتان، ٹرینر: عظمیٰ", "ملتان", "عظمیٰ"),
        ("Тренинг SYB, 5-9 августа 2019 г., Ош, тренер Асанова Г.", "Ош", "Асанова Г"),
        ("Formation CREE, 5-9 août 2019, animée par M. Diop", None, "M. Diop"),
    ],
)
def test_a_label_behind_a_title_and_trainers_behind_a_place(title: str, venue: str | None, trainer: str | None) -> None:
    (table,) = read(title, "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    told = {name: value.value for name, value in table.course.items()}
    assert (told["product"], told["start"], told["end"]) == ("SYB", date(2019, 8, 5), date(2019, 8, 9))
    assert (told.get("venue"), told.get("trainer")) == (venue, trainer)


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Список слухачів SIYB, м. Хмільник", "м. Хмільник"),
        ("Список участников – г.Ош", "г.Ош"),
        ("г. Джалал-Абад", "г. Джалал-Абад"),
        ("Danh sách học viên, TP. Đà Nẵng", "TP. Đà Nẵng"),
        ("მონაწილეთა სია, ქ. ქუთაისი", "ქ. ქუთაისი"),
        ("Қатысушылар тізімі, Тараз қ.", "Тараз қ."),
        ("Список участников, 2019 г.", None),
        ("Список участников г. Ош, г. Узген, г. Нарын", None),  # which?
        ("Организатор: Центр занятости, г. Бишкек", None),  # of the organiser
        ("Тренер: Иванова, г. Ош", None),
    ],
)
def test_a_town_in_a_title_above_rows_with_their_courses(title: str, place: str | None) -> None:
    (table,) = read(title, "No|Name|Sex|Course|Start", "1|Aye|F|SYB|3.6.2019", "2|Bo|M|SYB|3.6.2019").tables
    venue = table.course.get("venue")
    assert (venue.value, venue.mark) == (place, "unsure") if venue else place is None


def test_who_signed_the_table_above_did_not_teach_the_next_course() -> None:
    header, signed = "N°|Nombre|Sexo", "|Facilitador/a||Presidente de la Cámara"
    courses = [f"Curso: {code}|Fecha: 4-8 marzo 2019|Facilitadora: Luz Paz" for code in ("SYB", "GYB")]
    first, last = read(courses[0], header, "1|Ana Ruiz|M", signed, "", courses[1], header, "1|Eva Gil|M").tables
    assert (first.course["trainer"].value, last.course["trainer"].value) == ("Luz Paz", "Luz Paz")
    (table,) = read("Curso|SYB|Fecha|4-8 marzo 2019", "Facilitadora|Luz Paz", header, "1|Ana Ruiz|M").tables
    assert table.course["trainer"].value == "Luz Paz"


def test_the_number_of_a_third_of_a_year_is_no_province_of_its_sheet() -> None:
    lines = (
        "पहिलो चौमासिक, आ.व. २०७९/८०",
        "क्र.सं.|कार्यक्रम|आयोजना स्थल|सहभागी संख्या",
        "१|SYB तालिम|सल्यान|30",
        "२|GYB तालिम|जुम्ला|20",
    )
    (table,) = read(*lines, name="पहिलो").tables
    assert "province" not in table.course
    assert [guess.field for guess in table.columns][2] == "venue"


@pytest.mark.parametrize("days", ["ថ្ងៃទី ១២ និង ១៣ មិថុនា ២០២៣", "12 और 13 जून 2023", "12 et 13 juin 2023", "12和13/6/2023"])
def test_two_days_with_a_word_between(days: str) -> None:
    (table,) = read(f"SYB {days}", "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    assert [table.course[name].value for name in ("start", "end")] == [date(2023, 6, 12), date(2023, 6, 13)]


def test_a_telephone_in_a_country_that_the_heading_names() -> None:
    (table,) = read("SYB", "STT|Họ tên|Giới|SĐT Campuchia", "1|Chhim Kosal|Nam|00855 70776109").tables
    assert table.rows[0].values["phones"].value == "+85570776109"


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("SYB Kab. Bengkayang", "SYB"),
        ("PELATIHAN SYB KAB. SAMBAS", "SYB"),
        ("Pelatihan KAB di Kab. Sambas", "KAB"),
        ("Course: KAB. Venue: Town Hall", "KAB"),
        ("Kab/Kota", None),
    ],
)
def test_a_regency_of_indonesia_is_no_course(title: str, codes: str | None) -> None:
    assert load_words().product_of(title) == codes


def test_the_room_before_the_name_of_a_house_is_part_of_the_place() -> None:
    lines = ("ที่|ชื่อ-สกุล|เพศ", "1|สมพร บุญมา|ช")
    table = read("อบรม IYB วันที่ 26-30 ส.ค. 2567 ณ ห้องประชุม อบต.โพธิ์ศรี", *lines).tables[0]
    assert table.course["venue"].value == "ห้องประชุม อบต.โพธิ์ศรี"


def test_the_course_above_its_people_goes_before_all_products_of_the_list() -> None:
    header, people = "N°|Nombre|Género (H/M)", ("1|Ana Paz|M", "2|Juan Paz|H")
    titles = (
        "ENCUESTA A EGRESADOS DE LOS TALLERES ISUN - GIN - MESUN",
        "TALLER ISUN HUANTA - del 13 al 17 de junio de 2022",
    )
    (table,) = read(*titles, header, *people, country="PE").tables
    assert table.course["product"].value == "SYB"


@pytest.mark.parametrize(("cell", "place"), [("创办你的企业 第三期", None), ("ISUN Cusco", "Cusco")])
def test_a_batch_beside_a_product_is_no_place(cell: str, place: str | None) -> None:
    assert place_beside(cell, load_words()) == place


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("วันที่ ๗ - ๑๑ พฤศจิกายน ๒๕๖๕   สถานที่ : ห้องประชุม", ("2022-11-07", "2022-11-11", "ห้องประชุม", None)),
        ("Du 7 - 11 mars 2020   Lieu : Mairie", ("2020-03-07", "2020-03-11", "Mairie", None)),
        ("Du 7 - 11 mars 2020   Formateur - Awa Ba   Lieu - Mairie", ("2020-03-07", "2020-03-11", "Mairie", "Awa Ba")),
        ("From 7 - 11 March 2020; Place - Town Hall", ("2020-03-07", "2020-03-11", "Town Hall", None)),
    ],
)
def test_the_dash_of_days_is_not_that_of_a_label(line: str, told: tuple[str | None, ...]) -> None:
    (table,) = read(line, "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    said = [table.course.get(name) for name in ("start", "end", "venue", "trainer")]
    assert tuple(value and str(value.value) for value in said) == told
