"""Reads the programme files, checks every key in them, and lays an office's own files over the shipped ones."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer_app.errors import UserError
from trainer_app.file_names import called
from trainer_app.texts import N_, _

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "programmes"

TYPES = {
    "text": N_("a text in quotes"),
    "names": N_('texts by language, such as { en = "…", fr = "…" }'),
    "texts": N_('a list of texts, such as ["…", "…"]'),
    "count": N_("a whole number of 0 or more"),
    "counts": N_("a list of whole numbers, such as [6, 12]"),
    "number": N_("a number of 0 or more"),
    "percent": N_("a number from 0 to 100"),
    "span": N_("a number such as 5, or the least and the most such as [2, 3]"),
    "flag": N_("true or false, without quotes"),
    "observed": N_('a whole number, or "all"'),
    "numbers_by_name": N_("whole numbers by name, such as { managers = 2, workers = 2 }"),
    "table": N_("a heading in brackets with keys under it"),
}


@dataclass(frozen=True)
class OneOf:
    """A text that must be one of these."""

    allowed: tuple[str, ...]


@dataclass(frozen=True)
class Each:
    """A table whose keys are codes that a person chooses; each value has the same shape."""

    shape: "Shape"


Shape = str | OneOf | Each | Mapping[str, "Shape"]

CERTIFICATE_KINDS = (
    "attendance",
    "completion",
    "tot",
    "trainer",
    "master_trainer",
    "facilitator",
    "enterprise",
    "organisation",
)
LEARNERS = ("person", "class", "enterprise", "cooperative", "group", "household", "organisation")

MODULE: Shape = {"name": "names", "hours": "span", "days": "span"}
PRODUCT: dict[str, Shape] = {
    "name": "names",
    "aliases": "texts",
    "editions": "texts",
    "adapts": "texts",
    "learner": OneOf(LEARNERS),
    "needs_trainer": "flag",
    "trainer_level": "text",
    "makes": "text",
    "trainings": "texts",
    "plan": OneOf(("none", "business_plan", "improvement_plan", "action_plan")),
    "days": "span",
    "hours": "span",
    "module_days": "span",
    "modules": Each(MODULE),
    "class_size": "span",
    "trainers": "count",
    "sends": "numbers_by_name",
    "visits": "span",
    "months": "span",
    "requires": {"products": "texts", "records": "texts"},
    "certificate": {
        "kind": OneOf(CERTIFICATE_KINDS),
        "measure": OneOf(("presence", "hours")),
        "attendance": "percent",
        "plan": "flag",
        "test": "percent",
        "otherwise": OneOf(("none", *CERTIFICATE_KINDS)),
    },
    "followup_months": "counts",
    "questionnaire": "text",
    "indicators": "texts",
}
TRAINER_RULE: Shape = {
    "name": "names",
    "practice_courses": "count",
    "practice_unit": OneOf(("course", "class", "tot_cycle")),
    "practice_visits": "count",
    "observed": "observed",
    "within_months": "count",
    "licence_months": "count",
    "active_months": "count",
    "refresher": "flag",
    "exam": "flag",
}
PROGRAMME: dict[str, Shape] = {
    "code": "text",
    "order": "number",
    "name": "names",
    "aliases": "texts",
    "usual": "texts",
    "confirmed": "texts",
    "report_months": "counts",
    "country_statuses": "texts",
    "defaults": {key: shape for key, shape in PRODUCT.items() if key not in ("name", "aliases", "modules")},
    "products": Each(PRODUCT),
    "trainings": Each(PRODUCT),
    "trainer_rules": Each(TRAINER_RULE),
}
SHARED: dict[str, Shape] = {
    "questions": Each(
        {
            "name": "names",
            "kind": OneOf(("yes_no", "choice", "choices", "number", "money", "month", "text")),
            "choices": Each("names"),
            "when": {"question": "text", "is": "texts"},
        }
    ),
    "questionnaires": Each({"name": "names", "questions": "texts"}),
    "indicators": Each(
        {
            "name": "names",
            "unit": OneOf(("share", "number", "money", "percent_change")),
            "better": OneOf(("up", "down")),
        }
    ),
}
FILE: Shape = {**PROGRAMME, **SHARED}


@dataclass(frozen=True)
class ProgrammeFile:
    """One file as read: its path, its text (to name a line) and its values."""

    path: Path
    text: str
    values: dict[str, Any]

    def error(self, where: tuple[str, ...], problem: str) -> UserError:
        """A UserError that names this file, the line and the key, and says what to do."""
        return UserError(
            _(
                "{file}, line {line}: “{key}”: {problem} The programmes were not loaded. "
                "Correct this line, or take the file out of the folder {folder}."
            ).format(
                file=called(self.path),
                line=line_of(self.text, where),
                key=".".join(where),
                problem=problem,
                folder=self.path.parent,
            )
        )


@dataclass(frozen=True)
class Source:
    """All programme files as one tree.

    `programmes` maps a programme's code to its merged values, `shared` holds questions, questionnaires and indicators.
    `confirmed` holds (programme code, path) of what an office set or confirmed by its own file.
    """

    programmes: dict[str, dict[str, Any]]
    shared: dict[str, dict[str, Any]]
    confirmed: frozenset[tuple[str, str]]
    files: tuple[ProgrammeFile, ...]

    def error(self, code: str | None, where: tuple[str, ...], problem: str) -> UserError:
        """A UserError at the last file that holds `where` (of the programme `code`, or of what is shared).

        Where no file holds all of it, the file that holds most of it is named.
        """
        files = [file for file in self.files if code is None or file.values.get("code") == code]
        for length in range(len(where), -1, -1):
            for file in reversed(files):
                if _holds(file.values, where[:length]):
                    return file.error(where, problem)
        raise KeyError(code)


def read(folders: Iterable[Path]) -> Source:
    """All *.toml files of the folders in order; a later folder adds to or overrides single values of an earlier one.

    Tables are merged key by key, lists called `aliases` are joined, any other value is replaced. The first folder is
    the shipped one; what a later one sets counts as confirmed. Raises UserError for a file that cannot be read, is not
    TOML, or has an unknown key or a wrong value.
    """
    files: list[ProgrammeFile] = []
    programmes: dict[str, dict[str, Any]] = {}
    shared: dict[str, dict[str, Any]] = {key: {} for key in SHARED}
    confirmed: set[tuple[str, str]] = set()
    for position, folder in enumerate(folders):
        for path in sorted(folder.glob("*.toml")):
            file = _read_file(path)
            files.append(file)
            own = {key: value for key, value in file.values.items() if key not in SHARED}
            _merge(shared, {key: value for key, value in file.values.items() if key in SHARED})
            code = file.values.get("code")
            if code is None:
                continue
            if position > 0:
                usual = own.get("usual", [])
                confirmed.update((code, leaf) for leaf in leaves(own) if not is_under(leaf, usual))
                confirmed.update((code, path) for path in own.get("confirmed", []))
                own["usual"] = programmes.get(code, {}).get("usual", []) + usual
            _merge(programmes.setdefault(code, {}), own)
    return Source(programmes, shared, frozenset(confirmed), tuple(files))


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """A new tree: `below` with the values of `above` laid over it, by the rule of `read`."""
    result = _copy(below)
    _merge(result, above)
    return result


def leaves(tree: Mapping[str, Any], above: str = "") -> Iterable[str]:
    """The dotted path of every value of the tree that is not itself a table, in order, each after `above`."""
    for key, value in tree.items():
        path = f"{above}.{key}" if above else key
        if isinstance(value, dict) and value:
            yield from leaves(value, path)
        else:
            yield path


def is_under(path: str, heads: Iterable[str]) -> bool:
    """Whether the dotted path is one of `heads` or lies under one of them."""
    return any(path == head or path.startswith(f"{head}.") for head in heads)


def line_of(text: str, where: tuple[str, ...]) -> int:
    """The line (from 1) of a TOML text where the key path `where` is set, else of its nearest parent; 1 if none is.

    Knows headings, dotted keys and one-line inline tables, which is all that programme files use.
    """
    best, depth, heading = 1, 0, ()  # type: tuple[int, int, tuple[str, ...]]
    for number, line in enumerate(text.splitlines(), start=1):
        if match := re.match(r"\s*\[\[?([^\]]+)\]", line):
            heading = _key_parts(match[1])
            at = heading
        elif match := re.match(r"\s*([\w\"'.\- ]+?)\s*=", line):
            at = heading + _key_parts(match[1])
        else:
            continue
        common = len(at) if where[: len(at)] == at else 0
        if common > depth:
            best, depth = number, common
    return best


def _key_parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _read_file(path: Path) -> ProgrammeFile:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            _(
                "{file} could not be read ({reason}). The programmes were not loaded. "
                "Save the file as plain text in UTF-8, or take it out of the folder {folder}."
            ).format(file=called(path), reason=error, folder=path.parent)
        ) from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise UserError(
            _(
                "{file}, line {line} is not written as a programme file ({reason}). The programmes were not loaded. "
                "Look for a missing quote, bracket or comma there, or take the file out of the folder {folder}."
            ).format(file=called(path), line=line, reason=error, folder=path.parent)
        ) from error
    file = ProgrammeFile(path, text, values)
    _check(file, values, FILE, ())
    if "code" not in values and (lost := [key for key in values if key not in SHARED]):
        raise file.error((lost[0],), _('the file does not say which programme it is for: add code = "…" at its top.'))
    return file


def _check(file: ProgrammeFile, value: Any, shape: Shape, where: tuple[str, ...]) -> None:
    """Raise UserError unless `value`, at the key path `where` of the file, has the shape."""
    if isinstance(shape, str):
        if not _is(value, shape):
            raise file.error(where, _("expected is {expected}.").format(expected=_(TYPES[shape])))
    elif isinstance(shape, OneOf):
        if not isinstance(value, str) or value not in shape.allowed:
            raise file.error(where, _("expected is one of: {allowed}.").format(allowed=", ".join(shape.allowed)))
    elif not isinstance(value, dict):
        raise file.error(where, _("expected is {expected}.").format(expected=_(TYPES["table"])))
    elif isinstance(shape, Each):
        for key, inner in value.items():
            _check(file, inner, shape.shape, (*where, key))
    else:
        for key, inner in value.items():
            if key not in shape:
                raise file.error(
                    (*where, key),
                    _("there is no such key. Allowed here: {allowed}.").format(allowed=", ".join(shape)),
                )
            _check(file, inner, shape[key], (*where, key))


def _is(value: Any, kind: str) -> bool:
    """Whether the value is of the kind (a key of `TYPES`)."""
    if kind == "text":
        return isinstance(value, str) and bool(value.strip())
    if kind == "names":
        return isinstance(value, dict) and all(_is(key, "text") and _is(text, "text") for key, text in value.items())
    if kind == "texts":
        return isinstance(value, list) and all(_is(text, "text") for text in value)
    if kind == "count":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind == "counts":
        return isinstance(value, list) and all(_is(number, "count") for number in value)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")
    if kind == "percent":
        return _is(value, "number") and value <= 100
    if kind == "span":
        if isinstance(value, list):
            return len(value) == 2 and all(_is(number, "number") for number in value) and value[0] <= value[1]
        return _is(value, "number")
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "observed":
        return value == "all" or _is(value, "count")
    if kind == "numbers_by_name":
        return isinstance(value, dict) and all(_is(number, "count") for number in value.values())
    raise ValueError(kind)


def _merge(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        old = below.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            _merge(old, value)
        elif key == "aliases" and isinstance(old, list):
            below[key] = [*old, *(alias for alias in value if alias not in old)]
        else:
            below[key] = _copy(value) if isinstance(value, dict) else value


def _copy(tree: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copy(value) if isinstance(value, dict) else value for key, value in tree.items()}


def _holds(tree: Any, where: tuple[str, ...]) -> bool:
    for key in where:
        if not isinstance(tree, dict) or key not in tree:
            return False
        tree = tree[key]
    return True
