"""Abbreviations: what stands in parentheses behind a name, and whether letters fit words.

Here: "(FIMI)" and "(Dakar)". Not here: names that are the same by other signs (`linking`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from orchestration.extract.document import Sentence
from orchestration.extract.rules.units import NameSpan, Unit

ACRONYM = re.compile(r"^[A-Z][A-Za-z0-9&.\-]*[A-Z0-9]$")


def with_parentheses(sentence: Sentence, units: list[Unit], spans: list[NameSpan]) -> list[NameSpan]:
    """Attach "(FIMI)" to the name before it; what stands in parentheses is then no name of its own."""
    index = {u.first.i: k for k, u in enumerate(units)}
    result: list[NameSpan] = []
    taken: list[tuple[int, int]] = []
    for span in spans:
        if any(a <= span.first.i <= b for a, b in taken):
            continue
        k = index[span.units[-1].first.i] + 1
        if span.role == "quoted" and k < len(units) and units[k].text in ("”", '"', "''", "’", "»"):
            k += 1
        if k < len(units) and units[k].text == "(":
            close = next((m for m in range(k + 1, min(k + 14, len(units))) if units[m].text == ")"), None)
            found = _abbreviation(span, units[k + 1 : close]) if close else None
            if close and found:
                span = replace(span, abbreviation=(sentence.start_of(found.first), sentence.end_of(found.last)))
                taken.append((units[k].first.i, units[close].last.i))
            elif close and close > k + 1:
                span = replace(
                    span, note=(sentence.start_of(units[k + 1].first), sentence.end_of(units[close - 1].last))
                )
        result.append(span)
    return result


def _abbreviation(span: NameSpan, inside: list[Unit]) -> Unit | None:
    """Return the unit in parentheses that abbreviates the name: one word, or the last of a list of spellings."""
    candidates = [u for u in inside if ACRONYM.match(u.text) and len(u.text) <= 10]
    if not candidates or len(inside) > 6:
        return None
    unit = candidates[-1]
    if unit is inside[-1] and is_acronym_of(unit.text, span.text):
        return unit
    return None


def is_acronym_of(short: str, long: str) -> bool:
    """True if the letters of `short` begin words of `long`, in order; the first must fit early."""
    letters = [c for c in short.lower() if c.isalnum()]
    words = [w.lower() for w in re.split(r"[\s\-–’'/,&]+", long) if w]
    if len(letters) < 2 or len(words) < 2:
        return False
    initials = [w[0] for w in words]
    position, hits = 0, 0
    for letter in letters:
        if letter in initials[position:]:
            position += initials[position:].index(letter) + 1
            hits += 1
    wanted = len(letters) if len(letters) <= 2 else max(2, round(0.7 * len(letters)))
    return hits >= wanted and (letters[0] in initials[:3])
