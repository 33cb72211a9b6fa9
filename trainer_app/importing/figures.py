"""From a row of totals, of a firm, an indicator, a trainer or a follow-up to the values that are stored."""

import re
from collections.abc import Mapping
from typing import Any

from babel.numbers import get_territory_currencies

from trainer_app.lists.kinds import ENTERPRISES, FOLLOW_UPS, INDICATORS, TOTALS, TRAINERS
from trainer_app.lists.modules import module_of
from trainer_app.lists.reading import ListRow, ListTable, Value
from trainer_app.lists.scripts import plain
from trainer_app.lists.words import load_words

# Signs of currencies as they are written beside amounts; all others are those of the country.
_CURRENCIES = {
    "s/": "PEN", "soles": "PEN", "fcfa": "XOF", "cfa": "XOF", "nrs": "NPR", "us$": "USD", "usd": "USD", "€": "EUR",
    "euro": "EUR", "rp": "IDR", "mmk": "MMK", "ks": "MMK", "kip": "LAK", "baht": "THB", "฿": "THB", "birr": "ETB",
    "ksh": "KES", "tsh": "TZS", "ush": "UGX", "mt": "MZN", "mzn": "MZN", "vnd": "VND", "đ": "VND", "tk": "BDT",
    "bdt": "BDT", "afn": "AFN", "som": "KGS", "сом": "KGS", "руб": "RUB", "₮": "MNT", "төг": "MNT", "riel": "KHR",
}  # fmt: skip
_FRANCS_CFA = {"XOF", "XAF"}  # of West and of Central Africa, written alike
_UNIT_BEHIND = re.compile(r"(.*\S)\s*[(\uff08\[]\s*([^()]*[%\u2030\u066a\uff05/\d][^()]*?)\s*[)\uff09\]]\s*")

FIRM_FIELDS = {
    "business_name": "name", "business_type": "sector", "owner_sex": "owner_sex", "owner_name": "owner_name",
    "workers_women": "workers_women", "workers_men": "workers_men", "workers_total": "workers_total",
    "union": "union_representative", "phones": "phones", "address": "address", "remark": "notes",
}  # fmt: skip
"""Field of a list -> column of enterprise."""


def stored_values(table: ListTable, row: ListRow, country: str | None = None) -> dict[str, Any]:
    """The values of the one record that a row of this kind of table tells of; empty for a list of people.

    Totals: women, men, other, unknown. Enterprises: columns of enterprise. Indicators: name, indicator, label, unit and
    moments {"baseline": 12.4, "after:1": 8.7}. Trainers: level, products, tot_date ... Follow-ups: status, asked_on and
    answers by the codes of questions.
    """
    makers = {
        TOTALS: _headcount, ENTERPRISES: _enterprise, INDICATORS: _indicator, TRAINERS: _trainer,
        FOLLOW_UPS: _follow_up,
    }  # fmt: skip
    maker = makers.get(table.kind)
    return maker(table, row.values, country) if maker is not None else {}


def _of(values: Mapping[str, Value], name: str) -> Any:
    return values[name].value if name in values else None


def _headcount(table: ListTable, values: Mapping[str, Value], country: str | None) -> dict[str, Any]:
    """Women and men; where neither is told, all of them as unknown."""
    told = {name: _of(values, name) for name in ("women", "men")}
    alone = all(one is None for one in told.values())
    return {**told, "other": _of(values, "other"), "unknown": _of(values, "participants") if alone else None}


def _enterprise(table: ListTable, values: Mapping[str, Value], country: str | None) -> dict[str, Any]:
    return {name: _of(values, field) for field, name in FIRM_FIELDS.items()}


def _indicator(table: ListTable, values: Mapping[str, Value], country: str | None) -> dict[str, Any]:
    headers = {guess.field: guess.header for guess in table.columns}
    told = _of(values, "indicator") or _indicator_above(headers.get("baseline", ""))
    label, unit = _with_unit(str(told), _of(values, "unit"))
    after = [guess.field for guess in table.columns if guess.field and guess.field.startswith("after")]
    moments = {"baseline": _of(values, "baseline")}
    for number, field in enumerate(after, 1):
        moments[f"after:{module_of(headers[field]) or number}"] = _of(values, field)
    code = load_words().status_of("indicator", label) or re.sub(r"\W+", "_", plain(label)).strip("_")
    return {
        "name": _of(values, "business_name"), "indicator": code, "label": label, "unit": unit,
        "moments": {moment: value for moment, value in moments.items() if value is not None},
    }  # fmt: skip


def _indicator_above(heading: str) -> str:
    """The name of an indicator in the heading of its value before, "Reject (%) / Before (Feb) / baseline"."""
    above = heading.rpartition(" / ")[0]
    while "baseline" in load_words().fields_of(above.rpartition(" / ")[2], within=True):
        above = above.rpartition(" / ")[0]
    return above


def _with_unit(label: str, told: str | None) -> tuple[str, str | None]:
    """The name of an indicator and its unit, which may stand behind the name: "Accidents (cases/month)"."""
    behind = _UNIT_BEHIND.fullmatch(label) if told is None else None
    return (behind[1], behind[2]) if behind is not None else (label, told)


def _trainer(table: ListTable, values: Mapping[str, Value], country: str | None) -> dict[str, Any]:
    names = ("organisation", "level", "tot_date", "certified_on", "licence_until", "courses_held", "active")
    marked = [name.partition(":")[2] for name, value in values.items() if name.startswith("product:") and value.value]
    told = _of(values, "product")
    products = marked or (str(told).split("; ") if told else [])
    return {name: _of(values, name) for name in names} | {"products": products}


def _follow_up(table: ListTable, values: Mapping[str, Value], country: str | None) -> dict[str, Any]:
    answers = {
        "started_after": _of(values, "started"), "start_month": _of(values, "business_start"),
        "workers_women": _of(values, "workers_women"), "workers_men": _of(values, "workers_men"),
        "sales_month": _of(values, "sales_month"), "business_now": _of(values, "operating"),
        "closed_month": _of(values, "business_end"),
    }  # fmt: skip
    return {
        "status": _of(values, "contact_result"), "asked_on": _of(values, "asked_on"),
        "answers": {code: answer for code, answer in answers.items() if answer is not None},
    }  # fmt: skip


def currency_of(table: ListTable, row: ListRow, country: str | None) -> str | None:
    """The currency of the amounts in a row: by a sign in the header or cell, else that of the country."""
    header = next((guess.header for guess in table.columns if guess.field == "sales_month"), "")
    raw = row.values["sales_month"].raw if "sales_month" in row.values else ""
    found = get_territory_currencies(country) if country else []
    own = found[0] if found else None
    for text in (raw, header):
        for word in re.split(r"[\s()\d.,]+", plain(text)):
            if code := _CURRENCIES.get(word.strip(":")):
                return own if own in _FRANCS_CFA and code in _FRANCS_CFA else code
    return own
