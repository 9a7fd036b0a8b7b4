"""Spans of text that look like names.

Here: where a name begins and ends: capitals, "of", "&" and commas inside names. Not here: titles before names
(`name_parts`), whether a name is an organization, a person or a place (`judging`).
"""

from __future__ import annotations

from orchestration.extract import vocabulary
from orchestration.extract.document import Sentence
from orchestration.extract.rules.abbreviations import with_parentheses
from orchestration.extract.rules.name_parts import split_titles
from orchestration.extract.rules.units import NameSpan, Unit, split_units

LONGEST_LIST = 4  # parts of "Skills, Innovation and Information Systems"


def scan(sentence: Sentence) -> list[NameSpan]:
    """Return the names of a sentence, in order."""
    units = split_units(sentence)
    spans: list[NameSpan] = []
    i = 0
    while i < len(units):
        quoted = _quoted(units, i)
        if quoted:
            spans.append(NameSpan(sentence, tuple(units[i + 1 : quoted]), role="quoted"))
            i = quoted + 1
            continue
        begin = _begins(units, i)
        if begin is None:
            i += 1
            continue
        end = _extend(units, begin)
        spans.extend(split_titles(NameSpan(sentence, tuple(units[begin:end]))))
        i = end
    return with_parentheses(sentence, units, spans)


def _quoted(units: list[Unit], i: int) -> int | None:
    """Return the index of the closing quote if units[i] opens a quoted name of at most eight words."""
    if units[i].text not in ("“", '"', "‘", "«", "``", "„"):
        return None
    for j in range(i + 1, min(i + 11, len(units))):
        if units[j].text in ("”", '"', "’", "»", "''", "“"):
            inner = units[i + 1 : j]
            if inner and inner[-1].text in (",", "."):
                inner = inner[:-1]
            fine = bool(inner) and all(
                u.is_name_like or u.low in vocabulary.words("names", "connectors") or u.text.isdigit() for u in inner
            )
            return (
                j
                if fine
                and inner[0].is_name_like
                and (len(inner) > 1 or inner[0].low not in vocabulary.words("names", "never_names"))
                and inner == units[i + 1 : j]
                else None
            )
    return None


def _begins(units: list[Unit], i: int) -> int | None:
    unit = units[i]
    if not unit.is_name_like:
        return None
    follower = units[i + 1] if i + 1 < len(units) else None
    if unit.low in vocabulary.words("names", "never_names") and not (
        unit.text.isupper() and len(unit.text) > 2 and unit.low not in vocabulary.words("names", "common_acronyms")
    ):
        title = unit.low in vocabulary.words("people", "title_words") and follower is not None and follower.is_name_like
        article = (
            unit.text == "The"
            and i > 0
            and units[i - 1].text[-1].isalnum()
            and follower is not None
            and follower.is_name_like
        )
        abbreviated = unit.low in vocabulary.words("people", "honorifics")
        compound = (
            unit.low in vocabulary.words("names", "may_begin")
            and follower is not None
            and follower.is_name_like
            and follower.low not in vocabulary.words("names", "never_names")
        )
        return i if title or article or abbreviated or compound else None
    if (
        i == 0
        and unit.first.pos_ in ("ADP", "SCONJ", "DET", "PRON", "CCONJ")
        and not unit.text.isupper()
        and unit.text.isascii()
        and len(unit.text) > 3
    ):
        return None
    if (
        i == 0
        and not unit.text.isupper()
        and unit.first.pos_ in ("ADV", "ADP", "DET", "PRON", "SCONJ", "CCONJ", "VERB", "AUX", "INTJ")
        and not (follower and follower.is_name_like)
    ):
        return None
    return i


def _extend(units: list[Unit], begin: int) -> int:
    """Return one past the last unit of the name that begins at `begin`."""
    end = begin + 1
    while end < len(units):
        unit = units[end]
        if (
            unit.is_name_like
            and not (unit.low in vocabulary.words("names", "calendar") and unit.low not in ("may", "march"))
        ) or (unit.text.isdigit() and len(unit.text) <= 4 and end + 1 < len(units) and units[end + 1].is_name_like):
            end += 1
        elif (
            unit.text == "," and end + 1 < len(units) and units[end + 1].low in vocabulary.words("names", "legal_forms")
        ):
            end += 2
        elif (joined := _joined_by_connector(units, begin, end)) or (joined := _joined_list(units, begin, end)):
            end = joined
        else:
            break
    while end - 1 > begin and not (units[end - 1].is_name_like or units[end - 1].text.isdigit()):
        end -= 1
    return end


def _joined_by_connector(units: list[Unit], begin: int, end: int) -> int | None:
    """Join "of", "for", "and", "de", "&" ... and the capitalised word behind them, where the name calls for it."""
    connectors = vocabulary.words("names", "connectors")
    after = end
    while (
        after < len(units)
        and after < end + 3
        and units[after].low in connectors
        and (units[after].text.islower() or units[after].text == "&")
    ):
        after += 1
    if after == end or after >= len(units) or not units[after].is_name_like:
        return None
    joint = [u.low for u in units[end:after]]
    if _is_wanted(units, begin, end, after, joint):
        return after + 1
    return None


def _is_wanted(units: list[Unit], begin: int, end: int, after: int, joint: list[str]) -> bool:
    heads = vocabulary.words("names", "takes_complement")
    left, right = units[end - 1], units[after]
    if right.low in vocabulary.words("names", "never_names") and right.low not in vocabulary.words("names", "topics"):
        return False
    if joint[0] in vocabulary.words("names", "sure_connectors") or (
        joint[0] in ("e", "y", "i", "u", "et") and _has_head(units[begin:end])
    ):
        return True
    if joint in (["of"], ["of", "the"], ["for"], ["for", "the"], ["pour"], ["in"]):
        if left.low in heads:
            return joint[0] != "in" or not _is_place(units, after)
        return (joint == ["in"] and right.low in ("residence", "excellence")) or (
            left.low in ("excellence", "residence") and joint == ["in"]
        )
    if joint == ["and"] and _has_complement(units[begin:end]):
        return left.low in vocabulary.words("names", "topics") and right.low in vocabulary.words("names", "topics")
    if joint == ["and"]:
        return (
            left.low in vocabulary.words("names", "topics")
            and _head_follows(units, after)
            and right.low in vocabulary.words("names", "topics") | {"ai"}
        )
    if joint == ["á"] or (joint[0] in ("el", "y", "e") and not _has_head(units[begin:end])):
        return joint[0] in ("á", "el")
    return False


def _joined_list(units: list[Unit], begin: int, end: int) -> int | None:
    """Join ", Technology and Innovation" to "Ministry of Science": short parts that are fields, then "and".

    Behind "Institute of" a single word between two fields is a field too, whatever it is.
    """
    if units[end].text != "," or not _is_topic(units, end - 1):
        return None
    at, parts = end, 0
    while parts < LONGEST_LIST and at + 1 < len(units) and units[at].text == "," and _is_topic(units, at + 1):
        at, parts = at + 1, parts + 1
        while _is_topic(units, at):
            at += 1
    if not parts and _is_field_between(units, begin, end):
        at, parts = end + 2, 1
    if at < len(units) and units[at].text == ",":
        at += 1
    if not parts or at >= len(units) or units[at].low not in ("and", "&") or not _is_topic(units, at + 1):
        return None
    return at + 2 if _has_complement(units[begin:end]) or _head_follows(units, at + 1) else None


def _is_field_between(units: list[Unit], begin: int, end: int) -> bool:
    """True for "Falconry" in "School of Forestry, Falconry and Fisheries"."""
    if end + 2 >= len(units) or not units[end + 1].is_name_like or not _has_complement(units[begin:end]):
        return False
    closing = units[end + 2].low in ("and", "&", ",")
    return closing and not units[end + 1].text.isupper() and not _is_place(units, end + 1)


def _is_topic(units: list[Unit], at: int) -> bool:
    return at < len(units) and units[at].is_name_like and units[at].low in vocabulary.words("names", "topics")


def _has_head(units: list[Unit]) -> bool:
    return any(u.low in vocabulary.words("names", "takes_complement") for u in units)


def _has_complement(units: list[Unit]) -> bool:
    lows = [u.low for u in units]
    return any(w in ("of", "for") for w in lows[1:]) or any(
        w in vocabulary.words("names", "takes_complement") for w in lows[:-1]
    )


def _head_follows(units: list[Unit], at: int) -> bool:
    heads = vocabulary.words("names", "takes_complement")
    for unit in units[at + 1 : at + 5]:
        if not unit.is_name_like:
            return False
        if unit.low in heads:
            return True
    return False


def _is_place(units: list[Unit], at: int) -> bool:
    places = set(vocabulary.load("places")["cities"]) | set(vocabulary.load("places")["countries"])
    return units[at].text in places or (at + 1 < len(units) and f"{units[at].text} {units[at + 1].text}" in places)
