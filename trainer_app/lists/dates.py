"""Dates as people type them: one date, an interval, a month or a year, in six calendars."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain, pairwise

import hijridate
import jdatetime
import nepali_datetime

from trainer_app.lists.bare_years import without_year_word
from trainer_app.lists.between_days import AND, TO, as_first_and_last
from trainer_app.lists.chinese_dates import with_common_signs
from trainer_app.lists.chinese_numbers import in_digits
from trainer_app.lists.scripts import has_letters, plain
from trainer_app.lists.weekdays import without_weekdays
from trainer_app.lists.words import Words

_ETHIOPIAN_EPOCH = 2796
_YEARS_BEFORE = {"buddhist": -543, "minguo": 1911}  # from their years to ours, in which the same days are counted
_FIRST_FULL_YEAR = 1000  # years of three digits are counted from 1912
LONGEST_COURSE_DAYS, _USUAL_COURSE_DAYS = 45, 16
_MOST_TOKENS = 9  # words of a date in a longer text
_NEAR = 16  # letters beside a date in which more of it may stand
_SHORT_WORD = r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff\u200c\u200d]){0,7}"  # vowel signs of India are no letters to re
_DAYS_LEFT = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:\s*[^\w\s|]|\s+{_SHORT_WORD})?\s*\||\|\s*(?:[^\w\s|]|{_SHORT_WORD}\s)\s*\d{{1,2}}(?!\d)"
    r"|\|\s*(?:ถึง|ຫາ|ເຖິງ|ដល់)[\s\u0e01-\u17d3]{0,12}\d{1,2}(?!\d)"
)  # a number of one or two digits with a sign or a short word between it and the date

_SEP = r"\s*[./\-]\s*"
_D = r"(\d{1,2})"
_FULL = r"(\d{4}|1[0-4]\d)"  # of three digits only in Taiwan, where 108 is 2019
_Y = r"(\d{4}|\d{2})"
_SHORT = r"(3[2-9]|[4-9]\d)"  # a year that begins a date, 98/6/1: no day has that number
_UNSPACED = r"\u0e01-\u0e4e\u0e81-\u0edd\u1000-\u109f\u1780-\u17d3"  # of scripts without spaces between words
_WITHIN_LETTERS = re.compile(rf"(?<=[{_UNSPACED}])\d.*\d|\d.*\d(?=[{_UNSPACED}])")
_M = r"m(\d{1,2})_"  # a month's name, replaced by its number
_IN_NUMBERS = r"(0?[1-9]|1[0-2])"  # a month
_HALF_YEAR = (  # or a third of one
    r"(?:(?:sem|cuatrim|quadrim)(?:estre|ester|\.)?|half(?:[ -]year)?|halbjahr|полугоди[ея]|полуг\.?|semestri|yarıyıl)"
)
_AND = r"[\s,./\-]*"

# (pattern, meaning of its groups: d m y of the first day, D M Y of the last; lower case only = one date)
_PATTERNS: tuple[tuple[re.Pattern[str], str, bool], ...] = tuple(
    (re.compile(pattern), groups, numeric)
    for pattern, groups, numeric in (
        (rf"{_FULL}{_SEP}{_D}{_SEP}{_D}", "ymd", False),
        (rf"{_FULL}{_SEP}{_D}{_SEP}{_D}{TO}{_D}", "ymdD", False),
        (rf"{_FULL}{_SEP}{_D}{_SEP}{_D}{TO}{_D}{_SEP}{_D}", "ymdMD", False),
        (rf"{_FULL}{_SEP}{_D}{_SEP}{_D}{TO}{_M}{_AND}{_D}", "ymdMD", False),
        (rf"{_FULL}{_SEP}{_D}{_SEP}{_D}{TO}{_FULL}{_SEP}{_D}{_SEP}{_D}", "ymdYMD", False),
        (r"(\d{4})-(\d\d)-(\d\d)\s*/\s*(\d{4})-(\d\d)-(\d\d)", "ymdYMD", False),  # as ISO 8601 writes it
        (r"(\d{4})-(\d\d)-(\d\d)\s*/\s*(\d\d)", "ymdD", False),  # the same in short
        (rf"(\d{{4}}){_AND}{_M}{_AND}{_D}", "ymd", False),
        (rf"(\d{{4}}){_AND}{_M}{_AND}{_D}{TO}{_D}", "ymdD", False),
        (rf"(\d{{4}}){_AND}{_M}{_AND}{_D}{TO}{_M}{_AND}{_D}", "ymdMD", False),
        (rf"(\d{{4}}){_AND}{_M}{_AND}{_D}{TO}(\d{{4}}){_AND}{_M}{_AND}{_D}", "ymdYMD", False),
        (rf"(\d{{4}}){_AND}{_M}{_AND}{_D}{_AND}{_M}{TO}{_D}", "ymdMD", False),  # Pashto says "to" before the day
        (rf"(\d{{4}})[\s,]+{_D}{_AND}{_M}", "ydm", False),
        (rf"(\d{{4}})[\s,]+{_D}{TO}{_D}{_AND}{_M}", "ydDm", False),
        (rf"(\d{{4}})[\s,]+{_D}{_AND}{_M}{TO}{_D}{_AND}{_M}", "ydmDM", False),
        (rf"(\d{{4}}){_AND}{_M}", "ym", False),
        (rf"(\d{{4}}){_SEP}{_D}", "ym", False),
        (r"(\d{1,2})\s*月\s*(\d{1,2})", "md", False),
        (rf"(\d{{1,2}})\s*月\s*{_D}{TO}{_D}", "mdD", False),
        (rf"(\d{{1,2}})\s*月\s*{_D}{TO}{_D}\s*[月/]\s*{_D}", "mdMD", False),
        (r"((?:19|20|25)\d\d)(\d\d)(\d\d)", "ymd", False),
        (r"((?:19|20|25)\d\d)(\d\d)(\d\d)\s*[-–—~至到]\s*((?:19|20|25)\d\d)(\d\d)(\d\d)", "ymdYMD", False),
        (rf"{_SHORT}{_SEP}{_D}{_SEP}{_D}", "ymd", False),
        (rf"{_SHORT}{_SEP}{_D}{_SEP}{_D}{TO}{_D}", "ymdD", False),
        (rf"{_SHORT}{_SEP}{_D}{_SEP}{_D}{TO}{_D}{_SEP}{_D}", "ymdMD", False),
        (rf"{_SHORT}{_SEP}{_D}{_SEP}{_D}{TO}{_SHORT}{_SEP}{_D}{_SEP}{_D}", "ymdYMD", False),
        (rf"(\d\d){_SEP}{_D}{_SEP}(\d){TO}\1{_SEP}{_D}{_SEP}{_D}", "ymdMD", False),
        (rf"(\d\d){_SEP}{_D}{_SEP}{_D}{TO}\1{_SEP}{_D}{_SEP}(\d)", "ymdMD", False),  # 21/3/12-21/4/8: 8 is no year
        (rf"{_D}{_SEP}{_D}{_SEP}{_Y}", "dmy", True),
        (rf"{_D}{TO}{_D}{_SEP}{_D}{_SEP}{_Y}", "dDmy", False),
        (rf"{_D}\s*/\s*{_D}\s*[-–]\s*{_D}\s*/\s*{_Y}", "mdDy", False),  # 10/14-16/2019: the month comes first
        (rf"{_D}{_SEP}{_D}{TO}{_D}{_SEP}{_D}{_SEP}{_Y}", "dmDMy", True),
        (rf"{_D}{_SEP}{_D}{_SEP}{_Y}{TO}{_D}{_SEP}{_D}{_SEP}{_Y}", "dmyDMY", True),
        (rf"{_D}{_AND}{_M}{_AND}{_Y}", "dmy", False),
        (rf"{_M}{_AND}{_D}\s*[\s,./\-]\s*{_Y}", "mdy", False),
        (rf"{_D}{TO}{_D}{_AND}{_M}{_AND}{_Y}", "dDmy", False),
        (rf"{_D}{_AND}{_M}{TO}{_D}{_AND}{_M}{_AND}{_Y}", "dmDMy", False),
        (rf"{_D}{_AND}{_M}{_AND}{_Y}{TO}{_D}{_AND}{_M}{_AND}{_Y}", "dmyDMY", False),
        (
            rf"{_D}{_AND}{_M}{TO}{_D}[/.]{_IN_NUMBERS}[/.]{_Y}",
            "dmDMy",
            False,
        ),  # the order of one shows that of the other
        (rf"{_D}{_AND}{_M}{_AND}{_Y}{TO}{_D}[/.]{_IN_NUMBERS}[/.]{_Y}", "dmyDMY", False),
        (rf"{_D}[/.]{_IN_NUMBERS}{TO}{_D}{_AND}{_M}{_AND}{_Y}", "dmDMy", False),
        (rf"{_D}[/.]{_IN_NUMBERS}[/.]{_Y}{TO}{_D}{_AND}{_M}{_AND}{_Y}", "dmyDMY", False),
        (rf"{_M}{_AND}{_D}{TO}{_D}[\s,/]+{_Y}", "mdDy", False),
        (rf"{_M}{_AND}{_D}(?:{AND}\d{{1,2}})*{AND}{_D}[\s,/]+(\d{{4}})", "mdDy", False),
        (rf"{_M}{_AND}{_D}{TO}{_M}{_AND}{_D}[\s,/]+{_Y}", "mdMDy", False),
        (rf"{_M}{_AND}{_D}[\s,/]+{_Y}{TO}{_M}{_AND}{_D}[\s,/]+{_Y}", "mdyMDY", False),
        (rf"{_M}{_AND}{_Y}", "my", False),
        (rf"{_M}{TO}{_M}{_AND}(\d{{4}})", "mMy", False),
        (rf"{_M}{_AND}(\d{{4}}){TO}{_M}{_AND}(\d{{4}})", "myMY", False),
        (rf"(\d{{4}}){_AND}{_M}{TO}(\d{{4}}){_AND}{_M}", "ymYM", False),
        (rf"(\d{{4}}){_AND}{_M}{TO}{_M}", "ymM", False),
        (rf"(\d{{4}}){_SEP}{_D}{TO}(\d{{4}}){_SEP}{_D}", "ymYM", False),
        (rf"{_D}{_SEP}(\d{{4}}){TO}{_D}{_SEP}(\d{{4}})", "myMY", False),
        (rf"{_D}{_SEP}{_D}{_SEP}{_Y}\s+/\s+{_D}{_SEP}{_D}{_SEP}{_Y}", "dmyDMY", True),
        (rf"(?:t|tháng)?\s*{_D}\s*[/.\-]\s*(\d{{4}})", "my", False),
        (r"(\d{4})", "y", False),
        (r"(\d{4})\s*\(?[^\d]{0,3}\d[^\d]{1,10}\)?", "y", False),  # 2016 (2do sem.)
        (r"(\d{4})\s*[-–/]\s*(?:i|ii)", "y", False),  # 2017 - II
        (rf"(?:[1-3][^\d\s]{{0,3}}|i{{1,3}})[\s.]*{_HALF_YEAR}[\s./,-]*(\d{{4}})", "y", False),  # 2° sem. 2016
        (rf"(?:{_HALF_YEAR}\s*|[sh]\.?\s?)(?:[12]|ii?)[\s./,-]+(\d{{4}})", "y", False),  # Semester 2 2016
    )
)
_SMALL_WORDS = re.compile(
    r"^(?:du|le|del|da|dia|from|từ|ngày|từ ngày|từ|วันที่|ระหว่างวันที่|ວັນທີ|с|со|от|з|від|аз|kuva|ika-?|between"
    r"|tarehe|tanggal|tgl|ថ្ងៃទី|ពីថ្ងៃទី|ตั้งแต่วันที่|ตั้งแต่|ถึงวันที่|ລະຫວ່າງວັນທີ|ແຕ່ວັນທີ"
    r"|ថ្ងៃ|مورخ|تاریخ|از|ቀን|ከ"
    r"|laga bilaabo|irraa|خلال الفترة من|في الفترة من|للفترة من|الفترة من|بتاريخ|من|tarikh|vom|period|période"
    r"|periodo|hasta(?: el)?|jusqu['’]au|até|until|till|hingga|đến|до|ถึง)\s*(?=\d|m\d|\s)"
    r"|\b(?:de|del|of|năm|соли|ng|тоны|год|года|г|р|оны|سال|برج|کال|د|له|څخه|پورې|ماه|میاشتې?|سنة|yil|йил|жыл|жылы|सम्म|तक|सालको|साल|गते|তারিখ|өдөр)\b\.?"
    r"|सम्म|तक|تک|पर्यन्त|পর্যন্ত|সালের?(?=\s)|వరకు|સુધી|ವರೆಗೆ|വരെ|ਤੱਕ|ਤਕ|ପର୍ଯ୍ୟନ୍ତ|දක්වා|வரை|хүртэл|хооронд|गते|ខែ|ឆ្នាំ|ປີ|เดือน|ເດືອນ|ခုနှစ်|ပြည့်နှစ်|ရက်နေ့|ရက်|နေ့|အထိ|ထိ|လ(?=\s|$)|ቀን"
    r"|(?<=[\s\d])(?:මස|(?:(?:වන|වැනි|වෙනි)\s*)?(?:දින|දා)|මාසයේ|மாதம்|(?:ஆம்\s+)?(?:தேதி|திகதி)|माह|दिनांक|মাসের?|తేదీ|నెల)(?=\s|$)"
    r"|(?<=\d)-?н[ыи]й?(?!\w)|(?<=\d)ی(?=\s)"
    r"|(?<=\d)(?:st|nd|rd|th|er|º|ª)\b|(?<=\d)\s*(?:г|هـ|م|ع|р|с)\.?$"
)
_BETWEEN = (
    re.compile(  # spaces, brackets, commas that are not between two digits, and where Chinese letters that are no
        r"[\s()\[\]（）【】：，；。、]+|(?<!\d)[,;،؛၊]|[,;،؛၊](?!\d)"  # part of a date meet one without a space
        r"|(?<=[\u4e00-\u9fff])(?<![年月日号號至到])(?=\d)|(?<=[日号號])(?=[\u4e00-\u9fffA-Za-z])(?![至到])"
    )
)
_LISTED = re.compile(r"[,،、，]\s*\d{1,2}$")
_BRACKETS = re.compile(r"[()（）\[\]]")
_IN_BRACKETS = re.compile(r"[(（\[][^)）\]]*[)）\]]")
_ROMAN_MONTH = re.compile(  # 7-II-2014, 12-14/VII/2019
    r"(\d{1,2}(?:\s*[-–]\s*\d{1,2})?)\s*([-./])\s*(i{1,3}|iv|vi{0,3}|ix|xi{0,2})\s*\2\s*(\d{4})"
)
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_MARKED_YEARS = (  # a sign for the calendar in the cell itself
    ("ethiopian", re.compile(r"\(?\s*(?:ኣ\.?\s*/?\s*ም\.?|(?<![a-z])e\.?\s?c\.?)\s*\)?$")),
    ("gregorian", re.compile(r"\(?\s*(?:ค\.ศ\.?|እ\.?ኤ\.?አ\.?|(?<![a-z])(?:g\.?\s?c|a\.?\s?d|c\.?\s?e)\.?)\s*\)?$")),
    (
        "persian",
        re.compile(r"\(?\s*(?:ه\u0640?\s*[./]?\s*ش\.?|هجر[یي]\s+(?:شمس[یي]|خورشیدی|لمریز)|شمسی|خورشیدی|لمریز)\s*\)?$"),
    ),
    ("islamic", re.compile(r"\(?\s*(?:ه\u0640?\s*[./]?\s*ق\.?|هجر[یي]\s+قمر[یي]|قمری|سپوږمیز)\s*\)?$")),
    ("bikram", re.compile(r"\(?\s*(?:(?<![a-z])b\.?\s?s\.?|वि\.?\s*सं\.?)\s*\)?$")),
)
_OF_BIKRAM = re.compile(  # 078 for 2078, in numbers and beside the name of a month of Nepal
    r"(?<![\d./-])0(?=[4-9]\d\s*[./-]\s*\d{1,2}\s*[./-]\s*\d)|(?<=\d[./-])0(?=[4-9]\d$)"
)
_OF_BIKRAM_MONTH = re.compile(r"(?<=_)([\s\d–-]{0,8}(?<!\d),?\s*|[\s\d–-]{0,8},\s*)0(?=\d\d(?!\d))|^()0(?=\d\d\s*m\d)")
_TIME = r"\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:\s*[ap]\.?m\.?)?"
_OF_DAY = re.compile(  # 2019-03-04 00:00:00
    rf"(?<=\d)(?:t|,?\s+){_TIME}(?:\s*[-–]\s*{_TIME})?(?:z|\+\d\d:?\d\d)?(?!\d)"
)
_SIGNS = (
    (re.compile(r"[।॥]"), "/"),
    (re.compile(r"(\d{4})\s*-?\s*(?:yil|йил|жылдын|жылы|жыл|(?:y|й|ж)\.?)(?![^\W\d_])"), r"\1 "),
    (re.compile(r"(?<=[^\W\d_]{3})(?:[dtn]an|[dtn]en|[дтн][ае]н)\s+(?=\d.*(?:gacha|гача|чейин|дейін)(?!\w))"), " - "),
    (re.compile(r"(?<=[^\W\d_]{3})(?:gacha|гача|[гғкқ][ае]\s+(?:чейин|дейін))(?!\w)"), " "),
    (re.compile(r"\btháng\s*(\d{1,2})\b"), r" m\1_ "),
    (re.compile(r"(\d{1,2})\s*(?:-р|дугаар|дүгээр)?\s*сар(?:(?:ын|д)?\b|(?=аас))"), r" m\1_ "),
    (re.compile(r"(?<=\d)\s*(?:оны|ခုနှစ်|ပြည့်နှစ်)(?=\W)"), " "),
    (re.compile(r"(?:พ\.ศ\.|ค\.ศ\.(?=\s*\d)|[၊،])"), " "),
    (re.compile(r"(?:ເດືອນ|เดือน|ខែ|mwezi wa)\s*(?:ທີ\s*|ที่\s*|ទី\s*)?(\d{1,2})(?!\d)"), r" m\1_ "),
    (re.compile(r"(?<=\d)\.\s*(?=[-–—]|(?:по|до|to|au|al|a|s/d|bis)\s)"), ""),
    (re.compile(r"(?<=[^\W\d_])\.?\s*['’‘](?=\d\d(?!\d))"), " "),
    (re.compile(r"(?<=\d)\s*(?:هـ|ه|م)\.?(?=[\s،–—-])"), " "),
    (re.compile(r"(?<=\d)\s*-?(?:শে|ই|লা|রা|ঠা|مه|ا?ُ?م|ویں|го|ஆ?ம்(?: தேதி)?|(?:වන|වැනි)(?: දින| දා)?)(?=[\s,،–—-]|$)"), ""),
)


@dataclass(frozen=True)
class Partial:
    """A day, month or year as written, its calendar not yet decided."""

    year: int | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True)
class DateText:
    """What a text says. numeric: day and month are numbers in an order that the text alone may leave open."""

    start: Partial
    end: Partial
    numeric: bool = False
    short_year: bool = False
    calendar: str | None = None  # from a month's name
    shows_day_first: bool | None = None  # 12-14/3/2019: two days before one month in numbers; 3/12-14/2019: after it

    def day_first(self, months: int = 12) -> bool | None:
        """What this text shows of the order of its numbers: True, False or None (not at all).

        months: how many a year has; an Ethiopian one has 13.
        """
        if self.shows_day_first is not None:
            return self.shows_day_first
        pairs = [(p.day, p.month) for p in (self.start, self.end) if p.day and p.month]
        if not self.numeric or not pairs:
            return None
        if any(day > months for day, _month in pairs):
            return True
        if any(month > months for _day, month in pairs):
            return False
        day_first, month_first = self.days_long(), self.month_first().days_long()
        for longest in (LONGEST_COURSE_DAYS, _USUAL_COURSE_DAYS):
            possible = [0 < days <= longest for days in (day_first, month_first)]
            if possible[0] is not possible[1]:
                return possible[0]
        return None

    def days_long(self) -> int:
        """How many days the interval takes; 0 for one that is none."""
        try:
            return _days(self.end) - _days(self.start)
        except (TypeError, ValueError):
            return 0

    def month_first(self) -> "DateText":
        """The same text read with the month before the day."""
        start, end = (Partial(p.year, p.day, p.month) for p in (self.start, self.end))
        return DateText(start, end, self.numeric, self.short_year, self.calendar)


def _days(part: Partial) -> int:
    """A count of days; of years of any calendar, so only differences mean something. Raises for a partial date."""
    return date(part.year % 4000, part.month, part.day).toordinal()  # type: ignore[operator, arg-type]


@lru_cache(maxsize=20_000)
def parse_date(text: str, words: Words) -> DateText | None:
    """A date, interval, month or year in a text that holds nothing else; None if it is something else.

    Numbers in doubtful order are given day first.
    """
    text = in_digits(plain(text))
    if not any(map(str.isdigit, text)):
        return None
    marked, text = None, with_common_signs(without_year_word(text, words))
    for calendar, sign in _MARKED_YEARS:
        if len(rest := sign.sub("", text)) < len(text) and rest.strip()[-1:].isdigit():
            text, marked = rest, calendar
    found = _parsed(text, words) or _parsed(_BRACKETS.sub(" ", text), words)  # "(12-14) March 2019"
    if found is None and (shorter := _IN_BRACKETS.sub(" ", text).strip()) not in ("", text):
        found = _parsed(shorter, words)
    return replace(found, calendar=marked) if found is not None and found.calendar is None and marked else found


def _parsed(text: str, words: Words) -> DateText | None:
    if ":" in text:
        text = _OF_DAY.sub("", text)
    for sign, replacement in _SIGNS:
        text = sign.sub(replacement, text)
    if roman := _ROMAN_MONTH.fullmatch(text):
        text = f"{roman[1]} m{_ROMANS.index(roman[3]) + 1}_ {roman[4]}"
    text, calendar = _with_month_numbers(without_weekdays(text).strip(" ,.;/").removeprefix("ከ"), words.months)
    if calendar in (None, "bikram") and "0" in text:
        cut = _OF_BIKRAM_MONTH.sub(r"\g<1>20", text) if calendar else _OF_BIKRAM.sub("20", text)
        text, calendar = (cut, "bikram") if cut != text else (text, calendar)
    for _time in range(3):
        text = re.sub(r"\s+", " ", _SMALL_WORDS.sub(" ", text)).strip(" ,.;/")
    text = as_first_and_last(text)
    for pattern, groups, numeric in _PATTERNS:
        match = pattern.fullmatch(text)
        if match:
            return _date_text(groups, [int(number) for number in match.groups()], match, numeric, calendar)
    return None


def _with_month_numbers(text: str, months: Mapping[str, Mapping[str, int]]) -> tuple[str, str | None]:
    """The text with a month's name as m3_, and the calendar of that name (None for Gregorian or no name)."""
    if not has_letters(text):
        return text, None
    for calendar, names in months.items():
        known = {name: number for name, number in names.items() if name in text}
        if not known:
            continue
        longest = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
        pattern = rf"(?<![^\W\d_{_UNSPACED}])({longest})\.?(?![^\W\d_{_UNSPACED}])"
        parts = re.split(pattern, text)
        if len(parts) == 1:
            continue
        for place in range(1, len(parts), 2):
            parts[place] = f" m{known[parts[place]]}_ "
        return "".join(parts), None if calendar == "gregorian" else calendar
    return text, None


def _date_text(groups: str, numbers: list[int], match: re.Match[str], numeric: bool, calendar: str | None) -> DateText:
    parts = dict(zip(groups, numbers, strict=True))
    short = any(len(match.group(i + 1)) == 2 for i, name in enumerate(groups) if name in "yY")
    start = Partial(parts.get("y"), parts.get("m"), parts.get("d"))
    end = Partial(parts.get("Y", start.year), parts.get("M", start.month), parts.get("D", start.day))
    if not short and start.year is not None and start.year < _FIRST_FULL_YEAR:
        calendar = "minguo"
    if start.year is not None and "Y" not in groups and (start.month or 0) > (end.month or 0) > 0:
        start = replace(start, year=start.year - 1)  # 28 December - 3 January 2020
    by_numbers = groups in ("dDmy", "mdDy") and _M not in match.re.pattern
    return DateText(start, end, numeric, short, calendar, groups == "dDmy" if by_numbers else None)


def full_year(short: int, today: date, birth: bool) -> int:
    """The Gregorian year of two digits: the latest that is not in the future (births: not in the last ten years)."""
    latest = today.year - 10 if birth else today.year + 1
    year = latest - latest % 100 + short
    return year if year <= latest else year - 100


@lru_cache(maxsize=20_000)
def to_gregorian(part: Partial, calendar: str) -> date | str:
    """A day as a date, a month or year as "2019-03", "2019". Raises ValueError where the calendar has no such day.

    A month or year of a calendar whose months do not begin with ours raises ValueError too.
    """
    year, month, day = part.year, part.month, part.day
    if year is None:
        raise ValueError("no year")
    if calendar in _YEARS_BEFORE:
        year, calendar = year + _YEARS_BEFORE[calendar], "gregorian"
    if calendar == "gregorian":
        if month is None:
            return f"{year:04}"
        return f"{date(year, month, 1):%Y-%m}" if day is None else date(year, month, day)
    if month is None or day is None:
        raise ValueError("a month or year of another calendar spans two of ours")
    if calendar == "bikram":
        return nepali_datetime.date(year, month, day).to_datetime_date()
    if calendar == "ethiopian":
        return _from_ethiopian(year, month, day)
    if calendar == "islamic":
        return date.fromordinal(hijridate.Hijri(year, month, day).to_gregorian().toordinal())
    return jdatetime.date(year, month, day).togregorian()


_YEARS_LATER = {"persian": 621, "bikram": -57, "ethiopian": 8}


def most_of_year(year: int, calendar: str) -> int | None:
    """Our year in which most of a year of another calendar lies; None for lunar years."""
    return year + _YEARS_LATER[calendar] if calendar in _YEARS_LATER else None


def find_date(text: str, words: Words) -> tuple[str, DateText] | None:
    """The longest date with a month that stands in a longer text, as written there and as understood.

    What may be a month and a short year, "(La Mar) - 22", gives way to an interval of days: "22 y 23/08/2022".
    """
    between = [match.span() for match in _BETWEEN.finditer(text)]
    words_of = [(start, end) for (_, start), (end, _) in pairwise([(0, 0), *between, (len(text), 0)]) if start < end]
    parts = [
        text[words_of[first][0] : words_of[first + length - 1][1]].strip(" ,.;:،。၊")
        for length in range(min(len(words_of), _MOST_TOKENS), 0, -1)
        for first in range(len(words_of) - length + 1)
    ]
    within = (match.group() for part in parts if (match := _WITHIN_LETTERS.search(part)))  # "วันที่14-18พ.ย.2565ณ"
    likely = None
    for said in chain(parts, within):
        if not any(map(str.isdigit, in_digits(plain(said)))) or _counts_behind(said, text):
            continue
        found = parse_date(said, words)
        if found is None or found.start.month is None or found.start.year is None:
            continue
        if not (found.short_year and found.start.day is None) and (likely is None or found.start != found.end):
            return said, found
        likely = likely or (said, found)
    return likely


def _counts_behind(said: str, text: str) -> bool:
    """Whether a part of a text ends with a comma and how many of the word behind it there are: "9/8/2022, 10 women"."""
    return _LISTED.search(said) is not None and text.partition(said)[2].lstrip()[:1].isalpha()


def says_more_of_dates(text: str, said: str, words: Words) -> bool:
    """Whether a text goes on with days or months right before or after a date that was understood in it."""
    before, found, after = text.partition(said)
    near = plain(f"{before[-_NEAR:]} | {after[:_NEAR]}") if found else ""
    if _DAYS_LEFT.search(near):
        return True
    return any(part in names for part in re.findall(r"[^\W\d_]{3,}", near) for names in words.months.values())


def _from_ethiopian(year: int, month: int, day: int) -> date:
    """Twelve months of 30 days and Pagume of 5, or 6 before a leap year (Reingold and Dershowitz, Calendrical
    Calculations: 1 Meskerem 1 is day 2796)."""
    days = 30 if month < 13 else 6 if year % 4 == 3 else 5
    if not (1 <= month <= 13 and 1 <= day <= days):
        raise ValueError("no such day")
    return date.fromordinal(_ETHIOPIAN_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1)
