"""What people with the application do to their records."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from db.database import Transaction
from db.models import Course, CourseTrainer, Enrolment, Person
from tests.soak.cast import CATALOGUE, NAMES
from tests.soak.desk import Desk, expect
from tests.soak.model import Deed
from tests.soak.story import Story
from trainer_app.courses import attendance, courses, enrolments
from trainer_app.exchange import conflicts
from trainer_app.people import persons

PERSON_FIELDS = ("phones", "notes", "full_name", "education")


def edit(story: Story, pick: int, who: int, what: str) -> None:
    """Change one field of a person; a "sex" has few values, so two people may enter the same."""
    desk = story.desk(pick)
    person = story.one(desk, "person", who)
    if person is None:
        return
    old = desk.mind.view(person).values.get(what)
    value = ("M" if old == "F" else "F") if what == "sex" else story.token(what)
    story.tell(f"{desk.name} changes {what} of {story.name(person)} from {old} to {value}")
    done = story.act(desk, "edit", lambda tx: persons.save(tx, tx.get(Person, person), **{what: value}))
    _check_saved(story, desk, done, what, value)


def clear(story: Story, pick: int, who: int, what: str) -> None:
    """Empty one field of a person."""
    desk = story.desk(pick)
    person = story.one(desk, "person", who)
    if person is not None and what != "full_name":
        story.tell(f"{desk.name} empties {what} of {story.name(person)}")
        story.act(desk, "edit", lambda tx: persons.save(tx, tx.get(Person, person), **{what: None}))


def remark(story: Story, pick: int, which: int) -> None:
    """Write about one seat."""
    desk = story.desk(pick)
    seat = story.one(desk, "enrolment", which)
    if seat is None:
        return
    value = story.token("remark")
    story.tell(f"{desk.name} writes at {story.name(seat)}: {value}")
    done = story.act(desk, "edit", lambda tx: enrolments.save_cell(tx, seat, "enrolment.remark", value))
    _check_saved(story, desk, done, "remark", value)


def _check_saved(story: Story, desk: Desk, done: Sequence[Deed], name: str, value: Any) -> None:
    there = [deed for deed in done if deed.fields.get(name) == value]
    expect(
        there or "refused" in story.told[-1] or not done,
        f"{desk.name} saved {name} = {value}, and the journal has {[deed.fields for deed in done]}",
    )


def venue(story: Story, pick: int, which: int) -> None:
    """Change a course."""
    desk = story.desk(pick)
    course = story.one(desk, "course", which)
    if course is not None:
        value = story.token("venue")
        story.tell(f"{desk.name} moves {story.name(course)} to {value}")
        story.act(desk, "edit", lambda tx: tx.update(tx.get(Course, course), venue=value))


def add(story: Story, pick: int, which: int, name: int) -> None:
    """Enrol somebody new."""
    desk = story.desk(pick)
    course = story.one(desk, "course", which)
    if course is None:
        return
    full_name = f"{NAMES[name % len(NAMES)]} ({next(story.numbers)})"
    story.tell(f"{desk.name} enrols {full_name}, who is new, in {story.name(course)}")
    entry = enrolments.Entry(person={"full_name": full_name})
    story.act(desk, "add", lambda tx: enrolments.enrol(tx, course, [entry]))


def enrol(story: Story, pick: int, who: int, which: int) -> None:
    """Enrol somebody known in a course."""
    desk = story.desk(pick)
    person, course = story.one(desk, "person", who), story.one(desk, "course", which)
    if person is None or course is None:
        return
    story.tell(f"{desk.name} enrols {story.name(person)} in {story.name(course)}")
    entry = enrolments.Entry(person_id=person)
    story.act(desk, "enrol", lambda tx: enrolments.enrol(tx, course, [entry]))


def mark(story: Story, pick: int, which: int, value: str) -> None:
    """Mark attendance: record and session are told by nature, so two people mark the same one."""
    desk = story.desk(pick)
    seat = story.one(desk, "enrolment", which)
    course = desk.mind.view(seat).values.get("course_id") if seat else None
    found = [
        record
        for record in story.records(desk, "course_session")
        if desk.mind.view(record).values.get("course_id") == course
    ]
    if seat is None or not found:
        return
    story.tell(f"{desk.name} marks {story.name(seat)}: {value}")
    story.act(desk, "mark", lambda tx: attendance.mark(tx, [(seat, found[0])], value))


def delete(story: Story, pick: int, what: str, which: int) -> None:
    """Delete a person, a seat or a course."""
    desk = story.desk(pick)
    record = story.one(desk, what, which)
    if record is None:
        return
    story.tell(f"{desk.name} deletes {story.name(record)}")

    def gone(tx: Transaction) -> None:
        if what == "enrolment":
            enrolments.remove(tx, tx.get(Enrolment, record))
        elif what == "course":
            courses.delete(tx, tx.get(Course, record))
        else:
            tx.delete(tx.get(Person, record))

    story.act(desk, "delete", gone)


def join(story: Story, pick: int, one: int, other: int) -> None:
    """Say that two persons are the same."""
    desk = story.desk(pick)
    keep, gone = story.one(desk, "person", one), story.one(desk, "person", other)
    if keep is None or gone is None or keep == gone:
        return
    story.tell(f"{desk.name} joins {story.name(gone)} into {story.name(keep)}")
    story.act(desk, "join", lambda tx: persons.join(tx, keep, gone), kind="join")


def unjoin(story: Story, pick: int, who: int) -> None:
    """Take joined persons apart."""
    desk = story.desk(pick, able=lambda desk: _joined(story, desk))
    joined = _joined(story, desk)
    if joined:
        person = joined[who % len(joined)]
        story.tell(f"{desk.name} takes {story.name(person)} apart again")
        story.act(desk, "unjoin", lambda tx: persons.unjoin(tx, person), kind="join")


def _joined(story: Story, desk: Desk) -> list[str]:
    views = desk.mind.views
    return [record for record in story.records(desk, "person") if views[record].values.get("merged_into")]


def settle(story: Story, pick: int, which: int, choice: int) -> None:
    """Choose one of the values in conflict."""
    desk = story.desk(pick, able=lambda desk: bool(desk.mind.conflicts))
    with desk.database.read() as tx:
        open_ones = conflicts.find(tx)
    expect(
        len(open_ones) == len(desk.mind.conflicts),
        f"{desk.name}: the list of conflicts is not complete",
    )
    if not open_ones:
        return
    dispute = open_ones[which % len(open_ones)]
    chosen = dispute.values[choice % len(dispute.values)]
    story.tell(f"{desk.name} settles {dispute.field} of {story.name(dispute.record_id)}: {chosen.text}")
    story.act(
        desk, "settle", kind="settle",
        do=lambda tx: conflicts.settle(tx, dispute.table, dispute.record_id, dispute.field, chosen.stamp),
    )  # fmt: skip
    left = desk.mind.view(dispute.record_id).conflicts
    expect(dispute.field not in left, f"{desk.name}: {dispute.field} was settled and is still in conflict")


def settle_by_rule(story: Story, pick: int, rule: conflicts.Rule) -> None:
    """Settle all conflicts by a rule; by “newest” none is left, but those over what is on paper."""
    desk = story.desk(pick, able=lambda desk: bool(desk.mind.conflicts))
    if not desk.mind.conflicts:
        return
    story.tell(f"{desk.name} settles all conflicts by “{rule}”")
    story.act(desk, "settle", kind="settle", do=lambda tx: conflicts.settle_by_rule(tx, rule))
    left = sorted(desk.mind.conflicts)
    expect(rule != "newest" or not left, f"{desk.name}: all was settled, and these are still in conflict: {left}")


def train(story: Story, pick: int, who: int, which: int) -> str | None:
    """Let somebody be the trainer of a course; the id of that person, None if there is nobody."""
    desk = story.desk(pick)
    person, course = story.one(desk, "person", who), story.one(desk, "course", which)
    if person is None or course is None:
        return None
    story.tell(f"{desk.name} writes down that {story.name(person)} trains {story.name(course)}")

    def trains(tx: Transaction) -> None:
        persons.save(tx, tx.get(Person, person), is_trainer=True)
        if not tx.find(CourseTrainer, CourseTrainer.course_id == course, CourseTrainer.person_id == person):
            tx.add(CourseTrainer(course_id=course, person_id=person))

    story.act(desk, "trainer", trains)
    return person


def erase(story: Story, pick: int, who: int) -> None:
    """Erase a person on request."""
    desk = story.desk(pick)
    person = story.one(desk, "person", who)
    if person is None:
        return
    story.tell(f"{desk.name} erases {story.name(person)} on request")
    story.act(desk, "erase", lambda tx: persons.erase(tx, person, CATALOGUE, date(2026, 3, 1)))
