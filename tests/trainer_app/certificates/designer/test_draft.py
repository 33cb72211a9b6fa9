"""A design while it is edited: whatever is done to it stays on the page, and all of it can be taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.certificates.designer.draft import LEAST, Draft
from trainer_app.certificates.designs import Box, Design, shipped
from trainer_app.errors import UserError

TEXT = Box(x=10, y=20, width=30, height=10, text="{name}")


def started() -> Draft:
    return Draft(shipped()["classic"].model_copy(update={"line": (), "box": (TEXT, TEXT)}))


BY = st.floats(-150, 150, allow_nan=False)
ACTS = st.one_of(
    st.tuples(st.just("move"), BY, BY),
    st.tuples(st.just("pull"), st.frozensets(st.sampled_from(["left", "top", "right", "bottom"])), BY, BY),
    st.tuples(st.just("add")),
    st.tuples(st.just("delete")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


@given(st.lists(ACTS, max_size=30))
def test_no_box_leaves_the_page_and_undo_goes_back_to_the_start(acts: list[tuple]) -> None:
    draft = started()
    first = draft.design
    for name, *values in acts:
        if name in ("undo", "redo"):
            getattr(draft, name)()
        elif name == "add":
            draft.add(text="a")
        elif draft.design.box:
            getattr(draft, name)(len(draft.design.box) - 1, *values)
        for box in draft.design.box:
            Box.model_validate(box.model_dump())
            assert box.x + box.width <= 100.02
            assert box.y + box.height <= 100.02
            assert min(box.width, box.height) >= LEAST - 0.02
    last = draft.design
    steps = 0
    while draft.can_undo:
        draft.undo()
        steps += 1
    assert draft.design == first
    for _step in range(steps):
        draft.redo()
    assert draft.design == last


def test_what_goes_on_is_one_step() -> None:
    draft = started()
    for _move in range(5):
        draft.move(0, 1, 0, "move 0")
    draft.set(0, bold=True)
    assert draft.changed
    draft.undo()
    assert draft.design.box[0].x == 15
    draft.undo()
    assert draft.design.box[0] == TEXT
    assert not draft.changed


def test_pulled_edges_move_alone() -> None:
    draft = started()
    draft.pull(0, frozenset({"left", "top"}), 5, 5)
    assert draft.design.box[0] == TEXT.model_copy(update={"x": 15, "y": 25, "width": 25, "height": 5})
    draft.pull(0, frozenset({"right"}), -90, 0)
    assert draft.design.box[0].width == LEAST


def test_a_field_that_there_is_none_of_is_refused_and_nothing_changes() -> None:
    draft = started()
    before: Design = draft.design
    with pytest.raises(UserError, match=r"no field \{surname\}"):
        draft.set(0, text="Dear {surname}")
    with pytest.raises(UserError, match="cannot be so"):
        draft.set(0, size=4000)
    assert draft.design == before
    assert not draft.can_undo
