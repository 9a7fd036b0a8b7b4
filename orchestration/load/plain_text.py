"""Reads plain text files: the text is taken as it is, the first line may be a headline."""

from __future__ import annotations

from orchestration.load.cleaning import clean_text, count_words
from orchestration.load.models import Page

LONGEST_HEADLINE = 200
FEWEST_WORDS = 3  # shorter first lines are section labels ("Press release", "Insider brief")


def read_plain_text(text: str) -> Page:
    """The page of a plain text file; the headline stays part of the text."""
    text = clean_text(text)
    first, _, rest = text.partition("\n")
    is_headline = (
        len(first) <= LONGEST_HEADLINE
        and rest.startswith("\n")
        and count_words(first) >= FEWEST_WORDS
        and not first.endswith((".", ",", ":", ";"))
    )
    return Page(text=text, title=first.strip() if is_headline else None)
