"""Dates, numbers and words as a person writes and reads them: shown in the locale, understood in any script."""

import re
import unicodedata
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError, dates, numbers

from trainer_app.errors import UserError
from trainer_app.texts import _

Order = Literal["dmy", "mdy", "ymd"]

_locale = Locale.parse("en")


def use_locale(identifier: str) -> None:
    """Choose the locale ("my", "fr_SN", "pt-BR") for dates and numbers from now on; English where it is unknown."""
    global _locale
    try:
        _locale = Locale.parse(identifier.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        _locale = Locale.parse("en")


def right_to_left() -> bool:
    """Whether the chosen locale is written from right to left."""
    return _locale.text_direction == "rtl"


# -- shown


def phones_text(text: str) -> str:
    """Telephone numbers to be looked at: among words that run from right to left they stay as they are dialled."""
    return f"\u2066{text}\u2069" if text and right_to_left() else text


def figures_text(text: str) -> str:
    """What somebody typed, to be looked at: figures among words from right to left keep the order they were typed in.

    The blanks of a telephone number, a day with points or an identity number would turn its groups around.
    """
    if not right_to_left() or not any(sign.isdigit() for sign in text):
        return text
    return text if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text) else phones_text(text)


def date_text(value: date | None) -> str:
    """The date with its month in letters, so that nobody mistakes day for month; "" for None."""
    return dates.format_date(value, "medium", locale=_locale) if value else ""


def day_text(value: date | None) -> str:
    """Day and month without the year, for heads of columns; "" for None."""
    return dates.format_skeleton("MMMd", value, locale=_locale) if value else ""


def month_text(value: date | None) -> str:
    """Month and year; "" for None."""
    return dates.format_skeleton("yMMM", value, locale=_locale) if value else ""


def span_text(starts: date | None, ends: date | None) -> str:
    """From the one day to the other; one day alone where they are the same or one is not known."""
    if starts and ends and starts != ends:
        return f"{date_text(starts)} – {date_text(ends)}"
    return date_text(starts or ends)


def number_text(value: float | None, decimals: int | None = None) -> str:
    """The number with the locale's separators; `decimals` fixes the digits after the point; "" for None."""
    if value is None:
        return ""
    if decimals is None:
        return numbers.format_decimal(value, locale=_locale)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return numbers.format_decimal(value, format=pattern, locale=_locale)


def percent_text(share: float | None, decimals: int = 1) -> str:
    """A share of 1 (0.256) as per cent (25.6%), the way the locale writes it; "" for None."""
    if share is None:
        return ""
    pattern = _locale.percent_formats[None].pattern.replace(
        "#,##0", "#,##0" + ("." + "0" * decimals if decimals else "")
    )
    return numbers.format_percent(share, format=pattern, locale=_locale)


# -- typed


def plain_digits(text: str) -> str:
    """The text with the digits of every script as 0-9 (٣ ၃ ๓ ३ ３ -> 3); all else stays."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(sign)) if not sign.isascii() and unicodedata.decimal(sign, None) is not None else sign
        for sign in text
    )


def undirected(text: str) -> str:
    """The text without the marks that only steer its reading direction; programs put them around numbers and dates."""
    return text if text.isascii() else text.translate(_DIRECTIONS)


_DIRECTIONS = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_GROUPING = ".,٬' _"
_SOUTH_ASIAN = r"|[1-9]\d?(?:,\d\d)+,\d{3}"  # 12,34,567


def _number_with(decimal: str) -> re.Pattern[str]:
    """A number with this decimal sign: what groups its thousands is another sign, one and the same throughout."""
    signs = _GROUPING.replace(decimal, "")
    whole = (
        rf"\d+|[1-9]\d{{0,2}}(?P<group>[{signs}])\d{{3}}(?:(?P=group)\d{{3}})*{_SOUTH_ASIAN if ',' in signs else ''}"
    )
    return re.compile(rf"(?P<sign>[+-]?) ?(?P<whole>{whole})?(?:{re.escape(decimal)}(?P<part>\d*))?")


_NUMBERS = {decimal: _number_with(decimal) for decimal in ".,٫"}


def number_readings(text: str) -> dict[str, float]:
    """The number that a text is, by each decimal sign (. , ٫) with which it is one, in digits of any script.

    No reading: it is no number. They are all one number but for such as 1,234 and 1.234, which can be read in two ways.
    """
    typed = _typed_number(text)
    found = {decimal: number.fullmatch(typed) for decimal, number in _NUMBERS.items()}
    return {
        decimal: _value(match["sign"], match["whole"] or "", match["part"] or "")
        for decimal, match in found.items()
        if match and (match["whole"] or match["part"])
    }


def _value(sign: str, whole: str, part: str) -> float:
    digits = "".join(filter(str.isdigit, whole))
    return float(f"{sign}{digits or 0}.{part or 0}")


def _typed_number(text: str) -> str:
    """A number as it was typed, with one form of each digit and sign."""
    typed = plain_digits(undirected(text)).strip().replace("−", "-").replace("’", "'")
    return re.sub(r"\s", " ", typed)


def parse_number(text: str) -> float | None:
    """The number that was typed, in the locale's or the plain way, in digits of any script; None for blank.

    Raises UserError for what is no number, and for what could be two. Of 1,234 the locale tells which it is.
    """
    typed = _typed_number(text)
    if not typed:
        return None
    readings = number_readings(text)
    if readings:
        return readings.get(numbers.get_decimal_symbol(_locale), next(iter(readings.values())))
    if re.fullmatch(rf"[+-]?[\d٫{_GROUPING}]*\d[\d٫{_GROUPING}]*", typed):
        raise UserError(
            _("“{text}” can be read as more than one number. Write it without separators, for example 1250.").format(
                text=text
            )
        )
    raise UserError(_("“{text}” is not a number. Write it with digits, for example 1250 or 12.5.").format(text=text))


def parse_whole(text: str) -> int | None:
    """The whole number that was typed; None for blank. Raises UserError for anything else."""
    value = parse_number(text)
    if value is None:
        return None
    if value != int(value):
        raise UserError(_("“{text}” is not a whole number. Write it without decimals.").format(text=text))
    return int(value)


def date_order() -> Order:
    """The order in which the locale writes day, month and year in figures."""
    pattern = _locale.date_formats["short"].pattern.casefold()
    order = "".join(sorted("dmy", key=lambda letter: pattern.find(letter)))
    return order if order in ("dmy", "mdy", "ymd") else "dmy"  # type: ignore[return-value]


def parse_date(text: str, order: Order | None = None) -> date | None:
    """The date that was typed, in digits of any script; None for blank.

    Understood: 2024-03-12, 12.3.2024, 12/3/2024, 12-3-2024, 20240312, 12 March 2024 (English or the locale's month
    names). 3/4/2024 is either of two days: refused with a sentence unless `order` tells. Raises UserError.
    """
    typed = plain_digits(text).strip().strip(".")
    if not typed:
        return None
    found = re.fullmatch(r"(\d{1,4})\s*([-./\s年年])\s*(\d{1,2})\s*([-./\s月])\s*(\d{1,4})日?", typed)
    if found:
        first, sign, second, _sign, third = found.groups()
        return _from_figures(text, first, second, third, "dmy" if sign == "." and order is None else order)
    if re.fullmatch(r"\d{8}", typed):
        return _day(text, int(typed[:4]), int(typed[4:6]), int(typed[6:]))
    words = [word for word in re.split(r"[\s,./-]+", typed) if word]
    for word in words:
        month = _month_names(str(_locale)).get(fold(word)) or _month_names("en").get(fold(word))
        if month:
            figures = [other for other in words if other.isdigit()]
            if len(figures) == 2:
                year, day = sorted(figures, key=len, reverse=True)
                if len(year) == 4:
                    return _day(text, int(year), month, int(day))
    raise UserError(_("“{text}” is not a date. Write year-month-day, for example 2024-03-12.").format(text=text))


def _from_figures(text: str, first: str, second: str, third: str, order: Order | None) -> date:
    if len(first) == 4:
        return _day(text, int(first), int(second), int(third))
    if len(third) != 4:
        raise UserError(_("“{text}” does not say the year in four digits. Write it like 2024-03-12.").format(text=text))
    a, b, year = int(first), int(second), int(third)
    if order == "mdy":
        return _day(text, year, a, b)
    if order is None and a != b and a <= 12 and b <= 12:
        one, other = _day(text, year, b, a), _day(text, year, a, b)
        raise UserError(
            _("“{text}” can be {one} or {other}. Write year-month-day: {iso} or {other_iso}.").format(
                text=text, one=date_text(one), other=date_text(other), iso=one.isoformat(), other_iso=other.isoformat()
            )
        )
    if order is None and a <= 12 < b:
        return _day(text, year, a, b)
    return _day(text, year, b, a)


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise UserError(
            _("“{text}” is not a day of the calendar. Check day and month, or write it like 2024-03-12.").format(
                text=text
            )
        ) from None
    if not 1900 <= year <= 2200:
        raise UserError(
            _(
                "“{text}” lies in the year {year}, which cannot be meant. If it is another calendar's year, "
                "write the date of the international calendar."
            ).format(text=text, year=year)
        )
    return found


@cache
def _month_names(locale: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in dates.get_month_names(width, context, locale=locale).items():
                if not name.strip(".").isdigit():
                    names.setdefault(fold(name), number)
    return names


# -- compared

_LETTERS = str.maketrans(
    {
        "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "œ": "oe", "æ": "ae", "þ": "th", "ŋ": "ng",
        "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ـ": "",
        "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "", "'": "", "’": "", "ʼ": "", "`": "",
    }
)  # fmt: skip


_ASCII = {number: " " for number in range(128) if not chr(number).isalnum()} | {ord("'"): "", ord("`"): ""}


def fold(text: str | None) -> str:
    """The text for comparing: no case, accents, punctuation or doubled blanks, one form of each letter and digit.

    Vowel signs of South and South-East Asian scripts are kept: there they tell words apart. Derived ids of places and
    organisations are made of it (db.ids), so what it gives must never change between releases.
    """
    if not text:
        return ""
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    return " ".join(word for word in map(_folded_word, text.split()) if word)


@lru_cache(1 << 16)
def _folded_word(word: str) -> str:
    lowered = _without_accents(unicodedata.normalize("NFKC", word).casefold().translate(_LETTERS))
    lowered = plain_digits(unicodedata.normalize("NFC", lowered).translate(_LETTERS))
    return " ".join("".join(sign if _is_word(sign) else " " for sign in lowered).split())


def _is_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def _without_accents(text: str) -> str:
    """Drop accents of Latin, Greek and Cyrillic letters, and the vowel marks of Arabic and Hebrew."""
    kept = []
    accented = False
    for sign in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(sign):
            accented = ord(sign) < 0x0900  # scripts where marks are accents come before Devanagari
            kept.append(sign)
        elif not accented:
            kept.append(sign)
    return "".join(kept)
