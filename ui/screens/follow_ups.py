"""The screen Follow-ups: who is to be asked, the longest overdue first; one interview after the other; the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QTabWidget, QVBoxLayout, QWidget

from trainer_app import settings
from trainer_app.follow_ups import follow_ups, tracer
from trainer_app.paths import programmes_folder
from trainer_app.people import person_records
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _, ngettext
from ui.dialogs.save_list import save_list
from ui.screens.follow_up.interview import NOT_REACHED, InterviewPage
from ui.screens.list_screen import ListScreen
from ui.screens.summary_parts.document_view import DocumentView
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.reports.document import Document
    from ui.main_window import MainWindow

AT_ONCE = 2000
"""Follow-ups that the list holds; with more, what is typed into its filter is asked of the database."""


class Found(NamedTuple):
    """Rows of the list, and how many there are in all."""

    rows: Sequence[Mapping[str, Any]]
    total: int


class FollowUpsScreen(ListScreen):
    """Enter asks the selected one; Alt+Left brings the list back."""

    reads = frozenset({"follow_up", "answer", "enrolment", "course", "person", "setting"})

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._found: dict[str, follow_ups.Row] = {}
        self.which = QComboBox()
        for key, label in (("due", _("Due and overdue")), ("asked", _("Asked already")), ("all", _("All"))):
            self.which.addItem(label, key)
        self.table = RecordTable("follow-ups", _columns(), window.state)
        self.table.add_action(_("Ask"), lambda ids: self.open_record(ids[0]), needs="one")
        self.table.add_action(_("Not reached…"), self._ask_status)
        self.table.set_export(lambda columns, rows: save_list(self, _("Follow-ups"), columns, rows))
        self.table.opened.connect(self.open_record)
        self.figures = DocumentView()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._list_part(), _("To be asked"))
        self.tabs.addTab(self.figures, _("Figures"))
        self.interview = InterviewPage(window, self.show_list, self._after)
        self.arrange(self.tabs, self.interview)
        self.which.currentIndexChanged.connect(lambda _at: self.reload())
        self.tabs.currentChanged.connect(lambda _at: self.reload())

    def read(self) -> None:
        if self.tabs.currentWidget() is self.figures:
            self.query(read_figures, self.figures.show_document, topic="figures", label=_("Counting"))
            return
        which, text = self.which.currentData(), self._text
        self.query(
            lambda tx: read_list(tx, which, text), self._show, topic="list", label=_("Reading the follow-ups")
        )  # fmt: skip

    def open_record(self, record_id: str) -> None:
        """Ask one follow-up, by its id."""
        known = self._found.get(record_id)
        if known is not None:
            self.ask(known)
        else:
            self.query(lambda tx: find_one(tx, record_id), self._ask_if_there, topic="one")

    def ask(self, row: follow_ups.Row) -> None:
        """Begin an interview."""
        self.show_page()
        self.interview.ask(row)

    # -- parts

    def _ask_if_there(self, row: follow_ups.Row | None) -> None:
        if row is not None:
            self.ask(row)

    def _after(self, row: follow_ups.Row) -> follow_ups.Row | None:
        """The next one of the list, as it is seen, who was not asked yet; the first one at its end."""
        _columns, rows = self.table.seen()
        ids = [one["id"] for one in rows]
        start = ids.index(row.id) + 1 if row.id in ids else 0
        done = self.interview.done
        waiting = [one for one in [*ids[start:], *ids[:start]] if self._found[one].status == "due" and one not in done]
        return self._found[waiting[0]] if waiting else None

    def _ask_status(self, ids: list[str]) -> None:
        menu = QMenu(self)
        for status in NOT_REACHED:
            menu.addAction(_(follow_ups.STATUSES[status]), partial(self._save_status, ids, status))
        menu.addSeparator()
        menu.addAction(_(follow_ups.STATUSES["due"]), partial(self._save_status, ids, "due"))
        menu.aboutToHide.connect(menu.deleteLater)
        view = self.table.view
        menu.popup(view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft()))

    def _save_status(self, ids: list[str], status: str) -> None:
        chosen = [self._found[one] for one in ids if one in self._found]

        def told(_result: None) -> None:
            text = ngettext("{n} follow-up: {status}.", "{n} follow-ups: {status}.", len(chosen))
            text = text.format(n=len(chosen), status=_(follow_ups.STATUSES[status]))
            self.messages.success(text, _("Undo"), self.main_window.undo)

        self.change(_("Follow-ups: status"), lambda tx: save_status(tx, chosen, status), told)

    def _show(self, found: Found) -> None:
        self._found = {one["id"]: one["row"] for one in found.rows}
        self.put(found.rows, found.total)

    def _list_part(self) -> QWidget:
        caption = QLabel(_("S&how:"))
        caption.setBuddy(self.which)
        top = QHBoxLayout()
        top.addWidget(caption)
        top.addWidget(self.which)
        top.addStretch(1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 6, 0, 0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        return whole


def read_list(tx: Any, which: str, text: str) -> Found:
    """The follow-ups that are due, were asked, or both; of those that the text finds, if there is one."""
    catalogue = load_catalogue(programmes_folder())
    today = date.today()
    asked = tuple(status for status in follow_ups.STATUSES if status != "due")
    statuses = {"due": ("due",), "asked": asked}.get(which, ("due", *asked))
    found = follow_ups.find(tx, catalogue, today, statuses=statuses, text=text, limit=AT_ONCE)
    total = len(found)
    if text or len(found) == AT_ONCE:
        total = max(len(found) + 1, follow_ups.count_due(tx, catalogue, today)[0])
    return Found([{**vars(row), "row": row, "late": _days_late(row, today)} for row in found], total)


def find_one(tx: Any, follow_up_id: str) -> follow_ups.Row | None:
    """A follow-up by its id, due or not; None if there is none."""
    catalogue = load_catalogue(programmes_folder())
    person = person_records.asked_in(tx, follow_up_id)
    rows = follow_ups.of_person(tx, catalogue, person, date.today()) if person else []
    return next((row for row in rows if row.id == follow_up_id), None)


def save_status(tx: Any, rows: Sequence[follow_ups.Row], status: str) -> None:
    """Record what came of follow-ups without an interview."""
    catalogue = load_catalogue(programmes_folder())
    by = settings.get(tx, "your_name")
    day = None if status == "due" else date.today()
    for row in rows:
        follow_ups.record(tx, catalogue, row, status=status, asked_on=day, asked_by=by)


def read_figures(tx: Any) -> Document:
    """What became of the participants, round by round."""
    return tracer.document(tx, load_catalogue(programmes_folder()), date.today())


def _days_late(row: follow_ups.Row, today: date) -> int | None:
    return (today - row.due).days if row.overdue else None


def _columns() -> list[Column]:
    statuses = tuple((code, _(label)) for code, label in follow_ups.STATUSES.items())
    return [
        Column("due", _("Due"), "date"),
        Column("late", _("Days overdue"), "integer"),
        Column("name", _("Name")),
        Column("phones", _("Phone"), "phones"),
        Column("course", _("Course")),
        Column("products", _("Product")),
        Column("months", _("Months after"), "integer"),
        Column("status", _("Status"), "choice", statuses),
        Column("asked_on", _("Asked on"), "date"),
    ]
