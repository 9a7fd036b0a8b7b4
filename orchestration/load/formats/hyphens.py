"""Joins a line to the next, and decides what a hyphen at its end is: part of the word, or set there by the layout.

Works on text only. What the document itself writes elsewhere is the best evidence; the rest are rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

# Longer words are none, and looking for their beginning would take time that grows with the square.
LONGEST_PART = 60
HYPHENS = r"\-\xad\u2010"
LAST_PART = re.compile(rf"([^\W_](?:[\w{HYPHENS}'’]*\w)?)[{HYPHENS}]$")
FIRST_PART = re.compile(r"[^\W_][\w'’]*(?:-\w+)*")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# First halves of compounds that are written with a hyphen far more often than without.
COMPOUND_WORDS = """
    long short well high low full part first second third large small mid early late real self cross state open fast
    free hands far half near new non old one two three four five six seven eight nine ten award best cutting decision
    world record cost data energy family government industry land next peer policy post problem quasi research risk so
    mixed user web cloud start tax top value year co ex all anti
"""
COMPOUND = frozenset(COMPOUND_WORDS.split())


def known_words(lines: Iterable[str]) -> frozenset[str]:
    """The words inside the lines, in lower case, without the last one of a line that ends with a hyphen."""
    return frozenset(word for line in lines for word in WORD.findall(_without_last_part(line).lower()))


def join_lines(lines: Sequence[str], known: frozenset[str]) -> str:
    """The lines as one."""
    parts = [lines[0]]
    for last, line in pairwise(lines):
        found, first = last_part(last), FIRST_PART.match(line)
        if found and first:
            keep = last[-1] != "\xad" and _belongs(found, first[0], known)
            parts[-1] = last if keep else last[:-1]
        elif not re.search(r"\w[–/]$", last[-2:]):  # "2024–/25", "https://a.example/" go on without a space
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def last_part(line: str) -> str | None:
    """What stands before the hyphen at the end of the line; None if there is none."""
    match = LAST_PART.search(line[-LONGEST_PART:])
    return match[1] if match else None


def _without_last_part(line: str) -> str:
    part = last_part(line)
    return line[: -len(part) - 1] if part else line


def _belongs(last: str, first: str, known: frozenset[str]) -> bool:
    before, after = last.lower(), first.lower()
    if before + after in known:
        return False
    if f"{before}-{after}" in known or not last[-1].islower() or not first[0].islower():
        return True  # "AI-driven", "COVID-19", "Franco-German": a layout breaks words inside small letters only
    return "-" in last or before in COMPOUND
