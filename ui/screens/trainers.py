"""The screen Trainers: where each stands and why; how many are trained, certified, active; one opened from the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from trainer_app.formats import percent_text
from trainer_app.paths import programmes_folder
from trainer_app.people import standings, trainers
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.reports import document
from trainer_app.texts import _
from ui.charts import ChartView
from ui.dialogs.new_person import NewPersonDialog
from ui.dialogs.save_list import save_list
from ui.screens.course import participant_rows
from ui.screens.list_screen import ListScreen
from ui.screens.trainer.page import TrainerPage
from ui.screens.trainer.standing import place_label, standing_text
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Trainers(NamedTuple):
    """Rows of the list, products that somebody is a trainer of as (code, label), and the funnel of what is chosen."""

    rows: Sequence[Mapping[str, Any]]
    products: list[tuple[str, str]]
    funnel: standings.Funnel


class TrainersScreen(ListScreen):
    """Every trainer above the funnel of those trained, and one trainer with tabs of their own."""

    reads = frozenset(
        {"person", "place", "credential", "course", "course_trainer", "enrolment", "observation", "visit"}
    )  # fmt: skip

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.product = QComboBox()
        self.product.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.product.addItem(_("All products"), "")
        self.table = RecordTable("trainers", _columns(), window.state)
        self.table.add_action(_("New trainer"), lambda _ids: self.new_trainer(), needs="none")
        self.table.add_action(_("Open"), lambda ids: self.open_record(ids[0]), needs="one")
        self.table.set_export(lambda columns, rows: save_list(self, _("Trainers"), columns, rows))
        self.table.opened.connect(self.open_record)
        self.funnel = ChartView(funnel_chart(standings.Funnel(0, 0, 0)))
        self.page = TrainerPage(window, self.show_list)
        self.arrange(self._list_part(), self.page, self.new_trainer)
        self.product.currentIndexChanged.connect(lambda _at: self.reload())

    def read(self) -> None:
        product = self.product.currentData()
        self.query(lambda tx: read_list(tx, product), self._show, topic="list", label=_("Reading the trainers"))

    def open_record(self, record_id: str) -> None:
        self.show_page()
        self.page.open_record(record_id)
        self.page.open_tab(0)

    def new_trainer(self) -> None:
        """Ask for the name, beside those who are known already; steps are added on the trainer's own page."""

        def ask(dialog: NewPersonDialog, text: str) -> None:
            self.tasks.query(
                lambda tx: participant_rows.suggest(tx, "", text), dialog.show_known, owner=dialog, topic="known"
            )

        known = _("&Known already? Arrow down and Enter make that person a trainer, or open the trainer's page.")
        told = _("A trainer of this name who is there already is opened.")
        dialog = NewPersonDialog(_("New trainer"), known, self, ask, told)

        def make() -> None:
            name = " ".join(dialog.text().split())
            label = _("New trainer: {name}").format(name=name)
            self.change(label, lambda tx: trainers.ensure(tx, name).id, self.open_record)

        def make_known(person_id: str) -> None:
            self.change(_("New trainer"), lambda tx: trainers.make(tx, person_id).id, self.open_record)

        dialog.accepted.connect(make)
        dialog.known.connect(make_known)
        dialog.open()

    def _show(self, found: Trainers) -> None:
        self.put(found.rows)
        chosen = self.product.currentData()
        self.product.blockSignals(True)
        self.product.clear()
        self.product.addItem(_("All products"), "")
        for code, label in found.products:
            self.product.addItem(label, code)
        self.product.setCurrentIndex(max(self.product.findData(chosen), 0))
        self.product.blockSignals(False)
        self.funnel.set_chart(funnel_chart(found.funnel))

    def _list_part(self) -> QWidget:
        caption = QLabel(_("&Trainers of:"))
        caption.setBuddy(self.product)
        top = QHBoxLayout()
        top.addWidget(caption)
        top.addWidget(self.product)
        top.addStretch(1)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(upper)
        split.addWidget(self.funnel)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        return split


def read_list(tx: Any, product: str) -> Trainers:
    """The trainers (of one product, if one is chosen) with where they stand, and the funnel."""
    today = date.today()
    found = trainers.rows(tx, load_catalogue(programmes_folder()), today)
    places = [place for row in found for place in row.places]
    labels = {place.product: place.product or _("whole programme") for place in places}
    rows = []
    for row in found:
        own = [place for place in row.places if product in ("", place.product)]
        if product and not own:
            continue
        rows.append({
            **vars(row), "sex": row.sex or None, "last": row.last,
            "status": own[0].standing.status if own else "not_known",
            "reason": own[0].standing.reason if own else None,
            "until": own[0].standing.until if own else None,
            "standing": "; ".join(f"{place_label(place)}: {standing_text(place)}" for place in own),
        })  # fmt: skip
    return Trainers(rows, sorted(labels.items()), standings.funnel(places, product or None))


def funnel_chart(funnel: standings.Funnel) -> document.Chart:
    """Trained, certified, active as bars; the title tells the shares of the trained."""
    rows: Sequence[tuple[str, int]] = (
        (_("Trained"), funnel.trained), (_("Certified"), funnel.certified), (_("Active"), funnel.active),
    )  # fmt: skip
    title = _("From trained to active (persons)")
    if funnel.trained:
        title = _("Of {n} trained as trainers {certified} are certified, {active} are active").format(
            n=funnel.trained,
            certified=percent_text(funnel.certified / funnel.trained, 0),
            active=percent_text(funnel.active / funnel.trained, 0),
        )
    columns = (document.Column("stage", _("Stage")), document.Column("persons", _("Persons"), "integer"))
    table = document.Table(_("From trained to active"), columns, tuple(rows))
    return document.Chart("bar", title, table, "stage", ("persons",))


def _columns() -> list[Column]:
    statuses = tuple((code, _(label)) for code, label in standings.STATUSES.items())
    return [
        Column("name", _("Name")),
        Column("status", _("Standing"), "choice", statuses, hint=_("The best of all products, or of the chosen one")),
        Column("reason", _("Why"), width=44),
        Column("until", _("Until"), "date", hint=_("End of the time for practice, or of the licence")),
        Column("standing", _("By product"), width=40),
        Column("courses", _("Courses held"), "integer"),
        Column("last", _("Last course"), "date"),
        Column("phones", _("Phone"), "phones"),
        Column("home", _("Place"), shown=False),
        Column("email", _("E-mail"), shown=False),
    ]
