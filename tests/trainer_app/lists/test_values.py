"""Single columns: sex words, numbers, answers and names, understood or marked, never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trainer_app.lists.pasted import column, paste, values
from trainer_app.importing.figures import currency_of
from trainer_app.lists.scripts import ascii_digits
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


@pytest.mark.parametrize(
    ("cell", "value", "mark"),
    [
        ("75 000", 75000, "converted"),
        ("125 000,50", 125000.5, "converted"),
        ("1.250,50", 1250.5, "converted"),
        ("1.250", 1250, "unsure"),
        ("2 400,000", 2400, "converted"),  # of a dinar there are 1000 parts
        ("1 250,500 DT", 1250.5, "converted"),
        ("2.400,000", 2400, "converted"),
        ("850,000", 850000, "unsure"),
        ("0", 0, "unsure"),
        ("about a lot", None, "unsure"),
        ("0.8万", 8000, "converted"),
        ("1.25万元", 12500, "converted"),
        ("1,5 juta", 1500000, "converted"),
        ("Rp 2 jt", 2000000, "converted"),
        ("12k", 12000, "converted"),
        ("KSh 8 K", 8000, "converted"),
        ("5 triệu", 5000000, "converted"),
        ("2.5 lakh", 250000, "converted"),
        ("30 тыс. руб", 30000, "converted"),
        ("1.500 ribu", 1500000, "unsure"),
        ("4 kg", 4, "converted"),
    ],
)
def test_amounts(cell: str, value: float | None, mark: str) -> None:
    (amount,) = column("sales_month", paste("N°|Prénom(s)|Nom|CA mensuel (FCFA)", f"1|Awa|Faye|{cell}"))
    assert amount is not None
    assert (amount.value, amount.mark) == (value, mark)


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
        ("No|Name|Sex", "1|Madam Hawa Kallon|F", "Hawa Kallon", "Madam"),
        ("No|Name|Sex", "1|Mr.Bo Win|M", "Bo Win", "Mr."),  # a full stop stands for the space
        ("N°|Apellidos y nombres|Sexo", "1|Ing. Claudia Rentería|F", "Claudia Rentería", "Ing."),  # a profession
        ("N°|Apellidos y nombres|Sexo", "1|Lic. Marta Ríos|F", "Marta Ríos", "Lic."),
        ("N°|Nom et prénom|Sexe", "1|Ing. Awa Ba|F", "Awa Ba", "Ing."),
        ("Nº|Nome completo|Sexo", "1|Eng.º Rui Sitoe|M", "Rui Sitoe", "Eng.º"),
        ("No|Nama lengkap|Jenis kelamin", "1|Ir. Budi Santoso|L", "Budi Santoso", "Ir."),
        ("Sıra|Adı Soyadı|Cinsiyet", "1|Müh. Ayşe Yılmaz|Kadın", "Ayşe Yılmaz", "Müh."),
        ("N°|Nom et prénom|Sexe", "1|M.Sow|H", "M.Sow", None),  # an initial, perhaps
        ("ល.រ|ឈ្មោះ|ភេទ", "1|លោកស្រីកែវ ចាន់ថា|ស្រី", "កែវ ចាន់ថា", "លោកស្រី"),
        ("نمبر شمار|نام|جنس", "1|مسماۃ رخسانہ پروین|عورت", "رخسانہ پروین", "مسماۃ"),
        ("نمبر شمار|نام|جنس", "1|ڈاکٹر طارق عزیز|مرد", "طارق عزیز", "ڈاکٹر"),
        ("ګڼه|نوم|جنس", "1|ډاکټره زرغونه|ښځینه", "زرغونه", "ډاکټره"),
        ("ګڼه|نوم|جنس", "1|انجنیر احمد ګل|نارینه", "احمد ګل", "انجنیر"),
        ("شماره|نام|جنسیت", "1|مهندس احمد رحیمی|مرد", "احمد رحیمی", "مهندس"),
        ("№|ПІБ|Стать", "1|пані Олена Мельник|жін.", "Олена Мельник", "пані"),
        ("अ.क्र.|नाव|लिंग", "1|सौ. सुनीता काळे|महिला", "सुनीता काळे", "सौ."),
        ("अ.क्र.|नाव|लिंग", "1|श्री.रमेश जाधव|पु", "रमेश जाधव", "श्री."),
        ("अ.क्र.|नाव|लिंग", "1|कु.मंगल मोरे|स्त्री", "मंगल मोरे", "कु."),
        ("ક્રમ|નામ|લિંગ", "1|શ્રી.રમેશ પટેલ|પુરુષ", "રમેશ પટેલ", "શ્રી."),
        ("క్ర.సం.|పేరు|లింగం", "1|శ్రీమతి సునీత రెడ్డి|స్త్రీ", "సునీత రెడ్డి", "శ్రీమతి"),
        ("ಕ್ರ.ಸಂ.|ಹೆಸರು|ಲಿಂಗ", "1|ಶ್ರೀಮತಿ ಸವಿತಾ ಗೌಡ|ಹೆಣ್ಣು", "ಸವಿತಾ ಗೌಡ", "ಶ್ರೀಮತಿ"),
        ("ക്രമ നമ്പർ|പേര്|ലിംഗം", "1|ശ്രീമതി ബിന്ദു നായർ|സ്ത്രീ", "ബിന്ദു നായർ", "ശ്രീമതി"),
        ("ਲੜੀ ਨੰ.|ਨਾਮ|ਲਿੰਗ", "1|ਸ਼੍ਰੀਮਤੀ ਜਸਪ੍ਰੀਤ ਕੌਰ|ਔਰਤ", "ਜਸਪ੍ਰੀਤ ਕੌਰ", "ਸ਼੍ਰੀਮਤੀ"),
        ("କ୍ରମିକ ନଂ|ନାମ|ଲିଙ୍ଗ", "1|ଶ୍ରୀମତୀ ସୁନୀତା ଦାସ|ମହିଳା", "ସୁନୀତା ଦାସ", "ଶ୍ରୀମତୀ"),
        ("ক্ৰমিক নং|নাম|লিংগ", "1|শ্ৰীমতী ৰীতা বৰা|মহিলা", "ৰীতা বৰা", "শ্ৰীমতী"),
        ("अ.क्र.|नाव|लिंग", "1|कुमार गायकवाड|स्त्री", "कुमार गायकवाड", None),  # said to men
        ("ক্রঃ নং|নাম|লিঙ্গ", "1|মোঃ কামাল মিয়া|পুরুষ", "মোঃ কামাল মিয়া", None),  # part of the name
        ("ক্রঃ নং|নাম|লিঙ্গ", "1|জনাব মোছাঃ রহিমা বানু|মহিলা", "মোছাঃ রহিমা বানু", "জনাব"),  # said to women too
    ],
)
def test_forms_of_address_of_several_scripts(header: str, row: str, name: str, form: str | None) -> None:
    reading = paste(header, row)
    assert (values("full_name", reading), values("honorific", reading)) == ([name], [form])


def test_a_form_of_address_glued_to_the_name_is_taken_off_where_all_have_one() -> None:
    names = ["លោកគង់ សុវណ្ណ", "លោកស្រី តេង រដ្ឋា", "កញ្ញាឃឹម ណាវី", "លោក ម៉ៅ វុទ្ធី"]
    lines = [f"{number}|{name}|" for number, name in enumerate(names, 1)]
    reading = paste("ល.រ|ឈ្មោះ|ភេទ", *lines)
    assert values("honorific", reading) == ["លោក", "លោកស្រី", "កញ្ញា", "លោក"]
    assert values("full_name", reading)[0] == "គង់ សុវណ្ណ"
    reading = paste("ល.រ|ឈ្មោះ|ភេទ", lines[0], "2|តេង រដ្ឋា|", "3|ឃឹម ណាវី|")
    assert values("honorific", reading) == [None, None, None]


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


def test_a_word_for_a_course_or_its_time_is_decided_by_the_cells() -> None:
    header = "ردیف|نام و نام خانوادگی|دوره|شروع|پایان"
    reading = paste(header, "1|مریم احمدی|SYB|1400/07/12|1400/07/16", "2|رضا کریمی|GYB|1400/07/20|1400/07/22")
    assert values("product", reading) == ["SYB", "GYB"]
    assert values("start", reading) == [date(2021, 10, 4), date(2021, 10, 12)]
    reading = paste("ردیف|نام و نام خانوادگی|دوره", "1|مریم احمدی|1400/07/12", "2|رضا کریمی|1400/07/20")
    assert values("start", reading) == [date(2021, 10, 4), date(2021, 10, 12)]


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


def test_burmese_forms_of_address_need_both_spellings() -> None:
    header = "No|အမည်|Name (English)|Sex"
    reading = paste(header, "1|မစန္ဒာချို|Ma Sandar Cho|F", "2|မင်းဟန်|Min Han|M", "3|ကိုကိုဦး|Ko Ko Oo|M")
    assert values("full_name", reading) == ["စန္ဒာချို", "မင်းဟန်", "ကိုကိုဦး"]
    assert values("latin_name", reading) == ["Sandar Cho", "Min Han", "Ko Ko Oo"]


def test_burmese_forms_of_address_before_the_latin_spelling_alone() -> None:
    header = "No|Name (MM)|Name (Eng)|M/F"
    rows = ("1|စံရွှေမောင်|U San Shwe Maung|M", "2|မင်းသူဇာ|Ma Min Thuzar|F", "3|ကိုကိုဦး|Ko Ko Oo|M")
    reading = paste(header, *rows, "4|ဖြူသင်း|Ma Phyu Thin|M", "5|မောင်သိန်းအောင်|U Maung Thein Aung|M")
    assert values("latin_name", reading) == [
        "San Shwe Maung", "Min Thuzar", "Ko Ko Oo", "Ma Phyu Thin", "Maung Thein Aung",
    ]  # fmt: skip
    assert values("full_name", reading) == ["စံရွှေမောင်", "မင်းသူဇာ", "ကိုကိုဦး", "ဖြူသင်း", "မောင်သိန်းအောင်"]
    assert values("honorific", reading) == ["U", "Ma", None, None, "U"]


def test_burmese_forms_of_address_without_a_latin_spelling() -> None:
    reading = paste("စဉ်|အမည်|ကျား/မ", "1|ဒေါ်နီနီလှ|မ", "2|ဦးနိုင်စိုးဝင်း|ကျား", "3|အေးသီတာ|မ", "4|ဘသန်းစိန်|ကျား")
    assert values("full_name", reading) == ["နီနီလှ", "ဦးနိုင်စိုးဝင်း", "အေးသီတာ", "ဘသန်းစိန်"]
    marks = [value.mark for value in column("full_name", reading) if value is not None]
    assert marks == ["converted", "unsure", None, None]  # U Naing Soe Win, or Oo Naing Soe Win


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


@pytest.mark.parametrize("mark", ["ʺʺ", "--//--", ",,", "- // -", "„", "''", '-"-', "=", "-=-", "те саме", "-එම-"])
def test_ditto_marks_of_any_signs(mark: str) -> None:
    assert values("township", paste("No|Name|Township", "1|Ana|Ende", f"2|Budi|{mark}")) == ["Ende", "Ende"]


def test_signs_of_footnotes_are_no_part_of_a_name() -> None:
    reading = paste("No|Name|Sex", "1|Ann Phiri*|F", "2|† Bo Banda|M", "3|Chikondi|F")
    assert values("full_name", reading) == ["Ann Phiri", "Bo Banda", "Chikondi"]
    assert [(one.raw, one.mark) for one in column("full_name", reading) if one] == [
        ("Ann Phiri*", "converted"), ("† Bo Banda", "converted"), ("Chikondi", None),
    ]  # fmt: skip


def test_zawgyi_becomes_unicode() -> None:
    reading = paste("No|အမည္|Sex", "1|ေဒၚေမာ္ဆု|မ", "2|ကိုလတ္|က်ား")
    assert (values("full_name", reading), values("honorific", reading)) == (["မော်ဆု", "ကိုလတ်"], ["ဒေါ်", None])
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


def test_trainers_whose_names_are_headed_as_such() -> None:
    reading = paste("م|اسم المدرب|النوع|تاريخ تدريب المدربين|صالحة حتى|SYB", "1|هالة مصطفى|أنثى|15/10/2018||x")
    assert reading.tables[0].kind == "trainers"
    assert values("full_name", reading) == ["هالة مصطفى"]


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


def test_a_business_asked_by_yes_or_no_and_schooling_by_its_words() -> None:
    reading = paste("N°|Nom et prénoms|Emprendimiento (SI/NO)|Niveau", "1|Awa Diarra|SI|BEPC", "2|Issa Koné|NO|Bac+2")
    assert values("business", reading) == ["SI", "NO"]
    assert values("education", reading) == ["BEPC", "Bac+2"]


def test_what_a_firm_makes_is_no_training() -> None:
    reading = paste("No|Factory name|Product|Total workers|Trade union (Y/N)", "1|Golden Thread|Garments|480|Y")
    assert reading.tables[0].kind == "enterprises"
    assert values("business_type", reading) == ["Garments"]


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
        ("outcome", "انسحبت", "dropped_out"), ("outcome", "中途退学", "dropped_out"),
        ("outcome", "Did not turn up", "no_show"), ("outcome", "तालिम बीचमै छाड्नुभयो", "dropped_out"),
        ("outcome", "təlimi yarımçıq qoyub", "dropped_out"), ("outcome", "Tarik diri", "dropped_out"),
        ("outcome", "Hakuja", "no_show"), ("outcome", "दुसऱ्या दिवशी सोडून गेले", "dropped_out"),
        ("outcome", "आला नाही", "no_show"), ("outcome", "पूर्ण केले नाही", "failed"),
        ("outcome", "અધવચ્ચે છોડી દીધું", "dropped_out"), ("outcome", "మధ్యలో మానేశారు", "dropped_out"),
        ("outcome", "ಬಂದಿಲ್ಲ", "no_show"), ("outcome", "വന്നില്ല", "no_show"), ("outcome", "ਛੱਡ ਦਿੱਤਾ", "dropped_out"),
        ("outcome", "ଅନୁପସ୍ଥିତ", "no_show"), ("outcome", "এৰি দিলে", "dropped_out"),
        ("outcome", "Выбыл после 2 дня", "dropped_out"), ("outcome", "অনুপস্থিত", "no_show"),
        ("contact", "打不通", "not_found"), ("contact", "Hindi makontak", "not_found"),
        ("contact", "تم", "reached"), ("contact", "لم يتم الرد", "not_found"), ("contact", "تم الرفض", "refused"),
        ("contact", "Yarimutse", "moved"), ("contact", "ຕິດຕໍ່ແລ້ວ", "reached"), ("contact", "Tidak diangkat", "not_found"),
        ("indicator", "Skor 5R (rata-rata)", "5s_score"), ("indicator", "Nilai 5S/5R", "5s_score"),
    ],
)  # fmt: skip
def test_how_courses_and_calls_end_in_many_languages(kind: str, text: str, status: str) -> None:
    assert load_words().status_of(kind, text) == status


@pytest.mark.parametrize("name", ["Nota Mensah", "Visa Koné", "Sonia Rakoto", "منظور احمد", "Maya Tamang"])
def test_a_name_is_no_footer_and_no_total(name: str) -> None:
    words = load_words()
    assert not any(words.starts_with(kind, name) for kind in ("footer", "total"))


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


def test_the_sexes_in_a_heading_say_what_its_column_is() -> None:
    rows = [f"{n}|Awa {n}|{sex}" for n, sex in enumerate(("F", "H", "F", "M.", "H", "F", "H", "F"), 1)]
    reading = paste("N°|Nom|Genre H/F", *rows)
    assert values("sex", reading) == ["F", "M", "F", None, "M", "F", "M", "F"]
    assert len(reading.questions) == 1


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Д.Мөнхзул 9571-4047", "Д.Мөнхзул"),
        ("Н.Баярмаа, 95421533", "Н.Баярмаа"),
        ("О.Хишигжаргал /95436407/", "О.Хишигжаргал"),
        ("Grace Banda (Tel: +265 999 123 456); John Phiri", "Grace Banda; John Phiri"),
        ("U Kyaw Kyaw 09 123 456 789, Daw Mya", "U Kyaw Kyaw; Daw Mya"),
        ("Grace Banda (KAB 2018-2019)", "Grace Banda (KAB 2018-2019)"),
        ("95421533", "95421533"),
    ],
)
def test_a_telephone_number_beside_a_trainer_is_no_part_of_the_name(cell: str, names: str) -> None:
    reading = paste("No|School|Class|Women|Men|Teacher", f"1|School 1|11a|9|8|{cell}", "2|School 2|11b|7|8|Rose Phiri")
    first = column("trainer", reading)[0]
    assert first is not None
    assert (first.value, first.raw) == (names, cell)


def test_women_and_men_under_a_heading_of_both_beside_a_column_of_all() -> None:
    rows = ("1|School 1|11a|23|9/14", "2|School 2|11b|15|10/5", "3|School 3|11c|14|-")
    reading = paste("Д/д|Сургууль|Анги|Нийт суралцагч|Эм/Эр", *rows)
    assert values("women", reading)[:2] == [9, 10]
    assert values("men", reading)[:2] == [14, 5]
    assert values("participants", reading) == [23, 15, 14]
    assert [question.key for question in reading.questions] == []


def test_all_of_them_told_with_parts_that_do_not_add_up_under_a_heading_of_both() -> None:
    rows = ("1|School 1|11a|21|21 (эм 9, эр 13)", "2|School 2|11b|22|9/13")
    reading = paste("Д/д|Сургууль|Анги|Нийт суралцагч|Эм/Эр", *rows)
    assert [value and value.mark for value in column("women", reading)] == ["unsure", "converted"]
    assert values("women", reading) == [None, 9]


def test_another_status_than_that_of_the_course_is_no_outcome() -> None:
    rows = ("1|Ahmad Shah|M|بیجا شده", "2|Zahra Amini|F|عودت کننده", "3|Mirwais|M|جامعه میزبان")
    (table,) = paste("No|Name|Sex|وضعیت اقامت", *rows).tables
    assert [row.extra for row in table.rows] == [
        {"وضعیت اقامت": "بیجا شده"}, {"وضعیت اقامت": "عودت کننده"}, {"وضعیت اقامت": "جامعه میزبان"}
    ]  # fmt: skip
    assert values("outcome", paste("No|Name|Sex|وضعیت نهایی", "1|Ahmad|M|فارغ", "2|Zahra|F|غیرحاضر"))[0] == "completed"


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


def test_a_course_without_any_participants_is_looked_at_for_nought_may_be_not_known() -> None:
    reading = paste("No|Course|Date|Venue|Participants", "1|SYB|12/03/2024|Pakse|20 (12 F)", "2|SYB|13/03/2024|Pakse|0")
    told = [(value.value, value.mark) for value in column("participants", reading) if value is not None]
    assert told == [(20, "converted"), (0, "unsure")]


def test_trainers_whose_only_name_is_below_the_heading_trainer_are_listed() -> None:
    reading = paste(
        "No|Trainer name|Sex|Level|Certified on|Phone", "1|Thida Moe|F|Master trainer|2019-05-06|09443790564"
    )
    assert (reading.tables[0].kind, len(reading.tables[0].rows)) == ("trainers", 1)
    assert values("certified_on", reading) == [date(2019, 5, 6)]


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


def test_a_day_of_birth_below_a_heading_of_ages() -> None:
    lines = ("1|Ann Phiri|31", "2|Joe Banda|22/05/1984", "3|Eva Zulu|1990", "4|Sam Tembo|18-25")
    reading = paste("No|Name|Age/DOB", *lines)
    assert values("age", reading) == [31, None, None, None]
    assert values("birth_date", reading) == [None, date(1984, 5, 22), None, None]
    assert (values("birth_year", reading)[2], values("age_bracket", reading)[3]) == (1990, "18-25")


@pytest.mark.parametrize(
    ("header", "country", "number", "value", "mark"),
    [
        ("मोबाइल नं.", "NP", "97460609", None, "refused"),  # a net of Jumla begins so too
        ("फोन", "NP", "97460609", "+97797460609", "converted"),
        ("मोबाइल नं.", "NP", "014567890", "+97714567890", "converted"),
        ("Mobile No.", "PH", "091889830", None, "refused"),
        ("Phone / Mobile", "PH", "091889830", "+6391889830", "unsure"),
        ("Di động", "VN", "091234567", None, "refused"),
        ("Celular", "PE", "014567890", "+5114567890", "converted"),
    ],
)
def test_a_number_below_a_heading_for_mobile_ones_that_lacks_the_last_digits_is_refused(
    header: str, country: str, number: str, value: str | None, mark: str
) -> None:
    (told,) = column("phones", paste(f"No|Name|{header}", f"1|Aye Aye|{number}", country=country))
    assert told is not None
    assert (told.value, told.mark) == (value, mark)
