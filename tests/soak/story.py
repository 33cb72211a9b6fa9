"""A story: people with and without the application, the workbooks that go round, and the sentences about it all.

What they do is in modules of its own. Every function there that is a step writes its sentence, does it through the
application's own functions, and compares the database with the second opinion (model.py).
"""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db.database import Database, Transaction
from tests.soak.book import Book
from tests.soak.cast import PEOPLE, START, Cast
from tests.soak.desk import DAY, Desk
from tests.soak.model import Deed
from tests.soak.world import World, time_zone
from trainer_app.errors import UserError

MINUTE = 60_000


class Story:
    """Some people's databases, the workbooks that went round, and the sentences of what happened."""

    def __init__(self, cast: Cast, world: World, folder: Path, people: int = 3) -> None:
        self.cast, self.world, self.folder = cast, world, folder
        self.told: list[str] = []
        self.books: list[Book] = []
        self.names: dict[str, str] = {}
        self.time = START + DAY
        self.numbers: Iterator[int] = itertools.count(1)
        self.blanks = itertools.count()
        folder.mkdir(parents=True)
        world.begin(folder.name)
        self.desks = [self.sit_down(name, name) for name in PEOPLE[:people]]
        first = tuple(deed for deed in self.desks[0].mind.deeds.values())
        self.books.append(Book(self.cast.first, "everything", self.desks[0].database.replica, first, rows=cast.rows))

    def sit_down(self, name: str, template: str) -> Desk:
        """Somebody with a copy of a database of the cast."""
        path = self.folder / f"{name} {next(self.numbers)}.db"
        shutil.copyfile(self.cast.paths[template], path)
        desk = Desk(name, Database(path), self.cast.minds[template].copy())
        self._at_work(desk)
        return desk

    # -- telling

    def tell(self, sentence: str) -> None:
        """Write down what happens now."""
        self.told.append(f"{len(self.told) + 1}. {sentence}")

    def text(self) -> str:
        """The story so far."""
        return "\n".join(["The story:", *self.told])

    def name(self, record: str) -> str:
        """What the story calls a record."""
        return self.names.get(record, record[:8])

    def token(self, kind: str) -> str:
        """A value that nobody ever wrote before."""
        return f"{kind} {next(self.numbers)}"

    # -- the frame of every step

    def _at_work(self, desk: Desk) -> None:
        self.time += MINUTE
        self.world.now = self.time + desk.ahead
        desk.at_work(self.world.now)

    @contextmanager
    def work(self, desk: Desk) -> Iterator[None]:
        """The person's computer is on: its clock and its time zone count."""
        self._at_work(desk)
        if desk.zone == "UTC":
            yield
        else:
            with time_zone(desk.zone):
                yield

    def act(self, desk: Desk, label: str, do: Callable[[Transaction], Any], kind: str = "edit") -> list[Deed]:
        """One action of a person in the application; the deeds that came of it."""
        with self.work(desk):
            try:
                with desk.database.change(label, kind=kind) as tx:
                    do(tx)
            except UserError as error:
                self.told[-1] += f" That is refused: {error}"
        return desk.look(own=True)

    def desk(self, pick: int, able: Callable[[Desk], object] | None = None) -> Desk:
        """One of the people: the first from there on who is `able`, if anybody is."""
        order = [self.desks[(pick + later) % len(self.desks)] for later in range(len(self.desks))]
        return next((desk for desk in order if able is None or able(desk)), order[0])

    def another(self, pick: int, other: int) -> int:
        """The pick of somebody who is not the first."""
        return pick % len(self.desks) + 1 + other % (len(self.desks) - 1)

    def book(self, pick: int) -> Book:
        """One of the workbooks; the newest are the likelier."""
        return self.books[-1 - pick % len(self.books)]

    # -- who is there

    def records(self, desk: Desk, table: str) -> list[str]:
        """Those of a table that are there for somebody, in the order of their names."""
        views, tables = desk.mind.views, desk.mind.tables
        return sorted((r for r in views if tables[r] == table and views[r].there), key=lambda r: (self.name(r), r))

    def one(self, desk: Desk, table: str, pick: int) -> str | None:
        """One of them, which has a name from now on; None if there is none."""
        found = self.records(desk, table)
        record = found[pick % len(found)] if found else None
        if record is not None:
            self._christen(desk, table, record)
        return record

    def _christen(self, desk: Desk, table: str, record: str) -> None:
        if record in self.names:
            return
        values = desk.mind.view(record).values
        if table == "person":
            known = str(values.get("full_name") or "somebody").split(" (")[0]
            taken = sum(1 for name in self.names.values() if name.split(" #")[0] == known)
            self.names[record] = f"{known} #{taken + 1}" if taken else known
        elif table == "course":
            self.names[record] = str(values.get("code"))
        elif table == "enrolment":
            person, course = str(values.get("person_id")), str(values.get("course_id"))
            for parent, of in ((person, "person"), (course, "course")):
                if parent in desk.mind.views:
                    self._christen(desk, of, parent)
            self.names[record] = f"the seat of {self.name(person)} in {self.name(course)}"
        elif table == "course_session":
            self.names[record] = f"session {values.get('number')}"
