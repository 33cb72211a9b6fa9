"""Is this paper ours? From a PDF, a photograph or a code to sentences; and the code that a certificate carries."""

import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from db.database import Transaction
from db.models import Certificate as Record
from trainer_app import keys
from trainer_app.certificates import codes, verification
from trainer_app.certificates.preview import PDFIUM
from trainer_app.certificates.register import kind_label
from trainer_app.certificates.statement import (
    PREFIX,
    Forged,
    Newer,
    NotACode,
    Statement,
    UnknownKey,
    key_id,
    seal,
    unseal,
)
from trainer_app.certificates.verification import GOOD, UNKNOWN, VOID, WRONG, Result
from trainer_app.errors import UserError
from trainer_app.formats import fold
from trainer_app.texts import _

_MOST_PAGES = 5000
_LIKE_A_NUMBER = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+){5,6}")
_DPI = 110  # two pixels and more for each module of the code


def code_for(key: keys.OwnKey, one: Record, product: str, issuer: str) -> str:
    """The text of the code for a certificate, signed with this database's key."""
    issued = one.issued_on.isoformat() if one.issued_on else ""
    statement = Statement(one.number or "", one.name_printed or "", one.kind or "", product, issued, issuer)
    return seal(statement, key.public, key.sign)


def verify_code(tx: Transaction, text: str) -> Result:
    """What a code says, whether a key that is known here signed it, and what the register knows of its number."""
    known = {key_id(key.public): key for key in keys.known(tx)}
    try:
        statement, public = unseal(text, {short: key.public for short, key in known.items()})
    except NotACode:
        return Result(WRONG, "", _("The code is not one of a certificate, or a part of it is missing."))
    except Newer:
        sentence = _("The code was made by a newer version of this application. Update it, then check again.")
        return Result(UNKNOWN, "", sentence)
    except UnknownKey:
        sentence = _(
            "The code is signed with a key that is not known here, so it proves nothing yet. Merge a workbook of the "
            "office that stands on the paper, then check again."
        )
        return Result(UNKNOWN, "", sentence)
    except Forged:
        sentence = _("The code was altered or forged: its signature is not that of the key it names. Do not accept it.")
        return Result(WRONG, "", sentence)
    return _with_register(tx, statement, _signer(known[key_id(public)]))


def verify_picture(tx: Transaction, path: Path) -> list[Result]:
    """What the codes in a photograph or scan prove. Raises UserError where none can be read."""
    found = [text for text in codes.read_file(path) if text.startswith(PREFIX)]
    if not found:
        raise UserError(
            _(
                "No code of a certificate can be read in {file}. Take the picture again, nearer and without shadow, or "
                "type the number that stands at the foot of the paper."
            ).format(file=path.name)
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
        results = [_with_page(tx, verify_code(tx, text), page, number) for text in page.codes]
        proven = {result.number for result in results}
        results += [_by_number(tx, text, page, number) for text in page.numbers if text not in proven]
        found += results
    if not found:
        raise UserError(
            _(
                "No certificate number can be read in {file}. If it is a photo or a scan, type the number that "
                "stands at the foot of the paper."
            ).format(file=path.name)
        )
    return found


@dataclass(frozen=True)
class _Page:
    """What can be read on a page: its text, the numbers in it and the texts of its codes."""

    text: str
    codes: list[str]

    @property
    def numbers(self) -> list[str]:
        return list(dict.fromkeys(_LIKE_A_NUMBER.findall(self.text.replace("\u2010", "-").replace("\u2011", "-"))))

    def names(self, name: str | None) -> bool:
        """Whether a name stands on the page."""
        return fold(name).replace(" ", "") in fold(self.text).replace(" ", "")


def _with_page(tx: Transaction, result: Result, page: _Page, number: int) -> Result:
    """The result of a page's code, against what a reader sees on the page."""
    if result.state != GOOD or (result.number in page.numbers and page.names(result.name)):
        return result
    sentence = _(
        "The code on page {page} is that of {number}, given to {name}, but the page says otherwise. The paper may have "
        "been altered. Do not accept it."
    ).format(page=number, number=result.number, name=result.name)
    return Result(WRONG, result.number, sentence, result.certificate, result.name)


def _by_number(tx: Transaction, text: str, page: _Page, number: int) -> Result:
    """The result of a number on a page without a code of it: certificates were printed without before."""
    result = verification.verify(tx, text)
    if result.state != GOOD or page.names(result.name):
        return result
    sentence = _(
        "{number} is in the register, but the name on page {page} is not the one it was given to: {name}. The paper "
        "may have been altered."
    ).format(number=result.number, page=number, name=result.name or "-")
    return Result(WRONG, result.number, sentence, result.certificate, result.name)


def _with_register(tx: Transaction, statement: Statement, signer: str) -> Result:
    facts = {
        "number": statement.number, "name": statement.name, "kind": kind_label(statement.kind),
        "product": statement.product, "issuer": statement.issuer or "-", "signer": signer,
    }  # fmt: skip
    entry = verification.verify(tx, statement.number)
    if entry.state in (VOID, WRONG):
        return entry
    if entry.certificate is None:
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
    return (
        _("{name}, for whom {office} vouches").format(name=key.name, office=key.vouched_by)
        if key.vouched_by
        else key.name
    )


def _pages(path: Path) -> list[_Page]:
    try:
        document = pypdfium2.PdfDocument(path)
    except FileNotFoundError:
        raise UserError(_("{file} is not there. Choose it again.").format(file=path.name)) from None
    except pypdfium2.PdfiumError as error:
        raise UserError(
            _("{file} cannot be read: it is not a PDF, is damaged, or needs a password. Choose another file.").format(
                file=path.name
            )
        ) from error
    try:
        if len(document) > _MOST_PAGES:
            raise UserError(
                _("{file} has {pages} pages, more than certificates of one course can be. Choose another file.").format(
                    file=path.name, pages=len(document)
                )
            )
        return [_page(page) for page in document]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> _Page:
    text = page.get_textpage()
    picture = page.render(scale=_DPI / 72, grayscale=True).to_pil()
    found = _Page(text.get_text_range(), [code for code in codes.read(picture) if code.startswith(PREFIX)])
    text.close()
    page.close()
    return found
