"""What can be wrong with a database file that a person can do something about."""

from pathlib import Path


class DatabaseProblem(Exception):
    """The database cannot be used as asked; trainer_app.errors turns the kind into a sentence."""

    kinds = (
        "missing",
        "exists",
        "not_ours",
        "damaged",
        "locked",
        "full",
        "read_only",
        "too_new",
        "cannot_open",
    )

    def __init__(self, kind: str, path: Path) -> None:
        if kind not in self.kinds:
            raise ValueError(kind)
        super().__init__(kind, str(path))
        self.kind = kind
        self.path = path


class NotFound(LookupError):
    """No record of that id; a bug, or a record that has been deleted meanwhile."""
