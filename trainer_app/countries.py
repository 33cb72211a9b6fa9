"""Countries under all the names they go by."""

from collections.abc import Mapping, Sequence
from functools import cache

from babel import Locale

from trainer_app.errors import UserError
from trainer_app.formats import fold
from trainer_app.texts import _

_LANGUAGES = (
    "en", "fr", "es", "pt", "ar", "my", "km", "lo", "th", "vi", "zh", "id", "ru", "sw", "mn", "ne", "hi", "bn", "si",
    "ta", "ur", "fa", "am",
)  # fmt: skip

# Names in use at the United Nations and in older papers that the Unicode locale data does not have.
_OTHER_NAMES = {
    "VN": "Viet Nam; SR Vietnam; Socialist Republic of Viet Nam",
    "LA": "Lao PDR; Lao; PDR Lao; Lao People's Democratic Republic; République démocratique populaire lao",
    "MM": "Burma; Myanmar; Republic of the Union of Myanmar; Birmanie", "KH": "Kampuchea; Cambodge",
    "TL": "East Timor; Timor Leste", "CI": "Ivory Coast; Cote d'Ivoire", "SZ": "Swaziland",
    "CD": "DRC; DR Congo; RDC; Democratic Republic of the Congo; République démocratique du Congo; Zaire",
    "CG": "Congo; Republic of the Congo; Congo Brazzaville", "TZ": "Tanzania; United Republic of Tanzania",
    "IR": "Iran; Iran (Islamic Republic of); Islamic Republic of Iran", "SY": "Syrian Arab Republic; Syria",
    "BO": "Bolivia (Plurinational State of); Plurinational State of Bolivia", "MD": "Republic of Moldova; Moldova",
    "VE": "Venezuela (Bolivarian Republic of); Bolivarian Republic of Venezuela", "RU": "Russian Federation",
    "KR": "Republic of Korea; Korea, Republic of; South Korea", "CV": "Cabo Verde; Cape Verde",
    "KP": "Democratic People's Republic of Korea; DPRK; North Korea", "BN": "Brunei Darussalam",
    "CZ": "Czech Republic; Czechia", "MK": "Macedonia; FYROM; North Macedonia", "TR": "Turkey; Türkiye; Turkiye",
    "PS": "Palestine; Occupied Palestinian Territory; oPt; State of Palestine; West Bank and Gaza",
    "GB": "UK; United Kingdom of Great Britain and Northern Ireland; Great Britain",
    "US": "USA; United States of America",
    "CN": "People's Republic of China; PRC", "HK": "Hong Kong", "MO": "Macau; Macao", "TW": "Taiwan, China",
    "KG": "Kyrgyz Republic; Kyrgyzstan", "FM": "Micronesia (Federated States of); Micronesia",
    "AE": "UAE", "GM": "The Gambia", "BS": "The Bahamas", "NL": "The Netherlands; Holland", "SS": "South Sudan",
    "PG": "PNG", "BD": "People's Republic of Bangladesh", "LK": "Ceylon", "ST": "Sao Tome and Principe",
    "BA": "Bosnia", "XK": "Kosovo", "CF": "CAR", "EG": "Arab Republic of Egypt", "YE": "Republic of Yemen",
}  # fmt: skip


_WITHOUT_BLANKS = ("zh", "th", "lo", "km", "my")
_LONGEST_NAME = 6  # words


def country_code(text: str) -> str:
    """The ISO 3166 code (two letters) of a country named in any usual way. Raises UserError for no country."""
    code = find_country(text)
    if code is None:
        raise UserError(
            _("“{text}” is not the name of a country. Write it in English or use its two-letter code.").format(
                text=text
            )
        )
    return code


def find_country(text: str) -> str | None:
    """The ISO 3166 code of a country named in any usual way, None for no country."""
    name = fold(text)
    if len(name) == 2 and name.upper() in _codes():
        return name.upper()
    for languages in (("en", "fr", "es"), _LANGUAGES):  # the others take longer to read and are rare
        if code := _countries(languages).get(name.removeprefix("the ")) or _countries(languages).get(name):
            return code
    return None


def countries_in(text: str, languages: Sequence[str] = ()) -> frozenset[str]:
    """The countries that a text names in whole words, in English, French, Spanish or these languages.

    Two letters alone name none here: they are words as well.
    """
    own = tuple(language for language in languages if language in _LANGUAGES)
    known = {
        name: code
        for name, code in {**_countries(own), **_countries(("en", "fr", "es"))}.items()
        if len(name) > 2 or not name.isascii()
    }
    found = set()
    for line in text.split("\n"):
        folded = fold(line)
        words = folded.split()
        first = 0
        while first < len(words):
            lengths = range(min(len(words) - first, _LONGEST_NAME), 0, -1)
            length = next((one for one in lengths if " ".join(words[first : first + one]) in known), 0)
            if length:
                found.add(known[" ".join(words[first : first + length])])
            first += length or 1
        if any(language in _WITHOUT_BLANKS for language in own):
            found |= {known[name] for name in _names_within(folded, known)}
    return frozenset(found)


def _names_within(text: str, known: Mapping[str, str]) -> list[str]:
    """Names in a text whose writing has no blanks between words; of two that overlap the longer one."""
    names = [name for name in known if name in text and not name.isascii()]
    return [name for name in names if not any(name != other and name in other for other in names)]


def country_name(code: str | None, language: str = "en") -> str:
    """The name of a country in a language; the code itself where it is not known, "" for None."""
    if not code:
        return ""
    if code == "VN" and language == "en":
        return "Viet Nam"
    if code == "LA" and language == "en":
        return "Lao PDR"
    return Locale.parse(language.replace("-", "_")).territories.get(code) or code


def countries(language: str = "en") -> list[tuple[str, str]]:
    """All countries as (ISO 3166, name in a language), by their names."""
    return sorted(((code, country_name(code, language)) for code in _codes()), key=lambda pair: fold(pair[1]))


@cache
def _codes() -> frozenset[str]:
    codes = {str(code) for code in Locale.parse("en").territories}
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - {"EU", "EZ", "UN", "ZZ", "QO"}


@cache
def _countries(languages: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, names in _OTHER_NAMES.items():
        for name in names.split(";"):
            found[fold(name)] = code
    for language in languages:
        for code, name in Locale.parse(language).territories.items():
            if str(code) in _codes():
                found.setdefault(fold(name), str(code))
    return found
