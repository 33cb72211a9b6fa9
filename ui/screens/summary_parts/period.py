"""Periods that people report for, by their usual names, and the field that chooses one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from trainer_app.errors import UserError
from trainer_app.texts import N_, _
from ui import values

Span = tuple[date, date]


def _year(year: int, years: int = 1) -> Span:
    return date(year, 1, 1), date(year + years - 1, 12, 31)


def _quarter(number: int) -> Span:
    """The quarter with this running number: year x 4 + 0 to 3."""
    year, month = number // 4, number % 4 * 3 + 3
    return date(year, month - 2, 1), date(year, month, monthrange(year, month)[1])


def _running_quarter(today: date) -> int:
    return today.year * 4 + (today.month - 1) // 3


PERIODS: dict[str, tuple[str, Callable[[date], Span]]] = {
    "this_year": (N_("This year"), lambda today: _year(today.year)),
    "last_year": (N_("Last year"), lambda today: _year(today.year - 1)),
    "this_quarter": (N_("This quarter"), lambda today: _quarter(_running_quarter(today))),
    "last_quarter": (N_("Quarter before this one"), lambda today: _quarter(_running_quarter(today) - 1)),
    # A biennium of the ILO begins with an even year.
    "this_biennium": (N_("Biennium, the present one"), lambda today: _year(today.year - today.year % 2, 2)),
    "last_biennium": (N_("Biennium before that"), lambda today: _year(today.year - today.year % 2 - 2, 2)),
}
"""By key, in the order offered: name, and the first and last day for a given today."""
FREE = "free"


class PeriodField(QWidget):
    """A usual period, or two days of one's own."""

    changed = Signal()
    """There is another period; not while a day is half typed or wrong."""

    def __init__(self, chosen: str, span: Span | None, today: date) -> None:
        """`chosen` is a key of PERIODS or FREE; then `span` has its days."""
        super().__init__()
        self._today = today
        self._span = _year(today.year)
        self.choice = QComboBox()
        for key, (label, _span) in PERIODS.items():
            self.choice.addItem(_(label), key)
        self.choice.addItem(_("From … to …"), FREE)
        self.choice.setAccessibleName(_("Period"))
        self.first, self.last = QLineEdit(), QLineEdit()
        self.problem = ""
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.choice)
        for edit, name, sign in ((self.first, _("First day"), ""), (self.last, _("Last day"), "–")):
            edit.setAccessibleName(name)
            edit.setFixedWidth(self.fontMetrics().averageCharWidth() * 17)
            edit.editingFinished.connect(self._typed)
            if sign:
                line.addWidget(QLabel(sign))
            line.addWidget(edit)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0))
        self.choice.currentIndexChanged.connect(lambda _at: self._chosen())
        self.setFocusProxy(self.choice)
        if chosen == FREE and span is not None:
            self._span = span
        self._show()

    def span(self) -> Span:
        """First and last day, both in it."""
        return self._span

    def key(self) -> str:
        """The key of the period, or FREE."""
        return str(self.choice.currentData())

    def _chosen(self) -> None:
        if self.key() != FREE:
            self._show()
            self.changed.emit()
        else:
            self.first.setFocus()
            self.first.selectAll()

    def _show(self) -> None:
        if self.key() != FREE:
            self._span = PERIODS[self.key()][1](self._today)
        for edit, day in zip((self.first, self.last), self._span, strict=True):
            edit.setText(values.shown("date", day))
            edit.setCursorPosition(0)
        self._say("")

    def _typed(self) -> None:
        try:
            first, last = (values.read("date", edit.text()) for edit in (self.first, self.last))
        except UserError as error:
            self._say(str(error))
            return
        if first is None or last is None:
            self._say(_("A period needs a first and a last day."))
        elif last < first:
            self._say(_("The last day lies before the first one."))
        elif (first, last) != self._span:
            self._span = first, last
            self.choice.blockSignals(True)
            self.choice.setCurrentIndex(self.choice.findData(FREE))
            self.choice.blockSignals(False)
            self._show()
            self.changed.emit()
        else:
            self._show()

    def _say(self, problem: str) -> None:
        self.problem = problem
        for edit in (self.first, self.last):
            edit.setToolTip(problem)
            edit.setAccessibleDescription(problem)
