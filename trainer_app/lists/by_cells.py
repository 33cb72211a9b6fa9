"""What only the cells of a column tell of it, where its heading says nothing or too much."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from trainer_app.lists.by_sex import MARK
from trainer_app.lists.column_beside import NAMES_A_COURSE, OF_BUSINESS, Beside
from trainer_app.lists.column_texts import as_above
from trainer_app.lists.course_hours import with_hours_given
from trainer_app.lists.dates import parse_date
from trainer_app.lists.finer_places import with_finer_places
from trainer_app.lists.kinds import (
    ENTERPRISES,
    FIELDS,
    FOLLOW_UPS,
    INDICATORS,
    LEVELS,
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
from trainer_app.lists.words import Words

_MOST_SEX_WORDS = 6
_TOLD_BY_CELLS = 0.6  # certainty
_BODIES = frozenset({"organisation", "organiser"})
_DATED = frozenset({"start", "end", "dates"})

_ANY = frozenset(FIELDS)
_NOTHING: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Rule:
    """A column taken for one of some fields (None: for nothing) that is something else where `when` holds.

    becomes: the first of these fields that is free; where none is, the rule is not for the column, or (instead) it is
    nothing.
    """

    of: Collection[str | None]
    when: Callable[[Beside], bool]
    becomes: tuple[str, ...]
    kinds: Collection[str] = _ANY
    instead: bool = False


_RULES: tuple[_Rule, ...] = (
    _Rule({"owner_name"}, Beside.tell_sexes, ("owner_sex",)),
    _Rule(PLACES, Beside.are_of_sexes, ("sex",), {PEOPLE}),  # a short word for it may be that of a place, "G.tính"
    # of a year, not of a town
    _Rule(PLACES, lambda column: column.speaks_of("quarter") and column.are_quarters(), _NOTHING, instead=True),
    _Rule({None, "hours"}, Beside.are_hours_attended, ("attendance_total",), {PEOPLE}),
    _Rule({None}, Beside.are_hours, ("hours",), {PEOPLE, TOTALS}),
    _Rule({f"{MARK}:F", f"{MARK}:M"}, Beside.count_beside_sexes, _NOTHING, instead=True),  # how many work there, say
    _Rule({"phones"}, Beside.are_addresses, ("email",)),  # "Zalo / e-mail"
    _Rule({"national_id"}, Beside.tell_of_papers, _NOTHING, instead=True),
    _Rule({"national_id", "phones"}, Beside.count_up, ("serial",), instead=True),
    _Rule({"women", "men"}, Beside.number_rows, ("serial",), {TOTALS}, instead=True),
    _Rule({"national_id"}, Beside.are_ends_of_numbers, _NOTHING, instead=True),  # "the last 4 digits"
    _Rule({"dates"}, Beside.tell_when_certified, _NOTHING, {PEOPLE}, instead=True),
    _Rule({None, "women"}, Beside.count_women_of_workers, ("workers_women",)),
    _Rule({None, "occupation"}, lambda column: column.are_jobs_of("F"), ("workers_women",)),
    _Rule({None, "occupation"}, lambda column: column.are_jobs_of("M"), ("workers_men",)),
    _Rule({None, "province", "level"}, Beside.tell_who_works, ("active",), {TRAINERS}),
    _Rule(
        {None, "dates"},
        lambda column: column.before == "started" and column.are_days() and not column.speaks_of("course"),
        ("business_start",), instead=True,
    ),
    _Rule(
        {None, "dates"}, lambda column: column.before == "operating" and column.are_days() and column.are_closings(),
        ("business_end",), instead=True,
    ),
    _Rule({"contact_result"}, Beside.are_days, ("asked_on",), instead=True),  # "called": when
    _Rule({"phones"}, Beside.are_whole_dates, ("asked_on",), instead=True),  # "contact": when
    # "present (days)", or how long the course was
    _Rule(
        _DATED, lambda column: column.are_numbers_of_days() and len(column.differing) > 1, ("attendance_total",),
        {PEOPLE}, instead=True,
    ),
    _Rule(_DATED, Beside.are_numbers_of_days, _NOTHING, {PEOPLE}, instead=True),
    _Rule({"course_year"}, lambda column: not column.are_years_of_courses(), _NOTHING, instead=True),
    # "in training (hours) of 18"
    _Rule(
        {"product"}, lambda column: len(column.told) > 1 and column.are_counted(), ("attendance_total",), {PEOPLE},
        instead=True,
    ),
    _Rule({"hours"}, Beside.are_those_who_came, ("participants",), {TOTALS}),
    _Rule({None}, Beside.name_schools, ("school",), {TOTALS}),
    # who teaches several classes each
    _Rule({"organiser"}, Beside.has_classes, ("school",), {TOTALS}),
    # "date of the training"
    _Rule({"product"}, lambda column: "start" in column.others and column.are_whole_dates(), _NOTHING, instead=True),
    _Rule({"product"}, Beside.are_whole_dates, ("dates",), instead=True),
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
    _Rule({None}, lambda column: column.speaks_of("tot") and column.are_dated(), ("tot_date",), {TRAINERS}),
    # "Do you still sell?", whatever they do
    _Rule({None}, Beside.ask_who_goes_on, ("operating",), {FOLLOW_UPS}),
    _Rule({None, *OF_BUSINESS}, Beside.tell_what_is_closed, ("operating",), {FOLLOW_UPS}),  # "state": running, closed
    _Rule({None}, lambda column: column.bound_those_attended() and column.are_beside_hours(), ("hours",)),
    _Rule({None}, Beside.bound_those_attended, ("days",), {PEOPLE}),
    # the programme of a school
    _Rule(
        {"product"},
        lambda column: "school" in column.others and bool(column.told) and not column.name_any_product(),
        ("class_name",), {TOTALS},
    ),
    _Rule({"venue"}, Beside.name_products, ("product",)),  # "course and place"
    _Rule(OF_BUSINESS, Beside.answer, ("business",), {PEOPLE}),
    _Rule(OF_BUSINESS, Beside.answer, ("started", "operating"), {FOLLOW_UPS}),
    _Rule(OF_BUSINESS, Beside.tell_businesses, ("business",), {PEOPLE}),
    # "Existing / new business"
    _Rule(
        {None}, lambda column: column.speaks_of("business") and column.tell_businesses(), ("business",), {PEOPLE},
    ),
    # "Did you put a business into operation?"
    _Rule(
        {None, "occupation"}, lambda column: column.speaks_of("business") and column.answer(),
        ("started", "operating"), {FOLLOW_UPS},
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
    _Rule({"organiser"}, Beside.of_each, ("occupation",), {PEOPLE}, instead=True),
    _Rule(
        {"occupation"}, lambda column: column.speaks_of("organisation") and column.of_courses(), ("organiser",),
        {PEOPLE},
    ),
    _Rule({"occupation"}, Beside.are_trades, ("business_type",)),  # "main activity" beside what it brings in a month
    # beside what the people do there
    _Rule(
        {None, "category"}, lambda column: "business_name" in column.others and column.mostly("role"),
        ("position", "role"),
    ),
    _Rule(
        {None}, lambda column: bool(roles_by_letter(column.cells, column.positions, column.words)), ("role",), {PEOPLE},
    ),
    _Rule({"certified_on"}, Beside.name_products, ("product",)),  # "certified for": which products
    _Rule({"outcome"}, Beside.tell_marriages, _NOTHING, instead=True),
    _Rule({"outcome"}, names_another_status, ("category",), {PEOPLE, FOLLOW_UPS}, instead=True),
    _Rule({"outcome"}, Beside.tell_another_status, _NOTHING, instead=True),
    _Rule({"start"}, Beside.answer, ("started",), instead=True),
    _Rule({"end"}, Beside.answer, ("outcome",), instead=True),
    _Rule({"trainer"}, Beside.answer, ("active",), instead=True),
    _Rule({"dates", "venue", "phones", "organiser"}, Beside.answer, _NOTHING, instead=True),
    # "DT" is short for two things in Vietnamese
    _Rule({"phones"}, Beside.have_no_digits, _NOTHING, instead=True),
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
    _Rule({None}, Beside.asks_which, ("business_type",)),
    # "Mr", "Mrs" under a heading that nobody knows, or one for names: a person is asked whether they tell the sex
    _Rule({None, "full_name", "given_name"}, Beside.address_people, ("honorific",)),
    _Rule({None}, Beside.are_words_for_sexes, ("sex",)),
    _Rule({None}, Beside.are_age_brackets, ("age_bracket",), {PEOPLE, TRAINERS, FOLLOW_UPS}),
    _Rule({None}, lambda column: len(column.told) > 1 and column.tell_schooling(), ("education",)),
    _Rule({None}, Beside.name_products, ("product",)),
    *(_Rule({None}, partial(Beside.name_places, level=level), (level,)) for level in LEVELS),
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
    naming = [guess.index for guess in result if guess.field in NAMES_A_COURSE]
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
        column = Beside(guess.header, cells_of[index], words, guess.field, *before, kind, others, courses, positions)
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


def _by_rules(column: Beside) -> str | None:
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
