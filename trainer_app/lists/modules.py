"""The numbers of modules that headings and titles name in many languages: "Module 1", "1. Modül", "Módulo II"."""

import re
from collections.abc import Iterable, Mapping, Sequence

from trainer_app.lists.dates import parse_date
from trainer_app.lists.kinds import ENTERPRISES
from trainer_app.lists.reading import ColumnGuess, ListTable, Value
from trainer_app.lists.scripts import Cell, is_filled, plain, raw_text
from trainer_app.lists.words import Words
from trainer_app.texts import _

_LONG = (
    "module|moduli|modul|módulo|modulo|modül|modulu|модуль|модул|โมดูล|ໂມດູນ|mô đun|mô-đun|học phần|模块|模組|មេរៀន|ម៉ូឌុល"
    "|မော်ဂျူး|মডিউল|मोड्युल|मोड्यूल|मॉड्यूल|මොඩියුලය|தொகுதி|ماژول|ماڈیول|الوحدة|وحدة|ሞጁል|მოდული|մոդուլ"
)
_NUMBER = re.compile(
    rf"(?:{_LONG}|mđ|mód|mod|мод|mdl|(?<![^\W\d_])m)\s*(?:ya\s|no\.?\s|n[°º]\s?|số\s|ที่\s?|ທີ\s?)?\s*[.\-]?\s*([1-9])(?!\d)"
)
_ORDINAL = r"(?:[.º°ª]|[.-]?(?:er|re|ère|ème|e|o|a|st|nd|rd|th|р|й|ый|чи|ші|inci|nci|ci)(?![^\W\d_]))?"
_BEFORE = re.compile(rf"(?<![\d.,/-])(?<!\w)(\d){_ORDINAL}[\s-]*({_LONG})(?![^\W\d_])")
_ROMAN = re.compile(rf"({_LONG})\s+(iii|ii|iv|i|v)(?!\w)")
_ROMAN_BEFORE = re.compile(rf"(?<!\w)(iii|ii|iv|i|v)\s+({_LONG})(?!\w)")
_ROMANS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_CHINESE = re.compile(r"第([一二三四五])(模块|模組)|(模块|模組)([一二三四五])")
_CHINESE_DIGITS = dict(zip("一二三四五", "12345", strict=True))
_NUMBERED = re.compile(r"[^\W\d_]{1,12}[\s.-]{0,2}([1-7])")
_BESIDE = " -–:/.,()"  # between the name of a module and the rest of a heading
_AFTERWARDS = re.compile(r"\D*(\d)")


def module_number(heading: str, *, whole: bool = False) -> str | None:
    """The number of the first module that a heading names; whole: only where it says nothing else."""
    text = _in_order(heading)
    found = _NUMBER.fullmatch(text) if whole else _NUMBER.search(text)
    return found.group(1) if found else None


def module_numbered(heading: str) -> str | None:
    """The number of the module that a heading of one word and a number may mean, "HP3"; None for any other."""
    found = _NUMBERED.fullmatch(plain(heading))
    return found.group(1) if found else None


def module_by_dates(heading: str, cells: Sequence[Cell], words: Words) -> str | None:
    """The SCORE product of a column of dates below a numbered word, whatever word it is; None for any other."""
    number = module_numbered(heading)
    told = [raw_text(cell) for cell in cells if is_filled(cell)] if number else []
    dated = sum((said := parse_date(text, words)) is not None and said.start.month is not None for text in told)
    return f"SCORE-M{number}" if dated and dated * 2 >= len(told) else None


def module_before(heading: str) -> tuple[str, str] | None:
    """The number of the module with which a heading begins, and what it says after it: "M1 Day 2"."""
    text = _in_order(heading)
    found = _NUMBER.match(text)
    return (found.group(1), text[found.end() :].strip(_BESIDE)) if found else None


def module_of_day(heading: str, words: Words) -> str | None:
    """The number of the module that a heading names with a day or half-day of it: "M1 Day 2", "Modul 1 - H1"."""
    number, rest = module_before(heading) or ("", "")
    return number if rest in words.sets["session"] | words.sets["whole_day"] else None


def module_apart(heading: str) -> tuple[str, str] | None:
    """The number of the first module that a heading names, and what else it says: "Days attended M1"."""
    text = _in_order(heading)
    found = _NUMBER.search(text)
    if found is None:
        return None
    rest = f"{text[: found.start()].strip(_BESIDE)} {text[found.end() :].strip(_BESIDE)}"
    return found.group(1), rest.strip()


def module_in_title(text: str) -> str | None:
    """The SCORE product of the only module that a title names by its number."""
    found = set(_NUMBER.findall(_in_order(text)))
    return f"SCORE-M{found.pop()}" if len(found) == 1 else None


def module_of(header: str) -> str | None:
    """The number of the module that a heading of values afterwards names: "After M2", "Después 1"; no year, no day."""
    found = _AFTERWARDS.fullmatch(plain(header))
    return module_number(header) or (found.group(1) if found else None)


def of_firms(tables: Iterable[ListTable]) -> str:
    """The word for the programme of which the modules of a file are, where firms that took them are listed in it."""
    firms = (table for table in tables if table.kind == ENTERPRISES)
    return "score" if any((guess.product or "").startswith("SCORE-") for one in firms for guess in one.columns) else ""


def _in_order(text: str) -> str:
    """A plain text with the numbers of modules in digits after the word."""
    text = plain(text)
    if _NUMBER.search(text):
        return text
    text = _BEFORE.sub(r"\2 \1", text)
    text = _ROMAN.sub(lambda match: f"{match[1]} {_ROMANS[match[2]]}", text)
    text = _ROMAN_BEFORE.sub(lambda match: f"{match[2]} {_ROMANS[match[1]]}", text)
    return _CHINESE.sub(lambda match: f"{match[2] or match[3]}{_CHINESE_DIGITS[match[1] or match[4]]}", text)


def with_modules_in_order(
    rows: Mapping[int, dict[str, Value]], guesses: Sequence[ColumnGuess]
) -> dict[int, dict[str, Value]]:
    """The rows of firms; one that tells a later module and not the first, which comes before it, is to be looked at."""
    fields = {guess.field for guess in guesses if guess.field and guess.field.startswith("product:SCORE-M")}
    first = "product:SCORE-M1"
    told = [number for number, values in rows.items() if first in values]
    if first not in fields or len(told) * 2 <= len(rows):
        return dict(rows)
    asked = Value("", None, "unsure", _("a later module is told, and this one comes before it"))
    later = fields - {first}
    lacking = {
        number for number, values in rows.items()
        if first not in values and any(name in values and values[name].value for name in later)
    }  # fmt: skip
    return {number: {**values, first: asked} if number in lacking else values for number, values in rows.items()}
