"""The page Duplicates: records that may be the same, side by side; a person says whether they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from trainer_app.formats import number_text
from trainer_app.texts import N_, _, ngettext
from ui.screen import Screen
from ui.screens.exchange_pages.beside import Beside
from ui.screens.exchange_pages.decisions import Decided, Decisions, key_of
from ui.screens.flow import Flow
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


class DuplicatesPage(Page):
    """Keys: 1 keeps the first record, 2 the second one, 3 says that they are not the same; then comes the next pair.

    4 joins all that are shown where more than two may be one. 0 goes back to the pair before and takes back what was
    said of it, as Ctrl+Z does. Enter goes to the values; there Enter lets one stay, whichever record is kept.
    """

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._decisions = Decisions()
        self._shown: dict[str, str] = {}  # the names by id of the records side by side
        self._ahead: dict[tuple[str, ...], list[Compared]] = {}  # values of the next pair, read before it is there
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
            Column("band", _("Likeness"), "choice", _bands(), width=24),
            Column("reasons", _("Why"), width=60),
        ]  # fmt: skip
        self.list = RecordTable("exchange-duplicates", columns, screen.state)
        self.pair = Beside()
        self.state = told(_("Looking for duplicates …"))
        self.left, self.why = told(), told(strong=True)
        self.keep_first = QPushButton(_("Same: keep the first (1)"))
        self.keep_second = QPushButton(_("Same: keep the second (2)"))
        self.different = QPushButton(_("Not the same (3)"))
        self.keep_all = QPushButton()
        self.back = QPushButton(_("Back to the pair before (0)"))
        self.back.setEnabled(False)
        self._lay_out()
        self._connect()

    def load(self) -> None:
        """Look once; later changes of the data do not start the long search again, the button does.

        But what was said here and taken back meanwhile, by Ctrl+Z or in the log, is open again.
        """
        actions = self._decisions.actions()
        if not self._read_once:
            self.look()
        elif actions:
            self.owner.query(lambda tx: _taken_back(tx, actions), self._follow, topic="decided")

    def look(self) -> None:
        """Compare all records of the chosen kind."""
        table = self.table.currentData()
        self._read_once = True
        self.state.setText(_("Looking for duplicates …"))
        focused = QApplication.focusWidget()
        if focused is not None and self._splitter.isAncestorOf(focused):
            self.again.setFocus()  # else what is hidden would give it to anything
        self._show_parts(False)

        def read(tx: Any, progress: Progress) -> Decisions:
            from trainer_app import duplicates

            found = duplicates.candidates(tx, table, progress=progress)
            return Decisions(found, duplicates.settled(tx, table))

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
        buttons = Flow()  # with large letters they take two lines
        for button in (self.keep_first, self.keep_second, self.different, self.keep_all, self.back):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        self.left.setWordWrap(False)
        told_above = QHBoxLayout()
        told_above.addWidget(self.why, 1)
        told_above.addWidget(self.left)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 4, 0, 0)
        below.addLayout(buttons)
        told_below = (
            _("A joined record keeps all that belongs to it: courses, certificates, answers. It can be undone."),
            _("Where they differ: Enter, then Enter on a value lets it stay, whichever record is kept."),
        )
        below.addLayout(told_above)
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
        self.list.opened.connect(lambda _id: self.pair.go_in())
        self.pair.left.connect(self.list.view.setFocus)
        self.owner.tasks.ended.connect(self._ended)
        deeds: tuple[tuple[str, QPushButton, Callable[[], None]], ...] = (
            ("1", self.keep_first, lambda: self._join(0)),
            ("2", self.keep_second, lambda: self._join(1)),
            ("3", self.different, self._not_same),
            ("4", self.keep_all, lambda: self._join(0, all_of_them=True)),
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

    def _read(self, found: Decisions) -> None:
        self._decisions = found
        self._lines.clear()
        self._fill()
        if self.again.hasFocus():
            self.list.view.setFocus()

    def _follow(self, taken_back: list[int]) -> None:
        again = self._decisions.follow(taken_back)
        if again is not None:
            self._fill(again)

    def _fill(self, wanted: str = "") -> None:
        left = self._decisions.left
        for key in left.keys() - self._lines.keys():
            self._lines[key] = _line(left[key])
        rows = [self._lines[key] for key in left]
        last = self._decisions.last()
        self._show_parts(bool(rows) or last is not None)
        self.back.setEnabled(last is not None)
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
        return self._decisions.left.get(ids[0]) if ids else None

    def _show(self) -> None:
        candidate = self._current()
        self._shown = self._decisions.together(candidate) if candidate else {}
        n = len(self._shown)
        for button in (self.keep_first, self.keep_second, self.different):
            button.setEnabled(candidate is not None)
        self.keep_all.setVisible(n > 2)
        self.keep_all.setText(_("All {n} are the same: keep the first (4)").format(n=n))
        self.why.setText(", ".join(candidate.reasons) if candidate else "")
        if candidate is None:
            self.pair.show_records((), ())
            return
        table, ids = candidate.table, tuple(self._shown)
        following = self._following(key_of(candidate))
        ahead = tuple(self._decisions.together(following)) if following else ()
        known = self._ahead.get(ids)
        if known is not None:
            self._show_records(known)
        self.owner.query(
            lambda tx: (ids, {which: _compared(tx, table, which) for which in (ids, ahead) if which}),
            self._compared_read, topic="pair",
        )  # fmt: skip

    def _compared_read(self, answer: tuple[tuple[str, ...], dict[tuple[str, ...], list[Compared]]]) -> None:
        """Keep what is read of the next pair, and show this one unless it stands there already, perhaps worked on."""
        ids, found = answer
        shown, self._ahead = self._ahead.get(ids), found
        if ids == tuple(self._shown) and found[ids] != shown:
            self._show_records(found[ids])

    def _show_records(self, lines: list[Compared]) -> None:
        titles = [_("First (1)"), _("Second (2)"), *(_("Perhaps too") for _one in list(self._shown)[2:])]
        self.pair.show_records(titles, lines)

    def _following(self, key: str) -> Candidate | None:
        """The pair that comes when this one is decided: the next in the order seen, at the end the one before."""
        line = self.list.rows.line_of(key)
        lines = [*range(line + 1, self.list.rows.rowCount()), *range(line - 1, -1, -1)]
        keys = (self.list.rows.row(at)["id"] for at in lines)
        return next((self._decisions.left[other] for other in keys if other in self._decisions.left), None)

    # -- decisions

    def _join(self, keep_at: int, *, all_of_them: bool = False) -> None:
        candidate = self._current()
        if candidate is None or (all_of_them and len(self._shown) < 3):
            return
        ids = list(self._shown)
        keep = ids[keep_at]
        gone = tuple(one for one in (ids if all_of_them else ids[:2]) if one != keep)
        taken = {field: ids[side] for field, side in self.pair.stays.items() if ids[side] in gone}
        label = _("Join {one} and {other}").format(one=candidate.first, other=candidate.second)
        if len(gone) > 1:
            text = ngettext("Join {one} and {n} other", "Join {one} and {n} others", len(gone))
            label = text.format(one=self._shown[keep], n=len(gone))
        decided = Decided(label, key_of(candidate), keep, self._shown[keep], gone)
        self._decide(decided, lambda tx: join(tx, candidate.table, keep, gone, taken))

    def _not_same(self) -> None:
        candidate = self._current()
        if candidate is None:
            return

        def mark(tx: Any) -> None:
            from trainer_app import duplicates

            duplicates.mark_not_same(tx, candidate.table, candidate.first_id, candidate.second_id)

        label = _("{one} and {other} are not the same").format(one=candidate.first, other=candidate.second)
        self._decide(Decided(label, key_of(candidate)), mark)

    def _decide(self, decided: Decided, act: Callable[[Any], None]) -> None:
        """Write it in the background, and be at the next pair at once."""
        seen = [self.list.rows.row(at)["id"] for at in range(self.list.rows.rowCount())]
        line = seen.index(decided.key)
        self._decisions.say(decided)
        left = self._decisions.left
        following = next((key for key in (*seen[line + 1 :], *reversed(seen[:line])) if key in left), "")
        self._fill(following)
        self.list.view.setFocus()

        def save(tx: Any) -> None:
            act(tx)
            decided.action = tx.action.id

        self.owner.change(decided.label, save)

    def _go_back(self) -> None:
        """Show the pair before again, and take back what was said of it."""
        decided = self._decisions.last()
        if decided is None:
            return
        self._decisions.take_back(decided)
        self._fill(decided.key if decided.key in self._decisions.left else "")
        self.list.view.setFocus()

        def undo(tx: Any) -> None:
            if decided.action is not None:  # it failed, which was said
                tx.undo(decided.action)

        def done(_result: Any) -> None:
            decided.returning = False

        label = _("Take back: {what}").format(what=decided.label)
        self.owner.tasks.change(label, undo, done, kind="undo")  # `done` also where this was left meanwhile


def join(tx: Any, table: str, keep: str, gone: Sequence[str], taken: Mapping[str, str]) -> None:
    """Join records of a table by the rules of that table; the kept one takes these fields, each of one of the others.

    taken: the id of the record by the name of the field.
    """
    from db.models import RECORDS
    from trainer_app import enterprises, organisations
    from trainer_app.people import persons

    values = {field: getattr(tx.get(RECORDS[table], other), field) for field, other in taken.items()}
    {"person": persons, "enterprise": enterprises, "organisation": organisations}[table].join(tx, keep, *gone)
    tx.update(tx.get(RECORDS[table], keep), **values)


def _taken_back(tx: Any, actions: list[int]) -> list[int]:
    from trainer_app.undoing import taken_back

    return taken_back(tx, actions)


def _compared(tx: Any, table: str, ids: Sequence[str]) -> list[Compared]:
    from trainer_app.comparing import compared

    return compared(tx, table, ids)


def _line(one: Candidate) -> dict[str, Any]:
    return {
        "id": key_of(one), "first": one.first, "second": one.second,
        "band": "disputed" if one.disputed else one.likeness.band, "reasons": ", ".join(one.reasons),
    }  # fmt: skip
