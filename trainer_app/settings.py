"""The settings of one replica: one declared list, kept in the journal so that an undo takes them back too."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id
from db.models import Setting as Record
from trainer_app.errors import UserError
from trainer_app.formats import parse_whole
from trainer_app.paths import designs_folder
from trainer_app.texts import N_, _, language, languages, list_languages, page_languages, workbook_languages

SIGNATORIES = 4


@dataclass(frozen=True)
class Setting:
    """One setting. kind: text, whole, choice, country, months (whole numbers with blanks between), or one of what
    certificates can be chosen from: design, wording (a language), paper, watermark; number_pattern (own_pattern)."""

    key: str
    section: str
    label: str
    kind: str = "text"
    default: Any = None
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 1_000_000


_YOU, _YOUTH, _CERTIFICATES, _FOLLOW_UP, _UPKEEP = (
    N_("You and your office"), N_("Youth"), N_("Certificates"), N_("Follow-up"), N_("Upkeep"),
)  # fmt: skip

_OWN_NAMES = (
    ("en", "English"), ("fr", "Français"), ("es", "Español"), ("pt", "Português"), ("ar", "العربية"), ("my", "မြန်မာ"),
    ("km", "ខ្មែរ"), ("lo", "ລາວ"), ("th", "ไทย"), ("vi", "Tiếng Việt"), ("zh", "中文"), ("id", "Bahasa Indonesia"),
    ("ru", "Русский"), ("sw", "Kiswahili"), ("am", "አማርኛ"), ("fa", "فارسی"), ("mn", "Монгол"), ("ne", "नेपाली"),
)  # fmt: skip
"""Languages by their own names: nobody has to read English to find theirs."""

LANGUAGES = tuple((code, name) for code, name in _OWN_NAMES if code in languages())
"""Those that the texts are there in: nothing is offered that is not there."""

WORKBOOK_LANGUAGES = tuple((code, name) for code, name in _OWN_NAMES if code in workbook_languages())
"""Those that a workbook can be written in."""

LIST_LANGUAGES = tuple((code, name) for code, name in _OWN_NAMES if code in list_languages())
"""Those that can be spoken to the sender of a list."""

PAGE_LANGUAGES = tuple((code, name) for code, name in _OWN_NAMES if code in page_languages())
"""Those that the page that checks certificates speaks."""


def _signatory(number: int) -> tuple[Setting, ...]:
    start = f"signatory_{number}_"
    return (
        Setting(start + "name", _CERTIFICATES, N_("Signatory {number}: name")),
        Setting(start + "title", _CERTIFICATES, N_("Signatory {number}: title")),
        Setting(start + "organisation", _CERTIFICATES, N_("Signatory {number}: organisation")),
    )


SETTINGS: tuple[Setting, ...] = (
    Setting("your_name", _YOU, N_("Your name"), help=N_("Stands beside everything you enter.")),
    Setting("office_name", _YOU, N_("Name of the office"), help=N_("Stands on summaries and certificates.")),
    Setting("country", _YOU, N_("Country"), "country", help=N_("New places and organisations are put there.")),
    Setting("language", _YOU, N_("Language"), "choice", "en", choices=LANGUAGES),
    Setting("currency", _YOU, N_("Currency"), help=N_("Three letters, such as KES: of incomes, fees and costs.")),
    Setting("youth_from", _YOUTH, N_("Youth from the age of"), "whole", 15, least=0, most=120),
    Setting("youth_to", _YOUTH, N_("Youth up to the age of"), "whole", 24, least=0, most=120,
            help=N_("Years of age at the start of the course, both included.")),
    Setting("certificate_language", _CERTIFICATES, N_("Language of certificates"), "wording",
            help=N_("Blank: the language of the application.")),
    Setting("certificate_second_language", _CERTIFICATES, N_("Second language of certificates"), "wording",
            help=N_("Blank: none. Everything but the names is said again in it.")),
    Setting("certificate_second_place", _CERTIFICATES, N_("Where the second language stands"), "choice", "below",
            choices=(("below", N_("Below the first")), ("beside", N_("Side by side")))),
    Setting("certificate_design", _CERTIFICATES, N_("Design of certificates"), "design", "classic",
            help=N_("The office’s own designs lie as files in the folder “designs” of the data.")),
    Setting("certificate_paper", _CERTIFICATES, N_("Paper of certificates"), "paper",
            help=N_("Blank: the paper of the design.")),
    Setting("certificate_watermark", _CERTIFICATES, N_("Watermark of certificates"), "watermark",
            help=N_("Blank: as the design has it.")),
    Setting("certificate_back", _CERTIFICATES, N_("Back side with modules and hours"), "choice", "no",
            choices=(("no", N_("No")), ("yes", N_("Yes")))),
    Setting("certificate_number", _CERTIFICATES, N_("Pattern of certificate numbers"), "number_pattern", help=N_(
        "Blank: the usual one. Fields: {programme} {product} {country} {year} {replica} {sequence} {check}, with - / . "
        "between them. It is this computer’s alone: who else issues certificates for the office sets the same one.")),
    *(setting for number in range(1, SIGNATORIES + 1) for setting in _signatory(number)),
    Setting("follow_up_ahead", _FOLLOW_UP, N_("Days before they are due that follow-ups are shown"), "whole", 14,
            most=365),
    Setting("follow_up_months", _FOLLOW_UP, N_("Months after the course that are asked for"), "months", None,
            help=N_("Whole numbers, such as 6 12. Blank: as each product says.")),
    Setting("backup_days", _UPKEEP, N_("Remind of a backup after days"), "whole", 7, least=1, most=365),
    Setting("send_days", _UPKEEP, N_("Remind of sending a workbook after days"), "whole", 14, least=1, most=365),
    Setting("join_identical_ids", _UPKEEP, N_("Join persons of one identity number without asking"), "choice", "no",
            choices=(("no", N_("No")), ("yes", N_("Yes"))),
            help=N_("After a merge or an import, where nothing else speaks against it. It can be undone.")),
    Setting("silent_days", _UPKEEP, N_("Partners count as not heard from after days"), "whole", 90, least=1, most=3650),
)  # fmt: skip

_BY_KEY = {setting.key: setting for setting in SETTINGS}


def label(setting: Setting) -> str:
    """The setting's label in the person's language."""
    number = setting.key.split("_")[1] if setting.key.startswith("signatory_") else ""
    return _(setting.label).format(number=number)


def choices(setting: Setting) -> tuple[tuple[str, str], ...]:
    """The values that a setting may have, with what a person calls them; empty for one that is typed."""
    if setting.kind in ("design", "wording", "paper", "watermark"):
        from trainer_app.certificates import designs, wording  # files that only these need

        if setting.kind == "design":
            return designs.labels(designs_folder(), language())
        if setting.kind == "wording":
            return wording.labels()
        named = designs.PAPERS if setting.kind == "paper" else designs.WATERMARKS
        return tuple((code, _(text)) for code, text in named.items())
    return tuple((code, _(text)) for code, text in setting.choices)


def get(tx: Transaction, key: str) -> Any:
    """A setting of this database: text, int, bool, tuple of int or None; its default where none is set."""
    return all_values(tx, (key,))[key]


def all_values(tx: Transaction, keys: tuple[str, ...] = ()) -> dict[str, Any]:
    """The values of these settings, of all if none is named, by key."""
    wanted = [_BY_KEY[key] for key in keys] or SETTINGS
    rows = tx.rows(
        "SELECT key, value FROM setting WHERE replica = :replica AND NOT deleted AND value IS NOT NULL",
        {"replica": tx.database.replica},
    )
    stored = {row[0]: row[1] for row in rows}
    return {
        setting.key: _READ.get(setting.kind, str)(stored[setting.key]) if setting.key in stored else setting.default
        for setting in wanted
    }


def save(tx: Transaction, key: str, value: Any) -> bool:
    """Set a setting; text is read as a person types it, None or "" brings the default back. True if it changed.

    Raises UserError for a value that does not fit.
    """
    setting = _BY_KEY[key]
    text = _stored(setting, value)
    record_id = derived_id("setting", tx.database.replica, key)
    known = tx.find(Record, col(Record.id) == record_id, deleted=True)
    if known:
        values: dict[str, Any] = {"value": text} | ({"deleted": False} if known[0].deleted else {})
        return tx.update(known[0], **values)
    if text is None:
        return False
    tx.add(Record(id=record_id, replica=tx.database.replica, key=key, value=text))
    return True


def signatories(tx: Transaction) -> list[tuple[int, str, str, str]]:
    """(number, name, title, organisation) of those who sign certificates, in order; the blank ones left out."""
    values = all_values(tx)
    found = []
    for number in range(1, SIGNATORIES + 1):
        parts = [values[f"signatory_{number}_{part}"] or "" for part in ("name", "title", "organisation")]
        if any(parts):
            found.append((number, parts[0], parts[1], parts[2]))
    return found


def _stored(setting: Setting, value: Any) -> str | None:
    """The text that is kept for a value. Raises UserError for one that does not fit."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if setting.kind == "whole":
        number = parse_whole(str(value))
        if number is None or not setting.least <= number <= setting.most:
            raise UserError(
                _("{label}: {value} cannot be. Type a whole number from {least} to {most}.").format(
                    label=label(setting), value=value, least=setting.least, most=setting.most
                )
            )
        return str(number)
    if setting.kind == "months":
        numbers = [
            parse_whole(str(part)) or 0
            for part in (value.replace(",", " ").split() if isinstance(value, str) else value)
        ]
        if not all(1 <= number <= 120 for number in numbers):
            raise UserError(
                _("{label}: type whole numbers from 1 to 120 with a blank between, such as 6 12.").format(
                    label=label(setting)
                )
            )
        return " ".join(str(number) for number in sorted(set(numbers)))
    text = str(value).strip()
    allowed = dict(choices(setting))
    if allowed and text not in allowed:
        raise UserError(
            _("{label}: “{value}” is not in the list. Choose one of it.").format(label=label(setting), value=text)
        )
    if setting.kind == "country":
        from trainer_app.countries import country_code  # it reads the names of countries, which only this one needs

        return country_code(text)
    if setting.kind == "number_pattern":
        from trainer_app.certificates.own_pattern import checked  # its check characters are for certificates alone

        return checked(text) or None
    return text


_READ: dict[str, Callable[[str], Any]] = {
    "whole": int,
    "months": lambda text: tuple(int(part) for part in text.split()),
}
