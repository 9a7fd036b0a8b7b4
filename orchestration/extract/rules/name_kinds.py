"""What the words of a name alone tell: head nouns, places, common acronyms.

Here: the lists of vocabulary/names.yml, places.yml and known_organizations.yml. Not here: what the text around a name
tells (`hints`).
"""

from __future__ import annotations

from functools import cache

from orchestration.extract import vocabulary
from orchestration.extract.rules.units import NameSpan


@cache
def place_names() -> frozenset[str]:
    """Cities, countries and regions of the gazetteer."""
    voc = vocabulary.load("places")
    return frozenset([*voc["cities"], *voc["countries"], *voc["regions"]])


@cache
def known_organizations() -> dict[str, str]:
    """Well-known organizations and their type."""
    return {name: kind for kind, names in vocabulary.load("known_organizations").items() for name in names}


@cache
def head_types() -> dict[str, str]:
    """Head nouns of organizations and the type that they tell."""
    types: dict[str, str] = {}
    for kind, heads in vocabulary.load("names")["organization_heads"].items():
        for head in heads.split():
            types.setdefault(head, kind)
    return types


@cache
def program_heads() -> dict[str, str]:
    """Head nouns of programs and the kind that they tell."""
    kinds: dict[str, str] = {}
    for kind, heads in vocabulary.load("names")["program_heads"].items():
        for head in heads.split():
            kinds.setdefault(head, kind)
    return kinds


def core_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a name before its complement: "institute" of "Institute of Technology"."""
    for k, word in enumerate(words):
        if k and word in vocabulary.words("names", "complement_prepositions"):
            return words[:k]
    return words


def head_type(words: tuple[str, ...]) -> str | None:
    """Type of organization that the head noun of a name tells, if any."""
    core = core_words(words)
    if len(words) == 1 or core[-1] in vocabulary.words("names", "other_heads"):
        return None
    types = head_types()
    for word in (core[-1], core[0]):
        if word in types and not (
            word == core[0] and len(core) > 1 and types[word] in ("company", "hub", "media", "other")
        ):
            return types[word]
    if core[-1].rstrip(".") in types:
        return types[core[-1].rstrip(".")]
    return None


def program_kind(words: tuple[str, ...]) -> str | None:
    """Kind of program that the head noun of a name tells, if any."""
    core = core_words(words)
    kinds = program_heads()
    last = core[-1]
    if last.isdigit() or (set(last) <= set("ivx") and len(core) > 1):
        core, last = core[:-1], core[-2] if len(core) > 1 else last
    if core and core[0] == "graduate" and "school" in core:
        return "graduate_school"
    if ("school" in core and "summer" in core) or (
        core[-1:] == ("school",) and core[-2:-1] in (("driving",), ("summer",), ("winter",))
    ):
        return "training"
    if last in kinds and len(words) > 1:
        if last in ("school", "escola") and "graduate" not in words and "escola" not in words:
            return "training"
        return kinds[last]
    if core and core[0] in vocabulary.words("names", "leading_program_heads") and len(words) > 1:
        return kinds.get(core[0], "graduate_school" if core[0] == "graduate" else None)
    return None


def is_other(words: tuple[str, ...]) -> bool:
    """True for prizes, laws, streets, provinces."""
    core = core_words(words)
    if core[-1] == "accelerator" and {*core[-2:-1]} & vocabulary.words("names", "machine_accelerators"):
        return True
    return core[-1] in vocabulary.words("names", "other_heads") or core[0] in vocabulary.words(
        "names", "leading_other_heads"
    )


def is_common(span: NameSpan) -> bool:
    """True for acronyms of fields, nationalities, calendar words."""
    low = span.text.lower().rstrip(".")
    if (
        all(
            p in place_names() or p.lower() in vocabulary.words("names", "common_acronyms")
            for u in span.units
            for p in u.text.replace("–", "-").split("-")
        )
        and "-" in span.text
    ):
        return True
    names = (
        vocabulary.words("names", "common_acronyms")
        | vocabulary.words("names", "never_names")
        | vocabulary.words("places", "adjectives")
    )
    parts = [w for w in span.words if w not in vocabulary.words("names", "connectors")]
    return low in names or all(p.rstrip(".") in names or p in vocabulary.words("names", "topics") for p in parts)


@cache
def program_nouns() -> dict[str, str]:
    """Lower-case nouns that name a kind of program, and the kind."""
    return program_heads()
