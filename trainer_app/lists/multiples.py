"""Words that multiply the number before them: thousand, lakh, million, and the ten thousands of East Asia."""

import re

_WORDS: dict[int, tuple[str, ...]] = {
    1_000: (
        "k", "rb", "ribu", "mil", "mille", "thousand", "nghìn", "ngàn", "тыс", "тысяч", "тис", "мянга", "мянган", "миң",
        "мың", "ming", "минг", "ҳазор", "bin", "elfu", "kun", "हजार", "हज़ार", "হাজার", "ہزار", "هزار", "زره", "ألف",
        "الف", "آلاف", "ሺህ", "ሺ",
    ),
    100_000: ("lakh", "lakhs", "lac", "lacs", "लाख", "লাখ", "লক্ষ", "لاکھ", "لک"),
    1_000_000: (
        "jt", "juta", "tr", "triệu", "million", "millions", "mn", "mio", "millón", "millones", "milhão", "milhões",
        "млн", "миллион", "мільйон", "сая", "milyon", "mln", "milioni", "مليون", "میلیون", "ملیون", "ሚሊዮን",
    ),
}  # fmt: skip
_UNSPACED = {  # of scripts without spaces: what follows may be the name of the money
    "千": 1_000, "พัน": 1_000, "ພັນ": 1_000, "ពាន់": 1_000, "ထောင်": 1_000, "万": 10_000, "萬": 10_000,
    "หมื่น": 10_000, "ໝື່ນ": 10_000, "ម៉ឺន": 10_000, "သောင်း": 10_000, "แสน": 100_000, "ແສນ": 100_000, "សែន": 100_000,
    "သိန်း": 100_000, "ล้าน": 1_000_000, "ລ້ານ": 1_000_000, "លាន": 1_000_000, "သန်း": 1_000_000,
}  # fmt: skip
_TIMES = {word: times for times, words in _WORDS.items() for word in words}
_AFTER = re.compile(r"\d\s*([^\W\d_][^\s\d.,;:/()]*)")


def multiple(text: str) -> int:
    """What the number of a plain text is to be taken times, by the word right after it: 1,000 of "12 k", else 1."""
    match = _AFTER.search(text)
    if match is None:
        return 1
    word = match.group(1)
    unspaced = (times for start, times in _UNSPACED.items() if word.startswith(start))
    return _TIMES.get(word) or next(unspaced, 1)
