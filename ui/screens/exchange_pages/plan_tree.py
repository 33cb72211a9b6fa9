"""The workbooks of a plan with their sheets and counts; a mark in front says whether each is taken."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from trainer_app.exchange.acceptance import OTHER
from trainer_app.exchange.signatures import ALARMS
from trainer_app.file_names import called, located
from trainer_app.texts import _
from trainer_app.workbook.sheets import SHEETS
from ui import style, values
from ui.screens.exchange_pages import plan_text

if TYPE_CHECKING:
    from trainer_app.exchange.merging import FilePlan, Plan

_KEY = Qt.ItemDataRole.UserRole
_FIRST_COUNT = 2  # the first section with a count
_TAKEN, _PARTLY, _LEFT = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked


class PlanTree(QTreeWidget):
    """Space takes a workbook or sheet in or leaves it out; the arrows open and close."""

    current_changed = Signal(int, str)
    """The number of the workbook and the key of the sheet ("" : all of it) that the person is at."""
    left_changed = Signal()
    """Something was left out, or is taken again."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._left: dict[int, set[str]] = {}  # sheets left out, per workbook
        self.setAccessibleName(_("Workbooks and sheets"))
        self.setHeaderLabels(
            [
                _("Workbook, sheet"),
                _("From"),
                _("Rows"),
                _("New"),
                _("Changed"),
                _("Same"),
                _("Held back"),
                _("Refused"),
            ]
        )
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setResizeContentsPrecision(0)  # measures what is seen, not every workbook of a folder
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 7)
        header.resizeSection(1, self.fontMetrics().averageCharWidth() * 26)
        for section in range(_FIRST_COUNT, self.columnCount()):
            alignment = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
            self.headerItem().setTextAlignment(section, alignment)
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        self.headerItem().setToolTip(6, _("Waiting for a decision: in conflict, or left out"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._tell_current)
        self.currentItemChanged.connect(lambda _now, _was: self._pause.start(0))
        self.itemExpanded.connect(self._add_sheets)
        self.itemChanged.connect(self._marked)

    def show_plan(self, plan: Plan) -> None:
        """Show a plan; what was left out of the same plan stays left out."""
        if plan is not self._plan:
            self._left = {}
        self._plan = plan
        self.blockSignals(True)
        self.clear()
        order = sorted(range(len(plan.files)), key=lambda at: not plan.files[at].problem)
        self.addTopLevelItems([self._file_item(at, plan.files[at]) for at in order])
        self.blockSignals(False)
        first = self.topLevelItem(0)
        if first is not None:
            first.setExpanded(len(plan.files) == 1)
            self.setCurrentItem(first)

    def left_sheets(self, at: int) -> frozenset[str]:
        """The keys of the sheets of a workbook that are left out."""
        return frozenset(self._left.get(at, ()))

    def is_left(self, at: int) -> bool:
        """Whether a workbook is left out as a whole."""
        assert self._plan is not None
        sheets = self._left.get(at, set())
        return bool(sheets) and sheets >= set(_sheets(self._plan.files[at]))

    def wanted_height(self) -> int:
        """The height at which all its lines are seen."""
        lines = sum(
            1 + top.childCount() * top.isExpanded()
            for top in map(self.topLevelItem, range(self.topLevelItemCount()))
            if top
        )
        return self.header().height() + lines * self.sizeHintForRow(0) + 2 * self.frameWidth() + 4

    # -- parts

    def _tell_current(self) -> None:
        item = self.currentItem()
        if item is not None:
            at, sheet = item.data(0, _KEY)
            self.current_changed.emit(at, sheet)

    def _file_item(self, at: int, file: FilePlan) -> QTreeWidgetItem:
        if file.problem:
            item = QTreeWidgetItem([called(file.path), _("not taken")])
            item.setForeground(1, QBrush(QColor(style.colours(self).error[1])))
        else:
            item = self._counted([called(file.path), plan_text.sender(file)], plan_text.totals(file))
            item.setToolTip(1, file.signature)
            if file.seal in ALARMS:
                item.setText(1, _("Ask: {sender}").format(sender=plan_text.sender(file)))
                item.setForeground(1, QBrush(QColor(style.colours(self).error[1])))
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            self._mark(item, self._state(at))
        item.setData(0, _KEY, (at, ""))
        item.setToolTip(0, located(file.path))
        return item

    def _add_sheets(self, item: QTreeWidgetItem) -> None:
        """A folder may bring hundreds of workbooks: their sheets are made when they are looked at."""
        at, sheet = item.data(0, _KEY)
        if sheet or item.childCount() or self._plan is None:
            return
        file = self._plan.files[at]
        self.blockSignals(True)
        for key in _sheets(file):
            ledger = next((one for one in file.ledgers if one.sheet == key), None)
            counts = {name: getattr(ledger, name) for name in plan_text.COUNTS} if ledger else {}
            child = self._counted([plan_text.sheet_label(key), ""], counts)
            child.setData(0, _KEY, (at, key))
            self._mark(child, _LEFT if key in self._left.get(at, ()) else _TAKEN)
            item.addChild(child)
        self.blockSignals(False)

    def _mark(self, item: QTreeWidgetItem, state: Qt.CheckState) -> None:
        if self._plan is not None and not self._plan.applied:
            item.setCheckState(0, state)

    def _state(self, at: int) -> Qt.CheckState:
        if not self._left.get(at):
            return _TAKEN
        return _LEFT if self.is_left(at) else _PARTLY

    def _marked(self, item: QTreeWidgetItem, section: int) -> None:
        """The person changed a mark: those of the sheets follow the workbook's, and the other way round."""
        if section != 0 or self._plan is None:
            return
        at, sheet = item.data(0, _KEY)
        left = self._left.setdefault(at, set())
        if not sheet:
            everything = _sheets(self._plan.files[at]) if item.checkState(0) == _LEFT else []
            left.clear()
            left.update(everything)
        elif item.checkState(0) == _LEFT:
            left.add(sheet)
        else:
            left.discard(sheet)
        self._show_marks(item.parent() or item)
        self.left_changed.emit()

    def _show_marks(self, top: QTreeWidgetItem) -> None:
        at = top.data(0, _KEY)[0]
        self.blockSignals(True)
        self._mark(top, self._state(at))
        for child in filter(None, (top.child(number) for number in range(top.childCount()))):
            self._mark(child, _LEFT if child.data(0, _KEY)[1] in self._left[at] else _TAKEN)
        self.blockSignals(False)
        self.viewport().update()

    def _counted(self, texts: list[str], counts: dict[str, int]) -> QTreeWidgetItem:
        shown = [_number(counts[name]) if counts else "" for name in plan_text.COUNTS]
        item = QTreeWidgetItem(texts + shown)
        theme = style.colours(self)
        for section, name in enumerate(plan_text.COUNTS, start=_FIRST_COUNT):
            item.setTextAlignment(section, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            if counts.get(name) and name in ("held", "refused"):
                colour = theme.warning[1] if name == "held" else theme.error[1]
                font = item.font(section)
                font.setBold(True)
                item.setFont(section, font)
                item.setForeground(section, QBrush(QColor(colour)))
        return item


@lru_cache(1000)
def _number(n: int) -> str:
    """A count as the person writes numbers; a folder of workbooks has thousands of counts, mostly the same."""
    return values.shown("integer", n)


def _sheets(file: FilePlan) -> list[str]:
    """The sheets of a workbook in their usual order, and OTHER where it brings what stands on none."""
    order = [sheet.key for sheet in SHEETS]
    found = sorted((ledger.sheet for ledger in file.ledgers), key=order.index)
    places = {one.sheet for one in file.differences}
    places |= {one.sheet for one in file.created if one.table not in plan_text.UNTOLD}
    return [*found, OTHER] if OTHER in places else found
