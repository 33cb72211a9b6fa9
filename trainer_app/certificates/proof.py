"""Is this paper ours? From a PDF, a photograph or a code to sentences; and the code that a certificate carries."""

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
from sqlmodel import col

from db.database import Transaction
from db.models import Certificate as Record
from trainer_app import keys
from trainer_app.certificates import codes, trust_list, verification
from trainer_app.certificates.preview import PDFIUM
from trainer_app.certificates.register import kind_label
from trainer_app.certificates.statement import (
    Forged,
    Newer,
    NotACode,
    Statement,
    UnknownKey,
    is_code,
    key_id,
    seal,
    unseal,
)
from trainer_app.certificates.verification import GOOD, UNKNOWN, VOID, WRONG, Result
from trainer_app.courses import enrolments
from trainer_app.errors import UserError
from trainer_app.file_names import called
from trainer_app.formats import date_text, fold
from trainer_app.texts import _

_MOST_PAGES = 5000
_LIKE_A_NUMBER = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+){5,6}")
_LIKE_AN_OWN_NUMBER = re.compile(r"[A-Z0-9]+(?:[-/.][A-Z0-9]+)+")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2212", "-"))
_DPI = 110  # two pixels and more for each module of the code


def code_for(key: keys.OwnKey, one: Record, product: str, issuer: str, dates: str = "") -> str:
    """The text of the code for a certificate, signed with this database's key; `dates` as they stand on the paper."""
    issued = one.issued_on.isoformat() if one.issued_on else ""
    statement = Statement(one.number or "", one.name_printed or "", one.kind or "", product, issued, issuer, dates)
    return seal(statement, key.public, key.sign)


def verify_code(tx: Transaction, text: str) -> Result:
    """What a code says, whether a key that is known here signed it, and what the register knows of its number.

    The lists that offices signed (trust_list) count as what is known here.
    """
    return _checked(tx, text)[0]


def _checked(tx: Transaction, text: str) -> tuple[Result, Statement | None]:
    """The result of a code with the statement in it, where it is true."""
    known = _known_keys(tx)
    try:
        statement, public = unseal(text, {short: key.public for short, key in known.items()})
    except NotACode:
        return Result(WRONG, "", _("The code is not one of a certificate, or a part of it is missing.")), None
    except Newer:
        sentence = _("The code was made by a newer version of this application. Update it, then check again.")
        return Result(UNKNOWN, "", sentence), None
    except UnknownKey:
        sentence = _(
            "The code is signed with a key that is not known here, so it proves nothing yet. Merge a workbook of the "
            "office that stands on the paper, then check again."
        )
        return Result(UNKNOWN, "", sentence), None
    except Forged:
        sentence = _("The code was altered or forged: its signature is not that of the key it names. Do not accept it.")
        return Result(WRONG, "", sentence), None
    key = known[key_id(public)]
    if key.retired_on is not None and statement.issued_on > key.retired_on.isoformat():
        sentence = _(
            "The code says that {number} was issued on {issued}, but the key that signed it, of {name}, is no longer "
            "in use since {retired}. Do not accept it before you have asked them."
        ).format(number=statement.number, issued=statement.issued_on, name=key.name, retired=date_text(key.retired_on))
        return Result(WRONG, statement.number, sentence, name=statement.name), None
    return _with_register(tx, statement, key), statement


def _known_keys(tx: Transaction) -> dict[bytes, keys.KnownKey]:
    """The keys that this database knows and those of the lists it took, by the short form that codes name them by."""
    known = {key_id(key.public): key for key in keys.known(tx)}
    for one in trust_list.taken(tx):
        for key in one.known_keys():
            mine = known.get(key_id(key.public))
            retired = [day for day in (key.retired_on, mine and mine.retired_on) if day]
            better = mine if mine and (mine.vouched_by or not key.vouched_by) else key
            known[key_id(key.public)] = replace(better, retired_on=min(retired, default=None))
    return known


def verify_picture(tx: Transaction, path: Path) -> list[Result]:
    """What the codes in a photograph or scan prove. Raises UserError where none can be read."""
    found = [text for text in codes.read_file(path) if is_code(text)]
    if not found:
        raise UserError(
            _(
                "No code of a certificate can be read in {file}. Take the picture again, nearer and without shadow, or "
                "type the number that stands at the foot of the paper."
            ).format(file=called(path))
        )
    return [verify_code(tx, text) for text in found]


def verify_pdf(tx: Transaction, path: Path) -> list[Result]:
    """What is known of every certificate in a PDF, page by page, by its code and by the number and name on the page.

    Raises UserError for a file that is no PDF, is protected, or holds neither code nor number.
    """
    found = []
    with PDFIUM:
        pages = _pages(path)
    for number, page in enumerate(pages, 1):
        checked = [_checked(tx, text) for text in page.codes]
        results = [_with_page(result, statement, page, number) for result, statement in checked]
        proven = {result.number for result in results}
        others = [text for text in page.numbers + _own_numbers(tx, page) if text not in proven]
        results += [_by_number(tx, text, page, number) for text in dict.fromkeys(others)]
        found += results
    if not found:
        raise UserError(
            _(
                "No certificate number can be read in {file}. If it is a photo or a scan, type the number that "
                "stands at the foot of the paper."
            ).format(file=called(path))
        )
    return found


def _own_numbers(tx: Transaction, page: "_Page") -> list[str]:
    """The numbers on a page that have another pattern than the usual one: those in the register."""
    found = [text for text in page.own_numbers if text not in page.numbers]
    return [
        str(one.number)
        for start in range(0, len(found), enrolments.CHUNK)
        for one in tx.find(Record, col(Record.number).in_(found[start : start + enrolments.CHUNK]))
    ]


@dataclass(frozen=True)
class _Page:
    """What can be read on a page: its text, the numbers in it and the texts of its codes."""

    text: str
    codes: list[str]

    @property
    def numbers(self) -> list[str]:
        return list(dict.fromkeys(_LIKE_A_NUMBER.findall(self.text.replace("\u2010", "-").replace("\u2011", "-"))))

    @property
    def own_numbers(self) -> list[str]:
        """What may be a number of an office's own pattern."""
        return list(dict.fromkeys(_LIKE_AN_OWN_NUMBER.findall(self.text.translate(_DASHES))))

    def shows(self, text: str | None) -> bool:
        """Whether a text stands on the page, sign for sign but for blanks and line ends.

        One that runs from right to left is taken out of a PDF in another order: its words are looked for one by one.
        """
        plain = _plain(text)
        if plain in _plain(self.text):
            return True
        if not any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in plain):
            return False
        here = set(re.findall(r"\w+", unicodedata.normalize("NFKC", self.text)))
        return set(re.findall(r"\w+", unicodedata.normalize("NFKC", text or ""))) <= here

    def has_dates(self, own: str) -> bool:
        """Whether a year stands on the page outside its own number and others: not every design prints the dates."""
        text = self.text.translate(_DASHES)
        for number in (own, *self.numbers):
            text = text.replace(number, " ")
        return re.search(r"(?<!\d)\d{4}(?!\d)", text) is not None


def _plain(text: str | None) -> str:
    """A text for comparing to the sign: composed, without blanks and what has no look of its own."""
    composed = unicodedata.normalize("NFKC", text or "")
    return "".join(
        sign for sign in composed if not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Cc")
    ).translate(_DASHES)


def _with_page(result: Result, statement: Statement | None, page: _Page, number: int) -> Result:
    """The result of a page's code, against what a reader sees on the page."""
    if result.state != GOOD:
        return result
    facts = {"page": number, "number": result.number, "name": result.name}
    if result.number not in page.numbers + page.own_numbers:
        sentence = _(
            "The code on page {page} is that of {number}, given to {name}, but the page says otherwise. The paper may "
            "have been altered. Do not accept it."
        ).format(**facts)
    elif not page.shows(result.name):
        sentence = _(
            "The code on page {page} is that of {number}, given to {name}, but the page says otherwise: it has another "
            "name. The paper may have been altered. Do not accept it."
        ).format(**facts)
    elif statement and page.has_dates(result.number) and not page.shows(statement.dates):
        sentence = _(
            "The code on page {page} is that of {number}, given for {dates}, but the page says otherwise: it has other "
            "dates. The paper may have been altered. Do not accept it."
        ).format(**facts, dates=statement.dates)
    else:
        return result
    return Result(WRONG, result.number, sentence, result.certificate, result.name)


def _by_number(tx: Transaction, text: str, page: _Page, number: int) -> Result:
    """The result of a number on a page without a code of it: certificates were printed without before."""
    result = verification.verify(tx, text)
    if result.state != GOOD or page.shows(result.name):
        return result
    sentence = _(
        "{number} is in the register, but the name on page {page} is not the one it was given to: {name}. The paper "
        "may have been altered."
    ).format(number=result.number, page=number, name=result.name or "-")
    return Result(WRONG, result.number, sentence, result.certificate, result.name)


def _with_register(tx: Transaction, statement: Statement, key: keys.KnownKey) -> Result:
    facts = {
        "number": statement.number, "name": statement.name, "kind": kind_label(statement.kind),
        "product": statement.product, "issuer": statement.issuer or "-", "signer": _signer(key),
    }  # fmt: skip
    entry = verification.look_up(tx, statement.number)
    if entry is not None and entry.state in (VOID, WRONG):
        return entry
    if entry is None or entry.certificate is None:
        sentence = _(
            "The code is signed by {signer}: {number} was given to {name} ({kind}, {product}) by {issuer}. It is not "
            "in the register of this database. Compare name and number with the paper."
        ).format(**facts)
        return Result(GOOD, statement.number, sentence, name=statement.name)
    if fold(entry.certificate.name_printed) != fold(statement.name):
        sentence = _(
            "The code is signed by {signer} for {number} of {name}, but the register has another name for that number. "
            "Ask who issued it before you accept it."
        ).format(**facts)
        return Result(WRONG, statement.number, sentence, entry.certificate, statement.name)
    sentence = entry.sentence + " " + _("Its code is signed by {signer}.").format(**facts)
    return Result(entry.state, statement.number, sentence, entry.certificate, statement.name)


def _signer(key: keys.KnownKey) -> str:
    if not key.first:
        return _("a later key in the name of {name}").format(name=key.name)
    if key.vouched_by:
        return _("{name}, whose key {office} confirmed").format(name=key.name, office=key.vouched_by)
    return key.name


def _pages(path: Path) -> list[_Page]:
    try:
        document = pypdfium2.PdfDocument(path)
    except FileNotFoundError:
        raise UserError(_("{file} is not there. Choose it again.").format(file=called(path))) from None
    except pypdfium2.PdfiumError as error:
        raise UserError(
            _("{file} cannot be read: it is not a PDF, is damaged, or needs a password. Choose another file.").format(
                file=called(path)
            )
        ) from error
    try:
        if len(document) > _MOST_PAGES:
            raise UserError(
                _("{file} has {pages} pages, more than certificates of one course can be. Choose another file.").format(
                    file=called(path), pages=len(document)
                )
            )
        return [_page(page) for page in document]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> _Page:
    text = page.get_textpage()
    picture = page.render(scale=_DPI / 72, grayscale=True).to_pil()
    found = _Page(text.get_text_range(), [code for code in codes.read(picture) if is_code(code)])
    text.close()
    page.close()
    return found
