"""What a workbook would hold of people: counted before it is written, said to the sender, kept in the log."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.database import Transaction
from trainer_app.texts import N_, _, ngettext
from trainer_app.workbook.select import Selection

KINDS = {
    "names": N_("names"),
    "phones": N_("phone numbers"),
    "emails": N_("e-mail addresses"),
    "births": N_("birth dates or ages"),
    "national_ids": N_("national ids"),
    "addresses": N_("addresses"),
    "disability": N_("disability"),
    "groups": N_("groups such as refugees"),
    "family": N_("names of parents or spouses"),
    "notes": N_("notes about the person"),
    "answers": N_("answers of follow-ups"),
    "certificates": N_("certificates"),
    "owners": N_("owners of enterprises"),
}
"""What is told apart, the plainest first."""

_FIELDS = {
    "names": ("full_name", "latin_name"),
    "phones": ("phones",),
    "emails": ("email",),
    "births": ("birth_date", "birth_year", "age", "age_bracket"),
    "national_ids": ("national_id",),
    "addresses": ("address",),
    "disability": ("disability",),
    "groups": ("groups",),
    "family": ("father_name",),
    "notes": ("notes",),
}


@dataclass(frozen=True)
class PersonalData:
    """How many people a workbook names, and of how many it holds each of KINDS; 0 is left out.

    `ids_left_out`: people whose national id is known here and left out.
    """

    people: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    ids_left_out: int = 0

    def sentence(self) -> str:
        """For the sender, in the chosen language."""
        if not self.people and not self.kinds:
            return _("The workbook holds no personal data.")
        parts = ", ".join(f"{_(KINDS[kind])} ({n})" for kind, n in self.kinds.items())
        text = ngettext(
            "The workbook holds personal data of {n} person: {parts}. Give it only to those who need it.",
            "The workbook holds personal data of {n} people: {parts}. Give it only to those who need it.",
            self.people,
        ).format(n=self.people, parts=parts)
        if self.ids_left_out:
            left_out = ngettext(
                "The national id of {n} person is left out.", "The national ids of {n} people are left out.",
                self.ids_left_out,
            )  # fmt: skip
            text += " " + left_out.format(n=self.ids_left_out)
        return text

    def facts(self) -> dict[str, Any]:
        """For the log and for programs."""
        return {"people": self.people, "kinds": dict(self.kinds), "ids_left_out": self.ids_left_out}


def held(selection: Selection, *, national_ids: bool) -> PersonalData:
    """What a workbook of these records holds. Deleted people count: their history travels."""
    people = selection.of("person").values()
    counts = dict.fromkeys(KINDS, 0)
    named = 0
    for row in people:
        found = [kind for kind, names in _FIELDS.items() if any(row[name] is not None for name in names)]
        named += bool(found)
        for kind in found:
            counts[kind] += 1
    counts["answers"] = len(set(_answering(selection)))
    counts["certificates"] = len({row["person_id"] for row in selection.of("certificate").values()} - {None})
    counts["owners"] = sum(
        1 for row in selection.of("enterprise").values() if row["owner_name"] is not None or row["phones"] is not None
    )
    left_out = 0 if national_ids else counts.pop("national_ids")
    return PersonalData(named, {kind: n for kind, n in counts.items() if n}, left_out)


def held_by_all(tx: Transaction, *, national_ids: bool) -> PersonalData:
    """The same of a workbook of everything, counted without loading a country."""
    any_of = {kind: " OR ".join(f"{name} IS NOT NULL" for name in names) for kind, names in _FIELDS.items()}
    sums = ", ".join(f"total({condition})" for condition in any_of.values())
    counted = tx.rows(f"SELECT total({' OR '.join(any_of.values())}), {sums} FROM person")[0]
    counts = dict.fromkeys(KINDS, 0) | dict(zip(any_of, map(int, counted[1:]), strict=True))
    for kind, query in _COUNTED.items():
        counts[kind] = tx.rows(query)[0][0]
    left_out = 0 if national_ids else counts.pop("national_ids")
    return PersonalData(int(counted[0]), {kind: n for kind, n in counts.items() if n}, left_out)


_COUNTED = {
    "answers": "SELECT count(DISTINCT e.person_id) FROM answer a JOIN follow_up f ON f.id = a.follow_up_id "
    "JOIN enrolment e ON e.id = f.enrolment_id",
    "certificates": "SELECT count(DISTINCT person_id) FROM certificate",
    "owners": "SELECT count(*) FROM enterprise WHERE owner_name IS NOT NULL OR phones IS NOT NULL",
}


def _answering(selection: Selection) -> Iterator[str]:
    """The people whose answers are there."""
    for row in selection.of("answer").values():
        follow_up = selection.of("follow_up").get(row["follow_up_id"] or "", {})
        enrolment = selection.of("enrolment").get(follow_up.get("enrolment_id") or "", {})
        if enrolment.get("person_id"):
            yield enrolment["person_id"]
