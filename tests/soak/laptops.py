"""What happens to a computer rather than to what is on it: backups, losses, clocks and journeys."""

from tests.soak.desk import DAY, Backup, expect
from tests.soak.story import Story
from trainer_app import backups

ZONES = ("UTC", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Kiritimati")
WRONG_BY = (
    (0, "right"),
    (-16 * 365, "16 years slow"),
    (15 * 365, "15 years fast"),
    (-365, "a year slow"),
    (-1, "a day slow"),
)
"""How clocks go: the days by which they are wrong, and how that is called."""


def laptop(story: Story, pick: int, what: str, which: int) -> None:
    """What happens to a computer rather than to what is on it."""
    match what:
        case "back_up":
            back_up(story, pick)
        case "restore":
            restore(story, pick, which)
        case "reinstall":
            reinstall(story, pick)
        case "set_clock":
            set_clock(story, pick, which)
        case "travel":
            travel(story, pick, which)


def back_up(story: Story, pick: int) -> None:
    """Make a backup by hand."""
    desk = story.desk(pick)
    story.tell(f"{desk.name} makes a backup")
    with story.work(desk):
        desk.backups.append(Backup(backups.make(desk.database), desk.mind.copy(), desk.follows))


def restore(story: Story, pick: int, which: int) -> None:
    """Put a backup in the place of the database: what was done since is not in it."""
    desk = story.desk(pick)
    if not desk.backups:
        return
    backup = desk.backups[-1 - which % len(desk.backups)]
    story.tell(f"{desk.name} restores the backup {backup.path.name}")
    old = desk.database.replica
    with story.work(desk):
        desk.database = backups.restore(desk.database.path, backup.path)
    expect(desk.database.replica != old, f"{desk.name}: the restored database is the same replica as before")
    desk.mind, desk.follows = backup.mind.copy(), backup.follows
    done = desk.look(own=True)
    expect({deed.table for deed in done} <= {"replica", "setting"}, f"{desk.name}: restoring changed {done}")


def reinstall(story: Story, pick: int) -> None:
    """The laptop was lost: an empty database with a new replica id in its place."""
    number = next(story.blanks)
    if number >= 2:
        return
    desk = story.desk(pick)
    story.tell(f"{desk.name} installs the application anew and begins with nothing")
    fresh = story.sit_down(f"{desk.name} (anew)", f"blank {number}")
    story.desks[story.desks.index(desk)] = fresh


def set_clock(story: Story, pick: int, which: int) -> None:
    """The computer's clock is set: wrong by years, or backwards from one day to the next."""
    desk, (days, wrong) = story.desk(pick), WRONG_BY[which % len(WRONG_BY)]
    desk.ahead = days * DAY
    story.tell(f"the clock of {desk.name} is set, and is {wrong}")


def travel(story: Story, pick: int, zone: int) -> None:
    """The laptop comes to another time zone."""
    desk = story.desk(pick)
    desk.zone = ZONES[zone % len(ZONES)]
    story.tell(f"{desk.name} travels to {desk.zone}")
