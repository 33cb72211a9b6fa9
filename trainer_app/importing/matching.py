"""Who a row of a list is: a participant of the course already, a person known from elsewhere, or somebody new."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from db import journal
from db.database import Transaction
from trainer_app import name_index
from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.likeness import Likeness, born_apart, compare
from trainer_app.linkage.particulars import births
from trainer_app.linkage.profile import PHONE_DIGITS, Profile, number_key, of_person, phone_keys
from trainer_app.linkage.spelling import bare, name_key, sound
from trainer_app.progress import Progress

_COLUMNS = (
    "full_name", "latin_name", "father_name", "sex", "phones", "email", "national_id", "birth_date", "birth_year",
    "age", "age_on",
)  # fmt: skip
_SOUNDS = 3  # consonants of a name, below which how it sounds tells too little
_CHUNK = 500
_BETWEEN_WORDS = frozenset(" .,;'’-/()\u200c\u200d")
_BORN_ALIKE = frozenset({"birth", "birth year", "ages"})


@dataclass(frozen=True)
class Candidate:
    """A known record that a row may be; `certain` where all agrees, so that nobody needs to be asked: `told_alike`."""

    record_id: str
    name: str
    likeness: Likeness
    certain: bool = False

    @property
    def sentence(self) -> str:
        return ", ".join(self.likeness.reasons)


@dataclass
class Seat:
    """An enrolment of the course with its person and what lists said of it before; taken by one row at most."""

    enrolment_id: str
    person_id: str
    who: Profile
    typed: list[dict[str, str]] = field(default_factory=list)  # whole rows, of the enrolment
    seen: list[dict[str, str]] = field(default_factory=list)  # also those that changed only the person
    taken: bool = False


def told_alike(one: Profile, other: Profile) -> bool:
    """Whether two are one person beyond doubt: written alike, with a telephone and the identity number in common where
    either has one, and nothing is told of them that differs.

    Whoever is spelled otherwise, or has another number, is another until a person has said that it is the same.
    """
    if one.number != other.number or not (one.phones == other.phones or _share_phone(one, other)):
        return False
    told = ((one.relative, other.relative), (one.sex, other.sex), (one.birth_date, other.birth_date))
    if any(first != second for first, second in told if first and second):
        return False
    known = one.phones or one.number or (one.birth_date and other.birth_date)
    if not known or _written(one) != _written(other):
        return False
    birth = births(one, other)
    alike = len(one.names) != len(other.names) or one.names == other.names
    return alike and (birth is None or birth.code in _BORN_ALIKE)


def may_be_one(one: Profile, other: Profile) -> bool:
    """Whether two of one name are likely one person: they share a telephone or number, or nearly all else."""
    if not _of_one_name(one, other):
        return False
    return share_identity(one, other) or (
        not _surely_apart(one, other) and compare(one, other, quick=True).band == "same"
    )


def _surely_apart(one: Profile, other: Profile) -> bool:
    """Whether two are not of the band "same" whatever else is compared: a list may have hundreds of one name."""
    day = one.birth_date is not None and one.birth_date == other.birth_date
    if one.phones and other.phones and not day and not (one.email and one.email == other.email):
        return True
    return born_apart(one, other)


def share_identity(one: Profile, other: Profile) -> bool:
    """Whether two share a phone or identity number, whatever else differs."""
    return (bool(one.number) and one.number == other.number) or _share_phone(one, other)


def _share_phone(one: Profile, other: Profile) -> bool:
    return any(phone in other.phones for phone in one.phones)


def _written(who: Profile) -> str:
    """The name as it is written, but for its case, blanks and signs between the words."""
    return "".join(filter(_BETWEEN_WORDS.isdisjoint, who.label.casefold()))


def _of_one_name(one: Profile, other: Profile) -> bool:
    return any(name in other.names for name in one.names)


def seats(tx: Transaction, course_id: str) -> list[Seat]:
    """The person enrolments of a course, with the raw cells that earlier imports took each from."""
    rows = tx.rows(
        f"SELECT e.id AS enrolment_id, p.id AS person_id, {', '.join(f'p.{name}' for name in _COLUMNS)} "
        "FROM enrolment e LEFT JOIN joined j ON j.table_name = 'person' AND j.id = e.person_id "
        "JOIN person p ON p.id = COALESCE(j.root, e.person_id) "
        "WHERE e.course_id = :course AND NOT e.deleted ORDER BY e.seat, e.id",
        {"course": course_id},
    )
    found = [Seat(row.enrolment_id, row.person_id, of_person(row._mapping, row.person_id)) for row in rows]
    for table in ("enrolment", "person"):
        ids = [seat.enrolment_id if table == "enrolment" else seat.person_id for seat in found]
        history = journal.read_changes(tx.connection, table, ids)
        for seat, record_id in zip(found, ids, strict=True):
            origins = [change.origin for change in history[record_id] if change.origin]
            typed = [origin["typed"] for origin in origins if "typed" in origin]
            seat.seen += typed
            if table == "enrolment":
                seat.typed = typed
    return found


class Seats:
    """The seats of one course, found by what a row typed or by who it is; each is given to one row."""

    def __init__(self, tx: Transaction, course_id: str | None) -> None:
        self.every = seats(tx, course_id) if course_id else []
        self._typed: dict[str, list[Seat]] = {}
        self._named: dict[str, list[Seat]] = {}
        for seat in self.every:
            for typed in seat.typed:
                self._typed.setdefault(json.dumps(typed, sort_keys=True), []).append(seat)
            for name in seat.who.names:
                self._named.setdefault(name, []).append(seat)

    def take_typed(self, typed: Mapping[str, str]) -> Seat | None:
        """The seat that the very same cells made or changed before."""
        if not self._typed:
            return None
        return _take(self._typed.get(json.dumps(dict(typed), sort_keys=True), ()))

    def take(self, enrolment_id: str) -> Seat:
        """This very seat."""
        seat = next(one for one in self.every if one.enrolment_id == enrolment_id)
        seat.taken = True
        return seat

    def take_person(self, person_id: str) -> Seat | None:
        """The seat of this person."""
        return _take(seat for seat in self.every if seat.person_id == person_id)

    def take_certain(self, who: Profile) -> Seat | None:
        """The seat of this person beyond doubt."""
        return _take(seat for seat in self._like(who) if compare(who, seat.who).band == "same")

    def take_like(self, who: Profile) -> Seat | None:
        """The seat of a person of that name whom nothing tells from this one."""
        return _take(
            seat
            for seat in self._like(who)
            if compare(who, seat.who).band == "look"
            and (set(who.phones) <= set(seat.who.phones) or not seat.who.phones)
        )

    def doubtful(self, who: Profile) -> list[Candidate]:
        """Participants of that name who may be this one, although something (a phone) is told otherwise."""
        found = [(seat, compare(who, seat.who)) for seat in self._like(who) if not seat.taken]
        return [
            Candidate(seat.person_id, seat.who.label, likeness)
            for seat, likeness in found
            if likeness.band != "different"
        ]

    def _like(self, who: Profile) -> list[Seat]:
        return [seat for name in who.names for seat in self._named.get(name, ())]


def candidates(tx: Transaction, rows: Sequence[Profile], progress: Progress) -> Iterable[list[Candidate]]:
    """For each row the known persons whom it may be, the likeliest first: those who share name, phone or id with it.

    They are compared row by row, as somebody takes them.
    """
    wanted = {key for row in rows for key in _keys(row)}
    if not wanted:
        return [[] for _row in rows]
    by_key: dict[str, list[Profile]] = {}
    for row in _people(tx, _who_may_share(tx, wanted, progress), progress):
        keys = {
            *(key for name in (row.full_name, row.latin_name) if name for key in _name_keys(name_key(name))),
            *(f"t{number}" for number in phone_keys(row.phones) if row.phones),
            *((f"i{number_key(row.national_id)}",) if row.national_id else ()),
        }
        known = of_person(row._mapping, row.root) if keys & wanted else None
        for key in keys & wanted if known else ():
            by_key.setdefault(key, []).append(known)  # type: ignore[arg-type]
    count = tx.rows("SELECT count(*) FROM person WHERE NOT deleted")[0][0]
    common = Commonness(count, names={key[1:]: len(known) for key, known in by_key.items() if key.startswith("n")})
    return (_candidates(row, by_key, common) for row in rows)


def _who_may_share(tx: Transaction, wanted: Set[str], progress: Progress) -> list[str]:
    """The ids of those who may have one of these keys, the joined ones in any case: of a million persons the columns
    themselves are not read for a list of twenty."""
    sounds = {key[1:].upper() for key in wanted if key[0] == "s"}
    short = {key[1:] for key in wanted if key[0] == "n" and len(sound(key[1:])) < _SOUNDS}
    phones = {key[1:] for key in wanted if key[0] == "t"}
    numbers = {name_index.number_sign(key[1:]) for key in wanted if key[0] == "i"}
    found = [row[0] for row in tx.rows("SELECT id FROM joined WHERE table_name = 'person'")]
    for one in name_index.entries(tx, "person", progress):
        if (
            not sounds.isdisjoint(one.sounds)
            or (one.phones and any(phone[-PHONE_DIGITS:] in phones for phone in one.phones.split(";")))
            or one.number in numbers
            or (short and any(name and bare(name) in short for name in one.names))
        ):
            found.append(one.id)
    return sorted(set(found))


def _people(tx: Transaction, ids: Sequence[str], progress: Progress) -> Iterator[Any]:
    """Rows of persons with the one that each was joined to, itself if it was not."""
    for start in range(0, len(ids), _CHUNK):
        progress.cancelled()
        part = tuple(ids[start : start + _CHUNK])
        yield from tx.connection.exec_driver_sql(
            f"SELECT COALESCE(j.root, p.id) AS root, {', '.join(f'p.{name}' for name in _COLUMNS)} FROM person p "
            "LEFT JOIN joined j ON j.table_name = 'person' AND j.id = p.id "
            f"WHERE NOT p.deleted AND p.id IN ({','.join('?' * len(part))}) ORDER BY p.id",
            part,
        )


def _candidates(row: Profile, by_key: Mapping[str, list[Profile]], common: Commonness) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    for known in {id(one): one for key in _keys(row) for one in by_key.get(key, ())}.values():
        likeness = compare(row, known, common)
        best = found.get(known.id)
        if likeness.band != "different" and (best is None or best.likeness.weight < likeness.weight):
            found[known.id] = Candidate(known.id, known.label, likeness, told_alike(row, known))
    return sorted(found.values(), key=lambda one: (not one.certain, -one.likeness.weight, one.record_id))


def _name_keys(name: str) -> tuple[str, ...]:
    """The name itself and, where it is long enough to tell something, how it sounds in any script."""
    heard = sound(name)
    return (f"n{name}", f"s{heard}") if len(heard) >= _SOUNDS else (f"n{name}",)


def _keys(who: Profile) -> set[str]:
    return {
        *(key for name in who.names for key in _name_keys(name)),
        *(f"t{number}" for number in who.phones),
        *((f"i{who.number}",) if who.number else ()),
    }


def _take(found: Iterable[Seat]) -> Seat | None:
    for seat in found:
        if not seat.taken:
            seat.taken = True
            return seat
    return None
