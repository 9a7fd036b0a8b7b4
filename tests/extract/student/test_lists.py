"""Lists that were read as one name."""

import pytest

from orchestration.extract.student.lists import split_lists
from orchestration.extract.student.model import MODEL_DIR
from orchestration.extract.student.span import Span
from orchestration.extract.student.tokens import encode, load_tokenizer

TOKENIZER = load_tokenizer(MODEL_DIR / "tokenizer.json")


@pytest.mark.parametrize(
    ("name", "others", "parts"),
    [
        ("Moe College, Halden", ["Moe College", "Halden"], ["Moe College", "Halden"]),
        (
            "Moe College, Halden, and Oulu Lab",
            ["MOE COLLEGE", "Halden", "Oulu Lab"],
            ["Moe College", "Halden", "Oulu Lab"],
        ),
        ("Halden & Oulu Lab", ["Halden", "Oulu Lab"], ["Halden", "Oulu Lab"]),
        ("SNU-Halden", ["SNU", "Halden"], ["SNU", "Halden"]),
        ("SNU-Halden Lab", ["SNU", "Halden"], ["SNU-Halden Lab"]),
        ("Rolls-Royce", ["Royce"], ["Rolls-Royce"]),
        ("Sony-Honda", ["Sony", "Honda"], ["Sony-Honda"]),
        ("SNU-Halden", ["SNU", "Halden", "SNU-Halden"], ["SNU-Halden"]),
        ("Ministry of Science, ICT and Planning", ["ICT", "Planning"], ["Ministry of Science, ICT and Planning"]),
        ("Halden, Inc.", ["Halden"], ["Halden, Inc."]),
        ("Halden and Moe", ["Halden and Moe", "Moe"], ["Halden and Moe"]),
        ("Moe Engineers' Role in Talent", ["Moe Engineers"], ["Moe Engineers"]),
        ("Halden Robotics’s New Home", ["Halden Robotics"], ["Halden Robotics"]),
        ("Octavian's Robots", ["Octavian"], ["Octavian's Robots"]),
        ("Moe Women's College", ["Halden"], ["Moe Women's College"]),
    ],
)
def test_a_list_is_cut_where_each_part_is_a_name_of_its_own(name: str, others: list[str], parts: list[str]) -> None:
    text = "; ".join([f"By {name}", *others])
    encoded = encode(TOKENIZER, text)
    spans, at = [], 0
    for words in (name, *others):
        at = text.index(words, at)
        first, last = encoded.word_at(at), encoded.word_at(at + len(words) - 1)
        spans.append(Span("organization", first, last, at, at + len(words), words, 0.9))
        at += len(words)
    found = [span for span in split_lists(spans, encoded) if span.end <= spans[0].end]
    assert [span.text for span in found] == parts
    for span in found:
        assert text[span.start : span.end] == span.text
        assert text[encoded.starts[span.first] : encoded.ends[span.last]] == span.text
