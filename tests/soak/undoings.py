"""Taking back what was done, one's own or what a merge brought, and doing it again."""

from tests.soak.desk import Desk, expect
from tests.soak.model import Mind
from tests.soak.standing import check_standing
from tests.soak.story import Story
from trainer_app import dump, undoing


def undo(story: Story, pick: int) -> None:
    """Take back one's own last action."""
    desk = story.desk(pick)
    story.tell(f"{desk.name} presses Undo")
    before = desk.mind.copy()
    story.act(desk, "undo", undoing.undo, kind="undo")
    _check_undone(story, desk, before)


def redo(story: Story, pick: int) -> None:
    """Do again what was undone last."""
    desk = story.desk(pick)
    story.tell(f"{desk.name} presses Redo")
    story.act(desk, "redo", undoing.redo, kind="redo")


def undo_any(story: Story, pick: int, which: int) -> None:
    """Take back any action in the log: an edit of long ago, a whole merge, an undoing."""
    desk = story.desk(pick)
    with desk.database.read() as tx:
        found = tx.rows(
            "SELECT id, kind, label FROM action WHERE undone_by IS NULL AND kind NOT IN "
            "('new', 'restore', 'export') AND EXISTS (SELECT 1 FROM change WHERE action_id = action.id) "
            "ORDER BY id DESC"
        )
    if not found:
        return
    action, kind, label = found[which % len(found)]
    story.tell(f"{desk.name} undoes the {kind} “{label}” (action {action})")
    before, digest = desk.mind.copy(), desk.digest()
    story.act(desk, "undo", lambda tx: undoing.take_back(tx, action), kind="undo")
    if kind not in ("undo", "redo"):
        _check_undone(story, desk, before)
    check_standing(desk, story.books)
    with story.work(desk), desk.database.change("again", kind="undo", rehearse=True) as tx:
        rows = tx.rows("SELECT undone_by FROM action WHERE id = :id", {"id": action})
        tx.undo(rows[0][0])
        expect(dump.digest(tx) == digest, f"{desk.name}: undoing and redoing action {action} is not as before")


def _check_undone(story: Story, desk: Desk, before: Mind) -> None:
    """What others built on it stays: all that stood, and that nobody ever took back, still stands."""
    taken = {(deed.record, target) for deed in desk.mind.deeds.values() for target in deed.targets}
    for record, view in before.views.items():
        after = desk.mind.view(record)
        for name, heads in view.heads.items():
            for head in heads:
                expect(
                    head.key in taken or head.kind == "retract" or head in after.heads.get(name, ()),
                    f"{desk.name}: undoing took {name} = {head.fields[name]!r} of {story.name(record)} with it",
                )
