"""What only the cells of a column tell of it, where its heading says nothing or too much."""

import re
from collections import Counter
from collections.abc import Collection, Sequence, Set
from dataclasses import replace
from itertools import islice

from trainer_app.lists.by_sex import is_by_sex, sex_marked
from trainer_app.lists.course_hours import are_bound, with_hours_given
from trainer_app.lists.dates import parse_date
from trainer_app.lists.day_hours import in_hours
from trainer_app.lists.finer_places import with_finer_places
from trainer_app.lists.honorifics import sex_addressed
from trainer_app.lists.kinds import ENTERPRISES, FIELDS, FOLLOW_UPS, INDICATORS, PEOPLE, PLACES, TOTALS, TRAINERS
from trainer_app.lists.measures import measures_told
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.role_letters import roles_by_letter
from trainer_app.lists.scripts import Cell, has_letters, is_filled, is_number, plain, raw_text
from trainer_app.lists.statuses import SAYS_MORE, letters_of_answers
from trainer_app.lists.words import Words

_MOST_SEX_WORDS = 6
_FEWEST_ANSWERS, _NEARLY_ALL = 4, 0.75  # yes and no, among others
_OF_BUSINESS = ("business_name", "business_type")  # where yes or no is said below: is there one?
_ASKED_OF_BUSINESS = {PEOPLE: ("business",), FOLLOW_UPS: ("started", "operating")}
_DATED = frozenset({"start", "end", "dates"})
_COUNT = re.compile(r"\d{1,3}(?:[.,]5)?")  # of days or hours, where dates are expected
_COUNTED = re.compile(r"\d{1,3}(?:[.,]5)?\s*(?:[^\W\d_]\S{0,8})?")  # the same with its unit, "15 hrs"
_QUARTER = re.compile(
    r"(?:\d{4}\W+)?[^\W\d]{0,7}\W*(?:[1-4]|i{1,3}|iv)(?:st|nd|rd|th)?(?:\W+quarter)?(?:\W.*\d\d)?"
)  # Q1, 2 2019
_ONE_YEAR = re.compile(r"(\d{4})(?:\s*[^\W\d_]{1,4}\.?)?")  # 2019, "2019 г."
_BIRTHS = frozenset({"birth_date", "birth_year", "age", "age_bracket"})
_YEARS_OF_COURSES, _YEARS_APART = 25, 15  # between the first and the last course of a list, and between births
_NO_ANSWERS = {
    "start": ("started",), "end": ("outcome",), "dates": (), "trainer": ("active",), "venue": (), "phones": (),
}  # fmt: skip
"""Fields that no yes or no answers, and what a column of such answers under a heading like theirs tells instead."""
_LOOKED_AT = {
    "national_id", "owner_name", "hours", "course_year", "product", "category",
    "certified_on", *PLACES, "education", "occupation", "outcome", "contact_result", "position",
    *_OF_BUSINESS, *_NO_ANSWERS,
}  # fmt: skip
_WHAT_BECAME = {PEOPLE: ("outcome", "outcome"), FOLLOW_UPS: ("contact_result", "contact")}  # field, kind of status


def told_by_cells(
    guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], kind: str, words: Words
) -> list[ColumnGuess]:
    """The columns with what only their cells tell.

    "Owner" that says woman or man, or Mrs and Mr, is the sex of the owner; hours that differ within one course were
    attended; a column of which nobody knows the heading is of products, addresses, schooling or sexes where all its
    cells are, and no other is.
    """
    sexes = words.sex_words
    guesses = _since_when(guesses, cells_of, words)
    fields = {guess.field for guess in guesses}
    sexed = "sex" in fields or any(is_by_sex(name) for name in fields if name)
    of_courses = fields & {"product", "course_code", "start", "dates", "class_name"}
    naming = [guess.index for guess in guesses if guess.field in ("product", "course_code", "start", "dates")]
    positions = next((told for one, told in zip(guesses, cells_of, strict=True) if one.field == "position"), ())
    courses = list(zip(*(_as_above(cells_of[index], words) for index in naming), strict=False))
    result: list[ColumnGuess] = []
    for guess, cells in zip(guesses, cells_of, strict=True):
        name = guess.field
        looked_at = name is None or name in _LOOKED_AT
        told = [plain(raw_text(cell)) for cell in cells if is_filled(cell)] if looked_at else []
        if name is None and kind == PEOPLE and "hours" not in fields and in_hours(guess.header, words) and told:
            name = "hours" if all(_COUNTED.fullmatch(text) for text in told) else None
        if name == "owner_name" and told and _tell_sexes(told, words):
            name = "owner_sex"
        elif name in PLACES and kind == PEOPLE and not sexed and len(set(told)) > 1 and set(sexes).issuperset(told):
            name = "sex"  # a short word for it may be that of a place, "G.tính"
        elif name in PLACES and words.speaks_of(guess.header, "quarter") and all(map(_QUARTER.fullmatch, told)):
            name = None  # "Quarter": of a year, not of a town
        elif (
            name == "hours"
            and kind == PEOPLE
            and len(set(told)) > 1
            and (not of_courses or _out_of(guess.header, told) or _differ_within(_as_above(cells, words), courses))
        ):
            name = "attendance_total"
        elif name == "phones" and told and "email" in FIELDS[kind] - fields and all("@" in text for text in told):
            name = "email"  # "Zalo / e-mail"
        elif name == "national_id" and told and _tell_of_papers(told, words):
            name = None
        elif name == "national_id" and "serial" not in fields and _counts_up(told):
            name = "serial"
        elif name in (None, "province") and kind == TRAINERS and _tells_who_works(guess.header, told, fields, words):
            name = "active"
        elif name in (None, "dates") and result and result[-1].field == "started" and _are_days(told, words):
            name = "business_start" if "business_start" in FIELDS[kind] - fields else None
        elif name in (None, "dates") and result and result[-1].field == "operating" and _are_days(told, words):
            name = "business_end" if "business_end" in FIELDS[kind] - fields else None
        elif name == "contact_result" and _are_days(told, words):
            name = "asked_on" if "asked_on" in FIELDS[kind] - fields else None  # "called": when
        elif name in _DATED and kind == PEOPLE and told and all(_COUNT.fullmatch(text) for text in told):
            several = len(set(told)) > 1 and "attendance_total" not in fields
            name = "attendance_total" if several else None  # "present (days)", or how long the course was
        elif name == "course_year" and not (of_courses and _are_years_of_courses(told, fields, words)):
            name = None
        elif name == "product" and kind == PEOPLE and len(told) > 1 and all(_COUNTED.fullmatch(text) for text in told):
            name = "attendance_total" if "attendance_total" not in fields else None  # "in training (hours) of 18"
        elif name is None and kind == TOTALS and "school" not in fields and _name_schools(told, words):
            name = "school"
        elif name == "product" and len(told) > 1 and all(_is_day(text, words) for text in told):
            name = "dates" if not fields & {"dates", "start"} else None  # "date of the training"
        elif (
            kind == TRAINERS and name in (None, "product") and _are_counts(told, words)
            and words.speaks_of(guess.header, "course")
        ):  # fmt: skip
            name = "courses_held" if "courses_held" not in fields else None  # "courses": how many
        elif name is None and kind == TRAINERS and _are_days(told, words) and words.speaks_of(guess.header, "valid"):
            name = "licence_until" if "licence_until" not in fields else None
        elif (
            name is None and kind in (PEOPLE, FOLLOW_UPS) and fields.isdisjoint(_DATED) and _span_courses(told, words)
        ):  # fmt: skip
            name = "dates"
        elif name is None and result and result[-1].field == "attendance_total" and "hours" in FIELDS[kind]:
            others = [one.field for one in (*result, *guesses[guess.index :])]
            name = "hours" if "hours" not in others and are_bound(cells_of[guess.index - 1], cells) else None
        elif name == "product" and kind == TOTALS and "school" in fields and "class_name" not in fields and told:
            name = name if any(map(words.product_of, told)) else "class_name"  # the programme of a school
        elif name == "venue" and "product" in FIELDS[kind] - fields and name_products(told, words):
            name = "product"  # "course and place"
        elif name in _OF_BUSINESS and _answered(told, words):
            name = next((one for one in _ASKED_OF_BUSINESS.get(kind, ()) if one not in fields), name)
        elif (
            name in (None, "occupation") and kind == PEOPLE and "business" not in fields
            and words.speaks_of(guess.header, "business")
            and _answered(told, words)
        ):  # fmt: skip
            name = "business"  # "occupation / business", "running business (kind)": none, or yes and which
        elif (
            name in ("start", "end") and not fields & ({"start", "end", "dates"} - {name}) and _spans_days(told, words)
        ):
            name = "dates"
        elif (
            name in (None, "education", "position")
            and kind == TRAINERS
            and "level" not in fields
            and _mostly("level", told, words)
        ):
            name = "level"
        elif name == "organiser" and kind == PEOPLE and _differ_within(_as_above(cells, words), courses):
            name = "occupation" if "occupation" not in fields else None  # where each of them works, or is a member
        elif (
            name == "occupation" and kind == PEOPLE and "organiser" not in fields
            and words.speaks_of(guess.header, "organisation") and _of_courses(_as_above(cells, words), courses)
        ):  # fmt: skip
            name = "organiser"
        elif (
            name == "occupation" and _sells(fields)
            and (
                not words.speaks_of(guess.header, "occupation") or words.speaks_of(guess.header, "activity")
                or _name_trades(told, words)
            )
        ):  # fmt: skip
            name = "business_type"  # "main activity" beside what it brings in a month
        elif (
            name in (None, "category")
            and "business_name" in fields
            and {"position", "role"} & FIELDS[kind] - fields
            and _mostly("role", told, words)
        ):
            name = "position" if "position" in FIELDS[kind] - fields else "role"  # beside what the people do there
        elif name is None and kind == PEOPLE and "role" not in fields and roles_by_letter(cells, positions, words):
            name = "role"
        elif name == "certified_on" and "product" not in fields and name_products(told, words):
            name = "product"  # "certified for": which products
        elif name == "outcome" and (_tell_marriages(told, words) or _of_another_status(guess.header, told, words)):
            name = None
        elif name in _NO_ANSWERS and _answered(told, words):
            name = next((one for one in _NO_ANSWERS[name] if one in FIELDS[kind] - fields), None)
        elif name == "product" and kind == ENTERPRISES and "business_type" not in fields:
            name = name if any(map(words.product_of, told)) else "business_type"  # what a firm makes
        elif name in (None, "province", "end") and (status := _became(told, kind, fields, words)) is not None:
            name = status
        elif name is None and len(told) > 1:
            of_sex = sex_marked(guess.header, told, words) if kind == PEOPLE and not sexed else None
            name = of_sex or _only_by_cells(told, FIELDS[kind] - fields, sexes, words)
        result.append(guess if name == guess.field else replace(guess, field=name, certainty=0.6))
        fields.add(name)
        if name == "asked_on":
            fields.discard("contact_result")  # free for the column that tells what came of the call
    result = with_hours_given(with_finer_places(result, cells_of), cells_of, kind)
    return measures_told(result, cells_of, words) if kind == INDICATORS else result


def _since_when(guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], words: Words) -> list[ColumnGuess]:
    """The columns with the days below "business started", where all cells are such, as what they are."""
    result = list(guesses)
    for guess, cells in zip(guesses, cells_of, strict=True):
        told = [plain(raw_text(cell)) for cell in cells if is_filled(cell)] if guess.field == "started" else []
        if told and all(parse_date(text, words) is not None for text in told):
            known = any(one.field == "business_start" for one in guesses)
            result[guess.index] = replace(guess, field=None if known else "business_start", certainty=0.6)
    return result


def _name_schools(told: Sequence[str], words: Words) -> bool:
    """Whether most cells of a column, each counted once, name schools or colleges."""
    names = set(told) - words.sets["ditto"]
    return len(names) > 1 and sum(words.speaks_of(name, "school") for name in names) * 3 >= len(names) * 2


def _sells(fields: Set[str | None]) -> bool:
    """Whether a table tells what the business of each person sells, and has no other column of what business it is."""
    return "sales_month" in fields and fields.isdisjoint(_OF_BUSINESS)


def _name_trades(told: Sequence[str], words: Words) -> bool:
    """Whether most cells of a column say what is done, "vente de pagnes", and not who does it, "vendeuse"."""
    return len(told) > 1 and sum(words.starts_with("trade", text) for text in told) * 3 >= len(told) * 2


def _as_above(cells: Sequence[Cell], words: Words) -> list[str]:
    """The texts of a column, of a cell that says "as above" what stands there."""
    texts: list[str] = []
    for text in map(raw_text, cells):
        texts.append(texts[-1] if texts and plain(text) in words.sets["ditto"] else text)
    return texts


def _differ_within(told: Sequence[str], courses: Sequence[tuple[str, ...]]) -> bool:
    """Whether a column says different things in rows that name the same course. courses: what each row names it by."""
    said: dict[tuple[str, ...], set[str]] = {}
    for text, course in zip(told, courses, strict=False):
        if text.strip():
            said.setdefault(course, set()).add(plain(text))
    return any(len(texts) > 1 for texts in said.values())


def _of_courses(told: Sequence[str], courses: Sequence[tuple[str, ...]]) -> bool:
    """Whether a column says one thing in all rows of each of several courses, most of them with several rows."""
    rows = Counter(courses)
    several = sum(count > 1 for count in rows.values())
    whole = all(text.strip() for text in told) and len(set(told)) > 1
    return whole and several > 1 and several * 2 > len(rows) and not _differ_within(told, courses)


def _tell_of_papers(told: Sequence[str], words: Words) -> bool:
    """Whether no cell of a column is the number of a paper: it is told who has one, of which kind, or since when."""
    return not any(any(map(str.isdigit, text)) for text in told) or all(
        _is_day(text, words) and not text.isdecimal() for text in told
    )


def _counts_up(told: Sequence[str]) -> bool:
    """Whether the cells of a column are 1, 2, 3 and so on: the number of the row, whatever its heading says."""
    return len(told) > 1 and told == [str(number) for number in range(1, len(told) + 1)]


def _are_counts(told: Sequence[str], words: Words) -> bool:
    """Whether a column holds small numbers, and nothing else but words for what is not known."""
    told = [text for text in told if text not in words.sets["unknown"]]
    return bool(told) and all(re.fullmatch(r"\d{1,3}", text) for text in told)


def _tells_who_works(header: str, told: Sequence[str], fields: Collection[str | None], words: Words) -> bool:
    """Whether a column with the heading of a status says yes or no of each trainer: active, or not."""
    named = words.fields_of(header.rpartition(" / ")[2], within=True)
    answers = words.sets["present"] | words.sets["absent"]
    return "active" not in fields and "outcome" in named and bool(told) and answers.issuperset(told)


def _are_days(told: Sequence[str], words: Words) -> bool:
    """Whether all cells of a column are dates or months."""
    found = [parse_date(text, words) for text in told]
    return bool(told) and all(one is not None and one.start.month is not None for one in found)


def _answered(told: Sequence[str], words: Words) -> bool:
    """Whether nearly all cells of a column say yes or no, some with more: "yes (a shop)"; others may say that there is
    none, or not yet, or that nobody knows."""
    silent = words.sets["unknown"] | words.sets["none"]
    firsts = {text: SAYS_MORE.split(text)[0] for text in set(told) - silent}
    told = [firsts[text] for text in told if text in firsts]
    letters = letters_of_answers(set(told), "", words)
    answers = sum(text in words.sets["present"] or text in words.sets["absent"] or text in letters for text in told)
    return answers > 0 and (answers == len(told) or answers >= max(_FEWEST_ANSWERS, _NEARLY_ALL * len(told)))


def _out_of(header: str, told: Sequence[str]) -> bool:
    """Whether a heading tells the most that can stand below it, "Hours (out of 40)"."""
    most = re.search(r"\D(\d{1,3})\D*$", plain(header))
    hours = [re.match(r"\d{1,3}(?!\d)", text) for text in told]
    return most is not None and all(one is not None and int(one[0]) <= int(most.group(1)) for one in hours)


def _is_day(text: str, words: Words) -> bool:
    found = parse_date(text, words)
    return found is not None and found.start.day is not None


def _became(told: Sequence[str], kind: str, fields: Collection[str | None], words: Words) -> str | None:
    """The field of what became of people, or of calling them, where no column has it and most cells tell it."""
    field, status = _WHAT_BECAME.get(kind, ("", ""))
    if not field or field in fields or len(told) < 2:
        return None
    return field if _mostly(status, told, words) else None


def _mostly(status: str, told: Sequence[str], words: Words) -> bool:
    """Whether most cells of a column tell a status of a kind, those left out that only say "the same"."""
    told = [text for text in told if text not in words.sets["ditto"]]
    others = (text for text in told if words.status_of(status, text) is None)
    return bool(told) and next(islice(others, len(told) // 4, None), None) is None


def _are_years_of_courses(told: Sequence[str], fields: Set[str | None], words: Words) -> bool:
    """Whether a column holds years in which courses were held: nobody was born in them, as years far apart may tell."""
    told = [text for text in told if text not in words.instead]
    years = [int(match[1]) for text in told if (match := _ONE_YEAR.fullmatch(text))]
    near = bool(years) and max(years) - min(years) <= _YEARS_OF_COURSES
    return (
        len(years) == len(told) and near and (not fields.isdisjoint(_BIRTHS) or max(years) - min(years) < _YEARS_APART)
    )


def _span_courses(told: Sequence[str], words: Words) -> bool:
    """Whether all cells of a column are dates, and more than half of them of several days."""
    days = [parse_date(text, words) for text in told if text not in words.sets["ditto"]]
    several = sum(one is not None and one.start != one.end for one in days)
    return all(one is not None for one in days) and several * 2 > len(days)


def _spans_days(told: Sequence[str], words: Words) -> bool:
    """Whether a cell of a column tells several days, "5-9 August"."""
    found = [parse_date(text, words) for text in told]
    return any(one is not None and one.start != one.end for one in found)


def _only_by_cells(
    told: Sequence[str], open_fields: Collection[str], sexes: Collection[str], words: Words
) -> str | None:
    """The field, of those that no column has yet, that all cells of a column look like."""
    if "email" in open_fields and all("@" in text for text in told):
        return "email"
    if "sex" in open_fields and len(set(told)) > 1 and set(sexes).issuperset(told):
        return "sex"
    schooled = sum(words.starts_with("schooling", text) for text in told)
    if "education" in open_fields and schooled * 4 >= len(told) * 3:
        return "education"
    return "product" if "product" in open_fields and name_products(told, words) else None


def _tell_sexes(told: Sequence[str], words: Words) -> bool:
    """Whether cells are words for women and men, or forms of address alone, "Bpk", "Ibu", of which some tell it."""
    forms = words.honorifics.values()
    neutral = {plain(form).strip(" .") for one in forms for form, sex in one.sexes.items() if not sex}
    said = {text for text in told if text not in words.instead - words.sex_words}
    telling = {text for text in said if text in words.sex_words or sex_addressed(text, forms)}
    return bool(telling) and all(text.strip(" .") in neutral for text in said - telling)


def _tell_marriages(told: Sequence[str], words: Words) -> bool:
    """Whether most cells of a column tell who is married: "belum kawin" has not failed."""
    return bool(told) and sum(words.starts_with("marital", text) for text in told) * 4 >= len(told) * 3


def _of_another_status(header: str, told: Sequence[str], words: Words) -> bool:
    """Whether a heading that only holds a word for a status, "Residence status", stands above other answers."""
    lowest = header.rpartition(" / ")[2]
    if "outcome" in words.fields_of(lowest) or len(set(told)) < 2:
        return False
    answers = words.sets["present"] | words.sets["absent"]
    return not any(text in answers or words.status_of("outcome", text) for text in told)


def name_products(told: Sequence[str], words: Words) -> bool:
    """Whether most cells of a column name a product, those left out that only say "the same"."""
    told = [text for text in told if text not in words.sets["ditto"]]
    return len(told) > 1 and sum(words.product_of(text) is not None for text in told) * 4 >= len(told) * 3


def field_by_content(cells: Sequence[Cell], words: Words, taken: Sequence[str | None]) -> str | None:
    """The field that all cells of a column without a header look like."""
    silent = words.sets["unknown"] | words.sets["ditto"]
    filled = [cell for cell in cells if is_filled(cell) and plain(raw_text(cell)) not in silent]
    texts = [plain(raw_text(cell)) for cell in filled]
    if not texts:
        return None
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 6]
    all_numbers = len(numbers) == len(texts)
    digits = [sum(c.isdigit() for c in text) for text in texts]
    sexes = words.sex_words
    tests = {
        "sex": set(texts) <= sexes and len(set(texts)) <= _MOST_SEX_WORDS,
        "email": all("@" in text for text in texts),
        "serial": all_numbers and numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 1,
        "birth_year": all_numbers and all(1900 <= number <= 2030 for number in numbers),
        "age": all_numbers and all(10 <= number <= 99 for number in numbers),
        "birth_date": all((found := parse_date(text, words)) and found.start.day for text in texts),
        "phones": all(count >= 7 for count in digits) and not any(map(has_letters, texts)),
        "full_name": all(has_letters(text) for text in texts)
        and not any(digits)
        and not any(is_number(cell) for cell in filled)
        and len(set(texts)) * 3 > len(texts) * 2,
    }
    return next((field for field, fits in tests.items() if fits and field not in taken), None)
