"""The screen Exchange: workbooks come in and go out; what they disagree on is settled; everything can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from trainer_app.history import TABLES
from trainer_app.texts import _
from ui.screen import Screen
from ui.screens.exchange_pages.disputes import DisputesPage
from ui.screens.exchange_pages.duplicates import DuplicatesPage
from ui.screens.exchange_pages.log import LogPage
from ui.screens.exchange_pages.partners import PartnersPage
from ui.screens.exchange_pages.receive import ReceivePage
from ui.screens.exchange_pages.send import SendPage
from ui.screens.page import Page

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class ExchangeScreen(Screen):
    """`open_record` takes the key of a page: receive, conflicts, duplicates, send, partners, log."""

    reads = frozenset(TABLES) | {"action"}

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.receive = ReceivePage(self)
        self.disputes = DisputesPage(self)
        self.duplicates = DuplicatesPage(self)
        self.send = SendPage(self)
        self.partners = PartnersPage(self)
        self.log = LogPage(self)
        self.pages: dict[str, Page] = {
            "receive": self.receive, "conflicts": self.disputes, "duplicates": self.duplicates, "send": self.send,
            "partners": self.partners, "log": self.log,
        }  # fmt: skip
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for page, label in zip(self.pages.values(), _labels(), strict=True):
            self.tabs.addTab(page, label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.tabs.currentChanged.connect(lambda _at: self._page().load())
        self.receive.settle_wanted.connect(lambda: self.open_record("conflicts"))
        self.partners.log_wanted.connect(self._show_exchanges)
        self.partners.send_wanted.connect(self._send_to)
        self.send.opened.connect(self._open_finding)
        self.setFocusProxy(self.receive.start)

    def load(self) -> None:
        def read(tx: Any) -> int:
            from trainer_app.exchange import conflicts

            return conflicts.count(tx)

        self.query(read, self._show_count, topic="counts")
        self._page().load()

    def open_record(self, record_id: str) -> None:
        page = self.pages[record_id]
        self.tabs.setCurrentWidget(page)
        page.setFocus()

    def _show_exchanges(self, partner: str) -> None:
        self.open_record("log")
        self.log.show_exchanges(partner)

    def _send_to(self, key: str, name: str, person_id: str) -> None:
        self.open_record("send")
        self.send.address(key, name, person_id)

    def _open_finding(self, key: str, table: str, record_id: str) -> None:
        """Open what the check before sending found, where it can be mended."""
        if key == "conflicts":
            self.disputes.show_conflicts_of(table, record_id)
            self.open_record(key)
        elif key == "duplicates":
            participants: Any = self.main_window.go("participants")
            participants.open_section(key, record_id)
        elif table == "course":
            from ui.screens.course import ATTENDANCE, CERTIFICATES, DETAILS, OUTCOMES, PARTICIPANTS

            tabs = {
                "no_attendance": ATTENDANCE, "part_attendance": ATTENDANCE, "no_outcome": OUTCOMES,
                "no_participants": PARTICIPANTS, "no_learner": PARTICIPANTS, "no_number": CERTIFICATES,
            }  # fmt: skip
            courses: Any = self.main_window.go("courses")
            courses.open_tab(record_id, tabs.get(key, DETAILS))
        elif table == "person":
            self.main_window.go("participants", record_id)

    def _page(self) -> Page:
        page = self.tabs.currentWidget()
        assert isinstance(page, Page)
        return page

    def _show_count(self, conflicts: int) -> None:
        label = _labels()[1]
        self.tabs.setTabText(1, _("{label} ({n})").format(label=label, n=conflicts) if conflicts else label)


def _labels() -> tuple[str, ...]:
    return (_("Rece&ive"), _("Co&nflicts"), _("&Duplicates"), _("&Send"), _("&Partners"), _("Lo&g"))
