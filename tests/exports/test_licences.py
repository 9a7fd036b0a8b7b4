"""Which licence statements let a text be passed on: those of the list, however they are spelled, and no others."""

from __future__ import annotations

import pytest
import yaml

from orchestration.exports.licences import LIST, known_licence


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc-by-4.0", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://creativecommons.org/licenses/by/4.0/deed.en", "CC-BY-4.0"),
        ("https://www.creativecommons.org/licenses/by/4.0/legalcode", "CC-BY-4.0"),
        ("Creative Commons Attribution 4.0 International License", "CC-BY-4.0"),
        ("CC0", "CC0-1.0"),
        ("Open Government Licence v3.0", "OGL-UK-3.0"),
        (" KOGL Type 1 ", "KOGL-1"),
    ],
)
def test_spellings_of_a_licence_are_known(stated: str, name: str) -> None:
    found = known_licence(stated)
    assert found
    assert found.id == name


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "CC BY-NC 4.0",
        "CC-BY-ND-4.0",
        "https://creativecommons.org/licenses/by-nc/4.0/",
        "CC BY",
        "free to use",
        "All rights reserved",
        "not CC BY 4.0",
        "CC BY 4.0 for photos only",
        "KOGL Type 4",
        "public domain?",
    ],
)
def test_other_statements_keep_the_text_at_home(stated: str) -> None:
    assert known_licence(stated) is None


def test_every_licence_of_the_list_has_a_reason_and_an_address() -> None:
    for entry in yaml.safe_load(LIST.read_text(encoding="utf-8")):
        assert entry["reason"].endswith(".")
        assert entry["address"].startswith("https://")
        assert known_licence(entry["id"])
