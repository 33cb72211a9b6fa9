"""Ages, age brackets, years of birth, money and identity numbers, with what spreadsheets do to them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from trainer_app.lists.between_days import TO
from trainer_app.lists.columns import Column, Entry, marked, refused, unsure
from trainer_app.lists.id_rules import bare
from trainer_app.lists.multiples import multiple
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import clean, is_number, plain
from trainer_app.lists.sexes import sex_of
from trainer_app.lists.words import Words
from trainer_app.texts import N_, _

_UNIT = r"(?:ans?|years?|yrs?|y|años|anos|tahun|thn|tuổi|лет|года?|سنة|عاما?|سال|वर्षे|वर्ष|বছর|ปี|ປີ|ឆ្នាំ|နှစ်|岁|miaka|нас)?"
_OVER = re.compile(
    r"(?:>=?|≥|over|above|more than|plus de|más de|mayor de|mais de|maior de|lebih dari|di atas|trên|มากกว่า|старше"
    r"|أكثر من)\s*(\d{2})\D*"
    rf"|(\d{{2}})\s*{_UNIT}\s*"
    r"(?:\+|(?:et|ou|y|e|o|and|or)\s*(?:\+|plus|más|mais|above|over|more|older)|ke atas|trở lên|ขึ้นไป|ຂຶ້ນໄປ|ឡើងទៅ|以上"
    r"|и старше|и выше|فأكثر|فما فوق|او زیادہ|سے زائد|سے زیادہ|سے اوپر"
    r"|यसे माथि|से अधिक|से ऊपर|भन्दा माथि|पेक्षा जास्त|এর বেশি|এর ঊর্ধ্বে|በላይ|እና ከዚያ በላይ|و بالاتر|و بیشتر|به بالا"
    r"|pataas|na zaidi|жана улуу|дээш|ve üzeri|ve üstü|нас дээш|နှစ်အထက်|အထက်|माथि|तथा माथि)\D*"
)
_UNDER = re.compile(
    r"(?:<=?|≤|under|below|less than|moins de|menos de|menor de|kurang dari|di bawah|dưới|ต่ำกว่า|ຕ່ຳກວ່າ|до|младше"
    r"|أقل من|تحت)\s*(\d{2})\D*"
)
_BRACKET = re.compile(rf"[\W_]*(?:[^\W\d_]{{1,8}}\W+){{0,2}}(\d{{1,2}})(?:{TO}|\s*do\s*)(\d{{1,2}})\D*")
_PLAIN_AGE = re.compile(
    r"[\s.,;:()\[\]'\"*]*(?:age|aged|âge|agée?|edad|idade|umur|usia|umri|tuổi|อายุ|ອາຍຸ|អាយុ|အသက်|နှစ်|years?|yrs?|yr|y"
    r"|y/o|old|years old|yrs old|ans|an|a|años|año|anos|ano|tahun|thn|th|лет|года|год|г|л|років|роки|рік|жас|жаш|йош|ёш"
    r"|yosh|yaş|yıl|сол|сола|настай|нас|настой|سنة|سنه|عام|عاما|عامًا|سال|ساله|کلن|کاله|वर्ष|वर्षे|वर्षको|साल|बर्ष|વર્ષ|సంవత్సరాలు|ವರ್ಷ|വയസ്സ്|വർഷം|ਸਾਲ|ବର୍ଷ|বছৰ|বছর|ปี|ປີ|ឆ្នាំ"
    r"|岁|周岁|歲|miaka|mwaka|sanno|jir|waggaa|ኣመት|አመት|እድሜ|වසර|අවුරුදු|අවු|வயது|ஆண்டுகள்|taona|imyaka|taong gulang|anni"
    r"|jahre?|j)?[\s.,;:()\[\]'\"*]*"
)
"""What may stand beside the number of an age; anything else may say "over" or "under"."""
_BEFORE_DIGITS = re.compile(r"\D+")
_REMEMBERED = 20_000  # texts: those of a list come again row after row
_AGES = range(5, 111)
_LONGEST_MONTH = 31  # days
_EXACT_DIGITS = 15  # a spreadsheet number keeps no more
_LOST_DIGITS, _LONG_ID = "000000", 10  # what an id of so many digits ends in that was once kept as 5.87609E+12
_MOST_ZEROS = 3  # that a number lost in front
_BY_CHANCE, _MOST_ENDING = 0.2, 0.03  # of whole numbers, at most so many end in 0, and in 00
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
_SHORT = N_("shorter than the others: a number cell may have lost a leading 0")
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # of letters, digits and signs
_DIGITS = re.compile(r"\d+x?")  # the last of a Chinese one may be an X
_LETTERS_BEHIND = {"LK": "vx"}  # the digits
_CHINESE_ID = re.compile(r"\d{17}[\dXx]")
# How many digits the identity numbers of a country have, where it is always the same and the first may be 0.
_FIXED_LENGTHS = {
    "PE": (8,), "VN": (9, 12), "EC": (10,), "KH": (9,), "HN": (13,), "SV": (9,), "DO": (11,), "MY": (12,), "ZA": (13,),
    "KZ": (12,), "TN": (8,), "IR": (10,), "BR": (11,), "GE": (11,), "TH": (13,),
}  # fmt: skip
# The same where the first is never 0, so that one which is too short has lost another digit.
_NEVER_SHORTER = {
    "CN": (15, 18), "EG": (14,), "ID": (16,), "IN": (12,), "KG": (14,), "LK": (9, 12), "PK": (13,), "TR": (11,),
    "UZ": (14,),
}  # fmt: skip
# The same where only the few who are no citizens have a 0 in front: in a list without any, what was typed lost another.
_SELDOM_ZERO = frozenset({"TH"})
_NEARLY_ALL = 0.8  # of the numbers of a column that have one of these lengths
_FEWEST_ALIKE = 5  # numbers typed as text that show how many digits they have

_AGE_AND_SEX = re.compile(r"(\d\d)\s*[/,;(-]\s*([^\W\d]+)\.?\)?|([^\W\d]+)\.?\s*[/,;-]\s*(\d\d)")


def read_ages(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "age" in years; a bracket such as 16-25 as "age_bracket", a year as "birth_year", "31/F" as both."""
    told = {entry.row: found for entry in entries if (found := _age_and_sex(entry, column)) is not None}
    spelled = {word for _years, word in told.values()}
    values = {entry.row: _age(column, entry) for entry in entries if entry.row not in told}
    for entry in entries:
        if entry.row in told:
            years, word = told[entry.row]
            sex = sex_of(word, spelled, column.words.sexes, column.languages)
            which = marked(entry, sex) if sex is not None else unsure(entry, None, _("woman or man?"))
            values[entry.row] = {"age": marked(entry, years), "sex": which}
    return values


def _age_and_sex(entry: Entry, column: Column) -> tuple[int, str] | None:
    """The years and the word for a sex of a cell that holds both, "31/F" or "F-31"."""
    if entry.text.isdecimal() or (both := _AGE_AND_SEX.fullmatch(plain(entry.text))) is None:
        return None
    years, word = int(both[1] or both[4]), both[2] or both[3]
    return (years, word) if years in _AGES and word in column.words.sex_words else None


@lru_cache(maxsize=_REMEMBERED)
def bracket_of(text: str) -> str | None:
    """The bracket of ages that a text is, "16-25", "35+" or "<18"; None for any other."""
    text = plain(text)
    before = _BEFORE_DIGITS.match(text)
    told = text[before.end() :] if before and _PLAIN_AGE.fullmatch(before[0]) else text  # "years 16-25"
    bracket = _BRACKET.fullmatch(told)
    if bracket and int(bracket.group(1)) < int(bracket.group(2)):
        return f"{bracket.group(1)}-{bracket.group(2)}"
    if over := _OVER.fullmatch(text):
        return f"{over.group(1) or over.group(2)}+"
    under = _UNDER.fullmatch(text)
    return f"<{under.group(1)}" if under else None


def are_of_ages(texts: Sequence[str]) -> bool:
    """Whether all texts are brackets of ages and no days of a month: one goes beyond these, or has no end."""
    told = [bracket_of(text) for text in texts]
    brackets = [one for one in told if one]
    beyond = any("-" not in one or int(one.partition("-")[2]) > _LONGEST_MONTH for one in brackets)
    return len(brackets) == len(told) and beyond


def _age(column: Column, entry: Entry) -> dict[str, Value]:
    text = plain(entry.text)
    if bracket := bracket_of(text):
        return {"age_bracket": marked(entry, bracket)}
    number = re.fullmatch(r"([^\d]*?)\s*(\d{1,4})(?:[.,]0+)?\s*([^\d]*)", text)
    if number is None:
        return {"age": refused(entry, _("not an age"))}
    years = int(number.group(2))
    if years in _AGES:
        if not all(_PLAIN_AGE.fullmatch(beside) for beside in (number.group(1), number.group(3))):
            return {"age": unsure(entry, None, _("an age, or a limit of age?"))}
        return {"age": marked(entry, years)}
    if 1900 < years <= column.today.year:
        return {"birth_year": marked(entry, years, _("a year in the column of ages"))}
    return {"age": refused(entry, _("not an age"))}


def plain_age(text: str) -> int | None:
    """The years of a text of two digits that may say their unit too, "34 yrs"; None for any other."""
    number = re.fullmatch(r"([^\d]*?)\s*([1-9]\d)\s*([^\d]*)", plain(text))
    if number is None or not all(_PLAIN_AGE.fullmatch(beside) for beside in (number.group(1), number.group(3))):
        return None
    return int(number.group(2))


def read_money(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """An amount as a number. 0 is unsure where others write a sign for unknown: it may mean the same."""
    return {entry.row: {column.field: _amount(entry)} for entry in entries}


def _amount(entry: Entry) -> Value:
    if is_number(entry.cell):
        return unsure(entry, 0, _("none, or not known?")) if entry.cell == 0 else marked(entry, float(entry.text))
    times, text = multiple(plain(entry.text)), re.sub(r"\s", "", plain(entry.text))
    text = re.sub(r"^\D+|[^\d]+$", "", text)
    if re.fullmatch(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?", text):
        text = text.replace(",", "")  # 2,40,000 as in South Asia
    # of 2.400,000 and 2400,000 only the point or comma that comes last can be the decimal one: a dinar has 1000 parts
    match = re.fullmatch(r"(\d{1,3}([.,'])\d{3}(?:\2\d{3})*|\d+)(?:([.,])(\d{1,3}))?", text)
    if not match or (match.group(3) and match.group(3) == match.group(2)):
        return unsure(entry, None, _("not an amount"))
    whole, group, _point, cents = match.groups()
    number = round(float(re.sub(r"\D", "", whole) + "." + (cents or "0")) * times, 2)
    value = int(number) if number.is_integer() else number
    if value == 0:
        return unsure(entry, 0, _("none, or not known?"))
    if group and whole.count(group) == 1 and not cents:
        return unsure(entry, value, _("the sign between the digits may be a decimal point"))
    return marked(entry, value, _("the number in the cell") if times > 1 else "")


def read_ids(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "national_id" as text, digits in the script they were typed in.

    A number cell that is one digit shorter than the ids typed as text gets its 0 back if all those begin with 0, or
    if the identity numbers of the country always have one digit more.
    Digits that the spreadsheet lost are refused. A text without any is no number: the paper is being made, or lost.
    """
    no_number = {e.row: _no_number(e, column.words) for e in entries if _tells_no_number(e.text, column.words)}
    entries = [entry for entry in entries if entry.row not in no_number]
    fixed = _FIXED_LENGTHS.get(column.country or "", ())
    texts = [text for e in entries if not is_number(e.cell) and (text := _id_text(e.text)).isdecimal()]
    lengths = Counter(map(len, texts))
    with_zero = {n for n, count in lengths.items() if count > 2 and all(t[0] == "0" for t in texts if len(t) == n)}
    with_zero |= set(fixed)
    usual = Counter(len(clean(entry.text)) for entry in entries).most_common(1)
    found = {e.row: _id(e, lengths, with_zero, usual[0][0] if usual else 0, fixed) for e in entries}
    found |= _with_lost_zero(entries, texts, found) | _by_chance(entries, found) | _of_wrong_length(column, entries)
    long = [e for e in entries if len(_id_text(e.text)) == _EXACT_DIGITS + 1 and found[e.row].mark != "refused"]
    ending = [e for e in long if _id_text(e.text).endswith("0")]
    if len(ending) > 1 and len(ending) > _BY_CHANCE * len(long):
        note = _("the last digit may be lost: a spreadsheet number keeps 15, and too many here end in 0")
        found |= {e.row: unsure(e, found[e.row].value, note) for e in ending}
    return {row: {"national_id": value} for row, value in (found | no_number).items()}


def _tells_no_number(text: str, words: Words) -> bool:
    return not any(map(str.isnumeric, text)) or words.starts_with("no_paper", text)


def _no_number(entry: Entry, words: Words) -> Value:
    """What a cell says that holds no identity number: "en cours", or anything else that a person must look at."""
    if words.starts_with("no_paper", entry.text):
        return Value(entry.raw, None, "converted", _("written as not known"))
    return unsure(entry, None, _("not a number"))


def _with_lost_zero(entries: Sequence[Entry], texts: Sequence[str], found: Mapping[int, Value]) -> dict[int, Value]:
    """Number cells with one digit less than nearly all numbers typed as text, some of which begin with 0: with theirs,
    to be looked at. texts: those numbers."""
    usual, count = Counter(map(len, texts)).most_common(1)[0] if texts else (0, 0)
    if count < _FEWEST_ALIKE or count < _NEARLY_ALL * len(texts) or not any(text.startswith("0") for text in texts):
        return {}
    return {
        entry.row: unsure(entry, f"0{text}", _(_SHORT))
        for entry in entries
        if is_number(entry.cell) and len(text := _id_text(entry.text)) == usual - 1 and found[entry.row].value == text
    }


def _by_chance(entries: Sequence[Entry], found: Mapping[int, Value]) -> dict[int, Value]:
    """Typed numbers of 17 digits that end in 00, as one in a hundred does: to be looked at where the column shows no
    other loss and has hardly more of them."""
    lost = [entry for entry in entries if found[entry.row].mark == "refused"]
    long = [entry for entry in entries if len(_id_text(entry.text)) == _EXACT_DIGITS + 2]
    typed = all(len(_id_text(entry.text)) == _EXACT_DIGITS + 2 and not is_number(entry.cell) for entry in lost)
    if not typed or len(lost) > max(1, _MOST_ENDING * len(long)):
        return {}
    note = _("the last digits may be lost: a spreadsheet number keeps 15")
    return {entry.row: unsure(entry, _id_text(entry.text), note) for entry in lost}


def _of_wrong_length(column: Column, entries: Sequence[Entry]) -> dict[int, Value]:
    """Numbers with more or fewer digits than all of their country have, where nearly all of the column are of these."""
    country = "CN" if "zh" in column.languages else column.country or ""
    lengths = _NEVER_SHORTER.get(country, ())
    behind = _LETTERS_BEHIND.get(country, "")
    told = {entry.row: bare(_id_text(entry.text)).rstrip(behind) for entry in entries}
    told = {row: text for row, text in told.items() if _DIGITS.fullmatch(text)}
    if country in _SELDOM_ZERO and not any(text.startswith("0") for text in told.values()):
        lengths = _FIXED_LENGTHS[country]
        told = {entry.row: told[entry.row] for entry in entries if entry.row in told and not is_number(entry.cell)}
    digits = {row: len(text) for row, text in told.items()}
    wrong = {row: count for row, count in digits.items() if count not in lengths}
    if not lengths or len(wrong) > (1 - _NEARLY_ALL) * len(digits):
        return {}
    note = _("{count} digits, where such a number has {length}")
    return {
        entry.row: refused(entry, note.format(count=wrong[entry.row], length=lengths[-1]))
        for entry in entries if entry.row in wrong
    }  # fmt: skip


def _id_text(text: str) -> str:
    """An identity number without the apostrophe that tells a spreadsheet to keep it as text, of usual width."""
    return clean(text).translate(_HALF_WIDTH).lstrip("'’‘`").strip()


def _rounded(text: str) -> bool:
    """Whether the digits of a number end as one that a spreadsheet rounded to 15; one 0 may be its own."""
    lost = len(text) - _EXACT_DIGITS
    return lost > 1 and text.endswith("0" * min(lost, 3))


def _id(entry: Entry, lengths: Counter[int], with_zero: set[int], usual: int, fixed: Sequence[int]) -> Value:
    text = _id_text(entry.text)
    if _SCIENTIFIC.fullmatch(text.replace(" ", "")):
        return refused(entry, _("digits are lost: the number was stored as …E+…"))
    if text.isdecimal() and len(text) >= _LONG_ID and text.endswith(_LOST_DIGITS):
        note = _("digits are lost: the number was stored as …E+…")
        return refused(entry, note) if is_number(entry.cell) else unsure(entry, text, note)
    if text.isdecimal() and len(text) > _EXACT_DIGITS and (is_number(entry.cell) or _rounded(text)):
        return refused(entry, _("the last digits are lost: a spreadsheet number keeps 15"))
    if _CHINESE_ID.fullmatch(text):
        text = text.upper()
    whole = _with_zeros(text, fixed)
    if not is_number(entry.cell) and whole != text:
        return unsure(entry, whole, _(_SHORT))
    if not is_number(entry.cell) or (len(text) in lengths and len(text) + 1 not in with_zero):
        return marked(entry, text)
    if len(text) + 1 in with_zero and len(text) in fixed:
        return unsure(entry, text, _(_SHORT))  # whole, unless it is of a longer paper in the same column
    if len(text) + 1 in with_zero:
        return marked(entry, "0" + text, _("the leading 0 that a number cell loses"))
    if whole != text:
        return unsure(entry, whole, _(_SHORT))
    if len(text) < max(usual, max(lengths, default=0)):
        return unsure(entry, text, _(_SHORT))
    return marked(entry, text)


def _with_zeros(text: str, fixed: Sequence[int]) -> str:
    """A number with the zeros that it lacks of those that all of its country have; as it is if it lacks too many."""
    lengths = [length for length in fixed if 0 <= length - len(text) <= _MOST_ZEROS] if text.isdecimal() else []
    return text.zfill(min(lengths, default=0))
