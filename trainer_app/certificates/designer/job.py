"""What the designer starts from: a design of the office or a copy of any, in boxes, and a certificate to try it on."""

from dataclasses import dataclass
from pathlib import Path

from db.database import Transaction
from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.designer.files import read
from trainer_app.certificates.designer.taken_apart import in_boxes
from trainer_app.certificates.designs import Design
from trainer_app.certificates.printing import sample
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import _, language


@dataclass(frozen=True)
class Job:
    """What is edited: a design whose pictures are names of files in `folder`, as it looks on `certificate`.

    `stem` is the office's file that it was read from; "": it is a new one. `pictures` lie in the folder.
    """

    design: Design
    certificate: Certificate
    folder: Path
    stem: str
    name: str
    pictures: tuple[str, ...]


def begin(tx: Transaction, catalogue: Catalogue, folder: Path, name: str, *, copy: bool) -> Job:
    """Begin with a design; a shipped one is always copied. UserError for a file that is wrong or gone."""
    certificate, design = sample(tx, catalogue), read(folder, name)
    copy = copy or not (folder / f"{name}.toml").exists()
    label = design.label(language())
    if design.line:
        design = in_boxes(design, certificate)
    return Job(
        design, certificate, folder, "" if copy else name,
        _("{name}, our own").format(name=label) if copy else label,
        tuple(path.name for path in sorted(folder.glob("*.png"))),
    )  # fmt: skip
