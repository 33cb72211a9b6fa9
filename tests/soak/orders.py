"""Forty workbooks of one story, merged in many orders: every order must give the same database."""

import itertools
import random
import shutil
from collections import Counter
from pathlib import Path

from db.database import Database
from tests.soak import exports, merges, typed, undoings, work
from tests.soak.cast import Cast
from tests.soak.desk import expect
from tests.soak.story import Story
from tests.soak.work import PERSON_FIELDS
from tests.soak.world import World
from trainer_app import dump
from trainer_app.exchange.merging import merge

BOOKS = 40
WANTED = ("joins", "deletions", "erasures", "taken back")
"""What there must be among the workbooks, beside conflicts, or that all orders agree would say little."""
TYPED = ("cell", "sex", "empty", "new", "below", "copy", "sort", "mark", "course")


def told(cast: Cast, world: World, folder: Path, chance: random.Random) -> Story:
    """A story of four people until there are forty workbooks, with every kind of work in between."""
    story = Story(cast, world, folder, 4)

    def pick() -> int:
        return chance.randrange(6)

    while len(story.books) < BOOKS:
        for _step in range(3):
            what = chance.choice(("edit", "edit", "add", "mark", "delete", "join", "unjoin", "erase", "settle", "undo"))
            who = chance.randrange(4)
            if what == "edit":
                work.edit(story, who, pick(), chance.choice((*PERSON_FIELDS, "sex")))
            elif what == "mark":
                work.mark(story, who, pick(), chance.choice(("present", "absent")))
            elif what == "delete":
                work.delete(story, who, chance.choice(("person", "enrolment")), pick())
            elif what in ("add", "join", "settle"):
                getattr(work, what)(story, who, pick(), pick())
            elif what == "undo":
                undoings.undo(story, who)
            elif what != "erase" or chance.random() < 0.6:
                getattr(work, what)(story, who, pick())
        exports.export(story, chance.randrange(4), chance.choice(("everything", "everything", "course")), pick())
        typed.type_into(story, pick(), chance.choice(TYPED), pick(), pick())
        merges.merge(story, chance.randrange(4), [chance.randrange(4)])
    return story


def what_is_in(story: Story) -> Counter[str]:
    """How much of what there is in all the workbooks together."""
    deeds = {deed.key: deed for book in story.books for deed in book.deeds}.values()
    found = Counter({"workbooks": len(story.books), "changes": len(deeds)})
    found["joins"] = sum(1 for deed in deeds if deed.fields.get("merged_into"))
    found["deletions"] = sum(1 for deed in deeds if deed.fields.get("deleted"))
    found["erasures"] = sum(1 for deed in deeds if deed.kind == "erase")
    found["taken back"] = sum(1 for deed in deeds if deed.kind == "retract")
    return found


def in_many_orders(cast: Cast, world: World, folder: Path, orders: int, seed: int) -> Counter[str]:
    """Merge the workbooks of one story in so many orders, in one go or one by one; what was in them.

    It is the first story, from this seed on, whose workbooks hold enough for that to mean anything. Broken where
    orders differ.
    """
    chance = random.Random(seed)
    numbers = itertools.count(seed)
    found: Counter[str] = Counter()
    while not all(found[what] for what in WANTED):
        number = next(numbers)
        story = told(cast, world, folder / str(number), random.Random(number))
        found = what_is_in(story)
    paths = [book.path for book in story.books]
    first: list[str] = []
    for number in range(orders):
        chance.shuffle(paths)
        office = folder / f"office {number}.db"
        shutil.copyfile(cast.paths["blank 0"], office)
        database = Database(office)
        cut = chance.randrange(len(paths))
        for part in (paths[:cut], paths[cut:]):
            if part:
                merge(database, part, apply=True)
        with database.read() as tx:
            lines = list(dump.lines(tx))
            found["conflicts"] = tx.rows("SELECT count(*) FROM conflict")[0][0]
        first = first or lines
        differing = [line for line in (*first, *lines) if (line in first) != (line in lines)]
        expect(not differing, f"order {number} of seed {seed} gives something else: {differing}")
    shutil.rmtree(folder)
    expect(found["conflicts"], f"the workbooks of seed {seed} were in no conflict, so the orders prove little")
    return found
