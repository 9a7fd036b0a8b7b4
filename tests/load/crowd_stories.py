"""Invented stories, as many as are wanted, of which hardly two are alike; and near copies of them where asked for.

Every name is put together from syllables, every sentence from parts that vary, so that stories share little more than
articles about one subject do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from tests.load.saved_as import Story

PARAGRAPHS = Path(__file__).with_name("press_paragraphs.txt")
OF_A_FOREIGN_STORY = 4
SENTENCES = 8


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(","))


ONSETS = _phrases("b, br, d, dr, f, fl, g, gr, h, j, k, kl, l, m, n, p, pr, r, s, sk, st, t, tr, v, w")
VOWELS = _phrases("a, e, i, o, u, ai, ei, ou, ø, å")
ENDS = _phrases("l, lm, n, nd, r, rk, rn, s, st, t, ven, mar, dal, berg, wick, ton, by, sund, mere, field")
KINDS = _phrases(
    "Robotics, University, Institute, Foundation, Energy, Polytechnic, Systems, Shipyards, Observatory, Foods, Textiles"
)
WHAT = _phrases(
    "a laboratory for, a summer school on, a fund for, a shared workshop for, a two-year course in, an archive of, a "
    "travelling exhibition about, a helpline for, a yearly prize for, a small museum of, a database of"
)
NOUNS = _phrases(
    "tidal turbines, sheep breeding, cheap telescopes, wooden bridges, rare dialects, crane cabins, night trains, "
    "soil sensors, film reels, heat pumps, harbour pilots, quiet tyres, rye flour, hospital beds, beehives, street "
    "maps, salt marshes, lift motors, school kitchens, avalanche warnings, roof gardens, ferry tickets, church "
    "organs, orchard robots, spare glasses, lost luggage, river ice, cable cars, weather balloons, brick kilns, sign "
    "language"
)
VERBS = _phrases(
    "opened, announced, planned, presented, closed, doubled, moved, defended, revised, tested, paid for, postponed, "
    "painted, insured, weighed, photographed, rented out, gave up, rebuilt, praised, counted, sold, borrowed, "
    "repaired"
)
PEOPLE = _phrases(
    "teachers, welders, nurses, surveyors, students, divers, bakers, pilots, foresters, printers, archivists, cooks, "
    "plumbers, violinists, farmers, lawyers, glaziers, translators, roofers, chemists, cyclists, gardeners, tailors"
)
PLACES = _phrases(
    "mill, quay, station, hangar, dairy, barracks, chapel, greenhouse, lighthouse, tannery, library, depot, sawmill, "
    "brewery, cinema, bakery, customs house, gymnasium, stable, power plant, swimming bath, town hall, tram shed"
)
WHY = _phrases(
    "because nobody else would, to keep its engineers, since rents have doubled, so that winters pass, against all "
    "advice, after a dry summer, in memory of its founder, while rivals look elsewhere, by a bet, without a ceremony, "
    "at the third attempt, under an old law, for want of snow, with borrowed tools, on a Friday evening, despite "
    "heavy rain, before the ferry left, at twice the price, as a precaution, for the first time, out of curiosity, to "
    "loud applause, over three winters, between two elections, in plain sight, by hand, with some regret, without "
    "being asked"
)


def stories(seed: int = 4) -> Iterator[Story]:
    """Yield stories in English without end; the same ones for a seed."""
    choice = Random(seed)
    number = 0
    while True:
        yield _story(number, choice)
        number += 1


def near_copy(story: Story) -> Story:
    """The story as another site has it: with a sentence less, and one of its own."""
    paragraphs = (*story.paragraphs[:-1], "This text was sent to us.")
    return replace(story, paragraphs=paragraphs, path=f"{story.path}-again")


@cache
def foreign_stories() -> tuple[tuple[str, Story], ...]:
    """Stories in other languages with the codes of these; no two share a paragraph."""
    by_language = defaultdict(list)
    for line in PARAGRAPHS.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            code = line.removeprefix("== ")
        elif line.strip() and not line.startswith("#"):
            by_language[code].append(line)
    return tuple(
        (code, Story(lines[at][:40].rstrip(" .,"), tuple(lines[at + 1 : at + OF_A_FOREIGN_STORY]), path=f"{code}/{at}"))
        for code, lines in by_language.items()
        for at in range(0, len(lines) - OF_A_FOREIGN_STORY + 1, OF_A_FOREIGN_STORY)
    )


def _story(number: int, choice: Random) -> Story:
    us, they = (f"{_name(choice)} {choice.choice(KINDS)}" for _ in range(2))
    town, what = _name(choice), f"{choice.choice(WHAT)} {choice.choice(NOUNS)}"
    on = date(2020, 1, 1) + timedelta(days=choice.randrange(2000))
    verb, place, why = map(choice.choice, (VERBS, PLACES, WHY))
    opening = f"{us} and {they} {verb} {what} in the {place} of {town} {why}."
    told = [_sentence(choice.choice((us, they)), choice) for _ in range(SENTENCES)]
    return Story(
        title=f"{us} {verb} {what} with {they}",
        paragraphs=(
            f"{town.upper()}, {on:%B} {on.day}, {on.year} — {opening} {told[0]}",
            " ".join(told[1:4]),
            " ".join(told[4:7]),
            told[7],
        ),
        path=f"{on:%Y/%m}/{number}",
        date=on.isoformat(),
    )


def _sentence(organization: str, choice: Random) -> str:
    people, others, noun, place, verb, why = map(choice.choice, (PEOPLE, PEOPLE, NOUNS, PLACES, VERBS, WHY))
    number, name = choice.randint(3, 999), _name(choice)
    forms = (
        f"{organization} {verb} {number} {noun} {why}.",
        f"“{noun.capitalize()} {verb} nothing {why},” said {name} {_name(choice)} of {organization}.",
        f"{number} {people} from {name} {verb} the {place} {why}.",
        f"{people.capitalize()} and {others} {verb} {noun} {why}, and {choice.choice(WHY)}.",
        f"{organization} pays ${number / 10:.1f} million {why} for {noun}.",
        f"In {choice.randint(1950, 2019)} {name} {_name(choice)} {verb} the {place} {why}.",
        f"The {place} in {name} has {number} square metres {why}.",
    )
    return choice.choice(forms)


def _name(choice: Random) -> str:
    return (choice.choice(ONSETS) + choice.choice(VOWELS) + choice.choice(ENDS) + choice.choice(ENDS)).capitalize()


def _person(choice: Random) -> str:
    return f"{_name(choice)} {_name(choice)}"
