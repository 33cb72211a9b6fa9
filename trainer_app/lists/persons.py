"""What only a whole row tells: names joined from two columns, forms of address, sex against identity number."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from trainer_app.lists.by_sex import is_by_sex, with_unmarked
from trainer_app.lists.columns import Column
from trainer_app.lists.dates import parse_date
from trainer_app.lists.honorifics import in_script_of
from trainer_app.lists.id_rules import Told, impossible_ids, told_by_ids
from trainer_app.lists.name_signs import signs_read
from trainer_app.lists.names import (
    all_addressed,
    capitals_apart,
    family_first_in_capitals,
    sex_addressed,
    with_halves,
    without_honorific,
)
from trainer_app.lists.reading import ColumnGuess, Mark, Value
from trainer_app.lists.two_parts import both_halves, family_name_first
from trainer_app.texts import _

ColumnOf = Callable[[ColumnGuess, str], Column]

_ADDRESSED_IN = {"MM": ("my",), "ID": ("id",)}
_MOST_WRONG = 0.2  # of the sexes of a list that its identity numbers contradict
_OF_ONE_SURNAME = frozenset({"AR"})  # where Spanish is spoken, and a third word may be a given name
_GIVEN_AND_SURNAMES = 3  # words of a name
_NAMES = ("full_name", "given_name")
_HALVES = ("given_name", "family_name")
_FAMILY_IN_CAPITALS = frozenset({"es", "fr", "pt"})
"""Languages in which capitals in a name are of the family name."""
_BIRTHS = ("birth_date", "birth_year", "age")
_NOTHING = Told(None, None)
_MARKS: tuple[Mark | None, ...] = ("refused", "unsure", "converted", None)  # the worst first


def settle_rows(
    rows: Mapping[int, dict[str, Value]], guesses: Sequence[ColumnGuess], column: ColumnOf
) -> dict[int, dict[str, Value]]:
    """The rows with full_name, honorific and doubts about sex settled; row numbers as given."""
    by_field = {guess.field: guess for guess in guesses if guess.field}
    order = _parts_of_name(guesses, column)
    settled = {}
    by_id: dict[str, Told] = {}
    impossible: frozenset[str] = frozenset()
    lent = column(by_field.get("full_name", guesses[0]), "full_name") if guesses else None
    spoken = _spoken(rows, lent) if lent is not None else frozenset()
    addressed = {
        language for language in spoken
        if lent is not None and (forms := lent.words.honorifics.get(language)) is not None
        and (forms.glued or forms.stuck or (forms.pairs and "latin_name" not in by_field))  # it may begin a name too
        and all_addressed(rows.values(), forms)
    }  # fmt: skip
    if lent is not None:
        country = "CN" if "zh" in lent.languages else lent.country
        ids = [said for values in rows.values() if (said := _identity(values))]
        by_id = told_by_ids(ids, country, lent.today)
        impossible = impossible_ids(ids, country, by_id)
    halves = _halves_told(rows, lent) if lent is not None and "full_name" in by_field else {}
    for number, values in (signs_read(rows, lent) if lent is not None else rows).items():
        values = _with_full_name(values, order)
        if lent is not None:
            values = without_honorific(values, lent.words, spoken, addressed)
            values = with_halves(values, lent.words, spanish=_ends_with_two_surnames(values, lent), **halves)
            values = _with_year_of_start(_with_doubted_age(values), lent)
        if _identity(values) in impossible:
            wrong = replace(values["national_id"], value=None, mark="refused", note=_("not a possible date"))
            values = values | {"national_id": wrong}
        settled[number] = values
    settled = with_unmarked(_with_births_by_id(settled, by_id), guesses, column)
    of_sex = by_field.get("sex") or next((one for name, one in by_field.items() if is_by_sex(name or "")), None)
    if of_sex is not None:
        _check_ids(settled, by_id, column(of_sex, "sex"))
    if "sex" in by_field:
        _suggest_from_honorifics(settled, column(by_field["sex"], "sex"), of_sexes=True)
    elif (addressing := by_field.get("honorific") or by_field.get("full_name")) is not None:
        _suggest_from_honorifics(settled, column(addressing, "sex"), of_sexes=False)
    return settled


def _ends_with_two_surnames(values: Mapping[str, Value], lent: Column) -> bool:
    """Whether a whole name, if it has words enough, ends with two surnames as Spanish ones do."""
    name = values["full_name"].value if "full_name" in values else ""
    sure = lent.country not in _OF_ONE_SURNAME or len(str(name).split()) > _GIVEN_AND_SURNAMES
    return "es" in lent.languages and sure


def _halves_told(rows: Mapping[int, Mapping[str, Value]], column: Column) -> dict[str, bool]:
    """How the whole names of a list show their halves, see with_halves: capitals are of the family name where nearly
    all have them and the heading, "Prénom et NOM", does not say otherwise."""
    names = [str(values["full_name"].value) for values in rows.values() if "full_name" in values]
    names = [name for name in names if "," not in name]  # the others show their halves by themselves
    aliases = column.words.aliases
    if both_halves(column.header, aliases):
        return {"capitals": capitals_apart(names, family_first=family_name_first(column.header, aliases))}
    if column.languages.isdisjoint(_FAMILY_IN_CAPITALS):
        return {}
    family_last = family_first_in_capitals(names)
    either = any(capitals_apart(names, family_first=first) for first in (True, False))
    return {"capitals": family_last or either, "family_last": family_last}


def _parts_of_name(guesses: Sequence[ColumnGuess], column: ColumnOf) -> list[str | None]:
    """The fields of which a whole name is, in the order of their columns; that of the father too where the
    grandfather's comes after it: one's own name, the father's and the grandfather's are a name in Ethiopia. In Mongolia
    it is the father's and one's own, and the clan's no part of it."""
    if not guesses:
        return []
    by_field = {guess.field: guess for guess in guesses}
    own, father = by_field.get("family_name"), by_field.get("father_name")
    lent = column(guesses[0], "")
    of_father = father is not None and not lent.words.speaks_of(father.header, "spouse")
    if of_father and "given_name" in by_field and "mn" in lent.languages:
        return ["father_name", "given_name"]
    grandfather = own is not None and lent.words.holds("grandfather", own.header)
    parts = (*_HALVES, "father_name") if grandfather else _HALVES
    return list(dict.fromkeys(guess.field for guess in guesses if guess.field in parts))


def _of_country(country: str | None) -> frozenset[str]:
    """The language whose forms of address stand before names in a country also where the list is in English."""
    return frozenset(_ADDRESSED_IN.get(country or "", ()))


def _spoken(rows: Mapping[int, Mapping[str, Value]], lent: Column) -> frozenset[str]:
    """The languages whose forms of address stand before the names of a list."""
    told = lent.languages | _of_country(lent.country)
    names = [str(values[name].value) for values in rows.values() for name in _NAMES if name in values]
    return told | in_script_of(names, told, lent.words.honorifics)


def _with_full_name(values: dict[str, Value], order: Sequence[str | None]) -> dict[str, Value]:
    """full_name joined from the halves in the order of their columns, where the row has no whole name."""
    parts = [values[half] for half in order if half in values and values[half].value is not None]
    if "full_name" in values or not parts:
        return values
    marks = {part.mark for part in parts}
    mark = next(mark for mark in _MARKS if mark in marks)
    raw = " ".join(part.raw for part in parts)
    name = " ".join(str(part.value) for part in parts)
    notes = "; ".join(dict.fromkeys(part.note for part in parts if part.note))
    return values | {"full_name": Value(raw, name, mark, notes)}


def _with_births_by_id(rows: dict[int, dict[str, Value]], by_id: Mapping[str, Told]) -> dict[int, dict[str, Value]]:
    """The date of birth that an identity number holds, where the list tells none or less: an age, a year or month.

    Ages are held to be of one year, that of most rows. Where the list tells something else it is to be looked at, but
    for lists that tell something else of many: then the numbers follow another rule.
    """
    born = {
        number: born
        for number, values in rows.items()
        if (born := by_id.get(_identity(values), _NOTHING).born) is not None
    }
    ages = {number: age for number in born if (age := _told(rows[number], "age")) is not None}
    years = Counter(born[number].year + int(str(age)) for number, age in ages.items()).most_common(1)
    unknown = any(not values.keys().isdisjoint(_BIRTHS) for values in rows.values())  # to those who wrote the list
    agree = {number: _agrees(rows[number], date_, years[0][0] if years else None) for number, date_ in born.items()}
    wrong = [number for number, agrees in agree.items() if not agrees]
    if len(wrong) > max(1, _MOST_WRONG * len(born)):
        return rows
    return rows | {
        number: _with_birth(rows[number], born[number], agrees, unknown=unknown) for number, agrees in agree.items()
    }


def _identity(values: Mapping[str, Value]) -> str:
    """The identity number of a row, one that cannot be read as it was typed; "" where none is."""
    value = values.get("national_id")
    return "" if value is None else value.raw if value.value is None else str(value.value)


def _agrees(values: Mapping[str, Value], born: date, year_of_ages: int | None) -> bool:
    """Whether what a row tells of a birth can be that of a date; ages may be of the year before or after."""
    dated, year, age = (_told(values, name) for name in ("birth_date", "birth_year", "age"))
    if dated is not None:
        return str(born).startswith(str(dated))
    if year is not None:
        return year == born.year
    return age is None or year_of_ages is None or abs(born.year + int(str(age)) - year_of_ages) <= 1


def _with_birth(values: dict[str, Value], born: date, agrees: bool, *, unknown: bool) -> dict[str, Value]:
    """A row with the date of birth that its identity number holds, or with what it tells marked as another.

    unknown: the list tells births, so that of a row without one was not known: the number's is to be looked at.
    """
    if not agrees:
        note = _("the identity number says otherwise")
        told = next(name for name in ("birth_date", "birth_year", "age") if _told(values, name) is not None)
        return values | {told: replace(values[told], mark="unsure", note=note)}
    dated = values.get("birth_date")
    if dated is not None and (dated.mark == "refused" or isinstance(dated.value, date)):
        return values
    typed = dated.raw if dated is not None else ""  # not the number: what was typed of a birth leaves with workbooks
    doubted = unknown and all(_told(values, name) is None for name in _BIRTHS)
    found = {"birth_date": Value(typed, born, "unsure" if doubted else "converted", _("from the id"))}
    if dated is not None and dated.value is not None:  # a month
        found["birth_year"] = Value(dated.raw, born.year, "converted")
    return values | found


def _told(values: Mapping[str, Value], name: str) -> object:
    return values[name].value if name in values else None


def _with_doubted_age(values: dict[str, Value]) -> dict[str, Value]:
    """An age beside an impossible date of birth is unsure: it was often computed from it."""
    if "age" not in values or "birth_date" not in values or values["birth_date"].mark != "refused":
        return values
    note = _("the date of birth beside it is impossible")
    return values | {"age": replace(values["age"], mark="unsure", note=note)}


def _with_year_of_start(values: dict[str, Value], column: Column) -> dict[str, Value]:
    """An end without a year ("7月10日") gets that of the start, or the next where it would come before it."""
    start, end = values.get("start"), values.get("end")
    if start is None or end is None or end.value is not None or not isinstance(start.value, date):
        return values
    text = parse_date(end.text, column.words)
    if text is None or text.end.year is not None or text.end.month is None or text.end.day is None:
        return values
    try:
        found = date(start.value.year, text.end.month, text.end.day)
    except ValueError:
        return values
    if found < start.value:
        found = date(found.year + 1, found.month, found.day)
    return values | {"end": replace(end, value=found, mark="converted", note=_("the year of the start"))}


def _check_ids(rows: Mapping[int, dict[str, Value]], by_id: Mapping[str, Told], column: Column) -> None:
    """A sex that the identity number contradicts is unsure until a person says which is right."""
    told = {
        number: (str(values["sex"].value), by_id[said].sex)
        for number, values in rows.items()
        if "sex" in values and values["sex"].value is not None
        and (said := _identity(values)) in by_id and values["national_id"].value is not None
    }  # fmt: skip
    wrong = {number for number, (typed, held) in told.items() if held not in (None, typed)}
    if len(wrong) > max(1, _MOST_WRONG * len(told)):
        return  # then the numbers follow another rule
    for number in sorted(wrong):
        values = rows[number]
        sex = values["sex"]
        name = values["full_name"].value if "full_name" in values else number
        answer = column.ask(
            f"id{number}",
            _("{name}: the column of sex and the identity number disagree. Which is right?").format(name=name),
            [("F", _("Woman")), ("M", _("Man")), ("unknown", _("Leave it empty"))],
            [number],
            lasting=False,
        )
        note = _("the identity number says otherwise")
        if answer is None:
            values["sex"] = replace(sex, mark="unsure", note=note)
        else:
            values["sex"] = Value(sex.raw, None if answer == "unknown" else answer, "converted", note)


def _suggest_from_honorifics(rows: Mapping[int, dict[str, Value]], column: Column, *, of_sexes: bool) -> None:
    """Sexes that a list does not tell are offered to be taken from the forms of address; never without being asked.
    column: that of the sexes, or where there is none that of the forms."""
    if any("sex" in values for values in rows.values()):
        return
    spoken = column.languages | _of_country(column.country)
    told = {number: sex_addressed(values, column.words, spoken) for number, values in rows.items()}
    hints = {number: one for number, one in told.items() if one is not None}
    if not hints:
        if of_sexes and rows:
            _ask_of_all(rows, column)
        return
    empty = _('The column "{column}" is empty. Take it from the forms of address before the names?')
    missing = _('No column tells the sex. Take it from the forms of address in the column "{column}"?')
    options = [("yes", _("Yes, mark it as unsure")), ("no", _("No, leave it empty"))]
    text = (empty if of_sexes else missing).format(column=column.header)
    if column.ask("honorific", text, options, len(hints)) == "yes":
        for number, (form, sex) in hints.items():
            values = rows[number]
            typed = "" if of_sexes else values.get("honorific", values["full_name"]).raw
            values["sex"] = Value(typed, sex, "unsure", _("from {form}").format(form=form))


def _ask_of_all(rows: Mapping[int, dict[str, Value]], column: Column) -> None:
    """A column of sexes without one: a course of women alone may leave it empty."""
    text = _('The column "{column}" is empty. Are all {n} women, or men?').format(column=column.header, n=len(rows))
    options = [("F", _("All are women")), ("M", _("All are men")), ("unknown", _("Leave it empty"))]
    answer = column.ask("all", text, options, len(rows), lasting=False)
    if answer in ("F", "M"):
        for values in rows.values():
            values["sex"] = Value("", answer, "converted", _("told of the whole column"))
