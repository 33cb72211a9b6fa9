"""Marks in cells: X under a product, presence at a session, and text that is kept as it is."""

from collections.abc import Sequence

from trainer_app.lists.columns import Column, Entry, marked, refused, unsure
from trainer_app.lists.names import read_name, zawgyi
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import clean, has_letters, is_number, is_zawgyi, plain, script_of
from trainer_app.lists.words import Words
from trainer_app.texts import _


def read_product_marks(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "product:SYB": True for a mark, False for a dash; a question mark is asked for once per column."""
    values: dict[int, dict[str, Value]] = {}
    doubtful: list[Entry] = []
    for entry in entries:
        text = plain(entry.text)
        if text in column.words.sets["present"]:
            values[entry.row] = {column.field: Value(entry.raw, True)}
        elif text in column.words.sets["absent"]:
            values[entry.row] = {column.field: Value(entry.raw, False)}
        elif text.startswith("?"):
            doubtful.append(entry)
        else:
            values[entry.row] = {column.field: unsure(entry, None, "a mark that is not known")}
    if doubtful:
        answer = column.ask(
            "?",
            _('"{mark}" under "{column}": did this person take part?').format(
                mark=doubtful[0].raw, column=column.header
            ),
            [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Leave it empty"))],
            len(doubtful),
        )
        known = {"yes": True, "no": False, "unknown": None}
        for entry in doubtful:
            value = unsure(entry, None, "took part?") if answer is None else marked(entry, known[answer])
            values[entry.row] = {column.field: value}
    return values


def read_products(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "product": codes, several joined by "; ". A name that is not known stays as typed and unsure."""
    return {entry.row: {"product": product_value(entry, column.words)} for entry in entries}


def product_value(entry: Entry, words: Words) -> Value:
    codes = words.product_of(entry.text)
    if codes is None:
        return unsure(entry, clean(entry.text), "a product that is not known")
    return marked(entry, codes)


def read_attendance(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "attendance:N": 1.0 present, 0.5 half, 0.0 absent, or hours above 1 as typed; other marks unsure."""
    return {entry.row: {column.field: _attendance(column, entry)} for entry in entries}


def _attendance(column: Column, entry: Entry) -> Value:
    text = plain(entry.text)
    for kind, share in (("present", 1.0), ("half", 0.5), ("absent", 0.0)):
        if text in column.words.sets[kind] or clean(entry.text) in column.words.sets[kind]:
            return marked(entry, share)
    number = "".join(c for c in text if c.isdigit() or c in ".,").replace(",", ".").strip(".")
    try:
        amount = float(number)
    except ValueError:
        return unsure(entry, None, "a mark that is not known")
    return marked(entry, amount) if amount <= 400 else refused(entry, "more than a course can have")


def read_text(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Text in NFC with single spaces; Zawgyi is marked."""
    return {entry.row: {column.field: _text(column, entry)} for entry in entries}


def _text(column: Column, entry: Entry) -> Value:
    if (column.zawgyi and script_of(entry.text) == "MYANMAR") or is_zawgyi(entry.text):
        return zawgyi(entry.text)
    return marked(entry, clean(entry.text))


def read_names(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """A name in full_name, latin_name, given_name, family_name or father_name."""
    values = {}
    for entry in entries:
        burmese = script_of(entry.text) == "MYANMAR"
        name = zawgyi(entry.text) if column.zawgyi and burmese else read_name(entry.text)
        if is_number(entry.cell):
            name = refused(entry, "a number is no name")
        values[entry.row] = {column.field: name}
    return values


def read_emails(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "email"; what has no @ or holds a space is unsure."""
    values = {}
    for entry in entries:
        text = clean(entry.text)
        good = text.count("@") == 1 and " " not in text and has_letters(text)
        values[entry.row] = {"email": marked(entry, text) if good else unsure(entry, text, "not an address")}
    return values
