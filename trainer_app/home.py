"""What needs doing, in the order of urgency: one line each, with the records behind it and the place to do it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from db.clock import wall_of
from db.database import Transaction
from trainer_app import backups, duplicates, settings
from trainer_app.courses.outcomes import add_months
from trainer_app.exchange import partners
from trainer_app.follow_ups import follow_ups
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import _, ngettext

MOST_IDS = 500
LICENCE_MONTHS = 3
_ATTENDANCE_MONTHS = 12
"""How far back courses without attendance are asked about: older ones were often never marked."""


@dataclass(frozen=True)
class Item:
    """One line: `screen` (and `section` of it) opens where it is done, `ids` are the records, at most MOST_IDS."""

    key: str
    sentence: str
    count: int
    screen: str
    ids: tuple[str, ...] = ()
    section: str = ""


def items(tx: Transaction, catalogue: Catalogue, today: date | None = None) -> list[Item]:
    """What needs doing now, in order; nothing that is done already. One quick query each."""
    today = today or date.today()
    steps: tuple[Callable[[], Iterator[Item]], ...] = (
        lambda: _running(tx, today),
        lambda: _unmarked(tx, today),
        lambda: _certificates(tx),
        lambda: _follow_ups(tx, catalogue, today),
        lambda: _licences(tx, today),
        lambda: _conflicts(tx),
        lambda: _duplicates(tx),
        lambda: _unsent(tx),
        lambda: _silent(tx, today),
        lambda: _backup(tx),
    )
    return [item for step in steps for item in step()]


def is_empty(tx: Transaction) -> bool:
    """Whether nothing was entered yet, so that the window offers its three doors."""
    return not tx.rows("SELECT 1 FROM course UNION ALL SELECT 1 FROM person LIMIT 1")


def _running(tx: Transaction, today: date) -> Iterator[Item]:
    ids = _ids(
        tx,
        "SELECT id FROM course WHERE NOT deleted AND starts <= :today AND COALESCE(ends, starts) >= :today "
        "AND COALESCE(status, '') <> 'cancelled' ORDER BY starts, id",
        today=today.isoformat(),
    )
    if ids:
        sentence = ngettext("{n} course runs today", "{n} courses run today", len(ids))
        yield Item("running", sentence.format(n=len(ids)), len(ids), "courses", ids[:MOST_IDS])


def _unmarked(tx: Transaction, today: date) -> Iterator[Item]:
    """Courses with a session that is over and of which nothing is marked, although somebody is enrolled."""
    ids = _ids(
        tx,
        "SELECT DISTINCT c.id FROM course c JOIN course_session s ON s.course_id = c.id AND NOT s.deleted "
        "AND s.held_on < :today WHERE NOT c.deleted AND COALESCE(c.status, '') <> 'cancelled' AND c.ends >= :since "
        "AND EXISTS (SELECT 1 FROM enrolment e WHERE e.course_id = c.id AND NOT e.deleted AND e.person_id IS NOT NULL) "
        "AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = s.id AND NOT a.deleted "
        "AND a.mark IS NOT NULL) "
        "ORDER BY c.ends DESC, c.id",
        today=today.isoformat(),
        since=add_months(today, -_ATTENDANCE_MONTHS).isoformat(),
    )
    if ids:
        sentence = ngettext(
            "Attendance of {n} course is not filled in", "Attendance of {n} courses is not filled in", len(ids)
        )
        yield Item("attendance", sentence.format(n=len(ids)), len(ids), "courses", ids[:MOST_IDS], "attendance")


def _certificates(tx: Transaction) -> Iterator[Item]:
    """Completed seats without a certificate that stands, and certificates that were never printed."""
    rows = tx.rows(
        "SELECT e.course_id, count(*) FROM enrolment e JOIN course c ON c.id = e.course_id AND NOT c.deleted "
        "WHERE NOT e.deleted AND e.outcome = 'completed' AND COALESCE(c.status, '') <> 'cancelled' AND NOT EXISTS "
        "(SELECT 1 FROM certificate n JOIN printing p ON p.certificate_id = n.id AND NOT p.deleted "
        "WHERE n.enrolment_id = e.id AND NOT n.deleted AND n.voided_on IS NULL) GROUP BY e.course_id "
        "ORDER BY max(c.ends) DESC, e.course_id"
    )
    count = sum(row[1] for row in rows)
    if count:
        sentence = ngettext("{n} certificate is ready to print", "{n} certificates are ready to print", count)
        ids = tuple(row[0] for row in rows[:MOST_IDS])
        yield Item("certificates", sentence.format(n=count), count, "courses", ids, "certificates")


def _follow_ups(tx: Transaction, catalogue: Catalogue, today: date) -> Iterator[Item]:
    due, overdue = follow_ups.count_due(tx, catalogue, today)
    if due:
        sentence = ngettext("{n} follow-up is due", "{n} follow-ups are due", due).format(n=due)
        if overdue:
            sentence += ", " + _("of these {n} overdue").format(n=overdue)
        yield Item("follow_ups", sentence, due, "follow_ups")


def _licences(tx: Transaction, today: date) -> Iterator[Item]:
    """The latest certified step of a trainer for a product ends within months, and nothing came after it."""
    ids = _ids(
        tx,
        "SELECT DISTINCT c.person_id FROM credential c WHERE NOT c.deleted AND c.status = 'certified' "
        "AND c.until BETWEEN :since AND :until AND NOT EXISTS (SELECT 1 FROM credential l WHERE NOT l.deleted "
        "AND l.person_id = c.person_id AND COALESCE(l.product, '') = COALESCE(c.product, '') "
        "AND COALESCE(l.level, '') = COALESCE(c.level, '') AND l.id <> c.id "
        "AND (l.since > c.since OR COALESCE(l.until, '') > c.until)) ORDER BY c.until",
        since=add_months(today, -12).isoformat(),
        until=add_months(today, LICENCE_MONTHS).isoformat(),
    )
    if ids:
        sentence = ngettext(
            "The licence of {n} trainer has ended or ends soon", "The licences of {n} trainers have ended or end soon",
            len(ids),
        )  # fmt: skip
        yield Item("licences", sentence.format(n=len(ids)), len(ids), "trainers", ids[:MOST_IDS])


def _conflicts(tx: Transaction) -> Iterator[Item]:
    count = int(tx.rows("SELECT count(*) FROM conflict")[0][0])
    if count:
        sentence = ngettext("{n} conflict waits for a decision", "{n} conflicts wait for a decision", count)
        yield Item("conflicts", sentence.format(n=count), count, "exchange", section="conflicts")


def _duplicates(tx: Transaction) -> Iterator[Item]:
    """Persons who share a whole phone text with another; the full comparison takes longer and has its own screen."""
    found = duplicates.entered_twice(tx)
    if found:
        sentence = ngettext(
            "{n} person is entered twice with the same name and phone",
            "{n} persons are entered twice with the same name and phone",
            len(found),
        )
        ids = tuple(record for alike in found for record in alike)[:MOST_IDS]
        yield Item("duplicates", sentence.format(n=len(found)), len(found), "participants", ids, "duplicates")


def _unsent(tx: Transaction) -> Iterator[Item]:
    """Changes made here since the last workbook went out, if the first of them is older than the days allowed."""
    count, first = _not_sent(tx)
    if not count:
        return
    days = (datetime.now(UTC) - datetime.fromtimestamp(wall_of(first) / 1000, UTC)).days
    if days >= settings.get(tx, "send_days"):
        sentence = ngettext("Work of {n} day was not sent yet", "Work of {n} days was not sent yet", days)
        yield Item("unsent", sentence.format(n=days), days, "exchange", section="send")


def _silent(tx: Transaction, today: date) -> Iterator[Item]:
    """Partners to whom something was sent, or who sent something, and from whom nothing came for long."""
    n = len(partners.silent(tx, today))
    if n:
        sentence = ngettext("{n} partner was not heard from for long", "{n} partners were not heard from for long", n)
        yield Item("silent", sentence.format(n=n), n, "exchange", section="partners")


def _not_sent(tx: Transaction) -> tuple[int, str]:
    """How many changes were made here since the last workbook went out, and the stamp of the first."""
    last = int(tx.rows("SELECT COALESCE(max(id), 0) FROM action WHERE kind = 'export'")[0][0])
    row = tx.rows(
        "SELECT count(*), min(stamp) FROM change WHERE action_id > :last AND substr(stamp, 21) = :replica "
        "AND table_name NOT IN ('setting', 'saved_view', 'replica')",
        {"last": last, "replica": tx.database.replica},
    )[0]
    return int(row[0]), row[1] or ""


def facts(tx: Transaction) -> dict[str, str]:
    """What the status line says at all times: `backup`, when the last one was made, and `unsent`, how many changes."""
    found = backups.find(tx.database.path)
    made = _("Backup: {moment}").format(moment=f"{found[0].made:%Y-%m-%d %H:%M}") if found else _("No backup yet")
    count = _not_sent(tx)[0]
    sent = ngettext("{n} change not sent", "{n} changes not sent", count).format(n=count) if count else _("All sent")
    return {"backup": made, "unsent": sent}


def _backup(tx: Transaction) -> Iterator[Item]:
    limit = timedelta(days=settings.get(tx, "backup_days"))
    found = backups.find(tx.database.path)
    if not found:
        first = tx.rows("SELECT at FROM action WHERE kind <> 'new' ORDER BY id LIMIT 1")
        if first and datetime.now(UTC) - datetime.fromisoformat(first[0][0]) > limit:
            yield Item("backup", _("There is no backup yet"), 1, "settings", section="backups")
    elif datetime.now() - found[0].made > limit:
        days = (datetime.now() - found[0].made).days
        sentence = ngettext("The last backup is {n} day old", "The last backup is {n} days old", days)
        yield Item("backup", sentence.format(n=days), days, "settings", section="backups")


def _ids(tx: Transaction, query: str, **parameters: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[0] for row in tx.rows(query, parameters)))
