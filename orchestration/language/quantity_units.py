"""Currencies and units around a number: patterns, ISO 4217 codes, factors to base units.

Here: what a sign or word beside a number means. Not here: the number itself (`number_words`), the
phrase (`quantities`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.language.vocabularies import GAP, alternation, key_of, vocabulary

_MONEY = vocabulary("currencies")
_UNITS = vocabulary("units")
SIGNS: dict[str, str] = _MONEY["signs"]
CODES: dict[str, str] = {code: code for code in _MONEY["codes"]} | _MONEY["code_aliases"]
SCALED_CODES: dict[str, tuple[str, float]] = {code: tuple(pair) for code, pair in _MONEY["scaled_codes"].items()}
SHARED_SIGNS: dict[str, list[str]] = _MONEY["shared_signs"]
WORDS: dict[str, list[str]] = _MONEY["words"]
ADJECTIVES: dict[str, dict[str, str]] = _MONEY["adjectives"]
LEAST_VALUES: dict[str, float] = _MONEY["least_values"]
AREA: dict[str, float] = _UNITS["area"]
DURATION: dict[str, tuple[str, float]] = {word: tuple(pair) for word, pair in _UNITS["duration"].items()}

_JOINT = rf"(?:{GAP}|-)"
_NOT_IN_WORD = r"(?![^\W_])"
# A sign that ends in a letter ("Rs", "kr") must not be the tail of a word; a code may stand before a sign ("USD $5").
_BEFORE_CODES = {code for code in (*CODES, *SCALED_CODES) if code.isascii()}
PREFIX = (
    rf"(?<![^\W_])(?:{alternation(_BEFORE_CODES)}{GAP}?(?:[$€£¥₩₹]{GAP}?)?|{alternation(SIGNS)}{GAP}?)|\${GAP}?"
    r"|(?<![^\W_])R"
)
"""A currency before the number; the rand's R only where GLUED allows it."""
GLUED = (
    rf"(?:(?:{alternation({*_BEFORE_CODES, *(sign for sign in SIGNS if sign[-1].isalpha())})})(?=[0-9])"
    r"|R(?=[0-9.,]{1,12}[ -]?(?:million|billion|trillion|bn|m)\b))"
)
"""A currency in letters written against the digits ("RM5 million")."""
_KOREAN_WORDS = [word for word in WORDS if not word.isascii() and len(word) <= 2]
_LATIN_WORDS = [word for word in WORDS if word not in _KOREAN_WORDS]
SUFFIX = (
    rf"(?:{_JOINT}?(?P<code>{alternation({*CODES, *SCALED_CODES})}){_NOT_IN_WORD}"
    rf"|{GAP}?\((?P<bracketed>{alternation(CODES)})\)"
    rf"|{_JOINT}(?i:(?:(?P<adjective>{alternation(ADJECTIVES)}){GAP})?(?P<word>{alternation(_LATIN_WORDS)})){_NOT_IN_WORD}"
    rf"|{GAP}?(?P<korean>{alternation(_KOREAN_WORDS)})|{GAP}?(?P<sign>[€£₩₹]))"
)
"""A currency behind the number."""
_AREA_WORD = alternation(AREA, gap=_JOINT)
_ADJECTIVE = alternation(_UNITS["duration_adjectives"])
UNIT = (
    rf"(?:{_JOINT}?(?P<area>(?i:{_AREA_WORD})){_NOT_IN_WORD}"
    rf"|(?:{GAP}(?i:{_ADJECTIVE}))?{_JOINT}(?P<duration>(?i:{alternation(DURATION)})){_NOT_IN_WORD}"
    rf"|{_JOINT}?(?P<percent>(?i:{alternation(_UNITS['percent'])})){_NOT_IN_WORD})"
)
"""A unit of area, time or share behind the number."""


def currency_of_prefix(text: str, local: Sequence[str]) -> tuple[str, float]:
    """Return ISO code and factor of a text that `PREFIX` matched."""
    text = text.strip()
    if text == "$":
        return _first(local, WORDS["dollars"]), 1.0
    if text == "R":
        return "ZAR", 1.0
    sign = key_of_sign(text)
    if sign in SIGNS:
        return _shared(sign, SIGNS[sign], local), 1.0
    code = re.split(r"[\s$€£¥₩₹]", text)[0]
    return SCALED_CODES.get(code) or (_shared(code, CODES[code], local), 1.0)


def currency_of_suffix(match: re.Match[str], local: Sequence[str]) -> tuple[str, float]:
    """Return ISO code and factor of a match of `SUFFIX`."""
    code = match["code"] or match["bracketed"]
    if code:
        return SCALED_CODES.get(code) or (_shared(code, CODES[code], local), 1.0)
    if match["sign"]:
        return _shared(match["sign"], SIGNS[match["sign"]], local), 1.0
    word = key_of(match["korean"] or match["word"])
    adjective = key_of(match["adjective"]) if match["adjective"] else ""
    if adjective:
        decided = ADJECTIVES[adjective]
        code = decided.get(word) or decided.get(word.removesuffix("s"))
        if code:
            return code, 1.0
    return _first(local, WORDS[word]), 1.0


def key_of_sign(text: str) -> str:
    """Return a sign as the vocabulary spells it: single plain blanks, case kept."""
    return " ".join(text.split())


def _shared(sign: str, code: str, local: Sequence[str]) -> str:
    """Return what a sign means that several currencies may share."""
    return _first(local, [code, *SHARED_SIGNS.get(sign, ())])


def _first(local: Sequence[str], meant: Sequence[str]) -> str:
    """Return the first of the caller's currencies that may be meant, else the one that is meant most."""
    return next((currency for currency in local if currency in meant), meant[0])


def base_unit(match: re.Match[str]) -> tuple[str, float]:
    """Return the base unit and the factor to it of a match of `UNIT`."""
    if match["area"]:
        return "m2", AREA[key_of(match["area"].replace("-", " "))]
    if match["duration"]:
        return DURATION[key_of(match["duration"])]
    return "percent", 1.0
