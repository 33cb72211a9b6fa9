"""The certificates of one trainer: by which practice each level is due, papers, copies, handed over, void."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from db.models import Certificate, Person
from trainer_app.certificates import of_trainers, register
from trainer_app.paths import documents_folder, programmes_folder
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _
from ui.labels import plain_label
from ui.screens.course.papers import FORBIDDEN, Papers, drawn, put
from ui.screens.paper_files import PaperFiles
from ui.screens.person.tab import PersonTab
from ui.screens.register_actions import ask_handed_over, ask_void
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.certificates.contents import Certificate as Drawing


class CertificatesTab(PersonTab):
    """Ctrl+P makes the papers of the levels that are selected."""

    reads = frozenset({
        "person", "credential", "course", "course_trainer", "enrolment", "observation", "visit", "certificate",
        "printing",
    })  # fmt: skip

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._rows: dict[str, Mapping[str, Any]] = {}
        self.table = RecordTable("trainer-certificates", _columns(), window.state)
        self.table.add_action(_("Make certificates…"), self.ask, "Ctrl+P")
        self.table.add_action(_("Preview"), self._preview, "Ctrl+Shift+V")
        self.table.add_action(_("Handed over…"), lambda ids: ask_handed_over(self, self._certificates(ids)))
        self.table.add_action(_("Void…"), lambda ids: ask_void(self, self._certificates(ids)))
        self.table.add_action(_("Issue against the rule…"), self._issue_against_rule)
        self.table.opened.connect(lambda row_id: self._preview([row_id]))
        bar = QHBoxLayout()
        bar.addWidget(plain_label(_("A certificate comes after the practice that the rule asks for."), muted=True), 1)
        self.files = PaperFiles(self, bar)
        self.column.addLayout(bar)
        self.column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def clear(self) -> None:
        self._rows = {}
        self.table.set_rows([])
        self.files.offer([])

    def load(self) -> None:
        person_id = self.person_id
        if person_id:
            self.query(lambda tx: read_rows(tx, person_id), self._show, topic="certificates")

    def ask(self, ids: Sequence[str]) -> None:
        """Ask how the papers of these levels are made; Enter makes one PDF for all."""
        from ui.dialogs.make_certificates import MakeCertificatesDialog

        levels = self._levels(ids, "may_print")
        if not levels:
            self._tell_why_not(ids)
            return
        fresh = [row_id for row_id in levels if not self._rows[row_id]["printings"]]
        files = self.state.get("certificates/files", "one")
        folder = documents_folder() / _("Certificates") / _("Trainers")
        dialog = MakeCertificatesDialog(len(levels), len(fresh), 0, files, folder, self)

        def make() -> None:
            self.state.set("certificates/files", dialog.files())
            self._make(fresh if dialog.whom() == "fresh" else levels, dialog.folder(), dialog.files())

        dialog.accepted.connect(make)
        dialog.open()

    def _make(self, levels: Sequence[str], folder: Path, files: str) -> None:
        person_id = self.person_id
        database: Any = self.tasks.data

        def place(made: Papers) -> None:
            backs = any(one.contents is not None for one in made.made)
            self.tasks.run(
                _("Making certificates"), lambda: put(database, made, folder),
                partial(self._tell, len(made.made), backs), writes=True,
            )  # fmt: skip

        self.change(
            _("Make certificates"),
            lambda tx, progress: make_papers(tx, progress, person_id, levels, database.author, files), place,
            progress=True,
        )  # fmt: skip

    def _tell(self, number: int, backs: bool, files: list[Path]) -> None:
        self.tasks.changed.emit(frozenset({"printing"}))
        self.files.tell_certificates(number, files, backs=backs)

    def _show(self, rows: list[dict[str, Any]]) -> None:
        self._rows = {row["id"]: row for row in rows}
        self.table.set_rows(rows)
        if rows and not self.table.selected_ids():
            self.table.select([rows[0]["id"]])

    def _preview(self, ids: Sequence[str]) -> None:
        levels, person_id = self._levels(ids, "may_print"), self.person_id
        if not levels:
            self._tell_why_not(ids)
            return
        self.tasks.change(
            _("Preview"), lambda tx: draft(tx, person_id, levels), self._draw, owner=self, rehearse=True
        )  # fmt: skip

    def _draw(self, drawings: list[Drawing]) -> None:
        from ui.dialogs.preview import preview_certificates

        preview_certificates(self.tasks, drawings, self)

    def _tell_why_not(self, ids: Sequence[str]) -> None:
        reason = next((self._rows[row_id]["reason"] for row_id in ids if row_id in self._rows), "")
        self.messages.info(_("There is no certificate to show: {reason}").format(reason=reason))

    def _issue_against_rule(self, ids: Sequence[str]) -> None:
        from ui.dialogs.against_rule import AgainstRuleDialog

        levels, person_id = self._levels(ids, "may_be_overridden"), self.person_id
        if not levels:
            self.messages.info(_("These have a certificate, or may have one by the rule."))
            return
        database: Any = self.tasks.data
        names = [f"{self._rows[one]['kind']}, {self._rows[one]['product']}" for one in levels]
        dialog = AgainstRuleDialog(_("A certificate against the rule"), names, database.author or "", self)

        def save() -> None:
            by, reason = dialog.decision()
            self.change(_("Issue against the rule"), lambda tx: issue(tx, person_id, levels, by, reason))

        dialog.accepted.connect(save)
        dialog.open()

    def _levels(self, ids: Sequence[str], which: str) -> list[str]:
        return [row_id for row_id in ids if row_id in self._rows and self._rows[row_id][which]]

    def _certificates(self, ids: Sequence[str]) -> list[str]:
        return [one for row_id in ids if row_id in self._rows and (one := self._rows[row_id]["certificate"])]


def read_rows(tx: Any, person_id: str) -> list[dict[str, Any]]:
    """A row for each level, then one for each certificate that is void or of a licence before the one of now."""
    found = of_trainers.candidates(tx, load_catalogue(programmes_folder()), person_id)
    given = of_trainers.of_person(tx, person_id)
    counts = register.printings(tx, [one.id for one in given])
    shown = []
    for one in found:
        certificate = one.certificate
        shown.append(
            {
                "id": _level(one), "product": one.product, "kind": register.kind_label(one.kind),
                "reason": register.decision(certificate) or one.reason,
                "may_print": one.eligible or certificate is not None,
                "may_be_overridden": not one.eligible and certificate is None,
                **_register_values(certificate, counts),
            }
        )  # fmt: skip
    current = {one.certificate.id for one in found if one.certificate}
    for past in given:
        if past.id not in current:
            void_reason = _("Void: {reason}").format(reason=past.void_reason or "")
            shown.append(
                {
                    "id": past.id, "product": past.product, "kind": register.kind_label(past.kind),
                    "reason": void_reason if past.voided_on else _("from before the licence of now"),
                    "may_print": False, "may_be_overridden": False, **_register_values(past, counts),
                    "certificate": None if past.voided_on else past.id,
                }
            )  # fmt: skip
    return shown


def issue(tx: Any, person_id: str, levels: Sequence[str], by: str | None, reason: str = "") -> list[Certificate]:
    """Give numbers to these levels of a trainer, with a reason against the rule."""
    found = of_trainers.candidates(tx, load_catalogue(programmes_folder()), person_id)
    return of_trainers.issue(tx, [one for one in found if _level(one) in levels], issued_by=by, reason=reason)


def make_papers(
    tx: Any, progress: Any, person_id: str, levels: Sequence[str], by: str | None, files: str
) -> Papers:  # fmt: skip
    """Number what is due and draw it, all or nothing; the files wait in the cache."""
    from trainer_app.certificates.printing import drawings

    made = drawings(tx, issue(tx, person_id, levels, by), load_catalogue(programmes_folder()))
    person = tx.get(Person, person_id)
    name = FORBIDDEN.sub("-", person.latin_name or person.full_name or _("Trainer")).strip(" .")
    return drawn(tx, progress, made, name, files)


def draft(tx: Any, person_id: str, levels: Sequence[str]) -> list[Drawing]:
    """What would stand on the certificates, without a number or code where none was issued. For a rehearsal."""
    from trainer_app.certificates.printing import as_draft, drawings

    known = {one.id for one in of_trainers.of_person(tx, person_id)}
    given = issue(tx, person_id, levels, None)
    shown = drawings(tx, given, load_catalogue(programmes_folder()))
    return [one if record.id in known else as_draft(one) for record, one in zip(given, shown, strict=True)]


def _level(one: of_trainers.Candidate) -> str:
    return f"{one.product} {one.kind}"


def _register_values(one: Certificate | None, counts: Mapping[str, int]) -> dict[str, Any]:
    if one is None:
        return {"certificate": None, "number": None, "printings": None}
    return {
        "certificate": one.id, "number": one.number, "issued_on": one.issued_on, "printings": counts[one.id],
        "collected_on": one.collected_on, "collected_by": one.collected_by,
    }  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column("product", _("Product"), width=14),
        Column("kind", _("Certificate"), width=18),
        Column("number", _("Number"), width=36),
        Column("reason", _("Why"), width=52),
        Column("issued_on", _("Issued"), "date", width=14),
        Column("printings", _("Printed"), "integer", hint=_("How often; the first is the original")),
        Column("collected_on", _("Handed over"), "date", width=14),
        Column("collected_by", _("Taken by"), width=18),
    ]
