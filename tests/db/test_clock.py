"""Stamps whatever the machine's clock says: years wrong, going backwards, standing still."""

from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from db.clock import AHEAD, Clock, stamp_text, wall_of
from db.database import Database
from db.models import Person
from db.resolve import Change

YEAR = 365 * 24 * 60 * 60 * 1000
NOW = 57 * YEAR
READINGS = st.lists(st.one_of(st.integers(0, 120 * YEAR), st.sampled_from((NOW, NOW - 16 * YEAR, NOW + 15 * YEAR))))


class Machine:
    """The machine's clock: `now` is in milliseconds since 1970."""

    now = NOW

    def time_ns(self) -> int:
        return self.now * 1_000_000


@given(READINGS, st.lists(st.tuples(st.integers(0, 120 * YEAR), st.integers(0, 1 << 20))))
def test_stamps_never_run_backwards(readings: list[int], foreign: list[tuple[int, int]]) -> None:
    clock, machine = Clock("r"), Machine()
    stamps = []
    with patch("db.clock.time", machine):
        for number, reading in enumerate(readings):
            machine.now = reading
            if number < len(foreign):
                stamp = stamp_text(*foreign[number], "other")
                if stamp <= clock.bound():
                    clock.witness(stamp)
                    stamps.append(stamp)
            stamps.append(clock.tick())
    assert stamps[-1:] == sorted(stamps)[-1:]
    own = [stamp for stamp in stamps if stamp.endswith("-r")]
    assert own == sorted(set(own))


def test_a_full_counter_goes_on_in_the_next_millisecond() -> None:
    machine, clock = Machine(), Clock("r", NOW, (1 << 24) - 1)
    with patch("db.clock.time", machine):
        assert clock.tick() == stamp_text(NOW + 1, 0, "r")


def test_the_clock_is_remembered_by_the_file(tmp_path: Path) -> None:
    machine = Machine()
    with patch("db.clock.time", machine):
        database = Database.create(tmp_path / "a.db")
        with database.change("a") as tx:
            tx.add(Person(id="p", full_name="Ma Khin"))
        machine.now = NOW - 16 * YEAR  # the battery was empty
        with Database.open(tmp_path / "a.db").change("b") as tx:
            tx.update(tx.get(Person, "p"), full_name="Ma Khin Htay")
            assert tx.get(Person, "p").full_name == "Ma Khin Htay"
            first, second = tx.history("person", "p")
            assert first.stamp < second.stamp


def test_a_stamp_far_ahead_is_reported_and_does_not_drag_the_clock_along(tmp_path: Path) -> None:
    machine = Machine()
    with patch("db.clock.time", machine):
        database = Database.create(tmp_path / "a.db")
        born = {"full_name": "Ma Khin"}
        near, far = stamp_text(NOW + AHEAD - 1, 0, "ben"), stamp_text(NOW + 15 * YEAR, 0, "ben")
        changes = [Change(stamp, "person", f"p{stamp}", "create", born, {}) for stamp in (near, far)]
        with database.change("merge") as tx:
            told = tx.witness(changes)
            tx.apply(changes)
            tx.add(Person(id="own", full_name="Somsak"))
            stamp = tx.history("person", "own")[0].stamp
        assert told == (1, datetime.fromtimestamp((NOW + 15 * YEAR) / 1000, UTC).date().isoformat())
        assert near < stamp < far
        assert wall_of(stamp) - NOW < AHEAD


def test_a_machine_that_is_years_behind_follows_the_others_but_not_into_the_far_future() -> None:
    machine, clock = Machine(), Clock("ann")
    with patch("db.clock.time", machine):
        machine.now = NOW - 16 * YEAR
        office, ben = stamp_text(NOW, 0, "office"), stamp_text(NOW + 15 * YEAR, 0, "ben")
        assert office < clock.bound() < ben
        clock.witness(office)
        assert office < clock.tick() < ben
