"""Spellings of one entity: acronyms, short forms, "X, or Y", "X – Y".

Here: which groups of names mean the same. Not here: what kind of thing they are (`judging`).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict

from orchestration.extract import vocabulary
from orchestration.extract.rules.abbreviations import is_acronym_of
from orchestration.extract.rules.entity import Entity, absorb
from orchestration.extract.rules.hints import is_located
from orchestration.extract.rules.name_kinds import (
    core_words,
    head_type,
    head_types,
    is_other,
    known_organizations,
    place_names,
    program_kind,
)
from orchestration.extract.rules.units import NameSpan

OTHER_NAME_SIGNS = {"or", "formally", "officially", "short", "known", "formerly", "abbreviated", "("}


OTHER_NAME_WORDS = OTHER_NAME_SIGNS | {",", "as", "for", "the", "also", "called", "(", "an", "abbreviation"}


def link_acronyms(groups: list[Entity]) -> list[Entity]:
    """Put "FIMI" to "Fen Institute of Marine Ice" where the letters agree one by one."""
    longs: dict[str, list[Entity]] = defaultdict(list)
    for group in groups:
        if len(group.words) >= 3 and head_type(group.words):
            longs[_initials(group.name)].append(group)
    result = []
    for group in groups:
        short = group.name
        same = longs.get(short, []) if short.isupper() and short.isalpha() and len(short) >= 3 else []
        if len(same) == 1 and same[0] is not group:
            absorb(same[0], group)
        else:
            result.append(group)
    return result


def _initials(name: str) -> str:
    words = [w for w in re.split(r"[\s\-–’'/,&]+", name) if w]
    return "".join(w[0] for w in words if w[0].isupper()).upper()


def link_dashes(groups: list[Entity]) -> list[Entity]:
    """Join "Asta" and "Nordic Institute" in "Asta – Nordic Institute"."""
    by_start = {span.start: (group, span) for group in groups for span in group.spans}
    gone: set[int] = set()
    for group in groups:
        for span in list(group.spans):
            doc = span.sentence.span.doc
            i = span.last.i + 1
            if i + 1 < span.sentence.span.end and doc[i].text in ("–", "—") and head_type(span.words) is None:
                other = by_start.get(span.sentence.start_of(doc[i + 1]))
                if (
                    other
                    and other[0] is not group
                    and id(other[0]) not in gone
                    and head_type(other[1].words)
                    and len(span.units) <= 2
                ):
                    text = span.sentence.words(span.first, other[1].last)
                    absorb(group, other[0])
                    group.spellings.setdefault(text, span.start)
                    gone.add(id(other[0]))
    return [g for g in groups if id(g) not in gone]


def link_other_names(groups: list[Entity]) -> list[Entity]:
    """Join "FIMI" and "Fen Institute ..." in "FIMI, or Fen Institute ...", "FIMI, formally Fen ..."."""
    spans = sorted(((s, g) for g in groups for s in g.spans), key=lambda pair: pair[0].start)
    gone: dict[int, Entity] = {}
    for (left, a), (right, b) in itertools.pairwise(spans):
        if left.sentence is not right.sentence or a is b or id(a) in gone or id(b) in gone:
            continue
        between = [t.lower_ for t in left.sentence.span.doc[left.last.i + 1 : right.first.i]]
        if (
            not between
            or len(between) > 5
            or not all(w in OTHER_NAME_WORDS for w in between)
            or not set(between) & OTHER_NAME_SIGNS
        ):
            continue
        if is_acronym_of(left.text, right.text) or is_acronym_of(right.text, left.text):
            absorb(b, a)
            gone[id(a)] = b
    return [g for g in groups if id(g) not in gone]


def link_short_forms(groups: list[Entity]) -> list[Entity]:
    """Put "Marlow" to "Marlow Ventures", and "Night Campus" to "Riverside Night Campus"."""
    result: list[Entity] = []
    by_first: dict[str, list[Entity]] = defaultdict(list)
    by_last: dict[str, list[Entity]] = defaultdict(list)
    for group in groups:
        by_first[group.words[0]].append(group)
        by_last[group.words[-1]].append(group)
    for group in groups:
        long = _long_form(group, [g for g in by_first[group.words[0]] + by_last[group.words[-1]] if g is not group])
        if long is not None:
            absorb(long, group)
        else:
            result.append(group)
    return result


def _long_form(group: Entity, others: list[Entity]) -> Entity | None:
    words = group.words
    if any(is_located(s) or _is_in_place(s) for s in group.spans):
        return None
    if (
        group.name in place_names()
        or group.name in known_organizations()
        or words[-1] in vocabulary.words("places", "adjectives")
    ):
        return None
    heads = head_types()
    prefix = [
        g
        for g in others
        if len(g.words) > len(words) and g.words[: len(words)] == words and all(s.role != "person" for s in g.spans)
    ]
    legal = [
        g
        for g in prefix
        if all(w.rstrip(".") in heads or w in ("private", "ai") for w in g.words[len(words) :])
        and not (program_kind(g.words) and group.name.isupper())
    ]
    if len(legal) >= 1:
        return min(legal, key=lambda g: (min(g.spellings.values()), g.name))
    if (
        len(prefix) == 1
        and not group.name.isupper()
        and len(words) == 1
        and min(prefix[0].spellings.values()) <= min(group.spellings.values())
        and not is_other(prefix[0].words)
    ):
        return prefix[0]
    if len(prefix) == 1 and len(words) >= 2 and head_type(prefix[0].words) and prefix[0].words[len(words)] != "of":
        return prefix[0] if head_type(words) is None or core_words(prefix[0].words)[-1:] == words[-1:] else None
    suffix = [g for g in others if len(g.words) > len(words) and g.words[-len(words) :] == words]
    is_tail = all(map(_has_article, group.spans)) if len(words) == 1 else program_kind(words)
    return suffix[0] if len(suffix) == 1 and is_tail else None


def _has_article(span: NameSpan) -> bool:
    """True for "the Shed", which "Harbour Shed" may be called."""
    return span.first.i > span.sentence.span.start and span.first.nbor(-1).lower_ == "the"


def _is_in_place(span: NameSpan) -> bool:
    """True for "in Tamale", which is no short form of "Tamale Robotics"."""
    return span.first.i > span.sentence.span.start and span.first.nbor(-1).lower_ in ("in", "near")


def link_surnames(groups: list[Entity]) -> list[Entity]:
    """Put "Osei" to "Nadia Osei" where the article names one person of that name."""
    named: dict[str, list[Entity]] = defaultdict(list)
    for group in groups:
        if group.kind == "person" and " " in group.name:
            for word in {group.name.split()[0], group.name.split()[-1]}:
                named[word].append(group)
    result = []
    for group in groups:
        full = named.get(group.name, []) if group.kind == "person" else []
        if len(full) == 1:
            absorb(full[0], group)
        else:
            result.append(group)
    return result
