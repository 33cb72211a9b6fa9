"""The form with real keys: loading fires nothing, every committed field is told once, nothing typed is lost."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui import form as form_module
from ui.form import Field, Form

KEY = Qt.Key
LEVELS = tuple((level, level.title()) for level in ("excellent", "good", "fair", "weak"))
FIELDS = (
    Field("name", "Name", required=True, section="Person"),
    Field("born", "Born on", "date"),
    Field("phones", "Phones", "phones"),
    Field("literacy", "Reading", "choice", LEVELS, section="Entry"),
    Field("business", "Has a business", "yes_no"),
    Field("workers", "Workers", "integer", check=lambda n: "More than 1,000 is unusual." if n > 1000 else None),
    Field("notes", "Notes", "long_text"),
)
RECORD = {
    "name": "Ma Khin",
    "born": date(1990, 5, 1),
    "phones": "09-42",
    "literacy": "good",
    "business": True,
    "workers": 3,
    "notes": "Text",
}


@pytest.fixture
def told() -> list[Any]:
    return []


@pytest.fixture
def form(qtbot: QtBot, told: list[Any]) -> Form:
    return _shown(qtbot, Form(FIELDS), told)


def _shown(qtbot: QtBot, form: Form, told: list[Any]) -> Form:
    qtbot.addWidget(form)
    form.changed.connect(lambda *change: told.append(change))
    form.resize(700, 600)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def _press(*keys: Any) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def test_loading_a_record_fires_nothing_and_shows_its_values(form: Form, told: list[Any]) -> None:
    form.set_values(RECORD)
    form.commit()
    assert form.values() == RECORD
    assert told == []


def test_a_whole_form_typed_by_keys_tells_every_field_once(form: Form, told: list[Any]) -> None:
    form.go("name")
    _press("Ma Khin", KEY.Key_Tab, "1990-05-01", KEY.Key_Tab, "09-42; 01", KEY.Key_Tab)
    _press("g", KEY.Key_Tab, "y", KEY.Key_Tab, "3", KEY.Key_Tab, "Some", KEY.Key_Return, "text", KEY.Key_Tab)
    assert told == [
        ("name", "Ma Khin"),
        ("born", date(1990, 5, 1)),
        ("phones", "09-42; 01"),
        ("literacy", "good"),
        ("business", True),
        ("workers", 3),
        ("notes", "Some\ntext"),
    ]


def test_what_is_not_understood_stays_with_the_reason_and_is_not_told(form: Form, told: list[Any]) -> None:
    form.set_values(RECORD)
    form.go("born")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    _press("soon", KEY.Key_Tab)
    assert told == []
    assert "soon" in form.problems()["born"]
    assert line.text() == "soon"
    assert line.accessibleDescription() == form.problems()["born"]
    form.go("born")
    line.selectAll()
    _press("1991-01-02", KEY.Key_Tab)
    assert told == [("born", date(1991, 1, 2))]
    assert form.problems() == {}


def test_a_value_that_fails_a_check_is_told_and_marked(form: Form, told: list[Any]) -> None:
    form.go("workers")
    _press("2000", KEY.Key_Tab)
    assert told == [("workers", 2000)]
    assert form.problems() == {"workers": "More than 1,000 is unusual."}


def test_a_field_that_is_typed_into_is_left_alone_by_loading(form: Form, told: list[Any]) -> None:
    form.go("name")
    _press("Ma K")
    form.set_values({"name": "Changed elsewhere", "workers": 5})
    _press("hin", KEY.Key_Tab)
    assert told == [("name", "Ma Khin")]
    assert form.values()["workers"] == 5


def test_a_pause_in_typing_keeps_the_text(
    form: Form, told: list[Any], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form._lines["notes"]._idle.setInterval(20)
    assert form_module.IDLE_MS < 5000
    form.go("notes")
    _press("Half a sen")
    qtbot.waitUntil(lambda: told == [("notes", "Half a sen")])
    assert QApplication.focusWidget() is form._lines["notes"].editor.widget


def test_hiding_the_form_keeps_what_is_typed(form: Form, told: list[Any]) -> None:
    form.go("name")
    _press("Ma Khin")
    form.hide()
    assert told == [("name", "Ma Khin")]


def test_an_unknown_choice_stays_visible_and_blank_is_a_choice(form: Form, told: list[Any]) -> None:
    form.set_values({"literacy": "of another version"})
    assert form.values()["literacy"] == "of another version"
    form.go("literacy")
    _press(KEY.Key_Delete)
    assert told == [("literacy", None)]


def test_twelve_questions_by_phone_take_one_key_each(qtbot: QtBot, told: list[Any]) -> None:
    questions = [
        Field(f"q{n}", f"Question {n}", "yes_no") if n % 2 else Field(f"q{n}", f"Question {n}", "choice", LEVELS)
        for n in range(12)
    ]
    form = _shown(qtbot, Form(questions, quick=True), told)
    form.go("q0")
    for n in range(12):
        _press("n" if n % 2 else "w")
    assert told == [(f"q{n}", False if n % 2 else "weak") for n in range(12)]


def test_the_wheel_changes_no_answer(form: Form, told: list[Any], qtbot: QtBot) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    form.set_values(RECORD)
    combo = form._lines["literacy"].editor.widget
    none = Qt.MouseButton.NoButton
    wheel = QWheelEvent(
        QPointF(5, 5), combo.mapToGlobal(QPointF(5, 5)), QPoint(0, -120), QPoint(0, -120), none,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, wheel)
    assert form.values() == RECORD
    assert told == []


def test_the_history_of_a_field_is_asked_for_by_key(qtbot: QtBot, told: list[Any]) -> None:
    asked: list[str] = []
    form = _shown(qtbot, Form(FIELDS, history=asked.append), told)
    form.go("phones")
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["phones"]


def test_focus_goes_to_the_first_field_and_never_to_the_frame(form: Form, told: list[Any]) -> None:
    form.setFocus()
    first = QApplication.focusWidget()
    assert first is not None
    assert first is not form
    assert form.isAncestorOf(first)
    assert form.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_every_field_has_an_accessible_name(form: Form) -> None:
    for field in FIELDS:
        assert form._lines[field.key].editor.widget.accessibleName() == field.label
