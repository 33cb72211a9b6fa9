"""Headings of two parts: "Prénom et NOM", and those of which one tells more of the other, "Date (from)"."""

import re
from collections.abc import Callable, Mapping

from trainer_app.countries import find_country
from trainer_app.lists.header_words import header_word

HALVES_APART = re.compile(r"\s*[,/&+]\s*|\s*[-–]\s*|\s+(?:y|e|et|i|und|and|dan|и|та|և|و|va)\s+")
NUMBER_SIGN = re.compile(r"^(?:n[°ºo]|№|no|nr|nro|num|#)[\s.]+|[\s.]*(?:n[°º]|№|#|\bno|\bnr|\bnro|\bnum)$")
_NAMES = frozenset({"full_name", "family_name", "given_name"})  # a word for one of them may be that for the whole
_NUMBERED = frozenset({"national_id", "phones", "certificate_no", "course_code"})
_PARTS = re.compile(r"\s*[()\uff08\uff09\[\]/|:\n]\s*|\s+[-–]\s+")
_BRACKET = re.compile(r"([^(\uff08\[]+)[(\uff08\[]([^)\uff09\]]+)[)\uff09\]]\s*")
_BIRTHS = frozenset({"birth_date", "birth_year"})
_BUSINESS = frozenset({"business_name", "business_type"})

_OF_COURSE = ("trainer", "start", "end", "venue")
_SMALL_WORD = 3  # letters of "of" and "the" in many languages
_LAST_IS_MEANT = {
    "en", "zh", "mn", "tr", "az", "uz", "ky", "kk", "hi", "ne", "bn", "mr", "gu", "pa", "or", "as", "te", "ta", "kn",
    "ml", "si", "my", "am", "ur", "ps", "ka", "hy",
}  # fmt: skip
"""Languages in which a "teacher training" is a training and a "training teacher" a teacher; elsewhere the first word
is what is meant."""

Aliases = Mapping[str, Mapping[str, set[str]]]


def told_by_part(header: str, aliases: Aliases, composed: Callable[[str], str | None]) -> dict[str, set[str]]:
    """The one field of such a heading with the languages that say so; empty for any other.

    aliases: header word -> field -> languages. composed: the field that the single words of a heading tell.
    """
    if header_word(header) in aliases:
        return {}
    dated = "/" in header and any("dates" in aliases.get(header_word(part), {}) for part in _PARTS.split(header))
    if dated and (born := composed(header)) in _BIRTHS:
        return {str(born): set()}  # "Date / year of birth"
    first_or_last = _first_or_last(header, aliases, composed)
    told = first_or_last or _type_of_business(header, aliases, composed) or _phone_in_a_country(header, aliases)
    return told or _occupation(header, aliases)


def _first_or_last(header: str, aliases: Aliases, composed: Callable[[str], str | None]) -> dict[str, set[str]]:
    """The start or end that stands beside a word for dates: "Date (from)", "Fecha: fin"."""
    parts = [header_word(part) for part in _PARTS.split(header) if part.strip()]
    if len(parts) != 2:
        return {}
    one, other = (aliases.get(part) or {composed(part) or "": set()} for part in parts)
    beside = other if "dates" in one else one if "dates" in other else {}
    return {name: set(beside[name]) for name in ("start", "end") if name in beside and "dates" not in beside}


def _type_of_business(header: str, aliases: Aliases, composed: Callable[[str], str | None]) -> dict[str, set[str]]:
    """What a business does, asked in brackets: "Business (sector)", "Negocio (rubro)", "Entreprise (type)"."""
    match = _BRACKET.fullmatch(header)
    if match is None:
        return {}
    business, inside = map(header_word, match.groups())
    said = aliases.get(business, {})
    if said.keys().isdisjoint(_BUSINESS) and composed(business) not in _BUSINESS:
        return {}
    own = aliases.get(inside, {}).get("business_type")
    if own is None and composed(f"{business} {inside}") != "business_type":
        return {}
    return {"business_type": set(own or said.get("business_name") or ())}


def _occupation(header: str, aliases: Aliases) -> dict[str, set[str]]:
    """What somebody does for a living, asked beside the position: "Position / occupation"."""
    told = [aliases.get(header_word(part), {}) for part in _PARTS.split(header) if part.strip()]
    if not any("position" in one and "occupation" not in one for one in told):
        return {}
    languages = set[str]().union(*(one.get("occupation", ()) for one in told))
    return {"occupation": languages} if languages else {}


def _phone_in_a_country(header: str, aliases: Aliases) -> dict[str, set[str]]:
    """A telephone of which a heading says in which country it is, "Tel. Cambodia", "Tel. in Laos"."""
    told = header_word(header).split()
    for place in range(1, len(told)):
        for asked, country in ((told[:place], told[place:]), (told[place:], told[:place])):
            said = aliases.get(" ".join(asked), {}).get("phones")
            small = len(country[0]) <= _SMALL_WORD
            if said is not None and any(find_country(" ".join(one)) for one in (country, country[small:]) if one):
                return {"phones": set(said)}
    return {}


def both_halves(header: str, aliases: Aliases) -> set[str]:
    """The languages of a heading that names both halves of a name, "Nom et prénoms du jeune"; empty for others."""
    halves = [] if header.isdecimal() else _halves(header, aliases)
    told = [set[str]().union(*(one.get(name, ()) for one in halves)) for name in ("given_name", "family_name")]
    return told[0] & told[1]


def family_name_first(header: str, aliases: Aliases) -> bool:
    """Whether a heading of both halves names the family name before the given one."""
    return "family_name" in next(iter(_halves(header, aliases)), {})


def _halves(header: str, aliases: Aliases) -> list[Mapping[str, set[str]]]:
    parts = HALVES_APART.split(header_word(header))
    return [aliases.get(part) or aliases.get(part.partition(" ")[0], {}) for part in parts]


def told_of_course(heading: str, aliases: Aliases) -> dict[str, set[str]]:
    """What a heading (see header_word) of a word for a course, another one and small ones asks of it, "Course hall".

    Empty for any other heading.
    """
    told = [aliases.get(word, {}) for word in heading.split() if len(word) > _SMALL_WORD]
    others = [one for one in told if "product" not in one]
    if len(told) - len(others) != 1 or len(others) != 1:
        return {}
    name = next((name for name in _OF_COURSE if name in others[0]), None)
    languages = others[0].get(name or "", set()) & next(one["product"] for one in told if "product" in one)
    if name == "trainer":
        last = told[-1] is others[0]
        languages = {language for language in languages if (language in _LAST_IS_MEANT) is last}
    return {name: languages} if name and languages else {}


def dates_of_course(heading: str, aliases: Aliases) -> dict[str, set[str]]:
    """ "Data do curso", "date of the workshop": a word for dates beside one for a course."""
    parts = [aliases.get(part, {}) for part in heading.split()]
    dates = {one for part in parts for one in part.get("dates", ())}
    courses = {one for part in parts for one in part.get("product", ())}
    return {"dates": dates & courses} if dates & courses else {}


def of_number(header: str, aliases: Aliases) -> dict[str, set[str]]:
    """The fields of a heading that adds the sign for a number to a known one: "C.I. N°", "Nº DNI"."""
    rest = NUMBER_SIGN.sub("", header_word(header)).strip(" .,;-–_")
    fields = aliases.get(rest, {}) if rest != header_word(header) else {}
    return {name: set(languages) for name, languages in fields.items() if name in _NUMBERED}


def name_and_phone(header: str, aliases: Aliases) -> set[str]:
    """The languages of a heading that asks for a name and a telephone in one column, "Name and contact"."""
    if header.isdecimal():
        return set()
    parts = [part.strip(" .()") for part in HALVES_APART.split(header_word(header))]
    told = [aliases.get(part) or of_number(part, aliases) for part in parts]
    names = [set().union(*part.values()) for part in told if part.keys() & _NAMES]
    phones = [part for part in told if "phones" in part]
    return names[0] if len(names) == 1 and phones and len(phones) + 1 == len(parts) else set()
