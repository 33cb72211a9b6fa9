"""Logos and signatures: kept in the database, small, transparent where the paper was white; what is none is refused."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from db.database import Database
from trainer_app.certificates import pictures
from trainer_app.errors import UserError


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "office.sqlite", name="Office", kind="office")


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_logo_is_kept_small_and_can_be_taken_out(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "logo.jpg"
    Image.new("RGB", (3000, 1500), "navy").save(file)
    with database.change("s") as tx:
        pictures.load(tx, "logo 2", file)
        pictures.load(tx, "logo 1", file)
    with database.read() as tx:
        found = pictures.find(tx)
    assert list(found) == ["logo 1", "logo 2"]
    assert opened(found["logo 2"]).size == (900, 450)
    with database.change("s") as tx:
        pictures.remove(tx, "logo 1")
        assert list(pictures.find(tx)) == ["logo 2"]
    assert {pictures.label(slot) for slot in pictures.SLOTS} >= {"Logo 6", "Signature of signatory 4"}


def test_a_scanned_signature_is_cut_to_its_strokes_and_shows_what_is_behind(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "signature.png"
    scan = Image.new("L", (600, 400), 238)  # paper is never quite white
    ImageDraw.Draw(scan).line([(200, 150), (300, 250), (400, 180)], fill=40, width=6)
    scan.save(file)
    with database.change("s") as tx:
        pictures.load(tx, "signature 1", file)
        picture = opened(pictures.find(tx)["signature 1"])
    assert picture.width < 230
    assert picture.height < 130
    assert picture.getpixel((picture.width // 2, 2))[3] == 0
    assert max(picture.getchannel("A").tobytes()) > 200


@pytest.mark.parametrize("content", [b"", b"no picture", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n" + b"x" * 40])
def test_what_is_no_picture_is_refused_by_name(database: Database, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(content)
    with database.change("s") as tx:
        with pytest.raises(UserError, match=r"logo\.png cannot be read as a picture"):
            pictures.load(tx, "logo 1", file)
        with pytest.raises(UserError, match="not there"):
            pictures.load(tx, "logo 1", tmp_path / "nowhere.png")
        assert pictures.find(tx) == {}
