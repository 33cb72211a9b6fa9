"""The screen Participants: everybody who is known, and one person opened from the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trainer_app.people import person_records, persons
from trainer_app.texts import _
from ui.dialogs.join_persons import JoinPersonsDialog
from ui.dialogs.new_person import NewPersonDialog
from ui.dialogs.save_list import save_list
from ui.screens.course import participant_rows
from ui.screens.list_screen import ListScreen
from ui.screens.person.page import DETAILS, LIKELY, PersonPage
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from ui.main_window import MainWindow

AT_ONCE = 1000
"""Persons that the list holds; with more, what is typed into its filter is asked of the database."""


class ParticipantsScreen(ListScreen):
    """Everybody, and one person with tabs of their own."""

    reads = frozenset({"person", "place", "enrolment", "course"})

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.table = RecordTable("participants", _columns(), window.state)
        self.table.add_action(_("New person"), lambda _ids: self.new_person(), needs="none")
        self.table.add_action(_("Open"), lambda ids: self.open_record(ids[0]), needs="one")
        self.table.add_action(_("Join…"), self._ask_join)
        self.table.set_export(lambda columns, rows: save_list(self, _("Participants"), columns, rows))
        self.table.opened.connect(self.open_record)
        self.page = PersonPage(window, self.show_list)
        self.arrange(self.table, self.page, self.new_person)

    def read(self) -> None:
        text = self._text
        self.query(
            lambda tx: read_list(tx, text),
            lambda found: self.put(*found),
            topic="list",
            label=_("Reading the participants"),
        )

    def open_record(self, record_id: str) -> None:
        """Open a person; a joined one opens the person that stands for both."""
        self.show_page()
        self.page.open_record(record_id)
        self.page.open_tab(DETAILS)

    def open_section(self, section: str, record_id: str = "") -> None:
        """Open a person where likely duplicates are shown, or else as usual."""
        self.open_record(record_id)
        if section == "duplicates":
            self.page.open_tab(LIKELY)

    def new_person(self) -> None:
        """Ask for the name, beside those who are known already; the rest is typed into the form."""

        def ask(dialog: NewPersonDialog, text: str) -> None:
            self.tasks.query(
                lambda tx: participant_rows.suggest(tx, "", text), dialog.show_known, owner=dialog, topic="known"
            )

        known = _("&Known already? Arrow down and Enter open that person.")
        dialog = NewPersonDialog(_("New person"), known, self, ask)
        dialog.known.connect(self.open_record)

        def make() -> None:
            name = " ".join(dialog.text().split())
            label = _("New person: {name}").format(name=name)
            self.change(label, lambda tx: persons.save(tx, full_name=name).id, self.open_record)

        dialog.accepted.connect(make)
        dialog.open()

    def _ask_join(self, ids: list[str]) -> None:
        if len(ids) < 2:
            self.messages.info(_("Select two persons or more who are one and the same (Ctrl+click, Shift+arrows)."))
            return

        def ask(rows: list[persons.Row]) -> None:
            dialog = JoinPersonsDialog(rows, self)
            dialog.accepted.connect(lambda: self._join(dialog.kept(), ids))
            dialog.open()

        self.query(lambda tx: persons.rows(tx, ids=ids, limit=len(ids)), ask, topic="join")

    def _join(self, keep: str, ids: list[str]) -> None:
        gone = [one for one in ids if one != keep]

        def told(n: int) -> None:
            text = _("They are one person now; all courses and certificates are kept.")
            self.messages.success(text if n else _("They were one person already."), _("Undo"), self.main_window.undo)

        self.change(_("Join persons"), lambda tx: persons.join(tx, keep, *gone), told)


def read_list(tx: Any, text: str) -> tuple[list[Mapping[str, Any]], int]:
    """Persons as rows of the list (those that the text finds, if there is one), and how many there are in all."""
    ids = person_records.find_ids(tx, text, AT_ONCE) if text else None
    found = persons.rows(tx, ids=ids, limit=AT_ONCE)
    total = person_records.count(tx) if text or len(found) == AT_ONCE else len(found)
    return [_row(one) for one in found], total


def _row(person: persons.Row) -> dict[str, Any]:
    blank = {key: value or None for key, value in vars(person).items() if isinstance(value, str)}
    return {
        **vars(person),
        **blank,
        "age": str(person.age) if person.age else None,
        "is_trainer": person.is_trainer or None,
    }


def _columns() -> list[Column]:
    sexes = tuple((code, _(label)) for code, label in persons.SEXES.items())
    return [
        Column("full_name", _("Name")),
        Column("latin_name", _("Name in Latin letters")),
        Column("sex", _("Sex"), "choice", sexes),
        Column("age", _("Age"), hint=_("Today; two figures where the birthday is not known")),
        Column("phones", _("Phone"), "phones"),
        Column("place", _("Place")),
        Column("courses", _("Courses"), "integer"),
        Column("last", _("Last course"), "date"),
        Column("is_trainer", _("Trainer"), "yes_no"),
    ]
