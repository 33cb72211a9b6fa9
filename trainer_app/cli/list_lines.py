"""The plan of a list in lines for a terminal: alike questions and problems in one, those of most rows first."""

from collections.abc import Iterator, Sequence

from trainer_app.importing.choices import Choices
from trainer_app.importing.plan import NamedPlan, Plan
from trainer_app.importing.problems import Place, Problem, problems
from trainer_app.texts import N_, _, ngettext

MOST_NAMED = 5
"""Cells or rows of one kind that are named; the window and --json name all."""

_KINDS = {
    "refused": N_("not taken"), "check": N_("please check"),
}  # fmt: skip


def plan_lines(plan: Plan, choices: Choices) -> list[str]:
    """What a plan leaves open, a line for all that is alike, as the window groups it."""
    found = problems(plan, choices, {one.key: one for one in plan.questions})
    twice = [one for one in found if one.kind == "twice"]
    lines = [(one.touched, _problem_lines(one)) for one in found if one.kind in ("question", "refused", "check", "row")]
    if twice:
        told = [(one.places[0], one.text) for one in twice]
        lines.append((len(twice), _waiting_lines(_("{rows} may stand twice in the list, and wait:"), told)))
    known = [row for row in plan.rows if row.verdict == "held" and row.candidates]
    if known:
        told = [(Place(row.sheet, row.row, "", "", name=row.name), row.reason) for row in known]
        lines.append((len(known), _waiting_lines(_("{rows} may be somebody who is known, and wait:"), told)))
    if plan.named:
        lines.append((len(plan.named), [_named_line(one) for one in plan.named]))
    return [line for _rows, told in sorted(lines, key=lambda pair: -pair[0]) for line in told]


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
        options = ", ".join(f"{code} ({shown})" for code, shown in problem.options)
        text = _("{rows}, question: {text}").format(rows=_rows(problem.touched), text=problem.text)
        return [text, *_indented([_("{key}  Options: {options}").format(key=problem.keys[0], options=options)])]
    text = _("{rows}, {kind}, {column}: {problem}").format(
        rows=_rows(problem.touched), kind=_(_KINDS[problem.kind]), column=problem.where, problem=problem.text
    )
    cells = [
        _("{sheet}, cell {cell}: “{typed}” – {understood}").format(
            sheet=place.sheet, cell=place.cell, typed=place.typed,
            understood=place.understood or _("not taken, kept as text"),
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
    return [first.format(rows=_rows(len(rows))), *_indented(lines, len(rows))]


def _indented(lines: Sequence[str], of: int = 0) -> Iterator[str]:
    for line in lines:
        yield f"    {line}"
    if of > len(lines):
        left = of - len(lines)
        yield "    " + ngettext("and {n} more", "and {n} more", left).format(n=left)


def _rows(number: int) -> str:
    return ngettext("{n} row", "{n} rows", number).format(n=number)
