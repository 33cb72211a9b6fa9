"""The details of a person as a form: kept when a field is left, with what is doubtful beside the field."""

from __future__ import annotations

from typing import Any, NamedTuple

from db.models import Person
from trainer_app import places
from trainer_app.exchange import conflicts
from trainer_app.history import field_label, of_record
from trainer_app.people import persons
from trainer_app.texts import _
from ui.form import Field, Form
from ui.screens.course.lookup import place_id
from ui.screens.person.tab import PersonTab

LITERACY = ("excellent", "good", "fair", "weak")


class Details(NamedTuple):
    """What the form shows: values, sentences by field, and the names of places that it offers."""

    values: dict[str, Any]
    problems: dict[str, str]
    places: tuple[str, ...]


class DetailsTab(PersonTab):
    """Ctrl+H tells the history of a field. What cannot be saved stays as typed, with the reason beside it."""

    reads = frozenset({"person", "place"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self.form: Form | None = None
        self._labels: dict[str, str] = {}
        self._values: dict[str, Any] = {}
        self._refused: dict[str, str] = {}
        self._entering = False

    def enter(self) -> None:
        self._entering = self.form is None
        if self.form is not None:
            self.form.go("full_name")

    def clear(self) -> None:
        if self.form is not None:
            self.column.removeWidget(self.form)
            self.form.hide()  # which commits what is half typed, for the person shown until now
            self.form.deleteLater()
            self.form = None
        self._refused = {}

    def load(self) -> None:
        person_id = self.person_id
        if person_id:
            self.query(lambda tx: read_details(tx, person_id), self._show, topic="details")

    def _show(self, details: Details) -> None:
        if self.form is None:
            fields = _fields(details.places)
            self._labels = {field.key: field.label for field in fields}
            self.form = Form(fields, history=self._history)
            self.form.changed.connect(self._save)
            self.column.addWidget(self.form, 1)
            if self._entering:
                self.form.go("full_name")
            self._entering = False
        self._values = details.values
        self.form.set_values({key: value for key, value in details.values.items() if key not in self._refused})
        for key in self._labels:
            self.form.set_problem(key, self._refused.get(key) or details.problems.get(key))

    def _save(self, key: str, value: Any) -> None:
        assert self.form is not None
        self._values = {**self._values, key: value}
        wrong = [
            problem.sentence
            for problem in persons.problems(self._values)
            if problem.refuses and (problem.field == key or (problem.field, key) == ("full_name", "latin_name"))
        ]
        self._refused.pop(key, None)
        if wrong:
            self._refused[key] = wrong[0]
            self.form.set_problem(key, wrong[0])
            return
        person_id = self.person_id
        label = _("Person: {field}").format(field=self._labels[key])
        self.change(label, lambda tx: save_detail(tx, person_id, key, value))

    def _history(self, key: str) -> None:
        from ui.dialogs.history import HistoryDialog

        person_id, field = self.person_id, "place_id" if key == "place" else key
        self.query(
            lambda tx: of_record(tx, "person", person_id, field),
            lambda told: HistoryDialog(told, self).open(),
            topic="history",
        )


def read_details(tx: Any, person_id: str) -> Details:
    """The values of a person as the form shows them, what is doubtful, and what is in conflict."""
    person = tx.get(Person, person_id)
    known = places.full_names(tx)
    values = {**person.model_dump(), "place": known.get(person.place_id or "")}
    told = {problem.field: problem.sentence for problem in persons.problems(values)}
    for dispute in conflicts.find(tx, table="person", record_id=person_id):
        others = ", ".join(standing.text for standing in dispute.values if not standing.shows)
        key = "place" if dispute.field == "place_id" else dispute.field
        told[key] = _("Somebody else wrote: {values}. Decide in Exchange, Conflicts.").format(values=others)
    return Details(values, told, tuple(sorted(set(known.values()))))


def save_detail(tx: Any, person_id: str, key: str, value: Any) -> None:
    """Save one field of the form. Raises UserError for what cannot be."""
    values = {"place_id": place_id(tx, value)} if key == "place" else {key: value}
    persons.save(tx, tx.get(Person, person_id), **values)


def _fields(known_places: tuple[str, ...]) -> list[Field]:
    sexes = tuple((code, _(label)) for code, label in persons.SEXES.items())
    yes_no = (("yes", _("Yes")), ("no", _("No")))
    methods = (("washington_group", _("Washington Group questions")), ("yes_no", _("Asked yes or no")))
    literacy = tuple(zip(LITERACY, (_("Excellent"), _("Good"), _("Fair"), _("Weak")), strict=True))

    def field(key: str, kind: Any = "text", section: str = "", **more: Any) -> Field:
        return Field(key, more.pop("label", None) or field_label("person", key), kind, section=section, **more)

    name, birth, reach, about, consent = _("Name"), _("Age"), _("Contact"), _("About the person"), _("Consent, notes")
    return [
        field("full_name", section=name, hint=_("As the person writes it, in the person's own script")),
        field("latin_name", section=name),
        field("honorific", section=name),
        field("father_name", section=name),
        field("sex", "choice", name, choices=sexes),
        field("birth_date", "date", birth),
        field("birth_year", "year", birth),
        field("age", "integer", birth, hint=_("If neither is known: years of age today")),
        field("age_on", "date", birth),
        field("age_bracket", section=birth, hint=_("Like 26-35 or 60+")),
        field("phones", "phones", reach),
        field("email", section=reach),
        field("address", section=reach),
        field("place", section=reach, label=_("Place"), offered=known_places,
              hint=_("The smallest name first: Taungoo, Bago")),
        field("national_id", section=about),
        field("education", section=about),
        field("literacy", "choice", about, choices=literacy),
        field("occupations", section=about),
        field("disability", "choice", about, choices=yes_no),
        field("disability_method", "choice", about, choices=methods),
        field("groups", section=about, hint=_("Refugee, displaced, host, migrant, returnee …")),
        field("is_trainer", "yes_no", about),
        field("consent_on", "date", consent),
        field("consent_purposes", section=consent),
        field("notes", "long_text", consent),
    ]  # fmt: skip
