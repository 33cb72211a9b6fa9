"""Workbooks that people with the application write."""

from db.clock import replica_of
from tests.soak.book import Book, rows_of
from tests.soak.cast import CATALOGUE
from tests.soak.desk import Desk, expect
from tests.soak.merges import check_again, merge, take_in
from tests.soak.standing import files_for, standing_files
from tests.soak.story import Story
from trainer_app.errors import UserError
from trainer_app.exchange.merging import Scope, send
from trainer_app.workbook.read import read_workbook


def export(story: Story, pick: int, kind: str = "everything", which: int = 0) -> None:
    """Write a workbook for somebody."""
    desk = story.desk(pick)
    scope = Scope(kind)
    if kind == "course":
        course = story.one(desk, "course", which)
        if course is None:
            return
        scope = Scope(kind, str(desk.mind.view(course).values["code"]))
    elif kind == "trainer":
        person = story.one(desk, "person", which)
        if person is None:
            return
        scope = Scope(kind, person)
    book = write_out(story, desk, scope)
    if book is not None:
        check_again(story, desk, [book])


def write_out(story: Story, desk: Desk, scope: Scope, to: Desk | None = None) -> Book | None:
    """Write a workbook for somebody, or for nobody in particular; None where that is refused."""
    path = story.folder / f"{desk.name} {next(story.numbers)}.xlsx"
    what = f"what is new for {to.name}" if scope.only_new and to else scope.kind
    story.tell(f"{desk.name} exports {what}{f' of {scope.key}' * bool(scope.key)}: {path.name}")
    with story.work(desk):
        try:
            send(desk.database, path, CATALOGUE, scope, sender=desk.name, partner=to.name if to else "")
        except UserError as error:
            story.told[-1] += f" That is refused: {error}"
            return None
    made = {deed.table for deed in desk.look(own=True)}
    expect(made <= {"signing_key"}, f"{desk.name}: exporting made {made}")
    incoming = read_workbook(path)
    carried = {(change.record, change.stamp) for change in incoming.changes()}
    _check_carried(desk, scope, carried)
    expect(not incoming.edits and not incoming.refusals, f"{path.name}: nobody typed and yet there are edits")
    carries = tuple(desk.mind.deeds[key] for key in sorted(carried))
    story.books.append(Book(path, scope.kind, desk.database.replica, carries, rows=rows_of(incoming)))
    return story.books[-1]


def _check_carried(desk: Desk, scope: Scope, carried: set[tuple[str, str]]) -> None:
    shared = desk.known(exchanged=True)
    expect(carried <= shared, f"{desk.name} passes on what should stay here: {sorted(carried - shared)}")
    if scope.kind == "everything" and not scope.only_new:
        expect(carried == shared, f"{desk.name} keeps back what should go: {sorted(shared - carried)}")
    records = {record for record, _stamp in carried}
    halves = {key for key in shared if key[0] in records} - carried
    expect(not halves, f"{desk.name} sends only a part of the history of {halves}")


def hand_out(story: Story, pick: int) -> None:
    """Write everything for somebody with only a spreadsheet program."""
    write_out(story, story.desk(pick), Scope("everything"))


def pass_on(story: Story, pick: int, to: int) -> None:
    """Send everything to somebody else, who merges it at once."""
    if write_out(story, story.desk(pick), Scope("everything")):
        merge(story, story.another(pick, to), [0])


def send_news(story: Story, pick: int, to: int) -> None:
    """Send somebody only what they were neither sent nor gave; they merge it at once."""
    desk, other = story.desk(pick), story.desk(story.another(pick, to))
    book = write_out(story, desk, Scope("everything", only_new=True), other)
    if book is None:
        if files_for(desk, other) <= standing_files(other):
            _check_nothing_lacks(desk, other)
        return
    story.tell(f"{other.name} merges {book.path.name}")
    plan = take_in(story, other, [book])
    if plan is not None and not any("Something may be missing" in note for note in plan.files[0].notes):
        _check_nothing_lacks(desk, other)


def _check_nothing_lacks(desk: Desk, other: Desk) -> None:
    """Who has all that somebody sent them lacks nothing of it, but of their own work what they lost themselves."""
    own = {other.database.replica, *other.last}
    lacking = {key for key in desk.known(exchanged=True) - other.known() if replica_of(key[1]) not in own}
    expect(not lacking, f"{other.name} was sent what is new by {desk.name}, and never got {sorted(lacking)}")
