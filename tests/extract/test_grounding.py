"""The grounding check: nothing passes that the article does not say to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orchestration.extract.grounding import check_alone, check_references, gather_names, stands_in
from orchestration.extract.protocol import (
    ArticleText,
    MetricStatement,
    OrganizationStatement,
    PartnershipStatement,
    PersonRoleStatement,
    ProgramOrganizationStatement,
    ProgramStatement,
)

ARTICLE = ArticleText(
    "article_1", "Aster Lab and Birch Bank signed in May. Aster Lab has 12 nurses.", title="Aster and Birch"
)
SPAN = {"char_start": 0, "char_end": 39, "rule": "test", "confidence": 0.5}
ASTER = OrganizationStatement(name="Aster Lab", aliases=("Aster",), **SPAN)
BIRCH = OrganizationStatement(name="Birch Bank", **SPAN)
DEAL = PartnershipStatement(parties=("Aster Lab", "Birch Bank"), date_text="May", **SPAN)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (ASTER, None),
        (replace(ASTER, aliases=("Aster and Birch",)), "not_in_text"),  # stands in the title only
        (replace(ASTER, name="ASTER LAB"), "not_in_text"),
        (replace(ASTER, aliases=("Astra",)), "not_in_text"),
        (replace(ASTER, name="  "), "missing_value"),
        (replace(ASTER, organization_type="castle"), "unknown_term"),
        (replace(ASTER, confidence=1.5), "bad_confidence"),
        (replace(ASTER, char_end=0), "outside_text"),
        (replace(ASTER, char_start=-1), "outside_text"),
        (replace(ASTER, char_end=10_000), "outside_text"),
        (replace(ASTER, char_start=0, char_end=5), None),
        (replace(ASTER, char_start=9, char_end=10), "outside_text"),  # a blank proves nothing
        (DEAL, None),
        (replace(DEAL, date_text="June"), "not_in_text"),
        (replace(DEAL, parties=("Aster Lab",)), "too_few_parties"),
        (replace(DEAL, parties=("Aster Lab", "Aster Lab")), "too_few_parties"),
        (replace(DEAL, kind="marriage"), "unknown_term"),
        (PersonRoleStatement(person_name="Ada", title=None, organization_name=None, **SPAN), "not_in_text"),
        (
            MetricStatement(subject_type="city", subject_name="Aster", measure="nurses", value_text="13", **SPAN),
            "not_in_text",
        ),
    ],
)
def test_one_statement(statement, reason):
    problem = check_alone(statement, ARTICLE)
    assert (problem.reason if problem else None) == reason


@pytest.mark.parametrize(
    ("statement", "is_known"),
    [
        (DEAL, True),
        (replace(DEAL, parties=("Aster Lab", "Aster")), False),  # an alias is no name
        (ProgramOrganizationStatement(program_name="May", organization_name="Aster Lab", role="host", **SPAN), True),
        (
            ProgramOrganizationStatement(program_name="Aster Lab", organization_name="Aster Lab", role="host", **SPAN),
            False,
        ),
        (
            MetricStatement(
                subject_type="organization", subject_name="Aster Lab", measure="nurses", value_text="12", **SPAN
            ),
            True,
        ),
        (
            MetricStatement(
                subject_type="program", subject_name="Aster Lab", measure="nurses", value_text="12", **SPAN
            ),
            False,
        ),
        (MetricStatement(subject_type="city", subject_name="Aster", measure="nurses", value_text="12", **SPAN), True),
    ],
)
def test_references_to_other_statements(statement, is_known):
    names = gather_names([ASTER, BIRCH, ProgramStatement(name="May", **SPAN)])
    assert (check_references(statement, names) is None) == is_known


def test_messages_say_what_to_do():
    problem = check_alone(replace(ASTER, name="Nowhere"), ARTICLE)
    assert problem is not None
    assert "Nowhere" in problem.message
    assert "use its words" in problem.message


@pytest.mark.parametrize(
    ("name", "text", "stands"),
    [
        ("AI", "Daim and CHAIN met.", False),
        ("AI", "Daim met AI, the lab.", True),
        ("AI", "the AI-based lab", True),
        ("Fen", "Fenway signed.", False),
        ("May", "The Mayor signed.", False),
        ("Havn Inc.", "Havn Inc. signed.", True),
        ("Yahoo!", "Yahoo!Fen signed.", True),
        ("Café", "The Cafés signed.", False),
        ("Cafe", "The Cafe\u0301 signed.", False),  # an accent written as a sign of its own
        ("Élan", "L’Élan signed.", True),
        ("12", "112 nurses", False),
        ("부산대학교", "부산대학교는 협약을 맺었다.", True),  # Korean endings are attached to names
        ("東都大学", "昨日東都大学が発表した。", True),
        ("Tern", "東都Tern社", True),
    ],
)
def test_names_stand_as_whole_words(name, text, stands):
    assert stands_in(name, text) == stands
