"""A light guess at the language of an article whose page and meta file do not state it.

English unless the text is clearly something else. Not a language identifier: it only keeps texts that the
extraction cannot read from being called English.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

LOOK_AT = 3000
HANGUL, KANA = re.compile("[\uac00-\ud7a3]"), re.compile("[\u3040-\u30ff]")
LATIN, LETTER, WORD = re.compile("[A-Za-z\u00c0-\u024f]"), re.compile(r"[^\W\d_]"), re.compile(r"[^\W\d_]+")
# English news prose has 35 to 45 of its words in the list; lists of names have few in any language.
CLEARLY_OTHER = 0.15
ENOUGH_WORDS = 40
TAG = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9-]+)*")
UNDETERMINED = "und"


def language_code(tag: str | None) -> str | None:
    """The ISO 639-1 code of a language tag: "en-GB" and "en_US" are "en"; None when it is no such tag."""
    match = TAG.fullmatch((tag or "").strip())
    return match[1].lower() if match else None


def guess_language(text: str) -> str:
    """en, or another code (und: cannot say) when the letters or the function words are clearly not English."""
    sample = text[:LOOK_AT]
    letters = len(LETTER.findall(sample))
    if 2 * len(LATIN.findall(sample)) < letters:
        if 4 * len(HANGUL.findall(sample)) > letters:
            return "ko"
        return "ja" if 10 * len(KANA.findall(sample)) > letters else UNDETERMINED
    words = WORD.findall(sample.lower())
    if len(words) < ENOUGH_WORDS:
        return "en"
    found = {language: sum(map(known.__contains__, words)) for language, known in _function_words().items()}
    best = max(sorted(found), key=lambda language: (found[language], language == "en"))
    return best if found[best] > CLEARLY_OTHER * len(words) else "en"


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    import yaml  # only needed for texts that do not state their language

    source = files("orchestration.load").joinpath("vocabulary/function_words.yml").read_text(encoding="utf-8")
    return {language: frozenset(words.split()) for language, words in yaml.safe_load(source).items()}
