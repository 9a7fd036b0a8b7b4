"""Names that are several things at once: "Fen University President Kim Do-hyun".

Here: splitting titles and persons off a run of capitals. Not here: where the run begins and ends (`names`).
"""

from __future__ import annotations

from dataclasses import replace

from orchestration.extract import vocabulary
from orchestration.extract.rules.units import ADJECTIVE_TAILS, KOREAN_GIVEN, NameSpan


def split_titles(span: NameSpan) -> list[NameSpan]:
    """Split "Fen University President Kim Do-hyun" into a name, a title and a person."""
    titles = vocabulary.words("people", "title_words") - vocabulary.words("people", "never_split")
    at = [k for k, u in enumerate(span.units) if u.low in titles or u.low in vocabulary.words("people", "honorifics")]
    if not at or (len(span.units) == 1):
        return _split_person(span) if not at else [replace(span, role="title")]
    first, last = at[0], at[-1]
    while first > 0 and span.units[first - 1].low in vocabulary.words("people", "title_modifiers"):
        first -= 1
    if last + 1 < len(span.units) and span.units[last + 1].low in vocabulary.words("people", "title_tails"):
        last += 1
    if any(w in ("of", "for") for w in span.words[last:]) and last + 1 < len(span.units):
        return _split_title_function(span, first, last)
    parts: list[NameSpan] = []
    if first > 0:
        parts += _split_person(replace(span, units=span.units[:first]))
    parts.append(replace(span, units=span.units[first : last + 1], role="title"))
    if last + 1 < len(span.units):
        parts.append(replace(span, units=span.units[last + 1 :], role="person"))
    return parts


def _split_title_function(span: NameSpan, first: int, last: int) -> list[NameSpan]:
    parts = [replace(span, units=span.units[:first])] if first else []
    parts.append(replace(span, units=span.units[first : last + 1], role="title"))
    rest = span.units[last + 2 :]
    if rest:
        parts += _split_person(replace(span, units=rest))
    return parts


def _split_person(span: NameSpan) -> list[NameSpan]:
    """Split a Korean personal name off the end of a longer name: "FIMI Kim Do-hyun"."""
    given = next(
        (
            k
            for k, u in enumerate(span.units)
            if KOREAN_GIVEN.match(u.text)
            and not ADJECTIVE_TAILS.search(u.text)
            and not u.low.endswith(("-do", "-gu", "-si", "-dong", "-ro", "-gun"))
        ),
        None,
    )
    if given is None:
        return _split_after_head(span)
    if given + 1 < len(span.units):
        begin, end = given, given + 2
    else:
        begin, end = max(0, given - 1), given + 1
    parts = [replace(span, units=span.units[:begin])] if begin else []
    parts.append(replace(span, units=span.units[begin:end], role="person"))
    if end < len(span.units):
        parts.append(replace(span, units=span.units[end:]))
    return parts


def _split_after_head(span: NameSpan) -> list[NameSpan]:
    """Split "Fen University Kim Hyuk" behind its head noun where two or three plain words follow."""
    at = next(
        (
            k
            for k, w in enumerate(span.words)
            if w in ("university", "institute", "ministry", "hospital", "foundation") and k
        ),
        None,
    )
    rest = span.units[at + 1 :] if at else ()
    heads = (
        vocabulary.words("names", "takes_complement")
        | vocabulary.words("names", "topics")
        | vocabulary.words("names", "other_heads")
        | vocabulary.words("names", "connectors")
    )
    plain = all(
        u.low not in heads and u.text[1:].islower() and u.low not in vocabulary.words("names", "common_acronyms")
        for u in rest
    )
    if (
        len(rest) in (2, 3)
        and plain
        and any(t.ent_type_ == "PERSON" for u in rest for t in (u.first, u.last))
        | (
            len(rest) == 2
            and not any(
                w
                in [
                    *vocabulary.load("names")["organization_heads"]["company"].split(),
                    "hospital",
                    "campus",
                    "press",
                    "fund",
                ]
                for w in span.words[-1:]
            )
        )
    ):
        return [replace(span, units=span.units[: at + 1]), replace(span, units=rest, role="person")] if at else [span]
    return [span]
