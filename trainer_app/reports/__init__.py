"""Reports: each is built as one description (document.py) and written as PDF, Excel, CSV or JSON.

To add a report: a module here with a function that returns a Document, and its line in REPORTS; screen, command line
and all outputs follow. To add an output: a module with a function (document, path) and its line in OUTPUTS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trainer_app.errors import UserError
from trainer_app.file_names import called
from trainer_app.reports.document import Document
from trainer_app.texts import N_, _


@dataclass(frozen=True, slots=True)
class Output:
    """A kind of file: its name for people, and the function that writes a report to a path."""

    label: str
    write: Callable[[Document, Path], None]


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its permanent key, its name for people, and the function that builds it.

    `build(tx, *, period, catalogue, language, ...)` returns the Document; what else it takes, it says itself.
    """

    key: str
    label: str
    build: Callable[..., Document]


# The libraries behind an output or a report are loaded when one is made: the window is painted first.
def _pdf(document: Document, path: Path) -> None:
    from trainer_app.reports.pdf import write_pdf

    write_pdf(document, path)


def _excel(document: Document, path: Path) -> None:
    from trainer_app.reports.excel import write_excel

    write_excel(document, path)


def _csv(document: Document, path: Path) -> None:
    from trainer_app.reports.csv_output import write_csv

    write_csv(document, path)


def _json(document: Document, path: Path) -> None:
    from trainer_app.reports.json_output import write_json

    write_json(document, path)


def _outreach(*args: object, **kwargs: object) -> Document:
    from trainer_app.reports.outreach import outreach

    return outreach(*args, **kwargs)  # type: ignore[arg-type]


OUTPUTS: dict[str, Output] = {
    ".pdf": Output(N_("PDF, to print"), _pdf),
    ".xlsx": Output(N_("Excel workbook"), _excel),
    ".csv": Output(N_("CSV, text that Excel opens"), _csv),
    ".json": Output(N_("JSON, for another program"), _json),
}
"""By the ending of the file's name, in the order in which a person is offered them."""

REPORTS: dict[str, Report] = {report.key: report for report in (Report("outreach", N_("Outreach summary"), _outreach),)}
"""By key, in the order in which a person is offered them."""


def write(document: Document, path: Path) -> None:
    """Write a report as the ending of the name asks. Raises UserError for an unknown ending, and as the outputs do."""
    output = OUTPUTS.get(path.suffix.lower())
    if output is None:
        raise UserError(
            _("“{name}” does not say what to write. Give it one of these endings: {endings}.").format(
                name=called(path), endings=", ".join(OUTPUTS)
            )
        )
    output.write(document, path)
