"""feeds.yml: what it may say, and which message a mistake gets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from orchestration.feeds.listing import LARGEST, Filter, read_listing

GOOD = "- address: https://quay.example.org/feed\n"


def listed(*entries: str) -> bytes:
    return ("feeds:\n" + "".join(entries)).encode()


def test_all_keys() -> None:
    text = (
        "- address: https://quay.example.org/news.xml\n  kind: feed\n  publisher: Quay Times\n  licence: CC-BY-4.0\n"
        "  every: 1d\n  newest: 7\n  since: 2025-02-01\n  filter:\n    include: [/press/, lab]\n    exclude: sport\n"
    )
    (feed,) = read_listing(listed(text)).feeds
    assert (feed.kind, feed.publisher, feed.licence, feed.newest) == ("feed", "Quay Times", "CC-BY-4.0", 7)
    assert (feed.every, feed.since) == (timedelta(days=1), date(2025, 2, 1))
    assert feed.filter == Filter(include=("/press/", "lab"), exclude=("sport",))


def test_only_the_address_is_needed() -> None:
    (feed,) = read_listing(listed(GOOD, "  publisher:\n")).feeds
    assert (feed.kind, feed.publisher, feed.every, feed.newest) == (None, None, timedelta(hours=6), 50)


@pytest.mark.parametrize("text", [b"feeds:\n", b"feeds: []\n"])
def test_an_empty_list_is_no_mistake(text: bytes) -> None:
    assert read_listing(text) == read_listing(listed())


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        ("- adress: https://a.example.org/\n", "adress"),
        ("- publisher: Quay Times\n", "address is missing"),
        ("- address: ftp://a.example.org/\n", "http"),
        ("- address: file:///etc/passwd\n", "http"),
        ("- address: https://ada:secret@a.example.org/\n", "password"),
        ("- address: 'https://a.example.org/a b'\n", "http"),
        ("- address: https://a.example.org/\n  every: often\n", "30m"),
        ("- address: https://a.example.org/\n  every: 1m\n", "at least 5m"),
        ("- address: https://a.example.org/\n  newest: 0\n", "newest"),
        ("- address: https://a.example.org/\n  since: spring\n", "since"),
        ("- address: https://a.example.org/\n  kind: blog\n", "kind"),
        ("- address: https://a.example.org/\n  filter: {only: x}\n", "filter.only"),
        ("- address: https://a.example.org/\n  address: https://b.example.org/\n", "twice"),
        ("- https://a.example.org/\n", "key: value"),
        ("- address: https://QUAY.example.org:443/feed#top\n", "listed twice"),
        ("- address: !!python/object/apply:os.getcwd []\n", "address"),
        ("- &a {address: https://a.example.org/, filter: {include: [&b x, *b]}}\n", "aliases"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_stops_no_other_entry(entry: str, named: str) -> None:
    listing = read_listing(listed(GOOD, entry, "- address: https://z.example.org/\n"))
    assert [feed.address for feed in listing.feeds] == ["https://quay.example.org/feed", "https://z.example.org/"]
    (problem,) = listing.problems
    assert problem.reason == "malformed_feeds"
    assert "entry 2 (line 3)" in problem.message
    assert named in problem.message
    assert "secret" not in problem.message


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"- a\n- b", "`feeds:`"),
        (b"", "`feeds:`"),
        (b"feeds: [", "line"),
        (b"feeds: x", "list"),
        (b"feeds: []\nsources: []", "`feeds:`"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 50_000, "YAML"),
        (b"#" * (LARGEST + 1), "1 MB"),
    ],
)
def test_a_file_that_is_no_list_is_named(content: bytes, named: str) -> None:
    listing = read_listing(content)
    assert listing.feeds == ()
    assert named in listing.problems[0].message


@pytest.mark.parametrize(
    ("include", "exclude", "taken"),
    [
        ((), (), True),
        (("/press/",), (), True),
        (("/sport/",), (), False),
        (("harbour",), (), True),  # a word of the title
        (("harb",), (), False),  # a part of a word is none
        (("*2025*",), (), True),
        (("https://quay.example.org/*.pdf",), (), False),
        (("*opens*",), (), True),
        (("/sport/", "/press/"), (), True),
        (("/press/",), ("harbour lab",), False),
        ((), ("/PRESS/",), False),
    ],
)
def test_filter(include: tuple[str, ...], exclude: tuple[str, ...], taken: bool) -> None:
    chosen = Filter(include=include, exclude=exclude)
    assert chosen.takes("https://quay.example.org/press/2025/lab", "Harbour lab opens") is taken
