"""Rows that only number the columns of a table, (1) (2) (3) or A B C, as forms have them below their headings."""

import re
from collections.abc import Sequence
from itertools import islice

from trainer_app.lists.scripts import Cell, is_filled, plain, raw_text

_FEWEST = 4  # columns
_MOST = 100
_LONGEST_SIGN = 2  # letters or digits of the first two
_MOST_BEFORE = 1  # empty columns left of the table
_NUMBERS = tuple(str(number) for number in range(1, _MOST + 1))
_LETTERS = (
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"),
    *map(tuple, (
        "abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуф", "абвгґдеєжзиіклмноп", "αβγδεζηθικλμ",
        "აბგდევზთიკლმნოპ", "աբգդեզէըթժիլ", "कखगघङचछजझञटठडढणत", "কখগঘঙচছজঝঞটঠডঢণত", "กขคงจฉชซ", "ກຂຄງຈສຊຍ",
        "កខគឃងចឆជឈញ", "ကခဂဃငစဆဇဈည", "ابتثجحخدذرزسشصض", "ابجدهوزحطیکلم", "أبتثجحخدذرزسشصض", "أبجدهوزحطيكلم",
        "一二三四五六七八九十", "甲乙丙丁戊己庚辛壬癸", "ሀለመሰረሸቀበተ",
    )),
)  # fmt: skip
_CALCULATED = re.compile(r"[)\]=(\[]")  # "8 = 6 + 7", "(8)=(6)+(7)"


def numbers_columns(row: Sequence[Cell]) -> bool:
    """Whether all that a row says is which column is which: the numbers or letters of a series, from its first on.

    Numbers that begin further right are of days, 1 to 5; in brackets also those of a list that was taken apart from
    others beside it, and may begin later, each as far on as its column.
    """
    first = islice((raw_text(cell) for cell in row if is_filled(cell)), 2)
    if any(len(text.strip(" ()[].-–")) > _LONGEST_SIGN for text in first):  # as nearly all rows
        return False
    told = {index: cell for index, cell in enumerate(row) if is_filled(cell)}
    texts = list(map(raw_text, told.values()))
    if not _FEWEST - 1 <= len(told) <= _MOST:
        return False
    signs = tuple(_CALCULATED.split(plain(text).strip(" ([-–"))[0].strip(" .-–") for text in texts)
    beside = {int(sign) - index for sign, index in zip(signs, told, strict=True) if sign in _NUMBERS}
    if len(beside) == 1 and all(sign in _NUMBERS for sign in signs) and all(text.startswith("(") for text in texts):
        return True
    if min(told) > _MOST_BEFORE:
        return False
    numbers = signs.index("1") if "1" in signs else len(signs)  # "A | B | 1 | 2 | 3": those of figures have numbers
    if len(told) < _FEWEST or signs[numbers:] != _NUMBERS[: len(signs) - numbers]:
        return False
    return numbers == 0 or any(signs[:numbers] == series[:numbers] for series in _LETTERS)
