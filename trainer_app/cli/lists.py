"""The command that takes in somebody's own lists: import."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import click

from db.database import Database
from trainer_app import name_index
from trainer_app.cli.frame import REFUSED, Context, command
from trainer_app.cli.list_lines import plan_lines, several_lines
from trainer_app.countries import country_code, country_name
from trainer_app.courses.courses import find_course
from trainer_app.errors import UserError, explained
from trainer_app.file_names import called, located
from trainer_app.importing import memory, said, taking
from trainer_app.importing.choices import Choices
from trainer_app.importing.mapping import ListMapping, mapping_for, read_mapping
from trainer_app.importing.matching import Candidate
from trainer_app.importing.opened import Opened, lists_in, open_list
from trainer_app.importing.plan import Plan, RowPlan
from trainer_app.lists.reading import COUNTRY, Question, Reading
from trainer_app.paths import programmes_folder
from trainer_app.programmes.catalogue import Catalogue, load_catalogue
from trainer_app.spreadsheets.code_pages import code_page
from trainer_app.texts import _, list_languages, ngettext


@dataclass(frozen=True)
class _Wishes:
    """What was typed after the command; it goes before what a mapping file says."""

    course: str | None
    product: str | None
    country: str | None
    likely: str | None
    answers: dict[str, str]
    rows: dict[str, str]
    names: dict[str, str]
    cells: dict[str, str]
    password: str | None
    encoding: str
    apply: bool
    all_or_nothing: bool
    mapping: dict[str, Any]
    send_back: Path | None
    sender: str | None
    forget: bool
    language: str | None
    several: bool


@command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, readable=False))
@click.option("--course", help="Everybody goes into the course with this code.")
@click.option("--product", help="What was taught, where the list does not tell.")
@click.option("--country", help="Of which country telephone numbers and places are.  [default: as the list tells]")
@click.option("--likely", type=click.Choice(["hold", "new", "same"]),
              help="What to do with a row that is likely somebody known.  [default: hold]")  # fmt: skip
@click.option("--answer", "answers", multiple=True, metavar="QUESTION=OPTION", help="Answer to a question of the plan.")
@click.option("--row", "rows", multiple=True, metavar="ROW=WHO",
              help="Who a row is that waits: SHEET!5=same, =new, or an id that the plan names.")  # fmt: skip
@click.option("--name", "names", multiple=True, metavar="NAME=WHO",
              help="Who an organiser or trainer is: NAME=same, =new, or an id that the plan names.")  # fmt: skip
@click.option("--cell", "cells", multiple=True, metavar="CELL=TEXT", help="What a cell should say: SHEET!C6=20.")
@click.option("--password", help="Password of the file.")
@click.option("--encoding", help="Code page of a text file whose letters look wrong, such as cp1253.  "
                                 "[default: the likeliest]")  # fmt: skip
@click.option("--mapping", type=click.Path(path_type=Path),
              help="A file (TOML) with headings, answers and options for these lists.")  # fmt: skip
@click.option("--plan", "only_plan", is_flag=True, help="Only show what would be done; so it is without --apply.")
@click.option("--apply", is_flag=True, help="Do it; without this only the plan is shown.")
@click.option("--all-or-nothing", is_flag=True, help="Take nothing of a list in which a row is held or refused.")
@click.option("--send-back", type=click.Path(path_type=Path),
              help="Write the sender's file with what is to be fixed in it (a folder for several).")  # fmt: skip
@click.option("--language", type=click.Choice(list_languages()),
              help="Language of what is sent back.  [default: that of the list]")  # fmt: skip
@click.option("--sender", help="Whose lists these are: what is remembered of them holds, and of no others.")
@click.option("--forget", is_flag=True, help="Without what is remembered of lists of this layout.")
def import_(
    context: Context, files: tuple[Path, ...], course: str | None, product: str | None, country: str | None,
    likely: str | None, answers: tuple[str, ...], rows: tuple[str, ...], names: tuple[str, ...], cells: tuple[str, ...],
    password: str | None, encoding: str | None, mapping: Path | None, only_plan: bool, apply: bool,
    all_or_nothing: bool, send_back: Path | None, language: str | None, sender: str | None, forget: bool,
) -> None:  # fmt: skip
    """Take in lists as somebody wrote them: .xlsx, .xls, .ods, .csv and others, or all lists of a folder.

    \b
    Examples:
      trainer-app --database mya.sqlite import "list final (2).xlsx" --course SYB-2026-K7Q-001
      trainer-app --database mya.sqlite import "list final (2).xlsx" --course SYB-2026-K7Q-001 --apply
      trainer-app --database office.sqlite import inbox --mapping inbox.toml --apply --send-back to-correct
    """
    if only_plan and apply:
        raise click.UsageError(_("--plan and --apply exclude each other."))
    paths = [path for file in files for path in _lists_of(file)]
    several = len(paths) != 1 or any(file.is_dir() for file in files)
    if several and send_back is not None:
        send_back.mkdir(parents=True, exist_ok=True)
    if several and (rows or cells):
        raise click.UsageError(_("--row and --cell are for one list. For several a mapping file says it of each."))
    wishes = _Wishes(
        course, product, country_code(country) if country else None, likely, _told(answers), _told(rows), _told(names),
        _cells(cells), password, code_page(encoding) if encoding else "", apply, all_or_nothing,
        read_mapping(mapping) if mapping else {}, send_back, sender, forget, language, several,
    )  # fmt: skip
    catalogue = load_catalogue(programmes_folder())
    if product and not catalogue.products_in(product):
        sentence = _("There is no product “{product}” on this computer. Choose one of the list.")
        raise UserError(sentence.format(product=product))
    if apply:
        context.database.backup(_("before import"))
    if not several:
        context.give(_take(context, catalogue, paths[0], wishes, wishes.send_back))
    else:
        targets, answered = _targets(paths, wishes.send_back), set(wishes.answers)
        results = [_take_one_of_many(context, catalogue, path, wishes, targets.get(path)) for path in paths]
        context.give({"applied": apply, "files": results})
        for line in several_lines(results):
            context.say(line)
        for key in sorted(answered.intersection(*(result.get("unasked", answered) for result in results))):
            context.say(_("None of the lists asks {question}: the answer to it was not used.").format(question=key))
    if not apply:
        context.say(_("This is a plan; nothing was changed. Repeat with --apply to do it."))
    if several and any("error" in result for result in results):
        raise SystemExit(REFUSED)


def _lists_of(file: Path) -> list[Path]:
    """A file itself, or the lists in a folder by name."""
    found = lists_in(file)
    if not found:
        raise UserError(_("There is no list in {folder}. Nothing was done.").format(folder=located(file)))
    return found


def _targets(paths: Sequence[Path], folder: Path | None) -> dict[Path, Path]:
    """Where what goes back of each list is written: under its own name, with a number where two have the same."""
    found: dict[Path, Path] = {}
    if folder is None:
        return found
    for path in paths:
        names = [path.stem, *(f"{path.stem} ({number})" for number in range(2, len(paths) + 1))]
        free = (folder / f"{name}.xlsx" for name in names)
        found[path] = next(one for one in free if one not in found.values())
    return found


def _take_one_of_many(
    context: Context, catalogue: Catalogue, path: Path, wishes: _Wishes, target: Path | None
) -> dict[str, Any]:
    """One list of several: a problem with it is told and does not stop the others."""
    context.say(f"\n{called(path)}")
    try:
        with explained():
            return {"file": called(path), **_take(context, catalogue, path, wishes, target)}
    except UserError as error:
        context.say(str(error))
        return {"file": called(path), "error": str(error)}


def _take(context: Context, catalogue: Catalogue, path: Path, wishes: _Wishes, target: Path | None) -> dict[str, Any]:
    """Plan one list, do it if asked, and write what goes back to its sender."""
    database, told = context.database, mapping_for(wishes.mapping, path.name)
    opened, known = _opened(path, wishes, wishes.encoding or told.encoding)
    choices, language = _choices(context, opened, known, told, wishes)
    choices, made = _plan(database, opened, catalogue, choices, told, wishes)
    _refuse_wrong_answers(made, wishes.answers)
    unasked = _unasked(database, opened, catalogue, choices, made, wishes)
    if opened.code_page:
        sentence = _(
            "The letters were read as those of the code page {name}. If names look wrong, say another by --encoding, "
            "or save the list as .xlsx."
        )
        context.say(sentence.format(name=opened.code_page))
    if made.reading.country_by:
        context.say(_of_country(made.reading))
    _show(context, made, choices)
    sent = 0
    if target is not None:
        sent, lost = taking.send_back(database, opened, choices, catalogue, target, language=language, plan=made)
        _say_sent(context, sent, target, lost)
    if wishes.apply:
        made = taking.take(database, made, catalogue, backup=False).plan
        if wishes.sender:
            asked = opened.asked(choices, made.reading.country)
            chosen = opened.code_page if wishes.encoding or told.encoding else ""
            memory.remember(wishes.sender, made.reading.tables, choices, asked, language=language, encoding=chosen)
    return {
        "applied": wishes.apply,
        "country": made.reading.country,
        "ledgers": [asdict(ledger) for ledger in made.ledgers],
        "rows": [_row(row) for row in made.rows],
        "named": [
            {
                "table": one.table,
                "name": one.name,
                "id": one.record_id,
                "may_be": _may_be(one.candidates),
            }
            for one in made.named
        ],
        "cells": [asdict(note) for note in made.notes],
        "questions": [asdict(question) for question in made.questions],
        "skipped": [asdict(skipped) for skipped in made.skipped],
        "sent_back": sent,
        "unasked": sorted(unasked),
    }


def _unasked(
    database: Database, opened: Opened, catalogue: Catalogue, choices: Choices, made: Plan, wishes: _Wishes
) -> set[str]:
    """What was answered and no question of the list is called so. Raises UserError for it where there is one list."""
    asked = [*opened.asked(choices, made.reading.country), *made.questions] if wishes.answers else []
    unasked = wishes.answers.keys() - {COUNTRY} - _keys(asked)
    if unasked:  # what the database makes the plan ask is asked as long as nobody says it
        rest = {key: code for key, code in choices.answers.items() if key not in unasked}
        of_file = mapping_for(wishes.mapping, opened.path.name)
        without = _plan(database, opened, catalogue, replace(choices, answers=rest), of_file, wishes)[1]
        unasked -= _keys(without.questions)
    if unasked and not wishes.several:
        sentence = _("The list does not ask {question}. It asks: {questions}. Nothing was done.")
        questions = ", ".join(dict.fromkeys(one.key for one in asked)) or "–"
        raise UserError(sentence.format(question=", ".join(sorted(unasked)), questions=questions))
    return unasked


def _keys(questions: Iterable[Question]) -> set[str]:
    return {key for one in questions for key in (one.key, one.lasting) if key}


def _refuse_wrong_answers(made: Plan, answers: Mapping[str, str]) -> None:
    """Raise UserError for a question that stays open though it was answered: by none of its options."""
    for question in made.questions:
        if answer := answers.get(question.key) or answers.get(question.lasting):
            sentence = _("“{answer}” does not answer {question}. Choose one of: {options}. Nothing was done.")
            options = ", ".join(code for code, _shown in question.options)
            raise UserError(sentence.format(answer=answer, question=question.key, options=options))


def _of_country(reading: Reading) -> str:
    """As being of which country a list was read that is not of the database's, and by what that is known."""
    if reading.country is None:
        return _("Telephone numbers are kept as they were typed.")
    return _("Telephone numbers and places are of {country}, {why}.").format(
        country=country_name(reading.country), why=_(reading.country_by)
    )


def _row(row: RowPlan) -> dict[str, Any]:
    """A row for programs; by its key `--row` and mapping files say who it is."""
    return {
        "key": said.row_key(row.sheet, row.row), "sheet": row.sheet, "row": row.row, "name": row.name,
        "verdict": row.verdict, "reason": row.reason, "courses": list(row.courses),
        "may_be": _may_be(row.candidates), "like_row": row.like_row,
        "changes": [asdict(difference) for difference in row.differences],
    }  # fmt: skip


def _may_be(candidates: Sequence[Candidate]) -> list[dict[str, str]]:
    return [{"id": known.record_id, "name": known.name, "why": known.sentence} for known in candidates]


def _plan(
    database: Database, opened: Opened, catalogue: Catalogue, choices: Choices, told: ListMapping, wishes: _Wishes
) -> tuple[Choices, Plan]:
    """The plan, and the choices with what was said of single cells, rows and names: whom a row may be a plan tells."""
    with database.read() as tx:
        country = taking.country(tx)
        name_index.prepare(tx)  # as the window does at its start: of a large database it is kept in a file
    cells = said.corrections({**told.cells, **wishes.cells}, [grid.name for grid in opened.grids])
    choices = replace(choices, corrections=cells)
    reading = opened.read(choices, country)

    def plan(choices: Choices) -> Plan:
        with database.change(taking.label(called(opened.path)), kind="import", rehearse=True) as tx:
            return taking.make_plan(tx, reading, catalogue, choices)

    made = plan(choices)
    rows, names = {**told.rows, **wishes.rows}, {**told.names, **wishes.names}
    settled = said.decided(choices, made, rows, names) if rows or names else choices
    return settled, made if settled == choices else plan(settled)


def _opened(path: Path, wishes: _Wishes, encoding: str) -> tuple[Opened, memory.Remembered | None]:
    """A list, and what is remembered of its layout."""
    if wishes.forget:
        return open_list(path, wishes.password, encoding), None
    return memory.open_as_before(path, wishes.password, encoding, wishes.sender or "")


def _choices(
    context: Context, opened: Opened, known: memory.Remembered | None, told: ListMapping, wishes: _Wishes
) -> tuple[Choices, str]:
    """What is remembered of lists of this layout, over it the mapping file, over that what was typed; and the language
    of what goes back, "" for that of the list."""
    if known is not None and known.sender:
        context.say(
            _("{file}: read as the lists of {sender} before.").format(file=called(opened.path), sender=known.sender)
        )
    course = wishes.course or told.course
    with context.database.read() as tx:
        course_id = find_course(tx, course).id if course else None
    of_country = {COUNTRY: wishes.country} if wishes.country else {}
    before = known.choices() if known is not None else Choices()
    choices = Choices(
        headings={**before.headings, **told.headings},
        answers={**before.answers, **told.answers, **wishes.answers, **of_country},
        course=course_id,
        product=wishes.product or told.product or before.product,
        likely=wishes.likely or told.likely or "hold",  # type: ignore[arg-type]
        all_or_nothing=wishes.all_or_nothing,
    )
    return choices, wishes.language or (known.language if known is not None else "")


def _say_sent(context: Context, count: int, path: Path, lost: object) -> None:
    if count:
        sentence = ngettext(
            "{count} cell to fix or check is marked in {file}.", "{count} cells to fix or check are marked in {file}.",
            count,
        )  # fmt: skip
        context.say(f"{sentence.format(count=count, file=located(path))} {lost}".strip())
    else:
        context.say(_("There is nothing to send back."))


def _cells(texts: tuple[str, ...]) -> dict[str, str]:
    """What was typed as SHEET!C6=TEXT; all after the place of the cell is its text."""
    found = {}
    for text in texts:
        match = re.fullmatch(r"(.*?![A-Za-z]+\d+)=(.*)", text, re.DOTALL)
        if match is None:
            raise click.BadParameter(_("{text} is not like {example}.").format(text=text, example="List!C6=20"))
        sheet, _sign, cell = match[1].rpartition("!")
        found[f"{sheet}!{cell.upper()}"] = match[2]
    return found


def _told(texts: tuple[str, ...]) -> dict[str, str]:
    """What was typed as KEY=WHAT; a sheet or an organiser may have a sign of equality in its name."""
    for text in texts:
        if "=" not in text:
            raise click.BadParameter(_("{text} is not like {example}.").format(text=text, example="…=…"))
    return {text.rpartition("=")[0]: text.rpartition("=")[2] for text in texts}


def _show(context: Context, made: Plan, choices: Choices) -> None:
    context.table(
        [_("Sheet"), _("Rows"), _("new"), _("changed"), _("same"), _("held"), _("refused")],
        [[row.sheet, row.read, row.new, row.changed, row.same, row.held, row.refused] for row in made.ledgers],
    )
    for line in plan_lines(made, choices):
        context.say(line)
