"""The form of a workbook to be sent: what, to whom, why, in which language, how it is protected, and where it goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from trainer_app.paths import free_name
from trainer_app.texts import N_, _
from ui.screen import Screen
from ui.screens.exchange_pages.finder import Finder

LAST_FOLDER = "exchange/sent_to"
KINDS = (
    ("everything", N_("&Everything")),
    ("course", N_("One &course")),
    ("trainer", N_("A &trainer's own book: the courses of that trainer")),
    ("corrections", N_("Co&rrections for a trainer: what is amiss is pointed out")),
    ("template", N_("An e&mpty workbook to be filled in")),
)
OFFERED = 50
OF_TRAINER = ("trainer", "corrections")


@dataclass(frozen=True)
class Wanted:
    """What the form asks for; `key` is a course's code or a trainer's id, "" where none is needed or chosen."""

    kind: str
    key: str
    only_new: bool
    partner: str
    partner_key: str
    why: str
    language: str
    national_ids: bool
    password: str
    path: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing that it cannot be written without."""
        needs_key = self.kind in ("course", *OF_TRAINER)
        return bool(self.path and (self.key or not needs_key) and (self.partner or not self.only_new))


class SendForm(QWidget):
    """Tells at once what it asks for; writes nothing."""

    changed = Signal()
    """What would be sent is another."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen
        self._facts: Mapping[str, Any] = {}
        self._named_by_hand = False
        self._kinds = QButtonGroup(self)
        self.kind_buttons: dict[str, QRadioButton] = {}
        self.course = Finder(screen, find_courses, _("Code, title or place of the course"))
        self.trainer = Finder(screen, find_trainers, _("Name of the trainer"))
        self.only_new = QCheckBox(_("Only what they have n&ot got yet"))
        self.partner = Finder(screen, find_partners, _("A partner, or another name; kept in the log"))
        self.why = QLineEdit()
        self.language = QComboBox()
        self.national_ids = QCheckBox(_("Wit&h national ids"))
        self.password = QLineEdit()
        self.show_password = QCheckBox(_("Show"))
        self.path = QLineEdit()
        self.browse = QPushButton(_("Choose…"))
        self._lay_out()
        self._connect()

    def fill(self, facts: Mapping[str, Any]) -> None:
        """What the database says: `language`, `languages`, `folder` and `name`."""
        first = not self._facts
        self._facts = facts
        if first:
            for code, name in facts["languages"]:
                self.language.addItem(name, code)
            self.language.setCurrentIndex(max(self.language.findData(facts["language"]), 0))
        self._propose_name()

    def wanted(self) -> Wanted:
        """What is asked for now."""
        kind = self.kind()
        key = {"course": self.course, **dict.fromkeys(OF_TRAINER, self.trainer)}.get(kind)
        path = self.path.text().strip()
        if path and not path.lower().endswith(".xlsx"):
            path += ".xlsx"
        return Wanted(
            kind, key.key() if key else "", self.only_new.isChecked() and kind != "template", self._partner_name(),
            self.partner.key(), self.why.text().strip(), self.language.currentData() or "en",
            self.national_ids.isChecked(), self.password.text(), path,
        )  # fmt: skip

    def kind(self) -> str:
        """What is to be sent: one of KINDS."""
        return next(key for key, button in self.kind_buttons.items() if button.isChecked())

    def address(self, key: str, name: str, person_id: str) -> None:
        """Write to a partner; to a trainer the trainer's own book, unless something else is chosen."""
        self.partner.choose(key, name)
        if person_id and self.kind() == "everything":
            self.kind_buttons["trainer"].setChecked(True)
            self.trainer.choose(person_id, name)
        self._show_kind()

    def written(self) -> None:
        """It was written: the next one gets a name of its own, and its password is not kept."""
        self._named_by_hand = False
        self.password.clear()
        self.why.clear()

    # -- parts

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("What:"), self._what())
        form.addRow(_("To &whom:"), self.partner)
        form.addRow("", self.only_new)
        form.addRow(_("Wh&y:"), self.why)
        form.addRow(_("&Language:"), self.language)
        password_label = QLabel(_("P&assword:"))
        password_label.setBuddy(self.password)
        form.addRow(password_label, _beside(self.password, self.show_password))
        form.addRow("", self.national_ids)
        file_label = QLabel(_("&File:"))
        file_label.setBuddy(self.path)
        form.addRow(file_label, _beside(self.path, self.browse))
        self.why.setPlaceholderText(_("a note that is kept in the log"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("none: everybody who gets the file can open it"))
        for widget, name in (
            (self.partner, _("To whom")), (self.why, _("Why")), (self.language, _("Language")),
            (self.password, _("Password")), (self.show_password, _("Show the password")), (self.path, _("File")),
        ):  # fmt: skip
            widget.setAccessibleName(name)
        self._show_kind()

    def _what(self) -> QWidget:
        what = QWidget()
        column = QVBoxLayout(what)
        column.setContentsMargins(0, 0, 0, 0)
        for key, label in KINDS:
            button = QRadioButton(_(label))
            self._kinds.addButton(button)
            self.kind_buttons[key] = button
            column.addWidget(button)
            if key == "course":
                column.addWidget(self.course)
            elif key == "corrections":
                column.addWidget(self.trainer)
        self.kind_buttons["everything"].setChecked(True)
        self.setFocusProxy(self.kind_buttons["everything"])
        return what

    def _connect(self) -> None:
        self._kinds.buttonClicked.connect(lambda _button: self._kind_chosen())
        for finder in (self.course, self.trainer, self.partner):
            finder.chosen.connect(lambda _key: self._choice_made())
        self.partner.editingFinished.connect(self._choice_made)
        self.partner.textEdited.connect(lambda _text: self._propose_name())
        for box in (self.only_new, self.national_ids):
            box.toggled.connect(lambda _on: self.changed.emit())
        self.show_password.toggled.connect(
            lambda on: self.password.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        )
        self.path.textEdited.connect(self._name_typed)
        self.browse.clicked.connect(self._browse)

    def _kind_chosen(self) -> None:
        self._show_kind()
        finder = {"course": self.course, **dict.fromkeys(OF_TRAINER, self.trainer)}.get(self.kind())
        if finder is not None:
            finder.setFocus(Qt.FocusReason.OtherFocusReason)
            finder.offer()

    def _show_kind(self) -> None:
        kind = self.kind()
        self.course.setVisible(kind == "course")
        self.trainer.setVisible(kind in OF_TRAINER)
        self.only_new.setEnabled(kind != "template")
        self._choice_made()

    def _choice_made(self) -> None:
        self._propose_name()
        self.changed.emit()

    def _partner_name(self) -> str:
        return self.partner.label() or self.partner.text().strip()

    def _name_typed(self, text: str) -> None:
        self._named_by_hand = bool(text.strip())
        self.changed.emit()

    def _propose_name(self) -> None:
        """A name that says what is in it and for whom, as long as nobody typed another."""
        if self._named_by_hand or not self._facts:
            return
        subject = {
            "everything": self._facts["name"], "course": self.course.label(), "trainer": self.trainer.label(),
            "corrections": _("corrections {name}").format(name=self.trainer.label()), "template": _("empty"),
        }[self.kind()]  # fmt: skip
        parts = [subject, self._partner_name(), f"{date.today():%Y-%m-%d}"]
        words = [re.sub(r'[\\/:*?"<>|\s]+', " ", part).strip() for part in dict.fromkeys(parts)]
        name = " ".join(word for word in words if word)
        last = self._screen.state.get(LAST_FOLDER)
        folder = Path(last if last and Path(last).is_dir() else self._facts["folder"])
        self.path.setText(str(free_name(folder / f"{name[:120]}.xlsx")))

    def _browse(self) -> None:
        dialog = QFileDialog(self, _("Write the workbook to"), self.path.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Workbooks ({patterns})").format(patterns="*.xlsx"))
        dialog.setDefaultSuffix("xlsx")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # it is asked for when it is written
        dialog.selectFile(Path(self.path.text()).name)
        dialog.fileSelected.connect(self._take_path)
        dialog.open()

    def _take_path(self, name: str) -> None:
        self.path.setText(name)
        self._name_typed(name)


def _beside(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    for number, widget in enumerate(widgets):
        line.addWidget(widget, 0 if number else 1)
    return line


def find_courses(tx: Any, text: str) -> list[tuple[str, str]]:
    """Courses for the finder: (code, label), those that fit the text, newest first."""
    from trainer_app.courses import course_list

    rows = course_list.rows(tx, course_list.Filter(text=text or None), limit=OFFERED)
    return [
        (row.code, " · ".join(part for part in (row.code, row.title, row.place) if part)) for row in rows if row.code
    ]


def find_trainers(tx: Any, text: str) -> list[tuple[str, str]]:
    """Trainers for the finder: (id, name), by name."""
    from db.models import Person
    from trainer_app.formats import fold
    from trainer_app.joined import stands

    wanted = fold(text)
    found = tx.find(Person, Person.is_trainer == True, stands(Person))  # noqa: E712 - SQL
    named = [(one.id, one.full_name or one.latin_name or "–") for one in found
             if wanted in fold(f"{one.full_name or ''} {one.latin_name or ''}")]  # fmt: skip
    return sorted(named, key=lambda pair: fold(pair[1]))[:OFFERED]


def find_partners(tx: Any, text: str) -> list[tuple[str, str]]:
    """Partners for the finder: (key, name), by name."""
    from trainer_app.exchange import partners
    from trainer_app.formats import fold

    found = [(one.key, one.name) for one in partners.find(tx) if fold(text) in fold(one.name)]
    return sorted(found, key=lambda pair: fold(pair[1]))[:OFFERED]
