"""Offices, ministries, providers, schools, donors ...: name and country identify one, never the acronym."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id
from db.models import Organisation
from trainer_app import duplicates
from trainer_app.courses.courses import Problem
from trainer_app.errors import UserError
from trainer_app.formats import fold
from trainer_app.joined import root_of, standing, stands
from trainer_app.texts import N_, _

KINDS = {
    "office": N_("Country or regional office"),
    "ministry": N_("Ministry"),
    "training_provider": N_("Training service provider"),
    "bds_provider": N_("Business development service provider"),
    "employers": N_("Employers' organisation"),
    "workers": N_("Workers' organisation"),
    "chamber": N_("Chamber"),
    "school": N_("School or university"),
    "employment_service": N_("Employment service"),
    "ngo": N_("Non-governmental organisation"),
    "dpo": N_("Organisation of persons with disabilities"),
    "cooperative_union": N_("Cooperative union"),
    "donor": N_("Donor"),
    "project": N_("Project"),
    "company": N_("Company"),
}


FILLED_BY_JOINING = ("acronym", "kind", "country", "place_id", "phones", "email", "notes")


@dataclass(frozen=True)
class Row:
    """One organisation of the list. courses: those it organised; above: the organisation that it belongs to."""

    id: str
    name: str
    acronym: str
    kind: str
    country: str
    place_id: str | None
    above: str
    courses: int
    phones: str
    email: str


def problems(values: Mapping[str, Any]) -> list[Problem]:
    """What cannot be in an organisation's values (field -> value; missing means blank)."""
    found = []
    if not (values.get("name") or "").strip():
        found.append(Problem("name", _("The name of the organisation is missing. Type it.")))
    if values.get("kind") and values["kind"] not in KINDS:
        found.append(Problem("kind", _("“{kind}” is not in the list. Choose one of it.").format(kind=values["kind"])))
    return found


def find(tx: Transaction, *, country: str | None = None, kind: str | None = None) -> list[Organisation]:
    """The organisations of a country or kind by name, joined ones left out."""
    where: list[ColumnElement[bool]] = [stands(Organisation)]
    if country is not None:
        where.append(col(Organisation.country) == country)
    if kind is not None:
        where.append(col(Organisation.kind) == kind)
    return tx.find(Organisation, *where, order_by=(Organisation.name, Organisation.id))


def rows(tx: Transaction) -> list[Row]:
    """The list of organisations, joined ones left out and counted under the one kept."""
    found = tx.rows(
        "SELECT o.id, o.name, o.acronym, o.kind, o.country, o.place_id, up.name, COALESCE(c.courses, 0), "
        "o.phones, o.email FROM organisation o LEFT JOIN organisation up ON up.id = o.parent_id "
        "LEFT JOIN (SELECT COALESCE(j.root, c.organiser_id) AS organiser, count(*) AS courses FROM course c "
        "LEFT JOIN joined j ON j.table_name = 'organisation' AND j.id = c.organiser_id "
        "WHERE NOT c.deleted AND c.organiser_id IS NOT NULL GROUP BY 1) c ON c.organiser = o.id "
        f"WHERE NOT o.deleted AND {standing('organisation', 'o')} ORDER BY o.name, o.id"
    )
    return [
        Row(r[0], r[1] or "", r[2] or "", r[3] or "", r[4] or "", r[5], r[6] or "", r[7], r[8] or "", r[9] or "")
        for r in found
    ]


def by_name(tx: Transaction, country: str | None = None) -> dict[str, str]:
    """The ids of a country's organisations by their folded names, joined ones left out; of several with one name the
    first."""
    return {fold(one.name): one.id for one in reversed(find(tx, country=country))}


def ensure(
    tx: Transaction, name: str, country: str | None = None, *, known: Mapping[str, str] | None = None, **values: Any
) -> str:
    """The id of the organisation of that name and country, made with `values` if there is none.

    Two replicas that write the same name mean the same organisation. known: what `by_name` says of the country, from
    whoever asks for many names: to look through all organisations for each takes minutes. Raises UserError for no name.
    """
    name = " ".join(name.split())
    _refuse(problems({"name": name, **values}))
    record_id = derived_id("organisation", country or "", fold(name))
    own = tx.find(Organisation, col(Organisation.id) == record_id, deleted=True)
    if own:
        if own[0].deleted:
            tx.update(own[0], deleted=False)
        return root_of(tx, "organisation", record_id)
    found = (by_name(tx, country) if known is None else known).get(fold(name))
    if found is not None:
        return found
    tx.add(Organisation(id=record_id, name=name, country=country, **values))
    return record_id


def save(tx: Transaction, organisation: Organisation, **values: Any) -> bool:
    """Change an organisation. Raises UserError for values that cannot be, and for one above itself."""
    _refuse([problem for problem in problems(organisation.model_dump() | values) if problem.field in values])
    if values.get("parent_id") in below(tx, organisation.id):
        raise UserError(
            _("{name} cannot belong to itself. Choose another organisation above it.").format(name=organisation.name)
        )
    return tx.update(organisation, **values)


def below(tx: Transaction, organisation_id: str) -> set[str]:
    """The organisation itself and all that belong to it, through all levels: the tree of offices."""
    found = tx.rows(
        "WITH RECURSIVE inside(id) AS (SELECT :top UNION SELECT o.id FROM organisation o JOIN inside i "
        "ON o.parent_id = i.id OR o.merged_into = i.id WHERE NOT o.deleted) SELECT id FROM inside",
        {"top": organisation_id},
    )
    return {row[0] for row in found}


def join(tx: Transaction, keep_id: str, *gone_ids: str) -> int:
    """Say that these organisations are the one to keep, filled from them where blank; how many were joined.

    Raises UserError for organisations of two countries.
    """
    keep = tx.get(Organisation, keep_id)
    for gone in (tx.get(Organisation, gone_id) for gone_id in gone_ids):
        if keep.country and gone.country and keep.country != gone.country:
            raise UserError(
                _("{name} of {one} and of {other} are two organisations: the country tells them apart.").format(
                    name=gone.name, one=keep.country, other=gone.country
                )
            )
    return duplicates.join(tx, Organisation, keep_id, gone_ids, FILLED_BY_JOINING)


def unjoin(tx: Transaction, organisation_id: str) -> bool:
    """Make a joined organisation one of its own again; True if it was joined."""
    return duplicates.unjoin(tx, Organisation, organisation_id)


def _refuse(found: list[Problem]) -> None:
    sentences = [problem.sentence for problem in found if problem.refuses]
    if sentences:
        raise UserError("\n".join(sentences))
