"""The numbers of the questions of a form, as they stand before headings: "1. Full name", "Q2: Sex", "3、年龄"."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

_FEWEST = 3  # questions of a form
_REMEMBERED = 20_000  # texts: those of a list come again row after row
_QUESTION = (
    r"(?:q|question|pregunta|pergunta|pertanyaan|soalan|frage|tanong|swali|savol|sual|soru|ikibazo|kesyon|tambaya"
    r"|fanontaniana|gaaffii|pyetja|câu(?:\s+hỏi)?|cau(?:\s+hoi)?|вопрос|питання|асуулт|суроо|сұрақ|савол|суол|ερώτηση"
    r"|ჩეკითხვა|კითხვა|հարց|(?:ال)?سؤال|سوال|پرسش|پوښتنه|प्रश्न|প্রশ্ন|கேள்வி|ప్రశ్న|ጥያቄ|ຄຳຖາມ(?:ທີ)?|คำถาม(?:ที่)?|ข้อ(?:ที่)?"
    r"|សំណួរ(?:ទី)?|မေးခွန်း|问题|問題|题|題|第)(?:\s*(?:n[°ºo]|№|no|số|so)\.?)?"
)
_NUMBER = r"\d{1,2}(?:[._]\d{1,2})*[a-z]?"
_SIGN = r"\s*(?:[.\uff0e:\uff1a)\uff09\]\u3001\u3002\u0964\u104a\u104b\u17d4\u1361\u1362]|[-–—/](?=\s))"
_NO_ENDING = r"(?![ºª]|[oa]\s)"  # of an ordinal, "1.º", "2.a"
_UNSPACED = r"[^\W\d_A-Za-z\u00c0-\u024f\u0400-\u04ff]"  # letters that are no ending of an ordinal as in "1-й", "1-kun"
_BEFORE = re.compile(
    rf"""^[\s(\[*#]*(?:
    {_QUESTION}[\s._-]*{_NUMBER}\s*[题題]?(?:{_SIGN}|_|\s)   # "Q1 Name", "Câu 1: ", "第1题："
    |[^\W\d_]{_NUMBER}{_SIGN}                                # "B3. Name", of a form in parts
    |{_NUMBER}(?:{_SIGN}{_NO_ENDING}|[-–—](?={_UNSPACED}))   # "1. ", "1) ", "1、", "١-"
    |\d{{1,2}}\.\d{{1,2}}\s+(?=[^\W\d_]{{3}})                # "1.1 Name": the day "12.5 Mo" has a shorter word
    |[①-⑳⑴-⒇]|[一二三四五六七八九十]{{1,3}}\s*[、.．]|[a-z]\)
    )\s*(?=[^\W\d_])""",
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=_REMEMBERED)
def unnumbered(heading: str) -> str:
    """A heading without the number that its question has in a form; any other as it is."""
    return _BEFORE.sub("", heading, count=1) or heading


def as_asked(headers: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The headings of a table's columns, each from top to bottom, without the numbers of questions.

    The days of a course have their numbers before one and the same word, "1. gün", "2. gün": those stay.
    """
    asked = Counter(unnumbered(chain[-1]) for chain in headers if chain and unnumbered(chain[-1]) != chain[-1])
    if sum(count == 1 for count in asked.values()) < _FEWEST:
        return list(headers)
    return [
        [*chain[:-1], unnumbered(chain[-1])] if chain and asked[unnumbered(chain[-1])] == 1 else chain
        for chain in headers
    ]
