"""Persons with title and organization."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from orchestration.extract.protocol import PersonRoleStatement
from orchestration.extract.student.decoding import GOVERNMENT, Decoding
from orchestration.extract.student.labels import RELATION_NAMES
from orchestration.extract.student.reading import Reading
from orchestration.language.names import fold, is_abbreviation_of
from orchestration.language.vocabularies import vocabulary

_LINKS = vocabulary("names")["behind_titles"]
_LINK = re.compile(rf" (?:{'|'.join(_LINKS)}) ")
_OWNER, LONGEST_OWNER = re.compile(r"(?:[’']s?)? "), len("'s ")
LONGEST_LINK = max(map(len, _LINKS)) + 2
_BRACKET = re.compile(r" ?\(")
_OFFICES = frozenset(vocabulary("names")["public_offices"])
_MINISTER, _MINISTRY = "minister", "ministry"


def state_persons(decoding: Decoding) -> Iterator[PersonRoleStatement]:
    """Yield each role of each person: one per title, or one with the organization alone."""
    reading, limits = decoding.reading, decoding.limits
    others = _names_of_others(reading)
    for person in reading.of_letter("p"):
        works = [
            pair for pair in reading.likely("works_for", person, "og", limits["works_for"]) if pair[1] in decoding.names
        ]
        held = [title for _, title in reading.likely("holds", person, "t", limits["holds"])]
        roles: set[tuple[int | None, int | None]] = {
            (title, _organization(decoding, title, works))
            for title in held
            if not any(_is_short_for(reading, title, other) for other in held)
        }
        if not roles and not others.issuperset(map(fold, reading.spellings(person))):
            roles = {(None, organization) for score, organization in works[:1] if score >= limits["works_alone"]}
        seen: set[tuple[str | None, int | None]] = set()
        for title, organization in sorted(roles, key=str):
            words = None if title is None else reading.name_of(title)
            if (words, organization) in seen:
                continue
            seen.add((words, organization))
            yield _statement(decoding, person, title, organization)


def _names_of_others(reading: Reading) -> frozenset[str]:
    """Return the names of places, bodies and programs, and the words that begin these: "Sebenza" of "Sebenza Life".

    Nobody whose name is one of these works somewhere, unless with a title ("Ana Moe, head of Ana Moe Robotics").
    """
    names = [
        fold(name).split()
        for letter in "ogl"
        for thing in reading.of_letter(letter)
        for name in reading.spellings(thing)
    ]
    return frozenset(" ".join(words[:end]) for words in names for end in range(1, len(words) + 1))


def _is_short_for(reading: Reading, title: int, other: int) -> bool:
    """True for "CEO" in "chief executive officer (CEO)": one title, not two."""
    (short,), (long,) = reading.names_of(title), reading.names_of(other)
    return _BRACKET.fullmatch(reading.article.text, long.end, short.start) is not None and is_abbreviation_of(
        short.text, long.text
    )


def _organization(decoding: Decoding, title: int, works: list[tuple[float, int]]) -> int | None:
    """Return the organization in which a person holds a title: the one that is named right beside it.

    Where none is, that for which both relations speak; of a public office, only a body of government.
    """
    if (beside := _named_beside(decoding, title)) is not None:
        return beside
    reading = decoding.reading
    words = fold(reading.name_of(title)).split()
    if (ministry := _ministry_of(decoding, words)) is not None:
        return ministry
    if not _OFFICES.isdisjoint(words):
        works = [(score, each) for score, each in works if _governs(reading, each)]
    row = reading.between[RELATION_NAMES.index("title_at"), title]
    ranked = sorted(((score * float(row[each]), each) for score, each in works), reverse=True)
    return ranked[0][1] if ranked else None


def _ministry_of(decoding: Decoding, words: Sequence[str]) -> int | None:
    """Return the body that is called like the title of its minister: "Ministry of Science"."""
    if _MINISTER not in words:
        return None
    named = [_MINISTRY if word == _MINISTER else word for word in words]
    bodies = (each for each in decoding.reading.of_letter("o") if each in decoding.names)
    spelled = (each for each in bodies if any(fold(name).split() == named for name in decoding.reading.spellings(each)))
    return next(spelled, None)


def _governs(reading: Reading, body: int) -> bool:
    return reading.things[body].letter == "o" and reading.class_of("organization_type", body)[0] == GOVERNMENT


def _named_beside(decoding: Decoding, title: int) -> int | None:
    """Return the body of the longest name behind a title, or right before it: "dean of Moe College", "KAIST's dean"."""
    reading, text = decoding.reading, decoding.reading.article.text
    (span,) = reading.names_of(title)
    names = [
        (name, body)
        for body in decoding.names
        if reading.things[body].letter in "og"
        for name in reading.names_of(body)
        if span.end < name.start <= span.end + LONGEST_LINK or name.end < span.start <= name.end + LONGEST_OWNER
    ]
    behind = [(name.end, body) for name, body in names if _LINK.fullmatch(text, span.end, name.start)]
    before = [(-name.start, body) for name, body in names if _OWNER.fullmatch(text, name.end, span.start)]
    found = max(behind, default=None) or max(before, default=None)
    return found[1] if found else None


def _statement(decoding: Decoding, person: int, title: int | None, organization: int | None) -> PersonRoleStatement:
    reading = decoding.reading
    if title is not None:
        start, end = decoding.quote("holds", person, title)
        score = float(reading.between[RELATION_NAMES.index("holds"), person, title])
    else:
        start, end = decoding.quote("works_for", person, organization or 0)
        score = float(reading.between[RELATION_NAMES.index("works_for"), person, organization or 0])
    return PersonRoleStatement(
        person_name=reading.name_of(person),
        title=None if title is None else reading.name_of(title),
        organization_name=None if organization is None else decoding.names[organization],
        char_start=start,
        char_end=end,
        rule="holds" if title is not None else "works_for",
        confidence=score,
    )
