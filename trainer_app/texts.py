"""Translation of every text that a person reads, through gettext catalogues in resources/translations.

Three catalogues: `workbook` has what a workbook shows, and `check_page` what the page that checks certificates says,
which both may go to a reader of another language; `trainer_app` has all other texts. A language may have some alone.
"""

import gettext
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_spoken: ContextVar[gettext.NullTranslations | None] = ContextVar("spoken", default=None)
_language = "en"


def use_language(language: str) -> None:
    """Choose the language (ISO 639-1 code) for all texts from now on; English where there is no catalogue."""
    global _catalogue, _language
    _language = language
    _catalogue = _translations("trainer_app", language)
    _catalogue.add_fallback(_translations("workbook", language))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Meanwhile, in this thread, all texts are in another language: for what goes to somebody who reads that."""
    catalogue = _translations("trainer_app", language)
    catalogue.add_fallback(_translations("workbook", language))
    token = _spoken.set(catalogue)
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """The chosen language (ISO 639-1 code)."""
    return _language


@lru_cache(8)
def in_language(language: str) -> Callable[[str], str]:
    """Translates what a workbook shows into that language, whatever the chosen one; English where it is not there."""
    return _translations("workbook", language).gettext


@lru_cache(8)
def on_page_in(language: str) -> Callable[[str], str]:
    """Translates what the page that checks certificates says, as `in_language` does of a workbook."""
    return _translations("check_page", language).gettext


def languages() -> tuple[str, ...]:
    """The languages (ISO 639-1 codes) that all texts are there in, English first."""
    return _there("trainer_app")


def workbook_languages() -> tuple[str, ...]:
    """The languages that a workbook can be written in, English first."""
    return _there("workbook")


def page_languages() -> tuple[str, ...]:
    """The languages that the page that checks certificates speaks, English first."""
    return _there("check_page")


def _there(domain: str) -> tuple[str, ...]:
    return ("en", *sorted(found.parents[1].name for found in TRANSLATIONS.glob(f"*/LC_MESSAGES/{domain}.mo")))


def _translations(domain: str, language: str) -> gettext.NullTranslations:
    compiled = TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.mo"
    # Not gettext.translation: it first imports the names of all the world's locales.
    if compiled.exists():
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    return gettext.NullTranslations()


def _(message: str) -> str:
    """The message in the chosen language."""
    return (_spoken.get() or _catalogue).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message in the form that the number n asks for."""
    return (_spoken.get() or _catalogue).ngettext(singular, plural, n)


def N_(message: str) -> str:
    """Mark a module-level constant for translation; translate it with `_` where it is shown."""
    return message
