"""Towns and addresses that titles name without a label: "List of participants, г. Ош", "SYB อ.ด่านซ้าย จ.เลย"."""

import re
from functools import lru_cache

from trainer_app.lists.between_days import AND
from trainer_app.lists.bodies import body_named
from trainer_app.lists.scripts import clean, plain
from trainer_app.lists.sheet_places import NAME_BEFORE, is_place_alone
from trainer_app.lists.word_finder import one_of
from trainer_app.lists.words import Words

_WORD = r"[^\W\d_][\w'’ʼ-]*"
_NAME = rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}})"
_ADMINISTERED = ("township", "district", "province")
_LONGEST_PLACE = 3  # words of a place that no word says to be one
_BEHIND_COMMA = re.compile(r"(.+)[,،፣၊、]\s*([^,،፣၊、]+)")
_IN_BRACKETS = re.compile(r"\s*[(\uff08][^()\uff08\uff09]*[)\uff09]")
_PARTS = re.compile(r"\s*[,،、;|()]\s*|\s+[–—/-]\s+")


def town_named(line: str, words: Words) -> str | None:
    """The town with the word for one, as written, where exactly one part of a line is that."""
    found = [part for part in map(str.strip, _PARTS.split(line)) if _is_town(part, words)]
    return found[0] if len(found) == 1 else None


def place_of_list(line: str, words: Words) -> str | None:
    """What stands behind the last comma of the title of a list and may be its place: "List of returnees, Khost"."""
    match = _BEHIND_COMMA.fullmatch(clean(line).strip(" .,"))
    if match is None or not any(part in words.sets["no_place"] for part in re.findall(r"\w+", plain(match[1]))):
        return None
    if body_named(line, words) is not None:
        return None
    said = match[2].strip()
    parts = plain(said).split()
    silent = words.sets["no_place"] | words.sets["guests"] | words.sex_words | words.sets["total"]
    is_name = len(parts) <= _LONGEST_PLACE and all(part[0] == part[0].title() for part in said.split())
    several = any(re.fullmatch(AND, f" {part} ") for part in parts)  # "in Balkh, Kunduz and Takhar"
    plainly = not several and re.fullmatch(r"[^\W\d_][^\W\d_\s'’ʼ-]*(?:[\s'’ʼ-][^\W\d_]+)*", said)
    if not is_name or not plainly or not silent.isdisjoint(parts) or words.fields_of(said):
        return None
    return None if words.holds("body", said) or words.product_of(said) or words.status_of("role", said) else said


def district_of_list(line: str, words: Words) -> str | None:
    """The district, or province, that is a part of the title of a list with the word for what it is: "Список
    участников, Ошский район (Ош району), 2021 год"; what stands in brackets may say it once more."""
    parts = [part.strip(" .") for part in _PARTS.split(_IN_BRACKETS.sub("", clean(line)))]
    if not words.holds("no_place", parts[0]):
        return None
    found = [part for part in parts[1:] if is_place_alone(part, words) and _is_capital(part, words)]
    return ", ".join(found) or None


def _is_capital(part: str, words: Words) -> bool:
    """Whether the words beside that for a place are written as names are and are no office's."""
    names = [word for word in part.split() if not any(words.speaks_of(word, place) for place in _ADMINISTERED)]
    return all(name[0] == name[0].title() and not words.speaks_of(name, "office") for name in names)


def address_within(text: str, words: Words) -> str | None:
    """The places one in another, each behind the word for what it is, that a text names: "Kec. Tebas Kab. Sambas"."""
    match = _address(words).search(clean(text))
    found = match[0].strip(" .") if match is not None else ""
    while (last := found.rpartition(" ")[2]) and (plain(last) in words.sets["no_place"] or words.fields_of(last)):
        found = found.removesuffix(last).strip()  # "จ.ขอนแก่น รุ่น 2"
    return found or None


@lru_cache(maxsize=4)
def _address(words: Words) -> re.Pattern[str]:
    """Two or more words for a place, each with a name of up to two words behind it."""
    spelled = {
        spelling
        for alias, fields in words.aliases.items()
        if any(set(fields.get(place, ())) - NAME_BEFORE for place in _ADMINISTERED)
        for spelling in (alias, *words.spellings[alias])
    }
    known = "|".join(re.escape(one.rstrip(".")) for one in sorted(spelled, key=len, reverse=True))
    word = rf"(?<![^\s,،;:(/–-])(?i:{known})"
    behind = r"(?:\.\s*|\s+(?:(?:de|del|da|do|of)\s+)?|(?<=[\u0e00-\u0eff\u1780-\u17ff]{3}))"
    name = rf"(?!{word}{behind})(?![a-zà-öø-ÿđа-яё])[^\W\d_][^\s,;:()|.\d]*"
    place = rf"{word}{behind}{name}(?:\s{name})?"
    return re.compile(rf"{place}(?:[\s,،]+{place})+")


def _is_town(part: str, words: Words) -> bool:
    match = _patterns(words).fullmatch(part)
    name = next((text for text in match.groups() if text), "") if match is not None else ""
    small = any(word[0] != word[0].title() for word in name.split())
    return len(name) > 1 and not small and plain(name) not in words.sets["total"] and words.product_of(name) is None


@lru_cache(maxsize=4)
def _patterns(words: Words) -> re.Pattern[str]:
    before, after = (one_of(words.sets[kind]) for kind in ("town_before", "town_after"))
    last = _NAME.replace("<name>", "<named>")
    return re.compile(rf"(?i:{before})(?:(?<=\.)\s*|\s+){_NAME}|{last}\s+(?i:{after})\.?")
