"""The page Certificates: logos and scanned signatures loaded, and how a certificate looks with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from trainer_app.texts import _
from ui.screen import Screen
from ui.screens.page import Page, told
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.certificates.contents import Certificate

LAST_FOLDER = "certificates/pictures"
PIXELS = 1000


class PagePicture(QLabel):
    """A picture that fills the room it has, whole and in its own proportions."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumSize(200, 160)
        self._whole = QPixmap()

    def show_png(self, picture: bytes) -> None:
        """Show this one."""
        self._whole.loadFromData(picture, "PNG")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._whole.isNull():
            smooth = Qt.TransformationMode.SmoothTransformation
            self.setPixmap(self._whole.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio, smooth))


class CertificatesPage(Page):
    """The pictures stay in this database: they travel to nobody."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.list = RecordTable(
            "settings-pictures",
            [Column("place", _("Picture"), width=30), Column("size", _("Size, kB"), "integer", width=12)],
            screen.state,
        )
        self.list.add_action(_("&Load…"), self._ask, needs="one")
        self.list.add_action(_("&Remove"), self._remove)
        self.list.opened.connect(lambda slot: self._ask([slot]))
        self.sample = PagePicture()
        self.sample.setAccessibleName(_("How a certificate looks"))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            told(
                _(
                    "Up to six logos and four scanned signatures, as PNG or JPEG. They stay in this database. "
                    "Languages, design, paper and signatories stand on the page Settings."
                )
            )
        )
        column.addWidget(self.list, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 6, 0, 0)
        line.addWidget(left, 2)
        line.addWidget(self.sample, 3)
        self.setFocusProxy(self.list)

    def load(self) -> None:
        self.owner.query(_read, self._show, topic="certificates")

    # -- parts

    def _show(self, answer: tuple[list[dict[str, Any]], Certificate]) -> None:
        rows, certificate = answer
        self.list.set_rows(rows)
        if not self.list.selected_ids():
            self.list.select([rows[0]["id"]])

        def draw() -> bytes:
            from trainer_app.certificates.designs import load
            from trainer_app.certificates.preview import page_picture, preview
            from trainer_app.paths import designs_folder

            return page_picture(preview([certificate], load(designs_folder()))[0], 0, PIXELS)

        self.owner.tasks.run(_("Preview"), draw, self.sample.show_png, owner=self)

    def _ask(self, slots: list[str]) -> None:
        slot = slots[0]
        dialog = QFileDialog(self, _("Load a picture"), str(self.owner.state.get(LAST_FOLDER) or ""))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Pictures") + " (*.png *.jpg *.jpeg *.gif *.bmp *.tif *.tiff *.webp)")
        dialog.fileSelected.connect(lambda path: self.load_picture(slot, Path(path)))
        dialog.open()

    def load_picture(self, slot: str, path: Path) -> None:
        """Take the picture of a file for one of pictures.SLOTS."""
        self.owner.state.set(LAST_FOLDER, str(path.parent))

        def keep(tx: Any) -> None:
            from trainer_app.certificates import pictures

            pictures.load(tx, slot, path)

        self.owner.tasks.change(_("Pictures of certificates"), keep, lambda _done: self.load(), owner=self)

    def _remove(self, slots: list[str]) -> None:
        def remove(tx: Any) -> None:
            from trainer_app.certificates import pictures

            for slot in slots:
                pictures.remove(tx, slot)

        self.owner.tasks.change(_("Pictures of certificates"), remove, lambda _done: self.load(), owner=self)


def _read(tx: Any) -> tuple[list[dict[str, Any]], Certificate]:
    from trainer_app.certificates import pictures
    from trainer_app.certificates.printing import sample
    from trainer_app.paths import programmes_folder
    from trainer_app.programmes.catalogue import load_catalogue

    found = pictures.find(tx)
    rows = [
        {"id": slot, "place": pictures.label(slot), "size": len(found[slot]) // 1024 + 1 if slot in found else None}
        for slot in pictures.SLOTS
    ]
    return rows, sample(tx, load_catalogue(programmes_folder()))
