"""The language of an article: what its words say, what its page states, or English when neither says anything.

py3langid tells languages apart; here is how sure it must be (docs/decisions/0028-language.md). Codes are ISO 639-1.
Whether a language can be read by the extraction is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
NO_LANGUAGE = "zxx"  # py3langid's answer for numbers, markup and the like
LOOK_AT = 3000
# Lists of foreign names are what misleads a detector. Names begin with a capital: running text in any language has more
# than 45 of 100 words without one (German 60, English 70), lists of names have 19.
RUNNING_TEXT = 0.45
FEWEST_BYTES = 30  # of words without a capital, in UTF-8: some five words, or ten Korean syllables
# Of 2,852 English articles the least English one reaches 0.99; of 152 foreign paragraphs none reaches 0.00002.
CLEARLY_ENGLISH, CLEARLY_OTHER = 0.9, 0.01
CLEARLY_THIS = 0.8  # below, the page may know better which of two near languages it is: Danish or Norwegian
TAG = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9-]+)*")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Detected:
    """A language (ISO 639-1) and what it was taken from."""

    code: str
    basis: Literal["stated", "detected", "assumed"]


def language_code(tag: str | None) -> str | None:
    """The ISO 639-1 code of a language tag: "en-GB" and "en_US" are "en"; None when it is no such tag."""
    match = TAG.fullmatch((tag or "").strip())
    return match[1].lower() if match else None


def detect_language(text: str, stated: str | None) -> Detected:
    """The language of an article.

    Args:
        text: the article; its beginning is looked at.
        stated: the tag that the page or the meta file states. Only a hint: templates say "en" on Korean pages.
    """
    hint = language_code(stated)
    code, certainty = _detected(text[:LOOK_AT])
    if code and hint and ENGLISH not in (code, hint) and certainty < CLEARLY_THIS:
        return Detected(hint, "stated")
    if code:
        return Detected(code, "detected")
    return Detected(hint, "stated") if hint else Detected(ENGLISH, "assumed")


def _running_text(sample: str) -> str:
    """The words without a capital; nothing when they are too few to judge by."""
    words = WORD.findall(sample.lower() if sample.isupper() else sample)
    running = [word for word in words if not word[0].isupper()]
    joined = " ".join(running)
    enough = len(running) >= RUNNING_TEXT * len(words) and len(joined.encode()) >= FEWEST_BYTES
    return joined if enough else ""


def _detected(sample: str) -> tuple[str | None, float]:
    """The language of most of the sample and its probability; None when that cannot be said."""
    code, probability = _judged(sample)
    if code not in (None, ENGLISH):  # an English article below a foreign menu or beside a translated summary?
        english = sum(len(line) for line in sample.splitlines() if _judged(line)[0] == ENGLISH)
        return (ENGLISH, CLEARLY_ENGLISH) if 2 * english > len(sample) else (code, probability)
    return code, probability


def _judged(sample: str) -> tuple[str | None, float]:
    """A language and its probability; None when English is neither sure nor out of the question."""
    if not (running := _running_text(sample)):
        return None, 0.0
    ranked = _identifier().rank(running)
    english = dict(ranked)[ENGLISH]
    if english > CLEARLY_ENGLISH:
        return ENGLISH, english
    code, probability = ranked[0]
    return (None, 0.0) if english > CLEARLY_OTHER or code == NO_LANGUAGE else (code, probability)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 0.6 s and 105 MB, once per process

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Languages without a code of two letters are taken for their nearest relative with one: Wu for Chinese.
    identifier.set_languages([code for code in identifier.labels if len(code) == len(ENGLISH) or code == NO_LANGUAGE])
    return identifier
