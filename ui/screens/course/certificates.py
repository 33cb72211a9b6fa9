"""The certificates of a course: who may have one and why, numbers, papers, copies, handed over, void."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from trainer_app.formats import number_text
from trainer_app.texts import _, ngettext
from ui.labels import beside, plain_label
from ui.screens.course import papers
from ui.screens.course.papers import Order, Papers
from ui.screens.course.tab import CourseTab
from ui.table import Column, RecordTable


class CertificatesTab(CourseTab):
    """Ctrl+P and Enter number everybody who is eligible and make one PDF."""

    reads = frozenset(
        {"certificate", "printing", "enrolment", "attendance", "course_session", "course", "person", "enterprise"}
    )

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._rows: dict[str, dict[str, Any]] = {}
        self._files: list[Path] = []
        self._backs = False
        self.table = RecordTable("certificates", _columns(), window.state)
        make = self.table.add_action(_("Make certificates…"), lambda _ids: self.make_papers(), needs="none")
        make.setToolTip("Ctrl+P")
        self.table.add_action(_("Preview"), self._preview, "Ctrl+Shift+V")
        self.table.add_action(_("Handed over…"), self._hand_over)
        self.table.add_action(_("Void…"), self._void)
        self.table.add_action(_("Issue against the rule…"), self._issue_against_rule)
        self.table.opened.connect(lambda row_id: self._preview([row_id]))
        self.table.add_action(_("Other papers…"), self._ask_paper, "Ctrl+Shift+P", needs="none")
        self._sum = plain_label(muted=True)
        self.bar.addWidget(self._sum, 1)
        self._open = self.add_button(_("Open the PDF"), lambda: self._show_file(0))
        self._print = self.add_button(_("Print…"), self._print_file)
        self._folder = self.add_button(_("Open the folder"), self._show_folder)
        self.column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self._offer_files([])

    def clear(self) -> None:
        self._rows = {}
        self.table.set_rows([])
        self._sum.setText("")
        self._offer_files([])

    def load(self) -> None:
        course_id = self.course_id
        if course_id:
            self.query(lambda tx: papers.read_certificates(tx, course_id), self._show, topic="certificates")

    def make_papers(self) -> None:
        """Ask how the papers are made; Enter makes one PDF for all."""
        course_id = self.course_id
        if course_id:
            self.query(lambda tx: papers.read_order(tx, course_id), self._ask, topic="order")

    # -- shown

    def _show(self, rows: list[dict[str, Any]]) -> None:
        self._rows = {row["id"]: row for row in rows}
        self.table.set_rows(rows)
        if rows and not self.table.selected_ids():
            self.table.select([rows[0]["id"]])
        eligible = sum(bool(row["eligible"]) for row in rows)
        numbered = sum(bool(row["certificate"]) for row in rows)
        printed = sum(bool(row["certificate"] and row["printings"]) for row in rows)
        told = beside(
            _("{n} eligible").format(n=number_text(eligible)),
            _("{n} numbered").format(n=number_text(numbered)),
            _("{n} printed").format(n=number_text(printed)),
        )
        self._sum.setText(told if rows else _("Nobody is enrolled yet."))

    def _offer_files(self, files: list[Path]) -> None:
        self._files = files
        self._open.setVisible(len(files) == 1)
        self._print.setVisible(len(files) == 1)
        self._folder.setVisible(bool(files))

    # -- papers

    def _ask(self, proposed: tuple[Path, str | None, list[dict[str, Any]]]) -> None:
        from ui.dialogs.make_certificates import MakeCertificatesDialog

        folder, by, rows = proposed
        self._show(rows)
        selected = tuple(dict.fromkeys(self._enrolment(row_id) for row_id in self._chosen(eligible=True)))
        eligible = [row for row in self._rows.values() if row["eligible"] or row["certificate"]]
        fresh = [row for row in eligible if not row["printings"]]
        dialog = MakeCertificatesDialog(
            len(eligible), len(fresh), len(selected), self.state.get("certificates/each", False), folder, self
        )

        def make() -> None:
            whom = {"fresh": [self._enrolment(row["id"]) for row in fresh], "selected": selected}.get(dialog.whom())
            chosen = tuple(dict.fromkeys(whom)) if whom is not None else None
            self.state.set("certificates/each", dialog.each())
            self._make(Order(chosen, dialog.each(), dialog.folder(), by))

        dialog.accepted.connect(make)
        dialog.open()

    def _make(self, order: Order) -> None:
        course_id = self.course_id

        def put(made: Papers) -> None:
            database: Any = self.tasks.data
            self.tasks.run(
                _("Making certificates"), lambda: papers.put(database, made, order.folder),
                partial(self._tell, len(made.made), any(one.contents is not None for one in made.made)), writes=True,
            )  # fmt: skip

        self.change(
            _("Make certificates"),
            lambda tx, progress: papers.make_papers(tx, progress, course_id, order),
            put,
            progress=True,
        )

    def _tell(self, number: int, backs: bool, files: list[Path]) -> None:
        self._backs = backs
        self.tasks.changed.emit(frozenset({"printing"}))
        self._offer_files(files)
        where = files[0].name if len(files) == 1 else str(files[0].parent)
        told = ngettext("{n} certificate is in {where}.", "{n} certificates are in {where}.", number)
        show = (lambda: self._show_file(0)) if len(files) == 1 else self._show_folder
        self.messages.success(
            told.format(n=number_text(number), where=where), _("Open it") if len(files) == 1 else _("Open the folder"),
            show,
        )  # fmt: skip

    def _show_file(self, number: int) -> None:
        self._show_path(self._files[number])

    def _print_file(self) -> None:
        from ui.dialogs.print_pdf import PrintJob

        file = self._files[0]
        PrintJob(
            self.tasks, self, file.stem, lambda path: shutil.copyfile(file, path), self.messages.success,
            backs=self._backs,
        )  # fmt: skip

    def _show_folder(self) -> None:
        self._show_path(self._files[0].parent)

    def _show_path(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            told = _("No program on this computer opens it by itself. It is here: {path}")
            self.messages.warning(told.format(path=path))

    def _preview(self, ids: list[str]) -> None:
        rows = [self._rows[row_id] for row_id in ids if row_id in self._rows]
        chosen = list(
            dict.fromkeys(self._enrolment(row["id"]) for row in rows if row["eligible"] or row["certificate"])
        )
        if not chosen:
            reason = rows[0]["reason"] if rows else ""
            self.messages.info(_("There is no certificate to show: {reason}").format(reason=reason))
            return
        course_id = self.course_id
        self.tasks.change(
            _("Preview"), lambda tx: papers.draft(tx, course_id, chosen), self._draw, owner=self, rehearse=True
        )

    def _draw(self, drawings: list[Any]) -> None:
        from ui.dialogs.preview import PreviewDialog

        def draw() -> tuple[bytes, int]:
            from trainer_app.certificates.designs import load
            from trainer_app.certificates.preview import preview
            from trainer_app.paths import designs_folder

            return preview(drawings, load(designs_folder()))

        def show(drawn: tuple[bytes, int]) -> None:
            PreviewDialog(self.tasks, *drawn, ", ".join(one.name for one in drawings[:3]), self).open()

        self.tasks.run(_("Preview"), draw, show, owner=self)

    # -- other papers

    def _ask_paper(self, ids: list[str]) -> None:
        course_id = self.course_id
        if course_id:
            selected = list(dict.fromkeys(self._enrolment(row_id) for row_id in ids if " " in row_id))
            self.query(
                lambda tx: papers.read_kinds(tx, course_id), lambda found: self._offer_papers(selected, *found),
                topic="paper",
            )  # fmt: skip

    def _offer_papers(self, selected: list[str], kinds: list[tuple[str, str]], everybody: int, folder: Path) -> None:
        from ui.dialogs.make_paper import MakePaperDialog

        dialog = MakePaperDialog(kinds, everybody, len(selected), folder, self)

        def make() -> None:
            course_id, kind, chosen = self.course_id, dialog.kind(), selected if dialog.only_selected() else None
            where = dialog.folder()
            if kind == papers.BADGES:
                self._make_badges(chosen, where)
                return
            self.query(
                lambda tx: papers.read_paper(tx, course_id, chosen),
                lambda facts: self.tasks.run(
                    _("Making the paper"), lambda: papers.write_paper(kind, facts, where), self._tell_paper, owner=self
                ),
                topic="paper",
            )  # fmt: skip

        dialog.accepted.connect(make)
        dialog.open()

    def _make_badges(self, enrolments: list[str] | None, where: Path) -> None:
        course_id = self.course_id

        def tell(files: list[Path]) -> None:
            self._offer_files(files)
            self._open.hide()  # no program shows a badge
            self._print.hide()
            told = ngettext("{n} badge is in {where}.", "{n} badges are in {where}.", len(files))
            self.messages.success(
                told.format(n=number_text(len(files)), where=where), _("Open the folder"), self._show_folder
            )

        self.change(
            _("Open Badges"), lambda tx: papers.make_badges(tx, course_id, enrolments),
            lambda made: self.tasks.run(
                _("Writing the badges"), lambda: papers.write_badges(made, where), tell, owner=self
            ),
        )  # fmt: skip

    def _tell_paper(self, file: Path) -> None:
        self._backs = False
        self._offer_files([file])
        told = _("{file} is made.").format(file=file.name)
        self.messages.success(told, _("Open it"), lambda: self._show_file(0))

    # -- the register

    def _hand_over(self, ids: list[str]) -> None:
        from ui.dialogs.one_text import OneTextDialog

        certificates = self._certificates(ids)
        if not certificates:
            self.messages.info(_("None of these has a number yet: make the certificates first."))
            return
        title = ngettext("{n} certificate is handed over", "{n} certificates are handed over", len(certificates))
        dialog = OneTextDialog(
            title.format(n=len(certificates)), _("Taken by (blank: the persons themselves)"), "", self, needed=False
        )

        def save() -> None:
            by = dialog.text() or None
            self.change(_("Certificates handed over"), lambda tx: papers.hand_over(tx, certificates, by))

        dialog.accepted.connect(save)
        dialog.open()

    def _void(self, ids: list[str]) -> None:
        from ui.dialogs.one_text import OneTextDialog

        certificates = self._certificates(ids)
        if not certificates:
            self.messages.info(_("None of these is a certificate that is valid."))
            return
        title = ngettext("Make {n} certificate void", "Make {n} certificates void", len(certificates))
        more = _("The number is kept in the register and never given again.")
        dialog = OneTextDialog(title.format(n=len(certificates)), _("Why"), more, self)

        def save() -> None:
            reason = dialog.text()
            self.change(_("Make certificates void"), lambda tx: papers.void(tx, certificates, reason))

        dialog.accepted.connect(save)
        dialog.open()

    def _issue_against_rule(self, ids: list[str]) -> None:
        from ui.dialogs.one_text import OneTextDialog

        wanted = [row_id for row_id in ids if row_id in self._rows and self._can_be_overridden(self._rows[row_id])]
        if not wanted:
            self.messages.info(_("These have a certificate, or may have one by the rule."))
            return
        course_id = self.course_id
        enrolments = list(dict.fromkeys(self._enrolment(row_id) for row_id in wanted))
        title = ngettext(
            "A certificate against the rule for {n} participant", "Certificates against the rule for {n} participants",
            len(enrolments),
        )  # fmt: skip
        dialog = OneTextDialog(title.format(n=len(enrolments)), _("Why, against the rule"), "", self)

        def save() -> None:
            reason = dialog.text()
            self.change(
                _("Issue against the rule"), lambda tx: papers.issue_against_rule(tx, course_id, enrolments, reason)
            )

        dialog.accepted.connect(save)
        dialog.open()

    def _can_be_overridden(self, row: dict[str, Any]) -> bool:
        return " " in row["id"] and not row["eligible"] and not row["certificate"]

    def _chosen(self, *, eligible: bool) -> list[str]:
        rows = [self._rows[row_id] for row_id in self.table.selected_ids() if row_id in self._rows]
        return [row["id"] for row in rows if not eligible or row["eligible"] or row["certificate"]]

    def _certificates(self, ids: Sequence[str]) -> list[str]:
        return [one for row_id in ids if row_id in self._rows and (one := self._rows[row_id]["certificate"])]

    @staticmethod
    def _enrolment(row_id: str) -> str:
        return row_id.partition(" ")[0]


def _columns() -> list[Column]:
    return [
        Column("seat", _("No."), "integer"),
        Column("name", _("Name"), width=26),
        Column("product", _("Product"), shown=False),
        Column("kind", _("Kind"), width=14),
        Column("number", _("Number"), width=36),
        Column("reason", _("Why"), width=42),
        Column("issued_on", _("Issued"), "date", width=14),
        Column("printings", _("Printed"), "integer", hint=_("How often; the first is the original")),
        Column("collected_on", _("Handed over"), "date", width=14),
        Column("collected_by", _("Taken by"), width=18),
    ]
