"""Laptops whose clocks are wrong by years, go backwards or change the time zone, meeting through workbooks."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from db.clock import wall_of
from db.database import Database
from db.models import Course, Enrolment, Person
from trainer_app import checking
from trainer_app.exchange import conflicts
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.exchange.plan import Plan
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
MINUTE, YEAR = 60_000, 365 * 24 * 60 * 60 * 1000
CLOCKS = {"office": 0, "ann": -16 * YEAR, "ben": 15 * YEAR, "chai": 0}
"""How wrong each clock is: Ann's says 2010, Ben's 2041."""


@dataclass
class World:
    """Some laptops, of which one at a time is at work."""

    folder: Path
    now: int = 57 * YEAR
    ahead: int = 0
    files: int = 0

    def time_ns(self) -> int:
        return (self.now + self.ahead) * 1_000_000

    def at(self, who: str) -> Database:
        self.now += MINUTE
        self.ahead = CLOCKS[who]
        path = self.folder / f"{who}.db"
        return Database.open(path) if path.exists() else Database.create(path, name=who)

    def phones(self, who: str, value: str) -> None:
        with self.at(who).change("edit") as tx:
            tx.update(tx.get(Person, "p"), phones=value)

    def send(self, who: str) -> Path:
        self.files += 1
        path = self.folder / f"{who} {self.files}.xlsx"
        send(self.at(who), path, CATALOGUE, Scope("everything"), sender=who)
        return path

    def take(self, who: str, *paths: Path) -> Plan:
        return merge(self.at(who), paths, apply=True)

    def shown(self, who: str) -> tuple[str | None, int]:
        """The phone number that shows, and how many conflicts are open."""
        with self.at(who).read() as tx:
            return tx.get(Person, "p").phones, conflicts.count(tx)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    with patch("db.clock.time", world):
        with world.at("office").change("start") as tx:
            tx.add(Course(id="c", code="SYB-1", programme="SIYB", products="SYB"))
            tx.add(Person(id="p", full_name="Ma Khin"))
            tx.add(Enrolment(id="e", course_id="c", person_id="p"))
        first = world.send("office")
        for who in ("ann", "ben", "chai"):
            world.take(who, first)
        yield world


def test_who_knows_of_the_other_value_has_the_last_word_whatever_the_clocks_say(world: World) -> None:
    """Around the table twice: each corrects what the one before wrote, and it shows everywhere."""
    people = ("ben", "office", "ann", "chai")
    before = None
    for turn, who in enumerate(people * 2):
        if before is not None:
            world.take(who, before)
            assert world.shown(who)[0] == f"09 {turn - 1}"
        world.phones(who, f"09 {turn}")
        assert world.shown(who) == (f"09 {turn}", 0)
        before = world.send(who)
    last = before
    assert last is not None
    for who in CLOCKS:
        world.take(who, last)
        assert world.shown(who) == ("09 7", 0)


def test_a_clock_of_2010_does_not_lose_every_time(world: World) -> None:
    world.phones("chai", "from chai")
    chai = world.send("chai")
    with world.at("office").change("later") as tx:  # knowing nothing of Chai's work
        tx.update(tx.get(Person, "p"), notes="later")
    world.take("ann", world.send("office"))
    world.phones("ann", "from ann")
    world.take("office", chai, world.send("ann"))
    assert world.shown("office") == ("from ann", 1)


def test_a_clock_of_2041_does_not_win_for_ever(world: World) -> None:
    world.phones("ben", "from ben")
    world.phones("office", "from the office")
    ben = world.send("ben")
    plan = world.take("office", ben)
    assert any("clock of the sender is far ahead" in note for note in plan.files[0].notes)
    assert world.shown("office") == ("from ben", 1)
    with world.at("office").change("settle") as tx:
        conflicts.settle_with(tx, "person", "p", "phones", "from the office")
    assert world.shown("office") == ("from the office", 0)
    assert not world.take("office", ben).changes_anything
    world.take("ben", world.send("office"))
    assert world.shown("ben") == ("from the office", 0)
    findings = checking.check(world.at("office"))
    assert [finding.kind for finding in findings] == ["clock_ahead"]
    assert not any(finding.wrong for finding in findings)


def test_a_clock_far_ahead_drags_no_other_along(world: World) -> None:
    world.phones("ben", "from ben")
    world.take("office", world.send("ben"))
    world.phones("office", "from the office")
    with world.at("office").read() as tx:
        walls = {wall_of(change.stamp) for change in tx.history("person", "p")}
    assert max(walls) > world.now + 14 * YEAR
    assert sorted(walls)[-2] <= world.now


_CHILD = """
import sys
from datetime import date
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.soak import exports, work
from tests.soak.cast import Cast
from tests.soak.story import Story
from tests.soak.world import World, told_by
import openpyxl
from trainer_app import dump

world = World()
folder = Path({folder!r})
with told_by(world):
    (folder / "cast").mkdir(parents=True)
    story = Story(Cast.gather(folder / "cast", world), world, folder / "story", 2)
    work.edit(story, 0, 0, "phones")
    exports.export(story, 1)
    path = story.book(0).path
    book = openpyxl.load_workbook(path)
    sheet = book["Participants"]
    keys = {{cell.value: cell.column for cell in sheet[1]}}
    sheet.cell(3, keys["participants/person.birth_date"], date(1990, 12, 31))
    book.save(path.with_name("typed.xlsx"))
    from trainer_app.exchange.merging import merge
    merge(story.desks[0].database, [path.with_name("typed.xlsx")], apply=True)
    with story.desks[0].database.read() as tx:
        lines = [line for line in dump.lines(tx) if "signing_key" not in line]  # a key is nobody's to foresee
        print("1990-12-31" in "".join(lines), lines)
        print(tx.rows("SELECT stamp FROM change ORDER BY stamp"))
"""


def test_a_time_zone_changes_nothing(tmp_path: Path) -> None:
    """One story in three zones: the same stamps, dates and values to the last byte."""
    root = Path(__file__).parents[3]
    children = []
    for zone in ("UTC", "Asia/Kathmandu", "America/Sao_Paulo"):
        folder = tmp_path / zone.replace("/", " ")
        children.append(
            subprocess.Popen(
                [sys.executable, "-c", _CHILD.format(root=str(root), folder=str(folder))],
                env=os.environ | {"TZ": zone},
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    answers = {child.communicate(timeout=120)[0] for child in children}
    assert len(answers) == 1
    assert answers.pop().startswith("True ")
