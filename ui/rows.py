"""The rows of a list as Qt's views want them: given, never queried; sorted by their own values, filtered as shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCollator, QLocale, QModelIndex, QPersistentModelIndex, Qt

from trainer_app import formats
from ui import filters, style, values

Row = Mapping[str, Any]
Index = QModelIndex | QPersistentModelIndex
NATIVE = Qt.ItemDataRole.UserRole  # the value itself
_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class Column:
    """A column of a list or grid. `title` is in the person's language.

    `fill` is (value, label) of what the grid offers for a whole column, such as ("present", "All present").
    `check` gives a sentence for a value that is not right; it is kept and shown with its problem all the same.
    `tone` gives a cell's ground by its value, in a grid; the value says the same in words.
    `suggests`: the grid tells what is being typed here (EditableTable.typing) and takes offers.
    """

    key: str
    title: str
    kind: values.Kind = "text"
    choices: values.Choices = ()
    width: int = 0  # characters; 0: after the content
    shown: bool = True  # before the person chooses columns
    editable: bool = True  # in a grid
    hint: str = ""
    fill: tuple[Any, str] | None = None
    check: Callable[[Any], str | None] | None = None
    suggests: bool = False
    tone: Callable[[Any], style.Tone | None] | None = None

    def text(self, value: Any) -> str:
        """As a person reads it."""
        return values.shown(self.kind, value, self.choices)

    def seen(self, value: Any) -> str:
        """The same in a cell of a list, where telephone numbers keep their order in every language."""
        text = self.text(value)
        return formats.phones_text(text) if self.kind == "phones" else text

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        if self.kind == "mark":
            return Qt.AlignmentFlag.AlignCenter
        end = Qt.AlignmentFlag.AlignTrailing if self.kind in values.NUMBERS else Qt.AlignmentFlag.AlignLeading
        return end | Qt.AlignmentFlag.AlignVCenter


class Rows(QAbstractTableModel):
    """Rows are mappings with an "id" and the columns' keys. Good for about 5,000 rows; let queries narrow the rest."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.rows: Sequence[Row] = ()
        self._order: list[int] = []
        self._texts: dict[int, str] = {}
        self.quick = ""
        self.filters: dict[str, str] = {}
        self.sorted_by: tuple[str, bool] | None = None  # key, descending
        locale = QLocale()
        if locale.language() == QLocale.Language.C:  # which would put É after z
            locale = QLocale(QLocale.Language.English)
        self._collator = QCollator(locale)
        self._collator.setNumericMode(True)
        self._collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    # -- given

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, in the sorting and filters that are set."""
        self.beginResetModel()
        self.rows = rows
        self._texts = {}
        self._order = self._arranged()
        self.endResetModel()

    def arrange(
        self,
        *,
        quick: str | None = None,
        by_column: Mapping[str, str] | None = None,
        sort: tuple[str, bool] | None = None,
    ) -> None:
        """Filter by words that stand anywhere in the row, filter per column, sort by a column."""
        self.beginResetModel()
        self.quick = self.quick if quick is None else quick
        self.filters = self.filters if by_column is None else {key: text for key, text in by_column.items() if text}
        self.sorted_by = sort or self.sorted_by
        self._order = self._arranged()
        self.endResetModel()

    # -- asked

    def row(self, line: int) -> Row:
        """The row on a line of the view."""
        return self.rows[self._order[line]]

    def line_of(self, record_id: str) -> int:
        """The line on which a record is shown; -1 if it is not."""
        return next((line for line, at in enumerate(self._order) if self.rows[at]["id"] == record_id), -1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        value = self.row(index.row()).get(column.key)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.seen(value)
        if role == NATIVE:
            return value
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.hint or column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self.arrange(sort=(self.columns[column].key, order == Qt.SortOrder.DescendingOrder))

    def _arranged(self) -> list[int]:
        words = filters.fold(self.quick).split()
        columns = {column.key: column for column in self.columns}
        wanted = [(columns[key], text) for key, text in self.filters.items() if key in columns]
        order = [at for at in range(len(self.rows)) if self._meets(at, words, wanted)]
        if self.sorted_by is None or self.sorted_by[0] not in columns:
            return order
        key, descending = self.sorted_by
        known = [at for at in order if self.rows[at].get(key) is not None]
        unknown = [at for at in order if self.rows[at].get(key) is None]  # last, whichever way
        by = self._sort_key(columns[key])
        return sorted(known, key=lambda at: by(self.rows[at][key]), reverse=descending) + unknown

    def _sort_key(self, column: Column) -> Callable[[Any], Any]:
        if column.choices:
            places = {value: place for place, (value, _label) in enumerate(column.choices)}
            return lambda value: places.get(value, len(places))
        if column.kind in ("integer", "decimal", "date", "yes_no"):
            return lambda value: value
        return lambda value: self._collator.sortKey(str(value))

    def prepare(self, count: int = 100) -> bool:
        """Make the texts that the quick filter looks through ready for some more rows; whether any are left.

        Called while nothing else is to be done, so that the first letter typed finds them.
        """
        start = len(self._texts)
        for at in range(start, min(start + count, len(self.rows))):
            self._text(at)
        return len(self._texts) < len(self.rows)

    def _text(self, at: int) -> str:
        text = self._texts.get(at)
        if text is None:
            row = self.rows[at]
            text = "\n".join(filters.fold(column.text(row.get(column.key))) for column in self.columns)
            self._texts[at] = text
        return text

    def _meets(self, at: int, words: list[str], wanted: list[tuple[Column, str]]) -> bool:
        row = self.rows[at]
        if words:
            text = self._text(at)
            if not all(word in text for word in words):
                return False
        return all(
            filters.meets(column.kind, row.get(column.key), column.text(row.get(column.key)), expression)
            for column, expression in wanted
        )
