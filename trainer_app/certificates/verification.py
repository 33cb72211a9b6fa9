"""Is this certificate ours? From a number as somebody typed or read it out to sentences."""

import re
from dataclasses import dataclass, replace

from sqlmodel import col

from db.database import Transaction
from db.models import Certificate, Course
from trainer_app.certificates import trust_list
from trainer_app.certificates.numbering import own_pattern
from trainer_app.certificates.numbers import REPLICA_LETTERS, check_number, plain
from trainer_app.certificates.register import holder, kind_label
from trainer_app.errors import UserError
from trainer_app.formats import date_text, span_text
from trainer_app.texts import _

GOOD, VOID, UNKNOWN, WRONG = "good", "void", "unknown", "wrong"

_LIKE_A_USUAL_ONE = re.compile(r"(?:[A-Z0-9]+-){1,2}[A-Z]{2}-\d{4}-[A-Z0-9]{7}-\d{4,}-?[A-Z0-9]?")


@dataclass(frozen=True)
class Result:
    """What is known of a number: state is good, void, unknown (well formed, not in this database) or wrong.

    `name` is that of the holder where it is known.
    """

    state: str
    number: str
    sentence: str
    certificate: Certificate | None = None
    name: str = ""


def verify(tx: Transaction, text: str) -> Result:
    """What this database knows of a number as somebody typed or read it out.

    One that several valid certificates hold, as after work went on in two copies of a database file, is wrong.
    """
    as_typed = look_up(tx, text.strip().upper())
    if as_typed is not None:
        return as_typed
    try:
        number, replica = _read(tx, text)
    except UserError as error:
        return _own_of_another(tx, text) or Result(WRONG, text.strip(), str(error))
    return look_up(tx, number) or Result(UNKNOWN, number, _unknown(tx, number, replica))


def look_up(tx: Transaction, number: str) -> Result | None:
    """What this database, and the lists it took, know of a number as it was given; None where they do not know it."""
    stored = _stored(tx, number)
    listed = trust_list.void_since(trust_list.taken(tx), number)
    valid = [one for one in stored if one.voided_on is None]
    if len(valid) > 1:
        return _given_twice(tx, valid)
    found = _known(tx, (valid or stored)[0]) if stored else None
    if listed is None or (found is not None and found.state != GOOD):
        return found
    said = trust_list.void_sentence(number, listed)
    return replace(found, state=VOID, sentence=said) if found else Result(VOID, number, said)


def _read(tx: Transaction, text: str) -> tuple[str, str]:
    """The number that a text means, by the office's own pattern or the usual one, and the replica's code in it.

    Raises UserError for what is neither.
    """
    own = own_pattern(tx)
    if own is not None and (found := own.read(text)):
        return found
    number = check_number(text)
    return str(number), number.replica_code


def _own_of_another(tx: Transaction, text: str) -> Result | None:
    """The result of a number that no pattern here reads, but that has the code of somebody known in it; else None.

    An office's own pattern is known to its own computer alone. What looks like the usual pattern is a usual number that
    was copied wrongly.
    """
    number = re.sub(r"\s", "", plain(text))
    codes = [part for part in re.split("[-/.]", number) if re.fullmatch(f"[{REPLICA_LETTERS}]{{7}}", part)]
    if _LIKE_A_USUAL_ONE.fullmatch(number) or len(codes) != 1 or codes[0] == tx.database.code:
        return None
    makers = tx.rows("SELECT name FROM replica WHERE code = :code AND NOT deleted", {"code": codes[0]})
    if not makers:
        return None
    sentence = _(
        "{number} is not in this database. It has the code of {name} in it, who may have a pattern of numbers of their "
        "own. Check the square code on the paper, or ask them."
    ).format(number=number, name=makers[0][0] or codes[0])
    return Result(UNKNOWN, number, sentence)


def _stored(tx: Transaction, number: str) -> list[Certificate]:
    return tx.find(Certificate, col(Certificate.number) == number, order_by=Certificate.id)


def _given_twice(tx: Transaction, certificates: list[Certificate]) -> Result:
    """Of a number that several certificates hold, all valid: who they are, so that somebody can tell which paper."""
    number = str(certificates[0].number)
    holders = [_("{name} ({kind}, {product}, course of {dates})").format(**_facts(tx, one)) for one in certificates]
    sentence = _(
        "{number} was given more than once: to {holders}. Do not accept it yet. Find out whose paper it is, make the "
        "other certificate void, and issue that one anew under a number of its own."
    ).format(number=number, holders="; ".join(holders))
    return Result(WRONG, number, sentence)


def _facts(tx: Transaction, certificate: Certificate) -> dict[str, str]:
    """What the sentences say of a certificate."""
    course = tx.get(Course, certificate.course_id) if certificate.course_id else Course()
    who = holder(tx, certificate)
    name = certificate.name_printed or getattr(who, "full_name", None) or getattr(who, "name", None)
    return {
        "number": certificate.number or "", "name": name or _("somebody whose name was erased"),
        "kind": kind_label(certificate.kind), "product": certificate.product or "-",
        "dates": span_text(course.starts, course.ends) or "-", "issued": date_text(certificate.issued_on) or "-",
    }  # fmt: skip


def _known(tx: Transaction, certificate: Certificate) -> Result:
    facts = _facts(tx, certificate)
    if certificate.voided_on is not None:
        said = _(
            "{number} is void since {voided}: {reason}. It was given to {name} ({kind}, {product}, course of {dates}). "
            "Do not accept it."
        )
        if certificate.course_id is None:
            said = _(
                "{number} is void since {voided}: {reason}. It was given to {name} ({kind}, {product}). Do not accept "
                "it."
            )
        sentence = said.format(**facts, voided=date_text(certificate.voided_on), reason=certificate.void_reason or "-")
        return Result(VOID, str(certificate.number), sentence, certificate, certificate.name_printed or "")
    said = _(
        "{number} is in the register: given to {name} ({kind}, {product}, course of {dates}), issued on {issued}. "
        "Compare the name with the paper."
    )
    if certificate.course_id is None:
        said = _(
            "{number} is in the register: given to {name} ({kind}, {product}), issued on {issued}. Compare the name "
            "with the paper."
        )
    sentence = said.format(**facts)
    return Result(GOOD, str(certificate.number), sentence, certificate, certificate.name_printed or "")


def _unknown(tx: Transaction, number: str, replica: str) -> str:
    """The sentence for a well formed number that is not here: whether its maker is known tells where to ask."""
    makers = tx.rows("SELECT name FROM replica WHERE code = :code AND NOT deleted", {"code": replica})
    if not makers:
        return _(
            "{number} is well formed, but it is not in this database, and neither is the one who would have issued it "
            "({code}). Ask the office that stands on the paper."
        ).format(number=number, code=replica)
    if replica == tx.database.code:
        return _(
            "{number} is well formed, but it was never issued here, although it says so. Do not accept it."
        ).format(number=number)
    return _(
        "{number} is well formed, but it is not in this database. It would have been issued by {name}: their newest "
        "workbook may not be here yet. Ask for it, then check again."
    ).format(number=number, name=makers[0][0] or replica)
