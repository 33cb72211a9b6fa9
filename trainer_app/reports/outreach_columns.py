"""The columns of figures of an outreach summary: what each is called, means, and how it is read from what was counted.

To add an indicator that is counted already: its line in figure_columns.
"""

from collections.abc import Callable, Sequence

from trainer_app.reports.document import Column, Kind, Value
from trainer_app.reports.outreach_count import Figures
from trainer_app.texts import _

Reading = Callable[[Figures], Value]


def figure_columns(every: Sequence[Figures], youth: tuple[int, int], by_sex: bool) -> list[tuple[Column, Reading]]:
    """The columns for these figures; those that would hold nothing but zeros may be left out.

    A table by sex (`by_sex`) has the share of each sex instead of a column for each.
    """
    unnamed = any(figures.unnamed for figures in every)
    at_most = any(figures.persons_at_most != figures.persons for figures in every)
    other = any(figures.other for figures in every)
    groups = any(figures.groups for figures in every)
    young = _("Youth {least}–{most}").format(least=youth[0], most=youth[1])
    columns: list[tuple[bool, str, str, Kind, Reading, str]] = [
        (True, "courses", _("Courses"), "integer", lambda f: f.courses, ""),
        (True, "seats", _("Seats"), "integer", lambda f: f.seats,
         _("places taken in courses of the period; who took two courses took two. Cancelled courses are left out.")),
        (unnamed, "unnamed", _("Of these without names"), "integer", lambda f: f.unnamed,
         _("from totals that partners report; nobody knows whether these are different people.")),
        (True, "persons", _("Persons"), "integer", lambda f: f.persons,
         _("different people among the named seats, known duplicates joined.")),
        (at_most, "persons_at_most", _("Persons at most"), "integer", lambda f: f.persons_at_most,
         _("if every seat without a name were one more person.")),
        (by_sex, "sex_share", _("Share of persons"), "percent", lambda f: f.sex_share,
         _("of the persons whose sex is known.")),
        (not by_sex, "women", _("Women"), "integer", _of_named(lambda f: f.women), ""),
        (not by_sex, "men", _("Men"), "integer", _of_named(lambda f: f.men), ""),
        (not by_sex and other, "other_sex", _("Other sex"), "integer", _of_named(lambda f: f.other), ""),
        (not by_sex, "sex_unknown", _("Sex not known"), "integer", _of_named(lambda f: f.unknown_sex), ""),
        (not by_sex, "women_share", _("Women's share"), "percent", _women_share,
         _("of the persons whose sex is known.")),
        (True, "youth", young, "integer", _of_named(lambda f: f.youth),
         _("persons of this age when their first course of the group started.")),
        (True, "age_unknown", _("Age not known"), "integer", _of_named(lambda f: f.unknown_age),
         _("also where only an age group is known that lies partly outside the limits.")),
        (True, "youth_share", _("Youth share"), "percent", _youth_share, _("of the persons whose age is known.")),
        (True, "completed", _("Completed"), "integer", _of_named(lambda f: f.completed),
         _("seats of people who completed the course.")),
        (True, "outcome_unknown", _("Outcome not known"), "integer", _of_named(lambda f: f.outcome_unknown), ""),
        (True, "certificates", _("Certificates"), "integer", lambda f: f.certificates,
         _("issued for these courses and not void.")),
        (groups and not by_sex, "groups", _("Enterprises, groups"), "integer", lambda f: f.groups,
         _("enrolments of enterprises, classes and organisations; they are no seats of people.")),
    ]  # fmt: skip
    return [(Column(key, label, kind, note), read) for shown, key, label, kind, read, note in columns if shown]


def _of_named(read: Reading) -> Reading:
    """Nothing, instead of zero, where all people of a group are without names: nobody asked these for it."""
    return lambda figures: read(figures) if figures.named or not figures.unnamed else None


def share(part: int | None, whole: int | None) -> float | None:
    """part / whole; None where either is not known or there is nobody to have a share of."""
    return part / whole if part is not None and whole else None


def _women_share(figures: Figures) -> float | None:
    return share(figures.women, figures.persons - figures.unknown_sex)


def _youth_share(figures: Figures) -> float | None:
    return share(figures.youth, figures.persons - figures.unknown_age)
