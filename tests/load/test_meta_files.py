"""Meta files: what they may say, and which message a mistake gets."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.load.meta_files import Meta, read_meta
from orchestration.load.models import Problem


def test_all_keys() -> None:
    meta = read_meta(
        b"publisher: Quay Times\nauthor: Mart Kask\ntitle: 'Cranes: a story'\naddress: https://quay.example.org/x\n"
        b"published: 2024-05\nlanguage: no\nlicence: CC0-1.0\n"
    )
    assert isinstance(meta, Meta)
    assert meta.published is not None
    assert (meta.published.on, meta.published.precision) == (date(2024, 5, 1), "month")
    assert (meta.language, meta.title) == ("no", "Cranes: a story")


@pytest.mark.parametrize("content", [b"publisher:", b"publisher: ''", b"publisher: null", b"publisher: ~"])
def test_an_empty_value_says_nothing(content: bytes) -> None:
    meta = read_meta(content)
    assert isinstance(meta, Meta)
    assert meta.publisher is None


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"publishr: Quay Times", "publishr"),
        (b"published: last spring", "published"),
        (b"published: 2024-13", "published"),
        (b"language: English", "language"),
        (b"address: quay.example.org", "address"),
        (b"author: [Mart, Liis]", "author"),
        (b"title: one\ntitle: two", "title"),
        (b"title: [", "line"),
        (b"- a\n- b", "key: value"),
        (b"", "key: value"),
        (b"[" * 50_000, "YAML"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"#" * 70_000, "64 KB"),
        (b"title: !!python/object/apply:os.getcwd []", "title"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "aliases"),
        (b"title: [one]", "title must be one text"),
    ],
)
def test_mistakes_are_named(content: bytes, named: str) -> None:
    problem = read_meta(content)
    assert isinstance(problem, Problem)
    assert problem.reason == "malformed_meta"
    assert named in problem.message
