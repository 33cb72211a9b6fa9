"""Courses that are told in running words: "start 5 August, end 9 August 2019", "in Katete", "by Mr Phiri"."""

import re
from functools import lru_cache

from babel import Locale

from trainer_app.lists.dates import find_date
from trainer_app.lists.scripts import clean, plain
from trainer_app.lists.word_finder import is_spaced, one_of
from trainer_app.lists.words import Words

_SHORTEST_WORD = 3  # letters of a word before a day
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĐŌŪА-ЯІЇЄ]"
_NAMES = rf"{_CAPITAL}[\w'’.-]*(?:\s+(?:(?:de|du|da|do|del|della|la|el|bin|binti)\s+)*{_CAPITAL}[\w'’.-]*){{0,3}}"
_NUMBERS_OF_DATE = re.compile(r"(?<!\d)\d{1,2}\s*[./-]\s*\d{1,2}(?:\s*[./-]\s*\d{2,4})?(?!\d)|(?<!\d)\d{1,2}\s*[-–—~]")
_YEAR = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)|(?<!\d)1[34]\d\d(?!\d)")
_UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
_SUBJECTS = ("business", "course", "sector", "education", "activity", "school", "class")
"""What else a title may say that somebody was trained in."""
_SINGLE = re.compile(r"(?<![\d./-])(?:19|20|25)\d\d(?![\d./-])|(?<![\d./-])1[34]\d\d(?![\d./-])")


@lru_cache(maxsize=2_000)
def as_interval(text: str, words: Words) -> str:
    """A text in which a word stands before the first and the last day with a dash between these two instead."""
    match = _interval(words).search(text) if any(map(str.isdigit, text)) else None
    if match is None:
        return text
    said = f"{match['first'].strip()} - {match['last'].strip()}"
    dated = find_date(said, words)
    whole = dated is not None and dated[1].start.day is not None and dated[1].start != dated[1].end
    return f"{text[: match.start()]}{said}{text[match.end() :]}" if whole else text


@lru_cache(maxsize=4)
def _interval(words: Words) -> re.Pattern[str]:
    first, last = (one_of(_spelled(words, name)) for name in ("start", "end"))
    day = r"[^,;|()]{0,20}?\d[^,;|()]{0,24}"
    return re.compile(
        rf"(?<!\w)(?:{first})\s*:?\s+(?P<first>{day}?)\s*[,;–-]?\s*(?:(?:and|et|y|e|dan|và|и)\s+)?"
        rf"(?<!\w)(?:{last})\s*:?\s+(?P<last>{day})(?=$|[,;|()])",
        re.IGNORECASE,
    )


def _spelled(words: Words, field: str) -> set[str]:
    """The words for a field as they are written, long enough to be no other."""
    named = [alias for alias, fields in words.aliases.items() if field in fields]
    return {one for alias in named for one in (alias, *words.spellings[alias]) if len(one) >= _SHORTEST_WORD}


def organiser_around(text: str, words: Words) -> tuple[str, str]:
    """Who held a course, between two words or before one that say so, and the text without that: "SYB, do Hội Nông dân
    tổ chức" is held by "Hội Nông dân"; "" where nobody is named so."""
    match = _around(words).search(text)
    who = clean(next(filter(None, match.groups()), "")).strip(" ,.;:–-") if match is not None else ""
    named = who and (words.holds("body", who) or words.sets["no_place"].isdisjoint(plain(who).split()))
    if match is None or not named or words.product_of(who):
        return "", text
    return who, clean(f"{text[: match.start()]} {text[match.end() :]}").strip(" ,;")


@lru_cache(maxsize=4)
def _around(words: Words) -> re.Pattern[str]:
    """The words that stand around or only behind the name of an organiser, those of a pair parted by a bar."""
    name, patterns = r"([^,،，、;|()（）\d]{2,80}?)", []
    for pair in sorted(words.sets["organiser_around"], key=len, reverse=True):
        first, _bar, last = map(re.escape, pair.partition("|"))
        gap, edge = (r"\s+", r"(?<!\w)") if is_spaced(pair.strip("|")[0]) else (r"\s*", "")
        patterns.append(rf"{edge}{first}{gap}{name}{gap}{last}" if first else rf"(?:^|(?<=[,;(–|])){name}{gap}{last}")
    return re.compile("|".join(patterns) or "(?!)", re.IGNORECASE)


def place_within(text: str, words: Words) -> str | None:
    """The names right after a word such as "in" behind the product of a title, its place or what else it was about."""
    product = words.product_words(text)
    if not product or text.isupper():
        return None
    before = one_of(words.sets["place_within"])
    for match in re.finditer(rf"(?<!\w)(?:{before})\s+(?P<names>{_NAMES})", text):
        names = clean(match["names"]).rstrip(" .-")
        parts = plain(names).split()
        silent = words.sets["no_place"] | {month for known in words.months.values() for month in known}
        told = product[0] in plain(text[: match.start()]) and silent.isdisjoint(parts) and not words.product_of(names)
        if told and parts[0] not in _languages() and not any(words.speaks_of(names, one) for one in _SUBJECTS):
            return names
    return None


def unglued(text: str, words: Words) -> str:
    """What stands behind a date, with a space after a word for "at" that a script without spaces joins to the place."""
    known = "|".join(sorted((w for w in words.sets["place_before"] if re.match(_UNSPACED, w)), key=len, reverse=True))
    return re.sub(rf"^([\s,،၊]*(?:{known or '(?!)'}))(?=[^\W\d_])", r"\1 ", text)


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    """The names of languages in which titles are written: "in Burmese" is no place."""
    return frozenset(plain(name) for one in ("en", "es", "pt", "fr", "id") for name in Locale(one).languages.values())


def trainer_within(text: str, words: Words) -> str | None:
    """Who taught, a form of address after a word for "by" and the names after it: "oleh Bpk. Yohanis Tefa".

    Not where another verb stands before it, "opened by Mr Phiri".
    """
    forms = {form for known in words.honorifics.values() for form in known.sexes.keys() - known.kept if len(form) > 1}
    by, form = one_of(words.sets["by"]), one_of({one for one in forms if one.isascii()})
    match = re.search(rf"(?P<before>\S+)\s+(?:{by})\s+(?P<who>(?:{form})\s+{_NAMES})", text)
    if match is None:
        return None
    verb = match["before"]
    taught = not verb.islower() or verb[-1] in ",;)" or verb[-1].isdigit() or plain(verb) in words.sets["no_place"]
    return clean(match["who"]).rstrip(" ,-") if taught else None


def year_within(text: str) -> str | None:
    """The year that a text tells where no other number stands in it."""
    years = _SINGLE.findall(plain(text))
    return years[0] if len(years) == 1 and sum(map(str.isdigit, text)) == len(years[0]) else None


def holds_dates(text: str, words: Words) -> bool:
    """Whether a text holds the name of a month, a year, or numbers as of a date or an interval of days."""
    if _YEAR.search(plain(text)) or _NUMBERS_OF_DATE.search(plain(text)) or find_date(text, words) is not None:
        return True
    parts = re.findall(r"[^\W\d_]{3,}", plain(text))
    return any(part in names for part in parts for names in words.months.values())
