"""What stands between the days of a date: "to" of an interval, "and" of days that are told one by one."""

import re

TO = (
    r"\s*(?:-|–|—|~|～|至|到|up to|to|till|au|al|ao|a|à|até|đến hết|đến|tới hết|tới"
    r"|ถึง|ຫາ|ເຖິງ|ដល់|မှ|до|по|देखि|से|ते|থেকে|হতে|تا|تر|سے|الى|إلى|الی|حتى|حتی|ولغاية|لغاية|وحتى"
    r"|እስከ|until|thru|through|සිට|முதல்|hanga|-?(?:ноос|наас|нөөс|нээс|оос|аас|өөс|ээс)"
    r"|s/d|s\.d\.?|sd|sampai(?: dengan)?|hingga|hadi|mpaka|bis"
    r"|થી|నుండి|నుంచి|ರಿಂದ|മുതൽ|ਤੋਂ|ରୁ|ৰ পৰা|পৰা"
    r"|jusqu'(?:au|à)|hasta(?: el)?|hanggang|ilaa|kugeza|ka hatramin'ny|hatramin'ny|হইতে|то|дейін|чейин)\s*"
    r"(?:ngày\s*|วันที่\s*|ວັນທີ\s*|ថ្ងៃទី\s*|ថ្ងៃ\s*|le\s+|el\s+|the\s+|tanggal\s*|tgl\.?\s*|tarehe\s*)?"
)
AND = (
    r"(?:\s*(?:[,،、&+和及与與]|และ|ແລະ|និង|နှင့်|နဲ့|र|और|तथा|आणि|এবং|ও|અને|ਅਤੇ|మరియు|ಮತ್ತು|ଓ|සහ|மற்றும்)\s*"
    r"|\s+(?:y|e|et|and|va|və|và|dan|и|і|та|ба|болон|жана|және|و|او|اور|እና|ve|jeung|at|na|und|sy|iyo|fi|ak|და|եւ|և)\s+)"
)
_DAYS = rf"(\d{{1,2}})(?:{AND}\d{{1,2}}(?!\d))*{AND}(\d{{1,2}})"
_SEP = r"\s*[./\-]\s*"
_BEFORE_MONTH = re.compile(rf"^{_DAYS}(?=\s*(?:[^\W\d_]|m\d|[/.]\s*\d{{1,2}}{_SEP}\d))")  # 9 and 10/2019 are months
_BEHIND_MONTH = re.compile(rf"^(\d{{4}}\W+m\d{{1,2}}_\W*|\d{{4}}{_SEP}\d{{1,2}}{_SEP}|\d{{1,2}}\s*月\s*){_DAYS}$")
_WITH_COLON = re.compile(rf"^(\d{{1,2}})\s*:\s*(\d{{1,2}})(?=\s*(?:m\d|[/.]\s*\d{{1,2}}{_SEP}\d))")  # as in Egypt
_IN_EACH_MONTH = re.compile(rf"(?<=_){AND}(?=\d{{1,2}}\s*m\d)")


def as_first_and_last(text: str) -> str:
    """A date in which days are told one by one, "4, 5 and 6 m3_ 2019", or with a colon between the first and the last,
    "4 : 6 m3_ 2019", with these, "4-6 m3_ 2019"."""
    text = _WITH_COLON.sub(r"\1-\2", text)
    text = _BEFORE_MONTH.sub(r"\1-\2", text)
    text = _BEHIND_MONTH.sub(r"\1\2-\3", text)
    return _IN_EACH_MONTH.sub(" - ", text)
