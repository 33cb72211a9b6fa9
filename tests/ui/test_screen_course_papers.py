"""Outcomes and certificates of a course: proposed with reasons, decided otherwise, numbered, printed, void."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db.models import Course
from trainer_app.certificates import register
from trainer_app.courses import attendance, enrolments
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.progress import Cancelled, Progress
from ui.dialogs.against_rule import AgainstRuleDialog
from ui.dialogs.batch import BatchDialog
from ui.dialogs.decide_outcome import DecideOutcomeDialog
from ui.dialogs.make_certificates import MakeCertificatesDialog
from ui.dialogs.make_paper import MakePaperDialog
from ui.dialogs.one_text import OneTextDialog
from ui.dialogs.preview import PreviewDialog
from ui.screens.course import ATTENDANCE, CERTIFICATES, OUTCOMES, papers
from ui.screens.register_actions import ask_handed_over, ask_void

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NAMES = ["မခင်ဌေး", "Ko Min", "سارة", "Thida", "Myo Myo"]


@pytest.fixture
def held(course: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The course with five people; the last one came on the first two days only."""
    monkeypatch.setattr(papers, "documents_folder", lambda: tmp_path)
    course.people = course.enrol(NAMES)
    with course.database.change("Attendance") as tx:
        now = attendance.grid(tx, course.id)
        for number, session in enumerate(now.sessions):
            came = course.people if number < 4 else course.people[:-1]
            attendance.mark(tx, [(one, session.id) for one in course.people], "absent")
            attendance.mark(tx, [(one, session.id) for one in came], "present")
    return course


def dialog(kind: type[Any]) -> Any:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def outcomes(course: Any) -> list[str | None]:
    return [one.outcome for one in course.read(lambda tx: enrolments.find(tx, course.id))]


def given(course: Any) -> list[register.Row]:
    return course.read(lambda tx: register.rows(tx, course_id=course.id))


def test_outcomes_are_proposed_with_the_reason_and_accepted_at_once(held: Any) -> None:
    tab = held.open_tab(OUTCOMES)
    shown = [(row["proposed"], row["reason"]) for row in tab.grid.rows.rows]
    assert shown[0] == ("completed", "present 10 of 10 half-days (100 %), the rule asks for 80 %")
    assert shown[-1][0] == "dropped_out"
    assert "80 (please confirm)" in tab._rule.text()
    held.press((CTRL | SHIFT, Key.Key_A))
    held.wait()
    assert outcomes(held) == ["completed"] * 4 + ["dropped_out"]
    assert not tab._accept.isEnabled()


def test_an_outcome_against_the_rule_asks_who_and_why(held: Any, qtbot: QtBot) -> None:
    tab = held.open_tab(OUTCOMES)
    tab.grid.go(held.people[-1], "plan_finished")
    held.press((CTRL | SHIFT, Key.Key_D))
    asked = dialog(DecideOutcomeDialog)
    asked.form.go("outcome")
    asked._accept()
    assert asked.isVisible()
    assert set(asked.form.problems()) == {"outcome", "by", "reason"}
    held.press("c", Key.Key_Tab, "Thiri", Key.Key_Tab, "Made up the days")
    asked._accept()
    held.wait()
    assert outcomes(held)[-1] == "completed"
    assert tab.grid.rows.rows[-1]["by"] == "Thiri: Made up the days"
    tab._withdraw.click()
    held.wait()
    assert outcomes(held)[-1] is None


def test_the_plan_is_typed_as_yes_or_no(held: Any) -> None:
    tab = held.open_tab(OUTCOMES)
    tab.grid.go(held.people[0], "plan_finished")
    held.press("y", Key.Key_Return, "n", Key.Key_Return)
    held.wait()
    found = held.read(lambda tx: enrolments.find(tx, held.id))
    assert [one.plan_finished for one in found[:3]] == [True, False, None]


def test_certificates_are_numbered_and_in_one_pdf_with_two_actions(held: Any, qtbot: QtBot, tmp_path: Path) -> None:
    tab = held.open_tab(ATTENDANCE)
    held.press((CTRL, Key.Key_P))
    held.wait()
    assert dialog(MakeCertificatesDialog).whom() == "fresh"
    held.press(Key.Key_Return)
    held.wait()
    files = list(tmp_path.rglob("*.pdf"))
    assert [len(pypdfium2.PdfDocument(file)) for file in files] == [4]
    assert sorted(row.name or "" for row in given(held)) == sorted(NAMES[:4])
    assert {row.printings for row in given(held)} == {1}
    assert tab.isHidden()
    assert held.window.messages.message.action


def test_a_second_printing_is_counted_and_one_file_each_is_remembered(held: Any, tmp_path: Path) -> None:
    tab = held.open_tab(CERTIFICATES)
    for _time in range(2):
        held.press((CTRL, Key.Key_P))
        held.wait()
        dialog(MakeCertificatesDialog)._files._group.button(1).setChecked(True)
        held.press(Key.Key_Return)
        held.wait()
    assert len(list(tmp_path.rglob("*.pdf"))) == 8
    assert {row.printings for row in given(held)} == {2}
    assert held.window.state.get("certificates/files") == "each"
    assert "4 printed" in tab._sum.text()


def test_only_those_who_are_selected_get_theirs(held: Any) -> None:
    tab = held.open_tab(CERTIFICATES)
    tab.table.view.selectRow(1)
    held.press((CTRL, Key.Key_P))
    held.wait()
    asked = dialog(MakeCertificatesDialog)
    asked._whom._group.button(1).setChecked(True)
    assert asked.whom() == "selected"
    held.press(Key.Key_Return)
    held.wait()
    assert [row.name for row in given(held)] == [NAMES[1]]


class _StopsAfter(Progress):
    """A person who stops the work after so many steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled

    def step(self, done: int, total: int, text: str = "") -> None:
        assert 0 <= done <= total
        self.cancelled()


@pytest.mark.parametrize("how", ["one", "each", "mail", "batch"])
def test_work_that_is_stopped_leaves_no_file_and_no_number(
    held: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(papers, "cache_folder", lambda: tmp_path)

    def make(steps: int) -> None:
        with held.database.change("Make") as tx:
            order = papers.Order(None, how, tmp_path, None)
            if how == "batch":
                papers.make_batch(tx, _StopsAfter(steps), [held.id], False)
            else:
                papers.make_papers(tx, _StopsAfter(steps), held.id, order)

    for steps in range(3):
        with pytest.raises(Cancelled):
            make(steps)
        assert [one for one in tmp_path.iterdir() if one.is_dir()] == []
        assert given(held) == []
    make(99)
    assert len(given(held)) == 4


def test_papers_that_cannot_be_put_anywhere_are_no_printing(held: Any, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    held.open_tab(CERTIFICATES)
    held.press((CTRL, Key.Key_P))
    held.wait()
    dialog(MakeCertificatesDialog)._folder.setText(str(tmp_path / "a file" / "folder"))
    held.press(Key.Key_Return)
    held.wait()
    assert "could not be put into" in str(held.errors.pop())
    assert {row.printings for row in given(held)} == {0}
    held.press((CTRL, Key.Key_P))
    held.wait()
    held.press(Key.Key_Return)
    held.wait()
    assert {row.printings for row in given(held)} == {1}


def test_a_certificate_is_void_only_with_a_reason_and_its_number_stays(held: Any) -> None:
    tab = held.open_tab(CERTIFICATES)
    held.press((CTRL, Key.Key_P))
    held.wait()
    held.press(Key.Key_Return)
    held.wait()
    first = tab._rows[tab.table.selected_ids()[0]]["number"]
    ask_void(tab, tab._certificates(tab.table.selected_ids()))
    asked = dialog(OneTextDialog)
    assert not asked._ok.isEnabled()
    held.press("Name misspelt", Key.Key_Return)
    held.wait()
    assert [row.certificate.number for row in given(held) if not row.valid] == [first]
    assert any(row["number"] == first and "Name misspelt" in row["reason"] for row in tab._rows.values())


def test_handing_over_is_recorded_with_the_one_who_took_them(held: Any) -> None:
    tab = held.open_tab(CERTIFICATES)
    held.press((CTRL, Key.Key_P))
    held.wait()
    held.press(Key.Key_Return)
    held.wait()
    tab.table.view.selectAll()
    ask_handed_over(tab, tab._certificates(tab.table.selected_ids()))
    held.press("The chief", Key.Key_Return)
    held.wait()
    assert {row.certificate.collected_by for row in given(held)} == {"The chief"}


def test_against_the_rule_only_with_a_name_and_a_reason(held: Any) -> None:
    tab = held.open_tab(CERTIFICATES)
    last = next(row["id"] for row in tab._rows.values() if not row["eligible"])
    tab._issue_against_rule([last])
    asked = dialog(AgainstRuleDialog)
    asked._accept()
    assert set(asked.form.problems()) == {"by", "reason"}
    held.press("Daw Su", Key.Key_Tab, "Made up the days")
    asked._accept()
    held.wait()
    [row] = given(held)
    assert (row.name, row.certificate.issued_by, row.certificate.override_reason) == (
        NAMES[-1], "Daw Su", "Made up the days",
    )  # fmt: skip
    assert tab._rows[last]["reason"] == "Made up the days (decided by Daw Su)"


def test_the_preview_shows_the_page_and_gives_no_number(held: Any) -> None:
    tab = held.open_tab(CERTIFICATES)
    tab._preview(tab.table.selected_ids())
    held.wait()
    dialog(PreviewDialog).reject()
    assert given(held) == []


def test_a_preview_is_no_certificate_before_it_is_issued(held: Any) -> None:
    from trainer_app.certificates.statement import Newer, NotACode, UnknownKey, unseal

    enrolled = [one.id for one in held.read(lambda tx: enrolments.find(tx, held.id))][:2]
    with held.database.change("Issue one") as tx:
        [issued] = register.issue(tx, tx.get(Course, held.id), load_catalogue(), enrolled[:1])
    with held.database.change("Preview", rehearse=True) as tx:
        known, draft = papers.draft(tx, held.id, enrolled)
    assert known.number == issued.number
    assert set(draft.number) == {"0", "-"}
    with pytest.raises(UnknownKey):  # it is whole, and signed
        unseal(known.code, {})
    with pytest.raises((NotACode, Newer)):
        unseal(draft.code, {})


def test_without_a_country_the_message_says_what_is_missing(held: Any) -> None:
    from trainer_app import settings

    with held.database.change("No country") as tx:
        settings.save(tx, "country", None)
    held.open_tab(CERTIFICATES)
    held.press((CTRL, Key.Key_P))
    held.wait()
    held.press(Key.Key_Return)
    held.wait()
    assert "country" in str(held.errors.pop())
    assert given(held) == []


def test_a_certificate_that_is_found_opens_its_course_there(held: Any) -> None:
    with held.database.change("Issue") as tx:
        made = register.issue(tx, tx.get(Course, held.id), load_catalogue())
    screen = held.window.go("courses")
    screen.open_record(made[0].id)
    held.wait()
    assert (screen.page.course_id, screen.page.tabs.currentIndex()) == (held.id, CERTIFICATES)


def test_the_preview_turns_its_pages_with_the_keys(held: Any, qtbot: QtBot) -> None:
    tab = held.open_tab(CERTIFICATES)
    tab.table.view.selectAll()
    tab._preview(tab.table.selected_ids())
    held.wait()
    shown = dialog(PreviewDialog)
    qtbot.waitUntil(lambda: shown.count.text() == "Page 1 of 4")
    for key, told in ((Key.Key_PageDown, "2"), (Key.Key_End, "4"), (Key.Key_PageDown, "4"), (Key.Key_PageUp, "3")):
        qtbot.keyClick(shown, key)
        qtbot.waitUntil(lambda told=told: shown.count.text() == f"Page {told} of 4")
    assert not shown.page.pixmap().isNull()
    shown.reject()
    assert given(held) == []


def test_the_made_file_is_printed_page_by_page(held: Any, qtbot: QtBot, tmp_path: Path) -> None:
    tab = held.open_tab(CERTIFICATES)
    held.press((CTRL, Key.Key_P))
    held.wait()
    held.press(Key.Key_Return)
    held.wait()
    tab.files.print.click()
    qtbot.waitUntil(lambda: tab.findChild(QPrintDialog) is not None, timeout=20000)
    asked: Any = tab.findChild(QPrintDialog)
    target = tmp_path / "printed.pdf"
    asked.findChild(QLineEdit, "filename").setText(str(target))
    asked.accept()
    qtbot.waitUntil(lambda: target.exists() and target.read_bytes().strip().endswith(b"%%EOF"), timeout=20000)
    assert len(pypdfium2.PdfDocument(target)) == 4
    qtbot.waitUntil(lambda: not held.window.tasks.busy())


def test_other_papers_are_made_for_those_who_are_selected(held: Any, tmp_path: Path) -> None:
    tab = held.open_tab(CERTIFICATES)
    tab.table.view.selectRow(1)
    held.press((CTRL | SHIFT, Key.Key_P))
    held.wait()
    asked = dialog(MakePaperDialog)
    assert not asked.only_selected()
    asked._kind._group.button(2).setChecked(True)
    asked._whom._group.button(1).setChecked(True)
    held.press(Key.Key_Return)
    held.wait()
    [file] = tmp_path.rglob("* letters.pdf")
    text = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
    assert "Ko Min" in text
    assert tab.files.open.isVisible()


def test_badges_are_files_for_those_who_have_a_certificate(held: Any, tmp_path: Path) -> None:
    tab = held.open_tab(CERTIFICATES)
    for numbered in (False, True):
        if numbered:
            with held.database.change("Issue") as tx:
                enrolled = [one.id for one in enrolments.find(tx, held.id)]
                assert papers.issue_against_rule(tx, held.id, enrolled[:2], "Daw Su", "asked for")
            tab.load()
            held.wait()
        held.press((CTRL | SHIFT, Key.Key_P))
        held.wait()
        asked = dialog(MakePaperDialog)
        asked._kind._group.buttons()[-1].setChecked(True)
        held.press(Key.Key_Return)
        held.wait()
        if not numbered:
            assert "make the certificates first" in str(held.errors.pop())
    files = sorted(tmp_path.rglob("*.badge.json"))
    assert [file.name.split(" ", 1)[1] for file in files] == [f"{name}.badge.json" for name in NAMES[:2]]
    assert tab.files.folder.isVisible()
    assert not tab.files.open.isVisible()


def test_the_certificates_of_several_courses_are_made_at_once(held: Any, tmp_path: Path) -> None:
    from trainer_app.courses import courses

    with held.database.change("Another") as tx:
        courses.save(tx, load_catalogue(), products="SYB", starts=tx.get(Course, held.id).starts)
    screen = held.window.go("courses")
    held.wait()
    screen.table.view.selectAll()
    screen._ask_certificates(screen.table.selected_ids())
    dialog(BatchDialog)._folder.setText(str(tmp_path / "batch"))
    held.press(Key.Key_Return)
    held.wait()
    assert [len(pypdfium2.PdfDocument(file)) for file in (tmp_path / "batch").glob("*.pdf")] == [4]
    assert {row.printings for row in given(held)} == {1}
    screen._ask_certificates(screen.table.selected_ids())
    held.press(Key.Key_Return)
    held.wait()
    assert "is a certificate due" in str(held.errors.pop())
