"""Asks for a new course: what it teaches, where, when and by whom; its sessions are proposed at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout

from trainer_app import settings
from trainer_app.countries import country_code
from trainer_app.courses import courses, sessions
from trainer_app.formats import date_text
from trainer_app.paths import programmes_folder
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _, ngettext
from ui import style
from ui.dialogs.products import Offer, ProductChooser, offers
from ui.errors import sentence
from ui.form import Field, Form
from ui.labels import language, plain_label
from ui.screens.course.lookup import Lookup, organisation_id, place_id, read_lookup, trainer_id

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Outlook(NamedTuple):
    """What these values would give: sessions proposed in words, and what is wrong or doubtful, by field."""

    sessions: str
    problems: Mapping[str, str]


class NewCourseDialog(QDialog):
    """Enter in the last field, or Ctrl+Enter anywhere, makes the course."""

    made = Signal(str)
    """The id of the course that was made."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New course"))
        self._tasks = window.tasks
        self._chooser: ProductChooser | None = None
        self._form: Form | None = None
        self._outlook, self._told = plain_label(), plain_label()
        for label in (self._outlook, self._told):
            label.setWordWrap(True)
        self._told.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._make = self._buttons.addButton(_("Make the course"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._make.setToolTip(QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText))
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._make.click)
        self._make.setEnabled(False)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._parts = QHBoxLayout()
        column = QVBoxLayout(self)
        column.addLayout(self._parts, 1)
        column.addWidget(self._outlook)
        column.addWidget(self._told)
        column.addWidget(self._buttons)
        wide = self.fontMetrics().averageCharWidth()
        self.resize(min(wide * 140, window.width() - 40), min(wide * 66, window.height() - 40))

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._form is None:
            self._tasks.query(read_offers, self._fill, owner=self, topic="offers")

    def _fill(self, answer: tuple[list[Offer], Lookup]) -> None:
        programmes, lookup = answer
        self._chooser = ProductChooser(programmes)
        self._form = Form(_fields(lookup))
        self._parts.addWidget(self._chooser, 2)
        self._parts.addWidget(self._form, 3)
        self._chooser.changed.connect(lambda _codes: self._look())
        self._form.changed.connect(lambda _key, _value: self._look())
        self._make.setEnabled(True)
        for part in (self._chooser, self._form):
            part.show()  # in a window that is shown already a layout shows it later, and what is hidden takes no focus
        self._chooser.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def _values(self) -> dict[str, Any]:
        assert self._form is not None
        assert self._chooser is not None
        return {**self._form.values(), "products": " ".join(self._chooser.chosen())}

    def _look(self) -> None:
        values = self._values()
        self._tasks.query(lambda _tx: look_out(values), self._show, owner=self, topic="outlook")

    def _show(self, outlook: Outlook) -> None:
        assert self._form is not None
        self._outlook.setText(outlook.sessions)
        for key in ("starts", "ends"):
            self._form.set_problem(key, outlook.problems.get(key))

    def _accept(self) -> None:
        if self._form is None:
            return
        self._form.commit()
        values = self._values()
        missing = not values["products"] and _("Choose at least one product.")
        missing = missing or (values["starts"] is None and _("Type the first day of the course."))
        if missing:
            self._tell(missing)
            return
        self._make.setEnabled(False)
        self._tasks.change(_("New course"), lambda tx: make_course(tx, values), self._made, self._refused, owner=self)

    def _made(self, course_id: str) -> None:
        self.accept()
        self.made.emit(course_id)

    def _refused(self, error: Exception) -> None:
        self._make.setEnabled(True)
        told = sentence(error)
        if told is None:
            self._tasks.failed.emit(error)
        else:
            self._tell(told)

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.setStyleSheet(f"color: {style.colours().problem};")
        self._told.show()


def read_offers(tx: Any) -> tuple[list[Offer], Lookup]:
    """What the dialog offers."""
    return offers(load_catalogue(programmes_folder()), language()), read_lookup(tx)


def look_out(values: Mapping[str, Any]) -> Outlook:
    """What a course of these values would be."""
    catalogue = load_catalogue(programmes_folder())
    known = {product.code: product for product in catalogue.products()}
    products = [known[code] for code in values["products"].split() if code in known]
    slots = sessions.propose(values["starts"], values["ends"], products)
    days = [slot.held_on for slot in slots if slot.held_on]
    text = ""
    if slots and days:
        text = ngettext(
            "{n} session is proposed, from {first} to {last}. You can change each afterwards.",
            "{n} sessions are proposed, from {first} to {last}. You can change each afterwards.",
            len(slots),
        ).format(n=len(slots), first=date_text(min(days)), last=date_text(max(days)))
    elif slots:
        text = ngettext(
            "{n} session is proposed, without its day. You can change it afterwards.",
            "{n} sessions are proposed, one per module, without their days. You can change each afterwards.",
            len(slots),
        ).format(n=len(slots))
    usual = [product.days for product in products if product.days]
    if usual and len(usual) == len(products):
        least, most = sum(span.least for span in usual), sum(span.most for span in usual)
        shown = f"{least:g}" if least == most else f"{least:g}–{most:g}"
        unsure = any(catalogue.is_usual(product.code, "days") for product in products)
        told = _("Usual length: {days} days (please confirm).") if unsure else _("Usual length: {days} days.")
        text = f"{told.format(days=shown)} {text}"
    whole = {**values, "ends": values["ends"] or values["starts"]}  # a course of one day needs no end
    found = {problem.field: problem.sentence for problem in courses.problems(whole, catalogue)}
    return Outlook(text, found)


def make_course(tx: Any, values: Mapping[str, Any]) -> str:
    """Save the course with its trainers and the sessions proposed; returns its id."""
    catalogue = load_catalogue(programmes_folder())
    if values.get("country"):
        settings.save(tx, "country", country_code(values["country"]))
    names = [name.strip() for name in (values["trainers"] or "").split(";") if name.strip()]
    trainers: list[tuple[str, str | None]] = [
        (trainer_id(tx, name), "lead" if number == 0 else "co_trainer") for number, name in enumerate(names)
    ]
    course = courses.save(
        tx,
        catalogue,
        trainers=trainers,
        products=values["products"],
        title=values["title"],
        starts=values["starts"],
        ends=values["ends"] or values["starts"],
        place_id=place_id(tx, values["place"]),
        venue=values["venue"],
        organiser_id=organisation_id(tx, values["organiser"]),
    )
    products = courses.products_of(course, catalogue)
    sessions.save_proposed(tx, course, sessions.propose(course.starts, course.ends, products))
    return course.id


def _fields(lookup: Lookup) -> list[Field]:
    fields = [
        Field("starts", _("First day"), "date", required=True),
        Field("ends", _("Last day"), "date"),
        Field("place", _("Place"), offered=lookup.places, hint=_("The smallest name first: Taungoo, Bago")),
        Field("venue", _("Venue")),
        Field("organiser", _("Organiser"), offered=lookup.organisations),
        Field(
            "trainers", _("Trainers"), offered=lookup.trainers,
            hint=_("Several with ; between them. The first one is the lead trainer."),
        ),
        Field("title", _("Title"), hint=_("Only if the course has one of its own")),
    ]  # fmt: skip
    if lookup.country is None:
        country = Field("country", _("Country"), hint=_("Asked once: places and certificate numbers belong to it."))
        fields.insert(2, country)
    return fields
