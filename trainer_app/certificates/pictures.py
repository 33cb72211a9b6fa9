"""The office's logos and scanned signatures, kept in its database beside the journal: they never travel to others.

They stand in the table of local facts (meta), not in a folder: a backup has them, a workbook has not.
"""

import base64
import io
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from db.database import Transaction
from trainer_app.certificates.contents import MOST_LOGOS, MOST_SIGNATORIES
from trainer_app.errors import UserError
from trainer_app.file_names import called
from trainer_app.texts import _

SLOTS = (
    *(f"logo {number}" for number in range(1, MOST_LOGOS + 1)),
    *(f"signature {number}" for number in range(1, MOST_SIGNATORIES + 1)),
)
_KEY = "picture "
_MOST_PIXELS = 60_000_000
_LONGEST_SIDE = 900  # of what is kept: 130 points of paper at more than 400 dots an inch
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


def label(slot: str) -> str:
    """What a person calls one of SLOTS."""
    kind, _blank, number = slot.partition(" ")
    if kind == "logo":
        return _("Logo {number}").format(number=number)
    return _("Signature of signatory {number}").format(number=number)


def find(tx: Transaction) -> dict[str, bytes]:
    """The pictures that are loaded, as PNG, by slot, in the order of SLOTS."""
    rows = tx.rows("SELECT key, value FROM meta WHERE key LIKE 'picture %'", {})
    known = {str(key)[len(_KEY) :]: base64.b64decode(value) for key, value in rows}
    return {slot: known[slot] for slot in SLOTS if slot in known}


def load(tx: Transaction, slot: str, path: Path) -> None:
    """Keep the picture of a file as one of SLOTS. Raises UserError for what is no picture.

    It is made small enough for paper; a signature becomes transparent where the paper is white.
    """
    picture = read(path)
    if slot.startswith("signature"):
        picture = _ink(picture)
    memory = io.BytesIO()
    picture.save(memory, "PNG", optimize=True)
    tx.connection.exec_driver_sql(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_KEY + slot, base64.b64encode(memory.getvalue()).decode("ascii")),
    )


def remove(tx: Transaction, slot: str) -> None:
    """Forget the picture of one of SLOTS."""
    tx.connection.exec_driver_sql("DELETE FROM meta WHERE key = ?", (_KEY + slot,))


def read(path: Path) -> Image.Image:
    """The picture of a file, made small enough for paper. Raises UserError for what is no picture."""
    try:
        with Image.open(path, formats=_FORMATS) as found:
            if found.width * found.height > _MOST_PIXELS:
                raise UserError(
                    _("{file} is too large a picture. Make it smaller, and try again.").format(file=called(path))
                )
            picture = ImageOps.exif_transpose(found).convert("RGBA")
    except FileNotFoundError as error:
        raise UserError(_("{file} is not there. Choose it again.").format(file=called(path))) from error
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise UserError(
            _("{file} cannot be read as a picture. Choose a PNG or JPEG file.").format(file=called(path))
        ) from error
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return picture


def _ink(picture: Image.Image) -> Image.Image:
    """The strokes of a scan on white paper, cut to their edges: what is light is transparent."""
    white = Image.new("RGBA", picture.size, "white")
    grey = ImageOps.autocontrast(Image.alpha_composite(white, picture).convert("L"), cutoff=(0, 40))
    alpha = grey.point(lambda light: 0 if light > 200 else min(255, int((200 - light) * 1.7)))
    picture.putalpha(alpha)
    return picture.crop(alpha.getbbox()) if alpha.getbbox() else picture
