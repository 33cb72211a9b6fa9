"""The page Designs: how certificates may look, the shipped ways and the office's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trainer_app.errors import UserError
from trainer_app.texts import _
from ui.dialogs.confirm import ConfirmDialog
from ui.screen import Screen
from ui.screens.page import Page, told
from ui.screens.settings_pages.certificates import PIXELS, PagePicture
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.certificates.contents import Certificate
    from trainer_app.certificates.designer.job import Job


class DesignsPage(Page):
    """The office's designs are files of this computer, in the folder “designs” of its data."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._certificate: Certificate | None = None
        self._shown = ""
        columns = [
            Column("label", _("Design"), width=24), Column("kind", _("Whose"), width=14),
            Column("used", _("In use"), width=10),
        ]  # fmt: skip
        self.list = RecordTable("settings-designs", columns, screen.state)
        self.list.add_action(_("&Edit…"), lambda names: self._open(names[0]), needs="one")
        self.list.add_action(_("&New from this one…"), lambda names: self._open(names[0], copy=True), needs="one")
        self.list.add_action(_("&Use for certificates"), lambda names: self._use(names[0]), needs="one")
        self.list.add_action(_("&Delete…"), lambda names: self._ask_to_delete(names[0]), needs="one")
        self.list.opened.connect(self._open)
        self.list.selection_changed.connect(lambda _ids: self._draw())
        self.sample = PagePicture()
        self.sample.setAccessibleName(_("How a certificate looks"))
        self.problem = told()
        self.problem.hide()
        self._lay_out()

    def load(self) -> None:
        self.owner.query(_read, self._show, topic="designs")

    # -- parts

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        explanation = _(
            "Make one of your own from a shipped one: move its parts, change their letters, add texts and pictures. "
            "It is a file in the folder “designs” of your data; give the file to others who should use it too."
        )
        column.addWidget(told(explanation))
        column.addWidget(self.list, 1)
        right = QVBoxLayout()
        right.addWidget(self.problem)
        right.addWidget(self.sample, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 6, 0, 0)
        line.addWidget(left, 2)
        line.addLayout(right, 3)
        self.setFocusProxy(self.list)

    def _show(self, answer: tuple[list[dict[str, Any]], Certificate]) -> None:
        rows, self._certificate = answer
        chosen = self.list.selected_ids()
        self.list.set_rows(rows)
        known = [row["id"] for row in rows]
        if not set(chosen) & set(known):
            self.list.select([next((row["id"] for row in rows if row["used"]), known[0])])
        self._draw()

    def _draw(self) -> None:
        """The chosen design as it prints; whoever goes on quickly sees only the last."""
        certificate, chosen = self._certificate, self.list.selected_ids()[:1]
        if certificate is None or not chosen:
            return
        name = self._shown = chosen[0]

        def draw() -> bytes:
            from trainer_app.certificates.designer.checks import look
            from trainer_app.certificates.designer.files import read
            from trainer_app.paths import designs_folder

            folder = designs_folder()
            return look(read(folder, name).with_pictures_of(folder), certificate, PIXELS)

        def show(picture: bytes) -> None:
            if name == self._shown:
                self.problem.hide()
                self.sample.show_png(picture)

        def tell(error: Exception) -> None:
            if not isinstance(error, UserError):
                self.owner.tasks.failed.emit(error)
            elif name == self._shown:
                self.sample.clear()
                self.problem.setText(str(error))
                self.problem.show()

        self.owner.tasks.run(_("Preview"), draw, show, tell, owner=self)

    def _open(self, name: str, copy: bool = False) -> None:
        """Open the designer on a design of the office, or on a copy of any."""
        self.owner.query(lambda tx: _job(tx, name, copy), self._edit, topic="designer")

    def _edit(self, job: Job) -> None:
        from ui.designer.window import DesignerWindow

        window = DesignerWindow(self.owner.tasks, job, self)
        window.saved.connect(self._saved)
        window.open()

    def _saved(self, name: str) -> None:
        self._shown = name
        self.load()

    def _use(self, name: str) -> None:
        def save(tx: Any) -> None:
            from trainer_app import settings

            settings.save(tx, "certificate_design", name)

        self.owner.tasks.change(_("Design of certificates"), save, lambda _done: self.load(), owner=self.owner)

    def _ask_to_delete(self, name: str) -> None:
        row = self.list.rows.row(self.list.rows.line_of(name))
        if not row["own"]:
            self.owner.messages.info(_("A design that comes with the application cannot be deleted."))
            return
        question = _("The file of the design {name} is deleted; this cannot be taken back.").format(name=row["label"])
        if row["used"]:
            question += " " + _("It is in use: certificates will look as in the design Classic.")
        dialog = ConfirmDialog(_("Delete the design"), question, _("Delete"), self)

        def remove() -> None:
            from trainer_app.certificates.designer import files
            from trainer_app.paths import designs_folder

            files.remove(designs_folder(), name)

        dialog.accepted.connect(
            lambda: self.owner.tasks.run(
                _("Delete the design"), remove, lambda _done: self.load(), owner=self, writes=True
            )
        )
        dialog.open()


def _read(tx: Any) -> tuple[list[dict[str, Any]], Certificate]:
    from trainer_app import settings
    from trainer_app.certificates.designer.files import listed
    from trainer_app.certificates.printing import sample
    from trainer_app.paths import designs_folder, programmes_folder
    from trainer_app.programmes.catalogue import load_catalogue
    from trainer_app.texts import language

    used = settings.get(tx, "certificate_design")
    rows = [
        {
            "id": one.name, "label": one.label, "own": one.own, "used": _("yes") if one.name == used else "",
            "kind": _("this office’s") if one.own else _("shipped"),
        }
        for one in listed(designs_folder(), language())
    ]  # fmt: skip
    return rows, sample(tx, load_catalogue(programmes_folder()))


def _job(tx: Any, name: str, copy: bool) -> Job:
    """What the designer needs; a shipped design is always copied."""
    from trainer_app.certificates.designer.job import begin
    from trainer_app.paths import designs_folder, programmes_folder
    from trainer_app.programmes.catalogue import load_catalogue

    return begin(tx, load_catalogue(programmes_folder()), designs_folder(), name, copy=copy)
