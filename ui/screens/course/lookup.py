"""What the fields of a course offer while one types: places, organisations, trainers, the office's country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trainer_app import organisations, places, settings
from trainer_app.errors import UserError
from trainer_app.formats import fold
from trainer_app.people import persons, trainers
from trainer_app.texts import _

MOST_TRAINERS = 5000


@dataclass(frozen=True)
class Lookup:
    """Names that are known already, and the country (ISO 3166) that new ones belong to; None: not set."""

    country: str | None
    places: tuple[str, ...]
    organisations: tuple[str, ...]
    trainers: tuple[str, ...]


def read_lookup(tx: Any) -> Lookup:
    """All that is offered; names that two have are offered once."""
    return Lookup(
        settings.get(tx, "country"),
        _distinct(list(places.full_names(tx).values())),
        organisation_names(tx),
        _distinct([row.full_name for row in persons.rows(tx, trainers=True, limit=MOST_TRAINERS)]),
    )


def place_id(tx: Any, text: str | None) -> str | None:
    """The place that was typed, the smallest name first ("Taungoo, Bago"); one that is not known is made."""
    if not text:
        return None
    for record_id, name in places.full_names(tx).items():
        if fold(name) == fold(text):
            return record_id
    country = settings.get(tx, "country")
    if country is None:
        raise UserError(
            _("“{place}” is a new place, and the country is not set. Choose the country in the settings first.").format(
                place=text
            )
        )
    return places.ensure(tx, country, *reversed(text.split(",")))


def organisation_names(tx: Any) -> tuple[str, ...]:
    """The names of all organisations."""
    return _distinct([one.name or "" for one in organisations.find(tx)])


def organisation_id(tx: Any, name: str | None) -> str | None:
    """The organisation that was typed; one that is not known is made."""
    if not name:
        return None
    known = [one for one in organisations.find(tx) if fold(one.name) == fold(name)]
    return known[0].id if len(known) == 1 else organisations.ensure(tx, name, settings.get(tx, "country"))


def trainer_id(tx: Any, name: str) -> str:
    """The trainer of that name, a new one if there is none."""
    return trainers.ensure(tx, name).id


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in set(names) if name))
