"""A second opinion on the rule of the exchange: what a database must show, from what people did and knew.

Written from the description of the rule, not from its code. A deed is one change as the story saw it happen: its
`sees` are what stood before its author's eyes in this story's own view of things, never what the journal says.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from db.models import RECORDS, REFERENCES

Key = tuple[str, str]  # record, stamp
_DIGEST = 20  # where in a stamp of what was typed into a workbook the digest of the row begins, after an "x"


@dataclass(frozen=True, slots=True, eq=False)
class Deed:
    """One change. Stamps in `sees` stood in that field, `saw` in the whole deleted record, `below` in those that
    referred to it; `targets` are taken back; `erasures` were known of."""

    key: Key
    table: str
    kind: str
    fields: dict[str, Any]
    sees: dict[str, frozenset[str]] = field(default_factory=dict)
    saw: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    erasures: frozenset[str] = frozenset()
    local: bool = False

    @property
    def record(self) -> str:
        return self.key[0]

    @property
    def stamp(self) -> str:
        return self.key[1]


@dataclass(frozen=True, slots=True)
class View:
    """What one record must be: the deeds that stand per field, what shows, what is in conflict, what was erased."""

    heads: dict[str, list[Deed]]
    values: dict[str, Any]
    conflicts: dict[str, frozenset[str]]
    erased: frozenset[str]  # stamps whose values must be gone
    erasures: frozenset[str]
    absent: bool

    @property
    def there(self) -> bool:
        return not self.absent and not self.values.get("deleted")


NOBODY = View({}, {}, {}, frozenset(), frozenset(), True)


def view_of(deeds: Iterable[Deed], referring: Iterable[Deed] = ()) -> View:
    """What one record is by these deeds; `referring` are the deeds that stand in the records that name it."""
    deeds = sorted(deeds, key=lambda deed: deed.stamp)
    referring = list(referring)
    erasures = [deed for deed in deeds if deed.kind == "erase"]
    names = frozenset(deed.stamp for deed in erasures)
    erased = frozenset(d.stamp for d in deeds if names and d.kind != "erase" and not names & d.erasures)
    before = {deed.stamp for deed in erasures[:-1]}
    deeds = [deed for deed in deeds if deed.stamp not in erased and deed.stamp not in before]
    stands = _standing(deeds)
    live = [deed for deed in deeds if deed.kind == "erase" or (deed.kind != "retract" and stands(deed))]
    if (live or referring) and not any(deed.kind in ("create", "erase") for deed in live):
        live += [deed for deed in deeds if deed.kind == "create"]
        live.sort(key=lambda deed: deed.stamp)
    if not live:
        return View({}, {}, {}, erased, names, True)
    by_stamp = {deed.stamp: deed for deed in deeds}
    heads: dict[str, list[Deed]] = {}
    for name in sorted({name for deed in live for name in deed.fields}):
        gone = _told_again_too(name, _replaced(name, live, by_stamp), deeds)
        heads[name] = [deed for deed in live if name in deed.fields and deed.stamp not in gone]
    heads = {name: standing for name, standing in heads.items() if standing}
    values = {name: standing[-1].fields[name] for name, standing in heads.items()}
    conflicts = {
        name: frozenset(deed.stamp for deed in standing)
        for name, standing in heads.items()
        if any(deed.fields[name] != values[name] for deed in standing)
    }
    if values.get("deleted"):
        unseen = _unseen(heads, referring, deeds)
        if unseen:
            values["deleted"] = False
            conflicts["deleted"] = frozenset(unseen) | {deed.stamp for deed in heads["deleted"]}
        elif not conflicts.keys() & {"deleted"}:
            conflicts = {}  # nobody is asked about what is gone
    return View(heads, values, conflicts, erased, names, False)


def _standing(deeds: list[Deed]) -> Callable[[Deed], bool]:
    """Whether a deed counts: it was not taken back, or that was taken back in turn."""
    by_target: dict[str, list[Deed]] = {}
    for deed in deeds:
        for target in deed.targets:
            by_target.setdefault(target, []).append(deed)

    known: dict[str, bool] = {}

    def stands(deed: Deed) -> bool:
        if deed.stamp not in known:
            known[deed.stamp] = not any(stands(other) for other in by_target.get(deed.stamp, ()))
        return known[deed.stamp]

    return stands


def _replaced(name: str, live: list[Deed], by_stamp: dict[str, Deed]) -> set[str]:
    """What live deeds replace in a field, also where the one between was taken back: they built on it."""
    gone: set[str] = set()

    def follow(deed: Deed) -> None:
        for stamp in deed.sees.get(name, ()):
            if stamp not in gone:
                gone.add(stamp)
                if stamp in by_stamp:
                    follow(by_stamp[stamp])

    for deed in live:
        follow(deed)
    return gone


def _same_row(one: Deed, other: Deed) -> bool:
    """Whether both are one prepared row of one workbook that came back twice: all but the digest of what it said."""
    row, digest = one.stamp[:_DIGEST], one.stamp[_DIGEST:]
    return one.kind == other.kind == "create" and digest.startswith("x") and other.stamp.startswith(row)


def _told_again_too(name: str, gone: set[str], deeds: list[Deed]) -> set[str]:
    """What is replaced in a field, and the same words of the same row where it came back with other cells."""
    those = [deed for deed in deeds if deed.stamp in gone and name in deed.fields]
    return gone | {
        deed.stamp
        for deed in deeds
        if name in deed.fields and any(_same_row(one, deed) and one.fields[name] == deed.fields[name] for one in those)
    }


def _unseen(heads: dict[str, list[Deed]], referring: list[Deed], deeds: list[Deed]) -> set[str]:
    """What stands that no deletion which stands knew of; of a row that came back it knew each that says no more."""
    deletions = [deed for deed in heads["deleted"] if deed.fields["deleted"]]
    known = {deed.stamp for deed in deletions}.union(*(deed.saw for deed in deletions))
    seen = [deed for deed in deeds if deed.stamp in known]
    known |= {
        deed.stamp
        for deed in deeds
        if any(_same_row(one, deed) and deed.fields.items() <= one.fields.items() for one in seen)
    }
    below = frozenset().union(*(deed.below for deed in deletions))
    here = {deed.stamp for name, standing in heads.items() if name != "deleted" for deed in standing} - known
    return here | {deed.stamp for deed in referring if deed.stamp not in below}


@cache
def references_of(table: str) -> tuple[tuple[str, str], ...]:
    """The fields of a table that name records of another, with that table."""
    return tuple((name, REFERENCES[name]) for name in RECORDS[table].model_fields if REFERENCES.get(name))


class Mind:
    """What one database knows of, and therefore must show."""

    def __init__(self, deeds: Iterable[Deed] = ()) -> None:
        self.deeds: dict[Key, Deed] = {}
        self._records: dict[str, dict[str, Deed]] = {}
        self._views: dict[str, View] | None = None
        self.learn(deeds)

    def copy(self) -> "Mind":
        """Another one that knows the same, and may learn other things from here on."""
        other = Mind()
        other.deeds = dict(self.deeds)
        other._records = {record: dict(deeds) for record, deeds in self._records.items()}
        other._views = self._views  # never changed, only made again
        return other

    def learn(self, deeds: Iterable[Deed]) -> list[Deed]:
        """Take these in; those that were new."""
        fresh = [deed for deed in deeds if deed.key not in self.deeds]
        for deed in fresh:
            self.deeds[deed.key] = deed
            self._records.setdefault(deed.record, {})[deed.stamp] = deed
        if fresh:
            self._views = None
        return fresh

    def of(self, record: str) -> Iterable[Deed]:
        return self._records.get(record, {}).values()

    def view(self, record: str) -> View:
        return self.views.get(record, NOBODY)

    @property
    def conflicts(self) -> set[tuple[str, str]]:
        """The records and fields for which several values stand."""
        return {(record, name) for record, view in self.views.items() for name in view.conflicts}

    @property
    def tables(self) -> dict[str, str]:
        """The table of every record."""
        return {record: next(iter(deeds.values())).table for record, deeds in self._records.items()}

    @property
    def views(self) -> dict[str, View]:
        """What every record must be. One that was deleted without knowledge of what refers to it stays, which may
        bring back what it refers to in turn."""
        if self._views is None:
            alone = views = {record: view_of(deeds.values()) for record, deeds in self._records.items()}
            while True:
                referring = self._referring(views)
                again = {
                    record: view_of(self.of(record), referring[record])
                    for record, view in alone.items()
                    if record in referring and not view.there
                }
                if all(again[record].there == views[record].there for record in again):
                    break
                views = alone | again
            self._views = alone | again
        return self._views

    def _referring(self, views: dict[str, View]) -> dict[str, list[Deed]]:
        """Per record, what stands in those that are there and name it."""
        found: dict[str, list[Deed]] = {}
        for record, view in views.items():
            if view.there:
                table = next(iter(self._records[record].values())).table
                for name, _target in references_of(table):
                    referred = view.values.get(name)
                    if referred in self._records and referred != record:
                        found.setdefault(referred, []).extend(d for heads in view.heads.values() for d in heads)
        return found

    def put_aside(self) -> frozenset[Key]:
        """What an undone merge put aside here: the taking back itself stays here, and so does what it hides."""
        aside: set[Key] = set()
        for record, deeds in self._records.items():
            local = [deed for deed in deeds.values() if deed.local]
            stands = _standing(local)
            hidden = {target for deed in local if stands(deed) for target in deed.targets}
            aside |= {(record, stamp) for stamp in hidden} | {deed.key for deed in local}
        return frozenset(aside & self.deeds.keys())

    def below(self, record: str) -> frozenset[str]:
        """The stamps that stand in the records that refer to this one."""
        return frozenset(deed.stamp for deed in self._referring(self.views).get(record, ()))
