"""Sending a workbook to somebody: what goes into it, and the log of it."""

from dataclasses import dataclass
from pathlib import Path

from db.database import Database, Transaction
from trainer_app.programmes import Catalogue
from trainer_app.progress import Progress
from trainer_app.texts import _
from trainer_app.workbook import select
from trainer_app.workbook.write import Cover, write_workbook


@dataclass(frozen=True)
class Scope:
    """What to send: everything, course (code), trainer (person id) or template."""

    kind: str
    key: str = ""


@dataclass(frozen=True)
class Written:
    """What was written where: rows per sheet and a sentence on the personal data inside."""

    path: Path
    workbook: str
    rows: dict[str, int]
    personal_data: str


def send(
    database: Database,
    path: Path,
    catalogue: Catalogue,
    scope: Scope,
    *,
    sender: str,
    partner: str = "",
    language: str = "en",
    country: str = "",
    national_ids: bool = False,
    password: str | None = None,
    progress: Progress | None = None,
) -> Written:
    """Write a workbook for somebody, and log that it was sent."""
    with database.change(_("Export {file}").format(file=path.name), kind="export") as tx:
        selection = _selected(tx, scope)
        filed = write_workbook(
            tx, path, selection, catalogue, Cover(scope.kind, sender, language, country), national_ids=national_ids,
            password=password, progress=progress,
        )  # fmt: skip
        personal_data = _personal(selection)
        tx.remember(filed.journal_digest)
        tx.describe(
            file=path.name, partner=partner, workbook=filed.workbook, scope=scope.kind, key=scope.key,
            rows=filed.rows, personal_data=personal_data,
        )  # fmt: skip
    return Written(path, filed.workbook, filed.rows, personal_data)


def _selected(tx: Transaction, scope: Scope) -> select.Selection:
    if scope.kind == "everything":
        return select.everything(tx)
    if scope.kind == "course":
        return select.of_courses(tx, [select.find_course(tx, scope.key)])
    if scope.kind == "trainer":
        return select.of_trainer(tx, scope.key)
    return select.template(tx)


def _personal(selection: select.Selection) -> str:
    people = len(selection.of("person"))
    if not people:
        return _("The workbook holds no personal data.")
    return _("The workbook holds names, contacts and answers of {n} people. Give it only to those who need it.").format(
        n=people
    )
