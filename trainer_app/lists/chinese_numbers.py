"""Numbers that are written in Chinese letters in a date: 二〇二一年十一月三十日."""

import re

_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○", 0)
_TENS = {"十": 10, "廿": 20, "卅": 30}
_NUMBER = re.compile(rf"[{''.join((*_DIGITS, *_TENS))}]+(?=\s*[年月日号號至到])")


def in_digits(text: str) -> str:
    """A text with the numbers of its years, months and days in digits; as it is where they are not written so."""
    return _NUMBER.sub(lambda number: str(_value(number[0])), text) if "月" in text else text


def _value(letters: str) -> int | str:
    """What letters are as a number, digit by digit or as tens and ones: 二〇二一, 三十. As they are if neither."""
    ten = next((letter for letter in letters if letter in _TENS), None)
    if ten is None:
        return int("".join(str(_DIGITS[letter]) for letter in letters))
    tens, _ten, ones = letters.partition(ten)
    if len(tens) > 1 or len(ones) > 1 or tens in _TENS or ones in _TENS:
        return letters
    return _TENS[ten] * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
