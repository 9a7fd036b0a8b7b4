"""Annotated articles as training examples: tags of words, mentions, classes and relations between things.

Here: how gold becomes targets. Not here: swapping names (`augment`), the network and its losses.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from orchestration.extract.student.labels import BEGIN, CLASSES, INSIDE, LAYERS, MEASURES, RELATION_NAMES
from orchestration.extract.student.things import name_several
from orchestration.extract.student.tokens import MASK, Encoded, encode
from orchestration.language.names import fold
from orchestration.learning.facts import ROLES
from orchestration.learning.markup import AnnotatedArticle, FactLine, Mention

LAYER_OF_KIND = {
    "p": "person",
    "t": "title",
    "l": "place",
    "q": "number",
    "d": "date",
    "a": "agreement",
    "x": "outside",
}
NO_CLASS = -1
OTHER_WORDS = {  # of measures, in the annotation
    "staff": "employees", "workers": "employees", "workforce": "employees", "loan": "loans", "debt": "loans",
    "credit": "loans", "grant": "grants", "firms": "companies", "businesses": "companies", "lecturers": "teachers",
    "inhabitants": "residents", "population": "residents", "apprentices": "trainees", "faculty": "professors",
    "exhibitors": "companies", "alumni": "graduates", "donation": "donations", "campuses": "sites",
}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """One article as the network sees it. Mentions are rows of `spans` (layer, first word, last word)."""

    name: str
    encoded: Encoded
    tags: NDArray[np.int64]  # layers x words: 0 none, 1 begins, 2 goes on
    spans: NDArray[np.int64]  # mentions x 3
    texts: list[str]  # the mentions as they are written
    classes: NDArray[np.int64]  # mentions x kinds of class; -1 where none applies
    things: list[list[int]]  # mentions of each thing; one mention may stand for several
    thing_kinds: str  # letter of each thing
    relations: set[tuple[int, int, int]]  # (relation, head thing, tail thing)
    names: list[int]  # the mentions that are names (things are told apart by these)


def example_of(article: AnnotatedArticle, tokenizer: Tokenizer) -> Example:
    """Turn an annotated article into targets."""
    encoded = encode(tokenizer, article.text)
    tags = np.zeros((len(LAYERS), len(encoded.starts)), dtype=np.int64)
    spans: list[tuple[int, int, int]] = []
    texts: list[str] = []
    classes: list[list[int]] = []
    members: dict[str, list[int]] = defaultdict(list)
    names: list[int] = []
    facts = [*article.facts, *_of_words_for_several(article)]
    values = {fact.id: fact for fact in facts}
    for mention, layer in zip(article.mentions, _layers(article.mentions), strict=True):
        first, last = encoded.word_at(mention.start), encoded.word_at(mention.end - 1)
        row = tags[LAYERS.index(layer)]
        if row[first : last + 1].any():
            continue
        row[first] = BEGIN
        row[first + 1 : last + 1] = INSIDE
        if mention.kind == "x":
            continue
        marks = [_joined(mention)] if _is_word_for_several(mention, article.text) else mention.ids
        for mark in marks:
            members[mark].append(len(spans))
        if not mention.is_nominal:
            names.append(len(spans))
        spans.append((LAYERS.index(layer), first, last))
        texts.append(article.text[encoded.starts[first] : encoded.ends[last]])
        classes.append(_classes(values.get(marks[0])) if len(marks) == 1 else [NO_CLASS] * len(CLASSES))
    things = sorted(members)
    index = {mark: number for number, mark in enumerate(things)}
    relations = {
        (RELATION_NAMES.index(name), index[head], index[tail])
        for fact in facts
        for name, head, tail in (*_relations(fact), *_city_of(fact, article))
        if head in index and tail in index
    }
    return Example(
        name=article.name,
        encoded=encoded,
        tags=tags,
        spans=np.asarray(spans, dtype=np.int64).reshape(-1, 3),
        texts=texts,
        classes=np.asarray(classes, dtype=np.int64).reshape(-1, len(CLASSES)),
        things=[members[mark] for mark in things],
        thing_kinds="".join(mark[0] for mark in things),
        relations=relations,
        names=names,
    )


def _is_word_for_several(mention: Mention, text: str) -> bool:
    """True for "MoUs" that means two agreements or more."""
    return mention.kind == "a" and len(mention.ids) > 1 and name_several(text[mention.start : mention.end])


def _joined(mention: Mention) -> str:
    return "+".join(mention.ids)


def _of_words_for_several(article: AnnotatedArticle) -> Iterator[FactLine]:
    """Yield one fact for all agreements that a word means: theirs are its parties, and what they have in common.

    The engine reads it so, and tells the agreements apart afterwards. Asked about each of five alone, one word would
    have to say of each partner that it is one, and four times that it is none.
    """
    facts = {fact.id: fact for fact in article.facts if fact.kind == "a"}
    words = {_joined(each): each.ids for each in article.mentions if _is_word_for_several(each, article.text)}
    for mark, marks in words.items():
        meant = [facts[each] for each in marks]
        common = dict(set.intersection(*(set(fact.values.items()) for fact in meant)))
        parties = dict.fromkeys(party for fact in meant for party in fact.list("parties"))
        yield FactLine(mark, {"kind": meant[0].values["kind"]} | common | {"parties": ",".join(parties)})


def with_hidden_words(article: Encoded, share: float, chance: random.Random) -> Encoded:
    """Hide a share of the words from the encoder; their shapes stay."""
    words = np.asarray([chance.random() < share for _ in article.first], dtype=bool)
    pieces = np.repeat(words, np.diff(article.first, append=len(article.ids)))
    return replace(article, ids=np.where(pieces, MASK, article.ids))


def _layers(mentions: tuple[Mention, ...]) -> list[str]:
    """Return the layer of each mention; mentions come outer before inner."""
    layers, end_of_name = [], -1
    for mention in mentions:
        if mention.kind == "o" and not mention.is_nominal:
            layers.append("organization_inside" if mention.end <= end_of_name else "organization")
            end_of_name = max(end_of_name, mention.end)
        elif mention.kind == "o":
            layers.append("organization_word")
        elif mention.kind == "g":
            layers.append("program_word" if mention.is_nominal else "program")
        else:
            layers.append(LAYER_OF_KIND[mention.kind])
    return layers


def _classes(fact: FactLine | None) -> list[int]:
    found = dict.fromkeys(CLASSES, NO_CLASS)
    values = fact.values if fact else {}
    if fact and fact.kind == "o":
        found["organization_type"] = CLASSES["organization_type"].index(values["type"])
    elif fact and fact.kind in "ag":
        stem = "agreement" if fact.kind == "a" else "program"
        found[f"{stem}_kind"] = CLASSES[f"{stem}_kind"].index(values["kind"])
        found[f"{stem}_modality"] = CLASSES[f"{stem}_modality"].index(values.get("modality", "actual"))
    elif fact and fact.kind == "q":
        found["measure"] = MEASURES.index(_measure(values["measure"]))
        found["time"] = int("planned" in fact.flags)
    elif fact and fact.kind == "l":
        found["place_kind"] = int("city" not in values)
    return list(found.values())


def _measure(stated: str) -> str:
    """Return the measure, or the one that its name contains: "funding" for "startup_funding"; else "other"."""
    words = [OTHER_WORDS.get(word, word) for word in (stated, *reversed(stated.split("_")))]
    return next((word for word in words if word in MEASURES), "other")


def _city_of(fact: FactLine, article: AnnotatedArticle) -> list[tuple[str, str, str]]:
    """Return the place mark that names the city of a district, park or suburb, where the article has it."""
    city = fold(fact.values.get("city", "")) if fact.kind == "l" else ""
    named = {mark: {fold(name) for name in names} for mark, names in article.names.items() if mark[0] == "l"}
    if not city or city in named.get(fact.id, {city}):
        return []
    return [("lies_in", fact.id, mark) for mark, names in named.items() if city in names]


def _relations(fact: FactLine) -> list[tuple[str, str, str]]:
    mark = fact.id
    found: list[tuple[str, str, str]] = []
    if fact.kind == "a":
        found += [("party", mark, party) for party in fact.list("parties")]
        found += [("agreed_on", mark, date) for date in fact.list("date")]
        found += [("lasts", mark, number) for number in fact.list("duration")]
    elif fact.kind == "g":
        found += [
            (ROLES[key.rstrip("?")], mark, each)
            for key in fact.values
            if key.rstrip("?") in ROLES
            for each in fact.list(key)
        ]
        found += [("starts_on", mark, date) for date in fact.list("date")]
    elif fact.kind == "q":
        found += [("counts", mark, subject) for subject in fact.list("of")]
    elif fact.kind == "p":
        found += [("works_for", mark, each) for each in fact.list("org")]
        found += [("holds", mark, each) for each in fact.list("title")]
        found += [("title_at", title, each) for title in fact.list("title") for each in fact.list("org")]
    if fact.kind in "og":
        found += [("located", mark, place) for place in fact.list("at")]
    return found
