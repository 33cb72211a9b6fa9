"""Both themes can be read by everybody, and icons are drawn."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui import icons, style


@pytest.mark.parametrize("theme", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_texts_have_aa_contrast_on_their_grounds(theme: style.Colours) -> None:
    grounds = (theme.window, theme.base, theme.alternate)
    for text, ground in itertools.product((theme.text, theme.muted, theme.link, theme.problem), grounds):
        assert style.contrast(text, ground) >= 4.5, (text, ground)
    assert style.contrast(theme.text, theme.button) >= 4.5
    assert style.contrast(theme.muted, theme.button) >= 4.5
    assert style.contrast(theme.on_accent, theme.accent) >= 4.5
    for ground, text in (theme.info, theme.success, theme.warning, theme.error):
        assert style.contrast(text, ground) >= 4.5, (text, ground)


@pytest.mark.parametrize("theme", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_rings_lines_and_marks_have_three_to_one(theme: style.Colours) -> None:
    for colour, ground in itertools.product((theme.accent, theme.line, style.DANGER), (theme.base, theme.alternate)):
        assert style.contrast(colour, ground) >= 3, (colour, ground)


def test_contrast_is_that_of_the_standard() -> None:
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", icons.DRAWINGS)
def test_every_icon_draws_something(qapp: QApplication, name: str) -> None:
    image = icons.icon(name, "#000000").pixmap(20).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def test_theme_font_and_direction_are_applied_and_taken_back(qapp: QApplication) -> None:
    font, palette = qapp.font(), qapp.palette()
    try:
        style.apply(qapp, "dark", 2.0)
        size = qapp.font().pointSizeF()
        assert style.colours() is style.DARK
        style.apply(qapp, "light", 1.0)
        assert style.colours() is style.LIGHT
        assert qapp.font().pointSizeF() == pytest.approx(size / 2)
        style.apply_direction(qapp, "ar")
        assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    finally:
        style.apply_direction(qapp, "en")
        qapp.setFont(font)
        qapp.setPalette(palette)
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
