"""Turning a line of text into placed glyphs: bidirectional order, a face for every run, shaping by HarfBuzz."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import uharfbuzz as hb
from bidi import algorithm  # type: ignore[import-untyped]
from bidi.mirror import MIRRORED  # type: ignore[import-untyped]

from trainer_app.typesetting.fonts import BOLD, REGULAR, Face, face_of_each

# Embeddings, overrides and isolates: python-bidi's levels know only some of them, and a name needs none.
_STEERING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF))
_DIALLED = re.compile(r"(?<![\w+])(?:\+\d|0\d)\d*(?:[ -]?\(?\d+\)?)*(?!\w)")
_FEWEST_DIALLED = 6  # digits; fewer are no telephone number
_RIGHT_TO_LEFT = {"R", "AL", "AN"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One placed glyph; all measures in thousandths of the size. `advance` is where the pen goes after it."""

    number: int
    advance: int
    x_offset: int
    y_offset: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """The glyphs, from left to right, that together show the characters `text`, which begin at `start` in the line."""

    start: int
    text: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring clusters of one face and one direction, from left to right as they are seen."""

    face: Face
    right_to_left: bool
    clusters: tuple[Cluster, ...]


def clean(text: str) -> str:
    """The text as it is set: composed (NFC), white space as single blanks, without direction embeddings."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_STEERING)).split())


def shape(text: str, bold: bool, language: str = "", typeface: str = "") -> list[Run]:
    """The runs of one clean line, from left to right as they are seen. UserError for a character without glyph."""
    if not text:
        return []
    faces = face_of_each(text, BOLD if bold else REGULAR, language, typeface)
    levels = _levels(text)
    spans: list[tuple[int, int]] = []
    for _key, group in groupby(range(len(text)), key=lambda i: (faces[i].name, levels[i])):
        members = list(group)
        spans.append((members[0], members[-1] + 1))
    return [
        _shape_run(text, start, end, faces[start], levels[start] % 2 == 1, language)
        for start, end in _seen_order(spans, [levels[start] for start, _end in spans])
    ]


def written_clusters(text: str, language: str = "") -> list[str]:
    """The clean text in pieces that cannot be parted: letters with their marks and what is joined under them."""
    clusters = [cluster for run in shape(text, False, language) for cluster in run.clusters]
    return [cluster.text for cluster in sorted(clusters, key=lambda cluster: cluster.start)]


def _levels(text: str) -> list[int]:
    """The embedding level of every character: odd from right to left (Unicode annex 9, without isolates)."""
    if not any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return [0] * len(text)
    storage = algorithm.get_empty_storage()
    storage["base_level"] = base = algorithm.get_base_level(text)
    storage["base_dir"] = ("L", "R")[base]
    algorithm.get_embedding_levels(text, storage)
    every = list(storage["chars"])
    algorithm.explicit_embed_and_overrides(storage)
    _keep_dialled(text, every)
    algorithm.resolve_weak_types(storage, False)
    _pair_brackets(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    kept = {id(character) for character in storage["chars"]}
    levels: list[int] = []
    for character in every:
        # joiners take no part in the ordering and go where the letter before them goes
        levels.append(character["level"] if id(character) in kept or not levels else levels[-1])
    return levels


def _keep_dialled(text: str, characters: list[dict[str, Any]]) -> None:
    """A telephone number is one number, so that its parts keep their order among words from right to left."""
    for found in _DIALLED.finditer(text):
        if sum(map(str.isdigit, found.group())) >= _FEWEST_DIALLED:
            for character in characters[found.start() : found.end()]:
                character["type"] = "EN"


def _pair_brackets(storage: dict[str, Any]) -> None:
    """Rule N0, which python-bidi's levels lack: both brackets of a pair go the way of what they enclose."""
    for run in storage["runs"]:
        characters = storage["chars"][run["start"] : run["start"] + run["length"]]
        along = "R" if characters[0]["level"] % 2 else "L"
        open_at: list[int] = []
        pairs: list[tuple[int, int]] = []
        for i, character in enumerate(characters):
            if character["type"] != "ON" or not unicodedata.mirrored(character["ch"]):
                continue
            category = unicodedata.category(character["ch"])
            if category == "Ps":
                open_at.append(i)
            elif category == "Pe":
                partner = MIRRORED.get(character["ch"])
                match = next((i for i in reversed(open_at) if characters[i]["ch"] == partner), None)
                if match is not None:
                    pairs.append((match, i))
                    del open_at[open_at.index(match) :]
        for first, last in sorted(pairs):
            inside = {_strong(character) for character in characters[first + 1 : last]} - {None}
            if not inside:
                continue
            before = next((s for s in map(_strong, reversed(characters[:first])) if s), run["sor"])
            way = along if along in inside or before == along else before
            characters[first]["type"] = characters[last]["type"] = way


def _strong(character: dict[str, Any]) -> str | None:
    """The direction that the character has of itself; numbers count as right to left here."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(character["type"])


def _seen_order(spans: list[tuple[int, int]], levels: list[int]) -> list[tuple[int, int]]:
    """Rule L2: from the highest level down to the lowest odd one, reverse what is at that level or above."""
    order = list(range(len(spans)))
    for level in range(max(levels), 0, -1):
        turned: list[int] = []
        for high, group in groupby(order, key=lambda i: levels[i] >= level):
            members = list(group)
            turned += reversed(members) if high else members
        order = turned
    return [spans[i] for i in order]


def _shape_run(text: str, start: int, end: int, face: Face, right_to_left: bool, language: str) -> Run:
    buffer = hb.Buffer()
    buffer.add_str(text, start, end - start)  # with what is around it, so that joining letters join
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.language = language or "und"  # else it is that of the computer
    hb.shape(face.font, buffer)
    return Run(face, right_to_left, tuple(_clusters(text, end, buffer, right_to_left)))


def _clusters(text: str, end: int, buffer: hb.Buffer, right_to_left: bool) -> Iterator[Cluster]:
    pairs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    groups = [(first, list(group)) for first, group in groupby(pairs, key=lambda pair: pair[0].cluster)]
    ends: list[int]
    if right_to_left:
        ends = [end, *(first for first, _group in groups[:-1])]
    else:
        ends = [*(first for first, _group in groups[1:]), end]
    for (first, group), last in zip(groups, ends, strict=True):
        yield Cluster(
            first,
            text[first:last],
            tuple(Glyph(info.codepoint, where.x_advance, where.x_offset, where.y_offset) for info, where in group),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready to be drawn. `width`, `ascent` and `descent` (of the ink, upwards positive) are for size 1.

    `code` are PDF operators for inside a text object whose matrix scales by the size; `glyphs` says for each
    face which glyphs it needs and the characters that each stands for.
    """

    width: float
    ascent: float
    descent: float
    code: str
    glyphs: tuple[tuple[Face, dict[int, str]], ...]


@lru_cache(maxsize=2048)
def set_line(text: str, bold: bool = False, language: str = "", typeface: str = "") -> Line:
    """The line that shows the text, for readers of a language (ISO 639-1) where it is known, in a kind of type (fonts).

    UserError names a character that no font holds.
    """
    runs = shape(clean(text), bold, language, typeface)
    width, top, bottom = 0, 0, 0
    glyphs: dict[str, tuple[Face, dict[int, str]]] = {}
    for run in runs:
        needed = glyphs.setdefault(run.face.name, (run.face, {run.face.blank: " "}))[1]
        for cluster in run.clusters:
            _note(needed, run.face, cluster)
            for glyph in cluster.glyphs:
                width += glyph.advance
                high, low = run.face.ink(glyph.number)
                top, bottom = max(top, high + glyph.y_offset), min(bottom, low + glyph.y_offset)
    code = "\n".join(_run_code(run) for run in runs)
    return Line(width / 1000, top / 1000, bottom / 1000, code, tuple(glyphs.values()))


def _note(needed: dict[int, str], face: Face, cluster: Cluster) -> None:
    """Say what each glyph of the cluster stands for, for readers that look at single glyphs only."""
    left = cluster.text
    for glyph in cluster.glyphs:
        character = face.characters.get(glyph.number, "")
        needed.setdefault(glyph.number, character)
        left = left.replace(character, "", 1)
    for glyph in cluster.glyphs:
        if left and not needed[glyph.number]:
            needed[glyph.number] = left
            left = ""


def _run_code(run: Run) -> str:
    """The run, word by word: what the glyphs alone do not tell is told in /ActualText (PDF 1.7, 14.9.4).

    From right to left the actual text is given as it is seen: readers (poppler, PDFium) turn it round themselves.
    """
    parts = [f"/{run.face.name} 1 Tf"]
    for told, group in groupby(_words(run), key=lambda word: all(_is_plain(run.face, c) for c in word)):
        words = list(group)
        if told:
            parts.append(_show(run.face, [glyph for word in words for cluster in word for glyph in cluster.glyphs]))
            continue
        for word in words:
            text = "".join(cluster.text for cluster in (reversed(word) if run.right_to_left else word))
            actual = ("\ufeff" + (text[::-1] if run.right_to_left else text)).encode("utf-16-be").hex().upper()
            parts.append(f"/Span <</ActualText <{actual}>>> BDC {_show_whole(run.face, word)} EMC")
    return "\n".join(parts)


def _words(run: Run) -> list[list[Cluster]]:
    """The clusters of the run in words. A blank belongs to the word before it, from right to left to none."""
    words: list[list[Cluster]] = [[]]
    for cluster in run.clusters:
        if cluster.text == " " and run.right_to_left:
            words += [[cluster], []]
            continue
        words[-1].append(cluster)
        if cluster.text == " ":
            words.append([])
    return [word for word in words if word]


def _is_plain(face: Face, cluster: Cluster) -> bool:
    """Whether one glyph shows one character, so that the glyph alone tells it when text is copied."""
    return len(cluster.glyphs) == 1 and face.characters.get(cluster.glyphs[0].number) == cluster.text


def _show_whole(face: Face, word: list[Cluster]) -> str:
    """The word, beginning and ending at its edges: readers take an actual text's place from its first and last glyph.

    Where that is a mark, which stands over another letter, a blank that leaves the pen where it was goes instead;
    else they see gaps inside words and none between them.
    """
    glyphs = [glyph for cluster in word for glyph in cluster.glyphs]
    first, last = glyphs[0], glyphs[-1]
    start = _show(face, [Glyph(face.blank, 0, 0, 0)]) + " " if first.x_offset else ""
    if last.x_offset or not last.advance or last.advance != face.advance(last.number):
        glyphs.append(Glyph(face.blank, 0, -face.advance(face.blank), last.y_offset))
    return start + _show(face, glyphs)


def _show(face: Face, glyphs: list[Glyph]) -> str:
    """Operators that show the glyphs; `TJ` moves left by its numbers, `Ts` raises."""
    parts: list[str] = []
    rise = 0
    for raised, group in groupby(glyphs, key=lambda glyph: glyph.y_offset):
        if raised != rise:
            parts.append(f"{raised / 1000:g} Ts")
            rise = raised
        items, gap = "", 0
        for glyph in group:
            gap -= glyph.x_offset
            items += (f"{gap}" if gap else "") + f"<{glyph.number:04X}>"
            gap = glyph.x_offset + face.advance(glyph.number) - glyph.advance
        parts.append(f"[{items.replace('><', '')}{gap or ''}] TJ")
    if rise:
        parts.append("0 Ts")
    return " ".join(parts)
