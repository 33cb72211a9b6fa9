"""What an identity number tells of its holder, date of birth and sex, by the rule of its country."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from trainer_app.lists.scripts import plain

# Groups: year of four digits or short of two, month, day, or yearday; century: the digit that tells it; sex: one or
# more digits whose last is odd for men. Letters and signs between the digits are left out before.
_PATTERNS: dict[str, tuple[str, ...]] = {
    "CN": (r"\d{6}(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)\d\d(?P<sex>\d)[\dx]",),  # GB 11643
    "EG": (r"(?P<century>[23])(?P<short>\d\d)(?P<month>\d\d)(?P<day>\d\d)\d{5}(?P<sex>\d)\d",),
    "ID": (r"\d{6}(?P<day>\d\d)(?P<month>\d\d)(?P<short>\d\d)\d{4}",),
    "KG": (r"(?P<woman_first>[12])(?P<day>\d\d)(?P<month>\d\d)(?P<year>(?:19|20)\d\d)\d{5}",),
    "KZ": (r"(?P<short>\d\d)(?P<month>\d\d)(?P<day>\d\d)(?P<sex>(?P<century>[3-6]))\d{5}",),
    "LK": (r"(?P<short>\d\d)(?P<yearday>\d{3})\d{4}[vx]", r"(?P<year>(?:19|20)\d\d)(?P<yearday>\d{3})\d{5}"),
    "MY": (r"(?P<short>\d\d)(?P<month>\d\d)(?P<day>\d\d)\d{5}(?P<sex>\d)",),
    "PK": (r"\d{12}(?P<sex>\d)",),
    "VN": (r"\d{3}(?P<of_vietnam>\d)(?P<short>\d\d)\d{6}",),
    "UZ": (r"(?P<sex>(?P<century>[3-6]))(?P<day>\d\d)(?P<month>\d\d)(?P<short>\d\d)\d{7}",),
}
_OF_VIETNAM = {"0": (1900, "M"), "1": (1900, "F"), "2": (2000, "M"), "3": (2000, "F")}  # Decree 137/2015
_CENTURIES = {"2": 1900, "3": 1900, "4": 1900, "5": 2000, "6": 2000}  # the digit that tells it, but in Egypt
_CENTURIES_OF = {"EG": {"2": 1900, "3": 2000}}
_DAY_OF_WOMEN = {"ID": 40, "LK": 500}  # what is added to the day of a woman
_LEAP_YEAR_EVE = date(2019, 12, 31)  # every year of Sri Lanka's numbers is counted with a 29 February
_DAYS_OF_YEAR = range(1, 367)
_AGES = range(5, 101)
_NEARLY_ALL = 0.8  # of the numbers of a list that must keep the rule before it is believed


@dataclass(frozen=True)
class Told:
    """What one number tells: sex F or M; None where it does not."""

    born: date | None
    sex: str | None


def told_by_ids(numbers: Iterable[str], country: str | None, today: date) -> dict[str, Told]:
    """What the identity numbers of a list tell, by the number as given.

    Empty for a country without such a rule, and where the numbers of the list do not keep it: they are others then.
    """
    shaped = {number: _told(match, country or "", today) for number, match in _shaped(numbers, country).items()}
    told = {number: one for number, one in shaped.items() if one is not None}
    return told if len(told) >= _NEARLY_ALL * len(shaped) else {}


def impossible_ids(numbers: Iterable[str], country: str | None, told: Mapping[str, Told]) -> frozenset[str]:
    """Those of the identity numbers of a list that hold no possible date of birth, where the others do. told: what all
    of them tell, see told_by_ids."""
    return frozenset(_shaped(numbers, country).keys() - told.keys()) if told else frozenset()


def _shaped(numbers: Iterable[str], country: str | None) -> dict[str, re.Match[str]]:
    """The numbers that have the form of those of a country, with their parts."""
    patterns = [re.compile(pattern) for pattern in _PATTERNS.get(country or "", ())]
    return {
        number: match
        for number in dict.fromkeys(numbers)
        if (match := next((m for p in patterns if (m := p.fullmatch(bare(number)))), None))
    }


def bare(number: str) -> str:
    """The letters and digits of a number alone, small."""
    return re.sub(r"[\W_]", "", plain(number))


def _told(match: re.Match[str], country: str, today: date) -> Told | None:
    """What a number tells; None for one whose date does not exist."""
    said = {name: text for name, text in match.groupdict().items() if text}
    sex = None
    if "sex" in said:
        sex = "M" if int(said["sex"]) % 2 else "F"
    if "woman_first" in said:
        sex = "F" if said["woman_first"] == "1" else "M"
    if "of_vietnam" in said:
        century, sex = _OF_VIETNAM.get(said["of_vietnam"], (0, None))
        return Told(None, sex) if today.year - century - int(said["short"]) in _AGES else None
    if not said.keys() & {"day", "yearday"}:
        return Told(None, sex)
    day = int(said.get("day") or said["yearday"])
    if country in _DAY_OF_WOMEN:
        sex = "F" if day > _DAY_OF_WOMEN[country] else "M"
        day -= _DAY_OF_WOMEN[country] if sex == "F" else 0
    if "yearday" in said and day not in _DAYS_OF_YEAR:
        return None
    try:
        if "yearday" in said:
            leap = _LEAP_YEAR_EVE + timedelta(days=day)
            born = date(_year(said, country, today), leap.month, leap.day)
        else:
            born = date(_year(said, country, today), int(said["month"]), day)
    except ValueError:
        return None
    return Told(born, sex) if today.year - born.year in _AGES else None


def _year(said: dict[str, str], country: str, today: date) -> int:
    if "year" in said:
        return int(said["year"])
    short = int(said["short"])
    if "century" in said:
        return _CENTURIES_OF.get(country, _CENTURIES)[said["century"]] + short
    return short + (1900 if 2000 + short > today.year - _AGES.start else 2000)
