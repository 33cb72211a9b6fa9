"""What a heading of several words is about, by the single words in it: a date and a call are the day of the call."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import product

_SHORTEST_STEM = 5  # letters of a word that also begins longer ones
_LONGEST_HEADING = 70
_MOST_OPEN = 3  # words of a heading that may mean several things
_OF_ALL, _OF_SEVERAL = 0.6, 0.5  # the share of a heading's letters that must be understood: of one word, of several
_NOTHING = frozenset({"mother", "emergency", "registration", "signature", "marital"})
"""What no field is of: a heading with one of these stands for nothing that is kept apart."""
_PLACES = frozenset({"place", "address", "province", "district", "township", "village"})
_SAYS_NO_MORE = frozenset({"participant", "full", "current", "calendar"})  # "phone of the participant" is a phone

_LETTER = r"[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0900-\u0dff]"
_NO_LETTER_BEFORE = r"(?<![^\W\d_])(?<![\u0900-\u0dff])"
_ARTICLES = r"(?:ال|لل|وال|بال|የ|በ|ለ|l'|d')?"
_SPACELESS = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
_DOTTED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.)+[^\W\d_](?![^\W\d_])\.?")
_SHORT = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,3}(?![^\W\d_])")

_RULES: dict[str, str] = {
    "name": "full_name", "name participant": "full_name", "name course participant": "full_name",
    "name latin": "latin_name", "latin": "latin_name",
    "name family": "family_name", "family": "family_name", "name given": "given_name", "given": "given_name",
    "name trainer": "trainer", "name teacher": "trainer", "trainer": "trainer", "teacher": "trainer",
    "trainer teacher": "trainer",
    "trainer course": "trainer", "name trainer course": "trainer", "name class teacher": "trainer",
    "name father": "father_name", "father": "father_name", "name spouse": "father_name", "spouse": "father_name",
    "name father spouse": "father_name", "father spouse": "father_name",
    "name participant father": "given_name",  # beside the grandfather's
    "name business": "business_name", "business": "business_name",
    "name course": "product", "type course": "product", "name type course": "product", "course": "product",
    "name school": "school", "school": "school", "name class": "class_name", "class": "class_name",
    "name organisation": "organiser", "organisation": "organiser", "organisation course": "organiser",
    "name owner": "owner_name", "owner": "owner_name", "name owner business": "owner_name",
    "owner business": "owner_name", "sex owner": "owner_sex", "sex owner business": "owner_sex",
    "sex": "sex", "age": "age", "age year": "age", "age group": "age_bracket", "age group year": "age_bracket",
    "email": "email",
    "birth": "birth_date", "date birth": "birth_date", "date month birth": "birth_date",
    "date year birth": "birth_date", "age birth": "birth_date", "date month year birth": "birth_date",
    "year birth": "birth_year",
    "phone": "phones", "number phone": "phones", "phone contact": "phones", "number phone contact": "phones",
    "number contact": "phones", "phone business": "phones", "number phone business": "phones",
    "phone contact business": "phones", "phone owner": "phones", "number phone owner": "phones",
    "phone office": "phones", "number phone office": "phones", "phone contact office": "phones",
    "phone business office": "phones",
    "address office": "address",
    "identity": "national_id", "number identity": "national_id", "identity certificate": "national_id",
    "number identity certificate": "national_id",
    "education": "education", "level education": "education", "highest education": "education",
    "highest certificate": "education", "highest level": "education", "highest class": "education",
    "highest level education": "education", "highest certificate education": "education",
    "occupation": "occupation", "remark": "remark",
    "address": "address", "place address": "address",
    "position": "position", "position business": "position", "position worker": "position",
    "province": "province", "district": "district", "township": "township", "village": "village",
    "name province": "province", "name district": "district", "name township": "township", "name village": "village",
    "place course": "venue", "address course": "venue", "name place course": "venue", "place": "venue",
    "date": "dates", "date course": "dates", "start end date": "dates", "start end date course": "dates",
    "date duration course": "dates",
    "start": "start", "date start": "start", "start course": "start", "date start course": "start",
    "end": "end", "date end": "end", "end course": "end", "date end course": "end",
    "hours": "hours", "number hours": "hours", "hours course": "hours", "hours total": "hours",
    "hours duration": "hours", "hours duration course": "hours", "number hours course": "hours",
    "code course": "course_code", "reference course": "course_code", "number reference course": "course_code",
    "code reference course": "course_code", "number class": "course_code", "code class": "course_code",
    "result course": "outcome", "result end": "outcome", "result participant": "outcome",
    "certificate": "certificate_no", "number certificate": "certificate_no", "code certificate": "certificate_no",
    "date certificate": "certified_on", "date certified": "certified_on", "certified": "certified_on",
    "date certified trainer": "certified_on", "date certificate trainer": "certified_on",
    "valid": "licence_until", "date valid": "licence_until", "date end valid": "licence_until",
    "end valid": "licence_until", "valid certificate": "licence_until", "date valid certificate": "licence_until",
    "valid certified": "licence_until", "date valid certified": "licence_until",
    "date end certified": "licence_until", "date end certificate": "licence_until",
    "valid certified trainer": "licence_until", "end valid certificate": "licence_until",
    "tot": "tot_date", "date tot": "tot_date",
    "date tot course": "tot_date", "tot course": "tot_date", "year tot": "tot_date", "date end tot": "tot_date",
    "result": "outcome", "education result": "education", "level education result": "education",
    "number course": "courses_held", "number course trainer": "courses_held", "active": "active",
    "active trainer": "active", "level trainer": "level", "type trainer": "level", "result trainer": "level",
    "activity": "activity", "name activity": "activity", "type activity": "activity",
    "contact": "contact_result",
    "date contact": "asked_on", "result contact": "contact_result",
    "date start business": "business_start", "start business": "started",
    "date end business": "business_end",
    "operating": "operating", "operating business": "operating", "active business": "operating",
    "sales": "sales_month", "sales month": "sales_month", "sales month business": "sales_month",
    "type business": "business_type", "current business": "business_type",
    "sector": "business_type", "sector business": "business_type",
    "type sector business": "business_type", "type sector": "business_type",
    "number participant": "participants", "total participant": "participants",
    "number total participant": "participants",
    "women": "women", "number women": "women", "women participant": "women", "number women participant": "women",
    "men": "men", "number men": "men", "men participant": "men", "number men participant": "men",
    "worker": "workers", "number worker": "workers", "worker total": "workers_total",
    "number worker total": "workers_total", "worker women": "workers_women", "number worker women": "workers_women",
    "worker men": "workers_men", "number worker men": "workers_men",
    "union": "union", "union worker": "union", "union business": "union",
    "year": "course_year", "year course": "course_year",
    "year school": "school_year", "cost": "cost", "cost course": "cost", "cost total": "cost",
    "cost total course": "cost",
}  # fmt: skip
_HEADED_BY = {
    "sex": "sex", "age": "age", "phones": "phone", "education": "education",
    "remark": "remark", "province": "province", "district": "district", "township": "township", "village": "village",
    "venue": "place", "dates": "date", "start": "start", "end": "end", "hours": "hours", "product": "course",
    "trainer": "trainer", "full_name": "name", "participants": "participant", "school": "school", "women": "women",
    "men": "men", "workers": "worker", "organisation": "organisation", "cost": "cost",
}  # fmt: skip
"""The concept that a heading of one word tells, by the field of its column."""
_FIELD_OF = {frozenset(concepts.split()): field for concepts, field in _RULES.items()}
_SHORTEST_BORROWED = 3  # letters of the heading of a column that is a word of longer ones
_NEVER_ALONE = frozenset(
    {
        "date",
        "year",
        "start",
        "end",
        "name",
        "place",
        "course",
        "result",
        "contact",
        "activity",
        "level",
        "business",
        "valid",
    }
)
"""Words that say too little beside one that is not known."""


class Concepts:
    """The words of which headings are made, ready for looking them up. words: concept -> its words."""

    def __init__(self, words: Mapping[str, set[str]]) -> None:
        self.of_word: dict[str, set[str]] = {}
        for concept, members in words.items():
            for word in members:
                self.of_word.setdefault(word, set()).add(concept)
        self._pattern = _pattern(self.of_word)
        self.field_of = lru_cache(maxsize=20_000)(self._field_of)

    def _field_of(self, heading: str, others: frozenset[str] = frozenset()) -> str | None:
        """The field that a heading (see words.header_word) is of, "" for none that is kept, None where it is open.

        others: words in it that are not what they look like, see accents.other_words. What is cut short may be written
        with dots or without: "C.A.", "B.I.".
        """
        told = self._told(heading, others)
        return told if told is not None or "." not in heading else self._told(_DOTTED.sub(_undotted, heading), others)

    def _told(self, heading: str, others: frozenset[str]) -> str | None:
        if not heading or len(heading) > _LONGEST_HEADING or not self.of_word:
            return None
        matches = (match for match in self._pattern.finditer(heading) if match[0] not in others)
        found = [match[match.lastgroup or 0] for match in matches]
        options = [sorted(self.of_word[word]) for word in found]
        if not options or sum(len(one) > 1 for one in options) > _MOST_OPEN:
            return None
        share = self._share(heading)
        for chosen in product(*options):
            concepts = frozenset(chosen)
            if "birth" in concepts and concepts & _PLACES:  # "place and date of birth"
                return "birth_date" if "date" in concepts else ""
            if concepts & _NOTHING:
                return ""
            field = _FIELD_OF.get(concepts) or _FIELD_OF.get(concepts - _SAYS_NO_MORE)
            needed = _OF_ALL if len(concepts) == 1 else _OF_SEVERAL
            needed = 1.0 if len(concepts) == 1 and concepts & _NEVER_ALONE else needed
            if field is not None and share >= needed:
                return field
        return None

    def holds(self, heading: str, concept: str) -> bool:
        """Whether one of the words of a heading (see words.header_word) is of a concept."""
        found = self._pattern.finditer(heading) if self.of_word else ()
        return any(concept in self.of_word[match[match.lastgroup or 0]] for match in found)

    def _share(self, heading: str) -> float:
        """How much of a heading is understood, by its letters; short words between do not count."""
        rest = _SHORT.sub(" ", self._pattern.sub(" ", heading))
        left = sum(map(str.isalpha, rest))
        return 1 - left / max(sum(map(str.isalpha, heading)), 1)


def _undotted(match: re.Match[str]) -> str:
    return match[0].replace(".", "")


def _pattern(words: Mapping[str, set[str]]) -> re.Pattern[str]:
    """Finds the words in a heading, the longest first: one match has one of the groups spaceless, stem and short."""

    def one_of(members: list[str]) -> str:
        return "|".join(map(re.escape, sorted(members, key=lambda word: (-len(word), word)))) or "(?!)"

    spaceless = [word for word in words if re.match(_SPACELESS, word)]
    spaced = words.keys() - spaceless
    stems = [word for word in spaced if len(word) >= _SHORTEST_STEM]
    short = [word for word in spaced if len(word) < _SHORTEST_STEM]
    return re.compile(
        rf"(?P<spaceless>{one_of(spaceless)})"
        rf"|{_NO_LETTER_BEFORE}{_ARTICLES}(?:(?P<stem>{one_of(stems)})(?:{_LETTER})*"
        rf"|(?P<short>{one_of(short)})(?!{_LETTER}))"
    )


def borrowed_words(words: Mapping[str, set[str]], aliases: Mapping[str, Mapping[str, set[str]]]) -> dict[str, set[str]]:
    """A concept of which a language has no word borrows the single words that head its column there and no other:
    longer headings are made of them too. aliases: heading -> field -> its languages; gives the words by concept."""
    told = Concepts(words)
    heads: dict[tuple[str, str], list[str]] = {}
    for alias, named in aliases.items():
        for name, languages in named.items():
            for language in languages:
                heads.setdefault((language, name), []).append(alias)
    borrowed: dict[str, set[str]] = {}
    for (_language, name), its in heads.items():
        concept = _HEADED_BY.get(name)
        if concept is not None and not any(told.holds(alias, concept) for alias in its):
            single = {one for one in its if one.isalpha() and len(one) >= _SHORTEST_BORROWED}
            borrowed.setdefault(concept, set()).update(one for one in single if aliases[one].keys() == {name})
    return borrowed
