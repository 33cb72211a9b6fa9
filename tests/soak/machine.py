"""Stories at random: Hypothesis chooses who does what, and makes a failing story as short as it can."""

import shutil
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.soak.story import PERSON_FIELDS, Cast, Story
from tests.soak.world import World

WHO = st.integers(0, 4)
WHICH = st.integers(0, 5)
TYPED = ("cell", "cell", "sex", "empty", "bad", "new", "below", "copy", "take_out", "sort", "mark", "course")


def told(step: Callable[..., None]) -> Callable[..., None]:
    """A step whose failure comes with the story so far."""

    @wraps(step)
    def tell(self: "Histories", *args: Any, **kwargs: Any) -> None:
        self.counts[step.__name__] += 1
        try:
            step(self, *args, **kwargs)
        except Exception as error:
            self.broken = True
            error.add_note(self.story.text())
            raise

    return tell


class Histories(RuleBasedStateMachine):
    """One history; `prepare` must have been called in this process."""

    world: ClassVar[World]
    cast: ClassVar[Cast]
    folder: ClassVar[Path]
    counts: ClassVar[Counter[str]] = Counter()

    story: Story

    @classmethod
    def prepare(cls, world: World, folder: Path) -> None:
        cls.world, cls.folder = world, folder
        (folder / "cast").mkdir()
        cls.cast = Cast.gather(folder / "cast", world)

    def __init__(self) -> None:
        super().__init__()
        self.broken = False

    @initialize(people=st.sampled_from((2, 2, 3, 3, 4, 5)), order=st.integers(0, 2**32 - 1))
    def begin(self, people: int, order: int) -> None:
        self.order = order
        self.story = Story(self.cast, self.world, self.folder / "story", people)
        self.counts["histories"] += 1

    # people with the application

    @rule(who=WHO, whom=WHICH, what=st.sampled_from((*PERSON_FIELDS, "sex")))
    @told
    def edit(self, who: int, whom: int, what: str) -> None:
        self.story.edit(who, whom, what)

    @rule(who=WHO, whom=WHICH, what=st.sampled_from(PERSON_FIELDS))
    @told
    def clear(self, who: int, whom: int, what: str) -> None:
        self.story.clear(who, whom, what)

    @rule(who=WHO, which=WHICH)
    @told
    def remark(self, who: int, which: int) -> None:
        self.story.remark(who, which)

    @rule(who=WHO, which=WHICH)
    @told
    def venue(self, who: int, which: int) -> None:
        self.story.venue(who, which)

    @rule(who=WHO, which=WHICH, name=WHICH)
    @told
    def add(self, who: int, which: int, name: int) -> None:
        self.story.add(who, which, name)

    @rule(who=WHO, whom=WHICH, which=WHICH)
    @told
    def enrol(self, who: int, whom: int, which: int) -> None:
        self.story.enrol(who, whom, which)

    @rule(who=WHO, which=WHICH, value=st.sampled_from(("present", "absent", "half")))
    @told
    def mark(self, who: int, which: int, value: str) -> None:
        self.story.mark(who, which, value)

    @rule(who=WHO, what=st.sampled_from(("person", "person", "enrolment", "course")), which=WHICH)
    @told
    def delete(self, who: int, what: str, which: int) -> None:
        self.story.delete(who, what, which)

    @rule(who=WHO, one=WHICH, other=WHICH)
    @told
    def join(self, who: int, one: int, other: int) -> None:
        self.story.join(who, one, other)

    @rule(who=WHO, whom=WHICH)
    @told
    def unjoin(self, who: int, whom: int) -> None:
        self.story.unjoin(who, whom)

    @rule(who=WHO, which=WHICH, choice=WHICH)
    @told
    def settle(self, who: int, which: int, choice: int) -> None:
        self.story.settle(who, which, choice)

    @rule(who=WHO, whom=WHICH)
    @told
    def erase(self, who: int, whom: int) -> None:
        self.story.erase(who, whom)

    @rule(who=WHO)
    @told
    def undo(self, who: int) -> None:
        self.story.undo(who)

    @rule(who=WHO)
    @told
    def redo(self, who: int) -> None:
        self.story.redo(who)

    @rule(who=WHO, which=WHICH)
    @told
    def undo_any(self, who: int, which: int) -> None:
        self.story.undo_any(who, which)

    # the exchange

    @rule(who=WHO, kind=st.sampled_from(("everything", "everything", "course", "trainer", "template")), which=WHICH)
    @told
    def export(self, who: int, kind: str, which: int) -> None:
        self.story.export(who, kind, which)

    @rule(who=WHO, books=st.lists(st.integers(0, 7), min_size=1, max_size=3),
          prefer=st.sampled_from((None, None, None, "newest", "ours", "theirs")))  # fmt: skip
    @told
    def merge(self, who: int, books: list[int], prefer: str | None) -> None:
        self.story.merge(who, books, prefer)

    @rule(who=WHO, to=WHO)
    @told
    def pass_on(self, who: int, to: int) -> None:
        self.story.pass_on(who, to)

    @rule(
        who=WHO, to=WHO, what=st.sampled_from(("cell", "sex", "new", "copy", "mark", "sort")), row=WHICH, column=WHICH
    )
    @told
    def send_and_take_back(self, who: int, to: int, what: str, row: int, column: int) -> None:
        self.story.export(who)
        self.story.type_into(0, what, row, column)
        self.story.merge(to, [0])

    @rule(who=WHO, which=WHICH, after=st.integers(0, 60))
    @told
    def crash(self, who: int, which: int, after: int) -> None:
        self.story.crash(who, which, after)

    # backups, laptops, clocks: rarer than work, so one rule for all

    @rule(who=WHO, what=st.sampled_from(("back_up", "restore", "restore", "reinstall", "set_clock", "set_clock",
                                         "travel")), which=WHICH)  # fmt: skip
    @told
    def laptop(self, who: int, what: str, which: int) -> None:
        if what in ("back_up", "reinstall"):
            getattr(self.story, what)(who)
        else:
            getattr(self.story, what)(who, which)

    # people with only a spreadsheet program

    @rule(which=WHICH, row=WHICH, column=WHICH, what=st.sampled_from(TYPED))
    @told
    def type_into(self, which: int, what: str, row: int, column: int) -> None:
        self.story.type_into(which, what, row, column)

    def teardown(self) -> None:
        if not hasattr(self, "story"):
            return
        try:
            if not self.broken:
                self._end()
        finally:
            shutil.rmtree(self.story.folder, ignore_errors=True)

    @told
    def _end(self) -> None:
        self.story.end(Random(self.order))


def history_settings(number: int, steps: int) -> settings:
    """For so many histories of so many steps."""
    return settings(
        max_examples=number,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
