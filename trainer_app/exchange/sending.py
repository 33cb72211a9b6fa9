"""Sending a workbook to somebody: what goes into it, what it holds of people, and the log of it."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from db import stopping
from db.database import Database, Transaction
from trainer_app import keys
from trainer_app.courses import courses
from trainer_app.errors import UserError
from trainer_app.exchange import corrections, personal_data, sent
from trainer_app.exchange.personal_data import PersonalData
from trainer_app.exchange.sent import Addressee
from trainer_app.file_names import called
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.progress import Progress
from trainer_app.texts import _
from trainer_app.workbook import select
from trainer_app.workbook.write import Cover, write_workbook

SHORTEST_PASSWORD = 8
"""Characters; an Office file of fewer is opened by trying them all."""


@dataclass(frozen=True)
class Scope:
    """What to send: everything, course (code), trainer or corrections (person id), or template.

    `only_new`: of it only what the partner has neither been sent nor given.
    """

    kind: str
    key: str = ""
    only_new: bool = False


@dataclass(frozen=True)
class Written:
    """What was written where: rows per sheet, cells pointed out, and what it holds of people."""

    path: Path
    workbook: str
    rows: dict[str, int]
    remarks: int
    people: PersonalData


def send(
    database: Database,
    path: Path,
    catalogue: Catalogue,
    scope: Scope,
    *,
    sender: str,
    partner: str = "",
    partner_key: str = "",
    why: str = "",
    language: str = "en",
    country: str = "",
    national_ids: bool = False,
    password: str | None = None,
    progress: Progress | None = None,
    tell: Callable[[PersonalData], None] | None = None,
) -> Written:
    """Write a workbook for somebody, signed with this database's key, and log that it was sent.

    `partner_key` is that of partners.Partner, where one was chosen; `why` is a note for the log. National
    ids stay here unless asked for. With a password it is an encrypted Office file. `tell` gets what the workbook
    will hold of people before any of it is written. Raises UserError where nothing can or need be sent.
    """
    if password is not None:
        check_password(password)
    to = Addressee(partner, partner_key)
    with ExitStack() as to_the_end, database.change(_("Key of signature"), kind="new") as tx:
        key = keys.own(tx)
        tx.begin_action("export", _("Export {file}").format(file=called(path)))
        here = sent.position(tx)
        selection, follows = _selected(tx, scope, to, national_ids=national_ids)
        cover = Cover(scope.kind, sender, key, language, country, sent.last_workbook(tx), follows, partner)
        people = _held(tx, scope, selection, national_ids=national_ids)
        if tell is not None:
            tell(people)
        select.add_sender(tx, selection)
        filed = write_workbook(
            tx, path, selection, catalogue, cover, national_ids=national_ids, password=password,
            people=people.people, point_out=corrections.remarks if scope.kind == "corrections" else None,
            progress=progress,
        )  # fmt: skip
        to_the_end.enter_context(stopping.held())  # the file has its name: the log must tell of it
        tx.remember(filed.journal_digest)
        tx.describe(
            file=called(path), partner=partner, partner_key=partner_key, why=why, workbook=filed.workbook,
            scope=scope.kind, key=scope.key, only_new=scope.only_new, follows=follows, position=here, rows=filed.rows,
            national_ids=national_ids, personal_data=people.facts(), language=language, encrypted=password is not None,
        )  # fmt: skip
    return Written(path, filed.workbook, filed.rows, filed.remarks, people)


def preview(
    tx: Transaction, scope: Scope, *, partner: str = "", partner_key: str = "", national_ids: bool = False
) -> PersonalData:
    """What a workbook would hold of people, said before it is written. Raises UserError where nothing is to be sent."""
    selection = None
    if scope.kind != "everything" or scope.only_new:
        selection, _follows = _selected(tx, scope, Addressee(partner, partner_key), national_ids=national_ids)
    return _held(tx, scope, selection, national_ids=national_ids)


def _held(tx: Transaction, scope: Scope, selection: select.Selection | None, *, national_ids: bool) -> PersonalData:
    whole = scope.kind == "everything" and not scope.only_new
    return personal_data.held(tx, None if whole else selection, national_ids=national_ids)


def check_password(password: str) -> None:
    """Raise UserError for a password that would protect nothing."""
    if not password.strip():
        raise UserError(_("The password is empty, so it would protect nothing. Nothing was written. Type one."))
    if len(password) < SHORTEST_PASSWORD:
        raise UserError(
            _(
                "The password is too short: whoever finds the file could try all of that length. Nothing was written. "
                "Take {n} characters or more; a few words are easy to remember."
            ).format(n=SHORTEST_PASSWORD)
        )


def _selected(tx: Transaction, scope: Scope, to: Addressee, *, national_ids: bool) -> tuple[select.Selection, str]:
    """The records to send, and the id of the workbook that they go on from ("" where all of them go)."""
    if not scope.only_new or scope.kind == "template":
        return _all_of(tx, scope) or select.everything(tx), ""
    if not to.name and not to.key:
        raise UserError(_("To send only what is new, say to whom: what they have already is left out."))
    last = sent.last_sent(tx, to, scope.kind, scope.key, national_ids=national_ids)
    changed = sent.changed_since(tx, last.position, to)
    selection = select.news(tx, _all_of(tx, scope), changed)
    if not any(selection.rows.values()) and not selection.undone:
        raise UserError(
            _("There is nothing new for {partner} since the last workbook. Nothing was written.").format(
                partner=to.name or to.key
            )
        )
    return selection, last.workbook


def _all_of(tx: Transaction, scope: Scope) -> select.Selection | None:
    """All records of the scope; None for everything, which need not be loaded to find what is new."""
    if scope.kind == "course":
        return select.of_courses(tx, [courses.find_course(tx, scope.key).id])
    if scope.kind in ("trainer", "corrections"):
        return select.of_trainer(tx, scope.key)
    return select.template(tx) if scope.kind == "template" else None
