"""Women and men: in a column of sexes, in lines and headings, by forms of address, and as numbers of them."""

import pytest

from tests.trainer_app.lists.laid_out import read
from tests.trainer_app.lists.pasted import column, paste, values
from trainer_app.lists.words import load_words


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("Name|Sex|Age", "M F Female m", "MFFM"),
        ("Prénom|Nom|Sexe", "H F Femme h", "MFFM"),
        ("Nombres|Apellidos|Sexo", "H M M h", "MFFM"),
        ("Nombres|Apellidos|Sexo", "F M M f", "FMMF"),
        ("Nombres|Apellidos|Sexo (H/M)", "M M M M", "FFFF"),
        ("Nom|Sexe", "M M F H", "MMFM"),
        ("Nombre|Género", "Mujer Hombre F M", "FMFM"),
        ("ФИО|Пол", "муж. жен. (жен) ж", "MFFF"),
        ("क्रम सं.|नाम|लिंग", "म० पु० महिला पुरुष", "FMFM"),
        ("अ.क्र.|नाव|लिंग", "मुलगी पु. स्त्री मुलगा", "FMFM"),
        ("ક્રમ|નામ|લિંગ", "સ્ત્રી પુરુષ મહિલા પુરૂષ", "FMFM"),
        ("క్ర.సం.|పేరు|లింగం", "స్త్రీ పురుషుడు మహిళ మగ", "FMFM"),
        ("ಕ್ರ.ಸಂ.|ಹೆಸರು|ಲಿಂಗ", "ಹೆಣ್ಣು ಗಂಡು ಮಹಿಳೆ ಪುರುಷ", "FMFM"),
        ("ക്രമ നമ്പർ|പേര്|ലിംഗം", "സ്ത്രീ പുരുഷൻ പെൺ ആൺ", "FMFM"),
        ("ਲੜੀ ਨੰ.|ਨਾਮ|ਲਿੰਗ", "ਔਰਤ ਮਰਦ ਇਸਤਰੀ ਪੁਰਸ਼", "FMFM"),
        ("କ୍ରମିକ ନଂ|ନାମ|ଲିଙ୍ଗ", "ମହିଳା ପୁରୁଷ ସ୍ତ୍ରୀ ପୁରୁଷ", "FMFM"),
        ("ক্ৰমিক নং|নাম|লিংগ", "মহিলা পুৰুষ স্ত্ৰী পুৰুষ", "FMFM"),
        ("No|Nama|L/P", "L P l p", "MFMF"),
        ("STT|Họ và tên|Nam/Nữ", "Nam Nữ nu NAM", "MFFM"),
        ("序号|姓名|性别", "男 女 女 男", "MFFM"),
        ("ที่|ชื่อ-สกุล|เพศ", "ชาย หญิง ญ ช", "MFFM"),
        ("ລ/ດ|ຊື່ ແລະ ນາມສະກຸນ|ຊ/ຍ", "ຊ ຍ ຍ ຊ", "MFFM"),
        ("ល.រ|ឈ្មោះ|ភេទ", "ប ស ស្រី ប្រុស", "MFFM"),
        ("شماره|نام و تخلص|جنس", "مرد زن اناث ذکور", "MFFM"),
    ],
)
def test_sex_words_by_the_column(header: str, cells: str, expected: str) -> None:
    place = header.split("|").index(next(h for h in header.split("|") if "sex" in load_words().fields_of(h)))
    rows = []
    for number, word in enumerate(cells.split()):
        row = ["1"] * len(header.split("|"))
        row[1], row[0], row[place] = f"Aye {'abcd'[number]}", f"Bo {'abcd'[number]}", word
        if header.split("|")[0] in ("No", "STT", "序号", "ที่", "ລ/ດ", "ល.រ", "شماره"):
            row[0] = str(number + 1)
        rows.append("|".join(row))
    reading = paste(header, *rows)
    assert values("sex", reading) == list(expected)
    assert reading.questions == ()


@pytest.mark.parametrize(
    ("heading", "cells", "expected", "asked"),
    [
        ("Giới tính (1: Nam; 2: Nữ)", "1 2 2", "MFF", 0),
        ("Sex (1=female, 2=male)", "1 2 2", "FMM", 0),
        ("Sexe (Homme=1; Femme=2)", "1 2 2", "MFF", 0),
        ("เพศ (1 ชาย 2 หญิง)", "1 2 2", "MFF", 0),
        ("Sex (1 or 2)", "1 2 2", [None] * 3, 2),
        ("Sex (1=female, 2=male)", "1 3 2", ["F", None, "M"], 1),
    ],
)
def test_digits_for_a_sex_are_what_the_heading_says(heading: str, cells: str, expected: object, asked: int) -> None:
    rows = [f"{number}|Aye {'abc'[number]}|{cell}|1990" for number, cell in enumerate(cells.split())]
    reading = paste(f"No|Name|{heading}|Year of birth", *rows)
    assert values("sex", reading) == list(expected)  # type: ignore[call-overload]
    assert len(reading.questions) == asked


@pytest.mark.parametrize("header", ["Nombres|Apellidos|Sexo", "Nombres|Apellidos|Sexo (H/M/F)"])
def test_m_alone_in_a_spanish_list_is_asked(header: str) -> None:
    """A class of women writes only M for mujer, a class of men only M for masculino."""
    rows = ["Ana|Ruiz|M", "Eva|Paz|M"]
    reading = paste(header, *rows)
    assert values("sex", reading) == [None, None]
    assert [value.mark for value in column("sex", reading) if value] == ["unsure", "unsure"]
    (question,) = reading.questions
    assert question.rows_touched == 2
    answered = paste(header, *rows, answers={question.key: "F"})
    assert (values("sex", answered), answered.questions) == (["F", "F"], ())


def test_a_slip_in_a_column_is_asked_not_guessed() -> None:
    reading = paste("Prénom|Nom|Sexe (H/F)", "A|B|H", "C|D|F", "E|F|M")
    assert values("sex", reading) == ["M", "F", None]
    assert len(reading.questions) == 1


def test_a_part_of_the_name_that_tells_the_sex_is_only_asked_about() -> None:
    header, rows = "ক্রঃ নং|নাম|লিঙ্গ", ("1|মোঃ কামাল মিয়া|", "2|মোছাঃ শিরিন আক্তার|")
    (question,) = paste(header, *rows).questions
    reading = paste(header, *rows, answers={question.key: "yes"})
    assert values("sex", reading) == ["M", "F"]
    assert values("full_name", reading) == ["মোঃ কামাল মিয়া", "মোছাঃ শিরিন আক্তার"]


@pytest.mark.parametrize(
    ("header", "rows", "country", "sexes"),
    [
        ("N°|Nom et prénom|Âge", ("1|M. Moussa Diop|30", "2|MME AWA FALL|31", "3|Dr. Ba|40"), None, ["M", "F", None]),
        ("ลำดับ|ชื่อ-สกุล|อายุ", ("1|นายสมชาย ใจดี|34", "2|น.ส.วิไล แก้วมณี|30", "3|สุดา พรหมมา|29"), None, ["M", "F", None]),
        ("No|Name|Age", ("1|U Aung Myint|34", "2|Daw Mya Mya|30", "3|Thida|29"), "MM", ["M", "F", None]),
        ("No|Title|Name|Age", ("1|Mr|Aung Myint|34", "2|Ms|Mya Mya|30", "3|Dr|Thida|29"), None, ["M", "F", None]),
    ],
)  # fmt: skip
def test_the_sex_by_forms_of_address_without_a_column_of_it_is_only_asked_about(
    header: str, rows: tuple[str, ...], country: str | None, sexes: list[str | None]
) -> None:
    reading = paste(header, *rows, country=country)
    (question,) = reading.questions
    assert (values("sex", reading), question.rows_touched) == ([None] * 3, 2)
    answered = paste(header, *rows, country=country, answers={question.key: "yes"})
    assert values("sex", answered) == sexes
    assert [value.mark for value in column("sex", answered) if value is not None] == ["unsure", "unsure"]
    refused = paste(header, *rows, country=country, answers={question.key: "no"})
    assert (values("sex", refused), refused.questions) == ([None] * 3, ())


@pytest.mark.parametrize("cell", ["18 dont 15 femmes", "18 of whom 15 women", "18 из них 15 женщин"])
def test_women_told_after_all_of_them(cell: str) -> None:
    (table,) = paste("No|Training|Date|Participants", f"1|SYB|2020-03-02|{cell}", "2|GYB|2020-04-02|9").tables
    assert [table.rows[0].values[name].value for name in ("participants", "women", "men")] == [18, 15, 3]


def test_the_sex_by_a_line_above() -> None:
    reading = paste("No|Name|Age", "Women||", "1|Aye Mya|30", "2|Su Su|31", "Men||", "1|Bo Bo|40")
    assert values("sex", reading) == ["F", "F", "M"]
    reading = paste("No|Name|Sex", "Women||", "1|Aye Mya|", "2|Bo Bo|M")
    assert values("sex", reading) == [None, "M"]


def test_women_men_and_total_in_one_cell() -> None:
    reading = paste("No.|Activity|Dates|No. of participants", "1|SYB|4-8 March 2019|Male: 10 Female: 12 Total: 22")
    assert [values(name, reading) for name in ("women", "men", "participants")] == [[12], [10], [22]]
    reading = paste("No.|Activity|Dates|No. of participants", "1|SYB|4-8 March 2019|Male: 10 Female: 12 Total: 25")
    assert [value.mark for value in column("participants", reading) if value] == ["unsure"]


def test_women_and_men_in_the_order_of_the_heading() -> None:
    reading = paste("N.|Formação|Data|Participantes (H/M)", "1|SYB|4-8/3/2019|12/13", "2|GYB|11-13/3/2019|10 H e 15 M")
    assert (values("men", reading), values("women", reading)) == ([12, 10], [13, 15])


@pytest.mark.parametrize(
    ("share", "women", "men"),
    [("60%", 12, 8), ("all", 20, 0), ("0.6", 12, 8), ("33%", None, None), ("٪60", 12, 8), ("many", None, None)],
)
def test_a_share_under_women_is_of_the_total_beside_it(share: str, women: int | None, men: int | None) -> None:
    reading = paste("No|Training|Date|Participants|Female", f"1|SYB|2020-03-02|20|{share}", "2|GYB|2020-04-02|9|5")
    assert (values("participants", reading)[0], values("women", reading)[0]) == (20, women)
    assert values("men", reading)[0] == men


@pytest.mark.parametrize(
    "told", ["50 (of which 30 women)", "50 dont 30 femmes", "50, trong đó 30 nữ", "50 其中女30", "50 (из них 30 жен.)"]
)
def test_some_of_all_are_women(told: str) -> None:
    reading = paste("No|Training|Date|Participants", f"1|SYB|2020-03-02|{told}", "2|GYB|2020-04-02|9")
    assert (values("participants", reading)[0], values("women", reading)[0], values("men", reading)[0]) == (50, 30, 20)


def test_the_sexes_in_a_heading_say_what_its_column_is() -> None:
    rows = [f"{n}|Awa {n}|{sex}" for n, sex in enumerate(("F", "H", "F", "M.", "H", "F", "H", "F"), 1)]
    reading = paste("N°|Nom|Genre H/F", *rows)
    assert values("sex", reading) == ["F", "M", "F", None, "M", "F", "M", "F"]
    assert len(reading.questions) == 1


def test_women_and_men_under_a_heading_of_both_beside_a_column_of_all() -> None:
    rows = ("1|School 1|11a|23|9/14", "2|School 2|11b|15|10/5", "3|School 3|11c|14|-")
    reading = paste("Д/д|Сургууль|Анги|Нийт суралцагч|Эм/Эр", *rows)
    assert values("women", reading)[:2] == [9, 10]
    assert values("men", reading)[:2] == [14, 5]
    assert values("participants", reading) == [23, 15, 14]
    assert [question.key for question in reading.questions] == []


@pytest.mark.parametrize(
    ("heading", "cells", "sexes", "asked"),
    [
        ("Sex", "MFFQMF", ["M", "F", "F", None, "M", "F"], ["q"]),  # a woman in Azerbaijani, a slip beside M and F
        ("Sex", "MFMFMH", ["M", "F", "M", "F", "M", None], ["h"]),
        ("Sexo", "MMM", [None] * 3, ["m"]),  # mujer or masculino, in a list with English headings too
        ("Sexo", "MFM", ["M", "F", "M"], []),
        ("Sex", "MMM", ["M"] * 3, []),
    ],
)
def test_a_letter_of_another_way_of_writing_sexes_is_asked_about(
    heading: str, cells: str, sexes: list[str | None], asked: list[str]
) -> None:
    reading = paste(f"No|Name|{heading}|Start date", *(f"{n}|Ana|{c}|2024-03-04" for n, c in enumerate(cells, 1)))
    assert values("sex", reading) == sexes
    assert [question.key.rpartition(":")[2] for question in reading.questions] == asked


@pytest.mark.parametrize(
    ("header", "cells"), [("Age/Sex", ("31/F", "40 / M")), ("Age", ("31 (F)", "40 (M)")), ("Age", ("F/31", "M-40"))]
)
def test_an_age_and_a_sex_in_one_cell(header: str, cells: tuple[str, str]) -> None:
    reading = paste(
        f"No|Name|{header}|Phone", f"1|Ann Phiri|{cells[0]}|0977123456", f"2|Joe Banda|{cells[1]}|0966123456"
    )
    assert (values("age", reading), values("sex", reading)) == ([31, 40], ["F", "M"])
    units = paste("No|Name|Age|Sex", "1|Ann Phiri|31 (yrs)|F", "2|Joe Banda|28/30|M")
    assert values("sex", units) == ["F", "M"]


def test_a_letter_of_another_way_than_that_of_the_heading_is_asked() -> None:
    reading = paste(
        "Nr.|Apelido|Nome|Sexo (H/M)", "1|Sitoe|Rui|H", "2|Mutola|Lurdes|F", "3|Mussa|Ana|M", "4|Simango|Eva|M"
    )
    assert values("sex", reading) == ["M", None, "F", "F"]
    assert len(reading.questions) == 1


def test_a_letter_beside_those_of_the_heading_is_of_their_way() -> None:
    reading = paste("N°|Nom|Prénom|Sexe (H/F)", "1|Sow|Awa|F", "2|Ba|Ali|M", "3|Sy|Omar|H", "4|Diop|Sira|F")
    assert values("sex", reading)[0] == "F"


def test_the_ending_of_a_word_for_both_is_no_word_for_a_sex() -> None:
    header = "N|Razón social|Trabajadores|H|M|Dueño/a o gerente (H/M)|Rubro"
    rows = ["1|Calzados SRL|90 (40% M)|||H|Calzado", "2|Lácteos SAC|40|19|21|M|Lácteos", "3|Sur SA|50|20|30|M|Textil"]
    reading = paste(header, *rows)
    assert [values(f"workers_{sex}", reading)[0] for sex in ("women", "men")] == [36, 54]
    assert values("owner_sex", reading) == ["M", "F", "F"]


@pytest.mark.parametrize(
    "cell",
    ["30 орчим", "30+", "30?", "30 or so", "30 people (approx.)", "30 environ", "30 orang lebih", "30余人",
     "30 คนโดยประมาณ", "३० जना जति", "30 kişi civarında", "30 ta atrofida", "about 30", "~30"],
)  # fmt: skip
def test_an_estimate_is_no_number_of_people(cell: str) -> None:
    reading = paste("No|Activity|Dates|District|Participants", f"1|SYB training|8-12 July 2019|Zomba|{cell}")
    (told,) = column("participants", reading)
    assert told is not None
    assert (told.value, told.mark) == (None, "unsure")
    assert not {"women", "men"} & reading.tables[0].rows[0].values.keys()


@pytest.mark.parametrize("cell", ["30 persons", "30 kişi", "30 total", "30 pers."])
def test_a_word_for_people_behind_a_number_is_of_all_of_them(cell: str) -> None:
    reading = paste("No|Activity|Dates|District|Participants", f"1|SYB training|8-12 July 2019|Zomba|{cell}")
    assert (values("participants", reading), values("men", reading)) == ([30], [None])


@pytest.mark.parametrize(
    "heading", ["Woman-owned (Y/N)", "Owner is a woman", "Chủ DN là nữ", "Dirigée par une femme (oui/non)"]
)
def test_a_mark_below_a_heading_that_names_one_sex_of_owners_says_that_one(heading: str) -> None:
    (table,) = read("SCORE", f"No|Company|{heading}|Workers", "1|Abc Ltd|x|9", "2|Defg Co|-|8", "3|Hij Co|x|7").tables
    assert [row.values["owner_sex"].value for row in table.rows] == ["F", None, "F"]


def test_stretched_letters_are_known() -> None:
    table = paste("الاســم|النــوع", "زيـنـب|أنثـى", "محـمـد|ذكـر").tables[0]
    assert [row.values["sex"].value for row in table.rows] == ["F", "M"]
