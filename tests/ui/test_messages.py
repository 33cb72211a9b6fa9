"""One bar: grave messages stay and are not pushed away, good news passes."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ui import messages as messages_module
from ui.messages import MessageBar


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    bar = MessageBar()
    qtbot.addWidget(bar)
    return bar


def _text(bar: MessageBar) -> str:
    return bar.message.text if bar.message is not None else ""


def test_an_error_stays_before_good_news_and_further_errors_wait(bar: MessageBar) -> None:
    bar.success("Saved.")
    bar.error("The disk is full.")
    bar.success("Saved again.")
    bar.error("The file is locked.")
    bar.error("The file is locked.")
    assert _text(bar) == "The disk is full."
    bar.close_message()
    assert _text(bar) == "The file is locked."
    bar.close_message()
    assert bar.message is None
    assert bar.isHidden()


def test_good_news_passes_and_warnings_stay(bar: MessageBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages_module, "PASSING_MS", 10)
    bar.success("Saved.")
    qtbot.waitUntil(bar.isHidden)
    bar.warning("The last backup is 8 days old.")
    qtbot.wait(40)
    assert _text(bar) == "The last backup is 8 days old."


def test_what_can_be_done_is_a_button(bar: MessageBar) -> None:
    done: list[Any] = []
    bar.warning("The last backup is 8 days old.", "Back up now", lambda: done.append(1))
    bar._action.click()
    assert done == [1]
    assert bar.isHidden()
