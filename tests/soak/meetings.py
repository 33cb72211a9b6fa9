"""Steps of several sentences: two people work on the same, and one hears of the other at once.

Single steps chosen at random seldom meet within a short story; what the rule of the exchange is about is where they do.
"""

from tests.soak import exports, merges, typed, undoings, work
from tests.soak.story import Story


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
