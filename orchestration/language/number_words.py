"""Numbers as written: digits with separators, number words, scales ("million", "crore", "억").

Here: patterns of the bare number and its value. Not here: bounds, ranges and units (`quantities`), nor what is no
number at all (`quantity_guards`).
"""

from __future__ import annotations

import re

from orchestration.language.vocabularies import GAP, alternation, key_of, vocabulary

_WORDS = vocabulary("numbers")
_UNITS: dict[str, float] = _WORDS["units"]
_TEENS: dict[str, float] = _WORDS["teens"]
_TENS: dict[str, float] = _WORDS["tens"]
SCALES: dict[str, float] = _WORDS["scales"]
TIGHT_SCALES: dict[str, float] = _WORDS["tight_scales"]
MONEY_SCALES: dict[str, float] = _WORDS["money_scales"]
KOREAN_SCALES: dict[str, float] = _WORDS["korean_scales"]
_SMALL_VALUES = _UNITS | _TEENS | _TENS

_SPELLED_SCALES = [scale for scale in SCALES if len(scale) > 4]
_SMALL = rf"(?:{alternation(_TENS)}(?:(?:-|{GAP}){alternation(_UNITS)})?|{alternation(_TEENS)}|{alternation(_UNITS)})"
_HUNDREDS = rf"(?:(?:{_SMALL}|an?){GAP}hundred(?:{GAP}and)?{GAP}{_SMALL})"
_ARTICLE = rf"(?:half{GAP}an?|an?{GAP}half|an?|half)(?={GAP}{alternation(_SPELLED_SCALES)}\b)"
WORDS = rf"(?:(?:{_HUNDREDS}|{_SMALL})(?:{GAP}and{GAP}a{GAP}half)?\b|{_ARTICLE})"

# 1,300 | 5,00,000 | 1.300.000 | 12 000 (any blank) | 1300.5. Repeats are limited, so that no text costs quadratic time.
DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2}){1,6},[0-9]{3}(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,6}(?![0-9])(?:,[0-9]+)?"
    r"|[1-9][0-9]{0,2}(?:[ \u00a0\u202f\u2009][0-9]{3}){1,4}(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?)"
)
# "1,5 million": a comma with one or two digits is a decimal comma only before a scale.
DECIMAL_COMMA = rf"(?:[0-9]+,[0-9]{{1,2}}(?=(?:{GAP}|-)?{alternation(SCALES)}\b))"
NUMBER = rf"(?:{DECIMAL_COMMA}|{DIGITS}(?:{GAP}and{GAP}a{GAP}half\b)?|{WORDS})"

_SCALE_WORD = rf"(?i:{alternation(SCALES)})(?![^\W_])"
SCALE = (
    rf"(?:(?:{GAP}|-){_SCALE_WORD}(?:(?:{GAP}|-){_SCALE_WORD})?"
    rf"|(?<=[0-9])(?i:{alternation(s for s in SCALES if len(s) <= 4)})(?![^\W_])"
    rf"|(?<=[0-9]) ?{alternation(KOREAN_SCALES)}|(?<=[0-9]){alternation(TIGHT_SCALES)}(?![^\W_]))"
)
MONEY_SCALE = rf"(?:(?<=[0-9])[ ]?{alternation(MONEY_SCALES)}(?![^\W_]))"


_VAGUE: dict[str, list[float]] = _WORDS["vague"]
_VAGUE_SCALES = {scale + "s": factor for scale, factor in SCALES.items() if len(scale) > 4 and not scale.endswith("s")}
# "tens of billions of", "hundreds of", "several hundred thousand".
VAGUE = (
    rf"(?:(?P<vague>{alternation(_VAGUE)})\b(?:{GAP}of{GAP}(?P<vague_scale>{alternation(_VAGUE_SCALES)})\b)?"
    rf"|{alternation(_WORDS['vague_multipliers'])}{GAP}(?P<several>{alternation(_SPELLED_SCALES)})\b"
    rf"(?:{GAP}(?P<several_scale>{alternation(_SPELLED_SCALES)})\b)?)"
)


def vague_range(match: re.Match[str]) -> tuple[float, float]:
    """Return the bounds of a match of `VAGUE`: from the named number to ten times it (dozens end at a hundred)."""
    word = key_of(match["vague"] or f"{match['several']}s")
    low, high = _VAGUE[word] if word in _VAGUE else (_VAGUE_SCALES[word], _VAGUE_SCALES[word] * 10)
    factor = 1.0
    if match["vague_scale"]:
        factor = _VAGUE_SCALES[key_of(match["vague_scale"])]
    elif match["several_scale"]:
        factor = SCALES[key_of(match["several_scale"])]
    return low * factor, high * factor


def number_value(text: str) -> float:
    """Return the value of a text that `NUMBER` matched."""
    whole, half, _ = re.sub(rf"{GAP}and{GAP}a{GAP}half\b", "\0", text, flags=re.IGNORECASE).partition("\0")
    value = _digits_value(whole) if whole[0].isdigit() else _words_value(key_of(whole))
    return value + 0.5 if half else value


def scale_value(text: str) -> float:
    """Return the factor of a text that `SCALE` or `MONEY_SCALE` matched ("" is 1)."""
    text = text.strip(" \t\n\u00a0\u202f\u2009-").rstrip(".")
    for exact in (KOREAN_SCALES, TIGHT_SCALES, MONEY_SCALES):
        if text in exact:
            return exact[text]
    factor = 1.0
    for word in re.split(r"[\s-]+", text.lower()) if text else ():
        factor *= SCALES[word]
    return factor


def _digits_value(text: str) -> float:
    text = re.sub(r"[ \u00a0\u202f\u2009]", "", text)
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", text) or text.count(".") > 1:
        text = text.replace(".", "").replace(",", ".")
    return float(text.replace(",", ""))


def _words_value(text: str) -> float:
    """Value of number words: "twenty-five" 25, "two hundred and ten" 210, "half a" 0.5, "a" 1."""
    if "half" in text.split():
        return 0.5
    value = 0.0
    for word in re.split(r"[ -]+", text):
        if word == "hundred":
            value = max(value, 1.0) * 100
        elif word not in ("and", "a", "an"):
            value += _SMALL_VALUES[word]
    return value or 1.0
