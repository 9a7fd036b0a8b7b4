"""Names: the folded form in which two spellings of one name are equal, and what is an abbreviation of what.

Here: comparing names as text. Not here: deciding that two names are one entity (`normalize.clusters`), names of
places (`normalize.places`), finding names in a sentence (`extract`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from orchestration.language.vocabularies import vocabulary

# Letters that Unicode does not decompose into a base letter and an accent.
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc\u02bb`\u00b4]")
DOTTED_LETTERS = re.compile(r"\b(?:\w\.){2,}")
ASCII_WORDS = re.compile(r"[0-9a-z]+")
VOCABULARY = vocabulary("names")
ATTACHED_LEGAL_FORMS: list[str] = VOCABULARY["attached_legal_forms"]
LEGAL_FORMS = frozenset([*VOCABULARY["legal_forms"], *ATTACHED_LEGAL_FORMS])
LONG_WORD = 4  # letters: a shorter word in common ("of", "del") says nothing
SMALL_WORDS = frozenset(VOCABULARY["small_words"])
PROGRAM_WORDS = frozenset(VOCABULARY["program_words"])
LEAST_INITIALS = 3  # of two words, many bodies have the same
MAX_ABBREVIATION = 8  # the longest in common use: "UNESCO" has 6 letters, "DARPA-like" compounds up to 8


@lru_cache(maxsize=100_000)  # names repeat: 20 MB at most, and half the time of normalization saved
def fold(name: str) -> str:
    """Return the form in which spellings of one name are equal; never empty for a name that is not empty.

    Folded: case, accents of Latin and Greek letters, punctuation, legal forms at either end, a leading "the".
    Kept: every other script as it is, with its marks (Hangul, kana, Cyrillic, Arabic).
    """
    if name.isascii() and name.isalnum():  # one plain word, as most names of cities are
        return name.lower()
    folded = _fold_once(name)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def fold_program(name: str) -> str:
    """Like `fold`, and without "program", "programme" or the like at the end."""
    words = fold(name).split()
    while len(words) > 1 and words[-1] in PROGRAM_WORDS:
        words.pop()
    return " ".join(words)


def fold_person(name: str) -> str:
    """Return the words of a person's name without case, accents and marks, sorted: family names come first or last."""
    return " ".join(sorted(_words(_plain(name))))


def base_name(name: str) -> str | None:
    """Return the name before a dash or bracket that explains it: "Mila" of "Mila – Quebec AI Institute"."""
    found = re.match(r"^\s*(\S.*?)(?:\s+[\u2013\u2014-]\s+|\s*\()\S", name)
    return found.group(1) if found else None


def is_shortened_of(short: str, long: str) -> bool:
    """Return True for the same words of which some end in a dot: "U. del Salar" and "Universidad del Salar"."""
    pairs = list(zip(short.split(), long.split(), strict=False))
    cut = [(one, other) for one, other in pairs if fold(one) != fold(other)]
    return (
        len(short.split()) == len(long.split())
        and 0 < len(cut) < len(pairs)
        and all(one.endswith(".") and fold(other).startswith(fold(one)) for one, other in cut)
        and any(len(one) >= LONG_WORD for one, other in pairs if fold(one) == fold(other))
    )


def is_abbreviation_of(short: str, long: str) -> bool:
    """Return True when the capitals of `short` stand, in order, for words of `long`.

    The first letter stands for the first word; at most half of the words may go without a letter ("IITP" leaves two
    of six out); words in capitals may give several letters ("MSIT": Ministry of Science and ICT). A word of `long` is
    no abbreviation of it: a company is not its "X Cloud".
    """
    if " " in short.strip():
        return False
    letters = [c for c in short if c.isalnum()]
    if not 2 <= len(letters) <= MAX_ABBREVIATION or sum(c.isupper() for c in letters) * 2 < len(letters):
        return False
    words = [w for w in re.findall(r"\w+", long) if w.casefold() not in SMALL_WORDS]
    if len(words) < 2 or short.strip().casefold() in (word.casefold() for word in words):
        return False
    return _letters_stand_for([c.casefold() for c in letters], words)


def are_initials_of(short: str, long: str) -> bool:
    """Return True for the initials of all words of a name of three words or more, in capitals.

    In the annotated corpus 856 organizations have such initials of another name of their article: all are that one.
    """
    words = [w for w in re.findall(r"\w+", long) if w.casefold() not in SMALL_WORDS]
    return len(words) >= LEAST_INITIALS and short.isupper() and short == "".join(w[0] for w in words).upper()


def _letters_stand_for(letters: list[str], words: list[str]) -> bool:
    """Match letters to words from left to right; a word gives its first letter, or several when in capitals."""
    used, position = 0, 0
    for number, word in enumerate(words):
        given = word.casefold() if word.isupper() else word[0].casefold()
        before = position
        for letter in given:
            if position < len(letters) and letters[position] == letter:
                position += 1
            elif letter == given[0]:
                break
        if number == 0 and position == 0:
            return False
        used += position > before
    return position == len(letters) and used * 2 >= len(words)


def _fold_once(name: str) -> str:
    return " ".join(_without_legal_forms(_words(_plain(name)))) or name.strip()


def _plain(name: str) -> str:
    """Return the name without case, accents and apostrophes, and with "U.S." as "us"."""
    text = name.casefold().replace("&", " and ")
    if not text.isascii():
        text = _without_accents(text.translate(LETTERS)).casefold()
    return DOTTED_LETTERS.sub(lambda m: m.group().replace(".", "") + " ", APOSTROPHES.sub("", text))


def _words(text: str) -> list[str]:
    """Split at everything that is no letter, digit or mark of a letter."""
    if text.isascii():  # ten times faster, and nearly every name
        return ASCII_WORDS.findall(text)
    return "".join(c if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") else " " for c in text).split()


def _without_accents(text: str) -> str:
    """Drop marks on Latin and Greek letters only: a kana or Cyrillic letter with its mark is another letter."""
    kept: list[str] = []
    base_has_accents = False
    for char in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(char):
            if base_has_accents:
                continue
        else:
            base_has_accents = ord(char) < 0x0400
        if unicodedata.category(char) != "Cf":
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def _without_legal_forms(words: list[str]) -> list[str]:
    """Drop legal forms at the ends and a leading article, but never the last word."""
    words = [word if word.isascii() else _without_attached_form(word) for word in words]
    while len(words) > 1 and (words[0] == "the" or (words[0] in LEGAL_FORMS and not words[0].isascii())):
        words = words[1:]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words = words[:-1]
    if len(words) > 1 and words[-1] == "and":  # "Smith & Co" leaves "and" behind
        words = words[:-1]
    return words


def _without_attached_form(word: str) -> str:
    for form in ATTACHED_LEGAL_FORMS:
        if len(word) > len(form):
            word = word.removeprefix(form).removesuffix(form)
    return word
