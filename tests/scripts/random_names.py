"""Names of up to eighty characters in every script, made of letters and marks as its names have them."""

import random

LONGEST = 80

_LATIN = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
)
_MORE_LATIN = "ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŐőŒœŔŕŘřŚśŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƏəƠơƯưȘșȚț"


def _range(first: int, last: int) -> list[str]:
    return [chr(code) for code in range(first, last + 1)]


def _syllables(bases: list[str], marks: list[str], joiner: str = "") -> list[str]:
    """Letters bare, with each mark, and, where a script stacks them, on top of each other."""
    found = bases + [base + mark for base in bases[:: max(1, len(bases) // 12)] for mark in marks]
    if joiner:
        found += [first + joiner + second for first in bases[:14] for second in bases[4:14]]
    return found


PIECES: dict[str, list[str]] = {
    "Latin": [*_LATIN, *_MORE_LATIN, "’", "-", "nh", "Mac", "O’", "gb", "W", "i"],
    "Vietnamese": list("aăâeêioôơuưyđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵNguyễTrầPhạHĐ"),
    "Burmese": _syllables(
        _range(0x1000, 0x1021),
        ["ာ", "ိ", "ီ", "ု", "ူ", "ေ", "ဲ", "ံ", "့", "း", "်", "ျ", "ြ", "ွ", "ှ", "ျွန်", "ြွှ", "ော်", "ို့", "င်္က", "ွှ့်"],
        "္",
    ),
    "Khmer": _syllables(
        _range(0x1780, 0x17A2),
        ["ា", "ិ", "ី", "ឹ", "ឺ", "ុ", "ូ", "ួ", "ើ", "ឿ", "ៀ", "េ", "ែ", "ៃ", "ោ", "ៅ", "ុំ", "ំ", "ះ", "៉", "៊", "់", "៍", "័"],
        "្",
    ),
    "Lao": _syllables(
        [chr(code) for code in range(0x0E81, 0x0EAF) if chr(code) in "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮ"],
        ["ະ", "ັ", "າ", "ຳ", "ິ", "ີ", "ຶ", "ື", "ຸ", "ູ", "ົ", "ຽ", "່", "້", "໊", "໋", "ິ່", "ື້", "ຼ"],
    ) + ["ເ", "ແ", "ໂ", "ໃ", "ໄ"],
    "Thai": _syllables(
        _range(0x0E01, 0x0E2E),
        ["ะ", "ั", "า", "ำ", "ิ", "ี", "ึ", "ื", "ุ", "ู", "่", "้", "๊", "๋", "็", "์", "ิ์", "ี่", "ื้", "ู้", "ั้"],
    ) + ["เ", "แ", "โ", "ใ", "ไ"],
    "Chinese": list("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕欧阳司徒诸葛娜婷雅静丽華國張劉陳楊"),
    "Mongolian": list("АБВГДЕЁЖЗИЙКЛМНОӨПРСТУҮФХЦЧШЪЫЬЭЮЯабвгдеёжзийклмноөпрстуүфхцчшъыьэюя"),
    "Arabic": list("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأؤإئ") + ["الله", "لا", "مُحَ", "شَّ", "ًا", "عبد", "ال"],
    "Urdu": list("اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےئؤ") + ["ِ", "محمد", "ھٹ", "ٹھ", "گھ", "یے"],
    "Dari": list("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآئ") + ["می\u200cخ", "گل\u200cم", "زاده"],
    "Devanagari": _syllables(
        _range(0x0905, 0x0914) + _range(0x0915, 0x0939),
        ["ा", "ि", "ी", "ु", "ू", "ृ", "े", "ै", "ो", "ौ", "ं", "ः", "ँ", "्", "्र", "र्क"], "्",
    ),
    "Bangla": _syllables(
        _range(0x0995, 0x09A8) + _range(0x09AA, 0x09B0), ["া", "ি", "ী", "ু", "ূ", "ৃ", "ে", "ৈ", "ো", "ৌ", "ং", "ঃ", "ঁ", "্য", "্র"],
        "্",
    ),
    "Sinhala": _syllables(
        [chr(code) for code in range(0x0D9A, 0x0DC7) if code not in (0x0DB2, 0x0DBC, 0x0DBE, 0x0DBF)],
        ["ා", "ැ", "ෑ", "ි", "ී", "ු", "ූ", "ෘ", "ෙ", "ේ", "ෛ", "ො", "ෝ", "ෞ", "ං", "්", "්\u200dර", "්\u200dය"],
    ),
    "Tamil": _syllables(
        list("கஙசஞடணதநபமயரலவழளறனஜஷஸஹ"), ["ா", "ி", "ீ", "ு", "ூ", "ெ", "ே", "ை", "ொ", "ோ", "ௌ", "்", "்ஷ"]
    ) + ["ஸ்ரீ", "க்ஷ"],
    "Amharic": [chr(code) for code in range(0x1200, 0x1248)] + [chr(code) for code in range(0x1260, 0x1288)] + list("ጸፀፈፐሙጌታ"),
}  # fmt: skip
"""Of each script what its names are made of."""


def random_name(choose: random.Random, script: str) -> str:
    """A name of one of PIECES, or of two of them for "mixed"."""
    length = choose.randint(1, LONGEST)
    name = ""
    while len(name) < length:
        source = choose.choice(sorted(PIECES)) if script == "mixed" else script
        word = "".join(choose.choices(PIECES[source], k=choose.randint(1, 14)))
        name += ("" if choose.random() < 0.1 else " ") + word
    name = name[:length].strip()
    while name and (name[-1] in "\u200c\u200d" or name[-1] in "্्္្"):
        name = name[:-1]
    return name or "A"


def random_names(number: int, seed: int) -> list[tuple[str, str]]:
    """(script, name): as many of each script, and of mixed lines, always the same for a seed."""
    choose = random.Random(seed)
    scripts = [*PIECES, "mixed"]
    return [(script, random_name(choose, script)) for at in range(number) for script in (scripts[at % len(scripts)],)]
