"""Languages: English is practically never called something else, and nothing else is called English."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from orchestration.learning.corpus import load_split
from orchestration.load.languages import Detected, detect_language, language_code


def read_paragraphs() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("press_paragraphs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            code = line[3:]
            found[code] = []
        elif not line.startswith("#"):
            found[code].append(line)
    return found


ENGLISH = [*load_split("dev"), *load_split("test")]
OTHERS = read_paragraphs()


@pytest.mark.parametrize("stated", [None, "en", "ko"])
def test_english_articles_are_english(stated: str | None) -> None:
    assert {detect_language(article.text, stated).code for article in ENGLISH} == {"en"}


@pytest.mark.parametrize("code", OTHERS)
def test_other_articles_are_not_english(code: str) -> None:
    """Whatever the page states, and in a text of eight sentences as well as in most of a single one."""
    text = "\n".join(OTHERS[code])
    assert detect_language(text, None) == detect_language(text, "en") == Detected(code, "detected")
    single = [detect_language(paragraph, "en").code for paragraph in OTHERS[code]]
    assert single.count(code) >= len(single) - 1
    assert single.count("en") <= 1


def test_lists_of_foreign_names_are_no_foreign_text() -> None:
    """A page about a cohort may hold little more than the names of its firms and their founders."""
    names = sorted(
        {
            article.text[mention.start : mention.end]
            for article in ENGLISH
            for mention in article.mentions
            if mention.kind in "op" and not mention.is_nominal
        }
    )
    chance = random.Random(5)
    lists = ["\n".join(chance.sample(names, 30)) for _ in range(300)]
    assert {detect_language(names, None) for names in lists} == {Detected("en", "assumed")}
    assert detect_language("Université de Montréal, École de la Rive, Institut des Quais", None).code == "en"


@pytest.mark.parametrize(
    ("text", "stated", "detected"),
    [
        ("", None, Detected("en", "assumed")),
        ("", "fr-CA", Detected("fr", "stated")),
        ("Kelpline, Saltgrid, Northbuoy", "nl", Detected("nl", "stated")),
        ("12 345 67.8 | 90 % | 2026", "english", Detected("en", "assumed")),
        ("AI Hub", "ko", Detected("ko", "stated")),
        ("Museum van de zee", None, Detected("en", "assumed")),
        ("xkq zvw qqj wvx jjk zzq xkcd qwrt pfff hjkl zxcv bnm", None, Detected("en", "assumed")),
    ],
)
def test_too_little_text_is_what_the_page_states(text: str, stated: str | None, detected: Detected) -> None:
    assert detect_language(text, stated) == detected


def test_capitals_only() -> None:
    assert detect_language(OTHERS["fr"][0].upper(), "en") == Detected("fr", "detected")
    assert detect_language(ENGLISH[0].text.upper(), "fr") == Detected("en", "detected")


def test_the_page_decides_between_near_languages() -> None:
    """The two written standards of Norwegian, Danish, Malay and Indonesian: only a page's author is sure."""
    near = {("no", "nn"), ("no", "da"), ("da", "no"), ("id", "ms"), ("pt", "gl")}
    bases = {detect_language(paragraph, stated).basis for code, stated in near for paragraph in OTHERS[code]}
    assert bases == {"stated", "detected"}
    assert detect_language(" ".join(OTHERS["ko"]), "ja") == Detected("ko", "detected")


@pytest.mark.parametrize("code", OTHERS)
def test_pages_in_two_languages_are_in_that_of_most_of_them(code: str) -> None:
    english = max((article.text for article in ENGLISH), key=len)[:1600]
    foreign = "\n".join(OTHERS[code])
    assert detect_language(f"{foreign[:250]}\n{english}", code).code == "en"
    assert detect_language(f"{english[:150]}\n{foreign}\n{foreign}", "en").code == code


@pytest.mark.parametrize("code", ["ko", "ar"])
def test_an_english_article_below_a_foreign_menu(code: str) -> None:
    """The menu alone would win: its signs have two or three bytes each."""
    english = max((article.text for article in ENGLISH), key=len)[:1600]
    menu = "\n".join(OTHERS[code])[:600]
    assert detect_language(f"{menu}\n{english}", code) == Detected("en", "detected")


def test_a_sentence_in_each_of_two_languages_is_in_neither_for_sure() -> None:
    english = (
        "The port and the institute signed an agreement on Tuesday to train two hundred engineers in artificial "
        "intelligence, and the first courses begin in spring."
    )
    for stated, code in ((None, "en"), ("es", "es"), ("en", "en")):
        basis = "stated" if stated else "assumed"
        assert detect_language(f"{english} {OTHERS['es'][3]}", stated) == Detected(code, basis)


def test_languages_without_a_code_of_two_letters_are_called_by_that_of_a_relative() -> None:
    cantonese = "佢哋話今日會喺中環開咗一間新嘅公司，請咗好多人，仲話聽日會再請多啲，唔使驚冇嘢做。"
    assert detect_language(cantonese, None) == Detected("zh", "detected")


@pytest.mark.parametrize(
    ("tag", "code"), [("en-GB", "en"), ("pt_BR", "pt"), ("KO", "ko"), (" fr ", "fr"), ("english", None), (None, None)]
)
def test_language_code(tag: str | None, code: str | None) -> None:
    assert language_code(tag) == code
