"""A list's columns, order and filter, saved under a name."""

import json
from typing import Any

from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id
from db.models import SavedView
from trainer_app.errors import UserError
from trainer_app.formats import fold
from trainer_app.texts import _


def names(tx: Transaction, screen: str) -> list[str]:
    """The names of a screen's views, in their alphabet."""
    views = tx.find(SavedView, col(SavedView.screen) == screen)
    return sorted((view.name for view in views if view.name), key=fold)


def get(tx: Transaction, screen: str, name: str) -> dict[str, Any]:
    """The definition that was saved. Raises UserError if there is none of that name."""
    found = tx.find(SavedView, col(SavedView.id) == _id(tx, screen, name))
    if not found or not found[0].definition:
        raise UserError(_("There is no view “{name}” any more. Choose another one.").format(name=name))
    definition: dict[str, Any] = json.loads(found[0].definition)
    return definition


def save(tx: Transaction, screen: str, name: str, definition: dict[str, Any]) -> None:
    """Save a view (anything that JSON can hold); one of the same name is replaced."""
    name = " ".join(name.split())
    if not name:
        raise UserError(_("The view has no name. Type one."))
    text = json.dumps(definition, ensure_ascii=False, sort_keys=True)
    known = tx.find(SavedView, col(SavedView.id) == _id(tx, screen, name), deleted=True)
    if known:
        values: dict[str, Any] = {"name": name, "definition": text}
        tx.update(known[0], **values | ({"deleted": False} if known[0].deleted else {}))
    else:
        tx.add(SavedView(id=_id(tx, screen, name), screen=screen, name=name, definition=text))


def delete(tx: Transaction, screen: str, name: str) -> None:
    """Delete a view; nothing happens if there is none."""
    for view in tx.find(SavedView, col(SavedView.id) == _id(tx, screen, name)):
        tx.delete(view)


def _id(tx: Transaction, screen: str, name: str) -> str:
    return derived_id("saved_view", tx.database.replica, screen, fold(name))
