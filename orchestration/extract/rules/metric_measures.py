"""What a number counts: researchers, startups, money, space, time.

Here: the measure of a quantity, or that it has none. Not here: whose number it is (`metric_owners`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from orchestration.extract import vocabulary
from orchestration.extract.document import Sentence
from orchestration.extract.rules.phrases import dates_in, quantities_in, sentence_text

VOC = "metrics"
TIME = {"day", "week", "month", "year"}


@dataclass(frozen=True)
class Number:
    """A quantity of a sentence, with the tokens that it covers."""

    quantity: Any
    sentence: Sentence
    first: Token
    last: Token

    @property
    def is_money(self) -> bool:
        """True for amounts in a currency."""
        return bool(self.quantity.unit) and len(self.quantity.unit) == 3 and self.quantity.unit.isupper()


def numbers_in(sentence: Sentence) -> Iterator[Number]:
    """Yield the quantities of a sentence that are neither shares nor parts of dates."""
    dates = dates_in(sentence)
    for quantity in quantities_in(sentence):
        if quantity.unit == "percent" or any(
            d.char_start < quantity.char_end and quantity.char_start < d.char_end for d in dates
        ):
            continue
        tokens = [
            t
            for t in sentence.tokens
            if sentence.start_of(t) < sentence.start + quantity.char_end
            and sentence.end_of(t) > sentence.start + quantity.char_start
        ]
        if tokens:
            yield Number(quantity, sentence, tokens[0], tokens[-1])


def measure_of(number: Number) -> str | None:
    """Return what a number counts, or None where it counts nothing of interest."""
    unit = number.quantity.unit
    if unit == "m2":
        return "area"
    if number.is_money:
        return _money_measure(number)
    if unit in TIME:
        return "duration" if _is_duration(number) else None
    if unit is None:
        return _count_measure(number)
    return None


def words_around(number: Number, before: int, after: int) -> list[str]:
    """Return the lower-case words around a number, itself included."""
    doc, window = number.sentence.span.doc, number.sentence.span
    return [
        t.lower_ for t in doc[max(window.start, number.first.i - before) : min(window.end, number.last.i + 1 + after)]
    ]


def _money_measure(number: Number) -> str | None:
    near = words_around(number, 5, 4)
    if set(near) & set(vocabulary.load(VOC)["prices"]) and not vocabulary.words(VOC, "budget_words") & set(near):
        return None
    around = [near, words_around(number, 14, 12), re.findall(r"\w+", number.sentence.block.lead.lower())]
    for words in around:
        for measure, cues in vocabulary.load(VOC)["money"].items():
            if set(words) & set(cues):
                return str(measure)
    return None


def _is_duration(number: Number) -> bool:
    doc, window = number.sentence.span.doc, number.sentence.span
    nouns, verbs = vocabulary.words(VOC, "duration_nouns"), vocabulary.words(VOC, "duration_verbs")
    after = [t.lower_ for t in doc[number.last.i + 1 : min(window.end, number.last.i + 5)]]
    before = list(doc[max(window.start, number.first.i - 8) : number.first.i])
    if after[:1] and after[0] in vocabulary.words(VOC, "age_words"):
        return False
    text = sentence_text(number.sentence)
    if number.sentence.kind == "bullet" and not any(t.text[0].isalpha() for t in doc[window.start : number.first.i]):
        return True
    joined = "-" in number.quantity.text or text[number.quantity.char_start : number.quantity.char_end + 1].endswith(
        "-"
    )
    if joined:
        return bool(set(after) & nouns)
    lows = [t.lower_ for t in before]
    lemmas = {t.lemma_.lower() for t in before}
    if set(lows[-4:]) & vocabulary.words(VOC, "length_nouns") or (
        lemmas & verbs and {"for", "last", "lasts", "lasted", "bind", "binds", "spans", "runs", "is"} & set(lows)
    ):
        return True
    sentence_nouns = {t.lower_ for t in number.sentence.tokens}
    introduced = bool(lows) and lows[-1] in ("for", "over", "of", "next", "coming", "in", "than")
    return introduced and bool(sentence_nouns & (nouns - {"period", "plan"}) or "each" in lows) and "since" not in lows


def _count_noun(number: Number) -> str | None:
    """Return the counted noun (lower-case singular): "researchers" of "about 100 AI researchers"."""
    counted = vocabulary.load(VOC)["counted"]
    doc, end = number.sentence.span.doc, number.sentence.span.end
    i = number.last.i + 1
    steps = 0
    while i < end and steps < 8:
        token = doc[i]
        low = token.lemma_.lower() if token.pos_ in ("NOUN", "PROPN") else token.lower_.rstrip("s")
        low = low if low in counted else token.lower_.rstrip("s")
        compound = (
            i + 1 < end and doc[i + 1].pos_ in ("NOUN", "PROPN") and token.dep_ == "compound" and token.whitespace_
        )
        if token.lower_ == "start" and i + 2 < end and doc[i + 1].text == "-":
            return "startup"
        if low in counted and not compound:
            return low
        if token.pos_ == "NOUN" and not compound and token.dep_ not in ("compound", "nmod", "amod", "npadvmod"):
            return None
        if token.text not in (",", "-", "and", "of") and token.pos_ not in (
            "NOUN",
            "PROPN",
            "ADJ",
            "VERB",
            "NUM",
            "ADV",
            "CCONJ",
            "DET",
        ):
            return None
        if token.text == "of" and steps:
            return None
        i, steps = i + 1, steps + 1
    return None


def _count_measure(number: Number) -> str | None:
    counted = vocabulary.load(VOC)["counted"]
    noun = _count_noun(number)
    if noun in ("people", "person"):
        return _measure_of_people(number)
    if noun and _repeats_parties(number, noun):
        return None
    if noun:
        return str(counted[noun])
    if number.sentence.kind in ("bullet", "row", "heading"):
        before = sentence_text(number.sentence)[: number.quantity.char_start].lower()
        word = next((w for w in re.findall(r"[a-z-]+", before) if _singular(w) in counted), None)
        return str(counted[_singular(word)]) if word else None
    following = words_around(number, 0, 2)[-2:]
    if (following[:1] and following[0] in (".", ",", "by", "in", "to", "and", ";")) or not following:
        earlier = [t for t in number.sentence.tokens if t.i < number.first.i and _singular(t.lower_) in counted]
        moved = {"to", "have", "take", "reach", "than", "into", "moved", "of", "be"} & set(words_around(number, 4, 0))
        if moved and earlier:
            return str(counted[_singular(earlier[-1].lower_)])
    return None


def _measure_of_people(number: Number) -> str | None:
    """Return employees for "employs 260 people", participants for "30 people attended"."""
    near = {t.lemma_.lower() for t in number.sentence.tokens if abs(t.i - number.last.i) <= 12}
    if "employ" in near:
        return "employees"
    return "participants" if near & {"attend", "participate", "gather"} else None


def is_elliptic(number: Number) -> bool:
    """True for a bare number that goes on with what was counted before: "By 2028 it wants to have 130."""
    if number.quantity.unit is not None:
        return False
    following = words_around(number, 0, 2)[-2:]
    before = words_around(number, 3, 0)[:3]
    return bool({"to", "have", "reach", "moved", "than", "of"} & set(before)) and following[:1] in (
        ["."],
        ["by"],
        ["in"],
        [","],
        [";"],
    )


def _repeats_parties(number: Number, noun: str) -> bool:
    """True for "three institutions", "the two companies": they are named, not counted."""
    high = number.quantity.high or number.quantity.low or 0
    before = words_around(number, 1, 0)[:1]
    if noun in ("organization", "organisation", "institution") and high < 10:
        return True
    return high <= 3 and before in (["the"], ["both"], ["its"], ["their"], ["these"], ["all"])


def _singular(word: str | None) -> str:
    word = word or ""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
