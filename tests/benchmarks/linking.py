"""Duplicates: how many are found and how many found ones are true, beside two yardsticks and on tables of three sizes.

recordlinkage's ECM classifier and splink run in an environment of their own (.venv-bench, made from its lock,
packaging/bench.lock, when first asked for) on the same records; ours runs through a database. A pair counts as found
in the bands "same" and "look", for the yardsticks from a chance of one half; "same" is told alone as well. Ours learned
from generated people of another seed (tests/linkage/train.py) and counts in the set, without its links, how common
names and words are and how many have moved (trainer_app/linkage/counting.py); the yardsticks fit themselves to the very
set. Sets of what theirs lack are in tests/linkage/kinds.py.
"""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
import venv
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any

import psutil

_ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests" / "linkage")]

_APART = _ROOT / ".venv-bench"
_COLUMNS = ("id", "full_name", "sex", "birth_date", "birth_year", "age", "age_on", "phones", "email", "national_id",
            "father_name", "address", "place_id")  # fmt: skip
_NAMES = ("Mya Mya", "ခင်ဌေး", "Mohammed Karim", "Somsak Jaidee", "Nguyen Van", "राम बहादुर", "Maria Quispe")

_SHARES = ("precision", "recall", "f1")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Judged:
    """One method on one set: pairs told, of the true ones found, shares and seconds; same: of the band alone."""

    method: str
    precision: float
    recall: float
    f1: float
    seconds: float
    same: tuple[int, float] | None = None

    def text(self) -> str:
        same = f", “same” alone: {self.same[0]} pairs, P {self.same[1]:.4f}" if self.same else ""
        return (
            f"{self.method} P {self.precision:.4f} R {self.recall:.4f} F1 {self.f1:.4f} in {self.seconds:.2f} s{same}"
        )


@dataclass(frozen=True)
class Table:
    """What is told of one set."""

    name: str
    judged: list[Judged]
    ok: bool
    more: str = ""

    def line(self) -> str:
        told = "; ".join(one.text() for one in self.judged)
        return f"{self.name:<64} {told}{self.more}  {'ok' if self.ok else 'SHORT'}"

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Beside:
    """A set on which ours is measured beside both yardsticks: goal, as good as the better one on each, and faster."""

    name: str
    set_name: str

    def measure(self, folder: Path) -> Table:
        told = folder / "told.json"
        command = [str(_apart()), str(Path(__file__).with_name("yardsticks.py")), self.set_name, str(told)]
        subprocess.run(command, check=True, capture_output=True)
        found = json.loads(told.read_text("utf-8"))
        links = {tuple(pair) for pair in found["links"]}
        row = _of_census if self.set_name == "census" else _of_febrl
        path = _database(folder, [row(record, values) for record, values in found["records"].items()])
        halves = {record: values.get("source") for record, values in found["records"].items()}
        told_pairs, seconds = min((_ours(path) for _number in range(3)), key=lambda one: one[1])
        if any(halves.values()):  # only pairs across both count
            told_pairs = {pair: band for pair, band in told_pairs.items() if halves[pair[0]] != halves[pair[1]]}
        same = {pair for pair, band in told_pairs.items() if band == "same"}
        ours = _judged("ours", set(told_pairs), links, seconds, same)
        others = []
        for yardstick in ("recordlinkage", "splink"):
            pairs = {(one, other) for one, other, chance in found[yardstick]["pairs"] if chance >= 0.5}
            others.append(_judged(yardstick, pairs, links, found[yardstick]["seconds"]))
        best = max(others, key=lambda one: one.f1)
        as_good = all(getattr(ours, share) >= getattr(one, share) for share in _SHARES for one in others)
        ok = as_good and ours.seconds < best.seconds and ours.same is not None and ours.same[1] == 1
        return Table(self.name, [ours, *others], ok)


@dataclass(frozen=True)
class OfKind:
    """A set of its own kind of people: goal, nine of ten found, and nobody called the same who is not."""

    name: str
    kind: str

    def measure(self, folder: Path) -> Table:
        from kinds import KINDS

        made = KINDS[self.kind](5_000, 23)
        told, seconds = _ours(_database(folder, made.rows))
        same = {pair for pair, band in told.items() if band == "same"}
        judged = _judged("ours", set(told), made.pairs, seconds, same)
        return Table(self.name, [judged], judged.recall >= 0.9 and same <= made.pairs)


@dataclass(frozen=True)
class Sized:
    """So many generated people with 5 % of them there again: seconds and memory of a whole look, in its own process."""

    name: str
    people: int
    most_seconds: float
    most_megabytes: int
    on_demand: bool = False

    def measure(self, folder: Path) -> Table:
        path, truth = folder / "people.db", folder / "truth.json"
        _run(folder, "make", self.people, path, truth)
        told, megabytes = _run(folder, "look", path, truth)
        judged = Judged(**{**told, "same": tuple(told["same"])})
        ok = judged.seconds <= self.most_seconds and megabytes <= self.most_megabytes
        more = f"  {judged.seconds:.0f} of {self.most_seconds:.0f} s, {megabytes:.0f} of {self.most_megabytes} MB"
        return Table(self.name, [judged], ok, more)


@dataclass(frozen=True)
class Typing:
    """“Is this the same person?” while typing, among so many people.

    Goal: 95 of 100 answers within 100 ms, and each of the first ten, which come while names are being prepared.
    """

    name: str
    people: int
    most: float = 0.1
    on_demand: bool = True

    def measure(self, folder: Path) -> Table:
        path, truth = folder / "people.db", folder / "truth.json"
        _run(folder, "make", self.people, path, truth)
        new, _megabytes = _run(folder, "type", path, truth)
        told, megabytes = _run(folder, "type", path, truth)  # the index of names was kept
        more = (f"  median {told['median'] * 1000:.0f} ms, 95 % {told['most'] * 1000:.0f} ms, the first after a start "
                f"{told['first'] * 1000:.0f} ms, the very first {new['first'] * 1000:.0f} ms, names prepared in "
                f"{told['prepared']:.1f} s, the very first time {new['prepared']:.1f} s, {megabytes:.0f} MB, "
                f"found {told['found']} of {told['asked']}")  # fmt: skip
        most = max(told["most"], told["first"], new["first"])
        return Table(self.name, [], most <= self.most, more)


JOBS = (
    *(Beside(f"duplicates: FEBRL {number} beside ECM and splink", f"febrl{number}") for number in (1, 2, 3, 4)),
    Beside("duplicates: pseudopeople's census beside ECM and splink", "census"),
    *(
        OfKind(f"duplicates: {kind}", kind)
        for kind in ("two scripts", "people of one name", "a family's one phone", "twins", "Md., Mohamed, Muhammad")
    ),
    Sized("duplicates among 10,000 people", 10_000, 15, 1000),
    Sized("duplicates among 50,000 people", 50_000, 60, 1000),
    Sized("duplicates among 1,000,000 people", 1_000_000, 900, 2000, on_demand=True),
    Typing("who is it, typed among 1,000,000 people", 1_000_000),
)


def _apart() -> Path:
    """The Python of the yardsticks' environment, made from its lock where it is not there."""
    python = _APART / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (_APART / "complete").exists():
        venv.create(_APART, clear=True, with_pip=True)
        lock = _ROOT / "packaging" / "bench.lock"
        install = ["install", "--quiet", "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
        subprocess.run([str(python), "-m", "pip", *install], check=True)
        (_APART / "complete").touch()
    return python


def _of_febrl(record: str, values: dict[str, str | None]) -> dict[str, Any]:
    """Name and address in one, as forms of the field have them; the state as the place; a date only where it is one."""
    name = " ".join(filter(None, (values["given_name"], values["surname"])))
    parts = ("street_number", "address_1", "address_2", "suburb", "postcode")
    address = " ".join(text for part in parts if (text := values[part]))
    return {"id": record, "full_name": name or None, "address": address or None, "place_id": values["state"],
            **_born(values["date_of_birth"])}  # fmt: skip


def _of_census(record: str, values: dict[str, Any]) -> dict[str, Any]:
    """Name and address in one; cells that say "none" or "unknown" are empty, as an import has them."""
    silent = _silent()
    values = {part: None if str(told).casefold() in silent else told for part, told in values.items()}
    name = " ".join(str(values[part]) for part in ("first_name", "middle_initial", "last_name") if values[part])
    parts = ("street_number", "street_name", "unit_number", "city", "zipcode")
    address = " ".join(str(values[part]) for part in parts if values[part])
    return {"id": record, "full_name": name or None, "address": address or None,
            "sex": {"Female": "F", "Male": "M"}.get(values["sex"] or ""),
            **_born(values["date_of_birth"])}  # fmt: skip


@cache
def _silent() -> set[str]:
    from trainer_app.lists.words import load_words

    return load_words().sets["unknown"]


def _born(text: str | None) -> dict[str, Any]:
    """The date of eight figures; of an impossible one, in whichever form, the year alone."""
    figures = text or ""
    if len(figures) != 8 or not figures.isdigit():
        year = re.search(r"/(\d{4})$", figures)
        return {"birth_year": int(year[1])} if year else {}
    try:
        return {"birth_date": date(int(figures[:4]), int(figures[4:6]), int(figures[6:])).isoformat()}
    except ValueError:
        return {"birth_year": int(figures[:4])}


def _database(folder: Path, rows: list[dict[str, Any]], name: str = "people.db") -> Path:
    """An office's database with these persons, written beside the journal, which would take long."""
    from db.database import Database

    path = folder / name
    Database.create(path, name="Office", kind="office")
    with closing(sqlite3.connect(path)) as connection, connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        marks = ", ".join("?" * len(_COLUMNS))
        connection.executemany(
            f"INSERT INTO person (deleted, {', '.join(_COLUMNS)}) VALUES (0, {marks})",
            ([_plain(row.get(column)) for column in _COLUMNS] for row in rows),
        )
    return path


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _ours(path: Path) -> tuple[dict[Pair, str], float]:
    """The pairs that are told, with their bands, and the seconds from the database to them."""
    from db.database import Database
    from trainer_app import duplicates

    with Database.open(path).read() as tx:
        begun = time.perf_counter()
        found = duplicates.candidates(tx, limit=10**9)
        seconds = time.perf_counter() - begun
    return {(one.first_id, one.second_id): one.likeness.band for one in found}, seconds


def _judged(method: str, told: set[Any], links: set[Any], seconds: float, same: set[Any] | None = None) -> Judged:
    right = len(told & links)
    precision, recall = right / max(len(told), 1), right / max(len(links), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    alone = (len(same), len(same & links) / max(len(same), 1)) if same is not None else None
    return Judged(method, precision, recall, f1, seconds, alone)


# -- in a process of its own


def _run(folder: Path, *command: Any) -> tuple[Any, float]:
    """What a step of this file told, and the most megabytes that its process and its children held together."""
    out = folder / "said.json"
    words = [sys.executable, str(Path(__file__)), *map(str, command), str(out)]
    own = {**os.environ, "TRAINER_APP_DATA": str(folder)}  # what is kept of names goes with the rest
    with psutil.Popen(words, cwd=_ROOT, env=own) as process:
        held = 0
        while process.poll() is None:
            try:
                together = (process, *process.children(recursive=True))
                held = max(held, sum(one.memory_info().rss for one in together))
            except psutil.NoSuchProcess:
                continue
            time.sleep(0.05)
        if process.wait():
            raise RuntimeError(f"{command}: exit code {process.returncode}")
    return json.loads(out.read_text("utf-8")), held / (1 << 20)


def _make(count: str, path: str, truth: str) -> None:
    from people import people

    made = people(int(count), 11)
    _database(Path(path).parent, made.rows, Path(path).name)
    Path(truth).write_text(json.dumps(sorted(made.pairs)), "utf-8")


def _look(path: str, truth: str) -> dict[str, Any]:
    links = {tuple(pair) for pair in json.loads(Path(truth).read_text("utf-8"))}
    told, seconds = _ours(Path(path))
    return asdict(_judged("ours", set(told), links, seconds, {p for p, band in told.items() if band == "same"}))


def _prepare(database: Any) -> None:
    from trainer_app import name_index

    with database.read() as tx:
        name_index.prepare(tx)


def _type(path: str, truth: str) -> dict[str, Any]:
    """Ask for the second of true pairs by what is told of it, and for names as they grow letter by letter."""
    from db.database import Database
    from db.models import Person
    from trainer_app import duplicates

    pairs = json.loads(Path(truth).read_text("utf-8"))
    taken = []
    found = 0
    database = Database.open(Path(path))
    preparing = Thread(target=_prepare, args=(database,))
    with database.read() as tx:
        opened = time.perf_counter()
        preparing.start()  # as the application does when a database is opened
        firsts = []
        for _letter in range(10):
            time.sleep(0.05)
            begun = time.perf_counter()
            duplicates.is_it_known(tx, "Nobody")
            firsts.append(time.perf_counter() - begun)
        first = max(firsts)
        preparing.join()
        prepared = time.perf_counter() - opened
        for one, other in pairs[:: max(len(pairs) // 200, 1)]:
            person = tx.get(Person, other)
            begun = time.perf_counter()
            known = duplicates.is_it_known(
                tx, person.full_name or "", person.phones, sex=person.sex, birth_date=person.birth_date,
                birth_year=person.birth_year, age=person.age, national_id=person.national_id, limit=6,
            )  # fmt: skip
            taken.append(time.perf_counter() - begun)
            found += one in {somebody.id for somebody in known}
        asked = len(taken)
        for name in _NAMES:
            for letters in range(3, len(name) + 1):
                begun = time.perf_counter()
                duplicates.is_it_known(tx, name[:letters])
                taken.append(time.perf_counter() - begun)
    taken.sort()
    return {"median": taken[len(taken) // 2], "most": taken[len(taken) * 95 // 100], "first": first,
            "prepared": prepared, "asked": asked, "found": found}  # fmt: skip


if __name__ == "__main__":
    step, *words, target = sys.argv[1:]
    said = {"make": _make, "look": _look, "type": _type}[step](*words)
    Path(target).write_text(json.dumps(said), "utf-8")
