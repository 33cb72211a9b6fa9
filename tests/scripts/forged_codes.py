"""Codes of certificates with one thing changed: each bit of each byte of number, name and dates, and of the code."""

import json

import base45

from trainer_app.certificates.statement import PREFIX, _deflated, _inflated

_HEAD = 71  # bytes: version, key and signature
FACTS = {"number": 0, "name": 1, "issued_on": 4, "dates": 6}


def with_a_fact_changed(code: str) -> dict[str, list[str]]:
    """By the fact that is forged: the code with one bit of it changed, for every bit of every byte."""
    raw = base45.b45decode(code[len(PREFIX) :])
    body = _inflated(raw[_HEAD:])
    facts = json.loads(body)
    found = {}
    for name, place in FACTS.items():
        before = json.dumps(facts[:place], ensure_ascii=False, separators=(",", ":"))[:-1]
        start = len(before.encode()) + (2 if place else 1)
        end = start + len(json.dumps(facts[place], ensure_ascii=False)[1:-1].encode())
        assert body[start:end].decode() == facts[place]
        found[name] = [_code(raw[:_HEAD] + _deflated(one)) for one in _flipped(body, start, end)]
    return found


def with_a_bit_changed(code: str) -> list[str]:
    """The code with one bit changed, for every bit of every byte."""
    raw = base45.b45decode(code[len(PREFIX) :])
    return [_code(one) for one in _flipped(raw, 0, len(raw))]


def _flipped(raw: bytes, start: int, end: int) -> list[bytes]:
    return [
        bytes([*raw[:at], raw[at] ^ (1 << bit), *raw[at + 1 :]]) for at in range(start, end) for bit in range(8)
    ]  # fmt: skip


def _code(raw: bytes) -> str:
    return PREFIX + base45.b45encode(raw).decode()
