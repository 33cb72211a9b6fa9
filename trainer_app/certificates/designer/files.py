"""The office's own designs as files: listed, checked and written, taken away; pictures put beside them."""

import io
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer_app.certificates import pictures
from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.designer.checks import check
from trainer_app.certificates.designs import Design, labels, shipped
from trainer_app.certificates.own_files import read_file, read_text
from trainer_app.errors import UserError
from trainer_app.file_names import located
from trainer_app.saving import replacing
from trainer_app.texts import _


@dataclass(frozen=True)
class Listed:
    """A design in the list: the name of its file, what a person calls it, whether it is a file of the office."""

    name: str
    label: str
    own: bool


def listed(folder: Path, language: str) -> list[Listed]:
    """The office's own designs and then the shipped ones; a file that is broken goes by its name."""
    own = {path.stem for path in folder.glob("*.toml")}
    found = [Listed(name, label, name in own) for name, label in labels(folder, language)]
    return sorted(found, key=lambda one: (not one.own, one.label.casefold()))


def read(folder: Path, name: str) -> Design:
    """A design as it stands in its file: pictures by their names. UserError for a file that is wrong or gone."""
    path = folder / f"{name}.toml"
    return shipped()[name] if name in shipped() and not path.exists() else read_file(path, Design)


def save(design: Design, folder: Path, name: str, certificate: Certificate, stem: str = "") -> Path:
    """Check the design and write it into the office's folder under a name; `stem` is the file that it was read from.

    Raises UserError, and writes nothing, for what `check` finds, no name, and the name of another design.
    """
    fresh = re.sub(r"[^\w-]+", "-", name.strip().casefold()).strip("-")
    if not fresh:
        raise UserError(_("Give the design a name. Nothing was saved."))
    path = folder / f"{stem or fresh}.toml"
    if not stem and (fresh in shipped() or path.exists()):
        raise UserError(
            _("There is a design with the name {name} already. Nothing was saved. Choose another name.").format(
                name=name.strip()
            )
        )
    check(design.with_pictures_of(folder), certificate)
    text = written(design.model_copy(update={"name": {"en": name.strip()}}))
    read_text(text, Design, path)
    with replacing(path) as partial:
        partial.write_text(text, encoding="utf-8")
    return path


def remove(folder: Path, name: str) -> None:
    """Take away a design: its file, and its pictures that no other design shows. UserError where that is not possible.

    A picture that cannot be taken away, or another design that cannot be read and might show it, leaves it there.
    """
    path = folder / f"{name}.toml"
    alone = _shown_alone(folder, path)
    try:
        path.unlink()
        for picture in alone:
            with suppress(OSError):
                (folder / picture).unlink()
    except OSError as error:
        raise UserError(
            _("{path} cannot be deleted: it is open in another program, or its folder is read-only.").format(
                path=located(path)
            )
        ) from error


def _shown_alone(folder: Path, path: Path) -> set[str]:
    """The pictures of a design that no other one of the folder shows."""
    try:
        designs = {one: read_file(one, Design) for one in folder.glob("*.toml")}
    except UserError:
        return set()
    shown = {one: {box.image for box in design.box} for one, design in designs.items()}
    others = set[str]().union(*(images for one, images in shown.items() if one != path))
    return {image for image in shown.get(path, set()) - others if image.endswith(".png")}


def add_picture(folder: Path, path: Path) -> str:
    """Put a picture beside the designs, made small enough for paper; return its name there. UserError for no picture.

    One that is there under the same name with another content is kept: the new one gets a number.
    """
    memory = io.BytesIO()
    pictures.read(path).save(memory, "PNG", optimize=True)
    stem = re.sub(r"[^\w-]+", "-", path.stem.casefold()).strip("-") or "picture"
    target, number = folder / f"{stem}.png", 1
    while target.exists() and target.read_bytes() != memory.getvalue():
        number += 1
        target = folder / f"{stem}-{number}.png"
    with replacing(target) as partial:
        partial.write_bytes(memory.getvalue())
    return target.name


def written(design: Design) -> str:
    """The design as the text of its file."""
    values = design.model_dump()
    tables = {key: values.pop(key) for key in ("colours", "accents", "line", "box")}
    parts = [_lines(values)]
    parts += [f"[{key}]\n{_lines(tables[key])}" for key in ("colours", "accents") if tables[key]]
    parts += [f"[[{key}]]\n{_lines(one)}" for key in ("line", "box") for one in tables[key]]
    return "\n".join(parts)


def _lines(values: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in values.items())


def _value(value: Any) -> str:
    """A value as TOML: its strings and numbers are written as JSON's."""
    if isinstance(value, Mapping):
        inner: Iterable[str] = (f"{key} = {_value(one)}" for key, one in value.items())
        return "{ " + ", ".join(inner) + " }"
    return json.dumps(value, ensure_ascii=False)
