"""The signed statement of a certificate: everything in it can be read back, and no part of it can be changed."""

from dataclasses import replace

import base45
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from trainer_app.certificates import codes
from trainer_app.certificates.statement import (
    LONGEST_TEXT,
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

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key().public_bytes_raw()
KEYS = {key_id(PUBLIC): PUBLIC}
KHIN = Statement(
    "SIYB-SYB-MM-2026-K7Q2M9D-0001-X",
    "မခင်ထွေး",
    "completion",
    "Start Your Business",
    "2026-03-06",
    "Chamber",
    "2–6 March 2026",
)
TEXT = seal(KHIN, PUBLIC, PRIVATE.sign)
OLD = (  # of the release that had version 1
    "TC1:R70-09-6LBPCJ9KJFAG%3SQ30FRUKI$$M:J6OZR0+I*DUVFWYJ7T L$1E.T1  8 .AX%3.O7$D7V+NAPICMRXPLV949NR%JF"
    "W%8H.BDH6ZO0CF4CC9LG87OALG8YY95W58469%6+M9-BAEY9%R8646746/W5IE4JI4QBG%MS*IG5BG%MS6SNIBG%MS90O5CG%MSN"
    "CN3Q5UPCQ$DTVDBWE-3EIE4CF43WE5LE14434EBJE3I8PQE1/DZQEIE4OE48469%69463W5/$63Q5LN8BECYJCDJE32"
)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=150), min_size=7, max_size=7))
def test_what_was_sealed_is_read_back(facts: list[str]) -> None:
    import unicodedata

    statement, key = unseal(seal(Statement(*facts), PUBLIC, PRIVATE.sign), KEYS)
    assert key == PUBLIC
    assert statement == Statement(*[unicodedata.normalize("NFC", fact)[:LONGEST_TEXT] for fact in facts])


def test_no_byte_can_be_changed_unseen() -> None:
    raw = base45.b45decode(TEXT[len(PREFIX) :])
    for place in range(len(raw)):
        changed = bytes([*raw[:place], raw[place] ^ 1, *raw[place + 1 :]])
        with pytest.raises((Forged, Newer, NotACode, UnknownKey)):
            unseal(PREFIX + base45.b45encode(changed).decode(), KEYS)


def test_each_kind_of_wrong_code_is_told_apart() -> None:
    raw = base45.b45decode(TEXT[len(PREFIX) :])
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    by_other = seal(KHIN, PUBLIC, other.sign)  # says our key, signed with another
    for text, wrong in (
        ("https://example.org", NotACode),
        (TEXT[: len(PREFIX) + 60], NotACode),
        (PREFIX + "no base 45: ü", NotACode),
        (PREFIX + base45.b45encode(bytes([3]) + raw[1:]).decode(), Newer),
        (seal(KHIN, other.public_key().public_bytes_raw(), other.sign), UnknownKey),
        (by_other, Forged),
    ):
        with pytest.raises(wrong):
            unseal(text, KEYS)


@given(st.data())
def test_no_bits_can_be_changed_unseen(data: st.DataObject) -> None:
    raw = bytearray(base45.b45decode(TEXT[len(PREFIX) :]))
    for place in data.draw(st.sets(st.integers(0, len(raw) * 8 - 1), min_size=1, max_size=12)):
        raw[place // 8] ^= 1 << place % 8
    with pytest.raises((Forged, Newer, NotACode, UnknownKey)):
        unseal(PREFIX + base45.b45encode(bytes(raw)).decode(), KEYS)


@given(st.integers(0, len(TEXT) - 1), st.characters(codec="utf-8"))
def test_no_character_of_the_code_can_be_changed_unseen(place: int, other: str) -> None:
    changed = TEXT[:place] + other + TEXT[place + 1 :]
    if changed.rstrip("\n") != TEXT:
        with pytest.raises((Forged, Newer, NotACode, UnknownKey)):
            unseal(changed, KEYS)


def test_codes_of_earlier_releases_are_read_and_those_of_later_ones_are_told() -> None:
    """Version 1 had no dates; a whole new kind of code begins with another number."""
    assert unseal(OLD, KEYS)[0] == replace(KHIN, dates="")
    with pytest.raises(Newer):
        unseal(TEXT.replace("TC1:", "TC2:"), KEYS)
    for text in ("TC0:ABC", "TC:ABC", "TCX:ABC"):
        with pytest.raises(NotACode):
            unseal(text, KEYS)


def test_a_code_is_read_from_a_small_black_and_white_print() -> None:
    """As drawn: 0.5 mm a module, at 150 dpi three pixels; turned a little, as a scanner does."""
    width, runs = codes.modules(TEXT)
    assert width <= 53
    picture = Image.new("1", (width, width), 1)
    for row, column, length in runs:
        for place in range(column, column + length):
            picture.putpixel((place, row), 0)
    printed = ImageOps.expand(picture.resize((width * 3, width * 3)), 24, 1)
    turned = printed.convert("L").rotate(4, fillcolor=255).convert("1")
    assert codes.read(printed) == codes.read(turned) == [TEXT]
