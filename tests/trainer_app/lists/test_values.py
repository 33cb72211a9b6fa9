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


@pytest.mark.parametrize("mark", ["ʺʺ", "--//--", ",,", "- // -", "„", "''", '-"-', "=", "-=-", "те саме", "-එම-"])
def test_ditto_marks_of_any_signs(mark: str) -> None:
    assert values("township", paste("No|Name|Township", "1|Ana|Ende", f"2|Budi|{mark}")) == ["Ende", "Ende"]


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
        ("outcome", "لم تجتز الاختبار", "failed"),
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


def test_all_of_them_told_with_parts_that_do_not_add_up_under_a_heading_of_both() -> None:
    rows = ("1|School 1|11a|21|21 (эм 9, эр 13)", "2|School 2|11b|22|9/13")
    reading = paste("Д/д|Сургууль|Анги|Нийт суралцагч|Эм/Эр", *rows)
    assert [value and value.mark for value in column("women", reading)] == ["unsure", "converted"]
    assert values("women", reading) == [None, 9]


def test_another_status_than_that_of_the_course_is_no_outcome() -> None:
    rows = ("1|Ahmad Shah|M|بیجا شده", "2|Zahra Amini|F|عودت کننده", "3|Mirwais|M|جامعه میزبان")
    (table,) = paste("No|Name|Sex|وضعیت اقامت", *rows).tables
    assert [row.values["category"].value for row in table.rows] == ["بیجا شده", "عودت کننده", "جامعه میزبان"]
    assert values("outcome", paste("No|Name|Sex|وضعیت نهایی", "1|Ahmad|M|فارغ", "2|Zahra|F|غیرحاضر"))[0] == "completed"


def test_a_course_without_any_participants_is_looked_at_for_nought_may_be_not_known() -> None:
    reading = paste("No|Course|Date|Venue|Participants", "1|SYB|12/03/2024|Pakse|20 (12 F)", "2|SYB|13/03/2024|Pakse|0")
    told = [(value.value, value.mark) for value in column("participants", reading) if value is not None]
    assert told == [(20, "converted"), (0, "unsure")]


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
