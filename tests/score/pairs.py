"""Who of the lists is one person, and who only has the same name: what an office is offered once all of them are in."""

import tempfile
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db.database import Database
from trainer_app import duplicates
from trainer_app.importing import importer
from trainer_app.importing.plan import Options
from trainer_app.lists.read import read_list
from trainer_app.programmes.catalogue import Catalogue

Key = tuple[str, str]
"""The folder of a list, and the key of an entry or the reference of a row in it."""


def judge_pairs(lists: Mapping[Path, Mapping[str, Any]], catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """By the name of the folder the figures of the pairs that its truth.json names; lists: the files with their truth.

    All lists go into one database, whoever may be known as somebody new: only rows that agree in all that identifies
    are of one person. same: how many are one person, of these offered to a person, as_one without (they agree in all),
    missed. not_same: how many are not, of these apart in the database, called_same there as if it were certain.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = Database.create(Path(folder) / "office.db", name="Office", kind="office")
        persons: dict[Key, set[str]] = {}
        errors: dict[str, str] = {}
        for path, truth in lists.items():
            name = path.parent.name
            try:
                rows = _imported(database, path, truth.get("country"), catalogue)
            except Exception:  # noqa: BLE001 - one broken file must not hide the figures of the others
                errors[name] = traceback.format_exc(limit=-3)
                continue
            for row, person_id in rows:
                persons.setdefault((name, row), set()).add(person_id)
        with database.read() as tx:
            bands = {
                frozenset((one.first_id, one.second_id)): one.likeness.band
                for one in duplicates.candidates(tx, limit=10**9)
            }
    ids = {
        (path.parent.name, entry["key"]): set().union(
            *(persons.get((path.parent.name, row.partition(":")[0]), set()) for row in entry["rows"])
        )
        for path, truth in lists.items()
        for kind in ("persons", "trainers")
        for entry in truth.get(kind, ())
    }
    return {
        path.parent.name: {"error": errors[path.parent.name]}
        if path.parent.name in errors
        else _figures(path.parent.name, truth, ids, bands)
        for path, truth in lists.items()
    }


def _imported(database: Database, path: Path, country: str | None, catalogue: Catalogue) -> list[Key]:
    """The references of the rows of people, each with the id of its person, "" where a person is asked who it is."""
    reading = read_list(path, country=country)
    options = Options(likely="new")
    with database.change("look", rehearse=True) as tx:
        plan = importer.plan(tx, reading, catalogue, options)
    with database.change("import", kind="import") as tx:
        done = importer.apply(tx, plan, catalogue)
    told = [row for row in done.rows if row.person_id or row.verdict == "held"]
    return [(f"{row.sheet.partition(':')[0]}!{row.row}", row.person_id or "") for row in told]


def _figures(
    name: str, truth: Mapping[str, Any], ids: Mapping[Key, set[str]], bands: Mapping[frozenset[str], str]
) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "same": 0, "offered": 0, "as_one": 0, "not_same": 0, "apart": 0, "called_same": 0, "missed": [], "wrong": [],
    }  # fmt: skip
    for kind in ("same_person", "not_same"):
        for pair in truth.get(kind, ()):
            one, other = (ids.get(_key(name, key), set()) for key in pair)
            if not one or not other:
                continue
            said = {"look" if "" in (a, b) else bands.get(frozenset((a, b))) for a in one for b in other} - {None}
            joined = not one.isdisjoint(other - {""})
            if kind == "same_person":
                figures["same"] += 1
                figures["as_one"] += joined
                figures["offered"] += bool(said) and not joined
                figures["missed"] += [] if said or joined else [pair]
            else:
                figures["not_same"] += 1
                figures["apart"] += not joined
                figures["called_same"] += "same" in said and not joined
                figures["wrong"] += [pair] if joined or "same" in said else []
    return figures


def _key(name: str, key: str) -> Key:
    folder, _slash, own = key.rpartition("/")
    return folder or name, own
