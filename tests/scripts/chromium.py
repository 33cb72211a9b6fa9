"""How Chromium sets the hard names with our fonts: glyph by glyph, taken from the PDF that it prints.

`python tests/scripts/chromium.py` writes chromium_runs.json anew, which the tests compare with where there is no
Chromium.
"""

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import uharfbuzz as hb
from hard_names import SCRIPTS, hard_names, language_of

from trainer_app.typesetting.fonts import REGULAR, every_face

SAVED = Path(__file__).with_name("chromium_runs.json")
PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_TOKEN = re.compile(r"/ActualText\s*<[^>]*>|/(?P<font>[^\s/]+) [\d.]+ Tf|<(?P<glyphs>[0-9A-F]+)>")

Run = list[str]
"""Glyphs in the order they are drawn, each as face and number; blanks, of whatever face, are left out."""


def glyphs_of(code: str, faces: dict[str, str]) -> Run:
    """The glyphs that PDF operators draw; `faces` are the names of faces by those of the font resources."""
    found: Run = []
    face = ""
    for token in _TOKEN.finditer(code):
        if token["font"]:
            face = faces.get(token["font"], token["font"])
        elif token["glyphs"]:
            digits = token["glyphs"]
            found += [f"{face} {digits[at : at + 4]}" for at in range(0, len(digits), 4)]
    blank = {f"{one.name} {one.blank:04X}" for one in every_face(REGULAR)}
    return [glyph for glyph in found if glyph not in blank]


def chromium_runs() -> dict[str, dict[str, Run]]:
    """By script and name, how Chromium draws it."""
    names = [(script, name) for script in SCRIPTS for name in hard_names(script)]
    with tempfile.TemporaryDirectory() as folder:
        pages = _print(Path(folder), names)
    assert len(pages) == len(names)
    found: dict[str, dict[str, Run]] = {}
    for (script, name), run in zip(names, pages, strict=True):
        found.setdefault(script, {})[name] = run
    return found


def _print(folder: Path, names: list[tuple[str, str]]) -> list[Run]:
    """Print a page for each name, and read each page's glyphs."""
    faces = every_face(REGULAR)
    for face in faces:
        (folder / f"{face.name}.ttf").write_bytes(_at_one_weight(face.source))
    rules = "".join(f'@font-face {{ font-family: "{one.name}"; src: url("{one.name}.ttf") }}' for one in faces)
    paragraphs = "".join(
        f'<p dir="auto" lang="{language_of(script) or "und"}" style="font-family: {_families(script)}">'
        f"{html.escape(name)}</p>"
        for script, name in names
    )
    style = f"{rules} p {{ font-size: 20px; padding: 40px 0; page-break-after: always; margin: 0; white-space: pre }}"
    page, pdf = folder / "names.html", folder / "names.pdf"
    page.write_text(f"<meta charset='utf-8'><title>names</title><style>{style}</style>{paragraphs}", "utf-8")
    subprocess.run(
        [str(PROGRAM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         "--allow-file-access-from-files", f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=10000",
         f"--print-to-pdf={pdf}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return list(_pages(pdf.read_bytes(), {face.name.partition("-")[0]: face.name for face in faces}))


def _families(script: str) -> str:
    """The faces that a page in this script asks, in order: as ours, with that of Urdu or Chinese first where it is."""
    *usual, chinese, nastaliq = [f"'{face.name}'" for face in every_face(REGULAR)]
    first = {"Urdu": [nastaliq], "Chinese": [chinese]}.get(script, [])
    return ",".join([*first, *usual, chinese])


def _at_one_weight(source: hb.Face) -> bytes:
    """The font file with all its tables and glyph ids, at the weight that is compared."""
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.flags |= hb.SubsetFlags.RETAIN_GIDS
    for axis in source.axis_infos:
        if axis.tag == "wght":
            wanted.pin_axis_location(source, "wght", REGULAR)
        else:
            wanted.pin_axis_to_default(source, axis.tag)
    return bytes(hb.subset(source, wanted).blob.data)


def _pages(pdf: bytes, faces: dict[str, str]) -> Iterator[Run]:
    """The glyphs of each page of a PDF as Skia writes it."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(pdf)}
    for content in objects.values():
        if not re.search(rb"/Type /Page\b", content):
            continue
        resources = {}
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", content):
            base = re.search(rb"/BaseFont /\w+\+(\w+)", objects[int(number)])
            assert base is not None, "a font that is no TrueType font"
            resources[name.decode()] = faces[base[1].decode()]
        drawn = objects[int(re.findall(rb"/Contents (\d+)", content)[0])]
        stream = drawn[drawn.index(b"stream\n") + 7 : drawn.rindex(b"\nendstream")]
        yield glyphs_of(zlib.decompress(stream).decode("latin-1"), resources)


def saved_runs() -> dict[str, dict[str, Run]]:
    """What Chromium drew when it was last asked."""
    found = json.loads(SAVED.read_text("utf-8"))
    return {
        script: {
            name: [f"{face} {glyph}" for face, glyphs in run for glyph in glyphs.split()] for name, run in names.items()
        }
        for script, names in found.items()
    }


def _save(found: dict[str, dict[str, Run]]) -> None:
    packed: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for script, names in found.items():
        packed[script] = {}
        for name, run in names.items():
            parts: list[tuple[str, str]] = []
            for glyph in run:
                face, number = glyph.split(" ")
                if parts and parts[-1][0] == face:
                    parts[-1] = (face, f"{parts[-1][1]} {number}")
                else:
                    parts.append((face, number))
            packed[script][name] = parts
    lines = ",\n".join(
        f"{json.dumps(script)}: {{\n"
        + ",\n".join(f" {json.dumps(name, ensure_ascii=False)}: {json.dumps(run)}" for name, run in names.items())
        + "\n}"
        for script, names in packed.items()
    )
    SAVED.write_text("{\n" + lines + "\n}\n", "utf-8")


if __name__ == "__main__":
    if PROGRAM is None:
        sys.exit("Chromium is not installed: apt-get install chromium")
    _save(chromium_runs())
