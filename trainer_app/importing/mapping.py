"""The mapping file of an import: what headings are, answers to questions and options, for all lists or some of them."""

import fnmatch
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainer_app.errors import UserError
from trainer_app.lists.guesses import BY_PLACE
from trainer_app.lists.kinds import FIELDS
from trainer_app.texts import _

_KEYS = ("course", "product", "likely", "headings", "answers", "files")
_REMEMBERED = ("sender", "layout", "language")  # in the files of importing.memory, which may be given as well
_FIELDS = frozenset().union(*FIELDS.values(), BY_PLACE)
_WITH_PRODUCT = ("product", "sexmark")


@dataclass(frozen=True)
class ListMapping:
    """What a file says for one list. course: a course's code."""

    course: str | None = None
    product: str | None = None
    likely: str | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


def read_mapping(path: Path) -> dict[str, Any]:
    """The content of a mapping file, checked. Raises UserError.

    product = "SYB"                      # for every list
    [headings]
    "Ime i prezime" = "full_name"        # heading = field; "" for nothing, "product:SYB" for marks under a product
    [answers]
    "List!D4:m" = "M"                    # question = option, as the plan shows them
    [files."Mandalay*.xlsx"]             # for lists of that name, over what is said above
    course = "SYB-2026-K7Q-001"
    """
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UserError(_("The mapping file {file} could not be read. Nothing was done.").format(file=path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        sentence = _("The mapping file {file} is not in the form of TOML ({reason}). Nothing was done.")
        raise UserError(sentence.format(file=path, reason=error)) from error
    for part in (content, *content.get("files", {}).values()):
        _check(path, part)
    return content


def _check(path: Path, part: Mapping[str, Any]) -> None:
    for key in part:
        if key not in (*_KEYS, *_REMEMBERED):
            sentence = _("The mapping file {file} says “{key}”, which means nothing. It may say: {keys}.")
            raise UserError(sentence.format(file=path, key=key, keys=", ".join(_KEYS)))
    for heading, name in part.get("headings", {}).items():
        if name and name not in _FIELDS and name.partition(":")[0] not in _WITH_PRODUCT:
            sentence = _(
                "In the mapping file {file} “{heading}” is to be “{field}”, which is no field. Fields: {fields}."
            )
            raise UserError(sentence.format(file=path, heading=heading, field=name, fields=", ".join(sorted(_FIELDS))))


def mapping_for(content: Mapping[str, Any], file: str) -> ListMapping:
    """What a mapping file says for a list of this name: what it says for all, and for the patterns that fit."""
    parts = [content]
    parts += [part for pattern, part in content.get("files", {}).items() if fnmatch.fnmatch(file, pattern)]
    merged: dict[str, Any] = {"headings": {}, "answers": {}}
    for part in parts:
        merged |= {key: part[key] for key in ("course", "product", "likely") if key in part}
        for key in ("headings", "answers"):
            merged[key] |= part.get(key, {})
    return ListMapping(**merged)
