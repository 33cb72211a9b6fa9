"""QR codes: drawn as runs of modules, and read back from a picture."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image, UnidentifiedImageError

from trainer_app.errors import UserError
from trainer_app.file_names import called
from trainer_app.texts import _

MOST_PIXELS = 200_000_000
"""Of one picture: a scan of a large sheet at 600 dpi has fewer."""


@cache
def _format() -> Any:
    return zxingcpp.BarcodeFormat.QRCode


def modules(text: str) -> tuple[int, Iterator[tuple[int, int, int]]]:
    """The width of a code for the text in modules, and its dark runs as (row from the top, first column, length)."""
    code: Any = zxingcpp.create_barcode(text, _format(), ec_level="M")
    image = memoryview(code.to_image(scale=1, add_quiet_zones=False))
    height, width = image.shape  # type: ignore[misc]
    pixels = image.tobytes()
    return width, _runs(pixels, width, height)


def _runs(pixels: bytes, width: int, height: int) -> Iterator[tuple[int, int, int]]:
    for row in range(height):
        line = pixels[row * width : (row + 1) * width]
        column = line.find(0)
        while column >= 0:
            end = column
            while end < width and line[end] == 0:
                end += 1
            yield row, column, end - column
            column = line.find(0, end)


def read(picture: Image.Image) -> list[str]:
    """The texts of all QR codes that can be read in a picture, each once."""
    found = zxingcpp.read_barcodes(picture.convert("L"), formats=_format())
    return list(dict.fromkeys(code.text for code in found if code.valid))


def read_file(path: Path) -> list[str]:
    """The texts of the QR codes in a photograph or scan. Raises UserError for what is no picture."""
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UserError(
                    _("{file} is too large a picture. Make it smaller, and try again.").format(file=called(path))
                )
            return read(picture)
    except FileNotFoundError as error:
        raise UserError(_("{file} is not there. Choose it again.").format(file=called(path))) from error
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise UserError(
            _("{file} cannot be read as a picture. Choose a photograph or a scan as PNG or JPEG.").format(
                file=called(path)
            )
        ) from error
