"""Who may be the same as a person: joined, or said to be another; and who was joined, to be taken apart again."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from trainer_app import duplicates
from trainer_app.people import person_records, persons
from trainer_app.texts import _
from ui.labels import plain_label
from ui.screens.person.tab import PersonTab
from ui.table import Column, RecordTable


class Likely(NamedTuple):
    """Rows of the two lists."""

    same: list[dict[str, Any]]
    joined: list[dict[str, Any]]


class LikelyTab(PersonTab):
    """Nothing is joined by itself: J joins the selected one, N says that they are two."""

    reads = frozenset({"person", "not_same"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        bands = (("same", _("very likely the same")), ("look", _("worth a look")))
        who = [Column("full_name", _("Name")), Column("sex", _("Sex"), "choice", _sexes()), Column("age", _("Age")),
               Column("phones", _("Phone"), "phones"), Column("place", _("Place")),
               Column("courses", _("Courses"), "integer")]  # fmt: skip
        self.same = RecordTable(
            "person-likely", [*who, Column("band", _("Likeness"), "choice", bands), Column("reasons", _("Why"))],
            window.state,
        )  # fmt: skip
        self.same.add_action(_("The same: join with this person (J)"), self._join, keys="J")
        self.same.add_action(_("Not the same (N)"), self._not_same, keys="N")
        self.same.opened.connect(lambda row: self.main_window.go("participants", row))
        self.joined = RecordTable("person-joined", who[:-1], window.state)
        self.joined.add_action(_("Take apart again"), self._take_apart)
        self._nobody = plain_label(_("Nobody else looks like this person."), muted=True)
        self._joined_title = plain_label(_("Joined with this person"), bold=1.15)
        self.column.addWidget(self._nobody)
        self.column.addWidget(self.same, 2)
        self.column.addWidget(self._joined_title)
        self.column.addWidget(self.joined, 1)
        self.column.addStretch(0)
        self.setFocusProxy(self.same)

    def load(self) -> None:
        person_id = self.person_id
        if person_id:
            self.query(lambda tx: read_likely(tx, person_id), self._show, topic="likely")

    def _show(self, likely: Likely) -> None:
        self.same.set_rows(likely.same)
        self.joined.set_rows(likely.joined)
        self.same.setVisible(bool(likely.same))
        self._nobody.setVisible(not likely.same)
        self.joined.setVisible(bool(likely.joined))
        self._joined_title.setVisible(bool(likely.joined))
        if likely.same and not self.same.selected_ids():
            self.same.select([likely.same[0]["id"]])

    def _join(self, ids: list[str]) -> None:
        keep = self.person_id
        self.change(
            _("Join persons"),
            lambda tx: persons.join(tx, keep, *ids),
            lambda _n: self._tell(_("They are one person now; all courses and certificates are kept.")),
        )

    def _not_same(self, ids: list[str]) -> None:
        person_id = self.person_id

        def mark(tx: Any) -> None:
            for other in ids:
                duplicates.mark_not_same(tx, "person", person_id, other)

        self.change(
            _("Two persons are not the same"), mark, lambda _r: self._tell(_("They stay two; nobody will ask again."))
        )

    def _take_apart(self, ids: list[str]) -> None:
        def unjoin(tx: Any) -> None:
            for other in ids:
                persons.unjoin(tx, other)

        self.change(_("Take persons apart"), unjoin, lambda _r: self._tell(_("They are two persons again.")))

    def _tell(self, text: str) -> None:
        self.messages.success(text, _("Undo"), self.main_window.undo)


def read_likely(tx: Any, person_id: str) -> Likely:
    """Who may be the same, with the reasons, and who was joined with the person."""
    known = {one.id: one.likeness for one in person_records.likely_same(tx, person_id)}
    same = [
        {**_row(row), "band": known[row.id].band, "reasons": ", ".join(known[row.id].reasons)}
        for row in persons.rows(tx, ids=list(known), limit=len(known))
    ]
    joined = [
        {"id": one.id, "full_name": one.full_name or one.latin_name, "sex": one.sex, "phones": one.phones,
         "age": str(persons.age_at(one, date.today()) or "") or None}
        for one in person_records.joined_to(tx, person_id)
    ]  # fmt: skip
    return Likely(same, joined)


def _row(row: persons.Row) -> dict[str, Any]:
    return {**vars(row), "full_name": row.full_name or row.latin_name, "age": str(row.age) if row.age else None}


def _sexes() -> tuple[tuple[str, str], ...]:
    return tuple((code, _(label)) for code, label in persons.SEXES.items())
