"""The mapping file of an import: headings, answers, options, and what is said of single rows, cells and names."""

import fnmatch
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainer_app.countries import country_code
from trainer_app.errors import UserError
from trainer_app.file_names import located
from trainer_app.lists.kinds import FIELDS
from trainer_app.lists.reading import COUNTRY
from trainer_app.lists.said_headings import BY_PLACE
from trainer_app.spreadsheets.code_pages import code_page
from trainer_app.texts import _

_OPTIONS = ("course", "product", "likely", "country", "encoding")
_TABLES = ("headings", "answers", "names", "rows", "cells")
_OF_SOME = ("rows", "cells")  # of a list itself: said of the lists of one name, never of all
_KEYS = (*_OPTIONS, *_TABLES, "files")
_REMEMBERED = ("sender", "layout", "language")  # in the files of importing.memory, which may be given as well
_FIELDS = frozenset().union(*FIELDS.values(), BY_PLACE)
_WITH_PRODUCT = ("product", "sexmark", "attendance_total")


@dataclass(frozen=True)
class ListMapping:
    """What a file says for one list. course: a course's code; country: ISO 3166; encoding: the code page of a text
    file; names, rows and cells: see importing.said."""

    course: str | None = None
    product: str | None = None
    likely: str | None = None
    country: str | None = None
    encoding: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)


def read_mapping(path: Path) -> dict[str, Any]:
    """The content of a mapping file, checked. Raises UserError.

    product = "SYB"                      # for every list
    country = "Kenya"                    # of telephone numbers and places; else as the list tells
    encoding = "cp1253"                  # of text files that are not in Unicode; else the likeliest
    [headings]
    "Ime i prezime" = "full_name"        # heading = field; "" for nothing, "product:SYB" for marks under a product
    [answers]
    "List!D4:m" = "M"                    # question = option, as the plan shows them
    [names]                              # organisers and trainers: "same" as the likeliest, "new", or an id of the plan
    "Chamber of Commerce" = "same"
    [files."Mandalay*.xlsx"]             # for lists of that name, over what is said above
    course = "SYB-2026-K7Q-001"
    [files."Mandalay May.xlsx".rows]     # who a row is that waits: "same", "new", or an id of the plan
    "List!5" = "new"
    [files."Mandalay May.xlsx".cells]    # what a cell should say
    "List!C6" = "20"
    """
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UserError(
            _("The mapping file {file} could not be read. Nothing was done.").format(file=located(path))
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        sentence = _("The mapping file {file} is not in the form of TOML ({reason}). Nothing was done.")
        raise UserError(sentence.format(file=located(path), reason=error)) from error
    _check(path, content, [key for key in _KEYS if key not in _OF_SOME])
    files = content.get("files", {})
    for part in files.values() if isinstance(files, dict) else ():
        _check(path, part, [key for key in _KEYS if key != "files"])
    return content


def _check(path: Path, part: Any, keys: Sequence[str]) -> None:
    """Whether a part says what it may, in the form in which it is said."""
    for key, said in part.items() if isinstance(part, dict) else {"files": None}.items():
        if key not in (*keys, *_REMEMBERED):
            sentence = _("The mapping file {file} says “{key}”, which means nothing there. It may say: {keys}.")
            raise UserError(sentence.format(file=located(path), key=key, keys=", ".join(keys)))
        texts = isinstance(said, dict) and (key == "files" or all(isinstance(one, str) for one in said.values()))
        if not (texts if key in (*_TABLES, "files") else key in _REMEMBERED or isinstance(said, str)):
            sentence = _("In the mapping file {file} what is said as “{key}” has not the form of “{example}”.")
            example = f'[{key}] "…" = "…"' if key in (*_TABLES, "files") else f'{key} = "…"'
            raise UserError(sentence.format(file=located(path), key=key, example=example))
    for heading, name in part.get("headings", {}).items():
        if name and name not in _FIELDS and name.partition(":")[0] not in _WITH_PRODUCT:
            sentence = _(
                "In the mapping file {file} “{heading}” is to be “{field}”, which is no field. Fields: {fields}."
            )
            raise UserError(
                sentence.format(file=located(path), heading=heading, field=name, fields=", ".join(sorted(_FIELDS)))
            )


def mapping_for(content: Mapping[str, Any], file: str) -> ListMapping:
    """What a mapping file says for a list of this name: what it says for all, and for the patterns that fit."""
    parts = [content]
    parts += [part for pattern, part in content.get("files", {}).items() if fnmatch.fnmatch(file, pattern)]
    merged: dict[str, Any] = {key: {} for key in _TABLES}
    for part in parts:
        merged |= {key: part[key] for key in _OPTIONS if key in part}
        for key in _TABLES:
            merged[key] |= part.get(key, {})
    if "country" in merged:
        merged["country"] = country_code(merged["country"])
        merged["answers"] |= {COUNTRY: merged["country"]}
    if "encoding" in merged:
        merged["encoding"] = code_page(merged["encoding"])
    return ListMapping(**merged)
