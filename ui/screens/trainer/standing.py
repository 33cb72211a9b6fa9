"""Where a trainer stands, in words, and the steps that led there; a step is added, none is overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from trainer_app.paths import programmes_folder
from trainer_app.people import standings, trainers
from trainer_app.people.standings import Place
from trainer_app.programmes.catalogue import Catalogue, load_catalogue
from trainer_app.texts import _
from ui.labels import language, plain_label
from ui.screens.person.tab import PersonTab
from ui.table import Column, RecordTable


class Standing(NamedTuple):
    """Rows of places and steps, and what a step may be about: (code, label) of products that trainers are for."""

    places: Sequence[Mapping[str, Any]]
    steps: Sequence[Mapping[str, Any]]
    products: list[tuple[str, str]]


class StandingTab(PersonTab):
    """Ctrl+Shift+N adds a step."""

    reads = frozenset({"person", "credential", "course", "course_trainer", "enrolment", "observation", "visit"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._products: list[tuple[str, str]] = []
        statuses = tuple((code, _(label)) for code, label in standings.STATUSES.items())
        levels = tuple((code, _(label)) for code, label in trainers.LEVELS.items())
        what = [Column("programme", _("Programme")), Column("product", _("Product")),
                Column("level", _("Level"), "choice", levels)]  # fmt: skip
        self.places = RecordTable("trainer-places", [
            *what, Column("status", _("Standing"), "choice", statuses), Column("reason", _("Why"), width=44),
            Column("until", _("Until"), "date"), Column("delivered", _("Practice courses"), "integer"),
            Column("observed", _("of these observed"), "integer"), Column("tot_date", _("Trained on"), "date"),
            Column("certified_on", _("Certified on"), "date"),
        ], window.state)  # fmt: skip
        steps = tuple((code, _(label)) for code, label in trainers.STEPS.items())
        self.steps = RecordTable("trainer-steps", [
            Column("since", _("Since"), "date"), *what, Column("status", _("Step"), "choice", steps),
            Column("until", _("Licence until"), "date"), Column("number", _("Number")), Column("notes", _("Notes")),
        ], window.state)  # fmt: skip
        self.steps.add_action(_("Add a step…"), lambda _ids: self.ask_step(), keys="Ctrl+Shift+N", needs="none")
        self.column.addWidget(plain_label(_("Where the trainer stands"), bold=1.15))
        self.column.addWidget(self.places, 2)
        self.column.addWidget(plain_label(_("Steps"), bold=1.15))
        self.column.addWidget(self.steps, 3)
        self.setFocusProxy(self.steps)

    def load(self) -> None:
        person_id = self.person_id
        if person_id:
            self.query(lambda tx: read_standing(tx, person_id), self._show, topic="standing")

    def ask_step(self) -> None:
        """Ask for one more step."""
        from ui.dialogs.add_step import AddStepDialog

        AddStepDialog(self.tasks, self.person_id, self._products, self).open()

    def _show(self, standing: Standing) -> None:
        self.places.set_rows(standing.places)
        self.steps.set_rows(standing.steps)
        self._products = standing.products


def read_standing(tx: Any, person_id: str) -> Standing:
    """Where one trainer stands for each product, and every step, the latest first."""
    catalogue = load_catalogue(programmes_folder())
    places = [
        {**vars(place), **vars(place.standing), "id": f"{place.programme} {place.product} {place.level}"}
        for place in standings.places(tx, catalogue, date.today(), person_id)
    ]
    steps = [step.model_dump() for step in reversed(trainers.history(tx, person_id))]
    return Standing(places, steps, offered_products(catalogue))


def offered_products(catalogue: Catalogue) -> list[tuple[str, str]]:
    """The products that have trainers, by programme."""
    return [
        (one.code, f"{one.code} – {one.name(language())}")
        for one in catalogue.products()
        if one.trainer_level and not one.makes
    ]


def place_label(place: Place) -> str:
    """The product, or the programme where the step is for the whole of it; the level if it is not the usual one."""
    what = place.product or place.programme
    return what if place.level == "trainer" else f"{what} {_(trainers.LEVELS.get(place.level, place.level))}"


def standing_text(place: Place) -> str:
    """The status in words."""
    return _(standings.STATUSES[place.standing.status])
