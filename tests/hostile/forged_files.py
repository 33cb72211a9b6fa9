"""Workbooks with the right mark and the right digests whose hidden part was written by somebody else."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson
import xlsxwriter
from python_calamine import CalamineWorkbook

from db.journal import encode
from trainer_app.workbook import machine

Changes = list[list[Any]]
Forge = Callable[[dict[str, Any], Changes, list[list[Any]]], Any]
"""Is given the head, the changes and the base rows (JSON) of a good workbook, and bends them."""


def sheets_of(path: Path) -> list[tuple[str, list[list[Any]]]]:
    book = CalamineWorkbook.from_path(path)
    return [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]


def write(path: Path, sheets: Sequence[tuple[str, Sequence[Sequence[Any]]]]) -> None:
    """A workbook of plain cells."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell != "":
                        sheet.write(number, place, cell, *([day] if isinstance(cell, date | datetime) else []))


def forged(good: Path, forge: Forge, path: Path) -> Path:
    """A copy of the good workbook with its hidden part forged, and all its digests right."""
    sheets = sheets_of(good)
    rows = next(rows for _name, rows in sheets if rows and rows[0][0] == machine.MARK)
    head = asdict(machine.read_head(rows, good.name))
    journal = machine.unpack(machine.blob(rows, "journal"), head["journal_digest"], good.name)
    base = machine.unpack(machine.blob(rows, "base"), head["base_digest"], good.name)
    changes, written = ([orjson.loads(line) for line in part.splitlines()] for part in (journal, base))
    lines = forge(head, changes, written)
    packed, head["journal_digest"] = machine.pack(lines if isinstance(lines, list) else map(encode, changes))
    based, head["base_digest"] = machine.pack(map(encode, written))
    cells, digest = machine.pack([encode(head)])
    hidden = [
        [machine.MARK, encode({"format": machine.FORMAT, "head": digest})],
        *(["head", cell] for cell in cells),
        *(["journal", cell] for cell in packed),
        *(["base", cell] for cell in based),
    ]  # fmt: skip
    write(path, [(name, hidden if rows and rows[0][0] == machine.MARK else rows) for name, rows in sheets])
    return path


def every_change(bend: Callable[[list[Any]], None]) -> Forge:
    def forge(_head: dict[str, Any], changes: Changes, _base: list[list[Any]]) -> None:
        for change in changes:
            bend(change)

    return forge


def head(**fields: Any) -> Forge:
    return lambda head, _changes, _base: head.update(fields)


def stamp(number: int, replica: str = "stranger") -> str:
    return f"{1_700_000_000_000 + number:012x}-000000-{replica}"


def more(changes_of: Callable[[list[Any]], list[list[Any]]]) -> Forge:
    """Further changes, made from the creation of a person."""

    def forge(_head: dict[str, Any], changes: Changes, _base: list[list[Any]]) -> None:
        changes.extend(changes_of(next(change for change in changes if change[1] == "person")))

    return forge


def deep(levels: int) -> str:
    return "[" * levels + "]" * levels


def lines(make: Callable[[list[str]], list[str]]) -> Forge:
    """The lines of the journal as they will be written."""
    return lambda _head, changes, _base: make([encode(change) for change in changes])


FORGED: dict[str, Forge] = {
    "text of 5 MB": every_change(lambda change: change[4].update({"full_name": "x" * 5_000_000})
                                 if change[1] == "person" else None),
    "control characters": every_change(lambda change: change[4].update({"full_name": "a\0b\x1b\u202e\ufffe"})
                                       if change[1] == "person" else None),
    "number too large": every_change(lambda change: change[4].update({"birth_year": 10**18})
                                     if change[1] == "person" else None),
    "number of no sense": every_change(lambda change: change[4].update({"birth_year": -(10**12)})
                                       if change[1] == "person" else None),
    "day that is none": every_change(lambda change: change[4].update({"birth_date": "2026-02-31"})
                                     if change[1] == "person" else None),
    "first and last day": every_change(lambda change: change[4].update({"birth_date": "0001-01-01"})
                                       if change[1] == "person" else None),
    "stamps of the year 10889": every_change(
        lambda change: change.__setitem__(0, "ffffffffffff-ffffff-" + change[0][20:])),
    "stamps of 1970": every_change(lambda change: change.__setitem__(0, "000000000000-000000-" + change[0][20:])),
    "one stamp for all": every_change(lambda change: change.__setitem__(0, stamp(1))),
    "stamp of 1 MB": every_change(lambda change: change.__setitem__(0, change[0] + "a" * 1_000_000)),
    "records of any name": every_change(lambda change: change.__setitem__(2, "../../" + change[2])),
    "record of 1 MB": every_change(lambda change: change.__setitem__(2, change[2] * 30_000)),
    "basis of itself": every_change(lambda change: change.__setitem__(5, {name: [change[0]] for name in change[4]})),
    "basis of names unknown": every_change(lambda change: change.__setitem__(5, {"zzz": ["now"], "": [""]})),
    "basis of 100,000": more(lambda person: [
        [stamp(1), "person", person[2], "set", {"full_name": "B"}, {"full_name": [stamp(n) for n in range(100_000)]},
         None, None]]),
    "circle of retractions": more(lambda person: [
        [stamp(n), "person", person[2], "retract", {}, {"!": [stamp((n + 1) % 50)]}, None, None] for n in range(50)]),
    "retraction of itself": more(lambda person: [
        [stamp(1), "person", person[2], "retract", {}, {"!": [stamp(1), person[0]]}, None, None]]),
    "chain of 20,000 retractions": more(lambda person: [
        [stamp(n), "person", person[2], "retract", {}, {"!": [stamp(n - 1)]}, None, None] for n in range(1, 20_000)]),
    "20,000 changes of one field": more(lambda person: [
        [stamp(n), "person", person[2], "set", {"full_name": str(n)}, {}, None, None] for n in range(20_000)]),
    "20,000 deletions against 20,000 edits": more(lambda person: [
        [stamp(n), "person", person[2], "set", {"deleted": True} if n % 2 else {"full_name": str(n)}, {}, None, None]
        for n in range(40_000)]),
    "circle of joins": every_change(lambda change: change[4].update({"merged_into": change[2]})
                                    if change[1] == "person" else None),
    "joined with nobody": every_change(lambda change: change[4].update({"merged_into": "nobody"})
                                       if change[1] == "person" else None),
    "enrolment of nobody": every_change(lambda change: change[4].update({"person_id": "x", "course_id": "y"})
                                        if change[1] == "enrolment" else None),
    "creation of everything twice": every_change(lambda change: change.__setitem__(3, "create")),
    "erasure with values": every_change(lambda change: change.__setitem__(3, "erase")),
    "origin deep": lines(lambda some: [some[0][: some[0].rindex(",")] + ',{"a":' + deep(100_000) + "}]", *some[1:]]),
    "origin of numbers": every_change(lambda change: change.__setitem__(7, {"file": 7, "cell": [], "row": None})),
    "author of 1 MB": every_change(lambda change: change.__setitem__(6, "x" * 1_000_000)),
    "line that is no JSON": lines(lambda some: [*some, "{"]),
    "line of nothing": lines(lambda some: [*some, "", "null", "[]"]),
    "line not in UTF-8": lines(lambda some: [*some, "\\ud800"]),
    "no lines": lines(lambda some: []),
    "deep fields": lines(lambda some: [some[0].replace("{", '{"a":' + deep(100_000) + ",", 1), *some[1:]]),
    "number of a million digits": lines(lambda some: [*some, some[0].replace("{", '{"a":' + "9" * 1_000_000 + ",", 1)]),
    "numbers that are none": lines(lambda some: [*some, *(some[0].replace("{", f'{{"a":{value},', 1)
                                                         for value in ("NaN", "Infinity", "-Infinity", "1e999999"))]),
    "lone surrogates": lines(lambda some: [*some, some[0].replace("{", '{"full_name":"\\ud800\\udfff\\udc00",', 1)]),
    "NUL letters everywhere": every_change(lambda change: [
        change[4].update({name: "a\0b\0"}) for name, value in change[4].items() if isinstance(value, str)] and None),
    "negative stamps": every_change(lambda change: change.__setitem__(0, "-00000000001--00001-" + change[0][20:])),
    "counters full": every_change(lambda change: change.__setitem__(0, change[0][:13] + "ffffff-" + change[0][20:])),
    "ids of other tables": every_change(lambda change: change.__setitem__(1, {
        "person": "course", "course": "person", "enrolment": "organisation"}.get(change[1], change[1]))),
    "tables unknown": every_change(lambda change: change.__setitem__(1, "sqlite_master; DROP TABLE person")),
    "fields unknown": every_change(lambda change: change[4].update({"zzz": 1, "id": "x", "": None})),
    "fields of lists": every_change(lambda change: change[4].update({"full_name": ["a", {"b": 1}], "code": {}})),
    "codes of 5,000 digits": every_change(lambda change: change[4].update({"code": "SYB-2026-ABC-" + "9" * 5_000})
                                          if change[1] == "course" else None),
    "base twice": lambda _head, _changes, base: base.extend(list(base)),
    "base of a megabyte": lambda _head, _changes, base: [
        row[2].__setitem__(0, "x" * 1_000_000) for row in base] and None,
    "replica of others": head(replica="../../etc/passwd\0", code="\u202e"),
    "too many fields": every_change(lambda change: change.append(1)),
    "base of numbers": lambda _head, _changes, base: base.__setitem__(slice(None), [1, 2, 3]),
    "base of short rows": lambda _head, _changes, base: [row.__setitem__(2, []) for row in base] and None,
    "base of rows too long": lambda _head, _changes, base: [row[2].extend(["x"] * 50) for row in base] and None,
    "base of other cells": lambda _head, _changes, base: [row.__setitem__(2, [7] * 9) for row in base] and None,
    "base of other sheets": lambda _head, _changes, base: [row.__setitem__(0, "zzz") for row in base] and None,
    "base of other records": lambda _head, _changes, base: [row.__setitem__(1, ["a"]) for row in base] and None,
    "head without columns": head(columns={}),
    "columns of other sheets": head(columns={"zzz": ["a"]}),
    "columns of other names": head(columns={"participants": ["a", "b"], "courses": ["a"]}),
    "columns a text": head(columns="abc"),
    "lists of nothing": head(lists={}),
    "lists a text": head(lists="abc"),
    "lists of triples": head(lists={"sex": [["a", "b", "c"]]}),
    "kind unknown": head(kind="zzz"),
    "sender of 1 MB": head(sender="x" * 1_000_000),
    "sender that commands": head(sender="%s%n{0}{file.__class__}\x1b[2J"),
    "workbook of any name": head(workbook="%' OR 1=1 --"),
    "stamp at its end": head(stamp="ffffffffffff-ffffff-a"),
    "stamp of nothing": head(stamp=""),
    "replica of nothing": head(replica="", code=""),
    "format of old": head(format=-1),
    "language unknown": head(language="../../etc", country="../.."),
}  # fmt: skip
"""Every one of these must end in a plan or a sentence."""
