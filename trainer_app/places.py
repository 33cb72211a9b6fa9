"""Provinces, districts and townships as a tree."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id
from db.models import Place
from trainer_app.errors import UserError
from trainer_app.formats import fold
from trainer_app.joined import root_of, stands
from trainer_app.texts import N_, _

LEVELS = {
    "country": N_("Country"),
    "province": N_("Province"),
    "district": N_("District"),
    "township": N_("Township"),
}


def find(tx: Transaction, *, country: str | None = None, parent_id: str | None = None) -> list[Place]:
    """The places of a country or below one place, joined ones left out, by name."""
    where: list[ColumnElement[bool]] = [stands(Place)]
    if country is not None:
        where.append(col(Place.country) == country)
    if parent_id is not None:
        where.append(col(Place.parent_id) == parent_id)
    return tx.find(Place, *where, order_by=(Place.name, Place.id))


def ensure(
    tx: Transaction, country: str, *names: str, levels: tuple[str, ...] = ("province", "district", "township"),
    known: "Spellings | None" = None,
) -> str:  # fmt: skip
    """The id of the place reached by these names from the country down; what is missing on the way is made.

    A name is found under every spelling that is known for it. known: those of the country, from whoever asks for many.
    Raises UserError for no name.
    """
    known = known or Spellings(tx, country)
    if not any(name.strip() for name in names):
        raise UserError(_("The name of the place is missing. Type it."))
    parent = ""
    for name, level in zip((name.strip() for name in names if name.strip()), levels, strict=False):
        found = known.find(parent, name)
        if found is None:
            record_id = derived_id("place", country, parent, fold(name))
            again = tx.find(Place, col(Place.id) == record_id, deleted=True)
            if again and again[0].deleted:
                tx.update(again[0], deleted=False)
            elif not again:
                tx.add(Place(id=record_id, name=name, level=level, country=country, parent_id=parent or None))
            found = record_id
            known.add(parent, name, found)
        parent = found
    return parent


class Spellings:
    """The places of a country by the place above them and every spelling of their names: read once for many names."""

    def __init__(self, tx: Transaction, country: str) -> None:
        self._tx, self._country = tx, country
        self._below: dict[str, dict[str, str]] = {}

    def find(self, parent: str, name: str) -> str | None:
        """The place of that name below the parent ("" is the country), by the one that stands for it."""
        return self._of(parent).get(fold(name))

    def add(self, parent: str, name: str, place_id: str) -> None:
        """One more, that was just made."""
        self._of(parent).setdefault(fold(name), place_id)

    def _of(self, parent: str) -> dict[str, str]:
        if parent not in self._below:
            rows = self._tx.rows(
                "SELECT p.name, p.latin_name, p.spellings, COALESCE(j.root, p.id) FROM place p "
                "LEFT JOIN joined j ON j.table_name = 'place' AND j.id = p.id "
                "WHERE NOT p.deleted AND p.country = :country AND COALESCE(p.parent_id, '') = :parent ORDER BY p.id",
                {"country": self._country, "parent": parent},
            )
            found: dict[str, str] = {}
            for own, latin, spellings, root in rows:
                for spelling in (own, latin, *(spellings or "").split(";")):
                    if spelling:
                        found.setdefault(fold(spelling), str(root))
            self._below[parent] = found
        return self._below[parent]


def save(tx: Transaction, place: Place, **values: Any) -> bool:
    """Change a place. Raises UserError for one without name or inside itself."""
    if "name" in values and not (values["name"] or "").strip():
        raise UserError(_("The name of the place is missing. Type it."))
    if values.get("parent_id") in below(tx, place.id):
        raise UserError(
            _("{place} cannot be a part of itself. Choose another place above it.").format(place=place.name)
        )
    return tx.update(place, **values)


def join(tx: Transaction, keep_id: str, *gone_ids: str) -> None:
    """Say that these places are the one to keep; their names become spellings of it.

    Who was joined before is meant by the place that stands for it.
    """
    keep = tx.get(Place, root_of(tx, "place", keep_id))
    spellings = [part.strip() for part in (keep.spellings or "").split(";") if part.strip()]
    roots = dict.fromkeys(root_of(tx, "place", gone_id) for gone_id in gone_ids)
    for gone in (tx.get(Place, root) for root in roots if root != keep.id):
        if gone.country != keep.country or keep.id in below(tx, gone.id):
            raise UserError(
                _(
                    "{gone} and {keep} cannot be the same place: they lie in different countries or one in the other."
                ).format(gone=gone.name, keep=keep.name)
            )
        names = (gone.name, gone.latin_name, *(gone.spellings or "").split(";"))
        spellings += [name.strip() for name in names if name and name.strip()]
        tx.update(gone, merged_into=keep.id)
    known = {fold(keep.name), fold(keep.latin_name)}
    fresh = [name for name in dict.fromkeys(spellings) if fold(name) not in known]
    tx.update(keep, spellings="; ".join(fresh))


def below(tx: Transaction, place_id: str) -> set[str]:
    """The place itself and all places below it, with those joined to any of them."""
    rows = tx.rows(
        "WITH RECURSIVE inside(id) AS (SELECT :place UNION "
        "SELECT p.id FROM place p JOIN inside i ON p.parent_id = i.id OR p.merged_into = i.id WHERE NOT p.deleted) "
        "SELECT id FROM inside",
        {"place": place_id},
    )
    return {row[0] for row in rows}


def full_names(tx: Transaction) -> dict[str, str]:
    """Every place's name with those above it, the smallest first: "Taungoo, Bago"; joined ones as the one kept."""
    rows = tx.rows(
        "SELECT p.id, p.name, p.parent_id, COALESCE(j.root, p.id) FROM place p "
        "LEFT JOIN joined j ON j.table_name = 'place' AND j.id = p.id"
    )
    by_id = {row[0]: row for row in rows}
    found = {}
    for record_id in by_id:
        parts: list[str] = []
        seen: set[str] = set()
        at: str | None = record_id
        while at is not None and at in by_id and at not in seen:
            seen.add(at)
            root = by_id[by_id[at][3]] if by_id[at][3] in by_id else by_id[at]
            parts.append(root[1] or "")
            at = root[2]
        found[record_id] = ", ".join(part for part in parts if part)
    return found
