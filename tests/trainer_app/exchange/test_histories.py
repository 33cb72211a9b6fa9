"""The nine guarantees of the exchange after every step of generated histories (tests/soak); `make soak` tries more."""

from collections.abc import Iterator

import pytest
from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from tests.soak.machine import Histories, history_settings
from tests.soak.orders import in_many_orders
from tests.soak.world import World, disk, told_by

PARTS, HISTORIES, STEPS = 4, 75, 8


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    world = World()
    with disk() as folder, told_by(world):
        Histories.prepare(world, folder)
        yield world


@pytest.mark.parametrize("part", range(PARTS))
def test_the_guarantees_hold_after_every_step(world: World, part: int) -> None:
    machine = seed(part)(type("Histories", (Histories,), {}))
    run_state_machine_as_test(machine, settings=history_settings(HISTORIES, STEPS))


def test_forty_workbooks_give_one_database_in_any_order(world: World) -> None:
    found = in_many_orders(Histories.cast, world, Histories.folder / "forty", 10, 1)
    assert min(found[what] for what in ("joins", "deletions", "erasures", "conflicts", "taken back")) > 0, found
