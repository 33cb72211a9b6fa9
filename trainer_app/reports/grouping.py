"""What an outreach summary can be grouped and narrowed by: how each dimension is read from a course, and its words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.database import Transaction
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import Catalogue, Named
from trainer_app.reports.document import Column, Value
from trainer_app.texts import N_, _

MOST = 3
"""Dimensions that one summary can combine; more make a table that nobody reads."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to group. `sql` gives rows (course, value) from `course_base`; empty for sex, which a seat has.

    `many`: a course can have several values, `note` is then printed. `blank` stands for "not known". `names` is a query
    for (value, name), empty where the value is a code of a programme file.
    """

    key: str
    label: str
    sql: str
    many: bool = False
    note: str = ""
    blank: str = N_("Other or unspecified")
    names: str = ""
    kind: str = "text"


# A course without any still has a row, with NULL: nobody disappears from a summary.
_PRODUCTS = """
    SELECT DISTINCT c.course, NULLIF(one.value, '') FROM course_base c, json_each(
        '[' || REPLACE(json_quote(REPLACE(TRIM(COALESCE(c.products, '')), '  ', ' ')), ' ', '","') || ']') one"""

# The province above a course's place, through joined places. A place of which nothing is known but its name, and that
# has nothing above it, is taken for the province that somebody wrote.
_PROVINCES = """
    SELECT c.course, province.at FROM course_base c LEFT JOIN (
        WITH RECURSIVE up (place, at, depth) AS (
            SELECT p.id, COALESCE(j.root, p.id), 0
            FROM place p LEFT JOIN joined j ON j.table_name = 'place' AND j.id = p.id
            UNION
            SELECT up.place, COALESCE(j.root, p.parent_id), up.depth + 1
            FROM up JOIN place p ON p.id = up.at
            LEFT JOIN joined j ON j.table_name = 'place' AND j.id = p.parent_id
            WHERE p.parent_id IS NOT NULL AND up.depth < 9
        )
        SELECT place, at, ROW_NUMBER() OVER (PARTITION BY place ORDER BY p.level IS NULL, depth) AS rank
        FROM up JOIN place p ON p.id = up.at
        WHERE p.level = 'province' OR (p.level IS NULL AND p.parent_id IS NULL)
    ) province ON province.place = c.place_id AND province.rank = 1"""

_TRAINERS = """
    SELECT DISTINCT c.course, COALESCE(j.root, t.person_id) FROM course_base c
    LEFT JOIN course_trainer t ON t.course_id = c.id AND NOT t.deleted AND t.person_id IS NOT NULL
    LEFT JOIN joined j ON j.table_name = 'person' AND j.id = t.person_id"""

_PROJECTS = """
    SELECT DISTINCT c.course, f.project_id FROM course_base c
    LEFT JOIN funding f ON f.course_id = c.id AND NOT f.deleted AND f.project_id IS NOT NULL"""

_PARTNERS = """
    SELECT DISTINCT c.course, COALESCE(j.root, o.organisation) FROM course_base c
    LEFT JOIN (
        SELECT f.course_id AS course, f.organisation_id AS organisation FROM funding f
        WHERE NOT f.deleted AND f.organisation_id IS NOT NULL AND COALESCE(f.role, 'partner') IN ('partner', 'host')
        UNION SELECT id, organiser_id FROM course WHERE organiser_id IS NOT NULL
    ) o ON o.course = c.id
    LEFT JOIN joined j ON j.table_name = 'organisation' AND j.id = o.organisation"""

DIMENSIONS: dict[str, Dimension] = {
    one.key: one
    for one in (
        Dimension("programme", N_("Programme"), "SELECT course, programme FROM course_base"),
        Dimension(
            "product", N_("Product"), _PRODUCTS, many=True,
            note=N_("A course with several products counts under each of them, and once in the total."),
        ),
        Dimension(
            "province", N_("Province"), _PROVINCES,
            names="SELECT id, COALESCE(name, latin_name, code) FROM place",
        ),
        Dimension(
            "month", N_("Month"),
            "SELECT course, CASE WHEN precision IS NOT 'year' THEN SUBSTR(day, 1, 7) || '-01' END FROM course_base",
            kind="month",
        ),
        Dimension(
            "trainer", N_("Trainer"), _TRAINERS, many=True,
            note=N_("A course with several trainers counts under each of them, and once in the total."),
            names="SELECT id, COALESCE(full_name, latin_name) FROM person",
        ),
        Dimension(
            "project", N_("Project"), _PROJECTS, many=True,
            note=N_("A course with several projects counts under each of them, and once in the total."),
            names="SELECT id, COALESCE(name, code) FROM project",
        ),
        Dimension(
            "partner", N_("Partner"), _PARTNERS, many=True,
            note=N_(
                "Partners are the organiser of a course and its partners and hosts. A course with several counts under "
                "each of them, and once in the total."
            ),
            names="SELECT id, COALESCE(name, acronym) FROM organisation",
        ),
        Dimension("sex", N_("Sex"), "", blank=N_("Not known")),
    )
}  # fmt: skip
"""By key, in the order in which a person is offered them."""

SEXES = {"F": N_("Women"), "M": N_("Men"), "X": N_("Other")}


def chosen(by: Sequence[str], where: Mapping[str, Sequence[str | None]]) -> tuple[Dimension, ...]:
    """The dimensions of `by`. Raises UserError for what a summary cannot be grouped or narrowed by."""
    narrowing = [key for key, one in DIMENSIONS.items() if one.sql and key != "month"]
    for keys, possible in ((by, list(DIMENSIONS)), (where, narrowing)):
        for key in keys:
            if key not in possible:
                raise UserError(
                    _("A summary cannot be made by “{key}”. Choose among: {choices}.").format(
                        key=key, choices=", ".join(possible)
                    )
                )
    if not 1 <= len(by) <= MOST or len(set(by)) < len(by):
        raise UserError(_("Choose one to {most} different things to group by.").format(most=MOST))
    return tuple(DIMENSIONS[key] for key in by)


def column(dimension: Dimension) -> Column:
    """The column of a table that names the groups."""
    return Column(
        dimension.key, _(dimension.label), "month" if dimension.kind == "month" else "text", blank=_(dimension.blank)
    )


def namer(tx: Transaction, dimension: Dimension, values: set[str | None], catalogue: Catalogue, language: str) -> Any:
    """A function from a group's value to what its cell shows: a name, a month, or None for not known."""
    if dimension.kind == "month":
        return lambda value: date.fromisoformat(value) if value else None
    names: dict[str, Value] = {}
    if dimension.key == "sex":
        names = {code: _(name) for code, name in SEXES.items()}
    elif dimension.names:
        known = json.dumps(sorted(value for value in values if value))
        found = tx.rows(f"{dimension.names} WHERE id IN (SELECT value FROM json_each(:known))", {"known": known})
        names = {value: name for value, name in found if name}
    else:
        codes: Sequence[Named] = catalogue.programmes if dimension.key == "programme" else catalogue.products()
        names = {one.code: _with_code(one, language) for one in codes}
    return lambda value: names.get(value, value) if value else None


def _with_code(named: Named, language: str) -> str:
    name = named.name(language)
    return name if named.code in name else f"{name} ({named.code})"
