"""Folders that somebody names: what lies in them, or a sentence on why that cannot be seen."""

import os
from pathlib import Path

from trainer_app.errors import UserError
from trainer_app.file_names import located
from trainer_app.texts import _


def is_folder(path: Path) -> bool:
    """Whether it is a folder; not, where that cannot be told."""
    return os.path.isdir(path)  # Path.is_dir raises where a folder above it is locked


def files_in(folder: Path) -> list[Path]:
    """What lies in a folder, by name, without what systems and spreadsheet programs hide there. Raises UserError."""
    try:
        return sorted(one for one in folder.iterdir() if one.name[0] not in ".~")
    except OSError as error:
        raise UserError(
            _("The folder {folder} cannot be read: it is not yours to read, or its disk is gone. Nothing was taken "
              "from it. Copy what you need to another folder, and choose that.").format(folder=located(folder))
        ) from error  # fmt: skip
