"""What a person says of a list, what follows from it, and that nothing of it is lost on the way."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from db.models import Course, Person
from trainer_app import dump
from trainer_app.cli.list_lines import plan_lines
from trainer_app.errors import UserError
from trainer_app.importing import taking
from trainer_app.importing.examples import examples
from trainer_app.importing.problems import Problem, alike
from trainer_app.importing.wizard import PLAN, ListFile, Wizard
from trainer_app.lists.sheets import OwnWorkbook
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.progress import Cancelled, Progress

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"


def problem(file: ListFile, text: str) -> Problem:
    (found,) = [one for one in file.problems() if text in one.text]
    return found


def people(office: Any) -> dict[str, Person]:
    with office.database.read() as tx:
        return {one.full_name: one for one in tx.find(Person)}


def test_problems_come_by_the_rows_that_they_touch(office: Any) -> None:
    file = office.begin(office.write())
    assert [(one.touched, one.kind) for one in file.problems()] == [
        (3, "check"), (2, "question"), (2, "refused"), (1, "refused"),
    ]  # fmt: skip
    assert file.open_problems == 4
    assert problem(file, "no such day").where == "Date of birth"


def test_a_question_is_answered_once_and_can_be_answered_anew(office: Any) -> None:
    file = office.begin(office.write())
    asked = problem(file, "mmm")
    assert [place.cell for place in asked.places] == ["C5", "C6"]
    file.answer(asked, "F")
    assert not file.is_read
    office.refresh(file)
    asked = problem(file, "mmm")
    assert (asked.answer, asked.open) == ("F", 0)
    file.answer(asked, "M")
    office.take(file)
    assert [people(office)[name].sex for name in ("Su Su", "Ko Ko")] == ["M", "M"]


def test_a_cell_is_corrected_alone_or_with_all_alike_and_what_was_typed_is_kept(office: Any) -> None:
    file = office.begin(office.write())
    wrong = problem(file, "no such day")
    assert alike(wrong, wrong.places[0]) == [("List", "D4"), ("List", "D6")]
    file.correct(alike(wrong, wrong.places[0]), "28/02/1991")
    file.correct([("List", "E4")], "09443790565")
    office.refresh(file)
    assert [one.text for one in file.problems() if one.kind == "refused" and one.open] == []
    assert [place.state for place in problem(file, "no such day").places] == ["corrected", "corrected"]
    file.arrange_problems()
    assert not [one for one in file.problems() if "no such day" in one.text]
    assert problem(file, "Corrected here").touched == 2
    office.take(file)
    bo = people(office)["Bo Bo"]
    assert (bo.birth_date, bo.phones) == (date(1991, 2, 28), "+959443790565")
    with office.database.read() as tx:
        origins = [row[0] for row in tx.rows("SELECT origin FROM change WHERE record_id = :id", {"id": bo.id})]
    assert any("31/02/1991" in (origin or "") for origin in origins)


def test_what_was_typed_takes_a_correction_back(office: Any) -> None:
    file = office.begin(office.write())
    file.correct([("List", "D4")], "28/02/1991")
    assert file.would_lose
    file.correct([("List", "D4")], "31/02/1991")
    assert file.choices.corrections == {}
    assert not file.would_lose


def test_a_correction_is_taken_also_where_the_row_came_in_before(office: Any) -> None:
    path = office.write()
    office.take(office.begin(path))
    assert people(office)["Bo Bo"].birth_date is None
    again = office.begin(path)
    assert taking.totals(again.plan)["same"] == 4
    again.correct([("List", "D4")], "28/02/1991")
    office.refresh(again)
    assert taking.totals(again.plan) == {"read": 4, "new": 0, "changed": 1, "same": 3, "held": 0, "refused": 0}
    office.take(again)
    assert people(office)["Bo Bo"].birth_date == date(1991, 2, 28)
    once_more = office.begin(path)
    assert taking.totals(once_more.plan)["same"] == 4


def test_what_is_left_as_it_is_is_done_and_goes_back_only_if_it_was_not_taken(office: Any) -> None:
    rows: list[list[object]] = [["Name", "Sex", "Phone"], ["Aye Aye", "F", 9443790564], ["Bo Bo", "M", "12"]]
    file = office.begin(office.write([["Course: SYB, 5-9 August 2019"], *rows]))
    for one in file.problems():
        file.settle([place.key for place in one.places])
    office.refresh(file)
    assert file.open_problems == 0
    target = office.folder / "back.xlsx"
    assert file.opened is not None
    count, _lost = taking.send_back(office.database, file.opened, file.choices, load_catalogue(), target)
    assert count == 1
    assert load_workbook(target)["List"]["C4"].comment is not None


def test_what_is_wrong_is_written_into_no_file_that_is_another_by_now(office: Any) -> None:
    path = office.write()
    file = office.begin(path)
    target = office.folder / "back.xlsx"
    office.write([["A title that was put above"], ["Course: SYB"], ["No", "Name", "Sex"], [1, "Aye Aye", "F"]])
    with pytest.raises(UserError, match="not there any more as it was"):
        taking.send_back(office.database, file.opened, file.choices, load_catalogue(), target, plan=file.plan)
    path.unlink()
    with pytest.raises(UserError, match="not there any more as it was"):
        taking.send_back(office.database, file.opened, file.choices, load_catalogue(), target, plan=file.plan)
    assert not target.exists()


def test_columns_are_said_otherwise_and_the_one_before_is_no_longer_it(office: Any) -> None:
    file = office.begin(office.write())
    table = file.reading.tables[0]
    file.name_column(table, "Mobile money", "phones")
    office.refresh(file)
    assert [guess.field for guess in file.reading.tables[0].columns[-2:]] == ["phones", "phones"]
    file.name_column(file.reading.tables[0], "Mobile money", "sex")
    office.refresh(file)
    fields = [guess.field for guess in file.reading.tables[0].columns]
    assert (fields[2], fields[5]) == (None, "sex")
    file.name_column(file.reading.tables[0], "Mobile money", "")
    office.refresh(file)
    assert file.reading.tables[0].columns[5].field is None


def test_a_list_whose_headings_nobody_knows_is_found_by_two_that_are_said(office: Any) -> None:
    rows: list[list[object]] = [["Imja", "Jazyk", "Spol"], ["Ana", "bs", "F"], ["Ivo", "bs", "M"]]
    file = office.begin(office.write(rows))
    assert file.reading.tables == ()
    file.name_column(None, "Imja", "full_name")
    file.name_column(None, "Spol", "sex")
    file.choose(product="SYB")
    office.refresh(file)
    assert taking.totals(file.plan)["new"] == 2


def test_two_rows_of_one_person_are_told_to_be_one_or_two(office: Any) -> None:
    rows: list[list[object]] = [
        ["Course: SYB, 5-9 August 2019"], ["No", "Name", "Sex", "Date of birth", "Phone"],
        [1, "Aye Aye", "F", "25/03/1990", "09443790564"], [2, "Aye Aye", "F", "26/03/1991", "09443790564"],
    ]  # fmt: skip
    path = office.write(rows)
    file = office.begin(path)
    twice = problem(file, "The same person as in row 3?")
    assert [code for code, _shown in twice.options] == ["row", "new"]
    assert [place.cell for place in twice.places] == ["B4", "B3"]
    file.answer(twice, "row")
    assert file.choices.decisions == {("List", 4): "row"}
    office.refresh(file)
    assert taking.totals(file.plan)["same"] == 1
    (twice,) = [one for one in file.problems() if one.kind == "twice"]
    assert (twice.answer, twice.open) == ("row", 0)
    file.answer(twice, "new")
    office.take(file)
    with office.database.read() as tx:
        assert len(tx.find(Person)) == 2


def test_the_row_of_another_sheet_is_named_with_its_sheet(office: Any, tmp_path: Path) -> None:
    book = Workbook()
    for sheet, day, born in ((book.active, 5, "25/03/1990"), (book.create_sheet("Second"), 12, "26/03/1991")):
        sheet.append([f"Course: SYB, {day}-{day + 4} August 2019"])
        sheet.append(["No", "Name", "Sex", "Date of birth", "Phone"])
        sheet.append([1, "Aye Aye", "F", born, "09443790564"])
    book.save(path := tmp_path / "two sheets.xlsx")
    twice = problem(office.begin(path), "The same person as in row Sheet!3?")
    assert [place.sheet for place in twice.places] == ["Second"]


def test_taking_back_and_importing_again_is_as_the_first_time(office: Any) -> None:
    file = office.begin(office.write())
    office.take(file)
    assert not file.would_lose
    with office.database.change("undo", kind="undo") as tx:
        tx.undo(file.taken.action_id)
    file.take_result(None)
    office.take(file)
    assert taking.totals(file.taken.plan)["new"] == 4
    with office.database.read() as tx:
        assert (len(tx.find(Person)), len(tx.find(Course))) == (4, 1)


def test_files_are_added_once_left_out_and_taken_one_after_the_other(office: Any) -> None:
    wizard = Wizard()
    first, second = office.write(), office.write(name="second.xlsx")
    assert len(wizard.add([first, second, first])) == 2
    assert not wizard.can_go(PLAN)
    for file in wizard.files:
        file.take_opened(office.begin(file.path).opened, None)
    assert wizard.can_go(PLAN)
    assert wizard.next_file() is wizard.files[1]
    wizard.remove(wizard.files[0])
    assert wizard.current is wizard.files[0]
    assert wizard.next_file() is None


def test_a_workbook_of_ours_is_known_as_such(office: Any) -> None:
    from trainer_app.exchange.merging import Scope, send
    from trainer_app.importing.opened import open_list

    path = office.folder / "ours.xlsx"
    send(office.database, path, load_catalogue(), Scope("everything"), sender="Office")
    with pytest.raises(OwnWorkbook, match="Merge it instead"):
        open_list(path)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample lists are not beside this repository")
@pytest.mark.parametrize("number", [f"{one:02}" for one in range(1, 12)])
def test_every_sample_goes_through(number: str, office: Any) -> None:
    folder = next(SAMPLES.glob(f"{number}_*"))
    path = next(one for one in folder.iterdir() if one.name != "truth.json")
    file = office.begin(path)
    counts = taking.totals(file.plan)
    assert counts["read"] == sum(counts.values()) - counts["read"] > 0
    touched = [one.touched for one in file.problems()]
    assert touched == sorted(touched, reverse=True)
    taken = {(sheet.name, row) for sheet in file.sheets() for row in range(sheet.height) if sheet.role(row) == "row"}
    assert len(taken) == counts["read"]
    for one in file.problems():
        if one.options:
            file.answer(one, one.options[0][0])
        else:
            file.settle([place.key for place in one.places])
    office.refresh(file)
    assert not [one for one in file.problems() if one.kind == "question" and one.open]


def test_a_column_in_a_calendar_of_another_country_is_asked_about_once(office: Any) -> None:
    rows: list[list[object]] = [
        ["Course: SYB, Date: 5-9 August 2019"],
        ["No", "Name", "Sex", "Date of birth"],
        [1, "Ram Bahadur", "M", "2050-04-12"],
        [2, "Sita Devi", "F", "2051-08-12"],
    ]
    file = office.begin(office.write(rows))
    [problem] = file.problems()
    assert (problem.kind, problem.touched, [place.cell for place in problem.places]) == ("question", 2, ["D3", "D4"])
    assert [code for code, _shown in problem.options] == ["bikram", "gregorian"]
    file.answer(problem, "bikram")
    office.refresh(file)
    births = [row.values["birth_date"].value for table in file.reading.tables for row in table.rows]
    assert births == [date(1993, 7, 27), date(1994, 11, 28)]


def test_what_is_wrong_with_two_fields_of_one_cell_is_one_problem(office: Any) -> None:
    rows: list[list[object]] = [["Course: SYB, Date: August 2019"], ["No", "Name", "Sex"], [1, "Aye Aye", "F"]]
    [problem] = office.begin(office.write(rows)).problems()
    assert (problem.where, [place.cell for place in problem.places]) == ("Starts, Ends", ["A1"])


def test_the_plan_in_lines_groups_what_is_alike(office: Any) -> None:
    rows: list[list[object]] = [["Course: SYB, Date: 5-9 August 2019"], ["No", "Name", "Sex", "Date of birth", "Phone"]]
    rows += [[number, f"Aye Aye {number}", "F", "31/02/1991", "12345"] for number in range(1, 41)]
    rows += [[41, "Mya Mya", "F", day, "09443790564"] for day in ("25/03/1990", "26/03/1981")]
    file = office.begin(office.write(rows))
    lines = plan_lines(file.plan, file.choices)
    firsts = [line for line in lines if not line.startswith(" ")]
    assert firsts == [
        "40 rows, not taken, Date of birth: no such day in the calendar",
        "40 rows, not taken, Phone: too short for a telephone number",
        "1 row may stand twice in the list, and wait for --row List!44=same or List!44=new:",
    ]
    assert lines.count("    and 35 more") == 2
    assert "    List, row 44, Mya Mya: The same person as in row 43? It is told otherwise" in lines[-1]


def test_the_plan_of_a_file_without_a_list_says_so(office: Any) -> None:
    file = office.begin(office.write([["Dear colleague"], ["please find the list attached"]]))
    assert plan_lines(file.plan, file.choices)[-1].startswith("No list was found in it: ")


def test_a_question_shows_real_cells_with_what_each_answer_makes_of_them(office: Any) -> None:
    rows = [["Course: SYB"], ["No", "Name", "Sex", "Phone", "Start date"]]
    rows += [[n, f"Person {'ABCD'[n]}", "F", f"0944379056{n}", "05/06/2019"] for n in range(3)]
    rows += [[4, "Person E", "X", "09443790569", "07/08/2019"]]
    file = office.begin(office.write(rows))
    question = file.without_examples
    while question is not None:
        file.examples[question.key] = examples(file.opened, file.reading, file.choices, question)
        question = file.without_examples
    order = next(
        one for one in file.problems() if one.kind == "question" and "05/06/2019" in str(file.examples_of(one))
    )
    first, second = file.examples_of(order)
    assert (first.cell, first.typed) == ("E3", "05/06/2019")
    assert {"Jun 5, 2019", "May 6, 2019"} <= set(first.made)
    assert (second.cell, second.typed) == ("E6", "07/08/2019")  # none is shown twice


def test_a_question_shows_what_it_is_about_where_its_own_column_stays_as_it_is(office: Any) -> None:
    rows = [["N°", "Nom et prénom", "Âge", "Cours"], [1, "M. Moussa Diop", 30, "SYB"], [2, "Ibra Ba", 31, "SYB"]]
    file = office.begin(office.write([*rows, [3, "Mme Awa Fall", 32, "SYB"]]))
    [question] = file.reading.questions
    shown = examples(file.opened, file.reading, file.choices, question)
    assert [(one.typed, one.made) for one in shown] == [
        ("M. Moussa Diop", ("Man ?", "left empty")), ("Mme Awa Fall", ("Woman ?", "left empty")),
        ("Ibra Ba", ("left empty", "left empty")),
    ]  # fmt: skip


class _StopsAt(Progress):
    """Is stopped at its n-th step."""

    def __init__(self, n: int) -> None:
        self.left = n

    def step(self, done: int, total: int, text: str = "") -> None:
        self.cancelled()

    def cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_an_import_stopped_at_any_step_leaves_nothing_behind(office: Any) -> None:
    rows = [["Course: SYB, Date: 5-9 August 2019"], ["No", "Name", "Sex"]]
    rows += [[n, f"{chr(65 + n % 26)}a {chr(97 + n // 26)}o", "F"] for n in range(420)]
    file = office.begin(office.write(rows))
    with office.database.read() as tx:
        before = list(dump.lines(tx))
    steps, catalogue = 0, load_catalogue()
    while True:
        try:
            taken = taking.take(office.database, file.plan, catalogue, backup=False, progress=_StopsAt(steps))
        except Cancelled:
            steps += 1
            with office.database.read() as tx:
                assert list(dump.lines(tx)) == before
        else:
            break
    assert steps > 3
    assert taken.plan.ledgers[0].new == 420
