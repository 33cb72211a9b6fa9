"""The words that stand on a certificate, by language and kind; an office may give its own instead."""

from functools import cache
from pathlib import Path

from trainer_app.certificates.own_files import Part, read_file
from trainer_app.errors import UserError
from trainer_app.paths import wording_folder

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "wording"
USUAL = "en"
RIGHT_TO_LEFT = ("ar", "fa", "ps", "ur")


class KindWords(Part):
    """The title of one kind and the sentence under the name; an introduction where it differs from the usual one."""

    title: str
    sentence: str
    introduction: str | None = None


class Words(Part):
    """The words of one language. `name` is the language's own; number, copy and hours have a field each."""

    name: str
    introduction: str
    number: str
    copy_mark: str
    hours: str
    contents: str
    module: str
    module_hours: str
    attendance: KindWords
    completion: KindWords
    tot: KindWords
    trainer: KindWords
    master_trainer: KindWords
    facilitator: KindWords
    enterprise: KindWords
    promoter: KindWords | None = None
    key_facilitator: KindWords | None = None
    international_key_facilitator: KindWords | None = None
    expert: KindWords | None = None
    organisation: KindWords | None = None

    def of(self, kind: str) -> KindWords:
        """The words of one of KINDS; where an office's file has none of it, those of the kind that is nearest."""
        found = getattr(self, kind) or getattr(self, _NEAREST[kind])
        assert isinstance(found, KindWords)
        return found


_NEAREST = {
    "promoter": "facilitator", "key_facilitator": "facilitator", "international_key_facilitator": "facilitator",
    "expert": "trainer", "organisation": "attendance",
}  # fmt: skip
"""Kinds that came later: an office's file that was written before them stays good."""

KINDS = tuple(name for name, field in Words.model_fields.items() if field.annotation in (KindWords, KindWords | None))
"""The kinds of certificate: those of courses, and one for each level of trainers (people.trainers.LEVELS)."""


def words(language: str) -> Words:
    """The office's own words of a language (ISO 639-1), else the shipped ones, else English.

    Raises UserError for a file of the office that is wrong, with its line.
    """
    own = wording_folder() / f"{language}.toml"
    if own.exists():
        return _own(own, own.stat().st_mtime_ns)
    return _shipped(language if (SHIPPED / f"{language}.toml").exists() else USUAL)


def labels() -> tuple[tuple[str, str], ...]:
    """The languages that certificates can be written in, with their own names, English first."""
    found = {path.stem: path for folder in (SHIPPED, wording_folder()) for path in sorted(folder.glob("*.toml"))}
    first = {USUAL: found.pop(USUAL)}
    return tuple((code, _label(code, path)) for code, path in (first | found).items())


def _label(code: str, path: Path) -> str:
    try:
        return words(code).name
    except UserError:
        return path.stem


@cache
def _shipped(language: str) -> Words:
    return read_file(SHIPPED / f"{language}.toml", Words)


@cache
def _own(path: Path, _changed: int) -> Words:
    return read_file(path, Words)
