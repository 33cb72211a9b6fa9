"""Random damage: what disks, mails and strange programs make of a workbook, the same for the same seed."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

_CELL = re.compile(r"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_ROW = re.compile(r"<row .*?</row>", re.DOTALL)
_TYPE = re.compile(r' t="\w+"')
_NUMBER = re.compile(r"\d+")
_TYPES = ("s", "n", "b", "e", "str", "d", "inlineStr")
_NUMBERS = ("-1", "0", "99999999999", "1e308", "NaN", "")
_TOLD = re.compile("sheet|Strings|workbook")  # the parts that say anything


def damaged(content: bytes, chance: Random) -> bytes:
    """A packed workbook with something broken in it."""
    return chance.choice((_other_bytes, _cut, _without_a_part, _parts_exchanged, *(_other_xml,) * 4))(content, chance)


def _other_bytes(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content)
    for _time in range(chance.randrange(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def _without_a_part(content: bytes, chance: Random) -> bytes:
    parts = _unpacked(content)
    del parts[chance.choice(list(parts))]
    return _packed(parts)


def _parts_exchanged(content: bytes, chance: Random) -> bytes:
    parts = _unpacked(content)
    one, other = chance.sample(list(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]
    return _packed(parts)


def _other_xml(content: bytes, chance: Random) -> bytes:
    parts = _unpacked(content)
    for _time in range(chance.choice((1, 1, 3, 10))):
        name = chance.choice([name for name in parts if _TOLD.search(name)])
        text = parts[name].decode("utf-8", "surrogateescape")
        parts[name] = chance.choice(_SLIPS)(text, chance).encode("utf-8", "surrogateescape")
    return _packed(parts)


def _unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # of no time of its own
    return made.getvalue()


# -- slips within the text of a part


def _repeated(pattern: re.Pattern[str], times: tuple[int, ...]) -> Callable[[str, Random], str]:
    def repeat(text: str, chance: Random) -> str:
        found = list(pattern.finditer(text))
        if not found:
            return text
        one = chance.choice(found)
        return text[: one.end()] + one[0] * chance.choice(times) + text[one.end() :]

    return repeat


def _replaced(pattern: re.Pattern[str], by: Callable[[Random], str]) -> Callable[[str, Random], str]:
    def replace(text: str, chance: Random) -> str:
        found = list(pattern.finditer(text))
        if not found:
            return text
        one = chance.choice(found)
        return text[: one.start()] + by(chance) + text[one.end() :]

    return replace


def _cells_exchanged(text: str, chance: Random) -> str:
    found = list(_CELL.finditer(text))
    if len(found) < 2:
        return text
    one, other = sorted(chance.sample(found, 2), key=lambda cell: cell.start())
    return text[: one.start()] + other[0] + text[one.end() : other.start()] + one[0] + text[other.end() :]


def _another_sign(text: str, chance: Random) -> str:
    place = chance.randrange(max(len(text), 1))
    return text[:place] + chr(chance.randrange(1, 255)) + text[place + 1 :]


_SLIPS = (
    _repeated(_CELL, (1,)), _repeated(_ROW, (1, 2, 50)), _cells_exchanged, _another_sign,
    _replaced(_TYPE, lambda chance: f' t="{chance.choice(_TYPES)}"'),
    _replaced(_NUMBER, lambda chance: chance.choice(_NUMBERS)),
)  # fmt: skip
