"""Only what the article proves is stated; the rest is counted by reason."""

from __future__ import annotations

import json
from typing import Any

import pytest

from orchestration.extract.llm.answer import parse
from orchestration.extract.llm.stating import LESS_SURE, SURE, PartAnswer, state
from orchestration.extract.protocol import (
    ArticleText,
    MetricStatement,
    OrganizationStatement,
    PartnershipStatement,
    PersonRoleStatement,
    ProgramOrganizationStatement,
    Statement,
)
from orchestration.extract.run import ground
from tests.extract.llm.helpers import ARTICLE, EMPTY, GOOD, SIGNED, TEXT, counts, engine, good


def stated(answer: object, article: ArticleText = ARTICLE) -> tuple[list[Statement], dict[str, int]]:
    items, _ = parse(json.dumps(answer))
    found, dropped = state(article, [PartAnswer(0, len(article.text), items)])
    return found, dict(dropped)


def test_a_good_answer_is_stated_whole_and_passes_the_check_of_all_engines(tmp_path: Any) -> None:
    found, dropped = stated(GOOD)
    assert dropped == {}
    assert counts(found) == {kind: 2 if kind == "organization" else 1 for kind in counts(found)}
    assert len(counts(found)) == 6
    assert ground(engine(lambda _: None, tmp_path), ARTICLE, found).rejected == []


def test_offsets_are_those_of_the_quote_over_line_ends() -> None:
    found, _ = stated(GOOD)
    agreement = next(s for s in found if isinstance(s, PartnershipStatement))
    assert " ".join(TEXT[agreement.char_start : agreement.char_end].split()) == SIGNED


def test_an_alias_means_the_stated_name() -> None:
    found, _ = stated(GOOD)
    assert [s.parties for s in found if isinstance(s, PartnershipStatement)] == [("Halden Robotics", "Moe University")]


@pytest.mark.parametrize(
    ("kind", "change", "reason"),
    [
        ("organizations", {"name": "Evil Corp"}, "not_in_text"),
        ("organizations", {"name": "halden robotics"}, "not_in_text"),
        ("organizations", {"name": "Halden Robot"}, "not_in_text"),
        ("organizations", {"name": ""}, "missing_value"),
        ("organizations", {"quote": "Halden Robotics buys Moe University"}, "quote_not_in_text"),
        ("organizations", {"quote": ""}, "quote_not_in_text"),
        ("organizations", {"quote": "The lab will employ over 40 researchers"}, "not_in_quote"),
        ("organizations", {"organization_type": "castle"}, "unknown_term"),
        ("partnerships", {"parties": ["Halden Robotics", "Evil Corp"]}, "unknown_name"),
        ("partnerships", {"parties": ["Halden Robotics"]}, "too_few_parties"),
        ("partnerships", {"parties": ["MU", "Moe University"]}, "too_few_parties"),
        ("partnerships", {"quote": "The lab will employ over 40 researchers"}, "not_in_quote"),
        ("program_organizations", {"program_name": "Evil Fund"}, "unknown_name"),
        ("program_organizations", {"role": "owner"}, "unknown_term"),
        ("metrics", {"value_text": "over 4000"}, "not_in_text"),
        ("metrics", {"value_text": "4"}, "not_in_quote"),
        ("metrics", {"subject_name": "Evil Fund"}, "not_in_text"),
        ("person_roles", {"person_name": "Eve Evil"}, "not_in_text"),
        ("person_roles", {"title": "emperor", "organization_name": None}, "nothing_about_person"),
    ],
)
def test_what_the_text_does_not_prove_is_counted_and_not_stated(kind: str, change: dict[str, Any], reason: str) -> None:
    found, dropped = stated(good(**{kind: [{**GOOD[kind][0], **change}]}))
    assert dropped == {reason: 1}
    assert found == stated(GOOD)[0]


def test_what_may_be_empty_is_emptied_where_the_text_does_not_tell_it() -> None:
    wrong = {"name": "Halden Robotics", "aliases": ["HAL", "", "Halden"], "city_text": "Paris", "country_text": ""}
    answer = {**EMPTY, "organizations": [{**GOOD["organizations"][0], **wrong}]}
    (organization,), dropped = stated(answer)
    assert isinstance(organization, OrganizationStatement)
    assert (organization.aliases, organization.city_text, organization.country_text) == (("Halden",), None, None)
    assert dropped == {}


def test_a_quote_of_half_the_article_proves_nothing() -> None:
    article = ArticleText("art", f"{TEXT}\n" + "The harbour was calm that day. " * 60)
    answer = {**EMPTY, "organizations": [{**GOOD["organizations"][0], "quote": article.text}]}
    assert stated(answer, article) == ([], {"quote_too_long": 1})


def test_a_fact_whose_quote_leaves_out_a_name_is_less_sure() -> None:
    found, _ = stated(GOOD)
    confidence = {type(s): s.confidence for s in found}
    assert confidence[PartnershipStatement] == confidence[ProgramOrganizationStatement] == SURE
    assert confidence[MetricStatement] == LESS_SURE  # "the lab" only
    assert confidence[PersonRoleStatement] == SURE  # by its alias


def test_what_is_said_twice_is_stated_once() -> None:
    twice = {name: entries * 2 for name, entries in GOOD.items()}
    twice["organizations"].append({**GOOD["organizations"][1], "quote": "director of MU", "name": "MU", "aliases": []})
    assert stated(twice) == stated(GOOD)
