"""Dates as Chinese writes them, 2023年4月17日起至21日止, with the signs that other dates have."""

import re

_SIGN = re.compile("[年月日号號民]")
_MINGUO = re.compile(r"(?:中[華华])?民[國国]\s*(\d{1,3})(?!\d)|(?<!\d)(1[0-4]\d)(?=\s*年)")  # a year of Taiwan
_SIGNS = (
    (re.compile("(?<=[日号號])\\s*(?:上午|下午|早上|晚上|全天)"), ""),
    (re.compile(r"^[自从從由於于]\s*(?=\d)|(?<=[\d日号號月])\s*起\s*(?=[至到\-–—~～])|(?<=[日号號])\s*为?止$"), ""),
    (re.compile(r"^(\d{1,2}\s*月[^年]+?)[\s,、]+(\d{4})\s*年$"), r"\2年\1"),  # 4月17日-21日, 2023年
    (re.compile(r"(\d)\s*年\s*"), r"\1/"),
    (re.compile(r"(/\d{1,2})\s*月\s*(?=\d)"), r"\1/"),
    (re.compile(r"/(\d{1,2})\s*月"), r"/\1"),
    (re.compile(r"(\d)\s*[日号號]"), r"\1"),
    (re.compile(r"(?<=[-–—―~～至到])\s*(\d{1,2})\s*月\s*"), r"\1/"),
)


def with_common_signs(text: str) -> str:
    """A plain text with 2023/4/17 for 2023年4月17日; any other as it is."""
    if not _SIGN.search(text):
        return text
    text = _MINGUO.sub(lambda year: f"{year[1] or year[2]:0>4}", text)
    for sign, replacement in _SIGNS:
        text = sign.sub(replacement, text)
    return text
