"""Stories at random: Hypothesis chooses who does what, and makes a failing story as short as it can."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.soak import endings, exports, laptops, merges, typed, undoings, work
from tests.soak.cast import Cast
from tests.soak.meetings import RARE, argue, disagree, meet, rarely, send_and_take_back, settle_at_once, undo_and_redo
from tests.soak.story import Story
from tests.soak.work import PERSON_FIELDS
from tests.soak.world import World

Step = tuple[Callable[..., Any], *tuple[Any, ...]]

FEW, SHORT = 300, 5
"""How many histories `make test` tries, and how many steps each of them has."""

WHO = st.integers(0, 4)
WHICH = st.integers(0, 5)
FIELD = st.sampled_from((*PERSON_FIELDS, "sex"))
MARK = st.sampled_from(("present", "absent", "half"))
DEED = st.sampled_from(("phones", "phones", "sex", "delete", "delete", "remove", "join", "unjoin", "erase",
                        "present", "absent", "remark", "undo"))  # fmt: skip
SCOPE = st.sampled_from(("everything", "everything", "course", "trainer", "template"))
BOOKS = st.lists(st.integers(0, 7), min_size=1, max_size=3)
PREFER = st.sampled_from((None, None, None, "newest", "ours", "theirs", "office", "trainer"))
RULE = st.sampled_from(("newest", "newest", "ours", "theirs", "office", "trainer"))
SHEET = st.sampled_from(("", "", "participants", "courses", "attendance", "other"))
TYPED = st.sampled_from(
    ("cell", "cell", "sex", "empty", "bad", "new", "below", "copy", "take_out", "sort", "mark", "course")
)

STEPS: tuple[tuple[int, Callable[..., Any], tuple[st.SearchStrategy[Any], ...]], ...] = (
    (1, work.unjoin, (WHO, WHICH)),
    # what people do with the application
    (2, work.edit, (WHO, WHICH, FIELD)),
    (1, work.clear, (WHO, WHICH, FIELD)),
    (1, work.remark, (WHO, WHICH)),
    (1, work.venue, (WHO, WHICH)),
    (2, work.add, (WHO, WHICH, WHICH)),
    (1, work.enrol, (WHO, WHICH, WHICH)),
    (1, work.mark, (WHO, WHICH, MARK)),
    (2, work.delete, (WHO, st.sampled_from(("person", "person", "enrolment", "course")), WHICH)),
    (1, work.join, (WHO, WHICH, WHICH)),
    (1, work.settle, (WHO, WHICH, WHICH)),
    (1, work.settle_by_rule, (WHO, RULE)),
    (1, work.erase, (WHO, WHICH)),
    (1, undoings.undo, (WHO,)),
    (1, undo_and_redo, (WHO,)),
    (3, undoings.undo_any, (WHO, WHICH)),
    # the exchange
    (1, exports.export, (WHO, SCOPE, WHICH)),
    (3, merges.merge, (WHO, BOOKS, PREFER)),
    (2, exports.pass_on, (WHO, WHO)),
    (1, merges.crash, (WHO, WHICH, st.integers(0, 60))),
    (2, argue, (WHO, WHICH, FIELD, WHICH)),
    (2, disagree, (WHO, WHO, WHICH, FIELD)),
    (5, meet, (WHO, WHO, WHICH, DEED, DEED)),
    # people with only a spreadsheet program
    (1, typed.type_into, (WHICH, TYPED, WHICH, WHICH)),
    (2, send_and_take_back, (WHO, WHO, TYPED, WHICH, WHICH)),
    (3, settle_at_once, (WHO, WHO, WHICH, st.sampled_from(("course", "enrolment", "person", "both")), RULE)),
    # rarer than work: parts, news, corrections; backups, laptops, clocks
    (2, rarely, (st.sampled_from(RARE), WHO, WHO, WHICH, WHICH, SHEET)),
    (1, laptops.laptop, (WHO, st.sampled_from(("back_up", "restore", "restore", "reinstall", "set_clock", "set_clock",
                                             "travel")), WHICH)),
)  # fmt: skip
"""What may happen, how often in comparison, and what is chosen for it."""


def _steps() -> st.SearchStrategy[Step]:
    """One choice of weighted steps, not a rule for each: Hypothesis would switch off most of the rules in a history."""
    found = [(times, st.tuples(st.just(do), *chosen)) for times, do, chosen in STEPS]
    return st.sampled_from([step for times, step in found for _ in range(times)]).flatmap(lambda step: step)


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

    @rule(step=_steps())
    def step(self, step: Step) -> None:
        do, *chosen = step
        self._told(do, self.story, *chosen)

    def teardown(self) -> None:
        if not hasattr(self, "story"):
            return
        try:
            self.counts["histories"] += bool(self.story.told)
            if not self.broken:
                self._told(endings.end, self.story, Random(self.order))
        finally:
            shutil.rmtree(self.story.folder, ignore_errors=True)

    def _told(self, do: Callable[..., Any], *chosen: Any) -> None:
        """A step whose failure comes with the story so far; counted only if something came of it."""
        sentences = len(self.story.told)
        try:
            do(*chosen)
        except Exception as error:
            self.broken = True
            error.add_note(self.story.text())
            raise
        self.counts[do.__name__ if len(self.story.told) > sentences else f"no {do.__name__}"] += 1


def run_histories(first: int, number: int, steps: int, *, shortened: bool = True) -> None:
    """So many histories of so many steps, each of a seed of its own from `first` on.

    Of one seed Hypothesis tries the simplest history, of which nothing comes (the first of STEPS), and one at random.
    Of more it would try mostly the same steps again, doubled and in another place.
    """
    one = settings(
        max_examples=2,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink) if shortened else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    for place in range(first, first + number):
        run_state_machine_as_test(seed(place)(type("Histories", (Histories,), {})), settings=one)
