"""Reads the vocabulary files beside this module, and makes patterns of word lists.

Here: loading `vocabulary/*.yml` once, alternations of words. Not here: any word (they are in the files).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# Between two words of one phrase: blanks, or one line break inside a paragraph.
GAP = r"(?:[ \t\u00a0\u202f\u2009]{1,2}|[ \t]?\n)"


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """Return the vocabulary file `vocabulary/<name>.yml`; treat it as read-only."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("orchestration.language").joinpath("vocabulary", f"{name}.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506 (both loaders are the safe ones)
    return loaded


def alternation(words: Iterable[str], *, gap: str = GAP) -> str:
    """Return a group that matches any of the words, the longest first; blanks in a word match `gap`."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(gap.join(re.escape(part) for part in word.split()) for word in ordered) + ")"


def key_of(text: str) -> str:
    """Return the text as the vocabulary spells it: lower case, single blanks."""
    return " ".join(text.lower().split())
