"""The nine guarantees of the exchange after every step of generated histories (tests/soak); `make soak` tries more."""

from collections.abc import Iterator

import pytest

from tests.soak.machine import FEW, SHORT, Histories, run_histories
from tests.soak.mutations import MUTATIONS, Mutation, histories_until_found, phones_never_conflict
from tests.soak.orders import in_many_orders
from tests.soak.world import World, disk, told_by

PARTS = 4


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    world = World()
    with disk() as folder, told_by(world):
        Histories.prepare(world, folder)
        yield world


@pytest.mark.parametrize("part", range(PARTS))
def test_the_guarantees_hold_after_every_step(world: World, part: int) -> None:
    run_histories(part * FEW // PARTS, FEW // PARTS, SHORT)


def test_forty_workbooks_give_one_database_in_any_order(world: World) -> None:
    in_many_orders(Histories.cast, world, Histories.folder / "forty", 10, 1)


def test_a_field_that_never_conflicts_is_noticed(world: World) -> None:
    """`make soak` breaks many more rules on purpose (tests/soak/mutations.py)."""
    assert histories_until_found(phones_never_conflict)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_what_is_broken_on_purpose_is_there_to_be_broken(mutation: Mutation) -> None:
    with mutation():
        pass
