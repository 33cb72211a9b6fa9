"""The errors that a person can act on, and their sentences; every other exception is a bug."""

from collections.abc import Iterator
from contextlib import contextmanager

from db.errors import DatabaseProblem, NotFound
from trainer_app.file_names import located
from trainer_app.texts import N_, _


class UserError(Exception):
    """A sentence for the person: what happened, what it means, what to do. Shown without a trace, exit code 1."""


_PROBLEMS = {
    "missing": N_("There is no database at {path}. Check the name, or make a new database."),
    "exists": N_("{path} is there already and was left as it is. Choose another name for the new database."),
    "not_ours": N_("{path} is not a database of this application. Choose another file; this one was not touched."),
    "damaged": N_("{path} is damaged and cannot be read whole. Nothing was changed. Restore its newest backup."),
    "locked": N_("{path} is in use by another program just now. Nothing was changed. Close the other one and repeat."),
    "full": N_("The disk that holds {path} takes no more. Nothing was changed. Make room on it and repeat."),
    "read_only": N_(
        "{path} cannot be written: the file or its folder is read-only. Nothing was changed. "
        "Copy it to a folder of your own, or ask for the right to write."
    ),
    "too_new": N_(
        "{path} was written by a newer version of this application. Nothing was changed. Update the application first."
    ),
    "cannot_open": N_("{path} cannot be opened. Nothing was changed. Check that the folder exists and is reachable."),
}


def explain(problem: DatabaseProblem) -> UserError:
    """The sentence for a problem of the database file."""
    return UserError(_(_PROBLEMS[problem.kind]).format(path=located(problem.path)))


@contextmanager
def explained() -> Iterator[None]:
    """Turn problems of the database file and missing records into sentences; command line and window work in this."""
    try:
        yield
    except DatabaseProblem as problem:
        raise explain(problem) from problem
    except NotFound as missing:
        raise UserError(
            _("There is no such record here: {record}. Nothing was changed. Check the id, or look it up again.").format(
                record=missing
            )
        ) from missing
