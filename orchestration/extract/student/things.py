"""From mentions to things: which mentions name one organization, program, person, place or agreement.

Here: grouping by spelling, by the model's `same`, by surname. Not here: relations between things (`reading`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from orchestration.extract.student.labels import ORGANIZATION_LAYERS
from orchestration.extract.student.pairs import odds
from orchestration.extract.student.span import Span
from orchestration.language.names import (
    are_initials_of,
    fold,
    fold_person,
    fold_program,
    is_abbreviation_of,
    is_shortened_of,
)
from orchestration.language.vocabularies import vocabulary

Floats = NDArray[np.float32]
LETTER = {
    "organization": "o",
    "organization_inside": "o",
    "program": "g",
    "person": "p",
    "title": "t",
    "place": "l",
    "number": "q",
    "date": "d",
    "agreement": "a",
}
FOLDED = {"person": fold_person, "program": fold_program}
PARTS = frozenset(vocabulary("names")["parts_of_bodies"])
SEVERAL = frozenset(vocabulary("agreements")["several"])
TWO = frozenset(vocabulary("names")["words_for_two"])
SAME, SAME_WORD = 0.5, 0.4
_JOINTS = re.compile(r"[-–/]")
SAME_BEGINNING = 0.1  # for names of which one begins the other; on `dev` it lifts macro F1 by 0.008


@dataclass
class Thing:
    """Something that the article speaks of: its letter, and the numbers of its mentions, names first."""

    letter: str
    names: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)

    @property
    def mentions(self) -> list[int]:
        """All mentions."""
        return [*self.names, *self.words]


def group(spans: Sequence[Span], same: Floats) -> list[Thing]:
    """Group mentions into things. `same[i, j]`: score that mention i is the thing that mention j names."""
    weights = odds(same)
    things = [
        *_named(spans, weights, ORGANIZATION_LAYERS),
        *_named(spans, weights, ("program",)),
        *_persons(spans),
        *_places(spans),
        *_agreements(spans, same),
        *(Thing(LETTER[span.layer], [i]) for i, span in enumerate(spans) if span.layer in {"title", "number", "date"}),
    ]
    _attach_words(spans, weights, things)
    return things


def _by_key(spans: Sequence[Span], layers: Sequence[str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for number, span in enumerate(spans):
        if span.layer in layers:
            groups[FOLDED.get(span.layer, fold)(span.text)].append(number)
    return groups


def _named(spans: Sequence[Span], weights: Floats, layers: Sequence[str]) -> list[Thing]:
    """Group names by spelling, then merge spellings that the model, or an abbreviation, says are the same."""
    groups = list(_by_key(spans, layers).values())
    alike = [(likeness, -one, -other) for one, other, likeness in _alike(spans, weights, groups)]
    root = list(range(len(groups)))
    for _, one, other in sorted(alike, reverse=True):
        kept, gone = root[-one], root[-other]
        root = [kept if each == gone else each for each in root]
    merged: dict[int, Thing] = {}
    for number, members in enumerate(groups):
        merged.setdefault(root[number], Thing(LETTER[layers[0]])).names.extend(members)
    for thing in merged.values():
        thing.names.sort()
    return list(merged.values())


def _alike(spans: Sequence[Span], weights: Floats, groups: Sequence[list[int]]) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of spellings that name one thing, and how alike they are (from SAME to 1)."""
    if not groups:
        return
    toward = np.stack([weights[:, members].sum(axis=1) for members in groups], axis=1)
    medians = np.stack([np.median(toward[members], axis=0) for members in groups])
    shares = _share(medians)
    mean, most = (shares + shares.T) / 2, np.maximum(shares, shares.T)
    texts = [spans[members[0]].text for members in groups]
    abbreviated = _abbreviated(spans, groups) | _shortened(texts) | _initials(texts)
    for one, other in zip(*np.nonzero(np.triu(np.maximum(mean, most) >= SAME_BEGINNING, k=1)), strict=True):
        likeness = float(mean[one, other])
        if _begins(spans[groups[one][0]].text, spans[groups[other][0]].text):
            likeness = max(float(most[one, other]), SAME)
        are_apart = _is_joint(one, other, texts) or _is_joint(other, one, texts)
        if likeness >= SAME and not are_apart and (one, other) not in abbreviated:
            yield int(one), int(other), likeness
    yield from ((one, other, 1.0) for one, other in sorted(abbreviated))


def _abbreviated(spans: Sequence[Span], groups: Sequence[list[int]]) -> set[tuple[int, int]]:
    """Return the pairs of spellings of which one stands in brackets behind the other, as its abbreviation."""
    owner = {member: number for number, members in enumerate(groups) for member in members}
    begins: dict[int, list[int]] = defaultdict(list)
    for member in owner:
        begins[spans[member].first].append(member)
    return {
        (min(owner[left], owner[right]), max(owner[left], owner[right]))
        for left in owner
        for right in begins[spans[left].last + 2]
        if owner[left] != owner[right] and _stands_in_brackets(spans[left], spans[right])
    }


def _shortened(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Return the pairs of spellings of which one is the other with words cut to a dot."""
    dotted = [number for number, text in enumerate(texts) if ". " in text]
    return {
        (min(short, long), max(short, long))
        for short in dotted
        for long in range(len(texts))
        if is_shortened_of(texts[short], texts[long])
    }


def _initials(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Return the pairs of spellings of which one has the initials of the other, and of no third one."""
    found = set()
    for short in (number for number, text in enumerate(texts) if text.isupper()):
        long = [number for number, text in enumerate(texts) if are_initials_of(texts[short], text)]
        if len(long) == 1:
            found.add((min(short, *long), max(short, *long)))
    return found


def _begins(one: str, other: str) -> bool:
    """True where the words of one name begin the other, "Halden" and "Halden Robotics", which is no part of the first.

    "Halden Lab" may well be a part of Halden, and "Halden-Moe Robotics" is somebody else.
    """
    short, long = sorted(([fold(word) for word in name.split()] for name in (one, other)), key=len)
    return len(short) < len(long) and long[: len(short)] == short and long[-1] not in PARTS


def _is_joint(party: int, unit: int, texts: Sequence[str]) -> bool:
    """True for "KAIST" and the "KAIST-NYU Campus", where a third name is NYU, or has these initials."""
    parts = _JOINTS.split(texts[unit].split(" ")[0])
    if fold(texts[party]) not in map(fold, parts):
        return False
    others = [text for number, text in enumerate(texts) if number not in {party, unit}]
    rest = [part for part in parts if fold(part) != fold(texts[party])]
    return any(fold(part) == fold(text) or are_initials_of(part, text) for part in rest for text in others)


def _share(weights: Floats) -> Floats:
    return weights / (1.0 + weights)


def _stands_in_brackets(left: Span, right: Span) -> bool:
    """True for "Institute for Quiet Machines (IQM)": a short form right behind the name, with letters of it."""
    return right.start - left.end <= 2 and is_abbreviation_of(right.text, left.text)


def _persons(spans: Sequence[Span]) -> list[Thing]:
    """Group persons: a single name belongs to the longer one that has it; of two that have it, nothing decides."""
    groups = _by_key(spans, ("person",))
    longer: dict[str, list[str]] = {
        key: [other for other in groups if other != key and set(key.split()) < set(other.split())] for key in groups
    }
    owner = {key: found[0] if found else key for key, found in longer.items() if len(found) <= 1}
    merged: dict[str, Thing] = {}
    for key, members in groups.items():
        if key not in owner:
            continue
        merged.setdefault(owner[key], Thing("p")).names.extend(members)
    for thing in merged.values():
        thing.names.sort()
    return list(merged.values())


def _places(spans: Sequence[Span]) -> list[Thing]:
    return [Thing("l", members) for members in _by_key(spans, ("place",)).values()]


def name_several(text: str) -> bool:
    """True for words that name several agreements: "three MoUs"."""
    return not SEVERAL.isdisjoint(text.casefold().split())


def name_two(text: str) -> bool:
    """True for words that stand for two things: "the two", "both institutes"."""
    return not TWO.isdisjoint(text.casefold().split())


def _agreements(spans: Sequence[Span], same: Floats) -> list[Thing]:
    """Group words that name one agreement: each joins the group that it is most alike to, on average.

    Words for several agreements join each other only: they are alike to each of those.
    """
    groups: list[tuple[bool, list[int]]] = []
    for number in (i for i, span in enumerate(spans) if span.layer == "agreement"):
        are_several = name_several(spans[number].text)
        scores = [
            (float(np.mean([(same[number, i] + same[i, number]) / 2 for i in members])), members)
            for of_several, members in groups
            if of_several == are_several
        ]
        best, nearest = max(scores, default=(0.0, []))
        if best > 0:
            nearest.append(number)
        else:
            groups.append((are_several, [number]))
    return [Thing("a", members) for _, members in groups]


def _attach_words(spans: Sequence[Span], weights: Floats, things: list[Thing]) -> None:
    """Give "the company", "it", "the two" to the things that they stand for."""
    for layer, letter in (("organization_word", "o"), ("program_word", "g")):
        candidates = [thing for thing in things if thing.letter == letter]
        for number in (i for i, span in enumerate(spans) if span.layer == layer):
            shares = _share(np.asarray([weights[number, thing.names].sum() for thing in candidates], dtype=np.float64))
            ranked = sorted(shares, reverse=True)
            best = max(ranked, default=0.0)
            least = max(SAME_WORD, ranked[1]) if name_two(spans[number].text) and len(ranked) > 1 else SAME_WORD
            for thing, share in zip(candidates, shares, strict=True):
                if share >= least or (share == best and share > SAME_WORD / 2):
                    thing.words.append(number)
