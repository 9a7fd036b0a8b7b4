"""Long texts in parts: nothing is lost, nothing is read twice, no part is too long."""

from hypothesis import given
from hypothesis import strategies as st

from orchestration.extract.student.parts import parts_of


@given(st.text(alphabet="ab. \n", max_size=400), st.integers(min_value=2, max_value=80))
def test_the_parts_are_the_text(text: str, longest: int) -> None:
    parts = list(parts_of(text, longest))
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(end - start <= longest for start, end in parts)
    assert [start for start, _ in parts[1:]] == [end for _, end in parts[:-1]]


def test_a_part_ends_with_a_paragraph_rather_than_in_it() -> None:
    text = "One sentence. Two.\n\nThree. Four goes on"
    assert [text[start:end] for start, end in parts_of(text, 30)] == ["One sentence. Two.\n\n", "Three. Four goes on"]
