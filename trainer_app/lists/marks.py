"""Marks in cells: X under a product, presence at a session, and text that is kept as it is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import dropwhile

from trainer_app.lists.births import read_dates
from trainer_app.lists.columns import Column, Entry, marked, once_each, refused, unsure
from trainer_app.lists.dates import parse_date
from trainer_app.lists.figures import read_measures
from trainer_app.lists.mark_letters import ambiguous, of_language
from trainer_app.lists.modules import module_number
from trainer_app.lists.names import read_name
from trainer_app.lists.out_of import out_of
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.phones import country_of_number, fits, numbers_in, read_phones
from trainer_app.lists.reading import ColumnGuess, Value
from trainer_app.lists.scripts import clean, has_letters, is_number, plain
from trainer_app.lists.statuses import outcome_told
from trainer_app.lists.word_finder import one_of
from trainer_app.lists.words import Words
from trainer_app.texts import _

_BATCH = re.compile("第?[一二三四五六七八九十]{1,3}[期班批次届]")  # of a course
_LONGEST_ARTICLE = 3  # letters of a small word within the name of a place
_TICKS = frozenset({"✓", "✔", "√", "☑", "✅", "/"})
_CROSSES = frozenset({"x", "✗", "✘", "✕", "✖", "☒", "❌"})  # present in a list of crosses, absent beside ticks
_AWAY = frozenset({"-", "–", "0"})  # signs that say absent and nothing else
EXCUSED = -1.0  # away with leave: among shares of a session
_DIGIT = re.compile(r"\d")
_TELEPHONE = re.compile(  # seven digits or more, and no two years
    r"[(/]?\+?(?!(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d(?!\d))(?<!\d)\d(?:[\s()–-]*\d){6,}[)/]?"
)
_SHARES = {"present": 1.0, "half": 0.5, "absent": 0.0, "excused": EXCUSED}


def read_product_marks(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "product:SYB": True for a mark, False for a dash; a question mark is asked for once per column.

    Dates instead of marks give "start:SYB" and "end:SYB" besides.
    """
    values = _dates_for_marks(column, entries)
    doubtful: list[Entry] = []
    for entry in entries:
        if entry.row in values:
            continue
        text = plain(entry.text)
        if text in column.words.sets["present"]:
            values[entry.row] = {column.field: Value(entry.raw, True)}
        elif text in column.words.sets["absent"]:
            values[entry.row] = {column.field: Value(entry.raw, False)}
        elif text.startswith("?"):
            doubtful.append(entry)
        else:
            values[entry.row] = {column.field: unsure(entry, None, _("a mark that is not known"))}
    if doubtful:
        answer = column.ask(
            "?",
            _('"{mark}" under "{column}": did this person take part?').format(
                mark=doubtful[0].raw, column=column.header
            ),
            [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Leave it empty"))],
            [entry.row for entry in doubtful],
            lasting=False,
        )
        known = {"yes": True, "no": False, "unknown": None}
        for entry in doubtful:
            value = unsure(entry, None, _("took part?")) if answer is None else marked(entry, known[answer])
            values[entry.row] = {column.field: value}
    return values


def _dates_for_marks(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """For the cells that hold the dates on which somebody took the product: that it was taken, and when."""
    dated = [e for e in entries if isinstance(e.cell, date) or parse_date(e.text, column.words) is not None]
    if not dated:
        return {}
    of_dates = replace(column, field="dates")
    code = column.field.partition(":")[2]
    return {
        row: {column.field: Value(found["start"].raw, True)}
        | {f"{name}:{code}": value for name, value in found.items()}
        for row, found in read_dates(of_dates, dated).items()
    }


def read_products(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "product": codes, several joined by "; ". A name that is not known stays as typed and unsure."""
    values = {}
    for entry in entries:
        module = module_number(entry.text, whole=True) if "score" in column.hints else None
        told = marked(entry, f"SCORE-M{module}") if module else product_value(entry, column.words)
        values[entry.row] = {"product": told}
        place = place_beside(entry.text, column.words)
        if place:
            values[entry.row]["place_beside"] = Value(entry.raw, place, "converted", _("beside the product"))
    return values


@lru_cache(maxsize=1_000)
def place_beside(text: str, words: Words) -> str | None:
    """The place that stands after a product, or several, in one text, "ISUN Cusco", "Taller de ISUN Cusco"; None where
    the rest is anything else."""
    if words.product_of(text) is None or any(c.isdigit() for c in text):
        return None
    rest = text = _without_course(clean(text), words)
    for word in sorted(words.products, key=len, reverse=True):
        rest = re.sub(rf"(?<![^\W\d_])(?:{one_of([word])})(?![^\W\d_])", " ", rest, flags=re.IGNORECASE)
    rest = rest.lstrip(" +&") if len(words.product_words(text)) > 1 else rest  # "GIN + ISUN Cusco"
    if re.search(r"[()（）+&/;:]", rest) or _BATCH.fullmatch(rest.strip()):
        return None
    parts = rest.replace(",", " ").split()
    if parts and text.startswith(parts[0]):
        return None  # a word for training, or the like, in any language
    known = words.sets["no_place"]
    if words.speaks_of(rest, "course"):
        return None  # "GYB သင်တန်း", where no blank parts the words
    named = all(
        part[0].isupper() or not part[0].isascii() or (0 < number < len(parts) - 1 and len(part) <= _LONGEST_ARTICLE)
        for number, part in enumerate(parts)
    )  # "San Juan de la Maguana"
    return " ".join(parts) if parts and named and not any(plain(part) in known for part in parts) else None


def _without_course(text: str, words: Words) -> str:
    """A text without the word for a course that it begins with, and the small words behind that: "Taller de"."""
    first, _blank, rest = text.partition(" ")
    if not rest or not words.speaks_of(first, "course") or words.product_of(first) is not None:
        return text
    return " ".join(dropwhile(lambda word: len(word) <= _LONGEST_ARTICLE and word.islower(), rest.split()))


def product_value(entry: Entry, words: Words) -> Value:
    codes = words.product_of(entry.text)
    if codes is None:
        return unsure(entry, clean(entry.text), _("a product that is not known"))
    if len({words.products[word] for word in words.product_words(entry.text)}) > len(codes.split("; ")):
        return unsure(entry, codes, _("the name beside it is of another product"))
    return marked(entry, codes)


def read_attendance(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "attendance:N": 1.0 present, 0.5 half, 0.0 absent, EXCUSED, or hours above 1; other marks unsure.

    A word that somebody left the course tells "outcome" besides.
    """
    values = {entry.row: {column.field: _attendance(column, entry)} for entry in entries}
    for entry in entries:
        if values[entry.row][column.field].value is None and (told := outcome_told(entry.text, column.words)):
            values[entry.row] = _not_there(column, entry, told)
    return values


def _not_there(column: Column, entry: Entry, outcome: str) -> dict[str, Value]:
    """What a word for how the course ended says in the column of one day."""
    if outcome == "dropped_out":
        day = unsure(entry, 0.0, _("left the course: absent on this day already?"))
        return {column.field: day, "outcome": _ended(column, entry, outcome)}
    plainly = plain(entry.text) in column.words.sets[f"outcome:{outcome}"]  # and not "absent with leave"
    absent = outcome == "no_show" and plainly
    return {column.field: marked(entry, 0.0) if absent else unsure(entry, None, _("a mark that is not known"))}


def _ended(column: Column, entry: Entry, outcome: str) -> Value:
    """How the course ended by a cell of attendance, to be looked at where that says more than this."""
    certain = plain(entry.text) in column.words.sets[f"outcome:{outcome}"]
    return (marked if certain else unsure)(entry, outcome, _("from the column of attendance"))


def read_attended(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "attendance_total", days or hours; a word instead tells "outcome", or only that somebody was there."""
    values = {}
    counted = []
    for entry in entries:
        outcome = outcome_told(entry.text, column.words)
        there = plain(entry.text) in column.words.sets["present"]
        if told_both := out_of(entry.text):
            values[entry.row] = {column.field: _part(entry, *told_both)}
        elif any(map(str.isdigit, plain(entry.text))) or not (outcome or there):
            counted.append(entry)
        elif outcome:
            told = Value(entry.raw, None, "converted", _("says how the course ended, not how long somebody was there"))
            values[entry.row] = {column.field: told, "outcome": _ended(column, entry, outcome)}
        else:
            values[entry.row] = {
                column.field: Value(entry.raw, None, "converted", _("was there; how long is not said"))
            }
    return values | read_measures(column, counted)


def _part(entry: Entry, present: float, held: float) -> Value:
    """The days or hours of a cell that also tells how many there were."""
    if present > held:
        return unsure(entry, None, _("more than a course can have"))
    return marked(entry, present, _("the number in the cell"))


def doubled_days_settled(guesses: Sequence[ColumnGuess], column: ColumnOf) -> tuple[ColumnGuess, ...]:
    """The columns without those of a day that a person says stands twice by mistake; asked once for each such day.

    Where every day stands twice, they are its half-days.
    """
    days = [guess for guess in guesses if (guess.field or "").startswith("attendance:")]
    headings = Counter(plain(guess.header) for guess in days)
    doubled = {heading for heading, count in headings.items() if count > 1 and any(map(str.isdigit, heading))}
    if not doubled or set(headings.values()) == {2}:
        return tuple(guesses)
    result = list(guesses)
    seen: set[str] = set()
    for guess in days:
        heading = plain(guess.header)
        if heading in doubled and heading in seen:
            text = _('"{day}" stands above more than one column of attendance. Was this a day of its own?')
            options = [("yes", _("Yes, another day or half-day")), ("no", _("No, leave this column out"))]
            if column(guess, guess.field or "").ask("doubled", text.format(day=guess.header), options, 1) == "no":
                result[guess.index] = replace(guess, field=None, certainty=0.0)
        seen.add(heading)
    return tuple(result)


def _attendance(column: Column, entry: Entry) -> Value:
    text = plain(entry.text)
    if told := column.attendance_letters.get(text.rstrip(".")):  # also of a letter that is cut short, "ลป."
        return marked(entry, _SHARES[told])
    if text in _CROSSES and column.attendance_signs & _TICKS:
        if text == "x" and column.attendance_signs & _AWAY and "/" not in column.attendance_signs:
            return marked(entry, 1.0, _("a cross beside another sign for absent"))
        only = column.attendance_signs.isdisjoint({*_AWAY, "", "a"})  # nothing else says that somebody was away
        return unsure(entry, 0.0 if only else None, _("a cross where others have a tick: present or absent?"))
    away = text == "p" and column.attendance_signs & (_TICKS | _CROSSES)
    if away or (text == "l" and column.attendance_signs >= {"p", "a"}):  # on leave, or late
        return unsure(entry, EXCUSED, _("a letter where others have a mark: away with permission?"))
    for kind, share in _SHARES.items():
        if text in column.words.sets[kind] or clean(entry.text) in column.words.sets[kind]:
            return _letter(column, entry, text, share)
    number = "".join(c for c in text if c.isdigit() or c in ".,").replace(",", ".").strip(".")
    try:
        amount = float(number)
    except ValueError:
        return unsure(entry, None, _("a mark that is not known"))
    return marked(entry, amount) if amount <= 400 else refused(entry, _("more than a course can have"))


def _letter(column: Column, entry: Entry, text: str, share: float) -> Value:
    """A mark that is known; a letter that means several things is taken only as its language has it."""
    told = {of_language(language, column.words).get(text) for language in column.languages}
    if text in ambiguous(column.words) and told != {_kind_of(share)}:
        return unsure(entry, share, _("this letter is another mark in other lists: present, absent or excused?"))
    return marked(entry, share)


def _kind_of(share: float) -> str:
    return next(kind for kind, one in _SHARES.items() if one == share)


def read_text(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Text in NFC with single spaces."""
    read = once_each(entries, lambda entry: marked(entry, clean(entry.text)))
    return {row: {column.field: value} for row, value in read.items()}


def read_names(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """A name in full_name, latin_name, given_name, family_name or father_name; "phones" where one stands beside it."""
    plainly = [entry for entry in entries if not (is_number(entry.cell) or _DIGIT.search(entry.text))]
    alone = once_each(plainly, lambda entry: _name(entry, entry.text))
    values = {row: {column.field: name} for row, name in alone.items()}
    for entry in entries:
        if entry.row in alone:
            continue
        text, phones = _apart_from_phones(entry, column)
        name = refused(entry, _("a number is no name")) if is_number(entry.cell) else _name(entry, text)
        values[entry.row] = {column.field: name}
        if phones:
            note = _("without the telephone number beside the name")
            values[entry.row][column.field] = replace(name, mark=name.mark or "converted", note=note)
            values[entry.row] |= read_phones(column, [Entry(entry.row, phones, phones)])[entry.row]
    return values


def _name(entry: Entry, text: str) -> Value:
    """The name in the text of a cell."""
    name = read_name(text)
    if name.raw == entry.raw:
        return name
    return replace(name, raw=entry.raw, mark=name.mark or "converted")  # it was typed for another font


def _apart_from_phones(entry: Entry, column: Column) -> tuple[str, str]:
    """The name in a cell, and the telephone numbers beside it, "" for none.

    Where the heading asks for no telephone only a mobile number of the country is one, or one that tells its country.
    """
    text = entry.text
    if is_number(entry.cell) or column.field == "father_name" or _DIGIT.search(text) is None:
        return text, ""
    country, asked = column.country_of(entry.row), column.words.asks_for_phone(column.header)
    found = [match[0].strip("(/)") for match in _TELEPHONE.finditer(text)]
    if not found or not (asked or all(_is_phone(number, country) for number in found)):
        return text, ""
    names = [_unlabelled(part, column.words) for part in _TELEPHONE.split(text)]
    name = clean(" ".join(filter(has_letters, names)))
    return (name, " / ".join(found)) if has_letters(name) else (text, "")


def _is_phone(text: str, country: str | None) -> bool:
    typed = numbers_in(text)
    if len(typed) != 1:
        return False
    if typed[0].startswith(("+", "00")):
        return country_of_number(typed[0]) is not None
    return country is not None and fits(typed[0], country, mobile=True)


def read_trainers(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "trainer": one name or several as they are written, those on lines of their own parted by a sign."""
    return {entry.row: {column.field: trainers_value(entry, column.words)} for entry in entries}


def trainers_value(entry: Entry, words: Words) -> Value:
    """The names in a cell of trainers; a telephone number beside one is no part of it and is left in what was typed."""
    lines = "; ".join(filter(None, map(clean, entry.text.splitlines())))
    names = [_unlabelled(part, words) for part in _TELEPHONE.split(lines)]
    if len(names) == 1 or not any(map(has_letters, names)):
        return marked(entry, lines)
    return marked(entry, "; ".join(filter(None, names)), _("without the telephone number beside the name"))


def _unlabelled(name: str, words: Words) -> str:
    """A name without signs at its edges and a word for a telephone behind it."""
    name = name.strip(" ,;:/|-–").removesuffix("(").rstrip(" ,;:/|-–")
    rest, _space, last = name.rpartition(" ")
    return rest.rstrip(" ,;:/|(-–") if "phones" in words.fields_of(last.strip("(.:")) else name


def read_emails(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "email"; what has no @ or holds a space is unsure."""
    values = {}
    for entry in entries:
        text = clean(entry.text)
        good = text.count("@") == 1 and " " not in text and has_letters(text)
        values[entry.row] = {"email": marked(entry, text) if good else unsure(entry, text, _("not an address"))}
    return values
