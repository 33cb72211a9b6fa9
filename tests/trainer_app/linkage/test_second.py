"""A second process finds what one alone finds, stops when it is told to, and is not missed should it end early."""

import os
from collections.abc import Callable

import psutil
import pytest
from people import people

from trainer_app.linkage import detection
from trainer_app.linkage.detection import Pair, detect
from trainer_app.linkage.packed import Packed
from trainer_app.linkage.profile import Profile, of_person
from trainer_app.progress import Cancelled, Progress


@pytest.fixture(autouse=True)
def _already_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detection, "MANY", 100)
    monkeypatch.setattr(detection, "_SAMPLE", 2)  # else there is nothing left after the sample
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.fixture(scope="module")
def profiles() -> list[Profile]:
    return [of_person(row, row["id"]) for row in people(600, 5, again=0.3).rows]


@pytest.fixture
def by_one(profiles: list[Profile], monkeypatch: pytest.MonkeyPatch) -> list[Pair]:
    with monkeypatch.context() as alone:
        alone.setattr(detection, "MANY", len(profiles) + 1)
        return sorted(detect(profiles), key=_key)


def _children() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if "--compare-records" in one.cmdline()]


class _At(Progress):
    """Does something at the first step."""

    def __init__(self, act: Callable[[], None]) -> None:
        self.act = act

    def step(self, done: int, total: int, text: str = "") -> None:
        if done == 1:
            self.act()


def _cancel() -> None:
    assert _children()
    raise Cancelled


def _kill() -> None:
    for child in _children():
        child.kill()


def _key(pair: Pair) -> tuple[int, int]:
    return pair.first, pair.second


def test_packed_profiles_are_the_same(profiles: list[Profile]) -> None:
    packed = Packed(profiles)
    assert list(packed) == profiles == packed[:]
    assert packed[3] == profiles[3]
    with pytest.raises(IndexError):
        packed[len(profiles)]


def test_two_processes_find_what_one_finds(profiles: list[Profile], by_one: list[Pair]) -> None:
    assert sorted(detect(profiles), key=_key) == by_one
    assert sorted(detect(Packed(profiles)), key=_key) == by_one
    assert len(by_one) > 100
    assert not _children()


def test_cancelling_ends_the_second_process_too(profiles: list[Profile]) -> None:
    with pytest.raises(Cancelled):
        list(detect(profiles, progress=_At(_cancel)))
    assert not _children()


def test_the_parent_does_what_a_child_leaves_that_dies(profiles: list[Profile], by_one: list[Pair]) -> None:
    assert sorted(detect(profiles, progress=_At(_kill)), key=_key) == by_one
