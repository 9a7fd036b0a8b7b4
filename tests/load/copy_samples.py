"""Texts that only look like copies, and what happens to an article on its way to a copy of it.

Not here: what must be found in them (`test_copies`).
"""

from __future__ import annotations

import random
from collections.abc import Callable

COHORT = """{name} accelerator presents its {ordinal} class

{city}, {day} - The {name} accelerator has chosen {number} young companies for its {ordinal} class. They were picked
from {applicants} applicants by a jury of investors, engineers and former participants. Each of them receives 50,000
euros, a desk for ten weeks and the help of two mentors, and shows its work to investors on a demonstration day.

The companies are {companies}. "We have never seen teams that knew their customers so well," said {head}, who leads the
programme. "Now we will help them to sell what they have built."

The programme is paid for by {sponsor}. Applications for the next class open in autumn on the page of the programme."""
SPRING = COHORT.format(
    name="Lanternfish",
    ordinal="third",
    city="Oostvoorne",
    day="4 March 2025",
    number="8",
    applicants="212",
    companies="Algaworks, Brinecell, Dockhand Robotics, Tidal Ledger, Murmur Audio, Kelpline, Northbuoy and Saltgrid",
    head="Ineke van Dorsten",
    sponsor="the Port of Oostvoorne",
)
SUMMER = COHORT.format(
    name="Copperbeech",
    ordinal="first",
    city="Halvorsund",
    day="19 August 2025",
    number="11",
    applicants="95",
    companies="Fjordlens, Granitt Health, Lumenara, Ovnfersk, Pelagia Maps, Reinsdyr Mobility, Skyfri and Torvtek",
    head="Sigrid Aaneland",
    sponsor="Halvorsund Municipality",
)
NEXT_SPRING = SPRING.replace("2025", "2026").replace("third", "fourth")
ABOUT = """About Marlow Kestrel

Marlow Kestrel makes instruments for weather stations, ships and airfields. The company was founded in 1987 in a shed
behind a lifeboat station and employs 430 people in Falmouth, Bergen and Busan. Its sensors report from every ocean, and
its customers are weather services, shipping lines and universities in sixty countries. Marlow Kestrel is owned by its
employees. More can be found on its web site, where its annual report and pictures for the press lie ready."""


def paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n") if paragraph.strip()]


def with_prefix(text: str) -> str:
    return f"HALDEN, 4 May (Halyard Wire) - Sent to you by the Halyard Wire service.\n\n{text}"


def cut(text: str) -> str:
    return "\n\n".join(paragraphs(text)[: max(2, len(paragraphs(text)) // 2)])


def with_other_headline(text: str) -> str:
    return "\n\n".join(["What the harbour towns talk about this week", *paragraphs(text)[1:]])


def with_typographic_signs(text: str) -> str:
    return text.replace('"', "“").replace("'", "’").replace("-", "–")


def with_teasers(text: str) -> str:
    found = []
    for at, paragraph in enumerate(paragraphs(text)):
        found += [paragraph, "Read also: why gulls steal chips, and what can be done"] if at % 4 == 2 else [paragraph]
    return "\n\n".join(found)


def with_edits(text: str) -> str:
    chance = random.Random(len(text))
    return " ".join("rather" if word.islower() and chance.random() < 0.05 else word for word in text.split(" "))


def inside_a_longer_page(text: str) -> str:
    return f"{ABOUT}\n\n{text}\n\n{ABOUT.replace('weather', 'ocean')}"


CHANGES: list[Callable[[str], str]] = [
    with_prefix,
    cut,
    with_other_headline,
    with_typographic_signs,
    with_teasers,
    with_edits,
    inside_a_longer_page,
    lambda text: with_prefix(with_teasers(with_typographic_signs(with_other_headline(text)))),
]
