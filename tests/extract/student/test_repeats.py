"""Names found once are looked for in the whole article, and are one kind of thing throughout."""

import pytest

from orchestration.extract.student.model import MODEL_DIR
from orchestration.extract.student.repeats import repeated, settle
from orchestration.extract.student.span import Span
from orchestration.extract.student.tokens import Encoded, encode, load_tokenizer

TOKENIZER = load_tokenizer(MODEL_DIR / "tokenizer.json")


def span_of(text: str, words: str, layer: str = "organization", score: float = 0.9) -> tuple[Encoded, Span]:
    encoded = encode(TOKENIZER, text)
    start = text.index(words)
    first, last = encoded.word_at(start), encoded.word_at(start + len(words) - 1)
    return encoded, Span(layer, first, last, start, start + len(words), words, score)


def found_in(text: str, words: str, **more: float) -> list[int]:
    encoded, span = span_of(text, words, **more)
    return [each.start for each in repeated([span], encoded, text)]


def test_a_name_is_found_wherever_it_stands() -> None:
    assert found_in("Sjávarklasi opened. Later (Sjávarklasi) grew; Sjávarklasi's hall is old.", "Sjávarklasi") == [
        0,
        27,
        46,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Halden opened. The Halden Bridge is closed.",  # part of another name
        "Halden opened. Haldensson left.",  # part of a word
        "Halden opened. Ana Halden left.",
    ],
)
def test_a_name_is_not_cut_out_of_other_words(text: str) -> None:
    assert found_in(text, "Halden") == [0]


def test_words_without_a_capital_and_unsure_names_are_not_spread() -> None:
    assert found_in("triage opened. Nurses do triage.", "triage") == [0]
    assert found_in("Mila opened. Mila grew.", "Mila", score=0.5) == [0]


def test_what_lies_in_another_name_stays_there() -> None:
    text = "NAVER met KAIST. The NAVER-KAIST Lab opened."
    encoded, naver = span_of(text, "NAVER")
    _, lab = span_of(text, "NAVER-KAIST Lab", layer="program")
    assert [each.text for each in repeated([naver, lab], encoded, text)] == ["NAVER", "NAVER-KAIST Lab"]


def test_a_part_of_a_name_goes_where_the_whole_one_stands() -> None:
    text = "Start-up in Residence opened. Later a Start-up in Residence programme grew."
    encoded, whole = span_of(text, "Start-up in Residence", layer="program")
    later = text.rindex("Start-up")

    def part(words: str, layer: str) -> Span:
        start = text.index(words, later)
        at = encoded.word_at(start), encoded.word_at(start + len(words) - 1)
        return Span(layer, *at, start, start + len(words), words, 0.9)

    parts = [part("Start-up", "program"), part("Residence", "program")]
    assert [(each.text, each.start) for each in repeated([whole, *parts], encoded, text)] == [
        (whole.text, 0), (whole.text, later),
    ]  # fmt: skip
    others = [part("Start-up", "program"), part("Residence", "place")]  # who knows what stands there?
    assert repeated([whole, *others], encoded, text) == [whole, *others]


def test_a_name_is_what_most_of_its_mentions_say() -> None:
    spans = [
        Span(layer, 0, 1, 0, 10, "Tidal Shift", score)
        for layer, score in (("organization", 0.9), ("organization", 0.8), ("program", 0.95), ("person", 0.9))
    ]
    assert [span.layer for span in settle(spans)] == ["organization"] * 3 + ["person"]
