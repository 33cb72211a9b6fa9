"""Products by their abbreviations and names, also where the two beside each other do not agree."""

import pytest

from trainer_app.lists.columns import Entry
from trainer_app.lists.marks import product_value
from trainer_app.lists.words import load_words

WORDS = load_words()


@pytest.mark.parametrize(
    ("text", "codes", "mark"),
    [
        ("Khởi sự doanh nghiệp - GYB", "GYB", "unsure"),
        ("GYB (Khởi sự doanh nghiệp)", "GYB", "unsure"),
        ("Khởi sự doanh nghiệp - SYB", "SYB", "converted"),
        ("Khởi sự doanh nghiệp + GYB", "SYB; GYB", "converted"),
        ("Khởi sự doanh nghiệp, GYB", "SYB; GYB", "converted"),
        ("GYB - SYB", "GYB; SYB", "converted"),
        ("Khởi sự KD", "SYB", "converted"),
        ("Tăng cường kỹ năng KD", "IYB", "converted"),
        ("TRIE - CREE", "GYB; SYB", "converted"),
    ],
)
def test_an_abbreviation_counts_where_the_name_beside_it_is_of_another_product(
    text: str, codes: str, mark: str
) -> None:
    value = product_value(Entry(1, text, text), WORDS)
    assert (value.value, value.mark, WORDS.product_of(text)) == (codes, mark, codes)
