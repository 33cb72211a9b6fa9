"""The certificates of a trainer in the window: by practice or by decision, made, previewed, handed over, void."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.database import Database
from db.models import Certificate, CourseTrainer, Observation, Person
from db.models import Course as CourseRecord
from trainer_app import settings
from trainer_app.certificates import register
from trainer_app.people import trainers
from trainer_app.programmes.catalogue import load_catalogue
from ui.dialogs.against_rule import AgainstRuleDialog
from ui.dialogs.make_certificates import MakeCertificatesDialog
from ui.dialogs.one_text import OneTextDialog
from ui.dialogs.preview import PreviewDialog
from ui.main_window import MainWindow
from ui.screens import SCREENS
from ui.screens.trainer import certificates
from ui.state import State
from ui.tasks import Tasks

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
TODAY = date.today()
SYB, GYB = "SYB trainer", "GYB trainer"


@pytest.fixture
def shown(
    tasks: Tasks,
    state: State,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    at_work: type[Any],
) -> Iterator[Any]:
    """A trainer with the practice for SYB and none for GYB, on the tab of certificates."""
    monkeypatch.setattr(certificates, "documents_folder", lambda: tmp_path)
    with database.change("First entries") as tx:
        settings.save(tx, "country", "MM")
        mya = tx.add(Person(full_name="ဒေါ်မြ", latin_name="Daw Mya", sex="F"))
        for product in ("SYB", "GYB"):
            trainers.add_step(
                tx, load_catalogue(), person_id=mya.id, product=product, status="tot_done", since=TODAY - timedelta(200)
            )
        for days in (100, 50):
            course = tx.add(CourseRecord(products="SYB", ends=TODAY - timedelta(days)))
            tx.add(CourseTrainer(course_id=course.id, person_id=mya.id))
            tx.add(Observation(course_id=course.id, trainer_id=mya.id, competency="method"))
    window = MainWindow(tasks, state, SCREENS)
    window.attach(database)
    window.show()
    found = at_work(window, database, mya.id)
    screen: Any = window.go("trainers")
    screen.open_record(mya.id)
    screen.page.open_tab(3)
    found.wait()
    found.tab = screen.page.certificates
    yield found
    window.close()
    assert found.errors == []


def dialog(kind: type[Any]) -> Any:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def given(shown: Any) -> list[Certificate]:
    return [row.certificate for row in shown.read(lambda tx: register.rows(tx))]


def test_the_one_with_practice_is_made_and_counted_and_the_reason_of_the_other_is_shown(
    shown: Any, tmp_path: Path
) -> None:
    tab = shown.tab
    assert (tab._rows[SYB]["may_print"], tab._rows[GYB]["may_print"]) == (True, False)
    assert "0 of 2 practice courses" in tab._rows[GYB]["reason"]
    tab._preview([GYB])
    assert "0 of 2 practice courses" in shown.window.messages.message.text
    tab.table.view.selectAll()
    for _time in range(2):
        tab.ask([SYB, GYB])
        assert dialog(MakeCertificatesDialog).whom() == ("all" if _time else "fresh")
        shown.press(KEY.Key_Return)
        shown.wait()
    [one] = given(shown)
    assert (one.kind, one.product, one.override_reason) == ("trainer", "SYB", None)
    files = sorted(tmp_path.rglob("*.pdf"))
    assert len(files) == 2
    texts = [pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range() for file in files]
    assert ["Copy 2" in text for text in texts].count(True) == 1
    assert (tab._rows[SYB]["number"], tab._rows[SYB]["printings"]) == (one.number, 2)
    assert tab.files.print.isVisible()


def test_against_the_rule_asks_who_and_why(shown: Any) -> None:
    tab = shown.tab
    tab._issue_against_rule([SYB, GYB])
    asked = dialog(AgainstRuleDialog)
    asked._accept()
    assert set(asked.form.problems()) == {"by", "reason"}
    shown.press("Daw Su", KEY.Key_Tab, "Observed before the records began")
    asked._accept()
    shown.wait()
    [one] = given(shown)
    assert (one.product, one.issued_by, one.override_reason) == ("GYB", "Daw Su", "Observed before the records began")
    assert "Daw Su" in tab._rows[GYB]["reason"]


def test_a_preview_gives_no_number_and_hands_none_over(shown: Any) -> None:
    tab = shown.tab
    tab._preview([SYB])
    shown.wait()
    dialog(PreviewDialog).reject()
    assert given(shown) == []


def test_a_void_one_stays_on_the_list_and_a_new_one_may_follow(shown: Any) -> None:
    tab = shown.tab
    tab.ask([SYB])
    shown.press(KEY.Key_Return)
    shown.wait()
    from ui.screens.register_actions import ask_handed_over, ask_void

    ask_handed_over(tab, tab._certificates([SYB]))
    shown.press("Her brother", KEY.Key_Return)
    shown.wait()
    ask_void(tab, tab._certificates([SYB]))
    assert not dialog(OneTextDialog)._ok.isEnabled()
    shown.press("Name misspelt", KEY.Key_Return)
    shown.wait()
    [one] = given(shown)
    assert (one.collected_by, one.void_reason) == ("Her brother", "Name misspelt")
    assert tab._rows[SYB]["certificate"] is None
    assert "Name misspelt" in tab._rows[one.id]["reason"]
