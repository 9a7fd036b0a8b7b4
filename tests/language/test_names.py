import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.language.names import base_name, fold, fold_person, fold_program, is_abbreviation_of


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Universidade de São Brás", "UNIVERSIDADE DE SAO BRAS"),
        ("Harbour Robotics Co., Ltd.", "Harbour Robotics"),
        ("The Meridian Fund", "Meridian Fund"),
        ("Planning & Evaluation", "Planning and Evaluation"),
        ("U.S. Trade Office", "US Trade Office"),
        ("Østlyd AS", "Ostlyd"),
        ("L\u2019Atelier", "L'Atelier"),
        ("주식회사 하늘", "하늘"),
        ("㈜하늘", "하늘"),
        ("株式会社みなと", "みなと"),
    ],
)
def test_spellings_of_one_name_fold_alike(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize("name", ["서울대학교", "東京大学", "がくしゅう", "Яндекс й", "جامعة"])
def test_native_scripts_survive(name: str) -> None:
    assert fold(name) == name.casefold()


@pytest.mark.parametrize("name", ["The Company", "Inc", "!!!", "AB"])
def test_a_name_of_legal_forms_or_marks_only_does_not_vanish(name: str) -> None:
    assert fold(name)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_program_words_at_the_end_are_optional() -> None:
    assert fold_program("Lighthouse Programme") == fold_program("Lighthouse Program") == fold_program("Lighthouse")
    assert fold_program("Program") == "program"


def test_family_name_first_or_last() -> None:
    assert fold_person("Kim Ha-neul") == fold_person("Ha-neul Kim")
    assert fold_person("Inês Sá") != fold_person("Inês"), "Sá is a family name here, and no legal form"


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("Nord – Northern Robotics Institute", "Nord"),
        ("Nord (Northern Robotics Institute)", "Nord"),
        ("Rhône-Alpes Fund", None),
        ("Nord", None),
    ],
)
def test_base_name_stands_before_an_explanation(name: str, base: str | None) -> None:
    assert base_name(name) == base


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("NRI", "Northern Robotics Institute", True),
        ("NRI", "Northern Institute of Robotics", False),
        ("MTI", "Ministry of Trade and ICT", True),
        ("MTICT", "Ministry of Trade and ICT", True),
        ("BBC", "Baltic Business Bank of Courland", True),
        ("NORD", "NORD AI LAB", False),
        ("NORD", "NORD Cloud", False),
        ("Nord", "Northern Open Robotics Department", False),
        ("N", "Northern", False),
    ],
)
def test_abbreviations(short: str, long: str, expected: bool) -> None:
    assert is_abbreviation_of(short, long) is expected
