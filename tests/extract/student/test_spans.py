"""From tags to mentions: the likeliest sequence in which nothing goes on that has not begun."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from orchestration.extract.student.labels import LAYERS
from orchestration.extract.student.model import MODEL_DIR
from orchestration.extract.student.spans import best_path, find_spans
from orchestration.extract.student.tokens import encode, load_tokenizer

TAGS = arrays(np.float32, st.tuples(st.integers(1, 5), st.just(3)), elements=st.floats(0.015625, 1, width=32))


def is_allowed(path: tuple[int, ...]) -> bool:
    return all(tag != 2 or (at and path[at - 1]) for at, tag in enumerate(path))


@given(TAGS)
def test_the_path_is_the_best_of_all_that_are_allowed(tags: np.ndarray) -> None:
    def score(path: tuple[int, ...]) -> float:
        return float(sum(np.log(tags[at, tag] + 1e-9) for at, tag in enumerate(path)))

    found = tuple(best_path(tags).tolist())
    assert is_allowed(found)
    best = max(score(path) for path in product(range(3), repeat=len(tags)) if is_allowed(path))
    assert abs(score(found) - best) < 1e-4


def test_each_layer_has_a_path_of_its_own() -> None:
    tags = np.random.default_rng(5).dirichlet([0.5, 0.5, 0.5], (200, 12)).astype(np.float32)
    paths = best_path(tags)
    assert paths.shape == (200, 12)
    for layer in range(12):
        assert paths[:, layer].tolist() == best_path(tags[:, layer]).tolist()
        assert is_allowed(tuple(paths[:, layer].tolist()))


def test_an_empty_text_has_no_path() -> None:
    assert best_path(np.zeros((0, 3), dtype=np.float32)).shape == (0,)
    assert best_path(np.zeros((0, 12, 3), dtype=np.float32)).shape == (0, 12)


@pytest.mark.parametrize(
    ("text", "tagged", "layer", "found"),
    [
        ("met Hong Jin-bae today", "Hong Jin", "person", "Hong Jin-bae"),
        ("the co-head left", "co", "title", "co-head"),
        ("at Ridgeway–Moe Centre now", "Moe Centre", "program", "Ridgeway–Moe Centre"),
        ("a Bengio-led group", "Bengio", "person", "Bengio"),
        ("the Slipway - a fund", "Slipway", "program", "Slipway"),
        ("the NAVER-KAIST pact", "NAVER", "organization", "NAVER"),
        ("the Ministry of Mines for now", "Ministry of Mines for", "organization", "Ministry of Mines"),
        ("a House of for now", "House of for", "program", "House"),
        ("the Port of Oulu grows", "Port of Oulu", "organization", "Port of Oulu"),
        ("and Moe Tuesday for now", "Moe Tuesday", "organization", "Moe"),
        ("of (福美半導體) now", "美半導體", "organization", "福美半導體"),
        ("and MOE – Moe Institute", "MOE –", "organization", "MOE"),
        ("a chief of staff (CoS) now", "chief of staff (", "title", "chief of staff"),
        ("a Provost (Research) now", "Provost (Research", "title", "Provost (Research)"),
        ("a chief (CEO) now", "CEO)", "title", "CEO"),
        ("a Provost (Research", "Provost (Research", "title", "Provost"),
        ("has $350 million of room", "$350 million of", "number", "$350 million"),
    ],
)
def test_a_mention_is_cut_neither_within_a_word_nor_before_a_name_ends(
    text: str, tagged: str, layer: str, found: str
) -> None:
    assert mentions(text, (tagged, layer)) == [found]


@pytest.mark.parametrize(
    ("text", "tagged", "found"),
    [
        ("said Blessing Matibiri, whose company", ["Blessing"], ["Blessing Matibiri"]),
        ("said Prof. A. Moe of Oulu", ["A", "Moe"], ["A. Moe"]),
        ("said Dr M.N. Joglekar today", ["M"], ["M.N. Joglekar"]),
        ("Chairman Trương Công Vinh said", ["Trương", "Công Vinh"], ["Trương Công Vinh"]),
        ("thanks to Moe. Nobody else knew", ["Moe"], ["Moe"]),
        ("with Moe, Ana Brekke and CEO Li", ["Moe", "Ana Brekke", "Li"], ["Moe", "Ana Brekke", "Li"]),
        ("by Moe IBM came", ["Moe"], ["Moe"]),
        ("Ana Brekke Havn AS", ["Ana Brekke"], ["Ana Brekke"]),
    ],
)
def test_a_person_has_the_whole_name(text: str, tagged: list[str], found: list[str]) -> None:
    assert mentions(text, *((words, "person") for words in tagged)) == found


def test_a_title_has_all_its_words() -> None:
    text = "Li, Secretary to the President, and Moe, Co-Founder & COO; the mayor met the dean"
    tagged = [(words, "title") for words in ("Secretary to", "President", "Co-Founder", "COO", "mayor", "dean")]
    assert mentions(text, *tagged) == ["Secretary to the President", "Co-Founder & COO", "mayor", "dean"]


@pytest.mark.parametrize(
    ("text", "likely", "found"),
    [
        ("a gift of Moe Robotics to all", 0.3, "Moe Robotics"),
        ("at the Moe Harbour Launchpad accelerator", 0.3, "Moe Harbour Launchpad"),
        ("Moe Launches Accelerator With Halden", 0.2, "Moe"),
        ("Today Moe Tuesday said", 0.4, "Moe"),
        ("Then Moe Of Oulu", 0.4, "Moe"),
        ("of Moe, Oulu", 0.4, "Moe"),
        ("at the Moe. Others left", 0.4, "Moe"),
        ("at Moe 14 now", 0.3, "Moe 14"),
        ("at Moe 2014 now", 0.3, "Moe"),
        ("at Moe 14 now", 0.2, "Moe"),
    ],
)
def test_a_name_has_the_capitalized_words_behind_it_that_may_belong_to_it(text: str, likely: float, found: str) -> None:
    assert mentions(text, ("Moe", "organization"), goes_on=likely) == [found]


def test_a_program_has_the_rest_that_was_taken_for_an_organization_and_keeps_what_is_longer() -> None:
    text = "the Moe Robotics opened"
    assert mentions(text, ("Moe", "program"), ("Moe Robotics", "organization")) == ["Moe Robotics"] * 2
    assert mentions(text, ("Moe Robotics", "program"), ("Moe", "organization")) == ["Moe Robotics", "Moe"]


def test_a_date_has_all_its_words_once() -> None:
    assert mentions("opened earlier last month in May", ("last", "date")) == ["earlier last month"]
    assert mentions("said on the 3rd that it will", ("the", "date")) == ["the 3rd"]
    assert mentions("in May 2024 this year it", ("May 2024", "date")) == ["May 2024"]
    assert mentions("since February 2019 it ran", ("February", "date"), ("2019", "date")) == ["February 2019"]


def test_a_body_takes_no_title_and_no_person() -> None:
    text = "said NAVER COO Ana Moe"
    tagged = ("NAVER", "organization"), ("COO", "title"), ("Ana Moe", "person")
    assert mentions(text, *tagged, goes_on=0.4)[0] == "NAVER"


@pytest.mark.parametrize(
    ("text", "tagged", "found"),
    [
        ("by Moe Katerra, LLCWith fifty years", "Moe Katerra, LLCWith", "Moe Katerra, LLC"),
        ("by Moe Co., Ltd.Moe develops", "Moe Co., Ltd.Moe", "Moe Co., Ltd."),
        ("by Moe CorporationMoe Brain", "Moe CorporationMoe Brain", "Moe Corporation"),
        ("by Moe Katerra, IncWith fifty years", "Moe Katerra, IncWith", "Moe Katerra, Inc"),
        ("by Moe Inc.With fifty years", "Moe Inc.With", "Moe Inc."),
        ("by Moe IncQuery Labs now", "Moe IncQuery Labs", "Moe IncQuery Labs"),
        ("by Moe Limitless now", "Moe Limitless", "Moe Limitless"),
    ],
)
def test_a_body_ends_at_its_legal_form_though_the_next_line_is_glued_to_it(text: str, tagged: str, found: str) -> None:
    assert mentions(text, (tagged, "organization")) == [found]


def test_a_person_takes_nothing_from_an_organization() -> None:
    assert mentions("met Moe Havn today", ("Moe", "person"), ("Havn", "organization")) == ["Moe", "Havn"]


def test_a_title_ends_where_the_name_of_a_person_begins() -> None:
    assert mentions("met Gov. Mary Moe", ("Gov. Mary", "title"), ("Mary Moe", "person")) == ["Gov.", "Mary Moe"]
    assert mentions("met Mary Moe", ("Mary Moe", "title"), ("Mary Moe", "person")) == ["Mary Moe", "Mary Moe"]


def test_small_words_alone_are_no_name() -> None:
    assert mentions("all of The in May", ("The", "program")) == []
    assert mentions("all of AND in May", ("AND", "organization")) == ["AND"]
    assert mentions("NEW PACT OF MOE AND", ("MOE AND", "organization")) == ["MOE"]


def mentions(text: str, *tagged: tuple[str, str], goes_on: float = 0.01) -> list[str]:
    """The mentions of a text in which the model tags these words with these layers; others may go on with a name."""
    encoded = encode(load_tokenizer(MODEL_DIR / "tokenizer.json"), text)
    tags = np.full((len(encoded.starts), len(LAYERS), 3), 0.01, dtype=np.float32)
    tags[:, :, 0] = 0.98
    tags[:, LAYERS.index("organization")] = 0.99 - goes_on, 0.01, goes_on
    for words, layer in tagged:
        start = text.index(words)
        first, last = encoded.word_at(start), encoded.word_at(start + len(words) - 1)
        tags[first, LAYERS.index(layer)] = 0.01, 0.98, 0.01
        tags[first + 1 : last + 1, LAYERS.index(layer)] = 0.01, 0.01, 0.98
    return [span.text for span in find_spans(text, encoded, tags, [], {})]
