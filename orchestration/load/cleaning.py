"""From decoded text to the cleaned text that all offsets count into.

The text keeps its own code points (no Unicode normalization, quotes must stay exact). Only what a reader cannot see
is changed: line ends, control and zero-width characters, non-breaking spaces, trailing spaces, runs of blank lines.
"""

from __future__ import annotations

import re

LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control characters other than \n, soft hyphen, zero-width and direction marks, BOM, lone surrogates.
INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
FIXED_SPACES = re.compile("[\t\xa0\u2007\u202f]")
# The look-behind keeps the search linear on long runs of spaces.
TRAILING_SPACES = re.compile(r"(?<![^\S\n])[^\S\n]+$", re.MULTILINE)
BLANK_LINES = re.compile("\n{3,}")
WORD = re.compile(r"[^\W_]\S*")
EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def clean_text(text: str) -> str:
    """The cleaned text. Cleaning it again changes nothing."""
    text = TRAILING_SPACES.sub("", only_visible(text))
    return BLANK_LINES.sub("\n\n", text).strip()


def only_visible(text: str) -> str:
    """The text with plain line ends and spaces, and without characters that cannot be seen."""
    return INVISIBLE.sub("", FIXED_SPACES.sub(" ", LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """The text cleaned, with every run of white space as one space."""
    return " ".join(clean_text(text).split())


def count_words(text: str) -> int:
    """Words with at least one letter or digit; scripts without spaces count two characters as a word."""
    return max(len(WORD.findall(text)), len(EAST_ASIAN.findall(text)) // 2)


def fold(text: str) -> str:
    """Letters and digits only, in lower case: for comparing two spellings of one headline."""
    return "".join(character for character in text.casefold() if character.isalnum())
