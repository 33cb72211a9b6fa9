"""Steps of several sentences: two people work on the same, and one hears of the other at once.

Single steps chosen at random seldom meet within a short story; what the rule of the exchange is about is where they do.
"""

from tests.soak.story import Story


def disagree(story: Story, one: int, other: int, whom: int, what: str) -> None:
    """Two people change the same field of the same person, then one sends everything to the other."""
    story.edit(one, whom, what)
    story.edit(story.another(one, other), whom, what)
    story.pass_on(one, other)


def argue(story: Story, who: int, whom: int, what: str, choice: int) -> None:
    """Up to three people change the same field of the same person; one of them hears of it all, and settles it."""
    others = [story.another(who, other) for other in range(min(2, len(story.desks) - 1))]
    for one in (who, *others):
        story.edit(one, whom, what)
    for one in others:
        story.hand_out(one)
        story.merge(who, [0])
    story.settle(who, 0, choice)


def meet(story: Story, one: int, other: int, whom: int, first: str, second: str) -> None:
    """Two people do something with the same person or seat, then one sends everything to the other."""
    _do(story, one, whom, first)
    _do(story, story.another(one, other), whom, second)
    story.pass_on(one, other)


def undo_and_redo(story: Story, who: int) -> None:
    """Somebody takes their last action back, and does it again."""
    story.undo(who)
    story.redo(who)


def send_and_take_back(story: Story, who: int, to: int, what: str, row: int, column: int) -> None:
    """A workbook goes to somebody with only a spreadsheet program, and comes back to whom it may."""
    story.hand_out(who)
    story.type_into(0, what, row, column)
    story.merge(to, [0])


def _do(story: Story, who: int, whom: int, what: str) -> None:
    match what:
        case "delete":
            story.delete(who, "person", whom)
        case "remove":
            story.delete(who, "enrolment", whom)
        case "join":
            story.join(who, whom, whom + 1)
        case "present" | "absent":
            story.mark(who, whom, what)
        case "erase" | "unjoin" | "remark":
            getattr(story, what)(who, whom)
        case "undo":
            story.undo(who)
        case field:
            story.edit(who, whom, field)
