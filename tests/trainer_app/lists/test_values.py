"""Single columns: sex words, dates, phones, numbers and names, understood or marked, never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.importing.figures import currency_of
from trainer_app.lists.courses import title_texts
from trainer_app.lists.dates import Partial, parse_date, to_gregorian
from trainer_app.lists.read import read_pasted, read_sheets
from trainer_app.lists.reading import Reading, Value
from trainer_app.lists.scripts import Cell, ascii_digits
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import load_words

TODAY = date(2026, 1, 15)


def paste(header: str, *rows: str, country: str | None = None, answers: dict[str, str] | None = None) -> Reading:
    text = "\n".join([header.replace("|", "\t"), *(row.replace("|", "\t") for row in rows)])
    return read_pasted(text, country=country, answers=answers, today=TODAY)


def column(field: str, reading: Reading) -> list[Value | None]:
    return [row.values.get(field) for row in reading.tables[0].rows]


def values(field: str, reading: Reading) -> list[object]:
    return [None if value is None else value.value for value in column(field, reading)]


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


BIRTHS = "No|Name|Date of birth"


def test_day_first_is_decided_by_the_whole_column() -> None:
    reading = paste(BIRTHS, "1|Aye|04/03/1990", "2|Bo|24/03/1991", "3|Cho|1992", "4|Di|31/02/1985")
    assert values("birth_date", reading) == [date(1990, 3, 4), date(1991, 3, 24), None, None]
    assert column("birth_date", reading)[3].mark == "refused"  # type: ignore[union-attr]
    assert values("birth_year", reading)[2] == 1992
    assert reading.questions == ()


def test_month_first_is_decided_by_the_whole_column() -> None:
    reading = paste(BIRTHS, "1|Aye|4/3/1990", "2|Bo|3/24/1991")
    assert values("birth_date", reading) == [date(1990, 4, 3), date(1991, 3, 24)]


@pytest.mark.parametrize("second", ["5/6/1991", "1991", "24/3/1991|4|Di|3/24/1991"])
def test_an_open_order_is_asked_once(second: str) -> None:
    rows = [f"1|Aye|4/3/1990|{0}".removesuffix("|0"), *("2|Bo|" + second).replace("|4|", "\n4|").split("\n")]
    reading = paste(BIRTHS, *rows)
    (question,) = reading.questions
    first = column("birth_date", reading)[0]
    assert first is not None
    assert (first.value, first.mark) == (None, "unsure")
    answered = paste(BIRTHS, *rows, answers={question.key: "mdy"})
    assert (values("birth_date", answered)[0], answered.questions) == (date(1990, 4, 3), ())


def test_calendars() -> None:
    assert to_gregorian(Partial(2017, 1, 1), "ethiopian") == date(2024, 9, 11)
    assert to_gregorian(Partial(2015, 13, 6), "ethiopian") == date(2023, 9, 11)
    assert to_gregorian(Partial(2081, 1, 1), "bikram") == date(2024, 4, 13)
    assert to_gregorian(Partial(1403, 1, 1), "persian") == date(2024, 3, 20)
    assert to_gregorian(Partial(2562, 12, 16), "buddhist") == date(2019, 12, 16)
    for part, calendar in [((2016, 13, 6), "ethiopian"), ((1402, 12, 30), "persian"), ((2019, 2, 29), "gregorian")]:
        with pytest.raises(ValueError, match=r"no such day|out of range"):
            to_gregorian(Partial(*part), calendar)


@given(st.dates(date(1900, 1, 1), date(2090, 12, 31)))
def test_ethiopian_days_follow_each_other(day: date) -> None:
    """Counting from a known new year reaches every day once: no gap, no day twice."""
    offset = (day - date(2023, 9, 12)).days  # 1 Meskerem 2016
    cycles, rest = divmod(offset, 1461)
    year, month, left = 2016 + 4 * cycles, 1, rest
    while left >= (length := 366 if year % 4 == 3 else 365):
        left, year = left - length, year + 1
    month, left = 1 + left // 30, left % 30 + 1
    assert to_gregorian(Partial(year, month, left), "ethiopian") == day


def test_the_thirteenth_month() -> None:
    title = "all dates E.C.\n"
    text = title + "ተ.ቁ\tስም\tየጀመረበት\n1\tማርታ\t01/13/2011\n2\tዳዊት\t30/12/2011\n"
    assert values("start", read_pasted(text, today=TODAY)) == [date(2019, 9, 6), date(2019, 9, 5)]
    alone = "ተ.ቁ\tስም\tየጀመረበት\n1\tማርታ\t30/12/2011\n"
    reading = read_pasted(alone, today=TODAY)
    assert [question.options[0][0] for question in reading.questions] == ["ethiopian"]
    assert values("start", reading) == [None]


def test_thai_years() -> None:
    header = "ที่|ชื่อ-สกุล|วันเกิด"
    reading = paste(header, "1|ก ข|27 ก.ย. 2538", "2|ค ง|๑๑ มิถุนายน ๒๕๒๑", "3|จ ฉ|27/04/12")
    assert values("birth_date", reading) == [date(1995, 9, 27), date(1978, 6, 11), date(1969, 4, 27)]
    assert reading.questions == ()  # full years of the Buddhist Era stand in the same column
    (question,) = paste(header, "3|จ ฉ|27/04/12").questions
    answered = paste(header, "3|จ ฉ|27/04/12", answers={question.key: "buddhist"})
    assert values("birth_date", answered) == [date(1969, 4, 27)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12-14/3/2019", (2019, 3, 12), (2019, 3, 14)),
        ("20 to 24 May 2019", (2019, 5, 20), (2019, 5, 24)),
        ("du 25 au 27 février 2019", (2019, 2, 25), (2019, 2, 27)),
        ("29/04 - 07/05/2019", (2019, 4, 29), (2019, 5, 7)),
        ("໒໕-໒໙ ມີນາ ໒໐໑໙", (2019, 3, 25), (2019, 3, 29)),
        ("T3/2020", (2020, 3, None), (2020, 3, None)),
        ("2019年7月1日", (2019, 7, 1), (2019, 7, 1)),
        ("２０１９-１１-１８", (2019, 11, 18), (2019, 11, 18)),
        ("20190902", (2019, 9, 2), (2019, 9, 2)),
        ("۶ دلو ۱۳۹۷", (1397, 11, 6), (1397, 11, 6)),
        ("del 4 al 10 de febrero de 2019", (2019, 2, 4), (2019, 2, 10)),
        ("2 al 6 de setiembre 2019", (2019, 9, 2), (2019, 9, 6)),
        ("12 sd 16 Maret 2019", (2019, 3, 12), (2019, 3, 16)),
        ("с 12.03. по 16.03.2019г.", (2019, 3, 12), (2019, 3, 16)),
        ("20190312-20190316", (2019, 3, 12), (2019, 3, 16)),
        ("12-16 ເດືອນ 3 ປີ 2019", (2019, 3, 12), (2019, 3, 16)),
        ("۱۳ غویی ۱۳۹۹", (1399, 2, 13), (1399, 2, 13)),
    ],
)
def test_dates_as_people_type_them(text: str, first: tuple[int, ...], last: tuple[int, ...]) -> None:
    found = parse_date(text, load_words())
    assert found is not None
    assert (found.start, found.end) == (Partial(*first), Partial(*last))


@pytest.mark.parametrize("text", ["", "abc", "12", "Class 3", "SL01-001/2018", "0794719445", "Mayor"])
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text, load_words()) is None


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader_of_dates(text: str) -> None:
    parse_date(text, load_words())


@pytest.mark.parametrize(
    ("cell", "number", "mark"),
    [
        ("9448085052", "+959448085052", "converted"),
        ("၀၉၇၉၈၁၂၉၉၉၉", "+959798129999", "converted"),
        ("09443790564, 09442325777", "+959443790564; +959442325777", "converted"),
        ("+959798129999", "+959798129999", None),
        ("9.79813E+09", None, "refused"),
        ("070705", None, "refused"),
        ("no phone", None, "converted"),
    ],
)
def test_phones(cell: str, number: str | None, mark: str | None) -> None:
    (value,) = column("phones", paste("No|Name|Phone", f"1|Aye Aye|{cell}", country="MM"))
    assert value is not None
    assert (value.value, value.mark, value.raw) == (number, mark, cell)


def test_without_a_country_a_phone_keeps_its_digits() -> None:
    (value,) = column("phones", paste("No|Name|Phone", "1|Aye Aye|77 654 72 57"))
    assert value == Value("77 654 72 57", "776547257", "converted", "")


@pytest.mark.parametrize(
    ("cell", "value", "mark"),
    [
        ("34", 34, None),
        ("၃၄", 34, "converted"),
        ("31 ans", 31, "converted"),
        ("n/a", None, "converted"),
        ("?", None, "unsure"),
        ("340", None, "refused"),
        ("grown", None, "refused"),
    ],
)
def test_ages(cell: str, value: int | None, mark: str | None) -> None:
    (age,) = column("age", paste("No|Name|Age", f"1|Aye Aye|{cell}"))
    assert age is not None
    assert (age.value, age.mark) == (value, mark)


def test_years_and_brackets_among_ages() -> None:
    reading = paste("No|Name|Age", "1|Aye|1985", "2|Bo|16-25")
    assert values("birth_year", reading) == [1985, None]
    assert values("age_bracket", reading) == [None, "16-25"]


@pytest.mark.parametrize(
    ("cell", "value", "mark"),
    [
        ("75 000", 75000, "converted"),
        ("125 000,50", 125000.5, "converted"),
        ("1.250,50", 1250.5, "converted"),
        ("1.250", 1250, "unsure"),
        ("0", 0, "unsure"),
        ("about a lot", None, "unsure"),
    ],
)
def test_amounts(cell: str, value: float | None, mark: str) -> None:
    (amount,) = column("sales_month", paste("N°|Prénom(s)|Nom|CA mensuel (FCFA)", f"1|Awa|Faye|{cell}"))
    assert amount is not None
    assert (amount.value, amount.mark) == (value, mark)


def test_chinese_ids() -> None:
    header = "序号|姓名|性别|身份证号"
    reading = paste(header, "1|陈伟|男|13990219730605605x", "2|王秀英|女|139907198510045000", "3|高雪|男|1.39E+17")
    ids = column("national_id", reading)
    assert [(v.value, v.mark) for v in ids if v] == [
        ("13990219730605605X", "converted"),
        (None, "refused"),
        (None, "refused"),
    ]
    assert values("birth_date", reading) == [date(1973, 6, 5), date(1985, 10, 4), None]
    told = [
        ids[2].note if ids[2] else "",
        *(v.note for v in column("phones", paste("No|Name|Phone", "1|Aye|2.3E+11")) if v),
    ]
    assert len(told) == 2
    for note in told:  # the digits of no other number, by which whoever reads it would look for it
        assert "lost" in note
        assert not any(sign.isdigit() for sign in note)


def test_a_sex_that_the_id_contradicts_is_asked() -> None:
    header, row = "序号|姓名|性别|身份证号", "1|陈玉珍|男|139904196811232649"
    reading = paste(header, row)
    (question,) = reading.questions
    assert column("sex", reading)[0].mark == "unsure"  # type: ignore[union-attr]
    assert values("sex", paste(header, row, answers={question.key: "F"})) == ["F"]


def test_names_keep_their_words() -> None:
    reading = paste("No|Name|Sex", "1|THIDAR  MYA  CHO|F", "2|Ko Ko Oo|M", "3|Ms. Naly Xayavong|F", "4|Mr Bean|F")
    assert values("full_name", reading) == ["THIDAR MYA CHO", "Ko Ko Oo", "Naly Xayavong", "Mr Bean"]
    assert values("honorific", reading) == [None, None, "Ms.", None]


@pytest.mark.parametrize(
    ("header", "row", "name", "form"),
    [
        ("අංකය|නම|ස්ත්‍රී/පුරුෂ", "1|සුනිල් පෙරේරා මයා|පුරුෂ", "සුනිල් පෙරේරා", "මයා"),  # after the name
        ("අංකය|නම|ස්ත්‍රී/පුරුෂ", "1|සුනිල් පෙරේරා මයා|ස්ත්‍රී", "සුනිල් පෙරේරා මයා", None),
        ("Sıra|Adı Soyadı|Cinsiyet", "1|Ayşe Yılmaz Hanım|Kadın", "Ayşe Yılmaz", "Hanım"),
        ("م|الاسم|النوع", "1|د/ منى حسن|أنثى", "منى حسن", "د/"),  # of women and men
        ("No|Name|Sex", "1|Mr.Bo Win|M", "Bo Win", "Mr."),  # a full stop stands for the space
        ("N°|Nom et prénom|Sexe", "1|M.Sow|H", "M.Sow", None),  # an initial, perhaps
        ("ល.រ|ឈ្មោះ|ភេទ", "1|លោកស្រីកែវ ចាន់ថា|ស្រី", "កែវ ចាន់ថា", "លោកស្រី"),
        ("ক্রঃ নং|নাম|লিঙ্গ", "1|মোঃ কামাল মিয়া|পুরুষ", "মোঃ কামাল মিয়া", None),  # part of the name
    ],
)
def test_forms_of_address_of_several_scripts(header: str, row: str, name: str, form: str | None) -> None:
    reading = paste(header, row)
    assert (values("full_name", reading), values("honorific", reading)) == ([name], [form])


def test_a_part_of_the_name_that_tells_the_sex_is_only_asked_about() -> None:
    header, rows = "ক্রঃ নং|নাম|লিঙ্গ", ("1|মোঃ কামাল মিয়া|", "2|মোছাঃ শিরিন আক্তার|")
    (question,) = paste(header, *rows).questions
    reading = paste(header, *rows, answers={question.key: "yes"})
    assert values("sex", reading) == ["M", "F"]
    assert values("full_name", reading) == ["মোঃ কামাল মিয়া", "মোছাঃ শিরিন আক্তার"]


def test_a_word_for_a_course_or_its_time_is_decided_by_the_cells() -> None:
    header = "ردیف|نام و نام خانوادگی|دوره|شروع|پایان"
    reading = paste(header, "1|مریم احمدی|SYB|1400/07/12|1400/07/16", "2|رضا کریمی|GYB|1400/07/20|1400/07/22")
    assert values("product", reading) == ["SYB", "GYB"]
    assert values("start", reading) == [date(2021, 10, 4), date(2021, 10, 12)]
    reading = paste("ردیف|نام و نام خانوادگی|دوره", "1|مریم احمدی|1400/07/12", "2|رضا کریمی|1400/07/20")
    assert values("start", reading) == [date(2021, 10, 4), date(2021, 10, 12)]


def test_a_date_of_our_calendar_among_those_of_another_is_looked_at() -> None:
    rows = [f"{n}|مریم {letter}|1400/07/{n + 10}" for n, letter in enumerate("ابپتثجچحخدذ", 1)]
    reading = paste("ردیف|نام و نام خانوادگی|شروع", *rows, "12|رضا کریمی|2021-10-04")
    marks = [value.mark for value in column("start", reading) if value]
    assert marks == ["converted"] * 11 + ["unsure"]
    assert values("start", reading)[-1] == date(2021, 10, 4)


def test_the_arabic_decimal_point_and_per_cent() -> None:
    reading = paste(
        "المنشأة|المؤشر|وحدة القياس|قبل|بعد", "شركة النيل|معدل الغياب|%|١١٫٥٪|٨٫٢", "شركة طيبة|معدل الغياب|%|٩٫٠|٧"
    )
    assert values("baseline", reading) == [11.5, 9.0]


def test_days_stand_beside_days_whose_signs_are_known() -> None:
    rows = ("1|Awa|✓|??|✓|✓", "2|Ba|✓|??|½|✓", "3|Cu|✓|✓|✓|??")
    reading = paste("No|Name|17|18|19|20", *rows)
    days = [[row.values.get(f"attendance:{n}") for n in range(2, 6)] for row in reading.tables[0].rows]
    assert [[one.value if one else None for one in row] for row in days] == [
        [1.0, None, 1.0, 1.0],
        [1.0, None, 0.5, 1.0],
        [1.0, 1.0, 1.0, None],
    ]
    assert days[0][1] is not None
    assert days[0][1].mark == "unsure"


def test_a_column_of_unsure_answers_is_no_name_of_a_business() -> None:
    header = "No|Name|Contacted on|Result of contact|Business"
    rows = [
        f"{n}|Aye {'abcdef'[n]}|2022-06-0{n + 1}|reached|{said}"
        for n, said in enumerate(["yes", "no", "yes", "no", "-", "yes"])
    ]
    reading = paste(header, *rows)
    assert values("started", reading) == [True, False, True, False, None, True]


def test_education_is_the_course_where_products_stand_below() -> None:
    rows = ("1|Ayşe Yılmaz|SYB|lise", '2|Ali Kaya|"|lise', "3|Elif Koç|GYB|lise", "4|Can Ak|aynı|lise")
    reading = paste("Sıra|Adı Soyadı|Eğitim|Eğitim Durumu", *rows)
    assert values("product", reading) == ["SYB", "SYB", "GYB", "GYB"]
    assert values("education", reading) == ["lise"] * 4


def test_a_position_by_what_people_are_in_a_firm() -> None:
    reading = paste("No|Firm|Name|What", "1|Adom Ltd|Esi|Production manager", "2|Adom Ltd|Yaw|Machine operator")
    assert values("position", reading) == ["Production manager", "Machine operator"]


@pytest.mark.parametrize(
    ("header", "cell"),
    [("Lieu et date de naissance", "Bukavu, le 28/07/1978"), ("Санаи таваллуд", "28.7.1978 с.")],
)
def test_a_date_of_birth_beside_other_words(header: str, cell: str) -> None:
    (born,) = values("birth_date", paste(f"N°|Nom complet|{header}", f"1|Awa Faye|{cell}"))
    assert born == date(1978, 7, 28)


def test_three_names_of_the_congo() -> None:
    (name,) = values("full_name", paste("N°|NOM|POST-NOM|PRENOM|Sexe", "1|MUGISHO|NABINTU|Neema|F"))
    assert name == "MUGISHO NABINTU Neema"


@pytest.mark.parametrize("sign", ["'", "’", "‘", "ʻ", "`"])
def test_every_sign_for_an_apostrophe(sign: str) -> None:
    header = "T/r|F.I.Sh.|Tug'ilgan sanasi|O'qituvchi".replace("'", sign)
    fields = [guess.field for guess in paste(header, "1|Karimov Aziz|15.06.1975|N. Aliyeva").tables[0].columns]
    assert fields == ["serial", "full_name", "birth_date", "trainer"]


@pytest.mark.parametrize("cell", ["18 dont 15 femmes", "18 of whom 15 women", "18 из них 15 женщин"])
def test_women_told_after_all_of_them(cell: str) -> None:
    (table,) = paste("No|Training|Date|Participants", f"1|SYB|2020-03-02|{cell}", "2|GYB|2020-04-02|9").tables
    assert [table.rows[0].values[name].value for name in ("participants", "women", "men")] == [18, 15, 3]


def test_whether_people_are_married_is_no_outcome() -> None:
    rows = ("1|Maria Bere|Belum kawin|", "2|Yosef Seran|Kawin|tidak hadir", "3|Ana Klau|Belum kawin|")
    assert values("outcome", paste("No|Nama Peserta|Status|Ket.", *rows)) == [None] * 3
    reading = paste("No|Nama Peserta|Status", "1|Maria Bere|lulus", "2|Yosef Seran|tidak lulus")
    assert values("outcome", reading) == ["completed", "failed"]


@pytest.mark.parametrize(("country", "currency"), [("CM", "XAF"), ("SN", "XOF"), (None, "XOF")])
def test_a_franc_is_that_of_the_country(country: str | None, currency: str) -> None:
    (table,) = paste("N°|Nom complet|CA mensuel", "1|Awa Faye|75 000 FCFA", country=country).tables
    assert currency_of(table, table.rows[0], country) == currency


def test_no_schooling_is_an_answer() -> None:
    reading = paste("No.|Nombre completo|Escolaridad", "1|Karla Reyes|Ninguna", "2|Selvin Zelaya|N/D")
    assert values("education", reading) == ["Ninguna", None]


def test_days_with_months_in_a_script_of_vowel_signs() -> None:
    header = "இல|பெயர்|பால்|6 மார்ச்|7 மார்ச்|8 மார்ச்|9 மார்ச்|வேறு|மற்றது"
    reading = paste(header, "1|கவிதா நடராஜா|பெண்|✓|✓|½|✓|", "2|ரவி சண்முகம்|ஆண்|✓|✓|✓|✓|")
    assert [values(f"attendance:{n}", reading) for n in (3, 5)] == [[1.0, 1.0], [0.5, 1.0]]


def test_two_zeros_that_a_number_cell_lost_are_given_back_to_be_looked_at() -> None:
    rows: list[list[Cell]] = [["No", "Nome", "CPF"], [1, "Ana Lima", 387195416], [2, "Rui Nobre", "12345678909"]]
    (table,) = read_sheets("l.xlsx", [Grid("S", rows)], country="BR", today=TODAY).tables
    found = table.rows[0].values["national_id"]
    assert (found.value, found.mark) == ("00387195416", "unsure")


def test_burmese_forms_of_address_need_both_spellings() -> None:
    header = "No|အမည်|Name (English)|Sex"
    reading = paste(header, "1|မစန္ဒာချို|Ma Sandar Cho|F", "2|မင်းဟန်|Min Han|M", "3|ကိုကိုဦး|Ko Ko Oo|M")
    assert values("full_name", reading) == ["စန္ဒာချို", "မင်းဟန်", "ကိုကိုဦး"]
    assert values("latin_name", reading) == ["Sandar Cho", "Min Han", "Ko Ko Oo"]


def test_burmese_forms_of_address_that_all_of_a_list_have() -> None:
    rows = ("1|ဒေါ်ခင်မာဝင်း|မ", "2|ကိုအောင်မျိုး|ကျား", "3|မသီရိ|မ", "4|ဦးကျော်စွာ|ကျား")
    reading = paste("စဉ်|အမည်|ကျား/မ", *rows)
    assert values("full_name", reading) == ["ခင်မာဝင်း", "အောင်မျိုး", "သီရိ", "ကျော်စွာ"]
    reading = paste("No|Name|Sex", "1|U Kyaw Zin|M", "2|Naw Paw|F", "3|Ma Ei|F", country="MM")
    assert values("full_name", reading) == ["Kyaw Zin", "Naw Paw", "Ma Ei"]


def test_the_sex_by_a_line_above() -> None:
    reading = paste("No|Name|Age", "Women||", "1|Aye Mya|30", "2|Su Su|31", "Men||", "1|Bo Bo|40")
    assert values("sex", reading) == ["F", "F", "M"]
    reading = paste("No|Name|Sex", "Women||", "1|Aye Mya|", "2|Bo Bo|M")
    assert values("sex", reading) == [None, "M"]


def test_the_order_of_day_and_month_by_other_dates_of_the_list_is_likely_and_still_asked() -> None:
    header, rows = (
        "No|Name|Date of birth|Date of interview",
        ("1|Ana|03/04/1990|25/06/2021", "2|Budi|05/06/1991|26/06/2021"),
    )
    reading = paste(header, *rows)
    born = column("birth_date", reading)
    assert [(value.value, value.mark) for value in born if value] == [
        (date(1990, 4, 3), "unsure"), (date(1991, 6, 5), "unsure"),
    ]  # fmt: skip
    assert [question.rows for question in reading.questions] == [(2, 3)]
    assert values("birth_date", paste(header, *rows, answers={reading.questions[0].key: "mdy"})) == [
        date(1990, 3, 4), date(1991, 5, 6),
    ]  # fmt: skip


def test_a_place_before_a_date_of_birth() -> None:
    reading = paste("No|Nama|Tempat, Tgl Lahir", "1|Ana|Soe, 22-05-1987", "2|Budi|Ende, 3 Agustus 1990")
    assert values("birth_date", reading) == [date(1987, 5, 22), date(1990, 8, 3)]


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("97 12 34 56", "BJ", "+2290197123456"),
        ("(229) 66 11 22 33", "BJ", "+2290166112233"),
        ("07 58 12 34", "CI", "+2250707581234"),
        ("07812223334 - 07712223335", "IQ", "+9647812223334; +9647712223335"),
        ("၀၉-၂၅၀၇၆၅၄၃၂၊ ၀၉-၇၉၁၂၃၄၅၆၇", "MM", "+959250765432; +959791234567"),
    ],
)
def test_telephone_numbers_of_before_and_beside_each_other(typed: str, country: str, number: str) -> None:
    assert values("phones", paste("No|Name|Phone", f"1|Ana Bo|{typed}", country=country)) == [number]


@pytest.mark.parametrize("mark", ["--//--", ",,", "- // -", "„", "''", '-"-'])
def test_ditto_marks_of_any_signs(mark: str) -> None:
    assert values("township", paste("No|Name|Township", "1|Ana|Ende", f"2|Budi|{mark}")) == ["Ende", "Ende"]


def test_zawgyi_becomes_unicode() -> None:
    reading = paste("No|အမည္|Sex", "1|ေဒၚေမာ္ဆု|မ", "2|ကိုလတ္|က်ား")
    assert values("full_name", reading) == ["ဒေါ်မော်ဆု", "ကိုလတ်"]
    assert [(value.raw, value.mark) for value in column("full_name", reading) if value] == [
        ("ေဒၚေမာ္ဆု", "converted"), ("ကိုလတ္", "converted"),
    ]  # fmt: skip
    assert values("sex", reading) == ["F", "M"]


def test_ditto_marks_are_filled_but_not_into_identities() -> None:
    reading = paste("No|Name|Township|Phone", "1|Aye|Hpa-An|09443790564", '2|Bo|"|"', "3|Cho|do|09442325777")
    assert values("township", reading) == ["Hpa-An", "Hpa-An", "Hpa-An"]
    second = column("phones", reading)[1]
    assert second is not None
    assert (second.value, second.mark) == (None, "unsure")


@given(st.text(st.characters(categories=["Nd"]), min_size=1))
def test_digits_of_every_script(text: str) -> None:
    assert ascii_digits(text).isascii()
    assert int(ascii_digits(text)) == int(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("từ ngày 05/8 đến ngày 09/8/2019", (2019, 8, 5), (2019, 8, 9)),
        ("၂၀၁၉ ခုနှစ် ဇွန်လ ၁၇ ရက်မှ ၂၁ ရက်အထိ", (2019, 6, 17), (2019, 6, 21)),
        ("ថ្ងៃទី៤ ដល់ ថ្ងៃទី៨ ខែមីនា ឆ្នាំ២០១៩", (2019, 3, 4), (2019, 3, 8)),
        ("2019 оны 3-р сарын 4-8-ны өдөр", (2019, 3, 4), (2019, 3, 8)),
        ("06.09.2021 y.", (2021, 9, 6), (2021, 9, 6)),
        ("6-sentabr 2021-yil", (2021, 9, 6), (2021, 9, 6)),
        ("14.02.2020 ж.", (2020, 2, 14), (2020, 2, 14)),
        ("خلال الفترة من 10/11/2019 ولغاية 14/11/2019", (2019, 11, 10), (2019, 11, 14)),
        ("16.-20. März 2019", (2019, 3, 16), (2019, 3, 20)),
        ("4, 5 y 6 de marzo de 2019", (2019, 3, 4), (2019, 3, 6)),
        ("lundi 4 mars 2019", (2019, 3, 4), (2019, 3, 4)),
        ("28 Dec - 3 Jan 2020", (2019, 12, 28), (2020, 1, 3)),
        ("၂၀၁၉ ခုနှစ်၊ သြဂုတ်လ ၅ ရက်မှ ၉ ရက်အထိ", (2019, 8, 5), (2019, 8, 9)),
        ("2021-yil 6-10 sentabr", (2021, 9, 6), (2021, 9, 10)),
        ("০৬ মার্চ ২০২২ হতে ১০ মার্চ ২০২২", (2022, 3, 6), (2022, 3, 10)),
        ("من 12/1/1443هـ إلى 16/1/1443هـ", (1443, 1, 12), (1443, 1, 16)),
        ("2022.06.13 සිට 2022.06.17 දක්වා", (2022, 6, 13), (2022, 6, 17)),
        ("2021年4月12日—4月21日", (2021, 4, 12), (2021, 4, 21)),
        ("2021 оны 5 сарын 17-ноос 21-ний өдөр", (2021, 5, 17), (2021, 5, 21)),
        ("১৪ মার্চ থেকে ১৮ মার্চ ২০২১ পর্যন্ত", (2021, 3, 14), (2021, 3, 18)),
        ("مورخ ۱۲ الی ۱۶ اسد سال ۱۴۰۰", (1400, 5, 12), (1400, 5, 16)),
        ("4 March 2019 (5 days)", (2019, 3, 4), (2019, 3, 4)),
    ],
)
def test_an_interval_is_read_however_it_is_written(text: str, start: tuple[int, ...], end: tuple[int, ...]) -> None:
    found = parse_date(text, load_words())
    assert found is not None
    assert (found.start.year, found.start.month, found.start.day) == start
    assert (found.end.year, found.end.month, found.end.day) == end


def test_trainers_whose_names_are_headed_as_such() -> None:
    reading = paste("م|اسم المدرب|النوع|تاريخ تدريب المدربين|صالحة حتى|SYB", "1|هالة مصطفى|أنثى|15/10/2018||x")
    assert reading.tables[0].kind == "trainers"
    assert values("full_name", reading) == ["هالة مصطفى"]


def test_a_product_with_its_dates_in_one_heading() -> None:
    reading = paste(
        "N°|Prénom|Nom|TRIE 7-9 fév 2022|CREE du 14 au 18 fév. 2022", "1|Awa|DIARRA|x|x", "2|Modibo|KONÉ|x|"
    )
    course = reading.tables[0].course
    assert course["start:GYB"].value == date(2022, 2, 7)
    assert course["end:SYB"].value == date(2022, 2, 18)


def test_the_number_of_a_batch_is_no_month() -> None:
    told = title_texts("รายชื่อผู้อบรม SYB รุ่นที่ 3/2561", load_words())
    assert "dates" not in dict(told)
    assert dict(title_texts("SYB 3/2561", load_words()))["dates"] == "3/2561"


def test_women_men_and_total_in_one_cell() -> None:
    reading = paste("No.|Activity|Dates|No. of participants", "1|SYB|4-8 March 2019|Male: 10 Female: 12 Total: 22")
    assert [values(name, reading) for name in ("women", "men", "participants")] == [[12], [10], [22]]
    reading = paste("No.|Activity|Dates|No. of participants", "1|SYB|4-8 March 2019|Male: 10 Female: 12 Total: 25")
    assert [value.mark for value in column("participants", reading) if value] == ["unsure"]


def test_women_and_men_in_the_order_of_the_heading() -> None:
    reading = paste("N.|Formação|Data|Participantes (H/M)", "1|SYB|4-8/3/2019|12/13", "2|GYB|11-13/3/2019|10 H e 15 M")
    assert (values("men", reading), values("women", reading)) == ([12, 10], [13, 15])


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("SYB培训班学员花名册", "SYB"),
        ("อบรมSYBรุ่น2", "SYB"),
        ("第8期改善你的企业班", "IYB"),
        ("SYBIL training", None),
        ("የKAB ትምህርት", "KAB"),
    ],
)
def test_a_product_beside_letters_of_a_script_without_spaces(text: str, product: str | None) -> None:
    assert load_words().product_of(text) == product


def test_years_of_birth_or_ages_in_one_column() -> None:
    reading = paste("No|Name|Year of birth / age", "1|Aber Concy|1995", "2|Okot Simon|27")
    assert (values("birth_year", reading), values("age", reading)) == ([1995, None], [None, 27])


def test_of_two_columns_of_a_date_the_one_with_dates_counts() -> None:
    reading = paste("N°|Nom|Date FDF|Certifié ?|Date certification", "1|Issa|22/03/2014|Oui|22/06/2015")
    assert values("certified_on", reading) == [date(2015, 6, 22)]


def test_a_business_asked_by_yes_or_no_and_schooling_by_its_words() -> None:
    reading = paste("N°|Nom et prénoms|Emprendimiento (SI/NO)|Niveau", "1|Awa Diarra|SI|BEPC", "2|Issa Koné|NO|Bac+2")
    assert values("business", reading) == ["SI", "NO"]
    assert values("education", reading) == ["BEPC", "Bac+2"]


def test_what_a_firm_makes_is_no_training() -> None:
    reading = paste("No|Factory name|Product|Total workers|Trade union (Y/N)", "1|Golden Thread|Garments|480|Y")
    assert reading.tables[0].kind == "enterprises"
    assert values("business_type", reading) == ["Garments"]


def test_dates_below_products_are_of_the_header() -> None:
    reading = paste("စဉ်|အမည်|အသက်|GYB|SYB", "|||၁၀-၁၂.၆.၂၀၁၉|၁၇-၂၁.၆.၂၀၁၉", "၁|နော်ဖောစေး|၂၅|✓|✓", "၂|စောထူးဝါး|၂၆|✓|")
    assert reading.tables[0].course["start:SYB"].value == date(2019, 6, 17)
    assert values("product:SYB", reading) == [True, None]


def test_a_date_kept_as_a_number_of_days_is_looked_at() -> None:
    reading = paste("No|Name|Date of birth", "1|Ana|31121", "2|Budi|15/03/1990")
    assert [(value.value, value.mark) for value in column("birth_date", reading) if value] == [
        (date(1985, 3, 15), "unsure"), (date(1990, 3, 15), "converted"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "bracket"),
    [("36 ans et +", "36+"), ("36 años y más", "36+"), ("36+", "36+"), ("> 60", "60+"), ("60 ปีขึ้นไป", "60+"),
     ("moins de 25", "<25"), ("under 18", "<18"), ("25-35 ans", "25-35")],
)  # fmt: skip
def test_open_brackets_of_age(typed: str, bracket: str) -> None:
    reading = paste("N°|Nom et prénom|Tranche d'âge", f"1|Awa Ba|{typed}")
    assert (values("age_bracket", reading), values("age", reading)) == ([bracket], [None])


@pytest.mark.parametrize("typed", ["1234567890" * 190, "ကျား " * 380, "one two " * 240])
def test_a_long_text_is_no_number_of_people_and_is_not_searched_for_one(typed: str) -> None:
    rows = [f"{number}|Factory {number}|Garments|{typed}" for number in range(1, 41)]
    reading = paste("No|Factory name|Product|Total workers", *rows, "41|Golden Thread|Garments|480")
    found = [value for value in column("workers_total", reading) if value is not None]
    assert [value.value for value in found] == [*[None] * 40, 480]
    assert all(value.note for value in found[:40])


@pytest.mark.parametrize(
    ("kind", "text", "status"),
    [
        ("outcome", "ບໍ່ຈົບ", "failed"),
        ("outcome", "ຍັງບໍ່ທັນສຳເລັດ", "failed"),
        ("outcome", "Chưa hoàn thành", "failed"),
        ("outcome", "no se graduó", "failed"),
        ("outcome", "पूरा नहीं", "failed"),
        ("outcome", "Sí completó", "completed"),
        ("outcome", "No. 4, completed", "completed"),
        ("contact", "could not be interviewed", "not_found"),
        ("contact", "không gọi được", "not_found"),
    ],
)
def test_a_status_that_is_denied_is_its_opposite(kind: str, text: str, status: str) -> None:
    assert load_words().status_of(kind, text) == status


@pytest.mark.parametrize(
    ("kind", "text", "status"),
    [("outcome", "desistio", "dropped_out"), ("outcome", "Bo hoc giua chung", "dropped_out"),
     ("contact", "nao atende", "not_found"), ("contact", "a demenage", "moved")],
)  # fmt: skip
def test_a_status_typed_without_accents(kind: str, text: str, status: str) -> None:
    assert load_words().status_of(kind, text) == status


@pytest.mark.parametrize(
    ("kind", "text", "status"),
    [
        ("outcome", "انسحبت", "dropped_out"), ("outcome", "中途退学", "dropped_out"), ("outcome", "Hakuja", "no_show"),
        ("outcome", "Выбыл после 2 дня", "dropped_out"), ("outcome", "অনুপস্থিত", "no_show"),
        ("contact", "打不通", "not_found"), ("contact", "Hindi makontak", "not_found"),
        ("contact", "تم", "reached"), ("contact", "لم يتم الرد", "not_found"), ("contact", "تم الرفض", "refused"),
        ("contact", "Yarimutse", "moved"), ("contact", "ຕິດຕໍ່ແລ້ວ", "reached"), ("contact", "Tidak diangkat", "not_found"),
    ],
)  # fmt: skip
def test_how_courses_and_calls_end_in_many_languages(kind: str, text: str, status: str) -> None:
    assert load_words().status_of(kind, text) == status


@pytest.mark.parametrize("name", ["Nota Mensah", "Visa Koné", "Sonia Rakoto", "منظور احمد", "Maya Tamang"])
def test_a_name_is_no_footer_and_no_total(name: str) -> None:
    words = load_words()
    assert not any(words.starts_with(kind, name) for kind in ("footer", "total"))


def test_an_identity_number_of_sixteen_digits_lost_its_last_in_a_number_cell() -> None:
    rows: list[list[Cell]] = [
        ["No", "Nama", "L/P", "NIK"], [1, "Siti", "P", 3273461403890070.0], [2, "Adi", "L", "3273461403890071"],
    ]  # fmt: skip
    first, second = read_sheets("list.xlsx", [Grid("Sheet1", rows)], today=TODAY).tables[0].rows
    assert first.values["national_id"].mark == "refused"
    assert second.values["national_id"].value == "3273461403890071"


@pytest.mark.parametrize(
    ("last", "other", "mark"),
    [("00", "1971103782854325%d", "unsure"), ("00", "1.97E+16", "refused"), ("000", "19711037828543250%d", "refused")],
)
def test_a_long_number_that_ends_in_noughts_by_chance_is_looked_at(last: str, other: str, mark: str) -> None:
    ids = [f"198910392029162{last}", *(other % place if "%" in other else other for place in range(2))]
    reading = paste("No|Name|Sex|NID", *(f"{place}|Aye {place}|F|{told}" for place, told in enumerate(ids, 1)))
    (first, *_rest) = column("national_id", reading)
    assert first is not None
    assert (first.value, first.mark) == (ids[0] if mark == "unsure" else None, mark)


@pytest.mark.parametrize(("every", "expected"), [(10, None), (3, "unsure")])
def test_too_many_long_numbers_that_end_in_nought_may_be_rounded(every: int, expected: str | None) -> None:
    ids = [f"32734614038{1000 + place}{0 if place % every == 0 else 7}" for place in range(20)]
    reading = paste("No|Nama|L/P|NIK", *(f"{place}|Siti {place}|P|{told}" for place, told in enumerate(ids, 1)))
    (first, *_rest) = column("national_id", reading)
    assert first is not None
    assert (first.value, first.mark) == (ids[0], expected)


@pytest.mark.parametrize(
    ("share", "women", "men"),
    [("60%", 12, 8), ("all", 20, 0), ("0.6", 12, 8), ("33%", None, None), ("٪60", 12, 8), ("many", None, None)],
)
def test_a_share_under_women_is_of_the_total_beside_it(share: str, women: int | None, men: int | None) -> None:
    reading = paste("No|Training|Date|Participants|Female", f"1|SYB|2020-03-02|20|{share}", "2|GYB|2020-04-02|9|5")
    assert (values("participants", reading)[0], values("women", reading)[0]) == (20, women)
    assert values("men", reading)[0] == men


def test_an_interval_as_iso_writes_it() -> None:
    found = parse_date("2019-06-10/2019-06-14", load_words())
    assert found is not None
    assert (found.start, found.end) == (Partial(2019, 6, 10), Partial(2019, 6, 14))


@pytest.mark.parametrize(
    "told", ["50 (of which 30 women)", "50 dont 30 femmes", "50, trong đó 30 nữ", "50 其中女30", "50 (из них 30 жен.)"]
)
def test_some_of_all_are_women(told: str) -> None:
    reading = paste("No|Training|Date|Participants", f"1|SYB|2020-03-02|{told}", "2|GYB|2020-04-02|9")
    assert (values("participants", reading)[0], values("women", reading)[0], values("men", reading)[0]) == (50, 30, 20)


@pytest.mark.parametrize(
    "told", ["did not complete", "failed to complete", "n'a pas terminé", "no culminó", "tidak selesai"]
)
def test_not_finished_is_asked_for_it_says_not_why(told: str) -> None:
    reading = paste("No|Name|Sex|Course|Result", f"1|Ann Phiri|F|SYB|{told}", "2|Joe Banda|M|SYB|failed the test")
    unfinished, failed = column("outcome", reading)
    assert unfinished is not None
    assert failed is not None
    assert (unfinished.mark, failed.value, failed.mark) == ("unsure", "failed", "converted")


def test_a_day_that_stands_twice_is_asked_and_may_be_left_out() -> None:
    lines = ("No|Name|Sex|3 May|4 May|4 May|6 May", "1|Ann Phiri|F|1|1|0|1", "2|Joe Banda|M|1|0|1|1")
    (question,) = paste(*lines).questions
    assert question.column == "F"
    answered = paste(*lines, answers={question.key: "no"})
    assert len([name for name in answered.tables[0].rows[0].values if name.startswith("attendance:")]) == 3
    assert paste("No|Name|Sex|3 May|3 May|4 May|4 May", "1|Ann Phiri|F|1|1|0|1").questions == ()


def test_hours_that_differ_within_a_course_were_attended() -> None:
    reading = paste(
        "No|Name|Sex|Course|Start|Hours", "1|Ann Phiri|F|SYB|2020-03-02|30", "2|Joe Banda|M|SYB|2020-03-02|12"
    )
    assert values("attendance_total", reading) == [30.0, 12.0]
    alike = paste(
        "No|Name|Sex|Course|Start|Hours", "1|Ann Phiri|F|SYB|2020-03-02|30", "2|Joe Banda|M|GYB|2020-04-02|12"
    )
    assert values("hours", alike) == [30.0, 12.0]


def test_an_identity_number_of_eighteen_digits_in_a_number_cell_still_tells_the_birth() -> None:
    rows: list[list[Cell]] = [
        ["序号", "姓名", "性别", "身份证号"],
        [1, "陈伟", "男", 139907198510045000.0],
        [2, "李伟", "男", "139908199501257073"],
    ]
    first, second = read_sheets("list.xlsx", [Grid("Sheet1", rows)], country="CN", today=TODAY).tables[0].rows
    assert (first.values["national_id"].mark, first.values["birth_date"].value) == ("refused", date(1985, 10, 4))
    assert second.values["birth_date"].value == date(1995, 1, 25)


@pytest.mark.parametrize(
    ("country", "dates", "expected"),
    [
        ("AF", ["۱۳۹۸/۶/۲", "98/6/1"], [date(2019, 8, 24), date(2019, 8, 23)]),
        ("AF", ["2019/6/2", "21/6/19"], [date(2019, 6, 2), date(2019, 6, 21)]),
        ("AF", ["2019/6/21", "21/6/98"], [date(2019, 6, 21), date(1998, 6, 21)]),
        ("AF", ["21/6/19"], [date(2019, 6, 21)]),  # 1419 is far away
        ("AF", ["98/6/1"], [None]),
        ("NP", ["2076/6/2", "15/6/76"], [date(2019, 9, 19), date(2019, 10, 2)]),
        ("ET", ["1/6/13"], [None]),
    ],
)
def test_years_of_two_digits_in_other_calendars(country: str, dates: list[str], expected: list[date | None]) -> None:
    reading = paste(
        "No|Name|Sex|Course|Start", *(f"{n}|Ann {n}|F|SYB|{day}" for n, day in enumerate(dates, 1)), country=country
    )
    assert values("start", reading) == expected
    assert (None in expected) == bool(reading.questions)
