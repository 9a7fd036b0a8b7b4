"""Organization, person, place or something else: adding hints up.

Here: the decisions, with the weights and the threshold of vocabulary/organizations.yml. Not here: single hints
(`hints`).
"""

from __future__ import annotations

import re

from orchestration.extract import vocabulary
from orchestration.extract.rules.entity import Entity
from orchestration.extract.rules.hints import anchor, hints_of, is_located
from orchestration.extract.rules.lists import is_announced_list, runs
from orchestration.extract.rules.name_kinds import head_type, is_other, known_organizations, place_names
from orchestration.extract.rules.persons import SURNAMES, person_score
from orchestration.extract.rules.units import NameSpan

ORG = "organizations"
SURE = {"head_noun", "known"}
AGAINST = {"ner_place", "ner_person", "ner_other"}
PERSON_THRESHOLD = 0.5
GOVERNMENT_SCORE = 0.7
DIVISIONS = {"district", "province", "county", "prefecture", "state", "republic"}
LOCATED_TAIL = {"city", "municipality"}


def judge(groups: list[Entity]) -> None:
    """Decide for every group of spellings what kind of thing it is."""
    for group in groups:
        _add_up(group)
    _judge_persons(groups)
    for group in groups:
        if group.kind == "other":
            _judge_place(group)
    _judge_lists(groups)
    for group in groups:
        _judge_remainder(group)
        if group.kind == "other" and not is_other(group.words) and group.score >= _threshold():
            group.kind = "organization"
        if group.is_organization:
            group.organization_type = _type_of(group)


def _threshold() -> float:
    return float(vocabulary.load(ORG)["threshold"])


def _add_up(group: Entity) -> None:
    """Gather hints; where a head noun is sure, the model's opinion against it does not count."""
    for span in group.spans:
        group.hints.update(hints_of(span))
    if len(group.spellings) > 1 and any(head_type(tuple(s.lower().split())) for s in group.spellings):
        group.hints.add("head_noun")
    counted = group.hints - (AGAINST if SURE & group.hints else set())
    weights = vocabulary.load(ORG)["weights"]
    group.score = sum(weights[h] for h in sorted(counted) if h in weights)


def _judge_persons(groups: list[Entity]) -> None:
    people = [g for g in groups if _is_person(g)]
    parts = {word for person in people for word in (person.name.split()[-1], person.name.split()[0])}
    for group in people:
        group.kind = "person"
    for group in groups:
        if group.kind == "other" and group.name in parts and "head_noun" not in group.hints:
            group.kind = "person"


def _is_person(group: Entity) -> bool:
    if "known" in group.hints or ("head_noun" in group.hints and group.words[-1] not in SURNAMES):
        return False
    score = max(person_score(span) for span in group.spans)
    return score >= PERSON_THRESHOLD and (score > group.score or any(s.role == "person" for s in group.spans))


def _judge_place(group: Entity) -> None:
    if _is_place(group):
        group.kind = "place"
    acting = [s for s in group.spans if _acts_as_government(s)] if group.kind == "place" else []
    if acting or _is_city_government(group):
        group.kind, group.score = "organization", GOVERNMENT_SCORE
        group.hints.add("government")
    for span in acting:
        if tail := _government_tail(span):
            group.spellings.setdefault(tail, span.start)


def _is_place(group: Entity) -> bool:
    name, places = group.name, place_names()
    if group.words[-1] in DIVISIONS or {name, name.title(), name.removeprefix("the ")} & places:
        return True
    located = all(is_located(s) or s.text == name for s in group.spans)
    return "in_country" in group.hints and located and not SURE & group.hints


def _is_city_government(group: Entity) -> bool:
    """True for "Lima City" and "Lima Metropolitan City", not for "New York City"."""
    if group.words[-1] != "city" or len(group.words) < 2 or group.name in place_names():
        return False
    city = group.name.rsplit(" ", 1)[0].removesuffix(" Metropolitan")
    return city in place_names() or group.words[-2] == "metropolitan"


def _judge_remainder(group: Entity) -> None:
    """Take the model's word for what no hint decides: places, and persons of two words or more."""
    if group.kind != "other" or group.score >= _threshold():
        return
    if {"ner_place", "in_country"} & group.hints and not {"head_noun", "known", "all_capitals"} & group.hints:
        group.kind = "place"
        group.hints.add("weak")
    elif (
        "ner_person" in group.hints
        and not {"head_noun", "known", "listed", "beside_organization"} & group.hints
        and any(len(s.units) > 1 and s.role != "quoted" for s in group.spans)
    ):
        group.kind = "person"
        group.hints.add("weak")


def _government_tail(span: NameSpan) -> str | None:
    doc = span.sentence.span.doc
    i = span.last.i + 1
    if i < span.sentence.span.end and doc[i].lower_ in LOCATED_TAIL:
        return span.sentence.words(span.first, doc[i])
    return None


def _acts_as_government(span: NameSpan) -> bool:
    doc = span.sentence.span.doc
    if _government_tail(span):
        return True
    if (
        span.first.i >= span.sentence.span.start + 2
        and doc[span.first.i - 1].lower_ == "of"
        and doc[span.first.i - 2].lower_ in ("city", "municipality")
    ):
        return _is_party(span)
    if span.sentence.kind in ("heading", "row"):
        return False
    relation, verb = anchor(span)
    return (
        relation == "nsubj"
        and verb.lemma_.lower() in vocabulary.words(ORG, "government_verbs")
        and span.text in vocabulary.load("places")["cities"]
    )


def _is_party(span: NameSpan) -> bool:
    relation, verb = anchor(span)
    return relation in ("nsubj", "prep:with", "prep:between", "prep:by") or verb.lower_ in ("city", "municipality")


def _judge_lists(groups: list[Entity]) -> None:
    """Let names in one list lend each other credit: one sure organization makes its neighbours likely."""
    weights = vocabulary.load(ORG)["weights"]
    threshold = _threshold()
    owner = {span.start: g for g in groups for span in g.spans}
    spans = sorted((s for g in groups for s in g.spans), key=lambda s: s.start)
    for run in runs(spans):
        members = [owner[s.start] for s in run]
        listed = is_announced_list(run[0])
        for group in members:
            if group.kind in ("place", "person") or is_other(group.words):
                continue
            sure = any(
                m is not group and (m.is_organization or (m.kind == "other" and m.score >= threshold)) for m in members
            )
            for hint, holds in (("listed", listed), ("beside_organization", sure)):
                if holds and hint not in group.hints:
                    group.hints.add(hint)
                    group.score += weights[hint]


def _type_of(group: Entity) -> str:
    known = known_organizations()
    for spelling in sorted(group.spellings, key=lambda s: (-len(s), s)):
        if spelling in known:
            return known[spelling]
        found = head_type(tuple(re.findall(r"[^\s,()]+", spelling.lower())))
        if found and found != "company":
            return found
    if "government" in group.hints:
        return "government"
    types = vocabulary.load(ORG)["descriptor_types"]
    for span in group.spans:
        doc, window = span.sentence.span.doc, span.sentence.span
        near = [t.lower_ for t in doc[max(window.start, span.first.i - 2) : span.first.i]] + [
            t.lower_ for t in doc[span.last.i + 1 : min(window.end, span.last.i + 9)]
        ]
        found = next(
            (
                types[w]
                for w in near
                if w in types and ("apposition_after" in group.hints or "descriptor_before" in group.hints)
            ),
            None,
        )
        if found:
            return found
        if "listed" in group.hints and any(
            w in f"{window.text} {span.sentence.block.lead}".lower() for w in ("startup", "start-up")
        ):
            return "startup"
    group.hints.add("type_guessed")
    return "company"
