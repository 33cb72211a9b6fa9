"""Chooses what a course teaches: a programme, and one or more of its products."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import _

CODE = Qt.ItemDataRole.UserRole


class Offer(NamedTuple):
    """One programme with its products, as (code, what is shown)."""

    code: str
    label: str
    products: tuple[tuple[str, str], ...]


def offers(catalogue: Catalogue, language: str) -> list[Offer]:
    """All programmes of this computer, products for learners before those that train trainers."""
    found = []
    for programme in catalogue.programmes:
        products = sorted(programme.products, key=lambda product: product.makes is not None)
        labels = tuple((one.code, f"{one.code} – {one.name(language)}") for one in products)
        found.append(Offer(programme.code, f"{programme.code} – {programme.name(language)}", labels))
    return found


class ProductChooser(QWidget):
    """Space or a click takes a product; several may be taken, of one programme."""

    changed = Signal(list)
    """The codes of the products that are chosen."""

    def __init__(self, programmes: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programmes = list(programmes)
        self.programme = QComboBox()
        self.programme.addItems([offer.label for offer in self._programmes])
        self.programme.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.programme.setMinimumContentsLength(30)
        self.products = QListWidget()
        self.products.setAccessibleName(_("Products"))
        self.products.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.products.setTextElideMode(Qt.TextElideMode.ElideRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for text, widget in ((_("Programme"), self.programme), (_("Products (Space takes one)"), self.products)):
            label = QLabel(text)
            label.setBuddy(widget)
            column.addWidget(label)
            column.addWidget(widget)
        self.setFocusProxy(self.programme)
        self.programme.currentIndexChanged.connect(self._fill)
        self.products.itemChanged.connect(lambda _item: self.changed.emit(self.chosen()))
        self._fill(0)

    def chosen(self) -> list[str]:
        """The codes of the products that are taken, in the order of the list."""
        items = [self.products.item(row) for row in range(self.products.count())]
        return [item.data(CODE) for item in items if item.checkState() == Qt.CheckState.Checked]

    def choose(self, codes: Sequence[str]) -> None:
        """Show these as taken."""
        for number, offer in enumerate(self._programmes):
            if codes and codes[0] in dict(offer.products):
                self.programme.setCurrentIndex(number)
        for row in range(self.products.count()):
            item = self.products.item(row)
            taken = item.data(CODE) in codes
            item.setCheckState(Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked)

    def _fill(self, number: int) -> None:
        self.products.blockSignals(True)
        self.products.clear()
        for code, label in self._programmes[number].products if self._programmes else ():
            item = QListWidgetItem(label)
            item.setToolTip(label)
            item.setData(CODE, code)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.products.addItem(item)
        if self.products.count() == 1:
            self.products.item(0).setCheckState(Qt.CheckState.Checked)
        self.products.setCurrentRow(0)
        self.products.blockSignals(False)
        self.changed.emit(self.chosen())


class ProductsDialog(QDialog):
    """Asks for the products of a course that is there already."""

    def __init__(self, programmes: Sequence[Offer], codes: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What the course teaches"))
        self.chooser = ProductChooser(programmes)
        self.chooser.choose(codes)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.chooser)
        column.addWidget(buttons)
        wide = self.fontMetrics().averageCharWidth()
        self.resize(wide * 60, wide * 50)
