"""Translation of every text that a person reads, through gettext catalogues in resources/translations.

Four catalogues: `workbook` has what a workbook shows, `lists` what goes back to the sender of a list, and `check_page`
what the page that checks certificates says, which all may go to a reader of another language; `trainer_app` has all
other texts. A language may have some alone.
"""

import gettext
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_spoken = threading.local()  # its `catalogue`, where a thread speaks another language for a while
_language = "en"


def use_language(language: str) -> None:
    """Choose the language (ISO 639-1 code) for all texts from now on.

    English, all of it, where not all texts are there: half a window in each of two languages helps nobody.
    """
    global _catalogue, _language
    _language = language if _compiled("trainer_app", language).exists() else "en"
    _catalogue = _translations("trainer_app", _language)
    _catalogue.add_fallback(_translations("workbook", _language))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Meanwhile, in this thread, all texts are in another language: for what goes to somebody who reads that."""
    catalogue = _translations("trainer_app", language)
    for domain in ("workbook", "lists"):
        catalogue.add_fallback(_translations(domain, language))
    before = getattr(_spoken, "catalogue", None)
    _spoken.catalogue = catalogue
    try:
        yield
    finally:
        _spoken.catalogue = before


def language() -> str:
    """The chosen language (ISO 639-1 code)."""
    return _language


@lru_cache(8)
def in_language(language: str) -> Callable[[str], str]:
    """Translates what a workbook shows into that language, whatever the chosen one; English where it is not there."""
    return _translations("workbook", language).gettext


@lru_cache(8)
def plural_in_language(language: str) -> Callable[[str, str, int], str]:
    """The same of a text with a number, in the form that the number asks for."""
    return _translations("workbook", language).ngettext


@lru_cache(8)
def on_page_in(language: str) -> Callable[[str], str]:
    """Translates what the page that checks certificates says, as `in_language` does of a workbook."""
    return _translations("check_page", language).gettext


def languages() -> tuple[str, ...]:
    """The languages (ISO 639-1 codes) that all texts are there in, English first."""
    return _there("trainer_app", TRANSLATIONS)


def workbook_languages() -> tuple[str, ...]:
    """The languages that a workbook can be written in, English first."""
    return _there("workbook", TRANSLATIONS)


def list_languages() -> tuple[str, ...]:
    """The languages that can be spoken to the sender of a list, English first."""
    return _there("lists", TRANSLATIONS)


def page_languages() -> tuple[str, ...]:
    """The languages that the page that checks certificates speaks, English first."""
    return _there("check_page", TRANSLATIONS)


@lru_cache(8)
def _there(domain: str, folder: Path) -> tuple[str, ...]:
    return ("en", *sorted(found.parents[1].name for found in folder.glob(f"*/LC_MESSAGES/{domain}.mo")))


def _compiled(domain: str, language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.mo"


def _translations(domain: str, language: str) -> gettext.NullTranslations:
    compiled = _compiled(domain, language)
    # Not gettext.translation: it first imports the names of all the world's locales.
    if compiled.exists():
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    return gettext.NullTranslations()


def _heard() -> gettext.NullTranslations:
    return getattr(_spoken, "catalogue", None) or _catalogue


def _(message: str) -> str:
    """The message in the chosen language."""
    return _heard().gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message in the form that the number n asks for."""
    return _heard().ngettext(singular, plural, n)


def N_(message: str) -> str:
    """Mark a module-level constant for translation; translate it with `_` where it is shown."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:
    """Mark a module-level constant with a number; translate it with `ngettext` where it is shown."""
    return singular, plural
