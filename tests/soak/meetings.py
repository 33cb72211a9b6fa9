"""Steps of several sentences: two people work on the same, and one hears of the other at once.

Single steps chosen at random seldom meet within a short story; what the rule of the exchange is about is where they do.
"""

from collections.abc import Iterable, Sequence

from tests.soak import exports, laptops, merges, typed, undoings, work
from tests.soak.book import Book
from tests.soak.desk import Desk, expect
from tests.soak.model import Deed
from tests.soak.story import Story
from trainer_app.exchange.merging import Scope

RARE = ("strictly", "parts", "parts", "news", "news", "corrections", "refusals", "clock", "clock")
RULES = (None, None, "newest", "theirs")
"""By which a part of a workbook settles what is in conflict, if by any."""
WRONG_CLOCKS = ((True, 1), (False, 2), (True, 4))
"""Whether it is one's own clock or the other's, and how it goes (laptops.WRONG_BY)."""


def disagree(story: Story, one: int, other: int, whom: int, what: str) -> None:
    """Two people change the same field of the same person, then one sends everything to the other."""
    work.edit(story, one, whom, what)
    work.edit(story, story.another(one, other), whom, what)
    exports.pass_on(story, one, other)


def argue(story: Story, who: int, whom: int, what: str, choice: int) -> None:
    """Up to three people change the same field of the same person; one of them hears of it all, and settles it."""
    others = [story.another(who, other) for other in range(min(2, len(story.desks) - 1))]
    for one in (who, *others):
        work.edit(story, one, whom, what)
    for one in others:
        exports.hand_out(story, one)
        merges.merge(story, who, [0])
    work.settle(story, who, 0, choice)


def meet(story: Story, one: int, other: int, whom: int, first: str, second: str) -> None:
    """Two people do something with the same person or seat, then one sends everything to the other."""
    _do(story, one, whom, first)
    _do(story, story.another(one, other), whom, second)
    exports.pass_on(story, one, other)


def undo_and_redo(story: Story, who: int) -> None:
    """Somebody takes their last action back, and does it again."""
    undoings.undo(story, who)
    undoings.redo(story, who)


def send_and_take_back(story: Story, who: int, to: int, what: str, row: int, column: int) -> None:
    """A workbook goes to somebody with only a spreadsheet program, and comes back to whom it may."""
    exports.hand_out(story, who)
    typed.type_into(story, 0, what, row, column)
    merges.merge(story, to, [0])


def rarely(story: Story, what: str, who: int, other: int, which: int, row: int, sheet: str) -> None:
    """One of RARE."""
    match what:
        case "strictly":
            merges.merge_strictly(story, who, which)
        case "parts":
            take_in_parts(story, who, other, sheet, row, RULES[which % len(RULES)])
        case "news":
            send_news_twice(story, who, other, row)
        case "corrections":
            correct(story, who, other, row, ("phones", "sex")[which % 2])
        case "refusals":
            correct_refusals(story, who, other, row, which)
        case "clock":
            work_by_a_wrong_clock(story, who, other, which, row)


def work_by_a_wrong_clock(story: Story, who: int, other: int, which: int, whom: int) -> None:
    """The clock of one of two people is set; one hears of the other's work, then changes the same."""
    another = story.another(who, other)
    mine, wrong = WRONG_CLOCKS[which % len(WRONG_CLOCKS)]
    work.edit(story, who, whom, "notes")
    laptops.set_clock(story, who if mine else another, wrong)
    work.edit(story, another, whom, "phones")
    exports.hand_out(story, another)
    merges.merge(story, who, [0])
    work.edit(story, who, whom, "phones")


def send_news_twice(story: Story, who: int, to: int, whom: int) -> None:
    """Somebody sends what is new, and after more work what is new since."""
    exports.send_news(story, who, to)
    work.edit(story, who, whom, "phones")
    exports.send_news(story, who, to)


def take_in_parts(story: Story, who: int, to: int, sheet: str, choice: int, rule: str | None) -> None:
    """Somebody takes a part of a workbook, and the rest of it later."""
    another = story.another(who, to)
    work.add(story, who, 0, choice)
    if rule is not None:
        for one in (who, another):
            work.edit(story, one, choice, "phones")
    exports.hand_out(story, who)
    merges.take_part(story, another, 0, sheet, choice, rule)
    merges.merge(story, another, [0], rule)


def settle_at_once(story: Story, who: int, to: int, whom: int, what: str, rule: str) -> None:
    """Somebody deletes what another works on, or deletes as well, and settles it by a rule when hearing of that."""
    another = story.another(who, to)
    if what == "course":  # of which both know a session
        work.mark(story, another, whom + 1, "absent")
        exports.pass_on(story, another, who)
    work.edit(story, another, whom, "phones")
    work.edit(story, who, whom, "phones")
    work.delete(story, another, "person" if what == "both" else what, 0 if what == "course" else whom)
    if what == "both":
        work.delete(story, who, "person", whom)
    else:
        work.mark(story, who, whom, "present")
    exports.hand_out(story, who)
    book, known = story.book(0), dict(story.desk(another).mind.deeds)
    if merges.merge(story, another, [0], rule) and rule in ("newest", "theirs"):
        _check_newest_stands(story.desk(another), known.values(), [one for one in book.deeds if one.key not in known])


def _check_newest_stands(desk: Desk, known: Iterable[Deed], brought: Sequence[Deed]) -> None:
    """A mark that was brought outlives all deletions that are older and did not know of it, as by a clock ahead."""
    gone = [deed for deed in (*known, *brought) if deed.fields.get("deleted") or deed.kind == "retract"]
    last = max((deed.stamp for deed in gone), default="")
    aware = frozenset[str]().union(*(deed.saw | deed.below for deed in gone))
    marks = [deed for deed in brought if deed.table == "attendance" and deed.stamp > last and deed.stamp not in aware]
    lost = [deed.record for deed in marks if not desk.mind.view(deed.record).there]
    expect(not lost, f"{desk.name}: these marks are newer than all deletions, and are gone: {lost}")


def correct(story: Story, who: int, other: int, whom: int, what: str) -> None:
    """Two people disagree; a trainer is sent what is to be corrected, fills it in, and that settles it."""
    disagree(story, who, other, whom, what)
    to = story.another(who, other)
    trainer = work.train(story, to, whom, 0)
    if trainer is None or exports.write_out(story, story.desk(to), Scope("corrections", trainer)) is None:
        return
    if typed.type_into(story, 0, "disputed", whom, 0):
        merges.merge(story, to, [0])
        _check_agreed(story.desk(to), story.book(0))


def _check_agreed(desk: Desk, book: Book) -> None:
    """What was typed into a workbook that came from here knew of all that stood here."""
    for deed in book.typed:
        standing = deed.fields.keys() & desk.mind.view(deed.record).conflicts
        expect(not standing, f"{desk.name}: {book.path.name} settles {sorted(standing)}, which is still in conflict")


def correct_refusals(story: Story, who: int, to: int, row: int, column: int) -> None:
    """Cells that cannot be taken are refused, corrected in the workbook of refusals, and go in with that."""
    exports.hand_out(story, who)
    typed.type_into(story, 0, "bad", row, column)
    merges.merge_strictly(story, to, 0)
    merges.merge(story, to, [0])
    if typed.correct_refusals(story, 0):
        merges.merge(story, to, [0])


def _do(story: Story, who: int, whom: int, what: str) -> None:
    match what:
        case "delete":
            work.delete(story, who, "person", whom)
        case "remove":
            work.delete(story, who, "enrolment", whom)
        case "join":
            work.join(story, who, whom, whom + 1)
        case "present" | "absent":
            work.mark(story, who, whom, what)
        case "erase" | "unjoin" | "remark":
            getattr(work, what)(story, who, whom)
        case "undo":
            undoings.undo(story, who)
        case field:
            work.edit(story, who, whom, field)
