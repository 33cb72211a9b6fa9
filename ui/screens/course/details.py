"""The details of a course: what, where, when and by whom, with its trainers and sessions beside them."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from db.models import Course, Organisation
from trainer_app import places
from trainer_app.courses import courses
from trainer_app.history import of_record
from trainer_app.paths import programmes_folder
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _
from ui.dialogs.products import Offer, ProductsDialog, offers
from ui.form import Field, Form
from ui.labels import language, plain_label
from ui.screens.course.lookup import Lookup, organisation_id, place_id, read_lookup
from ui.screens.course.sessions import SessionsPart
from ui.screens.course.tab import CourseTab
from ui.screens.course.trainers import TrainersPart


class Details(NamedTuple):
    """What the form shows, and what it offers."""

    values: dict[str, Any]
    problems: dict[str, str]
    lookup: Lookup
    programmes: list[Offer]


class DetailsTab(CourseTab):
    """Every field is kept when it is left; Ctrl+H tells its history."""

    reads = frozenset({"course", "place", "organisation", "person"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._form: Form | None = None
        self._lookup: Lookup | None = None
        self._details: Details | None = None
        self._left = QVBoxLayout()
        left = QWidget()
        left.setLayout(self._left)
        self._left.setContentsMargins(0, 0, 6, 0)
        self._products = QPushButton(_("Products…"))
        self._products.clicked.connect(self._choose_products)
        self._left.addWidget(self._products, 0, Qt.AlignmentFlag.AlignLeading)
        self.trainers = TrainersPart(window)
        self.sessions = SessionsPart(window)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(6, 0, 0, 0)
        column.addWidget(plain_label(_("Sessions"), bold=1.15))
        column.addWidget(self.sessions, 3)
        column.addWidget(plain_label(_("Trainers"), bold=1.15))
        column.addWidget(self.trainers, 1)
        sides = QHBoxLayout()
        for side in (left, right):
            side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            sides.addWidget(side, 1)
        self.column.addLayout(sides, 1)

    def open_record(self, record_id: str) -> None:
        if self._form is not None:
            self._form.commit()
        super().open_record(record_id)
        self.sessions.open_record(record_id)
        self.trainers.open_record(record_id)

    def clear(self) -> None:
        if self._form is not None:
            self._form.hide()

    def load(self) -> None:
        course_id = self.course_id
        if course_id:
            self.query(lambda tx: read_details(tx, course_id), self._show, topic="details")

    def _show(self, details: Details) -> None:
        self._details = details
        if details.lookup != self._lookup and not self._is_typing():
            self._lookup = details.lookup
            self._make_form(details.lookup)
        assert self._form is not None
        self._form.set_values(details.values)
        for key in self._form.values():
            self._form.set_problem(key, details.problems.get(key))
        self._form.show()

    def _is_typing(self) -> bool:
        form = self._form
        return form is not None and form.isVisible() and form.isAncestorOf(form.window().focusWidget() or self)

    def _make_form(self, lookup: Lookup) -> None:
        if self._form is not None:
            self._left.removeWidget(self._form)
            self._form.deleteLater()
        self._form = Form(_fields(lookup), history=self._history)
        self._form.changed.connect(self._save)
        self._left.addWidget(self._form, 1)
        self.setFocusProxy(self._form)

    def _save(self, key: str, value: Any) -> None:
        course_id = self.course_id
        label = _("Course: {field}").format(field=next(one.label for one in _fields(None) if one.key == key))
        self.change(label, lambda tx: save_detail(tx, course_id, key, value))

    def _choose_products(self) -> None:
        if self._details is None:
            return
        course_id = self.course_id
        codes = (self._details.values["codes"] or "").split()
        dialog = ProductsDialog(self._details.programmes, codes, self)

        def save() -> None:
            chosen = " ".join(dialog.chooser.chosen())
            self.change(_("Course: products"), lambda tx: save_detail(tx, course_id, "products", chosen))

        dialog.accepted.connect(save)
        dialog.open()

    def _history(self, key: str) -> None:
        from ui.dialogs.history import HistoryDialog

        course_id = self.course_id
        column = {"place": "place_id", "organiser": "organiser_id"}.get(key, key)

        def show(told: list[Any]) -> None:
            HistoryDialog([one for one in told if one.field == column], self).open()

        self.query(lambda tx: of_record(tx, "course", course_id), show, topic="history")


def read_details(tx: Any, course_id: str) -> Details:
    """The values of a course as its form shows them."""
    course = tx.get(Course, course_id)
    catalogue = load_catalogue(programmes_folder())
    names = {product.code: product.name(language()) for product in catalogue.products()}
    codes = (course.products or "").split()
    values = course.model_dump()
    values["codes"] = course.products
    values["products"] = ", ".join(f"{code} – {names[code]}" if code in names else code for code in codes) or None
    values["place"] = places.full_names(tx).get(course.place_id or "")
    values["organiser"] = tx.get(Organisation, course.organiser_id).name if course.organiser_id else None
    problems = {one.field: one.sentence for one in courses.problems(course.model_dump(), catalogue)}
    return Details(values, problems, read_lookup(tx), offers(catalogue, language()))


def save_detail(tx: Any, course_id: str, key: str, value: Any) -> None:
    """Save one field of the form. Raises UserError for what cannot be."""
    course = tx.get(Course, course_id)
    catalogue = load_catalogue(programmes_folder())
    values = {key: value}
    if key == "place":
        values = {"place_id": place_id(tx, value)}
    elif key == "organiser":
        values = {"organiser_id": organisation_id(tx, value)}
    elif key == "products":
        values["programme"] = None
    courses.save(tx, catalogue, course, **values)


def _fields(lookup: Lookup | None) -> list[Field]:
    what, when, more = _("Course"), _("Where and when"), _("More")
    statuses = tuple((code, _(courses.STATUSES[code])) for code in ("planned", "held", "cancelled"))
    return [
        Field("products", _("Products"), section=what, read_only=True),
        Field("code", _("Code"), section=what),
        Field("title", _("Title"), section=what),
        Field("edition", _("Edition of the material"), section=what),
        Field("starts", _("First day"), "date", section=when, required=True),
        Field("ends", _("Last day"), "date", section=when),
        Field("place", _("Place"), section=when, offered=lookup.places if lookup else (),
              hint=_("The smallest name first: Taungoo, Bago")),
        Field("venue", _("Venue"), section=when),
        Field("organiser", _("Organiser"), section=when, offered=lookup.organisations if lookup else ()),
        Field("status", _("Status"), "choice", statuses, section=when, hint=_("Blank: as the dates say")),
        Field("hours", _("Hours in all"), "decimal", section=more),
        Field("fee", _("Fee"), "decimal", section=more),
        Field("fee_currency", _("Currency of the fee"), section=more),
        Field("school_year", _("School year"), section=more),
        Field("class_name", _("Class"), section=more),
        Field("problems", _("Problems met"), "long_text", section=more),
        Field("notes", _("Notes"), "long_text", section=more),
    ]  # fmt: skip
