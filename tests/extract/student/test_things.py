"""From mentions to things, with scores as a model would give them."""

import numpy as np
import pytest

from orchestration.extract.protocol import ArticleText
from orchestration.extract.student.reading import Reading
from orchestration.extract.student.span import Span
from orchestration.extract.student.things import group

NO = -20.0


def spans_of(*named: tuple[str, str]) -> list[Span]:
    """Lay mentions out three words apart."""
    return [
        Span(layer, at * 9, at * 9 + text.count(" "), at * 90, at * 90 + len(text), text, 0.9)
        for at, (layer, text) in enumerate(named)
    ]


def grouped(spans: list[Span], **same: float) -> list[list[str]]:
    scores = np.full((len(spans), len(spans)), NO, dtype=np.float32)
    for pair, score in same.items():
        one, other = map(int, pair.strip("_").split("_"))
        scores[one, other] = score
    return [[spans[i].text for i in thing.mentions] for thing in group(spans, scores)]


def test_spellings_that_differ_in_case_accents_and_legal_form_are_one() -> None:
    spans = spans_of(
        ("organization", "Río Alto S.A."), ("organization", "RIO ALTO SA"), ("organization", "Moe College")
    )
    assert grouped(spans) == [["Río Alto S.A.", "RIO ALTO SA"], ["Moe College"]]


def test_a_short_form_in_brackets_is_the_name_before_it() -> None:
    long, short = "Institute for Quiet Machines", "IQM"
    spans = [Span("organization", 0, 3, 0, 28, long, 0.9), Span("organization", 5, 5, 30, 33, short, 0.9)]
    assert grouped(spans) == [[long, short]]


def test_a_name_with_words_cut_to_a_dot_is_the_long_one() -> None:
    spans = spans_of(
        ("organization", "U. del Salar"),
        ("organization", "Universidad del Salar"),
        ("organization", "U. del Mar"),
        ("organization", "Banco del Salar"),
    )
    assert grouped(spans) == [["U. del Salar", "Universidad del Salar"], ["U. del Mar"], ["Banco del Salar"]]


def test_the_model_joins_spellings_only_where_both_ways_agree() -> None:
    spans = spans_of(("organization", "Halden Robotics"), ("organization", "Halden"))
    assert grouped(spans, _0_1=3.0, _1_0=3.0) == [["Halden Robotics", "Halden"]]
    unlike = spans_of(("organization", "Halden Robotics"), ("organization", "Brightwater"))
    assert len(grouped(unlike, _0_1=1.0)) == 2


def test_a_name_that_begins_another_needs_less_to_be_the_same() -> None:
    spans = spans_of(("organization", "Halden Robotics"), ("organization", "Halden"))
    assert len(grouped(spans, _1_0=-1.0)) == 1
    assert len(grouped(spans, _1_0=-4.0)) == 2


@pytest.mark.parametrize("name", ["Halden AI LAB", "Halden Hub", "Halden-Moe Robotics", "Haldenberg"])
def test_a_part_of_a_body_and_a_joint_one_are_others(name: str) -> None:
    spans = spans_of(("organization", name), ("organization", "Halden"))
    assert len(grouped(spans, _1_0=-1.0)) == 2
    assert len(grouped(spans, _0_1=3.0, _1_0=3.0)) == 1  # unless the model is sure


def test_what_two_bodies_share_is_neither_of_them_however_sure_the_model_is() -> None:
    both = ("organization", "Halden-MCT Campus"), ("organization", "Halden")
    alone, beside = spans_of(*both), spans_of(*both, ("organization", "Moe College of Technology"))
    assert len(grouped(alone, _0_1=3.0, _1_0=3.0)) == 1
    assert len(grouped(beside, _0_1=3.0, _1_0=3.0)) == 3


def test_an_institute_has_its_name_without_that_word_too() -> None:
    spans = spans_of(("organization", "Halden Institute"), ("organization", "Halden"))
    assert len(grouped(spans, _1_0=-1.0)) == 1


def test_a_word_stands_for_every_thing_that_is_likely() -> None:
    spans = spans_of(("organization", "Halden"), ("organization", "Moe College"), ("organization_word", "the two"))
    assert grouped(spans, _2_0=3.0, _2_1=2.0) == [["Halden", "the two"], ["Moe College", "the two"]]
    assert grouped(spans, _2_0=3.0) == [["Halden", "the two"], ["Moe College"]]


def test_the_two_are_two() -> None:
    bodies = [("organization", name) for name in ("Halden", "Moe College", "Brightwater")]
    two, all_of_them = (spans_of(*bodies, ("organization_word", words)) for words in ("the two", "the partners"))
    likely = {"_3_0": 0.5, "_3_1": 2.0, "_3_2": 3.0}
    assert grouped(two, **likely) == [["Halden"], ["Moe College", "the two"], ["Brightwater", "the two"]]
    assert grouped(all_of_them, **likely)[0] == ["Halden", "the partners"]


def test_a_surname_belongs_to_the_one_person_who_has_it() -> None:
    assert grouped(spans_of(("person", "Ana Moe"), ("person", "Moe"))) == [["Ana Moe", "Moe"]]
    assert grouped(spans_of(("person", "Moe"))) == [["Moe"]]
    two = grouped(spans_of(("person", "Ana Moe"), ("person", "Ola Moe"), ("person", "Moe")))
    assert two == [["Ana Moe"], ["Ola Moe"]]


def test_references_use_the_spelling_that_is_stated() -> None:
    """Of two spellings of one length, the one that names the organization must also be the one that facts refer to."""
    spans = spans_of(("organization", "MOE COLLEGE"), ("organization", "Moe College"))
    empty = np.zeros((0, 2, 2), dtype=np.float32)
    things = group(spans, np.full((2, 2), NO, dtype=np.float32))
    reading = Reading(ArticleText("art_0", ""), spans, things, {}, empty, empty.astype(bool))
    assert reading.name_of(0) == reading.spellings(0)[0]


def test_initials_are_the_one_name_that_has_them() -> None:
    long, other = "New Halden Development Authority", "North Halden Design Agency"
    spans = spans_of(("organization", long), ("organization", "NHDA"), ("organization", "Moe College"))
    assert grouped(spans) == [[long, "NHDA"], ["Moe College"]]
    assert len(grouped(spans_of(("organization", long), ("organization", other), ("organization", "NHDA")))) == 3


def test_words_for_several_agreements_do_not_make_one_of_them() -> None:
    spans = spans_of(("agreement", "three MoUs"), ("agreement", "MoU"), ("agreement", "memorandum"))
    alike = {"_0_1": 9.0, "_1_0": 9.0, "_0_2": 9.0, "_2_0": 9.0, "_1_2": -2.0, "_2_1": -2.0}
    assert grouped(spans, **alike) == [["three MoUs"], ["MoU"], ["memorandum"]]
    one = spans_of(("agreement", "an accord"), *((span.layer, span.text) for span in spans[1:]))
    assert grouped(one, **alike) == [["an accord", "MoU", "memorandum"]]
