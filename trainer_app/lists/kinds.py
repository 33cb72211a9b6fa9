"""The kinds of tables that lists hold, what each is known by, and which fields its columns may be."""

from collections.abc import Iterable, Set

PEOPLE, TRAINERS, FOLLOW_UPS = "people", "trainers", "followups"
ENTERPRISES, INDICATORS, TOTALS = "enterprises", "indicators", "totals"
WITH_NAMES = (PEOPLE, TRAINERS, FOLLOW_UPS)
TAUGHT = (PEOPLE, FOLLOW_UPS)
"""Those of people who were in a course."""

NAMES = frozenset({"full_name", "given_name", "family_name", "latin_name"})
COUNTS = frozenset({"women", "men", "participants"})
_WORKERS = frozenset({"workers", "workers_women", "workers_men", "workers_total"})
LEVELS = ("province", "district", "township", "village")
"""Of places, from the largest to the smallest."""
PLACES = frozenset(LEVELS)
_PLACES = PLACES | {"address"}
_COURSE = frozenset({
    "product", "start", "end", "dates", "venue", "trainer", "organiser", "course_code", "hours", "school_year", "cost",
    "course_year",
})  # fmt: skip
_PERSON = NAMES | _PLACES | {
    "serial", "honorific", "father_name", "sex", "birth_date", "birth_year", "age", "age_bracket", "phones", "email",
    "national_id", "education", "occupation", "position", "disability", "remark", "ethnicity", "category",
}  # fmt: skip
_OF_ONE_PERSON = frozenset({
    "sex", "birth_date", "birth_year", "age", "phones", "national_id", "father_name", "email", "education",
})  # fmt: skip
_TELLS_A_COURSE = frozenset({
    "product", "activity", "dates", "start", "school", "class_name", "course_code", "venue", "trainer", "organiser",
})  # fmt: skip
_TRAINER = frozenset({
    "organisation", "level", "tot_date", "certified_on", "licence_until", "courses_held", "active",
})  # fmt: skip
_FOLLOW_UP = frozenset({"asked_on", "contact_result", "started", "business_start", "business_end", "operating"})

_FIRM = frozenset({"owner_sex", "owner_name", "union"})

FIELDS: dict[str, frozenset[str]] = {
    PEOPLE: _PERSON | _WORKERS | _COURSE - {"cost"} | {
        "business", "business_name", "business_type", "sales_month", "certificate_no", "attendance_total", "days",
        "outcome", "role",
    },
    TRAINERS: _PERSON - {"category"} | _TRAINER | {"certificate_no", "product"},
    FOLLOW_UPS: _PERSON | _COURSE | _FOLLOW_UP | _WORKERS | {"sales_month", "business_name", "business_type"},
    ENTERPRISES: _PLACES | _WORKERS | {
        "serial", "business_name", "business_type", "owner_name", "owner_sex", "union", "phones", "email", "remark",
        "product", "start", "end", "dates", "trainer", "sales_month",
    },
    INDICATORS: frozenset({"serial", "business_name", "indicator", "unit", "baseline", "after", "change", "remark"}),
    TOTALS: _PLACES | _COURSE | COUNTS | {"other", "serial", "activity", "school", "class_name", "remark", "phones"},
}  # fmt: skip
"""The fields that a column of a table of this kind can be."""

KEYS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(WITH_NAMES, ("full_name", "given_name", "family_name", "latin_name")),
    TRAINERS: ("full_name", "given_name", "family_name", "latin_name", "trainer"),
    ENTERPRISES: ("business_name",),
    INDICATORS: ("indicator",),
    TOTALS: ("product", "activity", "school", "class_name", "course_code", "dates", "start", "trainer", "organiser"),
}
"""The columns of which one must say something in a row that counts."""

OF_GROUP = frozenset({"product", "course_code", "start", "end", "dates", "venue", "trainer", "organiser"})
"""What a list of people may say of a course once, in the first row of those who were in it."""

FILLED_DOWN: dict[str, frozenset[str]] = {
    TOTALS: frozenset({"province", "district", "township", "school", "organiser"}),
    INDICATORS: frozenset({"business_name", "indicator"}),
    ENTERPRISES: frozenset({"province", "district"}),
    PEOPLE: frozenset({"business_name", "province", "district", "township"}) | OF_GROUP,
}
"""Columns in which a cell left empty below another means the same, where the column is mostly so."""


def kind_of(fields: Iterable[str]) -> str | None:
    """The kind of a table whose header names these fields, None if it is no table that anybody could use."""
    fields = set(fields)
    if "indicator" in fields and fields & {"baseline", "after"}:
        return INDICATORS
    if fields & NAMES:
        if len(fields & _FOLLOW_UP) > 1:
            return FOLLOW_UPS
        return TRAINERS if _of_trainers(fields) else PEOPLE
    if "trainer" in fields and not fields & COUNTS and (_of_trainers(fields) or {"level", "certified_on"} <= fields):
        return TRAINERS
    if {"asked_on", "contact_result"} & fields and len(fields & _FOLLOW_UP) > 1:
        return FOLLOW_UPS
    if len(fields & _FIRM) > 1 or ("business_name" in fields and fields & (_WORKERS | _FIRM)):
        return ENTERPRISES
    counts = (fields & COUNTS or {"cost", "attendance_total"} <= fields) and fields & _TELLS_A_COURSE
    return TOTALS if counts and not ("sex" in fields and fields & _OF_ONE_PERSON - {"sex", "education"}) else None


def asks_firms(fields: Set[str]) -> bool:
    """Whether a header asks what only firms are asked, so that names in it may be of those who lead them."""
    return {"business_name", "union"} <= fields and bool(fields & _WORKERS)


def _of_trainers(fields: set[str]) -> bool:
    """Whether a header tells what only a trainer has."""
    return len(fields & _TRAINER) > 1 and bool(fields & {"tot_date", "licence_until"})


def is_of_people(fields: Iterable[str]) -> bool:
    """Whether a header without a heading for names is that of a list of people all the same."""
    return len(set(fields) & _OF_ONE_PERSON) > 1
