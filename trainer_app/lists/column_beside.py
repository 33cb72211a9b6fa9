"""A column among the others of its table: what its cells tell where its heading says nothing or too much."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from trainer_app.lists.by_sex import is_by_sex, sex_marked, sex_of_jobs
from trainer_app.lists.column_texts import ColumnTexts, as_above
from trainer_app.lists.course_hours import are_bound
from trainer_app.lists.day_hours import in_hours
from trainer_app.lists.figures import OF_WHICH
from trainer_app.lists.kinds import COUNTS, FIELDS, PEOPLE
from trainer_app.lists.scripts import Cell, has_letters, is_filled, plain, raw_text
from trainer_app.lists.statuses import yes_or_no

NAMES_A_COURSE = ("product", "course_code", "start", "dates")
OF_BUSINESS = ("business_name", "business_type")
"""Where yes or no is said below: is there one?"""
_OF_A_COURSE = frozenset({*NAMES_A_COURSE, "class_name"})
_SAYS_WHO_HAS_ONE = ("business", "started", "operating")
_BIRTHS = frozenset({"birth_date", "birth_year", "age", "age_bracket"})
_YEARS_OF_COURSES, _YEARS_APART = 25, 15  # between the first and the last course of a list, and between births


@dataclass(frozen=True)
class Beside(ColumnTexts):
    """A column among the others of its table. field: what it is taken for so far; before: what the one to its left is.

    courses: what each row names its course by; positions: the cells of the column of positions, if there is one.
    """

    field: str | None
    before: str | None
    before_header: str
    before_cells: Sequence[Cell]
    kind: str
    others: frozenset[str | None]
    courses: Sequence[tuple[str, ...]]
    positions: Sequence[Cell]

    def is_free(self, name: str) -> bool:
        """Whether the table can have a field, and no other column is it."""
        return name in FIELDS[self.kind] and name not in self.others

    def beside_sexes(self) -> bool:
        """Whether another column tells who is a woman and who a man."""
        return any(name == "sex" or is_by_sex(name) for name in self.others if name)

    def of_each(self) -> bool:
        """Whether the rows of one course say different things."""
        return self.differ_within(self.courses)

    def of_courses(self) -> bool:
        """Whether all rows of each of several courses, most of them with several rows, say one thing."""
        rows = Counter(self.courses)
        several = sum(count > 1 for count in rows.values())
        said = as_above(self.cells, self.words)
        whole = all(text.strip() for text in said) and len(set(said)) > 1
        return whole and several > 1 and several * 2 > len(rows) and not self.of_each()

    def are_years_of_courses(self) -> bool:
        """Whether they are years in which courses were held: nobody was born in them, as years far apart may tell."""
        years = self.years()
        if not years or not self.others & _OF_A_COURSE:
            return False
        apart = max(years) - min(years)
        return apart <= _YEARS_OF_COURSES and (not self.others.isdisjoint(_BIRTHS) or apart < _YEARS_APART)

    def are_closings(self) -> bool:
        """Whether what stands in a column stands only where the one before does not say yes: there is no end yet."""
        pairs = zip(self.cells, self.before_cells, strict=False)
        return not any(is_filled(cell) and yes_or_no(raw_text(before), self.words) for cell, before in pairs)

    def are_hours(self) -> bool:
        """Whether a heading of hours, or one that nobody knows but for its unit, stands above hours."""
        return self.field == "hours" or (in_hours(self.header, self.words) and self.are_counted())

    def are_hours_attended(self) -> bool:
        several = self.are_hours() and len(self.differing) > 1
        return several and (not self.others & _OF_A_COURSE or self.are_out_of() or self.of_each())

    def tell_who_works(self) -> bool:
        """Whether a column with the heading of a status, or one that asks what is so today, says yes or no of each
        trainer, or any column "active"."""
        named = self.words.fields_of(self.header.rpartition(" / ")[2], within=True)
        active = any(self.words.speaks_of(text, "active") for text in self.differing)
        today = any(self.words.holds(kind, self.header) for kind in ("now", "still"))
        return self.only_answer() and ("outcome" in named or active or today)

    def bound_those_attended(self) -> bool:
        """Whether they are out of how many hours or days those in the column before were attended: alike for all, or
        most people were there all the time."""
        if self.before != "attendance_total" or not are_bound(self.before_cells, self.cells):
            return False
        pairs = zip(self.before_cells, self.cells, strict=True)
        whole = sum(plain(raw_text(one)) == plain(raw_text(other)) for one, other in pairs)
        return len(self.differing) == 1 or whole * 2 > len(self.told)

    def are_beside_hours(self) -> bool:
        """Whether the heading, or that of the column before, counts hours."""
        return in_hours(self.header, self.words) or in_hours(self.before_header, self.words)

    def are_those_who_came(self) -> bool:
        """Whether an attendance that is not in hours is that of all, where no other column counts them."""
        return self.others.isdisjoint(COUNTS) and not in_hours(self.header, self.words)

    def are_of_sexes(self) -> bool:
        return self.are_words_for_sexes() and not self.beside_sexes()

    def ask_who_goes_on(self) -> bool:
        """Whether a heading with a word for "still" stands above answers, and another asks who has begun."""
        return "started" in self.others and self.words.holds("still", self.header) and self.answer()

    def asks_which(self) -> bool:
        """Whether it asks which business those have who said right before that they have one, "If yes, which?"."""
        asked, sets = plain(self.header).strip(" ?¿.:،؟"), self.words.sets
        follows = self.words.starts_with("if_so", asked) and (
            self.words.holds("which", asked) or self.speaks_of("activity", "sector")
        )
        named = any(map(has_letters, self.own)) and not self.answer() and not self.are_days()
        alone = asked in sets["which"] or asked in sets["if_so"]
        return self.before in _SAYS_WHO_HAS_ONE and named and (alone or follows)

    def are_trades(self) -> bool:
        """Whether an occupation is that of a business: beside what it brings in a month, and no other such column."""
        sells = "sales_month" in self.others and self.others.isdisjoint(OF_BUSINESS)
        return sells and (not self.speaks_of("occupation") or self.speaks_of("activity") or self.name_trades())

    def tell_when_certified(self) -> bool:
        """Whether the days right behind the numbers of certificates may be those on which they were given."""
        return self.before == "certificate_no" and not self.speaks_of("course") and self.are_days()

    def count_women_of_workers(self) -> bool:
        """Whether they are how many of the workers in the column before are women, "Staff | of which women"."""
        after_all = self.before in ("workers", "workers_total") and OF_WHICH.search(plain(self.header)) is not None
        return after_all and self.speaks_of("women") and self.are_counts()

    def count_beside_sexes(self) -> bool:
        """Whether they count, and another column tells who is a woman and who a man."""
        return "sex" in self.others and self.are_counts() and not self.differing <= {"0", "1"}

    def are_jobs_of(self, sex: str) -> bool:
        """Whether they count the jobs of a sex, "Jobs (F)", whatever else the word means."""
        return sex_of_jobs(self.header, self.words) == sex and self.are_counts()

    def has_classes(self) -> bool:
        """Whether organisers of a list are where its classes are, several of them."""
        return "class_name" in self.others and len(set(self.own)) > 1

    def marked_for_sex(self) -> str | None:
        """The field of a column of marks for a sex by its heading, None for any other."""
        alone = self.kind == PEOPLE and not self.beside_sexes() and len(self.told) > 1
        return sex_marked(self.header, self.told, self.words) if alone else None
