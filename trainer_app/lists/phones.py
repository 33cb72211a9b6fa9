"""Telephone numbers: several in a cell, lost zeros and digits, local digits, written internationally where certain."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import phonenumbers

from trainer_app.countries import countries_in
from trainer_app.lists.columns import Column, Entry, marked, refused, unsure
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import is_number, plain
from trainer_app.lists.words import Words
from trainer_app.texts import N_, _

_OF_ANOTHER = N_("taken as a number of another country")
_FEWEST_DIGITS = 7
_REMEMBERED = 10_000  # numbers, each of which is looked at several times
_FEWEST_ABROAD = 2  # numbers with the sign of another country
_FEW_OLD = 0.1  # numbers of an older form to each of the new one
_OTHER_TOO = re.compile(r"[/,;&|+]")  # in a heading that asks for other numbers beside mobile ones
_LABEL = re.compile(r"([^\W\d_][^\d+(]*?)[\s.:]*(?=[\d+(])")  # "Ph: 09…"
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?e\+?\d+")
_NETWORK = re.compile(  # what a number is used for, or whose it is, "(WhatsApp)"
    r"[\s(\[-]*(?<![^\W\d_])(?:what'?s\s?app|whatapp|wa|zalo|viber|telegram|line|imo|signal|wechat|messenger|orange|mtn|moov"
    r"|airtel|vodacom|safaricom|telenor|telkomsel|unitel|etl|ooredoo|mpt|atom|mytel|viettel|togocel|togocom|wave"
    r"|m-?pesa|mobile|mob|cell?|cel|home|office|work|own|bureau|domicile|maison|casa|oficina|trabajo|perso|personnel)"
    r"\.?(?![^\W\d_])[\s)\]:.]*"
)
_LACKS_ITS_END = re.compile(r"\d{2}[\s.\-–]\d\s*$")  # "70 12 34 5", typed in groups of which the last is short
_SEPARATORS = re.compile(
    r"\s*[,;/|\\、،؛၊။፣፤\n]\s*|(?<=\d{7})\s+[-–—]\s+(?=\+?\d{3})"
    r"|\s+(?:&|and|et|y|e|hoặc|or|ou|o|u|и|или|dan|atau|serta|na|au|veya|ve|yoki|va|hamda|эсвэл|ба|болон|ama|و|او|أو|یا|اور"
    r"|እና|ወይም|ወይ|र|वा|या|और|तथा|एवं|अथवा|आणि|किंवा|বা|অথবা|ও|এবং|আৰু|અને|અથવા|ਅਤੇ|ਜਾਂ|మరియు|లేదా|ಮತ್ತು|ಅಥವಾ|ଓ|କିମ୍ବା"
    r"|അല്ലെങ്കിൽ|மற்றும்|அல்லது|හෝ|සහ|và|та|або|чи|жана|же|және|немесе|ва|ё|və|və ya|და|ან|և|եւ|կամ|dhe|ose|iyo|fi"
    r"|yookiin|ykn|sy|ak|oswa|یان|cyangwa|at)\s+"
    r"|\s*(?:หรือ|และ|กับ|ຫຼື|ແລະ|ឬ|និង|သို့မဟုတ်|နှင့်|နဲ့|或者?|和|及|与|與|(?<=\d)ና)\s*"  # also where no spaces stand
)


def read_phones(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "phones": numbers as +95…, several joined by "; ".

    A lost leading 0 is put back only where the number is then one of the country's; without a country the digits
    are kept as typed.
    """
    of_mobiles = column.words.holds("mobile", column.header) and not _OTHER_TOO.search(column.header)
    named, abroad = _country_in_heading(column), _country_of_most(column, entries)
    cut = _cut_among_longer(column, entries)
    found = {}
    for entry in entries:
        numbers = numbers_in(entry.text) if named is not None else ()
        of_named = numbers and all(fits(number, named or "") for number in numbers)
        country = named if of_named else _country_of_row(entry, column)
        if entry.row in cut or (of_mobiles and country is not None and _lost_its_end(entry.text, country)):
            value = refused(entry, _("too short for a telephone number"))
        elif abroad is not None and abroad != country and _are_of(entry, abroad):
            value = replace(_phones(entry, abroad, column.words), mark="unsure", note=_(_OF_ANOTHER))
        else:
            value = _phones(entry, country, column.words)
        found[entry.row] = {"phones": value}
    return found


def _country_of_row(entry: Entry, column: Column) -> str | None:
    """The country of a row, or that of the list where a number is one of that and none of the row's: people who came
    back, say."""
    country, own, numbers = column.country_of(entry.row), column.country, numbers_in(entry.text)
    at_home = country != own and own is not None and numbers and all(fits(number, own) for number in numbers)
    return own if at_home and not all(fits(number, country or "") for number in numbers) else country


def _country_in_heading(column: Column) -> str | None:
    """The one country that a heading names, "Mobile (Cambodia)"; None for any other."""
    named = countries_in(column.header, sorted(column.languages))
    return next(iter(named)) if len(named) == 1 else None


def _are_of(entry: Entry, country: str) -> bool:
    """Whether a cell holds numbers of a country that do not show it beyond doubt, by the + or 00 before its sign."""
    numbers = numbers_in(entry.text)
    return bool(numbers) and all(
        fits(number, country) and not number.startswith(("+", "00")) and country_of_number(number) in (None, country)
        for number in numbers
    )


def _cut_among_longer(column: Column, entries: Sequence[Entry]) -> set[int]:
    """The rows of numbers as they were before a country gave all of them more digits, see _renumbered, in a column
    that was written since: hardly any other is so short, so that digits may be missing just as well."""
    alone = [(entry.row, numbers[0]) for entry in entries if len(numbers := numbers_in(entry.text)) == 1]
    old = {row for row, number in alone if _renumbered(number, column.country_of(row)) != number}
    new = sum(
        fits(number, country) for row, number in alone if old and row not in old and (country := column.country_of(row))
    )
    return old if len(old) <= _FEW_OLD * new else set()


def _country_of_most(column: Column, entries: Sequence[Entry]) -> str | None:
    """The other country whose sign most numbers of a column begin with, as those of guests do; None for the list's."""
    numbers = [number for entry in entries for number in numbers_in(entry.text) if _may_tell_country(number)]
    if len(numbers) < _FEWEST_ABROAD or len(numbers) * 2 <= len(entries):
        return None
    foreign = [one for one in numbers if one.startswith(("+", "00")) or not fits(one, column.country or "")]
    signs = [code for number in foreign if (code := country_of_number(number))]
    most = max(set(signs), key=signs.count, default=None)
    if most is None or signs.count(most) < _FEWEST_ABROAD or signs.count(most) * 2 <= len(entries):
        return None
    return most if all(column.country_of(entry.row) not in (None, most) for entry in entries) else None


def _lost_its_end(text: str, country: str) -> bool:
    """Whether a number is no mobile one but begins like those of its country, which all have more digits."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    typed = re.sub(r"[\s.()\-–]", "", plain(text))
    own = typed.isdecimal() and not _is_dialled_abroad(typed)
    number = _parsed(_renumbered(typed, country), country) if own else None
    if metadata is None or metadata.mobile is None or number is None or fits(typed, country, mobile=True):
        return False
    digits, length = str(number.national_number), min(metadata.mobile.possible_length)
    return len(digits) < length and fits(digits.ljust(length, "0"), country, mobile=True)


@lru_cache(maxsize=_REMEMBERED)
def numbers_in(text: str) -> tuple[str, ...]:
    """The telephone numbers of a cell as they were typed: digits, after a + where there is one."""
    text = plain(text)
    if text.isdecimal():
        return (text,) if len(text) >= _FEWEST_DIGITS else ()
    found = []
    for part in _SEPARATORS.split(text):
        digits = re.sub(r"\D", "", part or "")
        if len(digits) >= _FEWEST_DIGITS:
            found.append("+" + digits if part.lstrip("( ").startswith("+") else digits)
    return tuple(found)


def fits(number: str, country: str, *, mobile: bool = False) -> bool:
    """Whether a number as `numbers_in` gives it is one of a country; a mobile one if that is asked for."""
    parsed = _parsed(_renumbered(number, country), country)
    if parsed is None or not phonenumbers.is_valid_number_for_region(parsed, country):
        return False
    return not mobile or phonenumbers.number_type(parsed) in _MOBILE


def _may_tell_country(number: str) -> bool:
    """Whether a number may begin with the sign of a country: none does that begins with one 0."""
    return not number.startswith("0") or number.startswith("00")


@lru_cache(maxsize=_REMEMBERED)
def country_of_number(number: str) -> str | None:
    """The country that a number tells by the sign it begins with, None for one without."""
    if not _may_tell_country(number):
        return None
    signed = number if number.startswith("+") else f"+{number.removeprefix('00')}"
    parsed = _parsed(signed, None)
    if parsed is None or not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.region_code_for_number(parsed)


def _phones(entry: Entry, country: str | None, words: Words) -> Value:
    text = plain(entry.text)
    if text.isdecimal():  # as most are: nothing stands beside the number
        results = [_one(text, country)]
    else:
        label = _LABEL.match(text)
        if label is not None and "phones" in words.fields_of(label.group(1)):
            text = text[label.end() :]
        if _SCIENTIFIC.fullmatch(text.replace(" ", "")):
            return refused(entry, _("the last digits are lost: the number was stored as …E+…"))
        text = _NETWORK.sub(" ", text).strip()
        results = [_one(number, country) for part in _parts(text, country) for number in _apart(part, country)]
    worst = {mark for _number, mark, _note in results}
    notes = "; ".join(dict.fromkeys(note for _number, _mark, note in results if note))
    if not results or worst == {"refused"}:
        return refused(entry, notes or _("not a telephone number"))
    number = "; ".join(number for number, _mark, _note in results if number)
    if worst & {"refused", "unsure"} or entry.ditto:
        return unsure(entry, number, notes)
    if is_number(entry.cell) and country is None:
        return unsure(entry, number, _("a number cell may have lost a leading 0"))
    if is_number(entry.cell) and not number.startswith(f"+{text}"):
        notes = notes or _("the leading 0 that a number cell loses")
    return marked(entry, number, notes)


def _parts(text: str, country: str | None) -> Sequence[str]:
    """The numbers of a text that signs or words part."""
    parts = [part for part in _SEPARATORS.split(text) if part]
    if re.fullmatch(r"\D*\d{2,4}\s*/[\d\s.\-]{5,12}", text):
        return [text.replace("/", " ")]  # 063/120-450: the code of a net or town
    if len(parts) > 1 and all(sum(map(str.isdigit, part)) < _FEWEST_DIGITS for part in parts):
        whole = numbers_in(re.sub(r"[/|\\]", " ", text))
        if country is not None and len(whole) == 1 and fits(whole[0], country):
            return whole  # 77/123/45/67
    return parts


def _apart(text: str, country: str | None) -> list[str]:
    """Two whole numbers with only a dash between spaces between them, each by itself; two of a country also with
    any dash, a space or a new line there."""
    if sum(map(str.isdigit, text)) < 2 * _FEWEST_DIGITS:
        return [text]
    for first, rest in _halves(text, r"\s+[-–—]\s+"):
        if all(sum(map(str.isdigit, half)) >= _FEWEST_DIGITS for half in (first, rest)):
            return [first, *_apart(rest, country)]
    if country is None:
        return [text]
    whole = [
        half for half in _halves(text, r"\s*[-–—]\s*|\s+")
        if all((typed := numbers_in(part)) and len(typed) == 1 and fits(typed[0], country) for part in half)
    ]  # fmt: skip
    return [*whole[0]] if len(whole) == 1 else [text]


def _halves(text: str, sign: str) -> list[tuple[str, str]]:
    """A text before and behind each of the signs (a pattern) in it."""
    return [(text[: match.start()], text[match.end() :]) for match in re.finditer(sign, text)]


def _one(text: str, country: str | None) -> tuple[str | None, str, str]:
    """(number or None, "certain" | "unsure" | "refused", note)."""
    alone = text.isdecimal()
    digits = text if alone else re.sub(r"\D", "", text)
    if not alone and re.sub(r"[\d\s+().\-–]", "", text):
        bare, sure, _note = _one(re.sub(r"[^\d\s+().\-–]", "", text), country)
        told = bare if sure == "certain" else digits or None
        return told, "unsure" if len(digits) >= _FEWEST_DIGITS else "refused", _("more than a number was typed")
    typed = "+" + digits if text.lstrip("( ").startswith("+") or _is_dialled_abroad(digits) else digits
    typed = typed.replace("+00", "+", 1)
    if country is None and not typed.startswith("+"):
        if len(digits) < _FEWEST_DIGITS:
            return None, "refused", _("too short for a telephone number")
        return digits, "certain", ""
    number = _parsed(_renumbered(typed, country), country)
    if number is not None and phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), "certain", ""
    if number is not None and not _LACKS_ITS_END.search(text) and (whole := _with_its_zero(number)) is not None:
        return whole, "certain", _("the leading 0 that a number cell loses")
    number = _without_prefix(number) if number is not None else None
    if number is None or phonenumbers.is_possible_number_with_reason(number) in _TOO_SHORT:
        return None, "refused", _("too short for a telephone number")
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if len(digits) < _FEWEST_DIGITS:
        return None, "refused", _("too short for a telephone number")
    possible = phonenumbers.is_possible_number(number) and not number.italian_leading_zero
    if possible and not _lacks_digits(number):
        return written, "unsure", _("no such number range is known in the country")
    foreign = None if typed.startswith(("+", "0")) else _parsed("+" + digits, None)
    if foreign is not None and phonenumbers.is_valid_number(foreign):
        written = phonenumbers.format_number(foreign, phonenumbers.PhoneNumberFormat.E164)
        return written, "unsure", _(_OF_ANOTHER)
    if _lacks_digits(number):
        return None, "refused", _("too short for a telephone number")
    if phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.TOO_LONG:
        return None, "refused", _("not a number of the country")
    return digits, "unsure", _("not a number of the country")


def _without_prefix(number: phonenumbers.PhoneNumber) -> phonenumbers.PhoneNumber:
    """A number that is none without the 0 that is only dialled within its country, "077 88 24 82", which `phonenumbers`
    leaves there where too few digits are behind it."""
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    if not number.italian_leading_zero or phonenumbers.ndd_prefix_for_region(region, True) != "0":
        return number
    return phonenumbers.PhoneNumber(number.country_code, number.national_number)


def _with_its_zero(number: phonenumbers.PhoneNumber) -> str | None:
    """A number that is none, with the 0 that those of its country keep when dialled from abroad, if it is one then."""
    if number.italian_leading_zero:
        return None
    whole = phonenumbers.PhoneNumber(number.country_code, number.national_number, italian_leading_zero=True)
    valid = phonenumbers.is_valid_number(whole)
    return phonenumbers.format_number(whole, phonenumbers.PhoneNumberFormat.E164) if valid else None


def _is_dialled_abroad(digits: str) -> bool:
    """Whether a number begins with the 00 of most countries, that of another, and is one of it, wherever that is."""
    abroad = _parsed("+" + digits.removeprefix("00"), None) if digits.startswith("00") else None
    return abroad is not None and phonenumbers.is_valid_number(abroad)


def _renumbered(typed: str, country: str | None) -> str:
    """A number from before a country gave all of its numbers more digits, as it is dialled since.

    Benin: 01 before the eight digits since 30 November 2024. Ivory Coast: 01, 05 or 07 before those of mobile
    telephones since 31 January 2021, by the second digit, which told the operator (Moov, MTN, Orange).
    """
    code = {"BJ": "229", "CI": "225"}.get(country or "")
    own = re.fullmatch(rf"(?:\+|00)?(?:{code})?(\d{{8}})", typed) if code else None
    if own is None:
        return typed
    if country == "BJ":
        return f"+{code}01{own.group(1)}"
    operator = {"0": "01", "1": "01", "2": "01", "3": "01", "4": "05", "5": "05", "6": "05"}.get(own.group(1)[1], "07")
    return typed if own.group(1)[0] in "23" else f"+{code}{operator}{own.group(1)}"


_MOBILE = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}

_TOO_SHORT = {
    phonenumbers.ValidationResult.TOO_SHORT,
    phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY,
    phonenumbers.ValidationResult.INVALID_COUNTRY_CODE,
}


def _lacks_digits(number: phonenumbers.PhoneNumber) -> bool:
    """Whether people's telephones in the country of a number all have other numbers of digits, and some have more."""
    kind = phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE
    reason = phonenumbers.is_possible_number_for_type_with_reason(number, kind)
    return reason in (phonenumbers.ValidationResult.INVALID_LENGTH, phonenumbers.ValidationResult.TOO_SHORT)


def _parsed(text: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
