"""The signed statement of a certificate: everything in it can be read back, and no part of it can be changed."""

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
    "SIYB-SYB-MM-2026-K7Q2M9D-0001-X", "မခင်ထွေး", "completion", "Start Your Business", "2026-03-06", "Chamber"
)
TEXT = seal(KHIN, PUBLIC, PRIVATE.sign)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=150), min_size=6, max_size=6))
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
        (PREFIX + base45.b45encode(bytes([2]) + raw[1:]).decode(), Newer),
        (seal(KHIN, other.public_key().public_bytes_raw(), other.sign), UnknownKey),
        (by_other, Forged),
    ):
        with pytest.raises(wrong):
            unseal(text, KEYS)


def test_a_code_is_read_from_a_small_black_and_white_print() -> None:
    """As drawn: 0.5 mm a module, at 150 dpi three pixels; turned a little, as a scanner does."""
    width, runs = codes.modules(TEXT)
    assert width <= 65
    picture = Image.new("1", (width, width), 1)
    for row, column, length in runs:
        for place in range(column, column + length):
            picture.putpixel((place, row), 0)
    printed = ImageOps.expand(picture.resize((width * 3, width * 3)), 24, 1)
    turned = printed.convert("L").rotate(4, fillcolor=255).convert("1")
    assert codes.read(printed) == codes.read(turned) == [TEXT]
