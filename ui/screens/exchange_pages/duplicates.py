"""The page Duplicates: two records that may be the same, side by side; a person says whether they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QBrush, QColor, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainer_app.formats import number_text
from trainer_app.texts import N_, _, ngettext
from ui import style
from ui.screen import Screen
from ui.screens.page import Page, told
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.comparing import Compared
    from trainer_app.duplicates import Candidate
    from trainer_app.progress import Progress
    from ui.tasks import Work

TABLES = (("person", N_("Persons")), ("enterprise", N_("Enterprises")), ("organisation", N_("Organisations")))


def _bands() -> tuple[tuple[str, str], ...]:
    return (("disputed", _("two people disagree")), ("same", _("very likely the same")), ("look", _("worth a look")))


@dataclass
class _Decided:
    """A decision that can be taken back: the pairs before it, its own pair, and its action once it is saved."""

    label: str
    found: dict[str, Candidate]
    key: str
    action: int | None = None


class DuplicatesPage(Page):
    """Keys: 1 keeps the left record, 2 the right one, 3 says that they are not the same; then comes the next pair.

    0 goes back to the pair before and takes back what was said of it. Enter on a value that differs lets it stay,
    whichever record is kept.
    """

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._found: dict[str, Candidate] = {}
        self._pairs: list[Compared] = []
        self._stays: dict[str, int] = {}
        self._past: list[_Decided] = []
        self._lines: dict[str, dict[str, Any]] = {}  # of the list: telling why in words takes its time
        self._read_once = False
        self._looking: Work | None = None
        self.table = QComboBox()
        for key, label in TABLES:
            self.table.addItem(_(label), key)
        self.again = QPushButton(_("Look again"))
        columns = [
            Column("first", _("This one"), width=30),
            Column("second", _("and this one"), width=30),
            Column("band", _("Likeness"), "choice", _bands(), width=20),
            Column("reasons", _("Why"), width=60),
        ]  # fmt: skip
        self.list = RecordTable("exchange-duplicates", columns, screen.state)
        self.pair = QTableWidget(0, 2)
        self.state = told(_("Looking for duplicates …"))
        self.left, self.why = told(), told(strong=True)
        self.keep_first = QPushButton(_("Same: keep the left (1)"))
        self.keep_second = QPushButton(_("Same: keep the right (2)"))
        self.different = QPushButton(_("Not the same (3)"))
        self.back = QPushButton(_("Back to the pair before (0)"))
        self.back.setEnabled(False)
        self._lay_out()
        self._connect()

    def load(self) -> None:
        """Look once; later changes of the data do not start the long search again, the button does."""
        if not self._read_once:
            self.look()

    def look(self) -> None:
        """Compare all records of the chosen kind."""
        table = self.table.currentData()
        self._read_once = True
        self.state.setText(_("Looking for duplicates …"))
        self._show_parts(False)

        def read(tx: Any, progress: Progress) -> list[Candidate]:
            from trainer_app import duplicates

            return duplicates.candidates(tx, table, progress=progress)

        label = _("Looking for duplicates")
        self._looking = self.owner.query(read, self._read, topic="duplicates", label=label, progress=True)

    # -- parts

    def _lay_out(self) -> None:
        label = QLabel(_("&Look among:"))
        label.setBuddy(self.table)
        top = QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self.table)
        top.addWidget(self.again)
        top.addStretch(1)
        buttons = QHBoxLayout()
        for button in (self.keep_first, self.keep_second, self.different, self.back):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.left)
        self.pair.setAccessibleName(_("The two records side by side"))
        self.pair.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.pair.setTabKeyNavigation(False)
        self.pair.verticalHeader().setDefaultSectionSize(style.line_height(self))
        header = self.pair.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 4, 0, 0)
        below.addLayout(buttons)
        told_below = (
            _("A joined record keeps all that belongs to it: courses, certificates, answers. It can be undone."),
            _("Where the two differ, Enter on a value lets it stay, whichever record is kept."),
        )
        below.addWidget(self.why)
        below.addWidget(told(" ".join(told_below)))
        below.addWidget(self.pair, 1)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(lower)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addLayout(top)
        column.addWidget(self.state)
        column.addWidget(self._splitter, 1)
        column.addStretch(0)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.table.currentIndexChanged.connect(lambda _at: self.look())
        self.again.clicked.connect(self.look)
        self.list.selection_changed.connect(lambda _ids: self._show())
        self.pair.cellActivated.connect(self._let_stay)
        self.owner.tasks.ended.connect(self._ended)
        deeds: tuple[tuple[str, QPushButton, Callable[[], None]], ...] = (
            ("1", self.keep_first, lambda: self._join(True)),
            ("2", self.keep_second, lambda: self._join(False)),
            ("3", self.different, self._not_same),
            ("0", self.back, self._go_back),
        )
        for key, button, act in deeds:
            button.clicked.connect(act)
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)

    def _ended(self, work: Work) -> None:
        if work is self._looking and work.is_cancelled:
            self.state.setText(_("The search was stopped. “Look again” begins it anew."))

    def _read(self, found: list[Candidate]) -> None:
        self._found = {_id(candidate): candidate for candidate in found}
        self._past.clear()
        self._lines.clear()
        self._fill()

    def _fill(self, wanted: str = "") -> None:
        for key in self._found.keys() - self._lines.keys():
            self._lines[key] = _line(self._found[key])
        rows = [self._lines[key] for key in self._found]
        self._show_parts(bool(rows) or bool(self._past))
        self.back.setEnabled(bool(self._past))
        self.left.setText(ngettext("{n} pair left", "{n} pairs left", len(rows)).format(n=number_text(len(rows))))
        if not rows:
            self.state.setText(_("No likely duplicates were found."))
        self.list.set_rows(rows)
        if rows and (wanted or not self.list.selected_ids()):
            self.list.select([wanted or self.list.rows.row(0)["id"]])
        self._show()

    def _show_parts(self, there: bool) -> None:
        self._splitter.setVisible(there)
        self.state.setVisible(not there)

    def _current(self) -> Candidate | None:
        ids = self.list.selected_ids()
        return self._found.get(ids[0]) if ids else None

    def _show(self) -> None:
        candidate = self._current()
        self._stays = {}
        self.why.setText(", ".join(candidate.reasons) if candidate else "")
        if candidate is None:
            self.pair.setRowCount(0)
            return
        self.owner.query(lambda tx: _compared(tx, candidate), self._show_pairs, topic="pair")

    def _let_stay(self, line: int, side: int) -> None:
        """Take this value, or take that back."""
        pair = self._pairs[line]
        if pair.differs:
            if self._stays.get(pair.field) == side:
                del self._stays[pair.field]
            else:
                self._stays[pair.field] = side
            self._show_pairs(self._pairs)

    def _show_pairs(self, pairs: list[Compared]) -> None:
        theme = style.colours(self)
        self._pairs = pairs
        self.pair.setHorizontalHeaderLabels([_("Left"), _("Right")])
        self.pair.setRowCount(len(pairs))
        self.pair.setVerticalHeaderLabels([pair.label for pair in pairs])
        for line, pair in enumerate(pairs):
            for at, text in enumerate(pair.values):
                stays = self._stays.get(pair.field) == at
                item = QTableWidgetItem(_("{value} (stays)").format(value=text) if stays else text)
                if stays:
                    bold = item.font()
                    bold.setBold(True)
                    item.setFont(bold)
                if pair.differs:
                    item.setBackground(QBrush(QColor(theme.warning[0])))
                    item.setForeground(QBrush(QColor(theme.warning[1])))
                self.pair.setItem(line, at, item)

    # -- decisions

    def _join(self, keep_first: bool) -> None:
        candidate = self._current()
        if candidate is None:
            return
        keep, gone = candidate.first_id, candidate.second_id
        name = candidate.first
        if not keep_first:
            keep, gone, name = gone, keep, candidate.second
        taken = [field for field, side in self._stays.items() if side == int(keep_first)]
        label = _("Join {one} and {other}").format(one=candidate.first, other=candidate.second)
        self._remember(label, candidate)
        self._found = {_id(one): one for one in _without(self._found.values(), gone, keep, name)}
        self._decide(candidate, label, lambda tx: join(tx, candidate.table, keep, gone, taken))

    def _not_same(self) -> None:
        candidate = self._current()
        if candidate is None:
            return

        def mark(tx: Any) -> None:
            from trainer_app import duplicates

            duplicates.mark_not_same(tx, candidate.table, candidate.first_id, candidate.second_id)

        label = _("{one} and {other} are not the same").format(one=candidate.first, other=candidate.second)
        self._remember(label, candidate)
        self._decide(candidate, label, mark)

    def _remember(self, label: str, candidate: Candidate) -> None:
        self._past.append(_Decided(label, self._found, _id(candidate)))
        self._found = dict(self._found)

    def _go_back(self) -> None:
        """Show the pair before again, and take back what was said of it."""
        if not self._past:
            return
        decided = self._past.pop()
        self._found = decided.found
        self._fill(decided.key)
        self.list.view.setFocus()

        def undo(tx: Any) -> None:
            if decided.action is not None:  # it failed, which was said
                tx.undo(decided.action)

        label = _("Take back: {what}").format(what=decided.label)
        self.owner.tasks.change(label, undo, owner=self.owner, kind="undo")

    def _decide(self, candidate: Candidate, label: str, act: Callable[[Any], None]) -> None:
        """Write it in the background, and be at the next pair at once."""
        line = self.list.rows.line_of(_id(candidate))
        lines = [*range(line + 1, self.list.rows.rowCount()), *range(line - 1, -1, -1)]
        self._found.pop(_id(candidate), None)
        keys = (self.list.rows.row(at)["id"] for at in lines)
        self._fill(next((key for key in keys if key in self._found), ""))
        self.list.view.setFocus()
        decided = self._past[-1]

        def save(tx: Any) -> None:
            act(tx)
            decided.action = tx.action.id

        self.owner.change(label, save)


def _without(found: Iterable[Candidate], gone: str, keep: str, name: str) -> list[Candidate]:
    """The pairs that are left when one record went into another, which stands in the other pairs of that one now."""
    left = []
    for one in found:
        if gone not in (one.first_id, one.second_id):
            left.append(one)
            continue
        sides = [(keep, name) if side[0] == gone else side for side in
                 ((one.first_id, one.first), (one.second_id, one.second))]  # fmt: skip
        (first_id, first), (second_id, second) = sorted(sides)
        if first_id != second_id:
            left.append(replace(one, first_id=first_id, second_id=second_id, first=first, second=second))
    return left


def join(tx: Any, table: str, keep: str, gone: str, taken: Sequence[str] = ()) -> None:
    """Join two records of a table by the rules of that table; the kept one takes these fields of the other."""
    from db.models import RECORDS
    from trainer_app import enterprises, organisations
    from trainer_app.people import persons

    values = {field: getattr(tx.get(RECORDS[table], gone), field) for field in taken}
    {"person": persons, "enterprise": enterprises, "organisation": organisations}[table].join(tx, keep, gone)
    tx.update(tx.get(RECORDS[table], keep), **values)


def _compared(tx: Any, candidate: Candidate) -> list[Compared]:
    from trainer_app.comparing import compared

    return compared(tx, candidate.table, [candidate.first_id, candidate.second_id])


def _line(one: Candidate) -> dict[str, Any]:
    return {
        "id": _id(one), "first": one.first, "second": one.second,
        "band": "disputed" if one.disputed else one.likeness.band, "reasons": ", ".join(one.reasons),
    }  # fmt: skip


def _id(candidate: Candidate) -> str:
    return f"{candidate.first_id} {candidate.second_id}"
