"""Ids that follow from what a record is about are the same on every replica, in every version."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from db.ids import derived_id

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_derived_id_is_the_name_based_id_of_the_standard(parts: list[str]) -> None:
    namespace = uuid.UUID("6f0a3f52-64c9-5d0e-9a53-0f2b1c9d8e71")
    assert derived_id(*parts) == str(uuid.uuid5(namespace, "\x1f".join(parts)))
