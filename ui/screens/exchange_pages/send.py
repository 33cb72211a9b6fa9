"""The page Send: a workbook for somebody else, with all data, one course, one trainer's work, or empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
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

from trainer_app.progress import Progress
from trainer_app.texts import N_, _, ngettext
from ui.screen import Screen
from ui.screens.exchange_pages.finder import Finder
from ui.screens.page import Page, told
from ui.tasks import Work

if TYPE_CHECKING:
    from trainer_app.sending import Written

LAST_FOLDER = "exchange/sent_to"
KINDS = (
    ("everything", N_("&Everything")),
    ("course", N_("One &course")),
    ("trainer", N_("The courses of one &trainer")),
    ("template", N_("An e&mpty workbook to be filled in")),
)
OFFERED = 50


class SendPage(Page):
    """What, to whom, in which language, where; then one button."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._work: Work | None = None
        self._facts: dict[str, Any] = {}
        self._named_by_hand = False
        self._kinds = QButtonGroup(self)
        self.kind_buttons: dict[str, QRadioButton] = {}
        self.course = Finder(screen, find_courses, _("Code, title or place of the course"))
        self.trainer = Finder(screen, find_trainers, _("Name of the trainer"))
        self.partner = QLineEdit()
        self.language = QComboBox()
        self.path = QLineEdit()
        self.browse = QPushButton(_("Choose…"))
        self.personal = told()
        self.send_button = QPushButton(_("Write the workbook"))
        self.result = told(strong=True)
        self.folder_button = QPushButton(_("Open its folder"))
        self._written: Path | None = None
        self._lay_out()
        self._connect()

    def load(self) -> None:
        def read(tx: Any) -> dict[str, Any]:
            from trainer_app import settings
            from trainer_app.paths import documents_folder

            values = settings.all_values(tx)
            folder = documents_folder()
            return {
                "sender": values["your_name"] or values["office_name"] or "", "country": values["country"] or "",
                "language": values["language"] or "en", "languages": settings.WORKBOOK_LANGUAGES,
                "folder": str(folder if folder.is_dir() else Path.home()), "name": tx.database.path.stem,
            }  # fmt: skip

        self.owner.query(read, self._read, topic="send")

    def kind(self) -> str:
        """What is to be sent: everything, course, trainer or template."""
        return next(key for key, button in self.kind_buttons.items() if button.isChecked())

    # -- parts

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        what = QWidget()
        column = QVBoxLayout(what)
        column.setContentsMargins(0, 0, 0, 0)
        for key, label in KINDS:
            button = QRadioButton(_(label))
            self._kinds.addButton(button)
            self.kind_buttons[key] = button
            column.addWidget(button)
            for finder_key, finder in (("course", self.course), ("trainer", self.trainer)):
                if key == finder_key:
                    column.addWidget(finder)
        self.kind_buttons["everything"].setChecked(True)
        where = QHBoxLayout()
        where.addWidget(self.path, 1)
        where.addWidget(self.browse)
        self.partner.setPlaceholderText(_("kept in the log"))
        form.addRow(_("What:"), what)
        form.addRow(_("To &whom:"), self.partner)
        form.addRow(_("&Language:"), self.language)
        file_label = QLabel(_("&File:"))
        file_label.setBuddy(self.path)
        form.addRow(file_label, where)
        for widget, name in ((self.partner, _("To whom")), (self.language, _("Language")), (self.path, _("File"))):
            widget.setAccessibleName(name)
        line = QHBoxLayout()
        self.send_button.setAutoDefault(True)
        self.folder_button.hide()
        line.addWidget(self.send_button)
        line.addWidget(self.folder_button)
        line.addStretch(1)
        narrow = QWidget()
        narrow.setMaximumWidth(self.fontMetrics().averageCharWidth() * 120)
        inside = QVBoxLayout(narrow)
        inside.addLayout(form)
        inside.addSpacing(6)
        inside.addWidget(self.personal)
        inside.addLayout(line)
        inside.addWidget(self.result)
        whole = QVBoxLayout(self)
        whole.addWidget(narrow)
        whole.addStretch(1)
        self.setFocusProxy(self.kind_buttons["everything"])
        self._show_kind()

    def _connect(self) -> None:
        self._kinds.buttonClicked.connect(lambda _button: self._show_kind())
        for finder in (self.course, self.trainer):
            finder.chosen.connect(lambda _key: self._choice_made())
        self.partner.textEdited.connect(lambda _text: self._propose_name())
        self.path.textEdited.connect(self._name_typed)
        self.browse.clicked.connect(self._browse)
        self.send_button.clicked.connect(self._send)
        self.folder_button.clicked.connect(self._open_folder)
        self.owner.tasks.ended.connect(self._ended)

    def _read(self, facts: dict[str, Any]) -> None:
        first = not self._facts
        self._facts = facts
        if first:
            for code, name in facts["languages"]:
                self.language.addItem(name, code)
            self.language.setCurrentIndex(max(self.language.findData(facts["language"]), 0))
        self._propose_name()
        self._say_personal()

    def _show_kind(self) -> None:
        kind = self.kind()
        self.course.setVisible(kind == "course")
        self.trainer.setVisible(kind == "trainer")
        for key, finder in (("course", self.course), ("trainer", self.trainer)):
            if kind == key:
                finder.setFocus(Qt.FocusReason.OtherFocusReason)
                finder.offer()
        self._choice_made()

    def _choice_made(self) -> None:
        self._propose_name()
        self._say_personal()

    def _name_typed(self, text: str) -> None:
        self._named_by_hand = bool(text.strip())
        self._say_personal()

    def _propose_name(self) -> None:
        """A name that says what is in it and for whom, as long as nobody typed another."""
        if self._named_by_hand or not self._facts:
            return
        subject = {
            "everything": self._facts["name"],
            "course": self.course.label(),
            "trainer": self.trainer.label(),
            "template": _("empty"),
        }[self.kind()]
        parts = [subject, self.partner.text(), f"{date.today():%Y-%m-%d}"]
        name = " ".join(re.sub(r'[\\/:*?"<>|\s]+', " ", part).strip() for part in parts if part.strip())
        folder = self.owner.state.get(LAST_FOLDER) or self._facts["folder"]
        self.path.setText(str(Path(folder) / f"{name[:120]}.xlsx"))

    def _say_personal(self) -> None:
        """Before anything is written: what the workbook will hold of people."""
        kind, key = self.kind(), self._key()
        sentences = {
            "everything": _(
                "It will hold names, contacts and answers of everybody in this database. Give it only to those who "
                "need all of it; one course or one trainer's courses may be enough."
            ),
            "course": _("Choose the course; this then says how many people the workbook names."),
            "trainer": _("Choose the trainer; this then says how many people the workbook names."),
            "template": _("It holds no participants, only names of places, organisations and trainers to choose from."),
        }
        self.personal.setText(sentences[kind])
        self.send_button.setEnabled(self._work is None and bool(self.path.text().strip()) and self._is_chosen())
        if kind in ("course", "trainer") and key:
            self.owner.query(lambda tx: count_people(tx, kind, key), self._say_people, topic="people")

    def _say_people(self, n: int) -> None:
        text = ngettext(
            "It will hold names, contacts and answers of {n} person. Give it only to those who need it.",
            "It will hold names, contacts and answers of {n} persons. Give it only to those who need it.",
            n,
        )
        self.personal.setText(text.format(n=n))

    def _key(self) -> str:
        return {"course": self.course.key(), "trainer": self.trainer.key()}.get(self.kind(), "")

    def _is_chosen(self) -> bool:
        return self.kind() in ("everything", "template") or bool(self._key())

    def _browse(self) -> None:
        dialog = QFileDialog(self, _("Write the workbook to"), self.path.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Workbooks ({patterns})").format(patterns="*.xlsx"))
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(Path(self.path.text()).name)
        dialog.fileSelected.connect(self._take_path)
        dialog.open()

    def _take_path(self, name: str) -> None:
        self.path.setText(name)
        self._name_typed(name)

    # -- the work

    def _send(self) -> None:
        if self._work is not None or not self._is_chosen():
            return
        database: Any = self.owner.tasks.data
        path = Path(self.path.text().strip())
        if path.suffix.lower() != ".xlsx":
            path = path.with_name(path.name + ".xlsx")
            self.path.setText(str(path))
        kind, key, facts = self.kind(), self._key(), self._facts
        partner, language = self.partner.text().strip(), self.language.currentData() or "en"
        self.owner.state.set(LAST_FOLDER, str(path.parent))

        def work(progress: Progress) -> Written:
            from trainer_app import exchange
            from trainer_app.paths import programmes_folder
            from trainer_app.programmes import load_catalogue

            return exchange.send(
                database, path, load_catalogue(programmes_folder()), exchange.Scope(kind, key), sender=facts["sender"],
                partner=partner, language=language, country=facts["country"], progress=progress,
            )  # fmt: skip

        self.result.clear()
        self.folder_button.hide()
        self.send_button.setEnabled(False)
        self._work = self.owner.tasks.run(
            _("Writing {file}").format(file=path.name), work, owner=None, progress=True, writes=True
        )

    def _ended(self, work: Work) -> None:
        if work is not self._work:
            return
        self._work = None
        self.send_button.setEnabled(True)
        if work.result is None:
            return
        written: Written = work.result
        self._written = written.path
        self._named_by_hand = False
        rows = sum(written.rows.values())
        text = ngettext("{file} is written: {n} row.", "{file} is written: {n} rows.", rows)
        self.result.setText(text.format(file=written.path, n=rows) + "\n" + written.personal_data)
        self.folder_button.show()
        self.owner.tasks.changed.emit(frozenset({"action"}))

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))


def find_courses(tx: Any, text: str) -> list[tuple[str, str]]:
    """Courses for the finder: (code, label), those that fit the text, newest first."""
    from trainer_app import course_list

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


def count_people(tx: Any, kind: str, key: str) -> int:
    """How many persons a workbook of one course or trainer names."""
    from trainer_app.workbook import select

    makers: dict[str, Callable[[], Any]] = {
        "course": lambda: select.of_courses(tx, [select.find_course(tx, key)]),
        "trainer": lambda: select.of_trainer(tx, key),
    }
    return len(makers[kind]().of("person"))
