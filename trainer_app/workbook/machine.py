"""The machine's part of a workbook: one hidden sheet with what the file is, its journal and its base values.

The sheet holds text cells only, so that every spreadsheet program carries it along unchanged: in row 1 the sheet's
mark, and the format with the digest of the head and its signature (JSON); below it three blobs (head, journal, base),
each compressed and cut into cells, one a row (old .xls has 256 columns).
"""

import base64
import binascii
import hashlib
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from itertools import islice
from sys import intern
from typing import Any, TypeVar
from unicodedata import category

import orjson

from db.clock import STAMP
from db.journal import encode
from db.resolve import Change
from trainer_app.errors import UserError
from trainer_app.keys import OwnKey
from trainer_app.texts import _

V = TypeVar("V")

FORMAT = 3
"""Version of the workbook's form. Older ones are read for ever, newer ones are refused."""

DIGESTS_OF_ALL = 3
"""The form since which the digest of a row is also of the cells that are only shown."""

SHEET = "_machine"
MARK = "trainer-app workbook"
_CELL = 30_000  # characters in a cell; Excel's bound is 32,767
_LARGEST = 128 << 20  # bytes that a blob may unpack to; the journal of 100,000 participants has 62 MB
_MOST_PARTS = 4_000_000  # lists and objects in it; that journal has 1.2 million


@dataclass(frozen=True)
class Head:
    """What a workbook says of itself."""

    format: int
    workbook: str  # id of this file
    replica: str
    code: str
    sender: str
    stamp: str  # the moment of export; stamps of typed edits follow it
    language: str
    country: str
    kind: str  # everything, course, trainer, corrections, template
    columns: dict[str, list[str]]  # per sheet, the order of the base values
    lists: dict[str, list[list[str]]]
    journal_digest: str = ""
    base_digest: str = ""
    previous: str = ""  # the workbook that this database wrote before this one; format 2
    addressee: str = ""  # whom it is for, so who types into it; format 2
    follows: str = ""  # where it holds only what is new: the workbook that it goes on from; format 2


@dataclass(frozen=True)
class Signature:
    """The public key (32 raw bytes) and what was signed with the private one: by its digest the head, and so all."""

    key: bytes
    signature: bytes
    content: bytes


def pack(lines: Iterable[str]) -> tuple[list[str], str]:
    """Lines of text as cells, and the digest of what they unpack to."""
    packer, digest = zlib.compressobj(6), hashlib.sha256()
    packed = []
    between = ""
    for some in _in_pieces(lines):
        raw = (between + "\n".join(some)).encode()
        digest.update(raw)
        packed.append(packer.compress(raw))
        between = "\n"
    packed.append(packer.flush())
    text = base64.b64encode(b"".join(packed)).decode()
    return [text[start : start + _CELL] for start in range(0, len(text), _CELL)], digest.hexdigest()


def _in_pieces(lines: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(lines)
    while some := list(islice(rest, 1000)):
        yield some


def unpack(cells: Iterable[str], digest: str | None, name: str) -> bytes:
    """The lines back, as one UTF-8 text; UserError if a byte of them was altered."""
    try:
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(base64.b64decode("".join(cells), validate=True), _LARGEST)
        if unpacker.unconsumed_tail or raw.count(b"[") + raw.count(b"{") > _MOST_PARTS:
            raise ValueError
    except (binascii.Error, zlib.error, ValueError):
        raw = b""
    if hashlib.sha256(raw).hexdigest() != digest:
        raise UserError(
            _(
                "The hidden part of {file} was altered, so it cannot be told what was typed into it. Nothing was taken "
                "from it. Ask the sender for a fresh copy, or import its rows as a list."
            ).format(file=name)
        )
    return raw


def change_line(change: Change) -> str:
    """A change as a line of the journal blob."""
    return encode(
        [
            change.stamp, change.table, change.record, change.kind, change.fields, change.basis, change.author,
            change.origin,
        ]
    )  # fmt: skip


def change_of(line: bytes) -> Change:
    """The change of a line."""
    return Change(*orjson.loads(line))


class Lines(Mapping[str, V]):
    """What some lines of a blob say, by the record that they are about; they are decoded when they are asked for.

    A returned workbook holds them by the hundred thousand, and needs those of the few records that somebody changed.
    """

    def __init__(self, raw: bytes, decode: Callable[[list[bytes]], V]) -> None:
        self._raw, self._decode = raw, decode
        self._foreseen: dict[str, V] = {}
        self.begins: dict[str, int | list[int]] = {}  # where the line, or lines, of each record begin

    def foresee(self, record: str) -> None:
        """Decode now what will be asked for, perhaps more than once."""
        if record in self.begins:
            self._foreseen[record] = self[record]

    def __getitem__(self, record: str) -> V:
        if record in self._foreseen:
            return self._foreseen[record]
        begins = self.begins[record]
        return self._decode([self._line(begin) for begin in ([begins] if isinstance(begins, int) else begins)])

    def _line(self, begin: int) -> bytes:
        end = self._raw.find(b"\n", begin)
        return self._raw[begin:] if end < 0 else self._raw[begin:end]

    def __contains__(self, record: object) -> bool:
        return record in self.begins

    def __iter__(self) -> Iterator[str]:
        return iter(self.begins)

    def __len__(self) -> int:
        return len(self.begins)


def lines_by_record(raw: bytes, place: int, decode: Callable[[list[bytes]], V]) -> dict[str, Lines[V]]:
    """The lines of a blob by table (or sheet) and record: the texts of each line at `place` and after it."""
    found: dict[str, Lines[V]] = {}
    last, begins = b"", Lines(raw, decode).begins
    begin, name, record = 0, 2 * place + 1, 2 * place + 3
    for line in io.BytesIO(raw):
        parts = line.split(b'"', record + 1)  # neither text holds quotation marks
        if parts[name] != last:
            last = parts[name]
            begins = found.setdefault(last.decode(), Lines(raw, decode)).begins
        key = intern(parts[record].decode())
        earlier = begins.setdefault(key, begin)
        if earlier is not begin:
            if isinstance(earlier, list):
                earlier.append(begin)
            else:
                begins[key] = [earlier, begin]
        begin += len(line)
    return found


def lines_with(raw: bytes, endings: Iterable[str]) -> Iterator[bytes]:
    """The lines of a blob that hold a JSON text with one of these (plain) endings, and perhaps others, in their order.

    Nearly no line has what is seldom, and looking for it in the bytes takes a hundredth of decoding them all.
    """
    if b"\\" in raw and b"\\u" in raw:  # an escape might spell it
        yield from io.BytesIO(raw)
        return
    begins = set()
    for ending in endings:
        if ending.encode() not in raw:  # quick where it is a single sign
            continue
        sought = f'{ending}"'.encode()
        place = raw.find(sought)
        while place >= 0:
            begins.add(raw.rfind(b"\n", 0, place) + 1)
            end = raw.find(b"\n", place)
            place = raw.find(sought, end) if end >= 0 else -1
    for begin in sorted(begins):
        end = raw.find(b"\n", begin)
        yield raw[begin:] if end < 0 else raw[begin : end + 1]


def machine_rows(head: Head, journal: Sequence[str], base: Sequence[str], key: OwnKey | None = None) -> list[list[str]]:
    """The rows of the machine sheet, signed by the digest of the head, which names the digests of the other blobs."""
    cells, digest = pack([encode(asdict(head))])
    signature = {"key": _text(key.public), "signature": _text(key.sign(_signed(digest)))} if key else {}
    return [
        [MARK, encode({"format": head.format, "head": digest} | signature)],
        *(["head", cell] for cell in cells),
        *(["journal", cell] for cell in journal),
        *(["base", cell] for cell in base),
    ]


def _signed(digest: str) -> bytes:
    return f"workbook:{digest}".encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def read_signature(rows: Sequence[Sequence[Any]]) -> Signature | None:
    """The signature that a workbook carries, whoever made it; None where there is none that could be checked."""
    known = orjson.loads(rows[0][1])
    try:
        key, signature = (base64.b64decode(known[name], validate=True) for name in ("key", "signature"))
        return Signature(key, signature, _signed(known["head"]))
    except (KeyError, TypeError, ValueError):
        return None


def blob(rows: Sequence[Sequence[Any]], tag: str) -> list[str]:
    """The cells of one blob, from the rows of the machine sheet."""
    return [str(row[1]) for row in rows[1:] if len(row) > 1 and row[0] == tag]


def read_head(rows: Sequence[Sequence[Any]], name: str) -> Head:
    """The head of a workbook; UserError where it is newer than this release, altered or unreadable."""
    try:
        known = orjson.loads(rows[0][1])
        version = known["format"]
    except (ValueError, KeyError, IndexError, TypeError):
        version = None
    if type(version) is not int:
        raise _unreadable(name)
    if version > FORMAT:
        raise UserError(
            _(
                "{file} was written by a newer version of this application. Nothing was taken from it. "
                "Update the application, then merge the file again."
            ).format(file=name)
        )
    raw = unpack(blob(rows, "head"), known.get("head"), name)
    try:
        found = orjson.loads(raw)
        head = Head(**{field.name: found[field.name] for field in fields(Head) if field.name in found})
        _check(head)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise _unreadable(name) from error
    plain = "".join(sign for sign in head.sender if category(sign) != "Cc")  # a terminal obeys control characters
    return replace(head, sender=plain)


def _check(head: Head) -> None:
    """Raise ValueError for a head that no release could have written."""
    pairs = [pair for entries in head.lists.values() for pair in entries]
    texts = [
        *(getattr(head, field.name) for field in fields(Head) if field.type is str),
        *(text for part in (*head.columns.values(), *pairs) for text in part),
    ]
    if any(type(text) is not str for text in texts) or any(len(pair) != 2 for pair in pairs):
        raise ValueError
    if type(head.format) is not int:
        raise ValueError
    if not all(one.isascii() and one.isalnum() for one in (head.replica, head.code)):
        raise ValueError
    if not STAMP.fullmatch(head.stamp) or head.stamp[13:19] == "f" * 6:  # no stamp could follow the last one
        raise ValueError


def _unreadable(name: str) -> UserError:
    return UserError(
        _(
            "The hidden part of {file} cannot be read. Nothing was taken from it. Ask the sender for a fresh copy."
        ).format(file=name)
    )
