"""What only the cells of a column tell of it, where its heading says nothing or too much."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from trainer_app.lists.by_sex import MARK, is_by_sex, sex_marked, sex_of_jobs
from trainer_app.lists.column_texts import ColumnTexts, as_above
from trainer_app.lists.course_hours import are_bound, with_hours_given
from trainer_app.lists.dates import parse_date
from trainer_app.lists.day_hours import in_hours
from trainer_app.lists.figures import OF_WHICH
from trainer_app.lists.finer_places import with_finer_places
from trainer_app.lists.kinds import (
    COUNTS,
    ENTERPRISES,
    FIELDS,
    FOLLOW_UPS,
    INDICATORS,
    PEOPLE,
    PLACES,
    TOTALS,
    TRAINERS,
)
from trainer_app.lists.measures import measures_told
from trainer_app.lists.origins import without_origins
from trainer_app.lists.own_answers import is_half_known, names_another_status, tell_groups
from trainer_app.lists.reading import GUESSED, ColumnGuess
from trainer_app.lists.role_letters import roles_by_letter
from trainer_app.lists.scripts import Cell, has_letters, is_filled, is_number, plain, raw_text
from trainer_app.lists.statuses import yes_or_no
from trainer_app.lists.words import Words

_MOST_SEX_WORDS = 6
_TOLD_BY_CELLS = 0.6  # certainty
_OF_BUSINESS = ("business_name", "business_type")  # where yes or no is said below: is there one?
_BODIES = frozenset({"organisation", "organiser"})
_SAYS_WHO_HAS_ONE = ("business", "started", "operating")
_DATED = frozenset({"start", "end", "dates"})
_NAMES_A_COURSE = ("product", "course_code", "start", "dates")
_OF_A_COURSE = frozenset({*_NAMES_A_COURSE, "class_name"})
_BIRTHS = frozenset({"birth_date", "birth_year", "age", "age_bracket"})
_YEARS_OF_COURSES, _YEARS_APART = 25, 15  # between the first and the last course of a list, and between births


@dataclass(frozen=True)
class _Column(ColumnTexts):
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
        """Whether a column with the heading of a status says yes or no of each trainer: active, or not."""
        named = self.words.fields_of(self.header.rpartition(" / ")[2], within=True)
        return "outcome" in named and self.only_answer()

    def bound_those_attended(self) -> bool:
        """Whether they are out of how many hours or days those in the column before were attended."""
        return self.before == "attendance_total" and are_bound(self.before_cells, self.cells)

    def are_beside_hours(self) -> bool:
        """Whether the heading, or that of the column before, counts hours."""
        return in_hours(self.header, self.words) or in_hours(self.before_header, self.words)

    def are_those_who_came(self) -> bool:
        """Whether an attendance that is not in hours is that of all, where no other column counts them."""
        return self.others.isdisjoint(COUNTS) and not in_hours(self.header, self.words)

    def are_of_sexes(self) -> bool:
        return self.are_words_for_sexes() and not self.beside_sexes()

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
        sells = "sales_month" in self.others and self.others.isdisjoint(_OF_BUSINESS)
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


_ANY = frozenset(FIELDS)
_NOTHING: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Rule:
    """A column taken for one of some fields (None: for nothing) that is something else where `when` holds.

    becomes: the first of these fields that is free; where none is, the rule is not for the column, or (instead) it is
    nothing.
    """

    of: Collection[str | None]
    when: Callable[[_Column], bool]
    becomes: tuple[str, ...]
    kinds: Collection[str] = _ANY
    instead: bool = False


_RULES: tuple[_Rule, ...] = (
    _Rule({"owner_name"}, _Column.tell_sexes, ("owner_sex",)),
    _Rule(PLACES, _Column.are_of_sexes, ("sex",), {PEOPLE}),  # a short word for it may be that of a place, "G.tính"
    # of a year, not of a town
    _Rule(PLACES, lambda column: column.speaks_of("quarter") and column.are_quarters(), _NOTHING, instead=True),
    _Rule({None, "hours"}, _Column.are_hours_attended, ("attendance_total",), {PEOPLE}),
    _Rule({None}, _Column.are_hours, ("hours",), {PEOPLE, TOTALS}),
    _Rule({f"{MARK}:F", f"{MARK}:M"}, _Column.count_beside_sexes, _NOTHING, instead=True),  # how many work there, say
    _Rule({"phones"}, _Column.are_addresses, ("email",)),  # "Zalo / e-mail"
    _Rule({"national_id"}, _Column.tell_of_papers, _NOTHING, instead=True),
    _Rule({"national_id"}, _Column.count_up, ("serial",)),
    _Rule({"national_id"}, _Column.are_ends_of_numbers, _NOTHING, instead=True),  # "the last 4 digits"
    _Rule({"dates"}, _Column.tell_when_certified, _NOTHING, {PEOPLE}, instead=True),
    _Rule({None, "women"}, _Column.count_women_of_workers, ("workers_women",)),
    _Rule({None, "occupation"}, lambda column: column.are_jobs_of("F"), ("workers_women",)),
    _Rule({None, "occupation"}, lambda column: column.are_jobs_of("M"), ("workers_men",)),
    _Rule({None, "province"}, _Column.tell_who_works, ("active",), {TRAINERS}),
    _Rule(
        {None, "dates"}, lambda column: column.before == "started" and column.are_days(), ("business_start",),
        instead=True,
    ),
    _Rule(
        {None, "dates"}, lambda column: column.before == "operating" and column.are_days() and column.are_closings(),
        ("business_end",), instead=True,
    ),
    _Rule({"contact_result"}, _Column.are_days, ("asked_on",), instead=True),  # "called": when
    _Rule({"phones"}, _Column.are_whole_dates, ("asked_on",), instead=True),  # "contact": when
    # "present (days)", or how long the course was
    _Rule(
        _DATED, lambda column: column.are_numbers_of_days() and len(column.differing) > 1, ("attendance_total",),
        {PEOPLE}, instead=True,
    ),
    _Rule(_DATED, _Column.are_numbers_of_days, _NOTHING, {PEOPLE}, instead=True),
    _Rule({"course_year"}, lambda column: not column.are_years_of_courses(), _NOTHING, instead=True),
    # "in training (hours) of 18"
    _Rule(
        {"product"}, lambda column: len(column.told) > 1 and column.are_counted(), ("attendance_total",), {PEOPLE},
        instead=True,
    ),
    _Rule({"hours"}, _Column.are_those_who_came, ("participants",), {TOTALS}),
    _Rule({None}, _Column.name_schools, ("school",), {TOTALS}),
    # who teaches several classes each
    _Rule({"organiser"}, _Column.has_classes, ("school",), {TOTALS}),
    # "date of the training"
    _Rule({"product"}, lambda column: "start" in column.others and column.are_whole_dates(), _NOTHING, instead=True),
    _Rule({"product"}, _Column.are_whole_dates, ("dates",), instead=True),
    # "courses": how many
    _Rule(
        {None, "product"}, lambda column: column.speaks_of("course") and column.are_counts(), ("courses_held",),
        {TRAINERS}, instead=True,
    ),
    _Rule(
        {None}, lambda column: column.speaks_of("valid") and column.are_days(), ("licence_until",), {TRAINERS},
    ),
    _Rule(
        {None}, lambda column: column.others.isdisjoint(_DATED) and column.span_courses(), ("dates",),
        {PEOPLE, FOLLOW_UPS},
    ),
    _Rule({None}, lambda column: column.bound_those_attended() and column.are_beside_hours(), ("hours",)),
    _Rule({None}, _Column.bound_those_attended, ("days",), {PEOPLE}),
    # the programme of a school
    _Rule(
        {"product"},
        lambda column: "school" in column.others and bool(column.told) and not column.name_any_product(),
        ("class_name",), {TOTALS},
    ),
    _Rule({"venue"}, _Column.name_products, ("product",)),  # "course and place"
    _Rule(_OF_BUSINESS, _Column.answer, ("business",), {PEOPLE}),
    _Rule(_OF_BUSINESS, _Column.answer, ("started", "operating"), {FOLLOW_UPS}),
    _Rule(_OF_BUSINESS, _Column.tell_businesses, ("business",), {PEOPLE}),
    # "Existing / new business"
    _Rule(
        {None}, lambda column: column.speaks_of("business") and column.tell_businesses(), ("business",), {PEOPLE},
    ),
    # "occupation / business", "running business (kind)": none, or yes and which
    _Rule(
        {None, "occupation"}, lambda column: column.speaks_of("business") and column.answer(), ("business",), {PEOPLE},
    ),
    _Rule(
        {"start", "end"}, lambda column: column.others.isdisjoint(_DATED) and column.span_days(), ("dates",),
    ),
    _Rule({None, "education", "position"}, lambda column: column.mostly("level"), ("level",), {TRAINERS}),
    _Rule({None, "organiser", "course_code"}, tell_groups, ("category",), {PEOPLE, FOLLOW_UPS}),
    _Rule({"organiser", "venue", *PLACES}, is_half_known, _NOTHING, instead=True),
    # where each of them works, or is a member
    _Rule({"organiser"}, _Column.of_each, ("occupation",), {PEOPLE}, instead=True),
    _Rule(
        {"occupation"}, lambda column: column.speaks_of("organisation") and column.of_courses(), ("organiser",),
        {PEOPLE},
    ),
    _Rule({"occupation"}, _Column.are_trades, ("business_type",)),  # "main activity" beside what it brings in a month
    # beside what the people do there
    _Rule(
        {None, "category"}, lambda column: "business_name" in column.others and column.mostly("role"),
        ("position", "role"),
    ),
    _Rule(
        {None}, lambda column: bool(roles_by_letter(column.cells, column.positions, column.words)), ("role",), {PEOPLE},
    ),
    _Rule({"certified_on"}, _Column.name_products, ("product",)),  # "certified for": which products
    _Rule({"outcome"}, _Column.tell_marriages, _NOTHING, instead=True),
    _Rule({"outcome"}, names_another_status, ("category",), {PEOPLE, FOLLOW_UPS}, instead=True),
    _Rule({"outcome"}, _Column.tell_another_status, _NOTHING, instead=True),
    _Rule({"start"}, _Column.answer, ("started",), instead=True),
    _Rule({"end"}, _Column.answer, ("outcome",), instead=True),
    _Rule({"trainer"}, _Column.answer, ("active",), instead=True),
    _Rule({"dates", "venue", "phones", "organiser"}, _Column.answer, _NOTHING, instead=True),
    # what a firm makes
    _Rule({"product"}, lambda column: not column.name_any_product(), ("business_type",), {ENTERPRISES}),
    _Rule(
        {None, "province", "end"}, lambda column: len(column.told) > 1 and column.mostly("outcome"), ("outcome",),
        {PEOPLE},
    ),
    _Rule(
        {None, "province", "end"}, lambda column: len(column.told) > 1 and column.mostly("contact"),
        ("contact_result",), {FOLLOW_UPS},
    ),
    _Rule({None}, lambda column: len(column.told) > 1 and column.are_addresses(), ("email",)),
    _Rule({None}, _Column.asks_which, ("business_type",)),
    # "Mr", "Mrs" under a heading that nobody knows, or one for names: a person is asked whether they tell the sex
    _Rule({None, "full_name", "given_name"}, _Column.address_people, ("honorific",)),
    _Rule({None}, _Column.are_words_for_sexes, ("sex",)),
    _Rule({None}, _Column.are_age_brackets, ("age_bracket",), {PEOPLE, TRAINERS, FOLLOW_UPS}),
    _Rule({None}, lambda column: len(column.told) > 1 and column.tell_schooling(), ("education",)),
    _Rule({None}, _Column.name_products, ("product",)),
)  # fmt: skip
"""Asked in this order, of which the first that fits a column decides. To add one: a line here, and what it asks of the
texts below a heading in ColumnTexts, or here where it needs the other columns."""
_LOOKED_AT = frozenset(name for rule in _RULES for name in rule.of)


def told_by_cells(
    guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], kind: str, words: Words
) -> list[ColumnGuess]:
    """The columns with what only their cells tell.

    "Owner" that says woman or man, or Mrs and Mr, is the sex of the owner; hours that differ within one course were
    attended; a column of which nobody knows the heading is of products, addresses, schooling or sexes where all its
    cells are, and no other is.
    """
    result = _since_when(guesses, cells_of, words)
    naming = [guess.index for guess in result if guess.field in _NAMES_A_COURSE]
    positions = next((told for one, told in zip(result, cells_of, strict=True) if one.field == "position"), ())
    courses = list(zip(*(as_above(cells_of[index], words) for index in naming), strict=False))
    courses = courses or [()] * max(map(len, cells_of), default=0)  # all of one
    fields = Counter(guess.field for guess in result)
    for index, guess in enumerate(result):
        if guess.field is not None and guess.field not in _LOOKED_AT:
            continue
        left = result[index - 1] if index else ColumnGuess(0, "", None, 0.0)
        before = (left.field, left.header, cells_of[index - 1] if index else ())
        others = frozenset(fields - Counter([guess.field]))
        column = _Column(guess.header, cells_of[index], words, guess.field, *before, kind, others, courses, positions)
        name = _by_rules(column)
        if name != guess.field:
            result[index] = replace(guess, field=name, certainty=_TOLD_BY_CELLS)
            fields = fields - Counter([guess.field]) + Counter([name])
    result = with_hours_given(with_finer_places(without_origins(result, words), cells_of), cells_of, kind, words)
    result = [replace(one, certainty=GUESSED) if _is_of_a_body(one, words) else one for one in result]
    return measures_told(result, cells_of, words) if kind == INDICATORS else result


def _is_of_a_body(guess: ColumnGuess, words: Words) -> bool:
    """Whether the heading of an occupation asks for where somebody works, which may say nothing of what is done."""
    asked = words.fields_of(guess.header.rpartition(" / ")[2], within=True) if guess.field == "occupation" else {}
    return not asked.keys().isdisjoint(_BODIES) and "occupation" not in asked


def _by_rules(column: _Column) -> str | None:
    """The field of a column by the first rule that is for it."""
    if column.field is None and (marked := column.marked_for_sex()) is not None:
        return marked
    for rule in _RULES:
        if column.field not in rule.of or column.kind not in rule.kinds:
            continue
        name = next(filter(column.is_free, rule.becomes), None)
        if (name or rule.instead) and rule.when(column):
            return name
    return column.field


def _since_when(guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], words: Words) -> list[ColumnGuess]:
    """The columns with the days below "business started", where all cells are such, as what they are."""
    result = list(guesses)
    for guess, cells in zip(guesses, cells_of, strict=True):
        told = [plain(raw_text(cell)) for cell in cells if is_filled(cell)] if guess.field == "started" else []
        if told and all(parse_date(text, words) is not None for text in told):
            known = any(one.field == "business_start" for one in guesses)
            result[guess.index] = replace(guess, field=None if known else "business_start", certainty=0.6)
    return result


def field_by_content(cells: Sequence[Cell], words: Words, taken: Sequence[str | None]) -> str | None:
    """The field that all cells of a column without a header look like."""
    silent = words.sets["unknown"] | words.sets["ditto"]
    filled = [cell for cell in cells if is_filled(cell) and plain(raw_text(cell)) not in silent]
    texts = [plain(raw_text(cell)) for cell in filled]
    if not texts:
        return None
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 6]
    all_numbers = len(numbers) == len(texts)
    digits = [sum(c.isdigit() for c in text) for text in texts]
    sexes = words.sex_words
    tests = {
        "sex": set(texts) <= sexes and len(set(texts)) <= _MOST_SEX_WORDS,
        "email": all("@" in text for text in texts),
        "serial": all_numbers and numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 1,
        "birth_year": all_numbers and all(1900 <= number <= 2030 for number in numbers),
        "age": all_numbers and all(10 <= number <= 99 for number in numbers),
        "birth_date": all((found := parse_date(text, words)) and found.start.day for text in texts),
        "phones": all(count >= 7 for count in digits) and not any(map(has_letters, texts)),
        "full_name": all(has_letters(text) for text in texts)
        and not any(digits)
        and not any(is_number(cell) for cell in filled)
        and len(set(texts)) * 3 > len(texts) * 2,
    }
    return next((field for field, fits in tests.items() if fits and field not in taken), None)
