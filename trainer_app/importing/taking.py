"""What becomes of a list: its plan, doing it as one action, and what is wrong in it back to its sender."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.database import Database, Transaction
from trainer_app import settings
from trainer_app.errors import explained
from trainer_app.file_names import called
from trainer_app.importing import deadline, importer
from trainer_app.importing.choices import Choices
from trainer_app.importing.opened import Opened
from trainer_app.importing.plan import VERDICTS, Plan
from trainer_app.lists.reading import Reading
from trainer_app.people import identical_ids
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.progress import Progress
from trainer_app.texts import _, list_languages, speaking
from trainer_app.texts import language as language_in_use

if TYPE_CHECKING:
    from trainer_app.importing.send_back import Lost


@dataclass(frozen=True)
class Taken:
    """An import that was done: what it did, as which action, and where the state before is kept."""

    plan: Plan
    action_id: int
    backup: Path | None


def label(file: str) -> str:
    """What the history calls the import of a file."""
    return _("Import {file}").format(file=file)


def country(tx: Transaction) -> str | None:
    """The country whose telephone numbers lists have."""
    return settings.get(tx, "country") or None


def make_plan(
    tx: Transaction, reading: Reading, catalogue: Catalogue, choices: Choices, progress: Progress | None = None
) -> Plan:
    """What importing would do. To be called in `database.change(..., rehearse=True)`."""
    return importer.plan(tx, reading, catalogue, choices.options(), progress)


def take(
    database: Database, plan: Plan, catalogue: Catalogue, *, backup: bool = True, progress: Progress | None = None
) -> Taken:
    """Do what a plan says, after a backup. Raises UserError, with nothing done, if the data changed since."""
    with explained():
        kept = database.backup(_("before import")) if backup else None
        with database.change(label(plan.file), kind="import") as tx:
            done = importer.apply(tx, plan, catalogue, progress)
            if progress is not None:
                progress.cancelled()
            action = tx.action.id or 0
            identical_ids.join_where_wanted(tx)
        return Taken(done, action, kept)


def totals(plan: Plan) -> Mapping[str, int]:
    """The rows of all sheets: "read" and each of plan.VERDICTS, which together are those that were read."""
    found: Counter[str] = Counter({"read": 0, **dict.fromkeys(VERDICTS, 0)})
    for ledger in plan.ledgers:
        for name in ("read", *VERDICTS):
            found[name] += getattr(ledger, name)
    return found


def is_ready(plan: Plan) -> bool:
    """Whether a list brings something and leaves nothing to look at: no question, no row that waits or is refused."""
    counts = totals(plan)
    waits = counts["held"] + counts["refused"] + len(plan.questions)
    return not waits and counts["new"] + counts["changed"] > 0


def take_if_ready(
    database: Database, reading: Reading, catalogue: Catalogue, choices: Choices, *, backup: bool = True,
    progress: Progress | None = None,
) -> tuple[Plan, Taken | None]:  # fmt: skip
    """Plan a list, and do it if it is ready."""
    with explained(), database.change(label(reading.file), kind="import", rehearse=True) as tx:
        plan = make_plan(tx, reading, catalogue, choices, progress)
    if not is_ready(plan):
        return plan, None
    return plan, take(database, plan, catalogue, backup=backup, progress=progress)


def senders_language(reading: Reading) -> str:
    """The language for what goes back: that of the list's headings if our texts are in it, else the one in use."""
    there = list_languages()
    return next((one for one in reading.languages if one in there), language_in_use())


def send_back(
    database: Database, opened: Opened, choices: Choices, catalogue: Catalogue, target: Path, *, language: str = "",
    plan: Plan | None = None, progress: Progress | None = None,
) -> "tuple[int, Lost]":  # fmt: skip
    """Write the sender's file with what is wrong in it to `target`, in their language, as send_back.send_back.

    language: ISO 639-1; "" is that of the list. plan: that of these choices, in the language in use, if it is there
    already. What was corrected or settled here is not told. Raises UserError if it takes too long, or if the file is
    another by now: its cells may stand elsewhere.
    """
    from trainer_app.importing import send_back  # loads a library that most imports do without

    opened.check_there()
    within = deadline.of_copy(progress or Progress(), called(opened.path), opened.spent)
    with explained(), database.read() as tx:
        phones = country(tx)
    spoken = language or senders_language(plan.reading if plan is not None else opened.read(choices, phones, progress))
    with explained(), speaking(spoken):
        if plan is None or spoken != language_in_use():
            reading = opened.read(choices, phones, progress)
            with database.change(label(called(opened.path)), kind="import", rehearse=True) as tx:
                plan = make_plan(tx, reading, catalogue, choices, progress)
        return send_back.send_back(
            opened.path, plan, target, password=opened.password, settled=choices.settled, language=spoken,
            within=within,
        )  # fmt: skip
