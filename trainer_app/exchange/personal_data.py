"""What a workbook would hold of people: counted before it is written, said to the sender, kept in the log.

What stands is told apart from what is only in the journal, which travels hidden: values that were changed or cleared,
of records that were deleted, and what was typed in the lists that they come from.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.database import Transaction
from db.journal import CHUNK, read_changes, select_in
from db.models import REFERENCES
from db.resolve import passed_on
from trainer_app.texts import N_, _, ngettext
from trainer_app.workbook.select import LOCAL, Selection

_PERSON: dict[str, tuple[str, ...]] = {
    "names": ("full_name", "latin_name", "honorific"),
    "sex": ("sex",),
    "births": ("birth_date", "birth_year", "age", "age_on", "age_bracket"),
    "family": ("father_name",),
    "national_ids": ("national_id",),
    "phones": ("phones",),
    "emails": ("email",),
    "addresses": ("address", "place_id"),
    "disability": ("disability", "disability_method"),
    "education": ("education", "literacy"),
    "occupations": ("occupations",),
    "groups": ("groups",),
    "consents": ("consent_on", "consent_purposes"),
}
"""The columns of a person by kind."""

FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    **{kind: {"person": names} for kind, names in _PERSON.items()},
    "business": {
        "enrolment": ("has_business", "business_name", "business_sector", "workers_women", "workers_men", "income")
    },
    "owners": {"enterprise": ("owner_id", "owner_name", "owner_sex", "phones", "address")},
    "courses": {"enrolment": ("person_id",)},
    "results": {"enrolment": ("plan_finished", "pre_test", "post_test", "outcome")},
    "certificates": {"certificate": ("number", "name_printed")},
    "credentials": {"credential": ("programme", "product", "level", "status", "since", "until", "number")},
    "observations": {"observation": ("observed_on", "competency", "score", "recommendation")},
    "visits": {"visit": ("kind", "visited_on", "hours", "module")},
    "follow_ups": {"follow_up": ("status", "asked_on", "mode")},
    "answers": {"answer": ("value",)},
    "notes": {
        "person": ("notes",),
        "enrolment": ("remark", "outcome_reason"),
        "credential": ("notes",),
        "visit": ("notes",),
        "observation": ("notes",),
        "follow_up": ("notes",),
        "certificate": ("override_reason", "void_reason"),
        "enterprise": ("notes",),
        "organisation": ("notes",),
        "project": ("notes",),
        "course": ("problems", "notes"),
        "headcount": ("notes",),
        "evaluation": ("comment",),
    },
    "organisations": {"organisation": ("phones", "email")},
}
"""Every kind of personal data: where it stands, columns by table."""

STAFF: dict[str, tuple[str, ...]] = {
    "enrolment": ("outcome_by",),
    "follow_up": ("asked_by",),
    "certificate": ("issued_by", "collected_by"),
    "improvement": ("responsible",),
    "replica": ("name",),
}
"""Where names of those stand who did something; who entered a value is in the journal besides."""

_GROUPS: tuple[tuple[str, dict[str, str]], ...] = (
    (
        N_("Who they are"),
        {
            "names": N_("names"),
            "sex": N_("sex"),
            "births": N_("birth dates or ages"),
            "family": N_("names of parents or spouses"),
            "national_ids": N_("national ids"),
        },
    ),
    (
        N_("Where they are reached"),
        {
            "phones": N_("phone numbers"),
            "emails": N_("e-mail addresses"),
            "addresses": N_("addresses or places"),
            "organisations": N_("contacts of organisations"),
        },
    ),
    (N_("Health"), {"disability": N_("disability")}),
    (
        N_("How they live"),
        {
            "education": N_("education"),
            "occupations": N_("occupations"),
            "groups": N_("groups such as refugees"),
            "business": N_("business or income"),
            "owners": N_("owners of enterprises"),
        },
    ),
    (
        N_("What they did"),
        {
            "courses": N_("courses and attendance"),
            "results": N_("results"),
            "certificates": N_("certificates"),
            "credentials": N_("qualifications as trainers"),
            "observations": N_("assessments of trainers"),
            "visits": N_("visits"),
            "follow_ups": N_("follow-ups"),
            "answers": N_("answers of follow-ups"),
            "consents": N_("consents"),
        },
    ),
    (N_("Free text"), {"notes": N_("remarks and notes")}),
    (N_("Others"), {"staff": N_("names of those who entered, asked or signed")}),
)
"""How the kinds are said, the plainest first."""

_TYPED = "typed"
_LABELS = {kind: label for _group, kinds in _GROUPS for kind, label in kinds.items()}
_LABELS[_TYPED] = N_("what was typed in lists")

_OF = {
    "enrolment": "person_id", "follow_up": "enrolment_id", "answer": "follow_up_id", "certificate": "person_id",
    "credential": "person_id", "visit": "enrolment_id", "observation": "trainer_id",
}  # fmt: skip
"""Whose a record is: the column that leads to the person. Any other is counted as itself."""

_NOTED = (*(name for names in _PERSON.values() for name in names), *FIELDS["notes"]["person"])
_TABLES = tuple(dict.fromkeys(table for fields in FIELDS.values() for table in fields))


@dataclass(frozen=True)
class PersonalData:
    """How many people a workbook names, and of how many it holds each kind; 0 is left out.

    `kinds` is of what stands, `earlier` of what only the hidden journal holds. A record of nobody in particular, such
    as an enterprise, counts as one. `ids_left_out`: people whose national id is known here and left out.
    """

    people: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    ids_left_out: int = 0
    earlier: Mapping[str, int] = field(default_factory=dict)

    def sentence(self) -> str:
        """For the sender, in the chosen language."""
        if not self.people and not self.kinds and not self.earlier:
            return _("The workbook holds no personal data.")
        parts = [
            ngettext(
                "The workbook holds personal data of {n} person.", "The workbook holds personal data of {n} people.",
                self.people,
            ).format(n=self.people)
            if self.people
            else _("The workbook holds personal data.")
        ]  # fmt: skip
        for group, kinds in _GROUPS:
            if said := _listed({kind: self.kinds[kind] for kind in kinds if kind in self.kinds}):
                parts.append(_("{group}: {kinds}.").format(group=_(group), kinds=said))
        if self.earlier:
            text = _("Only in its hidden history, changed, cleared or deleted since: {kinds}.")
            parts.append(text.format(kinds=_listed(self.earlier)))
        parts.append(_("Give it only to those who need it."))
        if self.ids_left_out:
            left_out = ngettext(
                "The national id of {n} person is left out.", "The national ids of {n} people are left out.",
                self.ids_left_out,
            )  # fmt: skip
            parts.append(left_out.format(n=self.ids_left_out))
        return " ".join(parts)

    def facts(self) -> dict[str, Any]:
        """For the log and for programs."""
        return {
            "people": self.people, "kinds": dict(self.kinds), "ids_left_out": self.ids_left_out,
            "earlier": dict(self.earlier),
        }  # fmt: skip


def any_kinds(*, national_ids: bool) -> str:
    """All kinds that a workbook can hold, in words, where counting them would take too long."""
    left_out = () if national_ids else ("national_ids",)
    return ", ".join(_(label) for kind, label in _LABELS.items() if kind not in left_out)


def held(tx: Transaction, selection: Selection | None, *, national_ids: bool) -> PersonalData:
    """What a workbook of these records holds; None: of everything, which need not be loaded."""
    chosen = _Chosen(tx, selection)
    people, kinds = _standing(chosen)
    kinds["staff"] = len(_staff(chosen))
    history = _History(chosen)
    left_out = 0
    if not national_ids:
        left_out = kinds.pop("national_ids") + len(history.former_ids)
        history.kinds.pop("national_ids", None)
    return PersonalData(
        people + len(history.people),
        {kind: kinds[kind] for kind in _LABELS if kinds.get(kind)},
        left_out,
        {kind: len(history.kinds[kind]) for kind in _LABELS if history.kinds.get(kind)},
    )


class _Chosen:
    """Asks the database about the chosen records alone."""

    def __init__(self, tx: Transaction, selection: Selection | None) -> None:
        self.tx = tx
        self._ids: dict[str, str] | None = None
        if selection is not None:
            found: dict[str, list[str]] = {table: [] for table in (*_TABLES, *STAFF)}
            for ids in (selection.rows, selection.undone):
                for table, records in ids.items():
                    found.setdefault(table, []).extend(records)
            self._ids = {table: json.dumps(ids) for table, ids in found.items()}
            self._ids["all"] = json.dumps([record for ids in found.values() for record in ids])

    def rows(self, query: str) -> list[Any]:
        """The rows of SQL text in which {table} stands for the ids of that table's chosen records, {all} for all."""
        names = {name: f"(SELECT value FROM json_each(:{name}))" for name in self._ids or ()}
        used = {name: ids for name, ids in (self._ids or {}).items() if f"{{{name}}}" in query}
        return self.tx.rows(query.format(**names), used)

    def only(self, table: str, column: str) -> str:
        """The condition that a column holds the id of a chosen record of this table, or of any ("all")."""
        return "" if self._ids is None else f" AND {column} IN {{{table}}}"


def _standing(chosen: _Chosen) -> tuple[int, dict[str, int]]:
    """Of how many people something stands, and of how many each kind."""
    any_of = {kind: _any(names) for kind, names in _PERSON.items()}
    sums = ", ".join(f"total({condition})" for condition in (_any(_NOTED), *any_of.values()))
    people, *counted = map(
        int, chosen.rows(f"SELECT {sums} FROM person r WHERE NOT deleted{chosen.only('person', 'id')}")[0]
    )
    counts = dict(zip(any_of, counted, strict=True))
    for kind, fields in FIELDS.items():
        if kind not in counts:
            union = " UNION ".join(
                f"SELECT DISTINCT {_whose(table)} FROM {table} r WHERE NOT deleted AND {_any(names)}"
                f"{chosen.only(table, 'id')}"
                for table, names in fields.items()
            )
            counts[kind] = chosen.rows(f"SELECT count(*) FROM ({union})")[0][0]
    return people, counts


def _staff(chosen: _Chosen) -> set[str]:
    """The names of those who did something, and of those who entered what the journal holds."""
    queries = [
        f"SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL{chosen.only(table, 'id')}"
        for table, names in STAFF.items()
        for name in names
    ]
    queries.append(
        f"SELECT DISTINCT author FROM change WHERE author IS NOT NULL{chosen.only('all', 'record_id')}"
        f" AND table_name NOT IN {LOCAL}"
    )
    return {row[0] for query in queries for row in chosen.rows(query)}


class _History:
    """What only the journal holds: `kinds` of whom, the `people` of whom nothing else is held.

    `former_ids` are the people of whom it holds a national id and who have none any more.
    """

    def __init__(self, chosen: _Chosen) -> None:
        self.kinds: dict[str, set[str]] = {}
        self.people: set[str] = set()
        self.former_ids: set[str] = set()
        self._tx = chosen.tx
        deeper: dict[str, list[str]] = {table: [] for table in _TABLES}
        # Most records were made once and never touched: what those say stands.
        for table, record, changed, typed in chosen.rows(
            "SELECT min(table_name), record_id, count(*) > 1, max(instr(COALESCE(origin, ''), '\"typed\":{{\"')) > 0 "
            f"FROM change WHERE table_name IN {_TABLES}{chosen.only('all', 'record_id')} "
            "GROUP BY record_id HAVING count(*) > 1 OR max(instr(COALESCE(origin, ''), '\"typed\":{{\"')) > 0"
        ):
            if typed and table == "person":
                self.kinds.setdefault(_TYPED, set()).add(record)
            if changed:
                deeper[table].append(record)
        for table, ids in deeper.items():
            made_deleted = chosen.rows(f"SELECT id FROM {table} WHERE deleted{chosen.only(table, 'id')}")
            self._look(table, sorted({*ids, *(row[0] for row in made_deleted)}))

    def _look(self, table: str, ids: Sequence[str]) -> None:
        where = {kind: fields[table] for kind, fields in FIELDS.items() if table in fields}
        names = sorted({name for names in where.values() for name in names})
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            query = f"SELECT id, deleted, {_whose(table)}, {', '.join(names)} FROM {table} r WHERE id IN"
            rows = {row[0]: row for row in select_in(self._tx.connection, query, chunk)}
            for record, changes in read_changes(self._tx.connection, table, chunk).items():
                _id, deleted, whose, *values = rows.get(record) or (record, True, None, *(None for _name in names))
                standing = {} if deleted else dict(zip(names, values, strict=True))
                said = {(name, value) for one in passed_on(changes) for name, value in one.fields.items()}
                gone = {
                    name for name, value in said if name in names and value is not None and value != standing.get(name)
                }
                if not gone:
                    continue
                whose = whose or next((value for name, value in said if name == _OF.get(table) == "person_id"), record)
                for kind in [kind for kind, columns in where.items() if not gone.isdisjoint(columns)]:
                    self.kinds.setdefault(kind, set()).add(whose)
                if "national_id" in gone and standing.get("national_id") is None:
                    self.former_ids.add(record)
                if table == "person" and not any(standing.get(name) is not None for name in _NOTED):
                    self.people.add(record)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{_(_LABELS[kind])} ({n})" for kind, n in counts.items())


def _any(names: Sequence[str]) -> str:
    return "(" + " OR ".join(f"r.{name} IS NOT NULL" for name in names) + ")"


def _whose(table: str) -> str:
    """SQL of the person whose a record `r` is, or of its own id where it is nobody's."""
    return f"COALESCE({_person(table, 'r')}, r.id)" if table in _OF else "r.id"


def _person(table: str, alias: str) -> str:
    name = _OF[table]
    parent = REFERENCES[name]
    if parent == "person":
        return f"{alias}.{name}"
    return f"(SELECT {_person(parent, parent)} FROM {parent} WHERE {parent}.id = {alias}.{name})"
