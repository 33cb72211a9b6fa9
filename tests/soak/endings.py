"""How stories end: everybody hears of everything, or new offices take every workbook in orders of their own."""

import random
from collections.abc import Sequence

from tests.soak.desk import Broken, Desk, expect
from tests.soak.exports import write_out
from tests.soak.merges import check_again, take_in
from tests.soak.story import Story
from trainer_app import checking, dump, undoing
from trainer_app.exchange.merging import Scope


def end(story: Story, rng: random.Random) -> None:
    """Three stories of ten end with a meeting, one or two with two new offices that take every workbook."""
    chance = rng.random()
    if chance < 0.3:
        _meet(story, rng)
    elif chance < 0.45:
        _two_orders(story, rng)


def _meet(story: Story, rng: random.Random) -> None:
    """Everybody sends everything to one, who sends everything back: then all databases are equal."""
    for desk in story.desks:
        _redo_merges(story, desk)
    story.told.append("At the end everybody sends everything to one, who sends everything back.")
    first, *others = rng.sample(story.desks, len(story.desks))
    books = [book for book in (write_out(story, desk, Scope("everything")) for desk in others) if book]
    take_in(story, first, books, again=False)
    back = write_out(story, first, Scope("everything"))
    if back is not None:
        for desk in others:
            take_in(story, desk, [back], again=False)
    _check_equal(story.desks)
    check_again(story, first, books)
    _check_sound(story, rng.choice(story.desks))


def _redo_merges(story: Story, desk: Desk) -> None:
    """What was put aside comes back, since it would make this database differ from the others."""
    with desk.database.read() as tx:
        actions = {row[0]: (row[1], row[2]) for row in tx.rows("SELECT id, kind, undone_by FROM action ORDER BY id")}
    for action in sorted((number for number, (kind, _by) in actions.items() if kind == "merge"), reverse=True):
        chain = [action]
        while (following := actions[chain[-1]][1]) is not None:
            chain.append(following)
        if len(chain) % 2 == 0:
            story.told.append(f"{desk.name} takes back action {chain[-1]}, so that merge {action} stands again")
            story.act(desk, "undo", lambda tx: undoing.take_back(tx, chain[-1]), kind="undo")  # noqa: B023


def _two_orders(story: Story, rng: random.Random) -> None:
    """Two offices that know nothing take every workbook that ever was, each in an order and grouping of its own."""
    books = list(story.books)
    offices = []
    for number in (2, 3):
        rng.shuffle(books)
        story.told.append(f"A new office takes {', '.join(book.path.stem for book in books)}.")
        office = story.sit_down(f"new office {number - 1}", f"blank {number}")
        cut = rng.randrange(len(books) + 1)
        for part in (books[:cut], books[cut:]):
            if part:
                take_in(story, office, part, again=False)
        offices.append(office)
    _check_equal(offices, ignoring=[office.database.replica for office in offices])


def _check_equal(desks: Sequence[Desk], ignoring: Sequence[str] = ()) -> None:
    lines = []
    for desk in desks:
        with desk.database.read() as tx:
            lines.append({line for line in dump.lines(tx) if not any(replica in line for replica in ignoring)})
    for desk, found in zip(desks, lines, strict=True):
        if found != lines[0]:
            raise Broken(
                f"{desks[0].name} and {desk.name} have merged the same and differ:\n"
                + "\n".join(sorted(lines[0] - found))
                + "\nagainst\n"
                + "\n".join(sorted(found - lines[0]))
            )


def _check_sound(story: Story, desk: Desk) -> None:
    with story.work(desk):
        wrong = [finding for finding in checking.check(desk.database) if finding.wrong]
    expect(not wrong, f"{desk.name}: check finds {wrong}")
