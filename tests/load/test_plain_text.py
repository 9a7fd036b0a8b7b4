"""Plain text: when the first line is a headline, and the guess at the language."""

from __future__ import annotations

import pytest

from orchestration.load.languages import guess_language, language_code
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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The lab and the college have signed an agreement to train engineers in the city. " * 4, "en"),
        ("Le laboratoire et la ville ont signé un accord pour la formation des ingénieurs dans le port. " * 4, "fr"),
        ("Das Labor und die Stadt haben einen Vertrag für die Ausbildung von Ingenieuren im Hafen. " * 4, "de"),
        ("항만 연구소와 시는 기술자 양성을 위한 협약을 체결했다. AI Hub", "ko"),
        ("Лаборатория и город подписали соглашение о подготовке инженеров.", "und"),
        ("Université de Montréal, École de la Rive, Institut des Quais", "en"),
        ("", "en"),
    ],
)
def test_guess_language(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("tag", "code"), [("en-GB", "en"), ("pt_BR", "pt"), ("KO", "ko"), ("english", None), (None, None)]
)
def test_language_code(tag: str | None, code: str | None) -> None:
    assert language_code(tag) == code
