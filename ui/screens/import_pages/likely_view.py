"""Who of a list may be known already: each beside those that it may be, and a key that says which of them it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QSplitter, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from trainer_app.texts import N_, _
from ui import style
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from trainer_app.comparing import Compared
    from trainer_app.importing.likely import Decision, Likely
    from trainer_app.importing.wizard import Wizard
    from ui.screens.import_pages.background import Background
    from ui.state import State

_KINDS = {
    "person": N_("Person"), "enterprise": N_("Enterprise"), "organiser": N_("Organiser"), "trainer": N_("Trainer"),
}  # fmt: skip
_STATES = {
    "open": N_("open"), "same": N_("the same"), "other": N_("another one"), "new": N_("new unless you say otherwise"),
    "certain": N_("known for certain"),
}  # fmt: skip


class LikelyView(QWidget):
    """Ctrl+Y says the same as the first that it may be, Ctrl+N another one, Ctrl+L leaves it open.

    Enter goes to the comparison; there Enter says the same as the one of that column.
    """

    decided = Signal()
    """Something was said: the plan is to be made anew."""

    def __init__(self, model: Wizard, background: Background, state: State) -> None:
        super().__init__()
        self._model, self._background = model, background
        self._shown: Likely | None = None
        self.list = RecordTable("import-likely", _columns(), state)
        self.actions_of_list = [
            self.list.add_action(_("The same"), lambda ids: self._decide(ids, "same"), "Ctrl+Y"),
            self.list.add_action(_("Another one"), lambda ids: self._decide(ids, "other"), "Ctrl+N"),
            self.list.add_action(_("Leave it open"), lambda ids: self._decide(ids, "open"), "Ctrl+L"),
        ]
        self.compared = QTableWidget()
        self._lay_out()
        self.list.selection_changed.connect(self._choose)
        self.list.opened.connect(self._go_in)
        self.compared.cellActivated.connect(self._take)
        self.setFocusProxy(self.list)

    def show_model(self) -> int:
        """Show what the plan knows now, and go to the first where nobody was chosen; returns how many there are."""
        file = self._model.current
        likely = file.likely() if file is not None else []
        self.list.set_rows([_row(one) for one in likely])
        for action in self.actions_of_list:
            action.setVisible(file is not None and file.taken is None)
        if likely and not self.list.selected_ids() and self.list.rows.rowCount():
            self.list.select([self.list.rows.row(0)["id"]])
        self._choose(self.list.selected_ids())
        return len(likely)

    # -- parts

    def _lay_out(self) -> None:
        self.compared.setAccessibleName(_("The row of the list beside those that it may be"))
        self.compared.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.compared.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.compared.setTabKeyNavigation(False)
        self.compared.setWordWrap(False)
        self.compared.verticalHeader().setDefaultSectionSize(style.line_height(self))
        self.compared.verticalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        header = self.compared.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.list)
        splitter.addWidget(self.compared)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)

    def _find(self, record_id: str) -> Likely | None:
        file = self._model.current
        return next((one for one in file.likely() if one.id == record_id), None) if file is not None else None

    def _choose(self, ids: list[str]) -> None:
        one = self._find(ids[0]) if ids else None
        self.compared.setVisible(one is not None)
        if one == self._shown and one is not None:
            return
        self._shown = one
        file = self._model.current
        if one is None or file is None:
            return
        told = file.row_told(one.sheet, one.row)

        def read(tx: Any) -> list[Compared]:
            from trainer_app.importing.likely import beside

            return beside(tx, one, told)

        self._background.ask(read, lambda lines: self._show(lines) if one is self._shown else None)

    def _show(self, lines: list[Compared]) -> None:
        """What the list tells first; what is known otherwise is coloured."""
        if self._shown is None:
            return
        taken = [known.record_id == self._shown.decided for known in self._shown.candidates]
        self.compared.setColumnCount(1 + len(taken))
        self.compared.setRowCount(len(lines))
        titles = [_("May be {n}: this one").format(n=at) if said else _("May be {n}").format(n=at)
                  for at, said in enumerate(taken, 1)]  # fmt: skip
        self.compared.setHorizontalHeaderLabels([_("In the list"), *titles])
        self.compared.setVerticalHeaderLabels([line.label for line in lines])
        colour = QColor(style.colours(self).warning[0])
        for at, line in enumerate(lines):
            for column, text in enumerate(line.values):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if line.unlike and line.unlike[column]:
                    item.setBackground(colour)
                self.compared.setItem(at, column, item)

    # -- what the person says

    def _go_in(self, _id: str) -> None:
        if self.compared.rowCount():
            self.compared.setCurrentCell(0, 1)
            self.compared.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, _line: int, column: int) -> None:
        """The same as the known one of this column."""
        if column and self._shown is not None:
            self._decide([self._shown.id], "same", column - 1)
            self.list.view.setFocus()

    def _decide(self, ids: list[str], decision: Decision, at: int = 0) -> None:
        file = self._model.current
        if file is not None and file.taken is None:
            file.decide_likely([one for one in file.likely() if one.id in ids], decision, at)
            self.decided.emit()


def _columns() -> list[Column]:
    return [
        Column("sheet", _("Sheet"), width=14),
        Column("row", _("Row"), "year", width=7),
        Column("what", _("What"), "choice", tuple((kind, _(label)) for kind, label in _KINDS.items()), width=12),
        Column("name", _("In the list"), width=26),
        Column("known", _("May be"), width=26),
        Column("decided", _("Decided"), "choice", tuple((key, _(text)) for key, text in _STATES.items()), width=18),
        Column("why", _("Why"), width=52),
    ]


def _row(one: Likely) -> dict[str, Any]:
    return {
        "id": one.id, "what": one.kind, "name": one.name, "known": one.known.name, "why": one.known.sentence,
        "decided": one.state, "sheet": one.sheet, "row": one.row or None,
    }  # fmt: skip
