"""Pictures on a page: logos, signatures, and what stands faintly behind the text."""

import io
import math

from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates.contents import Picture
from trainer_app.errors import UserError
from trainer_app.file_names import located
from trainer_app.texts import _
from trainer_app.typesetting.rows import Side
from trainer_app.typesetting.shaping import set_line
from trainer_app.typesetting.text import draw_line

# Mixed with white, not transparent: printers take longer over what shines through.
_FAINT, _FAINT_LINES = 0.1, 0.3
_PETALS, _STEPS, _RINGS = 18, 540, 5


_ANCHORS: dict[Side, str] = {"left": "w", "middle": "c", "right": "e"}


def draw_picture(
    canvas: Canvas, picture: Picture, x: float, y: float, width: float, height: float, side: Side = "middle"
) -> None:  # fmt: skip
    """Draw a picture as large as the box takes, at a side of it. UserError where it is no picture."""
    try:
        reader = ImageReader(io.BytesIO(picture) if isinstance(picture, bytes) else str(picture))
    except Exception as error:
        raise UserError(
            _(
                "The picture {path} cannot be read. Nothing was printed. Choose a PNG or JPEG file for the logo or the "
                "signature, or leave it out."
            ).format(path=_("in Settings") if isinstance(picture, bytes) else located(picture))
        ) from error
    canvas.drawImage(reader, x, y, width, height, mask="auto", preserveAspectRatio=True, anchor=_ANCHORS[side])


def draw_watermark(
    canvas: Canvas, watermark: str, width: float, height: float, colour: Color, logo: Picture | None, text: str
) -> None:
    """Draw one of designs.WATERMARKS in the middle of a page: a logo or a text only where there is one."""
    canvas.saveState()
    reach = 0.36 * min(width, height)
    if watermark == "rosette":
        canvas.translate(width / 2, height / 2)
        canvas.setStrokeColor(_tint(colour, _FAINT_LINES))
        canvas.setLineWidth(0.35)
        for ring in range(_RINGS):
            _draw_ring(canvas, reach * (1 - 0.15 * ring), math.pi / _PETALS * (ring % 2))
    elif watermark == "logo" and logo is not None:
        draw_picture(canvas, _pale(logo), width / 2 - reach, height / 2 - reach, 2 * reach, 2 * reach)
    elif watermark == "organiser" and text:
        line = set_line(text, True)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(math.degrees(math.atan2(height, width)))
        canvas.setFillColor(_tint(colour, _FAINT))
        size = min(0.72 * math.hypot(width, height) / line.width, 0.28 * min(width, height))
        draw_line(canvas, -line.width * size / 2, -0.3 * size, line, size)
    canvas.restoreState()


def _tint(colour: Color, share: float) -> Color:
    return Color(*(1 - share * (1 - part) for part in colour.rgb()))


def _pale(picture: Picture) -> Picture:
    """The picture as it stands behind text; as it is where it cannot be read, which draw_picture tells."""
    try:
        with Image.open(io.BytesIO(picture) if isinstance(picture, bytes) else picture) as found:
            ground = Image.new("RGBA", found.size, "white")
            ground.alpha_composite(found.convert("RGBA"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return picture
    memory = io.BytesIO()
    Image.blend(Image.new("RGB", ground.size, "white"), ground.convert("RGB"), _FAINT).save(memory, "PNG")
    return memory.getvalue()


def _draw_ring(canvas: Canvas, radius: float, turn: float) -> None:
    """A closed line that swings around a circle, as on banknotes: copiers blur it, and it is light on ink."""
    path = canvas.beginPath()
    for step in range(_STEPS + 1):
        angle = 2 * math.pi * step / _STEPS
        reach = radius * (0.82 + 0.18 * math.cos(_PETALS * angle + turn * _PETALS))
        x, y = reach * math.cos(angle), reach * math.sin(angle)
        if step:
            path.lineTo(x, y)
        else:
            path.moveTo(x, y)
    canvas.drawPath(path)
