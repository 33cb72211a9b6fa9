"""A design while it is edited: each change makes another one, and can be taken back."""

from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from trainer_app.certificates.designs import FIELD, FIELDS, Box, Design
from trainer_app.errors import UserError
from trainer_app.texts import _

LEAST = 1.0
"""Per cent of the page that a box is at least wide and high."""

Edge = Literal["left", "top", "right", "bottom"]
_STEPS = 200  # that can be taken back


class Draft:
    """The design as it is now, and those before. Boxes are counted from 0."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self._saved = design
        self._past: list[Design] = []
        self._future: list[Design] = []
        self._last = ""

    @property
    def changed(self) -> bool:
        """Whether it is other than when it was saved last."""
        return self.design != self._saved

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def saved(self, design: Design) -> None:
        """Take note that this one is in its file."""
        self._saved = design

    def become(self, design: Design, doing: str = "") -> None:
        """Become another design. Changes one after the other with the same `doing` are taken back together."""
        if design == self.design:
            return
        if not doing or doing != self._last:
            self._past = [*self._past[-_STEPS:], self.design]
        self._future.clear()
        self._last, self.design = doing, design

    def undo(self) -> None:
        """Take the last change back; nothing where there is none."""
        if self._past:
            self._future.append(self.design)
            self.design, self._last = self._past.pop(), ""

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._future:
            self._past.append(self.design)
            self.design, self._last = self._future.pop(), ""

    # -- boxes

    def set(self, at: int, doing: str = "", **values: Any) -> None:
        """Give a box other values. Raises UserError for a field that there is none of."""
        box = changed(self.design.box[at], **values)
        self.become(_with(self.design, (*self.design.box[:at], box, *self.design.box[at + 1 :])), doing)

    def add(self, **values: Any) -> int:
        """A box on top of all, in the upper part of the page; where it is."""
        box = Box.model_validate({"x": 35.0, "y": 10.0, "width": 30.0, "height": 8.0, **values})
        self.become(_with(self.design, (*self.design.box, box)))
        return len(self.design.box) - 1

    def delete(self, at: int) -> None:
        """Take a box out."""
        self.become(_with(self.design, self.design.box[:at] + self.design.box[at + 1 :]))

    def move(self, at: int, right: float, down: float, doing: str = "") -> None:
        """Move a box by per cent of the page; it stays on it."""
        box = self.design.box[at]
        x = min(max(box.x + right, 0), 100 - box.width)
        y = min(max(box.y + down, 0), 100 - box.height)
        self.set(at, doing, x=round(x, 2), y=round(y, 2))

    def pull(self, at: int, edges: frozenset[Edge], right: float, down: float, doing: str = "") -> None:
        """Move edges of a box by per cent of the page; the others stay where they are."""
        box = self.design.box[at]
        left, end, top, foot = box.x, box.x + box.width, box.y, box.y + box.height
        if "left" in edges:
            left = min(max(left + right, 0), end - LEAST)
        if "right" in edges:
            end = max(min(end + right, 100), left + LEAST)
        if "top" in edges:
            top = min(max(top + down, 0), foot - LEAST)
        if "bottom" in edges:
            foot = max(min(foot + down, 100), top + LEAST)
        place = {"x": left, "y": top, "width": end - left, "height": foot - top}
        self.set(at, doing, **{key: round(value, 2) for key, value in place.items()})


def said(box: Box) -> str:
    """What stands in a box, as a person calls it: fields by their names."""
    if box.image:
        number = box.image.removeprefix("logo ")
        return Path(box.image).name if number == box.image else _("Logo {number}").format(number=number)
    return " ".join(FIELD.sub(lambda found: field_label(found[1]), box.text).split()) or _("empty")


def field_label(field: str) -> str:
    """What a person calls a field of a box."""
    label = _(FIELDS[field.removesuffix("_2")])
    return _("{field} (second language)").format(field=label) if field.endswith("_2") else label


def changed(box: Box, **values: Any) -> Box:
    """The box with other values. Raises UserError for a field that there is none of."""
    for field in FIELD.findall(values.get("text", "")):
        if field.removesuffix("_2") not in FIELDS:
            raise UserError(
                _("There is no field {field}. Choose one from the list of fields, or take the braces away.").format(
                    field=f"{{{field}}}"
                )
            )
    try:
        return Box.model_validate({**box.model_dump(), **values})
    except ValidationError as error:
        raise UserError(_("The box cannot be so: {reason}.").format(reason=error.errors()[0]["msg"])) from error


def _with(design: Design, boxes: tuple[Box, ...]) -> Design:
    return design.model_copy(update={"box": boxes})
