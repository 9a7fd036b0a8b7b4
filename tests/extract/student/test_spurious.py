"""Words that look like names."""

import pytest

from orchestration.extract.student.span import Span
from orchestration.extract.student.spurious import without_spurious


def kept(text: str, name: str, layer: str = "organization") -> bool:
    at = text.rindex(name)
    return bool(without_spurious([Span(layer, 0, 0, at, at + len(name), name, 0.9)], text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acme Quantum Inc. (NYSE: ACMQ) said", "ACMQ"),
        ("Acme (KOSDAQ:112040), a company", "112040"),
        ("Acme (NYSE American: ACM.B) said", "ACM.B"),
        ("in AI, Enterprise SaaS and Fintech", "Enterprise SaaS"),
        ("DeFi, AI, RWA Projects Flock to It", "RWA Projects"),
        ("blockchain-based NFT marketplace", "NFT"),
        ("paid in BNB", "BNB"),
    ],
)
def test_tickers_branches_and_coins_name_nobody(text: str, name: str) -> None:
    assert not kept(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The award went to: ACME", "ACME"),
        ("listed on NYSE: Acme Quantum sells", "Acme Quantum"),
        ("Moe Machines (NYSE: IBM) and Moe College. IBM sends ten", "IBM"),
        ("the first six: UCL and others", "UCL"),
        ("with Tech Data in Seoul", "Tech Data"),
        ("with Smart Robotics in Seoul", "Smart Robotics"),
        ("with Smart in Manila", "Smart"),
        ("with Solutions in May", "Solutions"),
        ("the Fintech Association of Kenya", "Fintech Association of Kenya"),
        ("BT and others", "BT"),
        ("at ETH in Zurich", "ETH"),
        ("by Climate Corporation", "Climate Corporation"),
    ],
)
def test_names_stay(text: str, name: str) -> None:
    assert kept(text, name)


def test_only_names_of_bodies_and_programs_are_looked_at() -> None:
    assert kept("he leads AI", "AI", layer="title")
    assert not kept("the AI", "AI", layer="program")
    assert kept("launched Enterprise AI", "Enterprise AI", layer="program")
