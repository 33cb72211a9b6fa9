"""The screen Settings: the office's settings, values to confirm, keys and proof, backups, and the database itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from trainer_app.texts import _
from ui.screen import Screen
from ui.screens.page import Page
from ui.screens.settings_pages.backups import BackupsPage
from ui.screens.settings_pages.certificates import CertificatesPage
from ui.screens.settings_pages.database import DatabasePage
from ui.screens.settings_pages.designs import DesignsPage
from ui.screens.settings_pages.general import GeneralPage
from ui.screens.settings_pages.programmes import ProgrammesPage
from ui.screens.settings_pages.proof import ProofPage

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class SettingsScreen(Screen):
    """`open_record` takes the key of a page: general, certificates, designs, proof, programmes, backups, database."""

    reads = frozenset({"setting", "replica", "signing_key"})

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.general = GeneralPage(self)
        self.certificates = CertificatesPage(self)
        self.designs = DesignsPage(self)
        self.proof = ProofPage(self)
        self.programmes = ProgrammesPage(self)
        self.backups = BackupsPage(self)
        self.database = DatabasePage(self)
        self.pages: dict[str, Page] = {
            "general": self.general, "certificates": self.certificates, "designs": self.designs,
            "proof": self.proof, "programmes": self.programmes, "backups": self.backups, "database": self.database,
        }  # fmt: skip
        labels = (
            _("&Settings"), _("&Certificates"), _("Desi&gns"), _("Proo&f"), _("&Programmes"), _("&Backups"),
            _("&Database"),
        )  # fmt: skip
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for page, label in zip(self.pages.values(), labels, strict=True):
            self.tabs.addTab(page, label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.tabs.currentChanged.connect(lambda _at: self.load())

    def load(self) -> None:
        page = self.tabs.currentWidget()
        assert isinstance(page, Page)
        page.load()

    def open_record(self, record_id: str) -> None:
        page = self.pages[record_id]
        self.tabs.setCurrentWidget(page)
        page.setFocus()
