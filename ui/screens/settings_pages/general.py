"""The page of settings: the declared list as a form, each with its help beneath, saved as it is typed."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout

from trainer_app.errors import UserError
from trainer_app.texts import _
from ui import style
from ui.form import Field, Form
from ui.screen import Screen
from ui.screens.page import Page

if TYPE_CHECKING:
    from trainer_app.settings import Setting

THEME, SCALE, LANGUAGE = "look/theme", "look/font_scale", "look/language"
_WIDEST = 60  # letters of a line of help
_KINDS: dict[str, Any] = {
    "whole": "integer",
    **dict.fromkeys(("choice", "design", "wording", "paper", "watermark"), "choice"),
}


class GeneralPage(Page):
    """Settings of the database, and the look of the window, which belongs to this computer."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.form: Form | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    def load(self) -> None:
        def read(tx: Any) -> tuple[tuple[Setting, ...], dict[str, Any], list[str]]:
            from trainer_app import settings
            from trainer_app.countries import country_name

            known = settings.all_values(tx)
            known["country"] = country_name(known["country"], known["language"] or "en") or None
            known["follow_up_months"] = " ".join(map(str, known["follow_up_months"] or ())) or None
            return settings.SETTINGS, known, _countries(known["language"] or "en") if self.form is None else []

        self.owner.query(read, self._show, topic="settings")

    # -- parts

    def _show(self, answer: tuple[tuple[Setting, ...], dict[str, Any], list[str]]) -> None:
        declared, known, countries = answer
        if self.form is None:
            self._make(declared, countries)
        assert self.form is not None
        state = self.owner.state
        look = {THEME: state.get(THEME) or "system", SCALE: str(state.get(SCALE) or 1.0)}
        self.form.set_values({**known, **look})

    def _make(self, declared: tuple[Setting, ...], countries: list[str]) -> None:
        from trainer_app import settings

        fields = [
            Field(
                one.key,
                settings.label(one),
                _KINDS.get(one.kind, "text"),
                settings.choices(one), _(one.section),
                _(one.help) if one.help else "", offered=countries if one.kind == "country" else (),
            )
            for one in declared
        ]  # fmt: skip
        self.form = Form([*fields, *_look_fields()])
        _show_help(self.form, {field.label: field.hint for field in [*fields, *_look_fields()]})
        self.form.changed.connect(self._changed)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.form)
        self.setFocusProxy(self.form)

    def _changed(self, key: str, value: Any) -> None:
        if key in (THEME, SCALE):
            self._change_look(key, value)
            return

        def save(tx: Any) -> str | None:
            from trainer_app import settings

            settings.save(tx, key, value)
            return str(settings.get(tx, "your_name") or "") or None

        # Of this page, not of the screen: that would load again and take away what was typed and refused.
        label = _("Setting: {name}").format(name=key.replace("_", " "))
        self.owner.tasks.change(
            label, save, lambda author: self._saved(key, value, author), lambda error: self._refused(key, error),
            owner=self,
        )  # fmt: skip

    def _saved(self, key: str, value: Any, author: str | None) -> None:
        database: Any = self.owner.tasks.data
        database.author = author
        if key == "language":
            self.owner.state.set(LANGUAGE, value)
            self.owner.messages.info(_("The language is used from the next start of the application."))

    def _refused(self, key: str, error: Exception) -> None:
        if not isinstance(error, UserError):
            self.owner.tasks.failed.emit(error)
        elif self.form is not None:
            self.form.set_problem(key, str(error))

    def _change_look(self, key: str, value: Any) -> None:
        state = self.owner.state
        state.set(key, float(value) if key == SCALE and value else value)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        style.apply(app, state.get(THEME) or "system", float(state.get(SCALE) or 1.0))


def _look_fields() -> list[Field]:
    section = _("Look of the window on this computer")
    themes = (("system", _("As this computer")), ("light", _("Light")), ("dark", _("Dark")))
    scales = tuple((str(n / 100), f"{n} %") for n in (100, 125, 150, 175, 200))
    return [
        Field(THEME, _("Colours"), "choice", themes, section),
        Field(SCALE, _("Size of letters"), "choice", scales, section),
    ]


def _show_help(form: Form, helps: dict[str, str]) -> None:
    """Put each setting's help under its label, in smaller letters."""
    for label in form.findChildren(QLabel):
        told = helps.get(label.text())
        if told and label.buddy() is not None:
            label.setTextFormat(Qt.TextFormat.RichText)
            lines = "<br>".join(escape(line) for line in textwrap.wrap(told, _WIDEST))  # the fields keep their room
            label.setText(f"{escape(label.text())}<br><small>{lines}</small>")


def _countries(language: str) -> list[str]:
    """The names of all countries, to complete while typing."""
    from babel import Locale

    from trainer_app.countries import country_name, find_country

    codes = {find_country(str(code)) for code in Locale.parse("en").territories if len(str(code)) == 2}
    return sorted(country_name(code, language) for code in codes if code)
