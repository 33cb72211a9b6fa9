"""The command line: `trainer-app [--database FILE] COMMAND`.

Exit codes: 0 done, 1 refused with the reasons on stderr, 2 wrong usage, 130 stopped by Ctrl-C. To add a
command: a function in one of the modules named in MODULES, decorated with `@command`; its help must hold an example.
"""

import importlib
from typing import Any

from trainer_app.cli.frame import application

MODULES = (
    "databases", "courses", "lists", "certificates", "keys", "papers", "people", "sending", "exchange", "results",
)  # fmt: skip
"""The modules that hold the commands, in the order of the help."""


def main(arguments: list[str] | None = None, **extra: Any) -> None:
    """Run one command; `arguments` default to those of the process."""
    for module in MODULES:
        importlib.import_module(f"trainer_app.cli.{module}")
    application.main(arguments, prog_name="trainer-app", **extra)
