"""Dates, ages and years of birth in single columns: understood or marked, never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trainer_app.lists.pasted import TODAY, column, paste, values
from trainer_app.lists.courses import title_texts
from trainer_app.lists.dates import Partial, find_date, parse_date, says_more_of_dates, to_gregorian
from trainer_app.lists.read import read_pasted
from trainer_app.lists.words import load_words

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


def test_years_of_taiwan() -> None:
    header = "編號|姓名|性別|出生年月日|課程|開課日期"
    rows = [
        "1|吳美玲|女|78.5.5|SYB|108.3.4",
        "2|李怡君|女|民國72年12月16日|SYB|108/3/4",
        "3|陳志明|男|民國100年2月9日|SYB|1080304",
    ]
    reading = paste(header, *rows, country="TW")
    assert values("birth_date", reading) == [date(1989, 5, 5), date(1983, 12, 16), date(2011, 2, 9)]
    assert values("start", reading) == [date(2019, 3, 4)] * 3
    assert reading.questions == ()


def test_years_of_two_digits_where_other_columns_count_as_in_taiwan_are_asked_and_proposed() -> None:
    rows = ["1|吳美玲|女|78.5.5|SYB|108.3.4", "2|李怡君|女|72.12.16|SYB|108.3.4"]
    reading = paste("編號|姓名|性別|出生年月日|課程|開課日期", *rows, country="TW")
    assert values("birth_date", reading) == [date(1989, 5, 5), date(1983, 12, 16)]
    (question,) = reading.questions
    assert [code for code, _shown in question.options] == ["minguo", "gregorian"]
    ours = paste("编号|姓名|性别|出生年月日", *["1|吴美玲|女|78.5.5", "2|李怡君|女|72.12.16"], country="CN")
    assert values("birth_date", ours) == [date(1978, 5, 5), date(1972, 12, 16)]


def test_what_has_three_digits_is_no_year_by_itself() -> None:
    words = load_words()
    for text in ("108", "105-3", "100.5"):
        assert parse_date(text, words) is None
    assert find_date("上課日期：108年3月4日至8日", words) is not None


@pytest.mark.parametrize(
    "text",
    [
        "2019-03-11 00:00:00",
        "2019-03-11T00:00:00Z",
        "11/03/2019 9:30",
        "11 March 2019, 09:00 - 16:00",
        "3.11.2019 8:00 am",
    ],
)
def test_the_time_of_day_is_no_part_of_a_date(text: str) -> None:
    found = parse_date(text, load_words())
    assert found is not None
    assert {(p.year, p.month, p.day) for p in (found.start, found.month_first().start)} & {(2019, 3, 11)}
    both = parse_date("2019-03-11 00:00 - 2019-03-15 00:00", load_words())
    assert both is not None
    assert (both.start, both.end) == (Partial(2019, 3, 11), Partial(2019, 3, 15))


def test_two_dates_with_a_stroke_between_them_are_an_interval() -> None:
    found = parse_date("05-08-2019 / 09-08-2019", load_words())
    assert found is not None
    assert (found.start, found.end) == (Partial(2019, 8, 5), Partial(2019, 8, 9))


def test_a_month_of_mongolia_without_a_day() -> None:
    found = parse_date("2021 оны 6-р сар", load_words())
    assert found is not None
    assert found.start == Partial(2021, 6)


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
        ("१६ ते २० डिसेंबर २०१९", (2019, 12, 16), (2019, 12, 20)),
        ("२२ जाने. १९९७", (1997, 1, 22), (1997, 1, 22)),
        ("૧૬ થી ૨૦ ડિસેમ્બર ૨૦૧૯", (2019, 12, 16), (2019, 12, 20)),
        ("16 నుండి 20 డిసెంబర్ 2019", (2019, 12, 16), (2019, 12, 20)),
        ("16 ರಿಂದ 20 ಡಿಸೆಂಬರ್ 2019", (2019, 12, 16), (2019, 12, 20)),
        ("16 മുതൽ 20 ഡിസംബർ 2019", (2019, 12, 16), (2019, 12, 20)),
        ("16 ਤੋਂ 20 ਦਸੰਬਰ 2019", (2019, 12, 16), (2019, 12, 20)),
        ("୧୬ ରୁ ୨୦ ଡିସେମ୍ବର ୨୦୧୯", (2019, 12, 16), (2019, 12, 20)),
        ("১৬ৰ পৰা ২০ ডিচেম্বৰ ২০১৯", (2019, 12, 16), (2019, 12, 20)),
        ("د ۱۳۹۹ کال د وري له ۳ تر ۷", (1399, 1, 3), (1399, 1, 7)),
        ("د ۱۴۰۰ کال د زمري له ۲۹ د وږي تر ۲", (1400, 5, 29), (1400, 6, 2)),
        ("د ۱۴۰۱ کال د تلې د میاشتې له ۱۴ څخه تر ۱۶ پورې", (1401, 7, 14), (1401, 7, 16)),
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


def test_a_date_of_our_calendar_among_ethiopian_ones_is_taken_for_what_it_is_and_looked_at() -> None:
    rows = ("1|ገነት|ሴ|30/06/2012|04/07/2012", "2|ይልማ|ወ|09/03/2020|04/07/2012", "3|ሜሮን|ሴ|09/03/2099|04/07/2012")
    reading = paste("ተ.ቁ|ሙሉ ስም|ፆታ|የጀመረበት (E.C.)|ያለቀበት (E.C.)", *rows, country="ET")
    assert [(one.value, one.mark) for one in column("start", reading) if one is not None] == [
        (date(2020, 3, 9), "converted"), (date(2020, 3, 9), "unsure"), (None, "refused"),
    ]  # fmt: skip


def test_a_date_of_our_calendar_among_those_of_another_is_looked_at() -> None:
    rows = [f"{n}|مریم {letter}|1400/07/{n + 10}" for n, letter in enumerate("ابپتثجچحخدذ", 1)]
    reading = paste("ردیف|نام و نام خانوادگی|شروع", *rows, "12|رضا کریمی|2021-10-04")
    marks = [value.mark for value in column("start", reading) if value]
    assert marks == ["converted"] * 11 + ["unsure"]
    assert values("start", reading)[-1] == date(2021, 10, 4)


def test_a_day_beside_a_date_and_an_unknown_word_of_vowel_signs_is_not_lost() -> None:
    reading = paste("दिनांक: १६ टे २० डिसेंबर २०१९ स्थळ: पैठण", "अ.क्र.|नाव|लिंग", "1|मंगल मोरे|स्त्री", "2|अनिल काळे|पुरुष")
    start = reading.tables[0].course["start"]
    assert (start.value, start.mark) == (None, "unsure")


def test_days_with_months_in_a_script_of_vowel_signs() -> None:
    header = "இல|பெயர்|பால்|6 மார்ச்|7 மார்ச்|8 மார்ச்|9 மார்ச்|வேறு|மற்றது"
    reading = paste(header, "1|கவிதா நடராஜா|பெண்|✓|✓|½|✓|", "2|ரவி சண்முகம்|ஆண்|✓|✓|✓|✓|")
    assert [values(f"attendance:{n}", reading) for n in (3, 5)] == [[1.0, 1.0], [0.5, 1.0]]


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
        ("du 28 mars au 05/04/2022", (2022, 3, 28), (2022, 4, 5)),
        ("28/03 au 5 avril 2022", (2022, 3, 28), (2022, 4, 5)),
        ("28 March 2022 to 05/04/2022", (2022, 3, 28), (2022, 4, 5)),
        ("hasta el 15-03-2022", (2022, 3, 15), (2022, 3, 15)),
        ("၂၀၁၉ ခုနှစ်၊ သြဂုတ်လ ၅ ရက်မှ ၉ ရက်အထိ", (2019, 8, 5), (2019, 8, 9)),
        ("2021-yil 6-10 sentabr", (2021, 9, 6), (2021, 9, 10)),
        ("০৬ মার্চ ২০২২ হতে ১০ মার্চ ২০২২", (2022, 3, 6), (2022, 3, 10)),
        ("من 12/1/1443هـ إلى 16/1/1443هـ", (1443, 1, 12), (1443, 1, 16)),
        ("2022.06.13 සිට 2022.06.17 දක්වා", (2022, 6, 13), (2022, 6, 17)),
        ("2019 නොවැම්බර් මස 18 දින සිට 22 දින දක්වා", (2019, 11, 18), (2019, 11, 22)),
        ("2019 නොවැම්බර් මස 18 වන දින සිට දෙසැම්බර් මස 2 වනදා දක්වා", (2019, 11, 18), (2019, 12, 2)),
        ("2019 நவம்பர் மாதம் 18 ஆம் தேதி முதல் 22 ஆம் தேதி வரை", (2019, 11, 18), (2019, 11, 22)),
        ("2021年4月12日—4月21日", (2021, 4, 12), (2021, 4, 21)),
        ("二〇二一年十一月一日至十一月十日", (2021, 11, 1), (2021, 11, 10)),
        ("二零二一年三月二十五日至三十日", (2021, 3, 25), (2021, 3, 30)),
        ("二〇一九年十月", (2019, 10, None), (2019, 10, None)),
        ("21/3/8-21/3/17", (21, 3, 8), (21, 3, 17)),
        ("21.3.29-21.4/7", (21, 3, 29), (21, 4, 7)),
        ("2021 оны 5 сарын 17-ноос 21-ний өдөр", (2021, 5, 17), (2021, 5, 21)),
        ("১৪ মার্চ থেকে ১৮ মার্চ ২০২১ পর্যন্ত", (2021, 3, 14), (2021, 3, 18)),
        ("مورخ ۱۲ الی ۱۶ اسد سال ۱۴۰۰", (1400, 5, 12), (1400, 5, 16)),
        ("4 March 2019 (5 days)", (2019, 3, 4), (2019, 3, 4)),
        ("२०७७ चैत २८ - २०७८ वैशाख १", (2077, 12, 28), (2078, 1, 1)),
        ("2017 - II", (2017, None, None), (2017, None, None)),
        ("ለካቲት 3/2012", (2012, 6, 3), (2012, 6, 3)),
        ("15ی ئەیلوولی 2021", (2021, 9, 15), (2021, 9, 15)),
        ("octobre 2022 à juin 2023", (2022, 10, None), (2023, 6, None)),
        ("Sept-June 2023", (2022, 9, None), (2023, 6, None)),
        ("2021 yil sentabr - 2022 yil iyun", (2021, 9, None), (2022, 6, None)),
        ("2021 sentabr - dekabr", (2021, 9, None), (2021, 12, None)),
        ("từ tháng 9 năm 2021 đến tháng 6 năm 2022", (2021, 9, None), (2022, 6, None)),
        ("2021年9月至2022年6月", (2021, 9, None), (2022, 6, None)),
        ("2021 оны 9 сараас 2022 оны 6 сар", (2021, 9, None), (2022, 6, None)),
        ("09.2021 - 06.2022", (2021, 9, None), (2022, 6, None)),
        ("٧ی کانوونی دووەمی ٢٠٢٠", (2020, 1, 7), (2020, 1, 7)),
        ("99/4/19 - 99/4/23", (99, 4, 19), (99, 4, 23)),  # no day has that number
        ("99/4/29 الی 99/5/3", (99, 4, 29), (99, 5, 3)),
        ("99/4/19-23", (99, 4, 19), (99, 4, 23)),
        ("62/4/29-5/3", (62, 4, 29), (62, 5, 3)),
        ("19/4/99 - 23/4/99", (99, 4, 19), (99, 4, 23)),
    ],
)
def test_an_interval_is_read_however_it_is_written(text: str, start: tuple[int, ...], end: tuple[int, ...]) -> None:
    found = parse_date(text, load_words())
    assert found is not None
    assert (found.start.year, found.start.month, found.start.day) == start
    assert (found.end.year, found.end.month, found.end.day) == end


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


def test_of_two_columns_of_a_date_the_one_with_dates_counts() -> None:
    reading = paste("N°|Nom|Date FDF|Certifié ?|Date certification", "1|Issa|22/03/2014|Oui|22/06/2015")
    assert values("certified_on", reading) == [date(2015, 6, 22)]


def test_dates_below_products_are_of_the_header() -> None:
    reading = paste("စဉ်|အမည်|အသက်|GYB|SYB", "|||၁၀-၁၂.၆.၂၀၁၉|၁၇-၂၁.၆.၂၀၁၉", "၁|နော်ဖောစေး|၂၅|✓|✓", "၂|စောထူးဝါး|၂၆|✓|")
    assert reading.tables[0].course["start:SYB"].value == date(2019, 6, 17)
    assert values("product:SYB", reading) == [True, None]


def test_a_date_kept_as_a_number_of_days_is_looked_at() -> None:
    reading = paste("No|Name|Date of birth", "1|Ana|31121", "2|Budi|15/03/1990")
    assert [(value.value, value.mark) for value in column("birth_date", reading) if value] == [
        (date(1985, 3, 15), "unsure"), (date(1990, 3, 15), "converted"),
    ]  # fmt: skip


def test_the_number_of_a_module_is_no_day_of_its_dates() -> None:
    found = find_date("Módulo 1, de 15 a 17 de Maio de 2019", load_words())
    assert found is not None
    assert (found[1].start, found[1].end) == (Partial(2019, 5, 15), Partial(2019, 5, 17))


def test_an_interval_as_iso_writes_it() -> None:
    found = parse_date("2019-06-10/2019-06-14", load_words())
    assert found is not None
    assert (found.start, found.end) == (Partial(2019, 6, 10), Partial(2019, 6, 14))


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


@pytest.mark.parametrize(
    "title",
    [
        "第一期 SYB创业培训班（2020年9月7日—9月16日）",
        "SYB创业培训班2020年9月7日至16日在枣强县",
        "培训时间：2020.9.7-9.16",
        "2020年9月7日-2020年9月16日SYB培训",
    ],
)
def test_a_date_in_a_title_without_spaces(title: str) -> None:
    found = find_date(title, load_words())
    assert found is not None
    assert found[0] in title
    assert (found[1].start, found[1].end) == (Partial(2020, 9, 7), Partial(2020, 9, 16))


@pytest.mark.parametrize("title", ["วันที่4-6มี.ค.2562ณ ศาลา", "ວັນທີ4-6ມີນາ2019ທີ່ປາກເຊ", "ថ្ងៃទី៤-៦ខែមីនាឆ្នាំ២០១៩នៅសាលាខេត្ត"])
def test_a_date_between_letters_of_scripts_without_spaces(title: str) -> None:
    found = find_date(title, load_words())
    assert found is not None
    assert (found[1].start.day, found[1].end.day, found[1].start.month) == (4, 6, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "(12-14) March, 2019", "12-3-2019 up to 14-3-2019", "ລະຫວ່າງວັນທີ 12 - 14 ເດືອນມີນາ ປີ 2019",
        "ตั้งแต่วันที่ 12 มีนาคม 2019 ถึงวันที่ 14 มีนาคม 2019", "วันที่ ๑๒ - ๑๔ เดือน มีนาคม ๒๐๑๙",
        "ពីថ្ងៃទី១២ ដល់ថ្ងៃទី១៤ ខែមីនា ឆ្នាំ២០១៩",
    ],
)  # fmt: skip
def test_intervals_with_all_their_words(typed: str) -> None:
    found = parse_date(typed, load_words())
    assert found is not None
    assert (found.start, found.end) == (Partial(2019, 3, 12), Partial(2019, 3, 14))


@pytest.mark.parametrize("said", ["12 มีนาคม 2562", "12 ມີນາ 2019"])
@pytest.mark.parametrize("to", ["ถึงวันศุกร์ 15", "ຫາ 15", "ដល់ 15"])
def test_a_line_that_goes_on_to_another_day_says_more(said: str, to: str) -> None:
    assert says_more_of_dates(f"{said} {to}", said, load_words())


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [("7-II-2014", 7, 7), ("07.II.2014", 7, 7), ("5-9/II/2014", 5, 9), ("5 – 9.II.2014", 5, 9)],
)
def test_months_in_roman_numbers(typed: str, first: int, last: int) -> None:
    found = parse_date(typed, load_words())
    assert found is not None
    assert (found.start, found.end, found.numeric) == (Partial(2014, 2, first), Partial(2014, 2, last), False)


@pytest.mark.parametrize("typed", ["7-IIII-2014", "7-II/2014", "II-2014", "7 i 2014"])
def test_other_letters_are_no_roman_month(typed: str) -> None:
    found = parse_date(typed, load_words())
    assert found is None or found.start.month is None


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("1 липня 2019 р.", "10 липня", date(2019, 7, 1), date(2019, 7, 10)),
        ("5 August", "9 August 2019", date(2019, 8, 5), date(2019, 8, 9)),
        ("28 December 2019", "3 January", date(2019, 12, 28), date(2020, 1, 3)),
        ("28 December", "3 January 2020", date(2019, 12, 28), date(2020, 1, 3)),
        ("5 August 2019", "9 March", date(2019, 8, 5), None),
        ("5 August 2019", "March", date(2019, 8, 5), None),
    ],
)
def test_a_start_or_end_without_a_year_has_that_of_the_other(
    start: str, end: str, first: date | None, last: date | None
) -> None:
    reading = paste("No|Name|Sex|Course|Start|End", f"1|Aye|F|SYB|{start}|{end}", f"2|Bo|M|SYB|{start}|{end}")
    assert values("start", reading) == [first, first]
    told = column("end", reading)
    assert [one and one.value for one in told] == [last, last]
    assert last is not None or {one and one.mark for one in told} == {"unsure"}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("३०-३१ असार ०७८", (2078, 3, 30), (2078, 3, 31)),
        ("असार ३०, ०७८", (2078, 3, 30), (2078, 3, 30)),
        ("०७८ असार ३०", (2078, 3, 30), (2078, 3, 30)),
        ("०७८/०३/३०-३१", (2078, 3, 30), (2078, 3, 31)),
        ("078/03/30 - 078/04/02", (2078, 3, 30), (2078, 4, 2)),
        ("30/3/078", (2078, 3, 30), (2078, 3, 30)),
    ],
)
def test_years_of_nepal_are_written_without_their_two(text: str, start: tuple[int, ...], end: tuple[int, ...]) -> None:
    found = parse_date(text, load_words())
    assert found is not None
    assert (found.start, found.end, found.calendar) == (Partial(*start), Partial(*end), "bikram")


@pytest.mark.parametrize("text", ["12-03-019", "001/02/2019", "077-78"])
def test_other_numbers_with_a_nought_before_are_no_years_of_nepal(text: str) -> None:
    assert parse_date(text, load_words()) is None


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("21/3/11-21/3/17", date(2021, 3, 11), date(2021, 3, 17)),
        ("21/3/29-21/4/17", date(2021, 3, 29), date(2021, 4, 17)),
        ("15/03/21-19/03/21", date(2021, 3, 15), date(2021, 3, 19)),
    ],
)
def test_a_short_year_stands_first_where_only_that_makes_a_course(typed: str, first: date, last: date) -> None:
    reading = paste("No|Name|Sex|Course|Dates", f"1|Ana Bo|F|SYB|{typed}", country="CN")
    assert (values("start", reading), values("end", reading)) == ([first], [last])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("১৯-২৩শে জুন ২০২২", 19, 23), ("৫ই জুন ২০২২", 5, 5), ("১লা জুন ২০২২ - ৩রা জুন ২০২২", 1, 3),
     ("5-го июня 2022", 5, 5), ("5ம் தேதி ஜூன் 2022", 5, 5), ("۵ویں جون 2022", 5, 5)],
)  # fmt: skip
def test_days_with_the_ending_of_an_ordinal(text: str, first: int, last: int) -> None:
    found = parse_date(text, load_words())
    assert found is not None
    assert (found.start, found.end) == (Partial(2022, 6, first), Partial(2022, 6, last))


def test_an_ordinal_day_of_a_month_of_the_solar_year() -> None:
    found = parse_date("د زمري ۴مه ۱۳۹۹", load_words())
    assert found is not None
    assert (found.start, found.calendar) == (Partial(1399, 5, 4), "persian")


def test_a_last_day_whose_month_has_its_name_behind_a_first_one_in_numbers() -> None:
    found = parse_date("२०८०।८।२८ देखि पुस २ सम्म", load_words())
    assert found is not None
    assert (found.start, found.end) == (Partial(2080, 8, 28), Partial(2080, 9, 2))


def test_the_last_day_behind_a_stroke() -> None:
    (row,) = paste("No|Name|Sex|Course|Dates", "1|Awa|F|SYB|2022-12-13 / 15").tables[0].rows
    assert [row.values[name].value for name in ("start", "end")] == [date(2022, 12, 13), date(2022, 12, 15)]


def test_a_month_in_brackets_before_a_number_gives_way_to_an_interval_of_days() -> None:
    found = find_date("TALLER GIN SAN MIGUEL (LA MAR) - 22 y 23/08/2022", load_words())
    assert found is not None
    assert found[0] == "22 y 23/08/2022"


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("२०८० भदौ १७", "२१ गते", (date(2023, 9, 3), date(2023, 9, 7))),
        ("5 August 2022", "9", (date(2022, 8, 5), date(2022, 8, 9))),
        ("8", "12/08/2022", (date(2022, 8, 8), date(2022, 8, 12))),
        ("28 August 2022", "2", (date(2022, 8, 28), None)),
        ("08/08/2022", "12", (date(2022, 8, 8), None)),  # which of both is the day need not be told
    ],
)
def test_a_day_alone_is_of_the_month_of_the_other(start: str, end: str, days: tuple[date | None, ...]) -> None:
    (row, _row) = paste("No|Course|Venue|Start|End|Participants", f"1|SYB|Katete|{start}|{end}|17",
                        "2|GYB|Katete|15/08/2022|19/08/2022|20").tables[0].rows  # fmt: skip
    assert tuple(row.values[name].value for name in ("start", "end")) == days


@pytest.mark.parametrize(
    ("text", "calendar"),
    [("۲۱ وږی ۱۴۰۰ هـ ش", "persian"), ("1400/6/21 ه.ش", "persian"), ("۲۱ سنبله ۱۴۰۰ هجری شمسی", "persian"),
     ("21/6/1443 هـ ق", "islamic")],
)  # fmt: skip
def test_signs_for_solar_and_lunar_years_of_the_hijra(text: str, calendar: str) -> None:
    found = parse_date(text, load_words())
    assert found is not None
    assert (found.calendar, found.start.month, found.start.day) == (calendar, 6, 21)
