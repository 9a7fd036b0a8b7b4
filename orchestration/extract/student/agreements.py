"""Agreements: who the parties of each are.

Here: parties, modality, and agreements told twice. Not here: dates as dates (`normalize`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from orchestration.extract.protocol import PartnershipStatement
from orchestration.extract.student.decoding import NO_FACT, STATUS, Decoding
from orchestration.extract.student.span import Span
from orchestration.extract.student.things import name_several
from orchestration.language.names import fold

MOST_WRONG_SHARE = 0.3  # of a list of partners: "with A, B, C, D and E" is right or wrong as a whole
SAME_TO = 6  # digits of probabilities that are taken for the same
MOST_WRONG = 1.0  # parties of an agreement; fewer or none change `dev` by less than 0.005


@dataclass(frozen=True)
class _Agreement:
    thing: int
    parties: dict[int, float]  # organization -> probability
    kind: str
    modality: str
    date_text: str | None
    duration_text: str | None


def state_agreements(decoding: Decoding) -> Iterator[PartnershipStatement]:
    """Yield each agreement of two or more stated organizations."""
    kept: list[_Agreement] = []
    read = [each for thing in decoding.reading.of_letter("a") if (each := _read(decoding, thing))]
    found = [each for agreement in read for each in _one_by_one(decoding, agreement)]
    for agreement in sorted(found, key=lambda each: (-len(each.parties), -sum(each.parties.values()), each.thing)):
        if not any(_is_told_by(agreement, other) for other in kept):
            kept.append(agreement)
    for agreement in sorted(kept, key=lambda each: each.thing):
        yield _statement(decoding, agreement)


def _read(decoding: Decoding, thing: int) -> _Agreement | None:
    reading = decoding.reading
    modality = reading.class_of("agreement_modality", thing)[0]
    likely = reading.likely("party", thing, "o", decoding.limits["party"])
    named = [(score, party) for score, party in likely if party in decoding.names]
    parties = {party: score for score, party in _without_joint_units(decoding, named)}
    if modality in NO_FACT or len(parties) < 2:
        return None
    return _Agreement(
        thing,
        parties,
        reading.class_of("agreement_kind", thing)[0],
        modality,
        decoding.words_of("agreed_on", thing, "d"),
        decoding.words_of("lasts", thing, "q"),
    )


def _one_by_one(decoding: Decoding, agreement: _Agreement) -> Iterator[_Agreement]:
    """Yield the agreements that words for several mean: one of each party with the one that is named before them.

    "Acme signed MoUs with Moe College and Halden" says that Acme has two agreements, and nothing about the others.
    Where nobody is named before the words, or two are, the parties stay together, those that are sure enough.
    """
    center = _center(decoding, agreement)
    if center is None:
        parties = _surest(agreement.parties)
        if len(parties) >= 2:
            yield replace(agreement, parties=parties)
        return
    for party, score in agreement.parties.items():
        if party != center:
            yield replace(agreement, parties={center: agreement.parties[center], party: score})


def _center(decoding: Decoding, agreement: _Agreement) -> int | None:
    """Return the one party that is named before words for several agreements; None where they are no such words."""
    words = decoding.reading.names_of(agreement.thing)
    if len(agreement.parties) < 3 or not all(name_several(span.text) for span in words):
        return None
    before = {party for span in words for party in agreement.parties if _is_named_before(decoding, party, span)}
    return before.pop() if len(before) == 1 else None


def _is_named_before(decoding: Decoding, party: int, words: Span) -> bool:
    """True where a party, or a word for it, stands before some words in their sentence."""
    start, _ = decoding.quotes.around([(words.start, words.end)])
    return any(start <= each.start and each.end <= words.start for each in decoding.reading.mentions_of(party))


def _without_joint_units(decoding: Decoding, parties: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """Leave out what is named after two surer parties: the "SNU-NAVER Center" comes of their agreement."""
    words = {party: [_words(name) for name in decoding.reading.spellings(party)] for _, party in parties}
    return [
        (score, party)
        for score, party in parties
        if not any(
            _names_two(long, [words[other] for surer, other in parties if surer > score]) for long in words[party]
        )
    ]


def _names_two(long: list[str], others: Iterable[list[list[str]]]) -> bool:
    """True where the words of a name have, one beside the other, names of two other things."""
    left = list(long)
    found = 0
    for names in others:
        for short in sorted(names, key=len, reverse=True):
            at = next((k for k in range(len(left)) if short and left[k : k + len(short)] == short), None)
            if at is not None:
                left[at : at + len(short)] = [""]
                found += 1
                break
    return found >= 2 and any(left)


def _words(name: str) -> list[str]:
    return fold(name.replace("-", " ").replace("–", " ")).split()


def _surest(parties: Mapping[int, float]) -> dict[int, float]:
    """Return the surest parties of those given, surest first: as many as may be expected to hold at most one wrong one.

    The pairs of an agreement grow with the square of its parties: a list of thirty members, each of them half likely to
    be a party, would state hundreds of pairs. Names of one list, which are equally sure, are all in or all out; in,
    where nobody else would be left and they are sure enough.
    """
    kept: dict[int, float] = {}
    for _, found in groupby(parties.items(), lambda each: round(each[1], SAME_TO)):
        more = kept | dict(found)
        wrong = sum(1 - score for score in more.values())
        is_whole_list = len(kept) < 2 and wrong <= MOST_WRONG_SHARE * len(more)
        if wrong > MOST_WRONG and not is_whole_list:
            break
        kept = more
    return kept


def _is_told_by(agreement: _Agreement, other: _Agreement) -> bool:
    """True where an agreement has only parties of another, and no date of its own: it is that one again."""
    has_own_date = agreement.date_text is not None and other.date_text not in {None, agreement.date_text}
    return set(agreement.parties) <= set(other.parties) and not has_own_date


def _statement(decoding: Decoding, agreement: _Agreement) -> PartnershipStatement:
    ranked = sorted(agreement.parties, key=lambda party: (-agreement.parties[party], party))
    spans = [span for party in ranked for span in decoding.reading.best_pair("party", agreement.thing, party)]
    places = map(decoding.places_of_names, ranked)
    start, end = decoding.quotes.naming(decoding.quotes.around([(span.start, span.end) for span in spans[:4]]), places)
    second = sorted(agreement.parties.values(), reverse=True)[1]
    words = max(decoding.reading.spans[i].score for i in decoding.reading.things[agreement.thing].names)
    return PartnershipStatement(
        parties=tuple(sorted(decoding.names[party] for party in agreement.parties)),
        kind=agreement.kind,
        status=STATUS.get(agreement.modality, "active"),
        date_text=agreement.date_text,
        duration_text=agreement.duration_text,
        char_start=start,
        char_end=end,
        rule="party",
        confidence=second * words,
    )
