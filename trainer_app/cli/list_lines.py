"""The plan of a list in lines for a terminal: alike questions and problems in one, those of most rows first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from trainer_app.importing.choices import Choices
from trainer_app.importing.plan import NamedPlan, Plan
from trainer_app.importing.problems import Place, Problem, problems
from trainer_app.importing.said import row_key
from trainer_app.texts import N_, _, ngettext

MOST_NAMED = 5
"""Cells or rows of one kind that are named; the window and --json name all."""

_KINDS = {
    "refused": N_("not taken"), "check": N_("please check"),
}  # fmt: skip


def plan_lines(plan: Plan, choices: Choices) -> list[str]:
    """What a plan leaves open, a line for all that is alike, as the window groups it."""
    found = problems(plan, choices, {one.key: one for one in plan.questions})
    doubted = {(row.sheet, row.row) for row in plan.rows if row.doubted}
    lines = [(one.touched, _problem_lines(one)) for one in found if one.kind in ("question", "refused", "check", "row")]
    twice = [(one.places[0], one.text) for one in found if one.kind == "twice"]
    waiting = [told for told in twice if (told[0].sheet, told[0].row) not in doubted]
    if waiting:
        first = _("{rows} may stand twice in the list, and wait for --row {key}=same or {key}=new:")
        lines.append((len(waiting), _waiting_lines(first, waiting)))
    if others := [told for told in twice if told not in waiting]:
        first = _("{rows} may be people of other courses in the list, and go in as others but for --row {key}=same:")
        lines.append((len(others), _waiting_lines(first, others)))
    known = [row for row in plan.rows if row.verdict == "held" and row.candidates]
    if known:
        told = [(Place(row.sheet, row.row, "", "", name=row.name), row.reason) for row in known]
        first = _("{rows} may be somebody who is known, and wait for --row {key}=same or {key}=new:")
        lines.append((len(known), _waiting_lines(first, told)))
    if plan.named:
        lines.append((len(plan.named), [_named_line(one) for one in plan.named]))
    open_ = [line for _rows, told in sorted(lines, key=lambda pair: -pair[0]) for line in told]
    return [*open_, *_known_lines(plan), *_changed_lines(plan), *_left_out_lines(plan), *_nothing_lines(plan)]


def several_lines(results: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What became of several lists, for who reads nothing but the end; each of `results` is that of one file."""
    wrong = [str(one["file"]) for one in results if "error" in one]
    empty = [str(one["file"]) for one in results if "error" not in one and not one["ledgers"]]
    waiting = [
        str(one["file"]) for one in results if any(row["held"] or row["refused"] for row in one.get("ledgers", ()))
    ]
    yield ""
    yield ngettext("{n} file was looked at.", "{n} files were looked at.", len(results)).format(n=len(results))
    texts = (
        ngettext("{n} file could not be taken: {files}", "{n} files could not be taken: {files}", len(wrong)),
        ngettext("No list was found in {n} file: {files}", "No list was found in {n} files: {files}", len(empty)),
        ngettext(
            "Rows of {n} file wait or are refused: {files}", "Rows of {n} files wait or are refused: {files}",
            len(waiting),
        ),
    )  # fmt: skip
    for files, text in zip((wrong, empty, waiting), texts, strict=True):
        if files:
            yield text.format(n=len(files), files=", ".join(files))


def _nothing_lines(plan: Plan) -> Iterator[str]:
    """What can be done about a file in which nothing was recognised."""
    if not plan.ledgers:
        yield _(
            "No list was found in it: no headings that are known stand over rows. Say in a mapping file, or in the "
            "window, what its columns are, or ask the sender whether it is the right file."
        )


def _known_lines(plan: Plan) -> Iterator[str]:
    """Rows of a course new to people who are known, with what the list says otherwise of them."""
    known = [(row, one) for row in plan.rows for one in row.candidates if row.person_id == one.record_id]
    known = [(row, one) for row, one in known if row.verdict == "new"]
    if not known:
        return
    key = row_key(known[0][0].sheet, known[0][0].row)
    text = _("{rows} taken to be somebody who is known; --row {key}=new says otherwise:")
    yield text.format(rows=_rows(len(known)), key=key)
    lines = [
        _("{sheet}, row {row}, {name}: {reason}").format(
            sheet=row.sheet, row=row.row, name=row.name or "–",
            reason="; ".join([f"{one.name} ({one.sentence})", *(difference.told for difference in row.differences)]),
        )
        for row, one in known[:MOST_NAMED]
    ]  # fmt: skip
    yield from _indented(lines, len(known))


def _changed_lines(plan: Plan) -> Iterator[str]:
    """Rows that say otherwise what is known: the old and the new value."""
    changed = [row for row in plan.rows if row.verdict == "changed" and row.differences]
    if not changed:
        return
    n = len(changed)
    yield ngettext("{n} row changes what is known:", "{n} rows change what is known:", n).format(n=n)
    lines = [
        _("{sheet}, row {row}, {name}: {reason}").format(
            sheet=row.sheet, row=row.row, name=row.name or "–", reason="; ".join(one.told for one in row.differences)
        )
        for row in changed[:MOST_NAMED]
    ]
    yield from _indented(lines, len(changed))


def _left_out_lines(plan: Plan) -> Iterator[str]:
    """Rows that are nobody's, a line for each reason."""
    groups: dict[str, list[str]] = {}
    for one in plan.skipped:
        groups.setdefault(one.reason, []).append(row_key(one.sheet, one.row))
    for reason, keys in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        places = ", ".join(keys[:MOST_NAMED]) + (" …" if len(keys) > MOST_NAMED else "")
        yield _("{rows} left out, {reason}: {places}").format(rows=_rows(len(keys)), reason=reason, places=places)


def _named_line(one: NamedPlan) -> str:
    """An organiser or trainer of a course who may be known under another name."""
    texts = {
        ("organisation", True): _("The organiser “{name}” is taken to be {known} ({why})."),
        ("organisation", False): _("The organiser “{name}” is entered as a new one; it may be {known} ({why})."),
        ("person", True): _("The trainer “{name}” is taken to be {known} ({why})."),
        ("person", False): _("The trainer “{name}” is entered as a new one, but may be {known} ({why})."),
    }
    text = texts[one.table, one.record_id is not None]
    return text.format(name=one.name, known=one.candidates[0].name, why=one.candidates[0].sentence)


def _problem_lines(problem: Problem) -> list[str]:
    if problem.kind == "row":
        return _row_lines(problem)
    if problem.kind == "question":
        options = ", ".join(code if shown == code else f"{code} ({shown})" for code, shown in problem.options)
        text = _("{rows}, question: {text}").format(rows=_rows(problem.touched), text=problem.text)
        return [text, *_indented([_("{key}  Options: {options}").format(key=problem.keys[0], options=options)])]
    text = _("{rows}, {kind}, {column}: {problem}").format(
        rows=_rows(problem.touched), kind=_(_KINDS[problem.kind]), column=problem.where, problem=problem.text
    )
    cells = [
        _("{sheet}, cell {cell}: “{typed}” – {understood}").format(
            sheet=place.sheet, cell=place.cell, typed=place.typed,
            understood=place.understood or (_("not taken, kept as text") if place.typed else _("nothing stands there")),
        )
        for place in problem.places[:MOST_NAMED]
    ]  # fmt: skip
    return [text, *_indented(cells, len(problem.places))]


def _row_lines(problem: Problem) -> list[str]:
    """Rows that cannot go in; the words of the first stand for all."""
    rows = [
        _("{sheet}, row {row}, {name}").format(sheet=place.sheet, row=place.row, name=place.name or "–")
        for place in problem.places[:MOST_NAMED]
    ]
    first = _("{rows} not taken: {reason}").format(rows=_rows(len(problem.places)), reason=problem.text)
    return [first, *_indented(rows, len(problem.places))]


def _waiting_lines(first: str, rows: Sequence[tuple[Place, str]]) -> list[str]:
    """Rows that wait, each with its reason."""
    lines = [
        _("{sheet}, row {row}, {name}: {reason}").format(
            sheet=place.sheet, row=place.row, name=place.name or "–", reason=reason
        )
        for place, reason in rows[:MOST_NAMED]
    ]
    key = row_key(rows[0][0].sheet, rows[0][0].row)
    return [first.format(rows=_rows(len(rows)), key=key), *_indented(lines, len(rows))]


def _indented(lines: Sequence[str], of: int = 0) -> Iterator[str]:
    for line in lines:
        yield f"    {line}"
    if of > len(lines):
        left = of - len(lines)
        yield "    " + ngettext("and {n} more", "and {n} more", left).format(n=left)


def _rows(number: int) -> str:
    return ngettext("{n} row", "{n} rows", number).format(n=number)
