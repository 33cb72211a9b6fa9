"""Step 2: what was understood. Our columns stand on top of the rows of the sheet, and each can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from trainer_app.formats import number_text
from trainer_app.importing.labels import KINDS, field_choices
from trainer_app.lists.kinds import PEOPLE
from trainer_app.texts import _, ngettext
from ui import style
from ui.screens.flow import Flow
from ui.screens.import_pages.code_page_box import CodePageBox
from ui.screens.import_pages.country_box import CountryBox
from ui.screens.import_pages.field_chooser import FieldChooser
from ui.screens.import_pages.sheet_model import SheetModel
from ui.screens.import_pages.step_page import StepPage
from ui.screens.page import told

if TYPE_CHECKING:
    from trainer_app.importing.shown import ShownSheet
    from trainer_app.importing.wizard import Wizard
    from ui.screens.import_pages.background import Background

WIDEST = 30  # characters of a column
LOOKED_AT = 60  # rows that a column's width is taken from
MOST_COURSES = 200  # the latest, that a list may go into


class ColumnsPage(StepPage):
    """Arrows go through the sheet, Enter says what a column is; Ctrl+PgUp and Ctrl+PgDown go through the sheets."""

    def __init__(self, model: Wizard, background: Background) -> None:
        super().__init__(model, background)
        self._filling = False
        self._shown: tuple[object, str] | None = None
        self.sheets = QTreeWidget()
        self.sheets.setAccessibleName(_("Sheets"))
        self.sheets.setHeaderLabels([_("Sheet"), _("Rows"), _("Left out")])
        self.sheets.setRootIsDecorated(False)
        self.rows = SheetModel()
        self.view = _SheetView(self.rows)
        self.headline = told(strong=True)
        self.about = told()
        self.product = QComboBox()
        self.course = QComboBox()
        self.country = CountryBox()
        self.code_page = CodePageBox(_("Letters look wrong? &Read as:"))
        self.field_button = self.act(_("What is this &column? …"), "F4", self._ask_field, _("Enter does the same"))
        self._lay_out()
        self.sheets.currentItemChanged.connect(lambda _now, _before: self._choose_sheet())
        self.view.asked.connect(self._ask_field)
        self.view.sheet_wanted.connect(self._step_sheet)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.product.activated.connect(lambda _at: self._choose_option("product", self.product.currentData()))
        self.course.activated.connect(lambda _at: self._choose_option("course", self.course.currentData()))
        self.country.chosen.connect(self._choose_country)
        self.code_page.chosen.connect(self._choose_code_page)
        self.setFocusProxy(self.view)

    def enter(self) -> None:
        self._offer_courses()
        super().enter()

    def show_model(self) -> None:
        file = self.model.current
        sheets = file.sheets() if file is not None else []
        current = self._sheet_name()
        self._filling = True
        self.sheets.clear()
        for sheet in sheets:
            item = QTreeWidgetItem(self.sheets, [sheet.name, *_counts(sheet)])
            item.setToolTip(0, _about_sheet(sheet))
        names = [sheet.name for sheet in sheets]
        first = next((number for number, sheet in enumerate(sheets) if sheet.tables), 0)
        at = names.index(current) if current in names and self._shown and self._shown[0] is file else first
        if sheets:
            self._go_to_sheet(at)
        self._filling = False
        self._show_sheet(sheets[at] if sheets else None)
        self._show_options()
        self.headline.setText(_headline(sheets) if sheets else self.under_way(_("The list is being read …")))

    # -- parts

    def _lay_out(self) -> None:
        product_label = QLabel(_("Where the list does not tell, this was &taught:"))
        product_label.setBuddy(self.product)
        course_label = QLabel(_("&Everybody goes into:"))
        course_label.setBuddy(self.course)
        country_label = QLabel(_("P&hones and places are of:"))
        country_label.setBuddy(self.country)
        for box in (self.product, self.course):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(26)
        line = Flow()
        line.addWidget(self.field_button)
        line.add_group(product_label, self.product)
        line.add_group(course_label, self.course)
        line.add_group(country_label, self.country)
        line.addWidget(self.code_page)
        header = self.sheets.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        splitter = QSplitter()
        splitter.addWidget(self.sheets)
        splitter.addWidget(self.view)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        width = self.fontMetrics().averageCharWidth()
        splitter.setSizes([width * 34, width * 140])
        self.about.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)
        self.about.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.addWidget(self.headline)
        column_box.addLayout(line)
        column_box.addWidget(splitter, 1)
        column_box.addWidget(self.about)

    def _sheet_name(self) -> str:
        item = self.sheets.currentItem()
        return item.text(0) if item is not None else ""

    def _choose_sheet(self) -> None:
        file = self.model.current
        if self._filling or file is None:
            return
        name = self._sheet_name()
        self._show_sheet(next((sheet for sheet in file.sheets() if sheet.name == name), None))

    def _step_sheet(self, step: int) -> None:
        item = self.sheets.currentItem()
        if item is not None:
            self._go_to_sheet(self.sheets.indexOfTopLevelItem(item) + step)

    def _go_to_sheet(self, at: int) -> None:
        item = self.sheets.topLevelItem(at)
        if item is not None:
            self.sheets.setCurrentItem(item)

    def _show_sheet(self, sheet: ShownSheet | None) -> None:
        """Show a sheet from its headings on, or where the person was in it."""
        file = self.model.current
        again = sheet is not None and self._shown == (file, sheet.name)
        index = self.view.currentIndex()
        row, column = (index.row(), index.column()) if again and index.isValid() else _start(sheet)
        scrolled = self.view.verticalScrollBar().value(), self.view.horizontalScrollBar().value()
        self.rows.show_sheet(sheet, row)
        self._shown = (file, sheet.name) if sheet is not None else None
        if sheet is None or not sheet.height or not sheet.width:
            self.about.setText("")
            return
        if again:
            self.view.verticalScrollBar().setValue(scrolled[0])
            self.view.horizontalScrollBar().setValue(scrolled[1])
        else:
            self.view.fit(sheet)
        self.view.setCurrentIndex(self.rows.index(min(row, sheet.height - 1), min(column, sheet.width - 1)))

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.rows.go_to_row(index.row())
        text = self.rows.about(index.row(), index.column())
        if self.rows.sheet is not None and not self.rows.sheet.tables:
            text = _(
                "No list was found on this sheet. If there is one: go to the cell of a heading, press Enter, and say "
                "what stands under it. Two headings are enough."
            )
        self.about.setText(text)

    def _ask_field(self) -> None:
        """Ask what the column is in which the person is."""
        index, sheet = self.view.currentIndex(), self.rows.sheet
        catalogue = self.background.catalogue
        if sheet is None or not index.isValid() or catalogue is None:
            return
        table = sheet.table(self.rows.at_row)
        shown = sheet.column(self.rows.at_row, index.column())
        heading = shown.heading if shown is not None else sheet.typed(index.row(), index.column())
        if not heading.strip():
            self.about.setText(_("This cell is empty. Go to the cell of a heading, and press Enter."))
            return
        now = [guess.field for guess in table.columns if guess.field] if table is not None else []
        own = (shown.field or "") if shown is not None else ""
        base = own.partition(":")[0]
        choices = field_choices(table.kind if table is not None else PEOPLE, catalogue, now)
        known = [field for field, _label in choices]
        dialog = FieldChooser(heading, choices, own if own in known else base, self)
        dialog.chosen.connect(lambda field: self._name_column(heading, field, base))
        dialog.open()

    def _name_column(self, heading: str, field: str, before: str) -> None:
        file, sheet = self.model.current, self.rows.sheet
        if file is None or sheet is None or field == before:
            return
        file.name_column(sheet.table(self.rows.at_row), heading, field)
        self.changed.emit()

    # -- where the list does not tell

    def _offer_courses(self) -> None:
        def read(tx: Any) -> list[tuple[str, str]]:
            from trainer_app.courses.course_list import rows

            found = rows(tx, limit=MOST_COURSES)
            return [(row.id, f"{row.code or ''} {row.title or row.products or ''}".strip()) for row in found]

        self.background.ask(read, self._fill_courses)

    def _fill_courses(self, courses: list[tuple[str, str]]) -> None:
        self.course.clear()
        self.course.addItem(_("the courses that the list tells"), None)
        for course_id, label in courses:
            self.course.addItem(label, course_id)
        self._show_options()

    def _show_options(self) -> None:
        file, catalogue = self.model.current, self.background.catalogue
        if catalogue is not None and not self.product.count():
            self.product.addItem(_("nothing is taken for it"), None)
            for product in catalogue.products():
                self.product.addItem(f"{product.code} {product.name('en')}", product.code)
        if file is None:
            return
        self.product.setCurrentIndex(max(self.product.findData(file.choices.product), 0))
        self.course.setCurrentIndex(max(self.course.findData(file.choices.course), 0))
        self.country.show_file(file)
        self.code_page.show_file(file)

    def _choose_option(self, name: str, value: str | None) -> None:
        if self.model.current is not None:
            self.model.current.choose(**{name: value})
            self.changed.emit()

    def _choose_country(self, code: str) -> None:
        if self.model.current is not None:
            self.model.current.choose_country(code)
            self.changed.emit()

    def _choose_code_page(self, encoding: str) -> None:
        if self.model.current is not None:
            self.model.current.encoding = encoding
            self.changed.emit()


class _SheetView(QTableView):
    """The sheet. Enter or a click on top of a column asks what it is."""

    asked = Signal()
    sheet_wanted = Signal(int)

    def __init__(self, rows: SheetModel) -> None:
        super().__init__()
        self.setModel(rows)
        self.setAccessibleName(_("Rows of the sheet"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setHighlightSections(True)
        self.verticalHeader().setDefaultSectionSize(style.line_height(self))
        self.horizontalHeader().sectionClicked.connect(self._clicked)

    def fit(self, sheet: ShownSheet) -> None:
        """Give each column the room of its headings and first rows; titles above reach over several anyway."""
        metrics, header = self.fontMetrics(), self.horizontalHeader()
        most = metrics.averageCharWidth() * WIDEST
        rows = [row for row in range(sheet.height) if sheet.role(row) in ("row", "heading")][:LOOKED_AT]
        for column in range(sheet.width):
            texts = [sheet.typed(row, column) for row in rows or range(min(sheet.height, LOOKED_AT))]
            width = max((metrics.horizontalAdvance(text) for text in texts), default=0) + metrics.height() + 8
            self.setColumnWidth(column, max(min(width, most), header.sectionSizeHint(column)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self.asked.emit()
        elif control and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.sheet_wanted.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _clicked(self, section: int) -> None:
        row = max(self.currentIndex().row(), 0)
        self.setCurrentIndex(self.model().index(row, section))
        self.asked.emit()


def _start(sheet: ShownSheet | None) -> tuple[int, int]:
    """The first row of the first table."""
    if sheet is None or not sheet.tables or not sheet.tables[0].rows:
        return 0, 0
    return sheet.tables[0].rows[0].row_number - 1, 0


def _counts(sheet: ShownSheet) -> tuple[str, str]:
    rows = sum(len(table.rows) for table in sheet.tables)
    return number_text(rows) if rows else "–", number_text(len(sheet.skipped)) if sheet.skipped else ""


def _about_sheet(sheet: ShownSheet) -> str:
    """What was found on a sheet, and how many rows were left out for which reason."""
    lines = [
        ngettext("{kind}: {n} row", "{kind}: {n} rows", len(table.rows)).format(
            kind=_(KINDS[table.kind]), n=len(table.rows)
        )
        for table in sheet.tables
    ]
    reasons = list(sheet.skipped.values())
    lines += [
        _("left out, {reason}: {n}").format(reason=reason, n=reasons.count(reason)) for reason in dict.fromkeys(reasons)
    ]
    return "\n".join(lines)


def _headline(sheets: list[ShownSheet]) -> str:
    tables = [table for sheet in sheets for table in sheet.tables]
    rows, left = sum(len(table.rows) for table in tables), sum(len(sheet.skipped) for sheet in sheets)
    kinds = ", ".join(dict.fromkeys(_(KINDS[table.kind]) for table in tables))
    if not tables:
        return _("No list was found in this file. Say what its headings are.")
    parts = [
        ngettext("{n} table", "{n} tables", len(tables)).format(n=len(tables)),
        ngettext("{n} row", "{n} rows", rows).format(n=number_text(rows)),
        ngettext("{n} row left out", "{n} rows left out", left).format(n=number_text(left)),
    ]
    return _("{kinds}: {parts}.").format(kinds=kinds, parts=", ".join(parts))
