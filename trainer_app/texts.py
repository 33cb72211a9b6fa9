"""Translation of every text that a person reads, through gettext catalogues in resources/translations."""

import gettext
from pathlib import Path

TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str) -> None:
    """Choose the language (ISO 639-1 code) for all texts from now on; English where there is no catalogue."""
    global _catalogue
    compiled = TRANSLATIONS / language / "LC_MESSAGES" / "trainer_app.mo"
    # Not gettext.translation: it first imports the names of all the world's locales.
    if compiled.exists():
        with compiled.open("rb") as file:
            _catalogue = gettext.GNUTranslations(file)
    else:
        _catalogue = gettext.NullTranslations()


def languages() -> tuple[str, ...]:
    """The languages (ISO 639-1 codes) that the texts are there in, English first."""
    found = TRANSLATIONS.glob("*/LC_MESSAGES/trainer_app.mo")
    return ("en", *sorted(catalogue.parents[1].name for catalogue in found))


def _(message: str) -> str:
    """The message in the chosen language."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message in the form that the number n asks for."""
    return _catalogue.ngettext(singular, plural, n)


def N_(message: str) -> str:
    """Mark a module-level constant for translation; translate it with `_` where it is shown."""
    return message
