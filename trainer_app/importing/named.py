"""The organisers and trainers whom the courses of a list name: known ones, or new ones that may be known otherwise."""

from collections.abc import Collection, Iterable

from sqlmodel import col

from db.database import Transaction
from db.models import Organisation, Person
from trainer_app import duplicates, organisations
from trainer_app.formats import fold
from trainer_app.importing.matching import Candidate
from trainer_app.importing.plan import NEW_PERSON, NamedKey, NamedPlan, Options
from trainer_app.joined import root_of, stands
from trainer_app.linkage.profile import of_person
from trainer_app.lists.names import names_in
from trainer_app.lists.words import load_words

_TRAINERS = " AND is_trainer"


class Named:
    """Tells who is meant. Who is not known by the very name is made; that it waits would hold up a whole course."""

    def __init__(self, tx: Transaction, country: str, languages: Collection[str], options: Options) -> None:
        self.tx, self.country, self.languages, self.options = tx, country, languages, options
        self._plans: dict[NamedKey, NamedPlan] = {}
        self._organisers: dict[str, str] | None = None
        self._trainers: dict[str, list[str]] | None = None  # ids by folded names

    def look(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Find whom these (table, name) may be who are not known by the very name. To be called before anything is
        made."""
        organisers = {
            fold(row.name) for row in self.tx.find(Organisation) if (row.country or "") == self.country
        }  # fmt: skip
        known = {"organisation": organisers, "person": self._known_trainers()}
        new = {(table, fold(name)): name for table, name in wanted if fold(name) not in known[table]}
        for table, where in (("organisation", ""), ("person", _TRAINERS)):
            names = {key: name for key, name in new.items() if key[0] == table}
            country = {"place_id": self.country} if table == "organisation" else {"is_trainer": True}
            profiles = [of_person({"full_name": name, **country}) for name in names.values()]
            for (key, name), found in zip(
                names.items(), duplicates.known_like(self.tx, table, profiles, where), strict=True
            ):
                if found:
                    likely = tuple(Candidate(one.id, one.label, one.likeness) for one in found)
                    self._plans[key] = NamedPlan(table, name, likely, self._decided(key, likely))

    def plans(self) -> tuple[NamedPlan, ...]:
        """Those who may be known otherwise, in the order of the list."""
        return tuple(self._plans.values())

    def names_in(self, text: str | None) -> list[str]:
        """The trainers whom a text names, without the forms of address of the languages of the list."""
        return names_in(text, load_words(), self.languages)

    def organiser(self, name: str) -> str:
        """The id of the organisation, made if there is none."""
        if self._organisers is None:
            self._organisers = organisations.by_name(self.tx, self.country)
        return self._meant("organisation", name) or organisations.ensure(
            self.tx, name, self.country, known=self._organisers
        )

    def trainer(self, name: str, phones: str | None = None) -> str:
        """The id of the one trainer of that name, made with these phones if there is none or if several have it."""
        if meant := self._meant("person", name):
            return meant
        known = self._known_trainers().setdefault(fold(name), [])
        if len(known) == 1:
            return known[0]
        made = self.tx.add(Person(full_name=name, phones=phones, is_trainer=True)).id
        known.append(made)
        return made

    def forget_trainers(self) -> None:
        """Look again who is known: the import made trainers of its rows, or changed their names."""
        self._trainers = None

    def _decided(self, key: NamedKey, likely: tuple[Candidate, ...]) -> str | None:
        decision = self.options.named.get(key)
        if decision is None:
            return likely[0].record_id if self.options.likely == "same" else None
        return None if decision == NEW_PERSON else decision

    def _meant(self, table: str, name: str) -> str | None:
        plan = self._plans.get((table, fold(name)))
        return root_of(self.tx, table, plan.record_id) if plan is not None and plan.record_id else None

    def _known_trainers(self) -> dict[str, list[str]]:
        """The trainers by their very names: looked up once, for a list may name thousands."""
        if self._trainers is None:
            self._trainers = {}
            for one in self.tx.find(Person, col(Person.is_trainer).is_(True), stands(Person)):
                for name in {fold(one.full_name), fold(one.latin_name)}:
                    self._trainers.setdefault(name, []).append(one.id)
        return self._trainers
