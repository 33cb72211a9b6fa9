"""What the window remembers on this computer: its size, theme, lists' columns, views, text in the making."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QSettings


class State:
    """Small values by key, in the person's own settings on this computer; never records, never exchanged.

    Keys used: `window/geometry`, `look/theme`, `look/font_scale`, `look/language`, `tables/<name>`,
    `views/<name>`, `last/database`, `last/screen`.
    """

    def __init__(self, file: str | None = None) -> None:
        ini = QSettings.Format.IniFormat
        self._settings = (
            QSettings(file, ini) if file else QSettings(ini, QSettings.Scope.UserScope, "trainer-app", "window")
        )

    def get(self, key: str, default: Any = None) -> Any:
        """The value (anything JSON can say); the default where there is none or the file was tampered with."""
        text = self._settings.value(key)
        if not isinstance(text, str):
            return default
        import json  # not before the first window, which is content with `word`

        try:
            return json.loads(text)
        except ValueError:
            return default

    def set(self, key: str, value: Any) -> None:
        """Remember a value; None forgets it."""
        if value is None:
            self._settings.remove(key)
            return
        import json

        self._settings.setValue(key, json.dumps(value, ensure_ascii=False))

    def word(self, key: str) -> str:
        """A value of letters and digits alone, such as a language or a size; "" where there is none."""
        return str(self._settings.value(key) or "").strip('"')

    def get_bytes(self, key: str) -> QByteArray:
        """What Qt itself saved, such as a window's geometry."""
        return QByteArray.fromHex(self.word(key).encode())

    def set_bytes(self, key: str, value: QByteArray) -> None:
        self.set(key, value.toHex().toStdString())
