"""Records that may be one and the same: found, explained, remembered as different, joined. Never joined by itself."""

import heapq
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, TypeVar

from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id
from db.models import Enterprise, NotSame, Organisation, Person
from trainer_app import name_index, searching
from trainer_app.errors import UserError
from trainer_app.garbage import no_garbage_collection
from trainer_app.joined import root_of, standing
from trainer_app.linkage.blocking import strong_keys, weak_keys
from trainer_app.linkage.counting import count
from trainer_app.linkage.detection import Pair, detect
from trainer_app.linkage.likeness import WHOLE_NAMES, Likeness, compare
from trainer_app.linkage.packed import at_hand
from trainer_app.linkage.profile import Profile, of_person
from trainer_app.linkage.spelling import name_key, script
from trainer_app.profiles import course_keys, profiles_of, read
from trainer_app.progress import Progress
from trainer_app.texts import _

_MOST_OF_A_KEY = 60  # records that share a key; what more share says nothing alone
_PART_OF_NAME = frozenset({"name similar", "name differs"})

Joinable = TypeVar("Joinable", Person, Enterprise, Organisation)
_MODELS: dict[str, type[Any]] = {
    "person": Person, "enterprise": Enterprise, "organisation": Organisation,
}  # fmt: skip

_TOLD_AS = {"organisation": {"place": "country", "place differs": "country differs"}}
"""What is told of a column that is compared as another."""


@dataclass(frozen=True)
class Candidate:
    """Two records of one table that may be the same; `likeness` has the band (same, look) and the reasons.

    disputed: somebody joined them, and somebody else, who did not know, said that they are two.
    """

    table: str
    first_id: str
    second_id: str
    first: str
    second: str
    likeness: Likeness
    disputed: bool = False

    @property
    def reasons(self) -> tuple[str, ...]:
        """What agrees and what differs, in words, the weightiest first."""
        told = (_("joined by somebody, and said to be two by somebody else"),) if self.disputed else ()
        return (*told, *self.likeness.told(_TOLD_AS.get(self.table, {})))


@dataclass(frozen=True)
class Known:
    """Somebody, an enterprise or an organisation that may be the one being typed."""

    id: str
    label: str
    likeness: Likeness


def candidates(
    tx: Transaction, table: str = "person", limit: int = 1000, progress: Progress | None = None
) -> list[Candidate]:
    """The pairs of a whole table (person, enterprise, organisation) that may be the same, the likeliest first.

    Pairs marked as not the same are left out, but for those that others joined: they come first. Records meet only
    where they share a key (phone, identity number, sound of the name, birth date, course and part of the name ...), so
    that the cost follows the size of the table.
    """
    said = settled(tx, table)
    with no_garbage_collection():
        profiles = at_hand(read(tx, table))
        together = course_keys(tx, profiles) if table == "person" else ()
        found = heapq.nsmallest(
            limit,
            (
                pair
                for pair in detect(profiles, together, progress)
                if _may_be(table, pair.likeness) and _ids(profiles, pair) not in said
            ),
            key=lambda pair: (-pair.likeness.weight, *_ids(profiles, pair)),
        )
    pairs = disputed(tx, table)
    for first, second, likeness in found:
        one, other = sorted((profiles[first], profiles[second]), key=lambda profile: profile.id)
        pairs.append(Candidate(table, one.id, other.id, one.label, other.label, likeness))
    return pairs


def _ids(profiles: Sequence[Profile], pair: Pair) -> tuple[str, str]:
    """The ids of a pair, the smaller one first."""
    one, other = profiles[pair.first].id, profiles[pair.second].id
    return (one, other) if one < other else (other, one)


def disputed(tx: Transaction, table: str = "person") -> list[Candidate]:
    """The pairs that are joined and said to be two at once, which happens when two people decide apart.

    `join` and `mark_not_same` settle them.
    """
    rows = tx.rows(
        "SELECT n.first_id, n.second_id FROM not_same n "
        "LEFT JOIN joined a ON a.table_name = n.table_name AND a.id = n.first_id "
        "LEFT JOIN joined b ON b.table_name = n.table_name AND b.id = n.second_id "
        "WHERE NOT n.deleted AND n.table_name = :table "
        "AND COALESCE(a.root, n.first_id) = COALESCE(b.root, n.second_id) ORDER BY n.first_id, n.second_id",
        {"table": table},
    )
    profiles = profiles_of(tx, table, dict.fromkeys(record for row in rows for record in row), joined=True)
    return [
        Candidate(table, one, other, profiles[one].label, profiles[other].label,
                  compare(profiles[one], profiles[other]), disputed=True)
        for one, other in rows
        if one in profiles and other in profiles
    ]  # fmt: skip


def is_it_known(
    tx: Transaction,
    name: str,
    phone: str | None = None,
    *,
    sex: str | None = None,
    birth_date: date | None = None,
    birth_year: int | None = None,
    age: int | None = None,
    national_id: str | None = None,
    limit: int = 5,
) -> list[Known]:
    """Who is in the database already and may be the person being typed, the likeliest first; quick enough while typing.

    A name that only begins like the typed one counts too, since it may not be finished.
    """
    typed = of_person(
        {"full_name": name, "phones": phone, "sex": sex, "birth_date": birth_date, "birth_year": birth_year,
         "age": age, "age_on": date.today(), "national_id": national_id}
    )  # fmt: skip
    key = name_key(name)
    # A syllable is not known as such before it is finished.
    begun = key.replace(" ", "") if script(key) == "MYANMAR" else key
    ids = dict.fromkeys(name_index.nearly_named(tx, "person", begun, 60))
    ids |= dict.fromkeys((*name_index.sounding(tx, "person", key, 60), *searching.with_phone(tx, phone or "", 20)))
    ids |= dict.fromkeys(name_index.numbered(tx, "person", typed.number, 20))
    return _likeliest(tx, "person", typed, ids)[:limit]


def likely_others(tx: Transaction, table: str, record_id: str, limit: int = 5) -> list[Known]:
    """Which other enterprises or organisations may be this one, without those that somebody said are not."""
    own = profiles_of(tx, table, [record_id]).get(record_id)
    if own is None:
        return []
    profiles = profiles_of(tx, table, [one for one in _nearby(tx, table, own) if one != record_id])
    apart = said_apart(tx, record_id, profiles)
    common = name_index.commonness(tx, table)
    others = [
        Known(other.id, other.label, compare(own, other, common)) for other in profiles.values()
        if other.id not in apart
    ]  # fmt: skip
    return _in_order(one for one in others if _may_be(table, one.likeness))[:limit]


def likely_trainers(tx: Transaction, person_ids: Iterable[str]) -> dict[str, list[Known]]:
    """Of each of these trainers which other ones they may be, without those that somebody said are not."""
    own = profiles_of(tx, "person", person_ids)
    found = {}
    for one, likely in zip(own, known_like(tx, "person", list(own.values()), " AND is_trainer"), strict=True):
        apart = {one, *said_apart(tx, one, [known.id for known in likely])}
        found[one] = [known for known in likely if known.id not in apart]
    return found


def said_apart(tx: Transaction, record_id: str, others: Iterable[str]) -> set[str]:
    """Those of the others of which somebody said that they are not this record, or not one that was joined with it."""
    rows = tx.rows(
        "WITH own(id) AS (SELECT :record UNION SELECT id FROM joined WHERE root = :record), "
        "apart(table_name, id) AS ("
        "SELECT table_name, second_id FROM not_same WHERE NOT deleted AND first_id IN (SELECT id FROM own) UNION "
        "SELECT table_name, first_id FROM not_same WHERE NOT deleted AND second_id IN (SELECT id FROM own)) "
        "SELECT COALESCE(j.root, apart.id) FROM apart "
        "LEFT JOIN joined j ON j.table_name = apart.table_name AND j.id = apart.id",
        {"record": record_id},
    )
    return {row[0] for row in rows}.intersection(others)


def known_like(tx: Transaction, table: str, wanted: Sequence[Profile], where: str = "") -> list[list[Known]]:
    """For each of many (of a list) the records that it may be, the likeliest first: the table is read once.

    where: a further condition on the table's rows, " AND is_trainer".
    """
    keys = [strong_keys(one) | weak_keys(one) for one in wanted]
    asked: set[str] = set().union(*keys)
    if not asked:
        return [[] for _one in wanted]
    profiles = list(read(tx, table, where))
    under: dict[str, list[Profile]] = {}
    for profile in profiles:
        for key in asked.intersection(strong_keys(profile) | weak_keys(profile)):
            under.setdefault(key, []).append(profile)
    common = count(profiles)
    found = []
    for one, its in zip(wanted, keys, strict=True):
        near = {known.id: known for key in its for known in under.get(key, ()) if len(under[key]) <= _MOST_OF_A_KEY}
        likely = [Known(known.id, known.label, compare(one, known, common)) for known in near.values()]
        found.append(_in_order(known for known in likely if _may_be(table, known.likeness)))
    return found


def _may_be(table: str, likeness: Likeness) -> bool:
    """Whether to ask about it: of a firm or organisation the name says most, and a country makes two organisations."""
    codes = {finding.code for finding in likeness.findings}
    if table == "person" or "phone" in codes:
        return likeness.band != "different"
    if table == "organisation" and "place differs" in codes:
        return False
    return not codes.isdisjoint(WHOLE_NAMES) or (likeness.band != "different" and codes.isdisjoint(_PART_OF_NAME))


def _likeliest(tx: Transaction, table: str, typed: Profile, ids: Iterable[str]) -> list[Known]:
    common = name_index.commonness(tx, table)
    found = []
    for profile in profiles_of(tx, table, ids).values():
        likeness = compare(typed, profile, common)
        starts = [start for start in _joined(typed) if len(start) > 2]
        begins = any(known.startswith(start) for known in _joined(profile) for start in starts)
        if likeness.band != "different" or begins:
            found.append(Known(profile.id, profile.label, likeness))
    return _in_order(found)


def _joined(profile: Profile) -> list[str]:
    """The names without blanks, which are put in and left out at will."""
    return [name.replace(" ", "") for name in profile.names]


def _nearby(tx: Transaction, table: str, typed: Profile) -> list[str]:
    """The records of like names or of a phone that it has."""
    found: dict[str, None] = {}
    for name in typed.names:
        found |= dict.fromkeys(name_index.nearly_named(tx, table, name, 60))
        found |= dict.fromkeys(name_index.sounding(tx, table, name, 60))
    return [*found, *(one for number in typed.phones for one in name_index.with_digits(tx, table, number, 20))]


def _in_order(found: Iterable[Known]) -> list[Known]:
    return sorted(found, key=lambda one: (-one.likeness.weight, one.label, one.id))


def settled(tx: Transaction, table: str = "person") -> set[tuple[str, str]]:
    """The pairs of which somebody said that they are not the same, the smaller id first.

    Of records that were joined those that stand: who is not one of them is none of them.
    """
    rows = tx.rows(
        "SELECT COALESCE(a.root, n.first_id), COALESCE(b.root, n.second_id) FROM not_same n "
        "LEFT JOIN joined a ON a.table_name = n.table_name AND a.id = n.first_id "
        "LEFT JOIN joined b ON b.table_name = n.table_name AND b.id = n.second_id "
        "WHERE NOT n.deleted AND n.table_name = :table",
        {"table": table},
    )
    return {(min(row), max(row)) for row in rows if None not in row}


def entered_twice(tx: Transaction) -> list[tuple[str, ...]]:
    """The persons who have the same name and phone text, those alike together, by their ids in order.

    Without whoever was said to be another than all who are alike. The full comparison (candidates) takes longer.
    """
    rows = tx.rows(
        "SELECT json_group_array(id) FROM person WHERE phones IS NOT NULL AND NOT deleted "
        f"AND {standing('person')} GROUP BY phones, full_name HAVING count(*) > 1 ORDER BY min(id)"
    )
    said = settled(tx) if rows else set()

    def is_open(one: str, ids: list[str]) -> bool:
        return any(one != other and (min(one, other), max(one, other)) not in said for other in ids)

    groups = [sorted(json.loads(ids)) for (ids,) in rows]
    undecided = (tuple(one for one in ids if is_open(one, ids)) for ids in groups)
    return [ids for ids in undecided if ids]


def mark_not_same(tx: Transaction, table: str, one_id: str, other_id: str) -> None:
    """Remember that two records are not the same, so that nobody is asked again, here or elsewhere.

    Two that somebody joined are taken apart.
    """
    first, second = sorted((one_id, other_id))
    root = root_of(tx, table, first)
    if root == root_of(tx, table, second):
        unjoin(tx, _MODELS[table], first if second == root else second)
    record_id = derived_id("not_same", first, second)
    known = tx.find(NotSame, col(NotSame.id) == record_id, deleted=True)
    if known and known[0].deleted:
        tx.update(known[0], deleted=False)
    elif not known:
        tx.add(NotSame(id=record_id, table_name=table, first_id=first, second_id=second))


def forget_not_same(tx: Transaction, one_id: str, other_id: str) -> None:
    """Let two records be compared again."""
    first, second = sorted((one_id, other_id))
    for record in tx.find(NotSame, col(NotSame.id) == derived_id("not_same", first, second)):
        tx.delete(record)


def join(tx: Transaction, model: type[Joinable], keep_id: str, gone_ids: Sequence[str], fill: Iterable[str]) -> int:
    """Say that the `gone_ids` are the record to keep; returns how many were joined now.

    They stay with all that refers to them and can be taken apart again; `fill` names the fields of the kept record
    that are filled from them where it has none. That they are two is no longer remembered. Raises UserError for a
    record that is deleted.
    """
    table = str(model.__tablename__)
    for one_id, other_id in combinations((keep_id, *gone_ids), 2):
        forget_not_same(tx, one_id, other_id)
    keep = tx.get(model, root_of(tx, table, keep_id))
    joined = 0
    for gone in dict.fromkeys(root_of(tx, table, gone_id) for gone_id in gone_ids):
        if gone == keep.id:
            continue
        record = tx.get(model, gone)
        if record.deleted or keep.deleted:
            raise UserError(_("One of the two was deleted meanwhile. Nothing was joined; look at the list again."))
        blanks = {name: getattr(record, name) for name in fill if getattr(keep, name) is None}
        tx.update(keep, **{name: value for name, value in blanks.items() if value is not None})
        tx.update(record, merged_into=keep.id)
        joined += 1
    return joined


def unjoin(tx: Transaction, model: type[Joinable], record_id: str) -> bool:
    """Make a joined record one of its own again; True if it was joined. What was filled from it stays.

    Where two people joined a pair each the other way round, both links go: one alone would still join them.
    """
    path = [tx.get(model, record_id)]
    while (following := path[-1].merged_into) is not None and not path[-1].deleted:
        if following == record_id:
            tx.update(path[-1], merged_into=None)
        if any(following == record.id for record in path):
            break
        found = tx.find(model, col(model.id) == following)
        if not found:  # it went: see db.joins
            break
        path += found
    return tx.update(path[0], merged_into=None)
