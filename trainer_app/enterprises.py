"""Enterprises: listed, checked and saved, with their owner; joined and taken apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.database import Transaction
from db.models import Enterprise
from trainer_app import duplicates
from trainer_app.courses.courses import Problem
from trainer_app.errors import UserError
from trainer_app.joined import standing
from trainer_app.people.persons import SEXES
from trainer_app.places import below, full_names
from trainer_app.texts import N_, _

SIZES = ((0, 0, N_("owner only")), (1, 9, N_("micro")), (10, 49, N_("small")), (50, 249, N_("medium")))
"""Size classes by workers without the owner; above them: large."""

FILLED_BY_JOINING = tuple(
    name for name in Enterprise.model_fields if name not in ("id", "deleted", "name", "merged_into")
)
_EARLIEST = 1800


@dataclass(frozen=True)
class Row:
    """One enterprise of the list. workers: None where not known; courses and visits count joined ones too."""

    id: str
    name: str
    owner: str
    owner_sex: str
    sector: str
    place: str
    phones: str
    workers: int | None
    courses: int
    visits: int


def problems(values: Mapping[str, Any], today: date | None = None) -> list[Problem]:
    """What is wrong or doubtful with an enterprise's values (field -> value; missing means blank)."""
    today = today or date.today()
    found = []
    if not (values.get("name") or "").strip() and not values.get("owner_id") and not values.get("owner_name"):
        found.append(Problem("name", _("The name is missing. Type the name of the enterprise or of its owner.")))
    if values.get("owner_sex") is not None and values["owner_sex"] not in SEXES:
        found.append(
            Problem("owner_sex", _("“{sex}” is not in the list. Choose one of it.").format(sex=values["owner_sex"]))
        )
    started = values.get("started_on")
    if started is not None and (started > today or started.year < _EARLIEST):
        found.append(Problem("started_on", _("The enterprise cannot have started on that day. Correct the date.")))
    for field in ("workers_women", "workers_men", "workers_total"):
        if values.get(field) is not None and values[field] < 0:
            found.append(Problem(field, _("Fewer than no workers cannot be. Type 0 or more, or leave it blank.")))
    parts = [values.get("workers_women"), values.get("workers_men")]
    total = values.get("workers_total")
    if total is not None and sum(part for part in parts if part) > total:
        sentence = _("Women and men are more than all workers together. Correct one of the three.")
        found.append(Problem("workers_total", sentence, refuses=False))
    return found


def save(tx: Transaction, enterprise: Enterprise | None = None, **values: Any) -> Enterprise:
    """Save a new enterprise, or values of one. Raises UserError for what cannot be."""
    before = enterprise.model_dump() if enterprise else {}
    found = [
        problem.sentence
        for problem in problems({**before, **values})
        if problem.refuses and (enterprise is None or problem.field in values)
    ]
    if found:
        raise UserError("\n".join(found))
    if enterprise is None:
        return tx.add(Enterprise(**values))
    tx.update(enterprise, **values)
    return enterprise


def workers(enterprise: Enterprise) -> int | None:
    """All workers, by sex or in all as known; None where neither is."""
    parts = [part for part in (enterprise.workers_women, enterprise.workers_men) if part is not None]
    return enterprise.workers_total if enterprise.workers_total is not None else sum(parts) if parts else None


def size(number: int | None) -> str:
    """The size class of an enterprise of so many workers, in the person's language; "" where not known."""
    if number is None:
        return ""
    return next((_(name) for low, high, name in SIZES if low <= number <= high), _("large"))


def rows(tx: Transaction, *, place_id: str | None = None, limit: int = 500, offset: int = 0) -> list[Row]:
    """Enterprises by name, joined ones left out; of a place and those below it if asked."""
    places = full_names(tx)
    parameters: dict[str, Any] = {"limit": limit, "offset": offset}
    inside = ""
    if place_id is not None:
        chosen = {f"p{number}": place for number, place in enumerate(sorted(below(tx, place_id)))}
        parameters |= chosen
        inside = f"AND e.place_id IN ({', '.join(f':{name}' for name in chosen)})"
    members = "SELECT e.id UNION SELECT j.id FROM joined j WHERE j.table_name = 'enterprise' AND j.root = e.id"
    found = tx.rows(
        "SELECT e.id, e.name, COALESCE(p.full_name, e.owner_name), COALESCE(p.sex, e.owner_sex), e.sector, e.place_id, "
        "e.phones, e.workers_women, e.workers_men, e.workers_total, "
        f"(SELECT count(*) FROM enrolment n WHERE NOT n.deleted AND n.enterprise_id IN ({members})), "
        f"(SELECT count(*) FROM visit v WHERE NOT v.deleted AND v.enterprise_id IN ({members})) "
        "FROM enterprise e LEFT JOIN joined o ON o.table_name = 'person' AND o.id = e.owner_id "
        "LEFT JOIN person p ON p.id = COALESCE(o.root, e.owner_id) "
        f"WHERE NOT e.deleted AND {standing('enterprise', 'e')} {inside} "
        "ORDER BY e.name, e.id LIMIT :limit OFFSET :offset",
        parameters,
    )
    return [
        Row(
            r[0], r[1] or "", r[2] or "", r[3] or "", r[4] or "", places.get(r[5] or "", ""), r[6] or "",
            workers(Enterprise(workers_women=r[7], workers_men=r[8], workers_total=r[9])), r[10], r[11],
        )
        for r in found
    ]  # fmt: skip


def join(tx: Transaction, keep_id: str, *gone_ids: str) -> int:
    """Say that these enterprises are the one to keep, whose blank values are filled from them; how many were joined."""
    return duplicates.join(tx, Enterprise, keep_id, gone_ids, FILLED_BY_JOINING)


def unjoin(tx: Transaction, enterprise_id: str) -> bool:
    """Make a joined enterprise one of its own again; True if it was joined."""
    return duplicates.unjoin(tx, Enterprise, enterprise_id)
