"""The code pages of text files that a person can choose, by the languages that they are for."""

import codecs

from trainer_app.errors import UserError
from trainer_app.texts import N_, _

# As Python calls it: whose it is, and what programs call it.
_PAGES = {
    "cp1256": (N_("Arabic, Persian, Urdu"), "Windows-1256"),
    "iso8859_6": (N_("Arabic"), "ISO 8859-6"),
    "cp1257": (N_("Baltic languages"), "Windows-1257"),
    "cp1250": (N_("Central European"), "Windows-1250"),
    "iso8859_2": (N_("Central European"), "ISO 8859-2"),
    "cp852": (N_("Central European"), "MS-DOS 852"),
    "gb18030": (N_("Chinese, simplified"), "GB 18030"),
    "big5hkscs": (N_("Chinese, traditional"), "Big5"),
    "cp1251": (N_("Cyrillic"), "Windows-1251"),
    "iso8859_5": (N_("Cyrillic"), "ISO 8859-5"),
    "cp866": (N_("Cyrillic"), "MS-DOS 866"),
    "mac_cyrillic": (N_("Cyrillic"), "Macintosh"),
    "cp1253": (N_("Greek"), "Windows-1253"),
    "iso8859_7": (N_("Greek"), "ISO 8859-7"),
    "cp1255": (N_("Hebrew"), "Windows-1255"),
    "cp932": (N_("Japanese"), "Shift-JIS"),
    "euc_jis_2004": (N_("Japanese"), "EUC-JP"),
    "kz1048": (N_("Kazakh"), "KZ-1048"),
    "cp949": (N_("Korean"), "Windows-949"),
    "koi8_r": (N_("Russian"), "KOI8-R"),
    "koi8_t": (N_("Tajik"), "KOI8-T"),
    "cp874": (N_("Thai"), "Windows-874"),
    "cp1254": (N_("Turkish"), "Windows-1254"),
    "cp857": (N_("Turkish"), "MS-DOS 857"),
    "koi8_u": (N_("Ukrainian"), "KOI8-U"),
    "cp1258": (N_("Vietnamese"), "Windows-1258"),
    "cp1252": (N_("Western European"), "Windows-1252"),
    "mac_roman": (N_("Western European"), "Macintosh"),
    "cp850": (N_("Western European"), "MS-DOS 850"),
}
_PART_OF = {
    "ascii": "cp1252", "iso8859_1": "cp1252", "iso8859_9": "cp1254", "tis_620": "cp874", "iso8859_11": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs", "euc_kr": "cp949",
    "shift_jis": "cp932", "euc_jp": "euc_jis_2004",
}  # fmt: skip


def is_code_page(encoding: str) -> bool:
    """Whether text in it could be in another code page as well: it has no mark and is not in Unicode."""
    return encoding in _PAGES


def named(encoding: str) -> str:
    """Whose a code page is and what programs call it, "Greek (Windows-1253)"."""
    languages, name = _PAGES[encoding]
    return f"{_(languages)} ({name})"


def code_pages() -> list[tuple[str, str]]:
    """All code pages as Python calls them and as a person does, by their languages, those of Windows first."""
    return [(one, named(one)) for one in sorted(_PAGES, key=lambda one: _(_PAGES[one][0]))]


def code_page(name: str) -> str:
    """The code page of this name, "windows-1253" or "ISO-8859-7", as Python calls it; "" for Unicode, which is known
    by itself. Raises UserError."""
    try:
        known = codecs.lookup(name).name.replace("-", "_")
    except (LookupError, ValueError):
        known = name
    known = "" if known.startswith("utf_") else _PART_OF.get(known, known)
    if known and known not in _PAGES:
        sentence = _("There is no code page “{name}”. Choose one of: {names}. Nothing was done.")
        names = ", ".join(f"{page} ({_(_PAGES[page][0])})" for page in sorted(_PAGES))
        raise UserError(sentence.format(name=name, names=names))
    return known
