"""The certificates of a course: who may have one and why, numbers, papers, copies, handed over, void."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from trainer_app.file_names import called
from trainer_app.formats import number_text
from trainer_app.texts import _, ngettext
from ui.labels import beside, plain_label
from ui.screens.course import papers
from ui.screens.course.papers import Order, Papers
from ui.screens.course.tab import CourseTab
from ui.screens.paper_files import PaperFiles
from ui.screens.register_actions import ask_handed_over, ask_void
from ui.table import Column, RecordTable


class CertificatesTab(CourseTab):
    """Ctrl+P and Enter number everybody who is eligible and make one PDF."""

    reads = frozenset(
        {"certificate", "printing", "enrolment", "attendance", "course_session", "course", "person", "enterprise"}
    )

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._rows: dict[str, dict[str, Any]] = {}
        self.table = RecordTable("certificates", _columns(), window.state)
        make = self.table.add_action(_("Make certificates…"), lambda _ids: self.make_papers(), needs="none")
        make.setToolTip("Ctrl+P")
        self.table.add_action(_("Preview"), self._preview, "Ctrl+Shift+V")
        self.table.add_action(_("Handed over…"), lambda ids: ask_handed_over(self, self._certificates(ids)))
        self.table.add_action(_("Void…"), lambda ids: ask_void(self, self._certificates(ids)))
        self.table.add_action(_("Issue against the rule…"), self._issue_against_rule)
        self.table.opened.connect(lambda row_id: self._preview([row_id]))
        self.table.add_action(_("Other papers…"), self._ask_paper, "Ctrl+Shift+P", needs="none")
        self._sum = plain_label(muted=True)
        self.bar.addWidget(self._sum, 1)
        self.files = PaperFiles(self, self.bar)
        self.column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def clear(self) -> None:
        self._rows = {}
        self.table.set_rows([])
        self._sum.setText("")
        self.files.offer([])

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

    # -- papers

    def _ask(self, proposed: tuple[Path, str | None, list[dict[str, Any]]]) -> None:
        from ui.dialogs.make_certificates import MakeCertificatesDialog

        folder, by, rows = proposed
        self._show(rows)
        selected = tuple(dict.fromkeys(self._enrolment(row_id) for row_id in self._chosen(eligible=True)))
        eligible = [row for row in self._rows.values() if row["eligible"] or row["certificate"]]
        fresh = [row for row in eligible if not row["printings"]]
        dialog = MakeCertificatesDialog(
            len(eligible), len(fresh), len(selected), self.state.get("certificates/files", "one"), folder, self
        )

        def make() -> None:
            whom = {"fresh": [self._enrolment(row["id"]) for row in fresh], "selected": selected}.get(dialog.whom())
            chosen = tuple(dict.fromkeys(whom)) if whom is not None else None
            self.state.set("certificates/files", dialog.files())
            self._make(Order(chosen, dialog.files(), dialog.folder(), by))

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
        self.tasks.changed.emit(frozenset({"printing"}))
        self.files.tell_certificates(number, files, backs=backs)

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
        from ui.dialogs.preview import preview_certificates

        preview_certificates(self.tasks, drawings, self)

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
            self.files.offer(files)
            told = ngettext("{n} badge is in {where}.", "{n} badges are in {where}.", len(files))
            self.messages.success(
                told.format(n=number_text(len(files)), where=where), _("Open the folder"), self.files.show_folder
            )

        self.change(
            _("Open Badges"), lambda tx: papers.make_badges(tx, course_id, enrolments),
            lambda made: self.tasks.run(
                _("Writing the badges"), lambda: papers.write_badges(made, where), tell, owner=self
            ),
        )  # fmt: skip

    def _tell_paper(self, file: Path) -> None:
        self.files.offer([file])
        told = _("{file} is made.").format(file=called(file))
        self.messages.success(told, _("Open it"), self.files.show_file)

    # -- the register

    def _issue_against_rule(self, ids: list[str]) -> None:
        from ui.dialogs.against_rule import AgainstRuleDialog

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
        names = list(dict.fromkeys(self._rows[row_id]["name"] for row_id in wanted))
        database: Any = self.tasks.data
        dialog = AgainstRuleDialog(title.format(n=len(enrolments)), names, database.author or "", self)

        def save() -> None:
            by, reason = dialog.decision()
            self.change(
                _("Issue against the rule"), lambda tx: papers.issue_against_rule(tx, course_id, enrolments, by, reason)
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
