"""Plain text: when the first line is a headline."""

from __future__ import annotations

import pytest

from orchestration.load.plain_text import read_plain_text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Cranes need company\n\nThe lab opened.", "Cranes need company"),
        ("Cranes need company\nThe lab opened.", None),
        ("The lab opened on Monday.\n\nIt is open.", None),
        ("Press release\n\nThe lab opened.", None),
        ("word " * 59 + "word" + "\n\nThe lab opened.", None),
        ("Cranes need company", None),
    ],
)
def test_headlines(text: str, title: str | None) -> None:
    page = read_plain_text(text)
    assert page.title == title
    assert page.text == text.strip()
