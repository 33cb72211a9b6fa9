"""What reads the cells of each field of a list."""

from trainer_app.lists.births import read_dates
from trainer_app.lists.births_or_ages import read_ages_or_births, read_birth_years, read_births
from trainer_app.lists.columns import Reader
from trainer_app.lists.figures import read_counts, read_measures
from trainer_app.lists.marks import (
    read_attendance,
    read_attended,
    read_emails,
    read_names,
    read_products,
    read_text,
    read_trainers,
)
from trainer_app.lists.numbers import read_ages, read_ids, read_money
from trainer_app.lists.phones import read_phones
from trainer_app.lists.sexes import read_sexes
from trainer_app.lists.statuses import read_answers, read_certificates, read_statuses

_READERS: dict[str, Reader] = {
    **dict.fromkeys(("full_name", "latin_name", "given_name", "family_name", "father_name"), read_names),
    "sex": read_sexes,
    "birth_date": read_births,
    "birth_year": read_birth_years,
    "start": read_dates,
    "end": read_dates,
    "dates": read_dates,
    "age": read_ages_or_births,
    "age_bracket": read_ages,
    "phones": read_phones,
    "email": read_emails,
    "trainer": read_trainers,
    "national_id": read_ids,
    "sales_month": read_money,
    "cost": read_money,
    "product": read_products,
    "attendance": read_attendance,
    "owner_sex": read_sexes,
    **dict.fromkeys(("tot_date", "certified_on", "licence_until", "asked_on"), read_dates),
    **dict.fromkeys(("business_start", "business_end"), read_dates),
    "certificate_no": read_certificates,
    **dict.fromkeys(("contact_result", "level", "outcome", "role"), read_statuses),
    **dict.fromkeys(("union", "active", "started", "operating"), read_answers),
    **dict.fromkeys(("women", "men", "other", "participants", "courses_held"), read_counts),
    **dict.fromkeys(("workers", "workers_women", "workers_men", "workers_total"), read_counts),
    **dict.fromkeys(("hours", "days", "baseline", "after"), read_measures),
    "attendance_total": read_attended,
}


def reader_of(field: str) -> Reader:
    """What reads a field, "attendance:7" as all of its kind; text stays as it was typed."""
    return _READERS.get(field.partition(":")[0], read_text)
