"""Who workbooks are exchanged with: what came last, what went out last, and who has not been heard from.

A partner is a computer with the application (a replica), a trainer who is known by name, or a name that somebody
wrote when sending. One person may be all three; the same name makes them one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from db.clock import EARLIEST
from db.database import Transaction
from trainer_app import settings
from trainer_app.formats import fold
from trainer_app.joined import root_of, standing
from trainer_app.reports import document
from trainer_app.texts import N_, _

KINDS = {"office": N_("Office"), "trainer": N_("Trainer"), "other": N_("Other")}
STATES = {
    "silent": N_("Not heard from"), "heard": N_("Heard from"), "waiting": N_("Nothing came yet"),
    "never": N_("Never in contact"),
}  # fmt: skip
"""silent: nothing came for the days of the setting; waiting: something was sent since then, and nothing came yet;
never: nothing came, and nothing was sent that could come back."""


@dataclass
class Partner:
    """One partner. `replica` and `person_id` are "" where there is none; moments are local time."""

    key: str
    name: str
    kind: str = "other"
    replica: str = ""
    code: str = ""
    person_id: str = ""
    honorific: str = ""
    phones: str = ""
    email: str = ""
    place: str = ""
    received: int = 0
    received_at: datetime | None = None
    received_file: str = ""
    sent: int = 0
    sent_at: datetime | None = None
    sent_file: str = ""
    first_sent_at: datetime | None = None

    def days(self, today: date) -> int | None:
        """Days since the last workbook came, or else since the first was sent; None without any contact."""
        since = self.received_at or self.first_sent_at
        return max((today - since.date()).days, 0) if since else None

    def state(self, today: date, limit: int) -> str:
        """One of STATES; `limit` is the number of days after which a partner counts as silent."""
        days = self.days(today)
        if days is None:
            return "never"
        if days >= limit:
            return "silent"
        return "heard" if self.received else "waiting"


def find(tx: Transaction, today: date | None = None) -> list[Partner]:
    """All partners, the longest silent first; those with whom there was no contact yet come last."""
    today = today or date.today()
    sent, received = _exchanges(tx, "export"), _exchanges(tx, "merge")
    book = _Book(tx)
    _add_computers(tx, book, received)
    _add_trainers(tx, book)
    by_workbook = {row.workbook: row for row in sent if row.workbook}
    for row in sent:
        _add_sent(book.sent_to(row), row)
    for row in received:
        of_here = row.replica in (None, tx.database.replica)  # written here: it comes from whom it had been sent to
        source = by_workbook.get(row.workbook)
        _add_received((book.sent_to(source) if source else None) if of_here else book.computer(row), row)

    def order(partner: Partner) -> tuple[int, str]:
        days = partner.days(today)
        return (1 if days is None else -days, fold(partner.name))

    return sorted((partner for partner in book.partners if partner.name), key=order)


def silent(tx: Transaction, today: date | None = None) -> list[Partner]:
    """The partners that have not been heard from for the days of the setting."""
    today = today or date.today()
    limit = settings.get(tx, "silent_days")
    return [partner for partner in find(tx, today) if partner.state(today, limit) == "silent"]


class _Book:
    """Partners by key, and by the names that they go by; a name of two partners finds neither."""

    def __init__(self, tx: Transaction) -> None:
        self.partners: list[Partner] = []
        self._tx = tx
        self._by_key: dict[str, Partner] = {}
        self._by_name: dict[str, list[Partner]] = {}

    def add(self, partner: Partner, names: Iterable[str | None]) -> Partner:
        self.partners.append(partner)
        self.also_key(partner, partner.key)
        for name in {fold(name) for name in names if name}:
            self._by_name.setdefault(name, []).append(partner)
        return partner

    def also_key(self, partner: Partner, key: str) -> None:
        self._by_key[key] = partner

    def called(self, name: str) -> Partner | None:
        found = self._by_name.get(fold(name), [])
        return found[0] if len(found) == 1 else None

    def named(self, name: str) -> Partner:
        """The one partner of that name; made where there is none, or more than one."""
        key = f"name:{fold(name)}"
        return self.called(name) or self._by_key.get(key) or self.add(Partner(key, name), (name,))

    def sent_to(self, row: Any) -> Partner | None:
        """Whom a workbook was for: who was chosen, the name written, or the trainer whose courses it holds."""
        key = row.partner_key or ""
        if row.scope == "trainer" and not key and not row.partner:
            key = f"person:{row.scope_key}"
        if key.startswith("person:"):
            key = f"person:{root_of(self._tx, 'person', key.removeprefix('person:'))}"
        return self._by_key.get(key) or (self.named(row.partner) if row.partner else None)

    def computer(self, row: Any) -> Partner | None:
        """The computer that wrote a workbook; before it is known, whoever the workbook says."""
        known = self._by_key.get(f"replica:{row.replica}")
        return known or (self.named(row.partner) if row.partner else None)


def _add_computers(tx: Transaction, book: _Book, received: Iterable[Any]) -> None:
    """The other computers with the application, by the names of those who send from them."""
    senders: dict[str, list[str]] = {}
    for row in received:
        if row.partner:
            senders.setdefault(row.replica, []).append(row.partner)
    # Settings stay with their database, so that they tell the ids which this one had before it was restored.
    before = {row[0] for row in tx.rows("SELECT DISTINCT replica FROM setting")} - set(senders)
    for replica, code, name, kind in tx.rows("SELECT id, code, name, kind FROM replica WHERE NOT deleted ORDER BY id"):
        if replica != tx.database.replica and replica not in before:
            own = senders.get(replica, [])
            partner = Partner(f"replica:{replica}", (own or [name or code or ""])[-1], kind or "other", replica)
            partner.code = code or ""
            book.add(partner, (name, *own))


def _add_trainers(tx: Transaction, book: _Book) -> None:
    """The trainers; one who goes by the name of a computer is that computer's."""
    rows = tx.rows(
        "SELECT p.id, p.full_name, p.latin_name, p.honorific, p.phones, p.email, l.name FROM person p "
        "LEFT JOIN place l ON l.id = p.place_id "
        f"WHERE p.is_trainer AND NOT p.deleted AND p.erased_on IS NULL AND {standing('person', 'p')} ORDER BY p.id"
    )
    for person, full_name, latin, honorific, phones, email, place in rows:
        name = full_name or latin or ""
        partner = book.called(name)
        if partner is None or partner.person_id:
            partner = book.add(Partner(f"person:{person}", name, "trainer"), (full_name, latin))
        book.also_key(partner, f"person:{person}")
        partner.name, partner.person_id, partner.honorific = name, person, honorific or ""
        partner.phones, partner.email, partner.place = phones or "", email or "", place or ""


def _add_sent(partner: Partner | None, row: Any) -> None:
    if partner is not None:
        partner.sent += 1
        partner.sent_at, partner.sent_file = _moment(row.at), row.file
        partner.first_sent_at = partner.first_sent_at or partner.sent_at


def _add_received(partner: Partner | None, row: Any) -> None:
    if partner is not None:
        partner.received += 1
        partner.received_at, partner.received_file = _moment(row.at), row.file


def _exchanges(tx: Transaction, kind: str) -> list[Any]:
    """What the log says of all exchanges of a kind (merge, export), the oldest first.

    This computer's own clock may have been wrong: an exchange at a moment that cannot be, to come or before there was
    this application, has the earliest that can be of all that was done after it; None where there is none.
    """
    return tx.rows(
        "WITH moment AS MATERIALIZED (SELECT id, min(CASE WHEN at BETWEEN :earliest AND :now THEN at END) "
        "OVER (ORDER BY id DESC) AS later FROM action) "  # only looked at where a moment cannot be
        "SELECT CASE WHEN at BETWEEN :earliest AND :now THEN at "
        "ELSE (SELECT later FROM moment WHERE moment.id = action.id) END AS at, "
        "json_extract(details, '$.file') AS file, json_extract(details, '$.partner') AS partner, "
        "json_extract(details, '$.partner_key') AS partner_key, json_extract(details, '$.replica') AS replica, "
        "json_extract(details, '$.workbook') AS workbook, json_extract(details, '$.scope') AS scope, "
        "json_extract(details, '$.key') AS scope_key FROM action "
        "WHERE kind = :kind AND json_extract(details, '$.file') IS NOT NULL ORDER BY id",
        {
            "kind": kind, "earliest": datetime.fromtimestamp(EARLIEST / 1000, UTC).isoformat(),
            "now": datetime.now(UTC).isoformat(),
        },
    )  # fmt: skip


def _moment(text: str | None) -> datetime:
    return (datetime.fromisoformat(text) if text else datetime.now()).astimezone()


def letters(partners: Sequence[Partner], today: date | None = None) -> document.Document:
    """A table for letters to these partners: one row each, in columns that a letter can name."""
    today = today or date.today()
    columns = (
        document.Column("name", _("Name")), document.Column("honorific", _("Honorific")),
        document.Column("kind", _("Kind")), document.Column("place", _("Place")),
        document.Column("phones", _("Phone")), document.Column("email", _("E-mail")),
        document.Column("received_at", _("Last received"), "date"),
        document.Column("received_file", _("File received")),
        document.Column("sent_at", _("Last sent"), "date"), document.Column("sent_file", _("File sent")),
        document.Column("days", _("Days of silence"), "integer"),
    )  # fmt: skip
    rows = tuple(
        (
            one.name, one.honorific or None, _(KINDS.get(one.kind, KINDS["other"])), one.place or None,
            one.phones or None, one.email or None, one.received_at.date() if one.received_at else None,
            one.received_file or None, one.sent_at.date() if one.sent_at else None, one.sent_file or None,
            one.days(today),
        )
        for one in partners
    )  # fmt: skip
    title = _("Not heard from")
    table = document.Table(title, columns, rows)
    return document.Document(title, "", "", datetime.now().astimezone(), "", (table,))
