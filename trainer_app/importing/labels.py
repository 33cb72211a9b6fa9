"""Fields of lists, kinds of tables and understood values in the person's words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from trainer_app.formats import date_text, number_text
from trainer_app.lists.kinds import (
    ENTERPRISES,
    FIELDS,
    FOLLOW_UPS,
    INDICATORS,
    PEOPLE,
    TOTALS,
    TRAINERS,
)
from trainer_app.lists.said_headings import BY_PLACE
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import N_, _

KINDS = {
    PEOPLE: N_("People"), TRAINERS: N_("Trainers"), FOLLOW_UPS: N_("Follow-ups"), ENTERPRISES: N_("Enterprises"),
    INDICATORS: N_("Indicators"), TOTALS: N_("Totals without names"),
}  # fmt: skip

# In the order in which they are offered: who, when born, how to reach, where, the course, work, trainers, follow-up.
FIELD_LABELS = {
    "serial": N_("Number in the list"), "full_name": N_("Name"), "latin_name": N_("Name in Latin letters"),
    "given_name": N_("Given name"), "family_name": N_("Family name"), "honorific": N_("Form of address"),
    "father_name": N_("Father’s or spouse’s name"), "sex": N_("Sex"), "birth_date": N_("Date of birth"),
    "birth_year": N_("Year of birth"), "age": N_("Age"), "age_bracket": N_("Age bracket"),
    "phones": N_("Phone"), "email": N_("E-mail"), "national_id": N_("National id"),
    "province": N_("Province"), "district": N_("District"), "township": N_("Township"), "village": N_("Village"),
    "address": N_("Address"), "education": N_("Education"), "occupation": N_("Occupation"),
    "position": N_("Position"), "role": N_("Manager or worker"), "disability": N_("Disability"),
    "ethnicity": N_("Ethnicity"),
    "category": N_("Category"), "remark": N_("Remark"),
    "product": N_("Product"), "activity": N_("Activity"), "course_code": N_("Code of the course"),
    "start": N_("Starts"), "end": N_("Ends"), "dates": N_("Dates of the course"), "venue": N_("Venue"),
    "trainer": N_("Trainer"), "organiser": N_("Organiser"), "hours": N_("Hours"), "days": N_("Days"),
    "cost": N_("Cost"),
    "school": N_("School"), "class_name": N_("Class"), "school_year": N_("School year"),
    "course_year": N_("Year of the course"),
    "participants": N_("Participants in all"), "women": N_("Women"), "men": N_("Men"),
    "other": N_("Neither women nor men"),
    "attendance": N_("Attendance of a day or session"), "attendance_total": N_("Attendance in all"),
    "outcome": N_("Outcome"), "certificate_no": N_("Certificate no."),
    "business": N_("Has a business"), "business_name": N_("Business name"), "business_type": N_("Business sector"),
    "sales_month": N_("Sales in a month"), "owner_name": N_("Owner"), "owner_sex": N_("Sex of the owner"),
    "union": N_("Trade union"), "workers": N_("Workers"), "workers_women": N_("Women who work there"),
    "workers_men": N_("Men who work there"), "workers_total": N_("Workers in all"),
    "indicator": N_("Indicator"), "unit": N_("Unit"), "baseline": N_("Value before"), "after": N_("Value after"),
    "change": N_("Change"),
    "organisation": N_("Organisation"), "level": N_("Level"), "tot_date": N_("Trained as trainer on"),
    "certified_on": N_("Certified on"), "licence_until": N_("Licence until"), "courses_held": N_("Courses held"),
    "active": N_("Active"),
    "asked_on": N_("Asked on"), "contact_result": N_("Reached or not"), "started": N_("Started a business"),
    "business_start": N_("Business started on"), "business_end": N_("Business closed on"),
    "operating": N_("Still in business"),
    "sexmark": N_("Mark for a sex"),
}  # fmt: skip

_VALUES = {
    "F": N_("Woman"), "M": N_("Man"), "O": N_("Other"), "reached": N_("reached"), "completed": N_("completed"),
    "dropped_out": N_("dropped out"), "not_found": N_("not found"), "moved": N_("moved"),
}  # fmt: skip


def field_label(field: str | None) -> str:
    """A field in words; "" for a column of which nothing is taken but the text."""
    if not field:
        return ""
    name, _colon, rest = field.partition(":")
    if name == "product" and rest:
        return _("Took part in {product}").format(product=rest)
    if name == "sexmark":
        return _("Mark for a woman") if rest == "F" else _("Mark for a man")
    return _(FIELD_LABELS[name]) if name in FIELD_LABELS else name


def field_choices(kind: str, catalogue: Catalogue, now: Sequence[str] = ()) -> list[tuple[str, str]]:
    """(field, label) of what a column of a table of this kind can be; `now` are fields that its columns have."""
    allowed = FIELDS[kind] | {"attendance" if kind in (PEOPLE, TRAINERS, FOLLOW_UPS, ENTERPRISES) else "after"}
    found = [(name, field_label(name)) for name in FIELD_LABELS if name in allowed]
    found += [(name, field_label(name)) for name in now if name.partition(":")[0] not in (*allowed, *BY_PLACE)]
    if kind in (PEOPLE, TRAINERS, ENTERPRISES):
        codes = [f"product:{product.code}" for product in catalogue.products()]
        found += [(name, field_label(name)) for name in codes if name not in now]
    return found


def value_text(value: Any) -> str:
    """A value that was understood, as a person reads it; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, float):
        return number_text(int(value)) if value.is_integer() else str(value)
    return _(_VALUES[value]) if value in _VALUES else str(value)
